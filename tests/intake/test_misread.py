"""A list that was misread says so by itself: the number of its projects, names that are none, labels left in a text."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest

from minsheng.intake import Reading, read

_TEN = [
    "经县人大票决，确定２０２６年民生实事项目十项",
    "今年要办好民生实事10件",
    "2026年为民办实事十件。",
    "民生实事共计10个项目",
    "十項民生實事",
]


def _codes(reading: Reading) -> list[tuple[str, str]]:
    return [(f.code.removeprefix("intake."), str(dict(f.fields).get("no", ""))) for f in reading.findings]


def test_another_number_of_projects_than_the_document_prints_is_said() -> None:
    text = "2026年甲县十件民生实事\n1.新建学校2所。（县教育局负责）\n2.改造危房30户。（县住建局负责）\n"
    assert ("count-differs", "") in _codes(read(text.encode()))


@pytest.mark.parametrize("said", _TEN)
def test_ten_that_are_announced_are_missed_where_two_are_read_however_it_is_said(said: str) -> None:
    text = f"甲县人民政府办公室\n关于印发2026年民生实事的通知\n{said}\n1.新建学校2所。（县教育局负责）\n2.改造危房30户。（县住建局负责）\n"
    (finding,) = [f for f in read(text.encode()).findings if f.code == "intake.count-differs"]
    assert (dict(finding.fields)["printed"], dict(finding.fields)["read"]) == ("10", "2")


def test_the_number_that_is_printed_and_read_is_not_spoken_of() -> None:
    text = "2026年甲县两件民生实事\n1.新建学校2所。（县教育局负责）\n2.改造危房30户。（县住建局负责）\n"
    assert "count-differs" not in dict(_codes(read(text.encode())))


def test_a_name_that_is_a_label_is_doubted_with_all_its_fields() -> None:
    text = "2026年甲县民生实事\n1.建设内容\n新建学校2所。\n责任单位：县教育局\n2.改造危房\n改造30户。\n责任单位：县住建局\n"
    (finding,) = [f for f in read(text.encode()).findings if f.code == "intake.odd-name"]
    assert {"name", "leads", "targets"} <= set(str(dict(finding.fields)["field"]).split(", "))


def test_two_projects_of_one_name_are_both_named() -> None:
    text = "2026年甲县民生实事\n1.路灯。安装30盏。（县住建局负责）\n2.路灯。安装40盏。（县城管局负责）\n"
    assert [no for code, no in _codes(read(text.encode())) if code == "name-twice"] == ["1", "2"]


def test_units_behind_a_label_that_is_not_known_are_no_silent_loss() -> None:
    text = "2026年甲县民生实事\n1.路灯\n安装30盏；落地单位：县住建局\n2.公园\n新建2个；落地单位：县林业局\n"
    unread = [dict(f.fields) for f in read(text.encode()).findings if f.code == "intake.column-unread"]
    assert [(str(f["nos"]), str(f["title"])) for f in unread] == [("1", "落地单位"), ("2", "落地单位")]


def _calls(text: str) -> int:
    """How many functions are called to read a notice."""
    count = 0

    def called(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        read(text.encode())
    finally:
        sys.setprofile(before)
    return count


def test_work_grows_with_the_amounts_of_a_project_and_not_with_their_square() -> None:
    notice = "2026年甲县民生实事\n一、道路。{}牵头单位：县交运局。\n二、学校。新建学校2所。牵头单位：县教育局。\n"
    counted = [_calls(notice.format("改造400公里，" * n)) for n in (400, 400, 800, 1600)]
    more = [b - a for a, b in pairwise(counted[1:])]
    assert more[1] < 2.2 * more[0]


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ("新建学校5所，其中改建2所、迁建3所", [("5所", "2")]),
        ("新建道路5公里，改造道路6公里，其中硬化2公里、拓宽4公里", [("6公里", "2")]),
        ("新建学校5所，其中改建2所、迁建2所", []),
        ("新建学校2所，改造道路2公里", []),
    ],
)
def test_the_first_amount_that_those_behind_it_make_up_is_said_to_be_their_sum(
    amounts: str, said: list[tuple[str, str]]
) -> None:
    text = f"2026年甲县民生实事\n1.实事。{amounts}。（县教育局负责）\n2.改造危房30户。（县住建局负责）\n"
    found = [dict(f.fields) for f in read(text.encode()).findings if f.code == "intake.parts-of-sum"]
    assert [(str(f["text"]), str(f["n"])) for f in found] == said
