"""Duties against what is recorded; the days were looked up in a calendar of 2024. Made-up county."""

from fractions import Fraction
from typing import Any

import attrs
import pytest

from minsheng.calendars import Cadence, DueRule, Period, Roll
from minsheng.errors import Undefined
from minsheng.ledger import (
    DutyExcused,
    DutyFulfilled,
    FundingReported,
    MilestoneReached,
    Progress,
    ScheduleAdopted,
    SiteVisited,
    Statement,
)
from minsheng.projects import Bearer, Plan, Rhythm
from minsheng.standing import DutyRow, DutyStatus
from tests.standing.plans import COUNTY, RHYTHMS, standing

PLAN = attrs.evolve(COUNTY, rhythms=RHYTHMS)
ROADS = "县交运局"


def row(day: str, rhythm: str, party: str, period: str, *statements: Statement) -> DutyRow:
    """The one duty of a party for a period, as it stands on `day`."""
    wanted = Period.parse(period) if period else None
    rows = standing(day, *statements, plan=PLAN).duties.of(party).rows
    (found,) = [r for r in rows if r.duty.rhythm.id == rhythm and r.duty.period == wanted]
    return found


def status(day: str, rhythm: str, period: str, *statements: Statement, party: str = ROADS) -> str:
    return row(day, rhythm, party, period, *statements).status.value


def test_nothing_before_the_document_is_missed_and_on_its_day_nothing_is_late() -> None:
    counts = standing("2024-02-06", plan=PLAN).duties.counts()
    assert counts[DutyStatus.MISSED] == counts[DutyStatus.LATE] == counts[DutyStatus.MET] == 0
    rows = standing("2024-02-06", plan=PLAN).duties.of(ROADS).rows
    assert min(r.duty.period for r in rows if r.duty.rhythm.id == "ledger" and r.duty.period).code == "2024-W06"


def test_all_instances_of_the_year_are_there_once_whatever_the_day() -> None:
    # 48 weeks and 11 months for each lead, 33 旬 and 4 quarters for the head in charge, a schedule each
    for day in ("2024-02-06", "2024-12-31"):
        rows = standing(day, plan=PLAN).duties.rows
        assert len([r for r in rows if r.duty.party == ROADS]) == 48 + 48 + 11 + 1
        assert len([r for r in rows if r.duty.party == "县政府分管负责同志"]) == 33 + 4


def test_a_weekly_duty_is_upcoming_then_due_then_missed() -> None:
    # week 10: Monday 4 March to Sunday 10 March 2024, due on Friday the 8th
    assert status("2024-03-03", "ledger", "2024-W10") == "upcoming"
    assert status("2024-03-04", "ledger", "2024-W10") == "due"
    assert status("2024-03-08", "ledger", "2024-W10") == "due"
    assert status("2024-03-09", "ledger", "2024-W10") == "missed"


def test_progress_is_the_ledger_update_of_the_unit_that_reports_it() -> None:
    report = Progress("1", total="20公里", on="2024-03-06", by="县交通运输局")
    found = row("2024-03-20", "ledger", ROADS, "2024-W10", report)
    assert (found.status, found.entry, str(found.on)) == (DutyStatus.MET, "#1", "2024-03-06")
    assert status("2024-03-20", "ledger", "2024-W11", report) == "missed"
    assert status("2024-03-20", "meeting", "2024-W10", report) == "missed"
    assert status("2024-03-20", "ledger", "2024-W10", report, party="县人社局") == "missed"


def test_progress_of_a_period_updates_the_ledger_for_that_period() -> None:
    report = Progress("1", added="5公里", period="2024-W10", on="2024-03-12", by=ROADS)
    assert status("2024-03-20", "ledger", "2024-W10", report) == "late"
    assert status("2024-03-13", "ledger", "2024-W11", report) == "due"


def test_progress_for_a_month_updates_the_ledger_in_the_week_of_its_day() -> None:
    report = Progress("1", added="5公里", period="2024-03", on="2024-03-07", by=ROADS)
    assert status("2024-03-20", "ledger", "2024-W10", report) == "met"


def test_progress_by_nobody_in_particular_meets_no_duty() -> None:
    assert status("2024-03-20", "ledger", "2024-W10", Progress("1", total="20公里", on="2024-03-06")) == "missed"


def test_a_recorded_completion_is_a_ledger_update_too() -> None:
    assert status("2024-03-20", "ledger", "2024-W10", MilestoneReached("1", on="2024-03-06", by=ROADS)) == "met"


