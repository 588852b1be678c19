"""JSON of a report, lossless and strict (报告JSON): schema ``minsheng.report/1``.

A run without sources or emphasis is a string, any other an object; exact values of figures are strings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from json.encoder import encode_basestring

from attrs import field, frozen

from minsheng.errors import Undefined
from minsheng.reports.blocks import (
    Annex,
    Block,
    Bullets,
    DocumentHead,
    Figure,
    Heading,
    Note,
    Paragraph,
    Run,
    Tone,
)
from minsheng.reports.report import Report
from minsheng.reports.tables import Cell, Column, Table

SCHEMA = "minsheng.report/1"
JsonValue = None | bool | int | str | list["JsonValue"] | dict[str, "JsonValue"]


@frozen(kw_only=True)
class JsonRenderer:
    """UTF-8, one space of indent, keys in the order of the fields; `load_report` reads it back."""

    name: str = field(default="json", init=False)
    suffix: str = field(default=".json", init=False)
    supports: frozenset[type[Block]] = field(
        default=frozenset({DocumentHead, Heading, Paragraph, Bullets, Table, Note, Annex}), init=False
    )

    def render(self, report: Report) -> bytes:
        return f"{pretty(dump_report(report))}\n".encode()


def pretty(value: JsonValue, at: str = "") -> str:
    """The text of `value` as the renderer writes it, where it begins a line behind the white space `at`. What json.dumps
    gives with one space of indent, several times as fast."""
    inner = f"{at} "
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join([f"{inner}{pretty(part, inner)}" for part in value]) + f"\n{at}]"
    if isinstance(value, dict) and value:
        parts = [f"{inner}{encode_basestring(key)}: {pretty(part, inner)}" for key, part in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{at}}}"
    return json.dumps(value)


def dump_report(report: Report) -> dict[str, JsonValue]:
    """`report` as what JSON can hold."""
    data: dict[str, JsonValue] = {"schema": SCHEMA, "kind": report.kind, "title": report.title}
    if isinstance(report.day, Undefined):
        data |= {"date": None, "date_undefined": report.day.reason}
    else:
        data["date"] = report.day.isoformat()
    return data | {"lang": report.lang, "plan": report.plan, "blocks": [_block(block) for block in report.blocks]}


def _run(run: Run) -> JsonValue:
    data: dict[str, JsonValue] = {"text": run.text}
    if isinstance(run, Figure):
        data |= {"value": run.value, "measure": run.measure}
    if run.strong:
        data["strong"] = True
    if run.tone is not Tone.PLAIN:
        data["tone"] = run.tone.value
    if run.sources:
        data["sources"] = list(run.sources)
    return run.text if len(data) == 1 else data


def _runs(content: Iterable[Run]) -> list[JsonValue]:
    return [_run(run) for run in content]


def _column(column: Column) -> JsonValue:
    return {
        "title": column.title,
        "align": column.align.value,
        "width": column.width,
        "names_row": column.names_row,
    }


def dump_row(row: Iterable[Cell]) -> JsonValue:
    """One row of a table."""
    return [_cell(cell) for cell in row]


def _cell(cell: Cell) -> JsonValue:
    runs = _runs(cell.content)
    return {"content": runs, "repeats": True} if cell.repeats else runs


def _block(block: Block) -> dict[str, JsonValue]:
    match block:
        case DocumentHead():
            return {
                "block": "head",
                "title": block.title,
                "lines": list(block.lines),
                "issuer": block.issuer,
                "number": block.number,
            }
        case Heading():
            return {"block": "heading", "level": block.level, "content": _runs(block.content)}
        case Paragraph():
            return {"block": "paragraph", "content": _runs(block.content)}
        case Bullets():
            return {"block": "bullets", "numbered": block.numbered, "items": [_runs(item) for item in block.items]}
        case Note():
            return {"block": "note", "kind": block.kind.value, "content": _runs(block.content)}
        case Annex():
            return {"block": "annex", "title": block.title, "label": block.label, "landscape": block.landscape}
        case Table():
            return {
                "block": "table",
                "caption": block.caption,
                "columns": [_column(column) for column in block.columns],
                "rows": [dump_row(row) for row in block.rows],
            }
        case _:
            raise TypeError(type(block).__name__)
