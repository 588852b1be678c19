"""Set the notice of the example as a Word document (公文排版), from its published text.

    python examples/liangshan-2024/make_notice.py

The words are those of the public notice 梁政发〔2024〕1号, as its web page has them. The layout is ours, after GB/T 9704-2012, for
the original sheet is not public; so is that the head of the annex stands in the table, in a cell over its whole width.
The same text gives the same bytes.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from minsheng.intake import Grid, SourceDocument, read_source

DATA = Path(__file__).parents[2] / "src/minsheng/example/data"
BODY, TITLE, MAST, BLACK = "仿宋_GB2312", "方正小标宋简体", "方正小标宋简体", "黑体"
LATIN = "Times New Roman"
RED = RGBColor(0xE6, 0x00, 0x12)
LINE = Pt(28.95)
WIDTHS = (Mm(13), Mm(42), Mm(92), Mm(22), Mm(28), Mm(36))
CENTRED = (0, 3)
CENTRE, RIGHT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


def font(run: Run, name: str, size: float, color: RGBColor | None = None, bold: bool = False) -> None:
    """Chinese fonts count only as `w:eastAsia`; the theme's fonts would win over them."""
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)
    for key, value in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", name)):
        fonts.set(qn(f"w:{key}"), value)
    run.font.size = Pt(size)
    run.font.bold = bold
    if color is not None:
        run.font.color.rgb = color


def line(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH | None = None, spacing: Pt | None = LINE) -> Paragraph:
    """Alignment, and no space but the fixed line pitch."""
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    if spacing is not None:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, spacing
    if align is not None:
        shape.alignment = align
    return paragraph


def rule(paragraph: Paragraph, side: str, color: str, size: int) -> None:
    """A line above or below a paragraph; `size` in eighths of a point."""
    borders = OxmlElement("w:pBdr")
    border = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", str(size)), ("space", "1"), ("color", color)):
        border.set(qn(f"w:{key}"), value)
    borders.append(border)
    paragraph._p.get_or_add_pPr().append(borders)


class Sheet:
    """Writes the lines of the notice one after the other."""

    def __init__(self, document: Document, lines: Iterator[str]) -> None:
        self.document, self.lines = document, lines

    def put(
        self, name: str = BODY, size: float = 16, align: WD_ALIGN_PARAGRAPH | None = None, **how: object
    ) -> Paragraph:
        """The next line of the notice as a paragraph."""
        text = next(self.lines).strip()
        paragraph = line(self.document.add_paragraph(), align)
        color, bold = how.get("color"), bool(how.get("bold"))
        font(paragraph.add_run(text), name, size, color if isinstance(color, RGBColor) else None, bold)
        return paragraph

    def gap(self, size: float = 16) -> None:
        """An empty line."""
        font(line(self.document.add_paragraph()).add_run(""), BODY, size)


def page(document: Document, *, wide: bool) -> None:
    """A4 with the margins of the standard; the annex lies on its side."""
    section = document.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    if wide:
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
            Mm(28),
            Mm(26),
            Mm(32),
            Mm(32),
        )
    else:
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
            Mm(37),
            Mm(35),
            Mm(28),
            Mm(26),
        )


def letter(sheet: Sheet) -> None:
    """Masthead, number, title, addressees, body, annex note, signature."""
    masthead = sheet.put(MAST, 46, CENTRE, color=RED)
    masthead.paragraph_format.line_spacing = Pt(64)
    sheet.gap()
    number = sheet.put(align=CENTRE)
    rule(number, "bottom", "E60012", 20)
    sheet.gap()
    sheet.put(TITLE, 22, CENTRE).paragraph_format.line_spacing = Pt(34)
    sheet.put(TITLE, 22, CENTRE).paragraph_format.line_spacing = Pt(34)
    sheet.gap()
    sheet.put(align=BOTH)
    for _ in range(2):
        sheet.put(align=BOTH).paragraph_format.first_line_indent = Pt(32)
    sheet.gap()
    sheet.put().paragraph_format.first_line_indent = Pt(32)
    sheet.gap()
    for _ in range(2):
        sheet.put(align=RIGHT).paragraph_format.right_indent = Pt(48)
    sheet.put().paragraph_format.first_line_indent = Pt(32)


