"""What becomes of days that fall on rest, and the rules of due days."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.calendars import (
    Cadence,
    ChinaCalendar,
    Day,
    DayStatus,
    Deadline,
    DueRule,
    Milestone,
    Period,
    PeriodKind,
    Roll,
    RollAfter,
    RollPolicy,
    Unannounced,
    as_day,
    roll,
    roll_policy,
)
from minsheng.errors import InvalidValue, Undefined
from minsheng.testing.strategies import rolls

CALENDAR = ChinaCalendar()


EVERY_TUESDAY_NOON = DueRule(day=2, at=time(12), roll=RollAfter(2))


@pytest.mark.parametrize(
    ("week", "due"),
    [
        ("2024-W06", "2024-02-06"),  # a Tuesday like any other
        (
            "2024-W07",
            "2024-02-19",
        ),  # 春节 to Saturday 02-17; 02-18, a Sunday, is the first working day, 02-19 the second
        ("2024-W40", "2024-10-09"),  # 国庆 to Monday 10-07, then 10-08 and 10-09
        ("2025-W05", "2025-02-06"),  # 春节 to 02-04, then 02-05 and 02-06
        ("2026-W08", "2026-02-25"),  # 春节 to 02-23, then 02-24 and 02-25
    ],
)
def test_a_tuesday_in_a_holiday_becomes_the_second_working_day_behind_it(week: str, due: str) -> None:
    rolled = EVERY_TUESDAY_NOON.due(Period.parse(week), CALENDAR)
    assert str(rolled.day) == due
    assert rolled.moved == (week != "2024-W06")


def test_the_nth_working_day_says_its_reason_and_never_guesses() -> None:
    assert (
        roll("2024-10-01", RollAfter(2), CALENDAR).reason().endswith("顺延至其后第2个工作日，即2024年10月9日（星期三）")
    )
    assert "due 2 working days after it: Wednesday" in roll("2024-10-01", RollAfter(2), CALENDAR).reason("en")
    assert "其后第2个工作日" in EVERY_TUESDAY_NOON.text(PeriodKind.WEEK)
    assert roll("2027-01-05", RollAfter(2), CALENDAR).day == Undefined("2027年放假安排尚未公布")
    assert roll("2026-12-27", RollAfter(5), CALENDAR).day == Undefined("2027年放假安排尚未公布")


@given(st.dates(date(2005, 1, 1), date(2026, 6, 30)))
def test_the_first_working_day_after_is_the_next_one(day: date) -> None:
    assert roll(day, RollAfter(1), CALENDAR).day == roll(day, Roll.NEXT, CALENDAR).day


@given(rolls())
def test_a_policy_is_read_back_from_its_value(policy: RollPolicy) -> None:
    assert roll_policy(policy.value) == policy


@pytest.mark.parametrize("value", ["", "after", "after-0", "after-100", "after-02", "NEXT", "next\n"])
def test_what_is_no_policy_is_refused(value: str) -> None:
    with pytest.raises(InvalidValue):
        roll_policy(value)


@pytest.mark.parametrize("n", [0, -1, 100, True])
def test_a_roll_by_no_working_day_is_refused(n: int) -> None:
    with pytest.raises(InvalidValue):
        RollAfter(n)


def test_each_kind_of_day_has_its_policy_and_its_ground() -> None:
    none, following, previous = (roll("2024-08-31", policy, CALENDAR) for policy in Roll)
    assert (none.day, none.moved) == (date(2024, 8, 31), False)
    assert "不顺延" in none.reason()
    assert (following.day, following.moved) == (date(2024, 9, 2), True)
    assert "民法典第二百零三条" in following.reason()
    assert (previous.day, previous.moved) == (date(2024, 8, 30), True)
    assert previous.reason("en").endswith("the working day before: Friday 30 August 2024")


def test_a_working_day_stays_under_every_policy() -> None:
    for policy in Roll:
        assert roll("2024-02-18", policy, CALENDAR).day == date(2024, 2, 18)


def test_what_is_not_announced_is_a_value_with_its_reason() -> None:
    asked = roll("2027-01-31", Roll.PREVIOUS, CALENDAR)
    assert asked.day == Undefined("2027年放假安排尚未公布")
    assert asked.status is DayStatus.UNANNOUNCED
    assert "暂不能确定" in asked.reason()
    assert roll("2027-01-31", Roll.NONE, CALENDAR).day == date(2027, 1, 31)
    assert roll("2027-01-31", Roll.PREVIOUS, ChinaCalendar(provisional=True)).day == date(2027, 1, 29)


@given(st.dates(date(2005, 1, 1), date(2026, 6, 30)), rolls())
def test_rolling_a_rolled_day_changes_nothing(day: date, policy: RollPolicy) -> None:
    rolled = roll(day, policy, CALENDAR).day
    assert isinstance(rolled, date)
    assert roll(rolled, policy, CALENDAR).day == rolled


@pytest.mark.parametrize(
    ("rule", "period", "stated", "due"),
    [
        (DueRule(), "2024-03", "2024-03-31", "2024-03-29"),
        (DueRule(day=5, offset_periods=1), "2024-03", "2024-04-05", "2024-04-03"),  # 清明节 04-04 to 04-06
        (DueRule(day=2, at=time(12)), "2024-W07", "2024-02-13", "2024-02-09"),  # every Tuesday, in the Spring Festival
        (DueRule(), "2024-W07", "2024-02-18", "2024-02-18"),  # its one working day is a Sunday
        (DueRule(day=-1), "2024-08-X3", "2024-08-31", "2024-08-30"),
        (DueRule(day=31), "2024-02", "2024-02-29", "2024-02-29"),
        (DueRule(day=22), "2024-12", "2024-12-22", "2024-12-20"),
        (DueRule(), "2026-W08", "2026-02-22", "2026-02-14"),  # a week without any working day
        (DueRule(day=10, roll=Roll.NEXT, offset_periods=1), "2024-01", "2024-02-10", "2024-02-18"),
        (DueRule(day=-3, roll=Roll.NONE), "2024-Q1", "2024-03-29", "2024-03-29"),
        (DueRule(offset_periods=-1, roll=Roll.NONE), "2024-01", "2023-12-31", "2023-12-31"),
    ],
)
def test_due_days(rule: DueRule, period: str, stated: str, due: str) -> None:
    rolled = rule.due(Period.parse(period), CALENDAR)
    assert (str(rolled.stated), str(rolled.day)) == (stated, due)


def test_ten_day_ends_and_month_ends_on_rest_days_are_as_many_as_the_calendars_print() -> None:
    for year, number in ((2024, 13), (2025, 10), (2026, 8)):
        slots = Period.between(PeriodKind.TEN_DAYS, date(year, 1, 1), date(year, 12, 31))
        assert sum(not CALENDAR.is_workday(p.last) for p in slots) == number
    months = Period.between(PeriodKind.MONTH, "2025-01-01", "2025-12-31")
    assert [p.code for p in months if not CALENDAR.is_workday(p.last)] == ["2025-01", "2025-05", "2025-08", "2025-11"]


def test_a_rule_without_a_day_says_so() -> None:
    assert not DueRule().known
    assert "文件未写明日期" in DueRule().text(PeriodKind.MONTH)
    assert DueRule(day=2, at=time(12)).text(PeriodKind.WEEK, "en").startswith("Tuesday 12:00")
    assert DueRule(day=-1).known


def test_rules_cadences_and_milestones_are_said_in_both_languages() -> None:
    assert [c.text() for c in Cadence] == ["每周", "每旬", "每半月", "每月", "每季度", "每半年", "每年", "一次"]
    assert [m.label() for m in Milestone] == ["完成", "开工", "投入使用", "持续推进"]
    assert all(c.text("en").isascii() for c in Cadence)
    assert all(m.label("en").isascii() for m in Milestone)
    assert DueRule(day=-2, offset_periods=2).text(PeriodKind.MONTH).startswith("2期后倒数第2日；")
    assert DueRule(day=-1).text(PeriodKind.TEN_DAYS, "en").startswith("the last day of the period; ")


@pytest.mark.parametrize("day", [0, 367, -367])
def test_a_day_that_no_period_has_is_refused(day: int) -> None:
    with pytest.raises(InvalidValue):
        DueRule(day=day)


def test_every_cadence_but_once_has_a_period() -> None:
    assert [c for c in Cadence if c.period_kind is None] == [Cadence.ONCE]
    assert {c.period_kind for c in Cadence} == {None, *PeriodKind}


class OnlyWeekends:
    """An outsider's calendar: Monday to Friday, and only of 2024."""

    provisional = False

    def status(self, day: Day) -> DayStatus:
        at = as_day(day)
        if at.year != 2024:
            return DayStatus.UNANNOUNCED
        return DayStatus.WORK if at.weekday() < 5 else DayStatus.REST

    def is_workday(self, day: Day) -> bool:
        if self.status(day) is DayStatus.UNANNOUNCED:
            raise Unannounced(as_day(day))
        return self.status(day) is DayStatus.WORK

    def add(self, day: Day, n: int) -> date:
        at, step = as_day(day), 1 if n > 0 else -1
        while n:
            at = date.fromordinal(at.toordinal() + step)
            n -= step * self.is_workday(at)
        return at

    def count(self, first: Day, last: Day) -> int:
        return sum(
            self.is_workday(date.fromordinal(o)) for o in range(as_day(first).toordinal(), as_day(last).toordinal() + 1)
        )

    def next(self, day: Day) -> date:
        return as_day(day) if self.is_workday(day) else self.add(day, 1)

    def previous(self, day: Day) -> date:
        return as_day(day) if self.is_workday(day) else self.add(day, -1)


