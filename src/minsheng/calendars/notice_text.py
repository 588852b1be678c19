"""The notice on days off as a document (放假通知): its year, number and day, and the text of each holiday."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple, TypedDict

from minsheng.calendars.days import month_end
from minsheng.errors.data_files import read_data
from minsheng.text import number, squeeze

LONGEST = 20_000
"""Characters of a notice; real ones have 700."""

_YEAR = "((?:19|20|21)[0-9]{2})"
_TITLE = re.compile(rf"关于{_YEAR}年部分节假日安排的?通知")
_YEAR_IN_TEXT = re.compile(rf"{_YEAR}年,?(?:元旦|新年)、")
_AMENDS = re.compile(r"关于(?:调整|延长)[^。\n]{0,30}?(?:假期|放假|休假|安排)")
_CHANGE = re.compile(
    rf"(?:国务院办公厅|国务院)?关于(调整|延长){_YEAR}年([^,。:;\n0-9]{{1,20}}?)(?:假期|放假|假日)(?:安排|时间)?的?通知"
)
_ADDS = re.compile(r"关于[^,。:;\n]{2,40}?(?:调休)?放假(?:安排)?的?通知")
_ITEM = re.compile(r"(?:(?<=[。:;\n])|^)[一二三四五六七八九十]{1,3}、")
_NUMBER = re.compile(r"国办发(?:明电)?[\[〔(【]([0-9]{4})[\]〕)】]([0-9]{1,4})号")
_SIGNED = re.compile(
    r"(?:国务院办公厅|成文日期:)\(?([0-9]{4}|[〇○零一二三四五六七八九]{4})年([0-9]{1,2}|[一二三四五六七八九十]{1,3})月"
    r"([0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
)
_START = re.compile(r"(?<![^。:;\n])([一二三四五六七八九十]{1,3})、([^。:;,\n]{1,60}):")
_ITEM_LINE = re.compile(r"[一二三四五六七八九十]{1,3}、")
_QUOTES = "“”\"'‘’「」"
LOOSE = re.compile(r"[0-9]日[^。,;:\n]{0,12}?(?:放假|上班|补休|公休)")
"""A day off or a make-up day that stands outside the list of holidays."""
_PRINCIPLE = re.compile(r"自(?:[0-9]{1,2}月)?[0-9]{1,2}日起放假(?:调休)?[0-9]{1,2}天")
"""How days are chosen in any year, as 2025's preamble says it (国庆节自10月1日起放假调休7天); it orders none."""


class Item(NamedTuple):
    """One holiday of the list."""

    number: int
    label: str
    """一、元旦 as printed, for messages."""
    name: str
    body: str
    """Folded text behind the colon."""


class Change(NamedTuple):
    """A notice that changes one holiday of a year."""

    words: str
    """Its title as printed."""
    longer: bool
    """Whether it prolongs the holiday (延长), and does not order it anew (调整)."""
    year: int
    holiday: str
    deciding: tuple[str, ...]
    """Its items in which a day stands; there should be one."""
    loose: tuple[str, ...]
    """Days off outside its items."""


class NoticeText(NamedTuple):
    """The parts of a notice; what is not there is empty."""

    years: tuple[int, ...]
    """The year that it is for; several if it contradicts itself."""
    amends: str
    """Words that say that it changes an earlier notice."""
    change: Change | None
    """What it changes, if its title says so in full."""
    adds: str
    """The title of a notice on days off that is not a year's list."""
    numbers: tuple[str, ...]
    issued: tuple[int, int, int] | None
    items: tuple[Item, ...]
    loose: tuple[str, ...]
    """Days outside the list of holidays."""


class NamedHolidays(TypedDict):
    """The holidays that the notices of some years have to name."""

    first: int
    last: int
    names: list[str]


class CountedHolidays(TypedDict):
    """How many statutory days the holidays of some years have."""

    first: int
    last: int
    days: dict[str, int]


class ClauseForm(TypedDict):
    """A kind of clause: its pattern, and texts that are one."""

    kind: str
    pattern: str
    examples: list[str]


class NoticeGrammar(TypedDict):
    """The whole data file."""

    statutory: list[NamedHolidays]
    counts: list[CountedHolidays]
    names: dict[str, str]
    spans: dict[str, list[str]]
    phrases: dict[str, list[str]]
    clauses: list[ClauseForm]
    extending: list[ClauseForm]


@cache
def grammar() -> NoticeGrammar:
    """How notices are worded (``notice.toml``)."""
    return read_data("minsheng.calendars", "notice.toml", NoticeGrammar)


@cache
def phrases(name: str) -> tuple[str, ...]:
    """A list of words of the data file."""
    return tuple(grammar()["phrases"][name])


@cache
def statutory(year: int) -> tuple[str, ...]:
    """The holidays that the notice for `year` has to name.

    >>> statutory(2007)
    ('元旦', '春节', '劳动节', '国庆节')
    """
    rows = grammar()["statutory"]
    return tuple(name for row in rows if row["first"] <= year <= row["last"] for name in row["names"])


@cache
def statutory_days(name: str, year: int) -> int | None:
    """How many statutory days a holiday has in `year`, several joined by 、 together; None if one is unknown.

    >>> statutory_days("春节", 2024), statutory_days("国庆节、中秋节", 2025), statutory_days("腊八", 2025)
    (3, 4, None)
    """
    rows = grammar()["counts"]
    known = {n: days for row in rows if row["first"] <= year <= row["last"] for n, days in row["days"].items()}
    counts = [known.get(part) for part in name.split("、")]
    return None if None in counts else sum(n for n in counts if n is not None)


