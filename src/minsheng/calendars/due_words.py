"""The words of a due day in a clause (每月5日前、末月20日、周二12:00、第3个工作日) → what they say, rule by rule."""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from typing import TypedDict

from attrs import evolve, frozen

from minsheng.calendars.cadence import Cadence
from minsheng.calendars.rolls import Roll, RollAfter, RollPolicy
from minsheng.text import number

_N = "([0-9]{1,3}|[一二三四五六七八九十两]{1,3})"
_BY = "(?:之前|以前|前|截止|止|之内|以内|内)"
_TO = "(?:至|到|[-—–~])"
_WEEKDAYS = "一二三四五六日天"
_FAR = 99
"""A day beyond it is no day of a month or quarter that anybody prints."""

_CADENCE = re.compile(
    r"(?:每逢?(?:隔?[一二两三四五六七八九十0-9]{1,2}|[单双])?|逐|按|各|逢[单双]?|隔[一1]?)个?"
    r"(半个?月|半年|星期|礼拜|周|旬|季度|季|月|年)(?:度(?!假))?"
    r"|一(周|旬|月|季度?)(?=[一二两])|半月(?=一)|(?<![一-龥])[单双](?:周|月)"
)
_CONNECTOR = re.compile(r"(?:的|于|在|应当?|须|要|需|将|按|务必|务于|定于|原则上|[,、(:])*")
_OFFSET = re.compile(
    r"(?:每?(?:月|季度?|旬|周|半年|年度?|期))?(?:结束|终了|期满)之?后|(?<![0-9个一二两三])(?:月|季|旬|周)后"
    r"|(?:次|下一|下(?!旬|半)|翌)个?(半月|半年|星期|周|旬|季度|季|月|年)(?:度)?"
    r"(?!份?的?(?:工作)?(?:计划|安排|打算|工作|任务|重点|目标|举措|措施|预))"
)
_MONTH_IN = re.compile(rf"(?:季度?|半年度?|年度?)?的?(?:(末|最后一个|首)月|第{_N}个月)")
_LAST_TIME = {
    Cadence.WEEKLY: re.compile("上一?周"),
    Cadence.TEN_DAYS: re.compile("上一旬"),
    Cadence.MONTHLY: re.compile("上一?个?月(?!底|末)"),
    Cadence.QUARTERLY: re.compile("上一?个?季"),
    Cadence.YEARLY: re.compile("上一?年"),
}
_IDIOM = re.compile(
    "次|个|期|篇|轮|回|报(?![送县市区省州告])|例会|调度|通报|研判|会商|汇总|督|小结|总结|评|排|查|研|结|会(?!议)|提醒|更新|梳理"
)
"""Behind 每周一: 每周一次 and 每周一调度 say once a week, not on Monday."""
_CLOCK = re.compile(
    r"(上午|早上?|中午|下午|傍晚|晚上?)?([0-9]{1,2})(?::([0-5][0-9])|[时点](半)?(?=整|之前|以前|前))|中午(?=之前|以前|前)"
)
_ROLL = re.compile(
    r"[遇逢](?:法定|国家|公众|到)*(?:节假日|节日|假日|休息日|双休日|公休日|周末|放假|非工作日)"
    r"[^。;]{0,12}?(不予?顺延|不变|照常|顺延|延后|推迟|提前|改为|为|则)"
)
_ROLL_TO = re.compile(rf"[^。;]{{0,8}}?第?{_N}个?工作日")


class DueFields(TypedDict, total=False):
    """Fields of a due rule that the words state."""

    day: int | None
    since: int | None
    month: int | None
    weekday: int | None
    workdays: bool
    offset_periods: int
    at: time | None
    roll: RollPolicy


