"""A table drawn with ``+ - |`` (文本表格): the same width in every console, whatever its box characters take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import isqrt

from minsheng.reports.layout.wrapping import fitted, wrap
from minsheng.reports.tables import Align, Cell, Column, Table
from minsheng.text import width

_READABLE = (14, 8)
"""Columns of a terminal that a wrapped cell should have, and without which it can not be read: 2024年11月底, 县交运局."""


def grid(table: Table, columns: int) -> list[str] | None:
    """The lines of `table`, at most `columns` wide; None if its cells would be too narrow to read.

    >>> from minsheng.reports import Column
    >>> print("\\n".join(grid(Table(columns=["序号", Column("目标", align=Align.RIGHT)], rows=[["1", "400公里"]]), 40)))
    +------+---------+
    | 序号 |    目标 |
    +======+=========+
    | 1    | 400公里 |
    +------+---------+
    """
    widths = fitting(table, columns)
    return None if widths is None else list(_drawn(table, widths))


def fitting(table: Table, columns: int) -> list[int] | None:
    """How wide each column of `table` is where the whole is at most `columns` wide; None if that can not be read."""
    heads = [column.title for column in table.columns]
    cells = [["" if cell.repeats else cell.text for cell in row] for row in table.rows]
    natural = [_widest(row[i] for row in (heads, *cells)) for i in range(len(heads))]
    weights = [column.width or isqrt(n) + 1 for column, n in zip(table.columns, natural, strict=True)]
    room = columns - 3 * len(heads) - 1
    tries = (fitted(natural, [min(n, least) for n in natural], weights, room) for least in _READABLE)
    return next((found for found in tries if found is not None), None)


def rolling(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> Iterator[str]:
    """The lines of a table of any number of rows, a rule between any two of them; none repeats what is above it."""
    aligns = [column.align for column in columns]
    rule = _rule("-", widths, [False] * len(widths))
    yield from _top(columns, widths)
    for i, row in enumerate(rows):
        if i:
            yield rule
        yield from _lines([wrap(cell.text, w) for cell, w in zip(row, widths, strict=True)], widths, aligns)
    yield rule


def _top(columns: Sequence[Column], widths: Sequence[int]) -> Iterator[str]:
    nothing = [False] * len(widths)
    yield _rule("-", widths, nothing)
    heads = [wrap(column.title, w) for column, w in zip(columns, widths, strict=True)]
    yield from _lines(heads, widths, [column.align for column in columns])
    yield _rule("=", widths, nothing)


def _widest(texts: Iterator[str]) -> int:
    return max((width(line) for text in texts for line in text.split("\n")), default=0)


def _drawn(table: Table, widths: Sequence[int]) -> Iterator[str]:
    aligns = [column.align for column in table.columns]
    wrapped = [
        [wrap("" if cell.repeats else cell.text, w) for cell, w in zip(row, widths, strict=True)] for row in table.rows
    ]
    tall = any(len(lines) > 1 for row in wrapped for lines in row)
    yield from _top(table.columns, widths)
    for i, lines in enumerate(wrapped):
        if i and tall:
            yield _rule("-", widths, [cell.repeats for cell in table.rows[i]])
        yield from _lines(lines, widths, aligns)
    if wrapped:
        yield _rule("-", widths, [False] * len(widths))


def _rule(mark: str, widths: Sequence[int], open_: Sequence[bool]) -> str:
    return "+" + "+".join((" " if gap else mark) * (w + 2) for w, gap in zip(widths, open_, strict=True)) + "+"


def _lines(row: Sequence[Sequence[str]], widths: Sequence[int], aligns: Sequence[Align]) -> Iterator[str]:
    for i in range(max(len(lines) for lines in row)):
        cells = (
            _padded(lines[i] if i < len(lines) else "", w, align)
            for lines, w, align in zip(row, widths, aligns, strict=True)
        )
        yield "| " + " | ".join(cells) + " |"


def _padded(text: str, columns: int, align: Align) -> str:
    space = columns - width(text)
    if align is Align.RIGHT:
        return " " * space + text
    left = space // 2 if align is Align.CENTER else 0
    return " " * left + text + " " * (space - left)
