"""Who leads, where a document names units and says of none that it leads (未注明牵头)."""

from __future__ import annotations

from collections.abc import Sequence

from minsheng.errors import Severity
from minsheng.intake.drafts import Draft
from minsheng.intake.passages import Passage
from minsheng.intake.trail import Trail
from minsheng.intake.words.header import Column
from minsheng.projects import Project

_MOST = 3
"""So many projects without a word on who leads to one with it, and the column by itself means that all do."""


def tell_all_lead(drafts: Sequence[Draft], projects: Sequence[Project], trail: Trail) -> None:
    """Says once that all units of the column lead where the document never tells leads from partners.

    Where it does so for more than a few, those that it does not tell of are doubted one by one.
    """
    found = [k for k, (draft, project) in enumerate(zip(drafts, projects, strict=True)) if _all_lead(draft, project)]
    if not found:
        return
    told = sum(bool(p.partners) for p in projects)
    if len(found) == 1 or told * _MOST >= len(found):
        for k in found:
            no, n = projects[k].no, len(projects[k].leads)
            trail.find("intake.all-lead", Severity.WARNING, _where(drafts[k]), no=no, field="leads", n=n)
        return
    trail.find("intake.all-lead-everywhere", Severity.WARNING, _where(drafts[found[0]]), n=len(found), field="leads")


def _where(draft: Draft) -> Passage:
    return next(passage for column, passage in draft.units if column is Column.RESPONSIBLE)


def _all_lead(draft: Draft, project: Project) -> bool:
    """Whether several units lead because nothing says which of them does."""
    units = [unit for unit in draft.units if unit[0] is not Column.LEADERS]
    several = len(project.leads) > 1 and not project.partners and bool(units)
    return several and all(column is Column.RESPONSIBLE for column, _ in units)