def test_a_calendar_that_does_not_tell_why_still_gives_reasons() -> None:
    rolled = roll("2024-08-31", Roll.PREVIOUS, OnlyWeekends())
    assert rolled.day == date(2024, 8, 30)
    assert "休息日" in rolled.reason()
    assert "rest day" in rolled.reason("en")
    assert isinstance(roll("2024-01-01", Roll.NEXT, OnlyWeekends()).day, date)
    assert roll("2025-01-04", Roll.NEXT, OnlyWeekends()).day == Undefined("2025年放假安排尚未公布")


GUESSING = ChinaCalendar(provisional=True)


@pytest.mark.parametrize(
    ("day", "policy", "calendar"),
    [
        pytest.param("2026-12-27", RollAfter(5), GUESSING, id="from an announced Sunday into January"),
        pytest.param(
            "2026-12-31",
            Roll.NEXT,
            GUESSING.overlay(rest=["2026-12-31"], name="停电检修"),
            id="from a local day of rest",
        ),
        pytest.param("2027-01-02", Roll.NEXT, GUESSING, id="from a guessed Saturday"),
        pytest.param("2027-01-02", Roll.PREVIOUS, GUESSING, id="over guessed days back to an announced one"),
        pytest.param("2027-01-05", Roll.PREVIOUS, GUESSING, id="a guessed working day stays"),
    ],
)
def test_a_roll_that_rests_on_a_guess_says_so_once(day: str, policy: RollPolicy, calendar: ChinaCalendar) -> None:
    rolled = roll(day, policy, calendar)
    assert rolled.guessed is not None
    assert rolled.guessed.year == 2027
    told = [rolled, Deadline("期限", day=day, roll=policy).effective_on(calendar)]
    assert [t.reason().count("尚未公布") for t in told] == [1, 1]
    assert all("暂按" in t.reason() for t in told)
    assert [t.reason("en").count("provisional") for t in told] == [1, 1]
    assert not any(set("，。；：（）") & set(t.reason("en").replace("停电检修", "")) for t in told)


