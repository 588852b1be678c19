"""What a report is held against before it is taken: its target, member, money, unit, day, and the total before it.
Made-up county."""

from __future__ import annotations

import attrs
import pytest

from minsheng.calendars import Period
from minsheng.errors import InvalidValue, MinshengError
from minsheng.ledger import (
    Annotated,
    CaseClosed,
    CaseExtended,
    CaseOpened,
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
    ProblemAssigned,
    ProblemRaised,
    ProblemResolved,
    Progress,
    SiteVisited,
    Statement,
    Surveyed,
    UnknownEntry,
    UnknownFunding,
    UnknownMember,
)
from minsheng.projects import Allocation, AmbiguousTarget, Funding, Plan, Project, UnknownNumber
from minsheng.responsibility import Directory, Organisation
from minsheng.storage import MemoryStore
from tests.ledger.made_up import Clock

ON = "2024-06-28"


@pytest.fixture
def plan(plan: Plan) -> Plan:
    road, *rest = plan.projects
    road = attrs.evolve(road, leads=["各乡镇"], funding=[Funding(source="县级奖补", amount="500万元")])
    rebuilt = attrs.evolve(rest[0], funding=[Funding(source="省级"), Funding(source="市级")])
    towns = Directory(organisations=[Organisation("各乡镇", members=["甲镇", "乙镇"])])
    return attrs.evolve(plan, projects=[road, rebuilt, *rest[1:]], directory=towns)


@pytest.fixture
def ledger(plan: Plan, clock: Clock) -> Ledger:
    return Ledger.adopt(MemoryStore(), plan, by="县政府办公室", on="2024-02-06", clock=clock)


def refusal(ledger: Ledger, statement: Statement) -> MinshengError:
    """What is said of a statement that can not stand; nothing is stored, and the sentence is whole."""
    before = ledger.checkpoint()
    with pytest.raises(MinshengError) as caught:
        ledger.append(statement)
    assert ledger.checkpoint() == before
    assert "{" not in caught.value.message("zh") + caught.value.message("en") + caught.value.mend("zh")
    return caught.value


# periods


@pytest.mark.parametrize("period", ["2020-W53", "2019-07", "2023", "2023-12-X3", "2023-Q4"])
@pytest.mark.parametrize(
    "statement",
    [
        Progress("1", added="50公里", period="2024", on=ON),
        DutyFulfilled("dispatch", party="甲局", period="2024", on=ON),
        DutyExcused("dispatch", party="甲局", period="2024", reason="停工", on=ON),
    ],
)
def test_a_period_that_ends_before_the_plans_year_is_refused(
    ledger: Ledger, statement: Progress | DutyFulfilled | DutyExcused, period: str
) -> None:
    error = refusal(ledger, attrs.evolve(statement, period=period))
    assert error.code == "ledger.period-too-early"
    assert "2024-01-01" in error.message()
    assert Period.parse(period).label() in error.message()


def test_nor_does_a_correction_bring_one_in(ledger: Ledger) -> None:
    slip = ledger.report("1", added="50公里", period="2024-06", on=ON)
    right = Progress("1", added="50公里", period="2019-06", on=ON)
    assert refusal(ledger, Corrected(slip.id, replacement=right, on=ON)).code == "ledger.period-too-early"


def test_a_period_that_reaches_into_the_plans_year_counts(plan: Plan) -> None:
    plan = attrs.evolve(plan, id="甲县-2025", year=2025)
    ledger = Ledger.adopt(MemoryStore(), plan, by="县政府办公室", on="2025-01-02", clock=Clock("2025-06-30T12:00"))
    assert ledger.report("1", added="5公里", period="2025-W01", on="2025-01-05").position == 2
    assert Period.parse("2025-W01").first.year == 2024


def test_a_plan_that_starts_before_its_year_takes_periods_from_there(plan: Plan, clock: Clock) -> None:
    plan = attrs.evolve(plan, document=attrs.evolve(plan.document, issued="2023-12-20"))
    ledger = Ledger.adopt(MemoryStore(), plan, by="县政府办公室", on="2023-12-20", clock=clock)
    assert ledger.report("1", added="5公里", period="2023-W52", on=ON).position == 2
    assert refusal(ledger, Progress("1", added="5公里", period="2023-11", on=ON)).code == "ledger.period-too-early"


def test_a_period_of_another_year_to_come_is_refused_and_the_next_one_is_not(ledger: Ledger) -> None:
    done = DutyFulfilled("dispatch", party="甲局", period="2024-08", on=ON)
    ledger.append(done)
    assert refusal(ledger, attrs.evolve(done, period="2042-W01")).code == "ledger.period-to-come"
    assert refusal(ledger, Progress("1", added="5公里", period="2024-07", on=ON)).code == "ledger.period-to-come"
    ledger.append(Progress("1", added="5公里", period="2024-06", on=ON))


