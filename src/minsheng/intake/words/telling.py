"""Who does it, by when, with what money, in the words of a paragraph or cell (责任、时限): labelled, in brackets, in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from attrs import frozen

from minsheng.intake.passages import Passage
from minsheng.intake.words import roles
from minsheng.intake.words.fitting import Look, look
from minsheng.intake.words.header import UNITS, Column, column_of, labels
from minsheng.intake.words.parties import assigns
from minsheng.responsibility import Organisation, OrganisationKind
from minsheng.targets import find_targets

_OPEN, _CLOSE = "（(【[〔", "）)】]〕"
"""Brackets in which units may stand."""
_LABELS = 3
"""So many parts between semicolons, all but the first with a label, are parts of their own."""
_BORDER = re.compile(r"[。；;，,\s）)]")
_CLOSING = frozenset((*UNITS, Column.DEADLINE, Column.FUNDING))
"""What a label in the midst of a paragraph may name; 内容： or 进展： there is a word like others."""


@frozen(kw_only=True)
class ToldApart:
    """Paragraphs of one project, taken apart."""

    texts: tuple[Passage, ...]
    """What is to be done."""
    parts: tuple[tuple[Column, Passage], ...]
    """What is said of units, limits, money, progress, each with its column."""
    labels: tuple[Passage, ...]
    """The phrases that the parts stand in, labels and all."""

    def of(self, *wanted: Column) -> tuple[Passage, ...]:
        """The parts of these columns."""
        return tuple(p for c, p in self.parts if c in wanted)


def told_apart(paragraphs: Sequence[Passage]) -> ToldApart:
    """What is to be done, and apart from it who does it by when.

    >>> from minsheng.intake.source import Spot
    >>> text = Passage.whole("改造85公里。（牵头单位：县交运局；完成时限：10月底）", Spot(0))
    >>> found = told_apart([text])
    >>> [t.text for t in found.texts], [(c.value, p.text) for c, p in found.parts]
    (['改造85公里。'], [('leads', '县交运局'), ('deadline', '10月底')])
    """
    duties: list[Passage] = []
    texts: list[Passage] = []
    for paragraph in (part for p in _merged(paragraphs) for part in _parted(p)):
        if (texts or _names_it(paragraph)) and (
            starts_with_label(paragraph) or says_who(paragraph.stripped("。；;，,"))
        ):
            duties.append(paragraph)
            continue
        passed = 0
        for start, bracket in _brackets(paragraph):
            if (
                next(_labels_in(bracket.text), None)
                or roles.speaks_of_units(bracket.text)
                or _ends_in_units(paragraph, start, bracket)
            ):
                texts.append(paragraph[passed:start].stripped())
                duties.append(bracket[1 : len(bracket) - (bracket.text[-1] in _CLOSE)])
                passed = start + len(bracket)
        texts.append(paragraph[passed:].stripped())
    parts = [part for duty in duties for part in labelled(duty)]
    return ToldApart(texts=tuple(t for t in texts if t.stripped("。；;，, ")), parts=tuple(parts), labels=tuple(duties))


def _names_it(paragraph: Passage) -> bool:
    """Whether a first paragraph is the label of the name: 项目名称：…"""
    match = _labels().match(paragraph.text.lstrip())
    return match is not None and _role(match[1]) is Column.NAME


@cache
def _labels() -> re.Pattern[str]:
    names = "|".join(re.escape(n) for n in labels())
    units = "|".join(re.escape(n) for n, c in labels().items() if c in UNITS and n.endswith(roles.bodies()))
    # ，责任单位市医保局。 or ，责任单位为市医保局。: a border before it and a unit behind it are enough
    alone = rf"(?:(?<=[，,；;。（(])|^)(?:{units})(?=[为是]?{_UNIT_BEHIND})"
    # 分管领导张静。: a border before it and a person behind it are enough
    leaders = (
        rf"[\u4e00-\u9fff]{{2,4}}领导(?=\s*[:：])|(?:(?<=[，,；;。（(])|^){roles.leaders()}领导"
        r"(?=[为是]?[\u4e00-\u9fff·]{2,4}(?:[。；;，,）)]|$))"
    )
    return re.compile(rf"((?:{names})(?=\s*[:：])|{leaders}|{alone})(?:\s*[:：]|[为是])?")


@cache
def _perhaps() -> re.Pattern[str]:
    """A text with a label has one of these, so that most are passed in one look."""
    bodies = roles.any_of(roles.bodies())
    return re.compile(rf"[:：]|{bodies}[为是]?[省市县区州旗镇乡]|领导[\u4e00-\u9fff]")


def _labels_in(text: str) -> Iterator[re.Match[str]]:
    return _labels().finditer(text) if _perhaps().search(text) is not None else iter(())


def _role(label: str) -> Column:
    """What a label announces; …领导 of a document's own making the leaders."""
    return labels().get(label, Column.LEADERS)


