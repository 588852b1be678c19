"""Reader of web pages (.html): paragraphs and tables of the document; what belongs to the page is set aside."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from minsheng.errors import Finding, MissingExtra, Severity, Unreadable
from minsheng.intake.readers import limits
from minsheng.intake.readers.encodings import decoded
from minsheng.intake.readers.html_guard import shallow
from minsheng.intake.readers.html_table import HtmlTable, holders, is_layout
from minsheng.intake.readers.html_text import BLOCKS, INVISIBLE, Attributes, Words, children, is_hidden, number_of
from minsheng.intake.readers.kinds import kind_of
from minsheng.intake.source import Block, Grid, Paragraph, SourceDocument, Spot
from minsheng.intake.words import furniture

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_OF_THE_PAGE = {"nav": "导航", "footer": "页脚", "button": "页面工具", "select": "页面工具", "textarea": "页面工具"}
_MARKED = frozenset(["aside", "div", "dl", "form", "header", "ol", "p", "section", "table", "ul"])
"""Elements whose class and id are looked at."""
_SHARE = 0.3
"""Share of a page's text above which an element is no furniture, whatever its class says."""
_LITTLE = 200
"""Characters that an element of the page may hold, if they are not half of all."""
_ROWS = 3
"""Rows of a table that no furniture holds."""


class HtmlReader:
    """Web pages, whatever their file is called: many .doc and .xls of office systems are."""

    format = "html"

    def accepts(self, data: bytes, *, file: str) -> bool:
        return kind_of(data) == self.format

    def read(self, data: bytes, *, file: str) -> SourceDocument:
        """The document of a page. Scripts, styles and comments are no text; what is hidden or belongs to the page stands aside.

        Raises:
            Unreadable: too large, nested too deep, no text.
            MissingExtra: selectolax is not installed.
        """
        limits.check("intake.too-large", len(data), limits.TEXT, file=file)
        page = shallow(decoded(data, file=file, declares=True), file=file)
        try:
            from selectolax.lexbor import LexborHTMLParser
        except ImportError:
            raise MissingExtra("html") from None
        body = LexborHTMLParser(page).body
        if body is None:
            raise Unreadable("intake.empty", file=file)
        return _Page(body, file).document()


class _Item:
    """A line of the page, or a table of it; `kind` is that of the furniture it is."""

    __slots__ = ("chars", "grid", "kind", "links", "text")

    def __init__(self, text: str, kind: str, *, links: int = 0, chars: int = 0, grid: Grid | None = None) -> None:
        self.text, self.kind, self.links, self.chars, self.grid = text, kind, links, chars, grid


@frozen
class _End:
    """Where an element ends, and what held before it."""

    tag: str
    kind: str
    size: int


