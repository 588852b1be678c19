"""Reader of PDF files with a text layer (.pdf): paragraphs and tables over all pages; a scan is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from attrs import evolve

from minsheng.errors import Finding, MissingExtra, Place, Severity, Unreadable
from minsheng.intake.readers import apart, limits
from minsheng.intake.readers.kinds import kind_of
from minsheng.intake.readers.page_around import around
from minsheng.intake.readers.pdf_chars import UNNAMED
from minsheng.intake.readers.pdf_page import Line, Word, lines_of, margins_of, outside, paragraphs
from minsheng.intake.readers.pdf_table import JoinedTable, LinedTable, OpenTable
from minsheng.intake.readers.pdf_words import PageData, Taken
from minsheng.intake.source import Block, Paragraph, SourceDocument, Spot

_SOME = 2
"""Characters that may be printed over each other by chance."""
_FEW = 30
"""Characters on a page that a picture covers: its number and header, no text."""


class PdfReader:
    """PDF files as Word, WPS and government sites make them."""

    format = "pdf"

    def accepts(self, data: bytes, *, file: str) -> bool:
        return kind_of(data) == self.format

    def read(self, data: bytes, *, file: str) -> SourceDocument:
        """Its text and tables; page numbers, and headers that stand on most pages, are set aside.

        Raises:
            Unreadable: a scan, broken, locked, or too large.
            MissingExtra: pdfplumber is not installed.
        """
        if find_spec("pdfplumber") is None:
            raise MissingExtra("pdf")
        taken: Taken = json.loads(apart.run("minsheng.intake.readers.pdf_words", data, file=file, format="PDF"))
        if taken.get("locked"):
            raise Unreadable("intake.locked", file=file)
        limits.check("intake.too-many-pages", taken.get("too_many", 0), limits.PAGES, file=file)
        limits.check("intake.too-large", taken.get("too_large", 0), limits.TEXT, file=file)
        pages = taken.get("pages", [])
        texts = [text for page in pages for text in _texts(page)]
        if sum(text.count(UNNAMED) for text in texts) * 4 >= sum(map(len, texts)):
            raise Unreadable("intake.no-text-layer", file=file)
        return _Pages(pages, file).document()


def _texts(page: PageData) -> Iterator[str]:
    for words in (page["words"], *(own for table in page["tables"] for own in table["words"])):
        yield from (word[0] for word in words)


class _Pages:
    """The pages of a document, from the first to the last."""

    def __init__(self, pages: Sequence[PageData], file: str) -> None:
        self._file = file
        self._blocks: list[Block | JoinedTable | OpenTable] = []
        self._lines: list[Line] = []
        self._findings: list[Finding] = []
        self._aside: list[Paragraph] = []
        tables: list[list[LinedTable]] = []
        lines: list[list[Line]] = []
        for number, page in enumerate(pages, 1):
            tables.append(
                [
                    LinedTable(
                        table["boxes"],
                        [[Word(*word) for word in own] for own in table["words"]],
                        number,
                        table["overlaid"],
                    )
                    for table in page["tables"]
                ]
            )
            for text in (text for table in tables[-1] for text in table.lost):
                self._find("intake.cell-without-place", number, text=text[:40])
                self._aside.append(Paragraph(text, part="重叠的单元格", page=number))
            lines.append(lines_of([Word(*word) for word in page["words"]], number))
            self._look(page, number)
        noted = [bool(page["marks"]) for page in pages]
        aside = outside(lines, [page["height"] for page in pages], noted)
        rest = [line for on in lines for line in on if id(line) not in aside]
        aside |= {id(line): kind for line, kind in zip(rest, around([line.text for line in rest]), strict=True) if kind}
        self._aside += [
            Paragraph(line.text, part=aside[id(line)], page=line.page)
            for on in lines
            for line in on
            if id(line) in aside
        ]
        kept = [[line for line in on if id(line) not in aside] for on in lines]
        sizes = [(page["width"], page["height"]) for page in pages]
        self._margins = margins_of(kept, sizes, [max((t.right for t in on), default=0.0) for on in tables])
        for on_page, on in zip(tables, kept, strict=True):
            self._page(on_page, on)
        self._end_text()

    def _look(self, page: PageData, number: int) -> None:
        """What a person should know of a page, and what stands on it beside its text."""
        length = sum(map(len, _texts(page)))
        if (not length and page["images"]) or (page["pictured"] and length <= _FEW):
            self._find("intake.page-without-text", number)
        elif page["recognised"]:
            self._find("intake.recognised-text", number)
        if unnamed := sum(text.count(UNNAMED) for text in _texts(page)):
            self._find("intake.unnamed-characters", number, n=unnamed)
        if page["overlaid"] > _SOME:
            self._find("intake.overlaid-text", number)
        if page["unseen"]:
            self._find("intake.unseen-text", number, text=page["unseen"][:40])
            self._aside.append(Paragraph(page["unseen"], part="不可见文字", page=number))
        for before, mark in page["marks"]:
            self._aside.append(Paragraph(mark, part="注码", page=number))
            if before[-1:].isdigit():
                self._find("intake.raised-figure", number, before=before, mark=mark)

    def _find(self, code: str, page: int, **fields: object) -> None:
        self._findings.append(Finding.of(code, Severity.WARNING, Place(file=self._file, page=page), **fields))

    def _page(self, tables: list[LinedTable], lines: list[Line]) -> None:
        items: list[Line | LinedTable] = sorted([*tables, *lines], key=lambda item: item.top)
        for i, item in enumerate(items):
            if isinstance(item, Line):
                self._line(item)
                continue
            self._end_text()
            last = self._blocks[-1] if self._blocks else None
            if i == 0 and isinstance(last, JoinedTable) and last.continues(item):
                last.add(item)
            else:
                self._blocks.append(JoinedTable(item))

    def _line(self, line: Line) -> None:
        last = self._blocks[-1] if self._blocks and not self._lines else None
        if isinstance(last, OpenTable) and last.takes(line):
            return
        if OpenTable.is_header(line):
            self._end_text()
            self._blocks.append(OpenTable(line))
        else:
            self._lines.append(line)

    def _end_text(self) -> None:
        for text, page in paragraphs(self._lines, self._margins):
            self._blocks.append(Paragraph(text, page=page))
        self._lines = []

    def document(self) -> SourceDocument:
        blocks: list[Block] = []
        joined: list[Spot] = []
        for line, block in enumerate(self._blocks, 1):
            if isinstance(block, Paragraph):
                limits.check("intake.line-too-long", len(block.text), limits.LINE, file=self._file)
                blocks.append(evolve(block, line=line))
            elif isinstance(block, OpenTable | JoinedTable):
                if isinstance(block, JoinedTable):
                    rows = {row: Spot(len(blocks), row, column) for row, column in reversed(block.joined)}
                    joined += rows.values()
                blocks.append(block.grid())
        if not blocks:
            raise Unreadable("intake.no-text-layer", file=self._file)
        document = SourceDocument(blocks=blocks, file=self._file, format="pdf", aside=self._aside)
        for spot in joined:
            self._findings.append(Finding.of("intake.rows-joined", Severity.INFO, document.place(spot)))
        return evolve(document, findings=self._findings)
