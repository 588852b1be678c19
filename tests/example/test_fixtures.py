"""The exported fixtures do what their names say."""

from __future__ import annotations

from minsheng.calendars import ChinaCalendar
from minsheng.example import Example
from minsheng.ledger import Ledger
from minsheng.projects import Plan
from minsheng.storage import SqliteStore


def test_the_ledger_of_the_example_verifies(
    minsheng_ledger: Ledger, minsheng_example: Example, minsheng_plan: Plan
) -> None:
    assert minsheng_ledger.baseline == minsheng_plan
    assert minsheng_ledger.verify().entries == len(minsheng_example.lines) + 1


def test_the_sqlite_store_is_empty(minsheng_sqlite: SqliteStore, minsheng_calendar: ChinaCalendar) -> None:
    assert minsheng_sqlite.plans() == ()
    assert minsheng_calendar.is_workday("2024-02-18")
