"""Puts the lines of one row into its columns by what they look like (按内容归列), where the layout does not say."""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from functools import lru_cache

from minsheng.intake.words.header import UNITS, WORDY, Column
from minsheng.intake.words.numbering import ordinal
from minsheng.intake.words.roles import without_role
from minsheng.responsibility import Organisation, OrganisationKind
from minsheng.targets import default_units

_TIME = re.compile(
    r"\d{1,2}\s*月|年底|年内|年末|季度|[上下]半年|[上中下]旬|长期|全年|持续|20\d\d年|春节|汛期|开学|另行通知"
)
_SIGNS = re.compile(r"[。；;]|，")
_LONGEST = 16
_UNITS = 120
"""Characters of a line that lists units."""
_MOST = 60
"""Lines of one row that are fitted; the rest goes to the last column that was reached."""


class Look(enum.Enum):
    """What a short text looks like."""

    NUMBER = 1
    TIME = 2
    UNIT = 3
    WORDS = 4


_FITS = {Look.NUMBER: (Column.NUMBER,), Look.TIME: (Column.DEADLINE,), Look.UNIT: UNITS, Look.WORDS: WORDY}
_WRONG, _SKIPPED, _AGAIN, _NEW_ROW = 6.0, 2.0, 0.5, 3.0
_LISTS = {Column.PARTNERS: 0.4}
"""Cost of one line more in columns that hold several more often than their neighbours."""


_PART = re.compile(r"[、，,/]")


def _all_units(plain: str) -> bool:
    """Whether a text lists units and nothing else."""
    parts = [without_role(p) for p in _PART.split(plain) if p]
    return all(
        len(p) <= _LONGEST and Organisation.guess(p).kind is not OrganisationKind.UNKNOWN for p in parts
    ) and bool(parts)


@lru_cache(maxsize=4096)
def look(text: str) -> Look:
    """What a line looks like: a number, a time limit, a unit; else words."""
    plain = "".join(text.split())
    if ordinal(plain) is not None:
        return Look.NUMBER
    if len(plain) <= _LONGEST and not _SIGNS.search(plain) and _TIME.search(plain):
        return Look.TIME
    if len(plain) <= _UNITS and not re.search("[。；;]", plain) and _all_units(plain):
        return Look.UNIT
    return Look.WORDS


def looks_like(text: str, column: Column) -> bool:
    """Whether a line looks like what the column holds: a day, a unit, a number, words.

    >>> looks_like("县财政局", Column.PARTNERS), looks_like("分享到:", Column.PARTNERS)
    (True, False)
    """
    return column in _FITS[look(text)]


