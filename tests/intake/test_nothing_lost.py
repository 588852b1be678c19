"""What a document prints and no rule takes is said once, with its place; nothing is lost in silence. All documents are made up."""

from __future__ import annotations

import pytest

from minsheng.errors import Finding
from minsheng.intake import Reading, read
from tests.intake.documents import TITLE

HEAD = ("序号", "项目名称", "项目内容", "完成时限", "主办单位")
ROWS = (
    ("1", "乡村道路", "改造道路约40公里。", "11月底", "县交运局"),
    ("2", "候车亭", "建设候车亭50处。", "8月底", "县住建局"),
    ("3", "路灯", "安装路灯300盏。", "9月底", "县城管局"),
)


def lines(*rows: tuple[str, ...], title: str = TITLE, below: str = "") -> bytes:
    return (title + "\n" + "".join("\t".join(row) + "\n" for row in rows) + below).encode()


def with_column(heading: str, cells: tuple[str, ...]) -> Reading:
    return read(lines((*HEAD, heading), *((*row, cell) for row, cell in zip(ROWS, cells, strict=True))))


def found(reading: Reading, code: str) -> list[Finding]:
    return [f for f in reading.findings if f.code == f"intake.{code}"]


def test_a_column_under_a_heading_that_nobody_knows_is_told_once() -> None:
    reading = with_column("甲乙丙丁", ("沿河路段", "城区各处", "北环以内"))
    (finding,) = found(reading, "column-unread")
    assert "“甲乙丙丁”" in finding.message("zh")
    assert "沿河路段" in finding.message("zh")
    assert finding.place.column == "甲乙丙丁"
    assert "甲乙丙丁" in finding.message("en")
    assert finding.mend("zh")
    assert finding.mend("en")


@pytest.mark.parametrize("cells", [("", "", ""), ("—", "/", "无")])
def test_an_empty_column_is_nothing_to_tell(cells: tuple[str, ...]) -> None:
    assert not found(with_column("甲乙丙丁", cells), "column-unread")


@pytest.mark.parametrize("heading", ["备注", "联系电话", "是否达到序时进度", "资金来源"])
def test_columns_that_are_known_are_not_told(heading: str) -> None:
    assert not found(with_column(heading, ("是", "否", "是")), "column-unread")


def test_a_column_without_any_heading_is_told_by_its_place() -> None:
    (finding,) = found(with_column("", ("沿河路段", "城区各处", "")), "column-unread")
    assert "第6列" in finding.message("zh")


def test_a_label_of_a_form_that_nobody_knows_is_told() -> None:
    rows = "".join(
        f"<tr><td>{a}</td><td>{b}</td></tr>"
        for a, b in (
            ("项目名称", "停车场建设"),
            ("建设内容", "新建停车场3处。"),
            ("牵头单位", "县城管局"),
            ("完成时限", "10月底前"),
            ("甲乙丙丁", "沿河路段"),
        )
    )
    reading = read(f"<html><body><h1>{TITLE}</h1><table>{rows}</table></body></html>".encode())
    (finding,) = found(reading, "column-unread")
    assert "甲乙丙丁" in finding.message("zh")


def test_a_table_beside_the_list_that_is_not_read_is_told_once() -> None:
    second = [("村名", "户主", "面积"), ("东村", "甲", "20"), ("西村", "乙", "30")]
    tables = "".join(
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
        + "</table><p>附</p>"
        for rows in ([HEAD, *ROWS], second)
    )
    reading = read(f"<html><body><h1>{TITLE}</h1>{tables}</body></html>".encode())
    (finding,) = found(reading, "table-unread")
    assert finding.place.part == "表2"


def test_progress_under_unknown_headings_is_told_by_its_figures() -> None:
    head = ("序号", "项目名称", "目标任务", "责任单位", "目标数", "甲", "乙")
    rows = (
        ("1", "乡村道路", "改造道路40公里", "县交运局", "40", "30", "75%"),
        ("2", "候车亭", "建设候车亭50处", "县住建局", "50", "50", "100%"),
        ("3", "路灯", "安装路灯300盏", "县城管局", "300", "120", "40%"),
    )
    reading = read(lines(head, *rows, title="甲县2024年民生实事进展情况（截至9月底）"))
    told = {no: [(str(f.quantity), str(f.percent)) for f in figures] for no, figures in reading.progress.items()}
    assert told == {"1": [("30公里", "75")], "2": [("50处", "100")], "3": [("120盏", "40")]}
    assert [str(dict(f.fields)["kind"]) for f in found(reading, "column-by-cells")] == ["rate", "done"]
    assert "完成率" in found(reading, "column-by-cells")[0].message("zh")


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("改造道路40公里，新增泊位约1000。", "amount-no-unit", "1000"),
        ("改造道路40公里，新增泊位1000多", "amount-no-unit", "1000多"),
        ("改造道路40公里，群众满意度达90分以上。", "amount-unknown-unit", "90分以上"),
        ("改造道路40公里，安装路灯上千盏。", "amount-vague", "上千"),
        ("改造道路40公里，新建公厕若干座。", "amount-vague", "若干座"),
        ("改造道路40公里，送戏下乡百场。", "amount-vague", "百"),
    ],
)
def test_an_amount_that_nothing_reads_is_told(content: str, code: str, words: str) -> None:
    reading = read(lines(HEAD, ("1", "乡村道路", content, "11月底", "县交运局"), *ROWS[1:]))
    (finding,) = [f for f in reading.findings if f.code.startswith("intake.amount-")]
    assert finding.code == f"intake.{code}"
    assert f"“{words}”" in finding.message("zh")
    assert str(dict(finding.fields)["no"]) == "1"


