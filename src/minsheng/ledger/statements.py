"""What people claim (填报事项): each kind of statement as a frozen value with a tag and a version."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from types import NoneType
from typing import ClassVar

import attrs
from attrs import field, frozen

from minsheng.calendars import Day, Milestone, Period, as_day, day_text
from minsheng.errors import InvalidValue, Lang, check_text, comma, of_type, say, whole_text
from minsheng.ledger.delta import Delta, NewValue, delta
from minsheng.projects import Changes, Plan
from minsheng.targets import Qualifier, Quantity

_text = whole_text


def _named(_: object, attribute: attrs.Attribute[str], value: str) -> None:
    _text(_, attribute, value)
    if not value.strip():
        raise InvalidValue("ledger.empty", field=attribute.name)


def _amount(value: Quantity | str | None) -> Quantity | None:
    """A number that can be counted; a range or 全覆盖 is a promise, not a report."""
    if value is None:
        return None
    quantity = Quantity.of(value)
    if quantity.qualifier in (Qualifier.RANGE, Qualifier.FULL_COVERAGE):
        raise InvalidValue("ledger.no-amount", value=quantity)
    return quantity


def _period(value: Period | str | None) -> Period | None:
    return Period.parse(value) if isinstance(value, str) else value


def _milestone(value: Milestone | str) -> Milestone:
    if isinstance(value, Milestone):
        return value
    try:
        return Milestone(value)
    except ValueError:
        choices = tuple(m.value for m in Milestone)
        raise InvalidValue("ledger.no-milestone", value=value, choices=choices) from None


@frozen(kw_only=True)
class Statement:
    """Who claims what for which day (填报). `type` and `version` name its form in stored data."""

    type: ClassVar[str] = ""
    version: ClassVar[int] = 1

    on: date = field(converter=as_day)
    """The day that it speaks of (截至日期, 发生日期), not the day on which it was recorded."""
    by: str = field(default="", validator=_text)
    """The unit or person who says so (填报单位)."""
    note: str = field(default="", validator=_text)
    """说明, 佐证"""

    def text(self, lang: Lang = "zh") -> str:
        """What it claims, in one sentence; a kind that this version does not know is named."""
        return say("ledger.said-unknown", lang, type=self.type)

    def __str__(self) -> str:
        return f"{self.on} {self.by}：{self.text()}" if self.by else f"{self.on}：{self.text()}"


@frozen(kw_only=True)
class PlanAdopted(Statement):
    """The plan is in force (计划下达): the first statement of each ledger, and the baseline for ever."""

    type: ClassVar[str] = "plan_adopted"

    plan: Plan = field(repr=False, validator=of_type(Plan))

    def text(self, lang: Lang = "zh") -> str:
        """计划下达 in one sentence."""
        return say("ledger.said-plan", lang, plan=self.plan.id, n=len(self.plan.projects))


def _points(value: Iterable[tuple[Day, Quantity | str]]) -> tuple[tuple[date, Quantity], ...]:
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    found = [(as_day(day), Quantity.of(quantity)) for day, quantity in value]
    for (earlier, low), (later, high) in pairwise(found):
        if later <= earlier:
            raise InvalidValue("ledger.days-not-ascending", earlier=earlier, later=later)
        if high.to(low.unit).value < low.value:
            raise InvalidValue("ledger.curve-falls", day=later, value=high, before=low)
    return tuple(found)


def _marks(value: Iterable[tuple[str, Day]]) -> tuple[tuple[str, date], ...]:
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    found = tuple((name, as_day(day)) for name, day in value)
    for name, _ in found:
        check_text("milestones", name)
    return found


@frozen(kw_only=True)
class ScheduleAdopted(Statement):
    """A unit's own schedule (实施方案): the planned curve of a target and named milestones.

    >>> ScheduleAdopted("1", on="2024-02-20", points=[("2024-06-30", "200公里"), ("2024-11-30", "400公里")]).points[0][
    ...     0
    ... ]
    datetime.date(2024, 6, 30)
    """

    type: ClassVar[str] = "schedule_adopted"

    target: str = field(kw_only=False, default="", validator=_text)
    """Target id, or the number of a project or item with a single target; empty: the unit's schedule as a whole."""
    points: tuple[tuple[date, Quantity], ...] = field(default=(), converter=_points)
    """Day and planned total by then (序时目标), days ascending, never falling."""
    milestones: tuple[tuple[str, date], ...] = field(default=(), converter=_marks)
    """Name and planned day of each node (节点): 完成招标, 2024-04-30."""
    party: str = field(default="", validator=_text)
    """Whose schedule it is; empty: that of `by`."""

    def __attrs_post_init__(self) -> None:
        if self.points and not self.target:
            raise InvalidValue("ledger.curve-without-target")

    def text(self, lang: Lang = "zh") -> str:
        """Whose schedule, of what."""
        whose = self.party or self.by
        return say("ledger.said-schedule", lang, party=whose, target=self.target, n=len(self.points))


