"""Working days of China: the edge cases of real years, and the laws of a working calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.calendars import (
    ChinaCalendar,
    DayKind,
    DayStatus,
    Decree,
    Period,
    Unannounced,
    WorkCalendar,
    shipped_decrees,
)
from minsheng.errors import InvalidValue, Undefined

CALENDAR = ChinaCalendar()
ONE = timedelta(1)
announced = st.dates(date(2004, 1, 1), date(2026, 12, 31))
inner = st.dates(date(2008, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(("year", "days"), [(2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_a_year(year: int, days: int) -> None:
    assert CALENDAR.count(date(year, 1, 1), date(year, 12, 31)) == days


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2024-02-18", True),  # Sunday, made up for the Spring Festival
        ("2024-02-09", True),  # 除夕 2024: the rest is only encouraged
        ("2024-02-10", False),
        ("2005-12-31", True),  # Saturday, by the decree for 2006
        ("2006-12-30", True),
        ("2006-12-31", True),
        ("2011-12-31", True),
        ("2018-12-31", False),  # Monday, by the decree for 2019
        ("2020-01-31", False),  # the Spring Festival that was prolonged
        ("2020-02-01", False),
        ("2015-09-03", False),
        ("2015-09-06", True),
        ("2026-12-31", True),
    ],
)
def test_days_that_others_have_wrong(day: str, works: bool) -> None:
    assert CALENDAR.is_workday(day) is works


@pytest.mark.parametrize(("last", "days"), [("08-31", 141), ("09-30", 162), ("10-31", 181), ("11-30", 202)])
def test_working_days_behind_the_notice_of_6_february_2024(last: str, days: int) -> None:
    assert CALENDAR.count("2024-02-07", f"2024-{last}") == days
    assert CALENDAR.count("2024-02-06", f"2024-{last}") == days + 1


def test_the_nearest_working_days_of_two_month_ends() -> None:
    assert (CALENDAR.next("2024-08-31"), CALENDAR.previous("2024-08-31")) == (date(2024, 9, 2), date(2024, 8, 30))
    assert (CALENDAR.next("2024-11-30"), CALENDAR.previous("2024-11-30")) == (date(2024, 12, 2), date(2024, 11, 29))


def test_the_longest_rest_of_2026_is_stepped_over() -> None:
    assert CALENDAR.next("2026-02-15") == date(2026, 2, 24)
    assert CALENDAR.previous("2026-02-23") == date(2026, 2, 14)
    assert CALENDAR.add("2026-02-14", 1) == date(2026, 2, 24)


def test_2027_is_not_announced() -> None:
    assert CALENDAR.status("2027-01-01") is DayStatus.UNANNOUNCED
    assert CALENDAR.status("2003-12-31") is DayStatus.UNANNOUNCED
    for ask in (CALENDAR.is_workday, CALENDAR.next, CALENDAR.previous):
        with pytest.raises(Unannounced) as caught:
            ask("2027-03-01")
        assert caught.value.day == date(2027, 3, 1)
        assert "2027" in caught.value.message("zh")


def test_a_span_into_2027_names_the_first_day_that_is_not_announced() -> None:
    for ask in (
        lambda: CALENDAR.count("2026-12-01", "2027-02-01"),
        lambda: CALENDAR.add("2026-12-30", 2),
        lambda: CALENDAR.add("2026-06-01", 10_000),
    ):
        with pytest.raises(Unannounced) as caught:
            ask()
        assert caught.value.day == date(2027, 1, 1)
    with pytest.raises(Unannounced) as caught:
        CALENDAR.add("2004-01-02", -1)
    assert caught.value.day == date(2003, 12, 31)


@pytest.mark.parametrize(
    ("day", "n", "found"),
    [
        ("2024-02-28", 1, "2024-02-29"),  # a leap day is a Thursday like any other
        ("2024-03-01", -1, "2024-02-29"),
        ("2023-02-28", 1, "2023-03-01"),
        ("2004-01-01", 1, "2004-01-02"),  # the first day of all is 元旦
        ("2003-12-31", 1, "2004-01-02"),  # it is not asked about itself
        ("2004-01-05", -1, "2004-01-02"),
        ("2026-12-30", 1, "2026-12-31"),  # the last one
        ("2027-01-01", -1, "2026-12-31"),
        ("2027-05-01", 0, "2027-05-01"),  # nothing is asked
        ("2024-02-19", -1, "2024-02-18"),  # back to a Sunday that is worked
        ("2024-02-18", -1, "2024-02-09"),
    ],
)
def test_working_days_are_added_over_leap_days_and_up_to_the_borders(day: str, n: int, found: str) -> None:
    assert str(CALENDAR.add(day, n)) == found


@pytest.mark.parametrize(
    ("day", "n", "first"),
    [
        ("2026-12-31", 1, "2027-01-01"),
        ("2026-12-01", 10_000, "2027-01-01"),
        ("2027-01-02", -1, "2027-01-01"),
        ("2027-03-01", 1, "2027-03-02"),
        ("2004-01-02", -1, "2003-12-31"),
        ("2003-12-30", 1, "2003-12-31"),
    ],
)
def test_a_way_over_a_border_names_the_first_day_on_it_that_nobody_has_announced(day: str, n: int, first: str) -> None:
    with pytest.raises(Unannounced) as caught:
        CALENDAR.add(day, n)
    assert str(caught.value.day) == first


def test_a_datetime_without_a_zone_is_refused_everywhere() -> None:
    for naive in (datetime(2024, 2, 18, 9), pendulum.naive(2024, 2, 18)):  # what is refused
        for ask in (
            CALENDAR.status,
            CALENDAR.is_workday,
            CALENDAR.info,
            CALENDAR.next,
            CALENDAR.previous,
            lambda day: CALENDAR.add(day, 1),
            lambda day: CALENDAR.count(day, day),
            lambda day: CALENDAR.workdays(day, day),
            lambda day: CALENDAR.term(day, 1),
        ):
            with pytest.raises(InvalidValue) as caught:
                ask(naive)
            assert caught.value.code == "calendars.naive-datetime"


def test_an_instant_is_its_day_in_beijing() -> None:
    evening = datetime(2024, 2, 17, 18, tzinfo=UTC)  # 2 o'clock on Sunday the 18th, which is worked
    assert CALENDAR.is_workday(evening)
    assert CALENDAR.is_workday(pendulum.datetime(2024, 2, 17, 18))
    assert not CALENDAR.is_workday(evening - timedelta(hours=3))


def test_days_come_back_as_plain_dates_whatever_was_given() -> None:
    for day in (pendulum.date(2024, 2, 17), pendulum.datetime(2024, 2, 17), "2024-02-17"):
        found = (CALENDAR.next(day), CALENDAR.previous(day), CALENDAR.add(day, 1), CALENDAR.add(day, 0))
        assert {type(d) for d in found} == {date}


def test_a_span_that_runs_backwards_is_refused_and_an_empty_one_is_nought() -> None:
    assert CALENDAR.count("2024-03-02", "2024-03-01") == 0
    with pytest.raises(InvalidValue):
        CALENDAR.count("2024-03-02", "2024-02-28")


def test_a_provisional_calendar_says_so() -> None:
    calendar = ChinaCalendar(provisional=True)
    assert calendar.provisional
    assert calendar.is_workday("2027-01-04")
    assert not calendar.is_workday("2027-01-01")
    assert not calendar.is_workday("2027-10-02")
    assert not calendar.is_workday("2027-01-09")
    info = calendar.info("2027-01-04")
    assert info.provisional
    assert "尚未公布" in info.text("zh")
    assert "provisional" in info.text("en")
    assert not calendar.info("2026-01-05").provisional
    assert calendar.count("2024-01-01", "2026-12-31") == CALENDAR.count("2024-01-01", "2026-12-31")


def test_a_day_tells_what_it_rests_on() -> None:
    made_up = CALENDAR.info("2024-09-29")
    assert (made_up.kind, made_up.holiday, made_up.decree) == (DayKind.MAKE_UP, "国庆节", "国办发明电〔2023〕7号")
    assert CALENDAR.info("2005-12-31").decree == "国办发明电〔2005〕35号"
    assert CALENDAR.info("2020-02-01").decree == "国办发明电〔2020〕1号"
    assert CALENDAR.info("2024-08-31").kind is DayKind.WEEKEND
    assert CALENDAR.info("2024-10-05").kind is DayKind.HOLIDAY  # a Saturday within the week of rest
    assert CALENDAR.info("2027-01-01").kind is DayKind.UNKNOWN


def test_holidays_and_make_up_days_are_told_from_plain_ones() -> None:
    days = [date(2025, 1, 1) + n * ONE for n in range(365)]
    special = [CALENDAR.info(d) for d in days if CALENDAR.info(d).special]
    rest = [i for i in special if i.status is DayStatus.REST]
    assert (len(rest), len(special) - len(rest)) == (28, 5)  # as the decree for 2025 prints them


def test_days_may_be_given_in_any_form() -> None:
    for day in ("2024-02-18", pendulum.date(2024, 2, 18), pendulum.datetime(2024, 2, 18, 9, tz="Asia/Shanghai")):
        assert CALENDAR.is_workday(day)
        assert CALENDAR.add(day, 1) == date(2024, 2, 19)
        assert CALENDAR.count(day, day) == 1


def test_a_calendar_with_a_gap_answers_on_both_sides_of_it() -> None:
    later = Decree(year=2028, source="made up", holidays=[])
    calendar = ChinaCalendar(decrees=[*shipped_decrees(), later])
    assert calendar.status("2027-06-01") is DayStatus.UNANNOUNCED
    assert calendar.count("2028-01-03", "2028-01-09") == 5
    assert calendar.add("2028-01-07", 1) == date(2028, 1, 10)
    assert calendar.add("2028-01-10", -1) == date(2028, 1, 7)
    with pytest.raises(Unannounced) as caught:
        calendar.count("2026-12-31", "2028-01-03")
    assert caught.value.day == date(2027, 1, 1)
    with pytest.raises(Unannounced) as caught:
        calendar.add("2028-01-04", -2)
    assert caught.value.day == date(2027, 12, 31)


def test_the_ends_of_time_are_not_announced_either() -> None:
    for day, n in ((date.max, 1), (date.min, -1), (date.max, -1), (date(2024, 1, 1), 10**12)):
        with pytest.raises(Unannounced):
            CALENDAR.add(day, n)


def test_a_calendar_without_decrees_knows_nothing() -> None:
    empty = ChinaCalendar(decrees=[])
    assert empty.status("2024-02-06") is DayStatus.UNANNOUNCED
    with pytest.raises(Unannounced):
        empty.count("2024-02-06", "2024-02-07")


def test_calendars_with_the_same_decrees_are_equal() -> None:
    assert ChinaCalendar() == CALENDAR
    assert hash(ChinaCalendar()) == hash(CALENDAR)
    assert ChinaCalendar(provisional=True) != CALENDAR
    assert "2004–2026" in repr(CALENDAR)


def test_it_is_a_work_calendar() -> None:
    calendar: WorkCalendar = ChinaCalendar()
    assert not calendar.provisional


@given(announced, announced)
def test_count_is_the_number_of_working_days(a: date, b: date) -> None:
    first, last = sorted((a, b))
    last = min(last, first + 60 * ONE)
    days = [first + n * ONE for n in range((last - first).days + 1)]
    assert CALENDAR.count(first, last) == sum(CALENDAR.status(d) is DayStatus.WORK for d in days)


@given(st.lists(announced, min_size=3, max_size=3).map(sorted))
def test_counts_add_up(days: list[date]) -> None:
    a, b, c = days
    assert CALENDAR.count(a, c) == CALENDAR.count(a, b) + (CALENDAR.count(b + ONE, c) if b < c else 0)


@given(inner, st.integers(1, 900))
def test_add_and_count_undo_each_other(day: date, n: int) -> None:
    later = CALENDAR.add(day, n)
    assert CALENDAR.is_workday(later)
    assert CALENDAR.count(day + ONE, later) == n
    earlier = CALENDAR.add(day, -n)
    assert CALENDAR.is_workday(earlier)
    assert CALENDAR.count(earlier, day - ONE) == n


@given(inner, inner, st.integers(-300, 300))
def test_add_keeps_the_order_of_days(a: date, b: date, n: int) -> None:
    first, last = sorted((a, b))
    assert CALENDAR.add(first, n) <= CALENDAR.add(last, n)
    assert CALENDAR.add(first, 0) == first


@given(inner)
def test_rolling_twice_is_rolling_once(day: date) -> None:
    later, earlier = CALENDAR.next(day), CALENDAR.previous(day)
    assert CALENDAR.next(later) == later >= day >= earlier == CALENDAR.previous(earlier)
    assert (later == day) == (earlier == day) == CALENDAR.is_workday(day)
    assert CALENDAR.count(earlier, later) == (1 if later == day else 2)


@given(st.dates())
def test_status_answers_for_every_day_there_is(day: date) -> None:
    known = 2004 <= day.year <= 2026
    assert (CALENDAR.status(day) is not DayStatus.UNANNOUNCED) == known
    if not known:
        with pytest.raises(Unannounced):
            CALENDAR.is_workday(day)


@given(announced, st.integers(0, 80))
def test_working_days_and_days_of_rest_make_up_a_span(first: date, length: int) -> None:
    last = min(first + length * ONE, date(2026, 12, 31))
    work, rest = [*CALENDAR.workdays(first, last)], [*CALENDAR.rest_days(first, last)]
    assert len(work) == CALENDAR.count(first, last)
    assert sorted(work + rest) == [first + n * ONE for n in range((last - first).days + 1)]
    assert all(map(CALENDAR.is_workday, work))


def test_iterators_refuse_before_they_give_half_a_span() -> None:
    for ask in (CALENDAR.workdays, CALENDAR.rest_days):
        with pytest.raises(Unannounced) as caught:
            ask("2026-12-01", "2027-01-31")
        assert caught.value.day == date(2027, 1, 1)
        with pytest.raises(InvalidValue):
            ask("2026-12-03", "2026-12-01")
        assert [*ask("2026-12-02", "2026-12-01")] == []


@pytest.mark.parametrize(
    ("period", "n", "day"),
    [
        ("2024-02", 1, "2024-02-01"),
        ("2024-02", -1, "2024-02-29"),
        ("2024-W07", 1, "2024-02-18"),  # its single working day, a Sunday
        ("2024-W07", -1, "2024-02-18"),
        ("2024-10", 1, "2024-10-08"),
        ("2024-10-X1", -1, "2024-10-10"),
        ("2026-Q1", 3, "2026-01-06"),  # Sunday 4 January is worked
        ("2024-H2", -2, "2024-12-30"),
        ("2024", 251, "2024-12-31"),
    ],
)
def test_the_nth_working_day_of_a_period(period: str, n: int, day: str) -> None:
    assert str(CALENDAR.nth_workday_of(Period.parse(period), n)) == day


def test_a_working_day_that_a_period_does_not_have_is_undefined_with_the_reason() -> None:
    assert CALENDAR.nth_workday_of(Period.parse("2024-W07"), -2) == Undefined("2024年第7周只有1个工作日")
    assert CALENDAR.nth_workday_of(Period.parse("2026-W08"), 1) == Undefined("2026年第8周没有工作日")
    guessed = ChinaCalendar(provisional=True).nth_workday_of(Period.parse("2026-W53"), 5)
    assert isinstance(guessed, Undefined)
    assert guessed.reason.startswith("2026年第53周只有4个工作日（2027-01-01起放假安排尚未公布，暂按")
    assert "provisional: not announced from 2027-01-01 on" in guessed.text("en")
    for n in (0, 1.5, "2", None, True):
        with pytest.raises(InvalidValue):
            CALENDAR.nth_workday_of(Period.parse("2024"), n)
    with pytest.raises(Unannounced) as caught:
        CALENDAR.nth_workday_of(Period.parse("2026-W53"), 5)  # to 3 January 2027
    assert caught.value.day == date(2027, 1, 1)


def test_every_question_about_2027_names_the_first_such_day_unless_a_guess_is_asked_for() -> None:
    guess = ChinaCalendar(provisional=True)
    asks: tuple[Callable[[ChinaCalendar], object], ...] = (
        lambda c: c.is_workday("2027-01-01"),
        lambda c: c.next("2027-01-01"),
        lambda c: c.previous("2027-01-01"),
        lambda c: c.add("2026-12-31", 1),
        lambda c: c.count("2026-12-31", "2027-01-04"),
        lambda c: c.workdays("2026-12-31", "2027-01-04"),
        lambda c: c.rest_days("2026-12-31", "2027-01-04"),
        lambda c: c.nth_workday_of(Period.parse("2027-01"), 1),
        lambda c: c.nth_workday_of(Period.parse("2027"), 250),
    )
    for ask in asks:
        with pytest.raises(Unannounced) as caught:
            ask(CALENDAR)
        assert caught.value.day == date(2027, 1, 1)
        assert ask(guess) is not None


def test_the_longest_rests_are_as_long_as_the_decrees_print_them() -> None:
    for year, longest in ((2024, 8), (2025, 8), (2026, 9)):
        days = [date(year, 1, 1) + n * ONE for n in range(366) if (date(year, 1, 1) + n * ONE).year == year]
        rest = "".join("x" if CALENDAR.status(d) is DayStatus.REST else " " for d in days)
        assert max(map(len, rest.split())) == longest
