"""A grid under its header → drafts of projects (表格)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from minsheng.errors import Severity
from minsheng.intake.columns import bare_number, measure, says_nothing, unit_in_bracket
from minsheng.intake.drafts import Draft, Report
from minsheng.intake.header import UNITS, WORDY, Column, Header, repeats
from minsheng.intake.passages import Passage
from minsheng.intake.source import Cell, Grid, Spot
from minsheng.intake.trail import Trail

_NUMBER = re.compile(r"[（(]?([0-9A-Za-z一二三四五六七八九十百〇]{1,10}(?:[-.．—][0-9]{1,4}){0,2})[)）]?[.．、]?")
_NOTE = re.compile(
    r"\s*(?:(?:备?\s*注|说\s*明)\s*[:：0-9１-９1-9]|填表|制表|审核人|填报人|填报单位|联系人|联系电话|备注$|注$|说明$)"
)
_SUM = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|平\s*均)")
_GROUP = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]).{2,20}$|.{2,16}[（(](?:共|计)?\d{1,3}[项件个][)）]$"
)
_CATEGORY = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?|[IVXⅠ-Ⅻ]{1,5}[、.．]?")


def drafts_in_table(block: int, grid: Grid, header: Header, trail: Trail) -> list[Draft]:
    """One draft a number of the table, in its order.

    Rows without a number of their own (merged cells) add to the one above; repeated headers, headings over the whole
    width, sums and notes make no project. The same cell counts once in a project, however many rows it covers.
    """
    for column, title in enumerate(header.titles):
        trail.title(block, column, title)
    for row in range(max(header.first, 0), header.last + 1):
        _use_row(block, grid, row, trail)
    for row in range(header.first):  # the table's own title, in a cell over its whole width
        if len(grid.row(row)) == 1:
            _use_row(block, grid, row, trail)
    rows: list[tuple[str, Passage, list[int]]] = []
    numbered = header.of(Column.NUMBER)
    counted = _is_counted(grid, header)
    for row in range(header.last + 1, grid.rows):
        cells = grid.row(row)
        if not any(c.text.strip() for c in cells):
            continue
        if repeats(grid, row, header):
            _use_row(block, grid, row, trail)
            continue
        if _is_note(cells, row, header):
            continue
        if _is_heading(cells, grid, header) or (counted and _is_category(grid, row, header)):
            _use_row(block, grid, row, trail)
            continue
        if _measures_only(grid, row, header):
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
    for column in header.guessed:
        if rows:
            cell = grid.at(max(header.first, 0), column)
            where = _whole(block, cell) if cell is not None else Passage("")
            kind = header.columns[column].value
            trail.find("intake.column-by-cells", Severity.WARNING, where, column=column + 1, kind=kind)
    return [_draft(block, grid, header, number, at, group) for number, at, group in rows]


def head_and_notes(block: int, grid: Grid, header: Header) -> tuple[list[Passage], list[Passage]]:
    """What stands in the grid above its header, and the notes below it: running text that is printed in cells."""

    def texts(rows: Iterator[int]) -> list[Passage]:
        found: dict[Cell, Passage] = {}
        for row in rows:
            for cell in grid.row(row):
                if cell.text.strip():
                    found.setdefault(cell, _whole(block, cell))
        return [line for passage in found.values() for line in passage.lines()]

    behind = range(header.last + 1, grid.rows)
    notes = (r for r in behind if _is_note(grid.row(r), r, header) and not _is_sum(grid.row(r)))
    return texts(iter(range(max(header.first, 0)))), texts(notes)


def _draft(block: int, grid: Grid, header: Header, number: str, at: Passage, rows: list[int]) -> Draft:
    def cells(*wanted: Column) -> list[tuple[Column, Passage]]:
        found: dict[Cell, tuple[Column, Passage]] = {}
        for row in rows:
            for column in header.of(*wanted):
                cell = grid.at(row, column)
                if cell is not None and cell.text.strip():
                    meant = _meant(grid, header, cell, column)
                    found.setdefault(cell, (header.columns[column], _whole(block, meant)))
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
        starts=texts(Column.START),
        limit_stated=bool(header.of(Column.DEADLINE)),
        figures=tuple(_figures(block, grid, header, rows)),
        funding=texts(Column.FUNDING),
        reports=tuple(_reports(block, grid, header, rows)),
        remarks=texts(Column.NOTE),
        guessed=tuple(header.columns[c] for c in header.guessed),
    )


_DITTO = re.compile(r"(?:同上|同前|〃|″|＂|“|”|\"|'')")


def _meant(grid: Grid, header: Header, cell: Cell, column: int) -> Cell:
    """The cell that a mark of repetition (同上, 〃) stands for: the next one above that is none; else the cell itself."""
    row, found = cell.row, cell
    while _DITTO.fullmatch("".join(found.text.split())) and row > header.last + 1:
        row -= 1
        above = grid.at(row, column)
        if above is not None and above.text.strip():
            found = above
    return cell if _DITTO.fullmatch("".join(found.text.split())) else found


def _figures(block: int, grid: Grid, header: Header, rows: list[int]) -> Iterator[tuple[Passage, str]]:
    """The cells of columns for the figure, each with its measure word."""
    seen: set[Cell] = set()
    for row in rows:
        for column in header.of(Column.FIGURE):
            cell = grid.at(row, column)
            if cell is not None and cell not in seen and not says_nothing(cell.text):
                seen.add(cell)
                yield _whole(block, cell), _unit(grid, header, row, column)


def _unit(grid: Grid, header: Header, row: int, column: int) -> str:
    """The measure word of a bare figure: of the column for it, else of its own heading."""
    for place in header.of(Column.UNIT):
        cell = grid.at(row, place)
        if cell is not None and (word := measure("".join(cell.text.split()))):
            return word
    return unit_in_bracket(header.titles[column])


_REPORTED = (Column.DONE, Column.RATE, Column.ADDED, Column.PROGRESS)


def _reports(block: int, grid: Grid, header: Header, rows: list[int]) -> Iterator[Report]:
    """What the table says of the progress, line by line; a cell over several rows speaks of all of them."""
    columns = header.of(*_REPORTED)
    if not columns:
        return
    groups: dict[tuple[int, ...], list[tuple[int, Cell]]] = {}
    seen: set[Cell] = set()
    for row in rows:
        for column in columns:
            cell = grid.at(row, column)
            if cell is None or cell in seen or says_nothing(cell.text):
                continue
            seen.add(cell)
            first = bisect_left(rows, cell.row)
            covered = tuple(rows[first : bisect_left(rows, cell.row + cell.row_span, first)])
            groups.setdefault(covered, []).append((column, cell))
    for covered, found in groups.items():
        goals = {
            c: _whole(block, c)
            for row in covered
            for column in header.of(*WORDY, Column.FIGURE)
            if (c := grid.at(row, column)) is not None and c.text.strip()
        }

        def of(role: Column, found: list[tuple[int, Cell]] = found) -> tuple[Passage, ...]:
            return tuple(_whole(block, cell) for column, cell in found if header.columns[column] is role)

        numbers = [c for c, cell in found if header.columns[c] is Column.DONE and bare_number(cell.text)]
        unit = _unit(grid, header, covered[0], numbers[0] if numbers else found[0][0]) if covered else ""
        yield Report(
            goal=tuple(goals.values()),
            unit=unit,
            done=of(Column.DONE),
            rate=of(Column.RATE),
            added=of(Column.ADDED),
            words=of(Column.PROGRESS),
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
    if cell.column_span > 1 or header.columns[cell.column] is Column.NUMBER:
        return True
    return grid.columns > 2 and _GROUP.match(cell.text.strip()) is not None


def _is_counted(grid: Grid, header: Header) -> bool:
    """Whether most rows are numbered in Arabic figures, so that 一, 二 number headings."""
    column = next(iter(header.of(Column.NUMBER)), None)
    if column is None:
        return False
    texts = [c.text.strip() for r in range(header.last + 1, grid.rows) if (c := grid.at(r, column)) and c.text.strip()]
    return sum(t[:1].isdigit() for t in texts) * 2 >= len(texts) > 0


def _is_category(grid: Grid, row: int, header: Header) -> bool:
    """一 | 住房保障 | 3项: a heading in a table whose projects are counted in Arabic figures; it names no unit and no day."""
    cell = grid.at(row, header.of(Column.NUMBER)[0])
    if cell is None or not _CATEGORY.fullmatch(cell.text.strip()):
        return False
    rest = header.of(*UNITS, Column.DEADLINE, Column.CONTENT)
    return all((c := grid.at(row, r)) is None or c.row != row or c.column_span > 1 or not c.text.strip() for r in rest)


def _is_note(cells: tuple[Cell, ...], row: int, header: Header) -> bool:
    """A row of notes, signatures or sums."""
    filled = [c for c in cells if c.text.strip()]
    if not filled or filled[0].row != row:
        return False
    if _is_sum(cells):
        return True
    return bool(_NOTE.match(filled[0].text)) and (
        len(filled) == 1 or filled[0].column_span > 1 or len(filled) * 2 <= len(cells)
    )


def _is_sum(cells: tuple[Cell, ...]) -> bool:
    filled = [c for c in cells if c.text.strip()]
    return any(_SUM.match(c.text) and len("".join(c.text.split())) <= 8 for c in filled[:2])


def _measures_only(grid: Grid, row: int, header: Header) -> bool:
    """A row below the header that gives the measure words: （公里） | （万元）."""
    texts = ["".join(c.text.split()).strip("（）()") for c in grid.row(row) if c.row == row and c.text.strip()]
    return row <= header.last + 2 and bool(texts) and all(map(measure, texts))


def _says_what(grid: Grid, row: int, header: Header) -> bool:
    own = (grid.at(row, column) for column in header.of(*WORDY))
    return any(c is not None and c.row == row and c.text.strip() for c in own)


def _use_row(block: int, grid: Grid, row: int, trail: Trail) -> None:
    for passage in _passages(block, grid, row):
        trail.use(passage)


def _passages(block: int, grid: Grid, row: int) -> Iterator[Passage]:
    for cell in grid.row(row):
        yield _whole(block, cell)