# totals


def test_a_total_that_falls_is_refused_and_says_from_what(ledger: Ledger) -> None:
    ledger.report("1", total="120公里", on=ON)
    error = refusal(ledger, Progress("1", total="110公里", on="2024-07-05"))
    assert error.code == "ledger.falls"
    assert "120公里" in error.message()
    assert "2024-06-28" in error.message()
    assert "Corrected" in error.mend("en")


def test_with_a_reason_it_may_fall(ledger: Ledger) -> None:
    ledger.report("1", total="120公里", on=ON)
    ledger.report("1", total="110公里", on="2024-07-05", reason="复核后核减")
    assert refusal(ledger, Progress("1", total="109公里", on="2024-07-12")).code == "ledger.falls"
    assert ledger.report("1", total="110公里", on="2024-07-12").position == 4


@pytest.mark.parametrize("total", ["119999米", "29.9%"])
def test_a_fall_is_seen_in_other_units_and_in_per_cent(ledger: Ledger, total: str) -> None:
    ledger.report("1", total="120公里", on=ON)
    assert refusal(ledger, Progress("1", total=total, on="2024-07-05")).code == "ledger.falls"


@pytest.mark.parametrize("total", ["120000米", "30%", "120公里"])
def test_what_stays_the_same_does_not_fall(ledger: Ledger, total: str) -> None:
    ledger.report("1", total="120公里", on=ON)
    ledger.report("1", total=total, on="2024-07-05")


def test_a_late_report_for_an_earlier_day_may_be_lower(ledger: Ledger) -> None:
    ledger.report("1", total="120公里", on=ON)
    ledger.report("1", total="90公里", on="2024-05-31")


def test_within_a_batch_a_fall_is_seen_too(ledger: Ledger) -> None:
    with pytest.raises(InvalidValue, match="falls"):
        ledger.append_all([Progress("1", total="9公里", on=ON), Progress("1", total="8公里", on=ON)])
    assert ledger.checkpoint().position == 1


def test_after_a_correction_the_right_number_counts(ledger: Ledger) -> None:
    slip = ledger.report("1", total="1200公里", on=ON)
    ledger.append(Corrected(slip.id, replacement=Progress("1", total="120公里", on=ON), on="2024-07-01"))
    ledger.report("1", total="130公里", on="2024-07-05")
    assert refusal(ledger, Progress("1", total="129公里", on="2024-07-12")).code == "ledger.falls"


def test_after_a_withdrawal_nothing_is_refused_that_may_be_right(ledger: Ledger) -> None:
    ledger.report("1", total="100公里", on="2024-05-31")
    slip = ledger.report("1", total="1200公里", on=ON)
    ledger.append(Corrected(slip.id, on="2024-07-01", reason="误报"))
    ledger.report("1", total="120公里", on="2024-07-05")


def test_a_limit_and_a_share_may_fall(ledger: Ledger) -> None:
    ledger.report("2.2.t2", total="4.5%", on=ON)
    ledger.report("2.2.t2", total="4.1%", on="2024-07-05")


def test_another_process_knows_the_total_before(ledger: Ledger) -> None:
    ledger.report("1", total="120公里", on=ON)
    ledger.report("2.1", total="9个", on=ON, note='如"target":"1.t1","total":"1公里"')
    again = Ledger.open(ledger.store, clock=Clock())
    assert refusal(again, Progress("1", total="110公里", on="2024-07-05")).code == "ledger.falls"


@pytest.mark.parametrize(
    "report",
    [
        Progress("1", total="-5公里", on=ON),
        Progress("1", added="-5公里", period="2024-06", on=ON),
        FundingReported("1", spent="-1元", on=ON),
    ],
)
def test_less_than_nothing_is_refused(ledger: Ledger, report: Statement) -> None:
    assert refusal(ledger, report).code == "ledger.less-than-nothing"


def test_an_addition_of_a_period_that_has_not_begun_is_refused(ledger: Ledger) -> None:
    assert refusal(ledger, Progress("1", added="5公里", period="2024-07", on=ON)).code == "ledger.period-to-come"
    ledger.report("1", added="5公里", period="2024-06", on=ON)


# wholes


def test_a_percentage_may_speak_of_a_project_with_several_targets_or_none(ledger: Ledger) -> None:
    ledger.report("2", total="45%", on=ON)
    ledger.report("3", total="60%", on=ON)
    view = ledger.as_of(ON)
    assert [str(view.overall(n).total) for n in ("2", "3", "4")] == ["45%", "60%", "尚无填报"]
    assert view.last_report("3") == view.day
    assert view.unplaced == ()
    assert view.done("2.1").ids == ()
    assert refusal(ledger, Progress("3", total="50%", on="2024-07-05")).code == "ledger.falls"


