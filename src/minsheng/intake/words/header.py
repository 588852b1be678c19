"""Which column of a table holds what (表头), told by synonyms in whatever order, over one or two rows."""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple, TypedDict

from attrs import frozen

from minsheng.errors.data_files import read_data
from minsheng.intake.source import Grid
from minsheng.text import key

_LONGEST = 24
"""Characters of a heading; what is longer is a cell."""
_LOOSE = 12
"""Characters of a heading that is known by a part of it."""
_ROWS = 40
"""Rows of a grid among which its header is looked for."""
_BRACKETS = re.compile(r"\([^()]*\)")
_SENTENCE = re.compile(r"[:：。；;，,]")
_PART_OF = re.compile(r"^其中[:：]?(?=.)")
"""其中：县级资金 is a part of the column before."""


class Column(enum.Enum):
    """What a column holds (列)."""

    NUMBER = "number"
    NAME = "name"
    TEXT = "text"
    """Name and content in one: 民生实事."""
    CONTENT = "content"
    FIGURE = "figure"
    UNIT = "unit"
    LEADS = "leads"
    PARTNERS = "partners"
    RESPONSIBLE = "responsible"
    """责任单位: who leads is told within the cell, else all do."""
    LEADERS = "leaders"
    DEADLINE = "deadline"
    START = "start"
    """开工时间."""
    PROGRESS = "progress"
    """Words on how far the work is."""
    DONE = "done"
    """累计完成: how much is done so far."""
    RATE = "rate"
    """完成率."""
    ADDED = "added"
    """本月完成."""
    FUNDING = "funding"
    NOTE = "note"
    UNKNOWN = "unknown"


WORDY = (Column.NAME, Column.TEXT, Column.CONTENT)
"""Columns that say what is to be done; a header has one."""
UNITS = (Column.LEADS, Column.PARTNERS, Column.RESPONSIBLE, Column.LEADERS)
"""Columns that hold names of units or persons."""


class _Row(NamedTuple):
    role: Column
    names: list[str]
    holds: list[str]


class _File(TypedDict):
    short_labels: str
    column: list[dict[str, str]]


@cache
def _file() -> _File:
    return read_data("minsheng.intake.words", "synonyms.toml", _File)


@cache
def _rows() -> list[_Row]:
    return [_Row(Column(r["role"]), r["names"].split(), r["holds"].split()) for r in _file()["column"]]


@cache
def _data() -> tuple[dict[str, Column], tuple[tuple[str, Column], ...]]:
    rows = _rows()
    names = {key(name): row.role for row in rows for name in row.names}
    return names, tuple([(key(part), row.role) for row in rows for part in row.holds])


@lru_cache(maxsize=4096)
def column_of(heading: str) -> Column:
    """What a column with this heading holds; UNKNOWN where no synonym fits.

    >>> column_of("项目内容\\n及工作目标"), column_of("完成时限（2024年）"), column_of("县交运局")
    (<Column.CONTENT: 'content'>, <Column.DEADLINE: 'deadline'>, <Column.UNKNOWN: 'unknown'>)
    """
    if len(heading) > 4 * _LONGEST:
        return Column.UNKNOWN
    printed = _PART_OF.sub("", key(heading))
    if not printed or len(printed) > _LONGEST:
        return Column.UNKNOWN
    names, holds = _data()
    short = _BRACKETS.sub("", printed)
    for name in (printed, short):
        if name in names:
            return names[name]
    if _SENTENCE.search(short):
        return Column.UNKNOWN
    if _MATTERS.search(short) is not None and (told := _of_matters(short)) is not Column.UNKNOWN:
        return told  # 牵头单位及主要负责人
    if len(short) > _LOOSE:
        return Column.UNKNOWN
    return next((role for part, role in holds if part in short), Column.UNKNOWN)


_MATTERS = re.compile("、|以?及|[和与/]")


def _of_matters(heading: str) -> Column:
    """What a heading of several matters holds, one of which alone is the project's: 进展情况、存在问题及下一步打算."""
    matters = [m for m in _MATTERS.split(heading) if m]
    if len(matters) < 2:
        return Column.UNKNOWN
    told = {column_of(m) for m in matters}
    own = told - {Column.NOTE}
    return next(iter(own)) if len(own) == 1 and len(own) < len(told) and Column.UNKNOWN not in own else Column.UNKNOWN


def is_header(headings: Sequence[Column]) -> bool:
    """Whether these can be the columns of a list of projects: one says what, another who, when or which.

    >>> is_header([Column.NUMBER, Column.TEXT, Column.RESPONSIBLE]), is_header([Column.NAME, Column.NOTE])
    (True, False)
    """
    known = set(headings) - {Column.UNKNOWN, Column.NOTE, Column.UNIT}
    told = len([h for h in headings if h not in (Column.UNKNOWN, Column.NOTE)]) + headings.count(Column.NOTE) / 2
    says_what = any(c in WORDY for c in known)
    # a heading of its own making for what is to be done is told by its cells
    own_word = Column.NUMBER in known and len(known) >= 3 and Column.UNKNOWN in headings
    return len(known) >= 2 and (says_what or own_word) and told * 2 >= len(headings)


