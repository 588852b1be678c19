"""Takes words and lines out of a PDF (PDF 文字和线); runs in a process of its own, see `apart`."""

from __future__ import annotations

import io
import json
import logging
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, TypedDict

from minsheng.intake.readers import apart, limits
from minsheng.intake.readers.pdf_chars import Mark, keep_how_text_is_shown, overlaid, put_upright, repaired, shown
from minsheng.intake.readers.pdf_page import hardly_parted, unparted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pdfplumber._typing import T_obj
    from pdfplumber.page import Page

Box = tuple[float, float, float, float]
WordData = tuple[str, float, float, float, float, float, float, float, float]
"""Text; left, right, top and bottom; widths of what can not be parted at its beginning, of what some programs do not part,
and of its first character; where it ends with the blanks behind it."""

_GAP = 0.35
"""Share of a character's size that parts two words."""
_CLOSE = 0.05
"""Share of a character's size within which two characters are of one text, whatever line is drawn between them."""
_OPEN = 3
"""Vertical lines that end on one height, so that a row ends there."""
_BAND = 20.0
"""Points of height among which cells are looked for together."""
_CLOSED = 0.5
"""Share of a row's width that a line below it must have."""
_NEAR = 3.0
"""Points within which two lines of a table are one."""
_COVERS = 0.5
"""Share of a page that a picture of it covers."""


class TableData(TypedDict):
    """A table with lines."""

    boxes: list[Box]
    words: list[list[WordData]]
    """Those of each box."""
    overlaid: list[int]
    """Numbers of the boxes in which characters are printed over each other."""


class PageData(TypedDict):
    """What stands on one page."""

    width: float
    height: float
    words: list[WordData]
    """Those in no table."""
    overlaid: int
    """Characters that are printed over each other."""
    tables: list[TableData]
    pictured: bool
    """A picture covers most of it."""
    recognised: bool
    """Its text lies unseen above that picture: a program recognised it in a scan."""
    images: int
    unseen: str
    """Text that the file holds and nobody sees printed."""
    marks: list[Mark]
    """Raised figures: the marks of notes."""


class Taken(TypedDict, total=False):
    """What was taken out of a file, or why nothing was."""

    pages: list[PageData]
    too_many: int
    too_large: int
    locked: bool


def main() -> None:
    """Standard input: a PDF. Standard output: JSON, read by `pdf`."""
    logging.disable(logging.CRITICAL)
    apart.serve(lambda data: json.dumps(taken(data), ensure_ascii=False).encode("utf-8", "replace"))


def taken(data: bytes) -> Taken:
    """All pages of a file."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    keep_how_text_is_shown()
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            number = len(pdf.pages)
            if number > limits.PAGES:
                return {"too_many": number}
            pages = []
            size = 0
            for page in pdf.pages:
                upright = put_upright(page)
                pages.append(_page(upright))
                size += len(upright.chars)
                if size > limits.TEXT:
                    return {"too_large": size}
                page.close()
                upright.close()
            return {"pages": pages}
    except Exception as error:  # pdfminer meets a damaged file with whatever fails first
        reasons = (error, error.__cause__, error.__context__, *error.args)
        if any(isinstance(reason, (PDFPasswordIncorrect, PDFEncryptionError)) for reason in reasons):
            return {"locked": True}
        raise


def _page(page: Page) -> PageData:
    chars, unseen = shown(page.dedupe_chars(tolerance=1).chars)  # bold is often printed twice
    pictured = any(_area(image) > _COVERS * page.width * page.height for image in page.images)
    recognised = pictured and len(unseen) > len(chars)
    if recognised:
        chars, unseen = [*chars, *unseen], []
    chars, marks = repaired(chars)
    edges = _Edges(page)
    settings = {"explicit_horizontal_lines": edges.open_ends()}
    found: list[list[Box]] = [
        boxes for table in page.find_tables(settings) if len(boxes := [edges.box(cell) for cell in table.cells]) > 1
    ]
    within: dict[tuple[int, int], list[T_obj]] = defaultdict(list)
    free: list[T_obj] = []
    cells = [_Cells(boxes) for boxes in found]
    blurred = overlaid(chars)
    before: T_obj | None = None
    place: tuple[int, int] | None = None
    for char in chars:
        if before is None or place is None or not _follows(char, before):  # a text may run over the edge of its cell
            x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
            place = next(((t, k) for t, one in enumerate(cells) if (k := one.at(x, y)) >= 0), None)
        (free if place is None else within[place]).append(char)
        before = char
    tables: list[TableData] = [
        {
            "boxes": boxes,
            "words": [_words(within[t, k]) for k in range(len(boxes))],
            "overlaid": [k for k in range(len(boxes)) if any(id(char) in blurred for char in within[t, k])],
        }
        for t, boxes in enumerate(found)
    ]
    return {
        "width": float(page.width),
        "height": float(page.height),
        "words": _words(free),
        "overlaid": len(blurred),
        "tables": tables,
        "pictured": pictured,
        "recognised": recognised,
        "images": len(page.images),
        "unseen": "".join(word[0] for word in _words(unseen)),
        "marks": marks,
    }


def _follows(char: T_obj, before: T_obj) -> bool:
    """Whether a character stands right behind the one drawn before it."""
    near = abs(char["x0"] - before["x1"]) < _CLOSE * char["size"]
    return bool(near and abs(char["bottom"] - before["bottom"]) < _CLOSE * char["size"] and before["text"].strip())


def _area(image: T_obj) -> float:
    return float(image["width"] * image["height"])


class _Edges:
    """The vertical lines of a page as they are drawn: lines close to each other are taken for one to find the tables."""

    def __init__(self, page: Page) -> None:
        self._by_place: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
        self._drawn: dict[int, float] = defaultdict(float)
        """Height → points of lines from left to right that are drawn there."""
        for edge in page.edges:
            if edge["orientation"] == "h":
                self._drawn[round(edge["top"])] += float(edge["x1"] - edge["x0"])
            else:
                self._by_place[int(edge["x0"])].append((edge["x0"], edge["top"], edge["bottom"]))

    def open_ends(self) -> list[float]:
        """Heights at which several vertical lines end and no other line closes them: a row cut by the page's end."""
        ends: dict[int, set[float]] = defaultdict(set)
        for x0, top, bottom in (edge for edges in self._by_place.values() for edge in edges):
            ends[round(top)].add(x0)
            ends[round(bottom)].add(x0)
        found: list[float] = []
        for y in sorted(ends):
            wide = max(ends[y]) - min(ends[y])
            drawn = sum(self._drawn.get(y + off, 0.0) for off in range(-2, 3))
            if len(ends[y]) >= _OPEN and drawn < _CLOSED * wide and (not found or y - found[-1] > _NEAR):
                found.append(float(y))
        return found

    def box(self, cell: Sequence[float]) -> Box:
        """A cell, with its sides where they are drawn."""
        x0, top, x1, bottom = (float(v) for v in cell)
        middle = (top + bottom) / 2
        return round(self._near(x0, middle), 2), round(top, 2), round(self._near(x1, middle), 2), round(bottom, 2)

    def _near(self, x: float, y: float) -> float:
        near = [
            edge
            for place in range(int(x - _NEAR), int(x + _NEAR) + 1)
            for edge, top, bottom in self._by_place.get(place, ())
            if abs(edge - x) <= _NEAR and top <= y <= bottom
        ]
        return float(sum(near) / len(near)) if near else x


