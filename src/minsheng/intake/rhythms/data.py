"""The tables of ``rhythms.toml``: the words of rhythm sentences (工作节奏)."""

from __future__ import annotations

from functools import cache
from typing import NotRequired, TypedDict

from minsheng.errors.data_files import read_data


class Words(TypedDict):
    """Words that mean one thing."""

    value: str
    words: list[str]


class Pattern(TypedDict):
    """A pattern of words that mean a cadence."""

    value: str
    pattern: str
    days: NotRequired[list[int]]


class Unclear(TypedDict):
    """Words that say how often, but not so that days follow, and the finding on them."""

    code: str
    pattern: str


class Verbs(TypedDict):
    """Verbs with which an activity begins."""

    words: list[str]


class ActivityRow(TypedDict):
    """What is done, and its words."""

    id: str
    name: str
    words: list[str]
    beside: NotRequired[list[str]]
    not_before: NotRequired[str]
    """Characters that make another word of it: 督查室."""
    bearer: NotRequired[str]
    recurring: NotRequired[bool]
    counted: NotRequired[bool]


class Rules(TypedDict):
    """All tables."""

    cadence: list[Words]
    spelled: list[Pattern]
    unclear: list[Unclear]
    bearer: list[Words]
    activity: list[ActivityRow]
    verb: list[Verbs]
    once: list[ActivityRow]


@cache
def rules() -> Rules:
    """All rows, read once."""
    return read_data("minsheng.intake.rhythms", "rhythms.toml", Rules)
