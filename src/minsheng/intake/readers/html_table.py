"""Tables of a web page (网页表格): which of them only lay the page out, and the cells of the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from minsheng.intake.readers import limits
from minsheng.intake.readers.grids import Layout
from minsheng.intake.readers.html_text import BLOCKS, INVISIBLE, Attributes, Words, children, collapsed, is_hidden
from minsheng.intake.source import Cell, Grid
from minsheng.intake.words.header import column_of, is_header

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_NESTED = 2_000
"""Tables within tables that one page may have."""
_SMALL = 0.3
"""Share of a table's text that tables within its cells hold at most; where they hold more, it lays the page out."""


def holders(body: LexborNode, *, file: str) -> set[int]:
    """The tables that hold other tables, by their ids.

    Raises:
        Unreadable: there are far too many.
    """
    nested = body.css("table table")
    limits.check("intake.too-many-cells", len(nested), _NESTED, file=file)
    found: set[int] = set()
    for table in nested:
        above = table.parent
        while above is not None and above.tag != "table":
            above = above.parent
        if above is not None:
            found.add(above.mem_id)
    return found


def is_layout(table: LexborNode, *, holds: bool) -> bool:
    """Whether a table only puts parts of the page side by side; `holds`: it holds other tables."""
    rows = widest = 0
    for row in _rows(table):
        rows += 1
        if widest < 3:
            widest = max(widest, sum(1 for _ in _cells(row)))
        elif rows > 2 and not holds:
            break
    if widest <= 1:
        return True
    if holds and _has_header(table):  # a list; what stands within a cell of it belongs to that cell
        return False
    if holds:
        within = sum(len(t.text()) for t in table.css("table table"))
        return rows < 3 or widest < 3 or within > _SMALL * len(table.text())
    # one or two rows whose cells are pages of their own; a header and its only row are none
    return (
        rows <= 2
        and not _has_header(table)
        and any(
            len(cell.css("p, li")) > 3 or cell.css_first("h1, h2, h3") is not None
            for row in _rows(table)
            for cell in _cells(row)
        )
    )


def _has_header(table: LexborNode) -> bool:
    """Whether the first of several rows is the header of a list: by its tags, or by its words."""
    first, *rest = _rows(table)
    cells = list(_cells(first))
    if not rest or len(cells) < 3:
        return False
    if all(cell.tag == "th" for cell in cells):
        return True
    return is_header([column_of(cell.text().strip()) for cell in cells])


class HtmlTable:
    """The grid of a table; its caption; what is hidden in it; the cells that were cut because they reached too far."""

    def __init__(self, table: LexborNode, *, file: str, budget: int) -> None:
        layout = Layout(file=file, budget=budget)
        words = Words()
        self.caption = ""
        self.hidden: list[str] = []
        for row in _rows(table):
            if is_hidden(row.attributes):
                self._hide(row, words)
                continue
            layout.row()
            for cell in _cells(row):
                attributes = cell.attributes
                if attributes and is_hidden(attributes):
                    self._hide(cell, words)
                    continue
                text = _text(cell, words)
                if attributes:
                    layout.cell(text, rows=_span(attributes, "rowspan"), columns=_span(attributes, "colspan"))
                else:
                    layout.cell(text)
        for child in children(table):
            if child.tag == "caption":
                self.caption = _text(child, words)
        self.grid: Grid = layout.grid()
        self.cut: list[Cell] = layout.cut(self.grid)
        self.covered = layout.covered

    def _hide(self, node: LexborNode, words: Words) -> None:
        if text := _text(node, words):
            self.hidden.append(text)


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for child in children(table):
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            for row in children(child):
                if row.tag == "tr":
                    yield row


def _cells(row: LexborNode) -> Iterator[LexborNode]:
    child = row.child
    while child is not None:
        if child.tag in ("td", "th"):
            yield child
        child = child.next


def _span(attributes: Attributes, name: str) -> int:
    value = (attributes.get(name) or "").strip()
    if not (value.isascii() and value.isdigit()):
        return 1
    return max(int(value), 1) if len(value) < 7 else limits.SPAN * limits.SPAN


def _text(node: LexborNode, words: Words) -> str:
    """The words of a cell: paragraphs parted by an empty line, tables in it by their cells."""
    child = node.child
    if child is None:
        return ""
    if child.next is None and (said := child.text_content) is not None:  # most cells hold nothing but a text
        return collapsed(said)
    waiting: list[LexborNode | str] = [*reversed([*children(node)])]
    while waiting:
        node_or_end = waiting.pop()
        if isinstance(node_or_end, str):
            words.paragraph()
            words.kept -= node_or_end == "pre"
            continue
        tag = node_or_end.tag or ""
        if tag == "-text":
            words.text(node_or_end.text_content or "")
        elif tag == "br":
            words.line()
        elif tag not in INVISIBLE and not is_hidden(node_or_end.attributes):
            if tag in BLOCKS:
                words.paragraph()
                words.kept += tag == "pre"
                waiting.append(tag)
            waiting.extend(list(children(node_or_end))[::-1])
    return words.take()
