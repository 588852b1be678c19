"""JSON of a statement as a person writes it (手写 JSON): plain days and printed amounts where what is sealed has objects."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import attrs
from cattrs import Converter

from minsheng.calendars import Deadline
from minsheng.codec import converter
from minsheng.errors import InvalidValue
from minsheng.ledger.locating import at
from minsheng.ledger.migrations import upgraded
from minsheng.ledger.statements import KINDS
from minsheng.projects.changes import FIELDS
from minsheng.targets import Quantity, Target

Body = dict[str, object]
_AMOUNTS = ("total", "added", "received", "spent")


def plain(body: object) -> Body:
    """The statement as `written` has it, of the kind and version that it names.

    Raises:
        InvalidValue: it is of no kind that there is, has a field that its kind has not, or lacks one; an amount, deadline or
            target can not be read. Names the field.
    """
    tag = body.get("type") if isinstance(body, dict) else type(body).__name__
    if not isinstance(body, dict) or not isinstance(tag, str) or tag not in KINDS:
        raise InvalidValue("ledger.no-such-kind", value=f"{tag}"[:80], choices=", ".join(KINDS))
    kind = KINDS[tag]
    version = body.get("version", 1)
    if version != kind.version or version is True:
        older = upgraded(tag, version, kind.version, body)
        if older is None:
            raise InvalidValue("ledger.unknown-version", kind=tag, value=version, known=kind.version)
        body = {**older, "version": kind.version}
    fields = attrs.fields(kind)
    known = {"type", "version", *(a.name for a in fields)}
    if extra := sorted(set(body) - known):
        raise InvalidValue("ledger.unknown-fields", value=tuple(extra), choices=tuple(sorted(known)))
    for field in fields:
        if field.default is attrs.NOTHING and field.name not in body:
            raise InvalidValue("ledger.missing-field", field=field.name)
    return {name: _value(name, value) for name, value in body.items()}


def _value(name: str, value: object) -> object:
    with at(name):
        if name in _AMOUNTS:
            return _amount(value)
        if name == "replacement":
            return plain(value)
        if name == "points" and isinstance(value, list):
            return [
                [pair[0], _amount(pair[1])] if isinstance(pair, list) and len(pair) == 2 else pair for pair in value
            ]
        if name == "changes" and isinstance(value, dict):
            return _changes(value)
        return value


def _changes(value: Body) -> Body:
    for name in value:
        if name not in FIELDS:
            raise InvalidValue("projects.unknown-field", field=name, choices=", ".join(FIELDS))
    return {name: _piece(name, new) for name, new in value.items()}


def _piece(name: str, new: object) -> object:
    """One field of a project or item."""
    one = _PARTS.get(name)
    if one is None:
        return new
    if isinstance(new, str) and name != "items":
        new = [new]
    with at(name):
        return _each(one, new) if isinstance(new, list) else new


def _each(one: Callable[[object], object], parts: list[object]) -> list[object]:
    found = []
    for place, part in enumerate(parts):
        with at(f"[{place}]"):
            found.append(one(part))
    return found


def _deadline(value: object) -> object:
    return _codec().unstructure(Deadline.parse(value)) if isinstance(value, str) else value


def _target(value: object) -> object:
    return _codec().unstructure(Target.parse(value)) if isinstance(value, str) else value


def _funding(value: object) -> object:
    if isinstance(value, dict) and "amount" in value:
        with at("amount"):
            return {**value, "amount": _amount(value["amount"])}
    return value


def _item(value: object) -> object:
    return {name: _piece(name, new) for name, new in value.items()} if isinstance(value, dict) else value


_PARTS: dict[str, Callable[[object], object]] = {
    "deadlines": _deadline,
    "targets": _target,
    "items": _item,
    "funding": _funding,
}


def _amount(value: object) -> object:
    """A number with its unit as it is printed; what is none in that form is left to whoever reads it."""
    return _codec().unstructure(Quantity.parse(value)) if isinstance(value, str) else value


@cache
def _codec() -> Converter:
    return converter()
