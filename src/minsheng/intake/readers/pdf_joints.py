"""How the lines of a cell go together (单元格内换行): a line that fills its cell goes on, one that ends early ends there."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from attrs import frozen

from minsheng.intake.readers.pdf_names import Joint, are_units, between_persons, between_units
from minsheng.intake.readers.pdf_page import Line, glued, unparted
from minsheng.intake.words.header import UNITS, Column
from minsheng.intake.words.roles import any_of, names_in_labels

_EXACT, _NEAR = 0.005, 0.2
"""Heights of a character by which a measure may be off; and within which it says nothing."""
_WIDEST = 8.0
"""Points of space at the edge of a cell that are believed."""
_CENTRED = 0.8
"""Heights of a character by which the ends of a centred line differ at most."""
_COUNT = re.compile(r"[（(]?(\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳])(?:[)）、．.](?!\d)|(?<=[①-⑳]))")
_STOPS = "。；;：:！？"
_FIGURES = re.compile(r"[\d.,，%％\s]+")
_NUMERIC = "0123456789０１２３４５６７８９.．,"


@cache
def _label() -> re.Pattern[str]:
    """A label that begins a line: 牵头单位：, 完成时限：, 注：."""
    return re.compile(rf"(?:{any_of(names_in_labels())}|完成)[\u4e00-\u9fff]{{0,4}}[:：]|注[:：]")


@frozen
class CellLine:
    """A line of a cell."""

    text: str
    x0: float
    x1: float
    height: float
    first: float
    """Width of what can not be parted at its beginning."""
    most: float
    """Width of what some programs do not part there."""
    char: float
    """Width of its first character."""
    end: float
    """Where it ends with the blanks behind it."""
    right: float
    """Where the text of its cell may end on the right."""
    left: float
    """Where it begins on the left."""


def cell_lines(lines: Iterable[Line], left: float, right: float) -> tuple[CellLine, ...]:
    """Lines of a page as those of a cell whose text stands between `left` and `right`."""
    found = []
    for line in lines:
        begins = line.pieces[0]
        wide = sum(0.5 if c.isascii() else 1.0 for c in line.text[: unparted(line.text)]) * line.height
        char = begins.char or (0.5 if line.text[:1].isascii() else 1.0) * line.height
        first = begins.first or wide
        most = max(begins.most, first)
        found.append(CellLine(line.text, line.x0, line.x1, line.height, first, most, char, line.end, right, left))
    return tuple(found)


def padding(gaps: Iterable[float]) -> float:
    """The space at the edges of a table's cells, from the space in front of their lines: the least there is."""
    return max(min(min(gaps, default=0.0), _WIDEST), 0.0)


def cell_text(lines: Sequence[CellLine], column: Column = Column.UNKNOWN) -> tuple[str, tuple[int, ...]]:
    """The text of a cell of such a column, and the places in it where the layout does not tell whether a line goes on."""
    if not lines:
        return "", ()
    centred = _are_centred(lines)
    rooms = [_room(line, centred) for line in lines]
    pairs = list(zip(rooms, lines[1:], strict=False))
    fits = [_fits(room, below.first, below.most, below.height) for room, below in pairs]
    crammed = [_fits(room, below.char, below.char, below.height) for room, below in pairs]
    joints = _joints([line.text for line in lines], fits, crammed, column)
    text, unsure = lines[0].text, []
    for joint, cram, line in zip(joints, crammed, lines[1:], strict=True):
        if not joint.sure:
            unsure.append(len(text))
        if joint.joined:
            text = text + line.text if cram is not Fit.YES and line.text[:1].isdigit() else glued(text, line.text)
        else:
            text = f"{text}\n{line.text}"
    return text, tuple(unsure)


def _are_centred(lines: Sequence[CellLine]) -> bool:
    gaps = [(line.x0 - line.left, line.right - line.x1, _CENTRED * line.height) for line in lines]
    return all(abs(a - b) <= most for a, b, most in gaps) and any(a > most / 2 for a, _, most in gaps)


def _room(line: CellLine, centred: bool) -> float:
    room = line.right - line.end
    return room + line.x0 - line.left if centred else room


class Fit(enum.Enum):
    """Whether the beginning of a line has room behind the line above."""

    YES = "yes"
    NO = "no"
    NEARLY = "nearly"
    """As good as, or hardly: the measures do not tell."""


def _fits(room: float, width: float, most: float, height: float) -> Fit:
    if room < width - _EXACT * height:
        return Fit.NO
    return Fit.NEARLY if room < most + _NEAR * height else Fit.YES


def _joints(texts: Sequence[str], fits: Sequence[Fit], crammed: Sequence[Fit], column: Column) -> list[Joint]:
    """What is between each two lines."""
    told: Callable[[Sequence[str]], list[Joint]]
    if column is Column.LEADERS:
        told = between_persons
    elif column in UNITS or (column is Column.UNKNOWN and set(fits) - {Fit.YES} and are_units(texts)):
        told = between_units
    else:
        return _in_text(texts, fits, crammed, column)
    found: list[Joint] = []
    start = 0
    for k, fit in enumerate((*fits, Fit.YES)):
        if fit is not Fit.YES:
            continue
        run = texts[start : k + 1]
        found += told(run) if len(run) > 1 else []
        if k < len(fits):
            found.append(Joint(False))
        start = k + 1
    return found


def _in_text(texts: Sequence[str], fits: Sequence[Fit], crammed: Sequence[Fit], column: Column) -> list[Joint]:
    figures = column is not Column.NUMBER and all(_FIGURES.fullmatch(text) for text in texts)
    return [
        _between(texts[k], texts[k + 1], fit, is_crammed, figures=figures)
        for k, (fit, is_crammed) in enumerate(zip(fits, crammed, strict=True))
    ]


def _between(above: str, below: str, fit: Fit, crammed: Fit, *, figures: bool) -> Joint:
    if fit is Fit.YES:
        return Joint(False)
    if above[-1:] in _NUMERIC and below[:1].isdigit():  # a figure is broken only where not even a digit has room
        told = crammed is Fit.YES or (crammed is Fit.NO and not (figures and above[-1:].isdigit()))
        return Joint(crammed is not Fit.YES, told)
    counted = _COUNT.match(below)
    if _label().match(below) or (counted is not None and above[-1:] in _STOPS):
        return Joint(False)
    if fit is Fit.NEARLY:
        return Joint(above[-1:] not in _STOPS, above[-1:] in _STOPS + "，、,")
    return Joint(True)
