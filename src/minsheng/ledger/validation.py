"""Whether a statement can stand in a ledger (校验), and the form in which it does: targets by id, changes with ids."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import attrs

from minsheng.errors import InvalidValue, Undefined
from minsheng.ledger.delta import picked, with_ids
from minsheng.ledger.encoding import is_canonical
from minsheng.ledger.failures import UnknownEntry
from minsheng.ledger.folding import changed
from minsheng.ledger.prefix import Prefix
from minsheng.ledger.statements import (
    ChangeApproved,
    Corrected,
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
from minsheng.projects import Plan, UnknownNumber
from minsheng.targets import Aggregation, Qualifier, Quantity, Target

Look = Callable[[str], Statement | None]
"""Statement of the entry with this id; None if there is none."""

_HAPPENED = (Progress, MilestoneReached, DutyFulfilled, ProblemRaised, ProblemResolved)
"""Claims about what is; a schedule, an excuse or a decision may be for a day to come."""


def settled(statement: Statement, prefix: Prefix, look: Look, today: date) -> Statement:
    """`statement` as it is sealed.

    Raises:
        MinshengError: it can not stand in this ledger as it is now; says why and how to mend it.
    """
    if isinstance(statement, PlanAdopted):
        raise InvalidValue("ledger.adopted-twice", plan=prefix.plan)
    if isinstance(statement, Corrected):
        return _corrected(statement, prefix, look, today)
    if isinstance(statement, Unknown):
        if not is_canonical(statement, today):
            raise InvalidValue("ledger.not-canonical", type=statement.tag)
        return statement
    first = prefix.first_day
    if statement.on < first:
        raise InvalidValue("ledger.too-early", value=statement.on, first=first)
    if statement.on > today and isinstance(statement, _HAPPENED):
        raise InvalidValue("ledger.in-future", value=statement.on, today=today)
    return _placed(statement, prefix, look)


def _placed(statement: Statement, prefix: Prefix, look: Look) -> Statement:
    match statement:
        case Progress():
            target = _target(statement.target, prefix, statement.on)
            _check_amount(target, statement)
            return statement if statement.target == target.id else attrs.evolve(statement, target=target.id)
        case ScheduleAdopted() if statement.target:
            target = _target(statement.target, prefix, statement.on)
            for _, planned in statement.points:
                _check_unit(target, planned)
            return attrs.evolve(statement, target=target.id)
        case MilestoneReached() | ProblemRaised():
            _number(statement.project, prefix, statement.on)
        case ProblemResolved():
            _check_problem(statement.problem, look)
        case ChangeApproved():
            return _change(statement, prefix)
        case _:
            pass
    return statement


def _plans(prefix: Prefix, day: date) -> tuple[Plan, Plan]:
    """The plan of that day, and the latest: a report may speak of a target that was approved later."""
    return prefix.plan_on(day), prefix.plan_on(date.max)


def _target(reference: str, prefix: Prefix, day: date) -> Target:
    then, now = _plans(prefix, day)
    try:
        return then.target(reference)
    except UnknownNumber:
        return now.target(reference)


def _number(number: str, prefix: Prefix, day: date) -> None:
    then, now = _plans(prefix, day)
    try:
        then.due(number)
    except UnknownNumber:
        now.due(number)


def _check_amount(target: Target, report: Progress) -> None:
    if report.added is not None:
        if target.aggregation is not Aggregation.SUM:
            raise InvalidValue("ledger.can-not-add", target=target.id)
        _check_unit(target, report.added)
    elif report.total is not None:
        _check_unit(target, report.total)


def _check_unit(target: Target, amount: Quantity) -> None:
    """Any unit will do where the target has no number; a percentage is a share of whatever was promised."""
    whole = target.quantity
    if isinstance(whole, Undefined) or whole.qualifier is Qualifier.FULL_COVERAGE or amount.unit.is_share:
        return
    if not amount.unit.converts_to(whole.unit):
        raise InvalidValue("ledger.other-unit", target=target.id, value=amount, unit=whole.unit.name)


def _check_problem(problem: str, look: Look) -> None:
    if not isinstance(_root(problem, look), ProblemRaised):
        raise InvalidValue("ledger.no-problem", id=problem)


def _root(id: str, look: Look) -> Statement:
    """What the first entry of a chain of corrections says."""
    found = look(id)
    while isinstance(found, Corrected):
        id = found.corrects
        found = look(id)
    if found is None:
        raise UnknownEntry("entry", id)
    return found


def _corrected(statement: Corrected, prefix: Prefix, look: Look, today: date) -> Corrected:
    root = _root(statement.corrects, look)
    if isinstance(root, PlanAdopted):
        raise InvalidValue("ledger.adoption-stands")
    if later := prefix.corrected.get(statement.corrects):
        raise InvalidValue("ledger.corrected-already", id=statement.corrects, later=later)
    if statement.replacement is None:
        return statement
    if type(statement.replacement) is not type(root):
        raise InvalidValue("ledger.other-kind", id=statement.corrects, old=root.type, new=statement.replacement.type)
    return attrs.evolve(statement, replacement=settled(statement.replacement, prefix, look, today))


def _change(statement: ChangeApproved, prefix: Prefix) -> ChangeApproved:
    """The change with an id for each target that it names, so that its order among changes does not matter."""
    plan = prefix.plan_on(statement.on)
    given = attrs.evolve(plan, retired=tuple(dict.fromkeys((*plan.retired, *(prefix.ids - set(plan.target_ids))))))
    after = changed(given, statement)
    holder = after.item(statement.project) if _is_item(after, statement.project) else after.project(statement.project)
    return attrs.evolve(statement, changes=with_ids(statement.changes, picked(holder, dict(statement.changes))))


def _is_item(plan: Plan, number: str) -> bool:
    try:
        plan.item(number)
    except UnknownNumber:
        return False
    return True


def same(given: Statement, stored: Statement) -> bool:
    """Whether `stored` is `given` as it was sealed: a number may have become an id, a new target has got one."""
    if given == stored:
        return True
    if isinstance(given, Progress) and isinstance(stored, Progress):
        return _within(given.target, stored.target) and attrs.evolve(given, target=stored.target) == stored
    if isinstance(given, ScheduleAdopted) and isinstance(stored, ScheduleAdopted):
        return _within(given.target, stored.target) and attrs.evolve(given, target=stored.target) == stored
    if isinstance(given, ChangeApproved) and isinstance(stored, ChangeApproved):
        return attrs.evolve(given, changes=with_ids(given.changes, stored.changes)) == stored
    if not isinstance(given, Corrected) or not isinstance(stored, Corrected):
        return False
    if given.replacement is None or stored.replacement is None:
        return False
    kept = attrs.evolve(given, replacement=stored.replacement)
    return kept == stored and same(given.replacement, stored.replacement)


def _within(number: str, id: str) -> bool:
    return id.startswith(f"{number}.")
