"""How often who has to do what (工作节奏), as a notice commands it, and named work methods (工作法)."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import date, time
from functools import cache
from types import NoneType
from typing import NotRequired, TypedDict

from attrs import Attribute, evolve, field, frozen

from minsheng.calendars import Cadence, DueRule, Period, Roll, roll_policy
from minsheng.errors import (
    InvalidValue,
    Lang,
    NotFound,
    Undefined,
    as_texts,
    each_of_type,
    each_whole_text,
    of_type,
    say,
    whole_text,
)
from minsheng.errors.data_files import read_data

NO_DEFINITION = Undefined("未见公开定义")


class Bearer(enum.Enum):
    """Whose duty a rhythm is (责任主体)."""

    LEADS = "leads"
    """Each lead unit (各牵头部门、单位) owes its own."""
    LEADERS = "leaders"
    """Each head in charge (分管负责同志); the unnamed role is one party until persons are named."""
    PARTY = "party"
    """The one party that the rhythm names: 县政府督查室."""


MOST_TIMES = 99
"""The largest number of times in a period, and of periods between two instances."""


def _rules(value: Iterable[DueRule]) -> tuple[DueRule, ...]:
    return tuple(value)


def _anchor(value: Period | str | None) -> Period | None:
    return Period.parse(value) if isinstance(value, str) else value


def _times(_: object, attribute: Attribute[int], value: int) -> None:
    if type(value) is not int or not 1 <= value <= MOST_TIMES:
        raise InvalidValue("projects.no-times", value=value)


@frozen(kw_only=True, cache_hash=True)
class Rhythm:
    """A recurring duty as the notice words it (调度、例会、报送…).

    ======================  ===================================================================
    每周三、周五            ``cadence=WEEKLY, due=DueRule(day=3), also=[DueRule(day=5)]``
    每月2次                 ``cadence=MONTHLY, times=2``
    每两周                  ``cadence=WEEKLY, every=2, anchor="2024-W10"``
    ======================  ===================================================================
    """

    id: str = field(validator=whole_text)
    """Stable name within the plan: report, ledger_update."""
    name: str = field(validator=whole_text)
    """As a list of duties prints it: 每月报送进展."""
    bearer: Bearer = field(validator=of_type(Bearer))
    party: str = field(default="", validator=whole_text)
    """The party as printed: 县政府督查室, 县政府分管负责同志; empty for the leads."""
    cadence: Cadence = field(validator=of_type(Cadence))
    due: DueRule = field(factory=DueRule, validator=of_type(DueRule))
    """Which day of the period; a rule that states none carries the question."""
    also: tuple[DueRule, ...] = field(default=(), converter=_rules, validator=each_of_type(DueRule))
    """Further days of the same period, in their order (每周三、周五): each is an instance of its own."""
    times: int = field(default=1, validator=_times)
    """How often in a period, where the document gives the instances no days of their own (每月2次)."""
    every: int = field(default=1, validator=_times)
    """Of how many periods one has instances, for all of them (每两周: 2)."""
    anchor: Period | None = field(default=None, converter=_anchor, validator=of_type(Period, NoneType))
    """With `every`: a period that has instances; None: not stated, counted from the first day of the plan's time."""
    met_by: tuple[str, ...] = field(converter=as_texts, validator=each_whole_text)
    """Kinds of activity any of which meets it: special_meeting, special_study."""
    text: str = field(default="", validator=whole_text)
    """The words of the notice."""
    after: str = field(default="", validator=whole_text)
    """Id of the rhythm whose duties of the same period come before this one (22日报送 → 24日汇总); empty: a first step."""

    def __attrs_post_init__(self) -> None:
        kind = self.cadence.period_kind
        for rule in self.dues:
            if kind is not None and not rule.fits(kind):
                raise InvalidValue("projects.no-such-month", value=rule.month, cadence=self.cadence.text())
        if kind is None and (self.also or self.times > 1 or self.every > 1):
            raise InvalidValue("projects.no-periods", id=self.id)
        if self.also:
            self._check_days()
        if self.anchor is not None and (self.every == 1 or self.anchor.kind is not kind):
            raise InvalidValue("projects.no-anchor", id=self.id, anchor=self.anchor.code)
        if self.after and self.after == self.id:
            raise InvalidValue("projects.broken-chain", id=self.id, after=self.after)

    def _check_days(self) -> None:
        if self.times > 1:
            raise InvalidValue("projects.times-and-days", id=self.id)
        if not all(rule.known for rule in self.dues) or len(set(self.dues)) < len(self.dues):
            raise InvalidValue("projects.days-unclear", id=self.id)

    @property
    def dues(self) -> tuple[DueRule, ...]:
        """The due rule of each instance of a period, in their order; one for most."""
        return (self.due, *self.also) if self.also else (self.due,) * self.times

    def often(self, lang: Lang = "zh") -> str:
        """How often, in words.

        >>> Rhythm(id="a", name="a", bearer=Bearer.LEADS, cadence=Cadence.MONTHLY, times=2, met_by=["a"]).often()
        '每月2次'
        """
        often = self.cadence.text(lang, every=self.every)
        return often if self.times == 1 else say("projects.times", lang, often=often, n=self.times)

    def has_instances(self, period: Period, starts: date) -> bool:
        """Whether it is owed for `period`, of a plan whose time begins on `starts`.

        Without an anchor the first `every` periods from `starts` on are one turn, which ends with the last of them.
        """
        if self.every == 1:
            return True
        anchor = self.anchor
        turn = anchor.serial if anchor is not None else Period.of(period.kind, starts).serial + self.every - 1
        return (period.serial - turn) % self.every == 0

    def turn(self, period: Period) -> tuple[Period, ...]:
        """The periods for which the instances of `period` stand: itself, and with `every` those before it up to the last turn.

        >>> fortnight = Rhythm(id="a", name="a", bearer=Bearer.LEADS, cadence=Cadence.WEEKLY, every=2, met_by=["a"])
        >>> [p.code for p in fortnight.turn(Period.parse("2024-W10"))]
        ['2024-W09', '2024-W10']
        """
        found = [period]
        while len(found) < self.every:
            found.append(found[-1].previous())
        return tuple(reversed(found))