@cache
def spans(name: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The first and last (month, day) between which a day of the holiday lies; None for an unknown one.

    >>> spans("清明节")
    ((4, 4), (4, 6))
    """
    table = grammar()["spans"]
    if name not in table:
        return None
    (first, last) = ((int(text[:2]), int(text[3:])) for text in table[name])
    return first, last


def holiday_name(printed: str) -> str:
    """The usual name of a holiday, or of several joined by 、.

    >>> holiday_name("“五一”国际劳动节"), holiday_name("国庆节、中秋节")
    ('劳动节', '国庆节、中秋节')
    """
    known = grammar()["names"]
    plain = "".join(c for c in printed if c not in _QUOTES)
    return "、".join(known.get(part, part) for part in plain.split("、") if part)


def fold(text: str) -> str:
    """NFKC, no white space; line breaks stay only before an item of the list."""
    lines = (squeeze(line) for line in unicodedata.normalize("NFKC", text).splitlines())
    return "".join(f"\n{line}" if _ITEM_LINE.match(line) else line for line in lines)


def parts(text: str) -> NoticeText:
    """The parts of a notice's text."""
    folded = fold(text)
    plain = folded.replace("\n", "")
    years = _TITLE.findall(plain) or _YEAR_IN_TEXT.findall(plain)
    stated = [*years, *_YEAR_IN_TEXT.findall(plain)]
    amends, adds = _AMENDS.search(plain), _ADDS.search(plain)
    signed = list(_SIGNED.finditer(plain))
    items, outside = _items(folded)
    return NoticeText(
        years=tuple(dict.fromkeys(int(year) for year in stated)),
        amends=amends[0] if amends else "",
        change=_change(folded),
        adds=adds[0] if adds else "",
        numbers=tuple(dict.fromkeys(_number(match) for match in _NUMBER.finditer(plain))),
        issued=_signed(signed[-1]) if signed else None,
        items=items,
        loose=tuple(match[0] for part in outside for match in LOOSE.finditer(_PRINCIPLE.sub("", part))),
    )


def _change(folded: str) -> Change | None:
    titles = list(_CHANGE.finditer(folded.replace("\n", "")))
    if not titles or len({title.groups() for title in titles}) > 1:
        return None
    title = titles[0]
    head, *items = _ITEM.split(_SIGNED.sub("", folded))
    if not items:  # a single paragraph
        head, _, rest = head.rpartition("通知如下")
        items = [rest.lstrip("。:")]
    return Change(
        words=title[0],
        longer=title[1] == "延长",
        year=int(title[2]),
        holiday=holiday_name(title[3]),
        deciding=tuple(item.replace("\n", "") for item in items if _DAY.search(item)),
        loose=tuple(match[0] for match in LOOSE.finditer(head)),
    )


def _number(match: re.Match[str]) -> str:
    kind = re.split(r"[\[〔(【]", match[0])[0]
    return f"{kind}〔{match[1]}〕{match[2]}号"


def _signed(match: re.Match[str]) -> tuple[int, int, int]:
    year, month, day = (int(number(match[n]) or 0) for n in (1, 2, 3))
    return year, month, day


def _items(folded: str) -> tuple[tuple[Item, ...], list[str]]:
    """The holidays of the list, and the text before and behind it."""
    starts = list(_START.finditer(folded))
    if not starts:
        return (), [folded]
    ends = [match.start() for match in starts[1:]]
    tails = [at for word in phrases("tail") if (at := folded.find(word, starts[-1].end())) >= 0]
    ends.append(min(tails, default=len(folded)))
    items = tuple(
        Item(
            int(number(match[1]) or 0),
            f"{match[1]}、{match[2]}",
            holiday_name(match[2]),
            folded[match.end() : end].replace("\n", ""),
        )
        for match, end in zip(starts, ends, strict=True)
    )
    return items, [folded[: starts[0].start()], folded[ends[-1] :]]


class Mention(NamedTuple):
    """A day as an item prints it: 12月30日(星期六)."""

    text: str
    year: int | None
    month: int | None
    day: int
    notes: tuple[str, ...]
    """What stands in the bracket behind it: 农历除夕, 周二."""


_DAY = re.compile(r"(?<![0-9])(?:([0-9]{4})年)?(?:([0-9]{1,2})月)?([0-9]{1,2})日(?:\(([^()]{0,60})\))?")
_JOINER = re.compile(r"(?<=D)(?:至|到|[-—–―~]{1,2})(?=D)")


def mentions(body: str) -> tuple[str, tuple[Mention, ...]]:
    """`body` with D for each day, a range being D~D, and the days in order."""
    found: list[Mention] = []

    def take(match: re.Match[str]) -> str:
        year, month = (int(match[n]) if match[n] else None for n in (1, 2))
        notes = tuple(note for note in re.split("[、,]", match[4] or "") if note)
        found.append(Mention(match[0], year, month, int(match[3]), notes))
        return "D"

    return _JOINER.sub("~", _DAY.sub(take, body.replace("D", "?"))), tuple(found)


def dated(mentioned: tuple[Mention, ...], year: int) -> Iterator[date | None]:
    """The day of each mention in a notice for `year`; None where there is no such day.

    A month or year that is not printed is that of the day before it in the text, or, where that month has no such day,
    that of the first day (1月29日—2月4日放假，其中29日、30日、31日); 12月 beside days of January is December of the year
    before.
    """
    january = any(m.month == 1 for m in mentioned)
    last_year, last_month = year, 0
    first_month = next((m.month for m in mentioned if m.month is not None), 0)
    for m in mentioned:
        month = m.month or last_month
        if m.month is None and first_month and 1 <= month <= 12 and m.day > month_end(last_year, month).day:
            month = first_month
        if m.year is not None:
            last_year = m.year
        elif m.month is not None:
            last_year = year - 1 if month == 12 and january else year
        last_month = month
        try:
            yield date(last_year, month, m.day)
        except ValueError:
            yield None
