"""A part of a whole in words (几分之几、几成、过半): a share in % like any other, with its hedge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from math import ceil, floor

from minsheng.targets.decimals import rounded
from minsheng.targets.grammar.phrases import Grammar, Phrase
from minsheng.targets.grammar.words import either, words
from minsheng.targets.qualifiers import Qualifier
from minsheng.text import number

_PERHAPS = re.compile(
    "[分半过0-9一二三四五六七八九](?:(?<=分)之|(?<=半)数|(?<=[一过])半|(?<=[0-9一二三四五六七八九])成|(?<=[0-9])/[0-9])"
)
"""What a text has that says a part; most have none. It begins with a set, which is sought fast."""
_LARGEST = 10
"""Of the parts into which a whole is divided; 3/15 is rather a date or a number."""
_FIGURE = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_HALF = Fraction(50)


@cache
def _pattern() -> re.Pattern[str]:
    behind = (
        f"(?P<after>{either([w for name in ('at_least', 'at_most', 'approx', 'over') for w in words('after', name)])})?"
    )
    not_tenths, voted = either(words("shares", "not_tenths")), either(words("shares", "voted"))
    parts = (
        rf"(?<![百千万\d一二三四五六七八九十])(?P<of>{_FIGURE})分之(?P<part>{_FIGURE})"
        rf"|(?<![\d./A-Za-z])(?P<above>\d{{1,2}})/(?P<below>\d{{1,2}})(?=的|以上|以下|左右|[，。；、]|\Z)"
        rf"|(?<![第\d.一二三四五六七八九十])(?P<tenths>\d(?:\.\d)?|[一二三四五六七八九])成(?P<half>半|[一二三四五六七八九](?=[，。；、的以左]|\Z))?(?!{not_tenths})"
        rf"|(?<!时间)(?<!任务)(?<!经)(?P<over>超?过半数?|[超逾]一半|超过一半)(?=的|[\u4e00-\u9fff])(?![^，。；]{{0,8}}(?:{voted})|以)"
        rf"|(?<=[成度已])(?P<half_done>过半)(?=[，。；]|\Z)"
        rf"|(?<!经)(?P<even>一半|半数)(?=以上|左右|的|以下)(?!以上[^，。；]{{0,8}}(?:{voted}))"
    )
    return re.compile(f"(?:{parts}){behind}")


def parts_in(plain: str, patterns: Grammar) -> Iterator[Phrase]:
    """The parts that a folded text names, each as a share in %.

    One that ends in no decimal is rounded down to two places, so that who has done two thirds has done 三分之二; a limit
    is rounded up, so that two thirds keep 不超过三分之二.

    >>> from minsheng.targets.units import default_units
    >>> from minsheng.targets.grammar.phrases import grammar
    >>> text = "三分之二以上的小区、近九成的村、2/5的学校，过半社区，不超过三分之二的户"
    >>> [(str(p.value), p.qualifier.value) for p in parts_in(text, grammar(default_units()))]
    [('66.66', 'at_least'), ('90', 'approx'), ('40', 'exact'), ('50', 'over'), ('66.67', 'at_most')]
    """
    if _PERHAPS.search(plain) is None:
        return
    for found in _pattern().finditer(plain):
        share = _share(found)
        if share is None:
            continue
        more = found["over"] or found["half_done"]
        low, high = (rounded(Fraction(part(share * 100), 100)) for part in (floor, ceil))
        phrase = patterns.phrase(plain, *found.span(), False, low, None, "%", None, more, found["after"])
        limit = phrase.below or phrase.qualifier is Qualifier.AT_MOST
        yield phrase._replace(value=high) if limit else phrase


def _share(found: re.Match[str]) -> Fraction | None:
    """The share in %; None for what is no part of a whole: 5/3, 12/25."""
    if found["over"] or found["even"] or found["half_done"]:
        return _HALF
    if found["tenths"]:
        tenths = number(found["tenths"])
        half = Fraction(5) if found["half"] == "半" else Fraction(number(found["half"] or "零") or 0)
        return None if tenths is None else Fraction(tenths) * 10 + half
    above, below = (found["part"], found["of"]) if found["of"] else (found["above"], found["below"])
    part, whole = number(above), number(below)
    if part is None or whole is None or not 0 < part < whole or whole > _LARGEST:
        return None
    return Fraction(part) / Fraction(whole) * 100
