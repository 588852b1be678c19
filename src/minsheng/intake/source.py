"""What a reader gives, whatever the format (源文档): paragraphs and grids in the order of the document, with their places.

Convention of all readers, so that interpretation need not know the format: within a paragraph or cell a line break is
one line feed, the border between two paragraphs of a cell is two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from operator import attrgetter

import attrs
from attrs import field, frozen

from minsheng.errors import Finding, Place, Severity
from minsheng.text import suspicious

_INVISIBLE = "\u200b\ufeff\u2060"
_PERHAPS_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u0600-\u061c\u06dd\u070f\u0890-\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\uf8ff\ufeff\ufff0-\uffff\U00010000-\U0010ffff]"
)
"""Wide enough for every character that `suspicious` names, so that most texts are passed in one look."""


@frozen
class Spot:
    """One paragraph, or one cell of a grid."""

    block: int
    """Index in `SourceDocument.blocks`, from 0; behind its last one those of `SourceDocument.aside` are counted on."""
    row: int = -1
    """Row of the grid, from 0; -1 for a paragraph."""
    column: int = -1
    """Column of the grid, from 0; -1 for a paragraph."""


@frozen
class Paragraph:
    """A paragraph or line of running text (段落)."""

    text: str
    line: int = 0
    """Line or paragraph of the file, counted from 1; 0 where lines mean nothing."""
    part: str = field(default="", kw_only=True)
    """Named part of the document: 页眉, 脚注, 导航; empty for its running text."""
    page: int = field(default=0, kw_only=True)
    """Page of the file, counted from 1; 0 where pages mean nothing."""
    sheet: str = field(default="", kw_only=True)
    """Sheet of the workbook."""
    ref: str = field(default="", kw_only=True)
    """Cell of the sheet: A1."""


def _places(value: Iterable[int]) -> tuple[int, ...]:
    return tuple(value)


@frozen(kw_only=True, weakref_slot=False)
class Cell:
    """A cell of a grid (单元格); a merged one stands once, at its first row and column."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    line: int = 0
    """Line of the file at which it begins, counted from 1; 0 where lines mean nothing."""
    page: int = 0
    """Page of the file, counted from 1; 0 where pages mean nothing."""
    ref: str = ""
    """Reference in its workbook: C5."""
    doubtful: bool = False
    """The layout does not tell which of its lines belong to it and which to its neighbour."""
    unsure: tuple[int, ...] = field(default=(), converter=_places)
    """Places in its text where a line or page ended, and nothing tells whether what stands before and behind is one."""


_row_of, _column_of = attrgetter("row"), attrgetter("column")


