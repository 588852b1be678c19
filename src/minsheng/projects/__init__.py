"""Commitments of a county for one year: plan → project → item → target (民生实事项目)."""

from minsheng.projects.activities import activities, activity_name
from minsheng.projects.allocation import Allocation, Reconciliation, Share
from minsheng.projects.changes import Changes, Difference
from minsheng.projects.document import DocumentInfo
from minsheng.projects.matrix import Matrix, Portfolio
from minsheng.projects.plan import AmbiguousTarget, Plan, UnknownNumber, UnknownParty
from minsheng.projects.project import Funding, Item, Project, ProjectState, due_of
from minsheng.projects.rhythms import Bearer, Rhythm, UnknownMethod, WorkMethod

__all__ = [
    "Allocation",
    "AmbiguousTarget",
    "Bearer",
    "Changes",
    "Difference",
    "DocumentInfo",
    "Funding",
    "Item",
    "Matrix",
    "Plan",
    "Portfolio",
    "Project",
    "ProjectState",
    "Reconciliation",
    "Rhythm",
    "Share",
    "UnknownMethod",
    "UnknownNumber",
    "UnknownParty",
    "WorkMethod",
    "activities",
    "activity_name",
    "due_of",
]
