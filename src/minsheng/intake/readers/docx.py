"""Reader of Word documents (.docx): body paragraphs and tables in order; merged cells stand once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from minsheng.errors import MissingExtra, Unreadable
from minsheng.intake.readers import archive, limits
from minsheng.intake.source import Block, Cell, Grid, Paragraph, SourceDocument


class Element(Protocol):
    """What is used of lxml's elements, which have no types."""

    @property
    def tag(self) -> str: ...
    @property
    def text(self) -> str | None: ...
    def __iter__(self) -> Iterator[Element]: ...
    def iter(self, tag: str, /) -> Iterator[Element]: ...
    def find(self, path: str, /) -> Element | None: ...
    def get(self, key: str, default: str, /) -> str: ...


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_P, _TBL, _TR, _TC, _T = _W + "p", _W + "tbl", _W + "tr", _W + "tc", _W + "t"
_SIGNS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_HOLDERS = {_W + "sdt", _W + "sdtContent", _W + "ins", _W + "smartTag", _W + "customXml"}
_SPAN = 1_000
"""Columns that one cell may claim to span."""
_BLANKS = re.compile(r"\n{3,}")


def read_docx(data: bytes, *, file: str = "") -> SourceDocument:
    """A Word document's body. Headers, footers, deleted text and comments are left out.

    Raises:
        Unreadable: too large, broken, locked, or with forbidden XML.
        MissingExtra: python-docx is not installed.
    """
    archive.checked(data, file=file).close()
    try:
        import docx
    except ImportError:
        raise MissingExtra("docx") from None
    import io
    from zipfile import BadZipFile

    from docx.opc.exceptions import OpcError

    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except (OpcError, SyntaxError, BadZipFile, KeyError, ValueError, AttributeError) as error:
        # python-docx meets a damaged package with whatever fails first; lxml's XMLSyntaxError is a SyntaxError
        raise Unreadable("intake.broken-document", file=file) from error
    if body is None:
        raise Unreadable("intake.broken-document", file=file)
    blocks: list[Block] = []
    line = 0
    for element in _inside(body):
        if element.tag == _P:
            for text in _paragraph(element).split("\n"):
                line += 1
                if text.strip():
                    limits.check("intake.line-too-long", len(text), limits.LINE, file=file)
                    blocks.append(Paragraph(text, line))
        else:
            line += 1
            blocks.append(_grid(element))
    return SourceDocument(blocks=blocks, file=file, format="docx")


def _inside(element: Element) -> Iterator[Element]:
    """Paragraphs and tables directly within, content controls and tracked insertions opened."""
    waiting = [iter(element)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag in (_P, _TBL):
            yield child
        elif child.tag in _HOLDERS:
            waiting.append(iter(child))


def _paragraph(element: Element) -> str:
    """Its text; what a fallback repeats is left out, and deleted text is no `w:t`."""
    found: list[str] = []
    waiting = [iter(element)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag == _T:
            found.append(child.text or "")
        elif child.tag in _SIGNS:
            found.append(_SIGNS[child.tag])
        elif child.tag not in (_FALLBACK, _W + "pPr", _W + "rPr"):
            waiting.append(iter(child))
    return "".join(found)


def _cell_text(element: Element) -> str:
    """Paragraphs parted by an empty line; a table within a cell gives its cells' paragraphs."""
    found: list[str] = []
    waiting = [_inside(element)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag == _P:
            found.append(_paragraph(child).strip("\n"))
        else:
            waiting.append(child.iter(_P))
    return _BLANKS.sub("\n\n", "\n\n".join(found)).strip("\n")


def _rows(table: Element) -> Iterator[Element]:
    waiting = [iter(table)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag == _TR:
            yield child
        elif child.tag in _HOLDERS:
            waiting.append(iter(child))


def _cells(row: Element) -> Iterator[Element]:
    waiting = [iter(row)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag == _TC:
            yield child
        elif child.tag in _HOLDERS:
            waiting.append(iter(child))


def _number(element: Element | None, path: str) -> int:
    """The number that a property such as gridSpan has; 0 where there is none."""
    found = element.find(path) if element is not None else None
    value = found.get(_W + "val", "") if found is not None else ""
    return min(int(value), _SPAN) if value.isascii() and value.isdigit() and len(value) < 9 else 0


def _grid(table: Element) -> Grid:
    """Cells with spans: a cell that continues the one above (vMerge) makes that one longer."""
    cells: list[Cell] = []
    open_cells: dict[int, int] = {}  # column → index of the cell that may go on below
    for r, row in enumerate(_rows(table)):
        column = _number(row.find(_W + "trPr"), _W + "gridBefore")
        still: dict[int, int] = {}
        for element in _cells(row):
            properties = element.find(_W + "tcPr")
            width = max(_number(properties, _W + "gridSpan"), 1)
            merge = properties.find(_W + "vMerge") if properties is not None else None
            if merge is not None and merge.get(_W + "val", "continue") != "restart" and column in open_cells:
                above = open_cells[column]
                old = cells[above]
                text = "\n\n".join(t for t in (old.text, _cell_text(element)) if t)
                cells[above] = Cell(
                    text=text, row=old.row, column=old.column, row_span=r - old.row + 1, column_span=old.column_span
                )
                still[column] = above
            else:
                if merge is not None:
                    still[column] = len(cells)
                cells.append(Cell(text=_cell_text(element), row=r, column=column, column_span=width))
            column += width
        open_cells = still
    return Grid(cells)
