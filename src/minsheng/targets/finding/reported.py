"""Figures of what was done in running text (进展数字): 已完成改造30个小区，完成率83.3%."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from attrs import field, frozen

from minsheng.targets.finding.candidates import Candidate
from minsheng.targets.finding.clauses import Clauses
from minsheng.targets.finding.deliverables import phrases_in
from minsheng.targets.finding.labels import label
from minsheng.targets.grammar.folding import Folded
from minsheng.targets.grammar.words import either, ending, words
from minsheng.targets.quantity import Quantity, from_phrase
from minsheng.targets.units import UnitTable, default_units

_SURE = {"strong": 0.95, "behind": 0.92, "weak": 0.85, "carried": 0.75, "bare": 0.7}
_RATE = re.compile(r"占|完成|进度|实现")
_WHOLE = re.compile(r"[^，。；\d]{0,10}中[，,]?(?:已|有)")
"""12所学校中已有8所建成: the first is all of them."""
_STATE = re.compile(r"已|正|均|全部|中(?:已|有)")
"""小区已完工: what is said of them is no part of what they are."""
_NO_FIGURE = re.compile(
    r"超(?:过|出|额)?(?:年度?|全年|目标|计划)*(?:任务|计划|目标)[数量]?\Z|第\Z|(?<![底年月日目之午学产婚课餐饭会赛岗])前\Z|每\Z|排名[^，。]{0,6}\Z|[宽高深厚]度?\Z|[直管]径\Z"
)


class Said(enum.Enum):
    """What a text says of a figure (数字的说法)."""

    DONE = "done"
    """Reached so far: 累计完成30个."""
    ADDED = "added"
    """Reached in the period that is reported: 本月完成5个."""
    RATE = "rate"
    """A share of the target or of the work: 完成率83.3%."""
    PLANNED = "planned"
    """The target once more: 目标任务36个."""
    OPEN = "open"
    """Begun, under way or left over: 正在施工6个, 剩余6个."""
    PART = "part"
    """A part of the figure before: 其中农村20公里."""


@frozen(kw_only=True)
class FoundReport:
    """A reported figure and its place in the text."""

    said: Said
    quantity: Quantity
    """The figure; a rate is a quantity in %."""
    counted: str
    """What is counted, printed behind it: 小区."""
    label: str
    """The words in front of it."""
    start: int
    end: int
    rule: str
    confidence: float = field()


def find_reported(text: str, *, units: UnitTable | None = None) -> tuple[FoundReport, ...]:
    """The figures that a text on progress reports, in its order, each with what is said of it; linear in its length.

    Dates, durations, ranks, shapes and figures in brackets that explain are none of them.

    >>> found = find_reported("目标任务36个，截至9月底已完工30个小区，完成率83.3%，正在施工6个。")
    >>> [(f.said.value, str(f.quantity)) for f in found]
    [('planned', '36个'), ('done', '30个'), ('rate', '83.3%'), ('open', '6个')]
    """
    folded = Folded(text)
    clauses = Clauses(folded.plain)
    return tuple(_reports(folded, clauses, units or default_units()))


def _reports(folded: Folded, clauses: Clauses, units: UnitTable) -> Iterator[FoundReport]:
    carried: tuple[int, Said, bool] | None = None
    last = 0
    for phrase in phrases_in(folded.plain, units):
        candidate = Candidate(plain=folded.plain, clauses=clauses, phrase=phrase)
        if _is_none(candidate):
            continue
        first, sentence = clauses.clause(phrase.start)[0], clauses.sentence(phrase.start)[0]
        before = folded.plain[max(first, last, phrase.start - 60) : phrase.start]
        earlier = carried if carried is not None and carried[0] >= sentence else None
        said, added, rule = _said(before, candidate.after, earlier, same_clause=last > first)
        share = phrase.unit.is_share
        if share and _of_the_work(candidate) and (said is not Said.PLANNED or _RATE.search(before)):
            said = Said.RATE
        elif not share and _WHOLE.match(candidate.after):
            said, rule = Said.PLANNED, "strong"
        if not (share and said is Said.RATE):
            carried = (phrase.start, said, added)
        noun = "" if phrase.unit.is_rate or phrase.bare or share else _STATE.split(candidate.noun)[0]
        yield FoundReport(
            said=said,
            quantity=from_phrase(phrase, folded.printed(phrase.start, phrase.end)),
            counted=noun,
            label=label(folded.plain[max(first, last, phrase.start - 60) : phrase.start], has_noun=bool(noun)),
            start=folded.at(phrase.start),
            end=folded.end(phrase.end + len(noun)),
            rule=rule,
            confidence=_SURE[rule],
        )
        last = phrase.end


def _is_none(c: Candidate) -> bool:
    """A date, a rank, a shape, a name: no figure of the work."""
    phrase = c.phrase
    if phrase.unit.is_time or (phrase.numeral and not phrase.value) or c.clauses.quoted(phrase.digits):
        return True
    if c.clauses.bracketed(phrase.digits) and not phrase.unit.is_share:
        return True
    if phrase.numeral and phrase.value < 3 and (phrase.bare or phrase.unit.name in ("期", "批", "段", "面", "次")):
        return True
    return _NO_FIGURE.search(c.before) is not None


@cache
def _marks() -> re.Pattern[str]:
    names = ("open", "done", "planned", "part", "weak")
    said = "|".join(f"(?P<{n}>{either(words('reported', n))})" for n in names)
    added = either(words("reported", "added")) + r"|(?<![\d—~至到-])\d{1,2}月(?:份|新增|完成)(?!底|止)"
    return re.compile(f"{said}|(?P<period>{added})")


@cache
def _behind() -> re.Pattern[str]:
    done, ahead = either(words("reported", "behind_done")), either(words("reported", "behind_open"))
    return re.compile(rf"[^，。；、\d]{{0,12}}?(?:(?P<done>{done})|(?P<open>{ahead}))")


def _said(
    before: str, after: str, earlier: tuple[int, Said, bool] | None, *, same_clause: bool
) -> tuple[Said, bool, str]:
    """What the words around a figure say of it, whether of the period only, and by which rule."""
    said: Said | None = None
    rule = ""
    added = False
    for mark in _marks().finditer(before):
        name = mark.lastgroup
        if name == "period":
            added = True
        elif name == "done":
            said, rule = Said.DONE, "strong"
            added = added and "累计" not in mark[0]
        elif name == "planned":
            said, rule = Said.PLANNED, "strong"
        elif name == "open":
            said, rule = Said.OPEN, "strong"
        elif name == "part":
            said, rule = Said.PART, "strong"
        elif said is None:
            said, rule = Said.DONE, "weak"
    if said is None or rule == "weak":
        behind = _behind().match(after)
        if behind is not None:
            return (Said.DONE if behind["done"] else Said.OPEN), added, "behind"
    if said is None and earlier is not None and (same_clause or earlier[1] is not Said.OPEN):
        return earlier[1], earlier[2] or added, "carried"
    if said is None:
        return (Said.ADDED if added else Said.DONE), added, "bare"
    if said is Said.DONE and added:
        return Said.ADDED, True, rule
    return said, added, rule


def _of_the_work(c: Candidate) -> bool:
    """Whether a share is one of the work (完成率, 占任务的), not what is measured itself (巩固率, 满意度)."""
    before = _HEDGED.sub("", c.before)
    if not before or ending(before, "reported", "rate"):
        return not _ANY_RATE.search(before) or _WORK_RATE.search(before) is not None
    return _PART_OF.search(before) is not None or before[-1] not in "率度"


_HEDGED = re.compile(r"(?:约|近|超过?|为|到|至|的|：|:)+\Z")
_ANY_RATE = re.compile(r"[\u4e00-\u9fff](?:率|度)(?:已?(?:达到?|完成))?\Z")
_WORK_RATE = re.compile(r"(?:完成|达成)率|进度")
_PART_OF = re.compile(r"占[^，。；]{0,12}\Z")


def percent_of(text: str) -> Decimal | None:
    """The percentage that is all of a text: 96.64%, 百分之九十; None if it is anything else.

    >>> percent_of("96.64%"), percent_of("已完成")
    (Decimal('96.64'), None)
    """
    folded = Folded(text[:40])
    found = [*phrases_in(folded.plain, default_units())]
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(folded.plain))
    return found[0].value if whole and found[0].unit.name == "%" else None