def test_the_first_guessed_day_that_a_roll_rests_on_is_named() -> None:
    rolled = roll("2026-12-27", RollAfter(5), GUESSING)  # 28, 29, 30, 31 December, then 4 January: a Monday
    assert (rolled.day, rolled.guessed) == (date(2027, 1, 4), date(2027, 1, 1))
    assert rolled.reason().endswith(
        "即2027年1月4日（星期一）（2027年1月1日起放假安排尚未公布，暂按双休日和法定节假日推算）"
    )


def test_a_roll_that_announced_days_decide_is_told_alike_by_a_calendar_that_guesses() -> None:
    for policy in (*Roll, RollAfter(3)):
        for day in ("2026-12-26", "2026-12-31", "2024-02-10"):
            assert roll(day, policy, GUESSING) == roll(day, policy, CALENDAR)
    kept = roll("2027-01-02", Roll.NONE, GUESSING)
    assert kept.guessed is None, "no calendar was asked"


def test_a_rule_that_counts_working_days_over_guessed_ones_says_so() -> None:
    # in the last week of 2026 the fifth working day, if 1 January is none, is lacking: the fourth, 31 December, counts
    rule = DueRule(day=5, workdays=True)
    week = Period.parse("2026-W53")
    rolled = rule.due(week, GUESSING)
    assert (rolled.day, rolled.guessed) == (date(2026, 12, 31), date(2027, 1, 1))
    assert "暂按" in rule.why(week, GUESSING)
    assert DueRule(day=4, workdays=True).due(week, GUESSING).guessed is None
    assert DueRule(day=-1, workdays=True).due(week, GUESSING).guessed == date(2027, 1, 1)
