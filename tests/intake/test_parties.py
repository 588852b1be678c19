"""Who leads and who helps is told in every wording of the conventions. Made-up units."""

from __future__ import annotations

import pytest

from minsheng.intake.passages import Passage
from minsheng.intake.source import Spot
from minsheng.intake.words.header import Column
from minsheng.intake.words.parties import parties_of


def _read(text: str, column: Column = Column.RESPONSIBLE) -> tuple[list[str], list[str], list[str]]:
    found = parties_of([(column, Passage.whole(text, Spot(0)))])
    return [p.text for p in found.leads], [p.text for p in found.partners], [p.text for p in found.leaders]


@pytest.mark.parametrize(
    "text",
    [
        "县教育局牵头，县财政局、县住建局配合",
        "县教育局牵头、县财政局、县住建局配合",
        "县教育局（牵头）、县财政局、县住建局",
        "县教育局（牵头单位）\n\n县财政局\n\n县住建局",
        "牵头单位：县教育局\n配合单位：县财政局、县住建局",
        "牵头单位：县教育局配合单位：县财政局、县住建局",
        "牵头单位为县教育局，责任单位为县财政局、县住建局",
        "主办：县教育局；协办：县财政局，县住建局",
        "由县教育局负责，县财政局、县住建局等部门协助配合",
        "县教育局牵头，县财政局、县住建局具体落实",
        "这件实事由县教育局牵头，县财政局、县住建局配合",
        "此项工作由县教育局负责，县财政局、县住建局配合",
        "总牵头：县教育局；责任单位：县财政局/县住建局",
        "县教育局会同县财政局、县住建局配合",
    ],
)
def test_a_unit_that_leads_and_two_that_help(text: str) -> None:
    assert _read(text)[:2] == (["县教育局"], ["县财政局", "县住建局"])


@pytest.mark.parametrize(
    "text",
    [
        "县教育局、县财政局",
        "县教育局 县财政局",
        "县教育局\n县财政局",
        "1.县教育局\n2.县财政局",
        "县教育局、县财政局按职责分工负责",
        "县教育局、县财政局共同负责",
        "县教育局，县财政局等单位",
        "县 教 育 局、县财 政局",
    ],
)
def test_without_a_mark_all_lead(text: str) -> None:
    assert _read(text) == (["县教育局", "县财政局"], [], [])


def test_a_name_over_two_lines_of_a_narrow_cell_is_one() -> None:
    assert _read("市交通\n运输局\n市公路事业\n发展中心")[0] == ["市交通运输局", "市公路事业发展中心"]
    assert _read("市水务集团\n有限公司")[0] == ["市水务集团有限公司"]
    assert _read("市卫健委\n（牵头）\n市民政局")[:2] == (["市卫健委"], ["市民政局"])


def test_units_of_their_own_stay_apart() -> None:
    assert _read("属地\n县财政局")[0] == ["属地", "县财政局"]
    assert _read("甲热力\n乙热力")[0] == ["甲热力", "乙热力"]
    assert _read("各县（市、区）人民政府\n市管委会")[0] == ["各县（市、区）人民政府", "市管委会"]
    assert _read("县燃气商贸公司")[0] == ["县燃气商贸公司"]


def test_a_person_of_the_unit_is_no_unit() -> None:
    assert _read("县教育局 张三丰")[0] == ["县教育局"]


def test_a_stroke_names_nobody() -> None:
    assert _read("—") == _read("无") == ([], [], [])


def test_leaders_keep_their_post_and_are_told_apart() -> None:
    assert _read("毛 晓\n张学文", Column.LEADERS)[2] == ["毛晓", "张学文"]
    assert _read("副县长 马超", Column.LEADERS)[2] == ["副县长马超"]
    assert _read("李建明 张学文", Column.LEADERS)[2] == ["李建明", "张学文"]
    assert _read("分管教育的副县长", Column.LEADERS)[2] == ["分管教育的副县长"]
