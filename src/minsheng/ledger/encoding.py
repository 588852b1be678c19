"""Statements as canonical JSON and back (编码): sorted keys, no spaces, fields at their default left out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from functools import cache, lru_cache
from json.encoder import encode_basestring
from typing import NamedTuple, cast

import attrs
from cattrs import BaseValidationError, Converter

from minsheng.calendars import Milestone, Period, as_day
from minsheng.codec import converter, dump_plan, load_plan
from minsheng.codec.quantities import plain
from minsheng.errors import InvalidValue, MinshengError
from minsheng.ledger.delta import BLANK, Delta, picked
from minsheng.ledger.locating import within
from minsheng.ledger.migrations import upgraded
from minsheng.ledger.statements import KINDS, Evidence, Statement, Unknown
from minsheng.projects import Plan, Project
from minsheng.targets import Quantity

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has had one zone and no summer time since 1991."""
EPOCH = datetime(1970, 1, 1, 8, tzinfo=SHANGHAI)
"""Where computers begin to count time, as China says it."""

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?\+08:00")
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def _no_constant(text: str) -> object:
    raise ValueError(text)


parsed = json.JSONDecoder(parse_constant=_no_constant).decode
"""JSON without NaN and Infinity; made once, which is half the time of reading one row."""


class Sealed(NamedTuple):
    """What the `data` of a row says."""

    recorded_at: datetime
    recorder: str
    statement: Statement


def encoded(recorded_at: datetime, recorder: str, statement: Statement) -> bytes:
    """The `data` of a row.

    Raises:
        InvalidValue: a text holds half a character, which no file can keep.
    """
    by = f'"recorder":{encode_basestring(recorder)},' if recorder else ""
    said = _writer(statement.type)(statement)
    text = f'{{"recorded_at":"{_instant_text(recorded_at)}",{by}"statement":{said}}}'
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise InvalidValue("ledger.bad-text", value=ascii(error.object[error.start : error.end])) from None


def _instant_text(at: datetime) -> str:
    """What `isoformat` says of an instant in China, at a fraction of its cost where entries follow each other."""
    since = at - EPOCH
    second = _second_text(since.days, since.seconds)
    return f"{second}.%06d+08:00" % since.microseconds if since.microseconds else f"{second}+08:00"


@lru_cache(maxsize=64)
def _second_text(days: int, seconds: int) -> str:
    return (EPOCH + timedelta(days, seconds)).isoformat()[:19]


@cache
def _writer(tag: str) -> Callable[[Statement], str]:
    """The function that writes statements of one type as canonical JSON; most values are text, and quoting those alone is
    twice as fast as encoding the whole. It is generated as attrs generates its own, and begins so for a report::

        def write(said):
            text = "{"
            if said.by:
                text += f'"by":{quoted(said.by)},'
    """
    if tag == Unknown.type:
        return lambda said: _encode(written(said))
    given: dict[str, object] = {"quoted": encode_basestring, "encoded": _encode}
    parts = [
        ("type", f' text += \'"type":"{tag}",\''),
        ("version", " if said.version != 1: text += f'\"version\":{said.version},'"),
    ]
    for name, default, form in FIELDS[tag]:
        given[f"{name}_default"], given[f"{name}_written"] = default, form.write
        value = f"said.{name}" if form is TEXT else f"{name}_written(said.{name})"
        quoted = (
            f"quoted({value})" if form.text else f"quoted(value) if type(value := {value}) is str else encoded(value)"
        )
        parts.append((name, f" {_present(name, default)}text += f'\"{name}\":{{{quoted}}},'"))
    lines = ["def write(said):", " text = '{'", *(line for _, line in sorted(parts)), " return text[:-1] + '}'"]
    exec("\n".join(lines), given)  # noqa: S102  # nothing in it but names of our own fields
    return cast("Callable[[Statement], str]", given["write"])


def _present(name: str, default: object) -> str:
    """The condition under which a field is written, as the beginning of a line."""
    if default is attrs.NOTHING:
        return ""
    if default is None:
        return f"if said.{name} is not None: "
    return f"if said.{name} != {name}_default: " if default else f"if said.{name}: "


def decoded(data: bytes) -> Sealed:
    """What `encoded` wrote, of this or a newer version.

    Raises:
        InvalidValue: it is not the data of a ledger entry.
    """
    try:
        body = parsed(data.decode())
    except (ValueError, RecursionError) as error:
        raise InvalidValue("ledger.unreadable", why=error) from None
    if not isinstance(body, dict):
        raise InvalidValue("ledger.unreadable", why="object")
    recorded_at = instant(string(body.get("recorded_at")))
    return Sealed(recorded_at, string(body.get("recorder", "")), read(body.get("statement"), recorded_at.date()))


def is_canonical(statement: Unknown, recorded_on: date) -> bool:
    """Whether a statement of a newer version will be read back as it is."""
    try:
        return read(parsed(statement.data), recorded_on) == statement
    except (ValueError, RecursionError):
        return False


