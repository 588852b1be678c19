"""Wordings that documents of other counties taught: amounts, time limits, and who leads. All of it is made up."""

from __future__ import annotations

from datetime import date

import pytest

from minsheng.calendars import find_deadlines
from minsheng.intake import read
from minsheng.targets import find_targets
from tests.intake.documents import TITLE


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("招聘5名医生，引进3名师范生", ["5名", "3名"]),
        ("新建小学一所。", ["一所"]),
        ("建设养老院一处，改造桥梁两座", ["一处", "两座"]),
        ("建立一支队伍，完善机制一个", []),
        ("远程医疗覆盖率达到百分之百", ["百分之百"]),
        ("近视率较上年下降0.5个百分点以上", ["0.5个百分点以上"]),
        ("去年完成的300公里", []),
        ("筹集保障性租赁住房3000套（间）以上", ["3000套（间）以上"]),
        ("硬化甲村、乙村等6个村通组道路11公里", ["11公里"]),
        ("改造网点百余家，新增托位千余个", ["百余家", "千余个"]),
        ("公交站点500米覆盖率保持100%", ["100%"]),
        ("新建蓄水池14口，窝沟封闭8000颗", ["14口", "8000颗"]),
    ],
)
def test_what_is_promised_is_an_amount_and_nothing_besides(text: str, amounts: list[str]) -> None:
    assert [str(f.target.quantity) for f in find_targets(text)] == amounts


@pytest.mark.parametrize(
    ("cell", "limits"),
    [
        ("2025年秋季开学前", []),
        ("2025年汛期前", []),
        ("11月起", []),
        ("3月起持续开展", [("", "ongoing")]),
        ("2025年全年持续推进", [("2025-12-31", "ongoing")]),
        ("2025.03-2025.11", [("2025-11-30", "complete")]),
        ("6月底前完成主体，12月底投用", [("2025-06-30", "complete"), ("2025-12-31", "in_service")]),
    ],
)
def test_only_days_are_limits(cell: str, limits: list[tuple[str, str]]) -> None:
    found = [f.deadline for f in find_deadlines(cell, year=2025, cell=True)]
    assert [(d.day.isoformat() if isinstance(d.day, date) else "", d.milestone.value) for d in found] == limits


@pytest.mark.parametrize(
    "duty",
    [
        "由县教育局牵头，县财政局配合，8月底前完成。",
        "\n（三）牵头单位：县教育局；配合单位：县财政局",
        "\n☆牵头单位：县教育局　☆配合单位：县财政局",
        "\n- 牵头单位：县教育局\n- 配合单位：县财政局",
        "（县教育局主办，县财政局协办；8月底前）",
        "；县教育局牵头，县财政局配合；2025年8月完成",
    ],
)
def test_who_leads_and_who_helps_however_it_is_written(duty: str) -> None:
    text = f"{TITLE}\n一、学校食堂。改造食堂20所{'' if duty[0] in '（；' else '。'}{duty}\n二、乡村道路。改造道路40公里。{duty.lstrip('；')}\n"
    plan = read(text.encode(), year=2025).plan
    assert [(p.leads, p.partners) for p in plan.projects] == [(("县教育局",), ("县财政局",))] * 2


@pytest.mark.parametrize("mark", ["项目{}：", "实事{}　", "第{}项：", "★{}、", "【项目{}】"])
def test_projects_are_counted_in_many_ways(mark: str) -> None:
    lines = "\n".join(f"{mark.format(n)}甲乙工程\n①改造道路4公里；②新建桥梁3座。\n责任单位：县交运局" for n in "一二三")
    plan = read(f"{TITLE}\n{lines}\n".encode(), year=2025).plan
    assert [p.name for p in plan.projects] == ["甲乙工程"] * 3
    assert [len(p.items) for p in plan.projects] == [2, 2, 2]
