"""A rule pack (评判规则): levels, bands and the limit of stale data, by which a plan is judged."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from minsheng.calendars import Period, PeriodKind
from minsheng.errors import Finding, Lang, NotFound, Place, Problems, Severity, say
from minsheng.standing.bands import Band, check_bands
from minsheng.standing.levels import Level

ROLES = ("done", "overdue", "stale", "unreported", "unknown", "paused", "stopped", "standard")
"""Levels that every pack has, since what they mean is decided before any band: a pack gives their rank and words."""
_RANKED_ROLES = ("done", "overdue")


class UnknownLevel(NotFound):
    """A pack has no level of this name."""

    code = "standing.unknown-level"


class Basis(enum.Enum):
    """What the bands of a pack measure (评判依据)."""

    POINTS_BELOW = "points-below"
    """Percentage points below the trajectory (落后于序时进度的百分点); negative = ahead."""


@frozen(kw_only=True)
class StaleLimit:
    """How old the last report may be (数据时效): in days, or in whole periods without any report.

    >>> (
    ...     StaleLimit(days=31).passed(date(2024, 5, 30), date(2024, 6, 30)),
    ...     StaleLimit(days=31).passed(date(2024, 5, 29), date(2024, 6, 30)),
    ... )
    (False, True)
    >>> StaleLimit(periods=1, of=PeriodKind.MONTH).passed(date(2024, 4, 30), date(2024, 6, 1))
    True
    """

    days: int = 0
    """Stale is what was reported more days ago; 0 where periods count."""
    periods: int = 0
    """Stale is what leaves this many whole periods without a report; 0 where days count."""
    of: PeriodKind = PeriodKind.MONTH

    def passed(self, last: date, day: date) -> bool:
        """Whether a report of `last` is stale on `day`."""
        if self.days:
            return (day - last).days > self.days
        period = Period.of(self.of, day)
        for _ in range(self.periods):
            period = period.previous()
        return last < period.first

    def text(self, lang: Lang = "zh") -> str:
        """The limit in words: 31天."""
        if self.days:
            return say("standing.limit-days", lang, n=self.days)
        return say("standing.limit-periods", lang, n=self.periods, period=say(f"standing.period-{self.of.value}", lang))


def _levels(value: Iterable[Level]) -> tuple[Level, ...]:
    return tuple(value)


def _bands(value: Iterable[Band]) -> tuple[Band, ...]:
    return tuple(value)


@frozen(kw_only=True)
class Rules:
    """The rules by which `assess` judges (评判规则). One that exists is sound: its bands cover every number once.

    Raises:
        Problems: gaps, overlaps, levels that are missing, named twice or without rank; all of them at once.
    """

    name: str
    """minsheng-default."""
    zh: str
    en: str
    place: str = ""
    """County or city that judges so; empty for the library's own."""
    year: int = 0
    """0 where it is not known or none."""
    source: str
    """Where it is written, or that it is written nowhere."""
    basis: Basis = Basis.POINTS_BELOW
    bands: tuple[Band, ...] = field(converter=_bands)
    stale: StaleLimit
    levels: tuple[Level, ...] = field(converter=_levels)
    """Best first; the unranked in the order in which they show where nothing is ranked."""

    def __attrs_post_init__(self) -> None:
        if found := (*check_bands(self.bands), *_check_levels(self.levels, self.bands)):
            raise Problems(self.name, tuple(found))

    @cached_property
    def _by_name(self) -> dict[str, Level]:
        return {level.name: level for level in self.levels}

    def level(self, name: str) -> Level:
        """The level of that name.

        Raises:
            UnknownLevel: the pack has none.
        """
        try:
            return self._by_name[name]
        except KeyError:
            raise UnknownLevel("level", name, tuple(self._by_name)) from None

    def band(self, number: Fraction) -> Band:
        """The one band in which `number` lies: for `POINTS_BELOW` the points below the trajectory."""
        for band in self.bands:
            if number in band:
                return band
        raise AssertionError(number)  # a pack with a gap does not exist

    def title(self, lang: Lang = "zh") -> str:
        """Its name for readers."""
        return self.zh if lang == "zh" else self.en


def _check_levels(levels: tuple[Level, ...], bands: tuple[Band, ...]) -> Iterable[Finding]:
    names: dict[str, Level] = {}
    ranks: dict[int, Level] = {}
    for number, level in enumerate(levels):
        place = Place(path=f"$.levels[{number}]")
        if level.name in names:
            yield Finding.of("standing.level-twice", Severity.ERROR, place, level=level.name)
        names.setdefault(level.name, level)
        if level.rank is not None and level.rank in ranks:
            other = ranks[level.rank].name
            yield Finding.of(
                "standing.rank-twice", Severity.ERROR, place, level=level.name, other=other, rank=level.rank
            )
        elif level.rank is not None:
            ranks[level.rank] = level
        try:
            level.mark.encode("gbk")
        except UnicodeEncodeError:
            yield Finding.of("standing.mark-not-printable", Severity.ERROR, place, level=level.name, mark=level.mark)
    wanted = [(role, role in _RANKED_ROLES, "$.levels") for role in ROLES]
    wanted += [(band.level, True, "$.bands") for band in bands]
    wanted += [(level.masks, True, "$.levels") for level in levels if level.masks]
    for name, ranked, path in dict.fromkeys(wanted):
        if name not in names:
            yield Finding.of("standing.level-missing", Severity.ERROR, Place(path=path), level=name)
        elif (names[name].rank is not None) != ranked:
            code = "standing.level-unranked" if ranked else "standing.level-ranked"
            yield Finding.of(code, Severity.ERROR, Place(path=path), level=name)
