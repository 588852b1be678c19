"""Targets in running text (正文中的目标): the deliverables, read by the conventions of a careful clerk."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from minsheng.errors import InvalidValue
from minsheng.targets.finding.candidates import Candidate
from minsheng.targets.finding.clauses import Clauses
from minsheng.targets.finding.hedges import hedge_behind, perhaps_hedged
from minsheng.targets.finding.labels import label
from minsheng.targets.finding.refusals import unrefused
from minsheng.targets.found import FoundQuantity
from minsheng.targets.grammar.coverage import covering
from minsheng.targets.grammar.folding import Folded
from minsheng.targets.grammar.parts import parts_in
from minsheng.targets.grammar.phrases import Grammar, Phrase, grammar, numbers
from minsheng.targets.grammar.words import anywhere, words
from minsheng.targets.quantity import Quantity, check_phrase, from_phrase
from minsheng.targets.target import judged
from minsheng.targets.units import UnitTable, default_units
from minsheng.text import NUMERALS

_SAYS = re.compile(rf"[0-9０-９{NUMERALS}盖部尽半](?:(?<=[盖部尽半])|(?![0-9]*\Z))")
"""A figure with something behind it that it may count, or the end of 覆盖, 全部, 应保尽保, 过半; most names and many sentences
have none."""
_CAVEAT = re.compile(r"（((?:以|含|包括|不含|暂定|具体|视|按)[^（）\n]{1,40})）")
_SURE = {
    "amount.verb": 0.97,
    "amount": 0.92,
    "share": 0.92,
    "part": 0.92,
    "part.rounded": 0.75,
    "rate": 0.95,
    "rate.of-things": 0.8,
    "bare": 0.7,
    "place": 0.85,
    "small": 0.75,
    "money": 0.6,
    "hedge": 0.7,
}
"""How often a quantity of that kind, once not refused, is a target."""
_SURE_OF_ALL = {"all": 0.95, "full": 0.95, "due": 0.92, "due2": 0.8, "verb": 0.85}


def find_targets(text: str, *, units: UnitTable | None = None) -> tuple[FoundQuantity, ...]:
    """The deliverables in a running text, in its order; time grows linearly with its length.

    Years, dates, model numbers (12导联), citations, money put in, distances in names, the old value of 从…提高到… are none.

    >>> [f.target.text for f in find_targets("计划对36个小区进行改造，惠及居民2656户，总投资200万元。")]
    ['36个小区', '2656户']
    >>> [f.target.label for f in find_targets("总建筑面积2.9万平方米，新增小学学位1620个。")]
    ['总建筑面积', '新增小学学位']
    """
    return find_in_each((text,), units=units)[0]


def find_in_each(texts: Sequence[str], *, units: UnitTable | None = None) -> list[tuple[FoundQuantity, ...]]:
    """`find_targets` of each text. Each step is done in all of them before the next: many texts take a sixth less time."""
    table = default_units() if units is None else units
    found: list[tuple[FoundQuantity, ...]] = [()] * len(texts)
    said = [(i, Folded(text)) for i, text in enumerate(texts) if _SAYS.search(text) is not None]
    patterns = grammar(table)
    read = [(i, folded, _phrases(folded.plain, patterns), covering(folded.plain)) for i, folded in said]
    told = [
        (i, folded, covers, phrases, Clauses(folded.plain)) for i, folded, phrases, covers in read if phrases or covers
    ]
    asked = [
        (i, folded, covers, clauses, _candidates(clauses, phrases)) for i, folded, covers, phrases, clauses in told
    ]
    kept = unrefused(candidate for *_, candidates in asked for candidate, _ in candidates)
    for i, folded, covers, clauses, candidates in asked:
        amounts = tuple(_amounts(folded, clauses, [pair for pair in candidates if pair[0] in kept]))
        found[i] = _with_coverages(folded, clauses, amounts, covers) if covers else amounts
    return found


def _with_coverages(
    folded: Folded, clauses: Clauses, amounts: tuple[FoundQuantity, ...], covers: Iterable[re.Match[str]]
) -> tuple[FoundQuantity, ...]:
    """The amounts of a text, and what it says in words of all."""
    taken = [(f.start, f.end) for f in amounts]
    covered = {f.start: f for f in _coverages(folded, clauses, covers, taken)}  # 100%覆盖 is one target, not two
    full = [c.start for c in covered.values() if c.rule == "coverage.full"]
    rest = [_perhaps_all_places(folded.raw, f, full) for f in amounts if f.start not in covered]
    return tuple(sorted((*rest, *covered.values()), key=lambda f: f.start))


def _perhaps_all_places(raw: str, found: FoundQuantity, full: Sequence[int]) -> FoundQuantity:
    """推动12条街道食堂全覆盖: so many places may be all of them, and no target beside 全覆盖."""
    of_places = found.target.counted.startswith(words("places", "nouns"))
    if of_places and any(found.end <= at and _MARKS.search(raw, found.end, at) is None for at in full):
        return evolve(found, confidence=min(found.confidence, 0.75))
    return found


_MARKS = re.compile(r"[，。；：,;:\n]")


def phrases_in(plain: str, units: UnitTable) -> list[Phrase]:
    """All quantities of a folded text, none over another, whatever they say."""
    return _phrases(plain, grammar(units))


def _phrases(plain: str, patterns: Grammar) -> list[Phrase]:
    found = _with_rates_behind(plain, [*_counted_in(plain, patterns)], patterns.units)
    parts = [*parts_in(plain, patterns)]
    if not parts:
        return found
    taken = [(part.start, part.end) for part in parts]
    apart = [p for p in found if not overlaps(taken, p.start, p.end)]
    return sorted((*parts, *apart), key=lambda p: p.start)


def overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of `spans`, of which none lies over another and which are in their order, lies over `start` to `end`.

    >>> overlaps([(0, 3), (5, 9)], 3, 5), overlaps([(0, 3), (5, 9)], 8, 20)
    (False, True)
    """
    place = bisect_left(spans, (end, 0))
    return place > 0 and spans[place - 1][1] > start


