"""China's working days (中国工作日历), from the decrees of each year; what is not announced is not guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import final

from minsheng.calendars.days import Day, as_day
from minsheng.calendars.decrees import Decree, shipped_decrees
from minsheng.calendars.overlays import Days, Overlay
from minsheng.calendars.periods import Period
from minsheng.calendars.status import DayInfo, DayKind, DayStatus, Unannounced, first_guessed
from minsheng.calendars.table import DayTable, Named
from minsheng.calendars.terms import Length, Term, term_length
from minsheng.errors import InvalidValue, Undefined, say

PROVISIONAL_YEARS = 30
"""How many years behind the last decree a provisional calendar goes on."""
_LAST_ORDINAL = date.max.toordinal()
_NOTHING = Overlay()


@lru_cache(maxsize=16)
def _table(decrees: tuple[Decree, ...], provisional: bool, overlay: Overlay) -> DayTable:
    return DayTable(decrees, PROVISIONAL_YEARS if provisional else 0, overlay)


@final
class ChinaCalendar:
    """Working days of the People's Republic of China (工作日历): a `WorkCalendar` that tells why.

    With ``provisional=True`` years without a decree, up to 30 behind the last one, are answered by weekends and the
    statutory holidays on fixed dates; the attribute says so, and so does every reason.

    >>> calendar = ChinaCalendar()
    >>> calendar.is_workday("2024-02-18")  # a Sunday, made up for the Spring Festival
    True
    >>> calendar.status("2027-01-04")
    <DayStatus.UNANNOUNCED: 'unannounced'>
    """

    __slots__ = ("_base", "_base1", "_before", "_flags", "_hash", "_table", "_work", "decrees", "local", "provisional")

    def __init__(
        self, *, provisional: bool = False, decrees: Iterable[Decree] | None = None, overlay: Overlay = _NOTHING
    ) -> None:
        self.provisional = provisional
        self.decrees = shipped_decrees() if decrees is None else tuple(decrees)
        """The decrees behind the answers, in the order given; of two for one year the later one counts."""
        self.local = overlay
        """Days set by `overlay`, which count before any decree."""
        self._table = table = _table(self.decrees, provisional, overlay)
        self._base = table.base
        self._base1 = table.base - 1
        self._flags = table.flags
        self._before = table.before
        self._work = table.work
        self._hash = hash((self.decrees, provisional, overlay))

    @property
    def years(self) -> tuple[int, ...]:
        """Years that a decree covers."""
        return tuple(self._table.by_year)

    def with_decree(self, decree: Decree) -> ChinaCalendar:
        """The same with one decree more; it counts instead of an earlier one for its year.

        >>> made_up = Decree(year=2027, source="made up", holidays=[])
        >>> ChinaCalendar().with_decree(made_up).is_workday("2027-01-04")
        True
        """
        return ChinaCalendar(provisional=self.provisional, decrees=[*self.decrees, decree], overlay=self.local)

    def overlay(self, *, rest: Days = (), work: Days = (), name: str) -> ChinaCalendar:
        """The same with days that somebody nearer has set (本地安排): they count before any decree, and say so.

        Args:
            rest: a list of days of rest, or of spans (first, last) of them: a county's shutdown, school holidays.
            work: days of work: an emergency make-up day.
            name: what the days are for; every reason prints it.

        Raises:
            InvalidValue: no name, no list of days, a day that both rests and works, a span that runs backwards.

        >>> calendar = ChinaCalendar().overlay(rest=["2024-08-05"], name="停产检修")
        >>> str(calendar.info("2024-08-05")), str(calendar.next("2024-08-05"))
        ('2024年8月5日（星期一，停产检修放假，本地安排）', '2024-08-06')
        """
        return self.with_overlay(Overlay.of(rest=rest, work=work, name=name))

    def with_overlay(self, overlay: Overlay) -> ChinaCalendar:
        """The same with the days of `overlay`, which count before those set earlier."""
        return ChinaCalendar(provisional=self.provisional, decrees=self.decrees, overlay=self.local.then(overlay))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ChinaCalendar):
            return NotImplemented
        return self is other or (
            self.provisional == other.provisional and self.local == other.local and self.decrees == other.decrees
        )

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        years = self.years
        span = f"{years[0]}–{years[-1]}" if years else "no decrees"
        return f"<ChinaCalendar {span}{', provisional' if self.provisional else ''}>"

    def status(self, day: Day) -> DayStatus:
        """WORK, REST or UNANNOUNCED; always answers."""
        work = self._table.work_at(as_day(day).toordinal())
        return DayStatus.UNANNOUNCED if work is None else DayStatus.WORK if work else DayStatus.REST

    def is_workday(self, day: Day) -> bool:
        """Whether people work on `day` (是否工作日).

        Raises:
            Unannounced: no decree covers the day.
        """
        # the plain date is the fast path: one subtraction, one look-up
        if type(day) is date:
            i = day.toordinal() - self._base
            if i >= 0:
                try:
                    return self._flags[i]
                except IndexError:
                    pass
        return self._is_work(as_day(day).toordinal())

    def _is_work(self, ordinal: int) -> bool:
        work = self._table.work_at(ordinal)
        if work is None:
            raise Unannounced(date.fromordinal(min(max(ordinal, 1), _LAST_ORDINAL)))
        return work

    def count(self, first: Day, last: Day) -> int:
        """Working days (工作日) from `first` to `last`, both included; 0 if `last` is the day before `first`.

        Raises:
            Unannounced: a day in between has no decree; carries the first such day.
            InvalidValue: the span runs backwards.

        >>> ChinaCalendar().count("2024-02-06", "2024-08-31")
        142
        """
        if type(first) is date and type(last) is date:
            i, j = first.toordinal() - self._base, last.toordinal() - self._base1
            if 0 <= i <= j:
                try:
                    return self._before[j] - self._before[i]
                except IndexError:
                    pass
        start, end = as_day(first).toordinal(), as_day(last).toordinal()
        if start > end + 1:
            raise InvalidValue("calendars.backward-span", first=as_day(first), last=as_day(last))
        if self._table.covers(start) and self._table.covers(end):
            return self._before[end - self._base1] - self._before[start - self._base]
        return sum(self._is_work(o) for o in range(start, end + 1))

    def add(self, day: Day, n: int) -> date:
        """The n-th working day behind `day`, which is not counted (民法典 201); before it for n < 0; `day` for 0.

        Raises:
            Unannounced: the way leads over a day without a decree; carries the first such day.

        >>> calendar = ChinaCalendar()
        >>> str(calendar.add("2024-02-08", 2)), str(calendar.add("2024-02-19", -1))
        ('2024-02-18', '2024-02-18')
        """
        if n > 0 and type(day) is date:
            i = day.toordinal() - self._base1
            if i >= 0:
                try:
                    return self._work[self._before[i] + n - 1]
                except IndexError:
                    pass
        return self._add(as_day(day), n)

    def _add(self, start: date, n: int) -> date:
        ordinal = start.toordinal()
        if n == 0:
            return start
        step, left = (1, n) if n > 0 else (-1, -n)
        if self._table.covers(ordinal):
            i = ordinal - self._base
            k = self._before[i + 1] + n - 1 if n > 0 else self._before[i] + n
            if 0 <= k < len(self._work):
                return self._work[k]
            # on from the edge of the tables, in the hope that somebody has set the days behind it
            left = k - len(self._work) + 1 if n > 0 else -k
            ordinal = self._base1 + len(self._flags) if n > 0 else self._base
        while left:
            ordinal += step
            left -= self._is_work(ordinal)
        return date.fromordinal(ordinal)

    def next(self, day: Day) -> date:
        """`day` itself if it is a working day, else the next one (顺延).

        Raises:
            Unannounced: a day without a decree is met first.
        """
        start = as_day(day)
        return start if self.is_workday(start) else self._add(start, 1)

    def previous(self, day: Day) -> date:
        """`day` itself if it is a working day, else the one before (提前).

        Raises:
            Unannounced: a day without a decree is met first.
        """
        start = as_day(day)
        return start if self.is_workday(start) else self._add(start, -1)

    def workdays(self, first: Day, last: Day) -> Iterator[date]:
        """The working days from `first` to `last`, both included, in order; none if `last` is the day before `first`.

        Raises:
            Unannounced, InvalidValue: as `count` does, before the first day is given.

        >>> [str(day) for day in ChinaCalendar().workdays("2024-02-09", "2024-02-19")]
        ['2024-02-09', '2024-02-18', '2024-02-19']
        """
        return (day for day, works in self._span(first, last) if works)

    def rest_days(self, first: Day, last: Day) -> Iterator[date]:
        """The days from `first` to `last` that are no working days, both included, in order.

        Raises:
            Unannounced, InvalidValue: as `count` does, before the first day is given.

        >>> [str(day) for day in ChinaCalendar().rest_days("2024-06-07", "2024-06-11")]
        ['2024-06-08', '2024-06-09', '2024-06-10']
        """
        return (day for day, works in self._span(first, last) if not works)

    def _span(self, first: Day, last: Day) -> Iterator[tuple[date, bool]]:
        start, end = as_day(first), as_day(last)
        self.count(start, end)
        ordinals = range(start.toordinal(), end.toordinal() + 1)
        return ((date.fromordinal(o), self._is_work(o)) for o in ordinals)

    def nth_workday_of(self, period: Period, n: int) -> date | Undefined:
        """The n-th working day of `period` (当期第n个工作日); counted from its end for n < 0.

        Undefined, with the reason, where the period has fewer working days.

        Raises:
            Unannounced: the days that decide it have no decree.
            InvalidValue: n is 0.

        >>> calendar, may = ChinaCalendar(), Period.parse("2024-05")
        >>> str(calendar.nth_workday_of(may, 3)), str(calendar.nth_workday_of(may, -1))
        ('2024-05-08', '2024-05-31')
        >>> calendar.nth_workday_of(Period.parse("2024-W07"), 2)
        Undefined('2024年第7周只有1个工作日')
        """
        if type(n) is not int or n == 0:
            raise InvalidValue("calendars.no-nth-workday", value=n)
        ordinals = range(period.first.toordinal(), period.last.toordinal() + 1)
        left = abs(n)
        for ordinal in ordinals if n > 0 else reversed(ordinals):
            left -= self._is_work(ordinal)
            if left == 0:
                return date.fromordinal(ordinal)
        few = abs(n) - left
        guessed = first_guessed(self, period.first, period.last)
        code = "calendars.few-workdays" if few else "calendars.no-workday-in"
        return Undefined(say(f"{code}-guessed" if guessed else code, period=period.label(), n=few, first=guessed))

    def term(self, day: Day, length: Length, *, working: bool | None = None) -> Term:
        """A term (期限) that begins with what happened on `day`, which is not counted.

        Args:
            day: what happened on it sets the term off.
            length: as printed (5个工作日内, 15日内, 三十日内), a `TermLength`, or a number of working days.
            working: False makes a bare number one of calendar days; True makes 日 of a text working days, as 行政许可法 82
                has them. A text that says 工作日 or 个月 is what it says.

        Raises:
            InvalidValue: it is no length.

        >>> calendar = ChinaCalendar()
        >>> print(calendar.term("2024-09-27", "5个工作日内"))
        自2024年9月27日起5个工作日内（当日不计入）：2024年10月10日（星期四）
        >>> str(calendar.term("2024-03-01", "15日内").last), str(calendar.term("2024-03-01", 15, working=False).last)
        ('2024-03-18', '2024-03-18')
        """
        return Term(start=day, length=term_length(length, working=working), calendar=self)

    def info(self, day: Day) -> DayInfo:
        """The day with its status, its kind, its holiday and the decree that says so."""
        at = as_day(day)
        status = self.status(at)
        if status is DayStatus.UNANNOUNCED:
            return DayInfo(day=at, status=status)
        named: Named | None = self._table.named.get(at.toordinal())
        decree = named.decree if named else self._table.by_year.get(at.year)
        local = named is not None and named.local
        if named:
            kind = DayKind.MAKE_UP if status is DayStatus.WORK else DayKind.HOLIDAY
        else:
            kind = DayKind.WEEKDAY if status is DayStatus.WORK else DayKind.WEEKEND
        number = decree.number if decree else ""
        return DayInfo(
            day=at,
            status=status,
            kind=kind,
            holiday=named.holiday if named else "",
            decree=(named.number if named else "") or ("" if isinstance(number, Undefined) else number),
            provisional=decree is None and not local,
            local=local,
        )
