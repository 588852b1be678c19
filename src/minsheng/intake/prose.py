"""Numbered paragraphs → drafts of projects (条文式), with units and time limits in labelled lines or brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from attrs import frozen

from minsheng.intake.drafts import Draft
from minsheng.intake.header import UNITS, Column, labels
from minsheng.intake.numbering import arabic_number, chinese_number, printed
from minsheng.intake.passages import Passage

_MARKS = re.compile(r"牵头|配合|负责[；;，,）)]|主办|协办")
_END = re.compile(r"\s*(?:以上|上述|说明[:：]|注[:：]|附件|附[:：]|主办[:：]|责任编辑|编辑[:：]|分享到)")
_BORDER = re.compile(r"[。；;，,\s]")
_CLOSING = frozenset((*UNITS, Column.DEADLINE, Column.FUNDING))
"""What a label in the midst of a paragraph may name; 内容： or 进展： there is a word like others."""
_SURE, _UNSURE = 0.95, 0.6


@frozen
class _Level:
    """Which numbers count projects: Arabic ones, 一、 or （一）."""

    kind: str
    number: Passage
    text: Passage


def drafts_in_prose(paragraphs: Sequence[Passage]) -> list[Draft]:
    """One draft a numbered paragraph of the level at which units are named; none if nothing is numbered.

    Where no paragraph names a unit, the level with most numbers is taken, with less confidence.
    """
    blocks = _blocks(paragraphs)
    owning: dict[str, int] = {}
    counted: dict[str, int] = {}
    for level, rest in blocks:
        counted[level.kind] = counted.get(level.kind, 0) + 1
        if any(_is_duty(p) for p in (level.text, *rest)):
            owning[level.kind] = owning.get(level.kind, 0) + 1
    if owning:
        kind = max(owning, key=lambda k: owning[k])
        return [_draft(level, rest, _SURE) for level, rest in blocks if level.kind == kind]
    many = {k: n for k, n in counted.items() if n >= 2}
    if not many:
        return []
    kind = max(many, key=lambda k: (many[k], k == "arabic"))
    return [_draft(level, rest, _UNSURE) for level, rest in blocks if level.kind == kind]


def _level(paragraph: Passage) -> _Level | None:
    text = paragraph.text
    match = arabic_number(text)
    kind = "arabic"
    if match is None:
        match = chinese_number(text)
        kind = "bracket" if match is not None and match[2] else "chinese"
    if match is None or match.end() >= len(text):
        return None
    start, end = printed(match)
    return _Level(kind, paragraph[start:end], paragraph[match.end() :].stripped())


def _blocks(paragraphs: Sequence[Passage]) -> list[tuple[_Level, list[Passage]]]:
    """Each numbered paragraph with those that belong to it."""
    found: list[tuple[_Level, list[Passage]]] = []
    closed = True
    for paragraph in paragraphs:
        level = _level(paragraph)
        if level is not None:
            found.append((level, []))
            closed = False
        elif not closed and found:
            level, rest = found[-1]
            opened = _open_brackets([level.text, *rest])
            duty = _starts_with_label(paragraph)
            told = any(_is_duty(p) for p in (level.text, *rest))
            if opened or duty or not (told or _END.match(paragraph.text)):
                rest.append(paragraph.stripped())
            else:
                closed = True
    return found


def _open_brackets(paragraphs: Sequence[Passage]) -> bool:
    text = "".join(p.text for p in paragraphs)
    return sum(map(text.count, "（(")) > sum(map(text.count, "）)"))


@cache
def _labels() -> re.Pattern[str]:
    names = "|".join(re.escape(n) for n in labels())
    return re.compile(rf"({names})\s*[:：]")


def _starts_with_label(paragraph: Passage) -> bool:
    return bool(_labels().match(paragraph.text.lstrip()))


def _is_duty(paragraph: Passage) -> bool:
    """Whether it names units: by a label, or in a bracket with 牵头 or 配合."""
    return bool(_labels().search(paragraph.text)) or any(_MARKS.search(b.text) for b in _brackets(paragraph))


def _brackets(passage: Passage) -> Iterator[Passage]:
    """What stands in outermost brackets, the brackets included; one that is never closed reaches to the end."""
    depth = start = 0
    for i, c in enumerate(passage.text):
        if c in "（(":
            start = i if depth == 0 else start
            depth += 1
        elif c in "）)" and depth:
            depth -= 1
            if depth == 0:
                yield passage[start : i + 1]
    if depth:
        yield passage[start:]


def _draft(level: _Level, rest: Sequence[Passage], confidence: float) -> Draft:
    duties: list[Passage] = []
    texts: list[Passage] = []
    whole = _merged([level.text, *rest])
    for paragraph in (part for p in whole for part in _parted(p)):
        if texts and _starts_with_label(paragraph):
            duties.append(paragraph)
            continue
        passed = 0
        for bracket in _brackets(paragraph):
            if _labels().search(bracket.text) or _MARKS.search(bracket.text):
                start = paragraph.text.index(bracket.text, passed)
                texts.append(paragraph[passed:start].stripped())
                duties.append(bracket[1 : len(bracket) - (bracket.text[-1] in "）)")])
                passed = start + len(bracket)
        texts.append(paragraph[passed:].stripped())
    parts = [part for duty in duties for part in _labelled(duty)]
    texts = [t for t in texts if t.stripped("。；;，, ")]
    contents = [p for c, p in parts if c in (Column.CONTENT, Column.TEXT)]
    limits = tuple(p for c, p in parts if c is Column.DEADLINE)
    return Draft(
        number=level.number.text,
        number_at=level.number,
        name=texts[0].squeezed() if contents and texts else Passage(""),
        contents=(*texts[1:], *contents) if contents else tuple(texts),
        units=tuple((c, p) for c, p in parts if c in UNITS),
        deadlines=limits,
        limit_stated=bool(limits),
        funding=tuple(p for c, p in parts if c is Column.FUNDING),
        progress=tuple(p for c, p in parts if c is Column.PROGRESS),
        rule="prose",
        confidence=confidence,
    )


def _parted(paragraph: Passage) -> Iterator[Passage]:
    """A paragraph in whose midst labels stand (改造85公里。牵头单位：县交运局。), cut before each and behind its sentence."""
    text = paragraph.text
    if _starts_with_label(paragraph):
        yield paragraph
        return
    plain = _outside_brackets(text)
    done = 0
    for match in _labels().finditer(plain):
        start = match.start()
        if start < done or labels()[match[1]] not in _CLOSING or not _BORDER.match(text, start - 1):
            continue
        yield paragraph[done:start]
        done = plain.find("。", match.end()) + 1 or len(text)
        yield paragraph[start:done]
    if done < len(text):
        yield paragraph[done:]


def _outside_brackets(text: str) -> str:
    """The text with blanks in place of what stands in brackets; one that is never closed reaches to the end."""
    depth = 0
    plain = []
    for c in text:
        depth += c in "（("
        plain.append("\0" if depth else c)
        depth -= depth > 0 and c in "）)"
    return "".join(plain)


def _merged(paragraphs: Sequence[Passage]) -> list[Passage]:
    """Paragraphs of which one goes on in the next, within a bracket, put together."""
    found: list[Passage] = []
    for paragraph in paragraphs:
        if found and _open_brackets(found[-1:]):
            found[-1] = Passage.joined((found[-1], paragraph), "\n")
        else:
            found.append(paragraph)
    return found


def _labelled(duty: Passage) -> list[tuple[Column, Passage]]:
    """The parts of a text about units behind their labels; what stands before the first is taken as unmarked units."""
    matches = list(_labels().finditer(duty.text))
    found: list[tuple[Column, Passage]] = []
    before = duty[: matches[0].start() if matches else len(duty)].stripped("；;，,。")
    if before and _MARKS.search(before.text + "；"):
        found.append((Column.RESPONSIBLE, before))
    for i, match in enumerate(matches):
        end = matches[i + 1].start() if i + 1 < len(matches) else len(duty)
        found.append((labels()[match[1]], duty[match.end() : end].stripped("；;，,。")))
    return found
