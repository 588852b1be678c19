"""Cells that are laid out in rows: the same objects as those that their class makes."""

from __future__ import annotations

import attrs

from minsheng.intake.readers.grids import Layout
from minsheng.intake.source import Cell


def test_a_plain_cell_is_the_one_that_its_class_makes() -> None:
    layout = Layout(file="a.html")
    layout.row()
    layout.cell("道路", line=3, page=2, ref="A1", doubtful=True)
    (made,) = layout.grid().cells
    other = Cell(text="道路", row=0, column=0, line=3, page=2, ref="A1", doubtful=True)
    assert type(made) is Cell
    assert attrs.astuple(made) == attrs.astuple(other)
    assert (made, hash(made), repr(made)) == (other, hash(other), repr(other))
