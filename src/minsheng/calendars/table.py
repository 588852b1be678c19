"""The days of a calendar as tables over ordinals: a flag a day, working days before it, the working days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import accumulate
from typing import NamedTuple, TypedDict

from minsheng.calendars.decrees import Decree
from minsheng.calendars.overlays import Overlay
from minsheng.errors.data_files import read_data


class Named(NamedTuple):
    """What an overlay, a decree, or the statute where there is neither, says of one day."""

    holiday: str
    work: bool
    decree: Decree | None
    number: str
    """Of a later notice; else empty."""
    local: bool = False
    """Whether an overlay says so, before any decree."""


class _FixedDay(TypedDict):
    name: str
    month: int
    day: int


class _Statutory(TypedDict):
    source: str
    days: list[_FixedDay]


@cache
def _fixed() -> dict[tuple[int, int], str]:
    """Month and day → statutory holiday."""
    rows = read_data("minsheng.calendars", "statutory.toml", _Statutory)["days"]
    return {(row["month"], row["day"]): row["name"] for row in rows}


class DayTable:
    """Every day that is known: fast tables over the longest run without a gap, the rest one by one.

    `flags[i]` tells of the day ``base + i``, `before[i]` how many working days of the run lie before it.
    """

    __slots__ = ("base", "before", "by_year", "flags", "named", "others", "work")

    def __init__(self, decrees: Iterable[Decree], years_ahead: int, overlay: Overlay) -> None:
        self.by_year: dict[int, Decree] = {d.year: d for d in sorted(decrees, key=lambda d: d.year)}
        self.named: dict[int, Named] = {}
        years = set(self.by_year)
        if years and years_ahead:
            years |= set(range(min(years), max(years) + years_ahead + 1))
        self._name_days(years)
        for local in overlay.days:
            self.named[local.day.toordinal()] = Named(local.name, local.works, None, "", True)
        known = self._status(years)
        run = _longest_run(sorted(years))
        self.base = date(run[0], 1, 1).toordinal() if run else 1
        end = date(run[-1], 12, 31).toordinal() if run else 0
        self.flags: tuple[bool, ...] = tuple(known[o] for o in range(self.base, end + 1))
        self.before: tuple[int, ...] = tuple(accumulate(self.flags, initial=0))
        self.work: tuple[date, ...] = tuple(
            date.fromordinal(o) for o, flag in enumerate(self.flags, start=self.base) if flag
        )
        self.others = {o: flag for o, flag in known.items() if not self.base <= o <= end}

    def _name_days(self, years: Iterable[int]) -> None:
        for year in sorted(years):
            if decree := self.by_year.get(year):
                # a later year's decree may set days of the December before
                for holiday in decree.holidays:
                    for day in holiday.days:
                        self.named[day.toordinal()] = Named(holiday.name, False, decree, holiday.number)
                    for day in holiday.work:
                        self.named[day.toordinal()] = Named(holiday.name, True, decree, holiday.number)
            else:
                for (month, day_of_month), name in _fixed().items():
                    self.named[date(year, month, day_of_month).toordinal()] = Named(name, False, None, "")

    def _status(self, years: Iterable[int]) -> dict[int, bool]:
        known: dict[int, bool] = {}
        for year in years:
            for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
                known[ordinal] = (ordinal - 1) % 7 < 5  # day 1 of the calendar was a Monday
        for ordinal, named in self.named.items():
            known[ordinal] = named.work
        return known

    def covers(self, ordinal: int) -> bool:
        """Whether the day lies in the run of the fast tables."""
        return 0 <= ordinal - self.base < len(self.flags)

    def work_at(self, ordinal: int) -> bool | None:
        """Whether the day is worked; None if nobody has said so."""
        if self.covers(ordinal):
            return self.flags[ordinal - self.base]
        return self.others.get(ordinal)


def _longest_run(years: list[int]) -> list[int]:
    best: list[int] = []
    run: list[int] = []
    for year in years:
        run = [*run, year] if run and run[-1] == year - 1 else [year]
        if len(run) >= len(best):
            best = run
    return best
