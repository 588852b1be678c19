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
