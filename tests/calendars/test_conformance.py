"""Our calendars, and an outsider's, keep the laws of `WorkCalendar`; the suite finds those that do not."""

from __future__ import annotations

from datetime import date

import pytest

from minsheng.calendars import ChinaCalendar, Day, Unannounced, WorkCalendar, as_day
from minsheng.testing import CalendarConformance
from tests.calendars.test_rolls import OnlyWeekends


class TestChina(CalendarConformance):
    first, last = date(2004, 1, 1), date(2026, 12, 31)

    def new_calendar(self) -> WorkCalendar:
        return ChinaCalendar()


class TestChinaProvisional(CalendarConformance):
    first, last = date(2004, 1, 1), date(2056, 12, 31)

    def new_calendar(self) -> WorkCalendar:
        return ChinaCalendar(provisional=True)


class TestChinaOverlaid(CalendarConformance):
    first, last = date(2004, 1, 1), date(2026, 12, 31)

    def new_calendar(self) -> WorkCalendar:
        return ChinaCalendar().overlay(rest=[("2024-07-01", "2024-08-31")], work=["2024-09-01"], name="学校暑假")


class TestOutsider(CalendarConformance):
    first, last = date(2024, 1, 1), date(2024, 12, 31)

    def new_calendar(self) -> WorkCalendar:
        return OnlyWeekends()


class Guesses(OnlyWeekends):
    def is_workday(self, day: Day) -> bool:
        return as_day(day).weekday() < 5


class CountsOneTooMany(OnlyWeekends):
    def count(self, first: Day, last: Day) -> int:
        return super().count(first, last) + (as_day(last) > as_day(first))


class NamesTheWrongDay(OnlyWeekends):
    def count(self, first: Day, last: Day) -> int:
        try:
            return super().count(first, last)
        except Unannounced:
            raise Unannounced(as_day(last)) from None


@pytest.mark.parametrize("faulty", [Guesses, CountsOneTooMany, NamesTheWrongDay])
def test_the_suite_finds_a_calendar_that_breaks_a_law(faulty: type[OnlyWeekends]) -> None:
    class Suite(TestOutsider):
        def new_calendar(self) -> WorkCalendar:
            return faulty()

    suite, failed = Suite(), []
    for name in dir(suite):
        if name.startswith("test_"):
            try:
                getattr(suite, name)()
            except (AssertionError, pytest.fail.Exception, Unannounced):
                failed.append(name)
    assert failed
