"""A draft → a project (项目), every field with its evidence; what is odd becomes a finding."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from attrs import evolve, frozen

from minsheng.calendars import Deadline, Milestone, find_deadlines
from minsheng.errors import Severity, Undefined
from minsheng.intake.cell_figures import AMOUNT, SENTENCE, in_unit, prints, whole_amount
from minsheng.intake.drafts import Draft, name_from
from minsheng.intake.passages import Passage
from minsheng.intake.tables.columns import bare_number, unit_in_bracket
from minsheng.intake.trail import Trail
from minsheng.intake.words.items import NumberedText, numbered_items
from minsheng.intake.words.numbering import ordinal
from minsheng.intake.words.parties import Parties, may_be_name, parties_of
from minsheng.intake.words.terms import FoundFunding, FoundTerm, find_delivery, find_funding
from minsheng.projects import Funding, Item, Project
from minsheng.targets import FoundQuantity, Quantity, Target, Unit, default_units, find_targets
from minsheng.targets.finding.deliverables import find_in_each
from minsheng.targets.target import numbered
from minsheng.text import number

_NAME = 120
"""Characters that a name taken from a text may have."""
_ODD = re.compile(
    r"(?<![0-9A-Za-z])[-−－][0-9]|[0-9][eE][+-]?[0-9]|[0-9]{16}"
    r"|(?<![0-9.])(?!(?:19|20)[0-9]{2}\.)[0-9]{1,9}\.[0-9]{1,9}\.[0-9]"
)
"""Figures that no notice prints on purpose: -5, 1e9, 0.0.0, sixteen digits in a row."""
_PERHAPS_ODD = re.compile("[-−－eE0-9](?:(?<![0-9])|[0-9]{15})")
DOUBTED = 0.9
"""Confidence below which a field is told as a finding."""
_FINISHED = re.compile(r"销号|完工|竣工|全面完成|全部完成|整体完成|办结|建成")
"""What makes a day in a note the project's own: 8月底前销号."""
_TORN = 0.6
"""Confidence in what may be two, or half of one: a line ended there, and nothing tells whether it goes on."""
_MINOR = frozenset(("funding", "delivery", "no"))
"""Fields that nothing hangs on."""
_FAR = 30
"""Years between a deadline and the document's year from which on it is doubted."""


@frozen(kw_only=True)
class Common:
    """What the document says once for all projects."""

    year: int
    deadline: Passage | None = None
    """A time limit for each project that has none of its own."""
    first_leads: bool = False
    """The first of several units leads, where none is said to (责任单位排在第一位的为牵头单位)."""


class _Said(NamedTuple):
    """What the words of one draft say; nothing is noted yet."""

    content: Passage
    items: tuple[NumberedText, ...]
    parties: Parties
    targets: tuple[FoundQuantity, ...]
    """Of the content; none where it is parted into items."""
    named: tuple[FoundQuantity, ...]
    """Of the name."""
    funding: tuple[FoundFunding, ...]
    delivery: tuple[FoundTerm, ...]


_AT_ONCE = 50
"""Drafts that are searched for one thing before they are searched for the next."""


def build(drafts: Sequence[Draft], numbers: Sequence[str], common: Common, trail: Trail) -> list[Project]:
    """The projects that the drafts describe, under these numbers.

    One thing is sought in many texts, then the next: the code of a search stays in the processor's caches, which takes
    a fifth less time than one project after the other.
    """
    projects: list[Project] = []
    for first in range(0, len(drafts), _AT_ONCE):
        for draft, said in zip(
            drafts[first : first + _AT_ONCE], _said(drafts[first : first + _AT_ONCE], common), strict=True
        ):
            index = len(projects)
            projects.append(_Builder(draft, said, f"$.projects[{index}]", numbers[index], common, trail).project())
    return projects


def _said(drafts: Sequence[Draft], common: Common) -> Iterator[_Said]:
    contents = [Passage.joined(d.contents, "\n") for d in drafts]
    items = [numbered_items(c) for c in contents]
    return map(
        _Said,
        contents,
        items,
        [parties_of(d.units, first_leads=common.first_leads) for d in drafts],
        find_in_each(["" if i else c.text for c, i in zip(contents, items, strict=True)]),
        find_in_each([d.name.text if d.contents and not d.figures else "" for d in drafts]),
        [find_funding(c.text) for c in contents],
        [find_delivery(c.text) for c in contents],
    )