@frozen(kw_only=True)
class Progress(Statement):
    """How much is done (进展): a total so far, or what one period added; never confused, since exactly one is given.

    >>> Progress("1", total="120公里", on="2024-06-28").total.value
    Decimal('120')
    >>> Progress("1", added="20公里", period="2024-06", on="2024-06-28").period.code
    '2024-06'
    """

    type: ClassVar[str] = "progress"

    target: str = field(kw_only=False, validator=_named)
    """Target id (7.t4), or the number of a project or item with a single counted target."""
    total: Quantity | None = field(default=None, converter=_amount)
    """Everything done up to and including the day `on` (累计完成)."""
    added: Quantity | None = field(default=None, converter=_amount)
    """Done within `period` (本期完成)."""
    period: Period | None = field(default=None, converter=_period, validator=of_type(Period, NoneType))

    def __attrs_post_init__(self) -> None:
        if (self.total is None) == (self.added is None):
            raise InvalidValue("ledger.total-or-added", target=self.target)
        if (self.added is None) != (self.period is None):
            raise InvalidValue("ledger.added-needs-period", target=self.target)

    def text(self, lang: Lang = "zh") -> str:
        """How much of which target.

        >>> Progress("1", total="120公里", on="2024-06-28").text()
        '1：累计完成120公里'
        """
        if self.total is not None:
            return say("ledger.said-total", lang, target=self.target, total=self.total)
        period = self.period.label(lang) if self.period else ""
        return say("ledger.said-added", lang, target=self.target, added=self.added, period=period)


@frozen(kw_only=True)
class MilestoneReached(Statement):
    """A project, item or target has come to a node (节点完成); `complete` finishes what has no number."""

    type: ClassVar[str] = "milestone_reached"

    project: str = field(kw_only=False, validator=_named)
    """Number of a project (8) or item (5.1), or a target's id (7.t4)."""
    milestone: Milestone = field(default=Milestone.COMPLETE, converter=_milestone)

    def text(self, lang: Lang = "zh") -> str:
        """What has come to which node."""
        return say("ledger.said-milestone", lang, number=self.project, milestone=_reached(self.milestone, lang))


def _reached(milestone: Milestone, lang: Lang) -> str:
    return say(f"ledger.milestone-{milestone.value}", lang)


@frozen(kw_only=True)
class DutyFulfilled(Statement):
    """A party did what a rhythm asks (履行): a meeting held, a report sent."""

    type: ClassVar[str] = "duty_fulfilled"

    activity: str = field(kw_only=False, validator=_named)
    """Kind of activity, one of a rhythm's `met_by`: dispatch, special_meeting, report."""
    party: str = field(validator=_named)
    """Whose duty it was."""
    period: Period | None = field(default=None, converter=_period, validator=of_type(Period, NoneType))
    """The period it was done for; None: the one that `on` lies in."""

    def text(self, lang: Lang = "zh") -> str:
        """Who did what for which period."""
        return say("ledger.said-fulfilled", lang, **_duty(self, lang))


@frozen(kw_only=True)
class DutyExcused(Statement):
    """Somebody who may say so lets a party off one instance of a duty (免报、顺延)."""

    type: ClassVar[str] = "duty_excused"

    activity: str = field(kw_only=False, validator=_named)
    party: str = field(validator=_named)
    period: Period | None = field(default=None, converter=_period, validator=of_type(Period, NoneType))
    reason: str = field(validator=_named)

    def text(self, lang: Lang = "zh") -> str:
        """Who need not do what, and why."""
        return say("ledger.said-excused", lang, reason=self.reason, **_duty(self, lang))


_ACTIVITIES = (
    "dispatch",
    "special_meeting",
    "special_study",
    "ledger_update",
    "weekly_meeting",
    "report",
    "schedule",
    "site_visit",
    "ledger",
)


def _duty(statement: DutyFulfilled | DutyExcused, lang: Lang) -> dict[str, str]:
    activity = statement.activity
    return {
        "activity": say(f"reports.activity-{activity}", lang) if activity in _ACTIVITIES else activity,
        "party": statement.party,
        "period": statement.period.label(lang) if statement.period else day_text(statement.on, lang),
    }


