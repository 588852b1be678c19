"""Single values as JSON holds them (标量): each hook takes exactly one written form and refuses every other."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from minsheng.calendars import Period, Roll, RollPolicy, roll_policy
from minsheng.errors import InvalidValue
from minsheng.targets import Unit, default_units

DECIMAL = r"(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?"
"""A decimal figure as text; no sign, exponent, underscore, NaN."""
DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{6})?)?"
ROLL = "|".join(policy.value for policy in Roll) + "|after-[1-9][0-9]?"
"""What becomes of a due day on a rest day: previous, after-2."""
INSTANT = DATE + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{6})?\+[0-9]{2}:[0-9]{2}"
"""A moment always says its offset: 2024-06-28T09:00:00+08:00."""
FRACTION = r"[1-9][0-9]{0,29}(?:/[1-9][0-9]{0,29})?"

_DECIMAL, _DATE, _TIME, _INSTANT, _FRACTION = (re.compile(p) for p in (DECIMAL, DATE, TIME, INSTANT, FRACTION))


class Figure:
    """A number in JSON that no field can take, kept as it was written for the message."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def shown(value: object) -> str:
    """A JSON value for a message: short, as it is written in JSON."""
    if isinstance(value, str):
        text = value
    elif value is None or isinstance(value, bool):
        text = {None: "null", True: "true", False: "false"}[value]
    elif isinstance(value, dict):
        text = "{…}"
    elif isinstance(value, list):
        text = "[…]"
    else:
        text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"


def wrong_type(expected: str, value: object) -> InvalidValue:
    """The error for a value of another JSON type than `expected`: text, list, object, integer, boolean."""
    return InvalidValue(f"codec.no-{expected}", value=shown(value))


def text(value: object, _: object) -> str:
    """A JSON string."""
    if type(value) is not str:
        raise wrong_type("text", value)
    return value


def boolean(value: object, _: object) -> bool:
    """true or false."""
    if type(value) is not bool:
        raise wrong_type("boolean", value)
    return value


def integer(value: object, _: object) -> int:
    """A JSON integer; true and 3.0 are none."""
    if type(value) is not int:
        raise wrong_type("integer", value)
    return value


def decimal(value: object, _: object) -> Decimal:
    """A decimal figure, written as a string."""
    if type(value) is not str or not _DECIMAL.fullmatch(value):
        raise wrong_type("decimal", value)
    return Decimal(value)


def fraction(value: object, _: object) -> Fraction:
    """A positive ratio, written as a string: 1000, 2000/3."""
    if type(value) is not str or not _FRACTION.fullmatch(value):
        raise wrong_type("fraction", value)
    return Fraction(value)


@lru_cache(maxsize=4096)
def _date(value: str) -> date:
    if not _DATE.fullmatch(value):
        raise wrong_type("date", value)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InvalidValue("codec.no-such-day", value=value) from None


def day(value: object, _: object) -> date:
    """A day, written 2024-11-30."""
    if type(value) is not str:
        raise wrong_type("date", value)
    return _date(value)


def time_of_day(value: object, _: object) -> time:
    """A time of day in Asia/Shanghai, written 12:00."""
    if type(value) is not str or not _TIME.fullmatch(value):
        raise wrong_type("time", value)
    try:
        return time.fromisoformat(value)
    except ValueError:
        raise wrong_type("time", value) from None


def time_text(value: time) -> str:
    """12:00; seconds only if there are any."""
    return value.isoformat("auto" if value.second or value.microsecond else "minutes")


def instant(value: object, _: object) -> datetime:
    """A moment with its offset, written 2024-06-28T09:00:00+08:00."""
    if type(value) is not str or not _INSTANT.fullmatch(value):
        raise wrong_type("instant", value)
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise wrong_type("instant", value) from None


@lru_cache(maxsize=4096)
def _period(value: str) -> Period:
    try:
        found = Period.parse(value)
    except InvalidValue:
        raise wrong_type("period", value) from None
    if found.code != value:
        raise wrong_type("period", value)
    return found


def period(value: object, _: object) -> Period:
    """A period, written by its code: 2024-W07, 2024-03-X1, 2024-03, 2024-Q1, 2024-H1, 2024."""
    if type(value) is not str:
        raise wrong_type("period", value)
    return _period(value)


def roll(value: object, _: object) -> RollPolicy:
    """A policy for rest days, written as its value: none, next, previous, after-2."""
    try:
        return roll_policy(text(value, str))
    except InvalidValue:
        choices = ", ".join([*(policy.value for policy in Roll), "after-2"])
        raise InvalidValue("codec.not-one-of", value=shown(value), choices=choices) from None


@lru_cache(maxsize=4096)
def unit_named(value: str) -> Unit:
    """The unit of the shipped table with this name; an unknown word is an opaque unit."""
    return default_units().get(value)


def member(kind: type[Enum]) -> Callable[[object, object], Enum]:
    """The hook of an enumeration: exactly one of its values."""
    members = {m.value: m for m in kind}
    choices = ", ".join(map(str, members))

    def hook(value: object, _: object) -> Enum:
        if type(value) is str and value in members:
            return members[value]
        raise InvalidValue("codec.not-one-of", value=shown(value), choices=choices)

    return hook
