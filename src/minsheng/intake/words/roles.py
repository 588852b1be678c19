"""The words that say which part somebody has in a project (分工用语): the lists of ``roles.toml``, read here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TypedDict

from minsheng.errors.data_files import read_data
from minsheng.intake.words.header import Column

_CLAUSE_ENDS = "[；;，,）)。]"


class _Words(TypedDict):
    bodies: str
    signs: str
    signs_at_end: str
    carrying_out: str
    joining: str
    joining_units: str
    manners: str
    announcing: str
    leaders: str


class _Roles(TypedDict):
    names: dict[str, str]
    names_in_labels: dict[str, str]
    behind: dict[str, str]
    words: _Words


@cache
def _roles() -> _Roles:
    return read_data("minsheng.intake.words", "roles.toml", _Roles)


def _longest_first(words: str) -> tuple[str, ...]:
    return tuple(sorted(words.split(), key=len, reverse=True))


def any_of(words: Iterable[str]) -> str:
    """A pattern that takes one of the words, the longest that fits: 总牵头 before 牵头."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"


@cache
def names() -> dict[str, Column]:
    """What a part is called (分工名称), in brackets or in a label: 牵头, 责任, 配合 → its column.

    >>> names()["总牵头"], names()["协办"]
    (<Column.LEADS: 'leads'>, <Column.PARTNERS: 'partners'>)
    """
    return {name: Column(role) for role, words in _roles()["names"].items() for name in words.split()}


@cache
def names_in_labels() -> dict[str, Column]:
    """What it is called in a label (标签中的分工名称): the same, and 实施 or 落实, which are words like others elsewhere."""
    own = {name: Column(role) for role, words in _roles()["names_in_labels"].items() for name in words.split()}
    return {**names(), **own}


@cache
def names_of_leads() -> tuple[str, ...]:
    """What who leads is called (牵头名称): 牵头, 主办, 主要责任."""
    return tuple([name for name, column in names().items() if column is Column.LEADS])


@cache
def bodies() -> tuple[str, ...]:
    """What follows the name of a part in a label or in brackets (单位、部门、科室), as `str.endswith` takes them."""
    return _longest_first(_roles()["words"]["bodies"])


@cache
def behind() -> dict[Column, tuple[str, ...]]:
    """What stands behind names and says which part they have (句尾用语), longer words first: 县教育局牵头, 县财政局积极配合."""
    return {Column(role): _longest_first(words) for role, words in _roles()["behind"].items()}


@cache
def all_behind() -> tuple[str, ...]:
    """The same of all parts, as `str.endswith` takes them."""
    return tuple([word for words in behind().values() for word in words])


@cache
def leads_in_brackets() -> frozenset[str]:
    """Those that make a second unit in brackets lead (括注牵头): not 负责 or 承办, which say who does it for the one in front."""
    return frozenset(behind()[Column.LEADS]).difference(_roles()["words"]["carrying_out"].split())


@cache
def _signs() -> re.Pattern[str]:
    words = _roles()["words"]
    at_end = [re.escape(word) + _CLAUSE_ENDS for word in words["signs_at_end"].split()]
    return re.compile("|".join([*map(re.escape, words["signs"].split()), *at_end]))


def speaks_of_units(text: str) -> bool:
    """Whether units are spoken of in a text (分工标志): 牵头, 配合 wherever they stand, 负责 at the end of a clause.

    >>> speaks_of_units("县教育局牵头实施"), speaks_of_units("由县财政局负责。"), speaks_of_units("负责人")
    (True, True, False)
    """
    return _signs().search(text) is not None


def never_within() -> str:
    """A pattern of what stands in the midst of no name (非名称用语): 牵头, 负责, 具体."""
    words = _roles()["words"]
    return any_of(" ".join((words["signs"], words["signs_at_end"], words["manners"])).split())


def joining() -> str:
    """A pattern of what stands between one that leads and one that helps (会同), wherever it stands."""
    return any_of(_roles()["words"]["joining"].split())


def joining_units() -> str:
    """The same where the name of a unit follows (联合、配合)."""
    return any_of(_roles()["words"]["joining_units"].split())


def leaders() -> str:
    """A pattern of what makes somebody the head in charge (分管、包联), in front of 领导."""
    return any_of(_roles()["words"]["leaders"].split())


@cache
def announcing() -> tuple[str, ...]:
    """What stands behind the unit at the head of what it is to do (承诺、负责办理), longer words first."""
    return _longest_first(_roles()["words"]["announcing"])


@cache
def in_brackets() -> re.Pattern[str]:
    """The name of a part in brackets at the end of a text (括注分工): 县教育局（牵头单位）; the name is the group."""
    return re.compile(rf"[（(]({any_of(names())}){any_of(bodies())}?[)）]$")


@cache
def ends_in_brackets() -> tuple[str, ...]:
    """What stands in front of the closing bracket of such a text, as `str.endswith` takes it."""
    return (*names(), *bodies())


def without_role(name: str) -> str:
    """A name without what is said of its part behind it (去掉分工用语).

    >>> [without_role(t) for t in ("县教育局（牵头）", "县财政局积极配合", "县住建局")]
    ['县教育局', '县财政局', '县住建局']
    """
    if name.endswith(("）", ")")):
        said = in_brackets().search(name)
        return name[: said.start()] if said is not None else name
    if not name.endswith(all_behind()):
        return name
    return name[: -max(len(word) for word in all_behind() if name.endswith(word))]
