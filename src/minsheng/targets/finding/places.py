"""Figures that count places, or stand behind the name of one (地点): where the work is done, not how much of it."""

from __future__ import annotations

import re

from minsheng.targets.finding.candidates import Candidate
from minsheng.targets.grammar.words import beginning, ending

_VILLAGE = re.compile(r"[一-鿿]村(?:[一二三四五六七八九十\d]{1,3}[组社队]、){0,4}\Z")
_FAR = 400
"""Characters of a sentence in which 其中 is looked for."""
_PLACE_IN_FRONT = re.compile(
    r"(?:^|、|其中[：:，]?)[一-鿿]{1,14}"
    r"(?:[县市旗镇]|(?<![城建])乡|(?<![乡农政然范心困点色丽弱中美示])村|(?<![城小社园农景校辖郊库灌街学厂])区|街道)\Z"
)
"""The name of a place; 农村, 示范村, 城区 and 小区 are kinds of them."""
_SETTLED = ("村（社区）", "村（居）", "行政村", "社区", "小区", "村居", "村")
"""Where people live, longest first."""
_HOUSES = frozenset(("栋", "幢", "座"))
_HOUSE = re.compile(r"\d(?:栋|幢|号楼|号|座)\Z")
_STAIRS = re.compile(r"\d{1,4}(?:单元|室|层|号)")
_WHOLE_COUNTY = re.compile(r"[全我][县市区旗镇]\Z")


def group_of_village(c: Candidate) -> bool:
    """双桥村六组: the figure names the group of a village."""
    return _VILLAGE.search(c.before) is not None


def address_of_house(c: Candidate) -> bool:
    """双桥路5栋1单元: a house, its stairs, a floor."""
    return _HOUSE.search(c.before) is not None or (c.phrase.unit.name in _HOUSES and _STAIRS.match(c.after) is not None)


def share_of_place(c: Candidate) -> bool:
    """完成300户。其中五云村105户，万坂村50户: how many of them a place has."""
    if _PLACE_IN_FRONT.search(c.before) is None:
        return False
    start = max(c.clauses.sentence(c.phrase.start)[0], c.phrase.start - _FAR)
    return "其中" in c.plain[start : c.phrase.start]


def place_of_work(c: Candidate) -> bool:
    """在五个涉农县区挑20个村: a count of places that is not the clause's only amount."""
    official = beginning(c.after, "places", "nouns")
    place = official or next((word for word in _SETTLED if c.after.startswith(word)), "")
    if not place:
        return False
    if official and beginning(c.after[len(official) :], "places", "after"):
        return True
    if not c.measured_again:
        return False
    return c.noun == place or bool(ending(_WHOLE_COUNTY.sub("", c.before), "places", "before"))
