"""Forms: a small table a project, labels beside what they name (项目表单): 项目名称 | 城区停车场, 牵头单位 | 县城管局."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from minsheng.intake.drafts import Draft, Report
from minsheng.intake.lines.levels import Level, level_of
from minsheng.intake.passages import Passage
from minsheng.intake.source import Cell, Grid, Paragraph, Spot
from minsheng.intake.tables.columns import says_nothing
from minsheng.intake.tables.unread import tell_unread_label
from minsheng.intake.trail import Trail
from minsheng.intake.words.header import UNITS, WORDY, Column, column_of

_NAME = 40
"""Characters of a heading that names a project."""
_HEADINGS = 30
"""So many headings stand one below the other at most."""
_MOST = 0.6
"""Share of the cells in the places of labels that must be known ones."""


def is_form(grid: Grid) -> bool:
    """Whether labels stand in every other column of a grid, and what they name beside them.

    >>> rows = [["项目名称", "停车场建设"], ["牵头单位", "县城管局"], ["完成时限", "10月底前"]]
    >>> is_form(Grid([Cell(text=t, row=r, column=c) for r, row in enumerate(rows) for c, t in enumerate(row)]))
    True
    """
    if grid.rows < 3 or (grid.columns > 2 and all(column_of(c.text) is not Column.UNKNOWN for c in grid.row(0))):
        return False  # a row of headings
    return _is_paired(grid) or is_turned(grid)


def _is_paired(grid: Grid) -> bool:
    return grid.columns in (2, 4) and _are_labels([*_pairs(grid)])


def is_turned(grid: Grid) -> bool:
    """Whether the headings of a list stand in its first column, and each other column is a project.

    >>> rows = [["序号", "1", "2"], ["项目名称", "海堤", "路灯"], ["牵头单位", "区水务局", "区住建局"]]
    >>> is_turned(Grid([Cell(text=t, row=r, column=c) for r, row in enumerate(rows) for c, t in enumerate(row)]))
    True
    """
    if not 3 <= grid.rows <= _HEADINGS or grid.columns < 3 or _is_paired(grid):
        return False
    first = [grid.at(row, 0) for row in range(grid.rows)]
    if any(c is None or c.column_span > 1 or c.row_span > 1 for c in first):
        return False
    return _are_labels([pair for column in range(1, grid.columns) for pair in _column(grid, column)])


def _are_labels(pairs: Sequence[tuple[Cell, Cell]]) -> bool:
    """Whether what stands in the places of labels is most often one, and what stands beside it is not."""
    labels = [column_of(label.text) for label, _ in pairs]
    beside = [column_of(value.text) for _, value in pairs]
    known = [c for c in labels if c is not Column.UNKNOWN]
    return (
        len(known) >= _MOST * len(labels) > 0
        and any(c in WORDY for c in known)
        and any(c in (*UNITS, Column.DEADLINE, Column.PROGRESS) for c in known)
        and sum(c is not Column.UNKNOWN for c in beside) * 3 < len(beside)
    )


def _column(grid: Grid, column: int) -> Iterator[tuple[Cell, Cell]]:
    """Each label of the first column and the cell of another one beside it."""
    for row in range(grid.rows):
        label, value = grid.at(row, 0), grid.at(row, column)
        if label is not None and value is not None:
            yield label, value


def _pairs(grid: Grid) -> Iterator[tuple[Cell, Cell]]:
    """Each label and the cell beside it."""
    seen: set[Cell] = set()
    for row in range(grid.rows):
        cells = [c for c in grid.row(row) if c not in seen]
        seen.update(cells)
        yield from zip(cells[::2], cells[1::2], strict=False)


def drafts_in_form(block: int, grid: Grid, trail: Trail, number: int) -> list[Draft]:
    """One draft a name in the form; projects without a printed number are counted on from `number`."""
    found: list[list[tuple[Column, Passage]]] = []
    turned = is_turned(grid)
    for pairs in [_column(grid, c) for c in range(1, grid.columns)] if turned else [_pairs(grid)]:
        if turned:
            found.append([])
        for label, value in pairs:
            column = column_of(label.text)
            labelled, said = Passage.of_cell(block, label), Passage.of_cell(block, value)
            trail.use(labelled)
            if not found or (column is Column.NAME and not turned):
                found.append([])
            if not says_nothing(value.text):
                found[-1].append((column, said))
            if column is Column.UNKNOWN:
                tell_unread_label(labelled, said, str(number + len(found) - 1), trail)
    heading = _heading(block, trail) if len(found) == 1 and not any(c is Column.NAME for c, _ in found[0]) else None
    if heading is not None:
        trail.use(heading.whole)
        found[0] += [(Column.NUMBER, heading.number), (Column.NAME, heading.text)]
    return [_draft(parts, number + n) for n, parts in enumerate(found) if any(c in WORDY for c, _ in parts)]


def _heading(block: int, trail: Trail) -> Level | None:
    """The numbered heading right above a form that prints no name: 一、县城供水保障."""
    above = trail.source.blocks[block - 1] if block else None
    if not isinstance(above, Paragraph):
        return None
    level = level_of(Passage.whole(above.text, Spot(block - 1)))
    return level if level is not None and level.number and 2 <= len(level.text) <= _NAME else None


def _draft(parts: list[tuple[Column, Passage]], number: int) -> Draft:
    def of(*wanted: Column) -> tuple[Passage, ...]:
        return tuple(p for c, p in parts if c in wanted)

    names, printed, limits = of(Column.NAME), of(Column.NUMBER), of(Column.DEADLINE)
    return Draft(
        number=printed[0].squeezed().text if printed else str(number),
        number_at=printed[0].squeezed() if printed else Passage(""),
        name=names[0].squeezed() if names else Passage(""),
        contents=of(Column.CONTENT, Column.TEXT) or names,
        units=tuple((c, p) for c, p in parts if c in UNITS),
        deadlines=limits,
        limit_stated=bool(limits),
        figures=tuple((p, "") for p in of(Column.FIGURE)),
        funding=of(Column.FUNDING),
        reports=tuple(
            Report(goal=of(*WORDY, Column.FIGURE), done=done, rate=rate, words=words)
            for done, rate, words in [(of(Column.DONE), of(Column.RATE), of(Column.PROGRESS))]
            if done or rate or words
        ),
        remarks=of(Column.NOTE),
        rule="form",
        confidence=0.97,
    )