@pytest.mark.parametrize(
    "content",
    [
        "改造国道105、省道12线，建设110千伏及以上变电站2座。",
        "为65周岁以上老人体检3万人次，建设二级以上医院1所。",
        "出台“助企1000”行动，2024年全面完成，落实若干措施。",
        "改造1、2、3号楼，新建5G基站300个，总人数百分百登记。",
        "服务千家万户，惠及百姓，完成一百户改造、近千名学生体检，每百人新增床位5张。",
    ],
)
def test_what_is_no_amount_is_not_told(content: str) -> None:
    reading = read(lines(HEAD, ("1", "乡村道路", content, "11月底", "县交运局"), *ROWS[1:]))
    assert not [f for f in reading.findings if f.code.startswith("intake.amount-")]


def test_a_gap_in_the_numbers_is_told_once() -> None:
    head, rows = HEAD, [(str(n), *ROWS[0][1:]) for n in (1, 2, 4, 5, 8)]
    (finding,) = found(read(lines(head, *rows)), "number-gap")
    assert "缺3、6、7" in finding.message("zh")
    assert not found(read(lines(head, *ROWS)), "number-gap")


def test_a_paragraph_that_begins_with_a_number_and_a_hedge_is_a_project() -> None:
    text = f"{TITLE}\n一是改造道路40公里。【责任部门：县交运局】\n二是不低于29处公园得到整治。【责任部门：县住建局】\n三是安装路灯300盏。【责任部门：县城管局】\n"
    assert [p.leads for p in read(text.encode()).plan.projects] == [("县交运局",), ("县住建局",), ("县城管局",)]


def test_all_units_of_the_column_lead_is_said_once() -> None:
    head = ("序号", "项目名称", "项目内容", "完成时限", "责任单位")
    rows = tuple((*row[:4], f"{row[4]}、县财政局") for row in ROWS)
    reading = read(lines(head, *rows))
    assert [p.leads[1] for p in reading.plan.projects] == ["县财政局"] * 3
    (finding,) = found(reading, "all-lead-everywhere")
    assert "3个项目" in finding.message("zh")
    assert finding.place.column == "责任单位"
    assert not found(reading, "all-lead")


def test_where_some_rows_tell_who_leads_the_others_are_doubted_one_by_one() -> None:
    head = ("序号", "项目名称", "项目内容", "完成时限", "责任单位")
    rows = (
        (*ROWS[0][:4], "县交运局牵头，县财政局配合"),
        *((*row[:4], f"{row[4]}、县财政局") for row in ROWS[1:]),
    )
    reading = read(lines(head, *rows))
    assert [str(dict(f.fields)["no"]) for f in found(reading, "all-lead")] == ["2", "3"]
    assert not found(reading, "all-lead-everywhere")


def test_a_column_of_leaders_does_not_hide_that_nobody_is_said_to_lead() -> None:
    rows = "".join(f"{k}\t项目{k}\t新建{k}0处\t张三{k}\t县甲局、县乙局\t2024年9月底\n" for k in (1, 2))
    reading = read(
        f"甲县2024年民生实事\n序号\t项目名称\t目标任务\t责任领导\t责任单位\t完成时限\n{rows}".encode(), name="n.txt"
    )
    assert reading.plan.project("1").leads == ("县甲局", "县乙局")
    (finding,) = found(reading, "all-lead-everywhere")
    assert finding.place.column == "责任单位"


def test_the_head_counts_only_text_of_the_document_as_unused() -> None:
    page = f"<html><body><div>首页 | 政务公开</div><h1>{TITLE}</h1><table>"
    page += "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in (HEAD, *ROWS))
    reading = read(f"{page}</table><div>版权所有：甲县人民政府 备案号：甲ICP备00000000号</div></body></html>".encode())
    assert reading.source.aside
    assert "未采用的文字0处" in reading.head()


def test_the_measure_words_of_figures_are_no_text_that_nothing_was_taken_from() -> None:
    head = ("序号", "项目名称", "单位", "目标任务", "完成时限", "责任单位")
    rows = (
        ("1", "新增停车位", "个", "500", "2024年9月底", "县住建局"),
        ("2", "农村公路", "公里", "32.5", "2024年9月底", "县交运局"),
    )
    reading = read(lines(head, *rows))
    assert [str(p.targets[0]) for p in reading.plan.projects] == ["500个", "32.5公里"]
    assert not {"个", "公里"} & {u.text for u in reading.unused}


def test_a_time_limit_without_a_day_is_told() -> None:
    """秋季开学前 is a promise: no day is made up for it, and that there is none is said with its words."""
    rows = (
        ("1", "校舍", "改造食堂20所。", "秋季开学前", "县教育局"),
        ("2", "道路", "改造道路40公里。", "2024年9月底", "县交运局"),
    )
    more = (
        ("3", "路灯", "安装路灯30盏。", "—", "县城管局"),
        ("4", "低保", "低保提到820元。", "2024年7月1日起执行", "县民政局"),
    )
    reading = read(lines(HEAD, *rows, *more))
    limits = [p.deadlines for p in reading.plan.projects]
    assert [[d.text for d in each] for each in limits] == [[], ["2024年9月底"], [], []]
    assert [str(dict(f.fields)["no"]) for f in found(reading, "no-day")] == ["1", "3", "4"]
    assert "秋季开学前" in [dict(f.fields)["text"] for f in found(reading, "no-day")]
