"""How Chinese notices write a time limit: one pass over the text, no backtracking beyond a few characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from minsheng.calendars.days import made, month_end
from minsheng.calendars.milestones import Milestone
from minsheng.errors import InvalidValue, Undefined, say
from minsheng.errors.data_files import read_data
from minsheng.text import Squeezed, number

_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_JOIN = "[-—–~至到]{1,2}"
_BEGINS = re.compile("[0-9一二三四五六七八九十今本当明次来翌年第上下全长持常]")
"""What every day begins with."""
_PERHAPS = re.compile("[-./年月季长持常]")
"""One of them stands in every day; a text without is passed by."""
_TOKEN = re.compile(
    rf"""(?: (?<![0-9])(?P<iso>(?:19|20|21)[0-9]{{2}}([-./])[0-9]{{1,2}}\2[0-9]{{1,2}})(?![0-9])
    | (?: (?<![0-9])(?P<year>(?:19|20|21)[0-9]{{2}}|[一二][〇○零一二三四五六七八九]{{3}})年度?
        | (?P<relative>[今本当明次来翌]年)度? )?
      (?: (?<![0-9])(?:{_MONTH}月?份?{_JOIN})?(?P<month>{_MONTH})月
          (?: (?P<day>{_DAY})[日号] | 份?(?P<part>上旬|中旬|下旬|底|末) | 份?(?![0-9初份]) )
        | 第?(?P<quarter>[1-4一二三四])季度[末底]?
        | (?P<half>[上下])半年[末底]?
        | (?P<whole>全年|常年)
        | (?P<end>年?[底末终内])
        | (?P<ever>长期|持续|常态化|长效) )?
    )
    (?P<before>之前|以前|前(?![后往三期]))?""",
    re.VERBOSE,
)
_YEAR_MONTH = re.compile(
    rf"(?:(?:19|20|21)[0-9]{{2}}[-./](?:1[0-2]|0?[1-9]){_JOIN})?((?:19|20|21)[0-9]{{2}})[-./](1[0-2]|0?[1-9])(前)?底?"
)
_STOOD = re.compile("(?:建成|竣工|修建|建设|建造|投用|出生|入学|参加|认定|登记)[^，。；、]{0,4}的")
"""2000年以前建成的小区: which ones, not by when."""
_SEASON = re.compile(
    "[春夏秋冬暑寒](?:季|假|天|期)?|主?汛|入[春夏秋冬汛]|[供采]暖|开学|国庆|中秋|端午|清明|元宵|五一|六一|[高中]考|雨季"
)
_JOINER = re.compile(_JOIN)
_NUMERAL = frozenset("0123456789〇零一二三四五六七八九十百两几多数每半近")
_NEXT_YEAR = frozenset("明次来翌")
_BREAKS = "，,。；;、：:！!？?（）()"
_NEAR = 12
"""How many characters behind a day a verb may stand that makes it a limit: 11月30日全面建成."""


class Phrase(NamedTuple):
    """A day as printed, in folded text."""

    start: int
    end: int
    day: date | Undefined
    ongoing: bool
    marked: bool
    """底, 前, 内, 末: the words themselves say that it is a limit."""
    year: int | None
    """The printed year; a later phrase of the same cell inherits it."""


class Limit(NamedTuple):
    """A time limit found: where (in the text as given), its words, what it means, and how sure."""

    start: int
    end: int
    text: str
    day: date | Undefined
    milestone: Milestone
    rule: str
    confidence: float


@cache
def _words() -> Mapping[str, Mapping[str, list[str]]]:
    return read_data("minsheng.calendars", "grammar.toml", dict[str, dict[str, list[str]]])


@cache
def _cited() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words before and behind a day that is only cited."""
    words = _words()["citations"]
    return tuple(words["before"]), tuple(words["behind"])


@cache
def _any_of(table: str, entry: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_words()[table][entry], key=len, reverse=True))))


class _Half(dict[int, int]):
    """Each character in half width (半角), asked once: one whose NFKC form is several stays."""

    def __missing__(self, character: int) -> int:
        form = unicodedata.normalize("NFKC", chr(character))
        self[character] = half = ord(form) if len(form) == 1 else character
        return half


_HALF = _Half()


def folded(text: str) -> tuple[str, Squeezed]:
    """`text` without white space and in half width, and where each of its characters stood."""
    squeezed = Squeezed.of(text)
    plain = squeezed.text.replace("，", ",").replace("（", "(").replace("）", ")").replace("；", ";").replace("：", ":")
    return plain if unicodedata.is_normalized("NFKC", plain) else plain.translate(_HALF), squeezed


