"""A report read back from its JSON, strictly: nothing is coerced, no key is passed over (读取报告JSON)."""

from __future__ import annotations

import enum
import json
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from minsheng.errors import InvalidValue, Place, Undefined
from minsheng.reports.blocks import (
    Annex,
    Block,
    Bullets,
    DocumentHead,
    Figure,
    Heading,
    Note,
    NoteKind,
    Paragraph,
    Run,
    Tone,
)
from minsheng.reports.renderers.json import SCHEMA
from minsheng.reports.report import Report
from minsheng.reports.tables import Align, Cell, Column, Table

T = TypeVar("T")
E = TypeVar("E", bound=enum.Enum)


def load_report(text: str | bytes) -> Report:
    """The report that `JsonRenderer` wrote.

    Raises:
        InvalidValue: with the place in the JSON; a missing, unknown or wrongly typed key among them.
    """
    try:
        data: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _wrong("$", str(error)) from None
    fields = _Object(data, "$")
    if (schema := fields.text("schema")) != SCHEMA:
        raise _wrong("$.schema", f"{schema} ≠ {SCHEMA}")
    lang = fields.text("lang")
    if lang not in ("zh", "en"):
        raise _wrong("$.lang", lang)
    report = Report(
        kind=fields.text("kind"),
        title=fields.text("title"),
        day=_day(fields),
        lang="zh" if lang == "zh" else "en",
        plan=fields.text("plan"),
        blocks=fields.list("blocks", _block),
    )
    fields.close()
    return report


def _wrong(path: str, why: str) -> InvalidValue:
    return InvalidValue("reports.wrong-json", place=Place(path=path), why=why)


class _Object:
    """A JSON object whose keys are taken one by one; what is left at the end is an error."""

    def __init__(self, data: object, path: str) -> None:
        if not isinstance(data, dict):
            raise _wrong(path, f"object expected, {type(data).__name__} found")
        self.left: dict[str, object] = dict(data)
        self.path = path

    def take(self, key: str) -> object:
        if key not in self.left:
            raise _wrong(f"{self.path}.{key}", "missing")
        return self.left.pop(key)

    def text(self, key: str, default: str | None = None) -> str:
        if default is not None and key not in self.left:
            return default
        value = self.take(key)
        if not isinstance(value, str):
            raise _wrong(f"{self.path}.{key}", f"text expected, {type(value).__name__} found")
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        if default is not None and key not in self.left:
            return default
        value = self.take(key)
        if not isinstance(value, bool):
            raise _wrong(f"{self.path}.{key}", f"true or false expected, {type(value).__name__} found")
        return value

    def whole(self, key: str) -> int:
        value = self.take(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise _wrong(f"{self.path}.{key}", f"whole number expected, {type(value).__name__} found")
        return value

    def one_of(self, key: str, kind: type[E], default: E | None = None) -> E:
        if default is not None and key not in self.left:
            return default
        value = self.text(key)
        for member in kind:
            if member.value == value:
                return member
        raise _wrong(f"{self.path}.{key}", f"“{value}” is none of {', '.join(str(m.value) for m in kind)}")

    def list(self, key: str, one: Callable[[object, str], T]) -> list[T]:
        return _each(self.take(key), f"{self.path}.{key}", one)

    def close(self) -> None:
        if self.left:
            raise _wrong(f"{self.path}.{min(self.left)}", "unknown key")


def _each(value: object, path: str, one: Callable[[object, str], T]) -> list[T]:
    if not isinstance(value, list):
        raise _wrong(path, f"list expected, {type(value).__name__} found")
    return [one(item, f"{path}[{i}]") for i, item in enumerate(value)]


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise _wrong(path, f"text expected, {type(value).__name__} found")
    return value


def _day(fields: _Object) -> date | Undefined:
    value = fields.take("date")
    if value is None:
        return Undefined(fields.text("date_undefined"))
    text = _text(value, "$.date")
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise _wrong("$.date", str(error)) from None
    if day.isoformat() != text:
        raise _wrong("$.date", text)
    return day


def _run(value: object, path: str) -> Run:
    if isinstance(value, str):
        return Run(value)
    fields = _Object(value, path)
    text = fields.text("text")
    strong, tone = fields.flag("strong", False), fields.one_of("tone", Tone, Tone.PLAIN)
    sources = fields.list("sources", _text) if "sources" in fields.left else []
    if "value" in fields.left:
        exact, measure = fields.text("value"), fields.text("measure")
        fields.close()
        return Figure(text, strong=strong, tone=tone, sources=sources, value=exact, measure=measure)
    fields.close()
    return Run(text, strong=strong, tone=tone, sources=sources)


def _runs(value: object, path: str) -> list[Run]:
    return _each(value, path, _run)


def _column(value: object, path: str) -> Column:
    fields = _Object(value, path)
    column = Column(
        fields.text("title"),
        align=fields.one_of("align", Align),
        width=fields.whole("width"),
        names_row=fields.flag("names_row"),
    )
    fields.close()
    return column


def _cell(value: object, path: str) -> Cell:
    if isinstance(value, list):
        return Cell(_runs(value, path))
    fields = _Object(value, path)
    cell = Cell(fields.list("content", _run), repeats=fields.flag("repeats"))
    fields.close()
    return cell


def _row(value: object, path: str) -> list[Cell]:
    return _each(value, path, _cell)


def _block(value: object, path: str) -> Block:
    fields = _Object(value, path)
    kind = fields.text("block")
    if kind not in _BLOCKS:
        raise _wrong(f"{path}.block", f"unknown block “{kind}”")
    block = _BLOCKS[kind](fields)
    fields.close()
    return block


_BLOCKS: dict[str, Callable[[_Object], Block]] = {
    "head": lambda f: DocumentHead(
        f.text("title"), lines=f.list("lines", _text), issuer=f.text("issuer"), number=f.text("number")
    ),
    "heading": lambda f: Heading(f.list("content", _run), level=f.whole("level")),
    "paragraph": lambda f: Paragraph(f.list("content", _run)),
    "bullets": lambda f: Bullets(f.list("items", _runs), numbered=f.flag("numbered")),
    "note": lambda f: Note(f.list("content", _run), kind=f.one_of("kind", NoteKind)),
    "annex": lambda f: Annex(f.text("title"), label=f.text("label"), landscape=f.flag("landscape")),
    "table": lambda f: Table(columns=f.list("columns", _column), rows=f.list("rows", _row), caption=f.text("caption")),
}
