"""What a line says of a group of projects (成组说明): units or a limit as a heading above them, or a sentence behind them."""

from __future__ import annotations

import re

from minsheng.intake.passages import Passage
from minsheng.intake.words.fitting import Look, look
from minsheng.intake.words.header import Column
from minsheng.intake.words.telling import is_units, labelled, says_who, starts_with_label
from minsheng.text import NUMERALS, number

Units = tuple[tuple[Column, Passage], ...]
"""Texts about units or limits, each with what its label or place says of them."""
_COUNT = re.compile(rf"[ \t\u3000]*[（(]共?[计有]?(?:\d{{1,3}}|[{NUMERALS}]{{1,3}})[项件个][^（()）]{{0,6}}[)）]$")
_FINISHED = re.compile(r"(?:全部|全面)?(?:完成|办结|建成|完工|竣工|投用|投入使用|见效)$")
_OF_THESE = re.compile(r"的(?:民生)?(?:实事|项目|任务|事项|工作)?$")
_WORKS = r"(?:的)?(?:年度|重点|主要)?(?:工作|项目|实事|任务|事项)"
_HEAD = re.compile(
    r"([\u4e00-\u9fff]{2,4}(?:[省市县区旗州镇乡]委)?(?:常委)?[、，]?(?:常务)?副?(?:[省市县区旗州镇乡]长|书记|主席|主任))"
    rf"(?:主抓|分管|牵头|包抓|负责|主管|领办)?{_WORKS}"
)
"""方舟副市长重点工作: the head of government in charge, over what he is in charge of."""
_WORK_OF = re.compile(rf"(牵头|负责|主办|主抓|承办){_WORKS}$")
"""县住建局牵头工作: who leads, over what it leads."""
_LONGEST = 50
_ABOVE = re.compile(
    rf"[ \t\u3000]*(?:以上|上述|上列|前述)(\d{{1,3}}|[{NUMERALS}]{{1,3}})?[项件个]?(?:民生)?(?:实事|项目|任务|事项|工作|工程)?[，,]?(?:均|都|统一|全部)?"
)


def said_above(text: Passage, *, numbered: bool = False) -> Units:
    """What a heading says of all that stand below it: its units, or the limit; empty where it is any other text.

    A limit alone (6月底前) may be the last line of a project; it heads a group where it is numbered, counts the projects, or
    calls them those that are finished by then.

    >>> from minsheng.intake.source import Spot
    >>> [
    ...     [(c.value, p.text) for c, p in said_above(Passage.whole(t, Spot(0)))]
    ...     for t in ("县教育局（2件）", "6月底前完成的（2件）：", "6月底前完成", "教育惠民")
    ... ]
    [[('responsible', '县教育局')], [('deadline', '6月底前完成')], [], []]
    """
    if len(text) > _LONGEST or starts_with_label(text):
        return ()
    plain = text.stripped("：:。")
    count = _COUNT.search(plain.text)
    plain = plain[: count.start()].stripped() if count is not None else plain
    if is_units(plain):
        return ((Column.RESPONSIBLE, plain),)
    if (head := _HEAD.fullmatch(plain.text)) is not None:
        return ((Column.LEADERS, plain[: head.end(1)]),)
    if (work := _WORK_OF.search(plain.text)) is not None and is_units(plain[: work.start()]):
        column = Column.RESPONSIBLE if work[1] in ("负责", "承办") else Column.LEADS
        return ((column, plain[: work.start()]),)
    of = plain.text.find("的") if _OF_THESE.search(plain.text) else -1
    limit = plain[:of] if of > 0 else plain
    heads = numbered or count is not None or of > 0
    return ((Column.DEADLINE, limit),) if heads and look(_FINISHED.sub("", limit.text)) is Look.TIME else ()


def said_below(text: Passage) -> tuple[int, Units] | None:
    """Of how many projects before it a sentence says who does them (0 for all of the group), and who; None for any other.

    >>> from minsheng.intake.source import Spot
    >>> n, parts = said_below(Passage.whole("以上2件由县教育局负责，分管领导张静。", Spot(0)))
    >>> n, [(c.value, p.text) for c, p in parts]
    (2, [('responsible', '由县教育局负责'), ('leaders', '张静')])
    """
    match = _ABOVE.match(text.text)
    if match is None or len(text) > 120:
        return None
    said = text[match.end() :].stripped("。")
    clauses = [c.stripped() for c in said.split("，,；;") if c.text.strip()]
    if "。" in said.text or not all(says_who(c) or starts_with_label(c) for c in clauses):
        return None
    parts = tuple(labelled(said))
    if not parts:
        return None
    value = number(match[1]) if match[1] else None
    return int(value) if value is not None else 0, parts
