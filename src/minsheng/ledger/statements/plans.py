"""Statements about the plan itself (计划下达、实施方案、变更)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import ClassVar

from attrs import field, frozen

from minsheng.calendars import Day, as_day
from minsheng.errors import InvalidValue, Lang, check_text, of_type, say, semicolon, whole_text
from minsheng.ledger.delta import Delta, delta
from minsheng.ledger.statements.base import Statement, named
from minsheng.projects import Changes, Plan
from minsheng.projects.changes import change_to
from minsheng.targets import Quantity


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

    target: str = field(kw_only=False, default="", validator=whole_text)
    """Target id, or the number of a project or item with a single target; empty: the unit's schedule as a whole."""
    points: tuple[tuple[date, Quantity], ...] = field(default=(), converter=_points)
    """Day and planned total by then (序时目标), days ascending, never falling."""
    milestones: tuple[tuple[str, date], ...] = field(default=(), converter=_marks)
    """Name and planned day of each node (节点): 完成招标, 2024-04-30."""
    party: str = field(default="", validator=whole_text)
    """Whose schedule it is; empty: that of `by`."""

    def __attrs_post_init__(self) -> None:
        if self.points and not self.target:
            raise InvalidValue("ledger.curve-without-target")

    def text(self, lang: Lang = "zh") -> str:
        """Whose schedule, of what."""
        whose = self.party or self.by
        return say("ledger.said-schedule", lang, party=whose, target=self.target, n=len(self.points))


def _delta(value: Changes | Delta) -> Delta:
    return delta(value)


@frozen(kw_only=True)
class ChangeApproved(Statement):
    """A body that may do so changed the plan (变更): the only way to another target, deadline or lead, to a pause or a stop.

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

    project: str = field(kw_only=False, validator=named)
    """Number of a project (1) or item (5.1)."""
    changes: Delta = field(converter=_delta)
    """Field and new value, in the order of the fields; a mapping is taken too."""
    body: str = field(validator=named)
    """Who approved it (批准机关)."""
    document: str = field(default="", validator=whole_text)
    """Number of the approving document (文号)."""
    reason: str = field(validator=named)

    def text(self, lang: Lang = "zh") -> str:
        """What of it changed to what, by whose approval."""
        return self.told([change_to(name, new, lang) for name, new in self.changes], lang)

    def told(self, changes: Iterable[str], lang: Lang) -> str:
        """The same, with the changes in other words."""
        return say(
            "ledger.said-change",
            lang,
            number=self.project,
            fields=semicolon(lang).join(changes),
            body=self.body,
            document=self.document or "—",
            reason=self.reason,
        )
