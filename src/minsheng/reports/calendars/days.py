"""The days of a year for print (年历): twelve months of weeks, each day with what it is and what falls due on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from attrs import frozen

from minsheng.calendars import DayInfo, DayKind, DayStatus, WorkCalendar, describe, weekday_name
from minsheng.calendars.days import month_end, month_name
from minsheng.errors import Lang, say
from minsheng.reports.calendars.occasions import Occasion

_LOOK = {
    DayKind.WEEKDAY: "work",
    DayKind.WEEKEND: "weekend",
    DayKind.HOLIDAY: "holiday",
    DayKind.MAKE_UP: "make-up",
}
_BARE = {DayStatus.WORK: "work", DayStatus.REST: "weekend", DayStatus.UNANNOUNCED: "unannounced"}


@frozen(kw_only=True)
class PrintedDay:
    """One square of the calendar."""

    day: date
    look: str
    """work, weekend, holiday, make-up, unannounced: the class of its square."""
    sign: str
    """休, 班 or ?; empty for what needs none. The look never stands alone."""
    guessed: bool
    tasks: int
    limits: int
    told: str
    """All of it in words."""


@frozen(kw_only=True)
class PrintedMonth:
    """A month as weeks from Monday; a place without a day is None."""

    name: str
    working: str
    """How many working days it has, in words; empty where nobody knows."""
    weeks: tuple[tuple[PrintedDay | None, ...], ...]


def months(
    year: int, calendar: WorkCalendar, tasks: Counter[date], limits: Mapping[date, list[Occasion]], lang: Lang
) -> tuple[PrintedMonth, ...]:
    """The twelve months of a year."""
    return tuple(_month(year, month, calendar, tasks, limits, lang) for month in range(1, 13))


def weekday_heads(lang: Lang) -> tuple[str, ...]:
    """Short names of the days from Monday: 一 二 三."""
    names = [weekday_name(date(2024, 1, n), lang) for n in range(1, 8)]  # 2024 begins on a Monday
    return tuple(name[-1] if lang == "zh" else name[:2] for name in names)


def _month(
    year: int,
    month: int,
    calendar: WorkCalendar,
    tasks: Counter[date],
    limits: Mapping[date, list[Occasion]],
    lang: Lang,
) -> PrintedMonth:
    days = [date(year, month, n) for n in range(1, month_end(year, month).day + 1)]
    infos = [describe(calendar, day) for day in days]
    squares: list[PrintedDay | None] = [None] * days[0].weekday()
    squares += [_square(info, tasks[info.day], limits.get(info.day, []), lang) for info in infos]
    squares += [None] * (42 - len(squares))  # six weeks each, so that months in a row are equally high
    known = all(info.status is not DayStatus.UNANNOUNCED for info in infos)
    working = sum(info.status is DayStatus.WORK for info in infos)
    return PrintedMonth(
        name=month_name(month, lang),
        working=say("reports.year-month-working", lang, n=working) if known else "",
        weeks=tuple(tuple(squares[i : i + 7]) for i in range(0, 42, 7)),
    )


def _square(info: DayInfo, tasks: int, limits: list[Occasion], lang: Lang) -> PrintedDay:
    look = _LOOK.get(info.kind, _BARE[info.status])
    told = [info.text(lang)]
    if tasks:
        told.append(say("reports.year-told-tasks", lang, n=tasks))
    told += [limit.title for limit in limits]
    return PrintedDay(
        day=info.day,
        look=look,
        sign=say(f"reports.year-sign-{look}", lang) if look in ("holiday", "make-up", "unannounced") else "",
        guessed=info.provisional,
        tasks=tasks,
        limits=len(limits),
        told="\n".join(told),
    )


def holidays(year: int, calendar: WorkCalendar, lang: Lang) -> tuple[str, ...]:
    """Each holiday with its days off and the days made up for it: 春节 2.10~2.17（班2.4 2.18）."""
    found: dict[str, tuple[list[date], list[date]]] = {}
    for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
        info = describe(calendar, date.fromordinal(ordinal))
        if info.special:
            found.setdefault(info.holiday, ([], []))[info.status is DayStatus.WORK].append(info.day)
    told = []
    for name, (rest, made_up) in found.items():
        text = f"{name} {_spans(rest)}".rstrip()
        if made_up:
            text = say("reports.year-holiday-make-up", lang, holiday=text, days=" ".join(_short(d) for d in made_up))
        told.append(text)
    return tuple(told)


def _spans(days: list[date]) -> str:
    runs: list[list[date]] = []
    for day in days:
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return " ".join(_span(run[0], run[-1]) for run in runs)


def _span(first: date, last: date) -> str:
    return _short(first) if first == last else f"{_short(first)}~{_short(last)}"


def _short(day: date) -> str:
    return f"{day.month}.{day.day}"
