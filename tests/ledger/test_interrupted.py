"""Ctrl-C at any moment, as in a notebook: whoever asks the same ledger again gets what the store has; made-up figures."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

import pytest

from minsheng.ledger import ChangeApproved, Corrected, Ledger, Progress, View
from minsheng.projects import Plan
from minsheng.storage import MemoryStore
from tests.ledger.made_up import Clock

DAY = "2024-12-31"
Trace = Callable[[FrameType, str, Any], Any]


@contextmanager
def interrupted_at(line: int) -> Iterator[list[int]]:
    """KeyboardInterrupt at the `line`-th line of the ledger's own files that is run within; gives how many were left."""
    left = [line]

    def trace(frame: FrameType, event: str, _: object) -> Trace | None:
        if "/minsheng/ledger/" not in frame.f_code.co_filename.replace("\\", "/"):
            return None
        if event == "line":
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield left
    finally:
        sys.settrace(before)


@pytest.fixture
def store(plan: Plan, clock: Clock) -> MemoryStore:
    store = MemoryStore()
    ledger = Ledger.adopt(store, plan, by="县政府办公室", on="2024-02-06", clock=clock)
    ledger.append_all(
        [
            Progress("1", total="120公里", on="2024-06-28", by="甲局"),
            ChangeApproved("1", changes={"deadlines": ["2024-12-20"]}, on="2024-09-20", body="县人大", reason="汛期"),
            Corrected(
                "a",
                on="2024-10-01",
                reason="误报",
                replacement=Progress("1", total="102公里", on="2024-06-28", by="甲局"),
            ),
            Corrected("b", on="2024-10-02", reason="误批"),
        ],
        ids=["a", "b", "c", "d"],
    )
    return store


def same(one: View, other: View) -> bool:
    return one == other and one.findings == other.findings


def test_a_view_asked_for_again_after_an_interruption_is_whole(store: MemoryStore) -> None:
    right = Ledger.open(store).as_of(DAY)
    line, left = 0, [0]
    while left[0] <= 0:  # at every line that runs, one after the other
        line += 1
        ledger = Ledger.open(store)
        with suppress(KeyboardInterrupt), interrupted_at(line) as left:
            ledger.as_of(DAY)
        assert same(ledger.as_of(DAY), right), line
        assert ledger.history("1") == Ledger.open(store).history("1"), line
    assert line > 50


def test_after_an_interruption_of_writing_the_ledger_says_what_the_store_has(store: MemoryStore, clock: Clock) -> None:
    rows = list(store.read("甲县-2024"))
    said = [
        Progress("1", total="150公里", on="2024-10-31", by="甲局"),
        ChangeApproved("2", changes={"leads": ["丙局"]}, on="2024-11-01", body="县人大", reason="机构改革"),
    ]
    line, left = 0, [0]
    while left[0] <= 0:
        line += 1
        copy = MemoryStore()
        copy.append("甲县-2024", rows, after=0)
        ledger = Ledger.open(copy, clock=clock)
        ledger.as_of(DAY)
        with suppress(KeyboardInterrupt), interrupted_at(line) as left:
            ledger.append_all(said, ids=["e", "f"])
        assert same(ledger.as_of(DAY), Ledger.open(copy).as_of(DAY)), line
        assert [entry.position for entry in ledger.append_all(said, ids=["e", "f"])] == [6, 7], line
        assert same(ledger.as_of(DAY), Ledger.open(copy).as_of(DAY)), line
        assert ledger.plan == Ledger.open(copy).plan, line
        assert ledger.verify(), line
    assert line > 50
