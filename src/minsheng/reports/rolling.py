"""A report that ends with a table of any length (长表), written row by row: nothing of it is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from minsheng.errors import InvalidValue
from minsheng.reports.layout.lines import Lines
from minsheng.reports.renderers.json import JsonRenderer, dump_row, pretty
from minsheng.reports.renderers.markdown import MarkdownRenderer, table_row
from minsheng.reports.report import Report
from minsheng.reports.tables import Cell, Table

ROLLING = frozenset({"text", "markdown", "json"})
"""Formats that can be written so; all others need the whole report."""
_INDENT = " " * 4
"""In front of a row."""
_NO_ROWS = '"rows": []'
"""Stands once in the JSON of a report with one table, and never within a text, where quotes are escaped."""


def rolled(
    report: Report, more: Iterable[Sequence[Cell]], to: str, *, like: Iterable[Sequence[Cell]] = ()
) -> Iterator[str]:
    """The text of `report` in pieces: `more` rows come behind those of its table, which is its last block.

    In JSON and Markdown it is what rendering the whole would give. As text the rows that the table has, and those that
    are `like` what comes, say how wide each column is.

    Raises:
        InvalidValue: the report does not end with its only table.
    """
    tables = [block for block in report.blocks if isinstance(block, Table)]
    if len(tables) != 1 or report.blocks[-1] is not tables[0]:
        raise InvalidValue("reports.not-rolling")
    match to:
        case "json":
            return _json(report, tables[0], more)
        case "markdown":
            return _markdown(report, more)
        case _:
            return _text(report, tables[0], more, like)


def _text(
    report: Report, table: Table, more: Iterable[Sequence[Cell]], like: Iterable[Sequence[Cell]]
) -> Iterator[str]:
    lines = Lines()
    yield lines.text(report.blocks[:-1], report.lang)
    yield "\n"
    for line in lines.rolling(table, more, report.lang, like=like):
        yield f"{line.rstrip(' ')}\n"


def _markdown(report: Report, more: Iterable[Sequence[Cell]]) -> Iterator[str]:
    yield MarkdownRenderer().render(report).decode()
    for row in more:
        yield f"{table_row(row)}\n"


def _json(report: Report, table: Table, more: Iterable[Sequence[Cell]]) -> Iterator[str]:
    bare = Report(
        kind=report.kind,
        title=report.title,
        day=report.day,
        lang=report.lang,
        plan=report.plan,
        blocks=(*report.blocks[:-1], Table(columns=table.columns, caption=table.caption)),
    )
    head, _, tail = JsonRenderer().render(bare).decode().partition(_NO_ROWS)
    yield f"{head}{_NO_ROWS[:-1]}"
    first = True
    for rows in (table.rows, more):
        for row in rows:
            shown = pretty(dump_row(row), _INDENT)
            yield f"\n{_INDENT}{shown}" if first else f",\n{_INDENT}{shown}"
            first = False
    yield f"{'' if first else chr(10) + '   '}]{tail}"
