"""The words of the grammar, read once from ``words.toml``, and small patterns made of them (用词)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from functools import cache
from importlib import resources

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
    """A pattern of one of `choices`, longest first; of none it matches nothing."""
    return (
        "(?!)"
        if not choices
        else "(?:" + "|".join(re.escape(w) for w in sorted(set(choices), key=lambda w: (-len(w), w))) + ")"
    )


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
