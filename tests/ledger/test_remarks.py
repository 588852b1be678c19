"""What is told of entries that were taken: nothing is wrong enough to be refused. Made-up county."""

from __future__ import annotations

import pytest

from minsheng.errors import Severity
from minsheng.ledger import (
    Annotated,
    ChangeApproved,
    Corrected,
    Evidence,
    EvidenceAttached,
    FundingReported,
    Progress,
    Statement,
    View,
)
from minsheng.projects import Funding, Plan, Project
from minsheng.responsibility import Directory, Organisation

ON = "2024-06-28"
PLAN = Plan(
    id="甲县-2024",
    year=2024,
    projects=[
        Project(
            no="1",
            name="道路",
            leads=["县交通运输局", "各乡镇"],
            partners=["县财政局"],
            leaders=["张三"],
            targets=["约400公里"],
            funding=[Funding(source="县级", amount="500万元")],
        ),
        Project(no="2", name="改造", leads=["乙局"], targets=["36个小区", "20座"]),
        Project(no="3", name="就业"),
    ],
    directory=Directory(organisations=[Organisation("各乡镇", members=["甲镇"]), "县交通运输局"]),
)


def remarks(*statements: Statement, plan: Plan = PLAN, id: str = "") -> list[str]:
    """Codes of what is told of the last statement."""
    view = View.of(plan, statements, day="2024-12-31")
    found = view.remarks(id or f"#{len(statements)}")
    assert set(found) <= set(view.findings)
    for finding in found:
        assert "{" not in finding.message("zh") + finding.message("en")
    return [f.code for f in found]


def test_a_converted_unit_is_said() -> None:
    view = View.of(PLAN, [Progress("1", total="120000米", on=ON)], day=ON)
    (finding,) = view.remarks("#1")
    assert (finding.code, finding.severity) == ("ledger.converted", Severity.INFO)
    assert finding.message().endswith("目标1.t1：“120000米”折合120公里")
    assert remarks(Progress("1", added="500米", period="2024-06", on=ON)) == ["ledger.converted"]
    assert remarks(Progress("1", total="30%", on=ON)) == []


def test_more_than_was_promised_is_said() -> None:
    assert remarks(Progress("1", total="401公里", on=ON)) == ["ledger.more-than-all"]
    assert remarks(Progress("1", total="100.1%", on=ON)) == ["ledger.more-than-all"]
    assert remarks(Progress("1", total="400公里", on=ON)) == []


def test_more_than_at_least_is_no_news() -> None:
    plan = Plan(year=2024, projects=[Project(no="1", name="村卫生室", targets=["400家以上"])])
    assert remarks(Progress("1", total="412家", on=ON), plan=plan) == []


def test_what_was_added_up_to_more_than_was_promised_is_said() -> None:
    added = [Progress("1", added="250公里", period=f"2024-0{n}", on=f"2024-0{n}-28") for n in (5, 6)]
    view = View.of(PLAN, added, day="2024-12-31")
    (finding,) = view.findings
    assert (finding.code, finding.place.path) == ("ledger.more-than-all", "#2")


def test_a_total_that_fell_is_said_with_its_reason() -> None:
    before = Progress("1", total="120公里", on="2024-05-31")
    assert remarks(before, Progress("1", total="110公里", on=ON, reason="核减")) == ["ledger.fell-because"]
    assert remarks(before, Progress("1", total="110公里", on=ON)) == ["ledger.fell"]
    assert remarks(before, Progress("1", total="110公里", on=ON, member="甲镇")) == [], "another total"
    late = [Progress("1", total="110公里", on=ON), Progress("1", total="120公里", on="2024-05-31")]
    assert remarks(*late) == []
    assert remarks(*late, id="#1") == ["ledger.fell"], "by the day, not by the order of recording"


@pytest.mark.parametrize("by", ["", "县交运局", "县财政局", "张三", "甲镇", "各乡镇"])
def test_whoever_answers_may_report(by: str) -> None:
    assert remarks(Progress("1", total="1公里", on=ON, by=by)) == []


def test_a_body_that_does_not_answer_for_it_is_named() -> None:
    view = View.of(PLAN, [Progress("1", total="1公里", on=ON, by="县教体局")], day=ON)
    (finding,) = view.remarks("#1")
    assert (finding.code, finding.severity) == ("ledger.not-answerable", Severity.WARNING)
    assert "县教体局" in finding.message()
    assert "县交通运输局" in finding.message()
    assert remarks(Progress("2", total="9%", on=ON, by="县教体局")) == ["ledger.not-answerable"]
    assert remarks(Progress("3", total="9%", on=ON, by="县教体局")) == [], "nobody is named"


def test_who_answers_is_asked_of_the_plan_of_that_day() -> None:
    change = ChangeApproved("2", changes={"leads": ["丙局"]}, body="人大", reason="机构改革", on="2024-07-01")
    reports = [Progress("2.t1", total="9个", by=by, on=on) for by, on in (("乙局", ON), ("乙局", "2024-07-02"))]
    assert remarks(change, *reports, id="#2") == []
    assert remarks(change, *reports, id="#3") == ["ledger.not-answerable"]


def test_money_beside_the_plan_and_beyond_it_is_said() -> None:
    assert remarks(FundingReported("1", received="501万元", on=ON, by="县财政局")) == ["ledger.more-money"]
    assert remarks(FundingReported("1", source="捐赠", received="1万元", on=ON)) == ["ledger.money-not-planned"]
    falls = [FundingReported("1", spent=f"{n}万元", on=f"2024-0{m}-28") for n, m in ((20, 5), (19, 6))]
    assert remarks(*falls) == ["ledger.fell"]


def test_a_member_that_has_no_part_is_said() -> None:
    assert remarks(Progress("1", total="1公里", member="丁镇", on=ON)) == ["ledger.no-member"]


def test_a_member_that_the_plan_does_not_have_is_said_where_it_names_none() -> None:
    view = View.of(PLAN, [Progress("2.t1", total=f"{n}个", member="不存在镇", on=ON) for n in (1, 2)], day=ON)
    (finding,) = view.findings
    assert (finding.code, finding.severity) == ("ledger.member-not-in-plan", Severity.WARNING)
    assert finding.place.path == "#1", "once, however often it reports"
    assert "不存在镇" in finding.what()
    assert remarks(Progress("2.t1", total="1个", member="甲镇", on=ON)) == [], "the directory has it"
    assert remarks(Progress("2.t1", total="1个", member="乙局", on=ON)) == [], "it leads itself"


def test_where_a_group_leads_whose_members_nobody_named_that_is_no_alarm() -> None:
    plan = Plan(year=2024, projects=[Project(no="1", name="道路", leads=["各乡镇（街道）"], targets=["400公里"])])
    view = View.of(plan, [Progress("1", total="9公里", member="甲镇", on=ON)], day=ON)
    (finding,) = view.findings
    assert (finding.code, finding.severity) == ("ledger.member-not-in-plan", Severity.INFO)


def test_a_correction_is_judged_by_what_is_right() -> None:
    right = Corrected("#1", replacement=Progress("1", total="110公里", on=ON), on="2024-07-01")
    assert remarks(Progress("1", total="1100公里", on=ON), right) == []


def test_evidence_and_notes_are_found_at_their_entry_also_when_it_is_corrected() -> None:
    proof, more = Evidence("验收单.pdf", sha256="0f" * 32), Evidence("照片.jpg")
    statements = [
        Progress("1", total="12公里", on=ON, evidence=[proof]),
        EvidenceAttached("#1", evidence=[more], on=ON),
        Annotated("#1", note="含上月", on=ON),
    ]
    view = View.of(PLAN, statements, day=ON)
    assert view.evidence("#1") == (proof, more)
    assert [e.statement.note for e in view.notes("#1")] == ["含上月"]
    right = Corrected("#1", replacement=Progress("1", total="11公里", on=ON), on=ON)
    corrected = View.of(PLAN, [*statements, right], day=ON)
    assert corrected.evidence("#4") == (more,)
    assert [e.id for e in corrected.notes("#4")] == ["#3"]
    assert view.evidence("#9") == ()