@lru_cache(maxsize=1024)
def _nth(field: str, k: int) -> str:
    """leads[0], targets[1]: the same few strings for all projects."""
    return f"{field}[{k}]"


class _Builder:
    """Builds one project and notes where each field stands."""

    def __init__(self, draft: Draft, said: _Said, path: str, number: str, common: Common, trail: Trail) -> None:
        self.draft, self.said, self.path, self.number, self.common, self.trail = (
            draft,
            said,
            path,
            number,
            common,
            trail,
        )
        self.under, self.noted = f"{path}.", trail.notes.extend
        self.sure, self.may_tear = draft.confidence, trail.has_torn

    def _note(
        self,
        field: str,
        passage: Passage,
        rule: str,
        confidence: float = 1.0,
        start: int = 0,
        end: int = sys.maxsize,
    ) -> None:
        """The words, or those from `start` to `end`, give the field."""
        confidence *= self.sure
        if confidence >= DOUBTED and not self.may_tear:
            self.noted((self.under, field, passage, start, end, rule, confidence))
            return
        passage = passage[start:end]
        torn = not field.endswith("content") and self.trail.is_torn(passage)
        if torn:
            confidence = min(confidence, _TORN)
        self.trail.note(field, passage, rule, confidence, self.under)
        if torn:
            where = f"{self.path}.{field}"
            self._find("intake.line-end-doubtful", passage, field=where, text=passage.squeezed().text[:40])
        elif confidence < DOUBTED and field.partition("[")[0] not in _MINOR:
            told = self.draft.units_doubtful and rule.rpartition(".")[2] in ("leads", "partners", "leaders")
            if not told:
                self._find("intake.doubtful", passage, field=field, text=passage.squeezed().text[:40])

    def _find(self, code: str, where: Passage, /, **fields: object) -> None:
        self.trail.find(code, Severity.WARNING, where, no=self.number, **fields)

    def project(self) -> Project:
        draft = self.draft
        for label in draft.labels:
            self.trail.use(label)
        if draft.number_at.text:
            self._note("no", draft.number_at, f"{draft.rule}.number")
        content = self.said.content
        name = self._name(content)
        if content.text:
            self._note("content", content, f"{draft.rule}.content")
            if (odd := _odd(content.text)) is not None:
                words = content[max(odd.start() - 4, 0) : odd.end() + 4]
                self._find("intake.odd-number", words, field="targets", text=words.text.strip()[:40])
        items = self._items()
        parties = self._parties()
        return Project(
            no=self.number,
            name=name,
            content=content.text,
            leads=[p.text for p in parties.leads],
            partners=[p.text for p in parties.partners],
            leaders=[p.text for p in parties.leaders],
            deadlines=self._deadlines(content),
            targets=[] if items or not draft.promises else self._targets(content),
            items=items,
            funding=list(self._funding(content)),
            delivery=list(self._delivery(content)),
        )

    def _name(self, content: Passage) -> str:
        """The printed name, or the text up to its first mark outside brackets."""
        if self.draft.name.text:
            self._note("name", self.draft.name, f"{self.draft.rule}.name")
            return self.draft.name.text
        first = name_from(content).squeezed()[:_NAME]
        if not first:
            self._find("intake.no-name", self.draft.anywhere, field="name")
            return f"第{self.number}项"
        self._note("name", first, f"{self.draft.rule}.name-from-text", 0.95)
        return first.text

    def _items(self) -> list[Item]:
        items = []
        for k, piece in enumerate(self.said.items):
            self._note(f"items[{k}].no", piece.number, "items.number")
            self._note(f"items[{k}].content", piece.text, "items.content")
            targets = [
                self._target(f"items[{k}].targets[{t}]", f, piece.text, f"{piece.number.text}.t{t + 1}")
                for t, f in enumerate(find_targets(piece.text.text))
            ]
            items.append(Item(no=piece.number.text, content=piece.text.text, targets=targets))
        return items

    def _targets(self, content: Passage) -> list[Target]:
        """Those of the text; a number of the name that the text does not repeat; those of columns for the figure."""
        places = [(f, content) for f in _once(self.said.targets, self.draft.contents)]
        known = {f.target.quantity.value for f, _ in places if isinstance(f.target.quantity, Quantity)}
        if self.draft.figures:
            more = [(f, p) for p, unit in self.draft.figures for f in self._figures(p, unit, known)]
            places = self._without_names(places, content, bool(more))
        else:
            more = [(f, self.draft.name) for f in self.said.named]
            if more and AMOUNT.fullmatch(content.text):  # 推行一村一警全覆盖 | 18个
                more = [(f, p) for f, p in more if not f.rule.startswith("coverage")]
        for found, passage in more:
            quantity = found.target.quantity
            if (
                isinstance(quantity, Quantity)
                and quantity.value not in known
                and not _repeated(found, passage, content)
                and not (passage is self.draft.name and _of_another_figure(found.target, places))
            ):
                places.append((found, passage))
        return [self._target(_nth("targets", t), f, passage, f"t{t + 1}") for t, (f, passage) in enumerate(places)]

    def _without_names(
        self, places: list[tuple[FoundQuantity, Passage]], content: Passage, more: bool
    ) -> list[tuple[FoundQuantity, Passage]]:
        """The targets of the text; those of names with which it begins only if the columns for the figure print them too."""
        names = self.draft.contents[: self.draft.further_names] if self.draft.name else self.draft.contents
        end = sum(len(p) + 1 for p in names)
        if not places or SENTENCE.search(content.text[:end]) is not None:
            return places
        printed = " ".join(p.text for p, _ in self.draft.figures)
        kept = [(f, p) for f, p in places if f.start >= end or prints(printed, f.target.text)]
        return kept if more or kept else places

    def _figures(self, passage: Passage, unit: str, known: set[Decimal]) -> Iterator[FoundQuantity]:
        """The targets in a cell for the figure; a bare number takes the measure word that the table gives."""
        self.trail.use(passage)
        if not bare_number(passage.text):
            text = passage.text
            found = find_targets(text) or whole_amount(text) or (whole_amount(text + unit) if unit else ())
            yield from (in_unit(f, unit) for f in found)
            return
        value = number(passage.text)
        if value is None or value in known or not value:
            return
        word = (
            unit or unit_in_bracket(self.draft.name.text) or unit_in_bracket(Passage.joined(self.draft.contents).text)
        )
        if not word:
            self._find("intake.figure-without-unit", passage, field="targets", value=passage.text.strip())
            return
        times, folded = default_units().get(word).folded
        quantity = evolve(Quantity(value=value * times, unit=folded), text=passage.squeezed().text + word)
        yield FoundQuantity(target=Target(quantity), start=0, end=len(passage), rule="figure", confidence=0.95)

    def _target(self, field: str, found: FoundQuantity, passage: Passage, id: str) -> Target:
        """The target under its id for life: 7.t4, 5.1.t2."""
        self._note(field, passage, f"target.{found.rule}", found.confidence, found.start, found.end)
        target = found.target
        unit = target.unit
        if not isinstance(unit, Undefined) and not unit.known:
            self._find("intake.unknown-unit", passage[found.start : found.end], field=field, unit=unit.name)
        return numbered(target, f"{self.number}.{id}")

    def _parties(self) -> Parties:
        parties = self.said.parties
        for _, passage in self.draft.units:
            self.trail.use(passage)
        sure = 0.6 if self.draft.units_doubtful else 1.0
        for field, names in (("leads", parties.leads), ("partners", parties.partners), ("leaders", parties.leaders)):
            rule = f"{self.draft.rule}.{field}"
            for k, name in enumerate(names):
                self._note(_nth(field, k), name, rule, sure if may_be_name(name.text) else 0.5)
        if self.draft.units_doubtful:
            where = self.draft.units[0][1] if self.draft.units else self.draft.anywhere
            self._find("intake.units-doubtful", where, field="leads, partners")
        if not parties.leads:
            self._find("intake.no-lead", self.draft.anywhere, field="leads, partners")
        return parties

    def _deadlines(self, content: Passage) -> list[Deadline]:
        """Of the column or phrase for it; without one, of the text; else what holds for all projects."""
        found: list[Deadline] = []
        for passage in self.draft.starts:
            for limit in find_deadlines(passage.text, year=self.common.year, cell=True):
                begins = evolve(limit.deadline, milestone=Milestone.START)
                self._deadline(found, begins, passage[limit.start : limit.end], "start", limit.confidence)
        begun = len(found)
        if self.draft.limit_stated:
            for passage in map(_last_step, self.draft.deadlines):
                limits = find_deadlines(passage.text, year=self.common.year, cell=True)
                if not limits:
                    self._find("intake.no-day", passage, field="deadlines", text=passage.squeezed().text[:40])
                    self.trail.use(passage)
                for limit in limits:
                    self._deadline(
                        found, limit.deadline, passage[limit.start : limit.end], limit.rule, limit.confidence
                    )
        else:
            for limit in find_deadlines(content.text, year=self.common.year):
                self._deadline(found, limit.deadline, content[limit.start : limit.end], limit.rule, limit.confidence)
        if len(found) == begun and not self.draft.limit_stated:
            for passage in self.draft.remarks:
                for limit in find_deadlines(passage.text, year=self.common.year):
                    alone = not limit.start and passage.text[limit.end :].strip("。；") in ("", "完成")
                    if alone or _FINISHED.search(limit.deadline.text):
                        self._deadline(found, limit.deadline, passage[limit.start : limit.end], "remark", 0.85)
        if len(found) == begun and self.common.deadline is not None:
            for limit in find_deadlines(self.common.deadline.text, year=self.common.year):
                words = self.common.deadline[limit.start : limit.end]
                self._deadline(found, limit.deadline, words, "common", 0.95)
        if len(found) == begun and not self.draft.deadlines:
            self._find("intake.no-deadline", self.draft.anywhere, field="deadlines")
        return found

    def _deadline(self, found: list[Deadline], limit: Deadline, words: Passage, rule: str, confidence: float) -> None:
        self._note(_nth("deadlines", len(found)), words, f"deadline.{rule}", confidence)
        if isinstance(limit.day, Undefined):
            if limit.milestone.value != "ongoing":
                self._find("intake.no-such-day", words, field="deadlines", text=limit.text, why=limit.day)
        elif abs(limit.day.year - self.common.year) > _FAR:
            self._find("intake.far-year", words, field="deadlines", text=limit.text, year=self.common.year)
        found.append(limit)

    def _funding(self, content: Passage) -> Iterator[Funding]:
        k = 0
        for passage in (content, *self.draft.funding):
            self.trail.use(passage)
            for f in self.said.funding if passage is content else find_funding(passage.text):
                self._note(_nth("funding", k), passage, "terms.funding", 0.9, f.start, f.end)
                k += 1
                yield f.funding

    def _delivery(self, content: Passage) -> Iterator[str]:
        for k, term in enumerate(self.said.delivery):
            self._note(_nth("delivery", k), content, "terms.delivery", 0.9, term.start, term.end)
            yield term.text


