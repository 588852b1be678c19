"""Sheets of a workbook → paragraphs and grids (工作表): titles above, the table, notes below; hidden rows stand aside."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from minsheng.errors import Finding, Place, Severity, Unreadable
from minsheng.intake.readers import limits
from minsheng.intake.readers.grids import plain_cell
from minsheng.intake.source import Block, Cell, Grid, Paragraph, SourceDocument
from minsheng.intake.words.header import find_header

_FAR = 100
"""So many empty rows or columns part a few stray cells from a table."""
_FEW = 3
_GAPS = 200
"""Empty rows at which another table is looked for."""
_HEAD = 48
"""Rows of a table among which its header is looked for."""
_NUMBER = re.compile(r"[\d.,\s%％—–-]+")
_LABEL = re.compile(r"[^:：]{1,10}[:：]")
_SHOWN = 12
"""Rows or columns that a finding names."""

Row = list[tuple[int, str]]
"""Columns, from 0, and texts."""


def letters(column: int) -> str:
    """The name of a column, counted from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class Sheet:
    """What a reader of workbooks found in a sheet; rows and columns are counted from 0."""

    def __init__(self, name: str, *, file: str, hidden: bool = False) -> None:
        self.name, self.hidden, self._file = name, hidden, file
        self.rows: dict[int, Row] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        """First row, first column, last row, last column."""
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        """First and last column of each run."""
        self.errors: list[tuple[int, int, str]] = []
        self.unfinished: list[tuple[int, int]] = []
        """Formulas without a stored result."""
        self.beside: list[tuple[str, str]] = []
        """Kind and text of what is no cell: 批注, 文本框."""
        self.filled = 0

    def add(self, row: int, column: int, text: str) -> None:
        """A cell with a text; columns of a row may come in any order.

        Raises:
            Unreadable: there are more than a document may have.
        """
        if not text or text.isspace():
            return
        self.filled += 1
        limits.check("intake.too-many-cells", self.filled, limits.CELLS, file=self._file)
        limits.check("intake.line-too-long", len(text), limits.LINE, file=self._file)
        cells = self.rows.get(row)
        if cells is None:
            self.rows[row] = [(column, text)]
        else:
            cells.append((column, text))


def document_of(sheets: Sequence[Sheet], *, file: str, format: str) -> SourceDocument:
    """All visible sheets, in order.

    Raises:
        Unreadable: none of them has anything in it, or merged cells cover too much.
    """
    blocks: list[Block] = []
    aside: list[Paragraph] = []
    findings: list[Finding] = []
    for sheet in sheets:
        read = _Reading(sheet, file)
        aside += read.aside
        findings += read.findings
        blocks += read.blocks
    if not blocks:
        raise Unreadable("intake.empty", file=file)
    return SourceDocument(blocks=blocks, file=file, format=format, aside=aside, findings=findings)


