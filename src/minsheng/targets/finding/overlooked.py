"""What looks like an amount and is read as none (疑似数量): a figure without a measure word, with an unknown one, a vague number."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from functools import cache

from attrs import frozen

from minsheng.targets.finding.clauses import Clauses
from minsheng.targets.finding.deliverables import overlaps, phrases_in
from minsheng.targets.grammar.folding import Folded
from minsheng.targets.grammar.words import HAN, either, words
from minsheng.targets.units import UnitTable, default_units
from minsheng.text import NUMERALS

_FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[万亿]?[余多+]?"
_PERHAPS = re.compile(
    rf"[0-9０-９数几上若百千](?:(?<=[0-9０-９])(?:[万亿余多+]{{0,2}}(?:[。；，,;\s分]|\Z)|[万亿余多]?[{HAN}]{{1,3}}?(?:以上|以内|以下|左右))"
    r"|(?<=[数几上])[十百千万]|(?<=若)干|(?<=[百千])[场名户人个家所处亩辆台盏座])"
)
"""What a text has that may be overlooked; most have none. It begins with a set, which is sought fast."""
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


class OverlookedReason(enum.Enum):
    """Why it is none (原因)."""

    NO_UNIT = "no-unit"
    """新增泊位约1000。"""
    UNKNOWN_UNIT = "unknown-unit"
    """满意度达90分以上: the hedge tells that it is an amount."""
    VAGUE = "vague"
    """上千个, 若干处, 送戏百场: no number is said."""


@frozen(kw_only=True)
class Overlooked:
    """Words that look like an amount, and their place in the text."""

    why: OverlookedReason
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    hedges = [w for name in ("approx", "at_least", "at_most", "over") for w in words("before", name) if len(w) > 1]
    behind = either([w for name in ("approx", "at_least", "at_most") for w in words("after", name) if len(w) > 1])
    attribute, of_words = either(words("overlooked", "attributes")), either(words("overlooked", "no_things"))
    return re.compile(
        rf"(?P<none>(?:(?<=[{HAN}])|[≥>~])(?:{_FIGURE})(?=[。；，\n]|\Z))"
        rf"|(?P<unknown>(?<![\d.A-Za-z第])(?:{_FIGURE})(?!{attribute})[{HAN}]{{1,3}}?{behind}"
        rf"|(?:{either(hedges)})(?:{_FIGURE})(?!{attribute})(?=[{HAN}]))"
        rf"|(?P<vague>(?<![总人户个件次处])(?:数[十百千万亿]|几[十百千万]|(?<![以])上[百千万])[万亿]?[余多]?(?!分)(?=[{HAN}])|(?<![{NUMERALS}\d近约超逾每几上])[百千](?=[场名户人个家所处亩辆台盏座])(?![家户]万)|若干(?!{of_words})[{HAN}]?)"
    )


@cache
def _name() -> re.Pattern[str]:
    """What stands in front of a figure that names a thing: 国道105."""
    return re.compile(either(words("overlooked", "names")) + r"\Z")


def find_overlooked(text: str, *, units: UnitTable | None = None) -> tuple[Overlooked, ...]:
    """Words of a running text that look like an amount and that no rule reads, in its order; linear in its length.

    What stands in quotation marks, years and the numbers of things (国道105) is none.

    >>> text = "新增泊位约1000，满意度达90分以上，安装路灯上千盏，改造国道105。"
    >>> [(text[f.start : f.end], f.why.value) for f in find_overlooked(text)]
    [('1000', 'no-unit'), ('90分以上', 'unknown-unit'), ('上千', 'vague')]
    """
    if _PERHAPS.search(text) is None:
        return ()
    return tuple(_overlooked(Folded(text), units or default_units()))


def _overlooked(folded: Folded, units: UnitTable) -> Iterator[Overlooked]:
    plain = folded.plain
    found = [*_pattern().finditer(plain)]
    if not found:
        return
    clauses = Clauses(plain)
    read = [(p.start, p.end) for p in phrases_in(plain, units)]
    for match in found:
        start, end = match.span()
        if clauses.quoted(start) or overlaps(read, start, end):
            continue
        if match.lastgroup == "none" and (
            _YEAR.match(plain, start, end) or _name().search(plain[max(0, start - 6) : start])
        ):
            continue
        why = {
            "none": OverlookedReason.NO_UNIT,
            "unknown": OverlookedReason.UNKNOWN_UNIT,
            "vague": OverlookedReason.VAGUE,
        }[match.lastgroup or ""]
        yield Overlooked(why=why, start=folded.at(start), end=folded.end(end))
