"""Web pages: what belongs to the document is read as a browser shows it, what belongs to the page stands aside.

All pages are made up.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import Unreadable
from minsheng.intake import read
from minsheng.intake.words import furniture
from tests.intake.documents import HEAD, ROWS, TITLE, tabbed
from tests.intake.readers.samples import aside, codes, grids, html_of, laid, printed, source, texts

PARAGRAPH = "<p>为办好民生实事，县政府常务会议研究确定以下项目，请认真组织实施。</p>"


def test_a_page_gives_the_same_plan_as_the_text() -> None:
    page = html_of(
        before='<div class="nav"><a href="/">首页</a></div>', behind='<div id="footer">主办：甲县人民政府</div>'
    )
    assert read(page.encode()).plan == read(tabbed((HEAD, *ROWS))).plan


def test_the_furniture_of_a_page_stands_aside() -> None:
    page = f"""<body><div><a href="/">首页</a> | <a href="/a">长者模式</a></div><div>您现在的位置：首页 &gt; 政务公开 &gt; 民生实事</div>
      <h1>{TITLE}</h1><p>发布日期：2024-02-06 来源：甲县人民政府办公室 浏览量：<span id=n></span> 字体大小：[<a>大</a> <a>中</a> <a>小</a>] 打印 关闭</p>
      {PARAGRAPH}<div>分享到：<a>微信</a><a>微博</a></div><p>上一篇：关于放假的通知</p><p>下一篇：<a href="/1">关于开学的通知</a></p>
      <p>主办：甲县人民政府</p><p>地址：甲县人民路1号</p><p>版权所有 鲁ICP备00000000号</p></body>"""
    document = source(page)
    assert texts(document) == [TITLE, "为办好民生实事，县政府常务会议研究确定以下项目，请认真组织实施。"]
    assert [kind for kind, _ in aside(document)] == [
        "导航", "导航", "页面信息", "页面工具", "导航", "导航", "页脚", "页脚", "页脚",
    ]  # fmt: skip


def test_words_of_the_page_within_the_document_stay() -> None:
    kept = [
        "资金来源：省级补助100万元。",
        "主办：县交运局",
        "（一）打印社保凭证网点不少于20处。",
        "来源清楚、去向明白的，予以公示。",
    ]
    document = source("<h1>民生实事</h1>" + PARAGRAPH + "".join(f"<p>{text}</p>" for text in kept) + PARAGRAPH)
    assert texts(document)[2:-1] == kept
    assert not aside(document)


def test_the_card_of_a_published_document_stands_aside_as_a_table_or_as_a_list() -> None:
    card = "<table><tr><td>索 引 号：<td>113/2024-001<td>组配分类：<td>政策文件<tr><td>发布机构：<td>甲县人民政府<td>成文日期：<td>2024-02-06</table>"
    listed = (
        "<ul><li><b>索引号：</b>113/2024-001<li><b>发布机构：</b>甲县人民政府<li><b>文号：</b>甲政发〔2024〕1号</ul>"
    )
    for above in (card, listed):
        document = source(above + f"<h1>{TITLE}</h1>" + PARAGRAPH)
        assert texts(document)[0] == TITLE
        assert {kind for kind, _ in aside(document)} == {"页面信息"}


def test_a_list_of_links_is_navigation_and_an_annex_is_none() -> None:
    links = "".join(f'<li><a href="/{n}">关于第{n}号文件的通知</a></li>' for n in range(5))
    document = source(f"<h1>{TITLE}</h1>{PARAGRAPH}<p><a href='a.docx'>附件：项目汇总表.docx</a></p><ul>{links}</ul>")
    assert texts(document)[-1] == "附件：项目汇总表.docx"
    assert len(aside(document)) == 5


def test_an_element_that_holds_the_document_is_no_furniture_whatever_it_is_called() -> None:
    page = f'<div class="print-area"><div id="nav-content"><h1>{TITLE}</h1>{PARAGRAPH * 4}</div></div>'
    assert len(texts(source(page))) == 5


def test_what_no_browser_shows_is_no_text_and_what_is_hidden_is_told() -> None:
    page = """<title>另一标题</title><script>var a='脚本';</script><style>p{}</style><!-- 注释 -->
      <p>改造道路。</p><noscript>无脚本</noscript><p style="color:red; display:none">藏起来的</p><table><tr><td>序号<td>名称<tr style="display:none"><td>1<td>旧
      <tr><td>2<td>道路<span style="display : none">旧名</span></table>"""
    document = source(page)
    assert texts(document) == ["改造道路。"]
    assert printed(grids(document)[0]) == [["序号", "名称"], ["2", "道路"]]
    assert [text for kind, text in aside(document) if kind == "隐藏"] == ["藏起来的", "1", "旧"]
    assert codes(document) == ["hidden-text"]


def test_spans_are_kept_and_never_overlap() -> None:
    page = """<table><tr><th rowspan=2>序号<th colspan=2>责任<th rowspan=2>时限</tr><tr><th>主办<th>协办</tr>
      <tr><td>1<td rowspan=2>县交运局<td>县财政局<td>11月底</tr><tr><td>2<td>县教体局<td>12月底</tr></table>"""
    (grid,) = grids(source(page))
    assert laid(grid)[:6] == [
        ("序号", 0, 0, 2, 1), ("责任", 0, 1, 1, 2), ("时限", 0, 3, 2, 1), ("主办", 1, 1, 1, 1), ("协办", 1, 2, 1, 1), ("1", 2, 0, 1, 1),
    ]  # fmt: skip
    assert printed(grid)[3] == ["2", "县交运局", "县教体局", "12月底"]


def test_a_span_that_reaches_too_far_is_cut_and_told() -> None:
    document = source("<table><tr><td>序号<td>名称<tr><td rowspan=999999999 colspan=0>1<td>道路</table>")
    assert laid(grids(document)[0])[2] == ("1", 1, 0, 1, 1)
    assert codes(document) == ["span-cut"]
    assert "第2行" in document.findings[0].message("zh")


def test_a_line_break_is_one_line_feed_and_a_paragraph_border_two() -> None:
    page = "<table><tr><td>目标<br>任务<td><p>县交运局</p><p>县财政局</p><td><div>甲</div>乙<tr><td>1<td>2<td>3</table>"
    assert printed(grids(source(page))[0])[0] == ["目标\n任务", "县交运局\n\n县财政局", "甲\n\n乙"]


def test_white_space_of_the_source_is_that_of_a_browser() -> None:
    page = "<p>\n  改造道路<span>约</span>400\n  公里，\n  新建<b>&nbsp;WPS\n Office</b>  站点。</p>"
    assert texts(source(page)) == ["改造道路约400 公里，新建 WPS Office 站点。"]


def test_tables_that_lay_out_the_page_are_opened_and_those_within_are_kept() -> None:
    inner = "<table><tr><td>序号<td>名称<td>主办<tr><td>1<td>道路<td>县交运局</table>"
    page = f"<table><tr><td>左边栏目<td><h1>{TITLE}</h1>{PARAGRAPH}<table><tr><td>{inner}</td></tr></table></table>"
    document = source(page)
    assert texts(document)[1] == TITLE
    assert [printed(grid) for grid in grids(document)] == [[["序号", "名称", "主办"], ["1", "道路", "县交运局"]]]


def test_a_small_table_within_a_cell_is_text_of_the_cell() -> None:
    rows = "".join(f"<tr><td>{n}<td>第{n}项工程{'改造道路' * 9}<td>县交运局" for n in range(1, 5))
    inner = "<table><tr><td>甲镇<td>乙镇</table>"
    (grid,) = grids(source(f"<table><tr><td>序号<td>名称<td>主办{rows}<tr><td>5<td>共{inner}<td>县教体局</table>"))
    assert printed(grid)[5] == ["5", "共\n\n甲镇\n\n乙镇", "县教体局"]


def test_numbered_lists_are_printed_with_their_numbers() -> None:
    page = "<ol><li>改造道路</li><li>新建站亭</li></ol><ol start=5 type=a><li>甲</li></ol><ol><li>一、有自己的号</li></ol><ul><li>无号</li></ul>"
    assert texts(source(page)) == ["1. 改造道路", "2. 新建站亭", "e. 甲", "一、有自己的号", "无号"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert texts(source("<html><pre>一、道路\n二、  站亭</pre>")) == ["一、道路", "二、 站亭"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gbk">', "gb18030"),
        ('<meta charset="utf-8">', "gb18030"),  # declarations are often wrong
        ('<meta charset="gb2312">', "utf-8"),
        ('<meta charset="big5">', "big5"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ('<meta charset="no-such-thing">', "gb18030"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_fits(head: str, encoding: str) -> None:
    page = html_of(head=head) if encoding != "big5" else f"<html><head>{head}</head><p>民生工程</p></html>"
    document = source(page.encode(encoding))
    assert texts(document)[0] == (TITLE if encoding != "big5" else "民生工程")


def test_an_xml_declaration_names_the_encoding_too() -> None:
    page = '<?xml version="1.0" encoding="gb2312"?><!DOCTYPE html><html><p>民生实事</p></html>'
    assert texts(source(page.encode("gb18030"))) == ["民生实事"]


def test_a_page_that_is_called_a_workbook_is_a_page() -> None:
    data = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>序号<td>名称</table></html>'.encode(
        "gb18030"
    )
    assert source(data, name="表.xls").format == "html"


@pytest.mark.parametrize(
    "page", ["<div>" * 50_000 + "<p>民生实事</p>", "<span>" * 30_000 + "<p>民生实事</p></p>" * 300]
)
def test_deep_nesting_is_flattened(page: str) -> None:
    assert "民生实事" in texts(source("<html>" + page))


def test_open_formats_do_not_multiply() -> None:
    page = "<p>" + "".join(f"<b id=x{n}>" for n in range(5_000)) + "<p>甲" * 5_000
    assert texts(source("<html>" + page))[-1] == "甲"


def test_tables_nested_without_end_are_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        source("<html>" + "<table><tr><td>" * 1_000)
    assert caught.value.code == "intake.too-deep"


def test_spans_that_cover_more_than_a_document_may_are_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        source("<table>" + "<tr>" + "<td rowspan=1000 colspan=1000>a" * 3 + "</table>")
    assert caught.value.code == "intake.too-many-cells"


@given(st.text(alphabet="首页打印关闭来源：浏览量 |[]大小上一篇縣道路改造，。0123456789", max_size=80))
def test_a_line_is_told_in_any_case_and_the_same_with_spaces_around(line: str) -> None:
    assert furniture.of_line(line) == furniture.of_line(f"  {line} ".strip())


def test_every_word_of_the_data_file_is_one_kind_of_furniture_as_a_key() -> None:
    data = furniture._data()
    assert {"marks", "labels", "links", "words", "beside_words", "holds", "beside", "card"} == set(data)
    assert all(word and kind for words in data.values() for word, kind in words.items())


def test_a_header_and_its_only_row_are_a_table_though_a_cell_has_many_paragraphs() -> None:
    many = "".join(f"<p>{n}.改造道路{n}公里。</p>" for n in range(1, 6))
    for tag in ("th", "td"):
        head = "".join(f"<{tag}><p>{text}</p></{tag}>" for text in ("序号", "项目名称", "工作内容", "责任单位"))
        row = f"<td>1</td><td>道路</td><td>{many}</td><td>县交运局</td>"
        (grid,) = grids(source(f"<html><body><table><tr>{head}</tr><tr>{row}</tr></table></body></html>"))
        assert [cell.text for cell in grid.cells if cell.row == 1][:2] == ["1", "道路"]


def test_two_rows_of_pages_side_by_side_only_lay_the_page_out() -> None:
    column = "".join(f"<p>第{n}段文字。</p>" for n in range(6))
    page = f"<html><body><table><tr><td>{column}</td><td>{column}</td></tr></table></body></html>"
    assert not grids(source(page))


def test_a_table_within_a_cell_of_a_list_with_one_row_takes_no_other_cell_of_the_row_away() -> None:
    page = (
        "<h1>甲县2026年民生实事</h1><table><tr><th>序号</th><th>项目</th><th>内容</th><th>牵头单位</th><th>完成时限</th></tr>"
        "<tr><td>1</td><td>道路</td><td><table><tr><td>甲镇</td><td>改造道路100公里</td></tr>"
        "<tr><td>乙镇</td><td>改造道路300公里</td></tr></table></td><td>县交运局</td><td>11月底</td></tr></table>"
    )
    (project,) = read(page.encode(), name="a.html").plan.projects
    assert (project.name, project.leads, [d.text for d in project.deadlines]) == ("道路", ("县交运局",), ["11月底"])
    assert [str(t) for t in project.targets] == ["100公里", "300公里"]
