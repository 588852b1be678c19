"""Tables of a TOML file read strictly: wrong types, missing and unknown keys are collected, never coerced."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from minsheng.codec import OpenPoint
from minsheng.errors import Finding, Place, Severity

_MOST, _PLACES = 1_000_000, 18
"""The largest bound, and how many places it may have."""


class Table:
    """One table of a file, read key by key; all that is wrong stands in `found`, shared with its inner tables.

    >>> table = Table({"days": "31", "dayz": 1})
    >>> table.whole("days", 0), table.close()
    (0, None)
    >>> [finding.code for finding in table.found]
    ['standing.wrong-type', 'standing.unknown-key']
    """

    def __init__(self, data: object, path: str = "$", found: list[Finding] | None = None) -> None:
        self.path = path
        self.found: list[Finding] = [] if found is None else found
        self._seen: set[str] = set()
        self._data: dict[str, object] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            self.report("wrong-type", key=path, value=data, type="table")

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def report(self, code: str, *, inside: str = "", **fields: object) -> None:
        """Collect a finding of this room about the table or its key `inside`."""
        place = Place(path=f"{self.path}.{inside}" if inside else self.path)
        self.found.append(Finding.of(f"standing.{code}", Severity.ERROR, place, **fields))

    def close(self) -> None:
        """Every key was asked for; what is left is a misspelling."""
        for key in self._data:
            if key not in self._seen:
                self.report("unknown-key", inside=key, key=key, choices="、".join(sorted(self._seen)))

    def _value(self, key: str, type_: str, *, needed: bool) -> object:
        self._seen.add(key)
        if needed and key not in self._data:
            self.report("missing-key", key=key, type=type_)
        return self._data.get(key)

    def _wrong(self, key: str, type_: str) -> None:
        if key in self._data:
            self.report("wrong-type", inside=key, key=key, value=self._data[key], type=type_)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without `default` it must be there."""
        value = self._value(key, "string", needed=default is None)
        if isinstance(value, str):
            return value
        self._wrong(key, "string")
        return default or ""

    def choice(self, key: str, choices: Sequence[str], default: str | None = None) -> str:
        """One of `choices`; the first of them where it is wrong."""
        value = self.text(key, default)
        if value in choices:
            return value
        if isinstance(self._data.get(key), str):
            self.report("not-one-of", inside=key, key=key, value=value, choices="、".join(choices))
        return choices[0]

    def whole(self, key: str, default: int) -> int:
        """A whole number; true and false are none."""
        value = self._value(key, "integer", needed=False)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._wrong(key, "integer")
        return default

    def truth(self, key: str, default: bool) -> bool:
        """true or false."""
        value = self._value(key, "boolean", needed=False)
        if isinstance(value, bool):
            return value
        self._wrong(key, "boolean")
        return default

    def bound(self, excluded: str, included: str) -> tuple[Decimal | None, bool]:
        """A bound under one of two keys, and whether it belongs to the band; None where neither is there.

        Decimals stand as texts, since a float of a TOML file is not the number that its reader sees.
        """
        if excluded in self and included in self:
            self.report("two-bounds", first=excluded, second=included)
        found: Decimal | None = None
        for key in (excluded, included):
            value = self._value(key, "decimal", needed=False)
            if (number := _decimal(value)) is not None:
                found = number
            else:
                self._wrong(key, "decimal")
        return found, included in self

    def number(self, key: str) -> Fraction:
        """A number, as a text or a whole number; 0 where it is missing or wrong, which is reported."""
        value = self._value(key, "decimal", needed=True)
        number = _decimal(value)
        if number is None:
            self._wrong(key, "decimal")
        return Fraction(number or 0)

    def numbers(self, key: str) -> tuple[Fraction, ...]:
        """At least one number."""
        value = self._value(key, "array of decimals", needed=True)
        found = [_decimal(inner) for inner in value] if isinstance(value, list) else []
        if not found or None in found:
            self._wrong(key, "array of decimals")
        return tuple(Fraction(number or 0) for number in found) or (Fraction(0),)

    def table(self, key: str) -> Table:
        """An inner table; an empty one where it is missing, which is reported."""
        value = self._value(key, "table", needed=True)
        return Table(value if key in self._data else {}, f"{self.path}.{key}", self.found)

    def tables(self, key: str, default: tuple[()] | None = None) -> list[Table]:
        """A list of inner tables; without `default` it must be there."""
        value = self._value(key, "array of tables", needed=default is None)
        if key not in self and default is not None:
            return []
        if not isinstance(value, list):
            self._wrong(key, "array of tables")
            return []
        return [Table(row, f"{self.path}.{key}[{n}]", self.found) for n, row in enumerate(value)]


def open_point(row: Table) -> OpenPoint:
    """A point that the text of a pack or a scheme leaves open."""
    point = OpenPoint(zh=row.text("zh"), en=row.text("en"))
    row.close()
    return point


def _decimal(value: object) -> Decimal | None:
    """The number that a text or a whole number is; None for anything else, and for what no rule can mean."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    exponent = number.as_tuple().exponent
    # compared without arithmetic, which has bounds of its own
    return number if isinstance(exponent, int) and exponent >= -_PLACES and -_MOST <= number <= _MOST else None
