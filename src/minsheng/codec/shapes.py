"""How our classes look in JSON (写法): names of keys, keys that are always there, null for what is not printed."""

from __future__ import annotations

from attrs import field, frozen

from minsheng.calendars import Deadline
from minsheng.codec.quantities import TargetObject
from minsheng.projects import DocumentInfo, Item, Plan, Project

PLAN_SCHEMA = "minsheng.plan/1"
READING_SCHEMA = "minsheng.reading/1"


@frozen(kw_only=True)
class Shape:
    """What JSON does otherwise than the class."""

    keys: dict[str, str] = field(factory=dict)
    """Field → key, where they differ."""
    always: tuple[str, ...] = ()
    """Fields that are written at their default too: those of the corpus schema."""
    null: tuple[str, ...] = ()
    """Texts that are null when empty."""


_PLAIN = Shape()
_SHAPES: dict[type, Shape] = {
    Plan: Shape(always=("id", "year", "document", "projects")),
    DocumentInfo: Shape(always=("title", "number", "issuer", "issued", "year"), null=("title", "number", "issuer")),
    Project: Shape(always=("content", "leads", "partners", "leaders", "deadlines", "targets", "items")),
    Item: Shape(always=("content", "targets")),
    Deadline: Shape(keys={"day": "date"}, always=("text", "day", "milestone")),
    TargetObject: Shape(always=("id", "text", "value", "value_max", "unit", "qualifier")),
}


def shape(kind: type) -> Shape:
    """The shape of a class; most have none of their own."""
    return _SHAPES.get(kind, _PLAIN)


def reason_key(key: str) -> str:
    """The key that holds the reason why `key` is null."""
    return f"{key}_undefined"