class _Reading:
    """One sheet, read."""

    def __init__(self, sheet: Sheet, file: str) -> None:
        self._sheet, self._file = sheet, file
        self.blocks: list[Block] = []
        self.aside: list[Paragraph] = []
        self.findings: list[Finding] = []
        for cells in sheet.rows.values():
            cells.sort()
        for kind, text in sheet.beside:
            self.aside.append(Paragraph(text, part=kind, sheet=sheet.name))
        for kind, n in Counter(kind for kind, _ in sheet.beside).items():
            self._find("intake.set-aside", Severity.INFO, kind=kind, n=n)
        if sheet.hidden:
            if sheet.filled:
                self.aside += [
                    self._paragraph(r, c, text, "隐藏") for r, cells in sheet.rows.items() for c, text in cells
                ]
                self.findings.append(
                    Finding.of(
                        "intake.hidden-sheet", Severity.WARNING, Place(file=file), name=sheet.name, n=sheet.filled
                    )
                )
            return
        self._leave_hidden()
        self._leave_far()
        self._doubts()
        self._anchors, self._above = self._merged()
        for segment in self._segments():
            self._read(segment)

    def _find(self, code: str, severity: Severity, row: int = -1, column: int = -1, **fields: object) -> None:
        cell = f"{letters(column)}{row + 1}" if row >= 0 else ""
        self.findings.append(
            Finding.of(code, severity, Place(file=self._file, sheet=self._sheet.name, cell=cell), **fields)
        )

    def _paragraph(self, row: int, column: int, text: str, part: str = "") -> Paragraph:
        return Paragraph(text.strip(), part=part, sheet=self._sheet.name, ref=f"{letters(column)}{row + 1}")

    def _leave_hidden(self) -> None:
        sheet = self._sheet
        rows = sorted(sheet.hidden_rows & sheet.rows.keys())
        for row in rows:
            self.aside += [self._paragraph(row, column, text, "隐藏") for column, text in sheet.rows.pop(row)]
        if rows:
            self._find("intake.hidden-rows", Severity.WARNING, rows=_listed([str(row + 1) for row in rows]))
        if not sheet.hidden_columns:
            return
        hidden: set[int] = set()
        for row, cells in sheet.rows.items():
            for column, text in cells:
                if any(first <= column <= last for first, last in sheet.hidden_columns):
                    hidden.add(column)
                    self.aside.append(self._paragraph(row, column, text, "隐藏"))
            if hidden:
                sheet.rows[row] = [cell for cell in cells if cell[0] not in hidden]
        sheet.rows = {row: cells for row, cells in sheet.rows.items() if cells}
        if hidden:
            names = _listed([letters(column) for column in sorted(hidden)])
            self._find("intake.hidden-columns", Severity.WARNING, columns=names)

    def _leave_far(self) -> None:
        """A few cells far from all others are left out: they would make a table of a million rows."""
        sheet = self._sheet
        far: list[tuple[int, int]] = []
        for group in _groups(sorted(sheet.rows)):
            cells = [(row, column) for row in group for column, _ in sheet.rows[row]]
            if len(cells) <= _FEW and len(cells) * 2 < sheet.filled:
                far += cells
        columns = Counter(column for cells in sheet.rows.values() for column, _ in cells)
        for group in _groups(sorted(columns)):
            if (n := sum(columns[column] for column in group)) <= _FEW and n * 2 < sheet.filled:
                wanted = set(group)
                far += [(row, column) for row, cells in sheet.rows.items() for column, _ in cells if column in wanted]
        for row, column in dict.fromkeys(far):
            text = next(text for at, text in sheet.rows[row] if at == column)
            self.aside.append(self._paragraph(row, column, text, "隐藏"))
            sheet.rows[row] = [cell for cell in sheet.rows[row] if cell[0] != column]
        sheet.rows = {row: cells for row, cells in sheet.rows.items() if cells}
        if far:
            cell = f"{letters(far[0][1])}{far[0][0] + 1}"
            self._find("intake.far-cells", Severity.WARNING, n=len(set(far)), cell=cell)

    def _doubts(self) -> None:
        visible = {(row, column) for row, cells in self._sheet.rows.items() for column, _ in cells}
        for row, column, value in self._sheet.errors:
            if (row, column) in visible:
                self._find("intake.error-cell", Severity.WARNING, row, column, value=value)
        for row, column in self._sheet.unfinished[:_GAPS]:
            self._find("intake.no-result", Severity.WARNING, row, column)

    def _merged(self) -> tuple[dict[tuple[int, int], tuple[int, int]], dict[int, set[int]]]:
        """Of each merged cell with a text its last row and column; and row → the columns that a cell from above covers.

        What stands below a merged cell is not seen; it is set aside.
        """
        sheet = self._sheet
        rows = sorted(sheet.rows)
        texts = {(row, column) for row, cells in sheet.rows.items() for column, _ in cells}
        widest = max((column for _, column in texts), default=0)
        anchors: dict[tuple[int, int], tuple[int, int]] = {}
        above: dict[int, set[int]] = {}
        covered: set[tuple[int, int]] = set()
        for top, left, bottom, right in sheet.merges:
            right = min(right, widest)
            if (top, left) not in texts or (top, left) in covered or bottom < top or right < left:
                continue
            within = rows[bisect_left(rows, top) : bisect_right(rows, bottom)]
            area = [(row, column) for row in within for column in range(left, right + 1)]
            limits.check("intake.too-many-cells", len(covered) + len(area), limits.CELLS, file=self._file)
            if not covered.isdisjoint(area):
                continue
            covered.update(area)
            anchors[top, left] = (bottom, right)
            for row in range(top + 1, min(bottom, rows[-1]) + 1):
                above.setdefault(row, set()).update(range(left, right + 1))
        for row, column in covered & texts - anchors.keys():
            text = next(text for at, text in sheet.rows[row] if at == column)
            self.aside.append(self._paragraph(row, column, text, "隐藏"))
            sheet.rows[row] = [cell for cell in sheet.rows[row] if cell[0] != column]
        return anchors, above

    def _segments(self) -> Iterator[list[int]]:
        """Rows that belong together: another table begins behind an empty row, where a header of its own stands."""
        rows = sorted(self._sheet.rows)
        start = gaps = 0
        for i in range(1, len(rows)):
            if rows[i] - rows[i - 1] > 1 and not self._covered(rows[i] - 1) and gaps < _GAPS:
                gaps += 1
                if self._is_table(rows[i : i + 8]) and self._is_table(rows[start:i][:12]):
                    yield rows[start:i]
                    start = i
        if rows:
            yield rows[start:]

    def _covered(self, row: int) -> bool:
        return bool(self._above.get(row))

    def _is_table(self, rows: Sequence[int]) -> bool:
        return find_header(self._grid(rows)) is not None

    def _read(self, rows: list[int]) -> None:
        sheet = self._sheet
        columns = sorted({column for row in rows for column, _ in sheet.rows[row]})
        width = columns[-1] - columns[0] + 1
        first = next((i for i, row in enumerate(rows) if self._is_row(row, width)), len(rows))
        last = len(rows)
        while last > first + 1 and self._is_note(rows[last - 1], columns[0], width):
            last -= 1
        if first < last:
            head = find_header(self._grid(rows[first : min(last, first + _HEAD)]))
            if head is not None:
                first += head.first
                while first and self._covered(rows[first]):
                    first -= 1  # a cell from above reaches into the row: it heads the same table
        for row in rows[:first]:
            self._paragraphs(row)
        if first < last:
            self.blocks.append(self._grid(rows[first:last]))
        for row in rows[last:]:
            self._paragraphs(row)

    def _is_row(self, row: int, width: int) -> bool:
        """Whether a row is one of a table: several cells over most of its width."""
        cells = self._sheet.rows[row]
        covered = sum(self._width(row, column) for column, _ in cells) + len(self._above.get(row, ()))
        return len(cells) > 1 and covered * 2 >= width

    def _is_note(self, row: int, first: int, width: int) -> bool:
        """Whether a row behind a table is text: one that begins at its left, or a few labels (填表人：)."""
        cells = self._sheet.rows[row]
        if self._above.get(row):
            return False
        if len(cells) == 1:
            return cells[0][0] == first and not _NUMBER.fullmatch(cells[0][1])
        return len(cells) * 2 < width and all(_LABEL.match(text) for _, text in cells)

    def _width(self, row: int, column: int) -> int:
        return self._anchors.get((row, column), (row, column))[1] - column + 1

    def _paragraphs(self, row: int) -> None:
        """The cells of a row as paragraphs; a label that ends in a colon goes with its neighbour."""
        label, at = "", -1
        for column, text in self._sheet.rows[row]:
            text = label + text.strip()
            start, at = (at if label else column), -1
            label = ""
            if text.endswith((":", "：")) and "\n" not in text:
                label, at = text, start
                continue
            self._lines(row, start, text)
        if label:
            self._lines(row, at, label)

    def _lines(self, row: int, column: int, text: str) -> None:
        for line in text.split("\n"):
            if line.strip():
                self.blocks.append(self._paragraph(row, column, line))

    def _grid(self, rows: Sequence[int]) -> Grid:
        """A grid of these rows; columns in which none of them has a text are left out."""
        sheet, anchors = self._sheet, self._anchors
        columns = sorted({column for row in rows for column, _ in sheet.rows[row]})
        names = {column: letters(column) for column in columns}
        at = {column: i for i, column in enumerate(columns)}
        cells = []
        for i, row in enumerate(rows):
            for column, text in sheet.rows[row]:
                text, place, ref = text.strip("\n"), at[column], f"{names[column]}{row + 1}"
                if (end := anchors.get((row, column))) is None:
                    cells.append(plain_cell(text, i, place, ref=ref))
                    continue
                down = max(bisect_right(rows, end[0]) - i, 1)
                across = bisect_right(columns, end[1]) - place
                cells.append(Cell(text=text, row=i, column=place, row_span=down, column_span=across, ref=ref))
        return Grid(cells, sheet=sheet.name)


def _groups(numbers: Sequence[int]) -> list[list[int]]:
    """Numbers in order, parted where many are left out; one group where nothing is far."""
    groups: list[list[int]] = []
    for number in numbers:
        if not groups or number - groups[-1][-1] > _FAR:
            groups.append([])
        groups[-1].append(number)
    return groups if len(groups) > 1 else []


def _listed(names: Iterable[str]) -> str:
    """Some of the names, and whether there are more."""
    found = list(names)
    return "、".join(found[:_SHOWN]) + ("…" if len(found) > _SHOWN else "")
