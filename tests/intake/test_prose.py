"""Notices without a table: numbered paragraphs with labelled lines or brackets. All of them are made up."""

from __future__ import annotations

import pytest

from minsheng.intake import read
from tests.intake.test_laws import lost

TITLE = "甲市2024年民生实事工作安排"


def test_labels_in_brackets_name_units_and_time_limits() -> None:
    text = f"""{TITLE}
一、交通出行
1.打通断头路20条，建成停车场3座。（牵头单位：市住建局；配合单位：各县（区）人民政府，市财政局；完成时限：6月底前开工，12月底建成）
2.新改建农村公路200公里。（市交通局牵头，市财政局、
市公安局配合）
二、市容环境
3.建成公园5个。（责任单位：市城管局、市园林局；完成时限：年内）
"""
    first, second, third = read(text.encode()).plan.projects
    assert (first.no, first.name) == ("1", "打通断头路20条")
    assert first.leads == ("市住建局",)
    assert first.partners == ("各县（区）人民政府", "市财政局")
    assert [(str(d.day), d.milestone.value) for d in first.deadlines] == [
        ("2024-06-30", "start"),
        ("2024-12-31", "complete"),
    ]
    assert [t.text for t in first.targets] == ["20条", "3座"]
    assert (second.leads, second.partners) == (("市交通局",), ("市财政局", "市公安局"))
    assert second.deadlines == ()
    assert third.leads == ("市城管局", "市园林局")


def test_labelled_lines_below_a_heading_belong_to_it() -> None:
    text = """关于下达2024年民生实事任务的通知
各乡镇人民政府：
一、新建充电桩项目
牵头领导：周 某
牵头单位：县城管局
责任单位：城投集团、属地乡镇
任务目标：建成300个公共充电桩
二、幸福院提质项目
牵头领导：陈某某
牵头单位：县民政局
任务目标：对12个农村幸福院分批提质，8月底前完成
以上项目除注明的以外，均须于2024年11月底前完成。
甲县人民政府办公室
2024年3月16日
"""
    reading = read(text.encode())
    first, second = reading.plan.projects
    assert (first.no, first.name, first.content) == ("一", "新建充电桩项目", "建成300个公共充电桩")
    assert (first.leaders, first.leads, first.partners) == (("周某",), ("县城管局",), ("城投集团", "属地乡镇"))
    assert str(first.due.day) == "2024-11-30"
    assert str(second.due.day) == "2024-08-31"
    assert reading.plan.document.issuer == "甲县人民政府办公室"


def test_numbers_without_units_are_read_with_less_confidence_and_findings() -> None:
    reading = read(f"{TITLE}\n1.修路40公里。\n2.植树9000棵。\n".encode())
    assert [p.no for p in reading.plan.projects] == ["1", "2"]
    assert max(e.confidence for e in reading.evidence if e.field.startswith("$.projects")) < 0.7
    assert {f.code for f in reading.findings} >= {"intake.no-lead", "intake.no-deadline"}


def test_several_responsible_units_without_a_mark_all_lead_and_that_is_said() -> None:
    reading = read(f"{TITLE}\n1.修路40公里。（责任单位：市住建局、市交通局；完成时限：年底）\n".encode())
    assert reading.plan.project("1").leads == ("市住建局", "市交通局")
    assert [f.code for f in reading.findings] == ["intake.all-lead"]


def test_labels_in_the_midst_of_a_paragraph_name_units_and_time_limits() -> None:
    text = f"""{TITLE}
一、新建口袋公园12处。2024年10月底前完成。牵头单位：市住建局；配合单位：市财政局、市公安局。
二、改造农村公路85公里，责任单位：市交通局。完成时限：2024年11月底。验收合格后通车。
三、改造小区（含责任单位：自管小区的）3个 牵头单位：市城管局
"""
    first, second, third = read(text.encode()).plan.projects
    assert (first.name, first.leads, first.partners) == ("新建口袋公园12处", ("市住建局",), ("市财政局", "市公安局"))
    assert [str(d.day) for d in first.deadlines] == ["2024-10-31"]
    assert [t.text for t in first.targets] == ["12处"]
    assert (second.name, second.leads) == ("改造农村公路85公里", ("市交通局",))
    assert [str(d.day) for d in second.deadlines] == ["2024-11-30"]
    assert "验收合格后通车" in second.content
    assert third.leads[-1] == "市城管局"


