"""Where a target should be on a day (序时进度): by calendar or working days, an S-curve, nodes or a given plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Protocol

from attrs import field, frozen

from minsheng.calendars import WorkCalendar, day_text
from minsheng.calendars.days import month_name
from minsheng.errors import InvalidValue, Lang, brackets, say
from minsheng.ledger import Recorded
from minsheng.standing.percents import percent


class Trajectory(Protocol):
    """The planned share of a target by day: 0 before it begins, never falling, 1 from its last day on."""

    def expected(self, day: date) -> Fraction:
        """The share that should be done at the end of `day`."""
        ...

    def text(self, lang: Lang = "zh") -> str:
        """How it is counted, as every figure says it: 1月1日至11月30日按天计."""
        ...


@frozen
class Linear:
    """Day by day the same, by calendar days, the first and the last both counted (按天计的序时进度).

    >>> line = Linear(date(2024, 1, 1), date(2024, 11, 30))
    >>> line.expected(date(2024, 6, 30)), line.text()
    (Fraction(182, 335), '1月1日至11月30日按天计')
    """

    first: date
    last: date

    def expected(self, day: date) -> Fraction:
        """Days from the first to `day` as a share of all days, between 0 and 1."""
        if day >= self.last:
            return Fraction(1)
        if day < self.first:
            return Fraction(0)
        return Fraction((day - self.first).days + 1, (self.last - self.first).days + 1)

    def text(self, lang: Lang = "zh") -> str:
        """The days that are counted."""
        return _span("standing.calendar-days", self.first, self.last, lang)


@frozen
class WorkingDays:
    """Working day by working day the same (按工作日计的序时进度).

    Raises, where it is asked: Unannounced, for days that no decree covers yet.

    >>> from minsheng.calendars import ChinaCalendar
    >>> line = WorkingDays(date(2024, 1, 1), date(2024, 1, 31), ChinaCalendar())
    >>> line.expected(date(2024, 1, 1)), line.expected(date(2024, 1, 2)), line.text()
    (Fraction(0, 1), Fraction(1, 22), '1月1日至1月31日按工作日计')
    """

    first: date
    last: date
    calendar: WorkCalendar = field(repr=False)

    def expected(self, day: date) -> Fraction:
        """Working days from the first to `day` as a share of all; without any, nothing is asked before the last."""
        if day >= self.last:
            return Fraction(1)
        if day < self.first:
            return Fraction(0)
        whole = self.calendar.count(self.first, self.last)
        return Fraction(self.calendar.count(self.first, day), whole) if whole else Fraction(0)

    def text(self, lang: Lang = "zh") -> str:
        """The days that are counted."""
        return _span("standing.working-days", self.first, self.last, lang)


@frozen
class SCurve:
    """Slow, fast, slow (S曲线): 3t²−2t³, where t is the share of the calendar days.

    >>> curve = SCurve(date(2024, 1, 1), date(2024, 1, 4))
    >>> [str(curve.expected(date(2024, 1, n))) for n in (1, 2, 3, 4)]
    ['5/32', '1/2', '27/32', '1']
    """

    first: date
    last: date

    def expected(self, day: date) -> Fraction:
        """The share that should be done at the end of `day`."""
        t = Linear(self.first, self.last).expected(day)
        return t * t * (3 - 2 * t)

    def text(self, lang: Lang = "zh") -> str:
        """The days that are counted, and the curve."""
        return _span("standing.s-curve", self.first, self.last, lang)


def _days(value: Iterable[date]) -> tuple[date, ...]:
    return tuple(sorted(value))


@frozen
class Steps:
    """By nodes, each an equal step that is asked for from its day on (按节点计的序时进度).

    >>> steps = Steps([date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30), date(2024, 11, 30)])
    >>> [str(steps.expected(date(2024, month, 30))) for month in (1, 6, 8, 11)]
    ['0', '1/2', '1/2', '1']
    """

    days: tuple[date, ...] = field(converter=_days)
    """At least one."""
    source: Recorded | None = None
    """The schedule that names them."""

    def __attrs_post_init__(self) -> None:
        if not self.days:
            raise InvalidValue("standing.no-points")

    def expected(self, day: date) -> Fraction:
        """Nodes whose day has come as a share of all."""
        return Fraction(sum(node <= day for node in self.days), len(self.days))

    def text(self, lang: Lang = "zh") -> str:
        """How many nodes, and whose."""
        return say("standing.steps", lang, n=len(self.days), source=_reference(self.source, lang))


def _points(value: Iterable[tuple[date, Fraction]]) -> tuple[tuple[date, Fraction], ...]:
    return tuple((day, max(Fraction(0), min(share, Fraction(1)))) for day, share in value)


@frozen
class Planned:
    """By the points of an adopted schedule (实施方案的序时目标), between them day by day the same.

    It begins with 0 on the day before `first`, and comes to the whole on `last`, whatever the points say.

    >>> plan = Planned([(date(2024, 1, 11), Fraction(1, 2))], date(2024, 1, 2), date(2024, 1, 21))
    >>> [str(plan.expected(date(2024, 1, n))) for n in (1, 6, 11, 16, 21)]
    ['0', '1/4', '1/2', '3/4', '1']
    """

    points: tuple[tuple[date, Fraction], ...] = field(converter=_points)
    """Day and planned share by then, days ascending."""
    first: date
    last: date
    source: Recorded | None = None
    """The schedule that gives them."""

    def __attrs_post_init__(self) -> None:
        if not self.points:
            raise InvalidValue("standing.no-points")
        if any(later <= earlier or high < low for (earlier, low), (later, high) in pairwise(self.points)):
            raise InvalidValue("standing.points-fall")

    def expected(self, day: date) -> Fraction:
        """The share that should be done at the end of `day`."""
        if day >= self.last:
            return Fraction(1)
        before, low = self.first.toordinal() - 1, Fraction(0)
        ends = [(p.toordinal(), share) for p, share in self.points if p < self.last]
        for end, high in (*ends, (self.last.toordinal(), Fraction(1))):
            if day.toordinal() < end:
                return low + (high - low) * Fraction(max(0, day.toordinal() - before), end - before)
            before, low = max(end, before), high
        return Fraction(1)

    def text(self, lang: Lang = "zh") -> str:
        """Whose schedule."""
        return say("standing.planned", lang, n=len(self.points), source=_reference(self.source, lang))


@frozen
class BackLoading:
    """How much is planned, or left, for the last quarter of the time (后期集中度); linear by days it is a quarter.

    >>> even = BackLoading(starts=date(2024, 10, 1), planned=Fraction(1, 4), left=Fraction(7, 10))
    >>> even.exceeds(Fraction(1, 2)), even.text()
    (True, '最后四分之一时间（自10月1日起）计划完成25.0%，尚余70.0%')
    """

    starts: date
    """First day of the last quarter."""
    planned: Fraction
    """Share of the target that the trajectory leaves for it."""
    left: Fraction | None = None
    """Share of the target that is not done yet; None where it is not known."""

    def exceeds(self, share: Fraction) -> bool:
        """Whether more than `share` is planned or left for it; which share is too much is for the caller to say."""
        return max(self.planned, self.left or Fraction(0)) > share

    def text(self, lang: Lang = "zh") -> str:
        """Both shares in words."""
        day = _in_year(self.starts, lang)
        if self.left is None:
            return say("standing.back-loading-planned", lang, day=day, planned=percent(self.planned))
        return say("standing.back-loading", lang, day=day, planned=percent(self.planned), left=percent(self.left))

    def __str__(self) -> str:
        return self.text()


def back_loading(trajectory: Trajectory, first: date, last: date, *, done: Fraction | None = None) -> BackLoading:
    """The last quarter of the days from `first` to `last`, and what is planned and, where `done` is known, left for it.

    >>> back_loading(Linear(date(2024, 1, 1), date(2024, 1, 8)), date(2024, 1, 1), date(2024, 1, 8)).planned
    Fraction(1, 4)
    """
    days = (last - first).days + 1
    before = date.fromordinal(last.toordinal() - days // 4)
    left = None if done is None else max(Fraction(0), 1 - done)
    return BackLoading(date.fromordinal(before.toordinal() + 1), 1 - trajectory.expected(before), left)


def _reference(source: Recorded | None, lang: Lang) -> str:
    return "" if source is None else brackets(source.reference(lang), lang)


def _span(code: str, first: date, last: date, lang: Lang) -> str:
    show = day_text if first.year != last.year else _in_year
    return say(code, lang, first=show(first, lang), last=show(last, lang))


def _in_year(day: date, lang: Lang) -> str:
    return say("standing.day-of-year", lang, month=month_name(day.month, lang), day=day.day)
