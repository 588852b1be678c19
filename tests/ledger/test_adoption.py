"""Any plan can be adopted, and is the same when the ledger is opened again."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

from minsheng.errors import InvalidValue
from minsheng.ledger import (
    Annotated,
    ChangeApproved,
    Corrected,
    EvidenceAttached,
    Ledger,
    NotAdopted,
    Progress,
    Statement,
)
from minsheng.projects import DocumentInfo, Plan
from minsheng.storage import MemoryStore
from minsheng.testing import strategies as mst
from tests.ledger.made_up import Clock


@given(mst.plans(foreign=True))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_an_adopted_plan_is_the_same_when_it_is_read_back(plan: Plan) -> None:
    with MemoryStore() as store:
        Ledger.adopt(store, plan, by="甲县政府办公室", on="2024-02-06", early=True)
        assert Ledger.open(store).baseline == plan
        assert Ledger.open(store).as_of("2024-02-06").plan == plan
        Ledger.adopt(store, plan, by="乙", on="2024-02-07")
        assert len(list(store.read(plan.id))) == 1


def test_plans_of_several_years_share_a_store(plan: Plan) -> None:
    with MemoryStore() as store:
        for year in (2024, 2025):
            Ledger.adopt(store, attrs.evolve(plan, id=f"甲县-{year}", year=year), by="", on=f"{year}-02-06")
        assert store.plans() == ("甲县-2024", "甲县-2025")
        assert Ledger.open(store, "甲县-2025").baseline.year == 2025


def test_a_day_to_come_is_refused_unless_it_is_said(plan: Plan) -> None:
    clock = Clock("2024-02-06T09:00")
    with MemoryStore() as store:
        with pytest.raises(InvalidValue) as refused:
            Ledger.adopt(store, plan, by="甲县", on="2042-02-06", clock=clock)
        assert refused.value.code == "ledger.adopted-ahead"
        assert "2042" in refused.value.message("zh")
        assert "ahead" in refused.value.mend("zh")
        assert store.plans() == (), "a slip of the pen would stand for ever"
        ledger = Ledger.adopt(store, plan, by="甲县", on="2024-03-01", ahead=True, clock=clock)
        with pytest.raises(NotAdopted):
            ledger.as_of("2024-02-29")
        again = Ledger.adopt(store, plan, by="甲县", on="2042-02-06", clock=clock)
        assert again.as_of("2024-03-01").plan == plan, "what is adopted already is only opened"


@pytest.mark.parametrize(
    "slip",
    [
        Corrected("a", reason="笔误", on="2042-07-01"),
        Annotated("a", note="含上月", on="2042-07-01"),
        EvidenceAttached("a", evidence=["照片.jpg"], on="2042-07-01"),
    ],
    ids=lambda slip: slip.type,
)
def test_what_is_said_of_an_entry_is_not_said_on_a_day_to_come(plan: Plan, slip: Statement) -> None:
    ledger = Ledger.adopt(MemoryStore(), plan, by="甲县", on="2024-02-06", clock=Clock())
    ledger.append(Progress("1", total="1公里", on="2024-06-28"), id="a")
    with pytest.raises(InvalidValue) as refused:
        ledger.append(slip)
    assert refused.value.code == "ledger.in-future"
    assert str(ledger.last_day) == "2024-06-28"


def test_a_decision_may_be_for_a_day_to_come(plan: Plan) -> None:
    ledger = Ledger.adopt(MemoryStore(), plan, by="甲县", on="2024-02-06", clock=Clock())
    change = ChangeApproved("1", changes={"leads": ["乙局"]}, body="人大", reason="机构改革", on="2025-01-15")
    ledger.append(change, id="c")
    right = attrs.evolve(change, on="2025-01-10")
    ledger.append(Corrected("c", replacement=right, reason="笔误", on="2024-12-31"))


@pytest.mark.parametrize("on", ["2024-02-06", "2024-01-18", "2023-12-01", "2023-12-28"])
def test_a_plan_may_be_adopted_from_the_december_session_on(plan: Plan, on: str) -> None:
    """Many assemblies approve next year's projects in December, and the document comes out in February."""
    assert str(Ledger.adopt(MemoryStore(), plan, by="甲县", on=on).as_of(on).adopted_on) == on


@pytest.mark.parametrize("on", ["2023-02-06", "2023-01-01", "2023-11-30", "0204-02-06"])
def test_a_slip_of_the_year_is_refused_unless_it_is_said(plan: Plan, on: str) -> None:
    with MemoryStore() as store:
        with pytest.raises(InvalidValue) as refused:
            Ledger.adopt(store, plan, by="甲县", on=on)
        assert refused.value.code == "ledger.adopted-early"
        assert "2024" in refused.value.message("zh")
        assert "early" in refused.value.mend("zh")
        assert store.plans() == ()
        assert Ledger.adopt(store, plan, by="甲县", on=on, early=True).baseline == plan


def test_today_is_no_slip(plan: Plan) -> None:
    with MemoryStore() as store:
        Ledger.adopt(store, plan, by="甲县", on="2023-11-20", clock=Clock("2023-11-20T09:00"))
        assert store.plans() == (plan.id,)


def test_a_document_of_an_earlier_day_may_be_adopted_on_that_day(plan: Plan) -> None:
    early = attrs.evolve(plan, document=DocumentInfo(issued="2023-10-20"))
    assert Ledger.adopt(MemoryStore(), early, by="甲县", on="2023-10-20").baseline == early