class _Page:
    """A walk through a page."""

    def __init__(self, body: LexborNode, file: str) -> None:
        self._file = file
        self._items: list[_Item] = []
        self._cut: list[tuple[Grid, Spot]] = []
        self._budget = limits.CELLS
        self._words = Words()
        self._kind = ""
        self._linked = self._links = 0
        self._holders = holders(body, file=file)
        self._body = body
        self._walk(body)

    @cached_property
    def _all(self) -> int:
        """Characters of the whole page."""
        return len(self._body.text())

    def document(self) -> SourceDocument:
        """Lines and tables in order, those of the page set aside."""
        self._tell_furniture()
        blocks: list[Block] = []
        aside: list[Paragraph] = []
        line = 0
        for item in self._items:
            if item.grid is not None and not item.kind:
                blocks.append(item.grid)
                line += 1
                continue
            for text in [item.text] if item.grid is None else [c.text for c in item.grid.cells if c.text]:
                line += 1
                limits.check("intake.line-too-long", len(text), limits.LINE, file=self._file)
                if item.kind:
                    aside.append(Paragraph(text, line, part=item.kind))
                else:
                    blocks.append(Paragraph(text, line))
        if not blocks:
            raise Unreadable("intake.empty", file=self._file)
        document = SourceDocument(blocks=blocks, file=self._file, format="html", aside=aside)
        at = {id(block): i for i, block in enumerate(blocks)}
        findings = [
            Finding.of("intake.span-cut", Severity.WARNING, document.place(evolve(spot, block=at[id(grid)])))
            for grid, spot in self._cut
            if id(grid) in at
        ]
        if hidden := sum(a.part == "隐藏" for a in aside):
            findings.append(Finding.of("intake.hidden-text", Severity.INFO, n=hidden))
        return evolve(document, findings=findings)

    def _walk(self, body: LexborNode) -> None:
        waiting: list[LexborNode | _End] = [*reversed([*children(body)])]
        numbers: list[int] = []
        while waiting:
            node = waiting.pop()
            if isinstance(node, _End):
                self._leave(node, numbers)
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._words.text(node.text_content or "")
            elif tag == "br":
                self._end_line()
            elif tag not in INVISIBLE:
                if tag in BLOCKS or tag in _OF_THE_PAGE:
                    self._end_line()
                waiting.append(_End(tag, self._kind, self._words.size))
                self._kind = self._kind or self._told(node, tag, node.attributes)
                if tag == "table" and not is_layout(node, holds=node.mem_id in self._holders):
                    self._table(node)
                    continue
                if tag in ("ol", "ul"):
                    numbers.append(0)
                elif tag == "li":
                    self._words.text(number_of(node, numbers))
                self._links += tag == "a"
                self._words.kept += tag == "pre"
                waiting.extend(list(children(node))[::-1])
        self._end_line()

    def _leave(self, end: _End, numbers: list[int]) -> None:
        if end.tag == "a":
            self._linked += max(self._words.size - end.size, 0)
        if end.tag in BLOCKS or end.tag in _OF_THE_PAGE or self._kind != end.kind:
            self._end_line()
        if end.tag in ("ol", "ul"):
            numbers.pop()
        self._words.kept -= end.tag == "pre"
        self._kind = end.kind

    def _end_line(self) -> None:
        links, linked, self._links, self._linked = self._links, self._linked, 0, 0
        for text in self._words.take().split("\n"):
            if text:
                self._items.append(_Item(text, self._kind, links=links, chars=linked))

    def _told(self, node: LexborNode, tag: str, attributes: Attributes) -> str:
        """The kind of furniture that an element says it is, unless it holds much of the page's text."""
        if attributes and is_hidden(attributes):
            return "隐藏"
        kind = _OF_THE_PAGE.get(tag, "")
        if not kind and attributes and tag in _MARKED:
            kind = furniture.of_mark(attributes.get("class") or "") or furniture.of_mark(attributes.get("id") or "")
        if not kind:
            return ""
        size = len(node.text())
        small = size <= _SHARE * self._all or (size <= _LITTLE and 2 * size <= self._all)
        return kind if small and len(node.css("tr")) < _ROWS else ""

    def _table(self, node: LexborNode) -> None:
        table = HtmlTable(node, file=self._file, budget=self._budget)
        self._budget -= table.covered
        if table.caption:
            self._items.append(_Item(table.caption.replace("\n", ""), self._kind))
        texts = [c.text for c in table.grid.cells]
        if any(texts):
            self._items.append(_Item("", self._kind or furniture.of_card(texts), grid=table.grid))
            self._cut += [(table.grid, Spot(0, c.row, c.column)) for c in table.cut]
        self._items += [_Item(text, "隐藏") for hidden in table.hidden for text in hidden.split("\n") if text]

    def _tell_furniture(self) -> None:
        """Tells lines by what they say, by what they link to, and by what stands beside them."""
        lines = [item for item in self._items if item.grid is None]
        for item in lines:
            item.kind = item.kind or furniture.of_line(item.text)
        for item, is_list in zip(lines, furniture.of_links([(i.text, i.links, i.chars) for i in lines]), strict=True):
            if is_list:
                item.kind = item.kind or "导航"
        furniture.tell_foot(self._items)
        furniture.tell_card(self._items)
