"""`X | Undefined` in JSON (未定): null, and the reason under a key of its own."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from typing import Union, get_args, get_origin

import attrs

from minsheng.codec.scalars import shown, wrong_type
from minsheng.codec.shapes import reason_key, shape
from minsheng.errors import InvalidValue, Undefined

_MISSING = object()


def is_open(kind: object) -> bool:
    """Whether a type is a union with `Undefined`."""
    return get_origin(kind) in (Union, types.UnionType) and Undefined in get_args(kind)


def known_part(kind: object) -> object:
    """The type of the value where it is known: date of date | Undefined."""
    rest = tuple(a for a in get_args(kind) if a is not Undefined)
    return rest[0] if len(rest) == 1 else Union[rest]  # noqa: UP007  # made from a tuple at run time


@attrs.frozen
class OpenKey:
    """One key that may be null with a reason."""

    name: str
    key: str
    reason: str
    """Key of the reason."""
    default: Undefined | None
    """What null without a reason means; None: the reason must be given."""


def open_keys(kind: type) -> tuple[OpenKey, ...]:
    """All such keys of a class."""
    keys = shape(kind).keys
    found = []
    for a in attrs.fields(kind):
        if is_open(a.type):
            key = keys.get(a.name, a.name)
            default = a.default if isinstance(a.default, Undefined) else None
            found.append(OpenKey(a.name, key, reason_key(key), default))
    return tuple(found)


def joined(document: Mapping[str, object], keys: tuple[OpenKey, ...]) -> dict[str, object]:
    """`document` with each reason moved to where its value would stand.

    What is wrong with a reason is put there too, as the error: the hook of the field raises it, at its place.
    """
    found = dict(document)
    for open_key in keys:
        reason = found.pop(open_key.reason, _MISSING)
        value = found.get(open_key.key, _MISSING)
        if reason is _MISSING:
            if value is None:
                missing = InvalidValue("codec.no-reason", key=open_key.reason)
                found[open_key.key] = missing if open_key.default is None else open_key.default
        elif type(reason) is not str:
            found[open_key.key] = wrong_type("text", reason)
        elif value is None or value is _MISSING:
            found[open_key.key] = Undefined(reason)
        else:
            found[open_key.key] = InvalidValue("codec.value-and-reason", key=open_key.reason, value=shown(value))
    return found


def structuring(hook: Callable[[object, object], object], known: object) -> Callable[[object, object], object]:
    """The hook of a union with `Undefined`, from the hook of the known part."""

    def structure(value: object, _: object) -> object:
        if isinstance(value, Undefined):
            return value
        if isinstance(value, InvalidValue):
            raise value
        return hook(value, known)

    return structure


def unstructuring(hook: Callable[[object], object]) -> Callable[[object], object]:
    """The other way: null; the class adds the reason."""

    def unstructure(value: object) -> object:
        return None if type(value) is Undefined else hook(value)

    return unstructure


def keys_of(kind: type) -> tuple[str, ...]:
    """The keys that the JSON object of a class may have."""
    keys = shape(kind).keys
    names = [keys.get(a.name, a.name) for a in attrs.fields(kind) if a.init]
    return (*names, *(k.reason for k in open_keys(kind)))
