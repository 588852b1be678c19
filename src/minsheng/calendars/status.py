"""What a calendar says of a day (工作日、休息日、尚未公布)."""

from __future__ import annotations

import enum
from datetime import date
from typing import Protocol, runtime_checkable

from attrs import frozen

from minsheng.calendars.days import Day, as_day, day_text, weekday_name
from minsheng.errors import Lang, MinshengError, say


class DayStatus(enum.Enum):
    """Whether people work on a day; there are three answers, not two."""

    WORK = "work"
    """工作日"""
    REST = "rest"
    """休息日: a weekend or a holiday."""
    UNANNOUNCED = "unannounced"
    """尚未公布: no decree covers the day, so nobody knows."""


class DayKind(enum.Enum):
    """Why a day has its status."""

    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    """双休日"""
    HOLIDAY = "holiday"
    """节假日 by a decree, weekends inside it included."""
    MAKE_UP = "make-up"
    """调休上班日: a weekend on which a decree orders work."""
    UNKNOWN = "unknown"
    """No decree, or a calendar that does not say why."""


@frozen(kw_only=True)
class DayInfo:
    """A day with its status and what it rests on.

    >>> from minsheng.calendars import ChinaCalendar
    >>> str(ChinaCalendar().info("2024-02-18"))
    '2024年2月18日（星期日，春节调休上班，国办发明电〔2023〕7号）'
    """

    day: date
    status: DayStatus
    kind: DayKind = DayKind.UNKNOWN
    holiday: str = ""
    """The holiday (春节) that the day belongs to or makes up for; empty for other days."""
    decree: str = ""
    """Number of the decree (文号) that covers the day; empty if there is none or its number is not recorded."""
    local: bool = False
    """True if an overlay (本地安排) says so; `holiday` is then its name, and no decree is named."""
    provisional: bool = False
    """True if the status is only expected (暂按): no decree covers the day, and the calendar was asked to go on."""

    @property
    def special(self) -> bool:
        """Whether a decree, the statute or an overlay names the day: a holiday or a make-up day, not a plain weekday or weekend."""
        return bool(self.holiday)

    def words(self, lang: Lang = "zh") -> str:
        """What the day is, without the day: 休息日，国办发明电〔2023〕7号."""
        name = self.kind.value if self.kind is not DayKind.UNKNOWN else self.status.value
        parts = [say(f"calendars.is-{name}", lang, holiday=self.holiday), self.decree]
        if self.local:
            name = "rest" if self.status is DayStatus.REST else "work"
            parts = [say(f"calendars.is-local-{name}", lang, name=self.holiday), say("calendars.is-local", lang)]
        if self.provisional:
            parts.append(say("calendars.is-provisional", lang))
        return ("，" if lang == "zh" else ", ").join(p for p in parts if p)

    def text(self, lang: Lang = "zh") -> str:
        """The day with its weekday and what it is, in one phrase."""
        return say(
            "calendars.info",
            lang,
            day=day_text(self.day, lang),
            weekday=weekday_name(self.day, lang),
            words=self.words(lang),
        )

    def __str__(self) -> str:
        return self.text()


class Unannounced(MinshengError):
    """The answer depends on a day that no decree covers yet (尚未公布); `day` is the first such day met."""

    code = "calendars.unannounced"

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(day=day.isoformat(), year=day.year)


class WorkCalendar(Protocol):
    """Which days are worked (工作日历). A calendar is a value: its answers never change.

    Laws, for all days without UNANNOUNCED between them:

    - ``is_workday(d)`` is ``status(d) is WORK``;
    - ``count(a, c) == count(a, b) + count(b + 1 day, c)``;
    - for n > 0 ``add(d, n)`` is a working day behind d and ``count(d + 1 day, add(d, n)) == n``;
    - ``next(d)`` and ``previous(d)`` are d itself on a working day, else the nearest one behind or before it.

    `status` always answers; the others raise `Unannounced` with the first such day.
    """

    @property
    def provisional(self) -> bool:
        """True if days without a decree are answered as expected, not as decreed; every report prints it."""

    def status(self, day: Day) -> DayStatus:
        """Whether people work on `day`, or that nobody knows yet."""

    def is_workday(self, day: Day) -> bool:
        """Whether `day` is a working day (工作日), a weekend on which a decree orders work included."""

    def add(self, day: Day, n: int) -> date:
        """The n-th working day behind `day`, which is not counted itself; before it for n < 0; `day` for 0."""

    def count(self, first: Day, last: Day) -> int:
        """Working days from `first` to `last`, both included."""

    def next(self, day: Day) -> date:
        """The first working day that is not before `day`: itself, if it is one (顺延)."""

    def previous(self, day: Day) -> date:
        """The last working day that is not behind `day`: itself, if it is one (提前)."""


@runtime_checkable
class TellsWhy(Protocol):
    """A calendar that can say what a day's status rests on."""

    def info(self, day: Day) -> DayInfo:
        """What `day` is and what says so: holiday or make-up day, by which decree. Answers for every day, as `status` does."""


def describe(calendar: WorkCalendar, day: Day) -> DayInfo:
    """What `calendar` knows about `day`: all of it if it tells why, else the bare status."""
    if isinstance(calendar, TellsWhy):
        return calendar.info(day)
    return DayInfo(day=as_day(day), status=calendar.status(day), provisional=calendar.provisional)


def first_guessed(calendar: WorkCalendar, first: date, last: date) -> date | None:
    """The first day from `first` to `last`, both included, that a provisional calendar only expects (暂按); else None.

    >>> from minsheng.calendars import ChinaCalendar
    >>> print(first_guessed(ChinaCalendar(provisional=True), date(2003, 12, 1), date(2004, 1, 31)))
    None
    """
    if not calendar.provisional:
        return None
    days = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    return next((day for day in days if describe(calendar, day).provisional), None)


def with_guess(what: str, first: date | None, lang: Lang = "zh") -> str:
    """`what`, and that days from `first` on are only expected; `what` alone for None."""
    return what if first is None else say("calendars.on-provisional", lang, what=what, first=day_text(first, lang))