def _once(found: Sequence[FoundQuantity], contents: Sequence[Passage]) -> Sequence[FoundQuantity]:
    """The targets of the texts of one project; what another cell of the same row says once more (全长23公里 | 建成23公里) counts once."""
    if len(found) < 2:
        return found
    rows = [c.row for c in contents]
    if len(set(rows)) == len(rows):
        return found
    ends = [*accumulate(len(c) + 1 for c in contents)]
    kept: list[FoundQuantity] = []
    said: dict[tuple[int, Unit | Undefined, Decimal], int] = {}
    for f in found:
        quantity, cell = f.target.quantity, bisect_right(ends, f.start)
        if (
            not isinstance(quantity, Quantity)
            or rows[cell] < 0
            or said.setdefault((rows[cell], f.target.unit, quantity.value), cell) == cell
        ):
            kept.append(f)
    return kept


_STEP = re.compile(
    r"(?:^|[；;。\n])\s*(?:第?[一二三四1-4]季度|[上下]半年|(?:(?:19|20)\d\d年)?(?:\d{1,2}月?[—–~～至-])?\d{1,2}月(?:份|底|\d{1,2}日)?)(?=[前，,：:]?[\u4e00-\u9fff])"
)
_STEPS = 3
"""So many clauses that begin with a period are the steps of a plan."""
_PLAN = 24
"""Characters of the shortest text that may be one."""


