"""What a reader should know of an entry that was taken (提示): nothing here is wrong enough to be refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from functools import cached_property

from minsheng.errors import Finding, MinshengError, Place, Severity, Undefined
from minsheng.ledger.additions_by_period import (
    Addition,
    Key,
    Total,
    behind,
    counted,
    key_of,
    named,
    of_period,
    overlapping,
    replacing,
    summed,
    with_addition,
)
from minsheng.ledger.answering import answering, members
from minsheng.ledger.done import Done
from minsheng.ledger.entries import Recorded
from minsheng.ledger.measuring import cumulates, lower
from minsheng.ledger.prefix import Prefix
from minsheng.ledger.statements import Corrected, FundingReported, Progress
from minsheng.projects import Plan, Project
from minsheng.responsibility import OrganisationKind
from minsheng.targets import Qualifier, Quantity, Target, achievement


class Remarks:
    """Findings by entry, gathered in one pass over the entries in force."""

    def __init__(self, plan_on: Callable[[date], Plan]) -> None:
        self._plan_on = plan_on
        self._found: dict[str, list[Finding]] = {}
        self._totals: dict[Key, Total] = {}
        self._added: dict[Key, tuple[Addition, ...]] = {}
        self._known: dict[int, _Known] = {}
        self._unnamed: set[tuple[str, str]] = set()

    def gather(self, entries: Iterable[Recorded]) -> dict[str, tuple[Finding, ...]]:
        """All remarks on `entries`, which are given by day and position."""
        for entry in entries:
            self._look(entry)
        return {id: tuple(found) for id, found in self._found.items()}

    def _look(self, entry: Recorded) -> None:
        said = entry.statement
        if isinstance(said, Progress):
            self._progress(entry, said, self._knows(said.on))
        elif isinstance(said, FundingReported):
            self._funding(entry, said, self._knows(said.on))

    def _knows(self, day: date) -> _Known:
        plan = self._plan_on(day)
        if id(plan) not in self._known:
            self._known[id(plan)] = _Known(plan)
        return self._known[id(plan)]

    def _tell(self, entry: Recorded, code: str, severity: Severity = Severity.INFO, /, **fields: object) -> None:
        self._put(Finding.of(code, severity, Place(path=entry.id), **fields))

    def _put(self, finding: Finding) -> None:
        self._found.setdefault(finding.place.path, []).append(finding)

    def _progress(self, entry: Recorded, said: Progress, known: _Known) -> None:
        target, project = known.place(said.target)
        if project is None:
            return  # told as having no place
        number = target.id if target else said.target
        amount = said.total if said.total is not None else said.added
        assert amount is not None
        if target is not None:
            self._unit(entry, target, amount)
            if said.total is not None and not said.member:
                self._more(entry, target, said.total)
            if said.member:
                self._member(entry, said, known, target, project)
        if cumulates(target):
            key = key_of(number, said.member, known.plan.directory)
            if said.total is not None:
                self._below(entry, key, said, target)
                self._fall(entry, number, key, said.total, target, said.reason)
            else:
                self._add(entry, key, said)
        self._by(entry, said.by, known, project, number)

    def _unit(self, entry: Recorded, target: Target, amount: Quantity) -> None:
        whole = target.quantity
        if isinstance(whole, Undefined) or whole.qualifier is Qualifier.FULL_COVERAGE or amount.unit == whole.unit:
            return
        if amount.unit.converts_to(whole.unit):
            told = amount.to(whole.unit)
            self._tell(entry, "ledger.converted", target=target.id, value=amount, told=told)

    def _more(self, entry: Recorded, target: Target, total: Quantity) -> None:
        if (promised := _exceeded(target, total)) is not None:
            self._tell(entry, "ledger.more-than-all", target=target.id, value=total, promised=promised.short)

    def _member(self, entry: Recorded, said: Progress, known: _Known, target: Target, project: Project) -> None:
        plan = known.plan
        key = plan.directory.key(said.member)
        if parts := members(plan, target.id):
            if key not in parts:
                self._tell(
                    entry,
                    "ledger.no-member",
                    Severity.WARNING,
                    target=target.id,
                    member=said.member,
                    known="、".join(parts.values()),
                )
        elif not known.has(said.member, project) and self._is_news(target.id, key):
            group = any(plan.directory.resolve(lead).kind is OrganisationKind.GROUP for lead in project.leads)
            severity = Severity.INFO if group else Severity.WARNING
            self._tell(entry, "ledger.member-not-in-plan", severity, target=target.id, member=said.member)

    def _is_news(self, target: str, member: str) -> bool:
        """Whether it was not yet told that the plan does not have a member."""
        if (target, member) in self._unnamed:
            return False
        self._unnamed.add((target, member))
        return True

    def _fall(
        self,
        entry: Recorded,
        number: str,
        key: Key,
        total: Quantity,
        target: Target | None,
        reason: str,
    ) -> None:
        before = self._latest(key)
        if before is not None and lower(total, before.amount, target):
            self._fell(entry, number, total, before.amount, reason)
        on = entry.statement.on
        self._totals[key] = Total(on, entry.position, entry.id, total)
        if key in self._added:
            self._added[key] = behind(self._added[key], on)

    def _latest(self, key: Key) -> Total | None:
        """The latest total before."""
        return self._totals.get(key)

    def _additions(self, key: Key) -> tuple[Addition, ...]:
        """What was added since, by single periods."""
        return self._added.get(key, ())

    def _below(self, entry: Recorded, key: Key, said: Progress, target: Target | None) -> None:
        """A total that is less than the one before with what periods added since; see `_fall` for the total alone."""
        assert said.total is not None
        added = [a for a in self._additions(key) if a.id not in entry.replaces]
        if not added:
            return
        before = self._latest(key)
        if before is not None and (before.on > said.on or lower(said.total, before.amount, target)):
            return
        sum = summed(before, added, said.on)
        if sum is not None and lower(said.total, sum, target):
            code = "ledger.below-added-because" if said.reason else "ledger.below-added"
            severity = Severity.INFO if said.reason or entry.replaces else Severity.WARNING
            self._tell(entry, code, severity, target=key[0], value=said.total, before=sum, reason=said.reason)

    def _add(self, entry: Recorded, key: Key, said: Progress) -> None:
        """What a period added, which a total behind it is held against; whether it counts is told of what is done."""
        assert said.added is not None
        assert said.period is not None
        new = Addition(said.on, entry.position, entry.id, said.period, said.added)
        self._added[key] = with_addition(self._additions(key), new)

    def _fell(self, entry: Recorded, number: str, total: Quantity, before: Quantity, reason: str) -> None:
        code = "ledger.fell-because" if reason else "ledger.fell"
        severity = Severity.INFO if reason or entry.replaces else Severity.WARNING
        self._tell(entry, code, severity, target=number, value=total, before=before, reason=reason)

    def _by(self, entry: Recorded, by: str, known: _Known, project: Project, number: str) -> None:
        if by and not known.answers(by, project):
            leads = "、".join(project.leads)
            self._tell(entry, "ledger.not-answerable", Severity.WARNING, number=number, by=by, leads=leads)

    def _funding(self, entry: Recorded, said: FundingReported, known: _Known) -> None:
        _, project = known.place(said.project)
        if project is None:
            return
        self._by(entry, said.by, known, project, said.project)
        promised = {f.source: f.amount for f in project.funding}
        source = said.source or (project.funding[0].source if len(project.funding) == 1 else "")
        if source not in promised:
            code = "ledger.money-not-planned" if source else "ledger.no-money-planned"
            self._tell(entry, code, number=said.project, source=source)
        whole = promised.get(source)
        for kind, amount in (("received", said.received), ("spent", said.spent)):
            if amount is None:
                continue
            if isinstance(whole, Quantity) and amount.unit.converts_to(whole.unit) and amount.base > whole.base:
                self._tell(entry, "ledger.more-money", number=said.project, source=source, value=amount, promised=whole)
            self._fall(entry, said.project, (said.project, source, kind), amount, None, said.reason)


class RemarksThen(Remarks):
    """What was to be known of an entry when it was recorded (登记时的提示): by the entries in front of it alone, in
    little memory. A total is held against the latest one: one that was recorded late may be more than that."""

    def __init__(self, prefix: Prefix) -> None:
        super().__init__(prefix.plan_on)
        self._prefix = prefix

    def of(self, entry: Recorded) -> tuple[Finding, ...]:
        """Remarks on the entry that comes next behind the prefix."""
        said = entry.statement
        if isinstance(said, Corrected):
            if said.replacement is None:
                return ()
            entry = Recorded(
                id=entry.id, position=entry.position, statement=said.replacement, replaces=(said.corrects,)
            )
        self._look(entry)
        return tuple(self._found.pop(entry.id, ()))

    def _is_news(self, target: str, member: str) -> bool:
        return True  # to whoever records it

    def _latest(self, key: Key) -> Total | None:
        return self._prefix.latest(key)

    def _additions(self, key: Key) -> tuple[Addition, ...]:
        return self._prefix.added(key)

    def _below(self, entry: Recorded, key: Key, said: Progress, target: Target | None) -> None:
        if not (added := self._additions(key)):
            return
        super()._below(entry, key, said, target)
        assert said.total is not None
        total = self._latest(key)
        if total is None or said.on >= total.on:
            now = Total(said.on, entry.position, entry.id, said.total)
            self._turns_out(entry, key, counted(added, total), counted(added, now))

    def _add(self, entry: Recorded, key: Key, said: Progress) -> None:
        """What a period added is held against the latest total, and against what others did."""
        period, amount = said.period, said.added
        assert period is not None
        assert amount is not None
        latest = self._prefix.latest(key)
        if latest is not None and latest.id in entry.replaces:
            latest = None
        known = tuple(a for a in self._additions(key) if a.id not in entry.replaces)
        if latest is not None and period.last <= latest.on:
            self._tell(
                entry,
                "ledger.added-before",
                target=key[0],
                **named("period", period),
                value=amount,
                total=latest.amount,
                day=latest.on,
                n=latest.position,
            )
            return
        new = Addition(said.on, entry.position, entry.id, period, amount)
        after = with_addition(known, new)
        if (same := of_period(known, period)) is not None:
            self._put(replacing(key[0], new, same))
            if new not in after:
                return
        now = tuple(counted(after, latest))
        if (other := next(clash for addition, clash in now if addition is new)) is not None:
            self._put(overlapping(key[0], new, other))
        self._turns_out(entry, key, counted(known, latest), now)

    def _turns_out(
        self,
        entry: Recorded,
        key: Key,
        before: Iterable[tuple[Addition, Addition | Total | None]],
        after: Iterable[tuple[Addition, Addition | Total | None]],
    ) -> None:
        """Additions that counted before this entry and overlap something now; see `counted`."""
        out = {addition.id for addition, clash in after if clash is not None}
        for addition, clash in before:
            if clash is None and addition.id in out:
                self._tell(
                    entry,
                    "ledger.turns-out",
                    Severity.WARNING,
                    target=key[0],
                    **named("period", addition.period),
                    value=addition.amount,
                    n=addition.position,
                )

    def _fall(
        self,
        entry: Recorded,
        number: str,
        key: Key,
        total: Quantity,
        target: Target | None,
        reason: str,
    ) -> None:
        latest = self._prefix.latest(key)
        if latest is None or latest.id in entry.replaces:
            return
        if entry.statement.on >= latest.on:
            if lower(total, latest.amount, target):
                self._fell(entry, number, total, latest.amount, reason)
        elif lower(latest.amount, total, target):
            self._tell(
                entry,
                "ledger.above-later",
                Severity.WARNING,
                target=number,
                value=total,
                later=latest.amount,
                day=latest.on,
            )


class _Known:
    """A plan, and what is asked of it again and again."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._pieces = {p.no: p for p in plan.projects}
        self._pieces |= {f"{p.no}.{i.no}": p for p in plan.projects for i in p.items}
        self._answering: dict[str, frozenset[str]] = {}
        self._keys: dict[str, str] = {}

    @cached_property
    def _listed(self) -> frozenset[str]:
        """Keys of all that stand in the directory, members of groups included."""
        directory = self.plan.directory
        return frozenset(directory.key(name) for body in directory for name in (body.name, *body.members))

    def has(self, name: str, project: Project) -> bool:
        """Whether the plan has a body at all, for a project or in its directory."""
        return self.names(name, project) or self._keys[name] in self._listed

    def place(self, reference: str) -> tuple[Target | None, Project | None]:
        """Target and project that a report speaks of; no target: a whole project or item; neither: nothing."""
        try:
            target = self.plan.target(reference)
        except MinshengError:
            return None, self._pieces.get(reference)
        return target, self.plan.owner(target.id)[0]

    def answers(self, name: str, project: Project) -> bool:
        """Whether a body may speak for a project; where nobody is named, everybody."""
        return self.names(name, project) or not self._answering[project.no]

    def names(self, name: str, project: Project) -> bool:
        """Whether the plan names a body for a project."""
        if project.no not in self._answering:
            self._answering[project.no] = answering(self.plan, project)
        if name not in self._keys:
            self._keys[name] = self.plan.directory.key(name)
        return self._keys[name] in self._answering[project.no]


def _exceeded(target: Target, done: Quantity | Undefined) -> Quantity | None:
    """What was promised, if more is done; of 400家以上 that is no news."""
    promised = target.quantity
    if isinstance(promised, Undefined) or isinstance(done, Undefined):
        return None
    if done.unit == promised.unit and done.value <= promised.value:
        return None  # most of what is ever reported, and told without a fraction
    ratio = achievement(target, done).ratio
    if not isinstance(ratio, Fraction) or ratio <= 1:
        return None
    return None if promised.qualifier in (Qualifier.AT_LEAST, Qualifier.OVER) else promised


def beyond(target: Target, done: Done) -> Finding | None:
    """That what was added up is more than was promised; where a single total says so, its entry does."""
    if len(done.ids) < 2 or (promised := _exceeded(target, done.total)) is None:
        return None
    place = Place(path=done.ids[-1])
    return Finding.of(
        "ledger.more-than-all", Severity.INFO, place, target=target.id, value=done.total, promised=promised.short
    )
