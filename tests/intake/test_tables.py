"""Lists of projects are read in any order of columns and from any way of writing a table down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import Problems
from minsheng.intake import read
from minsheng.projects import Plan
from tests.intake.documents import HEAD, ROWS, TITLE, cell, docx_of, tabbed, table


def _same(plan: Plan) -> bool:
    return plan == read(tabbed((HEAD, *ROWS))).plan


def _lines(rows: tuple[tuple[str, ...], ...], between: str = "\n") -> bytes:
    return (TITLE + "\n" + between.join(c for row in rows for c in row) + "\n").encode()


@given(st.permutations(range(len(HEAD))))
def test_the_order_of_the_columns_makes_no_difference(order: list[int]) -> None:
    assert _same(read(tabbed([[row[i] for i in order] for row in (HEAD, *ROWS)])).plan)


def test_cells_one_to_a_line_are_the_same_table() -> None:
    flat = tuple(tuple(c.replace("\n\n", "\n") for c in row) for row in (HEAD, *ROWS))
    reading = read(_lines(flat))
    assert _same(reading.plan)
    # three units for two columns: only a person can say which of them lead
    assert [(f.code, dict(f.fields)["no"]) for f in reading.findings] == [("intake.units-doubtful", "2")]
    (lead,) = reading.of("$.projects[1].leads[0]")
    assert lead.confidence < 0.9


@pytest.mark.parametrize("work", ["关闭小煤矿5座。", "打印点建设10个。", "来源可溯的食堂3家。", "版权保护工作站2个。"])
def test_work_that_begins_like_a_button_of_a_page_ends_no_table(work: str) -> None:
    rows = (
        HEAD,
        ("1", "整治", work, "2024年6月底", "县应急局", "县财政局"),
        *[(f"{2 + i}", *ROWS[0][1:]) for i in range(2)],
    )
    projects = read(_lines(rows)).plan.projects
    assert [p.no for p in projects] == ["1", "2", "3"]
    assert projects[0].leads == ("县应急局",)


@pytest.mark.parametrize(
    "foot",
    [
        "打印 关闭",
        "责任编辑：张静",
        "上一篇：关于放假的通知",
        "版权所有：甲县人民政府",
        "附件：分工表",
        "备注：均为新建",
    ],
)
def test_what_stands_behind_a_table_of_lines_is_no_cell_of_it(foot: str) -> None:
    rows = (HEAD, *[(f"{1 + i}", *ROWS[0][1:]) for i in range(3)])
    assert read(_lines(rows) + f"\n{foot}\n".encode()).plan.projects == read(_lines(rows)).plan.projects


def test_rows_with_tabs_between_are_the_same_table() -> None:
    rows = "\n".join("\t".join(c.replace("\n\n", "、") for c in row) for row in (HEAD, *ROWS))
    assert _same(read(f"{TITLE}\n{rows}\n".encode()).plan)


@pytest.mark.parametrize("between", ["\t", "  ", "indented"])
@pytest.mark.parametrize("names", [["甲县人民政府"], ["　　　　中共甲县委办公室", "　　　　甲县人民政府办公室"]])
def test_who_signs_right_below_a_table_is_no_partner_and_the_day_is_the_notices(between: str, names: list[str]) -> None:
    rows = [[c.replace("\n\n", "、") for c in row] for row in (HEAD, *ROWS)]
    text = "\n".join(("\t" if between == "indented" else between).join(row) for row in rows)
    if between == "indented":
        text = "\n".join("\t" + line for line in text.split("\n"))
    table_alone = read(f"{TITLE}\n{text}\n".encode()).plan
    plan = read("\n".join([TITLE, text, *names, "2024年2月6日", ""]).encode()).plan
    assert plan.projects == table_alone.projects
    assert str(plan.document.issued) == "2024-02-06"


def test_an_office_at_the_end_of_a_cell_is_a_partner_still() -> None:
    rows = [HEAD, *ROWS]
    text = "\n".join("\t".join(c.replace("\n\n", "\n") for c in row) for row in rows)
    plan = read(f"{TITLE}\n{text}\n县政府办公室\n".encode()).plan
    assert plan.projects[-1].partners[-1] == "县政府办公室"


def test_a_row_without_number_adds_to_the_one_above() -> None:
    # made up, in the way of a published list: the number is merged over two rows
    text = _lines(
        (
            ("序号", "民生实事", "责任单位", "完成时限"),
            ("1", "开工建设养护楼。", "县民政局", "5月底前动工"),
            ("开工建设老年大学。", "12月底前"),
            ("2", "新建人行天桥2座。", "县住建局", "9月投入使用"),
        ),
        between="\n\n",
    )
    first, second = read(text).plan.projects
    assert first.name == "开工建设养护楼"
    assert [str(d.day) for d in first.deadlines] == ["2024-05-31", "2024-12-31"]
    assert [t.text for t in second.targets] == ["2座"]


def test_a_header_over_two_rows_with_merged_cells_is_one_header() -> None:
    both = [cell(t, merge="restart") for t in ("序号", "项目", "具体任务和要求")]
    below = [cell("", merge="continue") for _ in range(3)]
    rows = [
        [*both, cell("责任落实", span=2), cell("时限", merge="restart")],
        [*below, cell("责任领导"), cell("责任单位"), cell("", merge="continue")],
        [cell(t) for t in ("1", "供水", "改造管网3公里。", "毛 某", "县住建局", "6月底前开工")],
    ]
    (project,) = read(docx_of(table(rows))).plan.projects
    assert (project.name, project.leaders, project.leads) == ("供水", ("毛某",), ("县住建局",))
    assert str(project.deadlines[0].day) == "2024-06-30"


def test_a_cell_merged_over_several_projects_holds_for_each() -> None:
    rows = [
        [cell(t) for t in HEAD],
        [cell(t) for t in ROWS[0][:3]] + [cell("2024年11月底", merge="restart"), cell("县交运局"), cell("县财政局")],
        [cell(t) for t in ROWS[1][:3]] + [cell("", merge="continue"), cell("县住建局"), cell("县财政局")],
    ]
    assert [str(p.due.day) for p in read(docx_of(table(rows))).plan.projects] == ["2024-11-30", "2024-11-30"]


def test_a_repeated_header_and_a_heading_over_the_width_make_no_project() -> None:
    rows = [
        [cell("民生实事汇总表", span=6)],
        [cell(t) for t in HEAD],
        [cell("一、交通类", span=6)],
        [cell(t) for t in ROWS[0]],
        [cell(t) for t in HEAD],
        [cell("注：以上均为计划数", span=6)],
        [cell(t) for t in ROWS[1]],
    ]
    reading = read(docx_of(table(rows)))
    assert _same(reading.plan)
    assert [u.text for u in reading.unused] == ["注：以上均为计划数"]


def test_numbered_pieces_of_a_cell_are_items_and_have_the_targets() -> None:
    row = ("1", "改造", "总要求不变。\n\n1.改造36个小区。\n\n2.更新管网2.9公里。", "2024年11月底", "县住建局", "")
    (project,) = read(tabbed((HEAD, row))).plan.projects
    assert [(i.no, [t.text for t in i.targets]) for i in project.items] == [("1", ["36个小区"]), ("2", ["2.9公里"])]
    assert project.targets == ()


def test_a_header_without_rows_is_no_project_and_a_finding() -> None:
    reading = read(tabbed((HEAD,)))
    assert reading.plan.projects == ()
    assert [f.code for f in reading.findings] == ["intake.no-rows"]


def test_a_number_that_stands_twice_is_read_but_not_confirmed() -> None:
    reading = read(tabbed((HEAD, ROWS[0], ("1", *ROWS[1][1:]))))
    assert len(reading.plan.projects) == 2
    with pytest.raises(Problems) as caught:
        reading.confirm()
    assert [f.code for f in caught.value.findings] == ["intake.number-twice"]


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ("另行通知", "intake.no-day"),
        ("2024年2月30日", "intake.no-such-day"),
        ("2024年13月底", "intake.no-such-day"),
        ("", "intake.no-deadline"),
    ],
)
def test_a_time_limit_that_is_no_day_is_a_finding_and_no_guess(limit: str, code: str) -> None:
    reading = read(tabbed((HEAD, (*ROWS[0][:3], limit, *ROWS[0][4:]), ROWS[1])))
    assert [f.code for f in reading.findings] == [code]
    assert "项目1" in reading.findings[0].message()


def test_a_unit_that_nobody_knows_is_a_finding() -> None:
    reading = read(tabbed((HEAD, ("1", "渠系", "改造渠系40畹。", *ROWS[0][3:]), ROWS[1])))
    unknown = [f for f in reading.findings if f.code == "intake.unknown-unit"]
    assert bool(unknown) == bool(reading.plan.project("1").targets)
