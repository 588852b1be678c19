"""Wordings that lead a reader astray without a word, found in short notices written for that. All of it is made up."""

from __future__ import annotations

import pytest

from minsheng.intake import Reading, read
from minsheng.targets import find_targets
from tests.intake.documents import TITLE


def table(*rows: tuple[str, ...], title: str = TITLE) -> Reading:
    return read((title + "\n" + "".join("\t".join(row) + "\n" for row in rows)).encode())


def amounts(text: str) -> list[str]:
    return [f"{f.target.quantity.value:f}{f.target.unit}" for f in find_targets(text)]  # type: ignore[union-attr]  # all have one


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("新建公墓3处，清明节前建成1处、国庆节前全部建成。", ["3处"]),
        ("新增车位500个，上半年完成60%，三季度末全部完成。", ["500个"]),
        ("学前500元/生·年、小学625元/生·期。", ["500元/生·年", "625元/生·期"]),
        ("为1至9年级学生配备护眼灯，覆盖120间教室。", ["120间"]),
        ("每人每月发放100元，90岁以上200元，百岁老人500元。", ["100元/人·月", "200元/人·月", "500元/人·月"]),
        ("每户补助3000元，总投资200万元。", ["3000元/户"]),
    ],
)
def test_steps_ranks_and_grades_are_told_from_what_is_promised(text: str, said: list[str]) -> None:
    assert amounts(text) == said


def test_a_unit_that_is_not_read_to_its_end_leaves_its_number_doubtful() -> None:
    (found,) = find_targets("培训教师3000人·天。")
    assert found.confidence < 0.9
    assert [f.confidence >= 0.9 for f in find_targets("改造危桥7座/210延米。")] == [True, True]


@pytest.mark.parametrize("heading", ["上半年目标", "一季度目标任务", "6月底目标", "阶段目标", "季度任务"])
def test_what_is_to_be_reached_on_the_way_is_no_target(heading: str) -> None:
    head = ("序号", "项目", "年度目标", heading, "牵头单位")
    reading = table(
        head, ("1", "公厕", "新建公厕20座", "完成8座", "县城管局"), ("2", "市场", "改造市场5家", "完成2家", "县住建局")
    )
    assert [[str(t) for t in p.targets] for p in reading.plan.projects] == [["20座"], ["5家"]]


def test_a_figure_that_two_columns_of_a_row_print_counts_once() -> None:
    head = ("序号", "项目", "建设内容及规模", "年度目标", "牵头单位")
    rows = (
        ("1", "公路", "路面宽4.5米，全长23公里", "建成23公里", "县交运局"),
        ("2", "公园", "新建公园3个、公厕3座", "新建停车场3个", "县住建局"),
    )
    said = [[str(t.quantity) for t in p.targets] for p in table(head, *rows).plan.projects]
    assert said == [["23公里"], ["3个", "3座"]]


@pytest.mark.parametrize(
    ("cell", "leads", "partners"),
    [
        ("县交通局（县公交公司具体落实）", ("县交通局",), ("县公交公司",)),
        ("县卫健委及各镇卫生院", ("县卫健委", "各镇卫生院"), ()),
        ("县发展和改革局", ("县发展和改革局",), ()),
        ("县自然资源和规划局、县住房和城乡建设局", ("县自然资源和规划局", "县住房和城乡建设局"), ()),
        ("县教育局和县财政局负责", ("县教育局", "县财政局"), ()),
    ],
)
def test_names_that_hang_together_are_told_apart_and_others_are_not(
    cell: str, leads: tuple[str, ...], partners: tuple[str, ...]
) -> None:
    (project,) = table(("序号", "项目", "内容", "责任单位"), ("1", "公交", "新增公交车30辆", cell)).plan.projects
    assert (project.leads, project.partners) == (leads, partners)


def test_a_clause_that_is_no_name_is_doubtful() -> None:
    cell = "由县住建局牵头，县民政局分头负责审核，各镇街配合"
    reading = table(("序号", "项目", "内容", "责任单位"), ("1", "住房", "发放补贴300户", cell))
    assert [f.message("zh") for f in reading.findings if f.code == "intake.doubtful" and "分头负责" in f.message("zh")]


def test_several_rates_in_one_cell_belong_to_several_figures() -> None:
    head = ("序号", "项目", "年度目标", "完成情况", "完成率")
    rows = (
        ("1", "住房", "改造危房320户，改造小区16个", "320户、14个", "100%、87.5%"),
        ("2", "培训", "培训2000人次", "已过半", ""),
    )
    reading = table(head, *rows, title="甲县2025年民生实事完成情况（截至12月底）")
    said = [[(str(f.value), str(f.percent)) for f in fs] for fs in reading.progress.values()]
    assert said == [[("320", "100"), ("14", "87.5")], [("None", "50")]]


def test_a_project_of_a_circular_that_reports_in_unknown_words_is_told() -> None:
    text = "甲县2025年民生实事进展情况通报（截至6月30日）\n一、道路。已完成改造45公里。\n二、救助。发放救助金1260万元，惠及8600人次。\n"
    reading = read(text.encode())
    (finding,) = [f for f in reading.findings if f.code == "intake.no-progress"]
    assert str(dict(finding.fields)["no"]) == "二"


def test_measure_words_in_pairs_serve_bare_figures() -> None:
    head = ("序号", "项目名称", "单位", "数量", "牵头单位")
    rows = (("1", "残疾人托养", "人（次）", "400", "县残联"), ("2", "公租房", "套（间）", "260", "县住建局"))
    assert [str(p.targets[0].unit) for p in table(head, *rows).plan.projects] == ["人", "套"]