def _rhythms(value: Iterable[Rhythm]) -> tuple[Rhythm, ...]:
    return tuple(value)


@frozen(kw_only=True)
class WorkMethod:
    """A work method that a notice names (工作法), such as “212”. What has no public definition gets none here.

    >>> WorkMethod.preset("212").definition
    Undefined('未见公开定义')
    """

    name: str = field(validator=whole_text)
    """As printed, without quotation marks: 212."""
    definition: str | Undefined = field(default=NO_DEFINITION, validator=of_type(str, Undefined))
    rhythms: tuple[Rhythm, ...] = field(default=(), converter=_rhythms, validator=each_of_type(Rhythm))
    """The rhythms that the notice gives under its name; of a chain the steps in their order."""
    source: str = field(default="", validator=whole_text)
    """Where a shipped method comes from; empty for one that a notice defines."""

    def __attrs_post_init__(self) -> None:
        known: set[str] = set()
        for rhythm in self.rhythms:
            if rhythm.after and rhythm.after not in known:
                raise InvalidValue("projects.broken-chain", id=rhythm.id, after=rhythm.after)
            known.add(rhythm.id)

    def naming(self, role: str, party: str) -> WorkMethod:
        """The method with a unit of the place for one of its roles (汇总单位).

        >>> chain = WorkMethod.preset("22日报送24日汇总26日上报").naming("汇总单位", "县发改局")
        >>> [r.party for r in chain.rhythms]
        ['', '县发改局', '上报单位']

        Raises:
            NotFound: no rhythm of the method is that role's.
        """
        roles = tuple(dict.fromkeys(r.party for r in self.rhythms if r.party))
        if role not in roles:
            raise UnknownRole("role", role, roles)
        return evolve(self, rhythms=[evolve(r, party=party) if r.party == role else r for r in self.rhythms])

    @staticmethod
    def presets() -> tuple[str, ...]:
        """Names of all methods of the shipped data."""
        return tuple(_presets())

    @classmethod
    def preset(cls, name: str) -> WorkMethod:
        """A method of the shipped data (``methods.toml``); attrs.evolve it where a county does otherwise.

        Raises:
            NotFound: no such preset.
        """
        try:
            return _presets()[name]
        except KeyError:
            raise UnknownMethod("method", name, tuple(_presets())) from None


class UnknownMethod(NotFound):
    """No preset of that name."""

    code = "projects.unknown-method"


class UnknownRole(NotFound):
    """A method has no rhythm of that role."""

    code = "projects.unknown-role"


class _DueRow(TypedDict, total=False):
    day: int
    offset_periods: int
    month: int
    weekday: int
    workdays: bool
    since: int
    at: time
    roll: str


class _RhythmRow(TypedDict):
    id: str
    name: str
    bearer: str
    party: NotRequired[str]
    cadence: str
    met_by: list[str]
    text: str
    due: NotRequired[_DueRow]
    after: NotRequired[str]


class _MethodRow(TypedDict):
    name: str
    source: str
    definition: NotRequired[str]
    rhythms: list[_RhythmRow]


class _File(TypedDict):
    method: list[_MethodRow]


def _rule(row: _DueRow) -> DueRule:
    return DueRule(
        day=row.get("day"),
        offset_periods=row.get("offset_periods", 0),
        month=row.get("month"),
        weekday=row.get("weekday"),
        workdays=row.get("workdays", False),
        since=row.get("since"),
        at=row.get("at"),
        roll=roll_policy(row.get("roll", Roll.PREVIOUS.value)),
    )


def _rhythm(row: _RhythmRow) -> Rhythm:
    return Rhythm(
        id=row["id"],
        name=row["name"],
        bearer=Bearer(row["bearer"]),
        party=row.get("party", ""),
        cadence=Cadence(row["cadence"]),
        due=_rule(row.get("due", {})),
        met_by=row["met_by"],
        text=row["text"],
        after=row.get("after", ""),
    )


@cache
def _presets() -> dict[str, WorkMethod]:
    rows = read_data("minsheng.projects", "methods.toml", _File)["method"]
    return {
        row["name"]: WorkMethod(
            name=row["name"],
            definition=row.get("definition", NO_DEFINITION),
            rhythms=[_rhythm(r) for r in row["rhythms"]],
            source=row["source"],
        )
        for row in rows
    }


def methods(value: Iterable[WorkMethod | str]) -> tuple[WorkMethod, ...]:
    """Work methods as a tuple; a name stands for its preset."""
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    return tuple(WorkMethod.preset(v) if isinstance(v, str) else v for v in value)
