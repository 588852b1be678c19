"""The append-only record of what was reported (台账): statements, sealed entries, and how things stand on a day."""

from minsheng.ledger.difference import Diff
from minsheng.ledger.done import Done
from minsheng.ledger.entries import Entry, Recorded
from minsheng.ledger.exchange import dump_statement, load_statement
from minsheng.ledger.failures import (
    BrokenChain,
    Conflict,
    Contended,
    NotAdopted,
    PlanDiffers,
    UnknownEntry,
    UnknownLedger,
)
from minsheng.ledger.ledger import Ledger, now
from minsheng.ledger.rows import Duplicate, Moved, Row, Store, StoreDamaged, StoreFailed
from minsheng.ledger.sealing import Checkpoint, Verdict
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
from minsheng.ledger.view import Problem, View

__all__ = [
    "BrokenChain",
    "ChangeApproved",
    "Checkpoint",
    "Conflict",
    "Contended",
    "Corrected",
    "Diff",
    "Done",
    "Duplicate",
    "DutyExcused",
    "DutyFulfilled",
    "Entry",
    "Ledger",
    "MilestoneReached",
    "Moved",
    "NotAdopted",
    "PlanAdopted",
    "PlanDiffers",
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
    "UnknownEntry",
    "UnknownLedger",
    "Verdict",
    "View",
    "dump_statement",
    "load_statement",
    "now",
]
