"""Hedges that stand apart from their number (限定词): behind the noun, in front of the verb, or a word that no list has."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from minsheng.targets.finding.candidates import Candidate
from minsheng.targets.grammar.patterns import pattern
from minsheng.targets.grammar.words import either, words
from minsheng.targets.qualifiers import Qualifier

_NAMES = ("at_least", "at_most", "approx", "over")


class Hedge(NamedTuple):
    """What is said behind the noun; false without a word."""

    qualifier: Qualifier = Qualifier.EXACT
    word: str = ""

    def __bool__(self) -> bool:
        return bool(self.word)


_NONE = Hedge()


@cache
def _behind() -> re.Pattern[str]:
    ways = "|".join(f"(?P<{name}>{either(words('after', name))})" for name in _NAMES)
    return re.compile(rf"(?:{ways})(?![\u4e00-\u9fff])|(?:{ways.replace('?P<', '?P<then_')})(?=的)")


def hedge_behind(c: Candidate, noun: str) -> Hedge:
    """The hedge right behind what is counted: 培训36名教师以上, 改造20个村左右."""
    if not noun or len(noun) == len(c.after) or c.phrase.qualifier is not Qualifier.EXACT or c.phrase.unit.is_share:
        return _NONE
    found = _behind().match(c.after, len(noun))
    if found is None or found.lastgroup is None:
        return _NONE
    return Hedge(Qualifier(found.lastgroup.removeprefix("then_")), found[0])


@cache
def _known() -> re.Pattern[str]:
    """Hedges of two characters and more, wherever they stand; one of a single character is part of other words too often."""
    choices = [w for name in _NAMES for w in words("before", name) if len(w) > 1]
    return re.compile(rf"{either(choices)}(?!上年|去年|往年|上一年)")


_MORE_UNIT = frozenset("·•×*/")
"""3000人·天, 100米/座: a unit that is not read to its end."""
_ODD = re.compile(r"[\u4e00-\u9fff]{1,3}\Z")
_HAN = re.compile(r"[\u4e00-\u9fff]{2}\Z")


def perhaps_hedged(c: Candidate, own: str) -> bool:
    """Whether words around an exact number may tell how it is meant, and no rule knows them.

    `own` is what stands between it and the number before it in its clause. 至少在县城建成3个, 400公里以外的不逊于40公里,
    新增床位500张打底: what is counted stands in front, and short words stand behind all the same.
    """
    if c.phrase.qualifier is not Qualifier.EXACT or c.phrase.unit.is_rate:
        return False
    if c.after and c.after[0] in _MORE_UNIT and not c.after[1:2].isdigit():
        return True
    if own and (pattern("hedge").search(own) is not None or _known().search(own) is not None):
        return True
    return _ODD.fullmatch(c.after) is not None and _is_named(c)


def _is_named(c: Candidate) -> bool:
    """Whether the noun that is counted stands in front of the number."""
    return (
        _HAN.search(c.before) is not None
        and _ends_in_verb().search(c.before) is None
        and not c.phrase.bare
        and c.after not in words("hedges", "none")
    )


@cache
def _ends_in_verb() -> re.Pattern[str]:
    """Words in front of a number that name nothing: verbs, 共计, 的."""
    named = (
        *words("labels", "verbs"),
        *words("labels", "leading"),
        *words("labels", "trailing"),
        *words("places", "nouns"),
    )
    return re.compile(rf"(?:{either(named)}|[的等和及与了上下内里中外后前时有各为])\Z")
