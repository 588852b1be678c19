"""How often who has to do what (工作节奏), as a notice commands it, and named work methods (工作法)."""

from __future__ import annotations

import enum
import tomllib
from collections.abc import Iterable
from datetime import time
from functools import cache
from importlib import resources
from typing import NotRequired, TypedDict

from attrs import evolve, field, frozen

from minsheng.calendars import Cadence, DueRule, Roll, roll_policy
from minsheng.errors import (
    InvalidValue,
    NotFound,
    Undefined,
    each_of_type,
    each_whole_text,
    of_type,
    whole_text,
)
from minsheng.projects.document import names

NO_DEFINITION = Undefined("未见公开定义")


class Bearer(enum.Enum):
    """Whose duty a rhythm is (责任主体)."""

    LEADS = "leads"
    """Each lead unit (各牵头部门、单位) owes its own."""
    LEADERS = "leaders"
    """Each head in charge (分管负责同志); the unnamed role is one party until persons are named."""
    PARTY = "party"
    """The one party that the rhythm names: 县政府督查室."""


@frozen(kw_only=True, cache_hash=True)
class Rhythm:
    """A recurring duty as the notice words it (调度、例会、报送…)."""

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
    met_by: tuple[str, ...] = field(converter=names, validator=each_whole_text)
    """Kinds of activity any of which meets it: special_meeting, special_study."""
    text: str = field(default="", validator=whole_text)
    """The words of the notice."""
    after: str = field(default="", validator=whole_text)
    """Id of the rhythm whose duties of the same period come before this one (22日报送 → 24日汇总); empty: a first step."""

    def __attrs_post_init__(self) -> None:
        kind = self.cadence.period_kind
        if kind is not None and not self.due.fits(kind):
            raise InvalidValue("projects.no-such-month", value=self.due.month, cadence=self.cadence.text())
        if self.after and self.after == self.id:
            raise InvalidValue("projects.broken-chain", id=self.id, after=self.after)


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
    text = resources.files("minsheng.projects").joinpath("methods.toml").read_text("utf-8")
    rows: list[_MethodRow] = tomllib.loads(text)["method"]
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
