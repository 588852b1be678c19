"""What is known of a plan on one day (台账视图): the plan as it stood, and the statements in force."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from html import escape
from typing import TypeVar

from attrs import field, frozen

from minsheng.calendars import Day, as_day, day_text
from minsheng.errors import Finding, InvalidValue, Lang, MinshengError, Place, Severity, say
from minsheng.ledger.answering import members
from minsheng.ledger.done import Done, Report, Sharing, done, of_one
from minsheng.ledger.entries import Recorded
from minsheng.ledger.failures import NotAdopted
from minsheng.ledger.folding import in_force, up_to, with_changes
from minsheng.ledger.problems import Problem, problems
from minsheng.ledger.references import by_id
from minsheng.ledger.remarks import Remarks, beyond
from minsheng.ledger.statements import (
    Annotated,
    CaseOpened,
    ChangeApproved,
    DutyExcused,
    DutyFulfilled,
    Evidence,
    EvidenceAttached,
    FundingReported,
    MilestoneReached,
    PlanAdopted,
    ProblemRaised,
    Progress,
    ScheduleAdopted,
    SiteVisited,
    Statement,
    Surveyed,
    Unknown,
)
from minsheng.projects import Plan
from minsheng.text import grid, html_grid

_MEETING_DUTIES = (
    DutyFulfilled,
    DutyExcused,
    ScheduleAdopted,
    Progress,
    MilestoneReached,
    FundingReported,
    SiteVisited,
)
S = TypeVar("S", bound=Statement)


def _id(plan: Plan) -> str:
    return repr(plan.id)


@frozen(kw_only=True)
class View:
    """A plan on one day with all that is recorded for it up to then (台账视图); a plain value, without a store.

    >>> from minsheng.projects import Project
    >>> plan = Plan(year=2024, projects=[Project(no="1", name="道路", targets=["400公里"])])
    >>> view = View.of(plan, [Progress("1", total="120公里", on="2024-06-28")], day="2024-06-30")
    >>> str(view.done("1.t1").total), view.done("1.t1").ids
    ('120公里', ('#1',))
    """

    plan: Plan = field(repr=_id)
    """With the approved changes up to `day`; in a view `under` another plan that one."""
    baseline: Plan = field(repr=False)
    """As adopted."""
    day: date = field(converter=as_day)
    entries: tuple[Recorded, ...] = field(repr=False)
    """Statements in force up to `day`, by day and position; corrections are in the place of what they correct."""
    adopted_on: date
    """Day of the adoption; without a ledger the plan's start."""
    supposed: bool = False
    """Whether `plan` is a supposition (`under`): recorded changes are then not applied."""
    lost: tuple[Finding, ...] = field(default=(), repr=False)
    """Changes and corrections that could not be applied."""

    @classmethod
    def of(cls, plan: Plan, statements: Iterable[Statement], *, day: Day) -> View:
        """The view on `day` of a plan with some statements, in the order in which they would have been recorded.

        Their ids are "#1", "#2"…
        """
        recorded = [Recorded(id=f"#{n}", position=n, statement=s) for n, s in enumerate(statements, 1)]
        return folded(plan, recorded, as_day(day), plan.starts)

    def under(self, other: Plan) -> View:
        """The same statements judged by another plan (假设); what has no place in it is `unplaced`."""
        return View(
            plan=other,
            baseline=self.baseline,
            day=self.day,
            entries=self.entries,
            adopted_on=self.adopted_on,
            supposed=True,
        )

    def earlier(self, day: Day) -> View:
        """The view on an earlier day, with what is known in this one.

        Raises:
            InvalidValue: `day` is after the day of this view.
            NotAdopted: `day` is before the adoption that the ledger records.
        """
        wanted = as_day(day)
        if wanted > self.day:
            raise InvalidValue("ledger.not-earlier", value=wanted, day=self.day)
        if wanted < self.adopted_on and any(type(e.statement) is PlanAdopted for e in self.entries):
            raise NotAdopted(self.baseline.id, wanted, self.adopted_on)
        entries = up_to(self.entries, wanted)
        plan, lost = (self.plan, ()) if self.supposed else with_changes(self.baseline, entries)
        return View(
            plan=plan,
            baseline=self.baseline,
            day=wanted,
            entries=tuple(entries),
            adopted_on=self.adopted_on,
            supposed=self.supposed,
            lost=lost,
        )

    @cached_property
    def _versions(self) -> tuple[tuple[date, Plan], ...]:
        """First day and plan, days ascending: the baseline, then one for each change in force."""
        found, plan = [(date.min, self.baseline)], self.baseline
        for change in self.changes:
            plan, _ = with_changes(plan, (change,))
            found.append((change.statement.on, plan))
        return tuple(found)

    def plan_on(self, day: Day) -> Plan:
        """The plan as it stood on a day up to that of the view, by what is known in it; in a view `under` another plan
        always that one.

        Raises:
            InvalidValue: `day` is after the day of this view.
        """
        wanted = as_day(day)
        if wanted > self.day:
            raise InvalidValue("ledger.not-earlier", value=wanted, day=self.day)
        if self.supposed:
            return self.plan
        return self._versions[bisect_right(self._versions, wanted, key=_first) - 1][1]

    @property
    def starts(self) -> date:
        """Day from which the plan runs: its document's date, else 1 January."""
        return self.plan.starts

    # printing

    def head(self, lang: Lang = "zh") -> str:
        """Plan, day and the number of entries, in one line."""
        name = self.plan.document.title or self.plan.id
        return say("ledger.view-head", lang, plan=name, day=day_text(self.day, lang), n=len(self.entries))

    def headers(self, lang: Lang = "zh") -> list[str]:
        """Headings of `table`."""
        return [say(f"ledger.column-{column}", lang) for column in ("target", "promised", "done", "last")]

    def table(self, lang: Lang = "zh") -> list[list[str]]:
        """A line each counted target: id, what was promised, what is done, day of the last report."""
        found = []
        for id in self.plan.target_ids:
            target = self.plan.target(id)
            if not target.standard:
                done = self.done(id)
                last = "" if done.last is None else day_text(done.last, lang)
                found.append([id, target.labelled or target.name, str(done.total), last])
        return found

    def __str__(self) -> str:
        return f"{self.head()}\n{grid(self.headers(), self.table(), widest=(None, 36, None, None))}"

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.head())}</p>" + html_grid(self.headers(), self.table())

    # what is reported

    @cached_property
    def _placed(self) -> dict[str, str | None]:
        """Reference of a statement → target id; None where the plan has no such target or several."""
        known: dict[str, str | None] = {id: id for id in self.plan.target_ids}
        for entry in self.entries:
            statement = entry.statement
            if isinstance(statement, Progress | ScheduleAdopted) and statement.target not in known:
                try:
                    known[statement.target] = self.plan.target(statement.target).id
                except MinshengError:
                    known[statement.target] = None
        return known

    @cached_property
    def _reports(self) -> dict[str, list[Report]]:
        found: dict[str, list[Report]] = {}
        placed = self._placed
        for entry in self.entries:
            statement = entry.statement
            if type(statement) is Progress and (target := placed[statement.target]):
                found.setdefault(target, []).append((entry, statement))
        return found

    @cached_property
    def _of_wholes(self) -> dict[str, list[Report]]:
        """Percentages of whole projects and items that have several counted targets, or none."""
        found: dict[str, list[Report]] = {}
        for entry in self.entries:
            said = entry.statement
            if type(said) is Progress and self._placed[said.target] is None and self._is_of_whole(said):
                found.setdefault(said.target, []).append((entry, said))
        return found

    def _is_of_whole(self, said: Progress) -> bool:
        return said.total is not None and said.total.unit.is_share and not said.member and said.target in self._numbers

    def done(self, target: str, *, member: str = "") -> Done:
        """How much of a target is done (累计完成), by its id or the number of a piece with one counted target.

        With a `member` only that one's part. Where members report, `Done.parts` has what each of them did.

        Raises:
            UnknownNumber: the plan has no such target.
            AmbiguousTarget: the number has several.
        """
        found = self.plan.target(target)
        reports = self._reports.get(found.id, ())
        key = self.plan.directory.key
        if member:
            return of_one(found, [r for r in reports if r[1].member and key(r[1].member) == key(member)])
        if not any(report.member for _, report in reports):
            return of_one(found, reports)
        shares = {
            key(share.party): share.quantity
            for allocation in self.plan.allocations
            if self.plan.target(allocation.target).id == found.id
            for share in allocation.shares
        }
        return done(found, reports, Sharing(key, members(self.plan, found.id), shares))

    def overall(self, number: str) -> Done:
        """The percentage that is reported of a whole project or item (总体进度); one with a single counted target has
        its percentage there.

        Raises:
            UnknownNumber: the plan has no such project or item.
        """
        self.plan.due(number)
        return of_one(None, self._of_wholes.get(number, ()))

    def reports(self, target: str) -> tuple[Recorded, ...]:
        """All progress reported on a target, by day and position."""
        return tuple(entry for entry, _ in self._reports.get(self.plan.target(target).id, ()))

    @cached_property
    def _schedules(self) -> dict[str, Recorded]:
        found: dict[str, Recorded] = {}
        for entry in self.entries:
            if isinstance(entry.statement, ScheduleAdopted) and (target := self._placed[entry.statement.target]):
                found[target] = entry
        return found

    def schedule(self, target: str) -> Recorded | None:
        """The latest schedule of a target (实施方案); None if there is none."""
        return self._schedules.get(self.plan.target(target).id)

    @cached_property
    def _milestones(self) -> dict[str, list[Recorded]]:
        found: dict[str, list[Recorded]] = {}
        for entry in self.entries:
            if isinstance(entry.statement, MilestoneReached):
                found.setdefault(entry.statement.project, []).append(entry)
        return found

    def milestones(self, number: str) -> tuple[Recorded, ...]:
        """Nodes reached by exactly this project, item or target, by day and position."""
        return tuple(self._milestones.get(number, ()))

    @cached_property
    def _latest(self) -> dict[str, date]:
        """Number of a piece or id of a target → latest day that a report on it or within it speaks of."""
        found: dict[str, date] = {}
        for target, reports in self._reports.items():
            _raise_to(found, self._numbers[target], reports[-1][0].statement.on)
        for number, reports in self._of_wholes.items():
            _raise_to(found, self._numbers[number], reports[-1][0].statement.on)
        for number, reached in self._milestones.items():
            _raise_to(found, self._numbers.get(number, ()), reached[-1].statement.on)
        return found

    @cached_property
    def _numbers(self) -> dict[str, tuple[str, ...]]:
        """Every number and id of the plan → itself and what it belongs to."""
        found: dict[str, tuple[str, ...]] = {}
        for p in self.plan.projects:
            found |= {p.no: (p.no,)} | {t.id: (t.id, p.no) for t in p.targets}
            for item in p.items:
                number = f"{p.no}.{item.no}"
                found |= {number: (number, p.no)} | {t.id: (t.id, number, p.no) for t in item.targets}
        return found

    def last_report(self, number: str) -> date | None:
        """Latest day that a report on a project, item or target, or on a part of it, speaks of; None: not yet one."""
        return self._latest.get(number)

    # what else is recorded

    def all(self, kind: type[S]) -> tuple[tuple[Recorded, S], ...]:
        """All entries of one kind with what they say, by day and position.

        >>> plan = Plan(year=2024)
        >>> view = View.of(plan, [Surveyed(satisfied=152, dissatisfied=3, on="2024-12-20")], day="2024-12-31")
        >>> [(entry.id, survey.votes) for entry, survey in view.all(Surveyed)]
        [('#1', 155)]
        """
        return tuple((e, e.statement) for e in self.entries if isinstance(e.statement, kind))

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """All problems raised so far (问题清单), by day and position."""
        return problems(self.entries)

    def evidence(self, id: str) -> tuple[Evidence, ...]:
        """All evidence for an entry (佐证): its own, then what was attached later."""
        found: list[Evidence] = []
        for entry in self.entries:
            if entry.id == id or id in entry.replaces:
                found += entry.statement.evidence
                ids = {entry.id, *entry.replaces}
                found += [e for _, a in self.all(EvidenceAttached) if a.entry in ids for e in a.evidence]
        return tuple(dict.fromkeys(found))

    def notes(self, id: str) -> tuple[Recorded, ...]:
        """All remarks that people made on an entry (备注), by day and position."""
        ids = {id}
        for entry in self.entries:
            if entry.id == id or id in entry.replaces:
                ids |= {entry.id, *entry.replaces}
        return tuple(e for e, note in self.all(Annotated) if note.entry in ids)

    @cached_property
    def fulfilments(self) -> tuple[Recorded, ...]:
        """All statements that can meet or excuse a duty, by day and position: one entry feeds several duties."""
        return tuple(e for e in self.entries if isinstance(e.statement, _MEETING_DUTIES))

    @cached_property
    def changes(self) -> tuple[Recorded, ...]:
        """All approved changes up to the day, by day and position."""
        return tuple(e for e in self.entries if isinstance(e.statement, ChangeApproved))

    @cached_property
    def unplaced(self) -> tuple[Recorded, ...]:
        """Statements whose target, item or project the plan does not have."""
        return tuple(e for e in self.entries if not self._has_place(e.statement))

    def _has_place(self, statement: Statement) -> bool:
        if isinstance(statement, Progress):
            return self._placed[statement.target] is not None or self._is_of_whole(statement)
        if isinstance(statement, ScheduleAdopted):
            return not statement.target or self._placed[statement.target] is not None
        if isinstance(statement, MilestoneReached | ProblemRaised | SiteVisited | FundingReported):
            return statement.project in self._numbers
        if isinstance(statement, CaseOpened | Surveyed):
            return not statement.project or statement.project in self._numbers
        return True

    @cached_property
    def _remarks(self) -> dict[str, tuple[Finding, ...]]:
        return Remarks(self.plan_on).gather(self.entries)

    def remarks(self, id: str) -> tuple[Finding, ...]:
        """What a reader should know of one entry that counts (提示): a unit that was converted, a total that fell, more
        than was promised, a body that does not answer for it."""
        return self._remarks.get(id, ())

    @cached_property
    def _by_id(self) -> dict[str, Recorded]:
        return by_id(self.entries)

    def message(self, finding: Finding, lang: Lang = "zh") -> str:
        """A finding of this view as a person reads it: the entry that it speaks of is named by its place (第3笔).

        >>> from minsheng.projects import Project
        >>> plan = Plan(year=2024, projects=[Project(no="1", name="道路", targets=["400公里"])])
        >>> view = View.of(plan, [Progress("1", total="401公里", on="2024-06-28")], day="2024-06-30")
        >>> view.message(view.findings[0])
        '#1：目标1.t1累计401公里，超过目标数400公里'
        """
        entry = self._by_id.get(finding.place.path)
        if entry is None:
            return finding.message(lang)
        return Place(path=entry.reference(lang)).before(finding.what(lang), lang)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What a reader should know of this view: what is not counted, and why."""
        found = list(self.lost)
        for target in self._reports:
            done = self.done(target)
            found += done.findings
            if finding := beyond(self.plan.target(target), done):
                found.append(finding)
        for remarks in self._remarks.values():
            found += remarks
        for entry in self.unplaced:
            reference = getattr(entry.statement, "target", None) or getattr(entry.statement, "project", "")
            found.append(Finding.of("ledger.unplaced", Severity.WARNING, Place(path=entry.id), number=reference))
        for entry in self.entries:
            if isinstance(entry.statement, Unknown):
                found.append(
                    Finding.of("ledger.unknown-kind", Severity.WARNING, Place(path=entry.id), type=entry.statement.tag)
                )
        return tuple(found)


def _first(version: tuple[date, Plan]) -> date:
    return version[0]


def _raise_to(found: dict[str, date], numbers: Iterable[str], day: date) -> None:
    for number in numbers:
        if number not in found or found[number] < day:
            found[number] = day


def folded(baseline: Plan, recorded: Sequence[Recorded], day: date, adopted_on: date) -> View:
    """The view on `day` of what is recorded, given by position."""
    standing, unused = in_force(recorded)
    entries = up_to(standing, day)
    plan, lost = with_changes(baseline, entries)
    return View(
        plan=plan, baseline=baseline, day=day, entries=tuple(entries), adopted_on=adopted_on, lost=(*unused, *lost)
    )
