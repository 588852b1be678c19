"""Summary, matrix, duties, ledger, entries and status of a made-up county."""

from __future__ import annotations

from minsheng.calendars import ChinaCalendar
from minsheng.duties import expand_duties
from minsheng.ledger import Corrected, Progress, Recorded, Unknown
from minsheng.projects import Item, Plan, Project
from minsheng.reports import (
    Report,
    Table,
    duty_counts,
    duty_list,
    entry_list,
    ledger_table,
    matrix,
    standing_table,
    summary,
)
from minsheng.text import width
from tests.reports.county import PLAN, STATEMENTS, standing


def table(report: Report, heading: str) -> list[list[str]]:
    """Rows of the table that has a column of this name."""
    found = next(b for b in report.blocks if isinstance(b, Table) and heading in [column.title for column in b.columns])
    return [[cell.text for cell in row] for row in found.rows]


def columns(report: Report, heading: str) -> list[str]:
    found = next(b for b in report.blocks if isinstance(b, Table) and heading in [column.title for column in b.columns])
    return [column.title for column in found.columns]


def test_the_summary_has_the_columns_of_the_annex() -> None:
    report = summary(PLAN)
    assert columns(report, "序号") == ["序号", "项目名称", "项目内容及工作目标", "完成时限", "主办单位", "协办单位"]
    rows = table(report, "序号")
    assert rows[0] == [
        "1",
        "乡村道路",
        "改造乡村道路约400公里。",
        "2024年11月底",
        "县交运局\n各乡镇（街道）",
        "县财政局",
    ]
    assert rows[3][2] == "1.改造36个小区，惠及居民2656户。\n2.更新10个小区的供热管道。"
    assert "共6件项目、7个事项。" in str(report)


def test_the_compact_summary_shows_targets_and_says_where_there_is_none() -> None:
    rows = table(summary(PLAN, compact=True), "序号")
    assert rows[3][2] == "1. 36个小区、2656户\n2. 10个小区"
    assert rows[4][2] == "文件未列数字"


def test_targets_that_stand_outside_the_content_are_printed_behind_it() -> None:
    """A list with a column of figures, or an answer, has its numbers elsewhere; a table without them says nothing."""
    plan = Plan(
        year=2025,
        projects=[
            Project(no="1", name="普惠托位", content="新增普惠托位", leads=["县卫健局"], targets=["1500个"]),
            Project(
                no="2",
                name="道路",
                content="改造 约400公里，新增20 座桥。",
                leads=["县交运局"],
                targets=["约400公里", "20座"],
            ),
            Project(no="3", name="新建公园6个", content="为群众休闲提供便利。", leads=["县住建局"], targets=["6个"]),
            Project(
                no="4",
                name="住房",
                content="",
                leads=["县住建局"],
                items=[Item(no="1", content="老旧小区", targets=["36个"])],
            ),
        ],
    )
    assert [row[2] for row in table(summary(plan), "序号")] == [
        "新增普惠托位\n1500个",
        "改造 约400公里，新增20 座桥。",
        "为群众休闲提供便利。",
        "1.老旧小区\n36个",
    ]


def test_content_that_holds_its_items_is_not_printed_twice() -> None:
    from minsheng.projects import Item

    plan = Plan(
        year=2024,
        projects=[
            Project(
                no="1",
                name="甲",
                content="1.修路。\n\n2.修桥。",
                items=[Item(no="1", content="修路。"), Item(no="2", content="修桥。")],
            )
        ],
    )
    assert table(summary(plan), "序号")[0][2] == "1.修路。\n2.修桥。"


def test_the_summary_is_aligned_in_a_terminal() -> None:
    lines = [line for line in str(summary(PLAN)).splitlines() if line.startswith(("|", "+"))]
    assert len(lines) > 10
    assert {width(line) for line in lines} == {width(lines[0])}
    assert width(lines[0]) <= 100


def test_the_matrix_says_who_leads_and_who_helps() -> None:
    report = matrix(PLAN)
    rows = {row[0]: row[1:] for row in table(report, "责任单位")}
    assert rows["县住建局"] == ["", "协办", "", "主办", "", "", "1", "1"]
    assert rows["县交运局"][:2] == ["主办", "主办"]
    assert rows["县财政局"][-2:] == ["", "2"]


def test_duties_of_a_month_by_day_with_the_reason() -> None:
    duties = expand_duties(PLAN, ChinaCalendar(), "2024-03-01", "2024-03-31")
    report = duty_list(duties)
    rows = table(report, "截止日")
    assert [row[0] for row in rows] == [
        "2024年3月8日（星期五）",
        "2024年3月20日（星期三）",
        "2024年3月29日（星期五）",
        "2024年3月29日（星期五）",
    ]
    assert "2024年3月10日（星期日" in rows[0][4]
    assert "提前至上一个工作日" in rows[0][4]
    monthly = next(row for row in rows if row[1] == "每月报送进展")
    assert monthly[3] == "县交运局、各乡镇（街道）、城发集团、县住建局、县教体局、县人社局（共6个单位）"
    assert "没有写明哪一日" in str(report)


def test_each_row_of_duties_names_the_ids_of_its_duties() -> None:
    duties = expand_duties(PLAN, ChinaCalendar())
    sources = {source for run in duty_list(duties).runs() for source in run.sources}
    assert {f"duty:{duty.id}" for duty in duties.all} <= sources


