"""Words of the document that know where each of their characters stands (原文片段)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate, islice

from attrs import define, frozen

from minsheng.intake.source import Cell, Spot

_SPACE = re.compile(r"\s")


@frozen
class Span:
    """Characters `start` to `end` (behind the last) of one paragraph or cell."""

    spot: Spot
    start: int
    end: int


Part = tuple[Spot, Sequence[int]]
"""A spot, and the place of each character in its text; a `range` as long as nothing was left out."""


@cache
def _borders(separators: str) -> re.Pattern[str]:
    """Every character at which a text may be parted, and every bracket and quotation mark."""
    return re.compile(f"[{re.escape(_OPENING + _CLOSING + separators)}]")


_OPENING = "（(《“「〔【["
_CLOSING = "）)》”」〕】]"


@define(unsafe_hash=True)
class Passage:
    """A stretch of text, possibly put together from several places, white space possibly left out.

    A table has one of each cell, and more: it is told where without a `Spot` of its own, made fast, and never changed.

    >>> cell = Passage.whole("县 残 联\\n县财政局", Spot(0, 1, 5))
    >>> name = cell[0:5].squeezed()
    >>> name.text, name.spans
    ('县残联', (Span(spot=Spot(block=0, row=1, column=5), start=0, end=5),))
    """

    text: str
    block: int = -1
    """Of the paragraph or cell of which it is a stretch; -1 where it was put together of several, or stands nowhere."""
    row: int = -1
    column: int = -1
    at: int | tuple[int, ...] = 0
    """Where it begins in the text of that one spot; the place of each character, where some between were left out."""
    several: tuple[Part, ...] = ()
    """The parts of which it was put together."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """The stretches of which it is made, one a paragraph or cell or more."""
        if self.block < 0:
            return self.several
        spot = Spot(self.block, self.row, self.column)
        return ((spot, range(self.at, self.at + len(self.text)) if isinstance(self.at, int) else self.at),)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        """Where in the text each part ends."""
        return tuple(accumulate(len(at) for _, at in self.parts))

    @classmethod
    def whole(cls, text: str, spot: Spot) -> Passage:
        """All of a paragraph or cell."""
        return cls(text, spot.block, spot.row, spot.column)

    @classmethod
    def of_cell(cls, block: int, cell: Cell) -> Passage:
        """What a cell of the grid that is this block says, white space at its ends left out."""
        return cls(cell.text, block, cell.row, cell.column).stripped()

    @classmethod
    def joined(cls, passages: Iterable[Passage], separator: str = "") -> Passage:
        """One passage of several; the characters of the separator stand nowhere in the document."""
        if isinstance(passages, tuple) and len(passages) == 1:
            only: Passage = passages[0]
            if only.text and only.block >= 0 and isinstance(only.at, int):
                return only
        texts: list[str] = []
        parts: list[Part] = []
        for passage in passages:
            if texts and separator:
                texts.append(separator)
                last = parts[-1] if parts else None
                if last is not None:  # they share the place of the character before them
                    parts.append((last[0], (last[1][-1],) * len(separator)))
            texts.append(passage.text)
            parts += [p for p in passage.parts if p[1]]
        return cls._of("".join(texts), parts)

    @classmethod
    def _of(cls, text: str, parts: list[Part]) -> Passage:
        if len(parts) == 1 and len(parts[0][1]) == len(text):
            spot, at = parts[0]
            return cls(text, spot.block, spot.row, spot.column, at.start if isinstance(at, range) else tuple(at))
        return cls(text, several=tuple(parts))

    def __getitem__(self, where: slice) -> Passage:
        text = self.text
        start, end, _ = where.indices(len(text))
        if start == 0 and end == len(text):
            return self
        if self.block >= 0:
            if start >= end:
                return Passage("", self.block, self.row, self.column)
            at = self.at + start if isinstance(self.at, int) else self.at[start:end]
            return Passage(text[start:end], self.block, self.row, self.column, at)
        if start >= end:
            return Passage.whole("", self.several[0][0]) if self.several else Passage("")
        found: list[Part] = []
        first = bisect_right(self._ends, start) if self.several else 0
        passed = self._ends[first - 1] if first else 0
        for part in islice(self.several, first, None):
            if passed >= end:
                break
            spot, places = part
            n = len(places)
            a, b = max(start - passed, 0), min(end - passed, n)
            if a < b:
                found.append(part if (a, b) == (0, n) else (spot, places[a:b]))
            passed += n
        return Passage._of(self.text[start:end], found)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where it stands, one span a paragraph or cell (or more, if what lies between was used elsewhere)."""
        return tuple([Span(spot, at[0], at[-1] + 1) for spot, at in self.parts if at])

    def stripped(self, extra: str = "") -> Passage:
        """Without white space, and the characters of `extra`, at both ends."""
        return self.trimmed(extra, extra)

    def trimmed(self, left: str, right: str) -> Passage:
        """Without white space and the characters of `left` in front, of `right` behind."""
        text = self.text
        start, end = 0, len(text)
        while start < end and (text[start].isspace() or text[start] in left):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in right):
            end -= 1
        return self if (start, end) == (0, len(text)) else self[start:end]

    def squeezed(self) -> Passage:
        """Without any white space."""
        if not _SPACE.search(self.text):
            return self
        keep = [i for i, c in enumerate(self.text) if not c.isspace()]
        parts: list[Part] = []
        passed = taken = 0
        for spot, at in self.parts:
            end = passed + len(at)
            kept = []
            while taken < len(keep) and keep[taken] < end:
                kept.append(at[keep[taken] - passed])
                taken += 1
            if kept:
                parts.append((spot, tuple(kept)))
            passed = end
        return Passage._of("".join(self.text.split()), parts)

    def lines(self) -> Iterator[Passage]:
        """Its lines that are not blank, white space at their ends left out."""
        start = 0
        for line in self.text.split("\n"):
            if line and not line.isspace():
                yield self[start : start + len(line)].stripped()
            start += len(line) + 1

    def split(self, separators: str) -> Iterator[Passage]:
        """Its pieces between any of the characters `separators`, none within brackets or quotation marks."""
        depth = start = 0
        for border in _borders(separators).finditer(self.text):
            c = border[0]
            if c in _OPENING:
                depth += 1
            elif c in _CLOSING:
                depth = max(0, depth - 1)
            elif depth == 0:
                yield self[start : border.start()]
                start = border.end()
        yield self[start:]


def blocks_of(passages: Iterable[Passage]) -> list[int]:
    """The blocks of the document in which passages stand, in their order.

    >>> blocks_of([Passage.whole("道路", Spot(3)), Passage("")])
    [3]
    """
    found: list[int] = []
    for passage in passages:
        if passage.block < 0:
            found += [spot.block for spot, at in passage.several if at]
        elif passage.text:
            found.append(passage.block)
    return found
