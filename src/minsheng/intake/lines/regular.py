"""Structure that shows by regularity alone (以规律识结构): words that count, paragraphs of which each says what, who and when.

Nothing here knows a way of writing by its words: what repeats from paragraph to paragraph tells where projects begin.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from minsheng.intake.passages import Passage
from minsheng.intake.words.fitting import Look, look
from minsheng.intake.words.header import UNITS, Column, labels
from minsheng.intake.words.numbering import counted
from minsheng.intake.words.telling import is_duty, is_units, says_who, starts_with_label
from minsheng.targets import find_targets
from minsheng.text import NUMERALS, number

_LEAST = 3
"""So many paragraphs of one shape tell that the shape is no chance."""
_COUNTER = re.compile(
    rf"[ \t\u3000]*[【\[「『〔《]?([\u4e00-\u9fffA-Za-z.．#№·•\u3000 ]{{1,12}}?)[ \t\u3000]*[（(]?"
    rf"(\d{{1,2}}|[{NUMERALS}]{{1,3}}|[①-⑳])[)）]?(?:[项件桩事]{{1,2}})?"
    r"(?:[】\]」』〕》][：:|｜│丨·—–-]*|[：:、.．|｜│丨·—–-]+(?!\d)|[ \t\u3000]+|$)[ \t\u3000]*"
)
"""Words, a number, and a mark that parts them from what follows: 实事之一：, NO.1, 【民生答卷①】, 为民办事 3｜."""


_SIGNS = ("甲乙丙丁戊己庚辛壬癸", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", "❶❷❸❹❺❻❼❽❾❿", "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", "➊➋➌➍➎➏➐➑➒➓", "⓵⓶⓷⓸⓹⓺⓻⓼⓽⓾")
_SIGN = re.compile(
    rf"[ \t\u3000]*(?:([甲乙丙丁戊己庚辛壬癸Ⅰ-Ⅹ])[、.．:：]|([{''.join(_SIGNS[2:])}]))[ \t\u3000]*(?=\S)"
)
"""Signs that count by themselves: 甲、 Ⅱ. ❸."""


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
        elif (sign := _SIGN.match(paragraph.text)) is not None:
            row = next(row for row in _SIGNS if (sign[1] or sign[2]) in row)
            groups[row].append((i, sign))
    found: dict[int, Counter] = {}
    for words, members in groups.items():
        own = words in _SIGNS
        numbers = [words.index(m[1] or m[2]) + 1 if own else counted(m[2]) for _, m in members]
        if len(members) >= _LEAST and numbers == [*range(1, len(members) + 1)]:
            for i, m in members:
                group = 1 if own and m[1] else 2
                found[i] = Counter(m.start(group), m.end(group), m.end())
    return found


_TOPIC = re.compile(
    r"[ \t\u3000]*(?:(?:(?:在|围绕|聚焦|针对)[^，。；：]{2,14}?(?:方面|上|领域|工作中)|[^，。；：]{1,10}(?:方面|领域|[^以路街][上里]))[，,]"
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
HEADING = re.compile(r"[^。；：:，,！？!?\d][^。；：:，,！？!?]{1,23}")
"""A short line without a mark or a figure in front."""
_SHORT = re.compile(HEADING.pattern + "[。：:]?")


def wholes(paragraphs: Sequence[Passage], numbered: Sequence[bool]) -> tuple[list[list[Passage]], bool]:
    """The paragraphs of each project where each has one without a number that says what, who and when; none if too few.

    And whether all are of one shape; what is not may hide a project.

    A short line above each is its heading; what stands between one and the next belongs to the former.

    >>> from minsheng.intake.source import Spot
    >>> lines = [
    ...     "办好实事",
    ...     "改造道路5公里。（县交通局牵头）",
    ...     "改造学校2所。（县教育局牵头）",
    ...     "建医院1所。（县卫健局牵头）",
    ... ]
    >>> found, alike = wholes([Passage.whole(t, Spot(i)) for i, t in enumerate(lines)], [False] * 4)
    >>> [len(group) for group in found], found[0][0].text[:6], alike
    ([1, 1, 1], '改造道路5公', True)
    """
    places = [i for i, p in enumerate(paragraphs) if not numbered[i] and _is_whole(p)]
    if len(places) < _LEAST:
        return [], False
    headed = [
        i > 0 and not numbered[i - 1] and _SHORT.fullmatch(paragraphs[i - 1].stripped().text) is not None
        for i in places
    ]
    between = [b - a - 1 for a, b in pairwise(places)]
    with_heading = all(headed[1:]) and all(between) and headed[0]
    begins = [i - 1 for i in places] if with_heading else places
    others = places[-1] - places[0] + 1 - len(places) * (2 if with_heading else 1)
    if others > 2 * len(places):
        return [], False
    ends = [*begins[1:], places[-1] + 1]
    groups = [[p.stripped() for p in paragraphs[a:b]] for a, b in zip(begins, ends, strict=True)]
    return groups, len({len(g) for g in groups[:-1]}) == 1


_ANNOUNCED = re.compile(
    rf"(?:主要|具体|有关|目前)?(?:进度|进展|完成)(?:情况)?如下[：:]$|(\d{{1,2}}|[{NUMERALS}]{{1,3}})?(?:大|个|件|项)?(?:重点|重大)?(?:民生|惠民|为民|利民|暖心)?(?:办|微)?(?:实事|项目|工程|任务|好事)[^。：:]{{0,12}}[：:]$"
)


def announced(paragraphs: Sequence[Passage], numbered: Sequence[bool]) -> tuple[list[list[Passage]], bool]:
    """The paragraphs behind one that announces them with a colon, where each has an amount, and whether it counts so many.

    >>> from minsheng.intake.source import Spot
    >>> lines = [
    ...     "今年办好3件实事：",
    ...     "教育上，新建学校2所。",
    ...     "出行上，改造道路5公里。",
    ...     "就医上，建医院1所。",
    ...     "甲县人民政府",
    ... ]
    >>> found, counted = announced([Passage.whole(t, Spot(i)) for i, t in enumerate(lines)], [False] * 5)
    >>> len(found), counted
    (3, True)
    """
    for i, paragraph in enumerate(paragraphs):
        match = _ANNOUNCED.search(paragraph.stripped().text[-60:])
        if match is None:
            continue
        run = i + 1
        while run < len(paragraphs) and not numbered[run] and (_promises(paragraphs[run]) or _listed(paragraphs, run)):
            run += 1
        said = number(match[1]) if match[1] else None
        if run - i - 1 >= _LEAST and said in (None, run - i - 1):
            return [[p.stripped()] for p in paragraphs[i + 1 : run]], said is not None
    return _parted_by_semicolons(paragraphs, numbered), False


def _parted_by_semicolons(paragraphs: Sequence[Passage], numbered: Sequence[bool]) -> list[list[Passage]]:
    """The first run of lines that each end in a semicolon, with the one behind them, where each has an amount; none if too few."""
    first = 0
    while first < len(paragraphs):
        last = first
        while last < len(paragraphs) and not numbered[last] and _ends_open(paragraphs[last]):
            last += 1
        run = paragraphs[first : last + 1]
        if last - first >= _LEAST and last < len(paragraphs) and not numbered[last] and all(map(_promises, run)):
            return [[p.stripped()] for p in run]
        first = last + 1
    return []


def _ends_open(paragraph: Passage) -> bool:
    return paragraph.text.rstrip().endswith(("；", ";"))


def _listed(paragraphs: Sequence[Passage], i: int) -> bool:
    """Whether a line is one of several that semicolons part, the last of them behind one."""
    return _ends_open(paragraphs[i]) or _ends_open(paragraphs[i - 1])


def _promises(paragraph: Passage) -> bool:
    return not starts_with_label(paragraph) and bool(find_targets(paragraph.text[:400]))


_OWN = re.compile(r"[ \t\u3000]*([\u4e00-\u9fff]{2,6})[：:]")
_STANDS_FOR = {Look.UNIT: (Column.RESPONSIBLE, "责任单位"), Look.TIME: (Column.DEADLINE, "完成时限")}


def relabelled(paragraphs: Sequence[Passage]) -> list[Passage]:
    """The paragraphs; a label that no one knows is read as 责任单位 or 完成时限 where nearly all that it announces are units, or days.

    Only where no label that is known announces the same.

    >>> from minsheng.intake.source import Spot
    >>> lines = ["主体：县教育局", "主体：县水利局，县财政局配合", "主体：县卫健局"]
    >>> relabelled([Passage.whole(t, Spot(i)) for i, t in enumerate(lines)])[1].text
    '责任单位：县水利局，县财政局配合'
    """
    found = [*paragraphs]
    own = [_OWN.match(p.text) for p in paragraphs]
    known = {labels().get(m[1]) for m in own if m is not None}
    groups: dict[str, list[int]] = defaultdict(list)
    for i, match in enumerate(own):
        if match is not None and match[1] not in labels():
            groups[match[1]].append(i)
    for places in groups.values():
        if len(places) < _LEAST:
            continue
        looks = [_look(paragraphs[i][m.end() :].stripped("。")) for i in places if (m := own[i]) is not None]
        for wanted, (column, words) in _STANDS_FOR.items():
            if looks.count(wanted) * 4 < len(looks) * 3 or column in known or (column in UNITS and known & {*UNITS}):
                continue
            for i in places:
                if (m := own[i]) is not None:
                    found[i] = Passage.joined(
                        (standing_for(paragraphs[i][m.start(1) : m.end(1)], words), paragraphs[i][m.end() :]), "："
                    )
    return found


def _look(value: Passage) -> Look:
    clauses = [c.stripped() for c in value.split("，,；;") if c.text.strip()]
    if clauses and all(is_units(c) or says_who(c) for c in clauses):
        return Look.UNIT
    return look(value.text)


def standing_for(label: Passage, words: str) -> Passage:
    """Other words that stand where the label stands."""
    spot, at = label.parts[0]
    return Passage(words, several=((spot, tuple(at[k * len(at) // len(words)] for k in range(len(words)))),))
