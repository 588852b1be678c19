"""Kinds of activity that meet a rhythm (工作活动) and what sentences call them; the words are data."""

from __future__ import annotations

from functools import cache

from minsheng.errors import Lang
from minsheng.errors.data_files import read_data


@cache
def _words() -> dict[str, dict[str, str]]:
    return read_data("minsheng.projects", "activities.toml", dict[str, dict[str, str]])


def activities() -> tuple[str, ...]:
    """All kinds of activity that there are words for, as `Rhythm.met_by` and `DutyFulfilled.activity` name them."""
    return tuple(_words())


def activity_name(activity: str, lang: Lang = "zh") -> str:
    """What a sentence calls an activity; one of a county's own stays as it is written.

    >>> activity_name("weekly_meeting"), activity_name("weekly_meeting", "en"), activity_name("巡河")
    ('召开例会', 'weekly meeting', '巡河')
    """
    known = _words().get(activity)
    return activity if known is None else known[lang]
