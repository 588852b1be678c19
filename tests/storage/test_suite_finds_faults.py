"""The exported suite is worth its name: a store with one fault fails the test that names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from threading import Event

import pytest

from minsheng.ledger import Duplicate, Moved, Row, Store
from minsheng.storage import Damaged, MemoryStore, SqliteStore
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


class ShowsHalfABatch(MemoryStore):
    """The rows of a batch come one by one, and a reader comes in between, whatever the threads' luck."""

    def __init__(self) -> None:
        super().__init__()
        self._half, self._seen = Event(), Event()

    def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
        super().append(plan, rows[:1], after=after)
        self._half.set()
        self._seen.wait(timeout=30)
        super().append(plan, rows[1:], after=after + 1)

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        self._half.wait(timeout=30)
        found = list(super().read(plan, after=after))
        self._seen.set()
        return iter(found)


class ReadsAllAtOnce(MemoryStore):
    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        return iter([row._replace(data=bytes(bytearray(row.data))) for row in super().read(plan, after=after)])


class ShowsLateCommitsLate(MemoryStore):
    """As with numbers from a sequence: a row shows only after one behind it has been seen."""

    def __init__(self) -> None:
        super().__init__()
        self._late: set[tuple[str, int]] = set()

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        rows = list(super().read(plan, after=after))
        for row in rows[:-1]:
            if row.position % 3 == 2 and (plan, row.position) not in self._late:
                self._late.add((plan, row.position))
                rows.remove(row)
        return iter(rows)


class ForgetsHeads(MemoryStore):
    def heads(self) -> Mapping[str, int]:
        return dict(list(super().heads().items())[:1])


class KeepsOldHeads(MemoryStore):
    def __init__(self) -> None:
        super().__init__()
        self._kept: Mapping[str, int] = {}

    def heads(self) -> Mapping[str, int]:
        self._kept = self._kept or super().heads()
        return self._kept


class TrimsData(MemoryStore):
    def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
        super().append(plan, [row._replace(data=row.data.rstrip(b"\xff")) for row in rows], after=after)


class FindsNoIds(MemoryStore):
    def get(self, plan: str, ids: Sequence[str]) -> tuple[Row, ...]:
        return ()


class ForgetsItsOwnErrors(MemoryStore):
    def __init__(self) -> None:
        super().__init__()
        self._closed = False

    def close(self) -> None:
        self._closed = True

    def last(self, plan: str) -> Row | None:
        if self._closed:
            raise OSError("no connection")
        return super().last(plan)


class EndsWhenItIsClosed(MemoryStore):
    """Who reads does not learn that there was more."""

    def __init__(self) -> None:
        super().__init__()
        self._closed_early = False

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        for row in super().read(plan, after=after):
            if self._closed_early:
                return
            yield row

    def close(self) -> None:
        self._closed_early = True
        super().close()


class BreaksWhenItIsClosed(EndsWhenItIsClosed):
    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        rows = MemoryStore.read(self, plan, after=after)
        return (self._checked(row) for row in rows)

    def _checked(self, row: Row) -> Row:
        if self._closed_early:
            raise RuntimeError("the cursor is closed")
        return row


class ReadsShort(MemoryStore):
    """Whatever it is that ends its reading: it knows that there is more."""

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        return (row for row in super().read(plan, after=after) if row.position < 2)


class AlwaysDamaged(MemoryStore):
    def inspect(self) -> None:
        raise Damaged("memory:", "nothing")


class AllInOnePlace(MemoryStore):
    def place(self) -> str:
        return "memory:"


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
    (ShowsHalfABatch, "test_a_batch_shows_whole_or_not_at_all"),
    (ReadsAllAtOnce, "test_thousands_of_big_rows_are_read_in_little_memory"),
    (ShowsLateCommitsLate, "test_a_follower_misses_nothing_while_several_write"),
    (ForgetsHeads, "test_heads_are_the_last_positions_of_all_plans"),
    (ForgetsHeads, "test_a_follower_gets_what_is_new_once_and_in_order"),
    (KeepsOldHeads, "test_a_follower_gets_what_is_new_once_and_in_order"),
    (TrimsData, "test_copies_in_and_out_are_the_same_bytes"),
    (ForgetsItsOwnErrors, "test_a_closed_store_raises_nothing_but_failures_of_stores"),
    (EndsWhenItIsClosed, "test_a_reading_that_outlives_its_store_gives_all_or_raises"),
    (BreaksWhenItIsClosed, "test_a_reading_that_outlives_its_store_gives_all_or_raises"),
    (ReadsShort, "test_a_sound_store_is_found_sound"),
    (AlwaysDamaged, "test_a_sound_store_is_found_sound"),
    (AllInOnePlace, "test_places_tell_stores_apart"),
    (FindsNoIds, "test_a_ledger_sends_the_same_batch_three_times_and_it_is_stored_once"),
    (FindsNoIds, "test_ledgers_in_several_threads_send_the_same_and_it_is_stored_once"),
]


@pytest.mark.parametrize(("store", "promise"), _FAULTS)
def test_a_store_with_one_fault_breaks_the_promise(store: type[MemoryStore], promise: str) -> None:
    assert _passes(MemoryStore, promise)
    assert not _passes(store, promise)


@pytest.mark.parametrize("store", [IgnoresThePosition, MovedComesFirst, KeepsOldHeads])
def test_the_state_machine_finds_it_too(store: type[MemoryStore]) -> None:
    assert not _passes(store, "test_any_run_of_calls_agrees_with_a_plain_model")


def test_an_opening_to_read_that_writes_is_found(tmp_path: Path) -> None:
    class Suite(StoreConformance):
        def new_store(self) -> Store:
            return SqliteStore(tmp_path / "county.db")

        def opened_to_read(self, store: Store) -> Store:
            return SqliteStore(tmp_path / "county.db")

    with pytest.raises(pytest.fail.Exception):
        Suite().test_an_opening_to_read_sees_everything_and_writes_nothing()


def test_two_openings_that_do_not_see_each_other_are_found() -> None:
    class Suite(StoreConformance):
        def new_store(self) -> Store:
            return MemoryStore()

        def opened_again(self, store: Store) -> Store:
            return MemoryStore()

    with pytest.raises(AssertionError):
        Suite().test_two_openings_lose_nothing()


def test_a_store_without_heads_keeps_every_promise() -> None:
    class WithoutHeads:
        """All that a store must have, and nothing besides."""

        def __init__(self) -> None:
            self._inner = MemoryStore()
            for name in ("append", "get", "last", "read", "plans", "close"):
                setattr(self, name, getattr(self._inner, name))

        def __enter__(self) -> WithoutHeads:
            return self

        def __exit__(self, *_: object) -> None:
            self._inner.close()

    class Suite(StoreConformance):
        def new_store(self) -> Store:
            return WithoutHeads()  # type: ignore[return-value]  # its methods are those of the store within

    for promise in (name for name in dir(Suite) if name.startswith("test_")):
        getattr(Suite(), promise)()
