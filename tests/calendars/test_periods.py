"""Weeks, 旬, months, quarters, halves and years as values."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.calendars import Period, PeriodKind
from minsheng.errors import InvalidValue

kinds = st.sampled_from(PeriodKind)
days = st.dates(date(1950, 1, 1), date(2199, 12, 31))


@given(kinds, days)
def test_a_day_lies_in_exactly_one_period_of_a_kind(kind: PeriodKind, day: date) -> None:
    period = Period.of(kind, day)
    assert day in period
    assert day not in period.next()
    assert day not in period.previous()
    assert period.next().first - timedelta(1) == period.last
    assert period.next().previous() == period


@given(kinds, days)
def test_codes_and_chinese_labels_are_read_back(kind: PeriodKind, day: date) -> None:
    period = Period.of(kind, day)
    assert Period.parse(period.code) == period
    assert Period.parse(period.label()) == period
    assert period.label("en")


@given(st.integers(1950, 2199))
def test_periods_make_up_the_year(year: int) -> None:
    first, last = date(year, 1, 1), date(year, 12, 31)
    numbers = {PeriodKind.TEN_DAYS: 36, PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF: 2}
    for kind, number in numbers.items():
        periods = list(Period.between(kind, first, last))
        assert len(periods) == number
        assert sum(p.days for p in periods) == (last - first).days + 1
        assert (periods[0].first, periods[-1].last) == (first, last)


@given(days, days)
def test_periods_of_one_kind_are_ordered_as_their_days(a: date, b: date) -> None:
    one, other = Period.of(PeriodKind.TEN_DAYS, a), Period.of(PeriodKind.TEN_DAYS, b)
    assert (one < other) == (one.last < other.first)
    assert (one <= other) == (not other < one)
    assert (one == other) == (one in {other})


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-W01", "2024-01-01", "2024-01-07"),
        ("2025-W01", "2024-12-30", "2025-01-05"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2024-02-X3", "2024-02-21", "2024-02-29"),
        ("2023-02-X3", "2023-02-21", "2023-02-28"),
        ("2024-02-B2", "2024-02-16", "2024-02-29"),
        ("2024年3月上半月", "2024-03-01", "2024-03-15"),
        ("2024-H1", "2024-01-01", "2024-06-30"),
        ("2024年3月上旬", "2024-03-01", "2024-03-10"),
        ("2024 年 3 月份", "2024-03-01", "2024-03-31"),
        ("2024年第一季度", "2024-01-01", "2024-03-31"),
        ("2024年三季度", "2024-07-01", "2024-09-30"),
        ("２０２４年下半年", "2024-07-01", "2024-12-31"),
        ("2024年7周", "2024-02-12", "2024-02-18"),
        ("2024年度", "2024-01-01", "2024-12-31"),
    ],
)
def test_written_periods(text: str, first: str, last: str) -> None:
    period = Period.parse(text)
    assert (str(period.first), str(period.last)) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "2024-W54", "2023-W53", "2024-W00", "2024-X1", "2024-13", "2024-Q5", "今年", "24年"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        Period.parse(text)


def test_a_stretch_that_is_no_whole_period_can_not_be_made() -> None:
    with pytest.raises(InvalidValue):
        Period(PeriodKind.MONTH, date(2024, 3, 1), date(2024, 3, 30))


def test_the_liangshan_year_has_33_ten_day_slots_and_48_weeks() -> None:
    assert len(list(Period.between(PeriodKind.TEN_DAYS, "2024-02-06", "2024-12-31"))) == 33
    weeks = [p.code for p in Period.between(PeriodKind.WEEK, "2024-02-06", "2024-12-31")]
    assert (len(weeks), weeks[0], weeks[-1]) == (48, "2024-W06", "2025-W01")


def test_an_empty_span_has_no_periods() -> None:
    assert list(Period.between(PeriodKind.MONTH, "2024-03-02", "2024-03-01")) == []


def test_pendulum_days_and_text_are_taken() -> None:
    month = Period.of(PeriodKind.MONTH, pendulum.date(2024, 2, 6))
    assert month == Period.of(PeriodKind.MONTH, "2024-02-06")
    assert pendulum.date(2024, 2, 29) in month


def test_there_is_no_period_behind_the_last_day_of_time() -> None:
    for edge in (Period.of(PeriodKind.YEAR, date.max).next, Period.of(PeriodKind.MONTH, date.min).previous):
        with pytest.raises(InvalidValue):
            edge()


NESTS = {
    PeriodKind.MONTH: (PeriodKind.TEN_DAYS, 3),
    PeriodKind.QUARTER: (PeriodKind.MONTH, 3),
    PeriodKind.HALF: (PeriodKind.QUARTER, 2),
    PeriodKind.YEAR: (PeriodKind.HALF, 2),
}


@given(st.sampled_from(list(NESTS)), days)
def test_a_period_is_made_up_of_shorter_ones(kind: PeriodKind, day: date) -> None:
    outer = Period.of(kind, day)
    inner, number = NESTS[kind]
    parts = outer.parts(inner)
    assert len(parts) == number
    assert [d for part in parts for d in part] == [*outer]
    assert all(part in outer and part.within(kind) == outer for part in parts)
    assert outer not in parts[0]
    assert Period.of(inner, day) in parts


@given(st.integers(1951, 2198))
def test_every_week_belongs_to_one_month_and_to_one_year(year: int) -> None:
    months = Period.parse(str(year)).parts(PeriodKind.MONTH)
    weeks = [week for month in months for week in month.parts(PeriodKind.WEEK)]
    assert tuple(weeks) == Period.parse(str(year)).parts(PeriodKind.WEEK)
    assert {week.year for week in weeks} == {year}
    assert {week.within(PeriodKind.YEAR).code for week in weeks} == {str(year)}


def test_periods_that_cut_each_other_do_not_nest() -> None:
    assert Period.parse("2024-03-B1").parts(PeriodKind.TEN_DAYS) == ()
    assert Period.parse("2024-03-X1").parts(PeriodKind.MONTH) == ()
    for text, kind in (("2024-03-X2", PeriodKind.HALF_MONTH), ("2024", PeriodKind.MONTH)):
        with pytest.raises(InvalidValue):
            Period.parse(text).within(kind)


@given(st.lists(st.builds(Period.of, kinds, days), max_size=12))
def test_periods_of_all_kinds_can_be_sorted_and_kept_in_sets(periods: list[Period]) -> None:
    ordered, backwards = sorted(periods), periods[::-1]
    assert ordered == sorted(backwards)
    assert all(a <= b for a, b in pairwise(ordered))
    assert {Period.parse(p.code) for p in periods} == set(periods)


@given(kinds, days, days)
def test_the_periods_between_two_days_follow_each_other(kind: PeriodKind, a: date, b: date) -> None:
    first, last = sorted((a, b))
    last = min(last, first + timedelta(400))
    periods = list(Period.between(kind, first, last))
    assert first in periods[0]
    assert last in periods[-1]
    assert all(one.next() == other and other.previous() == one for one, other in pairwise(periods))
    assert periods == sorted(periods)
