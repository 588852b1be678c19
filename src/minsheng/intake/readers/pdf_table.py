"""Tables of a PDF (PDF 表格): those with lines, those without, and those that go on over several pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from statistics import median

from attrs import evolve, frozen

from minsheng.intake.readers.pdf_joints import CellLine, cell_lines, cell_text, padding
from minsheng.intake.readers.pdf_page import Line, Word, lines_of
from minsheng.intake.readers.pdf_words import Box, apart_values
from minsheng.intake.source import Cell, Grid
from minsheng.intake.words.header import UNITS, Column, Header, column_of, find_header, is_header

_BEYOND = 0.15
"""Heights of a line by which it may stand over the edge of its cell."""
_CARRIED = (Column.LEADS, Column.RESPONSIBLE, Column.LEADERS, Column.DEADLINE)
"""Columns in which an empty cell at the top of a page is mostly the rest of one that was cut by the page's end."""
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
    blurred: bool = False
    """Its words may be those of its neighbours, and the other way round."""

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    def read(self, column: Column) -> Cell:
        """The cell, as one of such a column."""
        text, unsure = cell_text(self.lines, column)
        if self.blurred:
            unsure = tuple(range(len(text) + 1))
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

    def __init__(
        self, boxes: Sequence[Box], words: Sequence[Sequence[Word]], page: int, overlaid: Sequence[int] = ()
    ) -> None:
        self.page = page
        self.columns = apart_values([x for box in boxes for x in (box[0], box[2])])
        self._rows = apart_values([y for box in boxes for y in (box[1], box[3])])
        self.top, self.right = min(b[1] for b in boxes), max(b[2] for b in boxes)
        found = [(box, lines_of(own, page)) for box, own in zip(boxes, words, strict=True)]
        self._padding = padding(line.x0 - box[0] for box, own in found for line in own)
        over = [self._area(box, beyond=_beyond(box, lines)) for box, lines in found]
        over += [self._area(boxes[k]) for k in overlaid]
        self._blurred = {place for area in over for place in area}
        self.lost: list[str] = []
        """Texts of boxes that lie over other cells and have no place of their own."""
        self.cells = self._cells(found)

    def _area(self, box: Box, *, beyond: tuple[bool, bool] | None = (False, False)) -> set[tuple[int, int]]:
        """The places of a cell, and of its neighbours above and below where its text goes beyond it; none for None."""
        if beyond is None:
            return set()
        row, end = _index(self._rows, box[1]), _index(self._rows, box[3])
        column, last = _index(self.columns, box[0]), _index(self.columns, box[2])
        rows = range(row - beyond[0], end + beyond[1])
        return {(r, c) for r in rows for c in range(column, last)}

    def _cells(self, found: list[tuple[Box, list[Line]]]) -> list[RawCell]:
        cells = []
        taken: set[tuple[int, int]] = set()
        for box, lines in sorted(found, key=lambda b: (b[0][1], b[0][0])):
            area = self._area(box)
            if area and taken.isdisjoint(area):
                taken |= area
                (row, column), (end, last) = min(area), max(area)
                own = cell_lines(lines, box[0] + self._padding, box[2] - self._padding)
                blurred = not self._blurred.isdisjoint(area)
                cells.append(RawCell(row, column, end - row + 1, last - column + 1, self.page, own, blurred))
            elif lines:
                self.lost.append("".join(line.text for line in lines))
        return cells


def _beyond(box: Box, lines: Sequence[Line]) -> tuple[bool, bool] | None:
    """Whether the text of a cell goes beyond it, above or below; None where it stands within."""
    above = any(line.top < box[1] - _BEYOND * line.height for line in lines)
    below = any(line.bottom > box[3] + _BEYOND * line.height for line in lines)
    return (above, below) if above or below else None


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