def _last_step(limit: Passage) -> Passage:
    """Of the steps of a plan the last one, which is the limit: 一季度立项；二季度开工；四季度完成; any other text as it is."""
    steps = list(_STEP.finditer(limit.text)) if len(limit) > _PLAN else []
    return limit[steps[-1].start() :].stripped("；;。") if len(steps) >= _STEPS else limit


def _odd(text: str) -> re.Match[str] | None:
    """The first odd figure; a text without a sign, an e, two points or sixteen digits in a row has none."""
    if _PERHAPS_ODD.search(text) is None and text.count(".") < 2:
        return None
    return _ODD.search(text)


def _of_another_figure(target: Target, places: Sequence[tuple[FoundQuantity, Passage]]) -> bool:
    """Whether the text gives another figure for what the name counts in the same words: the text's own one counts."""
    said = {(f.target.label, str(f.target.unit)) for f, _ in places}
    return len(target.label) >= _WORDS and (target.label, str(target.unit)) in said


_WORDS = 4
"""Characters of words in front of a figure by which two figures are told to count the same."""


def _repeated(found: FoundQuantity, passage: Passage, content: Passage) -> bool:
    """Whether the text has the very figure of the name, though as no target: a count of places, say."""
    figure = re.search(r"\d+(?:\.\d+)?", passage.text[found.start : found.end])
    return figure is not None and re.search(rf"(?<![\d.]){re.escape(figure[0])}(?![\d.])", content.text) is not None


