"""Commitments of Chinese county governments to their people (民生实事), followed through a year.

Notice → plan → duties → ledger → standing → report. The names below are what most callers need; each stands in the room
that its import line names, and is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minsheng.calendars import Cadence as Cadence
    from minsheng.calendars import ChinaCalendar as ChinaCalendar
    from minsheng.calendars import Deadline as Deadline
    from minsheng.calendars import DueRule as DueRule
    from minsheng.calendars import Milestone as Milestone
    from minsheng.calendars import Period as Period
    from minsheng.codec import load_plan as load_plan
    from minsheng.codec import plan_json as plan_json
    from minsheng.duties import expand_duties as expand_duties
    from minsheng.errors import Finding as Finding
    from minsheng.errors import MinshengError as MinshengError
    from minsheng.errors import Question as Question
    from minsheng.errors import Undefined as Undefined
    from minsheng.example import load_example as load_example
    from minsheng.intake import read as read
    from minsheng.ledger import ChangeApproved as ChangeApproved
    from minsheng.ledger import Corrected as Corrected
    from minsheng.ledger import DutyExcused as DutyExcused
    from minsheng.ledger import DutyFulfilled as DutyFulfilled
    from minsheng.ledger import Ledger as Ledger
    from minsheng.ledger import MilestoneReached as MilestoneReached
    from minsheng.ledger import ProblemRaised as ProblemRaised
    from minsheng.ledger import ProblemResolved as ProblemResolved
    from minsheng.ledger import Progress as Progress
    from minsheng.ledger import ScheduleAdopted as ScheduleAdopted
    from minsheng.ledger import View as View
    from minsheng.projects import Bearer as Bearer
    from minsheng.projects import DocumentInfo as DocumentInfo
    from minsheng.projects import Funding as Funding
    from minsheng.projects import Item as Item
    from minsheng.projects import Plan as Plan
    from minsheng.projects import Project as Project
    from minsheng.projects import Rhythm as Rhythm
    from minsheng.projects import WorkMethod as WorkMethod
    from minsheng.reports import Report as Report
    from minsheng.reports import duty_counts as duty_counts
    from minsheng.reports import duty_list as duty_list
    from minsheng.reports import ledger_table as ledger_table
    from minsheng.reports import matrix as matrix
    from minsheng.reports import monthly_report as monthly_report
    from minsheng.reports import render as render
    from minsheng.reports import standing_table as standing_table
    from minsheng.reports import summary as summary
    from minsheng.reports import write as write
    from minsheng.responsibility import Directory as Directory
    from minsheng.responsibility import Organisation as Organisation
    from minsheng.responsibility import Role as Role
    from minsheng.standing import Standing as Standing
    from minsheng.standing import assess as assess
    from minsheng.standing import load_rules as load_rules
    from minsheng.storage import MemoryStore as MemoryStore
    from minsheng.storage import open_store as open_store
    from minsheng.supervision import Supervision as Supervision
    from minsheng.targets import Quantity as Quantity
    from minsheng.targets import Target as Target
    from minsheng.targets import Unit as Unit

_ROOMS = {
    "calendars": ("Cadence", "ChinaCalendar", "Deadline", "DueRule", "Milestone", "Period"),
    "codec": ("load_plan", "plan_json"),
    "duties": ("expand_duties",),
    "errors": ("Finding", "MinshengError", "Question", "Undefined"),
    "example": ("load_example",),
    "intake": ("read",),
    "ledger": (
        "ChangeApproved",
        "Corrected",
        "DutyExcused",
        "DutyFulfilled",
        "Ledger",
        "MilestoneReached",
        "ProblemRaised",
        "ProblemResolved",
        "Progress",
        "ScheduleAdopted",
        "View",
    ),
    "projects": ("Bearer", "DocumentInfo", "Funding", "Item", "Plan", "Project", "Rhythm", "WorkMethod"),
    "reports": (
        "Report",
        "duty_counts",
        "duty_list",
        "ledger_table",
        "matrix",
        "monthly_report",
        "render",
        "standing_table",
        "summary",
        "write",
    ),
    "responsibility": ("Directory", "Organisation", "Role"),
    "standing": ("Standing", "assess", "load_rules"),
    "storage": ("MemoryStore", "open_store"),
    "supervision": ("Supervision",),
    "targets": ("Quantity", "Target", "Unit"),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = sorted(_ROOM_OF)  # curated in _ROOMS; a test holds it against the imports above
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'minsheng' has no attribute {name!r}")
    value: object = getattr(import_module(f"minsheng.{_ROOM_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
