"""Open problems as rows of a table (问题清单)."""

from __future__ import annotations

from fractions import Fraction

from minsheng.calendars import day_text
from minsheng.errors import Lang, comma
from minsheng.ledger import Problem
from minsheng.projects import Project
from minsheng.reports.blocks import Figure, Run
from minsheng.reports.builders.phrases import phrase
from minsheng.reports.tables import Cell
from minsheng.standing import Standing


def problem_row(standing: Standing, problem: Problem, lang: Lang) -> list[Cell]:
    """Piece, problem, who said so, since when, days open, units that help with the project."""
    source = f"entry:{problem.id}"
    owner = _owner(standing, problem)
    days = (standing.day - problem.on).days
    return [
        Cell(phrase("piece", lang, number=problem.project, name=owner[1].name) if owner else problem.project),
        Cell(Run(problem.text, sources=[source])),
        Cell(problem.by),
        Cell(Run(day_text(problem.on, lang), sources=[source])),
        Cell(Figure(str(days), value=Fraction(days), measure="days-open", sources=[source])),
        Cell(
            Run(comma(lang).join(owner[1].partners), sources=[f"plan:projects[{owner[0]}].partners"]) if owner else ""
        ),
    ]


def _owner(standing: Standing, problem: Problem) -> tuple[int, Project] | None:
    for i, project in enumerate(standing.view.plan.projects):
        if problem.project == project.no or problem.project.startswith(f"{project.no}."):
            return i, project
    return None
