"""Reasons in English (未定的原因): what this library writes in Chinese into an `Undefined` is known by its sentence."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from minsheng.errors.words import codes, say

_ELSEWHERE = (
    "calendars.few-workdays",
    "calendars.few-workdays-guessed",
    "calendars.for-ever",
    "calendars.no-deadline",
    "calendars.no-such-day-reason",
    "calendars.no-workday-in",
    "calendars.no-workday-in-guessed",
    "calendars.not-announced",
    "calendars.year-unknown",
    "targets.done-is-a-limit",
    "targets.limit",
    "targets.no-limit",
    "targets.no-number",
    "targets.nothing-reported",
    "targets.other-unit",
    "targets.standard",
    "targets.unknown-denominator",
    "targets.zero",
)
"""Sentences of other rooms that serve as a reason."""
_FIELD = re.compile(r"\\{(\w+)\\}")


@cache
def _known() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each reason as a pattern, fields being any text, and its code."""
    found = []
    for code in (*codes("reasons"), *_ELSEWHERE):
        pattern = _FIELD.sub(r"(?P<\1>.{1,40}?)", re.escape(say(code)))  # fields that are not given stay as they are
        found.append((re.compile(pattern), code))
    return tuple(found)


@lru_cache(maxsize=1024)
def english(reason: str) -> str:
    """The English of a reason that this library gave; one that somebody else wrote stays as it is.

    >>> english("2027年放假安排尚未公布"), english("待财政批复")
    ('the days off of 2027 have not been announced', '待财政批复')
    """
    for pattern, code in _known():
        if match := pattern.fullmatch(reason):
            return say(code, "en", **match.groupdict())
    return reason
