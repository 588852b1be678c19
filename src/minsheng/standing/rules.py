"""A rule pack (评判规则): levels, rules in order and the limit of stale data, by which a plan is judged."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property

import attrs
from attrs import field, frozen

from minsheng.calendars import PeriodKind
from minsheng.codec import OpenPoint
from minsheng.codec.rule_files import cited, open_points
from minsheng.errors import Finding, InvalidValue, Lang, NotFound, Place, Problems, Severity
from minsheng.standing.bands import NEXT, Band, check_bands
from minsheng.standing.bases import Basis
from minsheng.standing.levels import Level
from minsheng.standing.stale import StaleLimit

ROLES = ("done", "overdue", "stale", "unreported", "unknown", "paused", "stopped", "standard")
"""Levels whose meaning is decided before any band: a pack gives their rank and words."""
_OPTIONAL_ROLES = ("overdue",)
_RANKED_ROLES = ("done", "overdue")


class UnknownLevel(NotFound):
    """A pack has no level of this name."""

    code = "standing.unknown-level"


class Curve(enum.Enum):
    """How a pack draws the trajectory (序时进度) of what has no adopted schedule of its own."""

    CALENDAR_DAYS = "calendar-days"
    WORKING_DAYS = "working-days"
    S_CURVE = "s-curve"
    MILESTONES = "milestones"
    """By the nodes (节点) of the adopted schedule, each an equal step."""


def _bands(value: Iterable[Band]) -> tuple[Band, ...]:
    return tuple(value)


@frozen(kw_only=True)
class Rule:
    """One rule of a pack: bands over one basis. What lies in a band `next` is left to the rule behind it."""

    basis: Basis
    bands: tuple[Band, ...] = field(converter=_bands)
    """Those that the text leaves open included: together they hold every number once."""
    of: PeriodKind = PeriodKind.MONTH
    """Which periods, where the basis looks at whole periods."""
    working: bool = False
    """Nearness in working days, not in calendar days."""
    without: str = ""
    """What holds where there is no such number: "next", or empty for the level `unknown`."""

    def band(self, number: Fraction) -> Band:
        """The one band in which `number` lies."""
        for band in self.bands:
            if number in band:
                return band
        raise InvalidValue("standing.no-band", value=number, basis=self.basis.value)


def _rules(value: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(value)


def _levels(value: Iterable[Level]) -> tuple[Level, ...]:
    return tuple(value)


@frozen(kw_only=True)
class Rules:
    """The rules by which `assess` judges (评判规则). One that exists is sound.

    Each rule's bands hold every number that its basis can have exactly once, what the text leaves open included, and
    the last rule decides: so every input comes to one level.

    Raises:
        Problems: gaps, overlaps, rules that are never reached, levels that are missing, named twice or without rank;
            all of them at once.
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
    source_en: str = ""
    """`source` in English; empty for a document, which is cited as it calls itself."""
    curve: Curve = Curve.CALENDAR_DAYS
    """序时进度 of what has no adopted schedule."""
    rules: tuple[Rule, ...] = field(converter=_rules)
    """The first that decides holds."""
    open_points: tuple[OpenPoint, ...] = field(default=(), converter=open_points)
    """What the text does not decide, beside open bands."""
    stale: StaleLimit
    levels: tuple[Level, ...] = field(converter=_levels)
    """Best first; the unranked in the order in which they show where nothing is ranked."""

    def __attrs_post_init__(self) -> None:
        if found := (*_check_rules(self.rules), *_check_levels(self.levels, self.rules)):
            raise Problems(self.name, tuple(found))

    @cached_property
    def _by_name(self) -> dict[str, Level]:
        return {level.name: level for level in self.levels}

    def __contains__(self, level: object) -> bool:
        return level in self._by_name

    def level(self, name: str) -> Level:
        """The level of that name.

        Raises:
            UnknownLevel: the pack has none.
        """
        try:
            return self._by_name[name]
        except KeyError:
            raise UnknownLevel("level", name, tuple(self._by_name)) from None

    @property
    def fine(self) -> Level:
        """The lowest level that means well: stale data hide it and every better one."""
        return self.level(self.level("stale").masks)

    def is_fine(self, level: Level) -> bool:
        """Whether a level is ranked and means well."""
        least = self.fine.rank
        return level.rank is not None and least is not None and level.rank >= least

    @cached_property
    def _figured(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.basis in _FIGURED)

    def bands_of(self, ratio: Fraction, expected: Fraction) -> tuple[Band, ...]:
        """The bands of every rule that looks at the gap between a ratio and its trajectory, or at the ratio alone."""
        return tuple(rule.band(share_of(rule.basis, ratio, expected)) for rule in self._figured)

    @cached_property
    def looks_back(self) -> bool:
        """Whether a rule looks at more than ratio and trajectory of the day."""
        return any(rule.basis not in (*_FIGURED, Basis.RATIO) for rule in self.rules)

    @property
    def open(self) -> tuple[tuple[Rule, Band], ...]:
        """Every band whose level the text does not say."""
        return tuple((rule, band) for rule in self.rules for band in rule.bands if band.open)

    def title(self, lang: Lang = "zh") -> str:
        """Its name for readers."""
        return self.zh if lang == "zh" else self.en

    def cited(self, lang: Lang = "zh") -> str:
        """Its source for readers: a document as it calls itself, the library's own in their language."""
        return cited(self.source, self.source_en, lang)

    def worded(self, words: Mapping[str, str], *, source: str = "") -> Rules:
        """The same rules with other Chinese words for some levels, such as those of a county's circular."""
        for name in words:
            self.level(name)
        levels = [attrs.evolve(level, zh=words.get(level.name, level.zh)) for level in self.levels]
        if not source:
            return attrs.evolve(self, levels=levels)
        in_english = self.source_en and f"{self.source_en}; {source}"
        return attrs.evolve(self, levels=levels, source=f"{self.source}；{source}", source_en=in_english)


