"""Where projects begin is told by what repeats; where two readings are as good, both the project and the other reading are named."""

from __future__ import annotations

import pytest

from minsheng.errors import Unreadable
from minsheng.intake import Reading, read
from minsheng.projects import Project


def _read(*lines: str) -> Reading:
    return read("\n".join(("2026年甲县民生实事项目", *lines)).encode())


def _found(reading: Reading, code: str) -> list[dict[str, object]]:
    return [dict(f.fields) for f in reading.findings if f.code == f"intake.{code}"]


def _names(reading: Reading) -> list[str]:
    return [p.name for p in reading.plan.projects]


def _project(reading: Reading, no: str) -> Project:
    return reading.plan.project(no)


def test_two_numberings_that_both_name_units_are_doubted_with_the_heading_that_may_be_the_project() -> None:
    reading = _read(
        "一、教育提质（县教育局牵头）",
        "（一）新建学校8所。（县住建局负责）",
        "（二）培训教师260名。（县人社局负责）",
        "二、健康守护（县卫健局牵头）",
        "（一）新建门诊2个。（县财政局负责）",
        "（二）配备车辆5辆。（县公安局负责）",
    )
    doubts = _found(reading, "level-doubtful")
    assert [str(d["text"])[:4] for d in doubts] == ["教育提质", "教育提质", "健康守护", "健康守护"]
    assert all("name" in str(d["field"]) and d["no"] for d in doubts)
    assert all(e.confidence < 0.9 for e in reading.evidence if e.field.endswith((".name", ".leads[0]")))


def test_amounts_between_projects_that_belong_to_none_are_named_with_the_project_before_them() -> None:
    reading = _read(
        "1.新建学校2所。（县教育局牵头）",
        "2.改造道路30公里。（县交通局牵头）",
        "另建设公厕12座，11月底前完成。",
        "3.新建卫生院1所。（县卫健局牵头）",
        "4.新建公园3个。（县林业局牵头）",
    )
    assert [(d["no"], str(d["text"])[:6]) for d in _found(reading, "amount-outside")] == [("2", "另建设公厕1")]


def test_amounts_that_add_up_to_one_before_them_are_said_to_count_twice() -> None:
    lines = (
        "1.农村公路。改造公路90公里。甲镇30公里，乙镇60公里。责任单位：县交通局",
        "2.学校。新建3所。责任单位：县教育局",
    )
    (doubt,) = _found(_read(*lines), "parts-of-sum")
    assert (doubt["no"], doubt["text"], doubt["n"]) == ("1", "90公里", "2")


def test_an_announced_list_without_numbers_is_sure_only_if_it_has_as_many_lines_as_are_announced() -> None:
    lines = "新建学校2所。", "改造道路30公里。", "新建卫生院1所。"
    exact = _read("今年办好3件民生实事：", *lines)
    assert _names(exact) == ["新建学校2所", "改造道路30公里", "新建卫生院1所"]
    with pytest.raises(Unreadable):
        _read("今年办好5件民生实事：", *lines)


def test_words_that_count_number_the_projects_whatever_the_words_are() -> None:
    lines = [
        f"暖心答卷{n}｜{name}"
        for n, name in zip("一二三", ("新建学校2所", "改造道路30公里", "新建公园1个"), strict=True)
    ]
    assert _names(_read(*lines)) == ["新建学校2所", "改造道路30公里", "新建公园1个"]


def test_units_and_limits_above_a_group_are_those_of_each_project_in_it_that_has_none_of_its_own() -> None:
    reading = _read(
        "县教育局（2件）", "1.新建学校2所。", "2.改造食堂6个。县财政局配合。", "县水利局（1件）", "3.铺设管网30公里。"
    )
    assert [p.leads for p in reading.plan.projects] == [("县教育局",), ("县教育局",), ("县水利局",)]
    assert _project(reading, "2").partners == ("县财政局",)
    days = _read(
        "6月底前完成的（2件）：",
        "1.新建学校2所。",
        "2.改造食堂6个，5月底前完成。",
        "年底前完成的（1件）：",
        "3.修路3公里。",
    )
    assert [str(p.deadlines[0].day) for p in days.plan.projects] == ["2026-06-30", "2026-05-31", "2026-12-31"]


def test_what_is_to_be_done_may_stand_below_a_heading_that_names_the_unit() -> None:
    reading = _read(
        "项目1　农村公路（牵头单位：县交通局）",
        "改造公路90公里。",
        "项目2　学校（牵头单位：县教育局）",
        "新建学校3所。",
    )
    assert [str(p.targets[0]) for p in reading.plan.projects] == ["90公里", "3所"]


def test_a_label_that_no_one_knows_is_read_by_what_it_announces_in_each_project() -> None:
    lines = [
        line
        for n, unit in enumerate(("县教育局", "县水利局", "县卫健局"), 1)
        for line in (f"{n}.改造设施{n}处", f"主体：{unit}")
    ]
    assert [p.leads for p in _read(*lines).plan.projects] == [("县教育局",), ("县水利局",), ("县卫健局",)]


@pytest.mark.parametrize("line", ["“。0", "由县教育局。负责（。", "“县教育局牵头。"])
def test_marks_that_are_never_closed_stop_no_reading(line: str) -> None:
    assert len(_read("1.新建学校2所。", line, "2.修路3公里。").plan.projects) == 2
