"""How often who has to do what (工作节奏), as a notice commands it, and named work methods (工作法)."""

from __future__ import annotations

import enum
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import TypedDict

from attrs import field, frozen

from minsheng.calendars import Cadence, DueRule
from minsheng.errors import InvalidValue, NotFound, Undefined
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


@frozen(kw_only=True)
class Rhythm:
    """A recurring duty as the notice words it (调度、例会、报送…)."""

    id: str
    """Stable name within the plan: report, ledger_update."""
    name: str
    """As a list of duties prints it: 每月报送进展."""
    bearer: Bearer
    party: str = ""
    """The party as printed: 县政府督查室, 县政府分管负责同志; empty for the leads."""
    cadence: Cadence
    due: DueRule = field(factory=DueRule)
    """Which day of the period; a rule that states none carries the question."""
    met_by: tuple[str, ...] = field(converter=names)
    """Kinds of activity any of which meets it: special_meeting, special_study."""
    text: str = ""
    """The words of the notice."""


def _rhythms(value: Iterable[Rhythm]) -> tuple[Rhythm, ...]:
    return tuple(value)


@frozen(kw_only=True)
class WorkMethod:
    """A work method that a notice names (工作法), such as “212”. What has no public definition gets none here.

    >>> WorkMethod.preset("212").definition
    Undefined('未见公开定义')
    """

    name: str
    """As printed, without quotation marks: 212."""
    definition: str | Undefined = NO_DEFINITION
    rhythms: tuple[Rhythm, ...] = field(default=(), converter=_rhythms)
    """The rhythms that the notice gives under its name."""

    @classmethod
    def preset(cls, name: str) -> WorkMethod:
        """A method of the shipped data (``methods.toml``); attrs.evolve it where a county does otherwise.

        Raises:
            NotFound: no such preset.
        """
        try:
            return _presets()[name]
        except KeyError:
            raise UnknownMethod("工作法", name, tuple(_presets())) from None


class UnknownMethod(NotFound):
    """No preset of that name."""

    code = "projects.unknown-method"


class _RhythmRow(TypedDict):
    id: str
    name: str
    bearer: str
    cadence: str
    met_by: list[str]
    text: str


class _MethodRow(TypedDict):
    name: str
    source: str
    rhythms: list[_RhythmRow]


@cache
def _presets() -> dict[str, WorkMethod]:
    text = resources.files("minsheng.projects").joinpath("methods.toml").read_text("utf-8")
    rows: list[_MethodRow] = tomllib.loads(text)["method"]
    return {
        row["name"]: WorkMethod(
            name=row["name"],
            rhythms=[
                Rhythm(
                    id=r["id"],
                    name=r["name"],
                    bearer=Bearer(r["bearer"]),
                    cadence=Cadence(r["cadence"]),
                    met_by=r["met_by"],
                    text=r["text"],
                )
                for r in row["rhythms"]
            ],
        )
        for row in rows
    }


def methods(value: Iterable[WorkMethod | str]) -> tuple[WorkMethod, ...]:
    """Work methods as a tuple; a name stands for its preset."""
    if isinstance(value, str):
        raise InvalidValue("projects.bare-string", value=value)
    return tuple(WorkMethod.preset(v) if isinstance(v, str) else v for v in value)
