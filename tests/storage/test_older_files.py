"""A file that an older version of the library wrote is brought up to date when it is opened for writing, and loses nothing."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from minsheng.errors import MinshengError
from minsheng.ledger import Row
from minsheng.storage import Damaged, OlderSchema, SqliteStore
from tests.torture.overwriting import overwrite

_VERSION_1 = """
    PRAGMA journal_mode = WAL;
    CREATE TABLE entries (
        plan TEXT NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, digest BLOB NOT NULL, data BLOB NOT NULL,
        PRIMARY KEY (plan, position), UNIQUE (plan, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER entries_are_added_behind BEFORE INSERT ON entries
    WHEN NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM entries WHERE plan = NEW.plan)
    BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    CREATE TRIGGER entries_are_not_deleted BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    PRAGMA application_id = 0x4D534C47;
    PRAGMA user_version = 1;
"""
"""As the first version of the library set a file up."""
PLANS = ("乙县-2024", "甲县-2024", "甲县-2025")
ROWS = [Row(plan, n, f"id-{n}", bytes([n]) * 32, b"{}" * n) for n in (1, 2, 3) for plan in PLANS]


def _older(path: Path, rows: Sequence[Row] = ROWS) -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(_VERSION_1)
        connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", rows)
    return path


def _found(store: SqliteStore) -> list[Row]:
    return [row for plan in store.plans() for row in store.read(plan)]


def test_its_entries_are_all_there_and_more_can_be_added(tmp_path: Path) -> None:
    path = _older(tmp_path / "county.db")
    with SqliteStore(path) as store:
        assert _found(store) == sorted(ROWS)
        for plan in (*PLANS, "丙县-2024"):
            place = len([row for row in ROWS if row.plan == plan]) + 1
            store.append(plan, [Row(plan, place, "new", b"\x09" * 32, b"{}")], after=place - 1)
        store.inspect()
    with SqliteStore(path, read_only=True) as store:
        assert store.heads() == dict.fromkeys(PLANS, 4) | {"丙县-2024": 1}
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM entries")


def test_it_is_left_as_it_is_where_it_is_opened_for_reading(tmp_path: Path) -> None:
    path = _older(tmp_path / "county.db")
    before = path.read_bytes()
    with pytest.raises(OlderSchema) as caught:
        SqliteStore(path, read_only=True)
    assert path.read_bytes() == before
    for text in (caught.value.message("zh"), caught.value.message("en"), str(caught.value)):
        assert str(path) in text
        assert "{" not in text


def test_of_several_that_open_it_at_once_one_does_it(tmp_path: Path) -> None:
    path = _older(tmp_path / "county.db")

    def read(_: int) -> list[Row]:
        with SqliteStore(path) as store:
            return _found(store)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(read, range(8))) == [sorted(ROWS)] * 8


def test_one_with_a_missing_entry_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = _older(tmp_path / "county.db")
    with closing(sqlite3.connect(path)) as owner:
        owner.execute("DROP TRIGGER entries_are_not_deleted")
        owner.execute("DELETE FROM entries WHERE position = 2 AND plan = ?", (PLANS[0],))
        owner.execute(
            "CREATE TRIGGER entries_are_not_deleted BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
        owner.commit()
    for _ in range(2):
        with pytest.raises(Damaged):
            SqliteStore(path)
    with closing(sqlite3.connect(path)) as owner:
        assert owner.execute("SELECT count(*) FROM entries").fetchone() == (len(ROWS) - 1,)
        assert owner.execute("PRAGMA user_version").fetchone() == (1,)


MANY = [Row(plan, n, f"id-{n * 7919 % 1009}", bytes(32), b"{}" * 40) for plan in PLANS for n in range(1, 301)]


def test_a_damaged_one_is_not_brought_up_to_date_without_what_can_not_be_found(tmp_path: Path) -> None:
    """Ranges overwritten at random: what a reading of the table passes over in silence would be gone for good."""
    path = tmp_path / "county.db"
    _older(path, MANY)
    whole = path.read_bytes()
    dice = random.Random(1)
    refused = 0
    for _ in range(80):
        overwrite(path, whole, dice)
        content = path.read_bytes()
        try:
            with SqliteStore(path) as store:
                found = _found(store)
        except Damaged:
            refused += 1
            assert path.read_bytes() == content, "it is left as it is"
        except MinshengError:
            pass
        else:
            assert len(found) == len(MANY), "values may be garbage, which the chain shows; no entry is left out"
    assert refused > 40


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("room", [0, 1, 50])
def test_without_room_for_it_it_is_left_as_it_is(tmp_path: Path, room: int) -> None:
    """The limit is that of one file, which the log hits; the more rows, the earlier SQLite writes there."""
    path = _older(
        tmp_path / "county.db", [Row("甲县-2024", n, f"id-{n}", bytes(32), bytes(9000)) for n in range(1, 401)]
    )
    before = path.read_bytes()
    program = f"""
import resource
from minsheng.ledger import StoreFailed
from minsheng.storage import SqliteStore
limits = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, ({room} * 4120 + 40_000, limits[1]))
try:
    SqliteStore({str(path)!r})
except StoreFailed as error:
    print(type(error).__name__)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) in (("StoreInaccessible", ""), ("StoreFull", "")), done
    assert path.read_bytes() == before
    with SqliteStore(path) as store:
        assert store.heads() == {"甲县-2024": 400}
        store.inspect()
