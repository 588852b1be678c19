"""The document as it was read (原文), block by block, for the left side of the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from attrs import evolve, frozen
from markupsafe import Markup

from minsheng.errors import Lang, say
from minsheng.intake import Cell, Grid, Paragraph, Reading, Spot, Unused
from minsheng.reports.checking.marks import Marks, MarkWords, Rest, marked
from minsheng.text import width

_NARROW, _WIDE = 4, 22
"""Characters that a column is given at least and at most, in proportion."""

_EMPTY = Markup("")


@frozen(kw_only=True)
class PrintedCell:
    """A cell, or an empty place where the document has none."""

    text: Markup
    rows: int
    columns: int


@frozen(kw_only=True)
class PrintedRow:
    """A row of a table."""

    number: str
    """As places count it: 5, or the row of the sheet."""
    cells: tuple[PrintedCell, ...]


@frozen(kw_only=True)
class PrintedBlock:
    """A paragraph, or a table with its rows."""

    above: str = ""
    """Where the part of the file begins that it stands in: page, sheet."""
    number: str = ""
    text: Markup = _EMPTY
    rows: tuple[PrintedRow, ...] = ()
    shares: tuple[int, ...] = ()
    """Widths of the columns, in per cent."""
    least: int = 0
    """Characters below which the table scrolls sideways."""


@frozen(kw_only=True)
class PrintedUnused:
    """A text that no field took, in the list of them."""

    id: str
    text: str
    place: str


class SourceText:
    """Prints the blocks of one reading."""

    def __init__(self, reading: Reading, marks: Marks, words: MarkWords, lang: Lang) -> None:
        self.source, self.marks, self.words, self.lang = reading.source, marks, words, lang
        self.rests: dict[Spot, list[Rest]] = defaultdict(list)
        self.unused: list[PrintedUnused] = []
        for n, unused in enumerate(reading.unused, 1):
            self._rest(f"u{n}", unused)

    def _rest(self, id: str, unused: Unused) -> None:
        span = unused.span
        self.rests[span.spot].append(Rest(id, span.start, span.end))
        self.unused.append(PrintedUnused(id=id, text=unused.text, place=evolve(unused.place, file="").text(self.lang)))

    def blocks(self) -> Iterator[PrintedBlock]:
        """What the document says."""
        passed = ""
        for i, block in enumerate(self.source.blocks):
            where = self._where(block)
            above, passed = (where if where != passed else ""), where
            if isinstance(block, Paragraph):
                yield PrintedBlock(above=above, number=self._line(block, i), text=self._marked(block.text, Spot(i)))
            else:
                yield self._grid(block, i, above)

    def aside(self) -> Iterator[PrintedBlock]:
        """What stands in the file beside it; above each kind of such text its name."""
        passed = ""
        n = len(self.source.blocks)
        for i, paragraph in enumerate(self.source.aside, n):
            above, passed = (paragraph.part if paragraph.part != passed else ""), paragraph.part
            yield PrintedBlock(above=above, number=paragraph.ref, text=self._marked(paragraph.text, Spot(i)))

    def _marked(self, text: str, spot: Spot) -> Markup:
        return marked(text, self.marks.at(spot), self.rests.get(spot, ()), self.words)

    def _where(self, block: Paragraph | Grid) -> str:
        if block.sheet:
            return say("errors.place-sheet", self.lang, name=block.sheet)
        page = block.page if isinstance(block, Paragraph) else next((c.page for c in block.cells), 0)
        return say("errors.place-page", self.lang, n=page) if page else ""

    def _line(self, paragraph: Paragraph, i: int) -> str:
        """As places count it; of a workbook its cell."""
        return paragraph.ref or str(paragraph.line or i + 1)

    def _grid(self, grid: Grid, i: int, above: str) -> PrintedBlock:
        by_row: dict[int, list[Cell]] = {}
        for cell in grid.cells:
            by_row.setdefault(cell.row, []).append(cell)
        taken: dict[int, set[int]] = defaultdict(set)
        """Row → columns that a cell above reaches into."""
        rows = []
        for r in range(grid.rows):
            cells: list[PrintedCell] = []
            reached = taken.pop(r, set())
            column = 0
            for cell in sorted(by_row.get(r, ()), key=lambda c: c.column):
                gap = sum(k not in reached for k in range(column, cell.column))
                cells += [PrintedCell(text=_EMPTY, rows=1, columns=1)] * gap
                rows_here = min(cell.row_span, grid.rows - r)
                columns = min(cell.column_span, grid.columns - cell.column)
                for below in range(r + 1, r + rows_here):
                    taken[below].update(range(cell.column, cell.column + columns))
                text = self._marked(cell.text, Spot(i, cell.row, cell.column))
                cells.append(PrintedCell(text=text, rows=rows_here, columns=columns))
                column = cell.column + columns
            cells += [PrintedCell(text=_EMPTY, rows=1, columns=1)] * sum(
                k not in reached for k in range(column, grid.columns)
            )
            rows.append(PrintedRow(number=_row_number(by_row.get(r, ()), r), cells=tuple(cells)))
        needs = _needs(grid)
        whole = sum(needs) or 1
        return PrintedBlock(
            above=above,
            rows=tuple(rows),
            shares=tuple(round(100 * need / whole) for need in needs),
            least=sum(min(need, 7) for need in needs),
        )


def _row_number(cells: list[Cell] | tuple[Cell, ...], row: int) -> str:
    """The number under which findings name a row; of a workbook that of its sheet."""
    ref = next((c.ref for c in cells if c.ref), "")
    return ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or str(row + 1)


def _needs(grid: Grid) -> list[int]:
    """Characters of width that each column asks for: of its longest line, and more where it has much text."""
    longest = [_NARROW] * grid.columns
    for cell in grid.cells:
        if cell.column_span == 1 and cell.text:
            line = max(map(width, cell.text[:400].split("\n"))) // 2 + 2
            longest[cell.column] = max(longest[cell.column], min(line, _WIDE if len(cell.text) > 40 else 9))
    return longest
