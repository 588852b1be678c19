"""How often something is owed (频次)."""

from __future__ import annotations

import enum

from minsheng.calendars.periods import PeriodKind
from minsheng.errors import Lang, say


class Cadence(enum.Enum):
    """How often (频次): 每周, 每旬, 每半月, 每月, 每季度, 每半年, 每年, 一次."""

    WEEKLY = "week"
    TEN_DAYS = "ten_days"
    """每旬"""
    HALF_MONTHLY = "half_month"
    """每半月: 1–15, 16 to the month's end."""
    MONTHLY = "month"
    QUARTERLY = "quarter"
    HALF_YEARLY = "half_year"
    YEARLY = "year"
    ONCE = "once"
    """一次: owed once, for no period."""

    @property
    def period_kind(self) -> PeriodKind | None:
        """The period that each instance is for; None for ONCE."""
        return _KINDS.get(self)

    def text(self, lang: Lang = "zh", *, every: int = 1) -> str:
        """In words; `every`: only each n-th period.

        >>> Cadence.TEN_DAYS.text(), Cadence.WEEKLY.text(every=2)
        ('每旬', '每2周')
        """
        name = "cadence" if every == 1 or self is Cadence.ONCE else "every"
        return say(f"calendars.{name}-{self.value}", lang, n=every)


_KINDS = {
    Cadence.WEEKLY: PeriodKind.WEEK,
    Cadence.TEN_DAYS: PeriodKind.TEN_DAYS,
    Cadence.HALF_MONTHLY: PeriodKind.HALF_MONTH,
    Cadence.MONTHLY: PeriodKind.MONTH,
    Cadence.QUARTERLY: PeriodKind.QUARTER,
    Cadence.HALF_YEARLY: PeriodKind.HALF,
    Cadence.YEARLY: PeriodKind.YEAR,
}
