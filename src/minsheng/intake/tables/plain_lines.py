"""Tables in plain lines (纯文本表格): cells that begin with a tab, are parted by tabs, or stand one to a line.

Only where a header row is recognised do lines become a grid; all others stay paragraphs.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, frozen

from minsheng.intake.letterhead.signatures import is_day, is_signature
from minsheng.intake.letterhead.tails import stands_behind
from minsheng.intake.source import Block, Cell, Grid, Paragraph, SourceDocument
from minsheng.intake.tables.row_starts import RowStarts, is_class, is_next, is_own_heading
from minsheng.intake.tables.second_names import with_second_names
from minsheng.intake.words.fitting import fitted, is_doubtful, is_placed, looks_like
from minsheng.intake.words.header import UNITS, Column, column_of, is_header
from minsheng.intake.words.numbering import ordinal

_HEADING = re.compile(r"^#{1,6} +")
"""The mark of a heading in Markdown."""
_LONGEST_ROW = 20_000
"""Characters of a row between commas."""
_BOLD = re.compile(r"\*\*([^*\n]{1,200})\*\*")
"""Bold words in Markdown."""
_BLANKS = 2
"""So many empty lines end a table; within a cell stands one at most."""
_SUM = re.compile(r"(?:合|总|小|共)\s*计")


@frozen
class _Piece:
    """A line, or what stands behind a tab, with its number in the file."""

    text: str
    line: int
    fresh: bool = False
    """An empty line stands before it."""
    doubtful: bool = False
    """It was put into its column by its looks alone."""


def blocks_of_lines(lines: Sequence[str]) -> list[Block]:
    """Paragraphs, one a line that is not blank, and the grids among them.

    >>> rows = ["表", "序号", "项目", "主办单位", "1", "道路", "县交运局", "2", "站亭", "县住建局"]
    >>> [type(b).__name__ for b in blocks_of_lines(rows)]
    ['Paragraph', 'Grid']
    >>> blocks_of_lines(rows)[1].at(2, 1).text
    '站亭'
    """
    blocks: list[Block] = []
    i = 0
    while i < len(lines):
        found = _table(lines, i)
        if found is not None:
            grid, i = found
            blocks.append(grid)
            continue
        if lines[i] and not lines[i].isspace():
            blocks.append(Paragraph(_BOLD.sub(r"\1", _HEADING.sub("", lines[i].rstrip())), i + 1))
        i += 1
    return blocks


def with_tables_of_lines(source: SourceDocument) -> SourceDocument:
    """The document with the tables that its paragraphs make, a cell to a paragraph: a page whose table is none, a copy of one.

    >>> rows = ["2026年清单", "序号", "项目", "主办单位", "1", "道路", "县交运局", "2", "站亭", "县住建局"]
    >>> [type(b).__name__ for b in with_tables_of_lines(SourceDocument(blocks=[Paragraph(t) for t in rows])).blocks]
    ['Paragraph', 'Grid']
    """
    found: list[Block] = []
    run: list[Paragraph] = []
    for block in (*source.blocks, None):
        if isinstance(block, Paragraph):
            run.append(block)
            continue
        for made in blocks_of_lines([p.text for p in run]):
            if isinstance(made, Paragraph):
                found.append(run[made.line - 1])
            else:
                cells = (evolve(c, line=run[c.line - 1].line if c.line else 0) for c in made.cells)
                found.append(Grid(cells, sheet=made.sheet))
        run = []
        if block is not None:
            found.append(block)
    grids = sum(isinstance(b, Grid) for b in found)
    return evolve(source, blocks=found) if grids > sum(isinstance(b, Grid) for b in source.blocks) else source


def _is_last_day(lines: Sequence[str], i: int) -> bool:
    """Whether a line is a day and nothing else, and no row follows: the document's own."""
    return is_day(lines[i]) and not any("\t" in line for line in lines[i + 1 : i + 8])


def _is_end(lines: Sequence[str], i: int, number: int) -> bool:
    """Whether those who sign stand at line `i`, behind a row that has all its cells, and no row counts on."""
    if not is_signature(lines, i):
        return False
    behind = [text for line in lines[i + 1 : i + 8] if (text := line.strip())]
    return not any(ordinal(text) == number + 1 for text in behind)


