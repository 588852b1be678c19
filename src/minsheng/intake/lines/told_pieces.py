"""Projects of running text that only reports (进展短句): a clause each, whose name stands in front of what was done.

Tried where nothing is numbered and no sentence announces a list; so few such clauses as chance makes are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from minsheng.intake.lines.enumerated import Enumerated
from minsheng.intake.passages import Passage

_LEAST = 3
"""So many clauses of these forms tell that they are a list."""
_SHORTEST, _LONGEST = 4, 60
"""Characters of a name."""
_HAN = "\u4e00-\u9fff"
_FIGURE = rf"\d[\d.,]*[万亿]?[{_HAN}]{{1,3}}"
_DONE = rf"(?:现已|均已|已经|已)(?:超额|提前)?[{_HAN}]{{0,8}}?(?:{_FIGURE})"
_WITH_SHARE = re.compile(rf"(.+?)((?:{_DONE}|(?:正在|已)[{_HAN}]{{2,6}})[（(]\d+(?:\.\d+)?%[)）])")
"""2个养老机构建设已完成1个（50%）; 供水工程正在施工中（75%）."""
_WITH_RATE = re.compile(r"(.+?)((?:完成率|完成进度|完成比例)(?:为|达到?)?\d+(?:\.\d+)?%)$")
"""工会驿站建设完成率100%."""
_RATE_ALONE = re.compile(r"(?:完成率|完成进度|完成比例|占年?度?任务的)(?:为|达到?)?\d+(?:\.\d+)?%$")
"""What stands behind a clause that says what was done: 康复救助2539名，完成率100.27%."""
_DONE_BEHIND = re.compile(
    rf"(?:目前|现|均|截[至止][^，]{{2,8}})*(?:已|均已|正在)[{_HAN}]{{0,10}}(?:\d|$)|现已|已建成|已完成|已超额"
)
_DONE_AT_END = re.compile(r"(.+?)(已(?:全部|基本)?(?:完成|落实到位|建成|竣工|投用|完工|启用))$")
"""625个村庄规划编制工作已完成."""
_TASK = re.compile(r"\d|(?:工程|项目|行动|建设|改造|整治|服务|工作)$")
_LEAD = re.compile(r"(?:(?:另外|其中|此外|同时)?[，,]?(?:[我全][省市县区旗镇])?(?:今年|年内|共)?(?:计划|拟|需)?)")
_OTHERS = re.compile(
    r"[^，。；]{0,12}\d+(?:个|件|项)(?:民生|实事|项目|事项|指标|任务)|(?:以上|上述|这|其余|剩余)\d*[项件个]"
)
"""How many projects there are, how many are done: no project itself."""
_SHARED = re.compile(r"(.+?)(?:完成率|完成进度)(?:分别|各)(?:为|达到?|是)?((?:\d+(?:\.\d+)?%[、，和]?){2,})$")
"""甲、乙、丙完成率分别为12%、14%、23%."""
_PERCENT = re.compile(r"\d+(?:\.\d+)?%")
_ABOUT = re.compile(rf"[ \t\u3000]*关于([{_HAN}\d、（）“”]{{4,40}})[。：:](?=.)")


def told_pieces(paragraphs: Sequence[Passage]) -> dict[int, Enumerated]:
    """Which paragraphs report on projects clause by clause; none if the clauses are too few.

    >>> from minsheng.intake.source import Spot
    >>> text = "2个养老院建设已完成1个（50%）、15个幸福院建设已完成8个（53%），供水工程正在施工中（75%）。"
    >>> (found,) = told_pieces([Passage.whole(text, Spot(0))]).values()
    >>> [[p.text for p in piece] for piece in found.pieces][::2]
    [['2个养老院建设', '已完成1个（50%）'], ['供水工程', '正在施工中（75%）']]
    """
    found: dict[int, Enumerated] = {}
    sure = 0
    for i, paragraph in enumerate(paragraphs):
        pieces: list[tuple[Passage, ...]] = []
        others: list[Passage] = []
        for sentence in paragraph.split("。；;\n"):
            own, rest, beyond_doubt = _of_sentence(sentence.stripped())
            pieces += own
            others += rest
            sure += beyond_doubt
        if pieces:
            found[i] = Enumerated(tuple(pieces), tuple(others), False)
    return found if sure >= _LEAST else {}


def about_each(paragraphs: Sequence[Passage]) -> dict[int, Enumerated]:
    """Paragraphs that each say at their head what they are about: 关于改造老旧小区。截至11月底，…; none if they are too few.

    >>> from minsheng.intake.source import Spot
    >>> lines = ["关于改造小区。已改造9个。", "关于新增就业。已新增5万人。", "关于治理大气。好转。"]
    >>> [
    ...     p.text
    ...     for e in about_each([Passage.whole(t, Spot(i)) for i, t in enumerate(lines)]).values()
    ...     for p in e.pieces[0]
    ... ][:2]
    ['改造小区', '已改造9个。']
    """
    found = {}
    for i, paragraph in enumerate(paragraphs):
        match = _ABOUT.match(paragraph.text)
        if match is not None and not match[1].endswith(("通知", "通报", "报告", "公告", "情况", "意见", "方案")):
            piece = (paragraph[match.start(1) : match.end(1)], paragraph[match.end() :].stripped())
            found[i] = Enumerated((piece,), (), False)
    return found if len(found) >= _LEAST else {}


def _of_sentence(sentence: Passage) -> tuple[list[tuple[Passage, ...]], list[Passage], int]:
    """The projects of a sentence, what else it says, and how many of them are told beyond doubt."""
    shared = _SHARED.match(sentence.text)
    if shared is not None:
        names = [*sentence[: shared.end(1)].split("、，,")]
        shares = [
            sentence[shared.start(2) + m.start() : shared.start(2) + m.end()] for m in _PERCENT.finditer(shared[2])
        ]
        if len(shares) <= len(names):
            last = names[len(names) - len(shares) :]
            return [(n.stripped(), s) for n, s in zip(last, shares, strict=True)], names[: -len(shares)], len(shares)
    pieces: list[tuple[Passage, ...]] = []
    others: list[Passage] = []
    sure = 0
    clauses = [*_clauses(sentence)]
    k = 0
    while k < len(clauses):
        clause = clauses[k]
        following = clauses[k + 1] if k + 1 < len(clauses) else None
        match = _WITH_SHARE.match(clause.text) or _WITH_RATE.match(clause.text)
        own = _name(clause[: match.end(1)]) if match is not None else None
        k += 1
        if match is not None and own is not None:
            pieces.append((own, clause[match.start(2) :]))
            sure += 1
        elif following is not None and _RATE_ALONE.match(following.text) and (named := _name(clause)) is not None:
            pieces.append((named, _till(sentence, clause, following)))
            sure, k = sure + 1, k + 1
        elif (
            following is not None
            and _DONE_BEHIND.match(following.text)
            and _TASK.search(clause.text)
            and (named := _name(clause)) is not None
        ):
            pieces.append((named, following))
            sure, k = sure + 1, k + 1
        elif (end := _DONE_AT_END.match(clause.text)) is not None and (
            named := _name(clause[: end.end(1)])
        ) is not None:
            pieces.append((named, clause[end.start(2) :]))
        elif clause:
            others.append(clause)
    return pieces, others, sure


def _till(sentence: Passage, first: Passage, last: Passage) -> Passage:
    """The words of a sentence from one clause to the end of another."""
    start = sentence.text.index(first.text)
    return sentence[start : sentence.text.index(last.text, start) + len(last)]


def _name(words: Passage) -> Passage | None:
    """The name in front of what was done, without 我市今年计划; None for words that name no project."""
    if _OTHERS.match(words.text):
        return None
    lead = _LEAD.match(words.text)
    name = words[lead.end() if lead is not None else 0 :].stripped("，,、：: ")
    if "中，" in name.text or not _SHORTEST <= len(name) <= _LONGEST or not re.search(f"[{_HAN}]", name.text):
        return None
    return name


def _clauses(sentence: Passage) -> Iterator[Passage]:
    """The clauses of a sentence; 、 parts them only behind what was done."""
    start, depth = 0, 0
    for i, c in enumerate(sentence.text):
        depth += (c in "（(") - (c in ")）")
        part = c in "，,：:" or (c == "、" and re.search(r"[%%)）]$", sentence.text[start:i]) is not None)
        if depth <= 0 and part:
            yield sentence[start:i].stripped()
            start = i + 1
    yield sentence[start:].stripped()