def test_what_is_no_percentage_needs_one_target(ledger: Ledger) -> None:
    assert isinstance(refusal(ledger, Progress("2", total="9个", on=ON)), AmbiguousTarget)
    assert isinstance(refusal(ledger, Progress("2", added="9%", period="2024-06", on=ON)), AmbiguousTarget)
    assert "MilestoneReached" in refusal(ledger, Progress("3", total="9个", on=ON)).mend()
    assert isinstance(refusal(ledger, Progress("9", total="9%", on=ON)), UnknownNumber)


def test_a_number_with_one_target_is_that_target_also_in_per_cent(ledger: Ledger) -> None:
    entry = ledger.report("1", total="45%", on=ON)
    assert isinstance(entry.statement, Progress)
    assert entry.statement.target == "1.t1"


# members


def test_a_member_of_the_group_that_leads_reports_its_part(ledger: Ledger) -> None:
    ledger.report("1", total="12公里", member="甲镇", on=ON)
    ledger.report("1", total="30公里", member="乙镇", on=ON)
    assert refusal(ledger, Progress("1", total="11公里", member="甲镇", on="2024-07-05")).code == "ledger.falls"
    error = refusal(ledger, Progress("1", total="9公里", member="丁镇", on=ON))
    assert isinstance(error, UnknownMember)
    assert error.choices == ("甲镇", "乙镇")
    assert refusal(ledger, Progress("2", total="9%", member="甲镇", on=ON)).code == "ledger.member-of-what"


def test_those_that_a_target_is_shared_out_to_report_their_parts(plan: Plan, clock: Clock) -> None:
    shared = attrs.evolve(plan, allocations=[Allocation(target="2.1.t1", shares={"丙公司": "20个", "丁公司": "16个"})])
    ledger = Ledger.adopt(MemoryStore(), shared, by="", on="2024-02-06", clock=clock)
    ledger.report("2.1", total="5个", member="丙公司", on=ON)
    assert isinstance(refusal(ledger, Progress("2.1", total="5个", member="甲镇", on=ON)), UnknownMember)


def test_where_nobody_knows_who_has_a_part_every_member_is_taken(ledger: Ledger) -> None:
    ledger.report("2.1", total="5个", member="某社区", on=ON)


# money


def test_money_is_that_of_the_plan(ledger: Ledger) -> None:
    entry = ledger.append(FundingReported("1", received="300万元", spent="120万元", on=ON))
    assert isinstance(entry.statement, FundingReported)
    assert entry.statement.source == "县级奖补", "the only one"
    for source in ("", "县级"):
        error = refusal(ledger, FundingReported("2", source=source, received="1万元", on=ON))
        assert isinstance(error, UnknownFunding)
        assert error.choices == ("省级", "市级")
    ledger.append(FundingReported("2", source="市级", received="1万元", on=ON))
    ledger.append(FundingReported("3", source="自筹", spent="1万元", on=ON))
    assert isinstance(refusal(ledger, FundingReported("2.1", spent="1万元", on=ON)), UnknownNumber)


