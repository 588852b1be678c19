"""Where a target should be on a day (序时进度)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Protocol

from attrs import frozen

from minsheng.calendars import day_text
from minsheng.calendars.days import month_name
from minsheng.errors import Lang, say


class Trajectory(Protocol):
    """The planned share of a target by day: 0 before it begins, never falling, 1 from its last day on."""

    def expected(self, day: date) -> Fraction:
        """The share that should be done at the end of `day`."""
        ...

    def text(self, lang: Lang = "zh") -> str:
        """How it is counted, as every figure says it: 1月1日至11月30日按天计."""
        ...


@frozen
class Linear:
    """Day by day the same, by calendar days, the first and the last both counted (按天计的序时进度).

    >>> line = Linear(date(2024, 1, 1), date(2024, 11, 30))
    >>> line.expected(date(2024, 6, 30)), line.text()
    (Fraction(182, 335), '1月1日至11月30日按天计')
    """

    first: date
    last: date

    def expected(self, day: date) -> Fraction:
        """Days from the first to `day` as a share of all days, between 0 and 1."""
        if day >= self.last:
            return Fraction(1)
        if day < self.first:
            return Fraction(0)
        return Fraction((day - self.first).days + 1, (self.last - self.first).days + 1)

    def text(self, lang: Lang = "zh") -> str:
        """The days that are counted."""
        show = day_text if self.first.year != self.last.year else _in_year
        return say("standing.calendar-days", lang, first=show(self.first, lang), last=show(self.last, lang))


def _in_year(day: date, lang: Lang) -> str:
    return say("standing.day-of-year", lang, month=month_name(day.month, lang), day=day.day)
