"""The JSON Schema of a plan (draft 2020-12), made from the classes themselves; committed as plan.schema.json."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Union, get_args, get_origin

import attrs

from minsheng.calendars import Period, RollPolicy
from minsheng.codec import scalars
from minsheng.codec.quantities import QuantityObject, TargetObject, UnitName
from minsheng.codec.shapes import PLAN_SCHEMA, shape
from minsheng.codec.undefined import is_open, known_part, open_keys
from minsheng.projects import Plan
from minsheng.targets import Quantity, Target

Schema = dict[str, object]


def schema() -> Schema:
    """The JSON Schema that every dumped plan fits; what it refuses, `load_plan` refuses too.

    >>> schema()["properties"]["year"]
    {'type': 'integer'}
    """
    definitions: dict[str, Schema] = {}
    plan = _object(Plan, definitions)
    properties = plan["properties"]
    assert isinstance(properties, dict)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": PLAN_SCHEMA,
        **plan,
        "properties": {"schema": {"const": PLAN_SCHEMA}, **properties},
        "required": ["schema", *_required(Plan)],
        "$defs": dict(sorted(definitions.items())),
    }


def _pattern(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^(?:{pattern})$"}


_SIMPLE: dict[object, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    NoneType: {"type": "null"},
    Decimal: _pattern(scalars.DECIMAL),
    Fraction: _pattern(scalars.FRACTION),
    date: _pattern(scalars.DATE),
    time: _pattern(scalars.TIME),
    datetime: _pattern(scalars.INSTANT),
    UnitName: {"type": "string", "minLength": 1},
    Period: {"type": "string", "minLength": 4},
}


def _of(kind: object, definitions: dict[str, Schema]) -> Schema:
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), definitions)
    if kind == RollPolicy:
        definitions.setdefault("Roll", _pattern(scalars.ROLL))
        return {"$ref": "#/$defs/Roll"}
    if get_origin(kind) in (Union, UnionType):
        return {"anyOf": [_of(part, definitions) for part in get_args(kind)]}
    if kind is Quantity:
        return {"anyOf": [{"type": "string", "minLength": 2}, _reference(QuantityObject, "Quantity", definitions)]}
    if kind is Target:
        return _reference(TargetObject, "Target", definitions)
    assert isinstance(kind, type), kind
    if issubclass(kind, Enum):
        definitions.setdefault(kind.__name__, {"enum": [m.value for m in kind]})
        return {"$ref": f"#/$defs/{kind.__name__}"}
    return _reference(kind, kind.__name__, definitions)


def _reference(kind: type, name: str, definitions: dict[str, Schema]) -> Schema:
    if name not in definitions:
        definitions[name] = {}  # a name before its contents, should a class ever hold itself
        definitions[name] = _object(kind, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _tuple(parts: tuple[object, ...], definitions: dict[str, Schema]) -> Schema:
    if len(parts) == 2 and parts[1] is ...:
        return {"type": "array", "items": _of(parts[0], definitions)}
    prefix = [_of(part, definitions) for part in parts]
    return {"type": "array", "prefixItems": prefix, "minItems": len(prefix), "maxItems": len(prefix)}


def _object(kind: type, definitions: dict[str, Schema]) -> Schema:
    attrs.resolve_types(kind)
    form = shape(kind)
    reasons = {k.name: k.reason for k in open_keys(kind)}
    properties: dict[str, Schema] = {}
    for a in attrs.fields(kind):
        if not a.init:
            continue
        key = form.keys.get(a.name, a.name)
        if is_open(a.type):
            properties[key] = {"anyOf": [_of(known_part(a.type), definitions), {"type": "null"}]}
            properties[reasons[a.name]] = {"type": "string"}
        elif a.name in form.null:
            properties[key] = {"type": ["string", "null"]}
        else:
            properties[key] = _of(a.type, definitions)
    found: Schema = {
        "type": "object",
        "description": (kind.__doc__ or "").partition("\n")[0],
        "properties": properties,
        "additionalProperties": False,
    }
    if required := _required(kind):
        found["required"] = required
    return found


def _required(kind: type) -> list[str]:
    keys = shape(kind).keys
    return [keys.get(a.name, a.name) for a in attrs.fields(kind) if a.init and a.default is attrs.NOTHING]
