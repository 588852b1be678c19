"""What a browser or a web page leaves around a copied or printed document is none of it. All documents are made up."""

from __future__ import annotations

import pytest

from minsheng.intake import read
from minsheng.intake.readers.page_around import around, of_browser
from tests.intake.readers.samples import aside, source, texts
from tests.intake.readers.test_pdf import pdf_of

_TITLE = "甲县2025年民生实事项目任务分解表"
_HEAD = "2025/3/5 10:33　甲县人民政府 甲县2025年民生实事\n首页 > 政务公开 > 民生实事"
_FOOT = """分享到：微信 微博
【打印本页】【关闭窗口】
主办：甲县人民政府办公室 承办：甲县大数据中心
版权所有：甲县人民政府 网站标识码：0000000000 备案号：甲ICP备00000000号-1
甲公网安备 00000000000000号 地址：甲县人民路1号 邮编：000000 电话：0000-0000000
https://www.example.gov.cn/2025/t1.html 1/1"""
_ROWS = (("1", "乡村道路", "改造道路40公里。", "县交运局"), ("2", "候车亭", "建设候车亭50处。", "县住建局"))
_BODIES = {
    "prose": "一、改造农村道路40公里。\n二、建设候车亭50处。\n三、安装路灯300盏。",
    "prose that names units": "一、改造农村道路40公里。牵头单位：县交运局。\n二、安装路灯300盏。牵头单位：县城管局。",
    "tabs": "\n".join("\t".join(row) for row in (("序号", "项目名称", "项目内容", "责任单位"), *_ROWS)),
    "lines": "\n".join("\n".join(row) for row in (("序号", "项目名称", "项目内容", "责任单位"), *_ROWS)),
}


@pytest.mark.parametrize("body", _BODIES.values(), ids=_BODIES)
def test_a_page_around_the_document_changes_nothing_of_it(body: str) -> None:
    plain, copied = (
        read(text.encode()).plan for text in (f"{_TITLE}\n{body}\n", f"{_HEAD}\n{_TITLE}\n{body}\n{_FOOT}\n")
    )
    assert copied == plain
    assert copied.document.title == _TITLE


def test_its_lines_are_listed_as_text_that_stands_aside() -> None:
    reading = read(f"{_HEAD}\n{_TITLE}\n{_BODIES['prose']}\n{_FOOT}\n".encode())
    listed = [u.text for u in reading.unused]
    assert [line for line in (_HEAD + "\n" + _FOOT).split("\n") if line not in listed] == []
    assert "未采用的文字0处" in reading.head()


@pytest.mark.parametrize(
    "line",
    [
        "11/25/26, 1:15 PM 甲县人民政府",
        "2025/3/5 上午10:33 甲县2025年民生实事",
        "2025-03-05 10:33:20",
        "甲县2025年民生实事 https://www.example.gov.cn/t1.html",
        "https://www.example.gov.cn/t1.html 2025/3/5 10:33",
        "https://www.example.gov.cn/t1.html 第1页，共3页",
        "1 of 3 2025/3/5 10:33",
    ],
)
def test_what_browsers_print_on_each_page_is_known(line: str) -> None:
    assert of_browser(line)


@pytest.mark.parametrize(
    "line",
    [
        "2025年3月5日",
        "3月5日10:33召开会议",
        "2025/3/5前完成改造40公里。",
        "网址：https://www.example.gov.cn/t1.html，请查阅",
        "1/3的小区完成改造",
        "",
    ],
)
def test_lines_of_a_document_are_none_of_these(line: str) -> None:
    assert of_browser(line) == ""


def test_who_is_responsible_stays_where_no_foot_of_a_page_stands_beside_it() -> None:
    assert around(["一、改造道路40公里。", "主办：县交运局", "协办：县财政局", "电话：0000-0000000"]) == [""] * 4


def test_a_pdf_of_a_single_page_prints_hour_title_and_address_aside() -> None:
    page = b"BT /F1 9 Tf 30 815 Td (11/25/26, 1:15 PM Livelihood) Tj 0 -800 Td (https://www.example.gov.cn/t1.html 1/1) Tj ET "
    document = source(pdf_of(page + b"BT /F1 12 Tf 72 500 Td (1. Roads: 40 km by November) Tj ET"))
    assert texts(document) == ["1. Roads: 40 km by November"]
    assert {part for part, _ in aside(document)} == {"页眉", "页脚"}
