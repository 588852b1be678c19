"""Lines of a PDF's pages (版面行): words on one height, paragraphs that go over several lines, page numbers and headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import inf
from statistics import median

from attrs import frozen

from minsheng.intake.readers.page_around import of_browser

_PAGE_NUMBER = re.compile(r"[-—–·\s]*(?:第\s*)?[0-9]{1,4}(?:\s*页)?(?:\s*[/／，,共]+\s*[0-9]{1,4}\s*页?)?[-—–·\s]*")
_DIGITS = re.compile(r"\d+")
_GOES_ON = re.compile(r"[（(]?(?:续表|接上[页表]|续上[页表]|表\s*\d*\s*[（(]?续)[）)]?\s*\d*\s*[)）:：]?")
"""What stands above a table that goes on."""
_NOTE_MARK = re.compile(r"[\[〔（(]?(?:\d{1,2}|[①-⑳*※])[\]〕）)]?(?![\d年月.．、])")
_FOOT = 0.93
"""Size of a note at the foot, at most, in sizes of the text."""
_PIECE = 1.2
"""Gap between two pieces of a line, in heights of a character."""
_MARGIN = 2.5
"""Characters by which a long line may end before the margin."""
_INDENT = 4.5
"""Characters by which the first line of a paragraph is indented at most; what begins further right stands centred."""
_EDGE = 0.12
"""Share of a page's height at which its header and footer stand."""
_UNPARTED = re.compile(r"(?:[!-~²³°]{1,40}|[（《「].|.)(?:[，。、；：！？）》」％%]|[“”‘’].?)*")
"""What is never broken: Latin words and figures, and punctuation that can not begin a line."""
_BEGINS = re.compile(
    r"[（(]?[一二三四五六七八九十百]{1,4}[)）、．.]|[（(]?\d{1,3}[)）、．](?!\d)|\d{1,3}\.(?!\d)|第[一二三四五六七八九十百]{1,4}[条章节]|附件|附表|注[:：]"
)
"""How a paragraph of its own begins."""
_SIGNS = re.compile(r"[\u4e00-\u9fff]{2,20}(?:人民政府|办公室|委员会|办事处|领导小组)")
"""A body and nothing else: behind the end of a sentence it signs the document."""


