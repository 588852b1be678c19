"""Whether a statement can stand in a ledger (校验), and the form in which it does: targets by id, changes with ids."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import attrs

from minsheng.calendars import Period
from minsheng.errors import InvalidValue
from minsheng.ledger.encoding import is_canonical
from minsheng.ledger.failures import UnknownEntry
from minsheng.ledger.naming import kind_named
from minsheng.ledger.placing import placed_change, placed_funding, placed_number, placed_progress, placed_schedule
from minsheng.ledger.prefix import Prefix
from minsheng.ledger.statements import (
    KINDS,
    Annotated,
    CaseExtended,
    CaseOpened,
    CaseReplied,
    CaseReturned,
    CaseStep,
    CaseVerified,
    ChangeApproved,
    Corrected,
    DutyExcused,
    DutyFulfilled,
    EvidenceAttached,
    ExtensionAsked,
    FundingReported,
    MilestoneReached,
    PlanAdopted,
    ProblemAssigned,
    ProblemRaised,
    ProblemResolved,
    Progress,
    ScheduleAdopted,
    SiteVisited,
    Statement,
    Surveyed,
    Unknown,
)

Look = Callable[[str], Statement | None]
"""Statement of the entry with this id; None if there is none."""

_HAPPENED = (
    Progress,
    MilestoneReached,
    FundingReported,
    DutyFulfilled,
    ProblemRaised,
    ProblemResolved,
    SiteVisited,
    Surveyed,
    Corrected,
    EvidenceAttached,
    Annotated,
    *(kind for kind in KINDS.values() if issubclass(kind, CaseStep) and kind is not CaseExtended),
)
"""Claims about what is; a schedule, an excuse or a decision may be for a day to come."""

_OF_A_PERIOD = (Progress, DutyFulfilled, DutyExcused)
"""Statements that may name the period that they are for."""


def settled(statement: Statement, prefix: Prefix, look: Look, today: date, *, falling: bool = False) -> Statement:
    """`statement` as it is sealed; `falling`: a total may be lower than the one before, without a reason.

    Raises:
        MinshengError: it can not stand in this ledger as it is now; says why and how to mend it.
    """
    if isinstance(statement, Progress):  # nearly always
        _check_day(statement, prefix, today)
        return placed_progress(statement, prefix, falling=falling or bool(statement.reason))
    if isinstance(statement, PlanAdopted):
        raise InvalidValue("ledger.adopted-twice", plan=prefix.plan)
    if isinstance(statement, Corrected):
        _check_to_come(statement, today)
        return _corrected(statement, prefix, look, today)
    if isinstance(statement, Unknown):
        if not is_canonical(statement, today):
            raise InvalidValue("ledger.not-canonical", type=statement.tag)
        return statement
    _check_day(statement, prefix, today)
    if isinstance(statement, FundingReported):
        return placed_funding(statement, prefix, falling=falling or bool(statement.reason))
    return _placed(statement, prefix, look)


def check_adoption(adoption: PlanAdopted, today: date, *, ahead: bool, early: bool) -> None:
    """An adoption can not be corrected: its day is none to come, nor one before the plan's document and before the December in
    front of its year, when assemblies approve the year to come; unless it is today, or somebody says so.

    Raises:
        InvalidValue: it is, and nobody said so.
    """
    if not ahead and adoption.on > today:
        raise InvalidValue("ledger.adopted-ahead", value=adoption.on, today=today)
    plan = adoption.plan
    first = min(plan.starts, date(plan.year - 1, 12, 1))
    if not early and adoption.on < first and adoption.on != today:
        raise InvalidValue("ledger.adopted-early", value=adoption.on, first=first, year=plan.year)


def _check_day(statement: Statement, prefix: Prefix, today: date) -> None:
    if statement.on < prefix.first_day:
        raise InvalidValue("ledger.too-early", value=statement.on, first=prefix.first_day)
    _check_to_come(statement, today)
    if isinstance(statement, _OF_A_PERIOD) and statement.period is not None:
        _check_period(statement.period, statement.on, prefix.first_day)


def _check_period(period: Period, on: date, first: date) -> None:
    """A period of another year is a slip of the pen; one for which something is done may be the next."""
    if period.last < first:
        raise InvalidValue("ledger.period-too-early", period=period.label(), first=first)
    if period.first.year > on.year + 1:
        raise InvalidValue("ledger.period-to-come", period=period.label(), value=on)


def _check_to_come(statement: Statement, today: date) -> None:
    if statement.on > today and isinstance(statement, _HAPPENED):
        raise InvalidValue("ledger.in-future", value=statement.on, today=today)


def _placed(statement: Statement, prefix: Prefix, look: Look) -> Statement:
    match statement:
        case ScheduleAdopted():
            return placed_schedule(statement, prefix)
        case ChangeApproved():
            return placed_change(statement, prefix)
        case MilestoneReached() | ProblemRaised() | SiteVisited():
            placed_number(statement.project, prefix, statement.on)
        case Surveyed() if statement.project:
            placed_number(statement.project, prefix, statement.on)
        case CaseOpened():
            if statement.project:
                placed_number(statement.project, prefix, statement.on)
            if statement.about:
                _root(statement.about, look)
        case ProblemAssigned() | ProblemResolved():
            _refer(statement.problem, look, ProblemRaised)
        case CaseStep():
            _refer(statement.case, look, CaseOpened)
            _check_step(statement, look)
        case EvidenceAttached() | Annotated():
            _root(statement.entry, look)
        case _:
            pass
    return statement


def _check_step(statement: CaseStep, look: Look) -> None:
    match statement:
        case CaseReturned() if statement.returned:
            _refer(statement.returned, look, CaseReplied, ExtensionAsked, of=statement.case)
        case CaseExtended() if statement.asked:
            _refer(statement.asked, look, ExtensionAsked, of=statement.case)
        case CaseVerified() if statement.visit:
            _refer(statement.visit, look, SiteVisited)
        case _:
            pass


def _refer(id: str, look: Look, *kinds: type[Statement], of: str = "") -> None:
    """The entry that `id` names is of one of these kinds, and a step of the case `of`.

    Raises:
        UnknownEntry: there is none.
        InvalidValue: it is another kind of entry, or a step of another case.
    """
    found = _root(id, look)
    if not isinstance(found, kinds):
        wanted = tuple(kind.type for kind in kinds)
        raise InvalidValue(
            "ledger.other-entry",
            id=id,
            type_zh=kind_named(found.type),
            type_en=found.type,
            wanted_zh=tuple(kind_named(tag) for tag in wanted),
            wanted_en=wanted,
        )
    if of and isinstance(found, CaseStep) and _first(found.case, look) != _first(of, look):
        raise InvalidValue("ledger.other-case", id=id, case=of, found=found.case)


def _first(id: str, look: Look) -> str:
    """Id of the first entry of a chain of corrections."""
    while isinstance(found := look(id), Corrected):
        id = found.corrects
    return id


def _root(id: str, look: Look) -> Statement:
    """What the first entry of a chain of corrections says."""
    found = look(_first(id, look))
    if found is None:
        raise UnknownEntry("entry", id)
    return found


def _corrected(statement: Corrected, prefix: Prefix, look: Look, today: date) -> Corrected:
    root = _root(statement.corrects, look)
    if isinstance(root, PlanAdopted):
        raise InvalidValue("ledger.adoption-stands")
    if later := prefix.corrected.get(statement.corrects):
        raise InvalidValue("ledger.corrected-already", id=statement.corrects, later=later)
    new = statement.replacement
    if new is None:
        return statement
    if type(new) is not type(root):
        raise InvalidValue(
            "ledger.other-kind",
            id=statement.corrects,
            old_zh=kind_named(root.type),
            old_en=root.type,
            new_zh=kind_named(new.type),
            new_en=new.type,
        )
    return attrs.evolve(statement, replacement=_replacement(new, prefix, look, today))


def _replacement(new: Statement, prefix: Prefix, look: Look, today: date) -> Statement:
    """`new` as it is sealed in the place of another; that its total is lower needs no reason of its own."""
    if isinstance(new, Unknown):
        if not is_canonical(new, date.min):  # within a correction nothing else gives a day to what has none
            raise InvalidValue("ledger.not-canonical", type=new.tag)
        return new
    return settled(new, prefix, look, today, falling=True)
