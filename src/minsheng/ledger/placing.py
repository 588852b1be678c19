"""Where a statement has its place in the plan (归位): the target, piece or money that it speaks of, and in which unit."""

from __future__ import annotations

from datetime import date

import attrs

from minsheng.errors import InvalidValue, NotFound, Undefined
from minsheng.ledger.answering import members
from minsheng.ledger.delta import picked, with_ids
from minsheng.ledger.folding import changed
from minsheng.ledger.measuring import cumulates, lower
from minsheng.ledger.prefix import Prefix
from minsheng.ledger.statements import ChangeApproved, FundingReported, Progress, ScheduleAdopted
from minsheng.projects import AmbiguousTarget, Plan, UnknownNumber
from minsheng.targets import Aggregation, Qualifier, Quantity, Target


class UnknownMember(NotFound):
    """A report names a part of a target that nobody of this name has; `choices` are those who have one."""

    code = "ledger.unknown-member"


class UnknownFunding(NotFound):
    """The project has no money from this source, or from several and none was named; `choices` are the sources."""

    code = "ledger.unknown-funding"

    def __init__(self, project: str, source: str, sources: tuple[str, ...]) -> None:
        if not source:
            self.code = "ledger.which-funding"
        super().__init__("funding", source, sources)
        self.fields["project"] = project


def placed_progress(report: Progress, prefix: Prefix, *, falling: bool) -> Progress:
    """A report with the id of its target; `falling`: whether its total may be lower than the one before.

    Raises:
        UnknownNumber, AmbiguousTarget, UnknownMember: it speaks of nothing in the plan, or of several.
        InvalidValue: it can not be reported so; says why and how to mend it.
    """
    try:
        plan = prefix.plan_on(report.on)
        target: Target | None = plan.target(report.target)
    except (AmbiguousTarget, UnknownNumber):
        plan, target = _looked_for(report, prefix)
    amount = report.total if report.total is not None else report.added
    assert amount is not None
    if report.period is not None and report.period.first > report.on:
        raise InvalidValue("ledger.period-to-come", period=report.period.label(), value=report.on)
    if amount.value < 0 and (report.added is not None or cumulates(target)):
        raise InvalidValue("ledger.less-than-nothing", target=report.target, value=amount)
    if target is not None:
        if report.added is not None and target.aggregation is not Aggregation.SUM:
            raise InvalidValue("ledger.can-not-add", target=target.id)
        _check_unit(target, amount)
        if report.target != target.id:
            report = attrs.evolve(report, target=target.id)
    if report.member:
        _check_member(report, plan, target)
    if not falling and cumulates(target):
        _check_fall(report, prefix, target)
    return report


def _looked_for(report: Progress, prefix: Prefix) -> tuple[Plan, Target | None]:
    """The plan and target that a report speaks of, where the plan of its day has no such target, or several; None: a whole
    project or item, of which it gives a percentage."""
    share = report.total is not None and report.total.unit.is_share
    plans = _plans(prefix, report.on)
    for plan in plans:
        try:
            return plan, plan.target(report.target)
        except AmbiguousTarget:
            if not share:
                raise
            return plan, None
        except UnknownNumber:
            continue
    for plan in plans:
        if _has(plan, report.target):
            if not share:
                raise InvalidValue("ledger.nothing-to-count", number=report.target)
            return plan, None
    raise UnknownNumber("target", report.target, plans[1].target_ids)


def _plans(prefix: Prefix, day: date) -> tuple[Plan, Plan]:
    """The plan of that day, and the latest: a report may speak of a target that was approved later."""
    return prefix.plan_on(day), prefix.plan_on(date.max)


def _has(plan: Plan, number: str) -> bool:
    """Whether the plan has such a project, item or target."""
    try:
        plan.due(number)
    except UnknownNumber:
        return False
    return True


def _check_unit(target: Target, amount: Quantity) -> None:
    """Any unit will do where the target has no number; a percentage is a share of whatever was promised."""
    whole = target.quantity
    if isinstance(whole, Undefined) or amount.unit is whole.unit:
        return
    if whole.qualifier is Qualifier.FULL_COVERAGE or amount.unit.is_share:
        return
    if not amount.unit.converts_to(whole.unit):
        raise InvalidValue("ledger.other-unit", target=target.id, value=amount, unit=whole.unit.name)


def _check_member(report: Progress, plan: Plan, target: Target | None) -> None:
    """Where it is known who has a part, it is one of them."""
    if target is None:
        raise InvalidValue("ledger.member-of-what", number=report.target, member=report.member)
    known = members(plan, target.id)
    if known and plan.directory.key(report.member) not in known:
        raise UnknownMember("member", report.member, tuple(known.values()))


def _check_fall(report: Progress | FundingReported, prefix: Prefix, target: Target | None) -> None:
    """A total does not fall on the latest one before it."""
    for key, amount in prefix.keys(report):
        before = prefix.latest(key)
        if before is not None and report.on >= before.on and lower(amount, before.amount, target):
            raise InvalidValue("ledger.falls", target=key[0], value=amount, before=before.amount, day=before.on)


def placed_schedule(schedule: ScheduleAdopted, prefix: Prefix) -> ScheduleAdopted:
    """A schedule with the id of its target, if it has one."""
    if not schedule.target:
        return schedule
    then, now = _plans(prefix, schedule.on)
    try:
        target = then.target(schedule.target)
    except UnknownNumber:
        target = now.target(schedule.target)
    for _, planned in schedule.points:
        _check_unit(target, planned)
    return attrs.evolve(schedule, target=target.id)


def placed_number(number: str, prefix: Prefix, day: date) -> None:
    """The plan of that day, or the latest, has this project, item or target.

    Raises:
        UnknownNumber: neither has; carries the numbers that there are.
    """
    then, now = _plans(prefix, day)
    if not _has(then, number):
        now.due(number)


def placed_funding(report: FundingReported, prefix: Prefix, *, falling: bool) -> FundingReported:
    """A report on money with its source; a project for which the plan has none takes any.

    Raises:
        UnknownNumber: the plan has no such project.
        UnknownFunding: it has no money of this source, or of several and none was named.
    """
    then, now = _plans(prefix, report.on)
    try:
        project = then.project(report.project)
    except UnknownNumber:
        project = now.project(report.project)
    sources = tuple(f.source for f in project.funding)
    if not report.source and len(sources) == 1:
        report = attrs.evolve(report, source=sources[0])
    if sources and report.source not in sources:
        raise UnknownFunding(report.project, report.source, sources)
    for amount in (report.received, report.spent):
        if amount is not None and amount.value < 0:
            raise InvalidValue("ledger.less-than-nothing", target=report.project, value=amount)
    if not falling:
        _check_fall(report, prefix, None)
    return report


def placed_change(statement: ChangeApproved, prefix: Prefix) -> ChangeApproved:
    """The change with an id for each target that it names, so that its order among changes does not matter."""
    plan = prefix.plan_on(statement.on)
    given = attrs.evolve(plan, retired=tuple(dict.fromkeys((*plan.retired, *(prefix.ids - set(plan.target_ids))))))
    after = changed(given, statement)
    holder = after.item(statement.project) if _is_item(after, statement.project) else after.project(statement.project)
    if any(name == "name" and not str(new).strip() for name, new in statement.changes):
        raise InvalidValue("projects.change-to-nameless", number=statement.project)
    return attrs.evolve(statement, changes=with_ids(statement.changes, picked(holder, dict(statement.changes))))


def _is_item(plan: Plan, number: str) -> bool:
    try:
        plan.item(number)
    except UnknownNumber:
        return False
    return True
