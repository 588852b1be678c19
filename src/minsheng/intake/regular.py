"""Structure that shows by regularity alone (以规律识结构): words that count, paragraphs of which each says what, who and when.

Nothing here knows a way of writing by its words: what repeats from paragraph to paragraph tells where projects begin.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from minsheng.intake.numbering import ordinal
from minsheng.intake.passages import Passage
from minsheng.intake.telling import is_duty, is_units, says_who, starts_with_label
from minsheng.text import NUMERALS

_LEAST = 3
"""So many paragraphs of one shape tell that the shape is no chance."""
_COUNTER = re.compile(
    rf"[ \t\u3000]*[【\[「『〔《]?([\u4e00-\u9fffA-Za-z.．#№·•\u3000 ]{{1,12}}?)[ \t\u3000]*[（(]?"
    rf"(\d{{1,2}}|[{NUMERALS}]{{1,3}}|[①-⑳])[)）]?(?:[项件桩事]{{1,2}})?"
    r"(?:[】\]」』〕》][：:|｜│丨·—–-]*|[：:、.．|｜│丨·—–-]+(?!\d)|[ \t\u3000]+|$)[ \t\u3000]*"
)
"""Words, a number, and a mark that parts them from what follows: 实事之一：, NO.1, 【民生答卷①】, 为民办事 3｜."""


@frozen
class Counter:
    """A number that words in front of it make one: where it stands in its paragraph, and where the text behind it begins."""

    start: int
    end: int
    text: int


def counters(paragraphs: Sequence[Passage]) -> dict[int, Counter]:
    """Which paragraphs begin with the same words and a number that counts 1, 2, 3… from one of them to the next.

    >>> from minsheng.intake.source import Spot
    >>> lines = ["实事之一：道路", "改造5公里", "实事之二：学校", "实事之三：医院", "2026年1月"]
    >>> list(counters([Passage.whole(t, Spot(i)) for i, t in enumerate(lines)]))
    [0, 2, 3]
    """
    groups: dict[str, list[tuple[int, re.Match[str]]]] = defaultdict(list)
    for i, paragraph in enumerate(paragraphs):
        match = _COUNTER.match(paragraph.text)
        if match is not None:
            groups["".join(match[1].split())].append((i, match))
    found: dict[int, Counter] = {}
    for members in groups.values():
        numbers = [ordinal(unicodedata.normalize("NFKC", m[2])) for _, m in members]
        if len(members) >= _LEAST and numbers == [*range(1, len(members) + 1)]:
            found |= {i: Counter(m.start(2), m.end(2), m.end()) for i, m in members}
    return found


_TOPIC = re.compile(
    r"[ \t\u3000]*(?:(?:(?:在|围绕|聚焦|针对)[^，。；：]{2,14}?(?:方面|上|领域|工作中)|[^，。；：]{2,10}方面)[，,]"
    r"|[【\[「『〔][\u4e00-\u9fff]{1,3}[】\]」』〕][：:|｜]?)[ \t\u3000]*"
)


def topic_before(text: str) -> int:
    """How long the words are that name the field of a paragraph's work before it begins; 0 without such.

    >>> topic_before("在教育方面，新建学校2所"), topic_before("【学】新建学校2所"), topic_before("新建学校2所，在县城")
    (6, 3, 0)
    """
    match = _TOPIC.match(text)
    return match.end() if match is not None and match.end() < len(text) else 0


def _is_whole(paragraph: Passage) -> bool:
    """Whether a paragraph says both what is done and who does it."""
    text = paragraph.stripped()
    if len(text) < 10 or starts_with_label(text) or says_who(text.stripped("。")) or is_units(text):
        return False
    return (
        is_duty(text)
        and _FOR_OTHERS.match(text.text) is None
        and re.search(r"\d|[一二三四五六七八九十百千万两]", text.text) is not None
    )


_FOR_OTHERS = re.compile(r"(?:以上|上述|所有|各项|各责任|各牵头|各乡镇|各单位|各部门|会议|附件|附[:：])")
_SHORT = re.compile(r"[^。；：:，,！？!?\d][^。；：:，,！？!?]{1,23}[。：:]?")


def wholes(paragraphs: Sequence[Passage], numbered: Sequence[bool]) -> list[list[Passage]]:
    """The paragraphs of each project where each has one without a number that says what, who and when; none if too few.

    A short line above each is its heading; what stands between one and the next belongs to the former.

    >>> from minsheng.intake.source import Spot
    >>> lines = [
    ...     "办好实事",
    ...     "改造道路5公里。（县交通局牵头）",
    ...     "改造学校2所。（县教育局牵头）",
    ...     "建医院1所。（县卫健局牵头）",
    ... ]
    >>> found = wholes([Passage.whole(t, Spot(i)) for i, t in enumerate(lines)], [False] * 4)
    >>> [len(group) for group in found], found[0][0].text[:6]
    ([1, 1, 1], '改造道路5公')
    """
    places = [i for i, p in enumerate(paragraphs) if not numbered[i] and _is_whole(p)]
    if len(places) < _LEAST:
        return []
    headed = [
        i > 0 and not numbered[i - 1] and _SHORT.fullmatch(paragraphs[i - 1].stripped().text) is not None
        for i in places
    ]
    between = [b - a - 1 for a, b in pairwise(places)]
    with_heading = all(headed[1:]) and all(between) and headed[0]
    begins = [i - 1 for i in places] if with_heading else places
    others = places[-1] - places[0] + 1 - len(places) * (2 if with_heading else 1)
    if others > 2 * len(places):
        return []
    ends = [*begins[1:], places[-1] + 1]
    groups = [[p.stripped() for p in paragraphs[a:b]] for a, b in zip(begins, ends, strict=True)]
    return groups
