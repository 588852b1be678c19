"""A ledger gone through entry by entry: what became of each, and what should be known of it. Made-up county."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest

from minsheng.ledger import (
    CaseOpened,
    CaseReplied,
    ChangeApproved,
    Corrected,
    FundingReported,
    Ledger,
    Progress,
    Row,
    Statement,
    Step,
)
from minsheng.projects import Item, Plan, Project
from minsheng.storage import MemoryStore
from tests.ledger.made_up import Clock

ON = "2024-06-28"


def begun(plan: Plan, store: MemoryStore | None = None) -> Ledger:
    return Ledger.adopt(store or MemoryStore(), plan, by="甲县", on="2024-02-06", clock=Clock())


def journal(plan: Plan, **statements: Statement) -> dict[str, Step]:
    """Step by id of its entry."""
    ledger = begun(plan)
    for id, statement in statements.items():
        ledger.append(statement, id=id, recorder="张三")
    found = {step.entry.id: step for step in Ledger.open(ledger.store).journal()}
    assert list(found) == ["adoption", *statements]
    return found


def codes(step: Step) -> list[str]:
    return [remark.code for remark in step.remarks]


def test_an_entry_says_by_whom_and_when_it_was_corrected(plan: Plan) -> None:
    steps = journal(
        plan,
        a=Progress("1", total="1200公里", on=ON, by="甲局"),
        b=Progress("2.1", total="9个", on=ON, by="乙局"),
        c=Corrected(
            "a", replacement=Progress("1", total="120公里", on=ON), on="2024-07-01", by="县督查室", reason="笔误"
        ),
        d=Corrected("b", on="2024-07-02", reason="重复"),
    )
    assert steps["a"].corrected_by == "c"
    assert steps["a"].correction is not None
    assert steps["a"].correction.statement.by == "县督查室"
    assert steps["a"].corrected("zh") == "已更正：2024年7月1日，县督查室，见第4笔"
    assert steps["b"].corrected("zh") == "已撤回：2024年7月2日，张三，见第5笔", "without a body whoever typed it in"
    assert "no. 4" in steps["a"].corrected("en")
    assert [steps[id].corrected("zh") for id in ("adoption", "c", "d")] == ["", "", ""]


def test_steps_of_a_case_bear_its_number(plan: Plan) -> None:
    def opened(number: str) -> CaseOpened:
        return CaseOpened("1", number=number, matter="滞后", party="甲局", on="2024-07-05")

    def replied(case: str) -> CaseReplied:
        return CaseReplied(case, reply="已整改", by="甲局", on="2024-07-10")

    steps = journal(
        plan,
        a=opened("督〔2024〕3号"),
        b=replied("a"),
        c=Corrected("a", replacement=opened("督〔2024〕4号"), on="2024-07-11", reason="编号有误"),
        d=replied("a"),
        e=opened(""),
        f=replied("e"),
    )
    assert steps["b"].said("zh") == "督办督〔2024〕3号办理情况：已整改"
    assert steps["d"].said("zh") == "督办督〔2024〕4号办理情况：已整改"
    assert steps["f"].said("zh") == "督办e办理情况：已整改", "a notice without a number"
    history = {step.entry.id: step for step in _history_of(plan, opened("督〔2024〕3号"), replied("a"))}
    assert history["b"].said("zh") == "督办督〔2024〕3号办理情况：已整改", "in a history too"


def _history_of(plan: Plan, *statements: Statement) -> tuple[Step, ...]:
    ledger = begun(plan)
    ledger.append_all(statements, ids=["a", "b"])
    return ledger.history("1").steps


def test_what_should_be_known_is_told_by_what_was_recorded_before(plan: Plan) -> None:
    steps = journal(
        plan,
        a=Progress("1", total="120000米", on=ON, by="甲局"),
        b=Progress("1", total="110公里", on="2024-06-30", by="甲局", reason="核减"),
        c=Progress("1", total="115公里", on="2024-06-29", by="甲局"),
        d=Progress("1", total="401公里", on="2024-07-01", by="丁局"),
        e=FundingReported("3", received="10万元", on=ON),
        f=FundingReported("3", received="9万元", on=ON, reason="退回"),
    )
    assert codes(steps["a"]) == ["ledger.converted"]
    assert codes(steps["b"]) == ["ledger.fell-because"]
    assert codes(steps["c"]) == ["ledger.above-later"], "recorded late, and more than what was reported of a later day"
    assert "110公里" in steps["c"].remarks[0].message("zh")
    assert codes(steps["d"]) == ["ledger.more-than-all", "ledger.not-answerable"]
    assert codes(steps["f"]) == ["ledger.no-money-planned", "ledger.fell-because"]


def test_what_was_corrected_is_not_remarked_on_and_nothing_is_held_against_it(plan: Plan) -> None:
    steps = journal(
        plan,
        a=Progress("1", total="1200公里", on=ON, by="甲局"),
        b=Corrected("a", replacement=Progress("1", total="120公里", on=ON, by="甲局"), on="2024-07-01", reason="笔误"),
        c=Progress("1", total="130公里", on="2024-07-02", by="甲局"),
    )
    assert [codes(steps[id]) for id in "abc"] == [[], [], []]


def test_what_was_just_recorded_is_told_without_reading_the_ledger_again(plan: Plan) -> None:
    class Counting(MemoryStore):
        read_rows = 0

        def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
            for row in super().read(plan, after=after):
                self.read_rows += 1
                yield row

    store = Counting()
    ledger = begun(plan, store)
    ledger.append_all([Progress("1", total=f"{n}公里", on=ON, by="甲局") for n in range(50)])
    ledger = Ledger.open(store)
    store.read_rows = 0
    entries = ledger.append_all([Progress("1", total=f"{n}公里", on=ON, by="丁局") for n in (60, 70)], ids=["x", "y"])
    told = ledger.remarks(entries)
    assert [[f.code for f in told[id]] for id in "xy"] == [["ledger.not-answerable"]] * 2
    assert store.read_rows <= 51 + 2, "once to open it"
    again = ledger.append_all([Progress("1", total=f"{n}公里", on=ON, by="丁局") for n in (60, 70)], ids=["x", "y"])
    assert ledger.remarks(again) == told, "sent twice, told twice"
    assert ledger.remarks([]) == {}


@pytest.mark.parametrize("several", [False, True])
def test_remarks_on_a_batch_see_what_stands_in_front_in_it(plan: Plan, several: bool) -> None:
    ledger = begun(plan)
    said = [Progress("1", total="9公里", on=ON), Progress("1", total="8公里", on=ON, reason="核减")]
    entries = ledger.append_all(said) if several else [ledger.append(s) for s in said]
    assert [f.code for f in ledger.remarks(entries)[entries[1].id]] == ["ledger.fell-because"]


def test_going_through_a_ledger_takes_little_memory(plan: Plan) -> None:
    ledger = begun(plan)
    note = "虚构" * 100
    for _ in range(20):
        ledger.append_all([Progress("1", total="1公里", on=ON, by="甲局", note=f"{note}{n}") for n in range(500)])
    fresh = Ledger.open(ledger.store)
    tracemalloc.start()
    try:
        count = sum(1 for _ in fresh.journal())
        history = fresh.history("2")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (count, len(history)) == (10_001, 0)
    assert peak < 3_000_000, "entries are not kept: they alone are 10 MB"


def test_a_journal_knows_what_a_head_needs(plan: Plan) -> None:
    ledger = begun(plan)
    ledger.append(Progress("1", total="1公里", on=ON, note="虚构"))
    ledger.append(Progress("1", total="1公里", on="2024-06-30"))
    found = Ledger.open(ledger.store).journal()
    assert (found.entries, found.made_up, found.last_day.isoformat()) == (3, True, "2024-06-30")
    assert found.plan == plan


def test_the_last_day_is_not_that_of_a_slip_that_was_corrected(plan: Plan) -> None:
    clock = Clock("2043-01-01T09:00")
    ledger = Ledger.adopt(MemoryStore(), plan, by="甲县", on="2024-02-06", clock=clock)
    ledger.append(Progress("1", total="1公里", on="2042-06-28"), id="a")
    ledger.append(Corrected("a", replacement=Progress("1", total="1公里", on=ON), on="2024-07-01", reason="笔误"))
    assert ledger.last_day.isoformat() == "2024-07-01"


def test_a_decision_for_a_day_to_come_is_not_the_last_day_yet(plan: Plan) -> None:
    ledger = begun(plan)
    ledger.append(Progress("1", total="1公里", on=ON))
    ledger.append(ChangeApproved("1", changes={"leads": ["乙局"]}, body="人大", reason="改革", on="2042-01-15"))
    assert ledger.last_day.isoformat() == "2024-12-31", "the day on which it was recorded"
    ahead = Ledger.adopt(MemoryStore(), plan, by="甲县", on="2025-03-01", ahead=True, clock=Clock())
    assert ahead.last_day.isoformat() == "2025-03-01", "before that there is nothing to look at"


def test_an_approved_change_says_what_was_and_what_is() -> None:
    roads = Project(no="1", name="道路", leads=["甲局"], deadlines=["2024-10-31"], items=[Item(no="1", content="修路")])
    approved = {"body": "县人大常委会", "reason": "汛期", "on": ON}
    steps = journal(
        Plan(id="甲县-2024", year=2024, projects=[roads]),
        a=ChangeApproved("1", changes={"deadlines": ["2024-12-31"], "leads": ["乙局", "丙局"]}, **approved),
        b=ChangeApproved("1", changes={"deadlines": ["2025-03-31"]}, **approved),
        c=ChangeApproved("1.1", changes={"content": "修" * 99}, **approved),
        d=Corrected(
            "b",
            replacement=ChangeApproved("1", changes={"deadlines": ["2025-06-30"]}, **approved),
            on=ON,
            reason="笔误",
        ),
    )
    assert steps["a"].said().startswith("1变更主办单位 甲局 → 乙局、丙局；完成时限 2024-10-31 → 2024-12-31，县人大")
    assert "deadlines 2024-12-31 → 2025-03-31" in steps["b"].said("en")
    assert steps["c"].said().startswith("1.1变更内容 修路 → 修修修")
    assert len(steps["c"].said()) < 120
    assert "完成时限为2025-06-30" in steps["d"].said(), "what it was depends on the one that is corrected"