@frozen(kw_only=True)
class Header:
    """The header of a grid."""

    first: int
    """First row of it."""
    last: int
    """Last row of it, the second of two."""
    columns: tuple[Column, ...]
    """What each column of the grid holds."""
    titles: tuple[str, ...]
    """Heading of each column, as printed less white space."""
    guessed: tuple[int, ...] = ()
    """Columns without a known heading, told by what their cells hold."""

    def of(self, *wanted: Column) -> tuple[int, ...]:
        """The columns that hold one of these."""
        return tuple(i for i, c in enumerate(self.columns) if c in wanted)


def find_header(grid: Grid) -> Header | None:
    """The first row, or two, that head a list of projects; None if there is none.

    >>> from minsheng.intake.source import Cell
    >>> grid = Grid([Cell(text=t, row=0, column=i) for i, t in enumerate(["主办单位", "项目名称", "序号"])])
    >>> [c.value for c in find_header(grid).columns]
    ['leads', 'name', 'number']
    """
    for row in range(min(grid.rows, _ROWS)):
        # a heading over several columns may itself be unknown: 责任落实 over 责任领导, 责任单位
        last = row + 1 if _is_split(grid, row) else row
        columns, titles = _columns(grid, range(row, last + 1))
        if is_header([c for c, title in zip(columns, titles, strict=True) if title]):
            return Header(first=row, last=last, columns=columns, titles=titles)
    return None


def repeats(grid: Grid, row: int, header: Header) -> bool:
    """Whether a row prints the header once more, as tables over several pages do."""
    cells = grid.row(row)
    if not cells or cells[0].text.isdecimal() or column_of(cells[0].text) is Column.UNKNOWN:
        return False
    texts = {key(c.text) for c in cells if c.text.strip()}
    for known in range(max(header.first, 0), header.last + 1):
        printed = {key(c.text) for c in grid.row(known) if c.text.strip()}
        if len(texts) > 1 and len(texts & printed) * 3 >= 2 * len(texts | printed):
            return True
    columns, titles = _columns(grid, (row, row + 1) if _is_split(grid, row) else (row,))
    same = sum(a is b for a, b in zip(columns, header.columns, strict=True))
    return is_header([c for c, title in zip(columns, titles, strict=True) if title]) and same * 3 >= 2 * len(columns)


def _is_split(grid: Grid, row: int) -> bool:
    """Whether the row's header goes on in the next one: a heading over several columns, all others over two rows."""
    if row + 1 >= grid.rows:
        return False
    above = grid.row(row)
    if not any(1 < c.column_span < grid.columns for c in above):
        return False
    below = [grid.at(row + 1, column) for cell in above if cell.column_span == 1 for column in [cell.column]]
    return all(
        c is None or c.row <= row or not c.text.strip() or column_of(c.text) is not Column.UNKNOWN for c in below
    )


def _columns(grid: Grid, rows: Sequence[int]) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    columns, titles = [], []
    for column in range(grid.columns):
        cells = list(dict.fromkeys(c for row in rows if (c := grid.at(row, column)) is not None))
        title = next((c.text for c in reversed(cells) if c.text.strip()), "")
        roles = [r for c in reversed(cells) if (r := column_of(c.text)) is not Column.UNKNOWN]
        titles.append("".join(title.split()))
        if roles[1:2] == [Column.PROGRESS] and _PERIOD.fullmatch(titles[-1]):
            roles = roles[1:]  # 一季度, below 进展情况
        columns.append(roles[0] if roles else Column.UNKNOWN)
    # 上半年, 前三季度, 全年 under one heading are steps, where another column says what is to be done by the end
    steps = [i for i, title in enumerate(titles) if _PERIOD.fullmatch(title)]
    goals = [i for i, c in enumerate(columns) if c in (Column.FIGURE, Column.CONTENT, Column.TEXT) and i not in steps]
    if len(steps) > 1 and goals:
        columns = [Column.NOTE if i in steps and c in _GOALS else c for i, c in enumerate(columns)]
    return tuple(columns), tuple(titles)


_PERIOD = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:第?[一二三四1-4]季度|[上下]半年|前[二三23]个?季度|全年|年底"
    r"|(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月?[—–~～至-])?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?底?)"
)
_GOALS = (Column.FIGURE, Column.CONTENT, Column.UNKNOWN)
"""What a period may be told to hold by the heading over it."""


@cache
def labels() -> dict[str, Column]:
    """Headings that announce what follows in running text (责任单位：…), longest first."""
    short = frozenset(_file()["short_labels"].split())
    wanted = {
        *UNITS,
        Column.NAME,
        Column.CONTENT,
        Column.DEADLINE,
        Column.START,
        Column.FUNDING,
        Column.PROGRESS,
        Column.RATE,
    }
    found = {
        name: row.role for row in _rows() if row.role in wanted for name in row.names if len(name) >= 4 or name in short
    }
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))