def is_doubtful(lines: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether units stand on other lines than one to a column, and there are several columns for them.

    >>> is_doubtful(["县住建局", "县财政局", "县交运局"], [Column.LEADS, Column.PARTNERS])
    True
    """
    places = sum(c in UNITS for c in columns)
    return places > 1 and sum(look(line) is Look.UNIT for line in lines) != places


def fitted(lines: Sequence[str], columns: Sequence[Column]) -> list[list[list[int]]]:
    """Rows of columns of indices into `lines`: their order is kept, at the least cost of wrong, empty and repeated columns.

    A second row is one without a number of its own.

    >>> columns = [Column.NUMBER, Column.TEXT, Column.RESPONSIBLE, Column.DEADLINE]
    >>> fitted(["5", "建养护楼。", "县民政局", "5月底前", "建老年大学。", "12月底前"], columns)
    [[[0], [1], [2], [3]], [[], [4], [], [5]]]
    """
    n = len(columns)
    best: list[dict[int, tuple[float, int]]] = []  # line → column → (cost, column of the line before)
    for i, line in enumerate(lines[:_MOST]):
        seen = look(line)
        costs: dict[int, tuple[float, int]] = {}
        for column, role in enumerate(columns):
            own = _cost(line, seen, role) if i != 1 or seen is not Look.UNIT else _cost_behind_number(role)
            if i == 0:
                costs[column] = (own + _SKIPPED * column, -1)
                continue
            again = _FIGURES if _BARE.fullmatch(line) or _RATE.fullmatch(line) else 0.0
            ways = [
                (cost + own + _step(before, column, role) + again * (before == column), before)
                for before, (cost, _) in best[-1].items()
            ]
            costs[column] = min(ways)
        best.append(costs)
    column = min(best[-1], key=lambda c: best[-1][c][0] + _SKIPPED * (n - 1 - c))
    chosen = [column]
    for i in range(len(best) - 1, 0, -1):
        column = best[i][column][1]
        chosen.append(column)
    chosen.reverse()
    chosen += [chosen[-1]] * (len(lines) - len(chosen))
    rows: list[list[list[int]]] = [[[] for _ in columns]]
    for i, column in enumerate(chosen):
        if i and column < chosen[i - 1]:
            rows.append([[] for _ in columns])
        rows[-1][column].append(i)
    return rows


_FIGURES = 4.0
"""What it costs besides to put two figures into one cell."""
_RATE = re.compile(r"\d[\d.]*\s*[%％]")
_BARE = re.compile(r"\d[\d,.]*")
_AMOUNT = re.compile(r"(?:约|近|超过?|不少于|不低于|至少|[≥≤>＞])?\d[\d,.]*[万亿]?[\u4e00-\u9fff㎡/]{1,5}")
_HEDGED = re.compile(r"(?:约|近|超过?|不少于|不低于|不超过|至少|[≥≤>＞])\d[\d,.]*")
_REPORT = re.compile(r"(?:目前|现|均|全部|截[至止][^，。；]{1,12}[，,]?)?(?:已|累计|正在|完成|尚未|未)")
_OPEN = (Column.NOTE, Column.UNKNOWN)
"""Columns in which anything may stand."""
_COSTS_OF_RATE = {Column.RATE: 0.0, Column.PROGRESS: 0.5, Column.DONE: 2.5, Column.FIGURE: 3.0, Column.CONTENT: 3.0}
_COSTS_OF_BARE = {
    Column.NUMBER: 0.0,
    Column.CONTENT: 0.0,
    Column.FIGURE: 0.0,
    Column.DONE: 0.2,
    Column.ADDED: 0.2,
    Column.PROGRESS: 0.5,
    Column.RATE: 1.5,
}
_COSTS_OF_AMOUNT = {
    Column.FIGURE: 0.0,
    Column.CONTENT: 0.0,
    Column.TEXT: 0.0,
    Column.DONE: 0.5,
    Column.PROGRESS: 0.5,
    Column.NAME: 1.0,
    Column.FUNDING: 0.5,
}


def _cost(line: str, seen: Look, role: Column) -> float:
    """What it costs to put a line into a column: nothing where it looks like what the column holds."""
    plain = line.strip()
    short = len(plain) <= _LONGEST
    if short and _RATE.fullmatch(plain):
        return _COSTS_OF_RATE.get(role, _WRONG / 2 if role in _OPEN else _WRONG)
    if short and _BARE.fullmatch(plain):
        return _COSTS_OF_BARE.get(role, _WRONG / 2 if role in _OPEN else _WRONG)
    if role is Column.UNIT:
        return 0.0 if _is_measure(plain) else _WRONG
    if short and _HEDGED.fullmatch(plain):
        return _COSTS_OF_AMOUNT.get(role, _WRONG / 2 if role in _OPEN else _WRONG)
    if seen in (Look.WORDS, Look.UNIT) and short and _AMOUNT.fullmatch(plain):
        return _COSTS_OF_AMOUNT.get(role, _WRONG / 2 if role in _OPEN else _WRONG)
    if role in _FITS[seen]:
        return _WRONG / 2 if _is_measure(plain) else 0.0
    if seen is Look.WORDS and role is Column.PROGRESS:
        return 0.0 if _REPORT.match(plain) else 1.0
    return _WRONG / 2 if role in _OPEN else _WRONG


_MEASURE = re.compile(r"[\u4e00-\u9fff%‰㎡]{1,4}(?:/[\u4e00-\u9fff]{1,3}){0,2}")


def _is_measure(plain: str) -> bool:
    """Whether a line is a measure word and nothing else: 人次, 元/月/人."""
    return _MEASURE.fullmatch(plain) is not None and plain in default_units()


_MEASURES = 5
"""Characters of a measure word that no table knows, at most."""


def is_placed(lines: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether each line is the cell of one column: as many, and no words in that of measures, as where an empty cell was left out.

    >>> columns = [Column.NUMBER, Column.NAME, Column.UNIT, Column.FIGURE, Column.DONE]
    >>> (
    ...     is_placed(["1", "学位", "个", "9", "6"], columns),
    ...     is_placed(["1", "学位", "公办幼儿园学位", "个", "6"], columns),
    ... )
    (True, False)
    """
    if len(lines) != len(columns):
        return False
    beside = [line.strip() for line, column in zip(lines, columns, strict=True) if column is Column.UNIT]
    return not any(look(line) is Look.WORDS and not _is_measure(line) and len(line) > _MEASURES for line in beside)


def _cost_behind_number(role: Column) -> float:
    """The same of what looks like a unit and stands right behind the number, where names stand: 建设幼儿园."""
    return _SKIPPED if role in (Column.NAME, Column.TEXT) else _cost("", Look.UNIT, role)


def _step(before: int, column: int, role: Column) -> float:
    if column == before:
        return _LISTS.get(role, _AGAIN)
    if column > before:
        return _SKIPPED * (column - before - 1)
    return _NEW_ROW
