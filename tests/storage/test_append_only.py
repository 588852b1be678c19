"""The SQLite file itself refuses to lose or change an entry, whatever program writes to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from minsheng.ledger import Row
from minsheng.storage import SqliteStore

ROWS = [Row("甲县-2024", n, f"id-{n}", bytes([n]) * 32, b"{}") for n in (1, 2, 3)]
_ROW = "(place, plan, id, digest, data) VALUES"
_A, _B, _C = (number << 40 for number in (1, 2, 3))
"""Where the places of the first, the second and the third plan begin; there is one."""


@pytest.fixture
def by_hand(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of somebody who goes round the library."""
    path = tmp_path / "county.db"
    with SqliteStore(path) as store:
        store.append("甲县-2024", ROWS, after=0)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection
    with SqliteStore(path) as store:
        assert list(store.read("甲县-2024")) == ROWS, "nothing may have changed"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET data = x'00'",
        f"UPDATE entries SET place = {_A + 9} WHERE position = 3",
        "UPDATE OR REPLACE entries SET id = 'id-1' WHERE position = 3",
        "UPDATE OR IGNORE entries SET id = 'id-9' WHERE position = 3",
        "UPDATE OR FAIL entries SET data = x'00' WHERE position = 3",
        "UPDATE OR ROLLBACK entries SET digest = x'00' WHERE position = 3",
        "UPDATE entries SET data = other.data FROM entries AS other WHERE entries.position <> other.position",
        "UPDATE entries SET plan = '乙县-2024' WHERE position = 3",
        "UPDATE entries SET data = data",
        "DELETE FROM entries",
        "DELETE FROM entries WHERE position = 3 RETURNING data",
        "DELETE FROM entries WHERE position = 3",
        # the same id elsewhere, the same place under another id, both, an older place
        f"INSERT OR REPLACE INTO entries {_ROW} ({_A + 4}, '甲县-2024', 'id-3', x'00', x'00')",
        f"INSERT OR REPLACE INTO entries {_ROW} ({_A + 3}, '甲县-2024', 'id-4', x'00', x'00')",
        f"INSERT OR REPLACE INTO entries {_ROW} ({_A + 3}, '甲县-2024', 'id-3', x'00', x'00')",
        f"REPLACE INTO entries {_ROW} ({_A + 1}, '甲县-2024', 'id-1', x'00', x'00')",
        f"REPLACE INTO entries {_ROW} ({_A + 2}, '甲县-2024', 'new', x'00', x'00')",
        f"INSERT INTO entries {_ROW} ({_A + 3}, '甲县-2024', 'id-3', x'00', x'00') ON CONFLICT DO UPDATE SET data = x'00'",
        f"INSERT INTO entries {_ROW} ({_A + 3}, '甲县-2024', 'new', x'00', x'00') "
        "ON CONFLICT (place) DO UPDATE SET data = x'00'",
        f"INSERT INTO entries {_ROW} ({_A + 4}, '甲县-2024', 'id-1', x'00', x'00') "
        "ON CONFLICT (plan, id) DO UPDATE SET data = excluded.data",
        f"INSERT INTO entries {_ROW} ({_A + 3}, '甲县-2024', 'id-3', x'00', x'00') ON CONFLICT DO NOTHING",
        f"INSERT OR FAIL INTO entries {_ROW} ({_A + 4}, '甲县-2024', 'new', x'00', x'00'), ({_A + 2}, '甲县-2024', 'newer', x'00', x'00')",
        f"INSERT OR ROLLBACK INTO entries {_ROW} ({_A + 3}, '甲县-2024', 'new', x'00', x'00')",
        "INSERT OR REPLACE INTO entries (place, plan, id, digest, data) SELECT place, plan, id, x'00', x'00' FROM entries",
        f"INSERT OR IGNORE INTO entries {_ROW} ({_A + 3}, '甲县-2024', 'id-3', x'00', x'00')",
        # a gap, and a place before the first
        f"INSERT INTO entries {_ROW} ({_A + 5}, '甲县-2024', 'new', x'00', x'00')",
        f"INSERT INTO entries {_ROW} ({_A + 0}, '甲县-2024', 'new', x'00', x'00')",
        f"INSERT INTO entries {_ROW} ({_B + 2}, '乙县-2024', 'new', x'00', x'00')",
        # a number that is left out, one that another plan has, a place of no plan, a second number
        f"INSERT INTO entries {_ROW} ({_C + 1}, '乙县-2024', 'new', x'00', x'00')",
        f"INSERT INTO entries {_ROW} ({_A + 4}, '乙县-2024', 'new', x'00', x'00')",
        f"INSERT INTO entries {_ROW} (1, '乙县-2024', 'new', x'00', x'00')",
        f"INSERT INTO entries {_ROW} (-1, '乙县-2024', 'new', x'00', x'00')",
        f"INSERT INTO entries {_ROW} ({_B + 1}, '甲县-2024', 'new', x'00', x'00')",
        f"INSERT INTO entries {_ROW} ({_B}, '甲县-2024', 'new', x'00', x'00')",
        # no place at all: SQLite would choose one
        "INSERT INTO entries (plan, id, digest, data) VALUES ('甲县-2024', 'new', x'00', x'00')",
        "INSERT INTO entries (plan, id, digest, data) VALUES ('乙县-2024', 'new', x'00', x'00')",
        f"REPLACE INTO entries {_ROW} (NULL, '甲县-2024', 'id-3', x'00', x'00')",
        # values of a wrong type
        f"INSERT INTO entries {_ROW} ('x', '甲县-2024', 'new', x'00', x'00')",
        f"INSERT INTO entries {_ROW} ({_A + 4}, '甲县-2024', 'new', 'text', x'00')",
        f"INSERT INTO entries {_ROW} ({_A + 4}, '甲县-2024', NULL, x'00', x'00')",
    ],
)
def test_the_database_refuses(by_hand: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        by_hand.execute(statement)


def test_replace_is_refused_even_where_delete_triggers_are_told_to_fire(by_hand: sqlite3.Connection) -> None:
    by_hand.execute("PRAGMA recursive_triggers = ON")
    with pytest.raises(sqlite3.IntegrityError):
        by_hand.execute(f"REPLACE INTO entries {_ROW} ({_A + 3}, '甲县-2024', 'id-3', x'00', x'00')")


def test_every_commit_is_synchronous_and_in_the_log(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "county.db") as store, store._use() as state:
        assert state.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert state.connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_a_copy_by_vacuum_is_whole_and_refuses_the_same(by_hand: sqlite3.Connection, tmp_path: Path) -> None:
    there = tmp_path / "copy.db"
    by_hand.execute("VACUUM INTO ?", (str(there),))
    with closing(sqlite3.connect(there, isolation_level=None)) as copied:
        for statement in ("DELETE FROM entries", "UPDATE entries SET data = x'00'"):
            with pytest.raises(sqlite3.IntegrityError):
                copied.execute(statement)
    with SqliteStore(there) as store:
        assert list(store.read("甲县-2024")) == ROWS


def test_vacuum_in_place_changes_no_entry(by_hand: sqlite3.Connection) -> None:
    by_hand.execute("VACUUM")
