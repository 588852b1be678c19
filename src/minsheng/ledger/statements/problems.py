"""Statements about what stands in the way (问题台账): raised, given to somebody, resolved."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from attrs import field, frozen

from minsheng.errors import Lang, say, whole_text
from minsheng.ledger.statements.base import Statement, as_day_or_none, named, with_clauses


@frozen(kw_only=True)
class ProblemRaised(Statement):
    """Something stands in the way (存在问题); its entry's id is the problem's.

    The columns are those of the ledgers that offices keep: 存在问题、需协调事项、下步措施
    (http://nbxinxi.com/a/gedizhengce/zhejiangsheng/hangzhoushi/shangcheng/2021/0629/344957.html).
    """

    type: ClassVar[str] = "problem_raised"

    project: str = field(kw_only=False, validator=named)
    """Number of the project or item, or a target's id."""
    problem: str = field(validator=named)
    """存在问题, in the unit's words."""
    request: str = field(default="", validator=whole_text)
    """需协调事项: what the unit asks others to do."""
    measure: str = field(default="", validator=whole_text)
    """下步措施: what the unit will do itself."""

    def text(self, lang: Lang = "zh") -> str:
        """What stands in the way of what."""
        said = say("ledger.said-problem", lang, number=self.project, problem=self.problem)
        return with_clauses(said, lang, request=self.request, measure=self.measure)


@frozen(kw_only=True)
class ProblemAssigned(Statement):
    """Somebody is to get a problem out of the way (问题交办): who coordinates, and by when; the latest one holds.

    >>> ProblemAssigned("p-1", party="县自然资源局", due="2024-07-31", on="2024-07-05").text()
    '问题p-1交县自然资源局协调解决；办理期限：2024年7月31日'
    """

    type: ClassVar[str] = "problem_assigned"

    problem: str = field(kw_only=False, validator=named)
    """Id of the entry that raised it."""
    party: str = field(validator=named)
    """Who coordinates (牵头协调单位)."""
    due: date | None = field(default=None, converter=as_day_or_none)
    """办理期限; None: no day was named."""
    demand: str = field(default="", validator=whole_text)
    """What is asked (办理要求)."""

    def text(self, lang: Lang = "zh") -> str:
        """Which problem goes to whom, by when."""
        said = say("ledger.said-assigned", lang, problem=self.problem, party=self.party)
        return with_clauses(said, lang, demand=self.demand, done_by=self.due)


@frozen(kw_only=True)
class ProblemResolved(Statement):
    """A problem is out of the way (问题销号); `note` says how."""

    type: ClassVar[str] = "problem_resolved"

    problem: str = field(kw_only=False, validator=named)
    """Id of the entry that raised it."""

    def text(self, lang: Lang = "zh") -> str:
        """Which problem is out of the way."""
        return say("ledger.said-resolved", lang, problem=self.problem)
