"""Measure words (计量单位) and what converts into what. The table is data (``units.toml``) and an argument, never global."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from typing import NotRequired, TypedDict

from attrs import field, frozen

from minsheng.errors import InvalidValue
from minsheng.errors.data_files import read_data
from minsheng.text import squeeze

_BAD = re.compile(
    r"[\d\s（）()\[\]〔〕“”\"，。；、：;:,—–~～<>=≥≤]|^[余多来几]|(?:以上|以下|以内|之内|左右|上下|内|多|余)$"
)
_MAX = 24
"""Characters of a unit's name: 元/人·年 has five."""
_LARGEST = 10**30
"""Beyond every numerator and denominator of a factor; JSON holds them as digits."""
_BELOW = re.compile(r"[/·.•*]|(?<=[人户亩床])(?=[年月]$)")
"""What parts the measures below the line; 元/人月 is 元/人·月."""
_MULTIPLES = {"万": 10_000, "亿": 100_000_000}
TIMES = frozenset({"months", "days", "hours"})
"""Dimensions of time."""
_PHYSICAL = TIMES | {"area", "length", "volume", "mass", "energy", "power"}


@frozen(kw_only=True)
class Unit:
    """A measure word (计量单位): 公里, 户, 元/人·年.

    Equal if name and dimension are; an unknown word is opaque: equal to itself, converting to nothing.

    >>> default_units().get("公里").converts_to(default_units().get("米"))
    True
    >>> default_units().get("坨").known
    False
    """

    name: str = field()
    """As printed; signs are read as their word (㎡ → 平方米)."""
    dimension: str = field(repr=False)
    """Units of one dimension convert into each other."""
    factor: Fraction = field(default=Fraction(1), eq=False, repr=False)
    """How many of the dimension's base unit one of it is: 公里 1000 (米), 亩 2000/3 (平方米)."""
    known: bool = field(default=True, eq=False)
    """False for a word that no table holds."""

    @name.validator
    def _check_name(self, _: object, name: str) -> None:
        if not name or len(name) > _MAX or _BAD.search(name):
            raise InvalidValue("targets.no-unit-name", name=name[:_MAX])

    @factor.validator
    def _check_factor(self, _: object, factor: Fraction) -> None:
        if factor <= 0:
            raise InvalidValue("targets.no-factor", name=self.name, factor=factor)
        if max(factor.numerator, factor.denominator) >= _LARGEST:
            raise InvalidValue("targets.long-factor", name=self.name)

    @property
    def is_rate(self) -> bool:
        """So much per something: 元/人·年, 吨/日."""
        return "/" in self.name

    @property
    def is_share(self) -> bool:
        """A part of a whole: %, ‰."""
        return self.dimension == "share"

    @property
    def is_money(self) -> bool:
        """元 and its multiples, and 美元; not a rate."""
        return self.dimension in ("money", "foreign_money")

    @property
    def is_time(self) -> bool:
        """年, 月, 日, 小时 …: they divide rates and are no deliverable."""
        return self.dimension in TIMES

    @property
    def per(self) -> tuple[str, ...]:
        """What a rate is counted for: ("人", "年") of 元/人·年; empty for other units."""
        return tuple(self.name.split("/", 1)[1].split("·")) if self.is_rate else ()

    @property
    def is_physical(self) -> bool:
        """Times, lengths, areas, volumes, masses, energies: what is measured, not counted or paid."""
        return self.dimension in _PHYSICAL

    def converts_to(self, other: Unit) -> bool:
        """Whether an amount in this unit can be told in `other`."""
        return self.dimension == other.dimension

    @property
    def folded(self) -> tuple[int, Unit]:
        """The unit without 万 and 亿 in front, and how many of it one is: 万元 → (10000, 元)."""
        if self.name[0] not in _MULTIPLES:
            return 1, self
        times, name = 1, self.name
        while len(name) > 1 and (step := _MULTIPLES.get(name[0])):
            times, name = times * step, name[1:]
        if times == 1:
            return 1, self
        dimension = self.dimension if self.known else "?:" + name
        return times, Unit(name=name, dimension=dimension, factor=self.factor / times, known=self.known)

    def __str__(self) -> str:
        return self.name


def _units(value: Iterable[Unit]) -> tuple[Unit, ...]:
    return tuple(value)


def _aliases(value: Mapping[str, str]) -> dict[str, str]:
    return dict(value)