class _Cells:
    """The cells of a table, found by a point; one that is not drawn all around is added where text stands in it."""

    def __init__(self, boxes: list[Box]) -> None:
        self._boxes = boxes
        self._across = apart_values([x for box in boxes for x in (box[0], box[2])])
        self._down = apart_values([y for box in boxes for y in (box[1], box[3])])
        self._bands: dict[int, list[int]] = defaultdict(list)
        for k in range(len(boxes)):
            self._keep(k)

    def _keep(self, k: int) -> None:
        _, top, _, bottom = self._boxes[k]
        for band in range(int(top // _BAND), int(bottom // _BAND) + 1):
            self._bands[band].append(k)

    def at(self, x: float, y: float) -> int:
        """Number of the cell; -1 for none."""
        if not (self._across[0] <= x <= self._across[-1] and self._down[0] <= y <= self._down[-1]):
            return -1
        for k in self._bands.get(int(y // _BAND), ()):
            x0, top, x1, bottom = self._boxes[k]
            if x0 <= x <= x1 and top <= y <= bottom:
                return k
        i, j = bisect_right(self._across, x), bisect_right(self._down, y)
        if not (0 < i < len(self._across) and 0 < j < len(self._down)):
            return -1
        self._boxes.append((self._across[i - 1], self._down[j - 1], self._across[i], self._down[j]))
        self._keep(len(self._boxes) - 1)
        return len(self._boxes) - 1


def apart_values(values: Sequence[float]) -> list[float]:
    """Values in order, those close to each other once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _words(chars: Iterable[T_obj]) -> list[WordData]:
    from pdfplumber.utils.text import extract_words

    own = list(chars)
    if not own:
        return []
    order = {id(char): k for k, char in enumerate(own)}
    found: list[WordData] = []
    for word in extract_words(own, x_tolerance_ratio=_GAP, y_tolerance=_NEAR, return_chars=True):
        x0, x1, top, bottom = (round(float(word[k]), 2) for k in ("x0", "x1", "top", "bottom"))
        of = word["chars"]
        first, most, char = (_width(of, n) for n in (unparted(word["text"]), hardly_parted(word["text"]), 1))
        end = _end(own, order[id(of[-1])])
        found.append((word["text"], x0, x1, top, bottom, first, most, char, max(x1, round(end, 2))))
    return found


def _width(chars: Sequence[T_obj], length: int) -> float:
    """Of so many characters at the beginning of a word."""
    passed = 0
    for char in chars:
        passed += len(char["text"])
        if passed >= length:
            return round(float(char["x1"] - chars[0]["x0"]), 2)
    return round(float(chars[-1]["x1"] - chars[0]["x0"]), 2)


def _end(chars: Sequence[T_obj], at: int) -> float:
    """Where a character ends, with the blanks behind it on its line."""
    last = chars[at]
    for char in chars[at + 1 : at + 200]:
        if not char["text"].isspace() or abs(char["top"] - last["top"]) > _NEAR or char["x0"] < last["x0"]:
            break
        last = char
    return float(last["x1"])
