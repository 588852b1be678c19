"""The summary table of a plan (项目汇总表), as the annex of a notice has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from minsheng.errors import Lang, comma, say
from minsheng.projects import Item, Plan, Project
from minsheng.reports.blocks import Block, Bullets, DocumentHead, Heading, Paragraph, Run, Tone
from minsheng.reports.builders.figures import count
from minsheng.reports.builders.notices import notices
from minsheng.reports.builders.phrases import joined, phrase
from minsheng.reports.report import Report
from minsheng.reports.tables import Align, Cell, Column, Table
from minsheng.text import squeeze


def summary(plan: Plan, *, compact: bool = False, lang: Lang = "zh", notes: Iterable[str] = ()) -> Report:
    """All projects of `plan`: number, name, content, time limit, lead and partner units (汇总表).

    `compact` prints the targets instead of the whole content, for a terminal; a project without a content has them
    there anyway. `notes` stand under the head.

    >>> from minsheng.projects import Project
    >>> plan = Plan(year=2024, projects=[Project(no="1", name="乡村道路", leads=["县交运局"], targets=["约400公里"])])
    >>> "约400公里" in str(summary(plan, compact=True))
    True
    """
    title = say("reports.summary-title", lang, place=plan.document.place, year=plan.year)
    return Report(
        kind="summary",
        title=title,
        day=plan.document.issued,
        lang=lang,
        plan=plan.id,
        blocks=[
            DocumentHead(title, lines=[plan.document.number] if plan.document.number else []),
            *notices(notes, lang),
            Paragraph(phrase("summary-counts", lang, projects=_projects(plan), pieces=count(piece_paths(plan)))),
            _table(plan, compact, lang),
            *_unknowns(plan, lang),
        ],
    )


def _projects(plan: Plan) -> Run:
    return count(f"plan:projects[{i}]" for i in range(len(plan.projects)))


def piece_paths(plan: Plan) -> Iterator[str]:
    """Where each numbered piece (事项) stands: an item, or a project without items."""
    for i, project in enumerate(plan.projects):
        yield from [f"plan:projects[{i}].items[{j}]" for j in range(len(project.items))] or [f"plan:projects[{i}]"]


def _table(plan: Plan, compact: bool, lang: Lang) -> Table:
    with_leaders = any(project.leaders for project in plan.projects)
    columns = [
        Column(say("reports.col-number", lang), align=Align.CENTER, width=3),
        Column(say("reports.col-project", lang), width=9, names_row=True),
        Column(say("reports.col-targets" if compact else "reports.col-content", lang), width=11 if compact else 22),
        Column(say("reports.col-due", lang), width=6),
        *([Column(say("reports.col-leaders", lang), width=6)] if with_leaders else []),
        Column(say("reports.col-leads", lang), width=7),
        Column(say("reports.col-partners", lang), width=8),
    ]
    rows = []
    for i, project in enumerate(plan.projects):
        path = f"plan:projects[{i}]"
        rows.append(
            [
                Cell(Run(project.no, sources=[f"{path}.no"])),
                Cell(Run(project.name, sources=[f"{path}.name"])),
                Cell(_targets(project, path, lang) if compact else _content(project, path, lang)),
                Cell(due(project, path, lang)),
                *([names(project.leaders, f"{path}.leaders")] if with_leaders else []),
                names(project.leads, f"{path}.leads"),
                names(project.partners, f"{path}.partners"),
            ]
        )
    return Table(columns=columns, rows=rows)


def names(value: tuple[str, ...], path: str) -> Cell:
    """Units or persons, one a line."""
    return Cell(joined((Run(name, sources=[f"{path}[{i}]"]) for i, name in enumerate(value)), "\n"))


def due(project: Project, path: str, lang: Lang) -> tuple[Run, ...]:
    """The time limits as printed, one a line."""
    if not project.deadlines:
        return (Run(project.due.shown(lang), tone=Tone.QUIET),)
    return joined((Run(str(d), sources=[f"{path}.deadlines[{i}]"]) for i, d in enumerate(project.deadlines)), "\n")


def _content(project: Project, path: str, lang: Lang) -> tuple[Run, ...]:
    """The whole text, items on lines of their own where the text of the project does not have them.

    Targets that stand in no text, as those of a column of figures, an answer or a plan built in Python, come behind it.
    """
    lines: list[Run | tuple[Run, ...]] = []
    if project.content:
        lines.append(Run("\n".join(filter(None, project.content.split("\n"))), sources=[f"{path}.content"]))
        lines += _elsewhere(project, path, project.name + project.content, lang)
    elif project.targets or not project.items:
        lines.append(targets_of(project, path, lang))
    for j, item in enumerate(project.items):
        at = f"{path}.items[{j}]"
        if not item.content:
            lines.append((Run(f"{item.no}."), *targets_of(item, at, lang)))
        elif item.content not in project.content:
            lines.append(Run(f"{item.no}.{item.content}", sources=[at]))
            lines += _elsewhere(item, at, project.name + item.content, lang)
    return joined(lines, "\n")


def _elsewhere(piece: Project | Item, path: str, text: str, lang: Lang) -> list[tuple[Run, ...]]:
    """The targets whose printed words are not in the text, as one line."""
    plain = squeeze(text)
    found = [(k, t) for k, t in enumerate(piece.targets) if t.text and squeeze(t.text) not in plain]
    return [joined((Run(str(t), sources=[f"{path}.targets[{k}]"]) for k, t in found), comma(lang))] if found else []


def _targets(project: Project, path: str, lang: Lang) -> tuple[Run, ...]:
    """Targets in one line each piece."""
    lines = [targets_of(project, path, lang)] if project.targets or not project.items else []
    lines += [
        (Run(f"{item.no}. "), *targets_of(item, f"{path}.items[{j}]", lang)) for j, item in enumerate(project.items)
    ]
    return joined(lines, "\n")


def targets_of(piece: Project | Item, path: str, lang: Lang) -> tuple[Run, ...]:
    """The targets of a piece, or that it has no number."""
    if not piece.targets:
        return (Run(say("reports.no-number", lang), tone=Tone.QUIET, sources=[path]),)
    found = []
    for k, target in enumerate(piece.targets):
        text = target.label + str(target) if target.text else str(target)
        found.append(Run(text, sources=[f"{path}.targets[{k}]"], tone=Tone.PLAIN if target.text else Tone.QUIET))
    return joined(found, comma(lang))


def _unknowns(plan: Plan, lang: Lang) -> Iterator[Block]:
    if plan.unknowns:
        yield Heading(say("reports.unknowns", lang), level=2)
        yield Bullets([Run(q.message(lang), sources=[f"plan:unknowns[{i}]"]) for i, q in enumerate(plan.unknowns)])
