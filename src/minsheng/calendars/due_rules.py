"""The day by which something is due in a period (报送时限)."""

from __future__ import annotations

from datetime import date, time

from attrs import Attribute, field, frozen

from minsheng.calendars.cadence import Cadence
from minsheng.calendars.days import full_day, month_name
from minsheng.calendars.due_words import told
from minsheng.calendars.periods import Period, PeriodKind
from minsheng.calendars.rolls import Roll, Rolled, RollPolicy, roll, rolled_day
from minsheng.calendars.status import Unannounced, WorkCalendar, describe, first_guessed
from minsheng.errors import InvalidValue, Lang, Undefined, say, semicolon

_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}
"""Months of a period; the shorter ones have none of their own."""
_SHORT = (PeriodKind.WEEK, PeriodKind.TEN_DAYS, PeriodKind.HALF_MONTH)
"""Periods in which a holiday may leave one working day, or none."""


@frozen(kw_only=True, cache_hash=True)
class DueRule:
    """On which day of a period, or of a later one, something is due (报送时限).

    ===========================================  ==========================================================
    每月5日前报上月                              ``DueRule(day=5, offset_periods=1)``
    每周二12:00，遇节假日为其后第二个工作日      ``DueRule(day=2, at=time(12), roll=RollAfter(2))``
    每季度末月20日前                             ``DueRule(day=20, month=-1)``
    每月1日至5日                                 ``DueRule(day=5, since=1)``
    每月第一个周一                               ``DueRule(day=1, weekday=1)``
    每季度结束后5个工作日内                      ``DueRule(day=5, workdays=True, offset_periods=1)``
    逢旬 (10, 20, month end)                     ``DueRule(day=-1)`` of each 旬
    ===========================================  ==========================================================

    Where the document names no day, `day` is None: due on the period's last day, and `known` is False, so that the
    question is asked.
    """

    day: int | None = field(default=None)
    """Counted from 1 at the period's first day (in a week 1 = Monday), or from -1 at its last; beyond the end: the end."""
    offset_periods: int = 0
    """Periods to go on before the day is counted; 1: due in the period behind the one it is for."""
    month: int | None = field(default=None)
    """Month of a quarter, half-year or year in which the day is counted: 1 the first, -1 the last (末月)."""
    weekday: int | None = field(default=None)
    """1 = Monday to 7: only these days are counted (第一个周一); None: all."""
    workdays: bool = False
    """Whether only working days are counted (第3个工作日); such a day never needs a roll."""
    since: int | None = field(default=None)
    """First day on which it may be handed in (1日至5日报送), counted as `day` is; None: from the beginning."""
    at: time | None = None
    """Time of day in Asia/Shanghai; None: the whole day."""
    roll: RollPolicy = Roll.PREVIOUS
    """What happens on a rest day; reports move to the working day before (报送提前)."""

    @day.validator
    @since.validator
    def _countable(self, _: Attribute[int | None], value: int | None) -> None:
        if value is not None and not (1 <= value <= 366 or -366 <= value <= -1):
            raise InvalidValue("calendars.no-due-day", value=value)

    @month.validator
    def _a_month(self, _: Attribute[int | None], value: int | None) -> None:
        if value is not None and not (1 <= value <= 12 or -12 <= value <= -1):
            raise InvalidValue("calendars.no-due-month", value=value)

    @weekday.validator
    def _a_weekday(self, _: Attribute[int | None], value: int | None) -> None:
        if value is not None and not 1 <= value <= 7:
            raise InvalidValue("calendars.no-due-weekday", value=value)

    def __attrs_post_init__(self) -> None:
        if self.workdays and self.weekday is not None:
            raise InvalidValue("calendars.due-counts-twice")
        if self.day and self.since and (self.day > 0) == (self.since > 0) and self.since > self.day:
            raise InvalidValue("calendars.due-before-since", since=self.since, day=self.day)

    @classmethod
    def parse(cls, text: str, cadence: Cadence) -> DueRule:
        """Read the words of a due day, with or without those of the cadence.

        Raises:
            InvalidValue: they name no day.

        >>> DueRule.parse("每季度末月20日前", Cadence.QUARTERLY)
        DueRule(day=20, offset_periods=0, month=-1, weekday=None, workdays=False, since=None, at=None, roll=<Roll.PREVIOUS: 'previous'>)
        """
        rule = cls.found_in(text, cadence)
        if not rule.known:
            raise InvalidValue("calendars.no-due-rule", value=text)
        return rule

    @classmethod
    def found_in(cls, text: str, cadence: Cadence, *, year: int | None = None) -> DueRule:
        """The rule that a clause of a notice states (于每月25日前将进展报县政府); one that knows no day if it states none.

        `year` is the document's, for a day that prints its year.
        """
        return cls(**told(text, cadence, year).fields())

    @classmethod
    def all_found_in(cls, text: str, cadence: Cadence, *, year: int | None = None) -> tuple[DueRule, ...]:
        """A rule for each of the days that a clause lists (每周三、周五), in their order; one, as `found_in`, if it lists none.

        >>> [rule.day for rule in DueRule.all_found_in("每周三、周五报送", Cadence.WEEKLY)]
        [3, 5]
        """
        return tuple(cls(**what.fields()) for what in told(text, cadence, year).each())

    def fits(self, kind: PeriodKind) -> bool:
        """Whether periods of this kind have the month that the rule names."""
        return self.month is None or 1 < _MONTHS.get(kind, 0) >= abs(self.month)

    @property
    def known(self) -> bool:
        """False if the document states no day; the due day is then an assumption, and a question."""
        return self.day is not None

    def stated(self, period: Period) -> date:
        """The due day before any roll; of a rule that counts working days the end that it counts from.

        >>> DueRule(day=5, offset_periods=1).stated(Period.parse("2024-03"))
        datetime.date(2024, 4, 5)
        >>> DueRule(day=-1, weekday=5).stated(Period.parse("2024-03"))  # the last Friday
        datetime.date(2024, 3, 29)
        """
        span = self._span(period)
        return self._end(span) if self.workdays else self._counted(span, -1 if self.day is None else self.day)

    def opens(self, period: Period) -> date | None:
        """First day on which it may be handed in; None where the document names none, or counts working days."""
        return None if self.since is None or self.workdays else self._counted(self._span(period), self.since)

    def _span(self, period: Period) -> Period:
        """The period, or the month in it, whose days are counted."""
        for _ in range(abs(self.offset_periods)):
            period = period.next() if self.offset_periods > 0 else period.previous()
        if self.month is None or not self.fits(period.kind):
            return period
        months = _MONTHS[period.kind]
        before = self.month - 1 if self.month > 0 else months + self.month
        first = period.first
        return Period.of(PeriodKind.MONTH, first.replace(month=first.month + before))

    def _counted(self, span: Period, n: int) -> date:
        start, end = span.first.toordinal(), span.last.toordinal()
        if self.weekday is not None:
            start += (self.weekday - 1 - span.first.weekday()) % 7
            end -= (span.last.weekday() - self.weekday + 1) % 7
            if start > end:  # a 旬 may lack a weekday
                return span.last
        step = 1 if self.weekday is None else 7
        wanted = start + (n - 1) * step if n > 0 else end + (n + 1) * step
        return date.fromordinal(min(max(wanted, start), end))

    def due_day(self, period: Period, calendar: WorkCalendar) -> date | Undefined:
        """Only the day of `due`, for those who ask for many."""
        if not self.workdays:
            return rolled_day(self.stated(period), self.roll, calendar)
        span, n = self._span(period), -1 if self.day is None else self.day
        try:
            return self._workday(span, n, calendar)
        except Unannounced as error:
            return Undefined(say("calendars.not-announced", "zh", year=error.day.year))

    def _workday(self, span: Period, n: int, calendar: WorkCalendar) -> date | Undefined:
        """The n-th working day of `span`; its last (first) one if it has fewer; rolled from its end if it has none."""
        first, last = span.first.toordinal(), span.last.toordinal()
        if n > 0:
            found = calendar.add(date.fromordinal(first - 1), n)
            nearest = found if found <= span.last else calendar.previous(span.last)
        else:
            found = calendar.add(date.fromordinal(last + 1), n)
            nearest = found if found >= span.first else calendar.next(span.first)
        return nearest if nearest in span else rolled_day(self._end(span), self.roll, calendar)

    def _end(self, span: Period) -> date:
        """Where a rule that counts working days begins to count."""
        return span.first if self.day is not None and self.day > 0 else span.last

    def due(self, period: Period, calendar: WorkCalendar) -> Rolled:
        """The day on which `period`'s instance is due in `calendar`; a value, whatever is announced.

        >>> from minsheng.calendars import ChinaCalendar
        >>> str(DueRule().due(Period.parse("2024-03"), ChinaCalendar()).day)
        '2024-03-29'
        >>> str(DueRule(day=3, workdays=True).due(Period.parse("2024-05"), ChinaCalendar()).day)
        '2024-05-08'
        """
        if not self.workdays:
            return roll(self.stated(period), self.roll, calendar)
        day = self.due_day(period, calendar)
        span = self._span(period)
        stated = self.stated(period) if isinstance(day, Undefined) or day not in span else day
        guessed = None if isinstance(day, Undefined) else self._guessed(span, day, calendar)
        return Rolled(stated=stated, day=day, policy=self.roll, info=describe(calendar, stated), guessed=guessed)

    def _guessed(self, span: Period, day: date, calendar: WorkCalendar) -> date | None:
        """The first day that was counted up to `day` and that a provisional calendar only expects."""
        if not calendar.provisional:
            return None
        first, last = min(span.first, day), max(span.last, day)
        if self.day is not None and self.day > 0 and calendar.count(first, day) == self.day:
            last = day  # what comes behind the n-th working day does not matter
        elif calendar.count(day, last) == -(self.day or -1):
            first = day
        return first_guessed(calendar, first, last)

    def why(self, period: Period, calendar: WorkCalendar, lang: Lang = "zh") -> str:
        """Why `period`'s instance is due on its day: the rule, what the stated day is, the roll, the working days left."""
        rolled = self.due(period, calendar)
        parts = [rolled.reason(lang)]
        span = self._span(period)
        if self.workdays:
            parts.insert(0, self._day_words(span.kind, lang))
        if span.kind in _SHORT and isinstance(rolled.day, date) and (few := _few(span, calendar, lang)):
            parts.append(few)
        if isinstance(rolled.day, date) and rolled.day not in span:
            side = "before" if rolled.day < span.first else "behind"
            parts.append(say(f"calendars.due-{side}-period", lang, period=span.label(lang)))
        return semicolon(lang).join(parts)

    def why_briefly(self, period: Period, calendar: WorkCalendar, lang: Lang = "zh") -> str:
        """The rule, or from where and why the day moved, in a few words for a table.

        >>> from minsheng.calendars import ChinaCalendar
        >>> DueRule(day=22).why_briefly(Period.parse("2024-09"), ChinaCalendar())
        '9月22日周日提前'
        """
        rolled = self.due(period, calendar)
        if not isinstance(rolled.day, date) or not rolled.moved:
            return self._words(period.kind, lang) if self.known else say("calendars.brief-unstated", lang)
        stated, info = rolled.stated, rolled.info
        return say(
            "calendars.brief-earlier" if rolled.day < stated else "calendars.brief-later",
            lang,
            day=say("calendars.day-of-year", lang, month=month_name(stated.month, lang), day=stated.day),
            what=info.holiday or say("calendars.weekdays-short", lang).split()[stated.weekday()],
        )

    def text(self, kind: PeriodKind, lang: Lang = "zh") -> str:
        """The rule in words, for a period of `kind`.

        >>> DueRule(day=5, offset_periods=1).text(PeriodKind.MONTH)
        '次月第5日；报送类时限遇休息日提前至上一个工作日'
        >>> DueRule(day=20, month=-1, at=time(12)).text(PeriodKind.QUARTER)
        '末月第20日 12:00；报送类时限遇休息日提前至上一个工作日'
        """
        what = self._words(kind, lang)
        return what if self.workdays else say("calendars.two", lang, one=what, other=self.roll.rule(lang))

    def _words(self, kind: PeriodKind, lang: Lang) -> str:
        """The day and the hour, without what becomes of a rest day."""
        what = self._day_words(kind if self.month is None else PeriodKind.MONTH, lang)
        if self.month is not None:
            name = {1: "first-month", -1: "last-month"}.get(
                self.month, "month" if self.month > 0 else "month-before-end"
            )
            what = say(f"calendars.due-{name}", lang, what=what, n=abs(self.month))
        if self.offset_periods:
            name = "calendars.due-next" if self.offset_periods == 1 else "calendars.due-offset"
            what = say(name, lang, what=what, n=self.offset_periods, kind=say(f"calendars.kind-{kind.value}", lang))
        if self.at is not None:
            what += self.at.strftime(" %H:%M")
        return what

    def _day_words(self, kind: PeriodKind, lang: Lang) -> str:
        if self.day is None:
            return say("calendars.due-unstated", lang)
        if self.weekday is None and not self.workdays:
            if self.day == -1:
                whole = self.month is None and not self.offset_periods
                return say("calendars.due-last" if whole else "calendars.due-last-day", lang)
            if kind is PeriodKind.WEEK and 1 <= self.day <= 7:
                return say("calendars.weekdays", lang).split()[self.day - 1]
        unit = "day" if self.weekday is None and not self.workdays else "of"
        name = say("calendars.weekdays", lang).split()[self.weekday - 1] if self.weekday else ""
        what = name or say("calendars.is-weekday", lang)
        side = "last-of" if self.day == -1 else f"{unit}-before-end" if self.day < 0 else unit
        return say(f"calendars.due-{side}", lang, n=abs(self.day), what=what)


def _few(span: Period, calendar: WorkCalendar, lang: Lang) -> str:
    """That the period has one working day or none; empty for all others."""
    try:
        count = calendar.count(span.first, span.last)
        if count > 1:
            return ""
        if count == 0:
            return say("calendars.no-workday-in", lang, period=span.label(lang))
        day = calendar.next(span.first)
    except Unannounced:  # the due day itself is known, and that is what matters
        return ""
    return say("calendars.one-workday-in", lang, period=span.label(lang), day=full_day(day, lang))
