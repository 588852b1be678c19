"""Numbered pieces within the text of a project (事项): 1.… 2.…"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from attrs import frozen

from minsheng.intake.passages import Passage
from minsheng.text import NUMERALS, number

_FRONT = r"(?:^|(?<=[\n。；;]))[ \t\u3000]*[*＊★☆]?"
_KINDS = {
    kind: re.compile(rf"{_FRONT}{mark}[ \t\u3000]*")
    for kind, mark in (
        ("figure", r"(?:[（(](\d{1,3})[)）]|(\d{1,3})(?:[.．](?!\d)|[、]))"),
        ("circled", r"([①-⑳⑴-⒇])[.．、]?"),
        ("letter", r"(?:[（(]([a-z])[)）]|([a-z])(?:[、）)]|[.．](?![A-Za-z0-9])))"),
        ("numeral", rf"[（(]([{NUMERALS}]{{1,3}})[)）]"),
    )
}
"""How pieces are numbered; a text counts in one way."""
_PERHAPS = re.compile(r"[①⑴)）、.．](?:(?<=[①⑴])|(?<=[\da][)）、])|(?<=\d[.．])(?!\d)|(?<=a[.．])|(?<=[（(]一[)）]))")
"""1. or 1) or ① or a): a text that counts pieces has one of these, so that most are passed in one look. It begins with a set."""


@frozen
class NumberedText:
    """One piece: its number as printed, and its words."""

    number: Passage
    text: Passage


def numbered_items(text: Passage) -> tuple[NumberedText, ...]:
    """The pieces of a text that counts them from 1 on; none if it does not count to 2 at least.

    >>> from minsheng.intake.source import Spot
    >>> found = numbered_items(Passage.whole("1.改造36个小区。\\n\\n2.更新管道2.9公里。", Spot(0)))
    >>> [(i.number.text, i.text.text) for i in found]
    [('1', '改造36个小区。'), ('2', '更新管道2.9公里。')]
    >>> numbered_items(Passage.whole("2024年新建2.9公里。", Spot(0)))
    ()
    >>> [i.text.text for i in numbered_items(Passage.whole("①新建学校2所；②改造运动场15片", Spot(0)))]
    ['新建学校2所；', '改造运动场15片']
    """
    if _PERHAPS.search(text.text) is None:
        return ()
    marks = next((several for kind in _KINDS if len(several := list(_expected(text.text, kind))) > 1), [])
    if not marks:
        return ()
    found: list[NumberedText] = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        end = following.start() if following is not None else len(text)
        group = next(g for g, words in enumerate(mark.groups(), 1) if words)
        found.append(NumberedText(text[mark.start(group) : mark.end(group)], text[mark.end() : end].stripped()))
    return tuple(found)


def _expected(text: str, kind: str) -> Iterator[re.Match[str]]:
    """The numbers 1, 2, 3… in their order; another number in between is text."""
    wanted = 1
    for match in _KINDS[kind].finditer(text):
        if _value(next(words for words in match.groups() if words)) == wanted:
            wanted += 1
            yield match


def _value(printed: str) -> int:
    """1, ①, a, 一 → 1."""
    if printed[0] in NUMERALS:
        return int(number(printed) or 0)
    return (
        ord(printed) - ord("a") + 1
        if "a" <= printed <= "z"
        else int(unicodedata.normalize("NFKC", printed).strip("()"))
    )
