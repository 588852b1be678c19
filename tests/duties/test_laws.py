"""What holds for the duties of any plan."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.calendars import Cadence, ChinaCalendar, DueRule, PeriodKind, Roll
from minsheng.duties import Duty, expand_duties
from minsheng.errors import InvalidValue, Undefined
from minsheng.projects import Bearer, DocumentInfo, Plan, Project, Rhythm

CALENDAR = ChinaCalendar()
PROVISIONAL = ChinaCalendar(provisional=True)
ONE = timedelta(1)

rules = st.builds(
    DueRule,
    day=st.none() | st.integers(1, 31) | st.integers(-10, -1),
    offset_periods=st.integers(0, 2),
    at=st.none() | st.just(time(12)),
    roll=st.sampled_from(Roll),
)
rhythms = st.lists(
    st.tuples(st.sampled_from(Cadence), rules, st.sampled_from([Bearer.LEADS, Bearer.PARTY])), min_size=1, max_size=4
).map(
    lambda rows: [
        Rhythm(
            id=f"r{n}",
            name=f"任务{n}",
            bearer=bearer,
            party="县政府督查室",
            cadence=cadence,
            due=due,
            met_by=["report"],
        )
        for n, (cadence, due, bearer) in enumerate(rows)
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
            before, after = duty.period.previous(), duty.period.next()
            assert duty.period.kind is not PeriodKind.YEAR or (before.last < plan.starts and after.first > plan.ends)


@given(plans())
def test_a_rolled_day_is_a_working_day_and_as_near_as_its_policy_lets_it(plan: Plan) -> None:
    for duty in expand_duties(plan, CALENDAR):
        stated, due, policy = duty.stated, dated(duty), duty.rhythm.due.roll
        assert isinstance(stated, date)
        if policy is Roll.NONE:
            assert due == stated
        else:
            assert CALENDAR.is_workday(due)
            assert due <= stated if policy is Roll.PREVIOUS else due >= stated
            assert CALENDAR.count(min(due, stated), max(due, stated)) == 1
        assert duty.why()
        assert duty.why("en")


@given(plans())
def test_ids_do_not_change_when_the_duties_are_made_again_or_another_part_of_the_plan_changes(plan: Plan) -> None:
    ids = {d.id for d in expand_duties(plan, CALENDAR).all}
    changed = plan.changed("1", name="乡村道路", deadlines=["11月底"])
    assert {d.id for d in expand_duties(changed, CALENDAR).all} == ids
    assert {d.id for d in expand_duties(plan, PROVISIONAL).all} == ids


def yearly(year: int, **due: int) -> Plan:
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
                due=DueRule(**due),
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
    made = Duty(plan="made-up", rhythm=expanded.rhythm, party="县交运局", period=expanded.period, due="2024-01-05")
    assert made == expanded
    assert made.id == expanded.id
    assert str(made) == "2024-01-05 县交运局 每周例会（2024年第1周）"
