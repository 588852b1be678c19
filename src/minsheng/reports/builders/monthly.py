"""The monthly report (月报): five parts and the working ledger as its annex.

The skeleton is that of circulars of many counties (总体情况、完成较好的、进展滞后的、存在问题及协调事项、下步工作要求、
附件). Every sentence follows from plan, entries, calendar and rule pack; what is not recorded is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from minsheng.calendars import day_text
from minsheng.errors import Lang, comma, say
from minsheng.reports.blocks import Annex, Block, Bullets, DocumentHead, Heading, Note, Paragraph, Run, Tone
from minsheng.reports.builders import figures
from minsheng.reports.builders.demands import demands
from minsheng.reports.builders.ledger_table import ledger_blocks
from minsheng.reports.builders.notices import notices
from minsheng.reports.builders.overall import overall
from minsheng.reports.builders.phrases import phrase
from minsheng.reports.builders.problems import problem_row
from minsheng.reports.builders.selection import (
    Line,
    is_behind,
    is_dark,
    is_good,
    lines,
    month,
    open_problems,
    problem_texts,
    target_of,
)
from minsheng.reports.builders.standing_table import basis
from minsheng.reports.builders.summary import names
from minsheng.reports.report import Report
from minsheng.reports.tables import Align, Cell, Column, Table
from minsheng.standing import Standing


def monthly_report(standing: Standing, *, lang: Lang = "zh", notes: Iterable[str] = ()) -> Report:
    """The report on the month of the standing's day, up to that day (月报).

    `notes` stand under the head: whoever reports made-up data says so there.
    """
    plan = standing.view.plan
    title = say("reports.monthly-title", lang, place=plan.document.place, year=plan.year)
    found = list(lines(standing))
    return Report(
        kind="monthly",
        title=title,
        day=standing.day,
        lang=lang,
        plan=plan.id,
        blocks=[
            DocumentHead(title, lines=[say("reports.as-of", lang, day=day_text(standing.day, lang))]),
            *notices(notes, lang, standing.calendar, standing.view.entries),
            Heading(say("reports.part-1", lang)),
            *overall(standing, lang),
            Heading(say("reports.part-2", lang)),
            *_good(found, lang),
            Heading(say("reports.part-3", lang)),
            *_behind(standing, found, lang),
            Heading(say("reports.part-4", lang)),
            *_problems(standing, lang),
            Heading(say("reports.part-5", lang)),
            *demands(standing, lang),
            Note(basis(standing, lang)),
            Annex(
                say("reports.ledger-title", lang, place=plan.document.place, year=plan.year),
                label=say("reports.annex", lang),
                landscape=True,
            ),
            *ledger_blocks(standing, lang),
        ],
    )


def _named(line: Line, lang: Lang) -> tuple[Run, ...]:
    """5.1 老旧小区改造（县住建局）：改造面积29.1万平方米"""
    target = "" if line.node.target is None else line.node.target.labelled
    return phrase(
        "line-name" if target else "line-name-only",
        lang,
        number=line.number,
        name=Run(line.project.name, sources=[f"{line.path}.name"]),
        leads=comma(lang).join(line.project.leads),
        target=Run(target, sources=line.node.cites),
    )


def _good(found: list[Line], lang: Lang) -> Iterator[Block]:
    good = [line for line in found if is_good(line.node)]
    if not good:
        yield Paragraph(say("reports.nobody-good", lang))
        return
    yield Paragraph(phrase("good-count", lang, n=figures.count(f"node:{line.node.id}" for line in good)))
    yield Bullets(
        (
            (*_named(line, lang), figures.light(line.node.level, lang), Run(" "), _explained(line, lang))
            for line in good
        ),
        numbered=True,
    )


def _explained(line: Line, lang: Lang) -> Run:
    return Run(line.node.explain(lang), sources=line.node.sources)


def _behind(standing: Standing, found: list[Line], lang: Lang) -> Iterator[Block]:
    behind = [line for line in found if is_behind(line.node)]
    if behind:
        yield Paragraph(phrase("behind-count", lang, n=figures.count(f"node:{line.node.id}" for line in behind)))
        yield _behind_table(standing, behind, lang)
    else:
        yield Paragraph(say("reports.nobody-behind", lang))
    dark = [line for line in found if is_dark(line.node)]
    if dark:
        yield Paragraph(phrase("dark-count", lang, n=figures.count(f"node:{line.node.id}" for line in dark)))
        yield Bullets(
            (
                (*_named(line, lang), figures.light(line.node.level, lang), Run(" "), _explained(line, lang))
                for line in dark
            ),
            numbered=True,
        )


def _behind_table(standing: Standing, behind: list[Line], lang: Lang) -> Table:
    rows = []
    for before, line in zip((None, *behind), behind, strict=False):
        node = line.node
        same = before is not None and before.number == line.number
        reason = problem_texts(standing, line)
        rows.append(
            [
                Cell(names(line.project.leads, f"{line.path}.leads").content, repeats=same),
                Cell(phrase("piece", lang, number=line.number, name=line.project.name), repeats=same),
                Cell(target_of(line, lang)),
                Cell(figures.done(node, lang)),
                Cell(figures.ratio(node, lang)),
                Cell(figures.expected(node, lang)),
                Cell(figures.gap(node, lang)),
                Cell(figures.light(node.level, lang, node.sources, strong=True)),
                Cell(reason or Run(say("reports.no-reason", lang), tone=Tone.QUIET)),
            ]
        )
    return Table(
        columns=[
            Column(say("reports.col-leads", lang), width=6),
            Column(say("reports.col-item", lang), width=8, names_row=True),
            Column(say("reports.col-target", lang), width=7),
            Column(say("reports.col-done", lang), align=Align.RIGHT, width=6),
            Column(say("reports.col-ratio", lang), align=Align.RIGHT, width=6),
            Column(say("reports.col-expected", lang), align=Align.RIGHT, width=6),
            Column(say("reports.col-gap", lang), align=Align.RIGHT, width=6),
            Column(say("reports.col-level", lang), width=6),
            Column(say("reports.col-reason", lang), width=7),
        ],
        rows=rows,
    )


def _problems(standing: Standing, lang: Lang) -> Iterator[Block]:
    found = open_problems(standing)
    resolved = [p for p in standing.view.problems if p.resolved_on is not None and p.resolved_on in month(standing.day)]
    if found:
        yield Paragraph(phrase("problem-count", lang, n=figures.count(f"entry:{p.id}" for p in found)))
        yield Table(
            columns=[
                Column(say("reports.col-item", lang), width=9, names_row=True),
                Column(say("reports.col-problem", lang), width=14),
                Column(say("reports.col-said-by", lang), width=6),
                Column(say("reports.col-raised", lang), width=7),
                Column(say("reports.col-days-open", lang), align=Align.RIGHT, width=4),
                Column(say("reports.col-helpers", lang), width=8),
            ],
            rows=[problem_row(standing, p, lang) for p in found],
        )
    else:
        yield Paragraph(say("reports.no-problems", lang))
    if resolved:
        yield Paragraph(phrase("resolved-count", lang, n=figures.count(f"entry:{p.id}" for p in resolved)))
    unknowns = standing.view.plan.unknowns
    if unknowns:
        yield Paragraph(
            phrase("unknown-count", lang, n=figures.count(f"plan:unknowns[{i}]" for i in range(len(unknowns))))
        )
        yield Bullets(
            (Run(q.message(lang), sources=[f"plan:unknowns[{i}]"]) for i, q in enumerate(unknowns)), numbered=True
        )
    if standing.findings:
        yield Paragraph(
            phrase("finding-count", lang, n=figures.count(f"finding:{i}" for i in range(len(standing.findings))))
        )
        yield Bullets(
            (Run(standing.view.message(f, lang), sources=[f.place.path]) for f in standing.findings), numbered=True
        )
