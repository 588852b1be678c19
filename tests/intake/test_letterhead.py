"""Title, number, issuer, date and year are what the document itself prints. Made-up heads, in the ways that notices have."""

from __future__ import annotations

import pytest

from minsheng.errors import Undefined
from minsheng.intake import read
from minsheng.projects import DocumentInfo
from tests.intake.documents import HEAD, ROWS, tabbed


def _document(head: str, tail: str = "") -> DocumentInfo:
    return read(tabbed((HEAD, *ROWS), head) + b"\n\n" + tail.encode()).plan.document


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("甲县人民政府\n\n关于办好2024年民生实事的通知", "甲县人民政府关于办好2024年民生实事的通知"),
        (
            "甲市人民政府关于印发2024年民生实事工程\n安排意见的通知",
            "甲市人民政府关于印发2024年民生实事工程安排意见的通知",
        ),
        ("【民生】关于下达2024年民生实事任务的通知", "关于下达2024年民生实事任务的通知"),
        ("甲府发〔2024〕7号\n关于印发2024年民生实事任务表的通知", "关于印发2024年民生实事任务表的通知"),
        ("附件1\n甲市2024年民生实事\n工作目标", "甲市2024年民生实事工作目标"),
        ("关于2024年民生实事进展情况的通报（截至11月底）", "关于2024年民生实事进展情况的通报（截至11月底）"),
    ],
)
def test_the_title_is_joined_over_its_lines_without_labels(head: str, title: str) -> None:
    assert _document(head).title == title


@pytest.mark.parametrize("number", ["甲政发〔2024〕1号", "甲政办字[2024]12号", "甲府办发（2024）3号"])
def test_the_number_is_kept_as_printed(number: str) -> None:
    assert _document(f"{number}\n关于办好2024年民生实事的通知").number == number


def test_the_date_of_a_web_page_is_not_the_documents() -> None:
    document = _document("关于办好2024年民生实事的通知\n来源：信息办\n发布日期：2024-03-01")
    assert isinstance(document.issued, Undefined)


def test_a_date_without_a_day_is_not_known_but_its_signature_is() -> None:
    document = _document("关于办好2024年民生实事的通知\n各乡镇：\n请办好。\n中共甲县委\n甲县人民政府\n2024年2月")
    assert isinstance(document.issued, Undefined)
    assert document.issuer == "中共甲县委甲县人民政府"


def test_chinese_figures_make_a_date() -> None:
    document = _document("关于办好2024年民生实事的通知\n各乡镇：\n请办好。\n甲县人民政府\n二〇二四年二月十六日")
    assert str(document.issued) == "2024-02-16"


def test_the_year_comes_from_the_caller_the_title_or_the_time_limits() -> None:
    data = tabbed((HEAD, *ROWS), "关于办好民生实事的通知")
    assert read(data).plan.year == 2024
    assert read(data, year=2023).plan.year == 2023


def test_who_adopted_it_is_the_body_alone() -> None:
    document = _document("关于办好2024年民生实事的通知\n各乡镇：\n今年的项目已经县政府第3次常务会议研究同意，请办好。")
    assert document.adopted_by == "县政府第3次常务会议"


_VOTED = [
    "人大代表票决青溪县2026年民生实事项目",
    "12月20日，会议宣布了青溪县2026年民生实事项目票决结果，共3个项目。",
    "青溪县第三届人民代表大会",
    "第二次会议公告",
    "（第1号）",
    "青溪县第三届人民代表大会第二次会议投票表决，确定县政府2026年民生实事项目为3项，分别是：",
    "一、公路改造项目；",
    "二、学校扩建项目；",
    "三、污水治理工程（一期）。",
    "现予公告。",
    "青溪县第三届人民代表大会",
    "第二次会议主席团",
    "2025年12月21日",
]


@pytest.mark.parametrize("first", [0, 2])
def test_an_announcement_of_a_congress_has_its_own_heading_and_the_year_of_its_list(first: int) -> None:
    plan = read("\n".join(_VOTED[first:]).encode()).plan
    assert plan.document.title == "青溪县第三届人民代表大会第二次会议公告"
    assert plan.document.issuer == "青溪县第三届人民代表大会第二次会议主席团"
    assert str(plan.document.issued) == "2025-12-21"
    assert (plan.year, plan.document.year, len(plan.projects)) == (2026, 2026, 3)


def test_the_year_of_a_list_is_not_that_of_a_later_reference() -> None:
    text = "关于办好民生实事的通知\n各乡镇：\n现将民生实事通知如下。\n一、修路5公里。\n二、建校2所。\n三、2026年民生实事项目早谋划。\n甲县人民政府\n2025年2月1日"
    assert read(text.encode()).plan.year == 2025


def test_a_headline_names_no_issuer() -> None:
    for line in "青溪县政府2025年将为民办好3件民生实事", "青溪县人民政府2025年计划实施3件民生实事":
        text = f"{line}\n1.新建小学2所。\n2.改造公路30公里。\n3.安装路灯200盏。"
        assert read(text.encode()).plan.document.issuer == ""
    text = "青溪县人民政府2025年民生实事\n1.新建小学2所。\n2.改造公路30公里。\n3.安装路灯200盏。"
    assert read(text.encode()).plan.document.issuer == "青溪县人民政府"


def test_who_signs_behind_the_last_sentence_is_the_issuer() -> None:
    text = "青溪市2025年民生实事进展情况\n1.新建小学2所。已建成1所。\n2.改造公路30公里。截至9月底，已完成20公里，其余在建。　青溪市民生工程办公室"
    assert read(text.encode()).plan.document.issuer == "青溪市民生工程办公室"


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("2025年3月初，县人大会议票决确定了今年的3件民生实事项目。", 2025),
        ("县政府决定，2025年为群众办好以下“三件事”。", 2025),
    ],
)
def test_the_sentence_that_introduces_the_list_gives_its_year(line: str, year: int) -> None:
    text = f"{line}\n（一）新建小学2所。\n（二）改造公路30公里。\n（三）安装路灯200盏。"
    assert read(text.encode()).plan.document.year == year
