"""Tables of lines in which a figure happens to be the number of the next row. All of it is made up."""

from __future__ import annotations

import pytest

from minsheng.intake import read
from minsheng.intake.readers.pdf_page import Word
from minsheng.intake.readers.pdf_table import LinedTable

_HEAD = ("序号", "项目名称", "目标任务", "责任单位", "累计完成")
_ROWS = (
    ("1", "乡村道路", "改造道路40公里", "县交运局", "2"),
    ("2", "候车亭", "建设候车亭50处", "县住建局\n县城管局", "3"),
    ("3", "路灯", "安装路灯300盏", "县城管局", "120"),
    ("4", "公厕", "新建公厕9座", "县住建局", "5"),
    ("5", "游园", "新建游园6个", "县住建局", "4"),
)


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (0, 4, 1, 2, 3)])
@pytest.mark.parametrize("blank", [True, False])
def test_a_figure_that_is_the_next_rows_number_begins_no_row(order: tuple[int, ...], blank: bool) -> None:
    between = "\n\n" if blank else "\n"
    rows = [[row[k] if blank else row[k].replace("\n", "、") for k in order] for row in (_HEAD, *_ROWS)]
    text = (
        "甲县2024年民生实事进展情况（截至9月底）\n" + between + between.join(between.join(row) for row in rows) + "\n"
    )
    reading = read(text.encode())
    assert [(p.no, p.name) for p in reading.plan.projects] == [(row[0], row[1]) for row in _ROWS]
    assert [str(f.value) for fs in reading.progress.values() for f in fs] == [row[4] for row in _ROWS]


def test_a_row_of_sums_below_a_table_of_lines_is_no_part_of_its_last_row() -> None:
    rows = [*(row[:4] for row in (_HEAD, *_ROWS[2:4])), ("合计", "无", "无", "无")]
    rows[1:3] = [("1", *rows[1][1:]), ("2", *rows[2][1:])]
    text = (
        "甲县2024年民生实事任务分解表\n"
        + "\n".join("\n".join(row) for row in rows)
        + "\n\n\n甲县人民政府\n2024年3月2日\n"
    )
    plan = read(text.encode()).plan
    assert [(p.name, p.leads) for p in plan.projects] == [("路灯", ("县城管局",)), ("公厕", ("县住建局",))]
    assert str(plan.document.issued) == "2024-03-02"


def test_the_last_figure_of_the_last_row_begins_no_row() -> None:
    rows = [_HEAD, *(("1", *row[1:4], "2") if row[0] == "3" else ("2", *row[1:4], "3") for row in _ROWS[2:4])]
    text = "甲县2024年民生实事进展情况（截至9月底）\n" + "\n".join("\n".join(row) for row in rows) + "\n"
    reading = read(text.encode())
    assert [(p.no, p.name) for p in reading.plan.projects] == [("1", "路灯"), ("2", "公厕")]
    assert [str(f.value) for fs in reading.progress.values() for f in fs] == ["2", "3"]


def test_a_table_with_a_row_of_headings_is_no_form_whatever_its_cells_are_called() -> None:
    rows = (
        ("项目名称", "工作内容", "牵头县领导", "责任主体"),
        ("实施城区道路建设工程", "改造道路40公里", "分管文旅的副县长", "县交运局"),
        ("集镇便民路灯建设项目", "安装路灯300盏", "分管民政的副县长", "县城管局"),
        ("村级小广场建设项目", "新建广场5处", "张某", "县文旅局"),
    )
    cells = "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)
    plan = read(f"甲县2024年民生实事任务清单\n\n{cells}".encode()).plan
    assert [p.name for p in plan.projects] == [row[0] for row in rows[1:]]
    assert [p.leaders for p in plan.projects] == [(row[2],) for row in rows[1:]]


def test_a_cell_of_a_pdf_that_lies_over_others_is_not_lost_without_a_word() -> None:
    boxes = [(0.0, 0.0, 50.0, 20.0), (50.0, 0.0, 100.0, 20.0), (0.0, 20.0, 50.0, 40.0), (0.0, 0.0, 100.0, 40.0)]
    words = [
        [Word("a", 5, 10, 5, 15)],
        [Word("b", 55, 60, 5, 15)],
        [Word("c", 5, 10, 25, 35)],
        [Word("d", 60, 70, 25, 35)],
    ]
    table = LinedTable(boxes, words, 1)
    assert sorted([*(c.text for c in table.cells), *table.lost]) == ["a", "b", "c", "d"]
    assert table.lost


def test_the_first_heading_behind_a_tab_may_go_over_two_lines() -> None:
    head = "\t工作\n任务\n\t责任单位\n\t备注\n"
    rows = "\n\t改造道路40公里。\n\t县交运局（牵头）、县财政局\n\t\n\n\t安装路灯300盏。\n\t县城管局\n\t续建\n"
    plan = read(f"甲县2024年民生实事任务清单\n\n{head}{rows}".encode()).plan
    assert [(p.content, p.leads) for p in plan.projects] == [
        ("改造道路40公里。", ("县交运局",)),
        ("安装路灯300盏。", ("县城管局",)),
    ]