_FIGURED = (Basis.POINTS_BELOW, Basis.PROGRESS)


def share_of(basis: Basis, ratio: Fraction, expected: Fraction) -> Fraction:
    """What points below the trajectory, ratio to it, or progress are, in percent; `expected` is not 0 for a ratio.

    >>> share_of(Basis.POINTS_BELOW, Fraction(3, 10), Fraction(1, 2))
    Fraction(20, 1)
    """
    if basis is Basis.POINTS_BELOW:
        return (expected - ratio) * 100
    return (ratio / expected if basis is Basis.RATIO else ratio) * 100


def _check_rules(rules: tuple[Rule, ...]) -> Iterable[Finding]:
    if not rules:
        yield Finding.of("standing.no-rule", Severity.ERROR, Place(path="$.rules"))
    for number, rule in enumerate(rules):
        path = f"$.rules[{number}]"
        basis = rule.basis
        yield from check_bands(rule.bands, path=f"{path}.bands", whole=basis.whole, least=basis.least)
        passes = rule.without == NEXT or any(band.level == NEXT for band in rule.bands)
        last = number == len(rules) - 1
        if passes == last:
            code = "standing.rule-without-next" if passes else "standing.rule-not-reached"
            yield Finding.of(code, Severity.ERROR, Place(path=path), rule=number + 1)


def _check_levels(levels: tuple[Level, ...], rules: tuple[Rule, ...]) -> Iterable[Finding]:
    names: dict[str, Level] = {}
    ranks: dict[int, Level] = {}
    for number, level in enumerate(levels):
        place = Place(path=f"$.levels[{number}]")
        if level.name == NEXT:
            yield Finding.of("standing.level-reserved", Severity.ERROR, place, level=level.name)
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
        if level.name == "stale" and not level.masks:
            yield Finding.of("standing.stale-masks-nothing", Severity.ERROR, place)
    wanted = [(role, role in _RANKED_ROLES, "$.levels") for role in ROLES]
    for n, rule in enumerate(rules):
        named = (band.level for band in rule.bands if not band.open and band.level != NEXT)
        wanted += [(name, True, f"$.rules[{n}].bands") for name in named]
    wanted += [(level.masks, True, "$.levels") for level in levels if level.masks]
    for name, ranked, path in dict.fromkeys(wanted):
        if name not in names:
            if name not in _OPTIONAL_ROLES:
                yield Finding.of("standing.level-missing", Severity.ERROR, Place(path=path), level=name)
        elif (names[name].rank is not None) != ranked:
            code = "standing.level-unranked" if ranked else "standing.level-ranked"
            yield Finding.of(code, Severity.ERROR, Place(path=path), level=name)
