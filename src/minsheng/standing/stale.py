"""How old the last report may be (数据时效)."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from minsheng.calendars import Period, PeriodKind
from minsheng.errors import Lang, say


@frozen(kw_only=True)
class StaleLimit:
    """How old the last report may be (数据时效): in days, or in whole periods without any report.

    >>> (
    ...     StaleLimit(days=31).passed(date(2024, 5, 30), date(2024, 6, 30)),
    ...     StaleLimit(days=31).passed(date(2024, 5, 29), date(2024, 6, 30)),
    ... )
    (False, True)
    >>> StaleLimit(periods=1, of=PeriodKind.MONTH).passed(date(2024, 4, 30), date(2024, 6, 1))
    True
    """

    days: int = 0
    """Stale is what was reported more days ago; 0 where periods count."""
    periods: int = 0
    """Stale is what leaves this many whole periods without a report; 0 where days count."""
    of: PeriodKind = PeriodKind.MONTH

    def passed(self, last: date, day: date) -> bool:
        """Whether a report of `last` is stale on `day`."""
        if self.days:
            return (day - last).days > self.days
        period = Period.of(self.of, day)
        for _ in range(self.periods):
            period = period.previous()
        return last < period.first

    def text(self, lang: Lang = "zh") -> str:
        """The limit in words: 31天."""
        if self.days:
            return say("standing.limit-days", lang, n=self.days)
        return say("standing.limit-periods", lang, n=self.periods, period=say(f"standing.period-{self.of.value}", lang))
