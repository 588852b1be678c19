"""Roles that may only append and read, or only read, work through the store and can do nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from minsheng.errors import InvalidValue
from minsheng.ledger import Duplicate, Ledger, Moved, Row, verify_store
from minsheng.projects import Plan, Project
from minsheng.storage import PostgresStore, StoreDenied, grants_sql

PLAN = "甲县-2024"
ROWS = [Row(PLAN, n, f"id-{n}", bytes(32), b"{}") for n in (1, 2, 3)]
OWNER, WRITER, READER = "minsheng_test_owner", "minsheng_test_writer", "minsheng_test_reader"
FORBIDDEN = [
    "UPDATE minsheng.entries SET data = ''",
    "DELETE FROM minsheng.entries",
    "TRUNCATE minsheng.entries",
    "ALTER TABLE minsheng.entries DISABLE TRIGGER ALL",
    "ALTER TABLE minsheng.entries DISABLE TRIGGER entries_are_not_changed",
    "ALTER TABLE minsheng.entries DROP CONSTRAINT entries_leave_no_gap",
    "DROP TRIGGER entries_are_not_changed ON minsheng.entries",
    "DROP FUNCTION minsheng.entries_are_not_changed CASCADE",
    "CREATE OR REPLACE FUNCTION minsheng.entries_are_not_changed() RETURNS trigger LANGUAGE plpgsql "
    "AS $$ BEGIN RETURN NEW; END $$",
    "CREATE RULE quietly AS ON INSERT TO minsheng.entries DO INSTEAD NOTHING",
    "CREATE TABLE minsheng.another ()",
    "DROP TABLE minsheng.entries",
    "DROP SCHEMA minsheng CASCADE",
    "ALTER TABLE minsheng.entries OWNER TO CURRENT_USER",
    "UPDATE minsheng.minsheng_version SET version_num = '0099'",
    "DELETE FROM minsheng.minsheng_version",
    "SET session_replication_role = replica",
]


def _as(url: str, role: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{role}:made-up@{parts.netloc.rpartition('@')[2]}"))


@pytest.fixture
def roles(minsheng_postgres_url: str) -> Iterator[psycopg.Connection]:
    """An owner who has set the ledger up, and two roles without any right so far."""
    with psycopg.connect(minsheng_postgres_url, autocommit=True) as administrator:
        for role in (OWNER, WRITER, READER):
            administrator.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'made-up'".encode())
        name = administrator.info.dbname
        administrator.execute(f'GRANT CREATE ON DATABASE "{name}" TO {OWNER}'.encode())
        try:
            with PostgresStore(_as(minsheng_postgres_url, OWNER)) as store:
                store.append(PLAN, ROWS[:2], after=0)
            yield administrator
        finally:
            for role in (OWNER, WRITER, READER):
                administrator.execute(f"DROP OWNED BY {role} CASCADE".encode())
                administrator.execute(f"DROP ROLE {role}".encode())


@pytest.fixture
def granted(roles: psycopg.Connection, minsheng_postgres_url: str) -> str:
    """The owner has told who may do what."""
    with PostgresStore(_as(minsheng_postgres_url, OWNER)) as store:
        store.grant(WRITER, may="append")
        store.grant(READER, may="read")
    return minsheng_postgres_url


def test_a_writer_opens_without_setting_anything_up_and_appends(granted: str) -> None:
    with PostgresStore(_as(granted, WRITER)) as store:
        store.append(PLAN, ROWS[2:], after=2)
        many = [Row(PLAN, n, f"id-{n}", bytes(32), b"{}") for n in range(4, 50)]
        store.append(PLAN, many, after=3)
        assert list(store.read(PLAN)) == [*ROWS, *many]
        with pytest.raises(Duplicate):
            store.append(PLAN, [ROWS[0]._replace(position=50)], after=49)
        with pytest.raises(Moved):
            store.append(PLAN, [ROWS[0]._replace(id="new")], after=0)


def test_a_whole_ledger_is_kept_by_a_writer(granted: str) -> None:
    plan = Plan(id="乙县-2024", year=2024, projects=[Project(no="1", name="道路", targets=["400公里"])])
    with PostgresStore(_as(granted, WRITER)) as store:
        ledger = Ledger.adopt(store, plan, by="乙县政府办公室", on="2024-02-06")
        ledger.report("1", total="120公里", on="2024-06-28", by="乙局")
        assert ledger.verify()
    with PostgresStore(_as(granted, READER), read_only=True) as store:
        assert store.heads() == {PLAN: 2, plan.id: 2}
        assert [bool(verdict) for verdict in verify_store(store) if verdict.plan == plan.id] == [True]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_reader_reads_and_can_not_append(granted: str, read_only: bool) -> None:
    with PostgresStore(_as(granted, READER), read_only=read_only) as store:
        assert list(store.read(PLAN)) == ROWS[:2]
        assert store.last(PLAN) == ROWS[1]
        if not read_only:
            for rows in (ROWS[2:], [ROWS[2], ROWS[2]._replace(position=4, id="id-4")]):
                with pytest.raises(StoreDenied) as caught:
                    store.append(PLAN, rows, after=2)
                assert "grants_sql" in caught.value.mend("en")
        assert list(store.read(PLAN)) == ROWS[:2]


@pytest.mark.parametrize("role", [WRITER, READER])
def test_the_roles_can_do_nothing_else(granted: str, role: str) -> None:
    with psycopg.connect(_as(granted, role), autocommit=True) as connection:
        for statement in FORBIDDEN:
            with pytest.raises(psycopg.Error) as caught:
                connection.execute(statement.encode())
            assert caught.value.sqlstate == "42501", f"insufficient_privilege, not {caught.value}: {statement}"
    with PostgresStore(_as(granted, READER)) as store:
        assert list(store.read(PLAN)) == ROWS[:2]


def test_a_reader_inserts_nothing_by_hand(granted: str) -> None:
    statement = "INSERT INTO minsheng.entries VALUES ('甲县-2024', 3, 'new', '', '')"
    with psycopg.connect(_as(granted, READER)) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_a_writer_does_not_overwrite_by_hand_either(granted: str) -> None:
    with psycopg.connect(_as(granted, WRITER), autocommit=True) as connection:
        for clause in ("", "ON CONFLICT (plan, position) DO UPDATE SET data = ''"):
            with pytest.raises(psycopg.Error):
                connection.execute(
                    f"INSERT INTO minsheng.entries VALUES ('甲县-2024', 2, 'x', '', '') {clause}".encode()
                )


def test_the_same_call_makes_a_reader_of_a_writer(granted: str) -> None:
    with PostgresStore(_as(granted, OWNER)) as store:
        store.grant(WRITER, may="read")
    with PostgresStore(_as(granted, WRITER)) as store, pytest.raises(StoreDenied):
        store.append(PLAN, ROWS[2:], after=2)


def test_only_the_owner_grants(granted: str) -> None:
    with PostgresStore(_as(granted, WRITER)) as store, pytest.raises(StoreDenied):
        store.grant(READER, may="append")


def test_a_role_that_does_not_exist_is_named(granted: str) -> None:
    with PostgresStore(_as(granted, OWNER)) as store, pytest.raises(StoreDenied, match="minsheng_nobody"):
        store.grant("minsheng_nobody", may="append")


def test_what_may_be_granted_is_checked() -> None:
    with pytest.raises(InvalidValue, match="append"):
        grants_sql("clerk", may="everything")  # type: ignore[arg-type]  # that is the point


def test_policies_for_rows_keep_counties_apart_in_one_table(granted: str, roles: psycopg.Connection) -> None:
    roles.execute("ALTER TABLE minsheng.entries ENABLE ROW LEVEL SECURITY")
    own = (
        f"CREATE POLICY own ON minsheng.entries TO {WRITER} USING (plan LIKE '乙县-%') WITH CHECK (plan LIKE '乙县-%')"
    )
    roles.execute(own.encode())
    mine = [Row("乙县-2024", n, f"id-{n}", bytes(32), b"{}") for n in range(1, 6)]
    with PostgresStore(_as(granted, WRITER)) as store:
        store.append("乙县-2024", mine[:3], after=0)  # COPY can not follow policies, so this goes another way
        store.append("乙县-2024", mine[3:4], after=3)
        with pytest.raises(Duplicate):
            store.append("乙县-2024", [mine[4], mine[0]._replace(position=6)], after=4)
        store.append("乙县-2024", mine[4:], after=4)
        assert list(store.read("乙县-2024")) == mine
        assert store.heads() == {"乙县-2024": 5}
        assert (store.last(PLAN), list(store.read(PLAN)), store.get(PLAN, ["id-1"])) == (None, [], ())
        for rows in ([ROWS[0]], ROWS):
            with pytest.raises(StoreDenied):
                store.append("丙县-2024", [row._replace(plan="丙县-2024") for row in rows], after=0)
    with PostgresStore(granted) as store:
        assert store.heads() == {PLAN: 2, "乙县-2024": 5}


def test_a_database_each_keeps_counties_apart_once_it_is_closed(
    roles: psycopg.Connection, minsheng_postgres_url: str
) -> None:
    """PostgreSQL lets every role into every database until that is taken back."""
    here, there = roles.info.dbname, f"{roles.info.dbname}_b"
    roles.execute(f'CREATE DATABASE "{there}"'.encode())
    other = urlunsplit(urlsplit(minsheng_postgres_url)._replace(path=f"/{there}"))
    try:
        with PostgresStore(other) as store:
            store.append(PLAN, ROWS[:1], after=0)
        for name, url, role in ((here, minsheng_postgres_url, WRITER), (there, other, READER)):
            sql = grants_sql(role, may="append", database=name)
            with psycopg.connect(url, autocommit=True) as owner:
                owner.execute(sql.encode())
        psycopg.connect(_as(minsheng_postgres_url, WRITER)).close()
        with PostgresStore(_as(minsheng_postgres_url, WRITER)) as store:
            store.append(PLAN, ROWS[2:], after=2)
        with PostgresStore(_as(other, READER)) as store:
            store.append(PLAN, ROWS[1:2], after=1)
        for url, role in ((other, WRITER), (minsheng_postgres_url, READER)):
            with pytest.raises(StoreDenied) as caught:
                PostgresStore(_as(url, role))
            assert caught.value.code == "storage.denied"
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(_as(url, role))
    finally:
        roles.execute(f'DROP DATABASE IF EXISTS "{there}" WITH (FORCE)'.encode())
