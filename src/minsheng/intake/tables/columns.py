"""What a column holds, told by its cells (按内容判列): where a heading means two things, is unknown, or is not there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

from attrs import evolve

from minsheng.intake.source import Grid
from minsheng.intake.words.fitting import Look, look
from minsheng.intake.words.header import UNITS, WORDY, Column, Header
from minsheng.intake.words.numbering import ordinal
from minsheng.responsibility import Organisation, OrganisationKind
from minsheng.targets import default_units, percent_of
from minsheng.text import number, squeeze

_SAMPLE = 60
"""Cells of a column that are looked at."""
_ROWS = 2
"""Rows by which a column is told to be a quotient's part."""
_MOST = 0.6
"""Share of them that must look alike."""
_BARE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_NOTHING = re.compile(r"[-—–/\\无×*.。·]*")
_BRACKET = re.compile(r"[（(]([^（()）]{1,8})[)）]$")
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z%‰㎡㎢㎞³²]{1,6}(?:/[\u4e00-\u9fff]{1,3}(?:[·/][\u4e00-\u9fff]{1,3})?)?")
_PAIR = re.compile(r"([\u4e00-\u9fff]{1,3})[（(]([\u4e00-\u9fff]{1,2})[)）]")
_CLASS = re.compile("(?:所属|项目|工作)?(?:领域|类别|分类|类型|板块|方面)|类别名称")
"""Headings of what sorts the projects."""
_LONG = 24
_NOTES = ("备注", "说明")


def bare_number(text: str) -> bool:
    """Whether a text is a number and nothing else: 1,063; ４.

    >>> bare_number("1,063"), bare_number("４"), bare_number("4个"), bare_number("2024年")
    (True, True, False, False)
    """
    return _BARE.fullmatch(squeeze(unicodedata.normalize("NFKC", text[:60]))) is not None


def says_nothing(text: str) -> bool:
    """Whether a cell is empty, or says so with a stroke."""
    return _NOTHING.fullmatch(squeeze(text)) is not None


def unit_in_bracket(text: str) -> str:
    """The measure word in a bracket at the end: 目标任务（公里）; empty if there is none.

    >>> unit_in_bracket("目标任务（公里）"), unit_in_bracket("项目名称（盖章）")
    ('公里', '')
    """
    found = _BRACKET.search(squeeze(text))
    word = found[1].removeprefix("单位：").removeprefix("单位:") if found else ""
    return word if word and measure(word) else ""


def measure(word: str) -> str:
    """The word, if it is a measure word that the table of units knows; else nothing."""
    pair = _PAIR.fullmatch(word)  # 人（次）: so many 人
    word = pair[1] if pair is not None and measure(pair[2]) else word
    return word if _WORD.fullmatch(word) and word in default_units() else ""


def told_by_cells(grid: Grid, header: Header) -> Header:
    """The header, its columns corrected by what stands below them."""
    columns = list(header.columns)
    cells = [_cells(grid, header, column) for column in range(grid.columns)]
    for i, role in enumerate(columns):
        if cells[i]:
            columns[i] = Column.NOTE if _is_stage(header.titles[i], role) else _corrected(role, cells[i])
    twice = [i for i, c in enumerate(columns) if c in (Column.NAME, Column.TEXT)]
    if len(twice) > 1 and Column.NUMBER not in columns and _share(cells[twice[0]], _is_ordinal) > 0.8:
        columns[twice[0]] = Column.NUMBER  # one heading over number and name
    if Column.CONTENT in columns and not any(c in (Column.NAME, Column.TEXT) for c in columns):
        # 领域: the only name there is, where each row has its own
        for i, title in enumerate(header.titles):
            if _CLASS.fullmatch(title) and len(cells[i]) == len(set(cells[i])) == len(
                cells[columns.index(Column.CONTENT)]
            ):
                columns[i] = Column.NAME
                break
    if not any(c in (Column.CONTENT, Column.TEXT) for c in columns):
        # one text for name and content: its beginning is the name
        columns = [Column.TEXT if c is Column.NAME else c for c in columns]
    guessed, there = [], set(columns)
    for i, role in enumerate(columns):
        if role is Column.UNKNOWN and cells[i] and (told := _guess(cells[i], there)) is not Column.UNKNOWN:
            columns[i] = told
            there.add(told)
            guessed.append(i)
    for i, title in enumerate(header.titles):
        # a column for notes that names who does it, where no other one does
        if title in _NOTES and there.isdisjoint(UNITS) and len(cells[i]) > 1 and _share(cells[i], _is_unit) > 0.8:
            columns[i] = Column.RESPONSIBLE
            there.add(Column.RESPONSIBLE)
            guessed.append(i)
    if (done := _reckoned(grid, header, columns)) is not None:
        columns[done] = Column.DONE
        guessed.append(done)
    return evolve(header, columns=tuple(columns), guessed=tuple(guessed))


