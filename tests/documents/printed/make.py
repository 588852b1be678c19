"""Makes the files of this folder: one made-up notice printed to PDF by LibreOffice Writer, LibreOffice Calc and Chromium.

Each PDF has a source beside it that says the same: what is read from both is compared value by value. Run where soffice,
chromium, python-docx, openpyxl and pypdfium2 are; the results are stored, since no two programs write the same bytes.
All names and figures are made up.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from html import escape
from pathlib import Path

import docx
import openpyxl
import pypdfium2
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.properties import PageSetupProperties

HERE = Path(__file__).parent
TITLE = "青禾县人民政府办公室关于印发2025年民生实事任务分解方案的通知"
NUMBER = "青政办发〔2025〕7号"
TO = "各乡镇人民政府，县政府各部门，各直属机构："
BODY = (
    "经县政府同意，现将2025年民生实事任务分解方案印发给你们。各牵头单位要制定实施方案，明确时间节点，确保按期完成；"
    "各配合单位要主动担责，密切协作，形成工作合力。"
)
SIGNED, DAY = "青禾县人民政府办公室", "2025年2月18日"
ANNEX = "青禾县2025年民生实事任务分解表"
HEAD = ("序号", "项目名称", "建设内容及年度目标", "牵头单位", "配合单位", "责任领导", "完成时限")
ROWS = (
    ("1", "城区老旧小区改造工程", "改造2000年以前建成的老旧小区36个，惠及居民1.62万户；新增停车泊位不少于1,850个。", "县住房和城乡建设局", "县自然资源和规划局\n县城市管理局\n国网青禾县供电公司", "王建国", "2025年11月底前"),
    ("2", "农村道路提质工程", "新建改建农村公路约127.5公里，改造危桥14座。", "县交通运输局", "各乡镇人民政府（街道办事处）", "分管交通的副县长", "2025年10月底"),
    ("3", "中小学扩容工程", "新建小学2所、初中1所，新增学位4320个以上，新建校舍12.6万m²。", "县教育和体育局", "县财政局\n县住房和城乡建设局", "李敏", "2025年8月底前"),
    ("4", "基层医疗提升工程", "建设中心乡镇卫生院3所，为65岁以上老年人免费体检不少于4.8万人次。", "县卫生健康委员会", "县医疗保障局、县财政局", "李敏", "2025年12月底"),
    ("5", "养老服务工程", "建设社区养老服务中心12处，新增护理型床位超过600张。", "县民政局", "县卫生健康委员会\n县财政局", "周芳", "2025年11月底前"),
    ("6", "婴幼儿照护工程", "为0—3岁婴幼儿新增托位460个。", "县卫生健康委员会", "县教育和体育局", "周芳", "2025年9月底前"),
    ("7", "供水保障工程", "改造农村供水管网210公里，农村自来水普及率达到98%以上。", "县水务局", "县水务集团有限公司\n各乡镇人民政府（街道办事处）", "赵磊", "2025年12月底"),
    ("8", "清洁取暖工程", "完成清洁取暖改造1.2万户。", "县住房和城乡建设局", "县发展和改革局\n县生态环境分局", "赵磊", "2025年10月底"),
    ("9", "就业帮扶工程", "城镇新增就业5200人以上，开展职业技能培训3600人次，零就业家庭动态清零。", "县人力资源和社会保障局", "县总工会\n团县委\n县妇联", "王建国", "2025年12月底"),
    ("10", "文化惠民工程", "送戏下乡320场，新建乡村文化广场25处。", "县文化和旅游局", "县融媒体中心", "陈静", "2025年11月底前"),
    ("11", "口袋公园建设工程", "建设口袋公园8处，新增绿地面积5.4万m²。", "县城市管理局", "县自然资源和规划局", "陈静", "2025年9月底前"),
    ("12", "便民服务工程", "新建便民服务驿站18个，安装高清摄像头1100台。", "县行政审批服务局", "县公安局\n县大数据中心", "王建国", "2025年6月底前"),
)  # fmt: skip
NOTE = "注：各单位按职责分工落实。"
WIDTHS = (1.2, 2.3, 4.6, 2.2, 2.8, 1.6, 2.0)
MERGED = ((3, 5, 5), (3, 6, 5), (8, 9, 5))
"""Rows, from and to, and column of cells that are one in the Word files."""
MARK = "1"


def _font(document: Document, size: float) -> None:
    style = document.styles["Normal"]
    style.font.size = Pt(size)
    style.font.name = "Noto Serif CJK SC"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")


def _words(paragraph: Paragraph, text: str) -> None:
    """A text whose ² is a raised 2, as people write it in Word."""
    for k, part in enumerate(text.split("²")):
        if k:
            paragraph.add_run("2").font.superscript = True
        if part:
            paragraph.add_run(part)


def _cell(table: Table, row: int, column: int, text: str, align: WD_ALIGN_PARAGRAPH | None) -> None:
    cell = table.cell(row, column)
    for k, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if not k else cell.add_paragraph()
        paragraph.alignment = align
        paragraph.paragraph_format.space_after = Pt(0)
        _words(paragraph, line)


def _head(document: Document) -> None:
    for text, align in ((TITLE, WD_ALIGN_PARAGRAPH.CENTER), (NUMBER, WD_ALIGN_PARAGRAPH.CENTER), (TO, None)):
        document.add_paragraph(text).alignment = align
    for text in (BODY,):
        document.add_paragraph(text).paragraph_format.first_line_indent = Pt(21)
    for text in (SIGNED, DAY):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _table(document: Document, scale: float, *, merged: bool, align: WD_ALIGN_PARAGRAPH | None) -> None:
    table = document.add_table(rows=1 + len(ROWS), cols=len(HEAD))
    table.style = "Table Grid"
    table.autofit = False
    dropped = {(row, column) for first, last, column in MERGED if merged for row in range(first + 1, last + 1)}
    for r, row in enumerate((HEAD, *ROWS)):
        for c, text in enumerate(row):
            table.cell(r, c).width = Cm(WIDTHS[c] * scale)
            _cell(table, r, c, "" if (r, c) in dropped else text, align)
    for first, last, column in _merges() if merged else ():
        table.cell(first, column).merge(table.cell(last, column))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _merges() -> list[tuple[int, int, int]]:
    return [(3, 4, 5), (5, 6, 5), (7, 8, 5)]


def word(target: Path, *, landscape: bool) -> None:
    """Portrait with narrow columns, or with its table on a page on its side."""
    document = docx.Document()
    _font(document, 9 if not landscape else 10.5)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.header.paragraphs[0].text = "青禾县人民政府公报"
    _page_number(section.footer.paragraphs[0])
    _head(document)
    if landscape:
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    document.add_paragraph("附件")
    document.add_paragraph(ANNEX).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _table(
        document,
        1.5 if landscape else 1.0,
        merged=landscape,
        align=WD_ALIGN_PARAGRAPH.CENTER if landscape else WD_ALIGN_PARAGRAPH.JUSTIFY,
    )
    document.add_paragraph(NOTE)
    document.save(str(target))


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    run = paragraph.add_run()._r
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run.append(part)
    paragraph.add_run(" —")


def sheet(target: Path) -> None:
    """A workbook whose table fits the width of the paper, cells in the middle of their height."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "任务分解表"
    page.append((ANNEX,))
    page.append(HEAD)
    for row in ROWS:
        page.append(row)
    page.append((NOTE,))
    page.merge_cells("A1:G1")
    page.merge_cells(start_row=len(ROWS) + 3, start_column=1, end_row=len(ROWS) + 3, end_column=7)
    thin = Side(style="thin")
    for k, width in enumerate((5, 14, 30, 14, 20, 9, 12)):
        page.column_dimensions[openpyxl.utils.get_column_letter(k + 1)].width = width
    for cells in page.iter_rows(min_row=2, max_row=len(ROWS) + 2):
        for cell in cells:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        page.row_dimensions[cells[0].row].height = 62 if cells[0].row > 2 else 30
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0
    page.print_title_rows = "2:2"
    book.save(target)


