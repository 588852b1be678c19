"""Which paragraphs are numbered, in which way, and what stands in front of them (条文层次): 一、 （一） 1. （1） ① a. ●."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import frozen

from minsheng.intake.lines.regular import counters, standing_for
from minsheng.intake.passages import Passage
from minsheng.intake.words.header import Column, labels
from minsheng.intake.words.numbering import (
    arabic_number,
    chinese_number,
    circled_number,
    counted,
    letter,
    named_number,
    ordinal,
    printed,
)
from minsheng.intake.words.telling import label_of, starts_with_label
from minsheng.text import NUMERALS

ORDER = ("chinese", "bracket", "named", "arabic", "decimal", "first", "paren", "circled", "letter", "bullet", "plain")
"""From outside to inside (公文结构层次, GB/T 9704-2012 7.3.3: 一、 （一） 1. （1）)."""
PIECES = ("paren", "circled", "letter", "bullet")
"""Ways of numbering that count pieces where another one is there."""
_SIGNS = "·•-–—*＊>＞"
"""Signs in front of a paragraph besides the pictures and symbols of Unicode."""
_BEFORE_FIGURE = re.compile(r"[ \t\u3000]*(\d{1,3})[.．](?=\d)")
_BEFORE_WORDS = re.compile(
    r"[ \t\u3000]*0?(\d{1,2})(?:[ \t\u3000]*[｜|│丨][ \t\u3000]*|[ \t\u3000]+)(?=[\u4e00-\u9fff“《「])(?!月|年|日|时|点|周|季)"
)
_ALONE = re.compile(r"[ \t\u3000]*(?:(?:NO|No|no|PART|Part|part|P)[.．]?[ \t\u3000]*)?0?(\d{1,2})[ \t\u3000]*")
_RUN = 3
"""So many numbers in their order, from 1 on, tell that doubtful ones are numbers."""


@frozen
class Level:
    """A numbered paragraph."""

    kind: str
    """chinese 一、, bracket （一）, arabic 1., first 一是, paren （1）, named 项目一：, circled ①, letter a., bullet ●."""
    number: Passage
    text: Passage
    whole: Passage


def level_of(paragraph: Passage) -> Level | None:
    """The number, or the bullet, in front of a paragraph with a text behind it; None if there is none.

    >>> from minsheng.intake.source import Spot
    >>> [level_of(Passage.whole(t, Spot(0))).kind for t in ("1.改造", "（1）改造", "项目一：改造", "● 改造", "③改造")]
    ['arabic', 'paren', 'named', 'bullet', 'circled']
    """
    signs = signs_before(paragraph.text)
    bare = paragraph[signs:] if signs else paragraph
    found = _number_of(bare.text)
    if found is not None:
        kind, match = found
        if match.end() >= len(bare):
            return None
        start, end = printed(match)
        return Level(kind, bare[start:end], bare[match.end() :].stripped(), paragraph)
    if signs and bare and not starts_with_label(bare):
        return Level("bullet", paragraph[0:0], bare.stripped(), paragraph)
    return None


def _number_of(text: str) -> tuple[str, re.Match[str]] | None:
    match = arabic_number(text)
    if match is not None:
        return ("paren" if match[1] else "arabic"), match
    match = chinese_number(text)
    if match is not None:
        return ("bracket" if match[2] else "first" if match[4] else "chinese"), match
    for kind, number in (("named", named_number), ("circled", circled_number), ("letter", letter)):
        match = number(text)
        if match is not None:
            return kind, match
    return None


def signs_before(text: str) -> int:
    """How long the pictures, bullets and blanks in front of a text are; 0 if there is no such sign.

    >>> signs_before("● 改造道路"), signs_before("改造道路"), signs_before("-5%")
    (2, 0, 0)
    """
    end = signs = 0
    for c in text:
        if c in _SIGNS or unicodedata.category(c) in ("So", "Sk", "Cf", "Mn"):
            signs += 1
        elif not c.isspace():
            break
        end += 1
    dash = signs == 1 and text.strip()[:1] in "-–—" and text[end - 1 : end].strip()  # -5%, no bullet
    return end if signs and not dash else 0


_LABEL_SIGN = re.compile(
    r"[^\w\s（）()【】〔〕\[\]，。；：、,;:“”《》！？·.．/—-]{1,3}[ \t\u3000]*(?=[\u4e00-\u9fff]{2,12}[:：])"
    r"|(?<=\S)[ \t\u3000]*[—–-]{1,2}[ \t\u3000]+(?=[\u4e00-\u9fff]{2,12}[:：])"
)


_DASHES = re.compile(r"(?<=\S)[ \t\u3000]+[—–-]{1,2}[ \t\u3000]+(?=\S)")
"""Dashes that part a line as tabs do."""
_OWN_MARKS = re.compile(
    r"[ \t\u3000]*(?:[【\[〔「『<〈《]([\u4e00-\u9fff]{2,10})[】\]〕」』>〉》][ \t\u3000:：]*|([\u4e00-\u9fff]{4,8})(?:[ \t\u3000]{2,}|\u3000|\t|[ \t]*(?:[｜|│丨/／→➜►▶>]|[—–-]{1,2})[ \t]*))(?=\S)"
)
"""A label without a colon: in brackets of its own, or with wide space or another mark behind it."""


_SEPARATES = re.compile("[｜|│丨/／→➜►▶>—–-]")
_MARK_INSIDE = re.compile(r"(?<=[\s；;，,])([\u4e00-\u9fff]{4,8})[ \t]*(?:[｜|│丨/／→➜►▶>]|[—–-]{1,2})[ \t]*(?=\S)")


def without_signs(paragraph: Passage) -> Iterator[Passage]:
    """A paragraph without the signs in front of its labels, cut at those in its midst: ☆牵头单位：甲局　☆完成时间：8月.

    >>> from minsheng.intake.source import Spot
    >>> [p.text for p in without_signs(Passage.whole("☆牵头单位：县教育局　☆完成时间：8月", Spot(0)))]
    ['牵头单位：县教育局', '完成时间：8月']
    >>> [p.text for p in without_signs(Passage.whole("（三）责任单位：县民政局。", Spot(0)))]
    ['责任单位：县民政局。']
    """
    marks = _MARK_INSIDE.finditer(paragraph.text) if _SEPARATES.search(paragraph.text) is not None else ()
    more = next((m for m in marks if m[1] in labels()), None)
    if more is not None and (first := _OWN_MARKS.match(paragraph.text)) is not None and first[2] in labels():
        yield from without_signs(paragraph[: more.start()].stripped())  # 责任部门 / 区城管局　完成时间 / 10月
        yield from without_signs(paragraph[more.start() :].stripped())
        return
    own = _OWN_MARKS.match(paragraph.text)
    if own is not None and (own[1] or own[2]) in labels():  # 【牵头单位】县教育局; 牵头单位　县教育局
        group = 1 if own[1] else 2
        paragraph = Passage.joined((paragraph[own.start(group) : own.end(group)], paragraph[own.end() :]), "：")
    numbered = _number_of(paragraph.text)
    if numbered is not None and label_of(paragraph[numbered[1].end() :]) not in (None, Column.NAME):
        paragraph = paragraph[numbered[1].end() :]  # a labelled line of a project, numbered like its others
    parts = list(_DASHES.finditer(paragraph.text))
    if len(parts) > 1 and any(starts_with_label(paragraph[m.end() :]) for m in parts):  # 名称 —— 内容 —— 责任单位：…
        begins, ends = [0, *(m.end() for m in parts)], [*(m.start() for m in parts), len(paragraph)]
        yield from (paragraph[a:b].stripped() for a, b in zip(begins, ends, strict=True) if paragraph[a:b].stripped())
        return
    signs = signs_before(paragraph.text)
    start = signs if signs and starts_with_label(paragraph[signs:]) else 0
    for sign in _LABEL_SIGN.finditer(paragraph.text):
        behind = paragraph[sign.end() :]
        if not starts_with_label(behind):
            continue
        if sign.start() > start and paragraph[start : sign.start()].stripped():
            yield paragraph[start : sign.start()].stripped()
        start = sign.end()
    yield paragraph[start:] if start else paragraph


def without_label_headings(paragraphs: Sequence[Passage]) -> list[Passage]:
    """The paragraphs, labels that stand alone for each project joined to what follows, numbered ones without their number.

    （一）工作目标 … （二）责任单位 …, below 一、 and again below 二、: no project is called so.

    >>> from minsheng.intake.source import Spot
    >>> lines = ["一、甲行动", "（一）工作目标", "1.改造", "二、乙行动", "（一）工作目标", "（二）责任单位", "甲局"]
    >>> [p.text for p in without_label_headings([Passage.whole(t, Spot(i)) for i, t in enumerate(lines)])]
    ['一、甲行动', '工作目标', '1.改造', '二、乙行动', '工作目标', '责任单位：甲局']
    """
    bare = [_label_alone(p) for p in paragraphs]
    counted = Counter(label.text for label in bare if label is not None)
    again = any(n > 1 for n in counted.values())
    found: list[Passage] = []
    i = 0
    while i < len(paragraphs):
        label = bare[i] if again else None
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        if label is None:
            found.append(paragraphs[i])
        elif (
            labels()[label.text] is Column.CONTENT
            or following is None
            or bare[i + 1] is not None
            or _number_of(following.text) is not None
        ):
            found.append(label)
        else:
            found.append(Passage.joined((label, following), "："))
            i += 1
        i += 1
    return found


_ASPECT = re.compile(rf"[ \t\u3000]*([{NUMERALS}]{{1,2}})、([\u4e00-\u9fff]{{4,6}})[。：:](?=.)")
"""A numbered aspect of a project: 二、目标任务。年内改造3000户。"""
_PROGRESS_OF_WORK = {"工作进度": "完成时限", "进度安排": "完成时限", "实施进度": "完成时限", "时间安排": "完成时限"}


def aspects_labelled(paragraphs: Sequence[Passage]) -> list[Passage]:
    """The paragraphs; where projects count the same aspects from 1 again, those that are known become labelled lines, and the
    others (背景, 措施) are left out: they say nothing that a project promises.

    >>> from minsheng.intake.source import Spot
    >>> lines = [
    ...     "第1件 危房",
    ...     "一、项目背景。略",
    ...     "二、目标任务。改造9户",
    ...     "第2件 学校",
    ...     "一、项目背景。略",
    ...     "二、目标任务。建1所",
    ... ]
    >>> [p.text for p in aspects_labelled([Passage.whole(t, Spot(i)) for i, t in enumerate(lines)])]
    ['第1件 危房', '目标任务：改造9户', '第2件 学校', '目标任务：建1所']
    """
    told = [_ASPECT.match(p.text) for p in paragraphs]
    times = Counter(m[2] for m in told if m is not None)
    begins = sum(m is not None and counted(m[1]) == 1 for m in told)
    again = {word for word, n in times.items() if n > 1 and n == begins}
    if len(again) < 2 or not any(labels().get(word) is Column.CONTENT for word in again):
        return [*paragraphs]
    found: list[Passage] = []
    for paragraph, match in zip(paragraphs, told, strict=True):
        if match is None:
            found.append(paragraph)
            continue
        label = paragraph[match.start(2) : match.end(2)]
        label = standing_for(label, _PROGRESS_OF_WORK[match[2]]) if match[2] in _PROGRESS_OF_WORK else label
        if labels().get(label.text, Column.NAME) is not Column.NAME:
            found.append(Passage.joined((label, paragraph[match.end() :]), "："))
    return found


_LABEL_LINE = 20
"""Characters of a line that is but a label, at most."""


def _label_alone(paragraph: Passage) -> Passage | None:
    """The label that is all of a line, behind its number if it has one; None for any other."""
    numbered = _number_of(paragraph.text) if len(paragraph) < _LABEL_LINE else None
    if len(paragraph) >= _LABEL_LINE or (numbered is not None and numbered[0] not in ("bracket", "arabic", "paren")):
        return None
    label = paragraph[numbered[1].end() if numbered is not None else 0 :].stripped("。：: ")
    return label if labels().get(label.text, Column.NAME) is not Column.NAME else None


_ANNOUNCED = re.compile(
    r"[^。：:]{0,60}(?:实事|项目)[^。：:]{0,12}[:：。][ \t\u3000]*(?:(?:分别|具体)(?:是|为|有|如下)[:：][ \t\u3000]*)?(?=①|⑴|1[.．、]|[（(][1一][)）]|一是|第一[,，、])"
)
"""What comes before a list that goes on in the same paragraph: 今年办好以下八件民生实事：①…。②…"""
_IN_LIST = re.compile(
    rf"(?:(?<=[。；;：:，,\s])|^)(?:([①-⑳])|([⑴-⒇])|(\d{{1,2}})[.．、](?!\d)|[（(](\d{{1,2}})[)）]|[（(]([{NUMERALS}]{{1,3}})[)）]|([{NUMERALS}]{{1,3}})是|第([{NUMERALS}]{{1,3}})[,，、])"
)


def lists_apart(paragraph: Passage) -> list[Passage]:
    """The projects that a paragraph announces and counts, each for itself, behind what announces them.

    >>> from minsheng.intake.source import Spot
    >>> text = "（八）为民办事。集中力量办好以下民生实事：①建成学校2所。②改造危房136户。③新建公路86公里。"
    >>> [p.text for p in lists_apart(Passage.whole(text, Spot(0)))][1:]
    ['①建成学校2所。', '②改造危房136户。', '③新建公路86公里。']
    """
    announced = _ANNOUNCED.search(paragraph.text) if "实事" in paragraph.text else None
    if announced is None or "实事" not in announced[0]:
        return [paragraph]
    begins: list[int] = []
    way = 0
    for mark in _IN_LIST.finditer(paragraph.text, announced.end()):
        group = next(g for g, words in enumerate(mark.groups(), 1) if words)
        if group == (way or group) and counted(mark[group]) == len(begins) + 1:
            begins.append(mark.start())
            way = group
    if len(begins) < _RUN or begins[0] > announced.end() + 1:
        return [paragraph]
    ends = [*begins[1:], len(paragraph)]
    return [paragraph[: begins[0]], *(paragraph[a:b] for a, b in zip(begins, ends, strict=True))]


def with_numbers_alone(paragraphs: Sequence[Passage]) -> list[Passage]:
    """The paragraphs, a number that stands alone on its line (01; 项目一) joined to the next one."""
    alone = [_ALONE.fullmatch(p.text) for p in paragraphs]
    run = _from_one([None if m is None else int(m[1]) for m in alone])
    counting = {i for i, c in counters(paragraphs).items() if c.text >= len(paragraphs[i])}
    found: list[Passage] = []
    i = 0
    while i < len(paragraphs):
        paragraph = paragraphs[i]
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        if (
            following is not None
            and (i in run or i in counting or _bare(paragraph))
            and _number_of(following.text) is None
        ):
            number = alone[i]
            found.append(Passage.joined((paragraph[number.start(1) :] if number else paragraph, following), "　"))
            i += 1
        else:
            found.append(paragraph)
        i += 1
    return found


def _bare(paragraph: Passage) -> bool:
    found = _number_of(paragraph.text[signs_before(paragraph.text) :])
    return found is not None and found[0] != "arabic" and found[1].end() >= len(found[1].string)


def _from_one(numbers: Sequence[int | None]) -> frozenset[int]:
    """Where numbers stand that count 1, 2, 3… without a gap; none if they are too few to tell."""
    places = [i for i, n in enumerate(numbers) if n is not None]
    counted = [numbers[i] for i in places] == [*range(1, len(places) + 1)]
    return frozenset(places) if counted and len(places) >= _RUN else frozenset()


def levels(paragraphs: Sequence[Passage]) -> list[Level | None]:
    """The numbers of all paragraphs; 1.253个小区 is number 1 where 2 follows, and number 2 is expected behind 1."""
    found = [level_of(p) for p in paragraphs]
    following = 0
    for i in range(len(found) - 1, -1, -1):  # from behind: what follows a doubtful number is known
        level = found[i]
        match = _BEFORE_FIGURE.match(paragraphs[i].text) if level is None else None
        if match is not None and following == int(match[1]) + 1:
            found[i] = level = _with_number(paragraphs[i], match)
        if level is not None and level.kind == "arabic":
            following = ordinal(level.number.text) or 0
    last = 0
    for i, level in enumerate(found):
        match = _BEFORE_FIGURE.match(paragraphs[i].text) if level is None else None
        if match is not None and last and int(match[1]) == last + 1:
            found[i] = level = _with_number(paragraphs[i], match)
        if level is not None and level.kind == "arabic":
            last = ordinal(level.number.text) or 0
    wide = [_BEFORE_WORDS.match(p.text) if found[i] is None else None for i, p in enumerate(paragraphs)]
    for i in _from_one([None if m is None else int(m[1]) for m in wide]):
        match = wide[i]
        if match is not None:
            found[i] = _with_number(paragraphs[i], match)
    for i, number in _decimals(paragraphs).items():
        paragraph = paragraphs[i]
        text = paragraph[number.end() :].stripped()
        found[i] = Level("decimal", paragraph[number.start(1) : number.end(1)], text, paragraph)
    for i, counter in counters(paragraphs).items():
        paragraph = paragraphs[i]
        if found[i] is None and counter.text < len(paragraph):
            text = paragraph[counter.text :].stripped()
            found[i] = Level("named", paragraph[counter.start : counter.end], text, paragraph)
    return found


def _with_number(paragraph: Passage, match: re.Match[str]) -> Level:
    number, text = paragraph[match.start(1) : match.end(1)], paragraph[match.end() :].stripped()
    return Level("arabic", number, text, paragraph)


_DECIMAL = re.compile(
    r"[ \t\u3000]*((\d{1,2})[.．](\d{1,2}))[.．、]?[ \t\u3000]*(?=[\u4e00-\u9fff“《])(?![万亿个名户条座公倍])"
)


def _decimals(paragraphs: Sequence[Passage]) -> dict[int, re.Match[str]]:
    """Numbers of two parts in front of paragraphs (1.1 1.2 2.1), each following the one before it; none if too few."""
    found = {i: m for i, p in enumerate(paragraphs) if (m := _DECIMAL.match(p.text)) is not None}
    before = (0, 0)
    for match in found.values():
        part = (int(match[2]), int(match[3]))
        if part not in ((before[0], before[1] + 1), (before[0] + 1, 1)):
            return {}
        before = part
    return found if len(found) >= _RUN else {}
