"""Lines of a PDF's pages (版面行): words on one height, paragraphs that go over several lines, page numbers and headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import frozen

_PAGE_NUMBER = re.compile(r"[-—–·\s]*(?:第\s*)?[0-9]{1,4}(?:\s*页)?(?:\s*[/／，,共]+\s*[0-9]{1,4}\s*页?)?[-—–·\s]*")
_DIGITS = re.compile(r"\d+")
_PIECE = 1.2
"""Gap between two pieces of a line, in heights of a character."""
_EDGE = 0.12
"""Share of a page's height at which its header and footer stand."""
_BEGINS = re.compile(
    r"[（(]?[一二三四五六七八九十百]{1,4}[)）、．.]|[（(]?\d{1,3}[)）、．](?!\d)|\d{1,3}\.(?!\d)|第[一二三四五六七八九十百]{1,4}[条章节]|附件|附表|注[:：]"
)
"""How a paragraph of its own begins."""


@frozen
class Word:
    """A run of characters without a gap."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)


@frozen
class Line:
    """Words on one height of a page, put together to pieces where no wide gap parts them."""

    pieces: tuple[Word, ...]
    page: int = 0

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return self.pieces[-1].x1

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return max(piece.bottom for piece in self.pieces)

    @property
    def height(self) -> float:
        return max(piece.height for piece in self.pieces)


def glued(before: str, after: str) -> str:
    """Two texts as one; a space parts what is Latin on both sides.

    >>> glued("改造道", "路400"), glued("WPS", "Office")
    ('改造道路400', 'WPS Office')
    """
    latin = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return f"{before} {after}" if latin else before + after


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """The lines that some words make, from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: ((w.top + w.bottom) / 2, w.x0)):
        middle = (word.top + word.bottom) / 2
        last = rows[-1] if rows else None
        if (
            last is not None
            and abs(middle - (last[0].top + last[0].bottom) / 2) <= min(word.height, last[0].height) / 2
        ):
            last.append(word)
        else:
            rows.append([word])
    return [Line(tuple(_pieces(sorted(row, key=lambda w: w.x0))), page) for row in rows]


def _pieces(words: Sequence[Word]) -> list[Word]:
    found: list[Word] = []
    for word in words:
        if found and word.x0 - found[-1].x1 <= _PIECE * min(word.height, found[-1].height):
            last = found[-1]
            gap = word.x0 - last.x1 > 0.2 * word.height
            text = (
                f"{last.text} {word.text}" if gap and _latin(last.text[-1:], word.text[:1]) else last.text + word.text
            )
            found[-1] = Word(text, last.x0, word.x1, min(last.top, word.top), max(last.bottom, word.bottom))
        else:
            found.append(word)
    return found


def _latin(before: str, after: str) -> bool:
    return before.isascii() and after.isascii()


def outside(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> dict[int, str]:
    """Ids of lines that belong to the pages and not to the text: page numbers, and what stands on most pages."""
    found: dict[int, str] = {}
    ends: list[tuple[Line, str]] = []
    for lines, height in zip(pages, heights, strict=True):
        for order in (lines[:2], lines[::-1][:2]):
            for line in order:
                at_top, at_bottom = line.bottom < _EDGE * height, line.top > (1 - _EDGE) * height
                if not (at_top or at_bottom):
                    break
                if _PAGE_NUMBER.fullmatch(line.text):
                    found[id(line)] = "页码"
                else:
                    ends.append((line, "页眉" if at_top else "页脚"))
    counts = Counter(_DIGITS.sub("", line.text) for line, _ in ends)
    for line, part in ends:
        n = counts[_DIGITS.sub("", line.text)]
        if n >= 2 and 2 * n >= len(pages):
            found[id(line)] = part
    return found


def paragraphs(lines: Sequence[Line], left: float, right: float) -> list[tuple[str, int]]:
    """Text and page of each paragraph; a line goes on with the one above if that reached the right margin."""
    found: list[tuple[str, int]] = []
    for i, line in enumerate(lines):
        above = lines[i - 1] if i else None
        if above is not None and _goes_on(above, line, left, right):
            text, page = found[-1]
            found[-1] = (glued(text, line.text), page)
        else:
            found.append((line.text, line.page))
    return found


def _goes_on(above: Line, line: Line, left: float, right: float) -> bool:
    size = line.height
    return (
        above.x1 >= right - 1.6 * size
        and line.x0 <= left + 1.2 * size
        and abs(above.height - line.height) < 0.25 * size
        and (above.page != line.page or line.top - above.bottom < 1.6 * size)
        and not _BEGINS.match(line.text)
    )


def margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Where the text of a document begins and ends, left and right; a few lines may stand outside."""
    if not lines:
        return 0.0, 0.0
    starts, ends = sorted(line.x0 for line in lines), sorted(line.x1 for line in lines)
    few = len(lines) // 20
    return starts[few], ends[-1 - few]
