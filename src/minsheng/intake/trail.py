"""What was read from where (证据), what is worth knowing, and what nobody used, collected while a document is read."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import chain
from typing import Any

from attrs import field, frozen

from minsheng.errors import Finding, Place, Question, Severity
from minsheng.intake.passages import Passage, Span
from minsheng.intake.source import Cell, Grid, SourceDocument, Spot

_NOTE = 7
"""Entries that one field takes in the list of notes."""
_INK = re.compile(r"[^\W_]")
"""A letter, digit or Chinese character: what is not mere punctuation."""


@frozen(kw_only=True)
class Evidence:
    """Why a field has the value it has (依据): the words, where they stand, the rule that took them."""

    field: str
    """Path in the plan's JSON: $.projects[0].leads[1]."""
    text: str
    """The words, as the rule saw them."""
    spans: tuple[Span, ...]
    places: tuple[Place, ...]
    """The same spans in words."""
    rule: str
    """Name of the rule: table.leads, letterhead.number."""
    confidence: float
    """0 to 1."""


@frozen(kw_only=True)
class Unused:
    """Text of the document that no field took (未采用的文字)."""

    text: str
    span: Span
    place: Place


@frozen
class Trail:
    """Collects evidence, findings, questions and the use of the text for one document."""

    source: SourceDocument
    findings: list[Finding] = field(factory=list)
    questions: list[Question] = field(factory=list)
    doubted: dict[Finding | Question, tuple[Span, ...]] = field(factory=dict)
    """Finding or question → the words that it speaks of."""
    notes: list[Any] = field(factory=list)
    """Of each field, one behind the other: what its path begins with, the rest of its path, the passage in which its words
    stand, where they begin and end in it, the rule, the confidence.

    One long list of what is shared or plain: a reading of ten thousand projects leaves the garbage collector little to visit.
    `Evidence` is made when somebody asks. `note` adds to it, and at once who has very many.
    """
    _uses: list[Passage] = field(factory=list)
    _titles: dict[tuple[int, int], str] = field(factory=dict)

    def title(self, block: int, column: int, title: str) -> None:
        """The heading of a grid's column, for places."""
        self._titles[block, column] = title

    def place(self, passage: Passage) -> Place:
        """Where a passage begins, in words."""
        spans = passage.spans
        return self._place(spans[0]) if spans else Place(file=self.source.file)

    def _place(self, span: Span) -> Place:
        spot = span.spot
        title = self._titles.get((spot.block, spot.column), "")
        return self.source.place(spot, column=title, start=span.start, end=span.end)

    def use(self, passage: Passage) -> None:
        """The words are accounted for, without being the evidence of a field (a label, a heading)."""
        self._uses.append(passage)

    def note(
        self,
        path: str,
        passage: Passage,
        rule: str,
        confidence: float = 1.0,
        under: str = "",
        start: int = 0,
        end: int = sys.maxsize,
    ) -> None:
        """The words, or those from `start` to `end`, are the evidence of the field at `path`, which stands below `under`."""
        self.notes.extend((under, path, passage, start, end, rule, confidence))

    def _paths(self) -> Iterator[str]:
        """The path of each field."""
        return map(str.__add__, self.notes[0::_NOTE], self.notes[1::_NOTE])

    def _noted(self) -> Iterator[Passage]:
        """The words of each field."""
        return map(self._words_at, range(len(self.notes) // _NOTE))

    def _words_at(self, n: int) -> Passage:
        passage, start, end = self.notes[n * _NOTE + 2 : n * _NOTE + 5]
        words: Passage = passage[start:end]
        return words

    def words_of(self, path: str) -> Passage | None:
        """The words that the field at `path` was first taken from."""
        return next((self._words_at(n) for n, at in enumerate(self._paths()) if at == path), None)

    def lookup(self) -> Callable[[str], Passage | None]:
        """Gives the words that the field at a path was first taken from, of all that is noted by now."""
        unders, fields = self.notes[0::_NOTE], self.notes[1::_NOTE]
        begins = dict(zip(reversed(unders), reversed(range(len(unders))), strict=True))

        def words(path: str) -> Passage | None:
            project, mark, field = path.partition("].")
            under = project + mark
            n = begins.get(under, len(unders))
            while n < len(unders) and unders[n] == under:
                if fields[n] == field:
                    return self._words_at(n)
                n += 1
            return self.words_of(path)

        return words

    def by_path(self) -> dict[str, Passage]:
        """Path of each field → the words that it was first taken from."""
        found: dict[str, Passage] = {}
        for path, passage in zip(self._paths(), self._noted(), strict=True):
            found.setdefault(path, passage)
        return found

    def by_rule(self) -> dict[str, Passage]:
        """Each rule → the words that it took first."""
        found: dict[str, Passage] = {}
        for rule, passage in zip(self.notes[5::_NOTE], self._noted(), strict=True):
            found.setdefault(rule, passage)
        return found

    def evidence(self) -> Iterator[Evidence]:
        """Of each field, in the order in which they were read."""
        noted = zip(self._paths(), self._noted(), self.notes[5::_NOTE], self.notes[6::_NOTE], strict=True)
        for path, passage, rule, confidence in noted:
            spans = passage.spans
            places = tuple([self._place(s) for s in spans])
            yield Evidence(field=path, text=passage.text, spans=spans, places=places, rule=rule, confidence=confidence)

    @property
    def has_torn(self) -> bool:
        """Whether any line of the document ended so that nothing tells whether it goes on."""
        return bool(self._unsure)

    @cached_property
    def _unsure(self) -> dict[Spot, Cell]:
        """The cells in which a line ended of which nothing tells whether it goes on."""
        grids = [(i, block) for i, block in enumerate(self.source.blocks) if isinstance(block, Grid)]
        return {Spot(i, c.row, c.column): c for i, grid in grids for c in grid.cells if c.unsure}

    def is_torn(self, passage: Passage) -> bool:
        """Whether a line or page ended within the words, or at their ends, and nothing tells where they end."""
        if not self._unsure:
            return False
        for span in passage.spans:
            cell = self._unsure.get(span.spot)
            for at in cell.unsure if cell is not None else ():
                begin = span.start - 1 if cell is not None and cell.text[at : at + 1] == "\n" else span.start
                if begin <= at <= span.end:
                    return True
        return False

    def find(self, code: str, severity: Severity, where: Passage | None = None, /, **fields: object) -> None:
        """Something worth knowing, at the place of `where`."""
        place = self.place(where) if where is not None else Place(file=self.source.file)
        finding = Finding.of(code, severity, place, **fields)
        self.findings.append(finding)
        if where is not None:
            self.doubted.setdefault(finding, where.spans)

    def ask(self, code: str, key: str, where: Passage | None = None, /, **fields: object) -> None:
        """Something that only a person can answer, under `key`."""
        place = self.place(where) if where is not None else Place(file=self.source.file)
        question = Question.of(code, key, place, **fields)
        self.questions.append(question)
        if where is not None:
            self.doubted.setdefault(question, where.spans)

    def used(self) -> tuple[Span, ...]:
        """All text that was taken: by fields, as labels, as headings."""
        return tuple([Span(spot, start, end) for spot, spans in self._used().items() for start, end in spans])

    def _used(self) -> dict[Spot, list[tuple[int, int]]]:
        found: dict[Spot, list[tuple[int, int]]] = defaultdict(list)
        for passage in chain(self._noted(), self._uses):
            for spot, at in passage.parts:
                if at:
                    found[spot].append((at[0], at[-1] + 1))
        return found

    def unused(self) -> tuple[Unused, ...]:
        """All text that nothing used, line by line, in the order of the document; what stands aside of it at the end."""
        found: list[Unused] = []
        used = self._used()
        for spot in chain(self.source.spots(), self.source.aside_spots()):
            text = self.source.text(spot)
            passed = 0
            for start, end in [*sorted(used.get(spot, ())), (len(text), len(text))]:
                if start > passed:
                    found += self._rest(spot, text, passed, start)
                passed = max(passed, end)
        return tuple(found)

    def _rest(self, spot: Spot, text: str, start: int, end: int) -> list[Unused]:
        rest = Passage.whole(text, spot)[start:end]
        lines = [line for line in rest.lines() if _INK.search(line.text)]
        return [Unused(text=line.text, span=line.spans[0], place=self._place(line.spans[0])) for line in lines]
