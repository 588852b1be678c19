"""Makes the files of this folder: one made-up list of projects as Word, Excel and LibreOffice files, by LibreOffice.

Run where soffice, python-docx and openpyxl are; the results are stored, since no two programs write the same bytes.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table

HERE = Path(__file__).parent
TITLE = "甲县2024年民生实事项目责任分工表"
HEAD = ("序号", "项目名称", "项目内容", "完成时限", "责任落实", "")
HEAD_2 = ("", "", "", "", "主办单位", "协办单位")
CONTENT = "对缺少路肩的乡村道路予以改造，改造里程约{n}公里，让百姓通行更安全、更畅通（以实际改造公里数为准）。"
ROWS = [
    (
        str(n),
        f"乡村道路提升工程{n}期",
        CONTENT.format(n=n * 40),
        "2024年11月底",
        "县交运局",
        "县财政局\n县自然资源和规划局",
    )
    for n in range(1, 16)
]
NOTE = "注：以上项目和数字均为虚构。"
WIDTHS = (1.2, 2.8, 5.6, 2.2, 2.4, 2.6)


def word(target: Path, *, lines: bool) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "甲县人民政府公报"
    _page_number(document.sections[0].footer.paragraphs[0].add_run()._r)
    document.add_paragraph(TITLE)
    document.add_paragraph("各乡镇人民政府：" + "现将民生实事项目印发给你们，请认真组织实施，确保按时完成。" * 3)
    heads = (HEAD, HEAD_2) if lines else ((*HEAD[:4], *HEAD_2[4:]),)
    table = document.add_table(rows=0, cols=6)
    for row in (*heads, *ROWS):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    if lines:
        table.style = "Table Grid"
        _merge(table)
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = Cm(width)
    for row in table.rows[: len(heads)]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph(NOTE)
    document.save(str(target))


def _merge(table: Table) -> None:
    for column in range(4):
        _merged(table, 0, column, 1, column)
    _merged(table, 0, 4, 0, 5)
    _merged(table, 2, 4, 4, 4)  # one unit leads the first three


def _merged(table: Table, top: int, left: int, bottom: int, right: int) -> None:
    text = table.cell(top, left).text
    table.cell(top, left).merge(table.cell(bottom, right)).text = text


def _page_number(run: OxmlElement) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run.append(part)


def excel(target: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "9月"
    for row in (
        (TITLE,),
        ("填报单位：", "县民生办", None, None, "单位：公里"),
        ("序号", "项目名称", "年度目标", "完成时限", "完成率", "主办单位"),
    ):
        sheet.append(row)
    sheet.append((1, "乡村道路", "约40公里", date(2024, 11, 30), 0.533, "县交运局"))
    sheet.append((2, "候车亭", "50处", date(2024, 8, 31), 1, None))
    sheet.append((3, "隐藏的项目", "5处", None, None, "县住建局"))
    sheet.append((4, "养老服务", "=1/0", None, 2.6, "县民政局\n县财政局"))
    sheet.append((NOTE,))
    for cells in ("A1:F1", "F4:F5", "A8:F8"):
        sheet.merge_cells(cells)
    for row, number_format in ((4, 'yyyy"年"m"月"d"日"'), (5, "yyyy-mm-dd")):
        sheet.cell(row, 4).number_format = number_format
        sheet.cell(row, 5).number_format = "0.0%"
    sheet.cell(7, 5).number_format = "0%"
    sheet.row_dimensions[6].hidden = True
    other = book.create_sheet("底稿")
    other["A1"] = "旧数"
    other.sheet_state = "hidden"
    book.save(target)


def convert(source: Path, suffix: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        profile = (Path(folder) / "profile").as_uri()
        command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", suffix]
        subprocess.run([*command, "--outdir", folder, str(source)], check=True, capture_output=True)
        shutil.copy(Path(folder) / f"{source.stem}.{suffix}", HERE / f"{name}.{suffix}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        lined, bare, book = (Path(folder) / name for name in ("lined.docx", "bare.docx", "book.xlsx"))
        word(lined, lines=True)
        word(bare, lines=False)
        excel(book)
        for source, suffix in ((lined, "docx"), (lined, "doc"), (lined, "rtf"), (lined, "pdf"), (bare, "pdf")):
            convert(source, suffix, source.stem)
        for suffix in ("xlsx", "xls", "ods"):
            convert(book, suffix, "book")


if __name__ == "__main__":
    main()
