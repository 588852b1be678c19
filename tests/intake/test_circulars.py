"""A progress circular gives figures with their day, target and place, and statements that a ledger takes. Made up."""

from __future__ import annotations

from datetime import date

import pytest

from minsheng.errors import InvalidValue, Undefined
from minsheng.intake import Reading, read
from minsheng.ledger import Ledger, load_statement
from minsheng.projects import Plan
from minsheng.storage import MemoryStore

TITLE = "甲县2024年民生实事进展情况（截至9月底）"
HEAD = "序号\t项目名称\t目标任务\t累计完成\t完成率\t牵头单位"
ROWS = "1\t乡村道路\t改造道路400公里\t310\t77.5%\t县交运局\n2\t候车亭\t建设候车亭50处\t50\t100%\t县住建局"


def circular(rows: str = ROWS, title: str = TITLE, head: str = HEAD) -> Reading:
    return read(f"{title}\n{head}\n{rows}\n".encode())


def plan() -> Plan:
    text = (
        "甲县人民政府关于办好2024年民生实事的通知\n序号\t项目名称\t项目内容\t完成时限\t主办单位\n"
        "1\t乡村道路安全工程\t改造道路约400公里。\t11月底\t县交运局\n"
        "2\t城区候车亭\t建设候车亭约50处，更新站牌120块。\t8月底\t县住建局\n"
        "3\t助老食堂\t新建助老食堂10处。\t12月底\t县民政局\n"
    )
    return read(text.encode()).confirm()


def words(text: str, goal: str = "改造小区36个，惠及居民2656户") -> list[tuple[str, str | None]]:
    head = "序号\t项目名称\t目标任务\t进展情况\t牵头单位"
    reading = circular(f"1\t小区改造\t{goal}\t{text}\t县住建局", head=head)
    return [
        (str(f.quantity), None if f.percent is None or f.value is None else str(f.percent))
        for f in reading.progress["1"]
    ]


def test_a_total_its_rate_its_day_and_its_target_are_one_figure() -> None:
    reading = circular()
    (figure,) = reading.progress["1"]
    assert reading.kind == "progress"
    assert (str(figure.quantity), str(figure.percent)) == ("310公里", "77.5")
    assert (figure.as_of, figure.target) == (date(2024, 9, 30), "1.t1")
    figure_at, rate_at = reading.of("$.projects[0].progress[0]")
    assert (figure_at.text, figure_at.confidence >= 0.9) == ("310", True)
    assert rate_at.text == "77.5%"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("已完工30个，完成率83.3%", [("30个", "83.3")]),
        ("截至9月底，累计完成改造30个小区，惠及居民2100户。", [("30个", None), ("2100户", None)]),
        ("目标任务36个，已完成30个，其余6个正在施工。", [("30个", None)]),
        ("30个小区已全部完工，6个正在施工", [("30个", None)]),
        ("本月完成5个，累计完成30个", [("30个", None)]),
        ("36个小区中已有30个完工", [("30个", None)]),
        ("完成总工程量的85%", [("85%", None)]),
        ("形象进度达60%", [("60%", None)]),
        ("已完成招标，施工队伍已进场。", []),
        ("正在改造12个小区", []),
        ("已投入资金1200万元", []),
        ("计划12月28日前全部完工", []),
        ("已完成", []),
    ],
)
def test_of_a_text_only_totals_of_what_a_target_counts_and_printed_rates_are_figures(
    text: str, figures: list[tuple[str, str | None]]
) -> None:
    assert words(text) == figures


@pytest.mark.parametrize(
    ("done", "rate", "figures"),
    [
        ("310", "77.5%", [("310公里", "77.5")]),
        ("310公里", "77.5", [("310公里", "77.5")]),
        ("约310公里", "", [("约310公里", None)]),
        ("已完成310公里", "77.5%", [("310公里", "77.5")]),
        ("", "77.5%", [("77.5%", None)]),
        ("77.5%", "—", [("77.5%", None)]),
        ("1,310", "327.5%", [("1310公里", "327.5")]),
        ("正在施工", "", []),
    ],
)
def test_the_cells_of_a_line_make_one_figure(done: str, rate: str, figures: list[tuple[str, str | None]]) -> None:
    reading = circular(f"1\t乡村道路\t改造道路400公里\t{done}\t{rate}\t县交运局")
    found = reading.progress["1"]
    assert [(str(f.quantity), str(f.percent) if f.percent and f.value else None) for f in found] == figures


def test_a_figure_that_is_no_total_is_told() -> None:
    head = "序号\t项目名称\t目标任务\t进展情况\t牵头单位"
    reading = circular("1\t小区改造\t改造小区36个\t正在施工6个\t县住建局", head=head)
    (finding,) = [f for f in reading.findings if f.code == "intake.progress-left-out"]
    assert dict(finding.fields)["no"] == "1"
    assert "6个" in finding.message()


