"""A grid under its header → drafts of projects (表格)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minsheng.errors import Severity
from minsheng.intake.drafts import Draft
from minsheng.intake.header import UNITS, WORDY, Column, Header, repeats
from minsheng.intake.passages import Passage
from minsheng.intake.source import Cell, Grid, Spot
from minsheng.intake.trail import Trail

_NUMBER = re.compile(r"[（(]?([0-9A-Za-z一二三四五六七八九十百〇]{1,10}(?:[-.．—][0-9]{1,4}){0,2})[)）]?[.．、]?")
_NOTE = re.compile(r"\s*(?:注|备注|说明|填表|合计|总计|小计|制表|填报)")


def drafts_in_table(block: int, grid: Grid, header: Header, trail: Trail) -> list[Draft]:
    """One draft a number of the table, in its order.

    Rows without a number of their own (merged cells) add to the one above; repeated headers, headings over the whole
    width and notes make no project. The same cell counts once in a project, however many rows it covers.
    """
    for column, title in enumerate(header.titles):
        trail.title(block, column, title)
    for row in range(header.first, header.last + 1):
        _use_row(block, grid, row, trail)
    for row in range(header.first):  # the table's own title, in a cell over its whole width
        if len(grid.row(row)) == 1:
            _use_row(block, grid, row, trail)
    rows: list[tuple[str, Passage, list[int]]] = []
    numbered = header.of(Column.NUMBER)
    for row in range(header.last + 1, grid.rows):
        cells = grid.row(row)
        if not any(c.text.strip() for c in cells):
            continue
        if repeats(grid, row, header):
            _use_row(block, grid, row, trail)
            continue
        if _is_heading(cells, grid, header):
            if not _NOTE.match(next(c.text for c in cells if c.text.strip())):
                _use_row(block, grid, row, trail)
            continue
        number, at = _number(block, grid, row, numbered[0]) if numbered else ("", Passage(""))
        if not number and rows and (numbered or not _says_what(grid, row, header)):
            rows[-1][2].append(row)
            continue
        if rows and at and at.spans == rows[-1][1].spans:  # one number over several rows
            rows[-1][2].append(row)
            continue
        if not number:
            number = str(len(rows) + 1)
            if numbered:
                trail.find("intake.number-missing", Severity.WARNING, _whole(block, cells[0]), number=number)
        rows.append((number, at, [row]))
    return [_draft(block, grid, header, number, at, group) for number, at, group in rows]


def _draft(block: int, grid: Grid, header: Header, number: str, at: Passage, rows: list[int]) -> Draft:
    def cells(*wanted: Column) -> list[tuple[Column, Passage]]:
        found: dict[Cell, tuple[Column, Passage]] = {}
        for row in rows:
            for column in header.of(*wanted):
                cell = grid.at(row, column)
                if cell is not None and cell.text.strip():
                    found.setdefault(cell, (header.columns[column], _whole(block, cell)))
        return list(found.values())

    def texts(*wanted: Column) -> tuple[Passage, ...]:
        return tuple(passage for _, passage in cells(*wanted))

    names, contents = texts(Column.NAME), texts(Column.CONTENT, Column.TEXT)
    return Draft(
        number=number,
        number_at=at,
        name=names[0].squeezed() if names else Passage(""),
        contents=(*names[1:], *contents),
        units=tuple(cells(*UNITS)),
        units_doubtful=any(c.doubtful for row in rows for c in grid.row(row)),
        deadlines=texts(Column.DEADLINE),
        limit_stated=bool(header.of(Column.DEADLINE)),
        figures=texts(Column.FIGURE),
        funding=texts(Column.FUNDING),
        progress=texts(Column.PROGRESS),
    )


def _whole(block: int, cell: Cell) -> Passage:
    return Passage.whole(cell.text, Spot(block, cell.row, cell.column)).stripped()


def _number(block: int, grid: Grid, row: int, column: int) -> tuple[str, Passage]:
    cell = grid.at(row, column)
    if cell is None or not cell.text.strip():
        return "", Passage("")
    words = _whole(block, cell).squeezed()
    match = _NUMBER.fullmatch(words.text)
    return (match[1], words[match.start(1) : match.end(1)]) if match else ("", words)


def _is_heading(cells: tuple[Cell, ...], grid: Grid, header: Header) -> bool:
    """A row with a single text that is no number: a category, a unit of the table, a note."""
    filled = [c for c in cells if c.text.strip()]
    if len(filled) != 1 or grid.columns == 1:
        return False
    cell = filled[0]
    if len(cells) > 1 and cell.row_span > 1:
        return False
    return cell.column_span > 1 or header.columns[cell.column] is Column.NUMBER


def _says_what(grid: Grid, row: int, header: Header) -> bool:
    own = (grid.at(row, column) for column in header.of(*WORDY))
    return any(c is not None and c.row == row and c.text.strip() for c in own)


def _use_row(block: int, grid: Grid, row: int, trail: Trail) -> None:
    for passage in _passages(block, grid, row):
        trail.use(passage)


def _passages(block: int, grid: Grid, row: int) -> Iterator[Passage]:
    for cell in grid.row(row):
        yield _whole(block, cell)
