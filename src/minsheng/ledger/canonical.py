"""The one form in which JSON is sealed (规范形式): sorted keys, no spaces, characters as they are."""

from __future__ import annotations

import json

from minsheng.errors import InvalidValue

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(body: object) -> bytes:
    """JSON as it is sealed.

    Raises:
        ValueError: it has a number that is none, or half a character.

    >>> canonical({"b": [1, "甲"], "a": None}).decode()
    '{"a":null,"b":[1,"甲"]}'
    """
    return _encode(body).encode()


def strictly(text: str | bytes) -> object:
    """What JSON says.

    Raises:
        ValueError: it is none, or has NaN or Infinity, or is nested too deeply.
    """
    try:
        return json.loads(text, parse_constant=_refused)
    except RecursionError as error:
        raise ValueError(str(error)) from None


def each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object, for `object_pairs_hook`: of two values under one name nobody knows which is meant.

    Raises:
        InvalidValue: a name stands twice.

    >>> each_once([("total", "11公里"), ("total", "400公里")])
    Traceback (most recent call last):
    ...
    minsheng.errors.failures.InvalidValue: “total” is given twice (leave one of them)
    """
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise InvalidValue("ledger.key-twice", key=f"{name!a:.60}" if not name.isprintable() else name[:60])
        found[name] = value
    return found


def _refused(constant: str) -> object:
    raise ValueError(constant)


def is_canonical(data: bytes) -> bool:
    """Whether a ledger can have sealed it: JSON of an object, in the one form."""
    try:
        body = strictly(data)
        return isinstance(body, dict) and canonical(body) == data
    except ValueError:
        return False
