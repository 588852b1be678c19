"""The laws of every store (存储规约), as a suite that a store's author subclasses.

A store passes if it keeps the contract of `minsheng.ledger.Store`::

    class TestMyStore(StoreConformance):
        def new_store(self) -> Store:
            return MyStore(tempfile.mkdtemp())

Needs pytest and hypothesis (``pip install "minsheng[testing]"``).
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from minsheng.ledger import Duplicate, Moved, Row, Store
from minsheng.testing.store_machine import store_machine

PLAN = "甲县-2024"
MANY = 1300
"""Rows that no store should read at once."""

_settings = settings(
    deadline=None, max_examples=25, report_multiple_bugs=False, suppress_health_check=[HealthCheck.too_slow]
)


def rows(ids: Sequence[str], *, plan: str = PLAN, after: int = 0, data: Sequence[bytes] = ()) -> list[Row]:
    """Made-up rows with these ids, right behind position `after`."""
    found = []
    for offset, id in enumerate(ids):
        content = data[offset] if offset < len(data) else f'{{"{id}":1}}'.encode()
        digest = hashlib.sha256(f"{plan}{after + offset + 1}{id}".encode() + content).digest()
        found.append(Row(plan, after + offset + 1, id, digest, content))
    return found


class StoreConformance:
    """Subclass it, give `new_store`, and let pytest collect the subclass: every test is one promise of the contract."""

    def new_store(self) -> Store:
        """A store without rows, of its own; called many times."""
        raise NotImplementedError

    def reopened(self, store: Store) -> Store | None:
        """Another opening of what `store`, which is closed by then, has kept; None if it keeps nothing."""
        return None

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Each subclass gets `@given` functions of its own, since hypothesis lets no two classes share one."""
        super().__init_subclass__(**kwargs)
        for name, law in _LAWS.items():
            if name not in cls.__dict__:
                setattr(cls, name, law())

    # reading

    def test_a_new_store_is_empty(self) -> None:
        with self.new_store() as store:
            assert store.plans() == ()
            assert store.last(PLAN) is None
            assert list(store.read(PLAN)) == []
            assert tuple(store.get(PLAN, ["a"])) == ()

    def test_rows_are_read_in_order_from_any_position(self) -> None:
        with self.new_store() as store:
            wanted = rows(["c", "a", "b"])
            store.append(PLAN, wanted[:1], after=0)
            store.append(PLAN, wanted[1:], after=1)
            for after in range(5):
                assert list(store.read(PLAN, after=after)) == wanted[after:], f"read(after={after})"
            assert store.last(PLAN) == wanted[-1]

    def test_what_is_read_are_rows_of_bytes(self) -> None:
        with self.new_store() as store:
            store.append(PLAN, rows(["a"]), after=0)
            (row,) = store.read(PLAN)
            for found in (row, store.last(PLAN), *store.get(PLAN, ["a"])):
                assert isinstance(found, Row), f"a Row, not {type(found).__name__}"
                assert [type(v) for v in found] == [str, int, str, bytes, bytes], "values of a Row as they were given"

    def test_plans_are_kept_apart(self) -> None:
        with self.new_store() as store:
            mine, theirs = rows(["a", "b"]), rows(["b", "a", "c"], plan="乙县-2024")
            store.append(PLAN, mine, after=0)
            store.append("乙县-2024", theirs, after=0)
            assert store.plans() == tuple(sorted([PLAN, "乙县-2024"]))
            assert list(store.read(PLAN)) == mine
            assert list(store.read("乙县-2024")) == theirs
            assert tuple(store.get("乙县-2024", ["a"])) == (theirs[1],)
            assert store.last(PLAN) == mine[-1]

    def test_rows_are_found_by_id_in_the_order_of_positions(self) -> None:
        with self.new_store() as store:
            wanted = rows(["c", "a", "b"])
            store.append(PLAN, wanted, after=0)
            assert tuple(store.get(PLAN, ["b", "nobody", "c", "b"])) == (wanted[0], wanted[2])
            assert tuple(store.get(PLAN, [])) == ()

    def test_thousands_of_rows_are_written_found_and_read(self) -> None:
        with self.new_store() as store:
            ids = [f"id-{n}" for n in range(MANY)]
            wanted = rows(ids)
            store.append(PLAN, wanted, after=0)
            assert list(store.read(PLAN)) == wanted
            assert list(store.read(PLAN, after=MANY - 2)) == wanted[-2:]
            assert list(store.get(PLAN, ids[::-1])) == wanted

    # appending

    def test_no_rows_change_nothing(self) -> None:
        with self.new_store() as store:
            store.append(PLAN, [], after=0)
            assert store.plans() == ()
            assert store.last(PLAN) is None

    def test_who_comes_too_late_is_told_what_is_last_and_writes_nothing(self) -> None:
        with self.new_store() as store:
            wanted = rows(["a", "b"])
            store.append(PLAN, wanted, after=0)
            for after in (0, 1, 3):
                with pytest.raises(Moved) as caught:
                    store.append(PLAN, rows(["x", "y"], after=after), after=after)
                assert caught.value.last == wanted[-1], "Moved carries the row that is last"
            assert list(store.read(PLAN)) == wanted

    def test_a_position_beyond_an_empty_plan_is_refused(self) -> None:
        with self.new_store() as store:
            with pytest.raises(Moved) as caught:
                store.append(PLAN, rows(["a"], after=2), after=2)
            assert caught.value.last is None
            assert store.plans() == ()

    def test_an_id_is_taken_once_and_for_all(self) -> None:
        with self.new_store() as store:
            wanted = rows(["a", "b"])
            store.append(PLAN, wanted, after=0)
            with pytest.raises(Duplicate) as caught:
                store.append(PLAN, rows(["a"], after=2, data=[b"else"]), after=2)
            assert caught.value.id == "a"
            assert list(store.read(PLAN)) == wanted

    def test_duplicate_wins_over_moved(self) -> None:
        with self.new_store() as store:
            wanted = rows(["a", "b"])
            store.append(PLAN, wanted, after=0)
            for after in (0, 1, 7):
                with pytest.raises(Duplicate):
                    store.append(PLAN, rows(["x", "b"], after=after), after=after)
            assert list(store.read(PLAN)) == wanted

    def test_all_rows_or_none(self) -> None:
        with self.new_store() as store:
            wanted = rows(["a"])
            store.append(PLAN, wanted, after=0)
            with pytest.raises(Duplicate):
                store.append(PLAN, rows(["x", "y", "a"], after=1), after=1)
            assert list(store.read(PLAN)) == wanted
            store.append(PLAN, rows(["x", "y"], after=1), after=1)
            assert [row.id for row in store.read(PLAN)] == ["a", "x", "y"]

    def test_an_id_that_stands_twice_in_one_batch_is_a_duplicate(self) -> None:
        with self.new_store() as store:
            with pytest.raises(Duplicate):
                store.append(PLAN, rows(["x", "y", "x"]), after=0)
            assert list(store.read(PLAN)) == []

    # reading and appending at once

    def test_appending_while_reading_neither_blocks_nor_shows(self) -> None:
        with self.new_store() as store:
            wanted = rows([f"id-{n}" for n in range(MANY)])
            store.append(PLAN, wanted, after=0)
            reading = iter(store.read(PLAN))
            seen = [next(reading)]
            for n in range(3):
                store.append(PLAN, rows([f"new-{n}"], after=MANY + n), after=MANY + n)
                seen += islice(reading, 500)
            seen += reading
            assert seen == wanted, "a reading ends at the row that was last when it began"
            assert len(list(store.read(PLAN))) == MANY + 3

    def test_two_readings_do_not_disturb_each_other(self) -> None:
        with self.new_store() as store:
            wanted = rows([f"id-{n}" for n in range(MANY)])
            store.append(PLAN, wanted, after=0)
            pairs = list(zip(store.read(PLAN), store.read(PLAN), strict=True))
            assert [one for one, _ in pairs] == wanted
            assert [other for _, other in pairs] == wanted

    def test_threads_lose_nothing(self) -> None:
        with self.new_store() as store:
            failures: list[BaseException] = []

            def write(who: int) -> None:
                try:
                    for n in range(20):
                        _insist(store, f"{who}-{n}")
                except BaseException as error:
                    failures.append(error)

            def read() -> None:
                try:
                    for _ in range(20):
                        positions = [row.position for row in store.read(PLAN)]
                        assert positions == list(range(1, len(positions) + 1)), "a reader sees no gaps"
                except BaseException as error:
                    failures.append(error)

            _together([*(lambda who=who: write(who) for who in range(4)), read])
            assert not failures, failures
            found = list(store.read(PLAN))
            assert sorted(row.id for row in found) == sorted(f"{who}-{n}" for who in range(4) for n in range(20))
            assert [row.position for row in found] == list(range(1, 81)), "positions without gaps"

    # the end

    def test_closing_twice_is_harmless(self) -> None:
        store = self.new_store()
        store.append(PLAN, rows(["a"]), after=0)
        store.close()
        store.close()

    def test_what_was_appended_is_there_after_opening_again(self) -> None:
        store = self.new_store()
        wanted = rows(["a", "b"])
        store.append(PLAN, wanted, after=0)
        store.close()
        again = self.reopened(store)
        if again is not None:
            with again:
                assert list(again.read(PLAN)) == wanted
                again.append(PLAN, rows(["c"], after=2), after=2)
                assert [row.id for row in again.read(PLAN)] == ["a", "b", "c"]

    # any run of calls

    def test_any_run_of_calls_agrees_with_a_plain_model(self) -> None:
        run_state_machine_as_test(store_machine(self.new_store), settings=settings(_settings, stateful_step_count=30))