def numbers_of(drafts: Sequence[Draft], trail: Trail) -> list[str]:
    """A number for each draft, none twice.

    Where each section or table counts from its first number again, all are counted through; any other repeated number
    gets a mark and a finding of level error.
    """
    printed = [d.number for d in drafts]
    if len(set(printed)) < len(printed) and _restarts(printed):
        trail.find("intake.numbers-restart", Severity.WARNING, drafts[0].anywhere, n=len(drafts), field="no")
        return [str(n) for n in range(1, len(drafts) + 1)]
    seen: dict[str, int] = {}
    numbers = []
    for draft in drafts:
        seen[draft.number] = seen.get(draft.number, 0) + 1
        number = draft.number
        if seen[draft.number] > 1:
            number = f"{draft.number}（{seen[draft.number]}）"
            trail.find(
                "intake.number-twice", Severity.ERROR, draft.anywhere, number=draft.number, given=number, field="no"
            )
        numbers.append(number)
    _tell_gaps(drafts, trail)
    return numbers


_GAP = 20
"""Numbers that are missing between two projects, at most; more of them were not left out by chance."""


def _tell_gaps(drafts: Sequence[Draft], trail: Trail) -> None:
    """One finding on the numbers between two that follow each other: a project that was not read, or is none."""
    values = [int(d.number) if d.number.isdecimal() and len(d.number) < _SHORT else ordinal(d.number) for d in drafts]
    missing: list[int] = []
    where = None
    for draft, before, value in zip(drafts[1:], values, values[1:], strict=False):
        if before is not None and value is not None and before + 1 < value <= before + _GAP:
            missing += range(before + 1, value)
            where = where or draft.anywhere
    if where is not None:
        shown = "、".join(map(str, missing[:_GAP]))
        trail.find("intake.number-gap", Severity.WARNING, where, missing=shown, n=len(missing), field="projects")


_SHORT = 7
"""Characters of a number that counts projects, at most."""


def _restarts(printed: Sequence[str]) -> bool:
    """Whether the numbers are several runs, each from the same first number on and without a gap or repetition."""
    values = [ordinal(p) for p in printed]
    runs = 0
    for before, value in zip([None, *values], values, strict=False):
        if value is None:
            return False
        if value == values[0]:
            runs += 1
        elif before is None or value != before + 1:
            return False
    return runs > 1 and values[0] == 1 and sum(v == 2 for v in values) > 1
