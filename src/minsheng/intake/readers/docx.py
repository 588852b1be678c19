"""Reader of Word documents (.docx): body paragraphs and tables in order; merged cells stand once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minsheng.errors import Finding, Severity, Unreadable
from minsheng.intake.readers import limits
from minsheng.intake.readers.archive import Archive
from minsheng.intake.readers.grids import Layout
from minsheng.intake.readers.kinds import kind_of
from minsheng.intake.readers.word_numbers import Numbering, W
from minsheng.intake.readers.word_text import LEAVE, TBL, TC, TR, P, WordText, opened
from minsheng.intake.readers.xml_tree import Node
from minsheng.intake.source import Block, Grid, Paragraph, SourceDocument

_BLANKS = re.compile(r"\n{3,}")
_PAGE_NUMBER = re.compile(r"[-—–\s\d第页共/,，PageofＰ]*")
_ASIDE = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
_BLOCKS, _ROWS, _CELLS = frozenset((P, TBL)), frozenset((TR,)), frozenset((TC,))


class DocxReader:
    """Word documents of Word, WPS and LibreOffice."""

    format = "docx"

    def accepts(self, data: bytes, *, file: str) -> bool:
        return kind_of(data) == self.format

    def read(self, data: bytes, *, file: str) -> SourceDocument:
        """A document's body as printed; headers, footers, notes and hidden text stand aside, revisions count as accepted.

        Raises:
            Unreadable: too large, broken, locked, or with forbidden XML.
        """
        return _Document(Archive(data, file=file), file).read()


class _Document:
    def __init__(self, archive: Archive, file: str) -> None:
        self._archive, self._file = archive, file
        self._main = archive.main("word/document.xml")
        self._related = archive.related(self._main)
        self._text = WordText(Numbering(self._part("numbering"), self._part("styles")))
        self._blocks: list[Block] = []
        self._aside: list[Paragraph] = []
        self._line = 0
        self._budget = limits.CELLS

    def _part(self, kind: str) -> Node | None:
        """The part of this kind that the document refers to."""
        name = next((target for is_kind, target in self._related.values() if is_kind == kind), "")
        return self._archive.tree(name) if name else None

    def read(self) -> SourceDocument:
        root = self._archive.tree(self._main, LEAVE)
        body = root.find(W + "body") if root is not None else None
        if body is None:
            raise Unreadable("intake.broken-document", file=self._file)
        self._flow(body, "")
        revisions = self._text.deleted, self._text.inserted
        self._set_aside()
        if not self._blocks:
            raise Unreadable("intake.empty", file=self._file)
        return SourceDocument(
            blocks=self._blocks,
            file=self._file,
            format="docx",
            aside=self._aside,
            findings=self._findings(*revisions),
        )

    def _flow(self, holder: Node, part: str) -> None:
        """Paragraphs and tables of the body, or of a text box."""
        waiting: list[tuple[Iterator[Node], str]] = [(opened(holder, _BLOCKS), part)]
        before = ""
        while waiting:
            element = next(waiting[-1][0], None)
            part = waiting[-1][1]
            if element is None:
                waiting.pop()
            elif element.tag == P:
                boxes: list[Node] = []
                text = before + self._text.of(element, boxes)
                before = ""
                if self._text.goes_on(element) and len(text) <= limits.LINE:
                    before = text
                else:
                    self._paragraph(text, part)
                waiting += [(opened(box, _BLOCKS), "文本框") for box in reversed(boxes)]
            elif (only := _only_cell(element)) is not None:  # a frame around text, or around a table
                waiting.append((opened(only, _BLOCKS), part))
            else:
                self._line += 1
                boxes = []
                self._blocks.append(self._grid(element, boxes))
                waiting += [(opened(box, _BLOCKS), "文本框") for box in reversed(boxes)]
        if before:
            self._paragraph(before, part)

    def _paragraph(self, text: str, part: str) -> None:
        for line in text.split("\n"):
            self._line += 1
            if line and not line.isspace():
                limits.check("intake.line-too-long", len(line), limits.LINE, file=self._file)
                self._blocks.append(Paragraph(line, self._line, part=part))

    def _grid(self, table: Node, boxes: list[Node]) -> Grid:
        """Cells with spans: a cell that continues the one above (vMerge) makes that one longer."""
        layout = Layout(file=self._file, budget=self._budget)
        for row in opened(table, _ROWS):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                self._text.deleted += 1
                continue
            layout.row()
            layout.skip(_number(properties, W + "gridBefore"))
            for cell in opened(row, _CELLS):
                properties = cell.find(W + "tcPr")
                width = max(_number(properties, W + "gridSpan"), 1)
                text = self._cell_text(cell, boxes)
                merge = properties.find(W + "vMerge") if properties is not None else None
                if merge is None:
                    layout.cell(text, columns=width)
                elif merge.get(W + "val", "continue") == "restart" or not layout.goes_on(text, width):
                    layout.cell(text, columns=width, opens=True)
        self._budget -= layout.covered
        return layout.grid()

    def _cell_text(self, cell: Node, boxes: list[Node]) -> str:
        """Paragraphs parted by an empty line; a table within a cell gives its cells' paragraphs."""
        found: list[str] = []
        waiting = [opened(cell, _BLOCKS)]
        before = ""
        while waiting:
            child = next(waiting[-1], None)
            if child is None:
                waiting.pop()
            elif child.tag == P:
                text = before + self._text.of(child, boxes).strip("\n")
                before = text if self._text.goes_on(child) else ""
                if not before:
                    found.append(text)
            else:
                waiting += [opened(inner, _BLOCKS) for row in _rows_backwards(child) for inner in row]
        if before:
            found.append(before)
        if len(found) == 1:
            return found[0]
        return _BLANKS.sub("\n\n", "\n\n".join(found)).strip("\n")

    def _set_aside(self) -> None:
        """Headers, footers, notes and comments, each text once."""
        seen: set[str] = set()
        for kind, target in self._related.values():
            part = _ASIDE.get(kind)
            root = self._archive.tree(target, LEAVE) if part and target not in seen else None
            if part is None or root is None:
                continue
            seen.add(target)
            holders = [root] if kind in ("header", "footer") else [n for n in root if not n.get(W + "type")]
            for holder in holders:
                boxes: list[Node] = []
                text = self._cell_text(holder, boxes)
                text = "\n".join([text, *(self._cell_text(box, []) for box in boxes)]).strip()
                if text and not _PAGE_NUMBER.fullmatch(text[:500]) and text not in seen:
                    seen.add(text)
                    self._aside.append(Paragraph(text, part=part))
        self._aside += [Paragraph(text, part="隐藏") for text in self._text.hidden]

    def _findings(self, deleted: int, inserted: int) -> list[Finding]:
        found = []
        if deleted or inserted:
            found.append(Finding.of("intake.revisions", Severity.WARNING, deleted=deleted, inserted=inserted))
        for part in _ASIDE.values():
            if n := sum(a.part == part for a in self._aside):
                found.append(Finding.of("intake.set-aside", Severity.INFO, kind=part, n=n))
        if self._text.hidden:
            found.append(Finding.of("intake.hidden-text", Severity.WARNING, n=len(self._text.hidden)))
        if self._text.unknown:
            found.append(Finding.of("intake.unknown-symbol", Severity.WARNING, n=self._text.unknown))
        return found


def _only_cell(table: Node) -> Node | None:
    """The cell of a table that has just one."""
    found = None
    for row in opened(table, _ROWS):
        for cell in opened(row, _CELLS):
            if found is not None:
                return None
            found = cell
    return found


def _rows_backwards(table: Node) -> list[list[Node]]:
    """The cells of a table from the last to the first, as a stack wants them."""
    return [list(opened(row, _CELLS))[::-1] for row in list(opened(table, _ROWS))[::-1]]


def _number(element: Node | None, tag: str) -> int:
    """The number that a property such as gridSpan has; 0 where there is none."""
    found = element.find(tag) if element is not None else None
    value = found.get(W + "val") if found is not None else ""
    return min(int(value), limits.SPAN) if value.isascii() and value.isdigit() and len(value) < 9 else 0
