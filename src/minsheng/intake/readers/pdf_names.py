"""Where a name ends that reaches the right edge of its cell (断行): at the edge, or in the line below.

A line that has no room for the next one's first word goes on there, or is a name that just fills its line. Nothing in the
layout tells which; what the names are called does, mostly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, product

from attrs import frozen

from minsheng.responsibility import Organisation, OrganisationKind

_BETWEEN = re.compile(r"[、，,；;/\\|。\s]+")
_MOST = 6
"""Lines of which all ways to part them are weighed."""
_LABEL = re.compile(r"^[\u4e00-\u9fff]{2,8}[:：]")
_BEHIND = re.compile(
    r"(?:[（(][^（）()]{1,8}[)）]|牵头(?:负责|组织|实施)?|主办|承办|负责|落实|配合|协办|协助|参与|等(?:有关)?(?:单位|部门))$"
)
_BARE = re.compile(
    r"(?:有限责任|有限|集团|股份)?(?:公司|集团)|[乡镇]?(?:人?民)?政府|[县市区][乡镇]|.{0,8}(?:城乡|本乡|下乡)|(?:各|有关|相关|属地)?(?:[县市区]直)?|街道?|道|乡|镇|县|区|市|处|街?道?办事处|街?道办"
    r"|(?:管理|监督|服务|发展|保障|事务|生态)*(?:局|委|委员会|员会|中心|总站|办公室|公室|办事处|事处|分局|支队|大队|总队|队|指挥部|联合会|合会|部|办|院|会|站|所)"
)
"""The end of a name without its beginning: no unit is called so."""
_TWO = re.compile(r"(?:局|中心|公司|办公室|政府|办事处)(?:乡镇|镇街|街镇|村居)")
"""A unit, and a group behind it."""
_EACH = re.compile(r"各[县市区旗乡镇]")
_EACHS = re.compile(r"(?:[县市区旗乡镇]|街道?)(?:办事处|人民政府|政府|[（(].*)?")
_GROUP_ENDS = re.compile(r"[县市区旗镇乡村街道局委办府会处院司门位关校心站所）)]$")
_ENDS = re.compile(r"(?:委|会|处|部|团|联|行|院|校|中|社|库|馆|台|厂|园|村|居)$")
_LEVEL = re.compile(r"[县市区旗省州](?!场|政工|政设|域)|各|有关|相关|驻|国网|国家|中国|共青团|团[县市区]")
_PLACED = re.compile(
    r"(?:国网)?[\u4e00-\u9fff]{2,4}(?:[县市旗省州盟镇乡]|(?<![社园城片林库景小校灾牧矿地特辖])区)(?=[\u4e00-\u9fff])|[\u4e00-\u9fff]{2,4}(?:街道办?|镇|乡)(?:办事处)?$"
)
"""How names of units begin: with the level of government, or the place, that they are of."""
_SURNAMES = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "慕容",
    "令狐",
    "司徒",
    "夏侯",
    "端木",
    "百里",
    "呼延",
)
_TITLE = re.compile(r"(?:长|书记|主任|常委|委员|主席|调研员|同志|负责人|领导|秘书)[:：]?$")
_TITLED = re.compile(r"(?:长|书记|主任|常委|委员|主席|调研员|同志|领导|秘书)[:：]?([\u4e00-\u9fff·]{2,})$")
"""A post, and a name behind it."""
_OF_POST = re.compile(r"常务|党组?|分管|联系|副|[县市区镇乡][委长府政人]|政[府协法]|人大|纪委|局|办公室|主任|书记|常委")
_SURE = 1.0
"""By how much the better of two ways must be better for nothing to be doubted."""


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
    return bool(_EACH.fullmatch(_last(above)) and _EACHS.fullmatch(_head(below)))


def _begins(head: str) -> bool:
    """Whether a text begins as names of units do: with what they are of."""
    return len(head) > 2 and bool(_LEVEL.match(head) or _PLACED.match(head))


def _pieces(text: str) -> list[str]:
    return [piece for piece in _BETWEEN.split(text) if piece]


def _last(text: str) -> str:
    return next(iter(_pieces(text)[::-1]), "")


def _head(text: str) -> str:
    return next(iter(_pieces(text)), "")


def _flaw(name: str) -> float:
    """How much a text lacks to be the name of a unit."""
    name = _BEHIND.sub("", _LABEL.sub("", name)) or name
    if name.count("（") + name.count("(") != name.count("）") + name.count(")"):
        return 3.0
    if len(name) < 2 or _BARE.fullmatch(name) or _TWO.search(name):
        return 3.0
    kind = Organisation.guess(name).kind
    if kind is OrganisationKind.GROUP and not _GROUP_ENDS.search(name):
        return 3.0
    if kind is not OrganisationKind.UNKNOWN:
        return 0.0
    return 1.0 if len(name) > 2 and _ENDS.search(name) else 3.0


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
    if _TITLE.search(tail):
        return Joint(not _OF_POST.match(head))  # a name behind its post, or the next post
    if _TITLED.search(tail):
        return Joint(False)
    if len(tail) > 4 or _OF_POST.match(tail):
        return Joint(True)
    if len(tail) + len(head) == 4 and tail in _SURNAMES:
        return Joint(True, False)
    return Joint(False)
