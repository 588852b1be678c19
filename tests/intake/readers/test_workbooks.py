"""Workbooks: cells as they are printed, with their references; what is hidden, far or unfinished is told. All made up."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minsheng.errors import Unreadable
from minsheng.intake import read
from minsheng.intake.readers.sheets import letters
from tests.intake.documents import HEAD, ROWS, TITLE, tabbed
from tests.intake.readers.samples import (
    aside,
    codes,
    grids,
    laid,
    made,
    ods_of,
    printed,
    rows_of,
    source,
    texts,
    xlsx_of,
    zipped,
)

LIST = tuple((*row[:5], row[5].replace("\n\n", "\n")) for row in (HEAD, *ROWS))


@pytest.mark.parametrize("name", ["book.xlsx", "book.xls", "book.ods"])
def test_the_same_workbook_reads_the_same_in_every_format(name: str) -> None:
    document = made(name)
    assert texts(document) == [
        "甲县2024年民生实事项目责任分工表",
        "填报单位：县民生办",
        "单位：公里",
        "注：以上项目和数字均为虚构。",
    ]
    (grid,) = grids(document)
    assert printed(grid) == [
        ["序号", "项目名称", "年度目标", "完成时限", "完成率", "主办单位"],
        ["1", "乡村道路", "约40公里", "2024年11月30日", "53.3%", "县交运局"],
        ["2", "候车亭", "50处", "2024-08-31", "100.0%", "县交运局"],
        ["4", "养老服务", "#DIV/0!", "", "260%", "县民政局\n县财政局"],
    ]
    assert ("县交运局", 1, 5, 2, 1) in laid(grid)
    assert codes(document) == ["hidden-rows", "error-cell", "hidden-sheet"]
    assert [text for kind, text in aside(document) if kind == "隐藏"] == ["3", "隐藏的项目", "5处", "县住建局", "旧数"]


def test_a_place_is_told_by_sheet_and_reference() -> None:
    document = made("book.xlsx")
    spot = next(s for s in document.spots() if document.text(s) == "50处")
    assert document.place(spot, column="年度目标").text("zh") == "《book.xlsx》工作表“9月”C5单元格“年度目标”"
    assert document.place(spot).text("en") == "book.xlsx, sheet “9月”, cell C5"
    assert document.findings[0].message("zh") == "《book.xlsx》工作表“9月”：有隐藏的行（6），未采用"


def test_a_workbook_gives_the_same_plan_as_the_text() -> None:
    assert read(xlsx_of(rows_of((TITLE,), *LIST))).plan == read(tabbed((HEAD, *ROWS))).plan


def test_titles_above_and_notes_below_are_paragraphs_and_the_rest_is_a_table() -> None:
    rows = (
        ("附件",),
        (TITLE,),
        ("", "", "", "", "2024年2月6日"),
        *LIST,
        ("合计", "2项"),
        (),
        ("注：均为虚构。",),
        ("填表人：张某", "", "联系电话：略"),
    )
    document = source(xlsx_of(rows_of(*rows)))
    assert texts(document) == ["附件", TITLE, "2024年2月6日", "注：均为虚构。", "填表人：张某", "联系电话：略"]
    assert len(printed(grids(document)[0])) == 4


def test_a_label_goes_with_the_cell_beside_it() -> None:
    assert texts(source(xlsx_of(rows_of(("填报单位：", "县民生办", "", "", "截至日期：", "9月30日"), *LIST))))[:2] == [
        "填报单位：县民生办",
        "截至日期：9月30日",
    ]


def test_two_tables_of_a_sheet_are_two_and_an_empty_row_parts_no_table() -> None:
    assert len(grids(source(xlsx_of(rows_of(*LIST, (), ("二、其他",), *LIST))))) == 2
    (grid,) = grids(source(xlsx_of(rows_of(*LIST[:2], (), LIST[2]))))
    assert grid.rows == 3
    assert [c.ref for c in grid.cells if c.column == 0] == ["A1", "A2", "A4"]


def test_all_visible_sheets_are_read_in_order() -> None:
    document = source(
        xlsx_of(rows_of(*LIST), rows_of(("旧数", "略")), rows_of(("填表说明",)), states="vhv", names=("一", "二", "三"))
    )
    assert [block.sheet for block in document.blocks] == ["一", "三"]
    assert codes(document) == ["hidden-sheet"]


def test_a_sheet_without_a_table_is_paragraphs() -> None:
    assert texts(source(xlsx_of(rows_of(("1.每月5日前报送。\n2.由专人负责。",), ("联系人：张某",))))) == [
        "1.每月5日前报送。", "2.由专人负责。", "联系人：张某",
    ]  # fmt: skip


def test_every_kind_of_cell_is_printed_as_excel_prints_it() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="31"/><xf numFmtId="4"/></cellXfs>'
    )
    cells = (
        '<c r="@@" t="s"><v>0</v></c>', '<c r="@@" s="1"><v>0.533</v></c>', '<c r="@@" s="2"><v>45626</v></c>', '<c r="@@" s="3"><v>1234.5</v></c>',
        '<c r="@@" t="b"><v>1</v></c>', '<c r="@@" t="d"><v>2024-11-30</v></c>', '<c r="@@" t="str"><f>A1</f><v>改造400公里</v></c>', '<c r="@@"><v>0.30000000000000004</v></c>',
    )  # fmt: skip
    strings = "<si><r><t>县交</t></r><r><t>运局_x000D_&#10;县财政局</t></r><rPh><t>xian</t></rPh></si>"
    document = source(
        xlsx_of(rows_of(("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"), cells), styles=styles, strings=strings)
    )
    assert printed(grids(document)[0])[1] == [
        "县交运局\n县财政局", "53.3%", "2024年11月30日", "1,234.50", "TRUE", "2024-11-30", "改造400公里", "0.3",
    ]  # fmt: skip


def test_a_formula_without_a_result_and_an_error_are_told_with_their_cell() -> None:
    cells = ("1", "道路", '<c r="@@"><f>B1*2</f></c>', '<c r="@@" t="e"><v>#REF!</v></c>')
    document = source(xlsx_of(rows_of(("序号", "项目名称", "目标", "主办单位"), cells)))
    assert [(f.code, f.place.cell) for f in document.findings] == [
        ("intake.error-cell", "D2"),
        ("intake.no-result", "C2"),
    ]


def test_hidden_columns_and_values_below_merged_cells_stand_aside() -> None:
    merges = '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>'
    cols = '<cols><col min="3" max="3" hidden="1"/></cols>'
    document = source(
        xlsx_of(
            cols
            + rows_of(("序号", "项目名称", "底数", "主办单位"), ("1", "道路", "9", "甲"), ("2", "看不见", "8", "乙"))
            + merges
        )
    )
    assert printed(grids(document)[0]) == [["序号", "项目名称", "主办单位"], ["1", "道路", "甲"], ["2", "道路", "乙"]]
    assert codes(document) == ["hidden-columns"]
    assert ("隐藏", "看不见") in aside(document)


def test_a_cell_at_the_end_of_the_sheet_makes_no_giant_table() -> None:
    far = "</sheetData>"
    body = rows_of(*LIST).replace(
        far, '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    )
    document = source(xlsx_of(body))
    assert (grids(document)[0].rows, grids(document)[0].columns) == (3, 6)
    assert document.findings[0].message("zh").endswith("有1个单元格远离其余内容（如XFD1048576），未采用")


def test_merged_cells_that_overlap_or_reach_to_the_end_of_the_sheet_are_borne() -> None:
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A1:XFD1048576", "A2:B3", "B2:C2", "x", "C3:A1"))
    document = source(xlsx_of(rows_of(*LIST) + f"<mergeCells>{merges}</mergeCells>"))
    assert texts(document) == ["序号"]
    many = xlsx_of(rows_of(*LIST) + "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 200_100 + "</mergeCells>")
    with pytest.raises(Unreadable) as caught:
        source(many)
    assert caught.value.code == "intake.too-many-cells"


def test_rows_and_cells_without_a_place_follow_each_other() -> None:
    body = "<sheetData><row><c t='inlineStr'><is><t>序号</t></is></c><c t='inlineStr'><is><t>名称</t></is></c></row><row><c><v>1</v></c><c r='bad'><v>2</v></c></row></sheetData>"
    assert printed(grids(source(xlsx_of(body)))[0]) == [["序号", "名称"], ["1", "2"]]


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "项目名称", "完成时限"])
    sheet.append([1, "道路", openpyxl.utils.datetime.datetime.date(2024, 11, 30)])
    file = io.BytesIO()
    book.save(file)
    assert printed(grids(source(file.getvalue()))[0])[1][2] == "2024-11-30"


def test_repeated_rows_and_cells_of_libreoffice_are_counted() -> None:
    content = (
        '<table:table table:name="表"><table:table-row><table:table-cell><text:p>序号</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>名<text:s text:c="2"/>称</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-spanned="2"><text:p>甲</text:p><text:p>乙</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type="float" office:value="3"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    (grid,) = grids(source(ods_of(content)))
    assert printed(grid) == [["序号", "名  称", "名  称"], ["甲\n乙", "甲\n乙", "3"], ["甲\n乙", "", "3"]]


def test_locked_workbooks_are_refused_as_locked() -> None:
    locked = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": '<m:manifest xmlns:m="a"><m:encryption-data/></m:manifest>',
            "content.xml": b"\x00\x01",
        }
    )
    with pytest.raises(Unreadable) as caught:
        source(locked)
    assert caught.value.code == "intake.locked"


@pytest.mark.parametrize("body", ["<sheetData/>", rows_of(("   ",)), ""])
def test_a_workbook_without_anything_in_it_is_empty(body: str) -> None:
    with pytest.raises(Unreadable) as caught:
        source(xlsx_of(body))
    assert caught.value.code == "intake.empty"


@given(st.integers(0, 16_383))
def test_names_of_columns_are_those_of_excel(column: int) -> None:
    assert letters(column) == openpyxl.utils.get_column_letter(column + 1)


_texts = st.text(alphabet="县交运局道路12.，、\n ", min_size=1, max_size=8).filter(lambda text: text.strip() == text)


@settings(max_examples=60)
@given(
    st.lists(st.lists(_texts, min_size=3, max_size=3), min_size=1, max_size=6),
    st.lists(st.sets(st.integers(0, 6), min_size=2, max_size=3), max_size=3),
)
def test_whatever_another_program_writes_is_read_cell_by_cell(rows: list[list[str]], merges: list[set[int]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "项目名称", "主办单位"])
    for row in rows:
        sheet.append(row)
    for spans in merges:
        top, bottom = min(spans) + 2, min(max(spans), len(rows) - 1) + 2
        if top < bottom and not sheet.merged_cells.ranges:
            sheet.merge_cells(start_row=top, end_row=bottom, start_column=2, end_column=2)
    want = {c.coordinate: c.value for line in sheet.iter_rows() for c in line if c.value is not None}
    file = io.BytesIO()
    book.save(file)
    document = source(file.getvalue())
    got = {c.ref: c.text for grid in grids(document) for c in grid.cells} | {
        b.ref: b.text for b in document.blocks if hasattr(b, "ref")
    }
    assert got == {place: str(value).strip("\n") for place, value in want.items()}
