"""Statements about recurring duties (履行、免报)."""

from __future__ import annotations

from types import NoneType
from typing import ClassVar

from attrs import field, frozen

from minsheng.calendars import Period, day_text
from minsheng.errors import Lang, of_type, say
from minsheng.ledger.statements.base import Statement, as_period, named
from minsheng.projects import activity_name


@frozen(kw_only=True)
class DutyFulfilled(Statement):
    """A party did what a rhythm asks (履行): a meeting held, a report sent."""

    type: ClassVar[str] = "duty_fulfilled"

    activity: str = field(kw_only=False, validator=named)
    """Kind of activity, one of a rhythm's `met_by`: dispatch, special_meeting, report."""
    party: str = field(validator=named)
    """Whose duty it was."""
    period: Period | None = field(default=None, converter=as_period, validator=of_type(Period, NoneType))
    """The period it was done for; None: the one that `on` lies in."""

    def text(self, lang: Lang = "zh") -> str:
        """Who did what for which period."""
        return say("ledger.said-fulfilled", lang, **_duty(self, lang))


@frozen(kw_only=True)
class DutyExcused(Statement):
    """Somebody who may say so lets a party off one instance of a duty (免报、顺延)."""

    type: ClassVar[str] = "duty_excused"

    activity: str = field(kw_only=False, validator=named)
    party: str = field(validator=named)
    period: Period | None = field(default=None, converter=as_period, validator=of_type(Period, NoneType))
    reason: str = field(validator=named)

    def text(self, lang: Lang = "zh") -> str:
        """Who need not do what, and why."""
        return say("ledger.said-excused", lang, reason=self.reason, **_duty(self, lang))


def _duty(statement: DutyFulfilled | DutyExcused, lang: Lang) -> dict[str, str]:
    return {
        "activity": activity_name(statement.activity, lang),
        "party": statement.party,
        "period": statement.period.label(lang) if statement.period else day_text(statement.on, lang),
    }