def test_money_does_not_fall_either(ledger: Ledger) -> None:
    ledger.append(FundingReported("1", received="300万元", on=ON), id="a")
    assert ledger.append(FundingReported("1", received="300万元", on=ON), id="a").position == 2, "sent twice"
    ledger.append(FundingReported("1", spent="20万元", on="2024-07-05"))
    assert refusal(ledger, FundingReported("1", received="2999999元", on="2024-07-05")).code == "ledger.falls"
    ledger.append(FundingReported("1", received="290万元", on="2024-07-05", reason="收回"))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "ledger.received-or-spent"),
        ({"received": "5公里"}, "ledger.no-money"),
        ({"spent": "100元/人"}, "ledger.no-money"),
        ({"spent": "100—200元"}, "ledger.no-amount"),
    ],
)
def test_money_is_money(given: dict[str, str], code: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        FundingReported("1", on=ON, **given)  # type: ignore[arg-type]  # texts for the fields named above
    assert caught.value.code == code


# what speaks of other entries


def test_a_case_goes_from_its_notice_to_its_end(ledger: Ledger) -> None:
    problem = ledger.append(ProblemRaised("1", problem="缺土", request="请协调取土", on=ON))
    ledger.append(ProblemAssigned(problem.id, party="县自然资源局", due="2024-07-31", on=ON))
    visit = ledger.append(SiteVisited("1.t1", findings=["未开工"], on=ON, by="督查室"))
    case = ledger.append(CaseOpened("1", matter="滞后", party="甲局", about=visit.id, due="2024-07-31", on=ON))
    asked = ledger.append(
        ExtensionAsked(case.id, reason="汛期", new_due="2024-08-31", progress="过半", by="甲局", on="2024-07-20")
    )
    reply = ledger.append(CaseReplied(case.id, reply="在办", by="甲局", on="2024-07-21"))
    ledger.append(CaseReturned(case.id, reason="无佐证", returned=reply.id, on="2024-07-22"))
    ledger.append(CaseExtended(case.id, asked=asked.id, new_due="2024-08-31", on="2024-07-23"))
    ledger.append(CaseVerified(case.id, passed=True, visit=visit.id, by="督查室", on="2024-08-30"))
    ledger.append(CaseClosed(case.id, on="2024-08-31"))
    ledger.append(EvidenceAttached(reply.id, evidence=["照片.jpg"], on="2024-08-31"))
    ledger.append(Annotated(case.id, note="按期办结", on="2024-09-01"))
    assert ledger.verify()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda ids: ProblemAssigned(ids["case"], party="甲局", on=ON), "ledger.other-entry"),
        (lambda ids: ProblemResolved("nowhere", on=ON), "ledger.unknown-entry"),
        (lambda ids: CaseClosed(ids["problem"], on=ON), "ledger.other-entry"),
        (lambda ids: CaseReturned(ids["case"], reason="不实", returned=ids["problem"], on=ON), "ledger.other-entry"),
        (lambda ids: CaseReturned(ids["case"], reason="不实", returned=ids["reply"], on=ON), "ledger.other-case"),
        (lambda ids: CaseExtended(ids["case"], asked=ids["reply"], new_due=ON, on=ON), "ledger.other-entry"),
        (lambda ids: CaseVerified(ids["case"], passed=True, visit=ids["case"], by="乙", on=ON), "ledger.other-entry"),
        (lambda ids: CaseOpened(matter="滞后", party="甲局", about="nowhere", on=ON), "ledger.unknown-entry"),
        (lambda ids: CaseOpened("9", matter="滞后", party="甲局", on=ON), "projects.unknown-number"),
        (lambda ids: CaseReplied(ids["case"], reply="已办", by="甲局", on="2025-06-28"), "ledger.in-future"),
        (lambda ids: SiteVisited("9", on=ON), "projects.unknown-number"),
        (lambda ids: SiteVisited("1", on="2025-06-28"), "ledger.in-future"),
        (lambda ids: Surveyed("9", satisfied=1, on=ON), "projects.unknown-number"),
        (lambda ids: EvidenceAttached("nowhere", evidence=["甲"], on=ON), "ledger.unknown-entry"),
        (lambda ids: Annotated("nowhere", note="甲", on=ON), "ledger.unknown-entry"),
    ],
)
def test_what_speaks_of_another_entry_speaks_of_the_right_kind(ledger: Ledger, make: object, code: str) -> None:
    ids = {
        "problem": ledger.append(ProblemRaised("1", problem="缺土", on=ON)).id,
        "case": ledger.append(CaseOpened("1", matter="滞后", party="甲局", on=ON)).id,
        "other": ledger.append(CaseOpened("2", matter="滞后", party="乙局", on=ON)).id,
    }
    ids["reply"] = ledger.append(CaseReplied(ids["other"], reply="在办", by="乙局", on=ON)).id
    assert callable(make)
    assert refusal(ledger, make(ids)).code == code


def test_a_corrected_case_is_still_the_case(ledger: Ledger) -> None:
    case = ledger.append(CaseOpened("1", matter="滞后", party="甲局", on=ON))
    right = ledger.append(Corrected(case.id, replacement=CaseOpened("2", matter="滞后", party="甲局", on=ON), on=ON))
    ledger.append(CaseReplied(case.id, reply="在办", by="甲局", on=ON), id="reply")
    ledger.append(CaseReturned(right.id, reason="不实", returned="reply", on=ON))


def test_an_unknown_entry_is_named(ledger: Ledger) -> None:
    error = refusal(ledger, Annotated("week-99", note="甲", on=ON))
    assert isinstance(error, UnknownEntry)
    assert "week-99" in error.message()


def test_a_change_leaves_no_project_without_a_name() -> None:
    plan = Plan(id="甲县-2024", year=2024, projects=[Project(no="1", name="道路", leads=["甲局"])])
    ledger = Ledger.adopt(MemoryStore(), plan, by="甲县", on="2024-02-06", clock=Clock())
    for empty in ("", " "):
        with pytest.raises(InvalidValue, match="name"):
            ledger.append(ChangeApproved("1", changes={"name": empty}, body="人大", reason="并项", on=ON))
    ledger.append(ChangeApproved("1", changes={"name": "新路"}, body="人大", reason="并项", on=ON))
    assert ledger.plan.project("1").name == "新路"