def _counted_in(plain: str, patterns: Grammar) -> Iterator[Phrase]:
    """Those with a figure and a unit."""
    passed = 0
    before: Phrase | None = None
    for number in numbers(plain):
        if number.start() < passed:
            continue
        phrase = _read(patterns, plain, number)
        if phrase is None:
            continue
        if phrase.start < passed:
            phrase = phrase._replace(start=passed)
        if before is not None and before.unit.is_rate:
            phrase = _carried(plain, phrase, before, patterns.units)
        before = phrase
        passed = phrase.end
        yield phrase


def _candidates(clauses: Clauses, phrases: Iterable[Phrase]) -> list[tuple[Candidate, int]]:
    """What may be a target, each with where its own words begin: behind its clause's mark or the phrase before."""
    found = []
    passed = 0
    for phrase in phrases:
        candidate = Candidate(plain=clauses.plain, clauses=clauses, phrase=phrase)
        own, passed = max(candidate.clause, passed), phrase.end
        found.append((candidate, own))
    return found


def _amounts(folded: Folded, clauses: Clauses, candidates: Iterable[tuple[Candidate, int]]) -> Iterator[FoundQuantity]:
    plain = folded.plain
    last = 0
    for candidate, own in candidates:
        phrase = candidate.phrase
        start, end, unit = phrase.start, phrase.end, phrase.unit
        caveat = _CAVEAT.match(plain, end)
        noun = candidate.noun
        printed = folded.printed(start, end)
        behind = hedge_behind(candidate, noun)
        if behind:
            phrase = phrase._replace(qualifier=behind.qualifier)
            printed += behind.word  # 36名教师以上 is 36名以上教师
        quantity = from_phrase(phrase, printed, folded.printed(*caveat.span(1)) if caveat else "")
        rule = _rule(candidate, noun)
        if not behind and perhaps_hedged(candidate, plain[own:start]):
            rule = "hedge"
        if unit.is_rate or phrase.bare:
            noun = ""
        target = judged(
            quantity,
            label=_label(plain, clauses, max(candidate.clause, min(last, start)), start, noun),
            counted=noun,
            below=phrase.below,
        )
        last = end
        yield FoundQuantity(
            target=target,
            start=folded.at(start),
            end=folded.end(end + len(noun) + len(behind.word)),
            rule=rule,
            confidence=_SURE[rule],
        )


def _read(patterns: Grammar, plain: str, number: re.Match[str]) -> Phrase | None:
    """The phrase there; a number beyond all bounds or a word that can be no unit makes none, and no failure."""
    try:
        phrase = patterns.read(plain, number)
        if phrase is not None:
            check_phrase(phrase)
    except InvalidValue:
        return None
    return phrase


_SAME_RATE = re.compile(r"[、和]|(?:提高|提升|增加|调整|上调|调)[到至为]?")
_OTHER_KIND = re.compile(r"[，、；](?![^，。；、]*[每投资金共总])[^，。；、]{1,18}[人员者岁上下内童老户生级类档残疾孩]")
"""每人每月100元，90岁以上200元: the same rate for others."""
_ALIKE = 20
"""So many times as much one of them is at most."""


