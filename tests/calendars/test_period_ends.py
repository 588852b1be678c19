"""How many periods end on a rest day, counted by hand in three sources for 2024 to 2026."""

from __future__ import annotations

from datetime import date

import pytest

from minsheng.calendars import ChinaCalendar, Period, PeriodKind

CALENDAR = ChinaCalendar()


def ends_at_rest(kind: PeriodKind, year: int) -> list[str]:
    periods = Period.between(kind, date(year, 1, 1), date(year, 12, 31))
    return [f"{p.last:%m-%d}" for p in periods if not CALENDAR.is_workday(p.last)]


@pytest.mark.parametrize(("year", "number"), [(2024, 13), (2025, 10), (2026, 8)])
def test_ten_day_periods_that_end_on_a_rest_day(year: int, number: int) -> None:
    assert len(ends_at_rest(PeriodKind.TEN_DAYS, year)) == number


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2024, ["03-31", "06-30", "08-31", "11-30"]),
        (2025, ["01-31", "05-31", "08-31", "11-30"]),
        (2026, ["01-31", "05-31", "10-31"]),
    ],
)
def test_months_that_end_on_a_rest_day(year: int, days: list[str]) -> None:
    assert ends_at_rest(PeriodKind.MONTH, year) == days


def test_the_week_with_a_single_working_day_is_the_sunday_after_spring_festival() -> None:
    week = Period.parse("2024-W07")
    days = [date.fromordinal(o) for o in range(week.first.toordinal(), week.last.toordinal() + 1)]
    assert [d for d in days if CALENDAR.is_workday(d)] == [date(2024, 2, 18)]
