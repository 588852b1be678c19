"""The words of a document that fields came from, as marks in its text (原文标记): numbered, linked to and fro, nested or cut."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from attrs import define, field, frozen
from markupsafe import Markup, escape

from minsheng.intake import SourceDocument, Span, Spot

_SHOWN = 6
"""Fields that one mark links to; a sentence that holds for all projects has many more."""


@define(eq=False)
class Mark:
    """One stretch of text that fields were taken from, or that a doubt speaks of."""

    span: Span
    kind: str
    """What was taken: target, limit, unit … Of several the one that stands in the smaller part of the text."""
    number: int = 0
    """In the order of the document, from 1; 0 until all marks are known."""
    doubted: bool = False
    fields: dict[str, str] = field(factory=dict)
    """Id of each field on the page → its title."""

    @property
    def id(self) -> str:
        """Of the element on the page."""
        return f"m{self.number}"


_RANKS = {
    kind: rank for rank, kind in enumerate(("target", "limit", "unit", "money", "progress", "duty", "name", "head"))
}


@define
class Marks:
    """All marks of a page; fields that were taken from the very same words share one."""

    source: SourceDocument
    _found: dict[Span, Mark] = field(factory=dict)
    _by_spot: dict[Spot, list[Mark]] = field(factory=dict)

    def add(self, spans: Iterable[Span], kind: str, id: str, title: str, *, doubted: bool = False) -> tuple[Mark, ...]:
        """The marks of a field's words."""
        found = []
        for span in joined(spans, self.source):
            mark = self._found.get(span)
            if mark is None:
                mark = self._found[span] = Mark(span, kind)
                self._by_spot.setdefault(span.spot, []).append(mark)
            elif _RANKS.get(kind, 99) < _RANKS.get(mark.kind, 99):
                mark.kind = kind
            mark.doubted |= doubted
            if id:
                mark.fields.setdefault(id, title)
            found.append(mark)
        return tuple(found)

    def doubt(self, spans: Iterable[Span], id: str, title: str) -> tuple[Mark, ...]:
        """The marks of the words that a doubt speaks of; those of a field keep their link to the field."""
        marks = self.add(spans, "said", "", title)
        for mark in marks:
            if not mark.fields:
                mark.fields[id] = title
        return marks

    def numbered(self) -> None:
        """Counts the marks through, in the order of the document."""

        def place(mark: Mark) -> tuple[int, int, int, int, int]:
            spot = mark.span.spot
            return spot.block, spot.row, spot.column, mark.span.start, -mark.span.end

        for number, mark in enumerate(sorted(self._found.values(), key=place), 1):
            mark.number = number

    def at(self, spot: Spot) -> Sequence[Mark]:
        """The marks of one paragraph or cell."""
        return self._by_spot.get(spot, ())


def joined(spans: Iterable[Span], source: SourceDocument) -> tuple[Span, ...]:
    """Spans of one spot that touch, overlap or have white space alone between them, put together.

    >>> from minsheng.intake import Paragraph
    >>> source = SourceDocument(blocks=[Paragraph("县 残 联")])
    >>> joined([Span(Spot(0), 0, 1), Span(Spot(0), 2, 5)], source)
    (Span(spot=Spot(block=0, row=-1, column=-1), start=0, end=5),)
    """
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        if last is not None and last.spot == span.spot and span.start >= last.start:
            between = source.text(span.spot)[last.end : span.start]
            if not between.strip():
                found[-1] = Span(span.spot, last.start, max(last.end, span.end))
                continue
        if span.start < span.end:
            found.append(span)
    return tuple(dict.fromkeys(found))


@frozen
class Rest:
    """Text that no field took."""

    id: str
    start: int
    end: int


@frozen(kw_only=True)
class MarkWords:
    """What the page says beside the marks."""

    unused: str
    """Tag in front of text that no field took."""
    more: Mapping[int, str]
    """Number of fields beyond those that are linked → how it is said."""
    doubted: str


def plain(text: str) -> Markup:
    """Escaped text, every character kept."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))  # a bare one would become a line feed


def marked(text: str, marks: Sequence[Mark], rests: Sequence[Rest], words: MarkWords) -> Markup:
    """The text of one spot with its marks; what crosses another mark is cut at its end and goes on behind it."""
    parts: list[str] = []
    order = count()
    waiting: list[tuple[int, int, int, Mark | Rest, bool]] = []
    for mark in marks:
        if mark.span.end <= len(text):
            heapq.heappush(waiting, (mark.span.start, -mark.span.end, next(order), mark, False))
    for rest in rests:
        heapq.heappush(waiting, (rest.start, -rest.end, next(order), rest, False))
    open_: list[tuple[int, str]] = []
    """End of each element that is open, and what closes it."""
    done = 0

    def upto(place: int) -> None:
        nonlocal done
        while open_ and open_[-1][0] <= place:
            end, closing = open_.pop()
            parts.append(plain(text[done:end]))
            parts.append(closing)
            done = max(done, end)
        parts.append(plain(text[done:place]))
        done = max(done, place)

    while waiting:
        start, end, _, what, goes_on = heapq.heappop(waiting)
        end = -end
        upto(start)
        stop = min(end, open_[-1][0]) if open_ else end
        if stop < end:
            heapq.heappush(waiting, (stop, -end, next(order), what, True))
        opening, closing = _tags(what, words, goes_on=goes_on, last=stop == end)
        parts.append(opening)
        open_.append((stop, closing))
    upto(len(text))
    return Markup("".join(parts))


def _tags(what: Mark | Rest, words: MarkWords, *, goes_on: bool, last: bool) -> tuple[str, str]:
    if isinstance(what, Rest):
        tag = "" if goes_on else f'<small class="tag">{escape(words.unused)}</small>'
        id = "" if goes_on else f' id="{what.id}"'
        return f'<span class="u"{id}>{tag}', "</span>"
    doubt = " doubt" if what.doubted else ""
    id = f' data-of="{what.id}"' if goes_on else f' id="{what.id}"'
    return f'<mark class="{what.kind}{doubt}"{id}>', "</mark>" + (_links(what, words) if last else "")


def _links(mark: Mark, words: MarkWords) -> str:
    """Back to the fields: the number of the mark, for further fields with a letter behind it."""
    found = []
    doubt = f'<b title="{escape(words.doubted)}">?</b>' if mark.doubted else ""
    for letter, (id, title) in zip(" bcdefghij"[:_SHOWN], mark.fields.items(), strict=False):
        number = f"{mark.number}{letter.strip()}"
        found.append(f'<a class="n" href="#{id}" title="{escape(title)}">{number}{doubt}</a>')
        doubt = ""
    if not found:
        found.append(f'<span class="n">{mark.number}{doubt}</span>')
    if (more := len(mark.fields) - _SHOWN) > 0:
        found.append(f'<small class="tag">{escape(words.more[more])}</small>')
    return "".join(found)
