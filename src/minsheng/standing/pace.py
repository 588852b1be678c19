"""How fast it went and how fast it must go (进度速度): achieved and required rate."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import frozen

from minsheng.errors import Lang, Undefined, say
from minsheng.standing.percents import percent, percentage

NOTHING_YET = Undefined("尚无进展，没有已有速度可比")


@frozen(kw_only=True)
class Pace:
    """Achieved rate up to the last report, required rate from the day behind the judged one to the deadline.

    Shares of the target a calendar day.

    >>> pace = Pace.of(
    ...     Fraction(3, 10),
    ...     first=date(2024, 1, 1),
    ...     last=date(2024, 6, 28),
    ...     day=date(2024, 6, 30),
    ...     limit=date(2024, 11, 30),
    ... )
    >>> pace.days_gone, pace.days_left, pace.required > pace.achieved
    (180, 153, True)
    >>> print(pace)
    此前平均每天0.17%，到期前平均每天须0.46%，为此前的2.75倍
    """

    achieved: Fraction
    required: Fraction
    days_gone: int
    days_left: int

    @classmethod
    def of(cls, ratio: Fraction, *, first: date, last: date, day: date, limit: date) -> Pace | Undefined:
        """From the share done by the report of `last`; Undefined where it is done, or where the deadline has come."""
        left = (limit - day).days
        gone = (last - first).days + 1
        if ratio >= 1:
            return Undefined("已达到目标")
        if left <= 0:
            return Undefined("完成时限已到")
        if gone <= 0:
            return NOTHING_YET
        return cls(achieved=ratio / gone, required=(1 - ratio) / left, days_gone=gone, days_left=left)

    @property
    def factor(self) -> Fraction | Undefined:
        """Required ÷ achieved: 2 means twice as fast as until now."""
        return self.required / self.achieved if self.achieved > 0 else NOTHING_YET

    def text(self, lang: Lang = "zh") -> str:
        """Both rates and their ratio in words."""
        fields = {"achieved": _daily(self.achieved), "required": _daily(self.required)}
        if isinstance(self.factor, Undefined):
            return say("standing.pace-from-nothing", lang, **fields)
        hundredths = int(self.factor * 100 + Fraction(1, 2))
        return say("standing.pace", lang, **fields, factor=f"{hundredths / 100:.2f}")

    def __str__(self) -> str:
        return self.text()


def _daily(rate: Fraction) -> str:
    for digits in (2, 3, 4):
        shown = percentage(rate, digits)
        if shown or not rate:
            return f"{shown}%"
    return percent(rate)
