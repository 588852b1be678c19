"""Numbers in front of rows, paragraphs and items (编号): 1, １、, （1）, 一、, 第一."""

from __future__ import annotations

import re
import unicodedata

from minsheng.text import NUMERALS, number

_LARGEST = 100_000
_ALONE = re.compile(r"[（(]?(\d{1,6}|[一二三四五六七八九十百零〇]{1,6})[)）.．、。]?")
_ITEM = re.compile(
    r"[ \t\u3000]*(?:[（(]\s*(\d{1,3})\s*[)）]|(\d{1,3})\s*(?:[.．](?=\d+\.\d)|(?:[.．、]|。(?=\D)|[)）])(?![\d%％])|\ufe0f?\u20e3))[ \t\u3000]*"
)
_HEADING = re.compile(
    rf"[ \t\u3000]*(?:([{NUMERALS}]{{1,6}})、|[（(]([{NUMERALS}]{{1,6}})[)）]|第([{NUMERALS}]{{1,6}})[项件]?[、，：:]|([{NUMERALS}]{{1,3}})是(?!否|不是|不能|不会|不要|不得))[ \t\u3000]*"
)
_NAMED = re.compile(
    rf"[ \t\u3000]*【?(?:民生|惠民)?(?:项目|实事|工程|任务|事项|清单|好事)[ \t\u3000]?[（(]?([{NUMERALS}]{{1,4}}|\d{{1,2}})[)）]?(?:】|[：:、.．]|[ \t\u3000]+|$)[ \t\u3000]*"
    rf"|[ \t\u3000]*【?第(\d{{1,2}}|[{NUMERALS}]{{1,4}})[项件](?:】|[：:、，]|[ \t\u3000]+|$)[ \t\u3000]*"
)
_CIRCLED = re.compile(r"[ \t\u3000]*([①-⑳⑴-⒇])[.．、]?[ \t\u3000]*")
_LETTER = re.compile(r"[ \t\u3000]*(?:[（(]([a-zA-Z])[)）]|([a-zA-Z])(?:[、）)]|[.．](?![A-Za-z0-9])))[ \t\u3000]*")


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


def counted(printed: str) -> int | None:
    """The value of a number in front of a paragraph, circled ones included.

    >>> counted("③"), counted("⑴"), counted("十二")
    (3, 1, 12)
    """
    return ordinal(unicodedata.normalize("NFKC", printed).strip("()"))


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


def named_number(text: str) -> re.Match[str] | None:
    """The number of a project that is called so (项目一：, 实事3：, 第2项), the match reaching to its text; None if there is none.

    >>> named_number("实事一：教育强基").end(), named_number("项目一　停车场").end(), named_number("项目一览")
    (4, 4, None)
    """
    return _NAMED.match(text)


def circled_number(text: str) -> re.Match[str] | None:
    """The circled number in front of a piece: ① ⑵.

    >>> circled_number("②改造运动场").end()
    1
    """
    return _CIRCLED.match(text)


def letter(text: str) -> re.Match[str] | None:
    """The letter in front of a piece: a. （b） C、; no abbreviation (A.B) and no word.

    >>> letter("a. 粉刷楼道").end(), letter("AED设备")
    (3, None)
    """
    return _LETTER.match(text)


def printed(match: re.Match[str]) -> tuple[int, int]:
    """Where the figures of a number in front of a line stand, without brackets and marks."""
    group = next(i for i, g in enumerate(match.groups(), 1) if g is not None)
    return match.start(group), match.end(group)
