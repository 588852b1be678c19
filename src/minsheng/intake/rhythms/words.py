"""The words of rhythm sentences (工作节奏): whose duty it is and what is done; the tables of ``rhythms.toml``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from minsheng.intake.passages import Passage
from minsheng.intake.rhythms.cadences import cadences, counts
from minsheng.intake.rhythms.data import rules
from minsheng.projects import Bearer

_FORE = 24
"""Characters that may stand before the bearer's name in a clause (全县各级各…)."""
_BEHIND = (
    "要|应|须|需|负责|每|将|把|按|在|于|对|发挥|全年|等|务必|必须|逐|半|汇总|实行|建立|坚持|落实|定期|牵头"
    "|年底|年末|月底|月末|次月|季度?末|旬末|[0-9]|$|安排专?人|明确专?人|指定专?人|确定专?人|报送|上报|填报|更新|召开|开展|组织|至少|原则上"
    "|逢|隔|[单双][周月]|[周旬月季年](?=调度|通报|督[导查]|例会|讲评|评估|考核)|不定期|适时|常态化|上半|年中|一[周旬月季年]"
)
_MODAL = "(?:要|应当?|须|需|负责|将|务必|必须|原则上|至少|坚持|也|都|均)*"
_OFTEN = "每|逢|逐|按[周旬月季半年]|隔[周月]|一[周旬月季年]|[单双][周月]|定期|不定期|适时|常态化|全年|上半|年中|[周旬月季](?=调度|通报)"
_UNIT = re.compile(
    r"(?:由)?((?:各|省|市|县|区|州|旗)[\u4e00-\u9fff（）()、]{0,14}?"
    r"(?:局|委员会|委|办公室|政府办|中心|部|厅|公司|集团|乡镇|镇|街道|（街道）)"
    r"|[\u4e00-\u9fff]{0,14}?(?:专班|领导小组(?:办公室)?|指挥部))"
    rf"(?=要|应|须|需|负责|每|将|把|于|在|务必|必须|汇总|逐|[0-9]|{_OFTEN})"
)
_BODY = re.compile(
    "由?((?!坚持|实行|实施|建立|落实|执行|推行|严格|做到|确保|通过|按照|根据|组织|督促|要求|指导|会同|采取|由于|健全|完善|加强|强化"
    "|[并对把将向在从以为至及因如且])"
    r"[\u4e00-\u9fff（）()、]{0,16}?"
    "(?:委员会|常委会|办公室|领导小组|(?<!推进)(?<!现场)(?<!调度)(?<!联席)会议|政府|党委|党组|专班|指挥部|单位|部门|领导|同志|负责人|责任人"
    "|联络员|网格员|专员|干部|代表|委员|书记|县长|市长|区长|镇长|乡长|局长|主任|组长|校长|乡镇|街道|（街道）|镇|乡|村|社区"
    f"|中心|公司|集团|学校|医院|[局委办部厅院所站处科股组]))(?={_MODAL}(?:{_OFTEN}))"
)
"""Any body or person right before a cadence: 县政府常务会议每季度…, 包村干部每月…."""
_HELD = re.compile("[^，。；]{0,8}?(?:召开|举行|举办|开)(?:[0-9一二两三四]+次)?(?:会议)?$")


class Subject(NamedTuple):
    """Whose duty a clause begins to tell (责任主体)."""

    bearer: Bearer
    party: str


class Activity(NamedTuple):
    """What is done, and where it stands in the clause."""

    start: int
    end: int
    id: str
    name: str
    counted: bool = False
    """Whether a figure beside it makes a standard of it (培训1000人次)."""


@cache
def _subject() -> re.Pattern[str]:
    names = sorted((w for row in rules()["bearer"] for w in row["words"]), key=len, reverse=True)
    groups = "|".join(map(re.escape, names))
    return re.compile(rf"([^，。；报送向给把将]{{0,{_FORE}}}?)({groups})(?={_BEHIND})")


@cache
def _bearers() -> dict[str, Bearer]:
    return {w: Bearer(row["value"]) for row in rules()["bearer"] for w in row["words"]}


def subject_of(clause: Passage) -> tuple[Subject, Passage] | None:
    """Whose duty the clause begins to tell, and the words that name them.

    A unit by its own name (县发改局) counts only where the clause says what it does or how often, any other body or person
    (包村干部) only right before a cadence.
    """
    match = _subject().match(clause.text)
    if match is None:
        unit = _UNIT.match(clause.text)
        if unit is None or not (cadences(clause.text) or activities(clause.text)):
            unit = _BODY.match(clause.text)
        if unit is None or _is_held(clause.text, unit):
            return None
        return Subject(Bearer.PARTY, unit[1]), clause[unit.start(1) : unit.end(1)]
    bearer = _bearers()[match[2]]
    if bearer is Bearer.LEADS:
        return Subject(bearer, ""), clause[match.start(2) : match.end()]
    fore = re.sub(r"^(?:由|请|并|但|同时)|各位|各$|各(?=分管)", "", match[1])
    return Subject(bearer, fore + match[2]), clause[match.start() : match.end()]


