"""Only a ledger seals: what it takes, what it refuses, and that nothing is lost or counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from threading import Thread

import pytest

from minsheng.errors import InvalidValue, MinshengError
from minsheng.ledger import (
    ChangeApproved,
    Conflict,
    Corrected,
    DutyExcused,
    DutyFulfilled,
    Ledger,
    MilestoneReached,
    NotAdopted,
    PlanAdopted,
    PlanDiffers,
    ProblemRaised,
    ProblemResolved,
    Progress,
    ScheduleAdopted,
    Statement,
    Store,
    Unknown,
    UnknownEntry,
    UnknownLedger,
)
from minsheng.projects import AmbiguousTarget, Plan, UnknownNumber
from minsheng.storage import MemoryStore, open_store
from tests.ledger.made_up import Clock


@pytest.fixture(params=["memory:", "sqlite:///{}/county.db"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with open_store(str(request.param).format(tmp_path)) as opened:
        yield opened


@pytest.fixture
def ledger(store: Store, plan: Plan, clock: Clock) -> Ledger:
    return Ledger.adopt(store, plan, by="甲县政府办公室", on="2024-02-06", clock=clock)


# beginning


def test_adopting_the_same_plan_again_changes_nothing(store: Store, plan: Plan, clock: Clock) -> None:
    for _ in range(2):
        ledger = Ledger.adopt(store, plan, by="甲县政府办公室", on="2024-02-06", clock=clock)
    assert [type(e.statement) for e in ledger.entries()] == [PlanAdopted]
    assert ledger.baseline == plan
    assert store.plans() == ("甲县-2024",)


def test_another_plan_of_the_same_id_is_refused_with_the_difference(ledger: Ledger, store: Store, plan: Plan) -> None:
    other = plan.changed("1", targets=["约500公里"])
    with pytest.raises(PlanDiffers) as caught:
        Ledger.adopt(store, other, by="甲县政府办公室", on="2024-02-06")
    (difference,) = caught.value.differences
    assert (difference.number, difference.field) == ("1", "targets")
    assert "500" in caught.value.message()
    assert len(list(ledger.entries())) == 1


def test_an_approved_change_does_not_hide_the_baseline_from_adopt(ledger: Ledger, store: Store, plan: Plan) -> None:
    ledger.append(ChangeApproved("1", changes={"leads": ["乙局"]}, body="人大", reason="甲", on="2024-07-01"))
    assert Ledger.adopt(store, plan, by="甲县政府办公室", on="2024-02-06").plan.project("1").leads == ("乙局",)


def test_open_finds_the_ledger_or_says_which_there_are(ledger: Ledger, store: Store, plan: Plan) -> None:
    assert Ledger.open(store, plan.id).baseline == plan
    assert Ledger.open(store).plan_id == plan.id
    with pytest.raises(UnknownLedger) as caught:
        Ledger.open(store, "乙县-2024")
    assert caught.value.choices == ("甲县-2024",)
    with pytest.raises(UnknownLedger):
        Ledger.open(MemoryStore())


# what is sealed


def test_a_report_becomes_an_entry_with_place_time_and_seal(ledger: Ledger, clock: Clock) -> None:
    entry = ledger.report("1", total="120公里", on="2024-06-28", by="甲局", recorder="zhang")
    assert entry.position == 2
    assert entry.plan == "甲县-2024"
    assert entry.recorded_at == clock.now
    assert entry.recorder == "zhang"
    assert len(entry.digest) == 32
    assert list(ledger.entries())[1] == entry


def test_a_number_is_sealed_as_the_id_of_its_target(ledger: Ledger) -> None:
    entry = ledger.report("1", total="120公里", on="2024-06-28")
    assert entry.statement == Progress("1.t1", total="120公里", on="2024-06-28")


def test_time_never_goes_back(ledger: Ledger, clock: Clock) -> None:
    first = ledger.report("1", total="1公里", on="2024-06-28")
    clock.move(hours=-5)
    second = ledger.report("1", total="2公里", on="2024-06-28")
    assert second.recorded_at == first.recorded_at
    clock.move(days=1)
    assert ledger.report("1", total="3公里", on="2024-06-28").recorded_at > first.recorded_at


def test_a_clock_without_a_zone_is_refused(store: Store, plan: Plan) -> None:
    with pytest.raises(InvalidValue) as caught:
        Ledger.adopt(store, plan, by="", on="2024-02-06", clock=lambda: datetime(2024, 2, 6))
    assert caught.value.code == "ledger.naive-clock"


def test_ids_are_given_in_the_order_of_time(ledger: Ledger, clock: Clock) -> None:
    ids = []
    for _ in range(50):
        clock.move(milliseconds=1)
        ids += [e.id for e in ledger.append_all([Progress("1", total="1公里", on="2024-06-28")] * 3)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 150


# idempotence


def test_the_same_statement_under_the_same_id_is_stored_once(ledger: Ledger) -> None:
    statements = [Progress("1", total=f"{n}公里", on="2024-06-28") for n in range(3)]
    first = ledger.append_all(statements, ids=["a", "b", "c"])
    for _ in range(2):
        assert ledger.append_all(statements, ids=["a", "b", "c"]) == first
    assert ledger.append_all([statements[2], statements[0]], ids=["c", "a"]) == [first[2], first[0]]
    assert len(list(ledger.entries())) == 4


def test_of_a_batch_only_what_is_missing_is_stored(ledger: Ledger) -> None:
    statements = [Progress("1", total=f"{n}公里", on=f"2024-06-2{n}") for n in range(4)]
    ledger.append(statements[1], id="b")
    entries = ledger.append_all(statements, ids=["a", "b", "c", "d"])
    assert [e.position for e in entries] == [3, 2, 4, 5]
    assert [e.id for e in entries] == ["a", "b", "c", "d"]


def test_an_id_that_says_something_else_is_a_conflict_and_nothing_is_stored(ledger: Ledger) -> None:
    ledger.report("1", total="1公里", on="2024-06-28", id="a")
    with pytest.raises(Conflict) as caught:
        ledger.append_all([Progress("1", total="5公里", on="2024-06-28")] * 2, ids=["new", "a"])
    assert caught.value.id == "a"
    with pytest.raises(Conflict):
        ledger.append_all(
            [Progress("1", total="5公里", on="2024-06-28"), Progress("1", total="6公里", on="2024-06-28")],
            ids=["x", "x"],
        )
    assert len(list(ledger.entries())) == 2


def test_one_id_twice_in_a_batch_is_one_entry(ledger: Ledger) -> None:
    first, second = ledger.append_all([Progress("1", total="5公里", on="2024-06-28")] * 2, ids=["x", "x"])
    assert first == second
    assert len(list(ledger.entries())) == 2


_REPEATED: list[Statement] = [
    Progress("1", total="120公里", on="2024-06-28"),
    ScheduleAdopted("1", points=[("2024-06-30", "200公里")], on="2024-02-20"),
    ChangeApproved("1", changes={"targets": ["300公里", "5座"]}, body="人大", reason="甲", on="2024-07-01"),
    ChangeApproved("2", changes={"deadlines": ["10月底"]}, body="人大", reason="甲", on="2024-07-01"),
    Corrected("first", replacement=Progress("1", total="12公里", on="2024-06-28"), on="2024-07-01"),
    Corrected("first", on="2024-07-01"),
]


@pytest.mark.parametrize("statement", _REPEATED, ids=lambda s: s.type)
def test_sending_again_after_the_plan_changed_gives_the_stored_entry(ledger: Ledger, statement: Statement) -> None:
    ledger.report("1", total="1公里", on="2024-06-28", id="first")
    entry = ledger.append(statement, id="again")
    ledger.append(
        ChangeApproved("1", changes={"targets": ["1公里", "2座", "3盏"]}, body="人大", reason="乙", on="2024-06-01")
    )
    assert ledger.append(statement, id="again") == entry
    assert len(list(ledger.entries())) == 4


@pytest.mark.parametrize("id", ["", " ", "a b", "a\nb", "x" * 201, "\ud800"])
def test_what_is_no_id_is_refused(ledger: Ledger, id: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        ledger.report("1", total="1公里", on="2024-06-28", id=id)
    assert caught.value.code == "ledger.bad-id"


# what can not stand


def _change(**changes: object) -> ChangeApproved:
    return ChangeApproved("1", changes=changes, body="人大", reason="甲", on="2024-07-01")  # type: ignore[arg-type]  # given by name


@pytest.mark.parametrize(
    ("statement", "error", "code"),
    [
        (Progress("9", total="1公里", on="2024-06-28"), UnknownNumber, "projects.unknown-number"),
        (Progress("3", total="1公里", on="2024-06-28"), InvalidValue, "ledger.nothing-to-count"),
        (Progress("2", total="1个", on="2024-06-28"), AmbiguousTarget, "projects.ambiguous-target"),
        (Progress("1", total="5座", on="2024-06-28"), InvalidValue, "ledger.other-unit"),
        (Progress("1", added="5座", period="2024-06", on="2024-06-28"), InvalidValue, "ledger.other-unit"),
        (Progress("2.2.t2", added="1%", period="2024-06", on="2024-06-28"), InvalidValue, "ledger.can-not-add"),
        (Progress("1", total="1公里", on="2025-01-01"), InvalidValue, "ledger.in-future"),
        (Progress("1", total="1公里", on="2023-12-31"), InvalidValue, "ledger.too-early"),
        (MilestoneReached("9", on="2024-06-28"), UnknownNumber, "projects.unknown-number"),
        (MilestoneReached("3", on="2025-06-28"), InvalidValue, "ledger.in-future"),
        (ProblemRaised("2.9", problem="缺土", on="2024-06-28"), UnknownNumber, "projects.unknown-number"),
        (ProblemResolved("nobody", on="2024-06-28"), UnknownEntry, "ledger.unknown-entry"),
        (ProblemResolved("first", on="2024-06-28"), InvalidValue, "ledger.other-entry"),
        (ScheduleAdopted("1", points=[("2024-06-30", "3座")], on="2024-02-20"), InvalidValue, "ledger.other-unit"),
        (ScheduleAdopted("9", on="2024-02-20"), UnknownNumber, "projects.unknown-number"),
        (PlanAdopted(plan=Plan(year=2024), on="2024-02-06"), InvalidValue, "ledger.adopted-twice"),
        (Corrected("nobody", on="2024-06-28"), UnknownEntry, "ledger.unknown-entry"),
        (Corrected("adoption", on="2024-06-28"), InvalidValue, "ledger.adoption-stands"),
        (
            Corrected("first", replacement=MilestoneReached("1", on="2024-06-28"), on="2024-06-28"),
            InvalidValue,
            "ledger.other-kind",
        ),
        (
            Corrected("first", replacement=Progress("1", total="5座", on="2024-06-28"), on="2024-06-28"),
            InvalidValue,
            "ledger.other-unit",
        ),
        (
            ChangeApproved("9", changes={"leads": ["乙局"]}, body="甲", reason="乙", on="2024-07-01"),
            UnknownNumber,
            None,
        ),
        (
            ChangeApproved("2.1", changes={"leads": ["乙局"]}, body="甲", reason="乙", on="2024-07-01"),
            InvalidValue,
            None,
        ),
    ],
)
def test_what_can_not_stand_is_refused_by_name_and_not_stored(
    ledger: Ledger, statement: Statement, error: type[MinshengError], code: str | None
) -> None:
    ledger.report("1", total="1公里", on="2024-06-28", id="first")
    before = ledger.checkpoint()
    with pytest.raises(error) as caught:
        ledger.append_all([Progress("1", total="2公里", on="2024-06-29"), statement])
    assert code in (None, caught.value.code)
    for lang in ("zh", "en"):
        assert "{" not in caught.value.message(lang) + caught.value.mend(lang)
    assert ledger.checkpoint() == before


@pytest.mark.parametrize(
    "statement",
    [
        Progress("1", total="120000米", on="2024-06-28"),
        Progress("1", total="30%", on="2024-06-28"),
        Progress("1", total="999公里", on="2024-06-28"),
        Progress("4", total="320户", on="2024-06-28"),
        Progress("2.2.t2", total="4.2%", on="2024-06-28"),
        Progress("1", total="1公里", on="2024-01-31"),
        Progress("1", total="1公里", on="2024-12-31"),
        MilestoneReached("3", on="2024-06-28"),
        MilestoneReached("2.1", milestone="start", on="2024-06-28"),
        MilestoneReached("2.2.t1", on="2024-06-28"),
        ScheduleAdopted(party="甲局", milestones=[("招标", "2025-04-30")], on="2024-02-20"),
        DutyFulfilled("site_visit", party="督查室", on="2024-06-28"),
        DutyExcused("report", party="甲局", period="2025-01", reason="机构改革", on="2025-02-01"),
        ChangeApproved("3", changes={"targets": ["200人"]}, body="人大", reason="甲", on="2025-03-01"),
        Unknown(on="2024-06-28", tag="weighed", data='{"on":"2024-06-28","type":"weighed"}'),
    ],
    ids=lambda s: s.type or "unknown",
)
def test_what_a_county_records_is_taken(ledger: Ledger, statement: Statement) -> None:
    entry = ledger.append(statement)
    assert list(ledger.entries())[-1] == entry
    assert ledger.verify()


def test_a_batch_may_build_on_itself(ledger: Ledger) -> None:
    ledger.append_all(
        [
            ChangeApproved("3", changes={"targets": ["200人"]}, body="人大", reason="甲", on="2024-06-01"),
            Progress("3", total="50人", on="2024-06-28"),
            ProblemRaised("3", problem="缺地", on="2024-06-28"),
            ProblemResolved("p", on="2024-07-28"),
            Corrected("r", replacement=Progress("3", total="40人", on="2024-06-28"), on="2024-07-01"),
        ],
        ids=["c", "r", "p", "s", "k"],
    )
    view = ledger.as_of("2024-08-01")
    assert str(view.done("3").total) == "40人"
    assert view.problems[0].resolved_on == date(2024, 7, 28)


def test_a_report_may_speak_of_a_day_before_its_target_was_approved(ledger: Ledger) -> None:
    ledger.append(ChangeApproved("3", changes={"targets": ["200人"]}, body="人大", reason="甲", on="2024-07-10"))
    ledger.report("3", total="20人", on="2024-06-30")
    assert str(ledger.as_of("2024-07-10").done("3").total) == "20人"
    early = ledger.as_of("2024-07-09")
    assert [e.statement.type for e in early.unplaced] == ["progress"]


def test_who_corrects_what_is_corrected_is_told_the_last_of_the_chain(ledger: Ledger) -> None:
    ledger.report("1", total="100公里", on="2024-06-28", id="a")
    ledger.append(Corrected("a", replacement=Progress("1", total="90公里", on="2024-06-28"), on="2024-07-01"), id="b")
    with pytest.raises(InvalidValue) as caught:
        ledger.append(Corrected("a", on="2024-07-02"))
    assert caught.value.code == "ledger.corrected-already"
    assert "“b”" in caught.value.mend()
    ledger.append(Corrected("b", replacement=Progress("1", total="95公里", on="2024-06-28"), on="2024-07-02"), id="c")
    done = ledger.as_of("2024-07-31").done("1")
    assert (str(done.total), done.ids) == ("95公里", ("c",))


# several writers


def test_two_ledgers_of_one_store_take_turns(ledger: Ledger, store: Store, plan: Plan, clock: Clock) -> None:
    other = Ledger.open(store, plan.id, clock=clock)
    for n in range(10):
        assert (ledger if n % 2 else other).report("1", total=f"{n}公里", on="2024-06-28").position == n + 2
    assert ledger.as_of("2024-07-01") == other.as_of("2024-07-01")


def test_what_another_writer_approved_counts_before_the_next_statement(
    ledger: Ledger, store: Store, plan: Plan, clock: Clock
) -> None:
    other = Ledger.open(store, plan.id, clock=clock)
    other.report("1", total="1公里", on="2024-06-28")
    ledger.append(ChangeApproved("1", changes={"targets": ["9座"]}, body="人大", reason="甲", on="2024-06-01"))
    with pytest.raises(InvalidValue):
        other.report("1", total="2公里", on="2024-06-28")
    assert other.report("1", total="2座", on="2024-06-28").statement == Progress("1.t2", total="2座", on="2024-06-28")


def test_threads_share_a_ledger_and_a_store(ledger: Ledger, store: Store, plan: Plan, clock: Clock) -> None:
    shared = [ledger, ledger, Ledger.open(store, plan.id, clock=clock), Ledger.open(store, plan.id, clock=clock)]
    failures: list[BaseException] = []

    def write(who: int) -> None:
        try:
            for n in range(15):
                shared[who].report("1", total=f"{n}公里", member=f"{who}镇", on="2024-06-28", id=f"{who}-{n}")
                shared[who].as_of("2024-07-01")
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=write, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert ledger.verify()
    assert {e.id for e in ledger.entries()} == {"adoption"} | {f"{who}-{n}" for who in range(4) for n in range(15)}


def test_two_who_adopt_at_once_begin_one_ledger(store: Store, plan: Plan, clock: Clock) -> None:
    failures: list[BaseException] = []

    def adopt() -> None:
        try:
            Ledger.adopt(store, plan, by="甲县政府办公室", on="2024-02-06", clock=clock)
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=adopt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(list(store.read(plan.id))) == 1


# two dates


def test_before_the_adoption_there_is_no_view(ledger: Ledger) -> None:
    with pytest.raises(NotAdopted) as caught:
        ledger.as_of("2024-02-05")
    assert caught.value.adopted_on == date(2024, 2, 6)
    assert ledger.as_of("2024-02-06").entries[0].statement.type == "plan_adopted"


def test_known_gives_what_was_recorded_by_the_end_of_that_day_in_china(store: Store, plan: Plan) -> None:
    clock = Clock("2024-02-06T09:00")
    ledger = Ledger.adopt(store, plan, by="甲县政府办公室", on="2024-02-06", clock=clock)
    clock.set("2024-06-30T23:59:59")
    ledger.report("1", total="120公里", on="2024-06-28")
    clock.set("2024-07-01T00:00")
    ledger.report("1", total="130公里", on="2024-06-29")
    assert str(ledger.as_of("2024-06-30").done("1").total) == "130公里"
    assert str(ledger.as_of("2024-06-30", known="2024-07-01").done("1").total) == "130公里"
    assert str(ledger.as_of("2024-06-30", known="2024-06-30").done("1").total) == "120公里"
    assert str(ledger.as_of("2024-06-28", known="2024-07-01").done("1").total) == "120公里"
    assert str(ledger.as_of("2024-06-30", known="2024-06-29").done("1").total) == "尚无填报"
    with pytest.raises(NotAdopted) as caught:
        ledger.as_of("2024-06-30", known="2024-02-05")
    assert caught.value.code == "ledger.not-recorded"
    assert "登记日期：2024-02-06" in caught.value.message("zh"), "why: not that the plan was not adopted"


def test_a_diff_tells_what_is_new_corrected_and_approved(store: Store, plan: Plan) -> None:
    clock = Clock("2024-02-06T09:00")
    ledger = Ledger.adopt(store, plan, by="甲县政府办公室", on="2024-02-06", clock=clock)
    clock.set("2024-06-28T10:00")
    ledger.report("1", total="120公里", on="2024-06-28", id="a")
    clock.set("2024-07-05T10:00")
    ledger.append(Corrected("a", replacement=Progress("1", total="100公里", on="2024-06-28"), on="2024-07-05"), id="b")
    ledger.append(ChangeApproved("1", changes={"leads": ["乙局"]}, body="人大", reason="甲", on="2024-07-05"), id="c")
    diff = ledger.diff("2024-06-30", "2024-07-31")
    assert [(c.old.id, c.new and c.new.id) for c in diff.corrected] == [("a", "b")]
    assert [e.id for e in diff.approved] == ["c"]
    assert (diff.new, diff.gone) == ((), ())
    assert [(s.target, str(s.before), str(s.after)) for s in diff.changed] == [("1.t1", "120公里", "100公里")]
    assert [(d.number, d.field) for d in diff.plan] == [("1", "leads")]
    assert not ledger.diff("2024-07-10", "2024-07-31")
    with pytest.raises(NotAdopted):
        ledger.diff("2024-02-05", "2024-07-31")


def test_with_hindsight_a_ledger_filled_in_afterwards_has_a_diff(ledger: Ledger) -> None:
    ledger.report("1", total="120公里", on="2024-06-28", id="a")
    with pytest.raises(NotAdopted):
        ledger.diff("2024-06-01", "2024-06-30")
    assert [e.id for e in ledger.diff("2024-06-01", "2024-06-30", hindsight=True).new] == ["a"]


def test_the_wrong_number_of_ids_is_refused(ledger: Ledger) -> None:
    with pytest.raises(InvalidValue):
        ledger.append_all([Progress("1", total="1公里", on="2024-06-28")], ids=[])
    assert ledger.append_all([]) == []
    assert ledger.append_all([], ids=[]) == []


def test_an_empty_ledger_object_of_an_emptied_store_is_no_ledger(plan: Plan) -> None:
    with pytest.raises(UnknownLedger):
        Ledger(MemoryStore(), plan.id).as_of("2024-06-28")
