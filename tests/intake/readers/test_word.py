"""Word documents: all that Word prints is read as it prints it; what it does not print is told. All made up."""

from __future__ import annotations

import pytest

from minsheng.intake.readers.word_numbers import chinese, printed
from minsheng.text import number
from tests.intake.documents import cell, docx_of, table
from tests.intake.readers.samples import aside, codes, grids, laid, source, texts
from tests.intake.readers.samples import printed as cells

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFF = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def par(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int = 0, list_id: int = 1) -> str:
    return par(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(index: int, style: str, text: str, extra: str = "") -> str:
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>{extra}</w:lvl>'


def word(body: str, **parts: str) -> bytes:
    """A document with parts such as numbering, styles, header1, footnotes; the inside of each is given."""
    kinds = {name: name.rstrip("0123456789") for name in parts}
    roots = {"header": "hdr", "footer": "ftr"}
    files = {
        f"word/{name}.xml": f'<w:{roots.get(kinds[name], kinds[name])} xmlns:w="{_W}">{inside}</w:{roots.get(kinds[name], kinds[name])}>'.encode()
        for name, inside in parts.items()
    }
    links = "".join(
        f'<Relationship Id="x{name}" Type="{_OFF}/{kind}" Target="{name}.xml"/>' for name, kind in kinds.items()
    )
    files["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_REL}">{links}</Relationships>'.encode()
    return docx_of(body, parts=files)


LEVELS = (
    level(0, "chineseCountingThousand", "%1、", '<w:suff w:val="nothing"/>')
    + level(1, "chineseCountingThousand", "（%2）", '<w:suff w:val="nothing"/>')
    + level(2, "decimal", "%3.", '<w:suff w:val="space"/>')
)
NUMBERING = f'<w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'


def test_automatic_numbers_are_printed_and_begin_anew_below_a_higher_level() -> None:
    body = "".join(
        numbered(text, at)
        for text, at in (
            ("就业", 0),
            ("技能", 1),
            ("培训", 2),
            ("补贴", 2),
            ("创业", 1),
            ("贷款", 2),
            ("社保", 0),
            ("低保", 1),
        )
    )
    assert texts(source(word(body, numbering=NUMBERING)))[1:] == [
        "一、就业", "（一）技能", "1. 培训", "2. 补贴", "（二）创业", "1. 贷款", "二、社保", "（一）低保",
    ]  # fmt: skip


def test_a_column_of_automatic_numbers_has_them_as_its_cells() -> None:
    numbering = f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1")}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    rows = [[cell("序号"), cell("名称")]] + [
        [f"<w:tc><w:tcPr/>{numbered('')}</w:tc>", cell(name)] for name in ("道路", "站亭")
    ]
    (grid,) = grids(source(word(table(rows), numbering=numbering)))
    assert cells(grid) == [["序号", "名称"], ["1", "道路"], ["2", "站亭"]]


def test_numbers_come_from_styles_and_from_the_styles_that_these_are_based_on() -> None:
    styles = (
        '<w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    body = par("就业", '<w:pStyle w:val="a"/>') + par("社保", '<w:pStyle w:val="b"/>') + par("无号")
    assert texts(source(word(body, numbering=NUMBERING, styles=styles)))[1:] == ["一、就业", "二、社保", "无号"]


def test_a_list_may_begin_elsewhere_and_two_lists_may_share_their_count() -> None:
    numbering = NUMBERING + (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )
    body = numbered("甲") + numbered("乙", list_id=3) + numbered("丙", list_id=2) + numbered("丁", list_id=2)
    assert texts(source(word(body, numbering=numbering)))[1:] == ["一、甲", "二、乙", "五、丙", "六、丁"]


def test_numbers_of_several_levels_stand_in_one() -> None:
    levels = level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    numbering = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    body = numbered("总则") + numbered("目的", 1) + numbered("范围", 1) + numbered("分工") + numbered("主办", 1)
    assert texts(source(word(body, numbering=numbering)))[1:] == [
        "第一章 总则",
        "1.1 目的",
        "1.2 范围",
        "第二章 分工",
        "2.1 主办",
    ]


@pytest.mark.parametrize("n", [1, 9, 10, 11, 19, 20, 21, 99, 100, 101, 110, 111, 999, 1000, 1001, 1010, 9999])
def test_chinese_numbers_are_read_back_by_the_room_text(n: int) -> None:
    assert number(chinese(n)) == n


def test_numbers_in_every_style_that_chinese_word_offers() -> None:
    styles = [
        "ideographTraditional",
        "ideographZodiac",
        "decimalEnclosedCircleChinese",
        "decimalEnclosedParen",
        "decimalEnclosedFullstop",
        "chineseLegalSimplified",
        "ideographDigital",
        "decimalFullWidth",
        "decimalZero",
        "upperRoman",
        "lowerLetter",
        "bullet",
    ]
    assert [printed(4, style) for style in styles] == ["丁", "卯", "④", "⑷", "⒋", "肆", "四", "４", "04", "IV", "d", ""]
    assert printed(27, "upperLetter") == "AA"
    assert printed(1234, "ideographDigital") == "一二三四"


def test_deleted_text_is_gone_inserted_text_is_there_and_both_are_told() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:r><w:t>的</w:t></w:r></w:p>"
        "<w:p><w:moveFrom><w:r><w:t>移走的</w:t></w:r></w:moveFrom></w:p><w:p><w:moveTo><w:r><w:t>移来的</w:t></w:r></w:moveTo></w:p>"
    )
    document = source(docx_of(body))
    assert texts(document)[1:] == ["新的", "移来的"]
    assert document.findings[0].message("zh") == "文件留有修订痕迹：删除2处未采用，插入2处按已接受读"


def test_a_deleted_row_and_a_deleted_paragraph_mark_are_gone() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('9')}{cell('旧项目')}</w:tr>"
    rows = table([[cell("序号"), cell("名称")], [cell("1"), cell("道路")]]).replace("</w:tbl>", gone + "</w:tbl>")
    document = source(docx_of(par("前半", "<w:rPr><w:del/></w:rPr>") + par("后半") + rows))
    assert texts(document)[1:] == ["前半后半"]
    assert cells(grids(document)[0]) == [["序号", "名称"], ["1", "道路"]]
    assert codes(document) == ["revisions"]


