"""What the rules of a pack measure beyond the day itself (评判数据): periods, starts, nearness, place among peers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from minsheng.calendars import Milestone, Period, PeriodKind, Unannounced, WorkCalendar
from minsheng.errors import MinshengError, Undefined
from minsheng.ledger import View
from minsheng.projects import Project
from minsheng.standing.bases import Basis
from minsheng.standing.rules import Rule
from minsheng.standing.trajectory import Trajectory
from minsheng.targets import Target, achievement

NO_PERIOD = Undefined("还没有一个完整的周期")
NO_TASK = Undefined("当期没有任务")
NOT_REPORTED = Undefined("当时没有进展报告")
NO_START = Undefined("没有计划开工时间")
NO_RANK = Undefined("没有可比较的进度，不参加排名")
NO_TRAJECTORY = Undefined("没有序时进度")
NO_CALENDAR = Undefined("期间有尚未公布的工作日")


class Past:
    """Views of earlier days of one view, each made once."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._earlier: dict[date, View | None] = {view.day: view}

    def ratio(self, target: Target | None, number: str, day: date) -> tuple[Fraction | Undefined, tuple[str, ...]]:
        """The share that was reported as done by `day`, of a target or of a piece without one, and who says so."""
        if day not in self._earlier:
            try:
                self._earlier[day] = self.view.earlier(day)
            except MinshengError:  # before the adoption
                self._earlier[day] = None
        view = self._earlier[day]
        if view is None:
            return NOT_REPORTED, ()
        try:
            done = view.overall(number) if target is None else view.done(target.id)
        except MinshengError:  # the plan of that day had no such target
            return NOT_REPORTED, ()
        if isinstance(done.total, Undefined):
            return NOT_REPORTED, ()
        return done.total.base / 100 if target is None else achievement(target, done.total).ratio, done.ids

    def started(self, numbers: Iterable[str], target: Target | None) -> str:
        """Entry that shows that a piece was started: any node reached, or something done; empty: none does."""
        for number in numbers:
            for recorded in self.view.milestones(number):
                return recorded.id
        if target is None:
            return ""
        for recorded in self.view.reports(target.id):
            ratio, ids = self.ratio(target, target.id, recorded.statement.on)
            if isinstance(ratio, Fraction) and ratio > 0:
                return ids[0]
        return ""


@frozen(kw_only=True)
class Measures:
    """What rules measure of one target on the view's day; called with a rule, it gives the number."""

    past: Past
    calendar: WorkCalendar
    project: Project
    target: Target | None
    numbers: tuple[str, ...]
    """What is judged, and the item and project that it belongs to: their records count."""
    trajectory: Trajectory | None
    limit: date | Undefined
    rank: Fraction | Undefined
    """Place of the project among its peers, from the last."""
    seen: dict[str, None] = field(factory=dict)
    """Entries that the numbers rest on so far, in the order in which they were looked at."""

    def __call__(self, rule: Rule) -> Fraction | Undefined:
        """The number that `rule` looks at."""
        basis = rule.basis
        if basis is Basis.RANK:
            return self.rank
        if basis is Basis.NEARNESS:
            return self._nearness(rule.working)
        if basis is Basis.NOT_STARTED:
            return self._not_started(rule.of)
        try:
            if basis is Basis.PERIOD_SHARE:
                return self._period_share(rule.of)
            if basis is Basis.MISSED_IN_A_ROW:
                return self._missed_in_a_row(rule.of)
            return self._gaps(rule.of, filled=basis is Basis.GAPS_FILLED)
        except Unannounced:
            return NO_CALENDAR

    @property
    def day(self) -> date:
        """The day that is judged."""
        return self.past.view.day

    def _nearness(self, working: bool) -> Fraction | Undefined:
        if isinstance(self.limit, Undefined):
            return self.limit
        if not working:
            return Fraction((self.limit - self.day).days)
        early, late = sorted((self.day, self.limit))
        try:
            days = self.calendar.count(date.fromordinal(early.toordinal() + 1), late) if early < late else 0
        except Unannounced:
            return NO_CALENDAR
        return Fraction(days if self.day <= self.limit else -days)

    def _periods(self, kind: PeriodKind) -> list[Period]:
        """The whole periods that are over, from the one in which the plan began, in order."""
        found = Period.between(kind, self.past.view.starts, self.day)
        return [period for period in found if period.last <= self.day]

    def _ratio(self, day: date) -> Fraction | Undefined:
        ratio, ids = self.past.ratio(self.target, self.numbers[0], day)
        self.seen.update(dict.fromkeys(ids))
        return ratio

    def _missed(self, period: Period) -> bool | Undefined:
        """Whether less was done by the end of a period than the trajectory asks for."""
        if self.trajectory is None:
            return NO_TRAJECTORY
        ratio = self._ratio(period.last)
        return ratio if isinstance(ratio, Undefined) else ratio < self.trajectory.expected(period.last)

    def _missed_in_a_row(self, kind: PeriodKind) -> Fraction | Undefined:
        count = 0
        for period in reversed(self._periods(kind)):
            missed = self._missed(period)
            if isinstance(missed, Undefined) and not count:
                return missed
            if not missed:  # met, or nothing is known of it
                break
            count += 1
        return Fraction(count)

    def _gaps(self, kind: PeriodKind, *, filled: bool) -> Fraction | Undefined:
        now = self._ratio(self.day)
        if self.trajectory is None:
            return NO_TRAJECTORY
        if isinstance(now, Undefined):
            return now
        count = 0
        for period in self._periods(kind):
            short = now < self.trajectory.expected(period.last)
            count += (not short and self._missed(period) is True) if filled else short
        return Fraction(count)

    def _period_share(self, kind: PeriodKind) -> Fraction | Undefined:
        periods = self._periods(kind)
        if not periods or self.trajectory is None:
            return NO_TRAJECTORY if periods else NO_PERIOD
        period = periods[-1]
        before = date.fromordinal(period.first.toordinal() - 1)
        task = self.trajectory.expected(period.last) - self.trajectory.expected(before)
        if not task:
            return NO_TASK
        end, start = self._ratio(period.last), self._ratio(before)
        if isinstance(start, Undefined) and period is periods[0]:
            start = Fraction(0)  # nobody could report before the plan began
        if isinstance(end, Undefined) or isinstance(start, Undefined):
            return NOT_REPORTED
        return (end - start) / task * 100

    def _not_started(self, kind: PeriodKind) -> Fraction | Undefined:
        starts = [d for d in self.project.deadlines if d.milestone is Milestone.START]
        planned = starts[0].effective_on(self.calendar).day if starts else NO_START
        if isinstance(planned, Undefined):
            return planned
        if entry := self.past.started(self.numbers, self.target):
            self.seen[entry] = None
            return Fraction(0)
        return Fraction(sum(period.last <= self.day for period in Period.between(kind, planned, self.day)))