@frozen(kw_only=True)
class ProblemRaised(Statement):
    """Something stands in the way (问题); its entry's id is the problem's."""

    type: ClassVar[str] = "problem_raised"

    project: str = field(kw_only=False, validator=_named)
    """Number of the project or item, or a target's id."""
    problem: str = field(validator=_named)
    """存在问题, in the unit's words."""

    def text(self, lang: Lang = "zh") -> str:
        """What stands in the way of what."""
        return say("ledger.said-problem", lang, number=self.project, problem=self.problem)


@frozen(kw_only=True)
class ProblemResolved(Statement):
    """A problem is out of the way (问题销号); `note` says how."""

    type: ClassVar[str] = "problem_resolved"

    problem: str = field(kw_only=False, validator=_named)
    """Id of the entry that raised it."""

    def text(self, lang: Lang = "zh") -> str:
        """Which problem is out of the way."""
        return say("ledger.said-resolved", lang, problem=self.problem)


def _delta(value: Changes | Delta) -> Delta:
    return delta(value)


@frozen(kw_only=True)
class ChangeApproved(Statement):
    """A body that may do so changed the plan (变更): the only way to another target, deadline or lead.

    It holds the delta, never a whole plan, so that two changes do not revert each other.

    >>> change = ChangeApproved(
    ...     "1",
    ...     changes={"deadlines": ["2024-12-31"]},
    ...     on="2024-09-20",
    ...     body="县人大常委会",
    ...     document="梁人常发〔2024〕9号",
    ...     reason="汛期停工",
    ... )
    >>> [name for name, _ in change.changes]
    ['deadlines']
    """

    type: ClassVar[str] = "change_approved"

    project: str = field(kw_only=False, validator=_named)
    """Number of a project (1) or item (5.1)."""
    changes: Delta = field(converter=_delta)
    """Field and new value, in the order of the fields; a mapping is taken too."""
    body: str = field(validator=_named)
    """Who approved it (批准机关)."""
    document: str = field(default="", validator=_text)
    """Number of the approving document (文号)."""
    reason: str = field(validator=_named)

    def text(self, lang: Lang = "zh") -> str:
        """Which fields of what changed, by whose approval."""
        return say(
            "ledger.said-change",
            lang,
            number=self.project,
            fields=comma(lang).join(name for name, _ in self.changes),
            body=self.body,
            document=self.document or "—",
            reason=self.reason,
        )


@frozen(kw_only=True)
class Corrected(Statement):
    """An earlier entry was wrong (更正): another statement stands in its place, or none.

    A correction holds for every day, from the moment that it is recorded; `on` is the day on which it was decided.
    Whoever corrects a correction names that one, the last entry of the chain.
    """

    type: ClassVar[str] = "corrected"

    corrects: str = field(kw_only=False, validator=_named)
    """Id of the entry that was wrong."""
    replacement: Statement | None = field(default=None, validator=of_type(Statement, NoneType))
    """What is right, at its own day; None: the entry is withdrawn (撤回)."""
    reason: str = field(default="", validator=_text)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.replacement, PlanAdopted | Corrected):
            raise InvalidValue("ledger.no-replacement", type=self.replacement.type)

    def text(self, lang: Lang = "zh") -> str:
        """Which entry was wrong, and what is right."""
        why = self.reason or "—"
        if self.replacement is None:
            return say("ledger.said-withdrawn", lang, entry=self.corrects, reason=why)
        return say("ledger.said-corrected", lang, entry=self.corrects, right=self.replacement.text(lang), reason=why)


@frozen(kw_only=True)
class Unknown(Statement):
    """A statement of a newer version of this library: kept as it is and shown, never counted."""

    tag: str = field(validator=_named)
    """Its type, as stored."""
    data: str = field(validator=_named)
    """All of it, as canonical JSON."""

    def text(self, lang: Lang = "zh") -> str:
        """That this version does not know it."""
        return say("ledger.said-unknown", lang, type=self.tag)


KINDS: dict[str, type[Statement]] = {
    kind.type: kind
    for kind in (
        PlanAdopted,
        ScheduleAdopted,
        Progress,
        MilestoneReached,
        DutyFulfilled,
        DutyExcused,
        ProblemRaised,
        ProblemResolved,
        ChangeApproved,
        Corrected,
    )
}
"""Every kind of statement that this version understands, by its tag."""

__all__ = ["KINDS", "NewValue", *(kind.__name__ for kind in KINDS.values()), "Statement", "Unknown"]