def _heads_on(lines: Sequence[str], i: int) -> bool:
    """Whether a heading behind a tab goes on in the next line: 工作 over 任务."""
    below = lines[i + 1] if i + 1 < len(lines) else ""
    if not lines[i].startswith("\t") or lines[i].count("\t") > 1 or not below.strip() or below.startswith("\t"):
        return False
    return column_of(lines[i].strip() + below.strip()) is not Column.UNKNOWN


def _table(lines: Sequence[str], i: int) -> tuple[Grid, int] | None:
    """The table whose header begins at line `i`, and the line behind it."""
    line = lines[i]
    if ":" in line or "：" in line:
        records = _records(lines, i)
        if records is not None:
            return records
    for cells_of in (_piped, _spaced, _commas):
        header = cells_of(line)
        if len(header) > 2 and is_header([column_of(h) for h in header]):
            return _cells_in_a_line(lines, i, cells_of)
    if (
        column_of(line.split("\t")[-1]) is Column.UNKNOWN
        and column_of(line.strip("\t").split("\t")[0]) is Column.UNKNOWN
        and not _heads_on(lines, i)
    ):
        return None
    if line.strip("\t").count("\t") >= 1:
        header = line.strip("\t").split("\t")
        if not is_header([column_of(h) for h in header]):
            return None
        return _rows_in_lines(lines, i, line.startswith("\t"), len(header))
    if line.startswith("\t"):
        return _cells_behind_tabs(lines, i)
    return _cells_in_lines(lines, i)


_FIELD = re.compile(r"\s*([\u4e00-\u9fff（）()/]{2,12})[:：](.*)", re.DOTALL)
"""A label and what it announces, on a line of their own."""


def _records(lines: Sequence[str], i: int) -> tuple[Grid, int] | None:
    """A row for each run of labelled lines that begins with its number: 序号：1 / 事项：… / 承办：…; and again 序号：2.

    >>> found = _records(
    ...     ["序号：1", "事项：改造道路", "承办：城建办", "", "序号：2", "事项：清洗外墙", "承办：城建办"], 0
    ... )
    >>> [found[0].at(2, c).text for c in range(3)]
    ['2', '清洗外墙', '城建办']
    """
    first = _FIELD.fullmatch(lines[i])
    if first is None or ordinal(first[2]) is None or column_of(first[1]) is not Column.NUMBER:
        return None
    rows: list[dict[str, _Piece]] = []
    header: dict[str, int] = {}
    end, label = i, ""
    for k in range(i, len(lines)):
        field = _FIELD.fullmatch(lines[k])
        if field is not None and (field[1] == first[1] or not stands_behind(lines[k])):
            label = field[1]
            if label == first[1]:
                if len(rows) == 1 and not is_header([column_of(name) for name in header]):
                    return None
                rows.append({})
            elif label in rows[-1]:
                break
            header.setdefault(label, k + 1)
            rows[-1][label] = _Piece(field[2].strip(), k + 1)
        elif not lines[k].strip():
            continue
        elif k != end or stands_behind(lines[k]):  # behind a blank line
            break
        else:
            rows[-1][label] = _Piece(f"{rows[-1][label].text}\n{lines[k].strip()}", rows[-1][label].line)
        end = k + 1
    if len(rows) < 2:
        return None
    blank = _Piece("", 0)
    heads = [_Piece(name, line) for name, line in header.items()]
    return _grid([heads, *([row.get(name, blank) for name in header] for row in rows)]), end


_BAR = re.compile(r"[|｜│]")
_RULE = re.compile(r"\s*[|+]?[\s|+:=-]{3,}[|+]?\s*")
"""The line below a header in Markdown or a drawn table."""


def _piped(line: str) -> list[str]:
    """The cells of a line between | or ｜ or │, those at its ends perhaps left out; none if it has no such marks."""
    if not _BAR.search(line):
        return []
    cells = [cell.strip() for cell in _BAR.split(line.strip())]
    return cells[not cells[0] : len(cells) - (len(cells) > 1 and not cells[0] and not cells[-1])]


