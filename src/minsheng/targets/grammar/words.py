"""The words of the grammar, read once from ``words.toml``, and small patterns made of them (用词)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from functools import cache
from importlib import resources
from itertools import groupby

HAN = "一-鿿"
"""Range of Chinese characters, for character classes."""


@cache
def words(section: str, name: str) -> tuple[str, ...]:
    """A list of words, longest first.

    >>> "约" in words("before", "approx")
    True
    """
    return tuple(sorted(_table(section)[name], key=len, reverse=True))


@cache
def table(section: str) -> dict[str, str]:
    """A section whose values are plain strings."""
    return {name: value for name, value in _table(section).items() if isinstance(value, str)}


def either(choices: Collection[str]) -> str:
    """A pattern of one of `choices`, longest first; of none it matches nothing. Each beginning is looked at once.

    >>> either(["公里", "公顷", "公斤袋", "公斤", "亩"])
    '(?:亩|公(?:斤(?:袋|)|里|顷))'
    """
    return _tree(sorted(set(choices))) if choices else "(?!)"


def _tree(choices: Sequence[str]) -> str:
    """The same of words in order, none twice; that it ends here is tried last."""
    branches = []
    for first, group in groupby(filter(None, choices), key=lambda word: word[0]):
        rests = [word[1:] for word in group]
        branches.append(re.escape(first) + (_tree(rests) if len(rests) > 1 else re.escape(rests[0])))
    return "(?:" + "|".join([*branches, ""] if "" in choices else branches) + ")"


@cache
def anywhere(section: str, name: str) -> re.Pattern[str]:
    """Finds one of the words (use with ``search``)."""
    return re.compile(either(words(section, name)))


@cache
def ends_with(section: str, name: str) -> re.Pattern[str]:
    """Finds one of the words at the end (use with ``search``)."""
    return re.compile(either(words(section, name)) + r"\Z")


@cache
def begins_with(section: str, name: str) -> re.Pattern[str]:
    """Matches a text that begins with one of the words (use with ``match``)."""
    return anywhere(section, name)


def _table(section: str) -> dict[str, list[str] | str]:
    return _all()[section]


@cache
def _all() -> dict[str, dict[str, list[str] | str]]:
    text = resources.files("minsheng.targets.grammar").joinpath("words.toml").read_text("utf-8")
    data: dict[str, dict[str, list[str] | str]] = tomllib.loads(text)
    return data
