"""Tables by region (分县区表): places one below the other, what is to be done side by side, and a row for all of them.

Each indicator is a project; its figures are those of the row for the whole (全市).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from minsheng.errors import Severity
from minsheng.intake.drafts import Draft, Report
from minsheng.intake.passages import Passage
from minsheng.intake.source import Cell, Grid
from minsheng.intake.tables.columns import bare_number, says_nothing, unit_in_bracket
from minsheng.intake.trail import Trail
from minsheng.intake.words.header import UNITS, WORDY, Column, Header, column_of
from minsheng.responsibility import Organisation, OrganisationKind

_CORNER = re.compile(
    r"(?:地区|区域|县区|区县|市县|县市区?|市州|州市|县[（(]市[、]?区?[)）]|县[（(]区[)）]|县[（(]市、区[)）]|市[（(]州[)）]|各?县[（(]?市?、?区[)）]?|镇街|乡镇|镇乡|乡镇街道|乡镇[（(]街道[)）])(?:名称)?"
)
"""The heading of the places."""
_WHOLE = re.compile(r"(?:全[省市县区州旗镇]|合计|总计|共计)(?:合计)?")
_TOP = 6
"""Rows of a grid in which the heading of the places stands, the title of the table above it."""
_MOST = 0.6
_MARK = "★☆◆▲●*"
"""Signs that a note explains, in front of a name."""
_FIGURES = (*WORDY, Column.FIGURE, Column.DONE, Column.RATE, Column.ADDED, Column.PROGRESS)
_RATE = re.compile("率|比例|占比|[%％]")


@frozen
class _Part:
    """A header of a grid and the row of the whole below it."""

    names: int
    """The row that names the indicators."""
    units: int
    """The row of the units in charge; -1 if there is none."""
    kinds: int
    """The row that tells goals from figures of what was done; -1 if there is none."""
    first: int
    total: int
    last: int
    place: int
    """The column of the places."""


def is_by_region(grid: Grid) -> bool:
    """Whether a grid without a known header lists places, one of them the whole, and their figures of several indicators.

    >>> rows = [["地区", "新增就业（人）", "技能培训（人）"], ["全市", "900", "60"], ["东城区", "500", "20"]]
    >>> is_by_region(Grid([Cell(text=t, row=r, column=c) for r, row in enumerate(rows) for c, t in enumerate(row)]))
    True
    """
    return (
        grid.rows > 2
        and grid.columns > 2
        and _corner(grid, 0, _TOP) is not None
        and next(_parts(grid), None) is not None
    )


def top_of(grid: Grid) -> Header:
    """Where the heading of the places stands: above it is the title of the table."""
    corner = _corner(grid, 0, _TOP)
    row = corner[0] if corner is not None else 0
    return Header(first=row, last=row, columns=(), titles=())


def drafts_by_region(block: int, grid: Grid, trail: Trail, number: int) -> list[Draft]:
    """One draft an indicator, counted on from `number`."""
    found: list[Draft] = []
    for part in _parts(grid):
        for row in range(part.first, part.total + 1):
            for cell in grid.row(row):
                trail.use(Passage.of_cell(block, cell))
        before = len(found)
        for columns in _groups(grid, part):
            found.append(_draft(block, grid, part, columns, str(number + len(found))))
        places = [c for row in range(part.total, part.last + 1) if (c := grid.at(row, part.place)) is not None]
        whole = grid.at(part.total, part.place)
        if whole is not None and len(found) > before:
            trail.find(
                "intake.table-by-region",
                Severity.WARNING,
                Passage.of_cell(block, whole),
                total="".join(whole.text.split()),
                n=len(places) - 1,
                m=len(found) - before,
            )
    return found


def _corner(grid: Grid, first: int, last: int) -> tuple[int, int] | None:
    """Row and column of the heading of the places; behind it at most a column of numbers stands."""
    for row in range(first, min(last, grid.rows)):
        for column in range(min(2, grid.columns)):
            cell = grid.at(row, column)
            if cell is not None and cell.row == row and _CORNER.fullmatch("".join(cell.text.split())):
                return row, column
    return None


def _parts(grid: Grid) -> Iterator[_Part]:
    """The header and total of each part of the grid that has its own: a long list of indicators goes on below."""
    corner = _corner(grid, 0, _TOP)
    while corner is not None:
        first, place = corner
        corner = _corner(grid, first + 1, grid.rows)
        end = corner[0] if corner is not None else grid.rows
        part = _part(grid, first, place, end)
        if part is not None:
            yield part


def _part(grid: Grid, first: int, place: int, end: int) -> _Part | None:
    head, units, row = [first], -1, first + 1
    while row < end:
        cell = grid.at(row, place)
        text = "".join(cell.text.split()) if cell is not None else ""
        if cell is not None and cell.row == row and text:
            if column_of(text) not in UNITS:
                break
            units = row
        head.append(row)
        row += 1
    total = next(
        (
            r
            for r in range(row, end)
            if (c := grid.at(r, place)) is not None and _WHOLE.fullmatch("".join(c.text.split()))
        ),
        -1,
    )
    if total < 0:
        return None
    kinds = -1
    for r in reversed(head):
        cells = _own(grid, r, place)
        if r != units and kinds < 0 and cells and _share(cells, _is_kind) >= _MOST:
            kinds = r
        elif units < 0 and cells and _share(cells, _is_unit) >= _MOST:
            units = r
    named = [r for r in head if r not in (units, kinds) and _own(grid, r, place)]
    return _Part(named[-1], units, kinds, first, total, end - 1, place) if named else None


def _own(grid: Grid, row: int, place: int) -> list[Cell]:
    """The filled cells right of the places that begin in a row."""
    return [c for c in grid.row(row) if c.row == row and c.column > place and c.text.strip()]


def _share(cells: Sequence[Cell], test: Callable[[Cell], bool]) -> float:
    return sum(map(test, cells)) / len(cells)


def _is_kind(cell: Cell) -> bool:
    return column_of(cell.text) in _FIGURES and unit_in_bracket(cell.text) in ("", "%")


def _is_unit(cell: Cell) -> bool:
    first = re.split(r"[、，,；;\n/]", cell.text.strip())[0]
    return Organisation.guess("".join(first.split())).kind is not OrganisationKind.UNKNOWN


def _groups(grid: Grid, part: _Part) -> list[list[int]]:
    """The columns of each indicator."""
    found: dict[int, list[int]] = {}
    for column in range(part.place + 1, grid.columns):
        name = grid.at(part.names, column)
        if name is not None and name.text.strip() and not _WHOLE.fullmatch("".join(name.text.split())):
            found.setdefault(id(name), []).append(column)
    return list(found.values())


def _draft(block: int, grid: Grid, part: _Part, columns: list[int], number: str) -> Draft:
    name = _cell(block, grid, part.names, columns[0]).squeezed().trimmed(_MARK, "")
    goals: list[Passage] = []
    done: list[Passage] = []
    rates: list[Passage] = []
    words: list[Passage] = []
    for column in columns:
        value = _cell(block, grid, part.total, column)
        if says_nothing(value.text):
            continue
        heading = grid.at(part.kinds, column) if part.kinds >= 0 else None
        role = column_of(heading.text) if heading is not None else Column.FIGURE
        if role in (Column.RATE, Column.DONE):
            (rates if _RATE.search(heading.text if heading is not None else "") else done).append(value)
        elif role is Column.PROGRESS:
            (done if bare_number(value.text) else words).append(value)
        elif role in (*WORDY, Column.FIGURE):
            goals.append(value)
    unit = unit_in_bracket(name.text)
    units = {id(c): c for column in columns if part.units >= 0 and (c := grid.at(part.units, column)) is not None}
    reports = (Report(goal=tuple(goals), unit=unit, done=tuple(done), rate=tuple(rates), words=tuple(words)),)
    return Draft(
        number=number,
        number_at=Passage(""),
        name=name,
        contents=(name, *(g for g in goals if not _is_figure(g.text))),
        units=tuple((Column.RESPONSIBLE, Passage.of_cell(block, c)) for c in units.values() if c.text.strip()),
        figures=tuple((g, unit) for g in goals if _is_figure(g.text)),
        reports=reports if done or rates or words else (),
        rule="by-region",
        confidence=0.95,
    )


_FIGURE = re.compile(r"[^，。；\d]{0,4}\d[\d.,]*[^，。；\d]{0,6}")


def _is_figure(text: str) -> bool:
    """Whether a goal is a figure, perhaps with its measure and a hedge: 29000, 4.3%以内."""
    return _FIGURE.fullmatch(text) is not None


def _cell(block: int, grid: Grid, row: int, column: int) -> Passage:
    cell = grid.at(row, column)
    return Passage.of_cell(block, cell).stripped() if cell is not None else Passage("")
