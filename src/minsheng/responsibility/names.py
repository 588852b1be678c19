"""When two printed names are one (单位名称): signs that do not matter, general abbreviations as data."""

from __future__ import annotations

from functools import cache, lru_cache

from attrs import frozen

from minsheng.errors.data_files import read_data
from minsheng.text import key

_SILENT = str.maketrans("", "", "()[]〔〕【】〈〉《》“”\"'‘’「」、,·•")
_DIVISIONS = "省市县区旗州盟"
"""Last characters of the names of divisions: 县, 梁山县, 市."""


def fold(name: str) -> str:
    """`name` without what does not tell bodies apart: white space, brackets, quotation marks, full width.

    >>> fold("各县（市、区）人民政府")
    '各县市区人民政府'
    """
    return key(name).translate(_SILENT)


@frozen
class _Tail:
    """What a name may end with, and what that is in full."""

    full: str
    behind_division: bool
    """The short form is this body only directly behind the name of a division."""


@cache
def _tails() -> dict[str, _Tail]:
    tails: dict[str, _Tail] = {}
    for where, bodies in read_data("minsheng.responsibility", "aliases.toml", dict[str, dict[str, str]]).items():
        for name, short in bodies.items():
            full = fold(name)
            tails[full] = _Tail(full, False)
            tails |= {fold(word): _Tail(full, where == "behind_division") for word in short.split()}
    return tails


@cache
def _longest() -> int:
    return max(map(len, _tails()))


@lru_cache(maxsize=8192)
def full_form(folded: str) -> str:
    """A folded name with its general abbreviation written out; the longest that it ends with counts.

    >>> full_form("县交运局"), full_form("梁山县住建局"), full_form("杰森热力")
    ('县交通运输局', '梁山县住房和城乡建设局', '杰森热力')
    """
    tails = _tails()
    for length in range(min(len(folded), _longest()), 0, -1):
        tail = tails.get(folded[-length:])
        if tail is None:
            continue
        prefix = folded[:-length]
        if not tail.behind_division or not prefix or prefix[-1] in _DIVISIONS:
            return prefix + tail.full
    return folded
