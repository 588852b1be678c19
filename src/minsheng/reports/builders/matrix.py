"""The responsibility matrix (责任矩阵): party × project."""

from __future__ import annotations

from collections.abc import Iterable

from minsheng.errors import Lang, comma, say
from minsheng.projects import Plan
from minsheng.reports.blocks import Bullets, DocumentHead, Heading, Paragraph, Run
from minsheng.reports.builders.figures import count
from minsheng.reports.builders.notices import notices
from minsheng.reports.builders.phrases import phrase
from minsheng.reports.report import Report
from minsheng.reports.tables import Align, Cell, Column, Table
from minsheng.responsibility import Role

_COUNTED = (Role.LEAD, Role.PARTNER)


def matrix(plan: Plan, *, lang: Lang = "zh", notes: Iterable[str] = ()) -> Report:
    """Who leads and who helps with which project (责任矩阵), with the number of projects of each.

    >>> from minsheng.projects import Project
    >>> plan = Plan(year=2024, projects=[Project(no="1", name="乡村道路", leads=["县交运局"], partners=["县财政局"])])
    >>> [cell.text for cell in matrix(plan).blocks[2].rows[1]]
    ['县财政局', '协办', '', '1']
    """
    title = say("reports.matrix-title", lang, place=plan.document.place, year=plan.year)
    paths = {project.no: f"plan:projects[{i}]" for i, project in enumerate(plan.projects)}
    grid = plan.matrix
    columns = [
        Column(say("reports.col-party", lang), width=9, names_row=True),
        *(Column(project.no, align=Align.CENTER, width=3) for project in plan.projects),
        *(Column(role.text(lang), align=Align.RIGHT, width=3) for role in _COUNTED),
    ]
    rows = []
    for party in grid.parties:
        roles = {project.no: grid.roles(party, project.no) for project in plan.projects}
        cells = [
            Cell(
                [Run(comma(lang).join(role.text(lang) for role in held), strong=Role.LEAD in held, sources=[paths[no]])]
            )
            if held
            else Cell("")
            for no, held in roles.items()
        ]
        totals = [[paths[no] for no, held in roles.items() if role in held] for role in _COUNTED]
        rows.append([Cell(party), *cells, *(Cell(count(found)) if found else Cell("") for found in totals)])
    legend = [Run(f"{project.no} {project.name}", sources=[f"{paths[project.no]}.name"]) for project in plan.projects]
    return Report(
        kind="matrix",
        title=title,
        day=plan.document.issued,
        lang=lang,
        plan=plan.id,
        blocks=[
            DocumentHead(title),
            *notices(notes, lang),
            Paragraph(
                phrase(
                    "matrix-counts",
                    lang,
                    parties=count(f"plan:parties[{party}]" for party in grid.parties),
                    leads=count(f"plan:parties[{party}]" for party in plan.leads),
                    projects=count(paths.values()),
                )
            ),
            Table(columns=columns, rows=rows),
            Heading(say("reports.projects", lang), level=2),
            Bullets(legend),
        ],
    )