def written(statement: Statement) -> dict[str, object]:
    """A statement as JSON; one of a newer version as it came."""
    if isinstance(statement, Unknown):
        return cast("dict[str, object]", parsed(statement.data))
    body: dict[str, object] = {"type": statement.type}
    if statement.version != 1:
        body["version"] = statement.version
    for name, default, form in FIELDS[statement.type]:
        value = getattr(statement, name)
        if value is not default and (default is None or default is attrs.NOTHING or value != default):
            body[name] = value if form is TEXT else form.write(value)
    return body


def read(body: object, recorded_on: date) -> Statement:
    """The statement that `body` is; `recorded_on` is the day of one whose own day can not be read.

    Raises:
        InvalidValue: a field is missing or has a wrong value.
    """
    if not isinstance(body, dict):
        raise InvalidValue("ledger.unreadable", why="statement")
    tag, version = string(body.get("type")), body.get("version", 1)
    kind = KINDS.get(tag)
    if kind is None:
        return _unknown(tag, body, recorded_on)
    if version != kind.version or version is True:
        older = upgraded(tag, version, kind.version, body)
        if older is None:
            return _unknown(tag, body, recorded_on)
        body = older
    values: dict[str, object] = {}
    reading = ""
    try:
        for name, default, form in FIELDS[tag]:
            if name in body:
                reading = name
                values[name] = form.read(body[name])
            elif default is attrs.NOTHING:
                reading = ""
                raise InvalidValue("ledger.unreadable", why=f"{tag}.{name}")
        reading = ""
        return kind(**values)  # type: ignore[arg-type]  # each value was read by the form of its field
    except MinshengError as error:
        if reading:
            error.place = within(reading, error.place)
        raise
    except (TypeError, ValueError, BaseValidationError) as error:
        raise InvalidValue("ledger.unreadable", why=error) from None


def _unknown(tag: str, body: dict[str, object], recorded_on: date) -> Unknown:
    try:
        day = as_day(string(body.get("on")))
    except InvalidValue:
        day = recorded_on
    by, note = (v if isinstance(v := body.get(k), str) else "" for k in ("by", "note"))
    try:
        data = _encode(body)
    except ValueError as error:  # a number that is none
        raise InvalidValue("ledger.unreadable", why=error) from None
    return Unknown(on=day, by=by, note=note, tag=tag, data=data)


class Form(NamedTuple):
    """How the values of one field are written and read."""

    write: Callable[[object], object]
    read: Callable[[object], object]
    text: bool = False
    """Whether JSON has nothing but text for it."""


def string(value: object) -> str:
    """A JSON string."""
    if not isinstance(value, str):
        raise InvalidValue("ledger.unreadable", why=f"{value!r}"[:80])
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise InvalidValue("ledger.unreadable", why=f"{value!r}"[:80])
    return value


def _two(value: object) -> tuple[object, object]:
    pair = _list(value)
    if len(pair) != 2:
        raise InvalidValue("ledger.unreadable", why=f"{value!r}"[:80])
    return pair[0], pair[1]


@lru_cache(maxsize=4096)
def _day(text: str) -> date:
    return as_day(text)


@lru_cache(maxsize=4096)
def instant(text: str) -> datetime:
    """When an entry was recorded: 2024-06-28T09:30:00+08:00, in no other form."""
    if not _TIME.fullmatch(text):
        raise InvalidValue("ledger.unreadable", why=text)
    try:
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    except ValueError as error:
        raise InvalidValue("ledger.unreadable", why=error) from None


@lru_cache(maxsize=4096)
def _period(text: str) -> Period:
    return Period.parse(text)


@cache
def _codec() -> Converter:
    return converter()


@cache
def _quantity_writer() -> Callable[[object], object]:
    return cast("Callable[[object], object]", _codec().get_unstructure_hook(Quantity))


def _write_quantity(quantity: Quantity) -> object:
    return plain(quantity) or _quantity_writer()(quantity)


@lru_cache(maxsize=16384)
def _quantity(key: str | tuple[tuple[str, object], ...]) -> Quantity:
    return _codec().structure(key if isinstance(key, str) else dict(key), Quantity)


def _read_quantity(value: object) -> Quantity:
    """Ledgers say the same numbers again and again; a number with its printed text is an object, all of texts."""
    if isinstance(value, str):
        return _quantity(value)
    if isinstance(value, dict) and set(map(type, value.values())) == {str}:
        return _quantity(tuple(value.items()))
    return _codec().structure(value, Quantity)


def _write_points(value: object) -> object:
    points = cast("tuple[tuple[date, Quantity], ...]", value)
    return [[day.isoformat(), _write_quantity(quantity)] for day, quantity in points]


def _read_points(value: object) -> object:
    return tuple((_day(string(day)), _read_quantity(q)) for day, q in map(_two, _list(value)))


def _write_marks(value: object) -> object:
    return [[name, day.isoformat()] for name, day in cast("tuple[tuple[str, date], ...]", value)]


