"""The append-only record of what was reported (台账): statements, sealed entries, and how things stand on a day."""

from minsheng.ledger.entries import Entry, Recorded
from minsheng.ledger.rows import Duplicate, Moved, Row, Store, StoreDamaged, StoreFailed
from minsheng.ledger.statements import (
    ChangeApproved,
    Corrected,
    DutyExcused,
    DutyFulfilled,
    MilestoneReached,
    PlanAdopted,
    ProblemRaised,
    ProblemResolved,
    Progress,
    ScheduleAdopted,
    Statement,
    Unknown,
)
from minsheng.ledger.view import Done, Problem, View

__all__ = [
    "ChangeApproved",
    "Corrected",
    "Done",
    "Duplicate",
    "DutyExcused",
    "DutyFulfilled",
    "Entry",
    "MilestoneReached",
    "Moved",
    "PlanAdopted",
    "Problem",
    "ProblemRaised",
    "ProblemResolved",
    "Progress",
    "Recorded",
    "Row",
    "ScheduleAdopted",
    "Statement",
    "Store",
    "StoreDamaged",
    "StoreFailed",
    "Unknown",
    "View",
]