def test_a_report_on_money_is_a_ledger_update_too() -> None:
    assert (
        status("2024-03-20", "ledger", "2024-W10", FundingReported("1", spent="5万元", on="2024-03-06", by=ROADS))
        == "met"
    )


def test_who_went_and_looked_has_met_the_duty_to_go() -> None:
    office = "县政府督查室"
    visits = Rhythm(
        id="visits", name="一线督导", bearer=Bearer.PARTY, party=office, cadence=Cadence.MONTHLY, met_by=["site_visit"]
    )
    plan = attrs.evolve(COUNTY, rhythms=[visits])
    visit = SiteVisited("1", findings=["路基已完成"], on="2024-03-06", by=office)
    rows = standing("2024-04-30", visit, plan=plan).duties.of(office).rows
    assert [r.status.value for r in rows if r.duty.period in (Period.parse("2024-03"), Period.parse("2024-04"))] == [
        "met",
        "due",
    ]


def test_late_is_what_was_done_behind_the_due_day() -> None:
    assert status("2024-03-20", "ledger", "2024-W10", Progress("1", total="20公里", on="2024-03-08", by=ROADS)) == "met"
    assert (
        status("2024-03-20", "ledger", "2024-W10", Progress("1", total="20公里", on="2024-03-09", by=ROADS)) == "late"
    )


def test_of_several_reports_in_a_period_the_first_counts() -> None:
    late = Progress("1", total="25公里", on="2024-03-10", by=ROADS)
    early = Progress("1", total="20公里", on="2024-03-05", by=ROADS)
    assert row("2024-03-20", "ledger", ROADS, "2024-W10", late, early).entry == "#2"


def test_a_monthly_report_names_its_month_and_is_late_in_the_next() -> None:
    # 31 March 2024 is a Sunday: due on Friday the 29th
    def report(on: str, period: str | None) -> DutyFulfilled:
        return DutyFulfilled("report", party=ROADS, on=on, period=Period.parse(period) if period else None)

    assert status("2024-04-30", "report", "2024-03", report("2024-03-29", None)) == "met"
    assert status("2024-04-30", "report", "2024-03", report("2024-03-31", None)) == "late"
    assert status("2024-04-30", "report", "2024-03", report("2024-04-02", "2024-03")) == "late"
    assert status("2024-04-10", "report", "2024-04", report("2024-04-02", "2024-03")) == "due"
    assert status("2024-04-10", "report", "2024-04", report("2024-04-02", None)) == "met"


def test_either_of_two_is_met_by_the_first_of_the_two() -> None:
    study = DutyFulfilled("special_study", party="县政府分管负责同志", on="2024-03-15")
    meeting = DutyFulfilled("special_meeting", party="县政府分管负责同志", on="2024-02-20")
    found = row("2024-04-30", "special", "县政府分管负责同志", "2024-Q1", study, meeting)
    assert (found.status, found.entry) == (DutyStatus.MET, "#2")
    assert row("2024-04-30", "special", "县政府分管负责同志", "2024-Q1", study).entry == "#1"
    assert status("2024-04-30", "special", "2024-Q1", party="县政府分管负责同志") == "missed"
    assert status("2024-04-30", "special", "2024-Q2", study, meeting, party="县政府分管负责同志") == "due"


def test_one_meeting_feeds_the_ten_days_and_the_week_in_which_it_falls() -> None:
    weekly = Rhythm(
        id="weekly",
        name="每周调度",
        bearer=Bearer.PARTY,
        party="县政府分管负责同志",
        cadence=Cadence.WEEKLY,
        met_by=["dispatch"],
    )
    plan = attrs.evolve(COUNTY, rhythms=[*RHYTHMS, weekly])
    held = DutyFulfilled("dispatch", party="县政府分管负责同志", on="2024-03-08", period=Period.parse("2024-03-X1"))
    met = standing("2024-03-20", held, plan=plan).duties.with_status(DutyStatus.MET)
    assert [(r.duty.rhythm.id, r.duty.period.code) for r in met if r.duty.period] == [
        ("dispatch", "2024-03-X1"),
        ("weekly", "2024-W10"),
    ]


