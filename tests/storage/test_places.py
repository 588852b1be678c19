"""Where entries stand in a SQLite file is the store's own affair: nobody sees it, in whatever order plans come."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.ledger import Moved, Row, feed
from minsheng.storage import Damaged, RowsRefused, SqliteStore
from minsheng.storage.sqlite_file import make_room
from minsheng.storage.sqlite_places import MOST, span

WRITERS = 8
LOG = 1000 * 2072
"""Bytes that the log comes to have: 1,000 pages of 2,048 bytes with 24 in front of each."""


def _row(plan: str, position: int) -> Row:
    return Row(plan, position, f"id-{position}", b"\x01" * 32, b"{}")


def test_plans_that_begin_at_the_same_moment_get_places_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    SqliteStore(path).close()
    together = Barrier(WRITERS)

    def write(n: int) -> None:
        with SqliteStore(path) as store:
            together.wait()
            for position in (1, 2, 3):
                store.append(f"plan-{n}", [_row(f"plan-{n}", position)], after=position - 1)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    with SqliteStore(path) as store:
        assert store.heads() == {f"plan-{n}": 3 for n in range(WRITERS)}
        for plan in store.plans():
            assert list(store.read(plan)) == [_row(plan, position) for position in (1, 2, 3)]
        store.inspect()


@given(st.lists(st.sampled_from(["丙县-2024", "乙县-2024", "甲县-2024", "a", "甲\udcff"]), max_size=12))
def test_readings_do_not_show_in_which_order_plans_came(order: list[str]) -> None:
    sealed: dict[str, list[Row]] = {}
    with TemporaryDirectory() as folder, SqliteStore(Path(folder) / "county.db") as store:
        for plan in order:
            rows = sealed.setdefault(plan, [])
            row = _row(plan, len(rows) + 1)
            if "\udcff" in plan:
                with pytest.raises(RowsRefused):
                    store.append(plan, [row], after=len(rows))
                del sealed[plan]
                continue
            store.append(plan, [row], after=len(rows))
            rows.append(row)
        assert store.plans() == tuple(sorted(sealed))
        assert store.heads() == {plan: len(rows) for plan, rows in sealed.items()}
        for plan, rows in sealed.items():
            assert list(store.read(plan)) == rows
            assert store.last(plan) == rows[-1]
            assert list(store.read(plan, after=1)) == rows[1:]


def test_another_opening_knows_plans_that_came_later(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "county.db") as one, SqliteStore(tmp_path / "county.db") as other:
        for plan in ("甲县-2024", "乙县-2024"):
            assert other.last(plan) is None
            one.append(plan, [_row(plan, 1)], after=0)
            assert other.last(plan) == _row(plan, 1)
            with pytest.raises(Moved):
                other.append(plan, [_row(plan, 1)._replace(id="x")], after=0)
            other.append(plan, [_row(plan, 2)], after=1)
            assert list(one.read(plan)) == [_row(plan, 1), _row(plan, 2)]


def test_no_entry_comes_to_stand_among_those_of_the_next_plan(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "county.db") as store:
        store.append("甲县-2024", [_row("甲县-2024", 1)], after=0)
        with pytest.raises(Moved):
            store.append("甲县-2024", [_row("甲县-2024", MOST + 2)], after=MOST + 1)
        assert store.plans() == ("甲县-2024",)
    assert span(1).end == span(2).before


def test_a_log_gets_its_length_at_once_where_entries_come_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    with SqliteStore(path) as store:
        for position in range(1, 101):
            store.append("甲县-2024", [_row("甲县-2024", position)], after=position - 1)
        assert path.with_name("county.db-wal").stat().st_size >= LOG
        assert path.stat().st_size < LOG, "only the log"
        assert [row.position for row in store.read("甲县-2024")] == list(range(1, 101))
        with closing(sqlite3.connect(path)) as other:
            assert other.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [("entries",)]
        store.inspect()


def test_where_there_is_no_room_for_that_entries_are_taken_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    with SqliteStore(path) as store:
        with store._use() as state:
            state.connection.execute("PRAGMA max_page_count = 60")
        for position in range(1, 101):
            store.append("甲县-2024", [_row("甲县-2024", position)], after=position - 1)
        with store._use() as state:
            assert state.connection.execute("PRAGMA cache_size").fetchone() == (-2000,)
        assert len(list(store.read("甲县-2024"))) == 100


def test_nobody_waits_for_that(tmp_path: Path) -> None:
    """Where another one writes, the log is left as it is."""
    path = tmp_path / "county.db"
    with SqliteStore(path, timeout=600) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        store.append("甲县-2024", [_row("甲县-2024", 1)], after=0)
        other.execute("BEGIN IMMEDIATE")
        with store._use() as state:
            make_room(state.file, state.connection)  # comes back
            assert not state.connection.in_transaction
            assert state.connection.execute("PRAGMA busy_timeout").fetchone() == (600_000,)
        assert path.with_name("county.db-wal").stat().st_size < LOG


_CHANGE = "UPDATE entries SET place = ?, plan = ?, id = ? WHERE place = ?"


@pytest.mark.parametrize(
    "by_hand",
    [
        pytest.param(
            (span(2).before + 2, "甲县-2024", "x", span(2).before + 2), id="a plan gets the name of another one"
        ),
        pytest.param((0, "甲县-2024", "id-3", span(1).before + 4), id="a row in front of all plans"),
        pytest.param((-(2**63), "乙县-2024", "id-1", span(2).before + 2), id="a row in front of all numbers"),
        pytest.param((2**63 - 1, "乙县-2024", "id-1", span(2).before + 2), id="a row behind all numbers"),
    ],
)
def test_what_somebody_puts_where_it_can_not_be_is_told(tmp_path: Path, by_hand: tuple[int, str, str, int]) -> None:
    path = tmp_path / "county.db"
    with SqliteStore(path) as store:
        for plan, count in (("甲县-2024", 3), ("乙县-2024", 1), ("丙县-2024", 2)):
            store.append(plan, [_row(plan, position) for position in range(1, count + 1)], after=0)
    with closing(sqlite3.connect(path, isolation_level=None)) as owner:
        owner.execute("DROP TRIGGER entries_are_not_changed")
        assert owner.execute(_CHANGE, by_hand).rowcount == 1
    with SqliteStore(path) as store:
        for use in (store.inspect, store.heads, lambda: list(feed(store))):
            with pytest.raises(Damaged):
                use()
        assert store.plans()


def test_rows_that_are_gone_while_the_store_is_open_are_told(tmp_path: Path) -> None:
    """As where somebody takes an older copy back into the file."""
    path, older = tmp_path / "county.db", tmp_path / "older.db"
    for place in (older, path):
        with SqliteStore(place) as store:
            for plan in ("甲县-2024", "乙县-2024")[: 1 if place == older else 2]:
                store.append(plan, [_row(plan, 1)], after=0)
    with SqliteStore(path) as store:
        assert len(store.heads()) == 2
        with closing(sqlite3.connect(older)) as source, closing(sqlite3.connect(path)) as target:
            source.backup(target)
        for use in (store.heads, lambda: store.last("乙县-2024"), lambda: list(store.read("乙县-2024"))):
            with pytest.raises(Damaged):
                use()
    with SqliteStore(path) as store:
        assert store.heads() == {"甲县-2024": 1}
