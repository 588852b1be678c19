"""How everything stands on one day, with the reasons (进展状态表)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from minsheng.calendars import day_text
from minsheng.errors import Lang, comma, say
from minsheng.reports.blocks import Block, Bullets, DocumentHead, Heading, Note, Paragraph, Run, Tone
from minsheng.reports.builders import figures
from minsheng.reports.builders.notices import notices
from minsheng.reports.builders.phrases import joined, phrase
from minsheng.reports.report import Report
from minsheng.reports.tables import Align, Cell, Column, Table
from minsheng.standing import Node, NodeKind, Standing


def standing_table(
    standing: Standing, *, projects: Sequence[Node] | None = None, lang: Lang = "zh", notes: Iterable[str] = ()
) -> Report:
    """Level, figures and reason of every project, item and target (进展状态表), or of some `projects` of the standing."""
    plan = standing.view.plan
    title = say("reports.status-title", lang, place=plan.document.place, year=plan.year)
    nodes = list(_shown(standing.projects if projects is None else projects))
    return Report(
        kind="status",
        title=title,
        day=standing.day,
        lang=lang,
        plan=plan.id,
        blocks=[
            DocumentHead(title, lines=[say("reports.as-of", lang, day=day_text(standing.day, lang))]),
            *notices(notes, lang, standing.calendar, standing.view.entries),
            Paragraph(phrase("status-counts", lang, levels=level_counts(standing, lang))),
            _table(nodes, lang),
            Heading(say("reports.reasons", lang), level=2),
            Bullets([_reason(node, lang) for node in nodes]),
            *_findings(standing, lang),
            Note(basis(standing, lang)),
        ],
    )


def _shown(projects: Iterable[Node]) -> Iterator[Node]:
    """Every node once: a target that is alone in its piece is told with the piece."""
    for project in projects:
        for node in project.nodes():
            if not any(node.id == parent.same_as for parent in project.nodes()):
                yield node


def level_counts(standing: Standing, lang: Lang) -> tuple[Run, ...]:
    """2件已完成、3件按序时 …: of each level that occurs the number of projects."""
    paths: dict[str, list[str]] = {}
    for i, node in enumerate(standing.projects):
        paths.setdefault(node.level.name, []).append(f"plan:projects[{i}]")
    return joined(
        (
            phrase("level-count", lang, n=figures.count(paths[level.name]), level=figures.light(level, lang))
            for level in standing.rules.levels
            if level.name in paths
        ),
        comma(lang),
    )


def basis(standing: Standing, lang: Lang) -> tuple[Run, ...]:
    """By which rules and from when on the figures are meant."""
    rules = standing.rules
    return phrase("basis", lang, rules=rules.title(lang), source=rules.cited(lang), plan=standing.view.plan.id)


def _table(nodes: list[Node], lang: Lang) -> Table:
    columns = [
        Column(say("reports.col-number", lang), width=4, names_row=True),
        Column(say("reports.col-what", lang), width=14),
        Column(say("reports.col-level", lang), width=6),
        Column(say("reports.col-done", lang), align=Align.RIGHT, width=7),
        Column(say("reports.col-target", lang), align=Align.RIGHT, width=7),
        Column(say("reports.col-ratio", lang), align=Align.RIGHT, width=6),
        Column(say("reports.col-expected", lang), align=Align.RIGHT, width=6),
        Column(say("reports.col-gap", lang), align=Align.RIGHT, width=6),
    ]
    return Table(columns=columns, rows=[_row(node, lang) for node in nodes])


def _row(node: Node, lang: Lang) -> list[Cell]:
    name = node.name if len(node.name) <= 24 else f"{node.name[:23]}…"
    gap = figures.gap(node, lang)
    measured = node.target is not None
    return [
        Cell(Run(node.id, sources=node.cites)),
        Cell(Run(name, strong=node.kind is NodeKind.PROJECT)),
        Cell(figures.light(node.level, lang, node.sources, strong=True)),
        Cell(figures.done(node, lang) if measured else ""),
        Cell(figures.target(node, lang) if measured else ""),
        Cell(_or_blank(figures.ratio(node, lang))),
        Cell(_or_blank(figures.expected(node, lang))),
        Cell(_or_blank(gap)),
    ]


def _or_blank(run: Run) -> Run:
    """The reason for a missing number stands below the table."""
    return Run("—", tone=Tone.QUIET) if run.tone is Tone.QUIET and not run.sources else run


def _reason(node: Node, lang: Lang) -> tuple[Run, ...]:
    return (
        Run(f"{node.id} ", strong=True),
        figures.light(node.level, lang),
        Run(" " + node.explain(lang), sources=node.sources),
    )


def _findings(standing: Standing, lang: Lang) -> Iterator[Block]:
    if standing.findings:
        yield Heading(say("reports.findings", lang), level=2)
        yield Bullets(
            [Run(standing.view.message(finding, lang), sources=[finding.place.path]) for finding in standing.findings]
        )
