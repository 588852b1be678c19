"""The body of a Word document (正文) as strings of WordprocessingML: one string a block is several times faster than
building a document cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from minsheng.errors import Lang, say
from minsheng.reports.blocks import Annex, Block, Bullets, DocumentHead, Heading, Note, Paragraph, Run, Tone
from minsheng.reports.renderers.word_styles import section, style_id, text_width
from minsheng.reports.report import Report
from minsheng.reports.tables import Align, Column, Table
from minsheng.text import width

_COLORS = {Tone.GOOD: "146C2E", Tone.CAUTION: "8A5300", Tone.ALERT: "B3261E", Tone.QUIET: "5D6470"}
_SIZES = (("Table Text", 10.5), ("Table Text Middle", 9.0), ("Table Text Small", 8.0))
"""Styles of table text and their size in points; the first in which the columns have the width that they ask for."""
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="4" w:color="C8161D"/></w:pBdr>'


def body(report: Report, references: str) -> Iterator[str]:
    """Paragraphs and tables; a section ends where an annex turns the sheet, the last one is left to the caller."""
    landscape = False
    for i, block in enumerate(report.blocks):
        if isinstance(block, Annex):
            if i:
                yield _section_end(references, landscape=landscape)
            landscape = block.landscape
        yield from _block(block, report.lang, landscape)


def ends_in_landscape(report: Report) -> bool:
    """Whether the last section lies on its side."""
    annexes = [block for block in report.blocks if isinstance(block, Annex)]
    return bool(annexes) and annexes[-1].landscape


def _section_end(references: str, *, landscape: bool) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="AfterTable"/>{section(references, landscape=landscape)}</w:pPr></w:p>'


def _block(block: Block, lang: Lang, landscape: bool) -> Iterator[str]:
    match block:
        case DocumentHead():
            if block.issuer:
                yield paragraph("Masthead", [Run(block.issuer)])
            if block.number or block.issuer:
                yield paragraph("Number", [Run(block.number)], _RULE if block.issuer else "")
            yield paragraph("Title", [Run(block.title)])
            for line in block.lines:
                yield paragraph("Under", [Run(line)])
            if block.lines:
                yield paragraph("Under", [])
        case Heading():
            yield paragraph(f"Heading {block.level}", block.content)
        case Paragraph():
            yield paragraph("Body", block.content)
        case Bullets():
            for i, item in enumerate(block.items, 1):
                yield paragraph("List", [Run(f"{i}. " if block.numbered else "· "), *item])
        case Note():
            mark = Run(say(f"reports.note-{block.kind.value}", lang), strong=True)
            yield paragraph("Note", [mark, *block.content])
        case Annex():
            if block.label:
                yield paragraph("Annex", [Run(block.label)])
            yield paragraph("Annex Title", [Run(block.title)])
        case Table():
            if block.caption:
                yield paragraph("Table Caption", [Run(block.caption)])
            else:
                yield paragraph("Before Table", [])
            yield table(block, text_width(landscape))
            # Word and LibreOffice lose or merge a table that no paragraph follows
            yield paragraph("After Table", [])


def paragraph(style: str, content: Iterable[Run], before: str = "", align: Align | None = None) -> str:
    """A paragraph in one of our styles; `before` is what of its properties goes in front of the alignment."""
    jc = f'<w:jc w:val="{align.value}"/>' if align else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{before}{jc}</w:pPr>{"".join(map(_run, content))}</w:p>'


def _run(run: Run) -> str:
    looks = ("<w:b/>" if run.strong else "") + (
        f'<w:color w:val="{_COLORS[run.tone]}"/>' if run.tone in _COLORS else ""
    )
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in run.text.split("\n")]
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{'<w:br/>'.join(lines)}</w:r>"


def table(block: Table, room: int) -> str:
    """A table with repeated header rows, columns shared out by their hints."""
    hints = [column.width or _natural(block, i) for i, column in enumerate(block.columns)]
    style = next((name for name, size in _SIZES if sum(hints) * size * 20 <= room), _SIZES[-1][0])
    widths = shared(hints, room)
    margin = 85 if style == _SIZES[0][0] else 40
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="404040"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    parts = [
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}'
        f'</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="25" w:type="dxa"/>'
        f'<w:left w:w="{margin}" w:type="dxa"/><w:bottom w:w="25" w:type="dxa"/>'
        f'<w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>'
        + "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
        + "</w:tblGrid>",
        "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        + "".join(_head_cell(column, w, style) for column, w in zip(block.columns, widths, strict=True))
        + "</w:tr>",
    ]
    spans = block.spans()
    for i, (row, covered) in enumerate(zip(block.rows, spans, strict=True)):
        # rows that share a merged cell stay on one page
        keep = "<w:keepNext/>" if i + 1 < len(block.rows) and block.rows[i + 1][0].repeats else ""
        parts.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
        for cell, span, column, w in zip(row, covered, block.columns, widths, strict=True):
            merge = "<w:vMerge/>" if span == 0 else '<w:vMerge w:val="restart"/>' if span > 1 else ""
            parts.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
                f"{paragraph(style, cell.content if span else (), keep, column.align)}</w:tc>"
            )
        parts.append("</w:tr>")
    parts.append("</w:tbl>")
    return "".join(parts)


def _head_cell(column: Column, w: int, style: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="EFEFEF"/>'
        f'<w:vAlign w:val="center"/></w:tcPr>{paragraph(style, [Run(column.title, strong=True)], align=Align.CENTER)}</w:tc>'
    )


def shared(hints: list[int], room: int) -> list[int]:
    """Width of each column, in twips; together they are `room`."""
    widths = [max(room * hint // sum(hints), 1) for hint in hints]
    widths[-1] += room - sum(widths)
    return widths


def _natural(block: Table, i: int) -> int:
    texts = (block.columns[i].title, *(row[i].text for row in block.rows))
    longest = max(width(line) for text in texts for line in text.split("\n"))
    return min(max((longest + 1) // 2, 2), 14) + 1
