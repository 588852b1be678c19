"""Patterns of words in front of a figure, each made from ``patterns.toml`` when it is first needed (句式)."""

from __future__ import annotations

import re
from functools import cache
from typing import TypedDict

from minsheng.errors.data_files import read_data


class Row(TypedDict):
    """A pattern, texts that it takes, and texts that it leaves alone."""

    pattern: str
    takes: list[str]
    leaves: list[str]


@cache
def rows() -> dict[str, Row]:
    """All patterns by name."""
    return read_data("minsheng.targets.grammar", "patterns.toml", dict[str, Row])


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of this name; look with ``search`` in the text before a figure.

    >>> pattern("cost-of-one").search("每公里造价约") is not None
    True
    """
    return re.compile(rows()[name]["pattern"])