def _insist(store: Store, id: str) -> None:
    """Append one row behind whatever is last, however often others come first."""
    last = store.last(PLAN)
    while True:
        after = last.position if last else 0
        try:
            store.append(PLAN, rows([id], after=after), after=after)
        except Moved as moved:
            last = moved.last
        else:
            return


def _together(tasks: Sequence[Callable[[], None]]) -> None:
    """Run them in threads that change as often as possible, so that what is not atomic shows."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [Thread(target=task) for task in tasks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(usual)


def _any_bytes() -> Callable[..., None]:
    """Keys and values are kept to the last bit."""
    names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)

    @given(plan=names, ids=st.lists(names, min_size=1, max_size=5, unique=True), data=st.lists(st.binary(max_size=300)))
    @_settings
    def test_any_text_and_any_bytes_are_kept(
        self: StoreConformance, plan: str, ids: list[str], data: list[bytes]
    ) -> None:
        with self.new_store() as store:
            wanted = rows(ids, plan=plan, data=data)
            store.append(plan, wanted, after=0)
            assert list(store.read(plan)) == wanted
            assert list(store.get(plan, ids)) == wanted
            assert store.plans() == (plan,)

    return test_any_text_and_any_bytes_are_kept


def _any_batches() -> Callable[..., None]:
    """How rows are parted into batches leaves no trace."""

    @given(sizes=st.lists(st.integers(1, 6), min_size=1, max_size=6))
    @_settings
    def test_batches_leave_no_trace(self: StoreConformance, sizes: list[int]) -> None:
        with self.new_store() as store:
            wanted = rows([f"id-{n}" for n in range(sum(sizes))])
            for batch in _parted(wanted, sizes):
                store.append(PLAN, batch, after=batch[0].position - 1)
            assert list(store.read(PLAN)) == wanted

    return test_batches_leave_no_trace


def _parted(all_rows: list[Row], sizes: list[int]) -> Iterator[list[Row]]:
    rest = iter(all_rows)
    for size in sizes:
        yield list(islice(rest, size))


_LAWS: dict[str, Callable[[], Callable[..., None]]] = {
    "test_any_text_and_any_bytes_are_kept": _any_bytes,
    "test_batches_leave_no_trace": _any_batches,
}