_STAGE = re.compile(
    r"(?:[上下]半年|第?[一二三四1-4]季度|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|底)?|阶段性?|半年|季度|月度|每月|分月)"
    r"(?:[^完进落]{0,4})(?:目标|任务|计划|安排|节点)"
)


def _is_stage(title: str, role: Column) -> bool:
    """Whether a column holds what is to be reached on the way (上半年目标): no target of the project."""
    return role in (*WORDY, Column.FIGURE) and _STAGE.search(title) is not None


def headerless(grid: Grid) -> Header | None:
    """The columns of a list without any header row: numbered from 1, with texts, and units or days beside them.

    >>> from minsheng.intake.source import Cell
    >>> rows = [["1", "改造道路40公里，年内完成。", "县交运局"], ["2", "建设候车亭50处。", "县住建局"]]
    >>> cells = [Cell(text=t, row=r, column=c) for r, row in enumerate(rows) for c, t in enumerate(row)]
    >>> [c.value for c in headerless(Grid(cells)).columns]
    ['number', 'text', 'leads']
    """
    if grid.rows < 2 or not 3 <= grid.columns <= 12:
        return None
    header = Header(
        first=-1, last=-1, columns=(Column.UNKNOWN,) * grid.columns, titles=("",) * grid.columns, guessed=()
    )
    columns = [Column.UNKNOWN] * grid.columns
    cells = [_cells(grid, header, i) for i in range(grid.columns)]
    for i, texts in enumerate(cells):
        if Column.NUMBER not in columns and _share(texts, lambda t: ordinal(t) is not None) > _MOST and _counts(texts):
            columns[i] = Column.NUMBER
        elif _share(texts, _is_unit) > _MOST:
            columns[i] = Column.PARTNERS if Column.LEADS in columns else Column.LEADS
        elif _share(texts, _is_time) > _MOST:
            columns[i] = Column.DEADLINE
    wordy = [i for i, c in enumerate(columns) if c is Column.UNKNOWN and _share(cells[i], _is_wordy) > _MOST]
    if Column.NUMBER not in columns or not wordy or not {Column.LEADS, Column.DEADLINE} & set(columns):
        return None
    longest = max(wordy, key=lambda i: sum(map(len, cells[i])))
    columns[longest] = Column.CONTENT if wordy[0] != longest else Column.TEXT
    if wordy[0] != longest:
        columns[wordy[0]] = Column.NAME
    guessed = tuple(i for i, c in enumerate(columns) if c is not Column.UNKNOWN)
    return evolve(header, columns=tuple(columns), guessed=guessed)


def _cells(grid: Grid, header: Header, column: int) -> list[str]:
    found: list[str] = []
    for row in range(header.last + 1, min(grid.rows, header.last + 1 + 2 * _SAMPLE)):
        cell = grid.at(row, column)
        if (
            cell is not None
            and cell.row == row
            and cell.column_span * 2 <= grid.columns
            and not says_nothing(cell.text)
        ):
            found.append(cell.text)
        if len(found) >= _SAMPLE:
            break
    return found


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, texts)) / len(texts) if texts else 0.0


def _counts(texts: Sequence[str]) -> bool:
    numbers = [n for t in texts if (n := ordinal(t)) is not None]
    return numbers[:1] == [1] and all(a < b for a, b in pairwise(numbers))


def _is_percent(text: str) -> bool:
    """Whether a cell holds a rate, or several in lines or between 、."""
    lines = [line for line in re.split("[、；;\n]", text) if line.strip()]
    return bool(lines) and all(percent_of(line) is not None for line in lines)


