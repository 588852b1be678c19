"""Tables of a PDF (PDF 表格): those with lines, those without, and those that go on over several pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from attrs import evolve

from minsheng.intake.header import column_of, is_header
from minsheng.intake.readers.pdf_page import Line, Word, glued, lines_of
from minsheng.intake.source import Cell, Grid

_NEAR = 3.0
"""Points within which two edges are the same."""
_SAME = 12.0
"""Points within which the columns of two pages are the same."""
_PADDING = 0.5
"""Space at the edge of a cell, in heights of a character."""
_SIZE = 10.5
"""Points of a character (五号)."""
_SHOWS = 3
"""So many lines of a cell show where its text ends on the right."""
_NARROW, _SLACK = 1.6, 0.5
"""Characters within which of the edge it ends, and which it may lack there: programs stretch and squeeze lines."""
_UNPARTED = re.compile(r"(?:[!-~]{1,40}|[（《「].|.)(?:[，。、；：！？）》」％%]|[“”‘’].?)*")
"""What is never broken: Latin words and figures, and punctuation that can not begin a line."""
_UNIT_ENDS = re.compile(r"(?:局|委|办|府|院|会|部|处|站|队|中心|公司|集团|联|行|镇|乡|街道|[）)])$")
_NAME = 12
"""Characters of a unit's name."""
_UNIT_BEGINS = re.compile(r"[县市区旗省州镇乡各国中团]")
"""Names of units stand one to a line in columns that are just as wide as they."""

Box = tuple[float, float, float, float]


class LinedTable:
    """A table whose cells have lines around them, on one page."""

    def __init__(self, boxes: Sequence[Box], page: int) -> None:
        self.page = page
        self.boxes = boxes
        self.columns = _edges([x for box in boxes for x in (box[0], box[2])])
        self._rows = _edges([y for box in boxes for y in (box[1], box[3])])
        self.top, self.bottom = min(b[1] for b in boxes), max(b[3] for b in boxes)
        self.left, self.right = min(b[0] for b in boxes), max(b[2] for b in boxes)
        self._words: dict[Box, list[Word]] = {}

    def takes(self, word: Word) -> bool:
        """Whether a word stands in one of the cells; then it is kept."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        if not (self.left <= x <= self.right and self.top <= y <= self.bottom):
            return False
        for box in self.boxes:
            if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                self._words.setdefault(box, []).append(word)
                return True
        return False

    def cells(self) -> list[Cell]:
        """Its cells, with spans."""
        found = []
        taken: set[tuple[int, int]] = set()
        rights = self._rights()
        for box in sorted(self.boxes, key=lambda b: (b[1], b[0])):
            row, end = _index(self._rows, box[1]), _index(self._rows, box[3])
            column, last = _index(self.columns, box[0]), _index(self.columns, box[2])
            area = {(r, c) for r in range(row, end) for c in range(column, last)}
            if area and taken.isdisjoint(area):
                taken |= area
                found.append(
                    Cell(
                        text=_joined(self._lines(box), rights.get(column, box[2] - _PADDING * _SIZE)),
                        row=row,
                        column=column,
                        row_span=end - row,
                        column_span=last - column,
                        page=self.page,
                    )
                )
        return found

    def _lines(self, box: Box) -> list[tuple[str, float, float]]:
        """Text, right end and height of each line of a cell."""
        return [(line.text, line.x1, line.height) for line in lines_of(self._words.get(box, ()), self.page)]

    def _rights(self) -> dict[int, float]:
        """Where the text of a column ends on the right, if one of its cells has so many lines that they show it."""
        found: dict[int, float] = {}
        for column in range(len(self.columns)):
            own = [self._lines(box) for box in self.boxes if _index(self.columns, box[0]) == column]
            long = [lines for lines in own if len(lines) >= _SHOWS]
            right = max((box[2] for box in self.boxes if _index(self.columns, box[0]) == column), default=0.0)
            end = max((end for lines in long for _, end, _ in lines), default=0.0)
            if end >= right - _NARROW * _SIZE:
                found[column] = end - _SLACK * _SIZE
        return found


def _joined(lines: Sequence[tuple[str, float, float]], right: float) -> str:
    """The lines of a cell; a line goes on in the next where the next one's first word did not fit behind it."""
    text = ""
    for i, (line, _, _) in enumerate(lines):
        if not i:
            text = line
            continue
        before, end, height = lines[i - 1]
        no_room = end + height * _first_word(line) > right + 0.1 * height
        text = glued(text, line) if no_room and not _are_units(before, line) else f"{text}\n{line}"
    return text