@frozen(kw_only=True, cache_hash=True)
class UnitTable:
    """The measure words a reader knows (单位表).

    >>> table = default_units()
    >>> "公里" in table, "坨" in table, table.get("㎡").name, table.get("元/人/年").name
    (True, False, '平方米', '元/人·年')
    """

    units: tuple[Unit, ...] = field(converter=_units, default=())
    aliases: dict[str, str] = field(converter=_aliases, factory=dict, hash=False)
    """Spelling → name: ㎡ → 平方米."""
    _factors: tuple[tuple[Fraction, bool], ...] = field(init=False, repr=False)
    """What equal units may differ in; equal tables read alike."""

    @_factors.default
    def _told(self) -> tuple[tuple[Fraction, bool], ...]:
        return tuple((unit.factor, unit.known) for unit in self.units)

    @cached_property
    def _by_name(self) -> dict[str, Unit]:
        return {unit.name: unit for unit in self.units}

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name).known

    def get(self, name: str) -> Unit:
        """The unit called `name`; a rate or a multiple of 万 is made from its parts; an unknown word is an opaque unit.

        Raises:
            InvalidValue: `name` can not be a measure word at all (empty, digits, brackets, punctuation).

        >>> default_units().get("万元").factor, default_units().get("元/人·月").dimension
        (Fraction(10000, 1), 'money/months·person')
        """
        if unit := self._by_name.get(name):
            return unit
        plain = squeeze(name)
        plain = self.aliases.get(plain, plain)
        if unit := self._by_name.get(plain):
            return unit
        if len(plain) > _MAX:
            raise InvalidValue("targets.no-unit-name", name=plain[:_MAX])
        return _composed(self, plain)

    def _compose(self, plain: str) -> Unit:
        if "/" in plain:
            return self._rate(plain)
        if len(plain) > 1 and plain[0] in _MULTIPLES:
            base = self.get(plain[1:])
            times = _MULTIPLES[plain[0]]
            dimension = base.dimension if base.known else "?:" + plain
            return Unit(name=plain[0] + base.name, dimension=dimension, factor=base.factor * times, known=base.known)
        return Unit(name=plain, dimension="?:" + plain, known=False)

    def _rate(self, name: str) -> Unit:
        """元/人·年 from 元, 人 and 年; what is not in the table below the line stands for itself (院)."""
        top, _, bottom = name.partition("/")
        over = self.get(top)
        under = [self.get(part) for part in _BELOW.split(bottom.strip("（）()"))]
        under.sort(key=lambda unit: unit.is_time)  # 元/月/人 is 元/人·月
        factor = over.factor
        for unit in under:
            factor /= unit.factor
        return Unit(
            name=f"{over.name}/{'·'.join(u.name for u in under)}",
            dimension=f"{over.dimension}/{'·'.join(sorted(u.dimension for u in under))}",
            factor=factor,
            known=over.known,
        )

    def names(self) -> tuple[str, ...]:
        """All words and spellings, longest first, for patterns."""
        return tuple(sorted({*self._by_name, *self.aliases}, key=lambda n: (-len(n), n)))

    def with_units(self, units: Iterable[Unit]) -> UnitTable:
        """A new table that knows `units` too; one of the same name replaces the old one."""
        return UnitTable(units=({u.name: u for u in (*self.units, *units)}).values(), aliases=self.aliases)


@lru_cache(maxsize=1024)
def _composed(table: UnitTable, name: str) -> Unit:
    """A unit never changes, and a notice says the same rates and multiples again and again."""
    return table._compose(name)


class _Row(TypedDict):
    factor: str
    alias: NotRequired[list[str]]


class _Counts(TypedDict):
    names: list[str]


class _File(TypedDict):
    dimensions: dict[str, dict[str, _Row]]
    counts: _Counts


@cache
def default_units() -> UnitTable:
    """The shipped table (``units.toml``), read once."""
    data = read_data("minsheng.targets", "units.toml", _File)
    units = [Unit(name=name, dimension=name) for name in data["counts"]["names"]]
    aliases: dict[str, str] = {}
    for dimension, rows in data["dimensions"].items():
        for name, row in rows.items():
            units.append(Unit(name=name, dimension=dimension, factor=Fraction(row["factor"])))
            aliases |= dict.fromkeys(row.get("alias", ()), name)
    return UnitTable(units=units, aliases=aliases)


def as_unit(value: Unit | str) -> Unit:
    """A unit, or the shipped table's unit of that name."""
    return default_units().get(value) if isinstance(value, str) else value
