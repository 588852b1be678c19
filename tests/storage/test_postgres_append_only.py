"""The PostgreSQL database itself refuses to lose or change an entry, whatever program writes to it."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from minsheng.ledger import Row
from minsheng.storage import PostgresStore

PLAN = "甲县-2024"
ROWS = [Row(PLAN, n, f"id-{n}", bytes([n]) * 32, b"{}") for n in (1, 2, 3)]
_ROW = "(plan, position, id, digest, data) VALUES"


@pytest.fixture
def by_hand(minsheng_postgres_url: str) -> Iterator[psycopg.Connection]:
    """A connection of the administrator, who goes round the library."""
    with PostgresStore(minsheng_postgres_url) as store:
        store.append(PLAN, ROWS, after=0)
    with psycopg.connect(minsheng_postgres_url, autocommit=True) as connection:
        connection.execute("SET search_path = minsheng")
        yield connection
    with PostgresStore(minsheng_postgres_url) as store:
        assert list(store.read(PLAN)) == ROWS, "nothing may have changed"
        assert store.heads() == {PLAN: 3}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET data = ''",
        "UPDATE entries SET position = 9 WHERE position = 3",
        "UPDATE entries SET id = id",
        "UPDATE entries SET data = '' WHERE position = 99",
        "DELETE FROM entries",
        "DELETE FROM entries WHERE position = 3",
        "TRUNCATE entries",
        "TRUNCATE entries CASCADE",
        # the same id elsewhere, the same place under another id, both, an older place
        f"INSERT INTO entries {_ROW} ('甲县-2024', 4, 'id-3', '', '')",
        f"INSERT INTO entries {_ROW} ('甲县-2024', 3, 'new', '', '')",
        f"INSERT INTO entries {_ROW} ('甲县-2024', 3, 'id-3', '', '')",
        f"INSERT INTO entries {_ROW} ('甲县-2024', 1, 'new', '', '')",
        f"INSERT INTO entries {_ROW} ('甲县-2024', 3, 'id-3', '', '') ON CONFLICT (plan, id) DO UPDATE SET data = ''",
        f"INSERT INTO entries {_ROW} ('甲县-2024', 3, 'new', '', '') ON CONFLICT (plan, position) DO UPDATE SET data = ''",
        # nothing conflicts, and yet it is refused
        f"INSERT INTO entries {_ROW} ('甲县-2024', 4, 'new', '', '') ON CONFLICT (plan, id) DO UPDATE SET data = ''",
        # a gap, a place before the first, a new plan that does not begin with 1, a good row beside a bad one
        f"INSERT INTO entries {_ROW} ('甲县-2024', 5, 'new', '', '')",
        f"INSERT INTO entries {_ROW} ('甲县-2024', 0, 'new', '', '')",
        f"INSERT INTO entries {_ROW} ('甲县-2024', -1, 'new', '', '')",
        f"INSERT INTO entries {_ROW} ('乙县-2024', 2, 'new', '', '')",
        f"INSERT INTO entries {_ROW} ('甲县-2024', 4, 'new', '', ''), ('甲县-2024', 6, 'newer', '', '')",
        # what is missing
        f"INSERT INTO entries {_ROW} ('甲县-2024', 4, NULL, '', '')",
        f"INSERT INTO entries {_ROW} ('甲县-2024', NULL, 'new', '', '')",
        f"INSERT INTO entries {_ROW} ('甲县-2024', 4, 'new', '', NULL)",
    ],
)
def test_the_database_refuses(by_hand: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.IntegrityError):
        by_hand.execute(statement.encode())


def test_on_conflict_do_nothing_does_nothing(by_hand: psycopg.Connection) -> None:
    for row in ("('甲县-2024', 3, 'new', '', '')", "('甲县-2024', 4, 'id-3', '', '')"):
        assert by_hand.execute(f"INSERT INTO entries {_ROW} {row} ON CONFLICT DO NOTHING".encode()).rowcount == 0


def test_merge_is_refused(by_hand: psycopg.Connection) -> None:
    if by_hand.info.server_version < 150000:
        pytest.skip("this server does not know MERGE")
    with pytest.raises(psycopg.IntegrityError):
        by_hand.execute(
            "MERGE INTO entries USING (SELECT 3::bigint AS place) AS given ON position = place "
            "WHEN MATCHED THEN UPDATE SET data = ''"
        )


def test_a_session_that_switches_triggers_off_does_not_get_through(by_hand: psycopg.Connection) -> None:
    by_hand.execute("SET session_replication_role = replica")
    for statement in ("UPDATE entries SET data = ''", "DELETE FROM entries", "TRUNCATE entries"):
        with pytest.raises(psycopg.IntegrityError):
            by_hand.execute(statement.encode())


def test_names_in_the_way_do_not_fool_the_database(by_hand: psycopg.Connection) -> None:
    by_hand.execute("CREATE TEMP TABLE entries (plan text, position bigint)")
    by_hand.execute("INSERT INTO pg_temp.entries VALUES ('甲县-2024', 4)")
    with pytest.raises(psycopg.IntegrityError):
        by_hand.execute(f"INSERT INTO minsheng.entries {_ROW} ('甲县-2024', 5, 'new', '', '')".encode())


def test_two_transactions_can_not_leave_a_gap(by_hand: psycopg.Connection, minsheng_postgres_url: str) -> None:
    with psycopg.connect(minsheng_postgres_url) as first:
        first.execute(f"INSERT INTO minsheng.entries {_ROW} ('甲县-2024', 4, 'four', '', '')".encode())
        with pytest.raises(psycopg.IntegrityError):  # 4 is not committed, and will not be
            by_hand.execute(f"INSERT INTO entries {_ROW} ('甲县-2024', 5, 'five', '', '')".encode())
        first.rollback()


def test_every_commit_is_written_to_the_disk(minsheng_postgres_url: str) -> None:
    with psycopg.connect(minsheng_postgres_url, autocommit=True) as administrator:
        administrator.execute(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$"
        )
    with PostgresStore(minsheng_postgres_url) as store, store._connected().use() as connection:
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
