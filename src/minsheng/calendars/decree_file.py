"""A decree as a TOML file (放假安排文件): each key of its type, none missing, none unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from minsheng.errors import InvalidValue
from minsheng.errors.data_files import parse_toml

FIRST_YEAR, LAST_YEAR = 1950, 2199
"""Years that may have a decree."""
UNRECORDED = "not recorded"
"""Stands for a number or a date that was not found."""

T = TypeVar("T")


class HolidayTable(NamedTuple):
    """One ``[[holidays]]``."""

    name: str
    first: date
    last: date
    work: tuple[date, ...]
    number: str


class DecreeTable(NamedTuple):
    """The whole file."""

    year: int
    number: str
    date: date | None
    source: str
    holidays: tuple[HolidayTable, ...]


def read_table(text: str) -> DecreeTable:
    """What a file says.

    Raises:
        InvalidValue: it is no TOML, a key is missing, unknown or of the wrong type.
    """
    try:
        table = parse_toml(text)
    except ValueError as error:
        raise InvalidValue("calendars.decree-no-toml", why=str(error)) from error
    year = table.get("year", "?")
    _only(table, DecreeTable._fields, year)
    return DecreeTable(
        year=_get(table, "year", int, year),
        number=_recorded(_get(table, "number", str, year)),
        date=None if table.get("date") == UNRECORDED else _get(table, "date", date, year),
        source=_get(table, "source", str, year),
        holidays=tuple(_holiday(row, year) for row in _get(table, "holidays", list, year)),
    )


def _holiday(row: object, year: object) -> HolidayTable:
    if not isinstance(row, dict):
        raise _wrong(year, f"holidays: {row!r:.60}")
    _only(row, HolidayTable._fields, year)
    work = _get(row, "work", list, year) if "work" in row else []
    for day in work:
        if type(day) is not date:
            raise _wrong(year, f"work: {day!r:.60}")
    return HolidayTable(
        name=_get(row, "name", str, year),
        first=_get(row, "first", date, year),
        last=_get(row, "last", date, year),
        work=tuple(work),
        number=_get(row, "number", str, year) if "number" in row else "",
    )


def _get(table: Mapping[str, object], key: str, kind: type[T], year: object) -> T:
    if key not in table:
        raise _wrong(year, f"{key}: 缺少 / missing")
    value = table[key]
    # true is an int and a datetime a date for Python, but not here
    if not isinstance(value, kind) or isinstance(value, bool | datetime):
        raise _wrong(year, f"{key}: {value!r:.60}")
    return value


def _only(table: Mapping[str, object], known: Iterable[str], year: object) -> None:
    if unknown := sorted(set(table) - set(known)):
        raise _wrong(year, f"{unknown[0][:60]}: {', '.join(known)}")


def _recorded(value: str) -> str:
    return "" if value == UNRECORDED else value


def _wrong(year: object, why: str) -> InvalidValue:
    return InvalidValue("calendars.bad-decree", year=year, why=why)


def table_text(table: DecreeTable) -> str:
    """The file, which `read_table` reads back equal."""
    lines = [
        f"year = {table.year}",
        f"number = {_quoted(table.number or UNRECORDED)}",
        f"date = {table.date.isoformat() if table.date else _quoted(UNRECORDED)}",
        f"source = {_quoted(table.source)}",
    ]
    if not table.holidays:
        lines.append("holidays = []")
    for row in table.holidays:
        lines += ["", "[[holidays]]", f"name = {_quoted(row.name)}"]
        lines += [f"first = {row.first.isoformat()}", f"last = {row.last.isoformat()}"]
        lines.append(f"work = [{', '.join(day.isoformat() for day in row.work)}]")
        if row.number:
            lines.append(f"number = {_quoted(row.number)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML, in which quotes, backslashes and control characters are escaped."""
    escaped = (f"\\u{ord(c):04x}" if ord(c) < 0x20 or ord(c) == 0x7F else f"\\{c}" if c in '"\\' else c for c in text)
    return f'"{"".join(escaped)}"'
