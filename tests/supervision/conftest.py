"""A made-up county for the tests of supervision."""

from __future__ import annotations

import pytest

from minsheng.calendars import ChinaCalendar
from minsheng.ledger import Ledger
from minsheng.storage import MemoryStore
from minsheng.supervision import Supervision
from tests.supervision.made_up import OFFICE, PLAN, clock


@pytest.fixture
def ledger() -> Ledger:
    return Ledger.adopt(MemoryStore(), PLAN, by="甲县政府办公室", on="2024-01-10", clock=clock)


@pytest.fixture
def office(ledger: Ledger) -> Supervision:
    return Supervision(ledger, calendar=ChinaCalendar(), by=OFFICE)
