"""Lays cells out in rows and columns (表格排布), whatever spans they claim, so that none covers another's place."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from attrs import evolve

from minsheng.errors.unfrozen import unfrozen
from minsheng.intake.readers import limits
from minsheng.intake.source import Cell, Grid


class _Placed:
    """A cell on its way into a grid."""

    __slots__ = ("column", "columns", "doubtful", "line", "page", "ref", "row", "rows", "text")

    def __init__(
        self, text: str, row: int, column: int, rows: int, columns: int, line: int, page: int, ref: str, doubtful: bool
    ) -> None:
        self.text, self.row, self.column, self.rows, self.columns = text, row, column, rows, columns
        self.line, self.page, self.ref, self.doubtful = line, page, ref, doubtful


_WRITABLE = unfrozen(Cell)


def plain_cell(
    text: str, row: int, column: int, line: int = 0, page: int = 0, ref: str = "", doubtful: bool = False
) -> Cell:
    """A cell of one row and column; field by field, since a long table has very many."""
    cell: Any = _WRITABLE()
    cell.text, cell.row, cell.column, cell.row_span, cell.column_span = text, row, column, 1, 1
    cell.line, cell.page, cell.ref, cell.doubtful, cell.unsure = line, page, ref, doubtful, ()
    cell.__class__ = Cell
    made: Cell = cell
    return made


class Layout:
    """Rows of cells, one behind the other, as tables of web pages and Word say them.

    >>> layout = Layout(file="a.html")
    >>> layout.row()
    >>> layout.cell("责任", rows=1, columns=2), layout.cell("时限", rows=9)
    (0, 1)
    >>> layout.row()
    >>> layout.cell("领导"), layout.cell("单位")
    (2, 3)
    >>> [(c.text, c.row, c.column, c.row_span, c.column_span) for c in layout.grid().cells]
    [('责任', 0, 0, 1, 2), ('时限', 0, 2, 2, 1), ('领导', 1, 0, 1, 1), ('单位', 1, 1, 1, 1)]
    >>> [c.text for c in layout.cut(layout.grid())]
    ['时限']
    """

    def __init__(self, *, file: str, budget: int = limits.CELLS) -> None:
        self._file, self._budget, self.covered = file, budget, 0
        self._cells: list[_Placed | Cell] = []
        """A cell of one row and column that nothing goes on below is whole at once."""
        self._row = -1
        self._column = 0
        self._busy: dict[int, int] = {}
        """Column → the row before which it is covered by a cell from above."""
        self._open: dict[int, int] = {}
        """Column → the cell of the row above that may go on below (Word's vMerge)."""
        self._opening: dict[int, int] = {}

    def row(self) -> None:
        """Begin the next row."""
        self._row += 1
        self._column = 0
        self._open, self._opening = self._opening, {}

    def skip(self, columns: int) -> None:
        """Leave columns without a cell."""
        self._column += min(columns, limits.SPAN)

    def cell(
        self,
        text: str,
        *,
        rows: int = 1,
        columns: int = 1,
        line: int = 0,
        page: int = 0,
        ref: str = "",
        doubtful: bool = False,
        opens: bool = False,
    ) -> int:
        """A cell at the next free place; gives its number. One that `opens` may be continued in the row below.

        Raises:
            Unreadable: the spans together cover more than a document may.
        """
        row, busy, column = self._row, self._busy, self._column
        while busy and busy.get(column, 0) > row:
            column += 1
        cells, covered = self._cells, self.covered
        if columns > 1:
            columns = min(columns, limits.SPAN)
            columns = next((n for n in range(1, columns) if busy.get(column + n, 0) > row), columns)
        self.covered = covered = covered + (columns * min(rows, limits.SPAN) if rows > 1 else columns)
        if covered > self._budget:
            limits.check("intake.too-many-cells", covered, self._budget, file=self._file)
        self._column = column + columns
        if rows == columns == 1 and not opens:
            cells.append(plain_cell(text, row, column, line, page, ref, doubtful))
            return len(cells) - 1
        if rows > 1:
            for n in range(column, column + columns):
                busy[n] = row + rows
        if opens:
            self._opening[column] = len(cells)
        cells.append(_Placed(text, row, column, rows, columns, line, page, ref, doubtful))
        return len(cells) - 1

    def goes_on(self, text: str, columns: int) -> bool:
        """Whether the cell above at this place goes on here, and takes in `text` if so."""
        at = self._open.get(self._column)
        above = None if at is None else self._cells[at]
        if at is None or not isinstance(above, _Placed) or above.columns != min(columns, limits.SPAN):
            return False
        above.rows = self._row - above.row + 1
        above.text = "\n\n".join(t for t in (above.text, text) if t)
        self._opening[self._column] = at
        self._column += above.columns
        return True

    def cut(self, grid: Grid) -> list[Cell]:
        """The cells of its grid that claimed more rows than the table has."""
        last = self._row + 1
        return [
            cell
            for placed, cell in zip(self._cells, grid.cells, strict=True)
            if isinstance(placed, _Placed) and placed.row + placed.rows > last
        ]

    def grid(self, *, sheet: str = "") -> Grid:
        """The grid; columns in which no cell begins are left out."""
        last = self._row + 1
        starts = sorted({c.column for c in self._cells})
        at = {column: i for i, column in enumerate(starts)}
        shifted = len(starts) <= max(starts, default=0)
        return Grid(
            [
                (evolve(c, column=at[c.column]) if shifted else c)
                if isinstance(c, Cell)
                else Cell(
                    text=c.text,
                    row=c.row,
                    column=at[c.column],
                    row_span=min(c.rows, last - c.row),
                    column_span=max(bisect_left(starts, c.column + c.columns) - at[c.column], 1)
                    if c.columns > 1
                    else 1,
                    line=c.line,
                    page=c.page,
                    ref=c.ref,
                    doubtful=c.doubtful,
                )
                for c in self._cells
            ],
            sheet=sheet,
        )
