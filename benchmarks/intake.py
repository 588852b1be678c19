"""Row “intake”: a table of so many projects from each format, by the readers alone and with its interpretation.

The files are those of the peers: 序号, 项目名称, 项目内容及工作目标, 完成时限, 主办单位, 协办单位.
"""

from __future__ import annotations

import html
import importlib
import io
import zipfile
from collections.abc import Callable

from frame import Clock, Workloads
from minsheng.intake import Grid, SourceDocument, interpret, read_source
from minsheng.intake.readers.kinds import kind_of
from minsheng.intake.readers.plugins import shipped

W = Workloads()

HEAD = ["序号", "项目名称", "项目内容及工作目标", "完成时限", "主办单位", "协办单位"]
BODY = (
    "对缺少路肩的乡村道路予以改造，让百姓通行更安全、更畅通。工程采取以工代赈方式施工，乡镇组织，"
    "县级资金奖补。初步测算改造里程约400公里（以实际改造公里数为准）。"
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def rows(n: int) -> list[list[str]]:
    found = [
        [
            str(i + 1),
            f"乡村道路安全畅通工程{i}",
            BODY,
            "2024年11月底",
            "县交运局\n各乡镇（街道）",
            "县财政局\n县自然资源和规划局",
        ]
        for i in range(n)
    ]
    return [HEAD, *found]


_PLACES = [a + b for a in "东西南北中新老上下石柳白青龙金" for b in "岗河湖桥关山坪湾"]
_THINGS = {
    "公里": "乡村道路",
    "个": "老旧小区",
    "处": "口袋公园",
    "座": "公共厕所",
    "户": "危房",
    "名": "乡村医生",
    "万平方米": "绿地",
    "所": "幼儿园",
    "亩": "高标准农田",
}
_UNITS = [
    "县交运局",
    "县财政局",
    "县住建局",
    "县民政局",
    "县教育局",
    "县卫健局",
    "县水务局",
    "县残联",
    "各乡镇（街道）",
]
_LIMITS = ["2024年11月底", "12月底前完成", "2024年6月30日", "全年", "9月底前开工，12月底前完工", "第三季度"]


def other_rows(n: int) -> list[list[str]]:
    """The same table with no two texts alike."""
    found = []
    for i in range(n):
        place, (unit, thing) = _PLACES[i * 7 % len(_PLACES)], [*_THINGS.items()][i % len(_THINGS)]
        text = (
            f"计划在{place}片区等{2 + i % 17}个村新建、改造{thing}{('', '约', '不少于')[i % 3]}{12 + i * 13}{unit}，"
            f"惠及群众{3 + i * 29}人，改善居民出行和居住条件。县财政安排资金{50 + i}万元，{1 + i % 11}月底前开工建设，"
            f"{('采取以工代赈方式施工', '由第三方承担', '坚持统一规划、分步推进')[i % 3]}。"
        )
        leads, partners = _UNITS[i % len(_UNITS)], "\n".join(_UNITS[(i * 5 + k) % len(_UNITS)] for k in range(i % 4))
        found.append([str(i + 1), f"{place}{thing}工程{i}", text, _LIMITS[i % len(_LIMITS)], leads, partners])
    return [HEAD, *found]


def docx_of(n: int) -> bytes:
    import docx

    empty, full = io.BytesIO(), io.BytesIO()
    docx.Document().save(empty)
    lines = "".join(
        "<w:tr>"
        + "".join(
            f"<w:tc><w:tcPr/><w:p><w:r><w:t>{html.escape(c).replace(chr(10), '</w:t><w:br/><w:t>')}</w:t></w:r></w:p></w:tc>"
            for c in row
        )
        + "</w:tr>"
        for row in rows(n)
    )
    body = f'<w:document xmlns:w="{_W}"><w:body><w:tbl><w:tblPr/>{lines}</w:tbl><w:p/></w:body></w:document>'
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(full, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, body if item.filename == "word/document.xml" else old.read(item.filename))
    return full.getvalue()


def xlsx_of(n: int) -> bytes:
    import openpyxl  # type: ignore[import-untyped] # has no types

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("表1")
    for row in rows(n):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def html_of(n: int, rows: Callable[[int], list[list[str]]] = rows) -> bytes:
    table = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>\n" for row in rows(n))
    return f"<!doctype html><html><head><meta charset=utf-8></head><body><table>{table}</table></body></html>".encode()


def _size(document: SourceDocument) -> tuple[int, int]:
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    return grid.rows - 1, sum(len(cell.text) for cell in grid.cells if cell.row)


def _import_reader(data: bytes) -> None:
    """Import what reads such a file: the peers import theirs before the clock runs, too. Patterns and words are made in time."""
    kind = kind_of(data)
    shipped(kind)
    if kind == "html":
        importlib.import_module("selectolax.lexbor")


def _listing(data: bytes, clock: Clock) -> tuple[int, object]:
    _import_reader(data)
    with clock:
        document = read_source(data)
    return _size(document)[0], _size(document)


def _reading(data: bytes, clock: Clock) -> tuple[int, object]:
    _import_reader(data)
    with clock:
        reading = interpret(read_source(data), year=2024)
    return len(reading.plan.projects), len(reading.plan.projects)


@W.contestant("read-docx", "minsheng, reader alone", 1_000)
def list_docx(n: int, clock: Clock) -> tuple[int, object]:
    return _listing(docx_of(n), clock)


@W.contestant("read-xlsx", "minsheng, reader alone", 1_000)
def list_xlsx(n: int, clock: Clock) -> tuple[int, object]:
    return _listing(xlsx_of(n), clock)


@W.contestant("read-html", "minsheng, reader alone", 1_000)
def list_html(n: int, clock: Clock) -> tuple[int, object]:
    return _listing(html_of(n), clock)


@W.contestant("read-docx", "minsheng", 1_000)
def read_docx(n: int, clock: Clock) -> tuple[int, object]:
    return _reading(docx_of(n), clock)


@W.contestant("read-xlsx", "minsheng", 1_000)
def read_xlsx(n: int, clock: Clock) -> tuple[int, object]:
    return _reading(xlsx_of(n), clock)


@W.contestant("read-html", "minsheng", 1_000)
def read_html(n: int, clock: Clock) -> tuple[int, object]:
    return _reading(html_of(n), clock)


@W.contestant("read-html", "minsheng, no two texts alike", 1_000)
def read_other_html(n: int, clock: Clock) -> tuple[int, object]:
    return _reading(html_of(n, other_rows), clock)


if __name__ == "__main__":
    W.main()