def page(target: Path, *, lines: bool) -> None:
    """A web page, its table with lines or without."""
    border = "border:1px solid #000;" if lines else ""
    cells = "".join(
        "<tr>"
        + "".join(
            f"<{tag}>{escape(text).replace('²', '<sup>2</sup>').replace(chr(10), '<br>')}</{tag}>" for text in row
        )
        + "</tr>"
        for tag, row in [("th", HEAD), *(("td", row) for row in ROWS)]
    )
    target.write_text(
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{TITLE}</title><style>'
        "@page{size:A4;margin:18mm}body{font:10pt 'Noto Serif CJK SC'}h1{font-size:15pt;text-align:center}"
        f"table{{border-collapse:collapse;width:100%}}td,th{{{border}padding:4px 6px;vertical-align:top;text-align:left}}"
        "tr{break-inside:avoid}.r{text-align:right}.c{text-align:center}</style></head><body>"
        f'<h1>{TITLE}</h1><p class="c">{NUMBER}</p><p>{TO}</p><p style="text-indent:2em">{BODY}</p>'
        f'<p class="r">{SIGNED}</p><p class="r">{DAY}</p><p>附件</p><p class="c">{ANNEX}</p><table>{cells}</table>'
        f"<p>{NOTE}</p></body></html>",
        "utf-8",
    )


def by_office(source: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        profile = (Path(folder) / "profile").as_uri()
        command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", folder, str(source)], check=True, capture_output=True)
        shutil.copy(Path(folder) / f"{source.stem}.pdf", HERE)


def by_chromium(source: Path) -> None:
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    target = source.with_suffix(".pdf")
    subprocess.run([*command, f"--print-to-pdf={target}", source.as_uri()], check=True, capture_output=True)


def turned(source: Path, target: Path, angle: int) -> None:
    """The same file, its pages turned for the screen."""
    document = pypdfium2.PdfDocument(source)
    for one in document:
        one.set_rotation((one.get_rotation() + angle) % 360)
    document.save(target)


def main() -> None:
    word(HERE / "narrow.docx", landscape=False)
    word(HERE / "landscape.docx", landscape=True)
    sheet(HERE / "sheet.xlsx")
    page(HERE / "lines.html", lines=True)
    page(HERE / "no-lines.html", lines=False)
    for name in ("narrow.docx", "landscape.docx", "sheet.xlsx"):
        by_office(HERE / name)
    for name in ("lines.html", "no-lines.html"):
        by_chromium(HERE / name)
    turned(HERE / "sheet.pdf", HERE / "turned.pdf", 90)


if __name__ == "__main__":
    main()
