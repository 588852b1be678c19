"""A grid under its header → drafts of projects (表格)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise

from attrs import evolve

from minsheng.errors import Severity, say
from minsheng.intake.drafts import Draft, Report
from minsheng.intake.passages import Passage
from minsheng.intake.source import Cell, Grid
from minsheng.intake.tables.columns import bare_number, measure, says_nothing, unit_in_bracket
from minsheng.intake.tables.unread import tell_unread_columns
from minsheng.intake.trail import Trail
from minsheng.intake.words.header import UNITS, WORDY, Column, Header, repeats
from minsheng.intake.words.numbering import counted as value_of
from minsheng.intake.words.parties import without_persons
from minsheng.text import NUMERALS

_DIGITS = 10
"""Characters of a number of a project, at most."""
_NUMBER = re.compile(
    rf"(?:项目|实事)?[（(]?([①-⑳⑴-⒇]|[0-9A-Za-z一二三四五六七八九十百〇]{{1,{_DIGITS}}}(?:[-.．—][0-9]{{1,4}}){{0,2}})[)）]?[.．、]?"
)
_NOTE = re.compile(
    r"\s*(?:(?:备?\s*注|说\s*明)\s*[:：0-9１-９1-9]|填表|制表|审核人|填报人|填报单位|联系人|联系电话|备注$|注$|说明$)"
)
_SUM = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|平\s*均)")
_GROUP = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]).{2,20}$|.{2,16}[（(](?:共|计)?\d{1,3}[项件个][)）]$"
)
_REPORTED = (Column.DONE, Column.RATE, Column.ADDED, Column.PROGRESS)
_TEXTS = (
    (Column.NAME,),
    (Column.CONTENT, Column.TEXT),
    (Column.DEADLINE,),
    (Column.START,),
    (Column.FUNDING,),
    (Column.NOTE,),
)
"""The columns of which a draft has the texts, by its fields: names, contents, time limits, first days, money, notes."""
_EMPTY = Passage("")
_SHORT = 40
"""Characters of a cell that may be a mark of repetition, white space included."""
_HEADS = re.compile("负责人|责任人|联系人|负责同志")
_CATEGORY = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?|[IVXⅠ-Ⅻ]{1,5}[、.．]?")


def drafts_in_table(block: int, grid: Grid, header: Header, trail: Trail) -> list[Draft]:
    """One draft a number of the table, in its order.

    Rows without a number of their own (merged cells) add to the one above; repeated headers, headings over the whole
    width, sums and notes make no project. The same cell counts once in a project, however many rows it covers.
    """
    for column, title in enumerate(header.titles):
        trail.title(block, column, title)
    for row in range(max(header.first, 0), header.last + 1):
        _use_row(block, grid, row, trail)
    for row in range(header.first):  # the table's own title, in a cell over its whole width
        if len(grid.row(row)) == 1:
            _use_row(block, grid, row, trail)
    rows: list[tuple[str, Passage, list[int]]] = []
    columns = _Columns(block, grid, header)
    numbered = columns.number
    counted = _is_counted(grid, header)
    for row in range(header.last + 1, grid.rows):
        cells = grid.row(row)
        filled = [c for c in cells if c.text and not c.text.isspace()]
        if not filled:
            continue
        if repeats(grid, row, header):
            _use_row(block, grid, row, trail)
            continue
        if _is_note(filled, len(cells), row):
            continue
        if _is_heading(filled, len(cells), grid, header) or (counted and _is_category(grid, row, columns)):
            _use_row(block, grid, row, trail)
            continue
        if row <= header.last + 2 and _measures_only(filled, row):
            _use_row(block, grid, row, trail)
            continue
        number, at = _number(block, grid, row, numbered[0]) if numbered else ("", _EMPTY)
        if not number and rows and (numbered or columns.goes_on(row) or not _says_what(grid, row, columns)):
            rows[-1][2].append(row)
            continue
        if rows and at and _same_place(at, rows[-1][1]):  # one number over several rows
            rows[-1][2].append(row)
            continue
        if not number:
            number = str(len(rows) + 1)
            if numbered:
                trail.find("intake.number-missing", Severity.WARNING, _whole(block, cells[0]), number=number)
        rows.append((number, at, [row]))
    for column in header.guessed:
        if rows:
            cell = grid.at(max(header.first, 0), column)
            where = _whole(block, cell) if cell is not None else _EMPTY
            kind = header.columns[column].value
            name = say(f"intake.column-{kind}")
            trail.find("intake.column-by-cells", Severity.WARNING, where, column=column + 1, kind=kind, name=name)
    tell_unread_columns(block, grid, header, ((number, group) for number, _, group in rows), trail)
    drafts = [columns.draft(number, at, group) for number, at, group in rows]
    return drafts if numbered else _numbered_by_names(drafts)


_BEFORE_NAME = re.compile(rf"(\d{{1,3}}|[{NUMERALS}]{{1,3}})[.．、](?!\d)[ \t\u3000]*(?=\S)")


def _numbered_by_names(drafts: list[Draft]) -> list[Draft]:
    """The drafts; where a number stands in front of each name and they count on from one to the next, they are numbered so."""
    texts = [d.name or (d.contents[0] if d.contents else _EMPTY) for d in drafts]
    marks = [_BEFORE_NAME.match(p.text) for p in texts]
    values = [value_of(m[1]) if m is not None else None for m in marks]
    if len(drafts) < 2 or any(v is None or w is None or w != v + 1 for v, w in pairwise(values)):
        return drafts
    found: list[Draft] = []
    for draft, text, mark in zip(drafts, texts, marks, strict=True):
        if mark is None:
            return drafts
        bare = text[mark.end() :]
        named = {"name": bare} if draft.name else {"contents": (bare, *draft.contents[1:])}
        found.append(evolve(draft, number=mark[1], number_at=text[mark.start(1) : mark.end(1)], **named))
    return found


def _same_place(a: Passage, b: Passage) -> bool:
    return a.row == b.row and a.spans == b.spans


def head_and_notes(block: int, grid: Grid, header: Header) -> tuple[list[Passage], list[Passage]]:
    """What stands in the grid above its header, and the notes below it: running text that is printed in cells."""

    def texts(rows: Iterator[int]) -> list[Passage]:
        found: dict[int, Passage] = {}
        for row in rows:
            for cell in grid.row(row):
                if cell.text.strip():
                    found.setdefault(id(cell), _whole(block, cell))
        return [line for passage in found.values() for line in passage.lines()]

    notes = []
    for row in range(header.last + 1, grid.rows):
        cells = grid.row(row)
        if cells and cells[0].text.isdecimal():  # a number is no note
            continue
        first = next((c for c in cells if c.text and not c.text.isspace()), None)
        if first is None or not _NOTE.match(first.text):
            continue
        filled = [c for c in cells if c.text and not c.text.isspace()]
        if _is_note(filled, len(cells), row) and not _is_sum(filled):
            notes.append(row)
    return texts(iter(range(max(header.first, 0)))), texts(iter(notes))


class _Columns:
    """Which columns of a grid hold what, and the drafts of its rows."""

    def __init__(self, block: int, grid: Grid, header: Header) -> None:
        self.block, self.grid, self.header = block, grid, header
        self.number = header.of(Column.NUMBER)
        self.names = header.of(Column.NAME)
        self.contents = header.of(Column.CONTENT, Column.TEXT)
        self.texts = tuple([(column, n) for n, of in enumerate(_TEXTS) for column in header.of(*of)])
        """Columns of texts, each with its field of `_TEXTS`."""
        self.units = tuple([(column, len(_TEXTS)) for column in header.of(*UNITS)])
        """The same of units and persons."""
        self.has_deadlines = bool(header.of(Column.DEADLINE))
        self.figures = header.of(Column.FIGURE)
        self.measures = header.of(Column.UNIT)
        self.reported = header.of(*_REPORTED)
        self.periods = _periods(header, self.reported)
        """Of each column that reports the heading that names its day or period."""
        self.under_one = len(self.contents) > 1 and len({id(grid.at(header.first, c)) for c in self.contents}) == 1
        """Whether one heading spans the columns of name and content: groups, and the project in the last of them."""
        self.wordy = header.of(*WORDY)
        self.goals = header.of(*WORDY, Column.FIGURE)
        self.heads = tuple([c for c, _ in self.units if _HEADS.search(header.titles[c])])
        """Columns of units in which the person in charge stands too."""
        self.no_heading = header.of(*UNITS, Column.DEADLINE, Column.CONTENT)
        self.guessed = tuple(header.columns[c] for c in header.guessed)
        self._repeated: dict[int, tuple[int, Cell | None]] = {}
        """Of each column the row of its last mark of repetition, and the cell that it stood for."""
        self.doubtful = any(c.doubtful for c in grid.cells)

    def _told(self, rows: list[int], columns: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, Passage]]:
        """What the cells of these columns say, each once in a field, with its column and field."""
        at = self.grid.at
        seen: set[tuple[int, int]] = set()
        for row in rows:
            for column, field in columns:
                cell = at(row, column)
                if cell is None:
                    continue
                text = cell.text
                first = text[:1]
                spaced = first.isspace()
                if not first or (spaced and text.isspace()):
                    continue
                if cell.row_span > 1 or cell.column_span > 1:
                    if (field, id(cell)) in seen:
                        continue
                    seen.add((field, id(cell)))
                meant = self._meant(cell, column) if spaced or first in _DITTO_BEGINS else cell
                yield column, field, _whole(self.block, meant)

    def _meant(self, cell: Cell, column: int) -> Cell:
        """The cell that a mark of repetition (同上, 〃) stands for: the next one above that is none; else the cell itself."""
        if not _is_ditto(cell):
            return cell
        known, found = self._repeated.get(column, (self.header.last, None))
        for row in range(cell.row - 1, self.header.last, -1):
            if row == known:
                break
            above = self.grid.at(row, column)
            if above is not None and above.text.strip() and not _is_ditto(above):
                found = above
                break
        else:
            found = None
        self._repeated[column] = cell.row, found
        return cell if found is None else found

    def goes_on(self, row: int) -> bool:
        """Whether the cell that names the project of a row reaches down from one above."""
        columns = self.names or (self.contents if self.under_one else ())
        cell = self.grid.at(row, columns[-1]) if columns else None
        return cell is not None and cell.row < row and bool(cell.text.strip())

    def _own(self, rows: list[int], columns: tuple[int, ...]) -> tuple[int, ...]:
        """These columns without the first whose cells go over further projects: 就业工程 | 创业就业 | 新增就业（人）."""
        for k, column in enumerate(columns[:-1]):
            cell = self.grid.at(rows[0], column)
            if cell is None or (cell.row >= rows[0] and cell.row + cell.row_span <= rows[-1] + 1):
                return columns[k:]
        return columns[-1:]

    def _of_project(self, rows: list[int]) -> tuple[tuple[int, int], ...]:
        """The columns of texts without those of names, or under one heading, that speak of further projects too."""
        if len(self.names) < 2 and not self.under_one:
            return self.texts
        kept = {*self._own(rows, self.names), *(self._own(rows, self.contents) if self.under_one else self.contents)}
        left = {*self.names, *self.contents} - kept
        return tuple([(column, field) for column, field in self.texts if column not in left])

    def draft(self, number: str, at: Passage, rows: list[int]) -> Draft:
        """What the rows say of one project."""
        texts: list[list[Passage]] = [[] for _ in _TEXTS]
        for _, field, said in self._told(rows, self._of_project(rows)):
            texts[field].append(said)
        names, contents, deadlines, starts, funding, notes = texts
        return Draft(
            number=number,
            number_at=at,
            name=names[0].squeezed() if names else _EMPTY,
            contents=(*names[1:], *contents),
            further_names=max(len(names) - 1, 0),
            units=self._units(rows),
            units_doubtful=self.doubtful and any(c.doubtful for row in rows for c in self.grid.row(row)),
            deadlines=tuple(deadlines),
            starts=tuple(starts),
            limit_stated=self.has_deadlines,
            figures=tuple(self._figures(rows)) if self.figures else (),
            funding=tuple(funding),
            reports=tuple(self._reports(rows)) if self.reported else (),
            remarks=tuple(notes),
            labels=tuple(self._measure_words(rows)) if self.measures and (self.figures or self.reported) else (),
            guessed=self.guessed,
        )

    def _measure_words(self, rows: list[int]) -> Iterator[Passage]:
        """The cells that hold the measure words of figures beside them."""
        for row in rows:
            for column in self.measures:
                cell = self.grid.at(row, column)
                if cell is not None and measure("".join(cell.text.split())):
                    yield _whole(self.block, cell)

    def _units(self, rows: list[int]) -> tuple[tuple[Column, Passage], ...]:
        """What the columns of units say, each with its column, without the persons of the units."""
        roles, heads = self.header.columns, self.heads
        return tuple(
            [
                (roles[column], without_persons(said) if column in heads else said)
                for column, _, said in self._told(rows, self.units)
            ]
        )

    def _figures(self, rows: list[int]) -> Iterator[tuple[Passage, str]]:
        """The cells of columns for the figure, each with its measure word."""
        seen: set[int] = set()
        for row in rows:
            for column in self.figures:
                cell = self.grid.at(row, column)
                if cell is not None and id(cell) not in seen and not says_nothing(cell.text):
                    seen.add(id(cell))
                    yield _whole(self.block, cell), self._unit(row, column)

    def _unit(self, row: int, column: int) -> str:
        """The measure word of a bare figure: of the column for it, else of its own heading."""
        for place in self.measures:
            cell = self.grid.at(row, place)
            if cell is not None and (word := measure("".join(cell.text.split()))):
                return word
        return unit_in_bracket(self.header.titles[column])

    def _reports(self, rows: list[int]) -> Iterator[Report]:
        """What the table says of the progress, line by line; a cell over several rows speaks of all of them."""
        block, grid, roles = self.block, self.grid, self.header.columns
        groups: dict[tuple[tuple[int, ...], str], list[tuple[int, Cell]]] = {}
        seen: set[int] = set()
        for row in rows:
            for column in self.reported:
                cell = grid.at(row, column)
                if cell is None or id(cell) in seen or says_nothing(cell.text):
                    continue
                seen.add(id(cell))
                first = bisect_left(rows, cell.row)
                covered = tuple(rows[first : bisect_left(rows, cell.row + cell.row_span, first)])
                groups.setdefault((covered, self.periods.get(column, "")), []).append((column, cell))
        for (covered, heading), found in groups.items():
            goals = {
                id(c): _whole(block, c)
                for row in covered
                for column in self.goals
                if (c := grid.at(row, column)) is not None and c.text.strip()
            }

            def of(role: Column, found: list[tuple[int, Cell]] = found) -> tuple[Passage, ...]:
                return tuple(_whole(block, cell) for column, cell in found if roles[column] is role)

            numbers = [c for c, cell in found if roles[c] is Column.DONE and bare_number(cell.text)]
            unit = self._unit(covered[0], numbers[0] if numbers else found[0][0]) if covered else ""
            yield Report(
                goal=tuple(goals.values()),
                unit=unit,
                done=of(Column.DONE),
                rate=of(Column.RATE),
                added=of(Column.ADDED),
                words=of(Column.PROGRESS),
                heading=heading,
            )


_PERIOD = re.compile(
    r"(?:截?[至止]|(?:19|20)\d\d年)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月?[—–~～至-])?"
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}[日号]|份|底|末)?|第?[一二三四1-4]季度末?|[上下]半年)"
)


def _periods(header: Header, columns: tuple[int, ...]) -> dict[int, str]:
    """The period that the heading of each column names; a column without one goes with the one before it.

    Where no two columns of one kind name different ones (本月完成, 累计完成) all speak of the last.
    """
    named = {c: m[0] for c in columns if (m := _PERIOD.search(header.titles[c])) is not None}
    if not named:
        return {}
    roles = [header.columns[c] for c in named]
    alone = all(c in named or header.columns[c] not in roles for c in columns)
    if alone and len(set(roles)) == len(roles):
        return dict.fromkeys(columns, named[max(named)])
    found: dict[int, str] = {}
    last = ""
    for column in columns:
        last = named.get(column, last)
        found[column] = last if column in named or header.columns[column] not in roles else ""
    return found


_DITTO_BEGINS = "同〃″＂“”\"'"
_DITTO = re.compile(r"(?:同上|同前|〃|″|＂|“|”|\"|'')")


def _is_ditto(cell: Cell) -> bool:
    first = cell.text[:1]
    return (
        (first in _DITTO_BEGINS or first.isspace())
        and len(cell.text) <= _SHORT
        and _DITTO.fullmatch("".join(cell.text.split())) is not None
    )


def _whole(block: int, cell: Cell) -> Passage:
    text = cell.text
    whole = Passage(text, block, cell.row, cell.column)
    return whole if text and not text[0].isspace() and not text[-1].isspace() else whole.stripped()


def _number(block: int, grid: Grid, row: int, column: int) -> tuple[str, Passage]:
    cell = grid.at(row, column)
    if cell is None or not cell.text.strip():
        return "", _EMPTY
    words = _whole(block, cell)
    if len(words) <= _DIGITS and words.text.isdecimal() and words.text.isascii():
        return words.text, words
    words = words.squeezed()
    match = _NUMBER.fullmatch(words.text)
    return (match[1], words[match.start(1) : match.end(1)]) if match else ("", words)


def _is_heading(filled: list[Cell], cells: int, grid: Grid, header: Header) -> bool:
    """A row with a single text that is no number: a category, a unit of the table, a note."""
    if len(filled) != 1 or grid.columns == 1:
        return False
    cell = filled[0]
    if cells > 1 and cell.row_span > 1:
        return False
    if cell.column_span > 1 or header.columns[cell.column] is Column.NUMBER:
        return True
    return grid.columns > 2 and _GROUP.match(cell.text.strip()) is not None


def _is_counted(grid: Grid, header: Header) -> bool:
    """Whether most rows are numbered in Arabic figures, so that 一, 二 number headings."""
    column = next(iter(header.of(Column.NUMBER)), None)
    if column is None:
        return False
    texts = [c.text.strip() for r in range(header.last + 1, grid.rows) if (c := grid.at(r, column)) and c.text.strip()]
    return sum(t[:1].isdigit() for t in texts) * 2 >= len(texts) > 0


def _is_category(grid: Grid, row: int, columns: _Columns) -> bool:
    """一 | 住房保障 | 3项: a heading in a table whose projects are counted in Arabic figures; it names no unit and no day."""
    cell = grid.at(row, columns.number[0])
    if cell is None or not _CATEGORY.fullmatch(cell.text.strip()):
        return False
    rest = columns.no_heading
    return all((c := grid.at(row, r)) is None or c.row != row or c.column_span > 1 or not c.text.strip() for r in rest)


def _is_note(filled: list[Cell], cells: int, row: int) -> bool:
    """A row of notes, signatures or sums."""
    first = filled[0]
    if first.row != row:
        return False
    if _is_sum(filled):
        return True
    return bool(_NOTE.match(first.text)) and (len(filled) == 1 or first.column_span > 1 or len(filled) * 2 <= cells)


def _is_sum(filled: list[Cell]) -> bool:
    return _says_sum(filled[0].text) or (len(filled) > 1 and _says_sum(filled[1].text))


def _says_sum(text: str) -> bool:
    return _SUM.match(text) is not None and len("".join(text.split())) <= 8


def _measures_only(filled: list[Cell], row: int) -> bool:
    """A row below the header that gives the measure words: （公里） | （万元）."""
    texts = ["".join(c.text.split()).strip("（）()") for c in filled if c.row == row]
    return bool(texts) and all(map(measure, texts))


def _says_what(grid: Grid, row: int, columns: _Columns) -> bool:
    own = (grid.at(row, column) for column in columns.wordy)
    return any(c is not None and c.row == row and c.text.strip() for c in own)


def _use_row(block: int, grid: Grid, row: int, trail: Trail) -> None:
    for passage in _passages(block, grid, row):
        trail.use(passage)


def _passages(block: int, grid: Grid, row: int) -> Iterator[Passage]:
    for cell in grid.row(row):
        yield _whole(block, cell)
