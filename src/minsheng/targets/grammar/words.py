"""The words of the grammar, read once from ``words.toml``, and small patterns made of them (用词)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from itertools import groupby

from minsheng.errors.data_files import read_data

HAN = "一-鿿"
"""Range of Chinese characters, for character classes."""


@cache
def words(section: str, name: str) -> tuple[str, ...]:
    """A list of words, longest first.

    >>> "约" in words("before", "approx")
    True
    """
    return tuple(sorted(table(section)[name].split(), key=len, reverse=True))


def table(section: str) -> dict[str, str]:
    """A section: of each name what stands behind it, a list of words parted by spaces."""
    return _all()[section]


def either(choices: Collection[str], *, here: bool = False) -> str:
    """A pattern of one of `choices`, longest first; of none it matches nothing. Each beginning is looked at once.

    With `here` it is shorter, for patterns that are tried at one place; without, ``search`` passes by what begins none.

    >>> either(["公里", "公顷", "公斤袋", "公斤", "亩", "个"])
    '(?:个|亩|公(?:斤(?:袋|)|里|顷))'
    >>> either(["公里", "公顷", "亩", "个"], here=True)
    '(?:公(?:(?!)|里|顷)|个|亩)'
    """
    return _tree(sorted(set(choices)), sets=here) if choices else "(?!)"


_FEW = 8
"""Characters of which no set is made: to make one takes long, since it maps all characters that there are."""


def _tree(choices: Sequence[str], *, sets: bool) -> str:
    """The same of words in order, none twice; that it ends here is tried last."""
    branches, ends = [], []
    for first, group in groupby(filter(None, choices), key=lambda word: word[0]):
        rests = [word[1:] for word in group]
        if sets and rests == [""]:
            ends.append(re.escape(first))
        else:
            behind = _tree(rests, sets=True) if len(rests) > 1 else re.escape(rests[0])
            branches.append(re.escape(first) + behind)
    if len(ends) > _FEW:
        branches.append(f"[{''.join(ends)}]")
    else:
        if not branches and len(ends) > 1 and "" not in choices:
            branches.append("(?!)")  # else `re` makes a set of them
        branches += ends
    if "" in choices:
        branches.append("")
    return f"(?:{'|'.join(branches)})" if len(branches) > 1 or not sets else branches[0]


@cache
def anywhere(section: str, name: str) -> re.Pattern[str]:
    """Finds one of the words (use with ``search``)."""
    return re.compile(either(words(section, name)))


def beginning(text: str, section: str, name: str) -> str:
    """The longest of the words with which a text begins; empty if it begins with none.

    >>> beginning("确保统一", "abstract", "words"), beginning("小区", "abstract", "words")
    ('确保', '')
    """
    for word in _by_border(section, name, 0).get(text[:1], ()):
        if text.startswith(word):
            return word
    return ""


def ending(text: str, section: str, name: str) -> str:
    """The longest of the words with which a text ends; empty if it ends with none.

    >>> ending("路面宽", "dimensions", "words"), ending("改造道路", "dimensions", "words")
    ('宽', '')
    """
    for word in _by_border(section, name, -1).get(text[-1:], ()):
        if text.endswith(word):
            return word
    return ""


@cache
def _by_border(section: str, name: str, place: int) -> dict[str, list[str]]:
    """The words by their first character (0) or their last one (-1), longest first."""
    found: dict[str, list[str]] = {}
    for word in words(section, name):
        found.setdefault(word[place], []).append(word)
    return found


@cache
def _all() -> dict[str, dict[str, str]]:
    return read_data("minsheng.targets.grammar", "words.toml", dict[str, dict[str, str]])