def _is_unit(text: str) -> bool:
    first = re.split(r"[、，,；;\n/]", text.strip())[0]
    return len(first) <= 20 and Organisation.guess(squeeze(first)).kind is not OrganisationKind.UNKNOWN


def _is_time(text: str) -> bool:
    return look(text) is Look.TIME


def _is_measure(text: str) -> bool:
    return bool(measure(squeeze(text)))


def _is_ordinal(text: str) -> bool:
    return ordinal(squeeze(text).strip("（()）")) is not None


def _is_amount(text: str) -> bool:
    return _AMOUNT.fullmatch(squeeze(text)) is not None


_AMOUNT = re.compile(r"(?:不低于|不少于|不超过|不高于|至少|约|[≥≤>＞])?\d[\d,.]*[^\d，。；、]{0,6}")


def _is_wordy(text: str) -> bool:
    return len(squeeze(text)) >= 4 and not bare_number(text)


def _is_report(text: str) -> bool:
    return _REPORT.match(squeeze(text)) is not None


_REPORT = re.compile(
    r"(?:目前|现|截[至止][^，。；]{1,12}[，,]?|\d{1,2}月底?[，,]?)?(?:已|累计|正在|均已|全部完成|尚未|未开工|完成\d)"
)
"""How a text on the progress begins."""


def _is_long(text: str) -> bool:
    return len(squeeze(text)) > _LONG


def _corrected(role: Column, texts: Sequence[str]) -> Column:
    """What the column holds, where its heading may mean two things."""
    if role is Column.UNIT:
        return role if _share(texts, _is_measure) >= 0.5 else Column.RESPONSIBLE
    if role in (Column.CONTENT, Column.TEXT, Column.NAME):
        bare = _share(texts, bare_number)
        if bare > 0.8 or (bare > _MOST and _share(texts, _is_amount) > 0.8):
            return Column.FIGURE
    if role is Column.FIGURE and _share(texts, _is_long) > _MOST:
        return Column.CONTENT
    if role in (Column.PROGRESS, Column.RATE, Column.DONE):
        if _share(texts, _is_percent) > _MOST:
            return Column.RATE
        if _share(texts, bare_number) > _MOST:
            return role if role is Column.RATE else Column.DONE
        if _share(texts, _is_wordy) > _MOST and role is Column.RATE:
            return Column.PROGRESS
    return role


def _guess(texts: Sequence[str], columns: set[Column]) -> Column:
    """What a column with an unknown heading holds, if the list has no such column yet."""
    if columns.isdisjoint(UNITS) and _share(texts, _is_unit) > 0.8:
        return Column.RESPONSIBLE
    if Column.DEADLINE not in columns and _share(texts, _is_time) > 0.8:
        return Column.DEADLINE
    if columns.isdisjoint(WORDY) and _share(texts, _is_wordy) > 0.8:
        return Column.TEXT
    if Column.PROGRESS not in columns and _share(texts, _is_report) > _MOST:
        return Column.PROGRESS
    if Column.FIGURE in columns and Column.RATE not in columns and _share(texts, _is_percent) > 0.8:
        return Column.RATE
    return Column.UNKNOWN


def _reckoned(grid: Grid, header: Header, columns: Sequence[Column]) -> int | None:
    """A column with an unknown heading that holds what is done: its figures over those to be reached are the printed rates."""
    goal, rate = columns.index(Column.FIGURE) if Column.FIGURE in columns else -1, -1
    if goal >= 0 and Column.RATE in columns and Column.DONE not in columns:
        rate = columns.index(Column.RATE)
    for column, role in enumerate(columns if rate >= 0 else ()):
        if role is not Column.UNKNOWN:
            continue
        fits = missed = 0
        for row in range(header.last + 1, min(grid.rows, header.last + 1 + _SAMPLE)):
            cells = [grid.at(row, c) for c in (column, goal, rate)]
            done, wanted, share = (cell.text if cell is not None and cell.row == row else "" for cell in cells)
            percent = percent_of(share) if bare_number(done) and bare_number(wanted) else None
            if (
                percent is not None
                and (whole := number(squeeze(wanted)))
                and (part := number(squeeze(done))) is not None
            ):
                fits, missed = (fits + 1, missed) if abs(part * 100 / whole - percent) <= 1 else (fits, missed + 1)
        if fits >= _ROWS and fits > missed:
            return column
    return None