def _whole(text: str) -> int:
    value = number(text)
    return int(value) if value is not None else 0


def _phrase(match: re.Match[str], text: str, year: int | None, inherited: int | None) -> Phrase | None:
    """What one match means; None if it is no day at all (三年内)."""
    get = match.groupdict()
    start = match.start()
    dated = get["year"] or get["relative"]
    if dated and match[0].rstrip("年度") == dated.rstrip("年度") and _SEASON.match(text, match.end()):
        return None  # 今年秋季学期: a season is no date
    if get["end"] and not dated and (get["end"][0] != "年" or (start and text[start - 1] in _NUMERAL)):
        return None
    printed = _whole(get["year"]) if get["year"] else None
    if get["iso"]:
        parts = [int(p) for p in re.split("[-./]", get["iso"])]
        day = _made(parts[0], parts[1], parts[2], get["iso"])
        return Phrase(start, match.end(), day, False, bool(get["before"]), parts[0])
    base = printed or inherited or year
    if get["relative"]:
        base = year + 1 if year and get["relative"][0] in _NEXT_YEAR else year
        printed = base
    if get["ever"] or get["whole"] == "常年":
        return Phrase(start, match.end(), Undefined(say("calendars.for-ever")), True, False, printed)
    marked = bool(get["before"] or get["end"] or get["part"] or match[0][-1] in "末底")
    if get["before"] and not dated and not any(get[k] for k in ("month", "quarter", "half", "whole", "end")):
        return None
    day = Undefined(say("calendars.year-unknown")) if base is None else _meant(get, base, match[0])
    return Phrase(start, match.end(), day, bool(get["whole"]), marked, printed)


def _meant(get: Mapping[str, str | None], year: int, text: str) -> date | Undefined:
    """The day, the year being known. 月底 and the bare month mean its last day, 月前 the last day before it."""
    before = bool(get["before"])
    if month_text := get["month"]:
        month = _whole(month_text)
        if get["day"]:
            return _made(year, month, _whole(get["day"]), text)
        if get["part"] in ("上旬", "中旬"):
            return date(year, month, 10 if get["part"] == "上旬" else 20)
        return month_end(year, month - 1 if before and not get["part"] else month)
    if quarter_text := get["quarter"]:
        quarter = _whole(quarter_text)
        ended = "末" in text or "底" in text
        return month_end(year, quarter * 3 - 3 if before and not ended else quarter * 3)
    if get["half"]:
        return date(year, 6, 30) if get["half"] == "上" else date(year, 12, 31)
    if before and not get["end"] and not get["whole"]:
        return date(year - 1, 12, 31)
    return date(year, 12, 31)


def _made(year: int, month: int, day: int, text: str) -> date | Undefined:
    try:
        return made(year, month, day, text)
    except InvalidValue:
        return Undefined(say("calendars.no-such-day-reason"))


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """What `_TOKEN` finds, tried only where a day can begin."""
    begin = _BEGINS.search(text) if _PERHAPS.search(text) is not None else None
    while begin is not None:
        start = begin.start()
        match = _TOKEN.match(text, start)
        if match is not None and match.end() > start:
            yield match
            begin = _BEGINS.search(text, match.end())
        else:
            begin = _BEGINS.search(text, start + 1)


def phrases(text: str, year: int | None, *, inherit: bool) -> list[Phrase]:
    """All days in folded `text`; of a span (1—11月, 3月至10月) only its end."""
    found: list[Phrase] = []
    last_year: int | None = None
    for match in _tokens(text):
        spans = bool(found) and _JOINER.fullmatch(text, found[-1].end, match.start()) is not None
        phrase = _phrase(match, text, year, last_year if inherit or spans else None)
        if phrase is None:
            continue
        if _is_part(text, phrase):
            phrase = phrase._replace(day=Undefined(say("calendars.no-such-day-reason")))
        last_year = phrase.year or last_year
        if spans:
            phrase = phrase._replace(start=found.pop().start, year=last_year)
        found.append(phrase)
    return found


def _is_part(text: str, phrase: Phrase) -> bool:
    """Whether the phrase is only the readable part of a longer date: 2024年 of 2024年13月底, 12月底 of 9999年12月底."""
    ahead, behind = text[phrase.start - 1 : phrase.start], text[phrase.end : phrase.end + 1]
    return (ahead == "年" and not phrase.year) or (text[phrase.end - 1] in "年月" and behind.isdigit())