def _is_held(text: str, unit: re.Match[str]) -> bool:
    """专题会议每月召开一次: a meeting is what is held, not who owes it."""
    often = cadences(text)
    return unit[1].endswith("会议") and bool(often) and bool(_HELD.match(text, often[0].end))


_KINDS_OF_REPORT = ("evaluation", "inspection", "appraisal", "self_check", "summing_up", "briefing", "survey")
"""Beside 报送 they say what a report is about (报送评估情况)."""
_NAME = 16
"""Characters of an activity that is named by its own words."""
_BORDERS = re.compile("[，,；;。（(]|并(?!行)|以及")
_HEDGES = re.compile("至少|不少于|不低于|原则上|的$")
_FIGURE = re.compile(
    r"[0-9]+(?:\.[0-9]+)?(?!次|场|轮|回|期|篇|份|日|号|月|点|时|:|：|个?工作日|周|年|[、和及,，0-9至到—–~～-])|[0-9]%"
)


@cache
def _verbs() -> re.Pattern[str]:
    words = [w for row in rules()["verb"] for w in row["words"]]
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@cache
def _activity(id: str) -> re.Pattern[str]:
    row = next(row for row in rules()["activity"] if row["id"] == id)
    words = "|".join(map(re.escape, sorted(row["words"], key=len, reverse=True)))
    return re.compile(f"(?:{words})" + (f"(?![{row['not_before']}])" if "not_before" in row else ""))


@lru_cache(maxsize=1024)
def activities(text: str, *, recurring: bool = False) -> tuple[tuple[Activity, ...], ...]:
    """What is done, in the order of the text; in one list what 或 joins: either meets the duty.

    `recurring`: also what counts only beside a cadence.
    """
    found: list[Activity] = []
    for row in rules()["activity"]:
        if row.get("recurring") and not recurring:
            continue
        match = _activity(row["id"]).search(text)
        if match and any(w in text for w in row.get("beside", [""])):
            found.append(Activity(match.start(), match.end(), row["id"], row["name"], row.get("counted", False)))
    found.sort()
    ids = {a.id for a in found}
    if "hearing" in ids:  # 听取工作汇报: who hears a report gives none
        hearing = next(a for a in found if a.id == "hearing")
        found = [
            a for a in found if not (a.id == "report" and a.start >= hearing.start and "汇报" in text[a.start : a.end])
        ]
    if ids & {"report", "summary"}:  # “向督查室报送” names who receives, not a visit
        found = [a for a in found if a.id not in ("site_visit", "circular", *_KINDS_OF_REPORT)]
    if "summary" in ids:
        found = [a for a in found if a.id != "report"]
    groups: list[list[Activity]] = []
    for activity in found:
        between = text[groups[-1][-1].end : activity.start] if groups else None
        if between is None:
            groups.append([activity])
        elif "或" in between or between == "/":
            groups[-1].append(activity)
        elif activity.start <= groups[-1][-1].end or (len(between) <= 2 and not set(between) & set("、并和及与，")):
            groups[-1][-1] = activity  # 调度例会, 汇总上报: the last word says what is held or sent
        else:
            groups.append([activity])
    return tuple(map(tuple, groups))


def own_words(text: str) -> Activity | None:
    """What is done, where no row knows it: the words from its verb on, without numbers of times (组织集中研学)."""
    match = _verbs().search(text)
    if match is None:
        return None
    rest = _BORDERS.split(text[match.start() :])[0]
    for count in reversed(counts(rest)):
        rest = rest[: count.start] + rest[count.end :]
    name = _HEDGES.sub("", rest).strip('、和及与“”"')[:_NAME]
    return Activity(match.start(), match.start() + len(rest), name, name, counted=True) if len(name) >= 2 else None


def is_standard(text: str) -> bool:
    """Whether a figure makes a standard or a target of the words behind a cadence (每年培训1000人次): no activity is owed."""
    return bool(_FIGURE.search(text))


def once(text: str, bearer: Bearer) -> list[tuple[str, str]]:
    """Id and name of what is owed once by `bearer`: 制定实施方案, 建立工作台账."""
    return [
        (row["id"], row["name"])
        for row in rules()["once"]
        if bearer is Bearer(row.get("bearer")) and any(w in text for w in row["words"])
    ]