@frozen(kw_only=True)
class Told:
    """What a clause says of a due day."""

    day: int | None = None
    since: int | None = None
    month: int | None = None
    weekday: int | None = None
    workdays: bool = False
    offset_periods: int = 0
    at: time | None = None
    roll: RollPolicy | None = None
    before: tuple[tuple[int | None, int | None], ...] = ()
    """Month and day of those that the words list before this one (每周二、周五; 6月底、12月底); no month: the same one."""

    def each(self) -> tuple[Told, ...]:
        """What is said of each of the days listed, in their order in the period.

        >>> [t.day for t in told("每月10日、25日和月底前报送", Cadence.MONTHLY).each()]
        [10, 25, -1]
        """
        pairs = {(self.month if month is None else month, day) for month, day in self.before} | {(self.month, self.day)}
        alone = evolve(self, before=())
        if len(pairs) == 1:
            return (alone,)
        ordered = sorted(pairs, key=lambda pair: (*_place(pair[0] or 1), *_place(pair[1] or -1)))
        return tuple(evolve(alone, month=month, day=day, since=None) for month, day in ordered)

    def fields(self) -> DueFields:
        """For a due rule; what is not stated is left to its defaults."""
        found = DueFields(
            day=self.day,
            since=self.since,
            month=self.month,
            weekday=self.weekday,
            workdays=self.workdays,
            offset_periods=self.offset_periods,
            at=self.at,
        )
        if self.roll is not None:
            found["roll"] = self.roll
        return found


def _place(n: int) -> tuple[bool, int]:
    """Days counted from the end stand behind those counted from the beginning."""
    return n < 0, n


def told(text: str, cadence: Cadence, year: int | None = None) -> Told:
    """What `text` states of the day; `year` is the document's, for days that print theirs.

    >>> told("各单位每月5日前把上月进展报督查室", Cadence.MONTHLY).fields()["day"]
    5
    """
    whole = unicodedata.normalize("NFKC", "".join(text.split()))
    policy, whole = _rolled(whole)
    match = _CADENCE.search(whole)
    direct = whole[match.end() :] if match else whole
    found = _dated(direct, whole, cadence, year)
    last_time = _LAST_TIME.get(cadence)
    if not found.offset_periods and last_time is not None and last_time.search(whole):
        found = evolve(found, offset_periods=1)
    return evolve(found, at=_clock(whole), roll=policy)


def _dated(direct: str, whole: str, cadence: Cadence, year: int | None) -> Told:
    """Offset, month and day, in the order in which they are written."""
    direct = _after(_CONNECTOR, direct)
    offset, month = 0, None
    for _ in range(3):  # 每季度结束后次月
        match = _OFFSET.match(direct) or (None if offset else _OFFSET.search(whole))
        if match is None:
            break
        offset = 1
        if match[1] == "月" and cadence in _LONG:
            month = 1
        direct = _after(_CONNECTOR, match.string[match.end() :])
    if cadence in _LONG:
        if (listed := _calendar_month(whole, cadence, year)) is not None:
            return evolve(listed, offset_periods=listed.offset_periods or offset)
        if match := _MONTH_IN.match(direct) or _MONTH_IN.search(whole):
            month = _month_in(match)
            direct = match.string[match.end() :]
    if month is not None and abs(month) > _LENGTH.get(cadence, 0):
        return Told(offset_periods=offset)
    read = {Cadence.WEEKLY: _in_week, Cadence.TEN_DAYS: _in_short, Cadence.HALF_MONTHLY: _in_short}
    found = read.get(cadence, _in_month)(direct, whole) or Told()
    if found.day == 0 or (cadence in _LONG and month is None and not offset and _in_no_month(found)):
        found = Told()
    return evolve(found, offset_periods=offset, month=month)


def _in_no_month(found: Told) -> bool:
    """每季度25日前: a day of a month, but of which one is not said."""
    return found.day is not None and found.day > 0 and not found.workdays


_LONG = (Cadence.QUARTERLY, Cadence.HALF_YEARLY, Cadence.YEARLY)
_LENGTH = {Cadence.QUARTERLY: 3, Cadence.HALF_YEARLY: 6, Cadence.YEARLY: 12}