def test_the_schedule_has_no_day_and_can_not_be_missed() -> None:
    assert status("2024-12-31", "schedule", "") == "unknowable"
    adopted = ScheduleAdopted("1", on="2024-02-20", by=ROADS, points=[("2024-06-30", "200公里")])
    assert status("2024-12-31", "schedule", "", adopted) == "met"
    assert status("2024-12-31", "schedule", "", ScheduleAdopted(on="2024-02-20", party="县交通运输局")) == "met"
    assert status("2024-02-19", "schedule", "", adopted) == "unknowable"


def test_who_was_let_off_has_not_missed_and_who_did_it_anyway_has_met() -> None:
    off = DutyExcused("report", party=ROADS, on="2024-03-20", period=Period.parse("2024-03"), reason="合并报送")
    assert status("2024-04-30", "report", "2024-03", off) == "excused"
    assert status("2024-05-01", "report", "2024-04", off) == "missed"
    done = DutyFulfilled("report", party=ROADS, on="2024-03-25")
    assert status("2024-04-30", "report", "2024-03", off, done) == "met"


def test_the_rate_in_time_counts_what_was_due_and_nothing_else() -> None:
    reports = [
        DutyFulfilled("report", party=ROADS, on="2024-02-28"),
        DutyFulfilled("report", party=ROADS, on="2024-03-31"),
    ]
    plan = attrs.evolve(COUNTY, rhythms=[RHYTHMS[4]])
    # on 31 May: February in time, March late, April missed, May (due on Friday 31 May) still open
    mine = standing("2024-05-31", *reports, plan=plan).duties.of("县交通运输局")
    assert {s.value: n for s, n in mine.counts().items() if n} == {
        "met": 1,
        "late": 1,
        "missed": 1,
        "due": 1,
        "upcoming": 7,
    }
    assert mine.on_time == Fraction(1, 3)
    assert isinstance(standing("2024-02-10", plan=plan).duties.of(ROADS).on_time, Undefined)
    assert standing("2024-05-31", plan=plan).duties.of("县财政局").rows == ()


def test_a_due_day_that_nobody_has_announced_can_not_be_missed() -> None:
    yearly = Rhythm(
        id="yearly",
        name="年终报告",
        bearer=Bearer.PARTY,
        party="县政府督查室",
        cadence=Cadence.YEARLY,
        due=DueRule(day=5, offset_periods=11, roll=Roll.NEXT),  # 2035
        met_by=["report"],
    )
    plan = attrs.evolve(COUNTY, rhythms=[yearly])
    (found,) = standing("2024-12-31", plan=plan).duties.rows
    assert isinstance(found.duty.due, Undefined)
    assert found.status is DutyStatus.DUE
    (found,) = standing("2036-01-01", plan=plan).duties.rows
    assert found.status is DutyStatus.UNKNOWABLE


def test_a_plan_without_rhythms_owes_nothing() -> None:
    duties = standing("2024-06-30").duties
    assert duties.rows == ()
    assert isinstance(duties.on_time, Undefined)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_line_a_party_with_words_for_every_status(lang: str) -> None:
    duties = standing("2024-04-30", DutyFulfilled("report", party=ROADS, on="2024-02-28"), plan=PLAN).duties
    assert [line[0] for line in duties.table()] == list(duties.parties)
    assert ROADS in str(duties)
    assert "<table>" in duties._repr_html_()
    assert len(duties.headers("zh")) == len(duties.headers("en")) == len(duties.table()[0])


def test_the_duties_are_their_rows() -> None:
    duties = standing("2024-06-30", plan=PLAN).duties
    assert list(duties) == list(duties.rows)
    assert len(duties) == len(duties.rows) > 0


def reporting(**fields: Any) -> Plan:
    """A plan of which each lead owes reports, as `fields` say."""
    rhythm = Rhythm(id="report", name="报送", bearer=Bearer.LEADS, cadence=Cadence.WEEKLY, met_by=["report"])
    return attrs.evolve(COUNTY, rhythms=[attrs.evolve(rhythm, **fields)])


TWICE_A_WEEK = reporting(due=DueRule(day=3), also=[DueRule(day=5)])


def week(plan: Plan, day: str, *statements: Statement, period: str = "2024-W10") -> list[tuple[str, str]]:
    """How the roads office's instances of a period stand, and by which entry."""
    rows = standing(day, *statements, plan=plan).duties.of(ROADS).rows
    return [(r.status.value, r.entry) for r in rows if r.duty.period == Period.parse(period)]


def report(on: str, period: str | None = None) -> DutyFulfilled:
    return DutyFulfilled("report", party=ROADS, on=on, period=Period.parse(period) if period else None)