def test_a_rate_that_figure_and_target_do_not_give_is_kept_as_printed_and_told() -> None:
    reading = circular("1\t新增托位\t超200个\t540\t260%\t县卫健局")
    assert str(reading.progress["1"][0].percent) == "260"
    assert "intake.rate-differs" in [f.code for f in reading.findings]


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("甲县2024年民生实事进展情况（截至9月底）", date(2024, 9, 30)),
        ("甲县2024年9月份民生实事进展情况表", date(2024, 9, 30)),
        ("甲县2024年1—9月民生实事完成情况表", date(2024, 9, 30)),
        ("关于2024年三季度民生实事完成情况的通报", date(2024, 9, 30)),
        ("关于2024年上半年民生实事办理情况的通报", date(2024, 6, 30)),
        ("甲县2024年民生实事进展情况表\n截至日期：2024年9月20日", date(2024, 9, 20)),
        ("甲县2024年民生实事进展情况表\n现将截至9月20日的进展通报如下。", date(2024, 9, 20)),
    ],
)
def test_the_day_is_that_of_the_title_or_of_the_text(title: str, day: date) -> None:
    assert circular(title=title).progress["1"][0].as_of == day


def test_without_a_day_the_caller_gives_it() -> None:
    reading = circular(title="甲县2024年民生实事进展情况表")
    assert isinstance(reading.progress["1"][0].as_of, Undefined)
    assert "intake.no-as-of" in [f.code for f in reading.findings]
    with pytest.raises(InvalidValue):
        reading.statements()
    assert {s.on for s in reading.statements(on="2024-09-25")} == {date(2024, 9, 25)}


def test_rows_are_matched_to_the_plan_by_number_and_name_and_what_is_not_is_named() -> None:
    rows = ROWS + "\n9\t社区健身路径\t安装健身路径12套\t3\t25%\t县体育局"
    matched = circular(rows).matched(plan())
    assert [(m.row, m.project, m.how) for m in matched.matches] == [("1", "1", "number"), ("2", "2", "number")]
    assert [(f.code, dict(f.fields)["no"]) for f in matched.findings] == [
        ("intake.unmatched", "9"),
        ("intake.unreported", "3"),
    ]


def test_another_numbering_is_matched_by_name() -> None:
    rows = "1\t候车亭\t建设候车亭50处\t40\t80%\t县住建局\n2\t乡村道路\t改造道路400公里\t310\t77.5%\t县交运局"
    matched = circular(rows.replace("候车亭\t", "城区候车亭\t", 1).replace("乡村道路\t", "乡村道路安全\t", 1)).matched(
        plan()
    )
    assert [(m.row, m.project) for m in matched.matches] == [("1", "2"), ("2", "1")]
    assert [s.target for s in matched.statements()] == ["2.t1", "1.t1"]


def test_a_bare_figure_takes_the_unit_of_the_plan() -> None:
    reading = circular("3\t助老食堂\t7", head="序号\t项目名称\t累计完成")
    (statement,) = reading.statements(plan())
    assert (statement.target, str(statement.total)) == ("3.t1", "7处")


def test_a_figure_that_may_speak_of_two_targets_is_not_recorded_but_named() -> None:
    two = read(
        "甲县2024年民生实事清单\n序号\t项目名称\t项目内容\t主办单位\n"
        "1\t设施建设\t新建食堂10处，改造公厕12处。\t县城管局\n".encode()
    ).confirm()
    matched = circular("1\t设施建设\t7", head="序号\t项目名称\t累计完成").matched(two)
    assert matched.statements() == ()
    assert "intake.figure-unplaced" in [f.code for f in matched.findings]


def test_the_statements_stand_in_a_ledger_with_their_place() -> None:
    ledger = Ledger.adopt(MemoryStore(), plan(), by="县政府", on="2024-02-06")
    statements = circular().statements(plan())
    entries = ledger.append_all(statements)
    assert [e.statement for e in entries] == list(statements)
    view = ledger.as_of("2024-09-30")
    assert str(view.done("1").total) == "310公里"
    assert "累计完成" in statements[0].note
    from minsheng.ledger import statement_json

    assert load_statement(statement_json(statements[0])) == statements[0]


def test_a_total_of_something_else_is_not_that_of_the_only_target_in_its_unit() -> None:
    """The figures are made up: nine houses of one kind are no report on the three centres beside them."""
    text = (
        "甲县2025年民生实事6月份进展情况通报\n截至6月30日，进展情况如下：\n"
        "一、养老服务。新建嵌入式养老服务中心2处，已投入使用；农村幸福院累计建成9处。\n"
        "二、道路。新改建农村公路累计完成51公里。\n"
    )
    reading = read(text.encode(), name="c.txt")
    assert all(figure.value != 9 for figures in reading.progress.values() for figure in figures if figure.target)
    notice = (
        "甲县2025年民生实事项目\n一、养老服务。新建嵌入式养老服务中心3处、农村幸福院15处。（牵头单位：县民政局）\n"
        "二、道路。新改建农村公路86公里。（牵头单位：县交通局）\n"
    )
    plan = read(notice.encode(), name="n.txt").plan
    assert len(plan.project("一").targets) == 2
    assert ("一.t1", "9处") not in [(s.target, str(s.total)) for s in reading.matched(plan).statements()]
    assert ("二.t1", "51公里") in [(s.target, str(s.total)) for s in reading.matched(plan).statements()]


def test_a_total_that_says_so_is_not_asked_whether_it_is_one() -> None:
    text = (
        "甲县2025年民生实事6月份进展情况通报\n截至6月30日，进展情况如下：\n"
        "一、道路。新改建农村公路累计完成51公里。\n二、泊位。目前新增停车泊位420个。\n"
    )
    findings = read(text.encode(), name="c.txt").findings
    assert [dict(f.fields)["text"] for f in findings if f.code == "intake.progress-untied"] == ["51公里", "420个"]
    assert [dict(f.fields)["text"] for f in findings if f.code == "intake.progress-doubtful"] == ["420个"]