def test_no_lead_is_missed_where_one_is_printed() -> None:
    reading = read(f"{TITLE}\n1.修路40公里。责任单位：市交通局\n2.植树9000棵，责任单位：市林业局\n".encode())
    assert [p.leads for p in reading.plan.projects] == [("市交通局",), ("市林业局",)]
    assert "intake.no-lead" not in {f.code for f in reading.findings}


@pytest.mark.parametrize(
    ("bracket", "leads"),
    [
        ("县文旅局、城关街道", ("县文旅局", "城关街道")),
        ("县文旅局、城关镇", ("县文旅局", "城关镇")),
        ("县文旅局、各乡镇（街道）", ("县文旅局", "各乡镇（街道）")),
        ("县文旅局、各乡镇、街道", ("县文旅局", "各乡镇", "街道")),
        ("县残联、有关乡镇", ("县残联", "有关乡镇")),
        ("各乡镇（街道）", ()),  # where it is done as well as who does it
        ("县直各学校", ()),
    ],
)
def test_a_bracket_that_holds_only_units_names_who_leads(bracket: str, leads: tuple[str, ...]) -> None:
    text = f"{TITLE}\n1.文化惠民。送戏下乡60场（{bracket}）。\n2.道路。改造道路5公里（县交运局）。\n"
    assert [p.leads for p in read(text.encode()).plan.projects] == [leads, ("县交运局",)]


def test_a_year_that_the_document_does_not_print_holds_and_is_doubted() -> None:
    text = f"{TITLE}\n1.修路40公里。责任单位：市交通局\n2.植树9000棵。责任单位：市林业局\n".encode()
    other = read(text, year=2030)
    assert other.plan.year == 2030
    (doubt,) = [f for f in other.findings if f.code == "intake.given-year-differs"]
    assert "2030" in doubt.message("zh")
    assert "2024" in doubt.message("zh")
    assert "intake.given-year-differs" not in {f.code for f in read(text, year=2024).findings}
    without = text.decode().replace("2024年", "").encode()
    assert "intake.given-year-differs" not in {f.code for f in read(without, year=2030).findings}


ITEMS = {
    "units in brackets": "1.修路40公里。（牵头单位：市交通局）\n2.植树9000棵。（牵头单位：市林业局）",
    "no units": "1.修路40公里。\n2.植树9000棵。",
    "units in lines": "1.修路40公里。\n责任单位：市交通局\n2.植树9000棵。\n责任单位：市林业局。",
    "units in the paragraph": "一、修路40公里。责任单位：市交通局。\n二、植树9000棵。责任单位：市林业局。",
}
BEHIND = {
    "a paragraph": "\n{}",
    "the same paragraph": "{}",
    "behind other sentences": "\n以上项目要抓好落实。{}",
    "below a heading": "\n三、工作要求\n{}",
    "a number of its own": "\n3.{}",
}


@pytest.mark.parametrize("items", ITEMS.values(), ids=ITEMS)
@pytest.mark.parametrize("behind", BEHIND.values(), ids=BEHIND)
@pytest.mark.parametrize(
    ("sentence", "id"),
    [
        ("各牵头单位每月25日前报送进展。", "report"),
        ("市发改委逢旬调度。", "dispatch"),
        ("市督查室每周督查2次。", "site_visit"),
    ],
)
def test_a_rhythm_behind_the_last_project_is_none_of_its_words(items: str, behind: str, sentence: str, id: str) -> None:
    reading = read(f"{TITLE}\n{items}{behind.format(sentence)}\n联系人：张三\n".encode())
    assert [p.content for p in reading.plan.projects] == ["修路40公里。", "植树9000棵。"]
    assert [(r.id, r.text) for r in reading.plan.rhythms] == [(id, sentence.rstrip("。"))]
    (evidence,) = reading.of("$.rhythms[0]")
    assert evidence.text == sentence.rstrip("。")
    assert evidence.spans
    assert lost(reading) == []


def test_a_rhythm_in_the_midst_of_a_project_is_its_content_and_that_is_said() -> None:
    text = f"{TITLE}\n1.建养老中心3处。市民政局每月走访一次老人。（牵头单位：市民政局）\n2.植树9000棵。（牵头单位：市林业局）\n"
    reading = read(text.encode())
    assert reading.plan.rhythms == ()
    assert "每月走访" in reading.plan.project("1").content
    assert [f.code for f in reading.findings if "rhythm" in f.code] == ["intake.rhythm-in-project"]