def test_text_boxes_stand_behind_their_paragraph_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>抄送：县委办公室</w:t></w:r></w:p></w:txbxContent>"
    alternate = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    document = source(
        docx_of(
            f"<w:p><w:r><w:t>正文</w:t></w:r><w:r>{alternate}</w:r></w:p><w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>"
        )
    )
    assert texts(document)[1:] == ["正文", "抄送：县委办公室", "抄送：县委办公室"]
    assert [b.part for b in document.blocks[2:]] == ["文本框", "文本框"]


def test_headers_and_notes_stand_aside_and_are_told_and_page_numbers_are_not() -> None:
    document = source(
        word(
            par("正文"),
            header1=par("甲县人民政府公报"),
            header2=par("甲县人民政府公报"),
            footer1=par("第 3 页 共 5 页"),
            footnotes=f'<w:footnote w:type="separator">{par("—")}</w:footnote><w:footnote w:id="2">{par("以实际数为准。")}</w:footnote>',
            comments=f"<w:comment>{par('请核实')}</w:comment>",
        )
    )
    assert aside(document) == [("页眉", "甲县人民政府公报"), ("脚注", "以实际数为准。"), ("批注", "请核实")]
    assert codes(document) == ["set-aside"] * 3


def test_hidden_text_is_told_and_stands_aside() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>公开</w:t></w:r></w:p>"
    document = source(docx_of(hidden))
    assert texts(document)[1:] == ["公开"]
    assert aside(document) == [("隐藏", "内部")]
    assert codes(document) == ["hidden-text"]


def test_symbols_are_the_characters_that_they_look_like_and_unknown_ones_are_told() -> None:
    signs = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>已完成</w:t><w:sym w:font="wingdings 2" w:char="00A3"/><w:sym w:font="X" w:char="F041"/></w:r></w:p>'
    document = source(docx_of(signs))
    assert texts(document)[1:] == ["☑已完成□□"]
    assert codes(document) == ["unknown-symbol"]


def test_signs_within_a_run_and_fields_are_printed_as_word_prints_them() -> None:
    body = (
        "<w:p><w:r><w:t>4</w:t><w:noBreakHyphen/><w:t>8个</w:t><w:tab/><w:t>甲</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> DATE </w:instrText><w:fldChar w:fldCharType="separate"/><w:t>3月</w:t></w:r>'
        "<w:r><w:ruby><w:rt><w:r><w:t>liáng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>梁</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert texts(source(docx_of(body)))[1:] == ["4-8个\t甲3月梁"]


def test_a_table_within_a_cell_is_text_of_the_cell_and_one_within_a_frame_a_table() -> None:
    inner = table([[cell("甲镇"), cell("乙镇")]])
    outer = f"<w:tc><w:tcPr/>{par('共')}{inner}<w:p/></w:tc>"
    (grid,) = grids(source(docx_of(table([[cell("1"), outer], [cell("2"), cell("道路")]]))))
    assert cells(grid)[0] == ["1", "共\n\n甲镇\n\n乙镇"]
    framed = source(docx_of(table([[f"<w:tc><w:tcPr/>{par('说明')}{inner}<w:p/></w:tc>"]])))
    assert texts(framed)[1:] == ["说明"]
    assert cells(grids(framed)[0]) == [["甲镇", "乙镇"]]


def test_cells_that_do_not_fit_below_each_other_never_overlap() -> None:
    rows = [[cell("甲", span=2, merge="restart"), cell("乙")], [cell("丙", merge="continue"), cell("丁"), cell("戊")]]
    (grid,) = grids(source(docx_of(table(rows))))
    assert laid(grid) == [
        ("甲", 0, 0, 1, 2),
        ("乙", 0, 2, 1, 1),
        ("丙", 1, 0, 1, 1),
        ("丁", 1, 1, 1, 1),
        ("戊", 1, 2, 1, 1),
    ]


def test_content_controls_and_skipped_columns_are_seen_through() -> None:
    rows = (
        "<w:tbl><w:sdt><w:sdtContent><w:tr>" + cell("序号") + cell("名称") + "</w:tr></w:sdtContent></w:sdt>"
        '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:sdt><w:sdtContent>'
        + cell("道路")
        + "</w:sdtContent></w:sdt></w:tr></w:tbl>"
    )
    assert cells(grids(source(docx_of(rows)))[0]) == [["序号", "名称"], ["", "道路"]]


def test_the_main_part_is_found_where_the_package_says() -> None:
    from tests.intake.readers.samples import zipped

    data = zipped(
        {
            "_rels/.rels": f'<Relationships xmlns="{_REL}"><Relationship Id="a" Type="{_OFF}/officeDocument" Target="/word/document2.xml"/></Relationships>',
            "word/document2.xml": f'<w:document xmlns:w="{_W}"><w:body>{par("正文")}</w:body></w:document>',
            "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{par("旧的")}</w:body></w:document>',
        }
    )
    assert texts(source(data)) == ["正文"]
