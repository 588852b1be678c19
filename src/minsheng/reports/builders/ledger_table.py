"""The working ledger (工作台账): a line each target, with the columns that offices keep.

Columns after the ledger form of a Hangzhou district
(http://nbxinxi.com/a/gedizhengce/zhejiangsheng/hangzhoushi/shangcheng/2021/0629/344957.html). A column for which nothing
is recorded at all is not printed but named below the table; nothing is made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from minsheng.calendars import day_text
from minsheng.errors import Lang, MinshengError, Undefined, comma, say
from minsheng.ledger import Entry, Recorded, View
from minsheng.reports.blocks import Annex, Block, Figure, Note, Run
from minsheng.reports.builders import figures
from minsheng.reports.builders.notices import notices
from minsheng.reports.builders.phrases import joined, phrase
from minsheng.reports.builders.selection import Line, lines, month, problem_texts, target_of
from minsheng.reports.builders.summary import due, names
from minsheng.reports.report import Report
from minsheng.reports.tables import Align, Cell, Column, Table
from minsheng.standing import Standing
from minsheng.targets import Quantity


def ledger_table(standing: Standing, *, lang: Lang = "zh", notes: Iterable[str] = ()) -> Report:
    """The working ledger on the day of `standing` (工作台账)."""
    plan = standing.view.plan
    title = say("reports.ledger-title", lang, place=plan.document.place, year=plan.year)
    as_of = say("reports.as-of", lang, day=day_text(standing.day, lang))
    return Report(
        kind="ledger",
        title=title,
        day=standing.day,
        lang=lang,
        plan=plan.id,
        blocks=[
            Annex(title, landscape=True),
            Note(as_of),
            *notices(notes, lang, standing.calendar, standing.view.entries),
            *ledger_blocks(standing, lang),
        ],
    )


def ledger_blocks(standing: Standing, lang: Lang) -> tuple[Block, ...]:
    """The table, and which columns of the form have nothing to show."""
    found = list(lines(standing))
    filled = [(kind, _column_cells(kind, standing, found, lang)) for kind in _COLUMNS]
    shown = [(kind, cells) for kind, cells in filled if kind.always or any(cell.text for cell in cells)]
    left_out = [say(f"reports.col-{kind.name}", lang) for kind, cells in filled if (kind, cells) not in shown]
    left_out += [say(f"reports.col-{name}", lang) for name in _NEVER_RECORDED]
    table = Table(
        columns=[
            Column(say(f"reports.col-{k.name}", lang), align=k.align, width=k.width, names_row=k.name == "project")
            for k, _ in shown
        ],
        rows=list(zip(*(cells for _, cells in shown), strict=True)) if found else [],
    )
    return table, Note(phrase("ledger-left-out", lang, columns=comma(lang).join(left_out)))


_CellMaker = Callable[[Standing, Line, Lang], Cell]


class _Kind(NamedTuple):
    name: str
    width: int
    make: _CellMaker
    align: Align = Align.LEFT
    of_piece: bool = False
    """The same for all targets of a piece."""
    always: bool = True


def _column_cells(kind: _Kind, standing: Standing, found: Sequence[Line], lang: Lang) -> list[Cell]:
    cells: list[Cell] = []
    for before, line in zip((None, *found), found, strict=False):
        cell = kind.make(standing, line, lang)
        repeats = kind.of_piece and before is not None and before.number == line.number
        cells.append(Cell(cell.content, repeats=repeats))
    return cells


def _number(standing: Standing, line: Line, lang: Lang) -> Cell:
    return Cell(Run(line.number, sources=[f"{line.item_path}.no"]))


def _project(standing: Standing, line: Line, lang: Lang) -> Cell:
    return Cell(Run(line.project.name, sources=[f"{line.path}.name"]))


def _content(standing: Standing, line: Line, lang: Lang) -> Cell:
    text = line.project.content if line.item is None else line.item.content
    return Cell(Run(text, sources=[f"{line.item_path}.content"])) if text else Cell("")


def _leaders(standing: Standing, line: Line, lang: Lang) -> Cell:
    return names(line.project.leaders, f"{line.path}.leaders")


def _leads(standing: Standing, line: Line, lang: Lang) -> Cell:
    return names(line.project.leads, f"{line.path}.leads")


def _partners(standing: Standing, line: Line, lang: Lang) -> Cell:
    return names(line.project.partners, f"{line.path}.partners")


def _due(standing: Standing, line: Line, lang: Lang) -> Cell:
    if line.item is not None and line.item.deadlines:
        texts = (Run(str(d), sources=[f"{line.item_path}.deadlines[{i}]"]) for i, d in enumerate(line.item.deadlines))
        return Cell(joined(texts, "\n"))
    return Cell(due(line.project, line.path, lang))


def _target(standing: Standing, line: Line, lang: Lang) -> Cell:
    return Cell(target_of(line, lang))


def _done(standing: Standing, line: Line, lang: Lang) -> Cell:
    return Cell(figures.done(line.node, lang))


def _added(standing: Standing, line: Line, lang: Lang) -> Cell:
    return Cell(added(standing, line, lang))


def added(standing: Standing, line: Line, lang: Lang) -> Run:
    """本期进展: what the month brought, the total less that of the month before."""
    target = line.node.target
    if target is None or not isinstance(line.node.done, Quantity):
        return Run("")
    begins = month(standing.day).first
    now = standing.view.done(target.id)
    before = _before(standing.view, target.id, begins - timedelta(days=1))
    if isinstance(now.total, Undefined):
        return figures.unknown(now.total, lang)
    if now.last is None or now.last < begins:
        return figures.unknown(say("reports.no-report-this-month", lang), lang)
    ids = [f"entry:{id}" for id in now.ids]
    if before is None:
        return figures.amount(now.total, "added", ids, lang)
    then, before_ids = before
    if not now.total.unit.converts_to(then.unit):
        return Run("")
    value = now.total.value - then.to(now.total.unit).value
    difference = Quantity(value=value, unit=now.total.unit)
    return figures.amount(difference, "added", [*ids, *(f"entry:{id}" for id in before_ids)], lang)


def _before(view: View, target: str, day: date) -> tuple[Quantity, tuple[str, ...]] | None:
    try:
        then = view.earlier(day).done(target)
    except MinshengError:
        return None
    return (then.total, then.ids) if isinstance(then.total, Quantity) else None


def _ratio(standing: Standing, line: Line, lang: Lang) -> Cell:
    return Cell(figures.ratio(line.node, lang))


def _expected(standing: Standing, line: Line, lang: Lang) -> Cell:
    return Cell(figures.expected(line.node, lang))


def _gap(standing: Standing, line: Line, lang: Lang) -> Cell:
    shown = figures.gap(line.node, lang)
    return Cell(shown if isinstance(shown, Figure) else "")


def _level(standing: Standing, line: Line, lang: Lang) -> Cell:
    return Cell(figures.light(line.node.level, lang, line.node.sources, strong=True))


def _funding(standing: Standing, line: Line, lang: Lang) -> Cell:
    texts = []
    for i, funding in enumerate(line.project.funding):
        amount = figures.amount(funding.amount, "funding", [f"{line.path}.funding[{i}]"], lang)
        texts.append((Run(f"{funding.source} "), amount))
    return Cell(joined(texts, "\n"))


def _problems(standing: Standing, line: Line, lang: Lang) -> Cell:
    return Cell(problem_texts(standing, line))


def _updated(standing: Standing, line: Line, lang: Lang) -> Cell:
    return Cell(figures.day(line.node.last, lang, [s for s in line.node.cites if s.startswith("entry:")]))


def _last(standing: Standing, line: Line) -> Recorded | None:
    number = line.node.id
    found: list[Recorded] = list(standing.view.milestones(number))
    if line.node.target is not None:
        found += standing.view.reports(line.node.target.id)
    return max(found, key=lambda r: (r.statement.on, r.position), default=None)


def _evidence(standing: Standing, line: Line, lang: Lang) -> Cell:
    last = _last(standing, line)
    return Cell(Run(last.statement.note, sources=[f"entry:{last.id}"])) if last and last.statement.note else Cell("")


def _by(standing: Standing, line: Line, lang: Lang) -> Cell:
    last = _last(standing, line)
    if last is None:
        return Cell("")
    who = [last.statement.by, last.recorder if isinstance(last, Entry) else ""]
    return Cell(Run("\n".join(dict.fromkeys(filter(None, who))), sources=[f"entry:{last.id}"]))


_COLUMNS = (
    _Kind("number", 3, _number, Align.CENTER, of_piece=True),
    _Kind("project", 7, _project, of_piece=True),
    _Kind("content", 15, _content, of_piece=True, always=False),
    _Kind("leaders", 5, _leaders, of_piece=True, always=False),
    _Kind("leads", 6, _leads, of_piece=True),
    _Kind("partners", 7, _partners, of_piece=True, always=False),
    _Kind("due", 5, _due, of_piece=True),
    _Kind("target", 6, _target),
    _Kind("added", 5, _added, Align.RIGHT, always=False),
    _Kind("done", 6, _done, Align.RIGHT),
    _Kind("ratio", 6, _ratio, Align.RIGHT),
    _Kind("expected", 6, _expected, Align.RIGHT),
    _Kind("gap", 6, _gap, Align.RIGHT),
    _Kind("level", 6, _level),
    _Kind("funding", 6, _funding, of_piece=True, always=False),
    _Kind("problems", 7, _problems, always=False),
    _Kind("evidence", 6, _evidence, always=False),
    _Kind("updated", 5, _updated),
    _Kind("by", 6, _by, always=False),
)
_NEVER_RECORDED = ("contact", "coordination", "measures")
"""Columns of the form for which the ledger has no statement yet: 责任人/联系人, 需协调事项, 下步措施."""
