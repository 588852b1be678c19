"""Statements from the JSON of checked rows (快速构造), by functions that are generated as attrs generates its own.

Nothing is believed because it was sealed: every value passes the form, the converter and the validator of its field, every
statement its own check, so that what comes out equals what the class would make, or is an error. Two things are saved:
a value that has passed is not checked again, and the fields of a frozen class are not set one by one from outside.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Generic, TypeVar, cast

import attrs

from minsheng.errors import whole_text
from minsheng.errors.unfrozen import unfrozen
from minsheng.ledger.encoding import FIELDS, TEXT, read, read_statement
from minsheng.ledger.statements import KINDS, Statement

T = TypeVar("T")
Body = dict[str, object]
Maker = Callable[[Body], Statement]
_REMEMBERED = 2_000
"""Values of one field; shapes of statements."""


class Remembered(dict[object, T], Generic[T]):
    """Text in JSON → what it means; each is read once, again only after many others."""

    def __init__(self, reader: Callable[[object], T]) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, key: object) -> T:
        value = self._reader(key)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[key] = value
        return value

    def other(self, value: object) -> T:
        """For what is not text: only objects of texts are remembered, since 1 and true are one key."""
        if type(value) is dict and set(map(type, value.values())) == {str}:
            return self[tuple(value.items())]
        return self._reader(value)


def _maker(key: object) -> Maker | None:
    """The function for statements of one type with these fields; None where `read` has to look: a type or version of its
    own, a field too many or too few. The JSON must be free of escapes, so that no text has half characters.

    For a report it begins so::

        def make(body):
            made = new(unfrozen)
            made.on = on[body["on"]]
            made.by = by[body["by"]]
    """
    tag, names = cast("tuple[str, tuple[str, ...]]", key)
    kind = KINDS.get(tag)
    if kind is None or kind.version != 1 or "version" in names:
        return None
    fields = attrs.fields_dict(kind)
    required = {name for name, field in fields.items() if field.default is attrs.NOTHING}
    if not fields.keys() >= set(names) - {"type"} >= required:
        return None
    given: dict[str, object] = {"new_": object.__new__, "unfrozen_": unfrozen(cast("type", kind)), "kind_": kind}
    lines = ["def make(body_):", " made_ = new_(unfrozen_)"]
    for name, default, form in FIELDS[tag]:
        if name not in names:
            given[name] = default
            lines.append(f" made_.{name} = {name}")
        elif form is TEXT and fields[name].converter is None and fields[name].validator is whole_text:
            lines.append(f" made_.{name} = value_ = body_[{name!r}]")
            lines.append(" if type(value_) is not str: raise TypeError")
        elif form.text:
            given[name] = _remembered(tag, name)
            lines.append(f" made_.{name} = {name}[body_[{name!r}]]")
        elif form.read is read_statement:
            given[name] = _replacement
            lines.append(f" made_.{name} = {name}(body_[{name!r}])")
        else:
            given[name] = known = _remembered(tag, name)
            given[f"{name}_other"] = known.other
            lines.append(f" value_ = body_[{name!r}]")
            lines.append(f" made_.{name} = {name}[value_] if type(value_) is str else {name}_other(value_)")
    lines.append(" made_.__class__ = kind_")
    if hasattr(kind, "__attrs_post_init__"):
        lines.append(" made_.__attrs_post_init__()")
    lines.append(" return made_")
    exec("\n".join(lines), given)  # noqa: S102  # nothing in it but names of our own fields
    return cast("Maker", given["make"])


makers = Remembered(_maker)
"""By type and names of the fields, in their order."""


def _replacement(value: object) -> Statement:
    body = cast("Body", value)
    maker = makers[body["type"], tuple(body)]
    return maker(body) if maker else read(body, date.min)


@cache
def _remembered(tag: str, name: str) -> Remembered[object]:
    """What a class makes of the values of one of its fields."""
    field = attrs.fields_dict(KINDS[tag])[name]
    form = next(form for other, _, form in FIELDS[tag] if other == name)
    convert, validate = cast("Callable[[object], object] | None", field.converter), field.validator

    def reader(value: object) -> object:
        found = form.read(dict(value) if isinstance(value, tuple) else value)
        if convert is not None:
            found = convert(found)
        if validate is not None:
            validate(None, field, found)
        return found

    return Remembered(reader)
