"""The laws of every working calendar (工作日历规约), as a suite that a calendar's author subclasses.

A calendar passes if it keeps the contract of `minsheng.calendars.WorkCalendar`::

    class TestMyCalendar(CalendarConformance):
        first, last = date(2024, 1, 1), date(2025, 12, 31)

        def new_calendar(self) -> WorkCalendar:
            return MyCalendar()

Needs pytest and hypothesis (``pip install "minsheng[testing]"``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import ClassVar

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from minsheng.calendars import DayStatus, Unannounced, WorkCalendar
from minsheng.errors import InvalidValue

_ONE = timedelta(1)
_MOST = 40
"""Working days that a law steps over."""
_settings = settings(deadline=None, max_examples=50, report_multiple_bugs=False)


class CalendarConformance:
    """Subclass it, give `new_calendar`, `first` and `last`, and let pytest collect the subclass."""

    first: ClassVar[date]
    """The first day that the calendar knows."""
    last: ClassVar[date]
    """The last day that it knows; at least 200 days behind the first."""

    def new_calendar(self) -> WorkCalendar:
        """The calendar; called many times, always with the same answers."""
        raise NotImplementedError

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Each subclass gets `@given` functions of its own, since hypothesis lets no two classes share one."""
        super().__init_subclass__(**kwargs)
        if hasattr(cls, "first"):
            for name, law in _LAWS.items():
                if name not in cls.__dict__:
                    setattr(cls, name, law(cls.first, cls.last))

    def test_every_day_of_its_span_is_known(self) -> None:
        calendar = self.new_calendar()
        day = self.first
        while day <= self.last:
            status = calendar.status(day)
            assert status is not DayStatus.UNANNOUNCED, day
            assert calendar.is_workday(day) is (status is DayStatus.WORK), day
            day += _ONE

    def test_what_it_does_not_know_it_does_not_guess(self) -> None:
        calendar = self.new_calendar()
        day = self.last + _ONE
        assert calendar.status(day) is DayStatus.UNANNOUNCED, f"{day} lies behind the last day"
        span = (self.last - 9 * _ONE, day + 20 * _ONE)
        asks: dict[str, Callable[[], object]] = {
            "is_workday": lambda: calendar.is_workday(day),
            "next": lambda: calendar.next(day),
            "previous": lambda: calendar.previous(day),
            "count": lambda: calendar.count(*span),
            "add": lambda: calendar.add(self.last, 1),
        }
        for name, ask in asks.items():
            with pytest.raises(Unannounced) as caught:
                ask()
            assert caught.value.day == day, f"{name}: the first such day"

    def test_days_are_taken_in_every_form(self) -> None:
        calendar = self.new_calendar()
        day = self.first + 100 * _ONE
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=timezone(timedelta(hours=8)))
        for given_day in (day, day.isoformat(), noon):
            assert calendar.status(given_day) is calendar.status(day)
            assert calendar.count(given_day, given_day) == calendar.count(day, day)
            assert type(calendar.next(given_day)) is date
        with pytest.raises(InvalidValue):
            calendar.status("tomorrow")

    def test_an_empty_span_has_no_working_day(self) -> None:
        day = self.first + 100 * _ONE
        assert self.new_calendar().count(day, day - _ONE) == 0


def _counts_add_up(first: date, last: date) -> Callable[..., None]:
    days = st.lists(st.dates(first, last - _ONE), min_size=3, max_size=3).map(sorted)

    @given(days)
    @_settings
    def law(self: CalendarConformance, days: list[date]) -> None:
        calendar, (a, b, c) = self.new_calendar(), days
        assert calendar.count(a, c) == calendar.count(a, b) + calendar.count(b + _ONE, c if c > b else b)
        assert calendar.count(a, a) == (calendar.status(a) is DayStatus.WORK)

    return law


def _add_undoes_count(first: date, last: date) -> Callable[..., None]:
    @given(st.dates(first, last - _ONE), st.integers(-_MOST, _MOST))
    @_settings
    def law(self: CalendarConformance, day: date, n: int) -> None:
        calendar = self.new_calendar()
        before, behind = (calendar.count(first, day - _ONE) if day > first else 0), calendar.count(day + _ONE, last)
        assume(-before <= n <= behind)
        found = calendar.add(day, n)
        if n == 0:
            assert found == day
            return
        assert calendar.status(found) is DayStatus.WORK
        if n > 0:
            assert calendar.count(day + _ONE, found) == n
        else:
            assert calendar.count(found, day - _ONE) == -n

    return law


def _add_keeps_order(first: date, last: date) -> Callable[..., None]:
    @given(st.dates(first, last), st.dates(first, last), st.integers(0, _MOST))
    @_settings
    def law(self: CalendarConformance, a: date, b: date, n: int) -> None:
        calendar = self.new_calendar()
        low, high = sorted((a, b))
        assume(high < last and calendar.count(high + _ONE, last) >= n)
        assert calendar.add(low, n) <= calendar.add(high, n)

    return law


def _the_nearest_working_days(first: date, last: date) -> Callable[..., None]:
    @given(st.dates(first, last))
    @_settings
    def law(self: CalendarConformance, day: date) -> None:
        calendar = self.new_calendar()
        if calendar.count(day, last):
            later = calendar.next(day)
            assert later >= day
            assert calendar.count(day, later) == 1, "the first working day from the day on"
            assert calendar.next(later) == later
        if calendar.count(first, day):
            earlier = calendar.previous(day)
            assert earlier <= day
            assert calendar.count(earlier, day) == 1, "the last working day up to the day"
            assert calendar.previous(earlier) == earlier

    return law


_LAWS: dict[str, Callable[[date, date], Callable[..., None]]] = {
    "test_counts_add_up": _counts_add_up,
    "test_add_and_count_undo_each_other": _add_undoes_count,
    "test_add_keeps_the_order_of_days": _add_keeps_order,
    "test_next_and_previous_are_the_nearest_working_days": _the_nearest_working_days,
}
