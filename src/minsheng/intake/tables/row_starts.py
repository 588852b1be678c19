"""Where rows begin in a table of lines (行首): told by their numbers, and by how many cells a row has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from minsheng.intake.words.fitting import Look, look
from minsheng.intake.words.header import Column, column_of
from minsheng.intake.words.numbering import ordinal


class RowStarts:
    """Where the next row begins if each has a line, or lines without a blank one between them, for each of its cells."""

    def __init__(self, lines: Sequence[str], first: int, columns: int) -> None:
        filled = [k for k in range(first, len(lines)) if lines[k] and not lines[k].isspace()]
        fresh = [k for k in filled if not lines[k - 1].strip()]
        self._lines, self._columns = lines, columns
        self._places = [({k: n for n, k in enumerate(own)}, own) for own in (filled, fresh)]

    def begins(self, row: int, i: int, number: int) -> bool:
        """Whether, counted from the first line of a row, the next begins with this number behind line `i`, or the table ends.

        The number at `i` is then a figure of the row that happens to be the same.

        >>> RowStarts(["1", "路", "2", "2", "灯", "9"], 0, 3).begins(0, 2, 2)
        True
        """
        for places, own in self._places:
            if row not in places:
                continue
            due = places[row] + self._columns
            if due == len(own) or (due < len(own) and own[due] > i and ordinal(self._lines[own[due]]) == number):
                return True
            if due < len(own) and own[due] > i and self._ends(own[places[row] : due + 1]):
                return True
        return False

    def _ends(self, row: Sequence[int]) -> bool:
        """Whether the first blank line of a row stands behind its last cell: the table ends there."""
        blank = [not self._lines[k - 1].strip() for k in row[1:]]
        return blank[-1] and not any(blank[:-1])


_OWN_HEADING = re.compile(r"[\u4e00-\u9fff（）()/、\s]{2,14}")


def is_own_heading(lines: Sequence[str], i: int, end: int) -> bool:
    """Whether a line that is no known heading stands between two that are: one of the county's own making."""
    below = next((line.strip() for line in lines[end : end + 2] if line.strip()), "")
    plain = _OWN_HEADING.fullmatch("".join(lines[i:end])) is not None and ordinal(lines[i].strip()) is None
    return plain and column_of(below) is not Column.UNKNOWN


_CLASS = re.compile(r"[一二三四五六七八九十]{1,3}[、.．].{2,30}|[（(][一二三四五六七八九十]{1,3}[)）].{2,30}")


def is_class(lines: Sequence[str], i: int, number: int) -> bool:
    """Whether a line is the heading of what follows, right above the next number: 二、改善出行 / 3."""
    if _CLASS.fullmatch(lines[i].strip()) is None:
        return False
    below = next((line.strip() for line in lines[i + 1 : i + 3] if line.strip()), "")
    return ordinal(below) == number


class Filled(Protocol):
    """A line of a row."""

    @property
    def fresh(self) -> bool:
        """Whether an empty line stands before it."""


def is_next(lines: Sequence[str], i: int, row: Sequence[Filled], columns: int) -> bool:
    """Whether a number that does not count on begins a row: of a choice from a longer list (145, 249).

    The row before it has all its cells between empty lines, and words follow it as they follow the number of that row.
    """
    if sum(piece.fresh for piece in row[1:]) != columns - 1 or lines[i - 1].strip():
        return False
    below = next((line.strip() for line in lines[i + 1 : i + 3] if line.strip()), "")
    return look(below) is Look.WORDS and len(below) >= _WORDY


_WORDY = 6
