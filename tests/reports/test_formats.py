"""What each format promises beside the laws of all: Word after GB/T 9704, inert pages, strict JSON, aligned text."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import InvalidValue
from minsheng.reports import (
    Annex,
    Cell,
    Column,
    DocumentHead,
    Figure,
    Heading,
    Paragraph,
    Report,
    Run,
    Table,
    find_renderer,
    load_report,
    monthly_report,
    render,
    summary,
)
from minsheng.reports.layout.wrapping import NOT_FIRST, wrap
from minsheng.reports.renderers.text import TextRenderer
from minsheng.testing.renderers import reports
from minsheng.text import squeeze, width
from tests.reports.county import PLAN, standing
from tests.reports.reading_back import W, docx_part, docx_tables, docx_text, html_tags, html_text

MONTHLY = monthly_report(standing())


# Word


def test_word_has_the_sheet_and_margins_of_official_documents() -> None:
    document = docx_part(render(MONTHLY, "docx"), "word/document.xml")
    upright, lying = document.iter(f"{W}sectPr")
    size, margins = upright.find(f"{W}pgSz"), upright.find(f"{W}pgMar")
    assert size is not None
    assert margins is not None
    millimetres = {
        side: round(int(margins.attrib[f"{W}{side}"]) * 25.4 / 1440) for side in ("top", "left", "right", "bottom")
    }
    assert millimetres == {"top": 37, "left": 28, "right": 26, "bottom": 35}
    assert [round(int(size.attrib[f"{W}{side}"]) * 25.4 / 1440) for side in ("w", "h")] == [210, 297]
    turned = lying.find(f"{W}pgSz")
    assert turned is not None
    assert turned.attrib[f"{W}orient"] == "landscape"


def test_word_names_chinese_fonts_and_no_theme_font() -> None:
    data = render(MONTHLY, "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in ("word/styles.xml", "word/document.xml"):
            assert "Theme" not in package.read(name).decode()
    styles = {s.attrib[f"{W}styleId"]: s for s in docx_part(data, "word/styles.xml").iter(f"{W}style")}
    east = {name: style.find(f".//{W}rFonts") for name, style in styles.items()}
    fonts = {name: found.attrib[f"{W}eastAsia"] for name, found in east.items() if found is not None}
    assert (fonts["Normal"], fonts["Title"], fonts["Heading1"], fonts["Heading2"]) == (
        "仿宋",
        "方正小标宋简体",
        "黑体",
        "楷体",
    )


def test_every_style_that_word_is_told_to_use_exists() -> None:
    data = render(MONTHLY, "docx")
    styles = {s.attrib[f"{W}styleId"] for s in docx_part(data, "word/styles.xml").iter(f"{W}style")}
    used = {s.attrib[f"{W}val"] for s in docx_part(data, "word/document.xml").iter(f"{W}pStyle")}
    assert used <= styles


def test_every_table_repeats_its_header_and_is_followed_by_a_paragraph() -> None:
    body = docx_part(render(MONTHLY, "docx"), "word/document.xml").find(f"{W}body")
    assert body is not None
    children = list(body)
    tables = [i for i, child in enumerate(children) if child.tag == f"{W}tbl"]
    assert len(tables) == 4
    for i in tables:
        assert children[i + 1].tag == f"{W}p"
        rows = children[i].findall(f"{W}tr")
        assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)


def test_a_table_in_word_holds_what_the_report_holds() -> None:
    rows = docx_tables(render(summary(PLAN), "docx"))[0]
    assert rows[0] == ["序号", "项目名称", "项目内容及工作目标", "完成时限", "主办单位", "协办单位"]
    assert rows[1][:2] == ["1", "乡村道路"]
    assert len(rows) == 7


def test_word_merges_cells_that_repeat() -> None:
    table = Table(columns=["甲", "乙"], rows=[["1", "a"], [Cell("1", repeats=True), "b"], ["2", "c"]])
    body = docx_part(render(Report(kind="x", title="x", blocks=[table]), "docx"), "word/document.xml")
    merges = [m.attrib.get(f"{W}val", "continue") for m in body.iter(f"{W}vMerge")]
    assert merges == ["restart", "continue"]


def test_word_files_carry_no_clock() -> None:
    data = render(MONTHLY, "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert "2024-08-31T00:00:00Z" in core
    assert "python-docx" not in core


def test_a_masthead_is_red_and_ruled() -> None:
    report = Report(
        kind="x",
        title="通知",
        blocks=[DocumentHead("关于某事的通知", issuer="某县人民政府", number="某政发〔2024〕1号")],
    )
    body = docx_part(render(report, "docx"), "word/document.xml")
    assert body.find(f".//{W}pBdr/{W}bottom[@{W}color='C8161D']") is not None
    assert "某政发〔2024〕1号" in docx_text(render(report, "docx"))


def test_libreoffice_opens_it_with_every_page(tmp_path: Path, needs_program: Callable[[str], str]) -> None:
    soffice, pdftotext = needs_program("soffice"), needs_program("pdftotext")
    (tmp_path / "a.docx").write_bytes(render(MONTHLY, "docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [soffice, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    shown = subprocess.run([pdftotext, str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True).stdout.decode()
    text = squeeze(shown)
    for words in (
        "一、总体情况",
        "五、下步工作要求",
        "某县2024年民生实事项目工作台账",
        "没有记录、因而未列出的栏目",
        "—1—",
    ):
        assert words in text


# pages


def test_a_page_fetches_and_runs_nothing() -> None:
    tags = html_tags(render(MONTHLY, "html"))
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in tags}
    for _, attributes in tags:
        assert not {"src", "href"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
    assert b"url(" not in render(MONTHLY, "html")
    assert b"@import" not in render(MONTHLY, "html")


def test_a_page_says_its_language_and_fits_a_phone() -> None:
    tags = html_tags(render(MONTHLY, "html"))
    assert ("html", {"lang": "zh-CN"}) in tags
    assert any(tag == "meta" and a.get("name") == "viewport" for tag, a in tags)
    assert ("html", {"lang": "en"}) in html_tags(render(monthly_report(standing(), lang="en"), "html"))


def test_a_light_is_a_word_beside_its_mark() -> None:
    assert "■逾期" in html_text(render(MONTHLY, "html"))


def test_figures_on_a_page_carry_their_sources() -> None:
    report = Report(kind="x", title="x", blocks=[Paragraph([Figure("2件", value=2, sources=["entry:1", 'plan:"x'])])])
    assert ("span", {"data-sources": 'entry:1 plan:"x'}) in html_tags(render(report, "html"))


def test_headings_and_columns_are_marked_as_such() -> None:
    tags = html_tags(render(summary(PLAN), "html"))
    assert [a.get("scope") for tag, a in tags if tag == "th"].count("col") == 6
    assert [a.get("scope") for tag, a in tags if tag == "th"].count("row") == 6
    assert "h1" in {tag for tag, _ in tags}


def test_annexes_open_and_close_their_sections() -> None:
    report = Report(
        kind="x", title="x", blocks=[Annex("甲"), Paragraph("a"), Annex("乙", landscape=True), Paragraph("b")]
    )
    page = render(report, "html").decode()
    assert page.count("<section") == page.count("</section>") == 2


# JSON


@given(reports())
def test_json_loses_nothing(report: Report) -> None:
    assert load_report(render(report, "json")) == report


def test_the_monthly_report_survives_json() -> None:
    assert load_report(render(MONTHLY, "json")) == MONTHLY


BASE = json.loads(render(Report(kind="x", title="x", day="2024-08-31", blocks=[Heading("甲")]), "json"))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"schema": "minsheng.report/2"}, "$.schema"),
        ({"extra": 1}, "$.extra"),
        ({"date": "20240831"}, "$.date"),
        ({"date": "2024-02-31"}, "$.date"),
        ({"lang": "fr"}, "$.lang"),
        ({"title": 3}, "$.title"),
        ({"blocks": {}}, "$.blocks"),
        ({"blocks": [{"block": "chart"}]}, "$.blocks[0].block"),
        ({"blocks": [{"block": "heading", "level": "1", "content": []}]}, "$.blocks[0].level"),
        ({"blocks": [{"block": "heading", "level": True, "content": []}]}, "$.blocks[0].level"),
        ({"blocks": [{"block": "heading", "level": 1, "content": [None]}]}, "$.blocks[0].content[0]"),
        ({"blocks": [{"block": "heading", "level": 1}]}, "$.blocks[0].content"),
        (
            {"blocks": [{"block": "paragraph", "content": [{"text": "a", "tone": "loud"}]}]},
            "$.blocks[0].content[0].tone",
        ),
    ],
)
def test_wrong_json_is_refused_with_its_place(change: dict[str, object], path: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        load_report(json.dumps(BASE | change))
    assert caught.value.place.path == path


@pytest.mark.parametrize("text", ["", "[]", "{", "null", "[" * 5000])
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        load_report(text)


# text


@given(st.text(st.characters(exclude_categories=["C", "M", "Z"]), max_size=60), st.integers(2, 30))
def test_wrapping_keeps_every_character_and_the_width(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join(lines) == text
    assert all(width(line) <= columns for line in lines)


def test_no_line_begins_with_a_closing_mark() -> None:
    text = "为符合条件的困难群体（含低保、特困）代缴保险费用，每人每年100元，实现“全覆盖”。" * 3
    for columns in range(12, 60):
        assert not [line for line in wrap(text, columns)[1:] if line[0] in NOT_FIRST]


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 100, 160])
def test_text_is_never_wider_than_asked(columns: int) -> None:
    for line in TextRenderer(columns=columns).text(MONTHLY).splitlines():
        assert width(line) <= columns, line


def test_numbers_stay_as_they_are_written() -> None:
    table = Table(columns=["a", "b"], rows=[["001", "〔2024〕1号"], ["1e5", "1.50"]])
    text = str(Report(kind="x", title="x", blocks=[table]))
    for cell in ("001", "〔2024〕1号", "1e5", "1.50"):
        assert cell in text


# Markdown


def test_tables_of_markdown_are_read_as_tables() -> None:
    from markdown_it import MarkdownIt

    table = Table(columns=[Column("甲|乙"), "丙"], rows=[["a|b\nc", "<b>"], ["`x`", Run("粗", strong=True)]])
    page = MarkdownIt("gfm-like", {"linkify": False}).render(
        render(Report(kind="x", title="x", blocks=[table]), "md").decode()
    )
    cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", page)
    assert len(cells) == 6
    assert cells[0] == "甲|乙"
    assert cells[4] == "`x`"
    assert cells[5] == "<strong>粗</strong>"


# values


def test_a_report_can_not_hold_what_is_wrong() -> None:
    with pytest.raises(InvalidValue):
        Table(columns=["a", "b"], rows=[["1"]])
    with pytest.raises(InvalidValue):
        Table(columns=["a"], rows=[[Cell("1", repeats=True)]])
    with pytest.raises(InvalidValue):
        Table(columns=[])
    with pytest.raises(InvalidValue):
        Table(columns="ab")
    with pytest.raises(InvalidValue):
        Figure("x", value="many")
    with pytest.raises(InvalidValue):
        Heading("x", level=5)
    with pytest.raises(InvalidValue):
        Report(kind="x", title="x", blocks=["text"])  # type: ignore[list-item]  # what a careless caller does


def test_xml_of_word_is_well_formed_whatever_is_said() -> None:
    nasty = "]]>&<>\"'\x00\x0b\ud83d\ufffe\u2028"
    report = Report(
        kind=nasty, title=nasty, plan=nasty, blocks=[Paragraph(nasty), Table(columns=[nasty], rows=[[nasty]])]
    )
    with zipfile.ZipFile(io.BytesIO(find_renderer("docx").render(report))) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(package.read(name))