_UNIT_BEHIND = r"[省市县区州旗镇乡][\u4e00-\u9fff（）()、]{1,40}(?:[。；;，,）)\n]|$)"


def label_of(paragraph: Passage) -> Column | None:
    """What the label in front of a paragraph announces; None without one."""
    match = _labels().match(paragraph.text.lstrip())
    return _role(match[1]) if match is not None else None


def labelled_as(paragraph: Passage) -> str:
    """The label of units, leaders or a limit in front of a paragraph, as printed; empty without one."""
    match = _labels().match(paragraph.text.lstrip())
    return match[1] if match is not None and _role(match[1]) in _CLOSING else ""


def starts_with_label(paragraph: Passage) -> bool:
    """Whether a paragraph begins with a label: 责任单位：…"""
    return bool(_labels().match(paragraph.text.lstrip()))


def is_duty(paragraph: Passage) -> bool:
    """Whether it names units: by a label, in a bracket with 牵头 or 配合, or in a sentence that does nothing else."""
    if any(_role(m[1]) in _CLOSING for m in _labels_in(paragraph.text)):
        return True
    if any(roles.speaks_of_units(b.text) or _ends_in_units(paragraph, start, b) for start, b in _brackets(paragraph)):
        return True
    return roles.speaks_of_units(paragraph.text + "；") and any(
        says_who(s.stripped()) or _assigned_at_end(s) < len(s) or _assigned_in_front(s) for s in paragraph.split("。\n")
    )


BODIES = frozenset(OrganisationKind[n] for n in ("DEPARTMENT", "GOVERNMENT", "OFFICE", "TOWNSHIP", "STREET"))
"""Kinds of bodies of the state, which issue documents and lead projects."""
_OF_A_DIVISION = re.compile(r"[省市县区旗州盟镇乡]|街道")
_BEHIND_BRACKET = re.compile(r"[（(][^（()）]{1,12}[)）]$")


def is_units(text: Passage) -> bool:
    """Whether a text is the name of a body, or of several, and nothing else: a heading over what they do, or a bracket behind it.

    >>> from minsheng.intake.source import Spot
    >>> [
    ...     is_units(Passage.whole(t, Spot(0)))
    ...     for t in ("区教育局", "县水利局、县住建局（4项）", "便民驿站", "责任单位：县教育局")
    ... ]
    [True, True, False, False]
    """
    plain = _BEHIND_BRACKET.sub("", text.text.strip().rstrip("：:")).strip()
    if not 3 <= len(plain) <= 30 or not _OF_A_DIVISION.match(plain):
        return False
    names = re.split("[、，,]", plain)
    beside = [n for n in names if Organisation.guess(n).kind not in BODIES and not _OF_THE_PEOPLE.search(n)]
    # 县文旅局、各乡镇 lead; 各乡镇 alone may be where it is done
    return len(beside) < len(names) and all(Organisation.guess(n).kind is OrganisationKind.GROUP for n in beside)


_OF_THE_PEOPLE = re.compile(r"(?:残联|妇联|工商联|文联|科协|侨联|总工会|红十字会|团[县市区]委|公司|集团)$")


_SENTENCE_ENDS = re.compile(r"\s*(?:[。；;]|$)")


def _ends_in_units(paragraph: Passage, start: int, bracket: Passage) -> bool:
    """Whether a bracket at the end of a sentence holds the names of units and nothing else: 送戏下乡60场（县文旅局）。"""
    end = start + len(bracket)
    return (
        start > 1
        and _SENTENCE_ENDS.match(paragraph.text, end) is not None
        and _units_and_limit(bracket[1 : len(bracket) - (bracket.text[-1] in _CLOSE)])
    )


