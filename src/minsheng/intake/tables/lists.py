"""Which grids of a document are lists of projects (项目表), and what running text is printed in their cells."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from minsheng.errors import Severity
from minsheng.intake.drafts import Draft
from minsheng.intake.passages import Passage
from minsheng.intake.source import Grid, Paragraph, SourceDocument, Spot
from minsheng.intake.tables.columns import headerless, told_by_cells
from minsheng.intake.tables.forms import drafts_in_form, is_form
from minsheng.intake.tables.regions import drafts_by_region, is_by_region, top_of
from minsheng.intake.tables.rows import drafts_in_table, head_and_notes
from minsheng.intake.trail import Trail
from minsheng.intake.words.header import UNITS, WORDY, Column, Header, find_header
from minsheng.intake.words.numbering import ordinal
from minsheng.intake.words.telling import is_duty, told_apart, told_in_cell


@frozen(kw_only=True)
class ProjectTable:
    """A grid that lists projects."""

    block: int
    grid: Grid
    header: Header
    goes_on: bool = False
    """It has no header of its own and goes on where the grid before ended."""
    form: bool = False
    """A form of labels and what they name, without header and rows."""
    by_region: bool = False
    """A form of places and their figures, the indicators side by side."""


_FORM = Header(first=-1, last=-1, columns=(), titles=())


def project_tables(source: SourceDocument) -> tuple[ProjectTable, ...]:
    """All grids with a header of a list of projects, and those that go on with the one before without a header."""
    found: list[ProjectTable] = []
    for i, block in enumerate(source.blocks):
        if not isinstance(block, Grid):
            continue
        if is_form(block):
            found.append(ProjectTable(block=i, grid=block, header=_FORM, form=True))
            continue
        header = find_header(block)
        if header is not None and not (_heads_several(header) and is_by_region(block)):
            header = told_by_cells(block, header)
            if header.of(*WORDY):
                found.append(ProjectTable(block=i, grid=block, header=header))
        elif found and not found[-1].form and _goes_on(block, found[-1]):
            header = evolve(found[-1].header, first=-1, last=-1, guessed=())
            found.append(ProjectTable(block=i, grid=block, header=header, goes_on=True))
        elif is_by_region(block):
            found.append(ProjectTable(block=i, grid=block, header=top_of(block), form=True, by_region=True))
    return tuple(found)


def _heads_several(header: Header) -> bool:
    """Whether one heading stands over several columns: 目标任务, 进度 of each indicator."""
    return len(set(header.titles)) < len(header.titles)


def tables_without_header(source: SourceDocument) -> tuple[ProjectTable, ...]:
    """Grids that list projects without any header row, told by what their cells hold."""
    grids = [(i, b) for i, b in enumerate(source.blocks) if isinstance(b, Grid)]
    return tuple(
        ProjectTable(block=i, grid=grid, header=header) for i, grid in grids if (header := headerless(grid)) is not None
    )


def _goes_on(grid: Grid, before: ProjectTable) -> bool:
    """Whether a grid without a header has the columns of the one before, and its numbers go on."""
    numbered = before.header.of(Column.NUMBER)
    if not numbered or grid.columns != before.grid.columns:
        return False
    last = _numbers(before.grid, numbered[0], before.header.last + 1)
    first = _numbers(grid, numbered[0], 0)
    return bool(first) and bool(last) and first[0] in (last[-1], last[-1] + 1)


def _numbers(grid: Grid, column: int, start: int) -> list[int]:
    cells = (grid.at(row, column) for row in range(start, grid.rows))
    return [n for c in cells if c is not None and (n := ordinal(c.text)) is not None]


def headings_of(tables: Sequence[ProjectTable]) -> list[Passage]:
    """The cells of the headers of all tables."""
    return [
        Passage.of_cell(table.block, cell)
        for table in tables
        for row in range(max(table.header.first, 0), table.header.last + 1)
        for cell in table.grid.row(row)
    ]


def drafts_of(tables: Sequence[ProjectTable], trail: Trail) -> list[Draft]:
    """The drafts of all tables, in order."""
    found: list[Draft] = []
    for table in tables:
        if table.goes_on:
            trail.find("intake.table-goes-on", Severity.INFO, _first_cell(table))
        if table.by_region:
            found += drafts_by_region(table.block, table.grid, trail, len(found) + 1)
        elif table.form:
            found += drafts_in_form(table.block, table.grid, trail, len(found) + 1)
        else:
            found += map(_with_duties, drafts_in_table(table.block, table.grid, table.header, trail))
    return found


def _with_duties(draft: Draft) -> Draft:
    """A draft of a table without columns for units, with those that its texts name: …。责任单位：县交运局.

    Where it has such columns, what their cells say of days and leaders is put where it belongs.
    """
    texts = "\n".join([cell.text for _, cell in draft.units])
    labelled = "：" in texts or ":" in texts
    parts = [part for column, cell in draft.units for part in told_in_cell(column, cell)] if labelled else ()
    if labelled and (len(parts) > len(draft.units) or any(c not in UNITS for c, _ in parts)):
        days = tuple(p for c, p in parts if c is Column.DEADLINE)
        return evolve(
            draft,
            units=tuple((c, p) for c, p in parts if c in UNITS),
            deadlines=(*draft.deadlines, *days),
            limit_stated=draft.limit_stated or bool(days),
            funding=(*draft.funding, *(p for c, p in parts if c is Column.FUNDING)),
            labels=(*draft.labels, *(p for _, p in draft.units)),
        )
    if draft.units or not any(map(is_duty, draft.contents)):
        return draft
    told = told_apart(draft.contents)
    limits = told.of(Column.DEADLINE)
    return evolve(
        draft,
        contents=told.texts or draft.contents,
        units=tuple((c, p) for c, p in told.parts if c in UNITS),
        deadlines=(*draft.deadlines, *limits),
        limit_stated=draft.limit_stated or bool(limits),
        labels=told.labels,
    )


def _first_cell(table: ProjectTable) -> Passage:
    cell = table.grid.cells[0]
    return Passage.whole(cell.text, Spot(table.block, cell.row, cell.column))


def running_text(source: SourceDocument, tables: Sequence[ProjectTable], *, grids: bool = False) -> list[Passage]:
    """The paragraphs, and between them what tables print above their header and below their rows, in order.

    Args:
        source: the document.
        tables: the grids that list projects.
        grids: whether the cells of all other grids are lines of running text, as in a page laid out by tables.
    """
    own = {t.block: t for t in tables}
    found: list[Passage] = []
    for i, block in enumerate(source.blocks):
        if isinstance(block, Paragraph):
            found.append(Passage.whole(block.text, Spot(i)))
        elif (table := own.get(i)) is not None and (table.by_region or not table.form):
            head, notes = head_and_notes(i, table.grid, table.header)
            found += (*head, *notes)
        elif grids and i not in own:
            for cell in block.cells:
                found += Passage.whole(cell.text, Spot(i, cell.row, cell.column)).lines()
    return found