def _are_units(above: str, below: str) -> bool:
    """Whether two lines are names of units, each of its own."""
    name = _UNIT_BEGINS.match(below) or (len(below) <= _NAME and _UNIT_ENDS.search(below))
    return bool(_UNIT_ENDS.search(above) and name)


def _first_word(line: str) -> float:
    """The width of what can not be parted at the beginning of a line, in characters."""
    word = _UNPARTED.match(line)
    return sum(0.5 if c.isascii() else 1.0 for c in word[0]) if word is not None else 1.0


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
        self._cells = table.cells()
        self._height = _height(self._cells)
        self.last = table
        self.joined: list[tuple[int, int]] = []
        """Row and column of the cells that went over a page break."""

    def continues(self, table: LinedTable) -> bool:
        """Whether a table at the top of the next page goes on with this one."""
        mine, others = self._columns, table.columns
        return len(mine) == len(others) and all(abs(a - b) <= _SAME for a, b in zip(mine, others, strict=True))

    def add(self, table: LinedTable) -> None:
        """Its rows below the others."""
        cells = table.cells()
        skip = self._repeated(cells)
        cells = [evolve(c, row=c.row - skip) for c in cells if c.row >= skip]
        first = [c for c in cells if c.row == 0]
        if first and not any(c.text for c in first if c.column == 0) and any(c.text for c in first):
            cells = self._split_row(cells, first)
        self._cells += [evolve(c, row=c.row + self._height) for c in cells]
        self._height = _height(self._cells)
        self.last = table

    def _repeated(self, cells: Sequence[Cell]) -> int:
        """How many rows at the top print the header once more."""
        for rows in (2, 1):
            mine = {(c.row, c.column, c.text) for c in self._cells if c.row < rows}
            other = {(c.row, c.column, c.text) for c in cells if c.row < rows}
            heads = [column_of(text) for _, _, text in other]
            if mine == other and (rows == 1 or is_header(heads)) and any(c.text for c in cells if c.row < rows):
                return rows
        return 0

    def _split_row(self, cells: list[Cell], first: Sequence[Cell]) -> list[Cell]:
        """A row that began on the page before: its cells go on with those above, column by column."""
        above = {c.column: i for i, c in enumerate(self._cells) if c.row + c.row_span == self._height}
        if any(c.row_span > 1 or c.column not in above for c in first):
            return cells
        for cell in first:
            at = above[cell.column]
            old = self._cells[at]
            if cell.text:
                two = _are_units(old.text, cell.text)
                text = f"{old.text}\n{cell.text}" if two else glued(old.text, cell.text)
                self._cells[at] = evolve(old, text=text, doubtful=True)
                self.joined.append((old.row, old.column))
        return [evolve(c, row=c.row - 1) for c in cells if c.row > 0]

    def grid(self) -> Grid:
        return Grid(sorted(self._cells, key=lambda c: (c.row, c.column)))


def _height(cells: Sequence[Cell]) -> int:
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

    @property
    def has_rows(self) -> bool:
        return bool(self._lines)

    def grid(self) -> Grid:
        """Its rows: a line with a text in the first column begins one."""
        cells = [Cell(text=text, row=0, column=i, page=self._page) for i, text in enumerate(self._header)]
        for row, lines in enumerate(self._rows(), 1):
            by_column: dict[int, list[tuple[str, float, float]]] = {}
            for _, places in lines:
                for at, piece in places:
                    by_column.setdefault(at, []).append((piece.text, piece.x1, piece.height))
            for at in sorted(by_column):
                text = _joined(by_column[at], self._extents[at][1])
                cells.append(Cell(text=text, row=row, column=at, page=lines[0][0].page))
        return Grid(cells)

    def _rows(self) -> list[list[tuple[Line, list[tuple[int, Word]]]]]:
        begins = [any(at == 0 for at, _ in places) for _, places in self._lines]
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
