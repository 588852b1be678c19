"""Numbered pieces within the text of a project (事项): 1.… 2.…"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from minsheng.intake.passages import Passage

_NUMBER = re.compile(
    r"(?:^|(?<=[\n。；;]))[ \t\u3000]*(?:[（(](\d{1,3})[)）]|(\d{1,3})(?:[.．](?!\d)|[、]))[ \t\u3000]*"
)


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
    """
    marks = list(_expected(text.text))
    if len(marks) < 2:
        return ()
    found = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        end = following.start() if following is not None else len(text)
        group = 1 if mark[1] else 2
        found.append(NumberedText(text[mark.start(group) : mark.end(group)], text[mark.end() : end].stripped()))
    return tuple(found)


def _expected(text: str) -> Iterator[re.Match[str]]:
    """The numbers 1, 2, 3… in their order; another number in between is text."""
    wanted = 1
    for match in _NUMBER.finditer(text):
        if int(match[1] or match[2]) == wanted:
            wanted += 1
            yield match