@frozen
class Word:
    """A run of characters without a gap."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    first: float = 0.0
    """Width of what can not be parted at its beginning: a character, a Latin word, a figure."""
    most: float = 0.0
    """Width of what some programs do not part there."""
    char: float = 0.0
    """Width of its first character."""
    end: float = 0.0
    """Where it ends on the right with the blanks behind it."""

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)


def unparted(text: str) -> int:
    """How many characters at the beginning of a text can not be parted.

    >>> unparted("400公里"), unparted("县，"), unparted("（街道）")
    (3, 2, 2)
    """
    match = _UNPARTED.match(text)
    return match.end() if match is not None else min(len(text), 1)


@frozen
class Line:
    """Words on one height of a page, put together to pieces where no wide gap parts them."""

    pieces: tuple[Word, ...]
    page: int = 0
    words: tuple[Word, ...] = ()
    """Its words as they were taken out of the file."""

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @property
    def whole(self) -> Word:
        """All of it as one word."""
        first = self.pieces[0]
        return Word(self.text, self.x0, self.x1, self.top, self.bottom, first.first, first.most, first.char, self.end)

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return self.pieces[-1].x1

    @property
    def end(self) -> float:
        """Where it ends on the right with the blanks behind it."""
        return max(self.pieces[-1].end, self.x1)

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return max(piece.bottom for piece in self.pieces)

    @property
    def height(self) -> float:
        return max(piece.height for piece in self.pieces)


def hardly_parted(text: str) -> int:
    """The same, where some programs do not part what others do: a mark and the figure behind it.

    >>> hardly_parted("右，6月底"), hardly_parted("右，年底")
    (3, 2)
    """
    end = unparted(text)
    return end + unparted(text[end:]) if end > 1 and text[end : end + 1].isascii() and text[end:].strip() else end


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
    across = [sorted(row, key=lambda w: w.x0) for row in rows]
    return [Line(tuple(_pieces(row)), page, tuple(row)) for row in across]


def _pieces(words: Sequence[Word]) -> list[Word]:
    found: list[Word] = []
    for word in words:
        if found and word.x0 - found[-1].x1 <= _PIECE * min(word.height, found[-1].height):
            last = found[-1]
            gap = word.x0 - last.x1 > 0.2 * word.height
            text = (
                f"{last.text} {word.text}" if gap and _latin(last.text[-1:], word.text[:1]) else last.text + word.text
            )
            top, bottom = min(last.top, word.top), max(last.bottom, word.bottom)
            found[-1] = Word(text, last.x0, word.x1, top, bottom, last.first, last.most, last.char, word.end)
        else:
            found.append(word)
    return found


def _latin(before: str, after: str) -> bool:
    return before.isascii() and after.isascii()


def outside(pages: Sequence[Sequence[Line]], heights: Sequence[float], noted: Sequence[bool] = ()) -> dict[int, str]:
    """Ids of lines that belong to the pages and not to the text: page numbers, and what stands on most pages; notes at
    the foot of pages that are `noted`: raised figures on them point to notes."""
    found: dict[int, str] = {}
    ends: dict[int, tuple[Line, str]] = {}
    for lines, height in zip(pages, heights, strict=True):
        for order in (lines[:2], lines[::-1][:2]):
            for line in order:
                at_top, at_bottom = line.bottom < _EDGE * height, line.top > (1 - _EDGE) * height
                if not (at_top or at_bottom):
                    break
                if _PAGE_NUMBER.fullmatch(line.text):
                    found[id(line)] = "页码"
                elif kind := of_browser(line.text):
                    found[id(line)] = kind
                else:
                    ends[id(line)] = line, "页眉" if at_top else "页脚"
    on_pages = Counter(text for text, _ in {(_DIGITS.sub("", line.text), line.page) for line, _ in ends.values()})
    for at, (line, part) in ends.items():
        n = on_pages[_DIGITS.sub("", line.text)]
        if n >= 2 and 2 * n >= len(pages):
            found[at] = part
    size = median([line.height for lines in pages for line in lines] or [0.0])
    for lines, has_notes in zip(pages, noted, strict=False):
        found |= _foot_notes([line for line in lines if id(line) not in found], size) if has_notes else {}
    for lines in pages:
        found |= {id(line): "续表" for line in lines[:4] if id(line) not in found and _GOES_ON.fullmatch(line.text)}
    return found


def _foot_notes(lines: Sequence[Line], size: float) -> dict[int, str]:
    """The last lines of a page if they are smaller than the text and the first of them has the mark of a note."""
    found: dict[int, str] = {}
    waiting: list[Line] = []
    for line in reversed(lines):
        if line.height > _FOOT * size:
            break
        waiting.append(line)
        if _NOTE_MARK.match(line.text):
            found |= {id(one): "脚注" for one in waiting}
            waiting = []
    return found


Margins = tuple[float, float]
"""Where the text of a page begins and ends, left and right."""


def paragraphs(lines: Sequence[Line], margins: Mapping[int, Margins]) -> list[tuple[str, int]]:
    """Text and page of each paragraph; a line goes on with the one above if that reached the right margin of its page."""
    found: list[tuple[str, int]] = []
    for i, line in enumerate(lines):
        above = lines[i - 1] if i else None
        if above is not None and _goes_on(above, line, margins):
            text, page = found[-1]
            found[-1] = (glued(text, line.text), page)
        else:
            found.append((line.text, line.page))
    return found


def _goes_on(above: Line, line: Line, margins: Mapping[int, Margins]) -> bool:
    size = line.height
    (left, right), (begins, _) = margins[above.page], margins[line.page]
    return (
        above.x1 >= right - max(1.6 * size, line.pieces[0].first + 0.6 * size)
        and above.x0 <= left + _INDENT * size
        and line.x0 <= begins + 1.2 * size
        and abs(above.height - line.height) < 0.25 * size
        and (above.page != line.page or line.top - above.bottom < 1.6 * size)
        and not _BEGINS.match(line.text)
        and not (above.text.endswith("。") and _SIGNS.fullmatch(line.text.strip()))
    )


def margins_of(
    pages: Sequence[Sequence[Line]], sizes: Sequence[tuple[float, float]], edges: Sequence[float]
) -> dict[int, Margins]:
    """The margins of each page, alike for all pages of one size; `edges`: where the tables of each page end on the right.

    One long line is no margin: others end there too, or a table does, or it stands as far from the paper's edge as on the
    left. Without one no line goes on.
    """
    found: dict[int, Margins] = {}
    for size in set(sizes):
        own = [n for n, other in enumerate(sizes) if other == size]
        lines = [line for n in own for line in pages[n]]
        told = _margins(lines, size[0], max((edges[n] for n in own), default=0.0))
        found |= {n + 1: told for n in own}
    return found


def _margins(lines: Sequence[Line], width: float, edge: float) -> Margins:
    if not lines:
        return 0.0, inf
    few = len(lines) // 20
    left, ends = sorted(line.x0 for line in lines)[few], sorted(line.x1 for line in lines)
    wide = median(line.height for line in lines) * _MARGIN
    most = min(width - left, edge or inf)
    if ends[-1] >= most - wide:
        right = max([end for end in ends if end <= most + wide], default=ends[-1])
        # where each paragraph is one indented line, none shows where the text begins
        begins = min(left, width - right) if left - (width - right) < wide + _MARGIN else left
        return begins, right
    right = ends[-1 - few]
    near = sum(abs(line.x1 - right) < 1.1 * line.height for line in lines)
    return left, right if near >= max(3, len(lines) / 5) else inf
