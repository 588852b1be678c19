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
    r"|(?:分别是|分别为|包括|涵盖|包含)(?=[^：:，,；;。]{3,}、)|(?<=[个项件]项目)(?:包括|分别是|分别为)(?=[^：:；;。]{3,}，)"
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
_OF_MONEY = re.compile(r"(?:估算|预计|计划)?总?投资")
_NAME = 40
"""Characters of a piece that is but a name."""
_TOLD = re.compile(r"\d|完成全年|完成年度|截[至止]|已")
_QUOTED = re.compile(r"“((?:[^“”]|“[^“”]*”){4,40})”(?=[^，。；、：“的等])")
"""A name in quotation marks at the head of a piece: “老旧小区改造项目”已完成…"""
_CALLED = re.compile(
    r"(?:[^，。；：“”\d]{2,8}，)?([^，。；：“”\d]{2,28}(?:工程|项目|行动))，"
    r"(?=[^。；]*(?:完成|占|为)[^，。；\d]{0,8}(?:任务|计划|目标)[^，。；\d]{0,4}\d)"
)
"""A name at the head of a piece that reports the share of its task: 老旧小区改造工程，改造37个小区，完成年度任务的100%."""


@frozen
class Enumerated:
    """A paragraph that lists projects in its sentences."""

    pieces: tuple[tuple[Passage, ...], ...]
    """Of each project its text; its name in front where that stands by itself."""
    others: tuple[Passage, ...]
    """What else the paragraph says."""
    counted: bool
    """Whether it says that it lists so many."""


def enumerated(paragraphs: Sequence[Passage]) -> dict[int, Enumerated]:
    """Which paragraphs list projects in a sentence, parted by semicolons; by 、 where they are so many as it says.

    >>> from minsheng.intake.source import Spot
    >>> text = "今年办好三件民生实事。分别是：新建学校2所；改造道路5公里，安装路灯60盏；建医院1所。请予监督。"
    >>> (found,) = enumerated([Passage.whole(text, Spot(0))]).values()
    >>> [p.text for (p,) in found.pieces], found.others[-1].text, found.counted
    (['新建学校2所', '改造道路5公里，安装路灯60盏', '建医院1所'], '请予监督。', True)
    """
    found: dict[int, Enumerated] = {}
    above = ""
    for i, paragraph in enumerate(paragraphs):
        listed = _listed(paragraph, above)
        if listed is not None:
            found[i] = listed
        above = paragraph.text[-_BEFORE:]
    return found or _named_pieces(paragraphs) or _named_lines(paragraphs) or _counted_in_words(paragraphs)


def _listed(paragraph: Passage, above: str) -> Enumerated | None:
    pieces: list[Passage] = []
    others: list[Passage] = []
    counted, start = True, 0
    for begin in _BEGINS.finditer(paragraph.text):
        before = (above + paragraph.text[: begin.start()])[-_BEFORE:]
        if begin.start() < start or _OF.search(before) is None:
            continue
        sentence = next(paragraph[begin.end() :].split("。\n"))
        counts = [int(n) for m in _COUNT.finditer(before + begin[0]) if (n := number(m[1])) is not None]
        for mark in "；;", "、", "，":
            own = [p for p in _pieces(sentence, mark) if p]
            own = own[:-1] if mark == "，" and own and _OF_MONEY.match(own[-1].text) else own
            as_said = len(own) in (counts[-1:] if pieces else counts)
            enough = len(own) >= _LEAST or (bool(pieces) and as_said and len(own) > 1)
            if enough and (as_said or (mark == "；;" and not begin[1])) and _are_projects(own, as_said, mark):
                others.append(paragraph[start : begin.end()])
                pieces += own
                counted = counted and as_said
                start = begin.end() + len(sentence) + 1
                break
    others.append(paragraph[start:].stripped())
    return Enumerated(tuple((p,) for p in pieces), tuple(p for p in others if p), counted) if pieces else None


