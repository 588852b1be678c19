"""Words of Word paragraphs as printed (Word 文字): automatic numbers, symbols, accepted revisions, what is hidden or deleted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from minsheng.errors.data_files import read_data
from minsheng.intake.readers.word_numbers import Numbering, W
from minsheng.intake.readers.xml_tree import Node

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006 "
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math "
P, TBL, TR, TC = W + "p", W + "tbl", W + "tr", W + "tc"
_T, _R, _SYM, _RUBY = (W + "t", _M + "t"), W + "r", W + "sym", W + "ruby"
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_GONE = frozenset((W + "del", W + "moveFrom"))
_COME = frozenset((W + "ins", W + "moveTo"))
_HOLDERS = _COME | {W + name for name in ("sdt", "sdtContent", "smartTag", "customXml")}
_BOX = W + "txbxContent"
_ALTERNATE, _CHOICE, _FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
_PASSED = frozenset(
    W + name for name in ("pPr", "rPr", "rt", "rubyPr", "sdtPr", "sdtEndPr", "tcPr", "trPr", "instrText", "delText")
)
LEAVE = frozenset(
    W + name
    for name in [
        "tblPr",
        "tblGrid",
        "sectPr",
        "rFonts",
        "sz",
        "szCs",
        "color",
        "lang",
        "b",
        "bCs",
        "i",
        "iCs",
        "u",
        "kern",
        "spacing",
        "highlight",
        "shd",
        "ind",
        "jc",
        "snapToGrid",
        "rsid",
        "w",
        "tcW",
        "tcBorders",
        "vAlign",
        "trHeight",
        "cantSplit",
        "tblHeader",
        "keepNext",
        "keepLines",
        "widowControl",
        "autoSpaceDE",
        "autoSpaceDN",
        "adjustRightInd",
        "textAlignment",
        "outlineLvl",
        "proofErr",
        "bookmarkStart",
        "bookmarkEnd",
        "lastRenderedPageBreak",
        "tabs",
        "noWrap",
        "pBdr",
        "rPrChange",
        "pPrChange",
        "tcMar",
        "position",
    ]
) | {
    # the drawing of a picture is of no use, and may be large
    "http://schemas.openxmlformats.org/drawingml/2006/picture pic",
}
"""Elements of which nothing is printed."""


@cache
def _symbols() -> dict[str, dict[str, str]]:
    """Font → code of a symbol → the character that it looks like."""
    table = read_data("minsheng.intake.readers", "symbols.toml", dict[str, dict[str, str]])
    return {font.casefold(): signs for font, signs in table.items()}


def opened(element: Node, wanted: frozenset[str]) -> Iterator[Node]:
    """The elements of these names right within, those in content controls and accepted insertions too."""
    waiting = [iter(element)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag in wanted:
            yield child
        elif child.tag in _HOLDERS:
            waiting.append(iter(child))
        elif child.tag == _ALTERNATE:
            waiting.append(iter(chosen(child)))


def chosen(alternate: Node) -> tuple[Node, ...]:
    """What stands in the first of the alternatives; the others say the same for older programs."""
    found = alternate.find(_CHOICE)
    if found is None:
        found = alternate.find(_FALLBACK)
    return tuple(found) if found is not None else ()


class WordText:
    """Reads paragraphs in the order of the document, and remembers what it left out."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self.deleted = self.inserted = self.unknown = 0
        self.hidden: list[str] = []

    def of(self, paragraph: Node, boxes: list[Node]) -> str:
        """Its text with its automatic number; text boxes that are anchored in it are added to `boxes`."""
        found: list[str] = []
        waiting = [iter(paragraph)]
        while waiting:
            child = next(waiting[-1], None)
            if child is None:
                waiting.pop()
                continue
            tag = child.tag
            if tag in _T:
                found.append(child.text)
            elif tag == _R:
                if self._is_hidden(child):
                    continue
                waiting.append(iter(child))
            elif tag in _SIGNS:
                found.append(_SIGNS[tag])
            elif tag == _SYM:
                found.append(self._symbol(child))
            elif tag in _GONE:
                self.deleted += 1
            elif tag == _BOX:
                boxes.append(child)
            elif tag == _ALTERNATE:
                waiting.append(iter(chosen(child)))
            elif tag not in _PASSED:
                self.inserted += tag in _COME
                waiting.append(iter(child))
        properties = paragraph.find(W + "pPr")
        number = self._numbering.of(properties)
        text = "".join(found)
        return number + text if number and text.strip() else (number.strip() or text)

    def goes_on(self, paragraph: Node) -> bool:
        """Whether the mark at its end was deleted, so that the next paragraph belongs to it."""
        return paragraph.find(W + "pPr", W + "rPr", W + "del") is not None

    def _is_hidden(self, run: Node) -> bool:
        mark = run.find(W + "rPr", W + "vanish")
        if mark is None or mark.get(W + "val") in ("0", "false", "off"):
            return False
        if text := "".join(child.text for child in run if child.tag == W + "t").strip():
            self.hidden.append(text)
        return True

    def _symbol(self, symbol: Node) -> str:
        code = symbol.get(W + "char").upper()
        if len(code) == 4 and code[0] in "Ff":
            code = f"00{code[2:]}"
        sign = _symbols().get(symbol.get(W + "font").casefold(), {}).get(code)
        if sign is None:
            self.unknown += 1
            return "□"
        return sign