def _units_and_limit(text: Passage) -> bool:
    """Whether a text names units, and perhaps a time limit before or behind them, and nothing else: 区城管局，11月底前."""
    clauses = [c.stripped() for c in text.split("，,；;") if c.text.strip()]
    units = [c for c in clauses if look(c.text) is not Look.TIME]
    return bool(units) and all(map(is_units, units))


def names_leaders_alone(paragraph: Passage) -> bool:
    """Whether of all that a paragraph can say of who and when it names leaders only: 感染楼建设（领办领导：陆远）."""
    told = {_role(m[1]) for m in _labels_in(paragraph.text)}
    return told == {Column.LEADERS} and not roles.speaks_of_units(paragraph.text + "；")


def _brackets(passage: Passage) -> Iterator[tuple[int, Passage]]:
    """What stands in outermost brackets, the brackets included, and where; one that is never closed reaches to the end."""
    depth = start = 0
    for i, c in enumerate(passage.text):
        if c in _OPEN:
            start = i if depth == 0 else start
            depth += 1
        elif c in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                yield start, passage[start : i + 1]
    if depth:
        yield start, passage[start:]


def open_brackets(paragraphs: Sequence[Passage]) -> bool:
    """Whether a bracket is open behind these paragraphs."""
    text = "".join(p.text for p in paragraphs)
    return sum(map(text.count, _OPEN)) > sum(map(text.count, _CLOSE))


def _parted(paragraph: Passage) -> Iterator[Passage]:
    """A paragraph in whose midst units are named (改造85公里。牵头单位：县交运局。), cut before and behind each such phrase."""
    pieces = [p for p in paragraph.split("；;") if p.text.strip()]
    if len(pieces) >= _LABELS and all(map(starts_with_label, pieces[1:])):
        yield from _parted(pieces[0])  # 口袋公园；目标任务：新建15个；完成情况：已建成13个；责任单位：区园林中心
        yield from pieces[1:]
        return
    if starts_with_label(paragraph):
        end = _outside_brackets(paragraph.text).find("。") + 1 if label_of(paragraph) in UNITS else 0
        behind = paragraph[end:].stripped()
        if end and behind and not starts_with_label(behind) and not says_who(behind.stripped("。")):
            yield paragraph[:end]  # 责任单位：县卫健局。年度目标16个，已建成7个。
            yield from _parted(behind)
        else:
            yield paragraph
        return
    if not roles.speaks_of_units(paragraph.text + "；"):
        yield from _labels_apart(paragraph)
        return
    done = start = 0
    for sentence in paragraph.split("。\n"):  # sentences that only say who leads and who helps
        end = min(start + len(sentence) + 1, len(paragraph))
        if (front := _assigned_in_front(sentence)) is not None:
            if done < start + front.start:
                yield from _labels_apart(paragraph[done : start + front.start])
            yield paragraph[start + front.start : start + front.end]
            done = start + front.end
            start += len(sentence) + 1
            continue
        place = start + (0 if says_who(sentence.stripped()) else _assigned_at_end(sentence)) if sentence else end
        if place < start + len(sentence):
            if done < place:
                yield from _labels_apart(paragraph[done:place])
            yield paragraph[place:end]
            done = end
        start += len(sentence) + 1
    if done < len(paragraph):
        yield from _labels_apart(paragraph[done:])


def _labels_apart(paragraph: Passage) -> Iterator[Passage]:
    """The same for labels in its midst."""
    text = paragraph.text
    if starts_with_label(paragraph):
        yield paragraph
        return
    plain = _outside_brackets(text)
    done = 0
    for match in _labels_in(plain):
        start = match.start()
        if start < done or _role(match[1]) not in _CLOSING or not _BORDER.match(text, start - 1):
            continue
        yield paragraph[done:start]
        done = plain.find("。", match.end()) + 1 or len(text)
        yield paragraph[start:done]
    if done < len(text):
        yield paragraph[done:]


