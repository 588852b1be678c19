"""Who signs a document (落款), and the day below them: the names of bodies, days, and both together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from minsheng.errors.data_files import read_data
from minsheng.intake.letterhead.seals import SEAL
from minsheng.intake.passages import Passage
from minsheng.intake.words.telling import BODIES
from minsheng.responsibility import Organisation, OrganisationKind
from minsheng.text import number

_DIGIT = r"[\d〇○零一二三四五六七八九十]"
DAY = re.compile(rf"({_DIGIT}{{4}})年({_DIGIT}{{1,2}})月(?:({_DIGIT}{{1,3}})日)?")
"""A day, or a month, in figures or in words: 2026年2月10日, 二〇二六年二月十日."""
PRINTED_YEAR = re.compile(r"(?<!\d)((?:[1１][9９]|[2２][0０])\d\d|二[〇○零]\w{2})(?:年|(?=第?[一二三四1-4]季度))")
PASSED = re.compile(
    rf"[（(]{_DIGIT}{{4}}年{_DIGIT}{{1,2}}月{_DIGIT}{{1,3}}日[^（）()，。；]{{4,50}}(?:通过|批准|公布|发布|印发|确定|产生)[)）]"
    rf"|[—–-]{{1,2}}{_DIGIT}{{4}}年{_DIGIT}{{1,2}}月{_DIGIT}{{1,3}}日在[^（）()，。；]{{4,50}}(?:会议|大会|全会)上?"
)
"""The line under a title with the day on which, and who, passed it or heard it (题注)."""
_LONGEST = 40
"""Characters of the name of a body."""
_SIGNERS = 3
"""So many bodies sign a document at most."""


@cache
def letterhead_words() -> dict[str, tuple[str, ...]]:
    """The lists of letterhead.toml."""
    table = read_data("minsheng.intake.letterhead", "letterhead.toml", dict[str, list[str]])
    return {name: tuple(words) for name, words in table.items()}


@cache
def _signer() -> re.Pattern[str]:
    """Who signs below a table: its cells name 县财政局 too, so that a department signs with the place in front alone."""
    always, departments = ("|".join(letterhead_words()[name]) for name in ("signers", "departments"))
    return re.compile(
        rf"(?:[^。；：:，,、\t]{{1,{_LONGEST}}}(?:{always}|[县市区镇乡]委)"
        rf"|[\u4e00-\u9fff]{{1,8}}[县市区旗州][\u4e00-\u9fff]{{2,20}}(?:{departments}))(?:{SEAL})?"
    )


def is_body_name(text: str) -> bool:
    """Whether a line can be the name of who issues a document.

    >>> [is_body_name(t) for t in ("甲县人民政府", "中共甲县委", "甲县人民政府：", "幸福里小区")]
    [True, True, False, False]
    """
    if not 3 <= len(text) <= _LONGEST or DAY.search(text) or re.search(r"[。；：:，,]", text):
        return False
    return Organisation.guess(text).kind in BODIES or text.endswith(letterhead_words()["issuers"])


_BEHIND = re.compile(r"[。；;][ \t]*[ \t\u3000]([\u4e00-\u9fff]{2,12}[县市区旗州][\u4e00-\u9fff]{2,16})\s*$")


def signer_behind(lines: Sequence[Passage]) -> Passage | None:
    """Who signs in the last line, behind its sentence and a space: …其余在建。　甲市民生工程办公室."""
    last = next((line for line in reversed(lines) if line.text.strip()), None)
    found = _BEHIND.search(last.text) if last is not None else None
    if last is None or found is None or not is_body_name(found[1]):
        return None
    return last[found.start(1) : found.end(1)]


def is_office(text: str) -> bool:
    """Whether the words in front of the date of a bulletin are who issues it: 县督查考核中心."""
    institution = 3 <= len(text) <= _LONGEST and Organisation.guess(text).kind is OrganisationKind.INSTITUTION
    return is_body_name(text) or institution


def is_day(text: str) -> bool:
    """Whether a line is a whole day and nothing else.

    >>> [is_day(t) for t in (" 2026年2月10日", "二〇二六年二月十日", "2026年2月", "2026年2月10日前")]
    [True, True, False, False]
    """
    day = DAY.fullmatch(text.strip())
    return day is not None and day[3] is not None


def day_in(text: str) -> date | None:
    """The first day in a text, if it is a whole one that there is."""
    match = DAY.search(text)
    if match is None or match[3] is None:
        return None
    parts = [number(g) for g in match.groups()]
    if any(p is None for p in parts):
        return None
    try:
        return date(*(int(p) for p in parts if p is not None))
    except ValueError:
        return None


def is_signature(lines: Sequence[str], i: int) -> bool:
    """Whether at line `i` those who sign the document stand, and below them its day: they belong to no cell above.

    >>> is_signature(["县财政局", "甲县人民政府", "2026年2月10日"], 1)
    True
    >>> is_signature(["县政府办公室", "县财政局"], 0)
    False
    """
    end = i
    while end < min(len(lines), i + _SIGNERS) and _signer().fullmatch("".join(lines[end].split())):
        end += 1
    behind = next((line for line in lines[end + 1 :] if line.strip()), "")
    return i < end < len(lines) and is_day(lines[end]) and "\t" not in behind