def _cells(value: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(value)


@frozen
class Grid:
    """A table as printed (表格), its row and column spans kept.

    >>> grid = Grid(
    ...     [
    ...         Cell(text="责任", row=0, column=0, column_span=2),
    ...         Cell(text="领导", row=1, column=0),
    ...         Cell(text="单位", row=1, column=1),
    ...     ]
    ... )
    >>> grid.rows, grid.columns, grid.at(0, 1).text
    (2, 2, '责任')
    """

    cells: tuple[Cell, ...] = field(converter=_cells)
    sheet: str = field(default="", kw_only=True)
    """Sheet of the workbook."""

    @cached_property
    def rows(self) -> int:
        """Number of rows; a span that reaches below the last cell's row makes none."""
        return max(self._begun, default=-1) + 1

    @cached_property
    def columns(self) -> int:
        """Number of columns; a span that reaches beyond the last cell's column makes none."""
        return max(map(_column_of, self.cells), default=-1) + 1

    @cached_property
    def _begun(self) -> dict[int, tuple[Cell, ...]]:
        """Row → the cells that begin in it, in their order."""
        return {row: tuple(cells) for row, cells in groupby(sorted(self.cells, key=_row_of), _row_of)}

    @cached_property
    def _lines(self) -> dict[int, tuple[Cell, ...]]:
        """Row → its cells, each once, from left to right."""
        if not self._merged:
            return self._begun
        lines = {row: cells for row, cells in self._begun.items() if row not in self._merged}
        for row, covered in self._merged.items():
            lines[row] = tuple({id(covered[column]): covered[column] for column in sorted(covered)}.values())
        return lines

    @cached_property
    def _merged(self) -> dict[int, dict[int, Cell]]:
        """Column → the cell that covers it, for each row that is more than a cell a column from the first on."""
        rows, columns = self.rows, self.columns
        other: set[int] = set()
        for row, cells in self._begun.items():
            for column, cell in enumerate(cells):
                if cell.row_span > 1 or cell.column_span > 1:
                    other.update(range(row, min(row + cell.row_span, rows)))
                elif cell.column != column:
                    other.add(row)
        found: dict[int, dict[int, Cell]] = {row: {} for row in other}
        for cell in self.cells if other else ():
            for row in range(cell.row, min(cell.row + cell.row_span, rows)):
                line = found.get(row)
                if line is not None:
                    for column in range(cell.column, min(cell.column + cell.column_span, columns)):
                        line.setdefault(column, cell)
        return found

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this place, merged ones included; None where there is none."""
        if self._merged and (covered := self._merged.get(row)) is not None:
            return covered.get(column)
        line = self._lines.get(row, ())
        return line[column] if 0 <= column < len(line) else None

    def row(self, row: int) -> tuple[Cell, ...]:
        """The cells that cover a row, each once, from left to right."""
        return self._lines.get(row, ())


Block = Paragraph | Grid


def _blocks(value: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(value)


def _paragraphs(value: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    return tuple(value)


def _findings(value: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(value)


@frozen(kw_only=True)
class SourceDocument:
    """A document as a reader sees it, before anything is understood.

    >>> SourceDocument(blocks=[Paragraph("附件", 3)], file="notice.txt").text(Spot(0))
    '附件'
    """

    blocks: tuple[Block, ...] = field(converter=_blocks)
    file: str = ""
    """Name of the file, without folders."""
    format: str = ""
    """Of the reader: txt, docx."""
    aside: tuple[Paragraph, ...] = field(default=(), converter=_paragraphs)
    """Text of the file that is none of the document: a page's navigation and counters, page headers, hidden rows."""
    findings: tuple[Finding, ...] = field(default=(), converter=_findings)
    """What the reader left out, or could not read for certain."""

    @cached_property
    def _grids(self) -> dict[int, int]:
        """Index of each grid → its number, from 1."""
        grids = [i for i, block in enumerate(self.blocks) if isinstance(block, Grid)]
        return {i: number for number, i in enumerate(grids, 1)}

    def block(self, spot: Spot) -> Block:
        """The paragraph or grid of a spot."""
        n = len(self.blocks)
        return self.blocks[spot.block] if spot.block < n else self.aside[spot.block - n]

    def text(self, spot: Spot) -> str:
        """The words at a spot; empty where there is nothing."""
        block = self.block(spot)
        if isinstance(block, Paragraph):
            return block.text
        cell = block.at(spot.row, spot.column)
        return cell.text if cell is not None else ""

    def spots(self) -> Iterator[Spot]:
        """All paragraphs and cells, in order."""
        for i, block in enumerate(self.blocks):
            if isinstance(block, Paragraph):
                yield Spot(i)
            else:
                yield from (Spot(i, cell.row, cell.column) for cell in block.cells)

    def aside_spots(self) -> Iterator[Spot]:
        """All paragraphs that stand aside of the document, in order."""
        return (Spot(i) for i in range(len(self.blocks), len(self.blocks) + len(self.aside)))

    def place(self, spot: Spot, *, column: str = "", start: int = -1, end: int = -1) -> Place:
        """The place in words that a clerk can follow; `column` is the heading of the spot's column."""
        block = self.block(spot)
        if isinstance(block, Paragraph):
            counted = spot.block + 1 if spot.block < len(self.blocks) else 0
            line = 0 if block.ref else block.line or counted
            return Place(
                file=self.file,
                part=block.part,
                line=line,
                page=block.page,
                sheet=block.sheet,
                cell=block.ref,
                start=start,
                end=end,
            )
        cell = block.at(spot.row, spot.column)
        part = f"表{self._grids[spot.block]}" if len(self._grids) > 1 else "表格"
        return Place(
            file=self.file,
            part="" if block.sheet else part,
            page=cell.page if cell is not None else 0,
            sheet=block.sheet,
            cell=cell.ref if cell is not None else "",
            row=spot.row + 1,
            column=column,
            start=start,
            end=end,
        )

    def cleaned(self) -> tuple[SourceDocument, tuple[Finding, ...]]:
        """Without control, direction-changing and invisible characters; with the reader's findings and one for each
        paragraph that had any such characters."""
        blocks: list[Block] = []
        findings: list[Finding] = list(self.findings)
        for i, block in enumerate(self.blocks):
            if isinstance(block, Paragraph):
                text = self._clean(block.text, Spot(i), findings)
                blocks.append(block if text == block.text else attrs.evolve(block, text=text))
            elif _PERHAPS_HIDDEN.search("\n".join([cell.text for cell in block.cells])) is not None:
                cells = []
                for cell in block.cells:
                    text = self._clean(cell.text, Spot(i, cell.row, cell.column), findings)
                    cells.append(cell if text is cell.text else _cleaned(cell, text))
                blocks.append(attrs.evolve(block, cells=cells))
            else:
                blocks.append(block)
        aside = [attrs.evolve(a, text=_without_hidden(a.text)) for a in self.aside]
        return attrs.evolve(self, blocks=blocks, aside=aside), tuple(findings)

    def _clean(self, text: str, spot: Spot, findings: list[Finding]) -> str:
        if _PERHAPS_HIDDEN.search(text) is None:
            return text
        if bad := suspicious(text):
            shown = "、".join(dict.fromkeys(f"U+{ord(text[i]):04X}" for i in bad[:100]))
            findings.append(
                Finding.of("intake.hidden-characters", Severity.WARNING, self.place(spot), n=len(bad), characters=shown)
            )
        return _without_hidden(text)


def _cleaned(cell: Cell, text: str) -> Cell:
    """The cell without its hidden characters; its unsure places move with the others."""
    return attrs.evolve(cell, text=text, unsure=[len(_without_hidden(cell.text[:at])) for at in cell.unsure])


def _without_hidden(text: str) -> str:
    gone = set(suspicious(text))
    return "".join(c for i, c in enumerate(text) if i not in gone and c not in _INVISIBLE)
