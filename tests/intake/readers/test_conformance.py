"""Every shipped reader keeps the laws of readers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from minsheng.intake.readers.docx import DocxReader
from minsheng.intake.readers.html import HtmlReader
from minsheng.intake.readers.ods import OdsReader
from minsheng.intake.readers.office import DocReader, RtfReader
from minsheng.intake.readers.pdf import PdfReader
from minsheng.intake.readers.txt import TxtReader
from minsheng.intake.readers.xls import XlsReader
from minsheng.intake.readers.xlsx import XlsxReader
from minsheng.testing import ReaderConformance, Sample
from tests.intake.documents import HEAD, NOTICE_DOCX, NOTICE_TXT, ROWS, cell, docx_of, tabbed, table
from tests.intake.readers.samples import MADE, SEEN, WORD, html_of, rows_of, xlsx_of

BOOK = ("甲县2024年民生实事项目责任分工表", "单位：公里", "2024年11月30日", "53.3%", "隐藏的项目", "旧数")
LINED = (
    "甲县2024年民生实事项目责任分工表",
    "乡村道路提升工程15期",
    "改造里程约600公里",
    "县自然资源和规划局",
    "以上项目和数字均为虚构",
)


class TestTxt(ReaderConformance):
    def new_reader(self) -> TxtReader:
        return TxtReader()

    def samples(self) -> Mapping[str, Sample]:
        return {
            "a table": Sample(tabbed((HEAD, *ROWS)), words=SEEN),
            "a notice": Sample(NOTICE_TXT.read_bytes(), words=["约400公里", "县城建投"]),
            "gb18030": Sample(NOTICE_TXT.read_text("utf-8").encode("gb18030"), words=["约400公里"]),
        }


class TestHtml(ReaderConformance):
    def new_reader(self) -> HtmlReader:
        return HtmlReader()

    def samples(self) -> Mapping[str, Sample]:
        page = html_of(before='<ul class="nav"><li><a href="/">首页</a></ul>', behind="<p>注：数字为虚构。<p>打印 关闭")
        spans = (
            "<table><tr><td rowspan=2>序号<td colspan=9>责任<tr><td>主办<td>协办<tr><td rowspan=99>1<td>a<td>b</table>"
        )
        return {
            "a page": Sample(page.encode(), words=[*SEEN, "首页", "注：数字为虚构。", "打印 关闭"]),
            "spans": Sample(spans.encode(), words=["序号", "责任", "协办"]),
            "gb2312": Sample(html_of(head="<meta charset=gb2312>").encode("gb18030"), words=SEEN),
        }


class TestDocx(ReaderConformance):
    def new_reader(self) -> DocxReader:
        return DocxReader()

    def samples(self) -> Mapping[str, Sample]:
        merged = [
            [cell("责任", span=2), cell("时限", merge="restart")],
            [cell("领导"), cell("单位"), cell("", merge="continue")],
        ]
        return {
            "a table": Sample(WORD, words=SEEN),
            "merged": Sample(docx_of(table(merged)), words=["责任", "领导", "时限"]),
            "a notice": Sample(NOTICE_DOCX.read_bytes(), words=["约400公里", "县城建投"]),
            "of LibreOffice": Sample((MADE / "lined.docx").read_bytes(), words=[*LINED, "甲县人民政府公报"]),
        }


class TestXlsx(ReaderConformance):
    def new_reader(self) -> XlsxReader:
        return XlsxReader()

    def samples(self) -> Mapping[str, Sample]:
        plain = xlsx_of(rows_of(HEAD, *((*row[:5], row[5].replace("\n\n", "\n")) for row in ROWS)))
        return {
            "of LibreOffice": Sample((MADE / "book.xlsx").read_bytes(), words=BOOK),
            "plain": Sample(plain, words=SEEN[1:]),
        }


class TestOds(ReaderConformance):
    def new_reader(self) -> OdsReader:
        return OdsReader()

    def samples(self) -> Mapping[str, Sample]:
        return {"of LibreOffice": Sample((MADE / "book.ods").read_bytes(), words=BOOK)}


class TestXls(ReaderConformance):
    def new_reader(self) -> XlsReader:
        return XlsReader()

    def samples(self) -> Mapping[str, Sample]:
        return {"of LibreOffice": Sample((MADE / "book.xls").read_bytes(), words=BOOK)}


class TestPdf(ReaderConformance):
    examples, cuts = 3, 2

    def new_reader(self) -> PdfReader:
        return PdfReader()

    def samples(self) -> Mapping[str, Sample]:
        return {
            "with lines": Sample((MADE / "lined.pdf").read_bytes(), words=[*LINED, "甲县人民政府公报"]),
            "without lines": Sample((MADE / "bare.pdf").read_bytes(), words=LINED),
        }


class _Office(ReaderConformance):
    examples, cuts = 1, 1

    @pytest.fixture(autouse=True)
    def _installed(self, needs_program: object) -> None:
        assert callable(needs_program)
        needs_program("soffice")


class TestDoc(_Office):
    def new_reader(self) -> DocReader:
        return DocReader()

    def samples(self) -> Mapping[str, Sample]:
        return {"of LibreOffice": Sample((MADE / "lined.doc").read_bytes(), words=LINED)}


class TestRtf(_Office):
    def new_reader(self) -> RtfReader:
        return RtfReader()

    def samples(self) -> Mapping[str, Sample]:
        return {"of LibreOffice": Sample((MADE / "lined.rtf").read_bytes(), words=LINED)}
