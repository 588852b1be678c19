"""What a table prints and no rule takes (未采用的列、表): said once for each column and table, so that no clerk misses it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from minsheng.errors import Severity
from minsheng.intake.passages import Passage
from minsheng.intake.source import Cell, Grid, SourceDocument
from minsheng.intake.tables.columns import bare_number, says_nothing
from minsheng.intake.trail import Trail
from minsheng.intake.words.fitting import Look, look
from minsheng.intake.words.header import Column, Header
from minsheng.targets import percent_of

_SAMPLE = 20
"""Characters of a cell that are shown, and cells of a column that are looked at."""
_LEAST = 2
"""Rows and columns of a grid that may list something."""


def tell_unread_columns(
    block: int, grid: Grid, header: Header, rows: Iterable[tuple[str, Sequence[int]]], trail: Trail
) -> None:
    """A finding for each column that nothing is known of and in which something is printed: its heading, place and an example.

    `rows` has the number of each project and its rows.
    """
    unknown = [i for i, role in enumerate(header.columns) if role is Column.UNKNOWN]
    if not unknown:
        return
    projects = tuple(rows)
    for column in unknown:
        found = [(no, cell) for no, own in projects for cell in _cells(grid, own, column)]
        if not found:
            continue
        title = header.titles[column]
        head = grid.at(header.last, column) if header.last >= 0 else None
        first = found[0][1]
        trail.find(
            "intake.column-unread",
            Severity.WARNING,
            Passage.of_cell(block, head if head is not None and head.text.strip() else first),
            column=column + 1,
            title=title or f"第{column + 1}列",
            n=len(found),
            example="".join(first.text.split())[:_SAMPLE],
            nos="、".join(dict.fromkeys(no for no, _ in found)),
            field=_field([cell.text for _, cell in found[:_SAMPLE]]),
        )


def _cells(grid: Grid, rows: Sequence[int], column: int) -> Iterator[Cell]:
    """The cells of the column alone that say something and begin in these rows."""
    for row in rows:
        cell = grid.at(row, column)
        if cell is not None and (cell.row, cell.column) == (row, column) and not says_nothing(cell.text):
            yield cell


def _field(texts: Sequence[str]) -> str:
    """The fields of a project that such cells would most likely fill."""
    ways = (
        ("progress", lambda t: percent_of(t) is not None),
        ("deadlines", lambda t: look(t) is Look.TIME),
        ("leads, partners", lambda t: look(t) is Look.UNIT),
        ("progress, targets", bare_number),
    )
    return next((name for name, fits in ways if sum(map(fits, texts)) * 2 > len(texts)), "targets, progress")


def tell_unread_label(label: Passage, value: Passage, no: str, trail: Trail) -> None:
    """The same for a label of a form that is not known."""
    title, example = label.squeezed().text, value.squeezed().text[:_SAMPLE]
    field = _field([value.text])
    trail.find("intake.column-unread", Severity.WARNING, label, title=title, n=1, example=example, nos=no, field=field)


def tell_unread_tables(source: SourceDocument, read: Collection[int], trail: Trail) -> None:
    """A finding for each grid beside the lists of projects from which nothing is taken."""
    for i, block in enumerate(source.blocks):
        if i in read or not isinstance(block, Grid) or block.rows < _LEAST or block.columns < _LEAST:
            continue
        filled = [c for c in block.cells if not says_nothing(c.text)]
        if len(filled) < _LEAST * 2:
            continue
        example = "".join(filled[0].text.split())[:_SAMPLE]
        trail.find(
            "intake.table-unread", Severity.WARNING, Passage.of_cell(i, filled[0]), rows=block.rows, example=example
        )
