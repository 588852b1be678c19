"""What people claim (填报事项): each kind of statement as a frozen value with a tag and a version."""

from minsheng.ledger.delta import NewValue
from minsheng.ledger.statements.additions import Annotated, Corrected, EvidenceAttached
from minsheng.ledger.statements.base import Evidence, Statement, Unknown
from minsheng.ledger.statements.cases import (
    CaseClosed,
    CaseEscalated,
    CaseExtended,
    CaseOpened,
    CaseReminded,
    CaseReopened,
    CaseReplied,
    CaseReturned,
    CaseStep,
    CaseVerified,
    ExtensionAsked,
)
from minsheng.ledger.statements.duties import DutyExcused, DutyFulfilled
from minsheng.ledger.statements.observations import SiteVisited, Surveyed
from minsheng.ledger.statements.plans import ChangeApproved, PlanAdopted, ScheduleAdopted
from minsheng.ledger.statements.problems import ProblemAssigned, ProblemRaised, ProblemResolved
from minsheng.ledger.statements.progress import FundingReported, MilestoneReached, Progress

KINDS: dict[str, type[Statement]] = {
    kind.type: kind
    for kind in (
        PlanAdopted,
        ScheduleAdopted,
        Progress,
        MilestoneReached,
        FundingReported,
        EvidenceAttached,
        DutyFulfilled,
        DutyExcused,
        ProblemRaised,
        ProblemAssigned,
        ProblemResolved,
        CaseOpened,
        CaseReplied,
        CaseReminded,
        CaseReturned,
        ExtensionAsked,
        CaseExtended,
        CaseEscalated,
        CaseVerified,
        CaseClosed,
        CaseReopened,
        SiteVisited,
        ChangeApproved,
        Surveyed,
        Corrected,
        Annotated,
    )
}
"""Every kind of statement that this version understands, by its tag."""

__all__ = [
    "KINDS",
    "Annotated",
    "CaseClosed",
    "CaseEscalated",
    "CaseExtended",
    "CaseOpened",
    "CaseReminded",
    "CaseReopened",
    "CaseReplied",
    "CaseReturned",
    "CaseStep",
    "CaseVerified",
    "ChangeApproved",
    "Corrected",
    "DutyExcused",
    "DutyFulfilled",
    "Evidence",
    "EvidenceAttached",
    "ExtensionAsked",
    "FundingReported",
    "MilestoneReached",
    "NewValue",
    "PlanAdopted",
    "ProblemAssigned",
    "ProblemRaised",
    "ProblemResolved",
    "Progress",
    "ScheduleAdopted",
    "SiteVisited",
    "Statement",
    "Surveyed",
    "Unknown",
]
