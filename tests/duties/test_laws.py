"""What holds for the duties of any plan."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from minsheng.calendars import Cadence, ChinaCalendar, DueRule, Period, Roll, RollAfter
from minsheng.duties import Command, Duty, expand_duties
from minsheng.errors import InvalidValue, Undefined
from minsheng.projects import Bearer, DocumentInfo, Plan, Project, Rhythm
from minsheng.testing import strategies as mst

CALENDAR = ChinaCalendar()
PROVISIONAL = ChinaCalendar(provisional=True)
ONE = timedelta(1)

rhythms = st.lists(
    st.tuples(mst.rhythms(), st.sampled_from([Bearer.LEADS, Bearer.PARTY])),
    min_size=1,
    max_size=4,
).map(
    lambda rows: [
        evolve(rhythm, id=f"r{n}", name=f"任务{n}", bearer=bearer, party="县政府督查室", after="")
        for n, (rhythm, bearer) in enumerate(rows)
    ]
)
years = st.integers(2005, 2025)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    year = draw(years)
    issued = draw(st.none() | st.dates(date(year, 1, 1), date(year, 12, 31)))
    return Plan(
        id="made-up",
        year=year,
        document=DocumentInfo(issued=issued) if issued else DocumentInfo(),
        projects=[Project(no="1", name="道路", leads=["县交运局", "县住建局"])],
        rhythms=draw(rhythms),
    )


def dated(duty: Duty) -> date:
    assert isinstance(duty.due, date)
    return duty.due


@given(plans(), st.data())
def test_windows_that_follow_each_other_make_up_the_whole(plan: Plan, data: st.DataObject) -> None:
    days = st.dates(date(plan.year, 1, 1), date(plan.year + 1, 6, 30))
    a, b, c = sorted((data.draw(days), data.draw(days), data.draw(days)))
    whole = list(expand_duties(plan, CALENDAR, a, c))
    parts = [*expand_duties(plan, CALENDAR, a, b)]
    if b < c:
        parts += expand_duties(plan, CALENDAR, b + ONE, c)
    assert parts == whole
    assert all(a <= dated(d) <= c for d in whole)


@given(plans())
def test_without_a_window_come_all_and_each_once(plan: Plan) -> None:
    duties = expand_duties(plan, CALENDAR)
    assert list(expand_duties(plan, CALENDAR, date(plan.year - 1, 1, 1), date(plan.year + 4, 1, 1))) == list(duties)
    assert len({d.id for d in duties.all}) == len(duties.all) == sum(duties.counts().values())
    assert [dated(d) for d in duties] == sorted(dated(d) for d in duties)
    assert sorted(d.id for v in duties.by_party().values() for d in v) == sorted(d.id for d in duties.all)


@given(plans())
def test_a_duty_exists_for_each_period_that_touches_the_time_of_the_plan(plan: Plan) -> None:
    for duty in expand_duties(plan, CALENDAR).all:
        if duty.period is not None:
            assert duty.period.last >= plan.starts
            assert duty.period.first <= plan.ends


@given(plans())
def test_no_period_that_touches_the_time_of_the_plan_is_left_out(plan: Plan) -> None:
    duties = expand_duties(plan, CALENDAR).by_rhythm()
    for rhythm in plan.rhythms:
        kind = rhythm.cadence.period_kind
        if kind is None:
            continue
        touched = sorted({Period.of(kind, plan.starts + n * ONE) for n in range((plan.ends - plan.starts).days + 1)})
        found = sorted({d.period for d in duties.get(rhythm.id, ()) if d.period is not None})
        if rhythm.every == 1:
            assert found == touched
        elif rhythm.anchor is None:
            assert found == touched[rhythm.every - 1 :: rhythm.every]
        else:
            assert found == [p for p in touched if (p.serial - rhythm.anchor.serial) % rhythm.every == 0]


@given(plans())
def test_each_day_or_time_of_a_period_is_a_duty_of_its_own(plan: Plan) -> None:
    for duties in expand_duties(plan, CALENDAR).by_rhythm().values():
        rhythm = duties[0].rhythm
        numbers: dict[tuple[str, Period | None], list[int]] = {}
        for duty in duties:
            numbers.setdefault((duty.party, duty.period), []).append(duty.nth)
            if duty.period is not None:
                assert duty.stated == rhythm.dues[duty.nth - 1].stated(duty.period)
                assert [p.serial for p in duty.turn] == list(
                    range(duty.period.serial - rhythm.every + 1, duty.period.serial + 1)
                )
        assert all(sorted(found) == list(range(1, len(rhythm.dues) + 1)) for found in numbers.values())


@given(plans())
def test_a_rolled_day_is_a_working_day_and_as_near_as_its_policy_lets_it(plan: Plan) -> None:
    for duty in expand_duties(plan, CALENDAR):
        stated, due, policy = duty.stated, dated(duty), duty.rule.roll
        assert isinstance(stated, date)
        if duty.rule.workdays:
            assert policy is Roll.NONE or CALENDAR.is_workday(due)
        elif policy is Roll.NONE:
            assert due == stated
        elif isinstance(policy, RollAfter):
            assert due == (stated if CALENDAR.is_workday(stated) else CALENDAR.add(stated, policy.n))
        else:
            assert CALENDAR.is_workday(due)
            assert due <= stated if policy is Roll.PREVIOUS else due >= stated
            assert CALENDAR.count(min(due, stated), max(due, stated)) == 1
        assert duty.why()
        assert duty.why("en")


@given(plans())
def test_ids_do_not_change_when_the_duties_are_made_again_or_another_part_of_the_plan_changes(plan: Plan) -> None:
    ids = {d.id for d in expand_duties(plan, CALENDAR).all}
    changed = plan.changed("1", name="乡村道路", deadlines=["11月底"], targets=["约400公里"])
    assert {d.id for d in expand_duties(changed, CALENDAR).all} == ids
    more = evolve(plan, projects=[*plan.projects, Project(no="2", name="站亭", leads=["县住建局"], targets=["5处"])])
    assert {d.id for d in expand_duties(more, CALENDAR).all} == ids
    assert {d.id for d in expand_duties(plan, PROVISIONAL).all} == ids


def yearly(year: int, day: int | None = None) -> Plan:
    return Plan(
        id="made-up",
        year=year,
        projects=[Project(no="1", name="道路", leads=["县交运局"])],
        rhythms=[
            Rhythm(
                id="weekly",
                name="每周例会",
                bearer=Bearer.LEADS,
                cadence=Cadence.WEEKLY,
                due=DueRule(day=day),
                met_by=["weekly_meeting"],
            )
        ],
    )


def test_an_id_is_the_same_for_ever() -> None:
    # kept in ledgers and calendar files: it must not change between versions
    first = expand_duties(yearly(2024), CALENDAR)[0]
    assert (first.plan, first.party, first.period and first.period.code) == ("made-up", "县交运局", "2024-W01")
    assert first.id == "432fb8b1-2d89-56b8-a2b0-45a750e43f5b"


def test_what_nobody_has_announced_is_undated_with_its_reason_and_a_finding() -> None:
    duties = expand_duties(yearly(2027), CALENDAR)
    assert len(duties) == 0
    assert {str(d.due) for d in duties.undated} == {"2027年放假安排尚未公布", "2028年放假安排尚未公布"}
    march = expand_duties(yearly(2027), CALENDAR, "2027-03-01", "2027-03-31")
    assert (len(march), march.undated) == (0, ())
    assert [f.code for f in march.findings] == ["duties.day-unannounced"]
    assert "4项任务" in march.findings[0].message("zh")
    assert "尚未公布" in duties.undated[0].why()


def test_a_provisional_calendar_dates_them_and_says_so() -> None:
    duties = expand_duties(yearly(2027), PROVISIONAL)
    assert (len(duties), duties.undated, duties.findings) == (53, (), ())
    assert "暂按" in duties[0].why()
    assert "尚未公布，暂按双休日和法定节假日推算" in str(duties).splitlines()[-1]
    assert "尚未公布，暂按" in duties._repr_html_()
    assert "尚未公布" not in str(expand_duties(yearly(2024), PROVISIONAL)), "decrees cover all of it"
    assert "1项" in str(expand_duties(yearly(2026), PROVISIONAL)).splitlines()[-1], "only the last week's"


def test_the_last_week_of_2026_ends_in_a_year_that_is_not_announced() -> None:
    duties = expand_duties(yearly(2026), CALENDAR)
    assert len(duties) == 52
    assert [(d.period and d.period.code, d.due) for d in duties.undated] == [
        ("2026-W53", Undefined("2027年放假安排尚未公布"))
    ]


def test_a_week_without_any_working_day_is_due_before_it_and_says_so() -> None:
    week = next(d for d in expand_duties(yearly(2026), CALENDAR) if d.period and d.period.code == "2026-W08")
    assert week.due == date(2026, 2, 14)
    assert week.outside
    assert "提前到周期之前" in week.why()
    assert "lies before it" in week.why("en")


def test_a_window_that_runs_backwards_is_refused_and_one_may_be_open() -> None:
    with pytest.raises(InvalidValue):
        expand_duties(yearly(2024), CALENDAR, "2024-03-02", "2024-03-01")
    whole = list(expand_duties(yearly(2024), CALENDAR))
    first_half = list(expand_duties(yearly(2024), CALENDAR, last="2024-06-30"))
    assert first_half + list(expand_duties(yearly(2024), CALENDAR, first="2024-07-01")) == whole


def test_a_rhythm_that_notice_and_method_both_name_is_owed_once() -> None:
    plan = yearly(2024)
    twice = Plan(id=plan.id, year=2024, projects=plan.projects, rhythms=[*plan.rhythms, *plan.rhythms])
    assert list(expand_duties(twice, CALENDAR)) == list(expand_duties(plan, CALENDAR))


def test_a_duty_made_by_hand_equals_the_expanded_one() -> None:
    expanded = expand_duties(yearly(2024, day=5), CALENDAR)[0]
    made = Duty(
        command=Command(plan="made-up", rhythm=expanded.rhythm),
        party="县交运局",
        period=expanded.period,
        due="2024-01-05",
    )
    assert made == expanded
    assert made.id == expanded.id
    assert str(made) == "2024-01-05 县交运局 每周例会（2024年第1周）"


def chained(collate: int, after: str = "report") -> Plan:
    def step(id: str, day: int, after: str = "") -> Rhythm:
        due = DueRule(day=day)
        return Rhythm(
            id=id, name=id, bearer=Bearer.LEADS, cadence=Cadence.MONTHLY, due=due, met_by=["report"], after=after
        )

    projects = [Project(no="1", name="道路", leads=["县交运局"])]
    return Plan(
        id="made-up", year=2024, projects=projects, rhythms=[step("report", 22), step("collate", collate, after)]
    )


def test_a_step_that_is_due_before_the_one_before_it_is_a_finding() -> None:
    assert expand_duties(chained(24), CALENDAR).findings == ()
    (finding,) = expand_duties(chained(10), CALENDAR).findings
    assert finding.code == "duties.chain-backward"
    assert "12期早于" in finding.message("zh")
    assert "2024年1月" in finding.message("zh")
    assert finding.message("en")


def test_a_step_whose_predecessor_is_not_in_the_plan_is_a_finding_and_still_owed() -> None:
    duties = expand_duties(chained(24, after="nothing"), CALENDAR)
    assert [f.code for f in duties.findings] == ["duties.no-step-before"]
    assert len(duties) == 24


def test_two_rhythms_of_one_id_are_one_duty_and_a_finding() -> None:
    plan = yearly(2024)
    other = evolve(plan.rhythms[0], name="每周碰头", due=DueRule(day=3))
    duties = expand_duties(evolve(plan, rhythms=[*plan.rhythms, other]), CALENDAR)
    assert {d.name for d in duties} == {"每周例会"}
    assert [f.code for f in duties.findings] == ["duties.rhythm-twice"]
    assert "每周碰头" in duties.findings[0].message("zh")


def test_first_day_hour_and_reason_of_a_duty_are_told() -> None:
    rhythm = Rhythm(
        id="report",
        name="每月报送",
        bearer=Bearer.LEADS,
        cadence=Cadence.MONTHLY,
        due=DueRule(day=5, since=1, at=time(17, 30)),
        met_by=["report"],
    )
    projects = [Project(no="1", name="道路", leads=["县交运局"])]
    duties = expand_duties(Plan(id="made-up", year=2024, projects=projects, rhythms=[rhythm]), CALENDAR)
    march = next(d for d in duties if d.period and d.period.code == "2024-05")
    # 1 to 5 May are holidays: due before the first day on which it could be handed in, which comes forward too
    assert (march.opens, march.at, march.due) == (date(2024, 4, 30), time(17, 30), date(2024, 4, 30))
    june = next(d for d in duties if d.period and d.period.code == "2024-06")
    assert (june.opens, june.due) == (date(2024, 6, 1), date(2024, 6, 5))
    assert march.why_briefly() == "5月5日劳动节提前"
    assert march.why_briefly("en") == "before 5 May (劳动节)"
    assert str(march) == "2024-04-30 17:30 县交运局 每月报送（2024年5月）"
    assert duties.table()[4][0] == "2024年4月30日（星期二） 17:30"


def made(rhythm: Rhythm) -> Plan:
    projects = [Project(no="1", name="道路", leads=["县交运局"])]
    return Plan(
        id="made-up", year=2024, document=DocumentInfo(issued="2024-02-06"), projects=projects, rhythms=[rhythm]
    )


def reports(cadence: Cadence, **fields: Any) -> Rhythm:
    rhythm = Rhythm(id="report", name="报送", bearer=Bearer.LEADS, cadence=cadence, met_by=["report"])
    return evolve(rhythm, **fields)


def test_wednesday_and_friday_are_two_duties_of_a_week_and_the_first_keeps_its_id() -> None:
    both = expand_duties(made(reports(Cadence.WEEKLY, due=DueRule(day=3), also=[DueRule(day=5)])), CALENDAR)
    alone = expand_duties(made(reports(Cadence.WEEKLY, due=DueRule(day=3))), CALENDAR)
    assert (len(both), len(alone)) == (96, 48)
    assert {d.id for d in alone} < {d.id for d in both}
    week = [d for d in both if d.period == Period.parse("2024-W10")]
    assert [(d.nth, str(d.due)) for d in week] == [(1, "2024-03-06"), (2, "2024-03-08")]
    assert [d.label() for d in week] == ["2024年第10周第1次", "2024年第10周第2次"]
    assert week[1].label("en") == "week 10 of 2024, no. 2"


def test_twice_a_month_without_days_is_due_twice_by_its_end_and_asked_about_once() -> None:
    duties = expand_duties(made(reports(Cadence.MONTHLY, times=2)), CALENDAR)
    assert len(duties) == 22
    assert [str(d.due) for d in duties if d.period == Period.parse("2024-03")] == ["2024-03-29", "2024-03-29"]
    assert [q.key for q in duties.questions] == ["rhythms.report.day"]


def test_every_second_week_is_counted_from_the_document_or_from_its_anchor() -> None:
    # 6 February 2024 lies in week 6: weeks 6 and 7 are one turn
    unknown = expand_duties(made(reports(Cadence.WEEKLY, every=2)), CALENDAR)
    assert [d.period.code for d in unknown if d.period][:3] == ["2024-W07", "2024-W09", "2024-W11"]
    assert len(unknown) == 24
    assert [q.key for q in unknown.questions] == ["rhythms.report.day", "rhythms.report.anchor"]
    anchor = Period.parse("2024-W10")
    known = expand_duties(made(reports(Cadence.WEEKLY, every=2, anchor=anchor)), CALENDAR)
    assert [d.period.code for d in known if d.period][:3] == ["2024-W06", "2024-W08", "2024-W10"]
    assert (known[2].label(), str(known[2].begins)) == ("2024年第9周至2024年第10周", "2024-02-26")
    assert [q.key for q in known.questions] == ["rhythms.report.day"]
    # 2025-W01 comes right behind week 52: no turn of its own
    assert known[-1].period == Period.parse("2024-W52")