def _read_marks(value: object) -> object:
    return tuple((string(name), _day(string(day))) for name, day in map(_two, _list(value)))


def _write_changes(value: object) -> object:
    """The changed fields as the JSON of a project has them; null where a field is emptied."""
    changed = cast("dict[str, object]", dict(cast("Delta", value)))
    holder = attrs.evolve(BLANK, **changed)  # type: ignore[arg-type]  # a delta holds fields of a project
    whole = cast("Mapping[str, object]", _codec().unstructure(holder, Project))
    return {name: whole.get(name) for name in changed}


def _read_changes(value: object) -> object:
    if not isinstance(value, dict):
        raise InvalidValue("ledger.unreadable", why=f"{value!r}"[:80])
    given = {name: new for name, new in value.items() if new is not None}
    try:
        return picked(_project(given), value)
    except MinshengError:
        _find_wrong(given)
        raise


def _project(given: dict[str, object]) -> Project:
    return _codec().structure({"no": BLANK.no, "name": BLANK.name, **given}, Project)


def _find_wrong(given: dict[str, object]) -> None:
    """Read field by field and part by part, so that the error names where it is."""
    for name, new in given.items():
        parts = enumerate(new) if isinstance(new, list) else ()
        for path, value in (*((f"{name}[{i}]", [part]) for i, part in parts), (name, new)):
            try:
                _project({name: value})
            except MinshengError as error:
                error.place = within(path, error.place)
                raise


def _write_plan(value: object) -> object:
    return dump_plan(cast("Plan", value))


def _read_plan(value: object) -> object:
    if not isinstance(value, dict):
        raise InvalidValue("ledger.unreadable", why=f"{value!r}"[:80])
    return load_plan(value)


def _write_statement(value: object) -> object:
    return written(cast("Statement", value))


def read_statement(value: object) -> object:
    """A statement within another one."""
    return read(value, date.min)


def _write_evidence(value: object) -> object:
    """Each as an object; one that is a reference only as a string."""
    return [_one_evidence(piece) for piece in cast("tuple[Evidence, ...]", value)]


def _one_evidence(piece: Evidence) -> object:
    fields = {name: text for name in _EVIDENCE if (text := getattr(piece, name))}
    return piece.ref if len(fields) == 1 else fields


def _read_evidence(value: object) -> object:
    return tuple(_read_piece(piece) for piece in _list(value))


def _read_piece(value: object) -> Evidence:
    if isinstance(value, str):
        return Evidence(value)
    if not isinstance(value, dict):
        raise InvalidValue("ledger.unreadable", why=f"{value!r}"[:80])
    return Evidence(**{name: string(value[name]) for name in _EVIDENCE if name in value})


_EVIDENCE = tuple(a.name for a in attrs.fields(Evidence))


def _write_texts(value: object) -> object:
    return list(cast("tuple[str, ...]", value))


def _read_texts(value: object) -> object:
    return tuple(string(text) for text in _list(value))


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidValue("ledger.unreadable", why=f"{value!r}"[:80])
    return value


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise InvalidValue("ledger.unreadable", why=f"{value!r}"[:80])
    return value


TEXT = Form(write=lambda value: value, read=string, text=True)
_DAY = Form(cast("Callable[[object], object]", date.isoformat), lambda value: _day(string(value)), text=True)
_QUANTITY = Form(cast("Callable[[object], object]", _write_quantity), _read_quantity)
TEXTS = Form(_write_texts, _read_texts)
_COUNT = Form(write=lambda value: value, read=_integer)
_FLAG = Form(write=lambda value: value, read=_yes_or_no)
_FORMS: dict[str, Form] = {
    "on": _DAY,
    "evidence": Form(_write_evidence, _read_evidence),
    "total": _QUANTITY,
    "added": _QUANTITY,
    "received": _QUANTITY,
    "spent": _QUANTITY,
    "received_on": _DAY,
    "reply_by": _DAY,
    "due": _DAY,
    "new_due": _DAY,
    "partners": TEXTS,
    "visitors": TEXTS,
    "findings": TEXTS,
    "dropped": _FLAG,
    "finished": _FLAG,
    "passed": _FLAG,
    "satisfied": _COUNT,
    "fairly_satisfied": _COUNT,
    "dissatisfied": _COUNT,
    "abstained": _COUNT,
    "period": Form(lambda value: cast("Period", value).code, lambda value: _period(string(value)), text=True),
    "milestone": Form(lambda value: cast("Milestone", value).value, string, text=True),
    "points": Form(_write_points, _read_points),
    "milestones": Form(_write_marks, _read_marks),
    "changes": Form(_write_changes, _read_changes),
    "plan": Form(_write_plan, _read_plan),
    "replacement": Form(_write_statement, read_statement),
}
"""By the name of the field, which means the same in every statement; all others are text."""

FIELDS = {
    tag: tuple((a.name, a.default, _FORMS.get(a.name, TEXT)) for a in attrs.fields(kind)) for tag, kind in KINDS.items()
}
"""Name, default and form of each field of a kind of statement."""
