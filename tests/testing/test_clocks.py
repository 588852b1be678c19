"""A clock for tests stands on the day that it is set to. Plan and figures are made up."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

import minsheng as ms
from minsheng.errors import InvalidValue
from minsheng.testing import Clock


def test_entries_are_recorded_on_the_day_of_the_clock() -> None:
    plan = ms.Plan(id="demo-2024", year=2024, projects=[ms.Project(no="1", name="道路", targets=["400公里"])])
    clock = Clock("2024-02-06")
    ledger = ms.Ledger.adopt(ms.MemoryStore(), plan, by="县政府办公室", on="2024-02-06", clock=clock)
    clock.set("2024-06-28", at=time(23, 59))
    ledger.report("1", total="120公里", on="2024-06-28")
    clock.set("2024-06-29", at=time(0))
    ledger.report("1", total="130公里", on="2024-06-28")
    assert str(ledger.as_of("2024-06-28", known="2024-06-28").done("1").total) == "120公里"
    assert str(ledger.as_of("2024-06-28").done("1").total) == "130公里"


def test_it_stands_at_noon_in_china() -> None:
    clock = Clock(date(2024, 2, 6))
    assert clock() == clock() == datetime(2024, 2, 6, 4, tzinfo=UTC)
    assert clock.day == date(2024, 2, 6)
    assert "2024-02-06" in repr(clock)


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(InvalidValue):
        Clock("2024-02-30")
