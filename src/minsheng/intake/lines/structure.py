"""At which way of numbering a document counts its projects (条文结构): by what stands below each number, not by its shape."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from attrs import evolve, frozen

from minsheng.intake.lines.grouping import Units
from minsheng.intake.lines.levels import ORDER, PIECES, Level
from minsheng.intake.lines.regular import HEADING
from minsheng.intake.passages import Passage
from minsheng.intake.words.numbering import counted
from minsheng.intake.words.telling import is_duty
from minsheng.targets import find_targets

DEMANDS = re.compile(
    "(?:工作|有关|相关|几点|具体|其他|报送|落实)?(?:要求|事项)|(?:保障|工作|推进|落实)措施|(?:推进|工作|调度|督查|报送|落实|保障)机制"
    "|(?:实施|工作)步骤|(?:切实|进一步)?(?:加强|强化|严格|严肃|做好|抓好|开展|健全|完善|明确|落实)?"
    "(?:组织(?:领导|保障|实施)|(?:督促|督导|监督|跟踪|调度|督查|考核|情况|信息|进展)(?:检查|督办|督导|督查|考核|问效|问责|通报|报送|调度|落实))"
)
"""Headings of what is demanded, behind the projects (三、工作要求)."""


@frozen
class Block:
    """A numbered paragraph with those that belong to it."""

    level: Level
    rest: list[Passage]
    under: Units = ()
    """What is said of it and of others together: units or a limit as a heading above them, a sentence behind them."""
    outer: Passage | None = None
    """The heading around it that could be the project as well."""

    @property
    def owns(self) -> bool:
        """Whether it names units."""
        return any(is_duty(p) for p in (self.level.text, *self.rest))


def other_level(blocks: Sequence[Block], kind: str) -> dict[int, Passage]:
    """Place of each block of the kind → the heading around it, where another way of numbering could count the projects as well.

    Its headings name units too, and what stands below each counts from 1 again.
    """
    place = {id(b): k for k, b in enumerate(blocks)}
    for outer in takewhile(lambda other: other != kind, _from_outside(blocks)):
        groups = [
            (b, own) for b, inner in _groups(blocks, outer) if (own := [c for c in inner if c.level.kind == kind])
        ]
        again = all(counted(own[0].level.number.text) in (1, None) for _, own in groups)
        if again and sum(b.owns for b, _ in groups) > 1:
            return {place[id(c)]: b.level.text for b, own in groups for c in own}
    return {}


def headed_runs(lines: Sequence[Passage], blocks: Sequence[Block], kind: str | None) -> list[list[Passage]]:
    """Projects below headings without a number, each with pieces that count from 1 again, the units behind the last of them."""
    place = {id(p): i for i, p in enumerate(lines)}
    pieces = [b for b in blocks if b.level.kind == kind]
    begins = [k for k, b in enumerate(pieces) if counted(b.level.number.text) in (1, None)]
    if not begins:
        return []
    runs = [pieces[a:b] for a, b in zip(begins, [*begins[1:], len(pieces)], strict=True)]
    if len(runs) < 2 or begins[0] or len(begins) == len(pieces) or len(pieces) < len(blocks):
        return []
    found: list[list[Passage]] = []
    for run in runs:
        above = place.get(id(run[0].level.whole), 0) - 1
        heading = lines[above].stripped() if above >= 0 else Passage("")
        if not run[-1].owns or any(b.owns for b in run[:-1]) or not HEADING.fullmatch(heading.text.rstrip("：:。")):
            return []
        found.append([heading, *(p for b in run for p in (b.level.whole, *b.rest))])
    return found


def largest_kind(blocks: Sequence[Block]) -> str | None:
    """The way of numbering that counts most, Arabic ones before others; those that count pieces only where no other is."""
    kinds = Counter(b.level.kind for b in blocks)
    many = {k: n for k, n in kinds.items() if n >= 2}
    largest = max(many, key=lambda k: (_counts_projects(blocks, k), many[k], k == "arabic"), default=None)
    outer = next(takewhile(lambda k: k != largest, _from_outside(blocks)), None) if len(many) > 1 else None
    return outer if outer in many and largest is not None and _some_alone(blocks, outer, largest) else largest


def _some_alone(blocks: Sequence[Block], outer: str, inner: str) -> bool:
    """Whether of the headings of a kind some have pieces of the other below them, from 1 on, and others a text that promises."""
    groups = _groups(blocks, outer)
    headings = [b.level.text.text.rstrip("。：:") for b, _ in groups]
    if any(SECTION.fullmatch(h) or DEMANDS.fullmatch(h) for h in headings):
        return False
    alone = [b for b, pieces in groups if not pieces and any(find_targets(p.text[:200]) for p in b.rest)]
    begins = [counted(pieces[0].level.number.text) for _, pieces in groups if pieces and pieces[0].level.kind == inner]
    return bool(alone) and len(begins) > 1 and set(begins) == {1} and len(alone) + len(begins) == len(groups)


def _counts_projects(blocks: Sequence[Block], kind: str) -> bool:
    """Whether a way of numbering can count projects where others are there: （1） only if it goes on from section to section."""
    if kind not in PIECES:
        return True
    numbers = [counted(b.level.number.text) for b in blocks if b.level.kind == kind]
    return len(numbers) > 1 and numbers == [*range(1, len(numbers) + 1)]


def owning_kind(blocks: Sequence[Block]) -> str:
    """The way of numbering of which most blocks, all that is below them included, name units just once.

    Of two of which the same is true the inner counts, but where it numbers pieces: 一、… （1）… （2）… 责任单位：…, from 1
    on each time, the units behind the last of them.
    """
    best, most = "", 0
    for kind in _from_outside(blocks):
        groups = _groups(blocks, kind)
        once = sum(outer.owns + sum(b.owns for b in inner) == 1 for outer, inner in groups)
        first = next(b.level.number.text for b in blocks if b.level.kind == kind)
        inner = (
            best
            and _counts_projects(blocks, kind)
            and counted(first) in (1, None)
            and not _are_pieces(_groups(blocks, best), kind)
        )
        if once > most or (once == most and inner):
            best, most = kind, once
    if most:
        return best
    owning = Counter(b.level.kind for b in blocks if b.owns)
    return max(owning, key=lambda k: owning[k])


def _from_outside(blocks: Sequence[Block]) -> list[str]:
    """The ways of numbering as official documents nest them; 项目一 is outermost where it comes first."""
    kinds = list(dict.fromkeys(b.level.kind for b in blocks))
    order = ORDER if kinds[:1] != ["named"] else ("named", *ORDER)
    return sorted(kinds, key=order.index)


def _groups(blocks: Sequence[Block], kind: str) -> list[tuple[Block, list[Block]]]:
    """Each block of a kind with those below it, up to the next of its kind or of one above."""
    order = _from_outside(blocks)
    rank = {k: n for n, k in enumerate(order)}
    found: list[tuple[Block, list[Block]]] = []
    inside = False
    for block in blocks:
        depth = rank[block.level.kind]
        if block.level.kind == kind:
            found.append((block, []))
            inside = True
        elif depth < rank.get(kind, -1):
            inside = False
        elif inside:
            found[-1][1].append(block)
    return found


def _are_pieces(groups: Sequence[tuple[Block, list[Block]]], kind: str) -> bool:
    """Whether the blocks of a kind are pieces of those that they stand below."""
    children = [own for _, inner in groups if (own := [b for b in inner if b.level.kind == kind])]
    return (
        any(len(inner) > 1 for inner in children)
        and all(counted(inner[0].level.number.text) in (1, None) for inner in children)
        and all(inner[-1].owns and not any(b.owns for b in inner[:-1]) for inner in children)
        and not any(outer.owns for outer, inner in groups if inner)
    )


def with_pieces(blocks: Sequence[Block], kind: str) -> list[Block]:
    """The blocks, those below one of the kind put into it."""
    groups = _groups(blocks, kind)
    joined = {id(outer): inner for outer, inner in groups}
    taken = {id(b) for _, inner in groups for b in inner}
    return [
        evolve(b, rest=[*b.rest, *(p for c in joined.get(id(b), []) for p in (c.level.whole, *c.rest))])
        for b in blocks
        if id(b) not in taken
    ]


SECTION = re.compile(
    r"(?:总体|工作|主要|基本|具体|实施|有关|相关|组织|保障|监督|督查|考核|进度|时间|责任|指导|任务)*"
    r"(?:要求|目标|思路|原则|思想|保障|措施|步骤|安排|领导|考核|机制|程序|分工|落实|依据|背景|意义|说明)"
)
"""Headings of sections that list no projects (一、总体要求, 三、保障措施)."""


_RANKS = re.compile(r"(?:排名|排序|名次|排行)(?:情况)?$")
"""Headings over places in the order of their rank."""


def in_sections(blocks: Sequence[Block], kind: str) -> list[Block]:
    """The blocks of a kind; those under a heading of another kind that announces demands are none, unless they name units."""
    found: list[Block] = []
    passed: str | None = None
    for block in blocks:
        if block.level.kind != kind:
            heading = block.level.text.text.rstrip("。：:")
            told = len(heading) <= 12 and (SECTION.fullmatch(heading) or DEMANDS.fullmatch(heading)) is not None
            told = told or _RANKS.search(heading) is not None
            if told and not block.owns:
                passed = block.level.kind
            elif passed == block.level.kind:
                passed = None
        elif passed is None or block.owns:
            found.append(block)
    return found or [b for b in blocks if b.level.kind == kind]
