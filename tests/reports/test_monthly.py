"""The monthly report: five parts, and every number recomputes from plan and entries alone."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from minsheng.calendars import ChinaCalendar
from minsheng.ledger import Progress, View
from minsheng.projects import Plan
from minsheng.reports import Bullets, Figure, Heading, Note, Paragraph, Report, Table, monthly_report, plain
from minsheng.standing import assess
from tests.reports.county import DAY, PLAN, SCHOOL_DONE, standing
from tests.reports.recomputing import Recount, written

REPORT = monthly_report(standing())


def part(report: Report, heading: str) -> str:
    """The words of one part of a report."""
    words: list[str] = []
    inside = False
    for block in report.blocks:
        if isinstance(block, Heading):
            inside = plain(block.content) == heading
        elif inside:
            words += [run.text for run in block.runs()]
    return "".join(words)


def test_it_has_the_five_parts_and_the_ledger_as_annex() -> None:
    headings = [plain(b.content) for b in REPORT.blocks if isinstance(b, Heading)]
    assert headings == [
        "一、总体情况",
        "二、完成较好的",
        "三、进展滞后的",
        "四、存在问题及协调事项",
        "五、下步工作要求",
    ]
    assert "附件" in [run.text for run in REPORT.runs()]


def test_the_first_part_counts_projects_pieces_and_the_rate() -> None:
    words = part(REPORT, "一、总体情况")
    # project 2 has 52 of 50: one of six; 4 has two items
    assert words.startswith("截至2024年8月31日，6件民生实事（7个事项）中，已完成1件，完成率16.7%。")
    assert "2024年8月共收到进展填报6条。" in words


def test_a_missed_deadline_is_told_with_its_days() -> None:
    assert "第3项共享单车应于2024年8月15日完成，已逾期16天" in part(REPORT, "五、下步工作要求")


def test_who_is_behind_is_told_with_points_and_reason() -> None:
    table = next(b for b in REPORT.blocks if isinstance(b, Table) and b.columns[-1].title == "原因")
    rows = {row[1].text + "|" + row[2].text: [cell.text for cell in row] for row in table.rows}
    row = rows["4.2 老旧小区|10个小区"]
    # 5 of 10 = 50.0 %; 244 of 335 days = 72.8 %
    assert row[0] == "县住建局"
    assert row[3:6] == ["5个", "50.0%", "72.8%"]
    assert row[6] == "-22.8"
    assert row[8] == "管道到货迟"
    assert rows["3 共享单车|4000辆"][8] == "未填报原因"


def test_what_has_no_data_is_never_left_out() -> None:
    words = part(REPORT, "三、进展滞后的")
    assert "校园监控" in words
    assert "代缴养老保险" in words
    assert "不能视为正常" in words


def test_project_without_a_number_can_be_done() -> None:
    report = monthly_report(standing(more=(SCHOOL_DONE,)))
    assert "校园监控" in part(report, "二、完成较好的")
    assert "校园监控" not in part(report, "三、进展滞后的")


def test_open_problems_stand_there_and_resolved_ones_are_counted() -> None:
    words = part(REPORT, "四、存在问题及协调事项")
    assert "尚未解决的问题1个" in words
    assert "管道到货迟" in words
    assert "征地未落实" not in words
    assert "本月解决问题1个" in words


def test_demands_name_missed_duties_what_is_due_next_and_open_problems() -> None:
    words = part(REPORT, "五、下步工作要求")
    assert "2024年9月30日（星期一，还有30天）到期：第5项校园监控（县教体局）" in words
    assert "每月报送进展1次" in words
    assert "县政府分管负责同志（每旬调度3次）" in words
    assert "2024年9月10日（星期二）每旬调度1项" in words


def test_a_provisional_calendar_is_printed() -> None:
    provisional = monthly_report(standing(calendar=ChinaCalendar(provisional=True)))
    assert any(isinstance(b, Note) and "以正式通知为准" in plain(b.content) for b in provisional.blocks)
    assert not any(isinstance(b, Note) and "以正式通知为准" in plain(b.content) for b in REPORT.blocks)


def test_what_the_caller_has_to_say_stands_under_the_head() -> None:
    report = monthly_report(standing(), notes=["所用进展数据为虚构。"])
    assert isinstance(report.blocks[1], Note)
    assert plain(report.blocks[1].content) == "所用进展数据为虚构。"


def test_entries_that_say_they_are_made_up_are_told() -> None:
    def told(report: Report) -> bool:
        return any(isinstance(b, Note) and "标明为虚构" in plain(b.content) for b in report.blocks)

    assert told(REPORT)
    real = View.of(PLAN, [Progress("1", total="120公里", on="2024-06-28")], day=DAY)
    assert not told(monthly_report(assess(real, calendar=ChinaCalendar())))


def test_columns_without_any_record_are_named_not_invented() -> None:
    note = next(b for b in reversed(REPORT.blocks) if isinstance(b, Note))
    assert "分管领导" in plain(note.content)
    assert "责任人/联系人" in plain(note.content)


def test_an_empty_plan_has_a_report_too() -> None:
    empty = Plan(id="空-2024", year=2024)
    report = monthly_report(assess(View.of(empty, [], day=DAY), calendar=ChinaCalendar()))
    assert "计划中没有项目。" in str(report)


def test_an_english_report_has_no_chinese_sentence_of_ours() -> None:
    report = monthly_report(standing(), lang="en")
    for block in report.blocks:
        if isinstance(block, Heading):
            assert plain(block.content).isascii()
    overall = next(plain(b.content) for b in report.blocks if isinstance(b, Paragraph))
    assert overall.startswith("As of 31 August 2024, 1 of 6 projects (7 pieces) are done, a rate of 16.7%.")


# every number recomputes

RECOUNT = Recount(PLAN, [(e.id, written(e.statement)) for e in standing().view.entries], date.fromisoformat(DAY))
FIGURES = [f for f in REPORT.figures() if f.measure not in ("mean", "at-least", "expected-mean", "count-each")]


def test_there_are_figures_of_every_measure() -> None:
    wanted = {"count", "share", "target", "done", "ratio", "expected", "gap", "days-late", "days-left", "days-open"}
    assert wanted <= {f.measure for f in FIGURES}


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f"{f.measure}:{f.text}")
def test_every_figure_recomputes_from_its_sources(figure: Figure) -> None:
    assert RECOUNT.by_sources(figure) == figure.number


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f"{f.measure}:{f.text}")
def test_the_printed_text_is_the_rounded_value(figure: Figure) -> None:
    printed = Decimal(re.search(r"-?\d+(\.\d+)?", figure.text).group())  # type: ignore[union-attr]  # every figure has digits
    if figure.text.endswith("%") and figure.measure in ("share", "ratio", "expected"):
        digits = len(figure.text.removesuffix("%").partition(".")[2])
        exact = figure.number * 100
        assert abs(Fraction(printed) - exact) <= Fraction(1, 2 * 10**digits)
    else:
        assert Fraction(printed) == figure.number


def test_the_mean_is_that_of_the_capped_ratios() -> None:
    figure = next(f for f in REPORT.figures() if f.measure == "at-least")
    # 300/400, 52/50 capped, 2400/4000, mean of (20/36 and 1900/2656) and 5/10; 5 and 6 have none
    items = (Fraction(20, 36) + Fraction(1900, 2656)) / 2, Fraction(5, 10)
    ratios = [Fraction(3, 4), Fraction(1), Fraction(3, 5), sum(items) / 2, Fraction(0), Fraction(0)]
    assert figure.number == sum(ratios) / 6


def test_the_mean_trajectory_is_that_of_the_projects() -> None:
    figure = next(f for f in REPORT.figures() if f.measure == "expected-mean")
    # four until the end of November, no. 3 past its day, no. 5 until the end of September
    assert figure.number == (4 * Fraction(244, 335) + 1 + Fraction(244, 274)) / 6


def test_no_number_stands_without_a_source() -> None:
    for block in REPORT.blocks:
        if isinstance(block, (Paragraph, Bullets)):
            for run in block.runs():
                if re.search(r"\d", run.text) and not run.sources:
                    # day, period and the numbers of projects are addresses, not figures
                    left = re.sub(r"\d+年\d+月(\d+日)?|第[\d.、]+项|按\d+%?", "", run.text)
                    assert not re.search(r"\d", left), run.text


def test_undefined_numbers_are_words() -> None:
    ledger = next(b for b in reversed(REPORT.blocks) if isinstance(b, Table))
    number = [c.title for c in ledger.columns].index("完成比例")
    texts = [row[number].text for row in ledger.rows]
    assert "目标没有数字" in texts
    assert not any(text in ("0%", "0.0%", "None") for text in texts)