def _assigned_at_end(sentence: Passage) -> int:
    """Where the clauses begin that end a sentence and only say who does it by when; its length if there are none.

    >>> from minsheng.intake.source import Spot
    >>> text = "新建工厂5个；县人社局牵头，相关镇配合；2025年10月完成"
    >>> text[_assigned_at_end(Passage.whole(text, Spot(0))) :]
    '县人社局牵头，相关镇配合；2025年10月完成'
    """
    end = start = len(sentence)
    said = False
    for clause in reversed(list(sentence.split("；;"))):
        plain = clause.stripped("。")
        told = says_who(plain)
        if not told and look(plain.text) is not Look.TIME:
            break
        start, said = end - len(clause), said or told
        end = start - 1
    if not said and (by := sentence.text.rfind("，由") + 1) and says_who(sentence[by:].stripped("。；;")):
        return by  # 硬化道路9公里，10月底前完工，由镇村建办负责
    if not said:
        end = start = len(sentence)
        for clause in reversed(list(sentence.split("，,"))):  # 铺设管网120公里，12月底前完成，县财政局配合
            if not says_who(clause.stripped("。")) or end == 0:
                break
            start, end, said = end - len(clause), end - len(clause) - 1, True
    return start if said else len(sentence)


@cache
def _by_units() -> re.Pattern[str]:
    leads = roles.any_of(roles.behind()[Column.LEADS])
    return re.compile(rf"由(?=[省市县区州旗镇乡村各街][\u4e00-\u9fff（）()、]{{1,40}}{leads})")


_WORDY = 6


@frozen
class _Stretch:
    start: int
    end: int


def _assigned_in_front(sentence: Passage) -> _Stretch | None:
    """Where in a sentence, in front of what is done, its clauses say who does it; None where they do not.

    >>> from minsheng.intake.source import Spot
    >>> text = "农村公路改造项目由县交通局牵头、县财政局配合，全年改造100公里"
    >>> found = _assigned_in_front(Passage.whole(text, Spot(0)))
    >>> text[found.start : found.end]
    '由县交通局牵头、县财政局配合，'
    """
    by = _by_units().search(sentence.text[:_FRONT])
    if by is None:
        return None
    start, begin = by.start(), by.start()
    clauses = list(sentence[begin:].split("，,"))
    end = begin
    for clause in clauses[:-1]:
        told = [c for c in clause.split("、") if roles.speaks_of_units(c.text)]
        if not roles.speaks_of_units(clause.text) or not all(map(says_who, told)):
            break
        end += len(clause) + 1
    behind = sentence[end:].stripped("。")
    only_by_when = look(behind.text) is Look.TIME and not find_targets(behind.text)  # not 全年改造100公里
    if end == begin or len(behind) < _WORDY or says_who(behind) or only_by_when:
        return None
    before = sentence.text[:start]
    return None if "，" in before or "," in before else _Stretch(start, end)


_FRONT = 40
"""So far from the beginning of a sentence who does it may be said before what is done."""


def says_who(sentence: Passage) -> bool:
    """Whether a sentence only says who leads and who helps, and perhaps by when: 由甲局牵头，乙局配合，8月底前完成.

    >>> from minsheng.intake.source import Spot
    >>> says_who(Passage.whole("由县教育局牵头，各乡镇配合，8月底前完成", Spot(0)))
    True
    """
    clauses = list(sentence.split("，,；;"))
    end = len(sentence)
    while len(clauses) > 1 and look(clauses[-1].stripped("。").text) is Look.TIME:
        end -= len(clauses.pop()) + 1
    return assigns(sentence[:end].stripped("。"))


def _outside_brackets(text: str) -> str:
    """The text with blanks in place of what stands in brackets; one that is never closed reaches to the end."""
    depth = 0
    plain = []
    for c in text:
        depth += c in _OPEN
        plain.append("\0" if depth else c)
        depth -= depth > 0 and c in _CLOSE
    return "".join(plain)


def _merged(paragraphs: Sequence[Passage]) -> list[Passage]:
    """Paragraphs of which one goes on in the next, within a bracket, put together."""
    found: list[Passage] = []
    for paragraph in paragraphs:
        if found and open_brackets(found[-1:]):
            found[-1] = Passage.joined((found[-1], paragraph), "\n")
        else:
            found.append(paragraph)
    return found