class JoinedTable:
    """A table that may go on over several pages; repeated headers are dropped."""

    def __init__(self, table: LinedTable) -> None:
        self._columns = table.columns
        self._cells = list(table.cells)
        self._top = [c for c in self._cells if c.row < 2]
        self._height = _height(self._cells)
        self._lowest = {c.column: k for k, c in enumerate(self._cells)}
        """Index of the last cell of each column."""
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
        header = self._header
        numbers = header.of(Column.NUMBER) if header is not None else ()
        begins = numbers or (0, *(header.of(Column.NAME) if header is not None else ()))
        if any(c.lines for c in first) and not any(c.lines for c in first if c.column in begins):
            cells = self._split_row(cells, first)
        elif header is not None:
            cells = self._with_carried(cells, header)
        for cell in cells:
            self._append(evolve(cell, row=cell.row + self._height))
        reached = (self._cells[k] for k in self._lowest.values())
        self._height = max((c.row + c.row_span for c in reached), default=0)

    def _append(self, cell: RawCell) -> None:
        self._lowest[cell.column] = len(self._cells)
        self._cells.append(cell)

    def _above(self) -> dict[int, int]:
        """Column → index of the cell that reaches the end of the rows so far."""
        lowest = ((column, self._cells[k], k) for column, k in self._lowest.items())
        return {column: k for column, cell, k in lowest if cell.row + cell.row_span == self._height}

    @cached_property
    def _header(self) -> Header | None:
        """As the first page has it."""
        return find_header(Grid([cell.read(Column.UNKNOWN) for cell in self._cells]))

    def _with_carried(self, cells: list[RawCell], header: Header) -> list[RawCell]:
        """Empty cells at the top of a page with the text of the merged ones whose rest they are."""
        empty = {c.column for c in cells if c.row == 0 and not c.lines}
        kinds = dict(enumerate(header.columns))
        ends = {column: self._cells[k] for column, k in self._above().items()}
        told = {column for column in empty if kinds.get(column) in _CARRIED}
        if any(kinds[column] in UNITS for column in told):  # who helps is merged with who leads
            told |= {column for column in empty if kinds.get(column) is Column.PARTNERS}
        return [
            evolve(c, lines=above.lines, blurred=True)
            if c.row == 0 and c.column in told and (above := ends.get(c.column)) and above.row > header.last
            else c
            for c in cells
        ]

    def _repeated(self, cells: Sequence[RawCell]) -> int:
        """How many rows at the top print the header once more."""
        for rows in (2, 1):
            mine = {(c.row, c.column, c.text) for c in self._top if c.row < rows}
            other = {(c.row, c.column, c.text) for c in cells if c.row < rows}
            heads = [column_of(text) for _, _, text in other]
            if mine == other and (rows == 1 or is_header(heads)) and any(c.lines for c in cells if c.row < rows):
                return rows
        return 0

    def _split_row(self, cells: list[RawCell], first: Sequence[RawCell]) -> list[RawCell]:
        """A row that began on the page before: its cells go on with those above, column by column."""
        above = self._above()
        for cell in first:
            at = above.get(cell.column, -1)
            if at < 0:  # the page before draws no cell there
                if cell.lines:
                    self._append(evolve(cell, row=self._height - 1))
                continue
            old = self._cells[at]
            more = cell.lines if cell.text != old.text else ()  # some programs print a merged cell on each page
            if more:
                self.joined.append((old.row, old.column))
            self._cells[at] = evolve(old, lines=(*old.lines, *more), row_span=old.row_span + cell.row_span - 1)
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
        words = _headings(header)
        self._extents = [[word.x0, word.x1] for word in words]
        self._header = [word.text for word in words]
        self._page = header.page
        self._bottom = header.bottom
        self._lines: list[tuple[Line, list[tuple[int, Word]]]] = []

    @staticmethod
    def is_header(line: Line) -> bool:
        """Whether the words of a line are the headings of a list of projects."""
        return bool(_headings(line))

    def takes(self, line: Line) -> bool:
        """Whether a line belongs to the table; then it is kept."""
        words = line.words or line.pieces
        if [word.text for word in words] == self._header or [word.text for word in line.pieces] == self._header:
            return True
        places: list[tuple[int, Word]] = []
        for word in words:
            over = [i for i, (x0, x1) in enumerate(self._extents) if word.x0 < x1 and word.x1 > x0]
            if len(over) > 1:
                return False
            at = over[0] if over else self._nearest(word)
            if at < 0:
                return False
            if places and places[-1][0] == at:
                places[-1] = at, Line((places[-1][1], word)).whole
            else:
                places.append((at, word))
        if len({at for at, _ in places}) < len(places):
            return False
        for at, word in places:
            extent = self._extents[at]
            extent[0], extent[1] = min(extent[0], word.x0), max(extent[1], word.x1)
        if not self._lines and self._heads_on(line, places):
            return True
        self._lines.append((line, places))
        return True

    def _heads_on(self, line: Line, places: Sequence[tuple[int, Word]]) -> bool:
        """Whether the line goes on with the header: 序 over 号."""
        wholes = {at: self._header[at] + word.text for at, word in places}
        told = [at for at, text in wholes.items() if column_of(text) is not Column.UNKNOWN]
        new = [at for at in told if column_of(self._header[at]) is Column.UNKNOWN]
        if line.top - self._bottom > line.height or not new or len(told) < len(places):
            return False
        self._bottom = line.bottom
        for at, text in wholes.items():
            self._header[at] = text
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


def _headings(line: Line) -> tuple[Word, ...]:
    """The words of a line that are headings of a list of projects, wide gaps between them or narrow ones; else none."""
    for words in (line.pieces, line.words):
        if len(words) > 2 and is_header([column_of(word.text) for word in words]):
            return words
    return ()


def _parted(
    lines: Sequence[tuple[Line, list[tuple[int, Word]]]], begins: Sequence[bool]
) -> list[list[tuple[Line, list[tuple[int, Word]]]]]:
    groups: list[list[tuple[Line, list[tuple[int, Word]]]]] = []
    for line, is_first in zip(lines, begins, strict=True):
        if is_first or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups
