"""What a person sees who prints a value of the ledger: one short sentence in Chinese. The figures are made up."""

from __future__ import annotations

import pytest

from minsheng.ledger import (
    Annotated,
    CaseClosed,
    CaseEscalated,
    CaseExtended,
    CaseOpened,
    CaseReminded,
    CaseReopened,
    CaseReplied,
    CaseReturned,
    CaseVerified,
    ChangeApproved,
    Corrected,
    DutyExcused,
    DutyFulfilled,
    EvidenceAttached,
    ExtensionAsked,
    FundingReported,
    Ledger,
    MilestoneReached,
    PlanAdopted,
    ProblemAssigned,
    ProblemRaised,
    ProblemResolved,
    Progress,
    Recorded,
    ScheduleAdopted,
    SiteVisited,
    Statement,
    Surveyed,
    Unknown,
    View,
)
from minsheng.projects import Plan, Project
from minsheng.storage import MemoryStore

ON = "2024-06-28"
PROGRESS = Progress("1", total="120公里", on=ON, by="县交运局")


@pytest.fixture
def plan() -> Plan:
    road = Project(no="1", name="乡村道路", leads=["县交运局"], targets=["约400公里"], deadlines=["2024年11月底"])
    return Plan(id="demo-2024", year=2024, projects=[road])


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (PROGRESS, "2024-06-28 县交运局：1：累计完成120公里"),
        (Progress("1", added="20公里", period="2024-06", on=ON), "2024-06-28：1：2024年6月完成20公里"),
        (MilestoneReached("8", on=ON, by="县教体局"), "2024-06-28 县教体局：8：已完成"),
        (ScheduleAdopted("1", on=ON, party="县交运局"), "县交运局制定实施方案1"),
        (DutyFulfilled("report", party="县交运局", period="2024-06", on=ON), "县交运局报送工作进展（2024年6月）"),
        (DutyFulfilled("巡河", party="县水务局", on=ON), "县水务局巡河（2024年6月28日）"),
        (
            DutyExcused("report", party="县交运局", reason="防汛", on=ON),
            "县交运局免予报送工作进展（2024年6月28日）：防汛",
        ),
        (ProblemRaised("1", problem="雨季停工", on=ON), "1存在问题：雨季停工"),
        (ProblemResolved("p-1", on=ON), "问题销号：p-1"),
        (
            ChangeApproved("1", changes={"deadlines": ["2024-12-31"]}, body="县人大常委会", reason="汛期", on=ON),
            "1变更完成时限为2024-12-31，县人大常委会批准",
        ),
        (Corrected("a", replacement=PROGRESS, reason="笔误", on=ON), "更正a为“1：累计完成120公里”，理由：笔误"),
        (Corrected("a", reason="重复", on=ON), "撤回a，理由：重复"),
        (Progress("1", total="9公里", member="甲镇", reason="复核", on=ON), "1（甲镇）：累计完成9公里；核减原因：复核"),
        (FundingReported("1", received="300万元", on=ON), "1资金：累计到位300万元"),
        (EvidenceAttached("a", evidence=["照片.jpg"], on=ON), "为a补充佐证：照片.jpg"),
        (ProblemAssigned("p-1", party="县发改局", due="2024-07-31", on=ON), "问题p-1交县发改局协调解决"),
        (CaseOpened(matter="滞后", party="甲局", number="督〔2024〕3号", on=ON), "督办单督〔2024〕3号交甲局：滞后"),
        (CaseReplied("c", reply="已完成", finished=True, by="甲局", on=ON), "督办c已办结：已完成"),
        (CaseReplied("c", reply="推进中", reason="缺地", by="甲局", on=ON), "督办c办理情况：推进中；未办结原因：缺地"),
        (CaseReminded("c", document="催〔2024〕1号", on=ON), "催办c；文号：催〔2024〕1号"),
        (CaseReturned("c", reason="答非所问", on=ON), "退回督办c的办理件：答非所问"),
        (
            ExtensionAsked("c", reason="汛期", new_due="2024-08-31", progress="过半", by="甲局", on=ON),
            "督办c申请延期：汛期；目前进展：过半；延至2024年8月31日",
        ),
        (CaseExtended("c", new_due="2024-08-31", on=ON), "督办c同意延期；延至2024年8月31日"),
        (CaseEscalated("c", step="约谈", reason="逾期", on=ON), "督办c升级为约谈：逾期"),
        (CaseVerified("c", passed=False, findings=["未铺油"], by="督查室", on=ON), "不属实或未到位；发现：未铺油"),
        (CaseClosed("c", result="已整改", on=ON), "督办c办结销号；结果：已整改"),
        (CaseReopened("c", reason="反弹", on=ON), "督办c重新督办：反弹"),
        (SiteVisited("1", place="甲镇", on=ON), "1现场督导；地点：甲镇"),
        (Surveyed(satisfied=152, fairly_satisfied=30, on=ON), "满意152，基本满意30，不满意0，弃权0"),
        (Annotated("a", note="含上月", on=ON), "对a的备注：含上月"),
        (Unknown(tag="weighed", data="{}", on=ON), "weighed"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Statement) else "",
)
def test_a_statement_is_one_sentence(statement: Statement, said: str) -> None:
    assert said in str(statement)
    assert statement.on.isoformat() in str(statement)
    assert "\n" not in str(statement)
    assert statement.text("en") != statement.text("zh")


def test_an_adopted_plan_is_not_printed_whole(plan: Plan) -> None:
    adopted = PlanAdopted(plan=plan, on="2024-02-06")
    assert str(adopted) == "2024-02-06：计划下达：demo-2024，1件项目"
    assert "乡村道路" not in repr(adopted)


def test_an_entry_is_named_by_its_position_unless_its_writer_gave_an_id(plan: Plan) -> None:
    ledger = Ledger.adopt(MemoryStore(), plan, by="县政府办公室", on="2024-02-06")
    generated = ledger.report("1", total="120公里", on=ON, by="县交运局")
    given = ledger.report("1", total="130公里", on="2024-07-05", by="县交运局", id="week-27")
    assert str(generated) == "第2笔 2024-06-28 县交运局：1.t1：累计完成120公里"
    assert generated.text("en") == "no. 2, 2024-06-28 县交运局: 1.t1: 120公里 done so far"
    assert (generated.reference(), generated.reference("en"), given.reference()) == ("第2笔", "no. 2", "week-27")
    assert "digest" not in repr(generated)


def test_an_entry_that_was_corrected_says_so(plan: Plan) -> None:
    ledger = Ledger.adopt(MemoryStore(), plan, by="县政府办公室", on="2024-02-06")
    slip = ledger.report("1", total="1200公里", on=ON, by="县交运局")
    ledger.append(Corrected(slip.id, replacement=PROGRESS, reason="笔误", on="2024-07-01"))
    entry = ledger.as_of("2024-07-01").entries[-1]
    assert (entry.reference(), entry.reference("en")) == ("第2笔（已更正）", "no. 2 (corrected)")


def test_made_up_entries_are_known_as_such(plan: Plan) -> None:
    assert Recorded(id="#1", position=1, statement=Progress("1", total="1公里", on=ON, note="虚构数据")).made_up
    assert Recorded(id="#1", position=1, statement=Progress("1", total="1公里", on=ON, by="Made up")).made_up
    assert not Recorded(id="#1", position=1, statement=PROGRESS).made_up
    ledger = Ledger.adopt(MemoryStore(), plan, by="县政府办公室", on="2024-02-06")
    assert ledger.report("1", total="120公里", on=ON, recorder="虚构").made_up


def test_a_view_is_a_table_of_what_was_promised_and_done(plan: Plan) -> None:
    view = View.of(plan, [PROGRESS], day="2024-06-30")
    lines = str(view).splitlines()
    assert lines[0] == "demo-2024 · 截至2024年6月30日 · 有效记录1笔"
    assert lines[-1].split() == ["1.t1", "约400公里", "120公里", "2024年6月28日"]
    assert "<td>120公里</td>" in view._repr_html_()
    assert "尚无填报" in str(View.of(plan, [], day="2024-06-30"))
    assert view.head("en") == "demo-2024 · as of 30 June 2024 · 1 entries in force"
    assert repr(view) == (
        "View(plan='demo-2024', day=datetime.date(2024, 6, 30), adopted_on=datetime.date(2024, 1, 1), supposed=False)"
    )


def test_what_is_done_is_a_number_with_its_day(plan: Plan) -> None:
    view = View.of(plan, [PROGRESS], day="2024-06-30")
    assert str(view.done("1")) == "120公里（截至2024年6月28日，1笔）"
    assert str(view.earlier("2024-06-01").done("1")) == "尚无填报"


def test_a_difference_lists_what_came_and_what_went(plan: Plan) -> None:
    ledger = Ledger.adopt(MemoryStore(), plan, by="县政府办公室", on="2024-02-06")
    for day in range(1, 13):
        ledger.report("1", total=f"{day}公里", on=f"2024-03-{day:02}", by="县交运局")
    lines = str(ledger.diff("2024-02-29", "2024-03-31", hindsight=True)).splitlines()
    assert lines[0] == "新增12笔，更正0笔，批准变更0项，不再计入0笔，进度变化1个目标"
    assert lines[1] == "+ 第2笔 2024-03-01 县交运局：1.t1：累计完成1公里"
    assert lines[11:] == ["+ …", "> 1.t1 乡村道路（约400公里）：尚无填报 → 12公里"], "ten entries are enough"
    assert len(lines) == 1 + 10 + 1 + 1
