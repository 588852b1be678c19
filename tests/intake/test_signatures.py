"""Who signs below a table of lines (落款), and the day: no cell of its last row. All documents are made up."""

from __future__ import annotations

import pytest

from minsheng.intake import read

_COLUMNS = ("序号", "项目名称", "项目内容", "责任单位", "完成时限")
_ROWS = (
    ("1", "乡村道路", "改造道路40公里。", "县交运局", "11月底"),
    ("2", "候车亭", "建设候车亭50处。", "县住建局", "8月底"),
    ("3", "路灯", "安装路灯300盏。", "县城管局", "9月底"),
)
_DAY = "2025年3月5日"


def text(below: str, last: tuple[str, ...] = (), *, tabs: bool = False) -> bytes:
    columns = (*_COLUMNS[:4], "协办单位") if last else _COLUMNS
    rows = [(*row[:4], *((last if k == 2 else ("县财政局",)) if last else row[4:])) for k, row in enumerate(_ROWS)]
    between = "\t" if tabs else "\n"
    table = "\n".join(between.join(row) for row in (columns, *rows))
    return f"甲县2025年民生实事任务分解表\n{table}\n{below}\n".encode()


@pytest.mark.parametrize("tabs", [True, False])
@pytest.mark.parametrize(
    ("below", "issuer"),
    [
        (f"甲县人民政府办公室\n{_DAY}", "甲县人民政府办公室"),
        (f"甲县人民政府办公室（盖章）\n{_DAY}", "甲县人民政府办公室"),
        (f"　　甲 县 人 民 政 府 办 公 室\n　　　{_DAY}", "甲县人民政府办公室"),
        (f"\n甲县发展和改革局\n{_DAY}", "甲县发展和改革局"),
        (f"中共甲县委办公室\n甲县人民政府办公室\n{_DAY}", "中共甲县委办公室甲县人民政府办公室"),
        (f"甲县人民政府办公室\n{_DAY}\n（此件公开发布）", "甲县人民政府办公室"),
        ("甲县人民政府办公室\n二〇二五年三月五日", "甲县人民政府办公室"),
        (_DAY, ""),
    ],
)
def test_who_signs_and_the_day_are_the_documents(below: str, issuer: str, tabs: bool) -> None:
    plan = read(text(below, tabs=tabs)).plan
    assert (plan.document.issuer, str(plan.document.issued)) == (issuer, "2025-03-05")
    assert [[d.text for d in p.deadlines] for p in plan.projects] == [["11月底"], ["8月底"], ["9月底"]]
    assert [p.leads for p in plan.projects] == [("县交运局",), ("县住建局",), ("县城管局",)]


def test_who_signs_helps_in_no_project() -> None:
    plan = read(text(f"甲县人民政府办公室\n{_DAY}", ("县财政局", "县发改局"))).plan
    assert plan.projects[-1].partners == ("县财政局", "县发改局")
    assert plan.document.issuer == "甲县人民政府办公室"


def test_offices_and_full_dates_within_a_table_of_lines_stay_cells() -> None:
    rows = [(*row[:3], "县政府办公室", f"2025年{9 + k}月30日") for k, row in enumerate(_ROWS)]
    table = "\n".join("\n".join(row) for row in (_COLUMNS, *rows))
    plan = read(f"甲县2025年民生实事任务分解表\n{table}\n".encode()).plan
    assert [p.leads for p in plan.projects] == [("县政府办公室",)] * 3
    assert [str(p.due.day) for p in plan.projects] == ["2025-09-30", "2025-10-30", "2025-11-30"]