def test_the_first_report_meets_the_first_day_and_the_second_the_second() -> None:
    # week 10 of 2024: Wednesday 6 March, Friday 8 March
    assert week(TWICE_A_WEEK, "2024-03-20") == [("missed", ""), ("missed", "")]
    assert week(TWICE_A_WEEK, "2024-03-07", report("2024-03-05")) == [("met", "#1"), ("due", "")]
    both = (report("2024-03-08"), report("2024-03-05"))
    assert week(TWICE_A_WEEK, "2024-03-20", *both) == [("met", "#2"), ("met", "#1")]
    assert week(TWICE_A_WEEK, "2024-03-20", *both, report("2024-03-10")) == [("met", "#2"), ("met", "#1")]


def test_one_report_on_friday_is_wednesdays_and_late() -> None:
    assert week(TWICE_A_WEEK, "2024-03-20", report("2024-03-08")) == [("late", "#1"), ("missed", "")]


def test_two_reports_of_one_day_meet_both() -> None:
    made = (report("2024-03-05"), report("2024-03-05"))
    assert week(TWICE_A_WEEK, "2024-03-20", *made) == [("met", "#1"), ("met", "#2")]


def test_a_report_that_names_its_week_counts_for_that_week() -> None:
    made = (report("2024-03-11", "2024-W10"), report("2024-03-12"))
    assert week(TWICE_A_WEEK, "2024-03-13", *made) == [("late", "#1"), ("missed", "")]
    assert week(TWICE_A_WEEK, "2024-03-13", *made, period="2024-W11") == [("met", "#2"), ("due", "")]


def test_an_excuse_lets_off_the_first_that_is_open() -> None:
    off = DutyExcused("report", party=ROADS, on="2024-03-05", period=Period.parse("2024-W10"), reason="合并报送")
    assert week(TWICE_A_WEEK, "2024-03-20", off, report("2024-03-08")) == [("excused", "#1"), ("met", "#2")]
    later = attrs.evolve(off, on="2024-03-07")
    assert week(TWICE_A_WEEK, "2024-03-20", later, report("2024-03-06")) == [("met", "#2"), ("excused", "#1")]
    done = (report("2024-03-06"), report("2024-03-08"))
    assert week(TWICE_A_WEEK, "2024-03-20", off, *done) == [("met", "#2"), ("met", "#3")]


def test_twice_a_month_needs_two_and_either_kind_counts() -> None:
    plan = reporting(cadence=Cadence.MONTHLY, times=2, met_by=["special_meeting", "special_study"])
    study = DutyFulfilled("special_study", party=ROADS, on="2024-03-20")
    meeting = DutyFulfilled("special_meeting", party=ROADS, on="2024-03-05")
    assert week(plan, "2024-03-25", study, period="2024-03") == [("met", "#1"), ("due", "")]
    assert week(plan, "2024-04-25", study, meeting, period="2024-03") == [("met", "#2"), ("met", "#1")]


def test_the_progress_of_three_projects_on_one_day_is_one_ledger_update() -> None:
    plan = reporting(due=DueRule(day=3), also=[DueRule(day=5)], met_by=["ledger_update"])
    same_day = [Progress("1", total=f"{n}公里", on="2024-03-05", by=ROADS) for n in (20, 21, 22)]
    assert week(plan, "2024-03-20", *same_day) == [("met", "#1"), ("missed", "")]
    said = DutyFulfilled("ledger_update", party=ROADS, on="2024-03-05")
    assert week(plan, "2024-03-20", *same_day, said) == [("met", "#4"), ("missed", "")]
    other_day = Progress("1", total="30公里", on="2024-03-07", by=ROADS)
    assert week(plan, "2024-03-20", *same_day, other_day) == [("met", "#1"), ("met", "#4")]


def test_a_fortnights_duty_is_met_in_either_of_its_weeks() -> None:
    plan = reporting(every=2, anchor=Period.parse("2024-W10"))
    assert week(plan, "2024-02-25") == [("upcoming", "")]
    assert week(plan, "2024-02-26") == [("due", "")], "the turn begins with week 9"
    assert week(plan, "2024-03-20", report("2024-02-28")) == [("met", "#1")]
    assert week(plan, "2024-03-20", report("2024-03-07")) == [("met", "#1")]
    assert week(plan, "2024-03-20", report("2024-02-24")) == [("missed", "")]
    assert week(plan, "2024-03-20", period="2024-W09") == []