def _spaced(line: str) -> list[str]:
    """The cells of a line between two or more spaces; none if tabs part it."""
    return [] if "\t" in line else re.split(r"[ \u3000]{2,}", line.strip())


def _commas(line: str) -> list[str]:
    """The cells of a line between commas, or semicolons, as a table saved as text has them; quotation marks hold a cell together.

    >>> _commas('3,市民球场,"新建足球场4片,篮球场12片"')
    ['3', '市民球场', '新建足球场4片,篮球场12片']
    """
    mark = "," if "," in line else ";"
    if mark not in line or len(line) > _LONGEST_ROW:
        return []
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=mark), [])]
    except csv.Error:
        return []


def _cells_in_a_line(lines: Sequence[str], i: int, cells_of: Callable[[str], list[str]]) -> tuple[Grid, int]:
    """A row to a line, cells parted by | or by wide spaces; of the latter a shorter line goes on with the last cell."""
    rows: list[list[_Piece]] = []
    while i < len(lines):
        line = lines[i]
        cells = cells_of(line)
        if not _RULE.fullmatch(line):
            if not line.strip() or not cells or stands_behind(line) or is_signature(lines, i):
                break
            if cells_of is _spaced and rows and len(cells) != len(rows[0]):
                if len(cells) > 1 or len(rows) < 2:
                    break
                last = rows[-1][-1]
                rows[-1][-1] = _Piece(f"{last.text}\n{line.strip()}", last.line)
            else:
                rows.append([_Piece(text.replace("<br>", "\n\n"), i + 1) for text in cells])
        i += 1
    return _with_two_header_rows(rows) or _grid(rows), i


def _rows_in_lines(lines: Sequence[str], i: int, indented: bool, columns: int) -> tuple[Grid, int]:
    """A row to a line, cells parted by tabs; a line without a tab goes on with the last cell."""
    rows: list[list[_Piece]] = []
    blanks = 0
    while i < len(lines):
        line = lines[i]
        if not line.strip():
            blanks += 1
            if blanks >= _BLANKS:
                break
        elif is_signature(lines, i) or _is_last_day(lines, i):
            break
        elif "\t" in line:
            cells = line[1:].split("\t") if indented and line.startswith("\t") else line.split("\t")
            rows.append([_Piece(text.strip(), i + 1) for text in cells[: max(columns, 1) * 2]])
            blanks = 0
        elif blanks or stands_behind(line) or len(rows) < 2:
            break
        else:
            last = rows[-1][-1]
            rows[-1][-1] = _Piece(f"{last.text}\n{line.strip()}", last.line)
        i += 1
    return _with_two_header_rows(rows) or _grid(rows), i


def _cells_behind_tabs(lines: Sequence[str], i: int) -> tuple[Grid, int] | None:
    """A cell behind each tab, over several lines; the copy of a web page puts an empty line between rows."""
    pieces: list[_Piece] = []
    start, blanks = i, 0
    while i < len(lines):
        line = lines[i]
        if line.startswith("\t"):  # a tab alone is an empty cell
            for n, text in enumerate(line[1:].split("\t")):
                pieces.append(_Piece(text, i + 1, fresh=n == 0 and (blanks > 0 or not pieces)))
            blanks = 0
        elif not line.strip():
            blanks += 1
        elif blanks >= _BLANKS or stands_behind(line) or is_signature(lines, i):
            break
        else:
            last = pieces[-1]
            pieces[-1] = _Piece(last.text + "\n" * (blanks + 1) + line.rstrip(), last.line, last.fresh)
            blanks = 0
        i += 1
    groups = _groups(pieces)
    columns = [column_of(p.text) for p in groups[0]]
    if not is_header(columns):
        return None
    return _grid([groups[0], *_shaped(groups[1:], columns)]), max(i, start + 1)