def labelled(duty: Passage) -> list[tuple[Column, Passage]]:
    """The parts of a text about units behind their labels; what stands before the first is taken as unmarked units."""
    matches = list(_labels_in(duty.text))
    found: list[tuple[Column, Passage]] = []
    before = duty[: matches[0].start() if matches else len(duty)].stripped("；;，,。")
    if before and (roles.speaks_of_units(before.text + "；") or (not matches and _units_and_limit(before))):
        found.append((Column.RESPONSIBLE, before))
    for i, match in enumerate(matches):
        end = matches[i + 1].start() if i + 1 < len(matches) else len(duty)
        found.append((_role(match[1]), duty[match.end() : end].stripped("；;，,。")))
    found = [pair for column, text in found for pair in _own_labels_apart(column, text)]
    return [pair for column, text in found for pair in _limits_apart(column, text)]


_OWN_LABEL = re.compile(r"(?:(?<=[；;，,。\s])|^)([\u4e00-\u9fff]{2,8})[:：]")


@cache
def _of_units() -> re.Pattern[str]:
    names = roles.any_of(roles.names_in_labels())
    return re.compile(rf"({names})(?:责任)?(?:[\u4e00-\u9fff]{{0,2}}[办所站室科部门位])?")


def _own_labels_apart(column: Column, text: Passage) -> Iterator[tuple[Column, Passage]]:
    """A text about units, and behind labels of the document's own making what is none of it: 甲；责任站所：水利站；监理：乙公司."""
    if column not in (*UNITS, Column.DEADLINE) or ("：" not in text.text and ":" not in text.text):
        yield column, text
        return
    start = 0
    for label in _OWN_LABEL.finditer(text.text):
        told = column_of(label[1])
        units = _of_units().fullmatch(label[1])
        if told is Column.UNKNOWN and units is not None:
            told = roles.names_in_labels()[units[1]]
        if column in UNITS and (before := text[start : label.start()].stripped("；;，,。")):
            yield column, before
        elif column not in UNITS and start < label.start():
            yield column, text[start : label.start()].stripped("；;，,。")
        column, start = told, label.end()
    if column is not Column.UNKNOWN and start < len(text):
        yield column, text[start:].stripped("；;，,。")


def told_in_cell(column: Column, cell: Passage) -> tuple[tuple[Column, Passage], ...]:
    """What a cell for units says behind labels of other columns (…；责任领导：潘伟；完成时限：11月底), each part with its own.

    >>> from minsheng.intake.source import Spot
    >>> cell = Passage.whole("甲局（牵头）、乙局；责任领导：段静；时限：全年", Spot(0))
    >>> [(c.value, p.text) for c, p in told_in_cell(Column.RESPONSIBLE, cell)]
    [('responsible', '甲局（牵头）、乙局'), ('leaders', '段静'), ('deadline', '全年')]
    """
    matches = list(_labels_in(cell.text))
    if all(_role(m[1]) in (*UNITS, Column.NAME) and _role(m[1]) is not Column.LEADERS for m in matches):
        return ((column, cell),)
    ends = [*(m.start() for m in matches[1:]), len(cell)]
    parts = [(_role(m[1]), cell[m.end() : end]) for m, end in zip(matches, ends, strict=True)]
    told = ((c, p.stripped("；;，,。、")) for c, p in ((column, cell[: matches[0].start()]), *parts))
    return tuple((c, p) for c, p in told if p)


def _limits_apart(column: Column, text: Passage) -> Iterator[tuple[Column, Passage]]:
    """A text about units, and the clauses of it that are a time limit: 县交运局牵头，10月底前完成."""
    if column not in UNITS:
        yield column, text
        return
    start = done = 0
    for clause in text.split("，,；;"):
        end = start + len(clause)
        other = (
            Column.DEADLINE
            if look(clause.text) is Look.TIME
            else Column.RESPONSIBLE
            if column is Column.LEADERS and assigns(clause.stripped("。"))
            else None
        )
        if other is not None:
            if done < start:
                yield column, text[done:start].stripped("，,；; ")
            yield other, clause.stripped("。")
            done = end
        start = end + 1
    if done < len(text) and text[done:].stripped("，,；; "):
        yield column, text[done:].stripped("，,；; ")
