"""What the supervision office does about what is late (督查督办): cases, terms, problems, visits on site, proposals."""

from minsheng.supervision.book import AmbiguousCase, CaseBook, UnknownCase, cases
from minsheng.supervision.case import Case, Taken
from minsheng.supervision.due import DueList, Task, TaskKind, due_list, due_on
from minsheng.supervision.findings import IllegalStep, StepFinding
from minsheng.supervision.machine import CaseState, Step, allowed
from minsheng.supervision.office import How, Supervision
from minsheng.supervision.plain import dump_case, dump_cases, dump_drafts, dump_due, dump_problems, dump_visits
from minsheng.supervision.problems import ProblemList, ProblemRow, ProblemSolved, ProblemState, problem_list
from minsheng.supervision.proposals import (
    ProposalRule,
    ProposalRules,
    Sighting,
    UnknownProposals,
    When,
    load_proposals,
    proposal_rules,
)
from minsheng.supervision.proposing import Draft, DraftList, propose
from minsheng.supervision.terms import (
    DEFAULT,
    Grade,
    Terms,
    UnknownGrade,
    UnknownTerms,
    load_terms,
    term_profiles,
)
from minsheng.supervision.visits import Visit, VisitList, visits

__all__ = [
    "DEFAULT",
    "AmbiguousCase",
    "Case",
    "CaseBook",
    "CaseState",
    "Draft",
    "DraftList",
    "DueList",
    "Grade",
    "How",
    "IllegalStep",
    "ProblemList",
    "ProblemRow",
    "ProblemSolved",
    "ProblemState",
    "ProposalRule",
    "ProposalRules",
    "Sighting",
    "Step",
    "StepFinding",
    "Supervision",
    "Taken",
    "Task",
    "TaskKind",
    "Terms",
    "UnknownCase",
    "UnknownGrade",
    "UnknownProposals",
    "UnknownTerms",
    "Visit",
    "VisitList",
    "When",
    "allowed",
    "cases",
    "due_list",
    "due_on",
    "dump_case",
    "dump_cases",
    "dump_drafts",
    "dump_due",
    "dump_problems",
    "dump_visits",
    "load_proposals",
    "load_terms",
    "problem_list",
    "proposal_rules",
    "propose",
    "term_profiles",
    "visits",
]
