"""What is known on a day: how totals, additions, corrections and approved changes come together."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from minsheng.errors import InvalidValue, Undefined
from minsheng.ledger import (
    ChangeApproved,
    Corrected,
    DutyFulfilled,
    Ledger,
    MilestoneReached,
    NotAdopted,
    ProblemAssigned,
    ProblemRaised,
    ProblemResolved,
    Progress,
    ScheduleAdopted,
    Statement,
    Unknown,
    View,
)
from minsheng.projects import AmbiguousTarget, Plan, ProjectState, UnknownNumber
from minsheng.storage import MemoryStore
from tests.ledger.made_up import Clock


def _total(amount: str, on: str) -> Progress:
    return Progress("1", total=amount, on=on)


def _added(amount: str, period: str, on: str = "2024-12-01") -> Progress:
    return Progress("1", added=amount, period=period, on=on)


def _done(plan: Plan, *statements: Statement, day: str = "2024-12-31") -> tuple[str, tuple[str, ...], list[str]]:
    found = View.of(plan, statements, day=day).done("1")
    return str(found.total), found.ids, [f.code for f in found.findings]


# done


def test_before_the_first_report_nothing_is_known_which_is_not_zero(plan: Plan) -> None:
    done = View.of(plan, [], day="2024-06-30").done("1")
    assert done.total == Undefined("尚无填报")
    assert (done.last, done.ids) == (None, ())
    assert _done(plan, _total("0公里", "2024-06-28"))[0] == "0公里"


def test_the_latest_total_by_its_day_counts_not_the_last_one_recorded(plan: Plan) -> None:
    statements = [_total("120公里", "2024-06-28"), _total("100公里", "2024-05-31")]
    assert _done(plan, *statements) == ("120公里", ("#1",), [])
    assert _done(plan, *statements, day="2024-06-27") == ("100公里", ("#2",), [])


def test_of_two_totals_for_one_day_the_later_recorded_counts(plan: Plan) -> None:
    assert _done(plan, _total("120公里", "2024-06-28"), _total("90公里", "2024-06-28")) == ("90公里", ("#2",), [])


def test_additions_behind_the_total_are_added(plan: Plan) -> None:
    found = _done(plan, _total("120公里", "2024-06-30"), _added("20公里", "2024-07"), _added("500米", "2024-08"))
    assert found == ("140.5公里", ("#1", "#2", "#3"), [])


def test_additions_without_any_total_count_from_nothing(plan: Plan) -> None:
    assert _done(plan, _added("20公里", "2024-07"), _added("5公里", "2024-W40")) == ("25公里", ("#1", "#2"), [])


def test_what_a_total_holds_already_is_not_counted_again(plan: Plan) -> None:
    found = _done(plan, _added("20公里", "2024-06"), _added("7公里", "2024-05"), _total("120公里", "2024-06-30"))
    assert found == ("120公里", ("#3",), [])


def test_an_addition_that_overlaps_the_total_is_told_and_not_counted(plan: Plan) -> None:
    found = _done(plan, _total("120公里", "2024-06-28"), _added("20公里", "2024-06"), _added("5公里", "2024-07"))
    assert found == ("125公里", ("#1", "#3"), ["ledger.overlapping"])
    view = View.of(plan, [_total("120公里", "2024-06-28"), _added("20公里", "2024-06")], day="2024-12-31")
    assert view.findings == view.done("1").findings
    assert "2024年6月" in view.findings[0].message()
    assert view.findings[0].place.path == "#2"


def test_an_addition_that_overlaps_another_is_told_and_not_counted(plan: Plan) -> None:
    found = _done(plan, _added("20公里", "2024-06"), _added("3公里", "2024-06-X2"), _added("4公里", "2024-W26"))
    assert found == ("20公里", ("#1",), ["ledger.overlapping"] * 2)


def test_a_second_addition_for_one_period_replaces_the_first(plan: Plan) -> None:
    figure = _done(plan, _added("20公里", "2024-06"), _added("22公里", "2024-06"))
    assert figure == ("22公里", ("#2",), ["ledger.addition-replaced"])
    late = _added("22公里", "2024-06", on="2024-07-01"), _added("20公里", "2024-06", on="2024-06-30")
    assert _done(plan, *late) == ("22公里", ("#1",), ["ledger.addition-replaced"])


def test_what_can_not_be_added_up_is_told_and_not_counted(plan: Plan) -> None:
    found = _done(plan, _total("120公里", "2024-06-30"), _added("10%", "2024-07"))
    assert found == ("120公里", ("#1",), ["ledger.not-added"])


def test_a_total_is_told_in_the_unit_of_the_target(plan: Plan) -> None:
    assert _done(plan, _total("120000米", "2024-06-28"))[0] == "120公里"
    assert _done(plan, _total("30%", "2024-06-28"))[0] == "30%"


def test_the_order_of_recording_does_not_matter_where_days_differ(plan: Plan) -> None:
    statements = [
        _total("100公里", "2024-05-31"),
        _total("120公里", "2024-06-30"),
        _added("9公里", "2024-07", on="2024-08-01"),
        _added("8公里", "2024-07", on="2024-08-02"),
    ]
    assert {_done(plan, *order)[0] for order in permutations(statements)} == {"128公里"}


def test_a_number_with_several_targets_is_ambiguous_and_an_unknown_one_unknown(plan: Plan) -> None:
    view = View.of(plan, [], day="2024-06-30")
    with pytest.raises(AmbiguousTarget):
        view.done("2")
    with pytest.raises(UnknownNumber):
        view.done("9")


# corrections


def test_a_correction_stands_in_the_place_of_what_was_wrong(plan: Plan) -> None:
    wrong, later = _total("1200公里", "2024-06-28"), _total("130公里", "2024-06-28")
    right = Corrected("#1", replacement=_total("120公里", "2024-06-28"), on="2024-07-05")
    assert _done(plan, wrong, right, day="2024-06-30") == ("120公里", ("#2",), [])
    assert _done(plan, wrong, later, right) == ("130公里", ("#2",), []), "the first place of that day stays the first"


def test_a_correction_holds_at_the_day_of_its_replacement(plan: Plan) -> None:
    wrong = _total("120公里", "2024-06-28")
    right = Corrected("#1", replacement=_total("120公里", "2024-07-28"), on="2024-08-05")
    assert _done(plan, wrong, right, day="2024-06-30")[0] == "尚无填报"
    assert _done(plan, wrong, right, day="2024-07-28") == ("120公里", ("#2",), [])


def test_a_withdrawn_statement_counts_no_more(plan: Plan) -> None:
    withdrawn = Corrected("#2", on="2024-07-05", reason="重复")
    found = _done(plan, _total("100公里", "2024-05-31"), _total("120公里", "2024-06-28"), withdrawn)
    assert found == ("100公里", ("#1",), [])


def test_a_chain_of_corrections_ends_with_its_last(plan: Plan) -> None:
    chain = [_total("1公里", "2024-06-28")]
    for n in (1, 2, 3):
        chain.append(Corrected(f"#{n}", replacement=_total(f"{n + 1}公里", "2024-06-28"), on="2024-07-05"))
    view = View.of(plan, chain, day="2024-12-31")
    assert [str(e.statement.total) for e in view.entries if isinstance(e.statement, Progress)] == ["4公里"]
    (entry,) = view.entries
    assert (entry.id, entry.position, entry.replaces) == ("#4", 1, ("#1", "#2", "#3"))


def test_a_correction_of_nothing_is_told(plan: Plan) -> None:
    statements = [
        _total("1公里", "2024-06-28"),
        Corrected("#9", on="2024-07-05"),
        Corrected("#1", replacement=_total("2公里", "2024-06-28"), on="2024-07-05"),
        Corrected("#1", replacement=_total("3公里", "2024-06-28"), on="2024-07-05"),
    ]
    view = View.of(plan, statements, day="2024-12-31")
    assert str(view.done("1").total) == "2公里"
    assert [f.code for f in view.findings] == ["ledger.correction-lost"] * 2


# approved changes


def _approved(number: str, on: str, **changes: object) -> ChangeApproved:
    return ChangeApproved(number, changes=changes, body="人大", document="〔2024〕9号", reason="汛期", on=on)  # type: ignore[arg-type]  # given by name


def test_the_plan_is_that_of_the_day_and_the_baseline_stays(plan: Plan) -> None:
    view = View.of(plan, [_approved("1", "2024-07-10", targets=["约300公里"])], day="2024-07-10")
    assert str(view.plan.target("1").quantity) == "约300公里"
    assert str(view.baseline.target("1").quantity) == "约400公里"
    assert str(view.earlier("2024-07-09").plan.target("1").quantity) == "约400公里"
    assert [e.id for e in view.changes] == ["#1"]
    assert view.earlier("2024-07-09").changes == ()


def test_two_changes_recorded_out_of_the_order_of_their_days_do_not_revert_each_other(plan: Plan) -> None:
    changes = [
        _approved("1", "2024-09-20", deadlines=["2024-12-31"]),
        _approved("1", "2024-07-10", targets=["约300公里"], leads=["乙局"]),
        _approved("1", "2024-08-01", leads=["丙局"]),
        _approved("2.1", "2024-06-01", targets=["30个小区"]),
        _approved("3", "2024-06-01", state=ProjectState.PAUSED),
    ]
    for order in permutations(changes):
        after = View.of(plan, order, day="2024-12-31").plan
        first = after.project("1")
        assert (first.due.day, str(first.targets[0].quantity), first.leads) == (
            date(2024, 12, 31),
            "约300公里",
            ("丙局",),
        )
        assert (after.item("2.1").targets[0].id, str(after.item("2.1").targets[0])) == ("2.1.t1", "30个小区")
        assert after.project("3").state is ProjectState.PAUSED


def test_a_new_target_has_one_id_whatever_is_recorded_later_for_an_earlier_day(plan: Plan) -> None:
    ledger = Ledger.adopt(MemoryStore(), plan, by="", on="2024-02-06", clock=Clock())
    ledger.append(_approved("1", "2024-07-10", targets=["约400公里", "5座"]))
    ledger.report("1.t2", total="3座", on="2024-07-31")
    ledger.append(_approved("1", "2024-06-01", targets=["约400公里", "8盏"]))
    ledger.report("1.t3", total="2盏", on="2024-06-30")
    june, july = ledger.as_of("2024-06-30"), ledger.as_of("2024-07-31")
    assert [t.id for t in june.plan.project("1").targets] == ["1.t1", "1.t3"]
    assert [t.id for t in july.plan.project("1").targets] == ["1.t1", "1.t2"]
    assert str(june.done("1.t3").total) == "2盏"
    assert str(july.done("1.t2").total) == "3座"
    assert [e.statement.on for e in july.unplaced] == [date(2024, 6, 30)]


def test_a_target_that_comes_back_keeps_its_name_and_what_was_reported(plan: Plan) -> None:
    ledger = Ledger.adopt(MemoryStore(), plan, by="", on="2024-02-06", clock=Clock())
    old = plan.project("1").targets
    ledger.report("1", total="120公里", on="2024-06-28")
    ledger.append(_approved("1", "2024-07-10", targets=["9座"]))
    ledger.append(_approved("1", "2024-08-10", targets=old))
    assert ledger.as_of("2024-07-31").plan.retired == ("1.t1",)
    assert str(ledger.as_of("2024-08-31").done("1").total) == "120公里"
    assert "1.t1" not in ledger.as_of("2024-08-31").plan.retired


def test_a_change_that_can_not_be_applied_is_told_and_the_rest_is(plan: Plan) -> None:
    changes = [_approved("2", "2024-06-01", items=[]), _approved("2.1", "2024-07-01", targets=["9个小区"])]
    view = View.of(plan, [*changes, _approved("1", "2024-07-02", leads=["乙局"])], day="2024-12-31")
    assert [f.code for f in view.findings] == ["ledger.change-lost"]
    assert view.findings[0].place.path == "#2"
    assert view.plan.project("1").leads == ("乙局",)


def test_a_corrected_change_is_as_if_it_had_been_right(plan: Plan) -> None:
    statements = [
        _approved("1", "2024-07-10", targets=["约300公里"]),
        Corrected("#1", replacement=_approved("1", "2024-08-10", targets=["约350公里"]), on="2024-09-01"),
    ]
    view = View.of(plan, statements, day="2024-12-31")
    assert str(view.plan.target("1")) == "约350公里"
    assert view.earlier("2024-08-09").plan == plan


# under another plan


def test_under_another_plan_no_recorded_change_is_applied(plan: Plan) -> None:
    statements = [
        _total("120公里", "2024-06-28"),
        Progress("2.1", total="9个", on="2024-06-28"),
        _approved("1", "2024-07-10", targets=["约300公里"]),
        MilestoneReached("3", on="2024-07-11"),
        ProblemRaised("2.2", problem="缺地", on="2024-07-11"),
        ScheduleAdopted("2.1", on="2024-07-11"),
        ScheduleAdopted(party="甲局", on="2024-07-11"),
        DutyFulfilled("report", party="甲局", on="2024-07-11"),
    ]
    other = Plan(id="另一个", year=2024, projects=[plan.changed("1", deadlines=["2024-12-31"]).project("1")])
    view = View.of(plan, statements, day="2024-12-31").under(other)
    assert view.plan == other
    assert view.baseline == plan
    assert str(view.plan.target("1")) == "约400公里"
    assert [e.id for e in view.unplaced] == ["#2", "#4", "#5", "#6"]
    assert [f.code for f in view.findings] == ["ledger.unplaced"] * 4
    assert str(view.done("1").total) == "120公里"
    earlier = view.earlier("2024-06-28")
    assert earlier.plan == other
    assert [e.id for e in earlier.unplaced] == ["#2"]


# looking up


def test_problems_are_open_until_they_are_resolved(plan: Plan) -> None:
    statements = [
        ProblemRaised("1", problem="缺土", on="2024-05-01", by="甲局"),
        ProblemRaised("2.1", problem="缺地", on="2024-05-02", by="乙局"),
        ProblemResolved("#1", on="2024-06-01"),
        Corrected("#1", replacement=ProblemRaised("1", problem="缺石料", on="2024-05-01", by="甲局"), on="2024-06-02"),
    ]
    late = View.of(plan, statements, day="2024-12-31")
    assert [(p.id, p.text, p.resolved_on) for p in late.problems] == [
        ("#4", "缺石料", date(2024, 6, 1)),
        ("#2", "缺地", None),
    ]
    assert [p.resolved_on for p in late.earlier("2024-05-31").problems] == [None, None]


def test_the_last_report_of_a_piece_is_the_latest_within_it(plan: Plan) -> None:
    statements = [
        Progress("2.1", total="9个", on="2024-06-28"),
        Progress("2.2.t1", total="9平方米", on="2024-07-28"),
        Progress("2.1", total="8个", on="2024-05-28"),
        MilestoneReached("3", milestone="start", on="2024-03-01"),
    ]
    view = View.of(plan, statements, day="2024-12-31")
    last = {n: view.last_report(n) for n in ("1", "2", "2.1", "2.2", "2.1.t1", "2.2.t1", "2.2.t2", "3")}
    assert last == {
        "1": None,
        "2": date(2024, 7, 28),
        "2.1": date(2024, 6, 28),
        "2.2": date(2024, 7, 28),
        "2.1.t1": date(2024, 6, 28),
        "2.2.t1": date(2024, 7, 28),
        "2.2.t2": None,
        "3": date(2024, 3, 1),
    }
    assert view.earlier("2024-05-31").last_report("2") == date(2024, 5, 28)


def test_the_latest_schedule_of_a_target_counts(plan: Plan) -> None:
    statements = [
        ScheduleAdopted("1", points=[("2024-06-30", "200公里")], on="2024-02-20"),
        ScheduleAdopted("1.t1", points=[("2024-06-30", "150公里")], on="2024-03-20"),
        ScheduleAdopted(party="甲局", on="2024-04-20"),
    ]
    view = View.of(plan, statements, day="2024-12-31")
    found = view.schedule("1")
    assert found is not None
    assert found.id == "#2"
    assert view.schedule("2.1") is None
    assert [e.id for e in view.fulfilments] == ["#1", "#2", "#3"]


def test_a_problem_has_its_latest_assignment(plan: Plan) -> None:
    statements = [
        ProblemRaised("1", problem="缺土", request="请协调", measure="另寻料场", on="2024-06-01", by="甲局"),
        ProblemAssigned("#1", party="丙局", due="2024-07-31", on="2024-06-20"),
        ProblemAssigned("#1", party="乙局", on="2024-06-10"),
        Corrected("#1", replacement=ProblemRaised("1", problem="缺砂", on="2024-06-01"), on="2024-06-02"),
    ]
    early, late = (View.of(plan, statements, day=day).problems[0] for day in ("2024-06-15", "2024-06-30"))
    assert (early.text, early.party, early.due) == ("缺砂", "乙局", None)
    assert (late.party, late.due) == ("丙局", date(2024, 7, 31))
    (raised,) = View.of(plan, statements[:1], day="2024-06-30").problems
    assert (raised.request, raised.measure, raised.party) == ("请协调", "另寻料场", "")


def test_the_plan_of_any_earlier_day_can_be_asked_for(plan: Plan) -> None:
    changes = [_approved("1", "2024-07-10", leads=["乙局"]), _approved("1", "2024-05-10", leads=["丁局"])]
    view = View.of(plan, changes, day="2024-12-31")
    found = [view.plan_on(day).project("1").leads for day in ("2024-05-09", "2024-05-10", "2024-07-09", "2024-07-10")]
    assert found == [("甲局",), ("丁局",), ("丁局",), ("乙局",)]
    assert view.under(plan).plan_on("2024-12-31") == plan
    with pytest.raises(InvalidValue):
        view.plan_on("2025-01-01")


def test_milestones_are_those_of_exactly_this_piece(plan: Plan) -> None:
    statements = [MilestoneReached("2", on="2024-07-01"), MilestoneReached("2.1", on="2024-06-01")]
    view = View.of(plan, statements, day="2024-12-31")
    assert [e.id for e in view.milestones("2")] == ["#1"]
    assert [e.id for e in view.milestones("2.1")] == ["#2"]
    assert view.milestones("2.2") == ()


def test_entries_stand_by_day_and_place(plan: Plan) -> None:
    statements = [_total("3公里", "2024-07-01"), _total("1公里", "2024-05-01"), _total("2公里", "2024-07-01")]
    assert [e.id for e in View.of(plan, statements, day="2024-12-31").entries] == ["#2", "#1", "#3"]
    assert [e.id for e in View.of(plan, statements, day="2024-06-30").entries] == ["#2"]


def test_a_statement_of_a_newer_version_is_kept_and_told(plan: Plan) -> None:
    view = View.of(plan, [Unknown(on="2024-06-28", tag="weighed", data='{"type":"weighed"}')], day="2024-12-31")
    assert len(view.entries) == 1
    assert "weighed" in view.findings[0].message()


def test_an_earlier_view_is_neither_later_nor_before_the_adoption(plan: Plan) -> None:
    ledger = Ledger.adopt(MemoryStore(), plan, by="", on="2024-02-06", clock=Clock())
    view = ledger.as_of("2024-06-30")
    assert view.earlier("2024-02-06").day == date(2024, 2, 6)
    with pytest.raises(NotAdopted):
        view.earlier("2024-02-05")
    with pytest.raises(InvalidValue):
        view.earlier("2024-07-01")
    assert View.of(plan, [], day="2024-06-30").earlier("2024-01-01").entries == ()
