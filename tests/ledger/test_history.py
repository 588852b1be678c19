"""Everything that was ever said of one target, corrections shown. Made-up county."""

from __future__ import annotations

import pytest

from minsheng.ledger import (
    Annotated,
    CaseClosed,
    CaseOpened,
    ChangeApproved,
    Corrected,
    History,
    Ledger,
    MilestoneReached,
    ProblemRaised,
    ProblemResolved,
    Progress,
)
from minsheng.projects import Plan, UnknownNumber
from minsheng.storage import MemoryStore
from tests.ledger.made_up import Clock


@pytest.fixture
def ledger(plan: Plan) -> Ledger:
    ledger = Ledger.adopt(MemoryStore(), plan, by="甲县", on="2024-02-06", clock=Clock())
    statements = [
        Progress("1", total="1200公里", on="2024-06-28", by="甲局"),
        Progress("2.1", total="9个", on="2024-06-28"),
        Corrected("a", replacement=Progress("1", total="120公里", on="2024-06-28"), on="2024-07-01", reason="笔误"),
        ProblemRaised("1", problem="缺土", on="2024-07-02"),
        ChangeApproved("1", changes={"targets": ["9座"]}, body="人大", reason="汛期", on="2024-08-01"),
        MilestoneReached("2", milestone="start", on="2024-08-02"),
        ProblemResolved("d", on="2024-08-03"),
        CaseOpened("2.1.t1", matter="滞后", party="乙局", on="2024-08-04"),
        CaseClosed("h", on="2024-08-05"),
        Annotated("b", note="含上月", on="2024-08-06"),
        Progress("1.t2", total="2座", on="2024-08-31"),
    ]
    ledger.append_all(statements, ids=list("abcdefghijk"))
    return ledger


def _ids(history: History) -> str:
    return "".join(step.entry.id for step in history)


def test_a_target_has_its_reports_corrections_and_changes(ledger: Ledger) -> None:
    history = ledger.history("1.t1")
    assert _ids(history) == "ace", "also a target that an approved change took out"
    assert [step.corrected_by for step in history] == ["c", "", ""]


def test_a_number_has_what_belongs_to_it(ledger: Ledger) -> None:
    assert _ids(ledger.history("1")) == "acdegk"
    assert _ids(ledger.history("2")) == "bfhij"
    assert _ids(ledger.history("2.1.t1")) == "bhij"
    assert _ids(ledger.history("2.2")) == ""
    with pytest.raises(UnknownNumber):
        ledger.history("9")


def test_a_history_is_a_table(ledger: Ledger) -> None:
    history = ledger.history("1.t1")
    assert history.table()[0] == ["2", "2024-06-28", "甲局", "1.t1：累计完成1200公里", "c"]
    assert "1200公里" in str(history)
    assert "<td>c</td>" in history._repr_html_()
    assert str(history.steps[0]).endswith("1.t1：累计完成1200公里（已由c更正）")