def _groups(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    groups: list[list[_Piece]] = []
    for piece in pieces:
        if piece.fresh or not groups:
            groups.append([])
        groups[-1].append(piece)
    return groups


def _shaped(groups: list[list[_Piece]], columns: Sequence[Column]) -> list[list[_Piece]]:
    """Rows of the header's width: as grouped, else counted off, else fitted by what the cells look like."""
    n = len(columns)
    if all(len(g) == n for g in groups):
        return groups
    flat = [piece for group in groups for piece in group]
    if len(flat) % n == 0:
        return [flat[k : k + n] for k in range(0, len(flat), n)]
    return [row for group in groups for row in ([group] if len(group) == n else _fit(group, columns))]


def _cells_in_lines(lines: Sequence[str], i: int) -> tuple[Grid, int] | None:
    """A cell, or a part of one, to a line: a row begins where the next number stands."""
    header, i = _header_lines(lines, i)
    columns = [column_of(p.text) for p in header]
    if len(header) < 3 or not is_header(columns):
        return None
    if columns[0] is not Column.NUMBER:  # no number tells where a row begins
        return _counted_off(lines, i, header)
    rows: list[list[_Piece]] = []
    number = begin = 0
    ends: list[int] = []
    classes: dict[int, _Piece] = {}
    later = RowStarts(lines, i, len(header))
    while i < len(lines):
        text = lines[i].strip()
        if text:
            value = ordinal(text)
            if value is not None and (
                not rows
                or (value == number + 1 and not later.begins(begin, i, value))
                or (value > number + 1 and is_next(lines, i, rows[-1], len(header)))
            ):
                begin = i
                rows.append([])
                ends.append(i)
                number = value
            elif (not rows or len(rows[-1]) >= len(header)) and is_class(lines, i, number + 1):
                classes.setdefault(number + 1, _Piece(text, i + 1))
                i += 1
                continue
            elif (
                not rows
                or stands_behind(text)
                or (len(rows[-1]) >= len(header) and (_SUM.fullmatch(text) or _is_end(lines, i, number)))
            ):
                break
            rows[-1].append(_Piece(text, i + 1, fresh=not lines[i - 1].strip()))
            ends[-1] = i + 1
        i += 1
    n = len(columns)
    rows = _by_blank_lines(rows, n)
    if rows and all(len(r) == n for r in rows[:-1]):  # what follows a regular table is no cell of it
        last = rows[-1]
        keep = min(n, len(last))
        while (
            keep < len(last)
            and not last[keep].fresh
            and looks_like(last[keep].text, columns[-1])
            and not is_day(last[keep].text)  # the document's own
        ):
            keep += 1
        rows[-1] = last[:keep]
        ends[-1] = last[keep - 1].line
    fit = [
        row
        for group in rows
        for row in ([group] if is_placed([p.text for p in group], columns) else _fit(group, columns))
    ]
    grid = _with_classes([header, *fit], classes) if classes else _grid([header, *fit])
    return with_second_names(grid, columns), ends[-1] if ends else i


def _by_blank_lines(rows: list[list[_Piece]], n: int) -> list[list[_Piece]]:
    """The rows, lines without a blank one between them joined to one cell, where that gives most rows their cells."""
    joined = [_joined(row) for row in rows]
    fits = sum(len(row) == n for row in joined[:-1]) + (bool(joined) and len(joined[-1]) >= n)
    return joined if fits * 2 > len(rows) else rows


def _joined(row: Sequence[_Piece]) -> list[_Piece]:
    cells: list[_Piece] = []
    for piece in row:
        if cells and not piece.fresh:
            last = cells[-1]
            cells[-1] = _Piece(f"{last.text}\n{piece.text}", last.line, last.fresh)
        else:
            cells.append(piece)
    return cells


def _header_lines(lines: Sequence[str], i: int) -> tuple[list[_Piece], int]:
    """Lines that are headings, blank ones between them left out, and the line behind them.

    Where a blank line stands behind the first or second, a heading may go over several lines.
    """
    header: list[_Piece] = []
    wide = any(not line.strip() for line in lines[i + 1 : i + 3])
    while i < len(lines):
        text = lines[i].strip()
        if not text:
            i += 1
            continue
        end = i + 1
        while wide and end < len(lines) and lines[end].strip() and end - i < 3:
            end += 1
        whole = "\n".join(line.strip() for line in lines[i:end])
        if column_of(whole) is Column.UNKNOWN and not (wide and len(header) > 1 and is_own_heading(lines, i, end)):
            break
        header.append(_Piece(whole, i + 1))
        i = end
    return header, i


def _counted_off(lines: Sequence[str], i: int, header: Sequence[_Piece]) -> tuple[Grid, int] | None:
    """The rows of a table whose cells stand between blank lines, and whose count of cells fills its rows."""
    cells: list[_Piece] = []
    end = i
    while i < len(lines):
        text = lines[i].strip()
        if text and stands_behind(text):
            break
        if text:
            fresh = not cells or not lines[i - 1].strip()
            cells.append(_Piece(text, i + 1, fresh=fresh))
            end = i + 1
        elif i - end >= _BLANKS:
            break
        i += 1
    cells = _joined(cells)
    n = len(header)
    if not cells or len(cells) % n:
        return None
    return _grid([header, *(cells[k : k + n] for k in range(0, len(cells), n))]), end


def _fit(group: Sequence[_Piece], columns: Sequence[Column]) -> list[list[_Piece]]:
    rows = []
    texts = [p.text for p in group]
    doubtful = is_doubtful(texts, columns)
    for row in fitted(texts, columns):
        cells = []
        for indices, column in zip(row, columns, strict=True):
            two = column in (Column.NAME, Column.TEXT) and any(group[k].fresh for k in indices[1:])
            text = ("\n\n" if two else "\n").join(texts[k] for k in indices)
            line = group[indices[0]].line if indices else 0
            cells.append(_Piece(text, line, doubtful=doubtful and column in UNITS))
        rows.append(cells)
    return rows


def _with_two_header_rows(rows: Sequence[Sequence[_Piece]]) -> Grid | None:
    """The grid of rows whose header goes over two lines, blank where a heading is merged; None if it does not.

    >>> lines = ["序号|项目|责任分工||时限", "||牵头单位|配合单位|", "1|道路|甲局|乙局|6月底"]
    >>> grid = _with_two_header_rows([[_Piece(t, 1) for t in line.split("|")] for line in lines])
    >>> grid.at(0, 2).column_span, grid.at(0, 1).row_span, grid.at(1, 3).text
    (2, 2, '配合单位')
    """
    if len(rows) < 3:
        return None
    upper, lower = ([p.text for p in row] for row in rows[:2])
    below = [i for i, text in enumerate(lower) if text]
    merged = [i for i, text in enumerate(upper) if not text]
    if not merged or not upper[0] or lower[0] or len(lower) > len(upper) or not set(merged) <= set(below):
        return None
    if any(column_of(lower[i]) is Column.UNKNOWN for i in below):
        return None
    head = []
    for i, piece in enumerate(rows[0]):
        if piece.text:
            wide = next((k for k in range(i + 1, len(upper)) if upper[k]), len(upper)) - i
            high = 1 if i in below else 2
            head.append(Cell(text=piece.text, row=0, column=i, column_span=wide, row_span=high, line=piece.line))
    second = [Cell(text=lower[i], row=1, column=i, line=rows[1][i].line) for i in below]
    rest = [evolve(c, row=c.row + 2) for c in _grid(rows[2:]).cells]
    return Grid([*head, *second, *rest])


def _with_classes(rows: Sequence[Sequence[_Piece]], classes: Mapping[int, _Piece]) -> Grid:
    """The grid, headings over the whole width above the rows whose numbers they stand before."""
    found: list[Cell] = []
    at = 0
    for row in rows:
        piece = classes.get(ordinal(row[0].text) or 0) if row else None
        if piece is not None:
            found.append(Cell(text=piece.text, row=at, column=0, column_span=len(rows[0]), line=piece.line))
            at += 1
        found += [evolve(c, row=at) for c in _grid([row]).cells]
        at += 1
    return Grid(found)


def _grid(rows: Sequence[Sequence[_Piece]]) -> Grid:
    return Grid(
        Cell(text=piece.text, row=r, column=c, line=piece.line, doubtful=piece.doubtful)
        for r, row in enumerate(rows)
        for c, piece in enumerate(row)
    )
