"""Words that say how often, and how many times (每周、逢旬、每两周、每月2次), in a clause."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from minsheng.calendars import Cadence
from minsheng.intake.rhythms.data import rules
from minsheng.text import number

_RATE = re.compile(
    r"[约近超过不低于少高至]{0,4}[0-9]+(?:\.[0-9]+)?(?!日|号|月|个工作日|次|场|轮|期|篇|[、和及,，0-9至到—–~～-])"
)
"""Behind a cadence: 每月50元 is a standard, no rhythm."""
_PER_HEAD = re.compile("(?:每[人户生名床亩户家位]|人均|户均)$")


class Often(NamedTuple):
    """Words of a clause that say how often."""

    cadence: Cadence | None
    """None: they do not say it so that days follow; `code` is the finding."""
    start: int
    end: int
    days: tuple[int, ...] = ()
    """The days, where the cadence is told by them (每月10日、20日、30日)."""
    every: int = 1
    """Of how many periods one is meant (每两周)."""
    parity: str = ""
    """even or odd, where only such periods are meant (逢双周)."""
    code: str = ""


class _Row(NamedTuple):
    """A pattern of words that say how often."""

    pattern: re.Pattern[str]
    cadence: Cadence | None
    days: tuple[int, ...] = ()
    code: str = ""


_N = "[两二三四五六七八九十2-9]|1[0-9]"
_KIND = {
    "周": Cadence.WEEKLY,
    "星期": Cadence.WEEKLY,
    "礼拜": Cadence.WEEKLY,
    "旬": Cadence.TEN_DAYS,
    "月": Cadence.MONTHLY,
    "季": Cadence.QUARTERLY,
    "季度": Cadence.QUARTERLY,
    "半年": Cadence.HALF_YEARLY,
}
_EVERY = re.compile(
    rf"每(?P<n>{_N})(?:个?(?P<k>周(?![岁期])|星期|礼拜|旬)|个(?P<k2>月|季度?|半年))|每(?P<two>[两2])(?P<k3>月(?![0-9])|季度?|半年)"
    r"|(?<!间)每?隔(?:[一1]个?)?(?P<k4>周|星期|礼拜|旬|月|季度?)(?![一-龥]?[间离])"
    r"|(?P<each>[每逢]*)(?P<parity>[单双])(?P<k5>周|月)(?!一)"
)
"""Every second or third period: 每两周, 隔周, 双周, 逢单月."""
_ANY = re.compile(
    r"(?:每|逢|隔)[一二两三四五六七八九十0-9个逢隔单双半]{0,4}(?:周|星期|礼拜|旬|月|季|年|学期|小时)|每逢"
)
"""What looks like a cadence; where no other pattern knows it, it is told as unclear."""


_HINT = re.compile(
    "[每逢隔逐旬按单双周一半月次各季年全日天定适经不阶常](?:(?<=[每逢隔逐旬])|(?<=按)[周旬半月季年日学]|(?<=[单双])[周月]|(?<=周)周"
    "|(?<=一)[周旬月季年个]|(?<=半)(?:个?月|年)|(?<=[月次各])月|(?<=季)(?:季|度?末)|(?<=年)中|(?<=全)年"
    "|(?<=年)[终底末]?(?=[考评测总讲])|(?<=[周月季日])度?(?=[调通例报小会研督评讲点排考检总汇分推简])"
    "|(?<=日)日|(?<=天)天|(?<=定)期|(?<=适)时|(?<=经)常|(?<=不)时|(?<=阶)段|(?<=常)态)"
)
"""Every word that says how often has one of these; a test asks it of each row. It begins with a set, which is sought fast."""


def perhaps_says_how_often(text: str) -> bool:
    """Whether `cadences` may find anything in a text of whatever length: most are passed in one look."""
    return _HINT.search(text) is not None


_OTHER_WORD = "(?![期边岁龄级节])"
"""按周期, 每季节, 按年龄: these say something else."""


@cache
def _rows() -> tuple[_Row, ...]:
    """The patterns of all words that say how often: the unclear ones, those that spell their days, the plain ones."""
    spelled = [
        _Row(re.compile(row["pattern"]), Cadence(row["value"]), tuple(row.get("days", ())))
        for row in rules()["spelled"]
    ]
    unclear = [_Row(re.compile(row["pattern"]), None, code=row["code"]) for row in rules()["unclear"]]
    plain = [
        _Row(
            re.compile(f"(?:{'|'.join(map(re.escape, sorted(row['words'], key=len, reverse=True)))}){_OTHER_WORD}"),
            Cadence(row["value"]),
        )
        for row in rules()["cadence"]
    ]
    return (*unclear, *spelled, *plain, _Row(_ANY, None, code="intake.rhythm-unclear"))


@lru_cache(maxsize=1024)
def cadences(text: str) -> tuple[Often, ...]:
    """All words of a clause that say how often, in its order; the standard of a sum (每人每年100元) is none."""
    if not _HINT.search(text):
        return ()
    found: list[Often] = []

    def add(often: Often) -> None:
        if any(o.start < often.end and often.start < o.end for o in found):
            return
        if _PER_HEAD.search(text, 0, often.start) or (not often.days and _RATE.match(text, often.end)):
            return
        found.append(often)

    for match in _EVERY.finditer(text):
        add(_every(match))
    for row in _rows():
        for match in row.pattern.finditer(text):
            add(Often(row.cadence, match.start(), match.end(), row.days, code=row.code))
    return tuple(_joined(sorted(found, key=lambda o: o.start), text))


_DAY_ONLY = re.compile(
    r"的?(?:[0-9]{1,2}|[一二三四五六日天十]{1,3})?(?:[日号]|[底末])?(?:之前|以前|前)?(?:[、和及与]|以及)"
)


_LONG = (Cadence.QUARTERLY, Cadence.HALF_YEARLY, Cadence.YEARLY)


def _joined(found: list[Often], text: str) -> list[Often]:
    """每周二和每周四: the same words twice, with nothing but a day between them, are one cadence with several days."""
    kept: list[Often] = []
    for often in found:
        last = kept[-1] if kept else None
        same = last is not None and last.cadence is not None and last[3:] == often[3:] and last[0] == often[0]
        if last is not None and last.cadence in _LONG and text[often.start : often.end] == "次月":
            kept[-1] = last._replace(end=often.end)  # 每季度结束后次月5日前
        elif last is not None and same and _DAY_ONLY.fullmatch(text, last.end, often.start):
            kept[-1] = last._replace(end=often.end)
        else:
            kept.append(often)
    return kept


def _every(match: re.Match[str]) -> Often:
    """每两周, 隔周, 双周: every second; of 逢双周 and 双月 also which."""
    kind = next(k for k in (match["k"], match["k2"], match["k3"], match["k4"], match["k5"]) if k)
    n = 2
    if match["n"]:
        n = int(number(match["n"].replace("两", "二")) or 2)
    cadence = _KIND[kind]
    parity = {"双": "even", "单": "odd"}.get(match["parity"] or "", "")
    if parity == "even" and cadence is Cadence.WEEKLY and "逢" not in match["each"]:
        parity = ""  # 每双周 says every two weeks, not which
    return Often(cadence, match.start(), match.end(), every=n, parity=parity)


def says_how_often(text: str) -> bool:
    """Whether any word of a text says how often; for texts that are too long to be read closely."""
    return bool(_ANY.search(text))


_COUNT = re.compile(
    r"(?P<most>不超过|不多于|不得超过|最多|至多|控制在)?(?<![第前上后首大批届])(?P<n>[0-9]{1,2}|[一两二三四五六七八九十]{1,2}|多|数|几|若干)"
    r"(?:(?:至|到|[-—–~～、])(?P<to>[0-9]{1,2}|[一两二三四五六七八九十]{1,2}))?(?:次|场|轮|回|期|篇)(?!会议[^，。；]*?[届大])"
)


class Count(NamedTuple):
    """How many times something is demanded in a period (次数)."""

    start: int
    end: int
    n: int
    """The least number; 1 where it is not told (多次)."""
    text: str
    limit: bool
    """不超过3次: no demand, but a limit."""
    exact: bool
    """False for a range (1至2次) and for 多次."""


def counts(text: str) -> list[Count]:
    """The numbers of times in a clause (召开2次专题会议、3次调研), in their order."""
    found = []
    for match in _COUNT.finditer(text):
        low = match["n"].replace("两", "二")
        vague = len(low) == 2 and not low.isdecimal() and "十" not in low  # 一两次, 两三次
        value = None if vague else number(low)
        least = number(low[0]) if value is None else value  # 多次: none
        n = 1 if least is None else max(int(least), 1)
        exact = value is not None and match["to"] is None
        found.append(Count(match.start(), match.end(), n, match[0], bool(match["most"]), exact))
    return found
