"""The laws of every store (存储规约), as a suite that a store's author subclasses.

A store passes if it keeps the contract of `minsheng.ledger.Store`::

    class TestMyStore(StoreConformance):
        def new_store(self) -> Store:
            return MyStore(tempfile.mkdtemp())

Needs pytest and hypothesis (``pip install "minsheng[testing]"``).
"""

from __future__ import annotations

import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from minsheng.ledger import (
    Cursor,
    Duplicate,
    Heads,
    Ledger,
    Moved,
    Progress,
    Row,
    copy,
    export_rows,
    feed,
    import_rows,
    verify_store,
)
from minsheng.storage import MemoryStore
from minsheng.testing.store_machine import store_machine
from minsheng.testing.store_openings import StoreOpenings
from minsheng.testing.store_rows import MANY, OTHER, PLAN, adopted, insist, rows, together

_BIG = 4096
"""Bytes of a row, where all of them together are many megabytes."""

_settings = settings(
    deadline=None, max_examples=25, report_multiple_bugs=False, suppress_health_check=[HealthCheck.too_slow]
)


class StoreConformance(StoreOpenings):
    """Subclass it, give `new_store`, and let pytest collect the subclass: every test is one promise of the contract."""

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
            mine, theirs = rows(["a", "b"]), rows(["b", "a", "c"], plan=OTHER)
            store.append(PLAN, mine, after=0)
            store.append(OTHER, theirs, after=0)
            assert store.plans() == tuple(sorted([PLAN, OTHER]))
            assert list(store.read(PLAN)) == mine
            assert list(store.read(OTHER)) == theirs
            assert tuple(store.get(OTHER, ["a"])) == (theirs[1],)
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

            def write(who: int) -> None:
                for n in range(20):
                    insist(store, f"{who}-{n}")

            def read() -> None:
                for _ in range(20):
                    positions = [row.position for row in store.read(PLAN)]
                    assert positions == list(range(1, len(positions) + 1)), "a reader sees no gaps"

            together([*(lambda who=who: write(who) for who in range(4)), read])
            ids = [f"{who}-{n}" for who in range(4) for n in range(20)]
            found = list(store.read(PLAN))
            assert Counter(row.id for row in found) == Counter(ids), "each once"
            assert [row.position for row in found] == list(range(1, 81)), "positions without gaps"

    def test_a_batch_shows_whole_or_not_at_all(self) -> None:
        with self.new_store() as store:
            wanted = rows([f"id-{n}" for n in range(15 * 7)])
            seen: list[int] = []

            def write() -> None:
                for start in range(0, len(wanted), 7):
                    store.append(PLAN, wanted[start : start + 7], after=start)

            def read() -> None:
                while not seen or seen[-1] < len(wanted):
                    seen.append(sum(1 for _ in store.read(PLAN)))

            together([write, read])
            assert [n for n in seen if n % 7] == [], "a reader saw part of a batch"
            assert list(store.read(PLAN)) == wanted

    def test_thousands_of_big_rows_are_read_in_little_memory(self) -> None:
        with self.new_store() as store:
            content = [bytes([n % 256]) * _BIG for n in range(MANY)]
            after, previous = 0, b""
            for turn in range(3):
                batch = rows([f"{turn}-{n}" for n in range(MANY)], after=after, data=content, previous=previous)
                store.append(PLAN, batch, after=after)
                after, previous = batch[-1].position, batch[-1].digest
            del batch, content
            tracemalloc.start()
            try:
                count = sum(1 for _ in store.read(PLAN))
                _, peak = tracemalloc.get_traced_memory()
            finally:
                tracemalloc.stop()
            assert count == after
            assert peak < after * _BIG / 2, "rows are read in pages, not all at once"

    # following

    def test_heads_are_the_last_positions_of_all_plans(self) -> None:
        with self.new_store() as store:
            if not isinstance(store, Heads):
                return
            assert dict(store.heads()) == {}
            store.append(PLAN, rows(["a", "b"]), after=0)
            store.append(OTHER, rows(["a"], plan=OTHER), after=0)
            store.append(PLAN, rows(["c"], after=2), after=2)
            assert dict(store.heads()) == {PLAN: 3, OTHER: 1}

    def test_a_follower_gets_what_is_new_once_and_in_order(self) -> None:
        with self.new_store() as store:
            assert list(feed(store)) == []
            mine, theirs = rows(["a", "b", "c"]), rows(["a", "b"], plan=OTHER)
            store.append(OTHER, theirs[:1], after=0)
            store.append(PLAN, mine[:2], after=0)
            first = list(feed(store))
            assert sorted(first) == sorted([*mine[:2], *theirs[:1]])
            cursor = Cursor()
            for row in first:
                cursor = cursor.after(row)
            store.append(PLAN, mine[2:], after=2)
            store.append(OTHER, theirs[1:], after=1)
            assert sorted(feed(store, Cursor.parse(str(cursor)))) == sorted([mine[2], theirs[1]])

    def test_a_follower_misses_nothing_while_several_write(self) -> None:
        with self.new_store() as store:
            plans = [PLAN, OTHER, "丙县-2024"]
            ids = [f"{who}-{n}" for who in range(3) for n in range(12)]
            busy = [True] * 3
            seen: list[Row] = []

            def write(who: int) -> None:
                try:
                    for n in range(12):
                        for plan in (*plans[who:], *plans[:who]):  # each comes to the plans in another order
                            insist(store, f"{who}-{n}", plan)
                finally:
                    busy[who] = False

            def follow() -> None:
                cursor, more = Cursor(), True
                while more:
                    more = any(busy)
                    for row in feed(store, cursor):
                        seen.append(row)
                        cursor = cursor.after(row)

            together([*(lambda who=who: write(who) for who in range(3)), follow])
            for plan in plans:
                mine = [row for row in seen if row.plan == plan]
                assert [row.position for row in mine] == list(range(1, len(ids) + 1)), "in order, without gaps"
                assert sorted(row.id for row in mine) == sorted(ids), "each once"

    # ledgers

    def test_a_ledger_sends_the_same_batch_three_times_and_it_is_stored_once(self) -> None:
        with self.new_store() as store:
            ledger = adopted(store)
            reports = [Progress("1", total=f"{n}公里", on="2024-06-28") for n in range(1, 6)]
            ids = [f"report-{n}" for n in range(1, 6)]
            first = ledger.append_all(reports, ids=ids)
            assert ledger.append_all(reports, ids=ids) == first
            assert Ledger.open(store, PLAN).append_all(reports, ids=ids) == first
            assert [row.id for row in store.read(PLAN)] == ["adoption", *ids]
            assert ledger.verify()

    def test_ledgers_in_several_threads_send_the_same_and_it_is_stored_once(self) -> None:
        with self.new_store() as store:
            adopted(store)
            reports = [Progress("1", total="5公里", on="2024-06-28", note=str(n)) for n in range(12)]
            ids = [f"report-{n}" for n in range(12)]

            def send() -> None:
                ledger = Ledger.open(store, PLAN)
                for start in range(0, 12, 3):
                    ledger.append_all(reports[start : start + 3], ids=ids[start : start + 3])

            together([send] * 3)
            assert [row.id for row in store.read(PLAN)] == ["adoption", *ids]
            assert all(verify_store(store))

    # copies

    def test_copies_in_and_out_are_the_same_bytes(self) -> None:
        with self.new_store() as store, MemoryStore() as before, MemoryStore() as behind:
            mine = rows([f"id-{n}" for n in range(MANY)])
            theirs = rows(["a"], plan=OTHER, data=[bytes(range(256))])
            before.append(PLAN, mine[:700], after=0)
            before.append(OTHER, theirs, after=0)
            copied = copy(before, store)
            before.append(PLAN, mine[700:], after=700)
            assert [(c.rows, c.before) for c in copy(before, store, [PLAN])] == [(600, 700)], (
                "the rest behind what is there"
            )
            copy(store, behind)
            for found in (store, behind):
                assert list(found.read(PLAN)) == mine
                assert list(found.read(OTHER)) == theirs
            assert all(verify_store(store, [c.checkpoint for c in copied]))

    def test_a_ledger_goes_out_and_in_as_lines(self) -> None:
        with self.new_store() as store, self.new_store() as other:
            ledger = adopted(store)
            ledger.append_all([Progress("1", total=f"{n}公里", on="2024-06-28") for n in range(1, 40)])
            lines = list(export_rows(store, PLAN))
            import_rows(other, lines[:10])
            import_rows(other, lines)
            assert list(other.read(PLAN)) == list(store.read(PLAN))

    # any run of calls

    def test_any_run_of_calls_agrees_with_a_plain_model(self) -> None:
        run_state_machine_as_test(
            store_machine(self.new_store, self.reopened), settings=settings(_settings, stateful_step_count=30)
        )


def _any_bytes() -> Callable[..., None]:
    """Keys and values are kept to the last bit."""
    names = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)

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