def test_duties_without_a_day_stand_apart() -> None:
    rows = table(duty_list(expand_duties(PLAN, ChinaCalendar())), "原因")
    assert rows == [
        ["制定实施方案", "县交运局、各乡镇（街道）、城发集团、县住建局、县教体局、县人社局", "6", "文件未写明日期"]
    ]


def test_duties_are_counted_by_kind() -> None:
    rows = {row[0]: row[2] for row in table(duty_counts(expand_duties(PLAN, ChinaCalendar())), "次数")}
    # 33 ten-day slots from 6 February on; 11 months of six leads
    assert rows == {"每旬调度": "33", "每月报送进展": "66", "制定实施方案": "6"}


def test_no_duties_make_a_report_too() -> None:
    assert "共0项任务。" in str(duty_list(expand_duties(Plan(year=2024), ChinaCalendar())))


def test_the_ledger_has_a_line_for_every_target() -> None:
    report = ledger_table(standing())
    rows = [dict(zip(columns(report, "年度目标"), row, strict=True)) for row in table(report, "年度目标")]
    assert [(r["序号"], r["年度目标"]) for r in rows] == [
        ("1", "约400公里"),
        ("2", "约50处"),
        ("3", "4000辆"),
        ("4.1", "36个小区"),
        ("4.1", "2656户"),
        ("4.2", "10个小区"),
        ("5", "目标没有数字"),
        ("6", "每人每年100元"),
        ("6", "约20000名"),
    ]
    road = rows[0]
    assert (road["本月进展"], road["累计完成"], road["完成比例"], road["序时目标"]) == (
        "180公里",
        "300公里",
        "75.0%",
        "72.8%",
    )
    assert (road["偏差（百分点）"], road["说明及佐证"], road["更新日期"]) == ("+2.2", "虚构", "2024年8月25日")
    assert road["资金"] == "县级资金奖补 文件未列金额"
    assert rows[5]["存在问题"] == "管道到货迟"
    assert rows[8]["更新日期"] == "尚无填报"


def test_a_piece_is_told_once_and_its_targets_beside_it() -> None:
    found = next(b for b in ledger_table(standing()).blocks if isinstance(b, Table))
    assert [row[0].repeats for row in found.rows] == [False, False, False, False, True, False, False, False, True]
    assert found.spans()[3][0] == 2
    assert found.spans()[4][0] == 0


def test_the_status_gives_level_figures_and_reason_of_every_part() -> None:
    report = standing_table(standing())
    rows = {row[0]: row for row in table(report, "状态")}
    assert list(rows) == ["1", "2", "3", "4", "4.1", "4.1.t1", "4.1.t2", "4.2", "5", "6", "6.t1"]
    assert rows["3"][2] == "■逾期"
    text = str(report)
    assert "完成300公里/约400公里（75.0%）" in text.replace("\n   ", "").replace("\n  ", "")


def test_entries_are_told_in_sentences_and_unknown_kinds_are_named() -> None:
    new = Recorded(id="x9", position=12, statement=Unknown(tag="site_visited", data="{}", on="2024-08-30"))
    wrong = Recorded(
        id="x10",
        position=13,
        statement=Corrected(
            "#1", replacement=Progress("1", total="130公里", on="2024-06-28"), reason="误填", on="2024-08-30"
        ),
    )
    report = entry_list((*standing().view.entries, new, wrong), plan=PLAN)
    told = [row[2] for row in table(report, "内容")]
    assert told[0] == "1：累计完成120公里"
    assert "4.2存在问题：管道到货迟" in told
    assert "县交运局报送工作进展（2024年8月30日）" in told
    assert told[-2] == "本版本不认识的记录类型：site_visited"
    assert told[-1] == "更正#1为“1：累计完成130公里”，理由：误填"
    assert len(told) == len(STATEMENTS) + 2


def test_every_mark_can_be_printed_in_a_gbk_console() -> None:
    for report in (summary(PLAN), matrix(PLAN), ledger_table(standing()), standing_table(standing())):
        str(report).encode("gbk")


def test_a_notebook_shows_a_table_without_any_extra() -> None:
    from tests.reports.reading_back import html_tags, html_text

    shown = summary(PLAN)._repr_html_()
    assert "乡村道路" in html_text(shown)
    assert {"table", "td"} <= {tag for tag, _ in html_tags(shown)}
    assert "script" not in {tag for tag, _ in html_tags(shown)}


def test_a_plan_built_in_python_shows_its_targets_where_it_has_no_text() -> None:
    road = Project(no="1", name="道路", leads=["县交运局"], targets=["约400公里", "2座"], deadlines=["2024年11月底"])
    schools = Project(
        no="2", name="学校", items=[Item(no="1", content="", targets=["3所"]), Item(no="2", content="扩建操场")]
    )
    bare = Project(no="3", name="监控")
    cells = {row[1].text: row[2] for row in _only_table(summary(Plan(year=2024, projects=[road, schools, bare]))).rows}
    assert cells["道路"].text == "约400公里、2座"
    assert [run.sources for run in cells["道路"].content if run.sources] == [
        ("plan:projects[0].targets[0]",),
        ("plan:projects[0].targets[1]",),
    ]
    assert cells["学校"].text == "1.3所\n2.扩建操场"
    assert cells["监控"].text


def _only_table(report: Report) -> Table:
    return next(block for block in report.blocks if isinstance(block, Table))
