"""One heading over two columns of names, in a table whose cells stand one to a line (合并表头): 考核指标 over matters and indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from minsheng.intake.source import Cell, Grid
from minsheng.intake.words.header import Column

_APART = "\n\n"
"""What stands between the texts of two cells that were put into one column."""


def with_second_names(grid: Grid, columns: Sequence[Column]) -> Grid:
    """The grid; where most numbered rows have two names, with a column more, the heading over both.

    >>> rows = [["序号", "指标", "目标"], ["1", "健康\\n\\n筛查", "9"], ["", "体检", "8"], ["2", "养老\\n\\n改造", "7"]]
    >>> grid = Grid([Cell(text=t, row=r, column=c) for r, row in enumerate(rows) for c, t in enumerate(row)])
    >>> found = with_second_names(grid, [Column.NUMBER, Column.NAME, Column.FIGURE])
    >>> found.at(0, 1).column_span, [found.at(r, 2).text for r in (1, 2, 3)]
    (2, ['筛查', '体检', '改造'])
    """
    place = next((i for i, c in enumerate(columns) if c in (Column.NAME, Column.TEXT)), -1)
    if place < 1 or not any(_APART in cell.text for cell in grid.cells):
        return grid
    numbered = {c.row for c in grid.cells if c.row and c.column == 0 and c.column_span == 1 and c.text.strip()}
    two = {c.row for c in grid.cells if c.column == place and _APART in c.text} & numbered
    if len(two) < 2 or len(two) * 2 < len(numbered):
        return grid
    return Grid([new for cell in grid.cells for new in _moved(cell, place, cell.row in numbered)], sheet=grid.sheet)


def _moved(cell: Cell, place: int, numbered: bool) -> Iterator[Cell]:
    if cell.column_span > 1:
        yield evolve(cell, column_span=cell.column_span + 1)
    elif cell.column < place:
        yield cell
    elif cell.column > place:
        yield evolve(cell, column=cell.column + 1)
    elif not cell.row:
        yield evolve(cell, column_span=2)
    elif not numbered:
        yield evolve(cell, column=place + 1)
    else:
        name, _, rest = cell.text.partition(_APART)
        yield evolve(cell, text=name, column_span=1 if rest else 2)
        if rest:
            yield evolve(cell, text=rest, column=place + 1)
