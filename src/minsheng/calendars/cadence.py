"""How often something is owed (频次), and the day in a period on which it is due."""

from __future__ import annotations

import enum
from datetime import date, time

from attrs import field, frozen

from minsheng.calendars.periods import Period, PeriodKind
from minsheng.calendars.rolls import Roll, Rolled, roll
from minsheng.calendars.status import WorkCalendar
from minsheng.errors import InvalidValue, Lang, say


class Cadence(enum.Enum):
    """How often (频次): 每周, 每旬, 每月, 每季度, 每半年, 每年, 一次."""

    WEEKLY = "week"
    TEN_DAYS = "ten_days"
    """每旬"""
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

    def text(self, lang: Lang = "zh") -> str:
        """In words.

        >>> Cadence.TEN_DAYS.text()
        '每旬'
        """
        return say(f"calendars.cadence-{self.value}", lang)


_KINDS = {
    Cadence.WEEKLY: PeriodKind.WEEK,
    Cadence.TEN_DAYS: PeriodKind.TEN_DAYS,
    Cadence.MONTHLY: PeriodKind.MONTH,
    Cadence.QUARTERLY: PeriodKind.QUARTER,
    Cadence.HALF_YEARLY: PeriodKind.HALF,
    Cadence.YEARLY: PeriodKind.YEAR,
}


@frozen(kw_only=True)
class DueRule:
    """On which day of a period, or of a later one, something is due (报送时限).

    每月5日前报上月 is ``DueRule(day=5, offset_periods=1)``; 每周二12:00 is ``DueRule(day=2, at=time(12))``; 逢旬 days
    (10, 20, month end) are ``DueRule(day=-1)``. Where the document names no day, `day` is None: due on the period's
    last day, and `known` is False, so that the question is asked.
    """

    day: int | None = field(default=None)
    """Counted from 1 at the period's first day (in a week 1 = Monday), or from -1 at its last; beyond the end: the end."""
    offset_periods: int = 0
    """Periods to go on before the day is counted; 1: due in the period behind the one it is for."""
    at: time | None = None
    """Time of day in Asia/Shanghai; None: the whole day."""
    roll: Roll = Roll.PREVIOUS
    """What happens on a rest day; reports move to the working day before (报送提前)."""

    @day.validator
    def _countable(self, _: object, value: int | None) -> None:
        if value is not None and not (1 <= value <= 366 or -366 <= value <= -1):
            raise InvalidValue("calendars.no-due-day", value=value)

    @property
    def known(self) -> bool:
        """False if the document states no day; the due day is then an assumption, and a question."""
        return self.day is not None

    def stated(self, period: Period) -> date:
        """The due day before any roll.

        >>> DueRule(day=5, offset_periods=1).stated(Period.parse("2024-03"))
        datetime.date(2024, 4, 5)
        """
        for _ in range(abs(self.offset_periods)):
            period = period.next() if self.offset_periods > 0 else period.previous()
        if self.day is None:
            return period.last
        start = period.first.toordinal()
        end = period.last.toordinal()
        wanted = start + self.day - 1 if self.day > 0 else end + self.day + 1
        return date.fromordinal(min(max(wanted, start), end))

    def due(self, period: Period, calendar: WorkCalendar) -> Rolled:
        """The day on which `period`'s instance is due in `calendar`; a value, whatever is announced.

        >>> from minsheng.calendars import ChinaCalendar
        >>> str(DueRule().due(Period.parse("2024-03"), ChinaCalendar()).day)
        '2024-03-29'
        """
        return roll(self.stated(period), self.roll, calendar)

    def text(self, kind: PeriodKind, lang: Lang = "zh") -> str:
        """The rule in words, for a period of `kind`.

        >>> DueRule(day=5, offset_periods=1).text(PeriodKind.MONTH)
        '次期第5日；报送类时限遇休息日提前至上一个工作日'
        """
        if self.day is None:
            what = say("calendars.due-unstated", lang)
        elif self.day == -1:
            what = say("calendars.due-last", lang)
        elif kind is PeriodKind.WEEK and 1 <= self.day <= 7:
            what = say("calendars.weekdays", lang).split()[self.day - 1]
        else:
            what = say("calendars.due-day" if self.day > 0 else "calendars.due-day-before-end", lang, n=abs(self.day))
        if self.offset_periods:
            name = "calendars.due-next" if self.offset_periods == 1 else "calendars.due-offset"
            what = say(name, lang, what=what, n=self.offset_periods)
        if self.at is not None:
            what += self.at.strftime(" %H:%M")
        return say("calendars.two", lang, one=what, other=self.roll.rule(lang))
