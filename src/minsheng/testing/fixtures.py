"""Fixtures for pytest (夹具): name this module in ``pytest_plugins = ["minsheng.testing.fixtures"]``.

All of them start with ``minsheng_``; none is active by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from minsheng.calendars import ChinaCalendar
from minsheng.example import Example, load_example
from minsheng.ledger import Ledger
from minsheng.projects import Plan
from minsheng.storage import MemoryStore, SqliteStore


@pytest.fixture(scope="session")
def minsheng_example() -> Example:
    """The shipped example: a real notice and a made-up year of entries."""
    return load_example()


@pytest.fixture(scope="session")
def minsheng_plan(minsheng_example: Example) -> Plan:
    """The plan of the shipped example: 10 projects, 13 pieces."""
    return minsheng_example.plan


@pytest.fixture(scope="session")
def minsheng_calendar() -> ChinaCalendar:
    """Working days by decree."""
    return ChinaCalendar()


@pytest.fixture
def minsheng_ledger(minsheng_example: Example) -> Ledger:
    """The example's ledger in memory, a new one for each test."""
    return minsheng_example.ledger(MemoryStore())


@pytest.fixture
def minsheng_sqlite(tmp_path: Path) -> Iterator[SqliteStore]:
    """An empty SQLite store in a folder of its own."""
    with SqliteStore(tmp_path / "county.db") as store:
        yield store
