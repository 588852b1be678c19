"""China's working days (中国工作日历), from the decrees of each year; what is not announced is not guessed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import final

from minsheng.calendars.days import Day, as_day
from minsheng.calendars.decrees import Decree, shipped_decrees
from minsheng.calendars.status import DayInfo, DayKind, DayStatus, Unannounced
from minsheng.calendars.table import DayTable, Named
from minsheng.errors import InvalidValue, Undefined

PROVISIONAL_YEARS = 30
"""How many years behind the last decree a provisional calendar goes on."""
_LAST_ORDINAL = date.max.toordinal()


@lru_cache(maxsize=16)
def _table(decrees: tuple[Decree, ...], provisional: bool) -> DayTable:
    return DayTable(decrees, PROVISIONAL_YEARS if provisional else 0)


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

    __slots__ = ("_base", "_base1", "_before", "_flags", "_hash", "_table", "_work", "decrees", "provisional")

    def __init__(self, *, provisional: bool = False, decrees: Iterable[Decree] | None = None) -> None:
        self.provisional = provisional
        self.decrees = shipped_decrees() if decrees is None else tuple(decrees)
        """The decrees behind the answers, in the order given; of two for one year the later one counts."""
        self._table = table = _table(self.decrees, provisional)
        self._base = table.base
        self._base1 = table.base - 1
        self._flags = table.flags
        self._before = table.before
        self._work = table.work
        self._hash = hash((self.decrees, provisional))

    @property
    def years(self) -> tuple[int, ...]:
        """Years that a decree covers."""
        return tuple(self._table.by_year)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ChinaCalendar):
            return NotImplemented
        return self is other or (self.provisional == other.provisional and self.decrees == other.decrees)

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
        if self._table.covers(ordinal):
            i = ordinal - self._base
            k = self._before[i + 1] + n - 1 if n > 0 else self._before[i] + n
            if 0 <= k < len(self._work):
                return self._work[k]
            edge = self._base + len(self._flags) if n > 0 else self._base1
            raise Unannounced(date.fromordinal(edge))
        step, left = (1, n) if n > 0 else (-1, -n)
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

    def info(self, day: Day) -> DayInfo:
        """The day with its status, its kind, its holiday and the decree that says so."""
        at = as_day(day)
        status = self.status(at)
        if status is DayStatus.UNANNOUNCED:
            return DayInfo(day=at, status=status)
        named: Named | None = self._table.named.get(at.toordinal())
        decree = named.decree if named else self._table.by_year.get(at.year)
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
            provisional=decree is None,
        )
