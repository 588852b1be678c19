"""一、总体情况: counts, rates, lights, what came in during the month, duties, and how each lead unit stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from minsheng.calendars import day_text
from minsheng.errors import Lang, Undefined, comma, say
from minsheng.ledger import MilestoneReached, Progress
from minsheng.reports.blocks import Block, Paragraph, Run
from minsheng.reports.builders import figures
from minsheng.reports.builders.phrases import joined, phrase
from minsheng.reports.builders.selection import is_done, month
from minsheng.reports.builders.standing_table import level_counts
from minsheng.reports.builders.summary import piece_paths
from minsheng.reports.tables import Align, Cell, Column, Table
from minsheng.standing import DutyRow, DutyStatus, Node, Standing

_SHOWN = (DutyStatus.MET, DutyStatus.LATE, DutyStatus.MISSED, DutyStatus.EXCUSED, DutyStatus.DUE, DutyStatus.UNKNOWABLE)


def overall(standing: Standing, lang: Lang) -> Iterator[Block]:
    """The first part of a monthly report."""
    projects = [f"plan:projects[{i}]" for i in range(len(standing.projects))]
    if not projects:
        yield Paragraph(say("reports.no-projects", lang))
        return
    done = [path for path, node in zip(projects, standing.projects, strict=True) if is_done(node)]
    yield Paragraph(
        phrase(
            "overall",
            lang,
            day=day_text(standing.day, lang),
            projects=figures.count(projects),
            pieces=figures.count(piece_paths(standing.view.plan)),
            done=figures.count(done),
            rate=figures.share(done, len(projects)),
            levels=level_counts(standing, lang),
        )
    )
    yield Paragraph(_means(standing.plan, lang))
    yield Paragraph(_came_in(standing, lang))
    yield from _duties(standing, lang)
    yield _by_party(standing, lang)


def _means(plan: Node, lang: Lang) -> tuple[Run, ...]:
    if plan.missing:
        missing = [
            f"node:{child.id}" for child in plan.children if child.counted and isinstance(child.share, Undefined)
        ]
        parts = phrase("mean-at-least", lang, ratio=figures.at_least(plan), n=figures.count(missing))
    else:
        parts = phrase("mean", lang, ratio=figures.ratio(plan, lang))
    if isinstance(plan.expected, Undefined):
        return (*parts, *phrase("mean-no-expected", lang))
    return (*parts, *phrase("mean-expected", lang, expected=figures.expected(plan, lang)))


def _came_in(standing: Standing, lang: Lang) -> tuple[Run, ...]:
    period = month(standing.day)
    entries = [
        f"entry:{entry.id}"
        for entry in standing.view.entries
        if isinstance(entry.statement, Progress | MilestoneReached) and entry.statement.on in period
    ]
    return phrase("month-entries", lang, period=period.label(lang), n=figures.count(entries))


def _duties(standing: Standing, lang: Lang) -> Iterator[Block]:
    rows = month_duties(standing)
    if not rows:
        return
    by_status = {status: [f"duty:{row.duty.id}" for row in rows if row.status is status] for status in _SHOWN}
    counts = joined(
        (
            phrase("duty-count", lang, status=status.text(lang), n=figures.count(ids))
            for status, ids in by_status.items()
            if ids
        ),
        comma(lang),
    )
    all_ids = (f"duty:{row.duty.id}" for row in rows)
    period = month(standing.day).label(lang)
    yield Paragraph(phrase("month-duties", lang, period=period, n=figures.count(all_ids), counts=counts))


def month_duties(standing: Standing) -> list[DutyRow]:
    """The duties that are due in the month, with how they stand."""
    period = month(standing.day)
    return [row for row in standing.duties.rows if isinstance(row.duty.due, date) and row.duty.due in period]


def _by_party(standing: Standing, lang: Lang) -> Table:
    paths = {project.no: f"plan:projects[{i}]" for i, project in enumerate(standing.view.plan.projects)}
    rows = []
    for party in standing.parties:
        led = {child.id: child for child in party.children}
        done = [paths[number] for number, child in led.items() if is_done(child)]
        mine = [row for row in month_duties(standing) if row.duty.party == party.name]
        missed = [f"duty:{row.duty.id}" for row in mine if row.status is DutyStatus.MISSED]
        rows.append(
            [
                Cell(Run(party.name, strong=True)),
                Cell(figures.count(paths[number] for number in led)),
                Cell(figures.count(done)),
                Cell(figures.ratio(party, lang)),
                Cell(figures.count(f"duty:{row.duty.id}" for row in mine)),
                Cell(figures.count(missed)),
                Cell(figures.light(party.level, lang, party.sources, strong=True)),
            ]
        )
    return Table(
        caption=say("reports.by-party", lang),
        columns=[
            Column(say("reports.col-lead", lang), width=9, names_row=True),
            Column(say("reports.col-led", lang), align=Align.RIGHT, width=4),
            Column(say("reports.col-finished", lang), align=Align.RIGHT, width=4),
            Column(say("reports.col-mean", lang), align=Align.RIGHT, width=6),
            Column(say("reports.col-month-duties", lang), align=Align.RIGHT, width=5),
            Column(say("reports.col-missed", lang), align=Align.RIGHT, width=5),
            Column(say("reports.col-worst", lang), width=6),
        ],
        rows=rows,
    )