_ALSO = re.compile(r"[、和][^，。；、：\d]{0,8}")
"""二孩300元、三孩380元每人每月: what stands between two amounts of which the second says for whom both are."""


def _with_rates_behind(plain: str, phrases: list[Phrase], units: UnitTable) -> list[Phrase]:
    """The phrases; an amount of money right in front of a rate whose 每人每月 stands behind the figure is so much for the same."""
    for k in range(len(phrases) - 2, -1, -1):
        rate, phrase = phrases[k + 1], phrases[k]
        if not rate.unit.is_rate or rate.start < rate.digits or not phrase.unit.is_money:
            continue
        top, _, under = rate.unit.name.partition("/")
        alike = phrase.value < _ALIKE * rate.value and rate.value < _ALIKE * phrase.value
        if phrase.unit.name == top and alike and _ALSO.fullmatch(plain, phrase.end, rate.start):
            phrases[k] = phrase._replace(unit=units.get(f"{top}/{under}"))
    return phrases


def _carried(plain: str, phrase: Phrase, before: Phrase, units: UnitTable) -> Phrase:
    """每人每月980元、750元; 每人每年610元提高到640元: the second number is the same rate."""
    top, _, under = before.unit.name.partition("/")
    if phrase.unit.name != top or (
        not _SAME_RATE.fullmatch(plain, before.end, phrase.start)
        and not (_OTHER_KIND.fullmatch(plain, before.end, phrase.start) and phrase.value < _ALIKE * before.value)
    ):
        return phrase
    return phrase._replace(unit=units.get(f"{top}/{under}"))


def _rule(c: Candidate, noun: str) -> str:
    """Which kind of amount it is: what it counts, and whether the clause says what is done."""
    unit = c.phrase.unit
    if c.phrase.bare:
        return "bare"
    if unit.is_rate:
        return (
            "rate"
            if unit.folded[1].dimension.startswith("money") or unit.dimension.startswith("money")
            else "rate.of-things"
        )
    if unit.is_money:
        return "money"
    if unit.is_share:
        return (
            "share"
            if _PERCENT.search(c.printed)
            else "part.rounded"
            if c.phrase.value.as_tuple().exponent == -2
            else "part"
        )
    if c.phrase.numeral and c.phrase.value < 3:
        return "small"
    if noun and noun in words("places", "nouns"):
        return "place"
    return "amount.verb" if anywhere("labels", "verbs").search(c.before + c.after) else "amount"


_PERCENT = re.compile("[%‰]|百分")
"""85%, 百分之八十五, 个百分比; other shares are parts in words: 三分之二, 九成, 过半."""


def _label(plain: str, clauses: Clauses, first: int, end: int, noun: str) -> str:
    """The label from the words between the target before and this one, else from the clause before."""
    own = label(plain[max(first, end - 60) : end], has_noun=bool(noun))
    if own or noun or not first or first != clauses.clause(end)[0] or first == clauses.sentence(end)[0]:
        return own
    start = clauses.clause(first - 1)[0]
    previous = plain[max(start, first - 41) : first - 1]
    return "" if next(numbers(previous), None) is not None else label(previous, has_noun=False)


_PAID = re.compile("由|资金|费用|经费")
_OF_ALL = re.compile("覆盖(?:所有|全部)")


def _coverages(
    folded: Folded, clauses: Clauses, covers: Iterable[re.Match[str]], taken: list[tuple[int, int]]
) -> Iterator[FoundQuantity]:
    plain = folded.plain
    for found in covers:
        start, end = found.span()
        way = "due" if found["due"] else found.lastgroup or "full"
        if clauses.quoted(start) or clauses.bracketed(start):
            continue
        clause = clauses.clause(start)[0]
        before = plain[max(clause, start - 40) : start]
        if way == "verb" and (_PAID.search(before) or _has_amount(taken, folded.at(clause), folded.at(start))):
            continue
        noun = _OF_ALL.sub("", found[0]) if way == "all" else ""
        target = judged(
            Quantity.full_coverage(folded.printed(start, end)), label=label(before, has_noun=bool(noun)), counted=noun
        )
        yield FoundQuantity(
            target=target,
            start=folded.at(start),
            end=folded.end(end),
            rule=f"coverage.{way}",
            confidence=_SURE_OF_ALL[way],
        )


def _has_amount(taken: list[tuple[int, int]], first: int, last: int) -> bool:
    """Whether a target was found between two places of the text: 126条黑臭水体全部治理 is one target, not two."""
    place = bisect_left(taken, (first, first))
    return place < len(taken) and taken[place][0] < last
