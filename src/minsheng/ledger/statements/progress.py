"""Statements about how far the work is (进展): totals and additions, nodes reached, money."""

from __future__ import annotations

from types import NoneType
from typing import ClassVar

from attrs import field, frozen

from minsheng.calendars import Milestone, Period
from minsheng.errors import InvalidValue, Lang, of_type, say, whole_text
from minsheng.ledger.statements.base import Statement, as_amount, as_period, named, with_clauses
from minsheng.targets import Quantity


def _total(value: Quantity | str | None) -> Quantity | None:
    return as_amount(value, "total")


def _added(value: Quantity | str | None) -> Quantity | None:
    return as_amount(value, "added")


def _received(value: Quantity | str | None) -> Quantity | None:
    return as_amount(value, "received")


def _spent(value: Quantity | str | None) -> Quantity | None:
    return as_amount(value, "spent")


@frozen(kw_only=True)
class Progress(Statement):
    """How much is done (进展): a total so far, or what one period added; never confused, since exactly one is given.

    >>> Progress("1", total="120公里", on="2024-06-28").total.value
    Decimal('120')
    >>> Progress("1", added="20公里", period="2024-06", on="2024-06-28").period.code
    '2024-06'
    >>> Progress("1", total="9公里", member="梁山街道", on="2024-06-28").text()
    '1（梁山街道）：累计完成9公里'
    """

    type: ClassVar[str] = "progress"

    target: str = field(kw_only=False, validator=named)
    """Target id (7.t4), or the number of a project or item with a single counted target.

    A percentage may speak of a project or item with several targets, or with none: it stays on that number.
    """
    total: Quantity | None = field(default=None, converter=_total)
    """Everything done up to and including the day `on` (累计完成)."""
    added: Quantity | None = field(default=None, converter=_added)
    """Done within `period` (本期完成); of one period the last report counts."""
    period: Period | None = field(default=None, converter=as_period, validator=of_type(Period, NoneType))
    member: str = field(default="", validator=whole_text)
    """Whose part it is: a member of the group that leads, or of those that the target is shared out to (任务分解)."""
    reason: str = field(default="", validator=whole_text)
    """Why a total is lower than the one before (核减原因); without it a falling total is refused."""

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
        target = self.target
        if self.member:
            target = say("ledger.part-of", lang, target=target, member=self.member)
        if self.total is not None:
            said = say("ledger.said-total", lang, target=target, total=self.total)
        else:
            period = self.period.label(lang) if self.period else ""
            said = say("ledger.said-added", lang, target=target, added=self.added, period=period)
        return with_clauses(said, lang, lower_because=self.reason) if self.reason else said


def _milestone(value: Milestone | str) -> Milestone:
    if isinstance(value, Milestone):
        return value
    try:
        return Milestone(value)
    except ValueError:
        choices = tuple(m.value for m in Milestone)
        raise InvalidValue("ledger.no-milestone", value=value, choices=choices) from None


@frozen(kw_only=True)
class MilestoneReached(Statement):
    """A project, item or target has come to a node (节点完成); `complete` finishes what has no number."""

    type: ClassVar[str] = "milestone_reached"

    project: str = field(kw_only=False, validator=named)
    """Number of a project (8) or item (5.1), or a target's id (7.t4)."""
    milestone: Milestone = field(default=Milestone.COMPLETE, converter=_milestone)

    def text(self, lang: Lang = "zh") -> str:
        """What has come to which node."""
        milestone = say(f"ledger.milestone-{self.milestone.value}", lang)
        return say("ledger.said-milestone", lang, number=self.project, milestone=milestone)


@frozen(kw_only=True)
class FundingReported(Statement):
    """How much of a project's money has come in and been spent (资金到位、支出), both totals so far.

    >>> FundingReported("1", source="县级资金奖补", received="300万元", spent="120万元", on="2024-06-30").text()
    '1资金（县级资金奖补）：累计到位300万元；累计支出120万元'
    """

    type: ClassVar[str] = "funding_reported"

    project: str = field(kw_only=False, validator=named)
    """Number of the project."""
    source: str = field(default="", validator=whole_text)
    """Which money of the plan, as its `Funding.source` has it (资金来源); empty: the only one."""
    received: Quantity | None = field(default=None, converter=_received)
    """累计到位"""
    spent: Quantity | None = field(default=None, converter=_spent)
    """累计支出"""
    reason: str = field(default="", validator=whole_text)
    """Why a total is lower than the one before; without it a falling total is refused."""

    def __attrs_post_init__(self) -> None:
        if self.received is None and self.spent is None:
            raise InvalidValue("ledger.received-or-spent", project=self.project)
        for amount in (self.received, self.spent):
            if amount is not None and not amount.unit.is_money:
                raise InvalidValue("ledger.no-money", value=amount)

    def text(self, lang: Lang = "zh") -> str:
        """How much of which money came in, and how much was spent."""
        code = "ledger.said-funding-of" if self.source else "ledger.said-funding"
        amounts = with_clauses("", lang, received=self.received, spent=self.spent, lower_because=self.reason)
        return say(code, lang, number=self.project, source=self.source, amounts=amounts)
