"""Entries of many checked rows at once (成批读取): equal to what `opened` gives one by one, several times faster.

A page of rows is decoded by one call, and each statement is made by a constructor for exactly the fields that it has.
Nothing is believed because it was sealed: every value passes the converter and the validator of its field, every statement
its own check. What is saved is doing so again for a value that has passed before, and the detour of a frozen class when its
fields are first set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar, cast

import attrs

from minsheng.errors import MinshengError
from minsheng.ledger.encoding import FIELDS, Form, instant, parsed, read, read_statement, string
from minsheng.ledger.entries import Entry
from minsheng.ledger.rows import Row
from minsheng.ledger.sealing import opened
from minsheng.ledger.statements import KINDS, Statement

T = TypeVar("T", bound=attrs.AttrsInstance)
Reader = Callable[[object], object]
"""Makes the value that a field holds from the one that stands in JSON."""
_PAGE = 128
_REMEMBERED = 2_000
"""Values of one field."""


def all_opened(rows: Iterable[Row]) -> Iterator[Entry]:
    """The entries that checked rows hold, in order.

    Raises:
        BrokenChain: on coming to a row whose data was sealed, but is not that of an entry.
    """
    for page in _pages(rows):
        try:
            entries: Iterable[Entry] = opened_together(page)
        except Exception:  # whatever it is: reading one by one tells which row, and gives those in front of it
            entries = map(opened, page)
        yield from entries


def _pages(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """`rows` in pages; where they end with an error, what came before it is a page too."""
    page: list[Row] = []
    try:
        for row in rows:
            page.append(row)
            if len(page) == _PAGE:
                yield page
                page = []
    except MinshengError:
        if page:
            yield page
        raise
    if page:
        yield page


def opened_together(rows: Sequence[Row]) -> list[Entry]:
    """The entries of checked rows; any error means that one of them has none."""
    draft, fill = _entry()
    entries = []
    for (plan, position, id, digest, _), body in zip(rows, _bodies(rows), strict=True):
        recorded_at, recorder = _times(body["recorded_at"]), body.get("recorder", "")
        if type(recorder) is not str:
            raise TypeError("recorder")
        statement = _statement(body["statement"], recorded_at)
        entry = object.__new__(draft)
        fill(entry, plan, position, id, digest, recorded_at, recorder, statement, ())
        entry.__class__ = Entry
        entries.append(entry)
    return entries


@cache
def _entry() -> tuple[type[Entry], Callable[..., None]]:
    names = ("plan", "position", "id", "digest", "recorded_at", "recorder", "statement", "replaces")
    return _draft(Entry, names, {})


def _bodies(rows: Sequence[Row]) -> list[dict[str, object]]:
    """What the rows say, decoded by one call.

    Between two rows stands the digest of the last one. No row can hold a digest in which it has a part, so that broken
    rows which make sense only together, `{"a":[1` and `2]}`, are not taken for sound ones.
    """
    mark = rows[-1].digest.hex()
    joined = f',"{mark}",'.encode().join([row.data for row in rows])
    found = cast("list[object]", parsed(f"[{joined.decode()}]"))
    if found[1::2] != [mark] * (len(rows) - 1) or len(found) != 2 * len(rows) - 1:
        raise ValueError("rows")
    return cast("list[dict[str, object]]", found[::2])


def _statement(body: object, recorded_at: datetime | None) -> Statement:
    """What `read` makes of `body`; takes it apart."""
    fields = cast("dict[str, object]", body)
    shape = _shape(cast("str", fields["type"]), tuple(fields))
    if shape is None or (shape.versioned and fields["version"] != shape.kind.version):
        return read(body, date.min if recorded_at is None else recorded_at.date())
    draft, fill, kind, check, versioned = shape
    del fields["type"]
    if versioned:
        del fields["version"]
    statement = object.__new__(draft)
    fill(statement, *fields.values())
    statement.__class__ = kind
    if check is not None:
        check(statement)
    return statement


class _Shape(NamedTuple):
    """How statements of one kind are made that have the same fields."""

    draft: type[Statement]
    fill: Callable[..., None]
    """Takes the values as they stand in JSON, in their order."""
    kind: type[Statement]
    check: Callable[[object], None] | None
    versioned: bool


@lru_cache(maxsize=1000)
def _shape(tag: str, names: tuple[str, ...]) -> _Shape | None:
    """None if `read` has to look: another kind or version, a field too many or too few."""
    kind = KINDS.get(tag)
    given = [name for name in names if name not in ("type", "version")]
    if kind is None or ("version" not in names and kind.version != 1):
        return None
    fields = attrs.fields_dict(kind)
    if not fields.keys() >= set(given) >= {name for name, field in fields.items() if field.default is attrs.NOTHING}:
        return None
    draft, fill = _draft(kind, tuple(given), _readers(tag))
    check = getattr(kind, "__attrs_post_init__", None)
    return _Shape(draft, fill, kind, check, "version" in names)


def _draft(kind: type[T], names: tuple[str, ...], readers: Mapping[str, Reader]) -> tuple[type[T], Callable[..., None]]:
    """A class with the slots of a frozen one that can be written to, and its constructor, which takes the fields `names`.

    What it has filled becomes an object of `kind` by its `__class__`: setting a field of a frozen object from outside, as
    attrs does, takes six times as long.
    """
    fields: dict[str, object] = {name: attrs.field(converter=readers.get(name)) for name in names}
    for field in attrs.fields(kind):
        fields.setdefault(field.name, attrs.field(default=field.default))
    open_to_writing = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    bases = (cast("type", kind.__base__),)
    made = attrs.make_class(
        kind.__name__, fields, bases=bases, class_body=open_to_writing, slots=True, eq=False, repr=False
    )
    return cast("type[T]", made), cast("Callable[..., None]", vars(made)["__init__"])


@cache
def _readers(tag: str) -> dict[str, Reader]:
    """One for each field of a kind of statement."""
    kinds = zip(attrs.fields(KINDS[tag]), FIELDS[tag], strict=True)
    return {field.name: _reader(field, form) for field, (_, _, form) in kinds}


def _reader(field: attrs.Attribute[object], form: Form) -> Reader:
    if form.read is read_statement:
        return lambda body: _statement(body, None)
    known = _Remembered(_checking(field, form))
    return known.__getitem__ if form.text else known.read


def _checking(field: attrs.Attribute[object], form: Form) -> Reader:
    """Reads a value and does with it what the constructor of the class would do."""
    convert, validate = cast("Reader | None", field.converter), field.validator

    def checking(value: object) -> object:
        found = form.read(value)
        if convert is not None:
            found = convert(found)
        if validate is not None:
            validate(None, field, found)
        return found

    return checking


class _Remembered(dict[object, object]):
    """Text in JSON → what a field holds; each is read once, again only after many others."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, text: object) -> object:
        value = self._reader(text)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[text] = value
        return value

    def read(self, value: object) -> object:
        """For fields that are not always text in JSON: 1 and true are the same key, and a list is none."""
        return self[value] if type(value) is str else self._reader(value)


_times = cast("Callable[[object], datetime]", _Remembered(lambda text: instant(string(text))).__getitem__)
