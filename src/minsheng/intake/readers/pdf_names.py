"""Where a name ends that reaches the right edge of its cell (断行): at the edge, or in the line below.

A line that has no room for the next one's first word goes on there, or is a name that just fills its line. Nothing in the
layout tells which; what the names are called does, mostly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise, product
from typing import TypedDict

from attrs import frozen

from minsheng.errors.data_files import read_data
from minsheng.responsibility import Organisation, OrganisationKind

_BETWEEN = re.compile(r"[、，,；;/\\|。\s]+")
_MOST = 6
"""Lines of which all ways to part them are weighed."""
_LABEL = re.compile(r"^[\u4e00-\u9fff]{2,8}[:：]")
_SURE = 1.0
"""By how much the better of two ways must be better for nothing to be doubted."""


class PatternRow(TypedDict):
    """A pattern, how it is looked with, words that it takes, and words that it leaves alone."""

    how: str
    pattern: str
    takes: list[str]
    leaves: list[str]


class NameWords(TypedDict):
    """The whole data file."""

    surnames: list[str]
    patterns: dict[str, PatternRow]


@cache
def name_words() -> NameWords:
    """How names begin and end (``pdf_names.toml``)."""
    return read_data("minsheng.intake.readers", "pdf_names.toml", NameWords)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(name_words()["patterns"][name]["pattern"])


@cache
def surnames() -> frozenset[str]:
    """Surnames of two characters (复姓)."""
    return frozenset(name_words()["surnames"])


@frozen
class Joint:
    """What is between two lines."""

    joined: bool
    """They are one text."""
    sure: bool = True


def between_units(lines: Sequence[str]) -> list[Joint]:
    """What is between the lines of a cell that names units, none of which has room for the next one's beginning.

    >>> [j.joined for j in between_units(["市人社局", "山河市发改", "局"])]
    [False, True]
    >>> [j.joined for j in between_units(["县电力工业委", "员会"])], between_units(["县公安局", "交警大队"])[0].sure
    ([True], False)
    """
    joints: list[Joint] = []
    for first in range(0, max(len(lines) - 1, 1), _MOST):
        part = lines[first : first + _MOST + 1]
        if len(part) > 1:
            joints += _weighed(part)
    return joints


def are_units(lines: Sequence[str]) -> bool:
    """Whether a cell names units and nothing else, however its lines go together."""
    joints = between_units(lines)
    text = lines[0]
    for joint, line in zip(joints, lines[1:], strict=True):
        text += line if joint.joined else f"、{line}"
    return all(_flaw(piece) == 0 for piece in _pieces(text))


def _weighed(lines: Sequence[str]) -> list[Joint]:
    ways = sorted(
        ((_cost(lines, way), sum(way), way) for way in product((True, False), repeat=len(lines) - 1)),
        key=lambda w: (w[0], w[1]),
    )
    best, _, chosen = ways[0]
    found = []
    for k, joined in enumerate(chosen):
        other = next(cost for cost, _, way in ways if way[k] is not joined)
        found.append(Joint(joined, other - best >= _SURE or _parted(lines[k], lines[k + 1])))
    return found


def _parted(above: str, below: str) -> bool:
    """Whether a mark between two lines parts what is in them."""
    return bool(_BETWEEN.search(above[-1:]) or _BETWEEN.match(below))


def _cost(lines: Sequence[str], way: Sequence[bool]) -> float:
    """How odd the names are if the lines go together in this way."""
    texts: list[list[str]] = [[lines[0]]]
    for joined, line in zip(way, lines[1:], strict=True):
        if joined:
            texts[-1].append(line)
        else:
            texts.append([line])
    cost = sum(_flaw(piece) for text in texts for piece in _pieces("".join(text)))
    cost += sum(_joining("".join(text[:k]), "".join(text[k:])) for text in texts for k in range(1, len(text)))
    return cost + sum(_parting("".join(a), "".join(b)) for a, b in pairwise(texts))


def _joining(above: str, below: str) -> float:
    if _parted(above, below):
        return 0.0
    if _LABEL.match(below):
        return 5.0
    if _is_one_group(above, below):
        return 0.0
    tail, head = _flaw(_last(above)), _head(below)
    if tail > 1:
        return 0.0
    if _begins(head):
        return 2.0 - tail / 2
    return 0.0 if _flaw(head) else 1.0 - tail / 2


def _parting(above: str, below: str) -> float:
    if _parted(above, below):
        return 0.1
    if below[:1] in "（(）)" or above[-1:] in "（(":
        return 5.0
    return 0.0 if _begins(_head(below)) and not _is_one_group(above, below) else 1.0


def _is_one_group(above: str, below: str) -> bool:
    """各区 / 县政府: governments of two kinds in one name."""
    return bool(_pattern("each").fullmatch(_last(above)) and _pattern("eachs").fullmatch(_head(below)))


def _begins(head: str) -> bool:
    """Whether a text begins as names of units do: with what they are of."""
    return len(head) > 2 and bool(_pattern("level").match(head) or _pattern("placed").match(head))


def _pieces(text: str) -> list[str]:
    return [piece for piece in _BETWEEN.split(text) if piece]


def _last(text: str) -> str:
    return next(iter(_pieces(text)[::-1]), "")


def _head(text: str) -> str:
    return next(iter(_pieces(text)), "")


def _flaw(name: str) -> float:
    """How much a text lacks to be the name of a unit."""
    name = _pattern("behind").sub("", _LABEL.sub("", name)) or name
    if name.count("（") + name.count("(") != name.count("）") + name.count(")"):
        return 3.0
    if len(name) < 2 or _pattern("bare").fullmatch(name) or _pattern("two").search(name):
        return 3.0
    kind = Organisation.guess(name).kind
    if kind is OrganisationKind.GROUP and not _pattern("group_ends").search(name):
        return 3.0
    if kind is not OrganisationKind.UNKNOWN:
        return 0.0
    return 1.0 if len(name) > 2 and _pattern("ends").search(name) else 3.0


def between_persons(lines: Sequence[str]) -> list[Joint]:
    """The same for a cell that names persons and their posts.

    >>> [(j.joined, j.sure) for j in between_persons(["何霞", "敏"])], between_persons(["何霞敏", "李洋"])[0].joined
    ([(True, True)], False)
    """
    found: list[Joint] = []
    text = lines[0]
    for line in lines[1:]:
        joint = _between_two(text, line)
        text = text + line if joint.joined else line
        found.append(joint)
    return found


def _between_two(above: str, below: str) -> Joint:
    tail, head = _last(above), _head(below)
    if _parted(above, below) or below[:1] in "（(）)·" or above[-1:] in "（(·":
        return Joint(True)
    if len(tail) < 2 or len(head) < 2:  # no name has one character
        return Joint(True, len(tail) + len(head) <= 3 or len(tail) > 4)
    if _pattern("title").search(tail):
        return Joint(not _pattern("of_post").match(head))  # a name behind its post, or the next post
    if _pattern("titled").search(tail):
        return Joint(False)
    if len(tail) > 4 or _pattern("of_post").match(tail):
        return Joint(True)
    if len(tail) + len(head) == 4 and tail in surnames():
        return Joint(True, False)
    return Joint(False)
