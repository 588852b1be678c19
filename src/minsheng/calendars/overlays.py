"""Days that somebody nearer than the State Council sets (本地安排): shutdowns, school calendars, emergency make-up days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import field, frozen

from minsheng.calendars.days import Day, as_day
from minsheng.errors import InvalidValue

Days = Iterable[Day | tuple[Day, Day]]
"""A list or set of days, and spans of them as (first, last), both included; a bare span is refused, for it reads as two."""
LONGEST_SPAN = 3660
"""Days of a span."""


@frozen(order=True)
class LocalDay:
    """One day of an overlay."""

    day: date
    works: bool
    name: str
    """Of the arrangement (停产检修, 学校寒假, 抗洪抢险), as its reasons print it."""


def _latest(days: Iterable[LocalDay]) -> tuple[LocalDay, ...]:
    found: Mapping[date, LocalDay] = {local.day: local for local in days}
    return tuple(sorted(found.values()))


@frozen
class Overlay:
    """Days that count before any decree (本地安排), sorted; one for each day.

    >>> shutdown = Overlay.of(rest=[("2024-08-05", "2024-08-09")], name="停产检修")
    >>> repair = Overlay.of(work=["2024-08-09"], name="抢修")
    >>> [local.name for local in shutdown.then(repair).days][-2:]
    ['停产检修', '抢修']
    """

    days: tuple[LocalDay, ...] = field(default=(), converter=_latest)

    @classmethod
    def of(cls, *, rest: Days = (), work: Days = (), name: str) -> Overlay:
        """An overlay of one arrangement.

        Raises:
            InvalidValue: it has no name, a day both rests and works, a span runs backwards or is endless.
        """
        if not name.strip():
            raise InvalidValue("calendars.overlay-name")
        off, on = _all(rest), _all(work)
        if both := sorted(off & on):
            raise InvalidValue("calendars.overlay-both", day=both[0], name=name)
        return cls([*(LocalDay(d, False, name) for d in off), *(LocalDay(d, True, name) for d in on)])

    def then(self, other: Overlay) -> Overlay:
        """Both; where they speak of the same day, `other` counts. Associative, with ``Overlay()`` as its neutral one."""
        return Overlay((*self.days, *other.days))


def _all(days: Days) -> set[date]:
    bare = isinstance(days, tuple) and days and not all(isinstance(given, tuple) for given in days)
    if bare or isinstance(days, str) or not isinstance(days, Iterable):
        raise InvalidValue("calendars.no-list-of-days", value=days)
    found: set[date] = set()
    for given in days:
        if not isinstance(given, tuple):
            found.add(as_day(given))
            continue
        if len(given) != 2:
            raise InvalidValue("calendars.no-list-of-days", value=given)
        first, last = as_day(given[0]), as_day(given[1])
        if not 0 <= (last - first).days < LONGEST_SPAN:
            raise InvalidValue("calendars.backward-span", first=first, last=last)
        found.update(date.fromordinal(o) for o in range(first.toordinal(), last.toordinal() + 1))
    return found
