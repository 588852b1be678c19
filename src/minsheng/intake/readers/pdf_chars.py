"""Characters of a PDF page as a reader sees them (PDF 字符): upright, shown, in their ordinary form, raised ones told."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from minsheng.errors.data_files import read_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pdfplumber._typing import T_obj
    from pdfplumber.page import Page

UNNAMED = "□"
"""What stands for a character that the file draws and does not name."""
_GARBLED = "(cid:"
"""What pdfminer gives for it."""
Mark = tuple[str, str]
"""The character in front of a raised figure, and the figure."""

_UNSEEN = (3, 7)
"""Text rendering modes that print nothing (ISO 32000-1, table 106)."""
_MOSTLY = 0.6
"""Share of the characters that must run in one direction for the page to be turned."""
_SMALL, _NEAR, _RAISED = 0.88, 0.35, 0.12
"""Of a raised figure: its size, its distance, and how far its foot stands above that of the text, in sizes of the text."""
_PLACE, _OVER, _MOST = 6.0, 0.3, 40
"""Points of a place on the page; sizes of a character within which two are printed over each other; characters of a
place that are looked at."""
_POWERS = {"2": "²", "3": "³"}


def keep_how_text_is_shown() -> None:
    """Lets pdfplumber keep the rendering mode of each character: in `mcid`, which nothing else here reads."""
    import pdfplumber.page as pages

    kept = pages.PDFPageAggregatorWithMarkedContent
    if kept.__name__ == "_Shown":
        return

    class _Shown(kept):  # type: ignore[misc, valid-type]  # the class is taken when this runs
        mode = 0

        def render_string(self, textstate: Any, *args: Any) -> None:
            self.mode = textstate.render
            super().render_string(textstate, *args)

        def tag_cur_item(self) -> None:
            super().tag_cur_item()
            if self.cur_item._objs:
                self.cur_item._objs[-1].mcid = self.mode

    pages.PDFPageAggregatorWithMarkedContent = _Shown  # type: ignore[misc]  # see above


def shown(chars: Iterable[T_obj]) -> tuple[list[T_obj], list[T_obj]]:
    """The characters that are printed, and those that are not."""
    seen: list[T_obj] = []
    unseen: list[T_obj] = []
    for char in chars:
        (unseen if char.get("mcid") in _UNSEEN else seen).append(char)
    return seen, unseen


def overlaid(chars: Iterable[T_obj]) -> set[int]:
    """Ids of the characters that are printed over others: text that has no room in its cell runs into the next."""
    by_place: dict[tuple[int, int], list[T_obj]] = defaultdict(list)
    found: set[int] = set()
    for char in chars:
        if not char["text"].isalnum():
            continue
        size = char["size"]
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        column, row = int(x // _PLACE), int(y // _PLACE)
        for other in (o for c in (-1, 0, 1) for r in (-1, 0, 1) for o in by_place.get((column + c, row + r), ())):
            off = (other["x0"] + other["x1"]) / 2 - x, (other["top"] + other["bottom"]) / 2 - y
            if abs(off[0]) < _OVER * size and abs(off[1]) < _OVER * size and other["text"] != char["text"]:
                found |= {id(char), id(other)}
        if len(by_place[column, row]) < _MOST:
            by_place[column, row].append(char)
    return found


def put_upright(page: Page) -> Page:
    """The page, turned so that most of its text runs from left to right."""
    import pdfplumber.page as pages

    turns = Counter(_turn(char["matrix"]) for char in page.chars)
    turn, n = turns.most_common(1)[0] if turns else (0, 0)
    if not turn or n < _MOSTLY * turns.total():
        return page
    rotation = (int(page.rotation) + turn) % 360
    page.page_obj.rotate = rotation
    page.page_obj.attrs["Rotate"] = rotation
    return pages.Page(page.pdf, page.page_obj, page.page_number)


def _turn(matrix: tuple[float, ...]) -> int:
    """By how much a text must be turned clockwise to be upright."""
    a, b = matrix[0], matrix[1]
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 180
    return 90 if b > 0 else 270


def repaired(chars: Iterable[T_obj]) -> tuple[list[T_obj], list[Mark]]:
    """The characters in their ordinary form; m² with its ²; the marks of notes are taken out."""
    found: list[T_obj] = []
    marks: list[Mark] = []
    base: T_obj | None = None
    raised = ""
    for char in chars:
        text = UNNAMED if char["text"].startswith(_GARBLED) or char["text"] == "\ufffd" else ordinary(char["text"])
        if text != char["text"]:
            char = char | {"text": text}
        if base is not None and _stands_by(char, base, raised):
            power = _POWERS.get(text)
            if power is not None and base["text"][-1:] in "mM米" and not raised:
                found.append(char | {"text": power, "top": base["top"], "bottom": base["bottom"], "size": base["size"]})
                base = None
                continue
            if text.isdigit() or unicodedata.category(text[:1] or " ") == "No" or text in "[]〔〕()（）*※":
                raised += text
                continue
        if raised and base is not None:
            marks.append((base["text"], raised))
        raised, base = "", char if text.strip() else None
        found.append(char)
    if raised and base is not None:
        marks.append((base["text"], raised))
    return found, marks


def _stands_by(char: T_obj, base: T_obj, raised: str) -> bool:
    """Whether a character stands raised, and smaller, right behind another."""
    size = base["size"]
    return bool(
        char["size"] <= _SMALL * size
        and -0.5 * size < char["x0"] - base["x1"] < _NEAR * size + len(raised) * char["size"]
        and char["bottom"] < base["bottom"] - _RAISED * size
        and char["bottom"] > base["top"]
    )


@cache
def _radicals() -> dict[int, str]:
    own = read_data("minsheng.intake.readers", "radicals.toml", dict[str, dict[str, str]])
    found = {ord(one): character for rows in own.values() for one, character in rows.items()}
    twins = str.maketrans(own["twins"])
    for first, last in ((0x2F00, 0x2FD5), (0x2E80, 0x2EF3), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F), (0xFB00, 0xFB06)):
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code)).translate(twins)
            if plain != chr(code):
                found.setdefault(code, plain)
    return found


def ordinary(text: str) -> str:
    """A text without radicals, other forms and ligatures, which fonts often name instead of the characters.

    >>> ordinary("⽔利局⺠生实事"), ordinary("o\\ufb03ce"), ordinary("㎡４")
    ('水利局民生实事', 'office', '㎡４')
    """
    return text if text.isascii() else text.translate(_radicals())
