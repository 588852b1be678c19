"""Projects that one sentence lists without any number (一句列举): 这三件实事分别是：新建学校2所；改造道路5公里；建医院1所。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from minsheng.intake.passages import Passage
from minsheng.targets import find_targets
from minsheng.text import NUMERALS, number

_BEGINS = re.compile(
    r"(?:分别|具体|主要|内容)?(?:是|为|有|如下|包括|包含|涵盖|即)[：:]|[项件个][：:]|(其中)[，,：:]"
    r"|(?:分别是|分别为|包括|涵盖|包含)(?=[^：:，,；;。]{3,}、)"
)
"""What comes right before a list in its sentence."""
_OF = re.compile(r"民生|实事|为民|惠民|利民|便民|好事")
"""What the list must be of, in what stands before it."""
_COUNT = re.compile(rf"(?<![\d{NUMERALS}第])(\d{{1,3}}|[{NUMERALS}]{{1,3}})(?:大|个|件|项)")
_BEFORE = 90
"""Characters in front of a list in which it says what it is of, and how many."""
_LEAST = 3
_SHORTEST, _LONGEST = 4, 200
"""Characters of a piece."""
_NAME = 40
"""Characters of a piece that is but a name."""


@frozen
class Enumerated:
    """A paragraph that lists projects in a sentence."""

    before: Passage
    pieces: tuple[Passage, ...]
    behind: Passage
    counted: bool
    """Whether it says that it lists so many."""


def enumerated(paragraphs: Sequence[Passage]) -> dict[int, Enumerated]:
    """Which paragraphs list projects in a sentence, parted by semicolons; by 、 where they are so many as it says.

    >>> from minsheng.intake.source import Spot
    >>> text = "今年办好三件民生实事。分别是：新建学校2所；改造道路5公里，安装路灯60盏；建医院1所。请予监督。"
    >>> (found,) = enumerated([Passage.whole(text, Spot(0))]).values()
    >>> [p.text for p in found.pieces], found.behind.text, found.counted
    (['新建学校2所', '改造道路5公里，安装路灯60盏', '建医院1所'], '请予监督。', True)
    """
    found: dict[int, Enumerated] = {}
    above = ""
    for i, paragraph in enumerate(paragraphs):
        listed = _listed(paragraph, above)
        if listed is not None:
            found[i] = listed
        above = paragraph.text[-_BEFORE:]
    return found


def _listed(paragraph: Passage, above: str) -> Enumerated | None:
    for begin in _BEGINS.finditer(paragraph.text):
        before = (above + paragraph.text[: begin.start()])[-_BEFORE:]
        if _OF.search(before) is None:
            continue
        sentence = next(paragraph[begin.end() :].split("。\n"))
        counts = {int(n) for m in _COUNT.finditer(before + begin[0]) if (n := number(m[1])) is not None}
        for mark in "；;", "、":
            pieces = [p for p in _pieces(sentence, mark) if p]
            counted = len(pieces) in counts
            if (
                len(pieces) >= _LEAST
                and (counted or (mark != "、" and not begin[1]))
                and _are_projects(pieces, counted, mark)
            ):
                end = begin.end() + len(sentence) + 1
                return Enumerated(paragraph[: begin.end()], tuple(pieces), paragraph[end:].stripped(), counted)
    return None


def _pieces(sentence: Passage, marks: str) -> Iterator[Passage]:
    for piece in sentence.split(marks):
        plain = piece.stripped("，,。 ")
        yield plain[: len(plain) - 1] if plain.text.endswith("等") and len(plain) > _SHORTEST else plain


def _are_projects(pieces: Sequence[Passage], counted: bool, mark: str) -> bool:
    """Whether the pieces can be projects: neither too short nor too long, and, if no one counts them, most with an amount."""
    longest = _NAME if mark == "、" else _LONGEST
    if not all(_SHORTEST <= len(p) <= longest for p in pieces):
        return False
    return counted or sum(bool(find_targets(p.text)) for p in pieces) * 2 >= len(pieces)