def _clause_end(text: str, start: int, stop: int) -> int:
    """The first mark behind `start`, at most at `stop`."""
    for i in range(start, stop):
        if text[i] in _BREAKS:
            return i
    return stop


def milestone_of(text: str) -> Milestone:
    """What the words of a time limit are for; completion unless they say otherwise.

    >>> milestone_of("6月底前开工"), milestone_of("8月投用"), milestone_of("11月底")
    (<Milestone.START: 'start'>, <Milestone.IN_SERVICE: 'in_service'>, <Milestone.COMPLETE: 'complete'>)
    """
    if _any_of("milestones", "in_service").search(text):
        return Milestone.IN_SERVICE
    if _any_of("milestones", "start").search(text) and not _any_of("milestones", "complete").search(text):
        return Milestone.START
    return Milestone.COMPLETE


def in_cell(text: str, year: int | None) -> list[Limit]:
    """The time limits of a text that stands where only a time limit stands (完成时限): every day in it counts."""
    plain, squeezed = folded(text)
    if short := _YEAR_MONTH.fullmatch(plain):  # 2024.11 alone is a month
        day = month_end(int(short[1]), int(short[2]) - bool(short[3]))
        start, end = squeezed.at(0), squeezed.end(len(plain))
        return [Limit(start, end, squeezed.text, day, Milestone.COMPLETE, "cell", 0.95)]
    found = [p for p in phrases(plain, year, inherit=True) if plain[p.end : p.end + 1] != "起"]  # 3月起: from then on
    if dated := [p for p in found if not p.ongoing]:
        found = dated  # 11月底前完成并长期坚持: the day is the promise
    elif dated := [p for p in found if isinstance(p.day, date)]:
        found = dated  # 全年持续推进 is one limit
    limits = []
    for n, phrase in enumerate(found):
        # words before the day belong to it from the last mark on: 主体工程6月底前完工
        behind_last = found[n - 1].end if n else 0
        mark = max(plain.rfind(b, behind_last, phrase.start) for b in _BREAKS)
        begin = mark + 1 if mark >= 0 else phrase.start if n else 0
        stop = found[n + 1].start if n + 1 < len(found) else len(plain)
        end = _clause_end(plain, phrase.end, stop)
        if len(found) == 1:
            begin, end = 0, len(plain)
        words = squeezed.text[begin:end]
        milestone = Milestone.ONGOING if phrase.ongoing else milestone_of(words)
        limits.append(Limit(squeezed.at(begin), squeezed.end(end), words, phrase.day, milestone, "cell", 1.0))
    return limits


def in_prose(text: str, year: int | None) -> Iterator[Limit]:
    """The time limits in running text: days that are marked as one (前, 底), announced as one, or that a verb makes one."""
    plain, squeezed = folded(text)
    found = phrases(plain, year, inherit=False)
    for n, phrase in enumerate(found):
        stop = min(found[n + 1].start if n + 1 < len(found) else len(plain), phrase.end + _NEAR)
        end = _clause_end(plain, phrase.end, stop)
        behind = plain[phrase.end : end]
        rule, confidence = _rule(plain, phrase, behind)
        if not rule:
            continue
        verb = max((m.end() for m in _verbs(behind)), default=0)
        stop = phrase.end + verb
        words = squeezed.text[phrase.start : stop]
        milestone = Milestone.ONGOING if phrase.ongoing else milestone_of(words)
        start, end = squeezed.at(phrase.start), squeezed.end(stop)
        yield Limit(start, end, words, phrase.day, milestone, rule, confidence)


def _verbs(behind: str) -> Iterator[re.Match[str]]:
    for entry in ("in_service", "start", "complete"):
        if match := _any_of("milestones", entry).search(behind):
            yield match


def _rule(text: str, phrase: Phrase, behind: str) -> tuple[str, float]:
    """Which rule makes the phrase a time limit; empty if none does."""
    ahead = text[max(0, phrase.start - 8) : phrase.start]
    labels = [m.end() for m in _any_of("labels", "words").finditer(ahead)]
    if labels and not any(b in ahead[labels[-1] :] for b in "，,。；;、"):
        return "labelled", 0.98
    if phrase.ongoing:
        return "", 0.0
    before, after = _cited()
    if ahead.endswith(before) or behind.startswith(after):
        return "", 0.0
    if behind.startswith("已") or _STOOD.match(behind):
        return "", 0.0
    if phrase.marked:
        return "marked", 0.95
    return ("verb", 0.7) if any(True for _ in _verbs(behind)) else ("", 0.0)
