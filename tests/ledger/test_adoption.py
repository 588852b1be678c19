"""Any plan can be adopted, and is the same when the ledger is opened again."""

from __future__ import annotations

import attrs
from hypothesis import HealthCheck, given, settings

from minsheng.ledger import Ledger
from minsheng.projects import Plan
from minsheng.storage import MemoryStore
from minsheng.testing import strategies as mst


@given(mst.plans(foreign=True))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_an_adopted_plan_is_the_same_when_it_is_read_back(plan: Plan) -> None:
    with MemoryStore() as store:
        Ledger.adopt(store, plan, by="甲县政府办公室", on="2024-02-06")
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