def _named_pieces(paragraphs: Sequence[Passage]) -> dict[int, Enumerated]:
    """The pieces of sentences that each begin with a name and say what was done; none if they are too few."""
    found: dict[int, Enumerated] = {}
    for i, paragraph in enumerate(paragraphs):
        pieces: list[tuple[Passage, ...]] = []
        others: list[Passage] = []
        for piece in paragraph.split("。；;\n"):
            text = piece.stripped()
            name = (_QUOTED.match(text.text) or _CALLED.match(text.text)) if _TOLD.search(text.text) else None
            if name is not None:
                pieces.append((text[name.start(1) : name.end(1)], text[name.end() :].stripped()))
            elif text:
                others.append(text)
        if pieces:
            found[i] = Enumerated(tuple(pieces), tuple(others), False)
    return found if sum(len(e.pieces) for e in found.values()) >= _LEAST else {}


_BARE_NAME = re.compile(r"[^，。；：:;,！？!?\s\d（(][^，。；：:;,！？!?\s]{3,29}")
_NAME_ENDS = ("项目", "工程", "建设", "改造", "行动", "服务", "提升", "治理", "计划")


def _named_lines(paragraphs: Sequence[Passage]) -> dict[int, Enumerated]:
    """Lines one below the other that are but a name each, where they are so many as the text says; most end as names of works do."""
    texts = [p.text.strip() for p in paragraphs]
    said = {int(n) for t in texts for m in _COUNT.finditer(t) if _OF.search(t) and (n := number(m[1])) is not None}
    first = 0
    for k in range(len(texts) + 1):
        if k < len(texts) and _BARE_NAME.fullmatch(texts[k]) is not None:
            continue
        named = sum(text.endswith(_NAME_ENDS) for text in texts[first:k])
        if k - first >= _LEAST and k - first in said and named * 4 >= (k - first) * 3:
            return {i: Enumerated(((paragraphs[i].stripped(),),), (), True) for i in range(first, k)}
        first = k + 1
    return {}


_WORD_COUNTS = re.compile(rf"(?:(?<=[。；;：:])|^)[ \t\u3000]*([{NUMERALS}]{{1,3}})是(?=\S)")


def _counted_in_words(paragraphs: Sequence[Passage]) -> dict[int, Enumerated]:
    """Paragraphs that count what they say from 一是 on, each piece a project."""
    found: dict[int, Enumerated] = {}
    for i, paragraph in enumerate(paragraphs):
        marks = [*_WORD_COUNTS.finditer(paragraph.text)]
        if (
            len(marks) < _LEAST
            or "。" in paragraph.text[: marks[0].start()]
            or [number(m[1]) for m in marks] != [*range(1, len(marks) + 1)]
        ):
            continue
        ends = [*(m.start() for m in marks[1:]), len(paragraph)]
        pieces = [paragraph[m.end() : end].stripped("；;，,。 ") for m, end in zip(marks, ends, strict=True)]
        before = paragraph[: marks[0].start()].stripped()
        found[i] = Enumerated(tuple((p,) for p in pieces if p), (before,) if before else (), False)
    return found


def _pieces(sentence: Passage, marks: str) -> Iterator[Passage]:
    for piece in sentence.split(marks):
        plain = piece.stripped("，,。 ")
        yield plain[: len(plain) - 1] if plain.text.endswith("等") and len(plain) > _SHORTEST else plain


def _are_projects(pieces: Sequence[Passage], counted: bool, mark: str) -> bool:
    """Whether the pieces can be projects: neither too short nor too long, and, if no one counts them, most with an amount."""
    longest = _LONGEST if mark == "；;" else _NAME
    if not all(_SHORTEST <= len(p) <= longest for p in pieces):
        return False
    return counted or sum(bool(find_targets(p.text)) for p in pieces) * 2 >= len(pieces)