def _after(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.match(text)
    return text[match.end() :] if match else text


def _int(text: str) -> int:
    value = number(text.replace("两", "二"))
    return int(value) if value is not None else 0


def _month_in(match: re.Match[str]) -> int:
    """末月, 首月, 第二个月."""
    if match[1]:
        return 1 if match[1] == "首" else -1
    return min(max(_int(match[2]), 1), 12)


# days of a month


_RANGE = re.compile(rf"{_N}[日号]?{_TO}{_N}[日号]")
_DAY = re.compile(rf"{_N}[日号天]|{_N}(?=(?:[、和及,]{_N})*[、和及,]{_N}[日号])")
_ALSO_DAY = re.compile(
    rf"{_BY}?(?:[、和及,]|以及)(?:每?月)?(?:{_N}(?:[日号]|(?=(?:[、和及,]{_N})*[、和及,]{_N}[日号]))|(?:当?月)?[底末](?![0-9]))"
)
_MARKED_DAY = re.compile(rf"(?<![月年0-9一二三四五六七八九十至自从])(?<!截至){_N}[日号](?={_BY})")
_LAST_DAY = re.compile(r"(?:月|季度?|半年|年度?|本|当月)?(?:底|末|终)|最后[一1][日天]|(?:月|季|年)终")
_MARKED_LAST = re.compile(rf"(?:月|季度?|年)(?:底|末)(?={_BY})")
_PART = re.compile("(?:月的?)?([上中下])旬")
_WORKDAY = re.compile(rf"(倒数)?(?:第|前){_N}个工作日|{_N}个工作日{_BY}|最[后末](?:的?{_N}个|的)?工作日")
_NTH_WEEKDAY = re.compile(rf"(?:第{_N}|最后(?:[一1]))个?(?:周|星期|礼拜)([{_WEEKDAYS}])")


def _in_month(direct: str, whole: str) -> Told | None:
    if match := _NTH_WEEKDAY.search(whole):
        return Told(day=_int(match[1]) if match[1] else -1, weekday=_weekday(match[2]))
    if match := _WORKDAY.match(direct) or _WORKDAY.search(whole):
        return _workday(match)
    if match := _RANGE.match(direct):
        first, last = _int(match[1]), _int(match[2])
        return Told(day=last, since=first) if 0 < first < last <= _FAR else None
    if match := _DAY.match(direct):
        return _listed(match)
    if _LAST_DAY.match(direct) or _MARKED_LAST.search(whole):
        return Told(day=-1)
    if match := _PART.match(direct):
        n = "上中下".index(match[1])
        return Told(day=(10, 20, -1)[n], since=(1, 11, 21)[n])
    if match := _MARKED_DAY.search(whole):
        return _listed(_DAY.match(whole, match.start()) or match)
    return None


def _listed(match: re.Match[str]) -> Told | None:
    """25日; 10日、25日; 5日、15日和月底."""
    days = [_int(match[1] or match[2])]
    place = match.end()
    while more := _ALSO_DAY.match(match.string, place):
        days.append(_int(more[1]) if more[1] else -1)
        place = more.end()
    if not all(day == -1 or 0 < day <= _FAR for day in days):
        return None
    return Told(day=days[-1], before=tuple((None, day) for day in days[:-1]))


def _workday(match: re.Match[str]) -> Told:
    """第3个工作日, 前5个工作日, 5个工作日内, 最后一个工作日."""
    n = _int(match[2] or match[3] or match[4] or "1")
    from_end = bool(match[1]) or match[0].startswith("最")
    return Told(day=-n if from_end else n, workdays=True)


# days of a week, of 旬 and half-month


_WEEK_RANGE = re.compile(rf"(?:周|星期|礼拜)?([{_WEEKDAYS}]){_TO}(?:周|星期|礼拜)?([{_WEEKDAYS}])(?!次)")
_OF_WEEK = re.compile(rf"(周|星期|礼拜)?([{_WEEKDAYS}])")
_ALSO_WEEKDAY = re.compile(rf"(?:[、和及,]|以及)(?:每?(?:周|星期|礼拜))?([{_WEEKDAYS}])(?![次个])")
_NAMED_WEEKDAY = re.compile(rf"(?<![每上下本个一])(?:周|星期|礼拜)([{_WEEKDAYS}])")


def _weekday(name: str) -> int:
    return min(_WEEKDAYS.index(name), 6) + 1


def _in_week(direct: str, whole: str) -> Told | None:
    if match := _WORKDAY.match(direct):
        return _workday(match)
    if match := _WEEK_RANGE.match(direct):
        first, last = _weekday(match[1]), _weekday(match[2])
        return Told(day=last, since=first) if first < last else None
    match = _OF_WEEK.match(direct)
    if (
        match
        and not match[1]
        and ((match[2] in "一二三" and _IDIOM.match(direct, match.end())) or direct[match.end() :][:1] == "次")
    ):
        match = None
    if match:
        days, place = [_weekday(match[2])], match.end()
        while more := _ALSO_WEEKDAY.match(direct, place):
            days.append(_weekday(more[1]))
            place = more.end()
        return Told(day=days[-1], before=tuple((None, day) for day in days[:-1]))
    if re.match("末|底|周末", direct):
        return Told(day=-1)
    if match := _NAMED_WEEKDAY.search(whole):
        return Told(day=_weekday(match[1]))
    return None


_SHORT_LAST = re.compile("(?:旬|半月|月)?(?:末|底)|最后[一1][日天]|逢(?:十|10)")
_SHORT_DAY = re.compile(rf"第?{_N}[日天]")


def _in_short(direct: str, whole: str) -> Told | None:
    if match := _WORKDAY.match(direct):
        return _workday(match)
    if _SHORT_LAST.match(direct) or re.search(rf"旬(?:末|底)(?={_BY})", whole):
        return Told(day=-1)
    if match := _SHORT_DAY.match(direct):
        return Told(day=_int(match[1])) if 0 < _int(match[1]) <= 16 else None
    return Told(day=1) if direct.startswith("首日") else None


# months of the calendar


_MONTH_DAY = re.compile(rf"(次年|翌年|[0-9]{{4}}年)?((?:{_N}月?(?:份)?[、和及,]){{0,12}}){_N}月(?!内)(?:份)?的?")


_MONTHS_BEHIND = re.compile(rf"(?:[、和及,]|以及){_N}月(?!内)(?:份)?的?")


def _calendar_month(whole: str, cadence: Cadence, year: int | None) -> Told | None:
    """12月20日 of a year; 6月底、12月底 of half-years; 3、6、9、12月25日 of quarters."""
    for match in _MONTH_DAY.finditer(whole):
        month, rest = _int(match[4]), whole[match.end() :]
        printed = int(match[1][:4]) if match[1] and match[1][0].isdigit() else None
        if not 1 <= month <= 12 or (printed and (year is None or cadence is not Cadence.YEARLY)):
            continue
        before = re.match("(?:之前|以前|前)", rest)
        day = Told(day=-1) if before else _in_month(rest, "")
        if before:
            month = month - 1
        if day is None and cadence is not Cadence.YEARLY:
            continue
        length = _LENGTH[cadence]
        listed = [_int(n) for n in re.findall(_N, match[2])]
        if listed and cadence is not Cadence.YEARLY:
            month = listed[0] if 1 <= listed[0] <= 12 else month
        if month < 1:
            return Told(day=-1, month=-1, offset_periods=-1)
        inside = (month - 1) % length + 1
        # 7月5日 closes the first half-year, 4月10日 the first quarter: the first month of the next period
        behind = printed - (year or printed) if printed else int(bool(match[1]) or (inside == 1 and length < 12))
        where = -1 if inside == length < 12 else inside
        found = evolve(day or Told(), month=where, offset_periods=behind)
        if cadence is not Cadence.YEARLY or found.day is None:
            return found
        also: list[tuple[int, int | None]] = [(n, found.day) for n in listed if 1 <= n <= 12]
        for more in _MONTHS_BEHIND.finditer(rest):
            behind_it = _in_month(rest[more.end() :], "")
            if behind_it is not None and 1 <= _int(more[1]) <= 12:
                also.append((_int(more[1]), behind_it.day))
        return evolve(found, before=(*found.before, *also))
    if cadence is Cadence.YEARLY and re.search(f"(?:年底|年末|岁末|年终)(?={_BY}|[将把报])", whole):
        return Told(day=-1)
    return None


# time of day, rest days


def _clock(whole: str) -> time | None:
    match = _CLOCK.search(whole)
    if match is None:
        return None
    if match[2] is None:
        return time(12)
    hour = int(match[2])
    if match[1] in ("下午", "傍晚", "晚", "晚上") and hour < 12:
        hour += 12
    return time(hour, 30 if match[4] else int(match[3] or 0)) if hour < 24 else None


def _rolled(whole: str) -> tuple[RollPolicy | None, str]:
    """遇节假日提前, 顺延, 不顺延, 顺延至节后第二个工作日; and the words without these, which name no due day."""
    match = _ROLL.search(whole)
    if match is None:
        return None, whole
    verb, to = match[1], _ROLL_TO.match(whole, match.end())
    n = _int(to[1]) if to else 0
    rest = whole[: match.start()] + whole[(to or match).end() :]
    if verb == "提前":
        return Roll.PREVIOUS, rest
    if verb.startswith("不") or verb == "照常":
        return Roll.NONE, rest
    if verb in ("改为", "为", "则") and not n:
        return None, whole
    # by the rule of the office that wrote it, not by the law of terms
    return RollAfter(n if 1 < n <= _FAR else 1), rest
