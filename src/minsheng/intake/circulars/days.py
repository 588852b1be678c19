"""The day that a circular speaks of (截至日期): as its texts and headings name it."""

from __future__ import annotations

import re
from datetime import date

from minsheng.calendars import find_deadlines
from minsheng.text import squeeze

_AS_OF = re.compile(r"截[至止]到?(?:目前)?[（(]?((?:(?:19|20)\d\d年)?\d{1,2}月(?:\d{1,2}[日号]|底|末|[上中下]旬)?)")
_PERIOD = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月|季度|半年")
_HALF = re.compile(r"(?<![上下一])半年度?")
"""半年度完成情况 speaks of the first half."""
_PERIOD_DONE = re.compile(r"(?:^|[。；，,])(?:今年)?(上半年|前三季度|第?[一二三]季度)(?=[，,已共累完新实建])")


def day_reported(text: str, year: int) -> date | None:
    """The day behind 截至 in a text; None if it names none.

    >>> day_reported("截至11月底，已完成30个", 2023), day_reported("截至2023年6月15日", 2024)
    (datetime.date(2023, 11, 30), datetime.date(2023, 6, 15))
    """
    match = _AS_OF.search(squeeze(text)[:400])
    limits = find_deadlines(match[1], year=year, cell=True) if match else ()
    day = limits[0].deadline.day if limits else None
    return day if isinstance(day, date) else None


def day_in_heading(text: str, year: int) -> date | None:
    """The last day of the period that the heading of a circular or of its column names: 9月份, 上半年, 1-10月推进情况.

    >>> day_in_heading("1-10月推进情况", 2023), day_in_heading("推进情况", 2023)
    (datetime.date(2023, 10, 31), None)
    """
    if _PERIOD.search(text) is None:
        return None
    text = _HALF.sub("上半年", text)
    limits = find_deadlines(text, year=year, cell=True)
    days = [f.deadline.day for f in limits if _PERIOD.search(text[f.start : f.end])]
    return days[-1] if days and isinstance(days[-1], date) else None


def day_of_period(text: str, year: int) -> date | None:
    """The last day of the period with which a sentence on what was done begins: 上半年，引进项目2个.

    >>> day_of_period("上半年，引进项目2个。", 2023), day_of_period("引进项目2个。", 2023)
    (datetime.date(2023, 6, 30), None)
    """
    match = _PERIOD_DONE.search(text[:400])
    return day_in_heading(match[1], year) if match else None
