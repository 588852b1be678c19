"""Tables of a PDF (PDF 表格): those with lines, those without, and those that go on over several pages."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from attrs import evolve, frozen

from minsheng.intake.header import Column, column_of, find_header, is_header
from minsheng.intake.readers.pdf_joints import CellLine, cell_lines, cell_text, padding
from minsheng.intake.readers.pdf_page import Line, Word, lines_of
from minsheng.intake.readers.pdf_words import Box
from minsheng.intake.source import Cell, Grid

_NEAR = 3.0
"""Points within which two edges are the same."""
_SAME = 12.0
"""Points within which the columns of two pages are the same."""


@frozen
class RawCell:
    """A cell whose lines are still apart."""

    row: int
    column: int
    row_span: int
    column_span: int
    page: int
    lines: tuple[CellLine, ...] = ()

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    def read(self, column: Column) -> Cell:
        """The cell, as one of such a column."""
        text, unsure = cell_text(self.lines, column)
        return Cell(
            text=text,
            row=self.row,
            column=self.column,
            row_span=self.row_span,
            column_span=self.column_span,
            page=self.page,
            unsure=unsure,
        )


class LinedTable:
    """A table whose cells have lines around them, on one page; each of its boxes with the words in it."""

    def __init__(self, boxes: Sequence[Box], words: Sequence[Sequence[Word]], page: int) -> None:
        self.page = page
        self.columns = _edges([x for box in boxes for x in (box[0], box[2])])
        self._rows = _edges([y for box in boxes for y in (box[1], box[3])])
        self.top = min(b[1] for b in boxes)
        lines = [lines_of(own, page) for own in words]
        self._padding = padding(line.x0 - box[0] for box, own in zip(boxes, lines, strict=True) for line in own)
        self.cells = self._cells([(box, own) for box, own in zip(boxes, lines, strict=True)])

    def _cells(self, found: list[tuple[Box, list[Line]]]) -> list[RawCell]:
        cells = []
        taken: set[tuple[int, int]] = set()
        for box, lines in sorted(found, key=lambda b: (b[0][1], b[0][0])):
            row, end = _index(self._rows, box[1]), _index(self._rows, box[3])
            column, last = _index(self.columns, box[0]), _index(self.columns, box[2])
            area = {(r, c) for r in range(row, end) for c in range(column, last)}
            if area and taken.isdisjoint(area):
                taken |= area
                own = cell_lines(lines, box[0] + self._padding, box[2] - self._padding)
                cells.append(RawCell(row, column, end - row, last - column, self.page, own))
        return cells


def _edges(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


class JoinedTable:
    """A table that may go on over several pages; repeated headers are dropped."""

    def __init__(self, table: LinedTable) -> None:
        self._columns = table.columns
        self._cells = table.cells
        self._height = _height(self._cells)
        self.joined: list[tuple[int, int]] = []
        """Row and column of the cells that went over a page break."""

    def continues(self, table: LinedTable) -> bool:
        """Whether a table at the top of the next page goes on with this one."""
        mine, others = self._columns, table.columns
        return len(mine) == len(others) and all(abs(a - b) <= _SAME for a, b in zip(mine, others, strict=True))

    def add(self, table: LinedTable) -> None:
        """Its rows below the others."""
        cells = table.cells
        skip = self._repeated(cells)
        cells = [evolve(c, row=c.row - skip) for c in cells if c.row >= skip]
        first = [c for c in cells if c.row == 0]
        if first and not any(c.lines for c in first if c.column == 0) and any(c.lines for c in first):
            cells = self._split_row(cells, first)
        self._cells += [evolve(c, row=c.row + self._height) for c in cells]
        self._height = _height(self._cells)

    def _repeated(self, cells: Sequence[RawCell]) -> int:
        """How many rows at the top print the header once more."""
        for rows in (2, 1):
            mine = {(c.row, c.column, c.text) for c in self._cells if c.row < rows}
            other = {(c.row, c.column, c.text) for c in cells if c.row < rows}
            heads = [column_of(text) for _, _, text in other]
            if mine == other and (rows == 1 or is_header(heads)) and any(c.lines for c in cells if c.row < rows):
                return rows
        return 0

    def _split_row(self, cells: list[RawCell], first: Sequence[RawCell]) -> list[RawCell]:
        """A row that began on the page before: its cells go on with those above, column by column."""
        above = {c.column: i for i, c in enumerate(self._cells) if c.row + c.row_span == self._height}
        if any(c.row_span > 1 or c.column not in above for c in first):
            return cells
        for cell in first:
            at = above[cell.column]
            old = self._cells[at]
            if cell.lines:
                self._cells[at] = evolve(old, lines=(*old.lines, *cell.lines))
                self.joined.append((old.row, old.column))
        return [evolve(c, row=c.row - 1) for c in cells if c.row > 0]

    def grid(self) -> Grid:
        """The whole table; how the lines of a cell go together depends on what its column holds."""
        cells = sorted(self._cells, key=lambda c: (c.row, c.column))
        plain = Grid([cell.read(Column.UNKNOWN) for cell in cells])
        header = find_header(plain)
        if header is None:
            return plain
        return Grid(
            [
                as_text if cell.row <= header.last or len(cell.lines) < 2 else cell.read(header.columns[cell.column])
                for cell, as_text in zip(cells, plain.cells, strict=True)
            ]
        )


def _height(cells: Sequence[RawCell]) -> int:
    return max((c.row + c.row_span for c in cells), default=0)


class OpenTable:
    """A table without lines: its header gives the columns, and lines are laid in them as they come."""

    def __init__(self, header: Line) -> None:
        self._extents = [[piece.x0, piece.x1] for piece in header.pieces]
        self._header = [piece.text for piece in header.pieces]
        self._page = header.page
        self._lines: list[tuple[Line, list[tuple[int, Word]]]] = []

    @staticmethod
    def is_header(line: Line) -> bool:
        """Whether the pieces of a line are the headings of a list of projects."""
        return len(line.pieces) > 2 and is_header([column_of(piece.text) for piece in line.pieces])

    def takes(self, line: Line) -> bool:
        """Whether a line belongs to the table; then it is kept."""
        if [piece.text for piece in line.pieces] == self._header:
            return True
        places: list[tuple[int, Word]] = []
        for piece in line.pieces:
            over = [i for i, (x0, x1) in enumerate(self._extents) if piece.x0 < x1 and piece.x1 > x0]
            if len(over) > 1:
                return False
            at = over[0] if over else self._nearest(piece)
            if at < 0:
                return False
            places.append((at, piece))
        if len({at for at, _ in places}) < len(places):
            return False
        for at, piece in places:
            extent = self._extents[at]
            extent[0], extent[1] = min(extent[0], piece.x0), max(extent[1], piece.x1)
        self._lines.append((line, places))
        return True

    def _nearest(self, piece: Word) -> int:
        """The column whose place between its neighbours a piece has; -1 where it is beyond all."""
        middle = (piece.x0 + piece.x1) / 2
        at = min(range(len(self._extents)), key=lambda i: abs(sum(self._extents[i]) / 2 - middle))
        x0, x1 = self._extents[at]
        far = max(x0 - piece.x1, piece.x0 - x1)
        return at if far < 6 * piece.height else -1

    def grid(self) -> Grid:
        """Its rows: a line with a text in the first column begins one."""
        cells = [Cell(text=text, row=0, column=i, page=self._page) for i, text in enumerate(self._header)]
        for row, lines in enumerate(self._rows(), 1):
            by_column: dict[int, list[Line]] = {}
            for line, places in lines:
                for at, piece in places:
                    by_column.setdefault(at, []).append(Line((piece,), line.page))
            for at in sorted(by_column):
                own = cell_lines(by_column[at], *self._extents[at])
                cells.append(RawCell(row, at, 1, 1, lines[0][0].page, own).read(column_of(self._header[at])))
        return Grid(cells)

    def _rows(self) -> list[list[tuple[Line, list[tuple[int, Word]]]]]:
        begins = [any(at == 0 for at, _ in places) for _, places in self._lines]
        if not self._lines:
            return []
        gaps = [
            b.top - a.bottom if a.page == b.page else 0.0
            for (a, _), (b, _) in zip(self._lines, self._lines[1:], strict=False)
        ]
        wide = [False, *(gap > max(1.6 * median(gaps), median(gaps) + 3) for gap in gaps)] if gaps else [False]
        by_gap = _parted(self._lines, wide)
        if len(by_gap) == sum(begins) and all(
            sum(any(at == 0 for at, _ in places) for _, places in group) == 1 for group in by_gap
        ):
            return by_gap  # a number in the middle of its row's height
        return _parted(self._lines, begins)


def _parted(
    lines: Sequence[tuple[Line, list[tuple[int, Word]]]], begins: Sequence[bool]
) -> list[list[tuple[Line, list[tuple[int, Word]]]]]:
    groups: list[list[tuple[Line, list[tuple[int, Word]]]]] = []
    for line, is_first in zip(lines, begins, strict=True):
        if is_first or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups
