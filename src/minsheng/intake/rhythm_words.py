"""The words of rhythm sentences (工作节奏): whose duty, how often, what is done; the tables of ``rhythms.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple, NotRequired, TypedDict

from minsheng.calendars import Cadence
from minsheng.intake.passages import Passage
from minsheng.projects import Bearer

_FORE = 24
"""Characters that may stand before the bearer's name in a clause (全县各级各…)."""
_BEHIND = (
    "要|应|须|需|负责|每|将|把|按|在|于|对|发挥|全年|等|务必|必须|逐|半|汇总|实行|建立|坚持|落实|定期|牵头"
    "|年底|年末|月底|月末|次月|季度?末|旬末|[0-9]|$"
)
_UNIT = re.compile(
    r"(?:由)?((?:各|省|市|县|区|州|旗)[\u4e00-\u9fff（）()、]{0,14}?"
    r"(?:局|委员会|委|办公室|政府办|中心|部|厅|公司|集团|乡镇|镇|街道|（街道）)"
    r"|[\u4e00-\u9fff]{0,14}?(?:专班|领导小组(?:办公室)?|指挥部))"
    r"(?=要|应|须|需|负责|每|将|把|于|在|务必|必须|汇总|逐|[0-9])"
)
_RATE = re.compile(r"[约近超过不低于少高至]{0,4}[0-9]+(?:\.[0-9]+)?(?!日|号|月|个工作日|[0-9至到—–~～-])")
"""Behind a cadence: 每月50元 is a standard, no rhythm."""
_PER_HEAD = re.compile("(?:每[人户生名床亩户家位]|人均|户均)$")


class _Words(TypedDict):
    value: str
    words: list[str]


class _Pattern(TypedDict):
    value: str
    pattern: str
    day: NotRequired[int]


class _Activity(TypedDict):
    id: str
    name: str
    words: list[str]
    beside: NotRequired[list[str]]
    not_before: NotRequired[str]
    """Characters that make another word of it: 督查室."""
    bearer: NotRequired[str]


class _Rules(TypedDict):
    cadence: list[_Words]
    spelled: list[_Pattern]
    unclear: list[_Words]
    bearer: list[_Words]
    activity: list[_Activity]
    once: list[_Activity]


class Subject(NamedTuple):
    """Whose duty a clause begins to tell (责任主体)."""

    bearer: Bearer
    party: str


class Often(NamedTuple):
    """A cadence found in a clause."""

    cadence: Cadence
    start: int
    end: int
    day: int | None
    """The day, where the cadence is told by its days (每月10日、20日、30日)."""


class Activity(NamedTuple):
    """What is done, and where it stands in the clause."""

    start: int
    end: int
    id: str
    name: str


@cache
def _rules() -> _Rules:
    text = resources.files("minsheng.intake").joinpath("rhythms.toml").read_text("utf-8")
    rules: _Rules = tomllib.loads(text)  # type: ignore[assignment]  # shipped with the package; tests go over every row
    return rules


@cache
def _subject() -> re.Pattern[str]:
    names = sorted((w for row in _rules()["bearer"] for w in row["words"]), key=len, reverse=True)
    groups = "|".join(map(re.escape, names))
    return re.compile(rf"([^，。；报送向给把将]{{0,{_FORE}}}?)({groups})(?={_BEHIND})")


@cache
def _bearers() -> dict[str, Bearer]:
    return {w: Bearer(row["value"]) for row in _rules()["bearer"] for w in row["words"]}


def subject_of(clause: Passage) -> tuple[Subject, Passage] | None:
    """Whose duty the clause begins to tell, and the words that name them.

    A unit by its own name (县发改局) counts only where the clause says what it does or how often.
    """
    match = _subject().match(clause.text)
    if match is None:
        unit = _UNIT.match(clause.text)
        if unit is None or not (cadences(clause.text) or activities(clause.text)):
            return None
        return Subject(Bearer.PARTY, unit[1]), clause[unit.start(1) : unit.end(1)]
    bearer = _bearers()[match[2]]
    if bearer is Bearer.LEADS:
        return Subject(bearer, ""), clause[match.start(2) : match.end()]
    fore = re.sub(r"^(?:由|请|并|但|同时)|各位|各$|各(?=分管)", "", match[1])
    return Subject(bearer, fore + match[2]), clause[match.start() : match.end()]


@cache
def _cadences() -> tuple[tuple[re.Pattern[str], Cadence, int | None], ...]:
    """The patterns of all cadences, those that spell their days first."""
    spelled = [(re.compile(row["pattern"]), Cadence(row["value"]), row.get("day")) for row in _rules()["spelled"]]
    plain = [
        (re.compile("|".join(map(re.escape, sorted(row["words"], key=len, reverse=True)))), Cadence(row["value"]), None)
        for row in _rules()["cadence"]
    ]
    return (*spelled, *plain)


def cadences(text: str) -> list[Often]:
    """All cadences of a clause in its order; the standard of a sum (每人每年100元) is none."""
    found: list[Often] = []
    for pattern, cadence, day in _cadences():
        for match in pattern.finditer(text):
            if any(o.start < match.end() and match.start() < o.end for o in found):
                continue
            if _PER_HEAD.search(text, 0, match.start()) or (day is None and _RATE.match(text, match.end())):
                continue
            found.append(Often(cadence, match.start(), match.end(), day))
    return sorted(found, key=lambda o: o.start)


def unclear(text: str) -> str:
    """A cadence whose periods the words do not fix (每两周); empty if there is none."""
    return next((w for row in _rules()["unclear"] for w in row["words"] if w in text), "")


@cache
def _activity(id: str) -> re.Pattern[str]:
    row = next(row for row in _rules()["activity"] if row["id"] == id)
    words = "|".join(map(re.escape, sorted(row["words"], key=len, reverse=True)))
    return re.compile(f"(?:{words})" + (f"(?![{row['not_before']}])" if "not_before" in row else ""))


def activities(text: str) -> list[list[Activity]]:
    """What is done, in the order of the text; in one list what 或 joins: either meets the duty."""
    found: list[Activity] = []
    for row in _rules()["activity"]:
        match = _activity(row["id"]).search(text)
        if match and any(w in text for w in row.get("beside", [""])):
            found.append(Activity(match.start(), match.end(), row["id"], row["name"]))
    found.sort()
    ids = {a.id for a in found}
    if ids & {"report", "summary"}:  # “向督查室报送” names who receives, not a visit
        found = [a for a in found if a.id not in ("site_visit", "circular")]
    if "summary" in ids:
        found = [a for a in found if a.id != "report"]
    groups: list[list[Activity]] = []
    for activity in found:
        between = text[groups[-1][-1].end : activity.start] if groups else None
        if between is None:
            groups.append([activity])
        elif "或" in between:
            groups[-1].append(activity)
        elif activity.start <= groups[-1][-1].end or (len(between) <= 2 and not set(between) & set("、并和及与，")):
            groups[-1][-1] = activity  # 调度例会, 汇总上报: the last word says what is held or sent
        else:
            groups.append([activity])
    return groups


def once(text: str, bearer: Bearer) -> list[tuple[str, str]]:
    """Id and name of what is owed once by `bearer`: 制定实施方案, 建立工作台账."""
    return [
        (row["id"], row["name"])
        for row in _rules()["once"]
        if bearer is Bearer(row.get("bearer")) and any(w in text for w in row["words"])
    ]
