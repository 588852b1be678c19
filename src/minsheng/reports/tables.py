"""Tables of a report (表格): columns with hints, rows of cells."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from attrs import field, frozen

from minsheng.errors import InvalidValue
from minsheng.reports.blocks import Block, Content, Run, as_runs, plain, visible


class Align(enum.Enum):
    """Where text stands in its column (对齐)."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


def _width(value: int) -> int:
    if not 0 <= value <= 1000:
        raise InvalidValue("reports.column-width", value=value)
    return value


@frozen(kw_only=True)
class Column:
    """A column (栏) and how it likes to be set."""

    title: str = field(kw_only=False, converter=visible)
    align: Align = Align.LEFT
    width: int = field(default=0, converter=_width)
    """Share of the line, in Chinese characters; 0: the renderer decides."""
    names_row: bool = False
    """What stands here says what the row is about."""


@frozen(kw_only=True)
class Cell:
    """One cell (单元格)."""

    content: tuple[Run, ...] = field(kw_only=False, converter=as_runs)
    repeats: bool = False
    """Says the same as the cell above it: may be merged with it or left blank. Its content is there nevertheless."""

    @property
    def text(self) -> str:
        return plain(self.content)


CellLike: TypeAlias = Cell | Content


def _columns(value: Iterable[Column | str]) -> tuple[Column, ...]:
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    return tuple(Column(c) if isinstance(c, str) else c for c in value)


def _row(value: Iterable[CellLike]) -> tuple[Cell, ...]:
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    return tuple(c if isinstance(c, Cell) else Cell(c) for c in value)


def _rows(value: Iterable[Iterable[CellLike]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(_row(row) for row in value)


@frozen(kw_only=True)
class Table(Block):
    """A table (表).

    >>> Table(columns=["序号", Column("年度目标", align=Align.RIGHT)], rows=[["1", "约400公里"]]).rows[0][1].text
    '约400公里'
    """

    columns: tuple[Column, ...] = field(converter=_columns)
    rows: tuple[tuple[Cell, ...], ...] = field(default=(), converter=_rows)
    caption: str = field(default="", converter=visible)

    def __attrs_post_init__(self) -> None:
        if not self.columns:
            raise InvalidValue("reports.no-columns")
        for i, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise InvalidValue("reports.row-length", row=i + 1, cells=len(row), columns=len(self.columns))
        if self.rows and any(cell.repeats for cell in self.rows[0]):
            raise InvalidValue("reports.nothing-above")

    def runs(self) -> Iterator[Run]:
        if self.caption:
            yield Run(self.caption)
        for column in self.columns:
            yield Run(column.title)
        for row in self.rows:
            for cell in row:
                yield from cell.content

    def spans(self) -> Sequence[Sequence[int]]:
        """How many rows each cell covers when repeating cells are merged; 0 for the covered ones."""
        spans = [[1] * len(self.columns) for _ in self.rows]
        for c in range(len(self.columns)):
            top = 0
            for r, row in enumerate(self.rows):
                if row[c].repeats:
                    spans[r][c] = 0
                    spans[top][c] += 1
                else:
                    top = r
        return spans
