"""Days (日期): what may be given as one, and how one is written for people."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

from minsheng.errors import InvalidValue, Lang, Undefined, say

Day = date | str
"""A day as callers may give it: a `date` (pendulum's too), an aware `datetime`, or ISO text such as 2024-11-30."""

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def as_day(value: Day) -> date:
    """The calendar day (日期) of `value`.

    An aware datetime, of the standard library or of pendulum, becomes its day in Asia/Shanghai.

    Raises:
        InvalidValue: text that is no ISO date, a day that does not exist, a datetime without a zone.

    >>> as_day("2024-02-29")
    datetime.date(2024, 2, 29)
    """
    if type(value) is date:
        return value
    return _as_day(value)


def as_known_day(value: Day | Undefined) -> date | Undefined:
    """The same where the day may be unknown, which stays so."""
    return value if isinstance(value, Undefined) else as_day(value)


def _as_day(given: object) -> date:
    """The same for all but plain dates; callers without a type checker pass anything."""
    if isinstance(given, datetime):
        if given.utcoffset() is None:
            raise InvalidValue("calendars.naive-datetime", value=given.isoformat())
        import pendulum  # it knows the zone on every system, Windows too; loaded for instants only

        local = pendulum.instance(given).in_timezone("Asia/Shanghai")
        return date(local.year, local.month, local.day)
    if isinstance(given, date):
        return date(given.year, given.month, given.day)
    match = _ISO.fullmatch(given) if isinstance(given, str) else None
    if match is None:
        raise InvalidValue("calendars.no-iso-day", value=given)
    return made(int(match[1]), int(match[2]), int(match[3]), match[0])


def within(day: date, first: date | None, last: date | None) -> bool:
    """Whether a day lies in a window, both ends included; an end that is None is open.

    >>> within(date(2024, 3, 1), None, date(2024, 3, 1)), within(date(2024, 3, 1), date(2024, 3, 2), None)
    (True, False)
    """
    return (first is None or first <= day) and (last is None or day <= last)


def made(year: int, month: int, day: int, text: str) -> date:
    """The day of these three numbers, which were printed as `text`.

    Raises:
        InvalidValue: there is no such day.
    """
    try:
        return date(year, month, day)
    except ValueError as error:
        raise InvalidValue("calendars.no-such-day", value=text) from error


def month_end(year: int, month: int) -> date:
    """The last day (月底) of a month; `month` may be 0, the December before.

    >>> month_end(2024, 2), month_end(2024, 0)
    (datetime.date(2024, 2, 29), datetime.date(2023, 12, 31))
    """
    if month == 12:
        return date(year, 12, 31)
    if month == 0:
        return date(year - 1, 12, 31)
    return date.fromordinal(date(year, month + 1, 1).toordinal() - 1)


@cache
def _names(code: str, lang: Lang) -> list[str]:
    return say(code, lang).split()


def weekday_name(day: date, lang: Lang = "zh") -> str:
    """The day of the week (星期).

    >>> weekday_name(date(2024, 8, 31)), weekday_name(date(2024, 8, 31), "en")
    ('星期六', 'Saturday')
    """
    return _names("calendars.weekdays", lang)[day.weekday()]


def month_name(month: int, lang: Lang = "zh") -> str:
    """The name of a month, 1 to 12.

    >>> month_name(8), month_name(8, "en")
    ('8月', 'August')
    """
    return _names("calendars.months", lang)[month - 1]


def day_text(day: date, lang: Lang = "zh") -> str:
    """The day as a document prints it.

    >>> day_text(date(2024, 8, 31)), day_text(date(2024, 8, 31), "en")
    ('2024年8月31日', '31 August 2024')
    """
    return say("calendars.day", lang, year=day.year, month=month_name(day.month, lang), day=day.day)


def full_day(day: date, lang: Lang = "zh") -> str:
    """The day with its weekday (日期及星期).

    >>> full_day(date(2024, 8, 31)), full_day(date(2024, 8, 31), "en")
    ('2024年8月31日（星期六）', 'Saturday 31 August 2024')
    """
    return say("calendars.day-and-weekday", lang, day=day_text(day, lang), weekday=weekday_name(day, lang))
