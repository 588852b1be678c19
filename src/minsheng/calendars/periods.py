"""Reporting periods (周期): ISO week, 旬, half-month, month, quarter, half-year, year, as values."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from attrs import field, frozen

from minsheng.calendars.days import Day, as_day, month_end, month_name
from minsheng.errors import InvalidValue, Lang, say
from minsheng.text import key, number


class PeriodKind(enum.Enum):
    """How long a period is (周、旬、半月、月、季度、半年、年)."""

    WEEK = "week"
    """ISO week, Monday to Sunday; it belongs to the year of its Thursday."""
    TEN_DAYS = "ten_days"
    """旬: 1–10, 11–20, 21 to the month's end (8 to 11 days)."""
    HALF_MONTH = "half_month"
    """半月: 1–15, 16 to the month's end."""
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half_year"
    YEAR = "year"


@frozen
class Period:
    """A stretch of the calendar that a report or a meeting is for (周期).

    >>> xun = Period.parse("2024年3月上旬")
    >>> xun.code, str(xun.first), str(xun.last), xun.label()
    ('2024-03-X1', '2024-03-01', '2024-03-10', '2024年3月上旬')
    >>> Period.of(PeriodKind.WEEK, "2024-12-31").label()
    '2025年第1周'
    """

    kind: PeriodKind
    first: date = field(converter=as_day)
    last: date = field(converter=as_day)

    @last.validator
    def _whole(self, _: object, value: date) -> None:
        if (self.first, value) != _bounds(self.kind, self.first):
            raise InvalidValue("calendars.no-period", value=f"{self.kind.value} {self.first}–{value}")

    @classmethod
    def of(cls, kind: PeriodKind, day: Day) -> Period:
        """The period of this kind that `day` lies in."""
        return _at(kind, _bounds(kind, as_day(day))[0])

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a code (2024-W07, 2024-03-X1, 2024-03-B1, 2024-03, 2024-Q1, 2024-H1, 2024) or a Chinese label (2024年3月上旬).

        Raises:
            InvalidValue: the text names no period.

        >>> [Period.parse(t).code for t in ("2024年第7周", "2024年一季度", "2024年上半年", "2024年3月", "2024年度")]
        ['2024-W07', '2024-Q1', '2024-H1', '2024-03', '2024']
        """
        for pattern, reader in _READERS:
            if match := pattern.fullmatch(key(text)):
                return reader(match, text)
        raise InvalidValue("calendars.no-period", value=text)

    @staticmethod
    def between(kind: PeriodKind, first: Day, last: Day) -> Iterator[Period]:
        """All periods of this kind that have a day in [first, last], in order; none if the span is empty.

        >>> [p.code for p in Period.between(PeriodKind.QUARTER, "2024-02-06", "2024-12-31")]
        ['2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4']
        """
        end = as_day(last)
        start = as_day(first)
        if start > end:
            return
        period = Period.of(kind, start)
        while period.first <= end:
            yield period
            period = period.next()

    @property
    def year(self) -> int:
        """The year that the period is counted in; of a week the year of its Thursday."""
        return self.first.isocalendar().year if self.kind is PeriodKind.WEEK else self.first.year

    @property
    def ordinal(self) -> int:
        """Its number: week 1–53 of the year, 旬 1–3 or half 1–2 of the month, month, quarter or half of the year; 1 for a year."""
        match self.kind:
            case PeriodKind.WEEK:
                return self.first.isocalendar().week
            case PeriodKind.TEN_DAYS:
                return self.first.day // 10 + 1
            case PeriodKind.HALF_MONTH:
                return self.first.day // 15 + 1
            case PeriodKind.MONTH:
                return self.first.month
            case PeriodKind.QUARTER:
                return self.first.month // 3 + 1
            case PeriodKind.HALF:
                return self.first.month // 6 + 1
            case PeriodKind.YEAR:
                return 1

    @property
    def serial(self) -> int:
        """Its place among all periods of its kind since the year 1: neighbours differ by one.

        >>> Period.parse("2025-W01").serial - Period.parse("2024-W52").serial
        1
        """
        if self.kind is PeriodKind.WEEK:
            return self.first.toordinal() // 7
        year, month = self.first.year, self.first.year * 12 + self.first.month - 1
        match self.kind:
            case PeriodKind.TEN_DAYS:
                return month * 3 + self.ordinal
            case PeriodKind.HALF_MONTH:
                return month * 2 + self.ordinal
            case PeriodKind.MONTH:
                return month
            case PeriodKind.QUARTER:
                return year * 4 + self.ordinal
            case PeriodKind.HALF:
                return year * 2 + self.ordinal
            case PeriodKind.YEAR:
                return year

    @property
    def code(self) -> str:
        """The canonical text, which `parse` reads back: 2024-W07, 2024-03-X1, 2024-03-B1, 2024-03, 2024-Q1, …"""
        year, n = f"{self.year:04}", self.ordinal
        match self.kind:
            case PeriodKind.WEEK:
                return f"{year}-W{n:02}"
            case PeriodKind.TEN_DAYS:
                return f"{year}-{self.first.month:02}-X{n}"
            case PeriodKind.HALF_MONTH:
                return f"{year}-{self.first.month:02}-B{n}"
            case PeriodKind.MONTH:
                return f"{year}-{n:02}"
            case PeriodKind.QUARTER:
                return f"{year}-Q{n}"
            case PeriodKind.HALF:
                return f"{year}-H{n}"
            case PeriodKind.YEAR:
                return year

    def label(self, lang: Lang = "zh") -> str:
        """As people write it: 2024年3月上旬; the Chinese one is read back by `parse`."""
        part = ""
        if self.kind in (PeriodKind.TEN_DAYS, PeriodKind.HALF_MONTH, PeriodKind.HALF):
            part = say(f"calendars.{self.kind.value}-names", lang).split()[self.ordinal - 1]
        return say(
            f"calendars.{self.kind.value}-label",
            lang,
            year=self.year,
            n=self.ordinal,
            part=part,
            month=month_name(self.first.month, lang),
        )

    def next(self) -> Period:
        """The period behind this one."""
        return self._beside(self.last.toordinal() + 1)

    def previous(self) -> Period:
        """The period before this one."""
        return self._beside(self.first.toordinal() - 1)

    def _beside(self, ordinal: int) -> Period:
        """The period that holds the day; the calendar of this world ends in 9999."""
        if not 1 <= ordinal <= date.max.toordinal():
            raise InvalidValue("calendars.no-period", value=self.code)
        return Period.of(self.kind, date.fromordinal(ordinal))

    @property
    def days(self) -> int:
        """Its length in days."""
        return self.last.toordinal() - self.first.toordinal() + 1

    def __contains__(self, part: Day | Period) -> bool:
        """Whether a day, or every day of another period, lies in this one."""
        if isinstance(part, Period):
            return self.first <= part.first and part.last <= self.last
        return self.first <= as_day(part) <= self.last

    def __iter__(self) -> Iterator[date]:
        """Its days in order.

        >>> [day.day for day in Period.parse("2024-02-X3")]
        [21, 22, 23, 24, 25, 26, 27, 28, 29]
        """
        return map(date.fromordinal, range(self.first.toordinal(), self.last.toordinal() + 1))

    def parts(self, kind: PeriodKind) -> tuple[Period, ...]:
        """The periods of `kind` that make it up (旬 in a month), in order; of weeks those whose Thursday lies in it.

        Empty where `kind` is longer, or where the two cut each other: no 旬 makes up a half-month.

        >>> [part.code for part in Period.parse("2024-02").parts(PeriodKind.TEN_DAYS)]
        ['2024-02-X1', '2024-02-X2', '2024-02-X3']
        >>> len(Period.parse("2026").parts(PeriodKind.WEEK))
        53
        """
        found = Period.between(kind, self.first, self.last)
        if kind is PeriodKind.WEEK:
            return tuple(week for week in found if date.fromordinal(week.first.toordinal() + 3) in self)
        parts = tuple(found)
        return parts if parts[0].first == self.first and parts[-1].last == self.last else ()

    def within(self, kind: PeriodKind) -> Period:
        """The period of `kind` that holds it; that of its Thursday for a week.

        Raises:
            InvalidValue: it lies in two of them, or is longer.

        >>> Period.parse("2024-03-X1").within(PeriodKind.QUARTER).code
        '2024-Q1'
        """
        anchor = self.first if self.kind is not PeriodKind.WEEK else date.fromordinal(self.first.toordinal() + 3)
        outer = Period.of(kind, anchor)
        if self.kind is not PeriodKind.WEEK and self not in outer:
            raise InvalidValue("calendars.no-period-within", value=self.code, kind=kind.value)
        return outer

    def __lt__(self, other: Period) -> bool:
        """By first day; of two that begin together the shorter comes first."""
        return (self.first, self.last, self.kind.value) < (other.first, other.last, other.kind.value)

    def __le__(self, other: Period) -> bool:
        return not other < self

    def __gt__(self, other: Period) -> bool:
        return other < self

    def __ge__(self, other: Period) -> bool:
        return not self < other

    def __str__(self) -> str:
        return self.label()


def _bounds(kind: PeriodKind, day: date) -> tuple[date, date]:
    """First and last day of the period that `day` lies in.

    Raises:
        InvalidValue: the week reaches out of the years 1 to 9999.
    """
    year, month = day.year, day.month
    match kind:
        case PeriodKind.WEEK:
            monday = day.toordinal() - day.weekday()
            if not 1 <= monday <= date.max.toordinal() - 6:
                raise InvalidValue("calendars.no-period", value=day.isoformat())
            return date.fromordinal(monday), date.fromordinal(monday + 6)
        case PeriodKind.TEN_DAYS:
            start = min((day.day - 1) // 10, 2) * 10 + 1
            return day.replace(day=start), month_end(year, month) if start == 21 else day.replace(day=start + 9)
        case PeriodKind.HALF_MONTH:
            if day.day <= 15:
                return day.replace(day=1), day.replace(day=15)
            return day.replace(day=16), month_end(year, month)
        case PeriodKind.MONTH:
            return day.replace(day=1), month_end(year, month)
        case PeriodKind.QUARTER:
            end = (month + 2) // 3 * 3
            return date(year, end - 2, 1), month_end(year, end)
        case PeriodKind.HALF:
            end = 6 if month <= 6 else 12
            return date(year, end - 5, 1), month_end(year, end)
        case PeriodKind.YEAR:
            return date(year, 1, 1), date(year, 12, 31)


@lru_cache(maxsize=4096)
def _at(kind: PeriodKind, first: date) -> Period:
    """The period that begins on `first`; the same few stand in every plan, so they are kept."""
    return Period(kind, first, _bounds(kind, first)[1])


def _week(match: re.Match[str], text: str) -> Period:
    try:
        return _at(PeriodKind.WEEK, date.fromisocalendar(int(match[1]), int(match[2]), 1))
    except ValueError as error:
        raise InvalidValue("calendars.no-period", value=text) from error


def _starting(kind: PeriodKind, year: str, month: int, day: int = 1) -> Period:
    return _at(kind, date(int(year), month, day))


def _month(match: re.Match[str], text: str) -> Period:
    return _starting(PeriodKind.MONTH, match[1], int(match[2]))


def _ten_days(match: re.Match[str], text: str) -> Period:
    part = "上中下".find(match[3]) + 1 or int(match[3])
    return _starting(PeriodKind.TEN_DAYS, match[1], int(match[2]), part * 10 - 9)


def _half_month(match: re.Match[str], text: str) -> Period:
    return _starting(PeriodKind.HALF_MONTH, match[1], int(match[2]), 1 if match[3] in "1上" else 16)


def _quarter(match: re.Match[str], text: str) -> Period:
    n = number(match[2])
    return _starting(PeriodKind.QUARTER, match[1], int(n or 0) * 3 - 2)


def _half(match: re.Match[str], text: str) -> Period:
    return _starting(PeriodKind.HALF, match[1], 1 if match[2] in "1上" else 7)


def _year(match: re.Match[str], text: str) -> Period:
    return _starting(PeriodKind.YEAR, match[1], 1)


_Y = r"((?:19|20|21|22)[0-9]{2})"
_M = "(0?[1-9]|1[0-2])"
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Period]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"{_Y}-w([0-9]{{2}})", _week),
        (rf"{_Y}年第?([0-9]{{1,2}})周", _week),
        (rf"{_Y}-{_M}-x([1-3])", _ten_days),
        (rf"{_Y}年{_M}月([上中下])旬", _ten_days),
        (rf"{_Y}-{_M}-b([12])", _half_month),
        (rf"{_Y}年{_M}月([上下])半月", _half_month),
        (rf"{_Y}-{_M}", _month),
        (rf"{_Y}年{_M}月份?", _month),
        (rf"{_Y}-q([1-4])", _quarter),
        (rf"{_Y}年第?([1-4一二三四])季度", _quarter),
        (rf"{_Y}-h([12])", _half),
        (rf"{_Y}年([上下])半年", _half),
        (rf"{_Y}(?:年度?)?", _year),
    )
)
