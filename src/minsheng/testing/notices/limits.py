"""How a notice puts a time limit (时限的写法), with the day that it means."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from minsheng.testing.notices.dice import Dice
from minsheng.testing.notices.figures import DIGITS, WIDE, chinese
from minsheng.testing.notices.truth import Limit

_ENDS = (
    "月底前",
    "月底",
    "月",
    "月底完成",
    "月底前完成",
    "月底之前",
    "月底前全部完成",
    "月底前全面完成",
    "月份",
    "月末",
)
_DAYS = (
    "{0.year}年{0.month}月{0.day}日前",
    "{0.month}月{0.day}日前",
    "{0.month}月{0.day}日",
    "{0:%Y-%m-%d}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}年{0.month}月{0.day}日前完成",
    "{0.month}月{0.day}日之前",
    "截至{0.month}月{0.day}日",
)
_MILESTONES = (
    ("底前开工", "start"),
    ("启动", "start"),
    ("底动工", "start"),
    ("投用", "in_service"),
    ("底前投入使用", "in_service"),
    ("底前投入运营", "in_service"),
    ("底前投入运行", "in_service"),
    ("开学", "in_service"),
)
_STARTS = (("开工", "start"), ("前开工", "start"), ("前启动", "start"))
_THEN = (("前完成", "complete"), ("前建成", "complete"), ("前投入使用", "in_service"))
_IN_TEXT = (("月底前完成", "complete"), ("月底前建成投用", "in_service"), ("月底前开工", "start"))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def limits(dice: Dice, year: int) -> tuple[Limit, ...]:
    """What stands in a column for the time limit; a few cells hold two."""
    if dice.chance(30, "season-as-limit"):
        return ()
    if not dice.chance(12, "two-limits"):
        return (_one(dice, year),)
    first, last = dice.number(1, 6), dice.number(7, 12)
    (word, start), (end, then) = dice.pick(_STARTS), dice.pick(_THEN)
    return (
        Limit(text=f"{first}月底{word}", day=month_end(year, first), milestone=start),
        Limit(text=f"{last}月底{end}", day=month_end(year, last), milestone=then),
    )


def limit_in_text(dice: Dice, year: int) -> Limit:
    """A time limit within a sentence: 11月底前完成."""
    month = dice.number(1, 12)
    words, milestone = dice.pick(_IN_TEXT)
    return Limit(text=f"{month}{words}", day=month_end(year, month), milestone=milestone)


def _one(dice: Dice, year: int) -> Limit:
    form = dice.number(0, 13)
    full = f"{year}年" if dice.chance(3) else ""
    if form == 0:
        return Limit(text=f"{year}年底前" if full else dice.pick(("年底", "年底前", "年内")), day=date(year, 12, 31))
    if form == 1:
        n = dice.number(1, 4)
        quarter = dice.pick((f"{DIGITS[n]}季度", f"第{DIGITS[n]}季度", f"{DIGITS[n]}季度末"))
        return Limit(text=full + quarter, day=month_end(year, 3 * n))
    if form == 2:
        return Limit(text=f"{full}上半年{dice.pick(('', '完成'))}", day=date(year, 6, 30))
    if form == 3:
        words, last = dice.pick((("全年", True), ("长期", False), ("持续推进", False), ("长期坚持", False)))
        return Limit(text=words, day=date(year, 12, 31) if last else None, milestone="ongoing")
    if form == 4 and dice.chance(4, "limit-as-year-and-month"):
        month = dice.number(1, 12)
        return Limit(text=dice.pick(("{}.{}", "{}-{:02}", "{}/{}")).format(year, month), day=month_end(year, month))
    if form == 4:
        dice.features.add("limit-is-a-day")
        day = date(year, dice.number(1, 12), dice.number(1, 28))
        return Limit(text=dice.pick(_DAYS).format(day), day=day)
    return _month(dice, year, full, form)


def _month(dice: Dice, year: int, full: str, form: int) -> Limit:
    """Of a month, in whatever figures."""
    month = dice.number(1, 12)
    shown = str(month)
    if dice.chance(14, "limit-in-chinese-figures"):
        shown = chinese(month)
    elif dice.chance(14, "limit-in-full-width"):
        shown = shown.translate(WIDE)
    if form == 5 and month > 1:
        dice.features.add("limit-before-a-month")
        return Limit(text=f"{full}{shown}{dice.pick(('月前', '月份前'))}", day=month_end(year, month - 1))
    if form == 6:
        words, last = dice.pick((("上旬", 10), ("中旬", 20), ("下旬", 0)))
        day = date(year, month, last) if last else month_end(year, month)
        return Limit(text=f"{full}{shown}月{words}", day=day)
    if form == 7:
        dice.features.add("limit-with-milestone")
        words, milestone = dice.pick(_MILESTONES)
        return Limit(text=f"{full}{shown}月{words}", day=month_end(year, month), milestone=milestone)
    gap = " " if dice.chance(14, "space-in-limit") else ""
    return Limit(text=f"{full}{gap}{shown}{gap}{dice.pick(_ENDS)}", day=month_end(year, month))
