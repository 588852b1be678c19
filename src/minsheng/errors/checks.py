"""Checks of fields (字段校验), for callers without a type checker: an object that exists is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from attrs import Attribute

from minsheng.errors.failures import InvalidValue

T = TypeVar("T")
_HALF = re.compile("[\ud800-\udfff]")
Check = Callable[[object, "Attribute[T]", T], None]
"""A validator of an attrs field."""


def as_texts(value: Iterable[str]) -> tuple[str, ...]:
    """Texts as a tuple; a bare text is refused, since it would be taken for its characters.

    >>> as_texts(["县交运局", "县财政局"])
    ('县交运局', '县财政局')
    """
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    return tuple(value)


class WrongType(InvalidValue, TypeError):
    """A value is of another type than its field: 400 where a `Target` belongs."""

    def __init__(self, field: str, wanted: str, value: object) -> None:
        super().__init__(
            "errors.wrong-type", field=field, wanted=wanted, value=f"{type(value).__name__} {_shown(value)}"
        )


def _shown(value: object) -> str:
    try:
        return f"{value!r:.40}"
    except Exception:  # a number of 5,000 digits, or whatever an object of somebody else does when it is asked
        return "…"


def whole_text(_: object, attribute: Attribute[str], value: str) -> None:
    """Text that a file can hold: no half characters (lone surrogates), which JSON can smuggle in as escapes."""
    if type(value) is not str or not (value.isascii() or value.isprintable()):  # no half character is printable
        check_text(attribute.name, value)


def of_type(*kinds: type) -> Check[T]:
    """A check that the value is of one of these types; true and false are no numbers."""
    wanted = " | ".join(kind.__name__ for kind in kinds)
    plainly = frozenset(kinds)

    def check(_: object, attribute: Attribute[T], value: T) -> None:
        if type(value) in plainly:
            return
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise WrongType(attribute.name, wanted, value)

    return check


def each_of_type(kind: type) -> Check[T]:
    """A check that every member of a tuple is of this type."""

    def check(_: object, attribute: Attribute[T], value: T) -> None:
        assert isinstance(value, tuple)
        for member in value:
            if not isinstance(member, kind):
                raise WrongType(attribute.name, kind.__name__, member)

    return check


def each_whole_text(_: object, attribute: Attribute[tuple[str, ...]], value: tuple[str, ...]) -> None:
    """`whole_text` for every member of a tuple."""
    for member in value:
        if type(member) is not str or not (member.isascii() or member.isprintable()):
            check_text(attribute.name, member)


def check_text(field: str, value: str) -> None:
    """`whole_text` for a value that is no field.

    Raises:
        WrongType: it is no text.
        InvalidValue: it holds half a character.
    """
    if not isinstance(value, str):
        raise WrongType(field, "str", value)
    if not value.isascii() and _HALF.search(value):
        raise InvalidValue("errors.half-character", value=f"{value!a:.60}")
