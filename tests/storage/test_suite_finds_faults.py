"""The exported suite is worth its name: a store with one fault fails the test that names it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from threading import Event

import pytest

from minsheng.ledger import Duplicate, Moved, Row, Store
from minsheng.storage import MemoryStore
from minsheng.testing.stores import StoreConformance


class OverwritesIds(MemoryStore):
    def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
        taken = {row.id for row in self.read(plan)}
        super().append(plan, [row for row in rows if row.id not in taken], after=after)


class IgnoresThePosition(MemoryStore):
    def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
        last = self.last(plan)
        super().append(plan, rows, after=last.position if last else 0)


class KeepsHalfABatch(MemoryStore):
    def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
        for n, row in enumerate(rows):
            super().append(plan, [row], after=after + n)


class MovedComesFirst(MemoryStore):
    def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
        last = self.last(plan)
        if rows and after != (last.position if last else 0):
            raise Moved(plan, after, last)
        super().append(plan, rows, after=after)


class ForgetsWhatIsLast(MemoryStore):
    def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
        try:
            super().append(plan, rows, after=after)
        except Moved:
            raise Moved(plan, after, None) from None


class NeverStopsReading(MemoryStore):
    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        while True:
            rows = list(super().read(plan, after=after))
            if not rows:
                return
            yield rows[0]
            after += 1


class MixesPlans(MemoryStore):
    def get(self, plan: str, ids: Sequence[str]) -> tuple[Row, ...]:
        return tuple(row for name in self.plans() for row in super(MixesPlans, self).get(name, ids))


class LosesUpdatesOfThreads(MemoryStore):
    """Its first append writes what it read before another one came in between, whatever the threads' luck."""

    def __init__(self) -> None:
        super().__init__()
        self._calls = count()
        self._another_is_done = Event()

    def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
        known = list(self.read(plan))
        taken = {row.id for row in known}
        ids = [row.id for row in rows]
        for row in rows:
            if row.id in taken or ids.count(row.id) > 1:
                raise Duplicate(plan, row.id)
        if rows and after != len(known):
            raise Moved(plan, after, known[-1] if known else None)
        if next(self._calls) == 0:
            self._another_is_done.wait(timeout=30)
        self._rows[plan] = [*known, *rows]
        self._places[plan] = {row.id: n for n, row in enumerate(self._rows[plan])}
        self._another_is_done.set()


def _passes(store: type[MemoryStore], promise: str) -> bool:
    class Suite(StoreConformance):
        def new_store(self) -> Store:
            return store()

    try:
        getattr(Suite(), promise)()
    except (Exception, pytest.fail.Exception):  # whatever goes wrong, pytest counts it as a failure
        return False
    return True


_FAULTS = [
    (OverwritesIds, "test_an_id_is_taken_once_and_for_all"),
    (IgnoresThePosition, "test_who_comes_too_late_is_told_what_is_last_and_writes_nothing"),
    (KeepsHalfABatch, "test_all_rows_or_none"),
    (MovedComesFirst, "test_duplicate_wins_over_moved"),
    (ForgetsWhatIsLast, "test_who_comes_too_late_is_told_what_is_last_and_writes_nothing"),
    (NeverStopsReading, "test_appending_while_reading_neither_blocks_nor_shows"),
    (MixesPlans, "test_plans_are_kept_apart"),
    (LosesUpdatesOfThreads, "test_threads_lose_nothing"),
]


@pytest.mark.parametrize(("store", "promise"), _FAULTS)
def test_a_store_with_one_fault_breaks_the_promise(store: type[MemoryStore], promise: str) -> None:
    assert _passes(MemoryStore, promise)
    assert not _passes(store, promise)


@pytest.mark.parametrize("store", [IgnoresThePosition, MovedComesFirst])
def test_the_state_machine_finds_it_too(store: type[MemoryStore]) -> None:
    assert not _passes(store, "test_any_run_of_calls_agrees_with_a_plain_model")
