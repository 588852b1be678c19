"""Numbered paragraphs → drafts of projects (条文式), with units and time limits in labelled lines or brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from attrs import evolve, frozen

from minsheng.intake.drafts import Draft, Report
from minsheng.intake.fitting import Look, look
from minsheng.intake.header import UNITS, Column, labels
from minsheng.intake.numbering import arabic_number, chinese_number, ordinal, printed
from minsheng.intake.parties import assigns
from minsheng.intake.passages import Passage
from minsheng.intake.rhythms import commands
from minsheng.intake.source import Spot

_MARKS = re.compile(r"牵头|配合|负责[；;，,）)]|主办|协办")
_END = re.compile(r"\s*(?:以上|上述|说明[:：]|注[:：]|附件|附[:：]|主办[:：]|责任编辑|编辑[:：]|分享到)")
_BORDER = re.compile(r"[。；;，,\s]")
_CLOSING = frozenset((*UNITS, Column.DEADLINE, Column.FUNDING))
"""What a label in the midst of a paragraph may name; 内容： or 进展： there is a word like others."""
_SURE, _COUNTED, _UNSURE = 0.985, 0.93, 0.6
"""How sure it is that a paragraph is a project: it names units; all are counted from 1 without a gap; neither."""
_DEMANDS = re.compile(
    "(?:工作|有关|相关|几点|具体|其他|报送|落实)?(?:要求|事项)|(?:保障|工作|推进|落实)措施|(?:推进|工作|调度|督查|报送|落实|保障)机制"
    "|(?:实施|工作)步骤|(?:切实|进一步)?(?:加强|强化|严格|严肃|做好|抓好|开展|健全|完善|明确|落实)?"
    "(?:组织(?:领导|保障|实施)|(?:督促|督导|监督|跟踪|调度|督查|考核|情况|信息|进展)(?:检查|督办|督导|督查|考核|问效|问责|通报|报送|调度|落实))"
)
"""Headings of what is demanded, behind the projects (三、工作要求)."""
_FORE_BRACKET = re.compile(r"\s*[（(][^（()）]*[）)]\s*")


@frozen
class _Block:
    """A numbered paragraph with those that belong to it."""

    level: _Level
    rest: list[Passage]

    @property
    def owns(self) -> bool:
        """Whether it names units."""
        return any(_is_duty(p) for p in (self.level.text, *self.rest))


@frozen
class _Level:
    """Which numbers count projects: Arabic ones, 一、 or （一）."""

    kind: str
    number: Passage
    text: Passage
    whole: Passage


def drafts_in_prose(paragraphs: Sequence[Passage]) -> tuple[list[Draft], list[Passage]]:
    """One draft a numbered paragraph of the level at which units are named, and all text that belongs to none of them.

    Where no paragraph names a unit, the level with most numbers is taken, with less confidence. What stands behind the
    last project and tells somebody how often to do what belongs to none, even in the same paragraph.
    """
    blocks = _blocks(paragraphs)
    owning = Counter(b.level.kind for b in blocks if b.owns)
    counted = Counter(b.level.kind for b in blocks)
    if owning:
        kind, sure = max(owning, key=lambda k: owning[k]), _SURE
    else:
        many = {k: n for k, n in counted.items() if n >= 2}
        if not many:
            return [], list(paragraphs)
        kind, sure = max(many, key=lambda k: (many[k], k == "arabic")), _UNSURE
    chosen = _in_sections(blocks, kind)
    while len(chosen) > 1 and _demands(chosen[-1]):
        chosen.pop()
    chosen[-1], behind = _without_commands(chosen[-1])
    if (
        sure == _UNSURE
        and len(chosen) > 2
        and [ordinal(b.level.number.text) for b in chosen] == [*range(1, len(chosen) + 1)]
    ):
        sure = _COUNTED
    drafts = [_draft(b.level, b.rest, sure) for b in chosen]
    drafts = [d if d.number else evolve(d, number=str(n)) for n, d in enumerate(drafts, 1)]
    taken = {spot for b in chosen for p in (b.level.whole, *b.rest) for spot in _spots(p)}
    left = {spot: p for p in behind for spot in _spots(p)}
    rest: list[Passage] = []
    for paragraph in paragraphs:
        spots = _spots(paragraph)
        if not spots & taken:
            rest.append(paragraph)
        else:
            rest += dict.fromkeys(left[spot] for spot in spots if spot in left and left[spot] is not paragraph)
    return drafts, rest


_SECTION = re.compile(
    r"(?:总体|工作|主要|基本|具体|实施|有关|相关|组织|保障|监督|督查|考核|进度|时间|责任|指导|任务)*"
    r"(?:要求|目标|思路|原则|思想|保障|措施|步骤|安排|领导|考核|机制|程序|分工|落实|依据|背景|意义|说明)"
)
"""Headings of sections that list no projects (一、总体要求, 三、保障措施)."""


def _in_sections(blocks: Sequence[_Block], kind: str) -> list[_Block]:
    """The blocks of a kind; those under a heading of another kind that announces demands are none, unless they name units."""
    found: list[_Block] = []
    passed: str | None = None
    for block in blocks:
        if block.level.kind != kind:
            heading = block.level.text.text.rstrip("。：:")
            told = len(heading) <= 12 and (_SECTION.fullmatch(heading) or _DEMANDS.fullmatch(heading)) is not None
            if told and not block.owns:
                passed = block.level.kind
            elif passed == block.level.kind:
                passed = None
        elif passed is None or block.owns:
            found.append(block)
    return found or [b for b in blocks if b.level.kind == kind]


def _spots(passage: Passage) -> set[Spot]:
    return {span.spot for span in passage.spans}


def _demands(block: _Block) -> bool:
    """Whether a block is no project but what is demanded of all (三、工作要求), or a command by itself."""
    text = block.level.text
    heading = _DEMANDS.fullmatch(text.stripped("。").text) is not None
    return not block.owns and (heading or commands(next(text.split("。！"))))


def _without_commands(block: _Block) -> tuple[_Block, list[Passage]]:
    """The last block without the rhythm sentences behind it, and these with all that follows them."""
    parts = [block.level.text, *block.rest]
    own = max((k for k, part in enumerate(parts) if _is_duty(part)), default=0)
    for k, part in enumerate(parts[own:], own):
        place = _place_of_commands(part) if k == own else 0 if _commanding(part) else len(part)
        if place < len(part):
            kept, behind = [*parts[:k], *([part[:place]] if place else [])], [part[place:], *parts[k + 1 :]]
            level = block.level if k else evolve(block.level, text=kept[0], whole=kept[0])
            return _Block(level, kept[1:]), behind
    return block, []


def _commanding(paragraph: Passage) -> bool:
    return any(commands(sentence) for sentence in paragraph.split("。！"))


def _place_of_commands(paragraph: Passage) -> int:
    """Where in a paragraph, behind its first sentence and the units, somebody is told how often to do what; else its length."""
    place = 0
    for sentence in paragraph.split("。！"):
        bracket = _FORE_BRACKET.match(sentence.text)
        start = place + (bracket.end() if bracket else 0)
        place += len(sentence) + 1
        if start and commands(paragraph[start : place - 1]) and not _is_duty(paragraph[start:]):
            return start
    return len(paragraph)


_BULLET = re.compile(r"[ \t\u3000]*[●◆■▪•○★▲►➢◇□][ \t\u3000]*(?=\S)")


def _level(paragraph: Passage) -> _Level | None:
    text = paragraph.text
    bullet = _BULLET.match(text)
    if bullet is not None:
        return _Level("bullet", paragraph[0:0], paragraph[bullet.end() :].stripped(), paragraph)
    match = arabic_number(text)
    kind = "arabic"
    if match is None:
        match = chinese_number(text)
        kind = "bracket" if match is not None and match[2] else "chinese"
    if match is None or match.end() >= len(text):
        return None
    start, end = printed(match)
    return _Level(kind, paragraph[start:end], paragraph[match.end() :].stripped(), paragraph)


def _blocks(paragraphs: Sequence[Passage]) -> list[_Block]:
    """Each numbered paragraph with those that belong to it."""
    found: list[_Block] = []
    closed = True
    for paragraph in paragraphs:
        level = _level(paragraph)
        if level is not None:
            found.append(_Block(level, []))
            closed = False
        elif not closed and found:
            block = found[-1]
            opened = _open_brackets([block.level.text, *block.rest])
            duty = _starts_with_label(paragraph) or assigns(paragraph.stripped("。"))
            if opened or duty or not (block.owns or _END.match(paragraph.text)):
                block.rest.append(paragraph.stripped())
            else:
                closed = True
    return found


def _open_brackets(paragraphs: Sequence[Passage]) -> bool:
    text = "".join(p.text for p in paragraphs)
    return sum(map(text.count, "（(")) > sum(map(text.count, "）)"))


@cache
def _labels() -> re.Pattern[str]:
    names = "|".join(re.escape(n) for n in labels())
    return re.compile(rf"({names})\s*[:：]")


def _starts_with_label(paragraph: Passage) -> bool:
    return bool(_labels().match(paragraph.text.lstrip()))


def _is_duty(paragraph: Passage) -> bool:
    """Whether it names units: by a label, in a bracket with 牵头 or 配合, or in a sentence that does nothing else."""
    if _labels().search(paragraph.text) or any(_MARKS.search(b.text) for b in _brackets(paragraph)):
        return True
    return bool(_MARKS.search(paragraph.text + "；")) and any(assigns(s.stripped()) for s in paragraph.split("。\n"))


def _brackets(passage: Passage) -> Iterator[Passage]:
    """What stands in outermost brackets, the brackets included; one that is never closed reaches to the end."""
    depth = start = 0
    for i, c in enumerate(passage.text):
        if c in "（(":
            start = i if depth == 0 else start
            depth += 1
        elif c in "）)" and depth:
            depth -= 1
            if depth == 0:
                yield passage[start : i + 1]
    if depth:
        yield passage[start:]


def _draft(level: _Level, rest: Sequence[Passage], confidence: float) -> Draft:
    duties: list[Passage] = []
    texts: list[Passage] = []
    whole = _merged([level.text, *rest])
    for paragraph in (part for p in whole for part in _parted(p)):
        if texts and (_starts_with_label(paragraph) or assigns(paragraph.stripped("。"))):
            duties.append(paragraph)
            continue
        passed = 0
        for bracket in _brackets(paragraph):
            if _labels().search(bracket.text) or _MARKS.search(bracket.text):
                start = paragraph.text.index(bracket.text, passed)
                texts.append(paragraph[passed:start].stripped())
                duties.append(bracket[1 : len(bracket) - (bracket.text[-1] in "）)")])
                passed = start + len(bracket)
        texts.append(paragraph[passed:].stripped())
    parts = [part for duty in duties for part in _labelled(duty)]
    texts = [t for t in texts if t.stripped("。；;，, ")]
    contents = [p for c, p in parts if c in (Column.CONTENT, Column.TEXT)]
    limits = tuple(p for c, p in parts if c is Column.DEADLINE)
    return Draft(
        number=level.number.text,
        number_at=level.number,
        name=texts[0].squeezed() if contents and texts else Passage(""),
        contents=(*texts[1:], *contents) if contents else tuple(texts),
        units=tuple((c, p) for c, p in parts if c in UNITS),
        deadlines=limits,
        limit_stated=bool(limits),
        funding=tuple(p for c, p in parts if c is Column.FUNDING),
        reports=tuple(Report(words=(p,)) for c, p in parts if c is Column.PROGRESS),
        labels=tuple(duties),
        rule="prose",
        confidence=confidence,
    )


def _parted(paragraph: Passage) -> Iterator[Passage]:
    """A paragraph in whose midst labels stand (改造85公里。牵头单位：县交运局。), cut before each and behind its sentence."""
    text = paragraph.text
    if _starts_with_label(paragraph):
        yield paragraph
        return
    if _MARKS.search(text + "；") and (cut := _assignment_in(paragraph)) is not None:
        start, end = cut
        yield from _parted(paragraph[:start]) if start else ()
        yield paragraph[start:end]
        yield from _parted(paragraph[end:]) if end < len(paragraph) else ()
        return
    plain = _outside_brackets(text)
    done = 0
    for match in _labels().finditer(plain):
        start = match.start()
        if start < done or labels()[match[1]] not in _CLOSING or not _BORDER.match(text, start - 1):
            continue
        yield paragraph[done:start]
        done = plain.find("。", match.end()) + 1 or len(text)
        yield paragraph[start:done]
    if done < len(text):
        yield paragraph[done:]


def _assignment_in(paragraph: Passage) -> tuple[int, int] | None:
    """The first sentence of a paragraph that only says who leads and who helps, its mark included."""
    start = 0
    for sentence in paragraph.split("。\n"):
        end = start + len(sentence)
        if sentence and assigns(sentence.stripped()):
            return start, min(end + 1, len(paragraph))
        start = end + 1
    return None


def _outside_brackets(text: str) -> str:
    """The text with blanks in place of what stands in brackets; one that is never closed reaches to the end."""
    depth = 0
    plain = []
    for c in text:
        depth += c in "（("
        plain.append("\0" if depth else c)
        depth -= depth > 0 and c in "）)"
    return "".join(plain)


def _merged(paragraphs: Sequence[Passage]) -> list[Passage]:
    """Paragraphs of which one goes on in the next, within a bracket, put together."""
    found: list[Passage] = []
    for paragraph in paragraphs:
        if found and _open_brackets(found[-1:]):
            found[-1] = Passage.joined((found[-1], paragraph), "\n")
        else:
            found.append(paragraph)
    return found


def _labelled(duty: Passage) -> list[tuple[Column, Passage]]:
    """The parts of a text about units behind their labels; what stands before the first is taken as unmarked units."""
    matches = list(_labels().finditer(duty.text))
    found: list[tuple[Column, Passage]] = []
    before = duty[: matches[0].start() if matches else len(duty)].stripped("；;，,。")
    if before and _MARKS.search(before.text + "；"):
        found.append((Column.RESPONSIBLE, before))
    for i, match in enumerate(matches):
        end = matches[i + 1].start() if i + 1 < len(matches) else len(duty)
        found.append((labels()[match[1]], duty[match.end() : end].stripped("；;，,。")))
    return [pair for column, text in found for pair in _limits_apart(column, text)]


def _limits_apart(column: Column, text: Passage) -> Iterator[tuple[Column, Passage]]:
    """A text about units, and the clauses of it that are a time limit: 县交运局牵头，10月底前完成."""
    if column not in UNITS:
        yield column, text
        return
    start = done = 0
    for clause in text.split("，,；;"):
        end = start + len(clause)
        other = (
            Column.DEADLINE
            if look(clause.text) is Look.TIME
            else Column.RESPONSIBLE
            if column is Column.LEADERS and assigns(clause.stripped("。"))
            else None
        )
        if other is not None:
            if done < start:
                yield column, text[done:start].stripped("，,；; ")
            yield other, clause.stripped("。")
            done = end
        start = end + 1
    if done < len(text) and text[done:].stripped("，,；; "):
        yield column, text[done:].stripped("，,；; ")
