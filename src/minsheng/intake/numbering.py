"""Numbers in front of rows, paragraphs and items (编号): 1, １、, （1）, 一、, 第一."""

from __future__ import annotations

import re

from minsheng.text import NUMERALS, number

_LARGEST = 100_000
_ALONE = re.compile(r"[（(]?(\d{1,6}|[一二三四五六七八九十百零〇]{1,6})[)）.．、。]?")
_ITEM = re.compile(
    r"[ \t\u3000]*(?:[（(]\s*(\d{1,3})\s*[)）]|(\d{1,3})\s*(?:[.．](?=\d+\.\d)|(?:[.．、]|。(?=\D)|[)）])(?![\d%％])))[ \t\u3000]*"
)
_HEADING = re.compile(
    rf"[ \t\u3000]*(?:([{NUMERALS}]{{1,6}})、|[（(]([{NUMERALS}]{{1,6}})[)）]|第([{NUMERALS}]{{1,6}})[项件]?[、，：:]|([{NUMERALS}]{{1,3}})是(?!否|不))[ \t\u3000]*"
)


def ordinal(text: str) -> int | None:
    """The number that is all of `text`, in Arabic or Chinese figures; None if it is anything else.

    >>> ordinal("1"), ordinal("（三）"), ordinal("十二、"), ordinal("1980平方米")
    (1, 3, 12, None)
    """
    text = text.strip()
    if len(text) > 12:
        return None
    match = _ALONE.fullmatch(text)
    value = number(match[1]) if match else None
    return int(value) if value is not None and 0 < value <= _LARGEST else None


def arabic_number(text: str) -> re.Match[str] | None:
    """The Arabic number in front of a line (1. 1、 （1） 1）), the match reaching to its text; None if there is none.

    >>> arabic_number("2. 建设站亭").end(), arabic_number("2.9万平方米"), arabic_number("36个小区")
    (3, None, None)
    """
    return _ITEM.match(text)


def chinese_number(text: str) -> re.Match[str] | None:
    """The Chinese number in front of a line (一、 （一） 第一，); None if there is none.

    >>> chinese_number("十二、老旧小区改造").end()
    3
    """
    return _HEADING.match(text)


def printed(match: re.Match[str]) -> tuple[int, int]:
    """Where the figures of a number in front of a line stand, without brackets and marks."""
    group = next(i for i, g in enumerate(match.groups(), 1) if g is not None)
    return match.start(group), match.end(group)