def annex(sheet: Sheet, grid: Grid) -> None:
    """Head of the annex and its table, on a page of its own."""
    sheet.document.add_section(WD_SECTION.NEW_PAGE)
    page(sheet.document, wide=True)
    sheet.put(BLACK, 16)
    table = sheet.document.add_table(rows=grid.rows + 1, cols=grid.columns)
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for c, width in enumerate(WIDTHS):
        table.columns[c].width = width
    head = table.cell(0, 0).merge(table.cell(0, grid.columns - 1))
    height(table, 0, heading=True)
    font(line(head.paragraphs[0], CENTRE, Pt(40)).add_run(next(sheet.lines).strip()), TITLE, 22)
    for r in range(grid.rows):
        height(table, r + 1, heading=r == 0)
        for c, width in enumerate(WIDTHS):
            cell = grid.at(r, c)
            fill(table.cell(r + 1, c), cell.text if cell else "", heading=r == 0, centred=c in CENTRED, width=width)


def height(table: Table, row: int, *, heading: bool) -> None:
    """A row is not torn over two pages; the header stands on each."""
    properties = table.rows[row]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))


def fill(cell: _Cell, text: str, *, heading: bool, centred: bool, width: Mm) -> None:
    """Each paragraph of the cell's text as one."""
    cell.width = width
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for k, part in enumerate(text.split("\n\n")):
        paragraph = cell.paragraphs[0] if k == 0 else cell.add_paragraph()
        line(paragraph, CENTRE if heading or centred else None, Pt(18))
        font(paragraph.add_run(part.strip("\n")), BLACK if heading else BODY, 12)


def imprint(sheet: Sheet) -> None:
    """版记: copies and the printing office between lines. The paragraph behind the table keeps it from being lost."""
    sheet.gap(10)
    copies = sheet.put(size=14)
    rule(copies, "top", "000000", 8)
    second = sheet.put(size=14)
    second.paragraph_format.left_indent = Pt(42)
    office, _, day = next(sheet.lines).strip().partition(" ")
    printed = line(sheet.document.add_paragraph())
    printed.paragraph_format.tab_stops.add_tab_stop(Mm(233), alignment=2)  # right
    rule(printed, "top", "000000", 6)
    font(printed.add_run(f"{office}\t{day.strip()}"), BODY, 14)


def numbers(document: Document) -> None:
    """Page numbers between dashes at the foot."""
    for section in document.sections:
        section.footer.is_linked_to_previous = False
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = CENTRE
        for text in ("— ", "PAGE", " —"):
            run = paragraph.add_run("" if text == "PAGE" else text)
            font(run, "宋体", 14)
            if text == "PAGE":
                for kind in ("begin", "text", "end"):
                    element = OxmlElement("w:instrText" if kind == "text" else "w:fldChar")
                    if kind == "text":
                        element.text = "PAGE"
                    else:
                        element.set(qn("w:fldCharType"), kind)
                    run._r.append(element)


def notice(source: SourceDocument) -> Document:
    """The document that says what `source` says."""
    grid = next(block for block in source.blocks if isinstance(block, Grid))
    lines = (block.text for block in source.blocks if not isinstance(block, Grid))
    document = docx.Document()
    core = document.core_properties
    core.title, core.author, core.comments = "梁政发〔2024〕1号", "", ""
    core.created = core.modified = datetime(2024, 2, 6, tzinfo=UTC)
    page(document, wide=False)
    sheet = Sheet(document, lines)
    letter(sheet)
    annex(sheet, grid)
    imprint(sheet)
    numbers(document)
    return document


def same_bytes(document: Document) -> bytes:
    """Saved with one date for all parts: the same document gives the same bytes."""
    saved, result = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for part in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(part, (2024, 2, 6, 0, 0, 0)), old.read(part), zipfile.ZIP_DEFLATED)
    return result.getvalue()


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "notice.docx"
    target.write_bytes(same_bytes(notice(read_source(DATA / "notice.txt"))))
    print(target)


if __name__ == "__main__":
    main()
