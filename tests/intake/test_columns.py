"""What a column holds is told by its cells where its heading does not say; forms and tables without a header are read. Made up."""

from __future__ import annotations

import pytest

from minsheng.errors import Unreadable
from minsheng.intake import Reading, read
from minsheng.targets import Quantity

TITLE = "甲县2024年民生实事清单"


def table(*rows: str, title: str = TITLE) -> Reading:
    return read("\n".join([title, *(row.replace("|", "\t") for row in rows)]).encode())


def targets(reading: Reading) -> list[list[str]]:
    return [
        [t.quantity.canonical for t in p.all_targets if isinstance(t.quantity, Quantity)] for p in reading.plan.projects
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("序号|项目名称|计量单位|计划数|牵头单位", "1|新建公厕|座|25|县城管局", "2|植树|亩|1,200|县林业局"),
        ("序号|项目名称|单位|目标任务|牵头单位", "1|新建公厕|座|25|县城管局", "2|植树|亩|1200|县林业局"),
        ("序号|项目名称|目标任务|牵头单位", "1|新建公厕|25座|县城管局", "2|植树|１２００亩|县林业局"),
    ],
)
def test_a_bare_figure_takes_the_measure_word_of_the_table(rows: tuple[str, ...]) -> None:
    assert targets(table(*rows)) == [["25座"], ["1200亩"]]


def test_a_measure_word_in_the_heading_holds_for_its_column() -> None:
    reading = table("序号|项目名称|建设规模（公里）|牵头单位", "1|乡村道路|40|县交运局", "2|供水管网|8.5|县水务局")
    assert targets(reading) == [["40公里"], ["8.5公里"]]


def test_a_figure_without_any_measure_word_is_told_and_is_no_target() -> None:
    reading = table("序号|项目名称|计划数|牵头单位", "1|爱心驿站|40|县总工会", "2|公厕|25|县城管局")
    assert targets(reading) == [[], []]
    found = [f for f in reading.findings if f.code == "intake.figure-without-unit"]
    assert [(dict(f.fields)["no"], dict(f.fields)["field"]) for f in found] == [("1", "targets"), ("2", "targets")]


def test_单位_may_be_an_office() -> None:
    reading = table("序号|项目名称|主要内容|单位", "1|乡村道路|改造40公里|县交运局", "2|公厕|新建25座|县城管局")
    assert [p.leads for p in reading.plan.projects] == [("县交运局",), ("县城管局",)]


def test_a_column_with_an_unknown_heading_is_told_by_its_cells_and_that_is_said() -> None:
    reading = table("序号|项目名称|主要内容|哪家操办", "1|乡村道路|改造40公里|县交运局", "2|公厕|新建25座|县城管局")
    assert [p.leads for p in reading.plan.projects] == [("县交运局",), ("县城管局",)]
    (finding,) = [f for f in reading.findings if f.code == "intake.column-by-cells"]
    assert finding.place.row == 1


def test_a_list_without_any_header_is_told_by_its_cells() -> None:
    rows = ("1|改造老旧小区22个。|县住建局|10月底前", "2|新建充电桩150个。|县发改局|年底前")
    html = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row.split('|'))}</tr>" for row in rows)
    reading = read(f"<html><body><p>{TITLE}</p><table>{html}</table></body></html>".encode())
    assert [(p.leads, str(p.due.day)) for p in reading.plan.projects] == [
        (("县住建局",), "2024-10-31"),
        (("县发改局",), "2024-12-31"),
    ]
    assert "intake.column-by-cells" in [f.code for f in reading.findings]


def test_sums_notes_and_rows_of_measure_words_are_no_projects() -> None:
    reading = table(
        "序号|项目名称|主要内容|计划数|牵头单位",
        "|||（公里）|",
        "1|乡村道路|改造道路|40|县交运局",
        "合计|1项||40|",
        "注：以实际里程为准|||| ",
    )
    assert [p.name for p in reading.plan.projects] == ["乡村道路"]


def test_chinese_numbers_among_arabic_ones_are_headings() -> None:
    reading = table(
        "序号|项目名称|主要内容|牵头单位",
        "一|交通出行||",
        "1|乡村道路|改造40公里|县交运局",
        "二|环境卫生||",
        "2|公厕|新建25座|县城管局",
    )
    assert [(p.no, p.name) for p in reading.plan.projects] == [("1", "乡村道路"), ("2", "公厕")]


def test_numbers_that_begin_anew_are_counted_through_and_that_is_said() -> None:
    rows = ("序号|项目名称|主要内容|牵头单位", "1|乡村道路|改造40公里|县交运局", "2|公厕|新建25座|县城管局")
    reading = read(
        "\n".join(
            [TITLE, *(r.replace("|", "\t") for r in rows), "", "", *(r.replace("|", "\t") for r in rows)]
        ).encode()
    )
    assert [p.no for p in reading.plan.projects] == ["1", "2", "3", "4"]
    assert "intake.numbers-restart" in [f.code for f in reading.findings]


def test_a_table_of_persons_is_no_list_of_projects() -> None:
    with pytest.raises(Unreadable):
        table("序号|单位|联络员|电话", "1|县教体局|张某|0000001", "2|县民政局|李某|0000002")
