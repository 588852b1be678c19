"""Connections that break, servers that restart, rows that others hold: nothing is lost, nothing is stored twice."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from threading import Barrier, Thread

import psycopg
import pytest

from minsheng.ledger import Duplicate, Ledger, Moved, Row, StoreFailed
from minsheng.storage import (
    Damaged,
    NoDatabase,
    PostgresStore,
    RowsRefused,
    SerializationFailed,
    ServerRefused,
    StoreDenied,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreUnreachable,
)
from minsheng.storage.postgres.address import Address
from minsheng.storage.postgres.reasons import refused_connection
from minsheng.testing.postgres import PostgresServer, drop_database, new_database
from tests.storage.others import in_thread, terminate, until_waiting
from tests.torture.counts import times
from tests.torture.writers import Writer, adopt, made_up

PLAN = "甲县-2024"
ROWS = [Row(PLAN, n, f"id-{n}", bytes([n % 256]) * 32, b"{}") for n in range(1, 1301)]
ONE, MANY = ROWS[:1], ROWS[:40]


@pytest.fixture
def administrator(minsheng_postgres_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(minsheng_postgres_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def own(minsheng_postgres_server: PostgresServer) -> Iterator[str]:
    """A database of a server that the test may stop."""
    url = new_database(minsheng_postgres_server.url("postgres"))
    yield url
    drop_database(minsheng_postgres_server.url("postgres"), url)


# connections that break


def test_a_connection_that_broke_meanwhile_is_made_again(
    minsheng_postgres_url: str, administrator: psycopg.Connection
) -> None:
    with PostgresStore(minsheng_postgres_url) as store:
        calls: Sequence[Callable[[], object]] = (
            lambda: store.append(PLAN, ONE, after=0),
            lambda: store.append(PLAN, ROWS[1:40], after=1),
            lambda: store.last(PLAN),
            lambda: store.get(PLAN, ["id-1"]),
            lambda: list(store.read(PLAN)),
            store.heads,
        )
        for call in calls:
            terminate(administrator)
            call()
        assert list(store.read(PLAN)) == MANY


def test_all_connections_of_the_pool_may_break_at_once(
    minsheng_postgres_url: str, administrator: psycopg.Connection
) -> None:
    with PostgresStore(minsheng_postgres_url) as store:
        together = Barrier(5)

        def use() -> None:
            with store._connected().use():
                together.wait()

        for end in [in_thread(use) for _ in range(5)]:
            end()
        terminate(administrator)
        for n in range(1, 8):
            store.append(PLAN, ROWS[n - 1 : n], after=n - 1)
        assert list(store.read(PLAN)) == ROWS[:7]


def test_a_reading_goes_on_over_a_broken_connection(
    minsheng_postgres_url: str, administrator: psycopg.Connection
) -> None:
    with PostgresStore(minsheng_postgres_url) as store:
        store.append(PLAN, ROWS, after=0)
        reading = store.read(PLAN)
        seen = [next(reading)]
        terminate(administrator)
        seen += reading
        assert seen == ROWS


@pytest.mark.parametrize("rows", [ONE, MANY], ids=["one", "many"])
def test_what_was_broken_off_before_the_commit_is_sent_again(
    minsheng_postgres_url: str, administrator: psycopg.Connection, rows: list[Row]
) -> None:
    with PostgresStore(minsheng_postgres_url) as store:
        with administrator.transaction(), psycopg.connect(minsheng_postgres_url) as other:
            other.execute("INSERT INTO minsheng.entries VALUES ('甲县-2024', 1, 'theirs', '', '')")
            end = in_thread(lambda: store.append(PLAN, rows, after=0))
            (pid,) = until_waiting(administrator, event="Lock%")
            administrator.execute("SELECT pg_terminate_backend(%s, 10000)", (pid,))
            other.rollback()
        end()
        assert list(store.read(PLAN)) == rows


def _until_commits_wait(own: str, administrator: psycopg.Connection) -> None:
    """Until the server has taken the setting, which it does in its own time: a commit of somebody else waits, and is let go."""
    waits = "SELECT 1 FROM pg_stat_activity WHERE pid = %s AND wait_event = 'SyncRep'"
    for _ in range(10_000):
        with psycopg.connect(own, autocommit=True) as other:
            pid = other.info.backend_pid
            commit = Thread(target=other.execute, args=("INSERT INTO public.probe VALUES (1)",))
            commit.start()
            while commit.is_alive():
                if administrator.execute(waits, (pid,)).fetchone():
                    administrator.execute("SELECT pg_cancel_backend(%s)", (pid,))
                    commit.join()
                    return
    raise AssertionError("no commit waits for a replica")


@pytest.mark.parametrize("rows", [ONE, MANY], ids=["one", "many"])
def test_what_was_committed_before_the_answer_was_lost_is_not_stored_twice(own: str, rows: list[Row]) -> None:
    """The server waits for a replica that does not exist, behind its commit; there the connection is ended."""
    with PostgresStore(own) as store, psycopg.connect(own, autocommit=True) as administrator:
        administrator.execute("CREATE TABLE public.probe (n int)")
        administrator.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        administrator.execute("SELECT pg_reload_conf()")
        try:
            _until_commits_wait(own, administrator)
            end = in_thread(lambda: store.append(PLAN, rows, after=0))
            (pid,) = until_waiting(administrator, event="IPCSyncRep")
            administrator.execute("SELECT pg_terminate_backend(%s, 10000)", (pid,))
        finally:
            administrator.execute("ALTER SYSTEM RESET synchronous_standby_names")
            administrator.execute("SELECT pg_reload_conf()")
        end()
        assert list(store.read(PLAN)) == rows
        with pytest.raises(Duplicate):  # for whoever sends it a second time it is one
            store.append(PLAN, rows, after=len(rows))


def test_a_server_that_is_gone_is_told_and_the_same_rows_are_stored_once_it_is_back(
    own: str, minsheng_postgres_server: PostgresServer
) -> None:
    with PostgresStore(own, timeout=0.2) as store:
        store.append(PLAN, ONE, after=0)
        minsheng_postgres_server.crash()
        try:
            with pytest.raises(StoreUnreachable) as caught:
                store.append(PLAN, ROWS[1:3], after=1)
            assert caught.value.code == "storage.in-doubt"
            assert "same ids" in caught.value.mend("en")
            for call in (store.plans, lambda: list(store.read(PLAN)), lambda: PostgresStore(own)):
                with pytest.raises(StoreUnreachable) as caught:
                    call()
                assert caught.value.code == "storage.unreachable"
        finally:
            minsheng_postgres_server.start()
        assert list(store.read(PLAN)) == ONE, "what was acknowledged is kept"
        store.append(PLAN, ROWS[1:3], after=1)
        assert list(store.read(PLAN)) == ROWS[:3]


def test_a_writer_waits_for_a_server_that_restarts(own: str, minsheng_postgres_server: PostgresServer) -> None:
    with PostgresStore(own) as store:
        store.append(PLAN, ONE, after=0)
        minsheng_postgres_server.crash()
        end = in_thread(lambda: store.append(PLAN, ROWS[1:40], after=1))
        minsheng_postgres_server.start()
        end()
        assert list(store.read(PLAN)) == MANY


def test_restarts_in_the_midst_of_batches_cost_no_acknowledged_entry_and_no_writer(
    own: str, minsheng_postgres_server: PostgresServer
) -> None:
    plan = made_up()
    adopt(own, plan)
    writers = [Writer(own, plan, f"writer{n}", 1_000_000, size) for n, size in enumerate((1, 200))]
    for writer in writers:
        writer.wait_until_ready()
    for writer in writers:
        writer.begin()
    acknowledged: list[str] = []
    for turn in range(times(3, 30)):
        for writer in writers:
            for _ in range(1 + turn % 3):
                told = writer.acknowledged()
                assert told, "no writer fails"
                acknowledged += told
        minsheng_postgres_server.crash()
        minsheng_postgres_server.start()
    for writer in writers:
        told = writer.acknowledged()
        assert told, "they go on"
        acknowledged += [*told, *writer.kill()]
    with PostgresStore(own) as store:
        verdict = Ledger.open(store, plan.id).verify()
        assert verdict, verdict.message("en")
        stored = [row.id for row in store.read(plan.id)]
    assert set(acknowledged) <= set(stored)
    assert len(set(stored)) == len(stored)
    batches = {id.rpartition("-")[0] for id in stored if id.startswith("writer1-")}
    assert len([id for id in stored if id.startswith("writer1-")]) == 200 * len(batches), "all of a batch or nothing"


# others in the way


def test_a_row_that_another_one_holds_is_waited_for(
    minsheng_postgres_url: str, administrator: psycopg.Connection
) -> None:
    with PostgresStore(minsheng_postgres_url) as store, psycopg.connect(minsheng_postgres_url) as other:
        other.execute("INSERT INTO minsheng.entries VALUES ('甲县-2024', 1, 'theirs', '', '')")
        end = in_thread(lambda: store.append(PLAN, ONE, after=0))
        until_waiting(administrator, event="Lock%")
        assert list(store.read(PLAN)) == [], "reading does not wait"
        other.commit()
        with pytest.raises(Moved) as caught:
            end()
        assert caught.value.last is not None
        assert caught.value.last.id == "theirs"


def test_waiting_ends_with_a_typed_error_and_nothing_written(minsheng_postgres_url: str) -> None:
    with PostgresStore(minsheng_postgres_url, timeout=0.1) as store, psycopg.connect(minsheng_postgres_url) as other:
        other.execute("INSERT INTO minsheng.entries VALUES ('甲县-2024', 1, 'theirs', '', '')")
        for rows in (ONE, MANY):
            with pytest.raises(StoreLocked):
                store.append(PLAN, rows, after=0)
        other.rollback()
        assert list(store.read(PLAN)) == []
        store.append(PLAN, MANY, after=0)


_FAILS = """
CREATE SEQUENCE public.tries;
CREATE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF nextval('public.tries') <= {times} THEN RAISE EXCEPTION 'made up' USING ERRCODE = '{code}'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fail BEFORE INSERT ON minsheng.entries FOR EACH STATEMENT EXECUTE FUNCTION public.fail();
"""


@pytest.mark.parametrize("code", ["serialization_failure", "deadlock_detected"])
@pytest.mark.parametrize("rows", [ONE, MANY], ids=["one", "many"])
def test_what_the_server_takes_back_is_sent_again(
    minsheng_postgres_url: str, administrator: psycopg.Connection, code: str, rows: list[Row]
) -> None:
    with PostgresStore(minsheng_postgres_url) as store:
        administrator.execute(_FAILS.format(times=3, code=code).encode())
        store.append(PLAN, rows, after=0)
        assert list(store.read(PLAN)) == rows


def test_what_the_server_takes_back_again_and_again_is_a_typed_error(
    minsheng_postgres_url: str, administrator: psycopg.Connection
) -> None:
    with PostgresStore(minsheng_postgres_url, timeout=0.1) as store:
        administrator.execute(_FAILS.format(times=10**9, code="serialization_failure").encode())
        with pytest.raises(SerializationFailed):
            store.append(PLAN, MANY, after=0)
        assert list(store.read(PLAN)) == []


def test_the_isolation_that_an_administrator_prefers_does_not_matter(
    minsheng_postgres_url: str, administrator: psycopg.Connection
) -> None:
    name = administrator.info.dbname
    administrator.execute(f"ALTER DATABASE \"{name}\" SET default_transaction_isolation = 'serializable'".encode())
    with PostgresStore(minsheng_postgres_url) as store, store._connected().use() as connection:
        assert connection.execute("SHOW transaction_isolation").fetchone() == ("read committed",)


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("53100", StoreFull),
        ("25006", StoreReadOnly),
        ("XX001", Damaged),
        ("42501", StoreDenied),
        ("57014", ServerRefused),
        ("53200", ServerRefused),
    ],
)
def test_what_the_server_says_has_a_name_and_nothing_is_written(
    minsheng_postgres_url: str, administrator: psycopg.Connection, code: str, failure: type[StoreFailed]
) -> None:
    with PostgresStore(minsheng_postgres_url) as store:
        administrator.execute(_FAILS.format(times=2, code=code).encode())
        for rows in (ONE, MANY):
            with pytest.raises(failure):
                store.append(PLAN, rows, after=0)
        assert list(store.read(PLAN)) == []
        store.append(PLAN, MANY, after=0)


@pytest.mark.parametrize(
    ("sentence", "failure", "code"),
    [
        ('致命错误:  用户 "clerk" Password 认证失败', StoreDenied, "storage.login-refused"),
        ('致命错误:  角色 "clerk" 不存在', StoreDenied, "storage.login-refused"),
        ('致命错误:  没有用于主机 "h", 用户 "u", 数据库 "d", SSL off 的 pg_hba.conf 记录', StoreDenied, "storage.login-refused"),
        ('致命错误:  访问数据库"liangshan"的权限不够', StoreDenied, "storage.denied"),
        ('致命错误:  数据库 "梁山" 不存在', NoDatabase, "storage.no-database"),
        ("致命错误:  对不起, 已经有太多的客户", StoreUnreachable, "storage.too-many-connections"),
        ("致命错误:  数据库系统启动中", StoreUnreachable, "storage.unreachable"),
        ("FATAL:  the database system is starting up", StoreUnreachable, "storage.unreachable"),
        ("FATAL:  sorry, too many clients already", StoreUnreachable, "storage.too-many-connections"),
        ('FATAL:  no pg_hba.conf entry for host "h", user "u", database "d", no encryption', StoreDenied,
         "storage.login-refused"),
        ('FATAL:  role "clerk" is not permitted to log in', StoreDenied, "storage.login-refused"),
    ],
)  # fmt: skip
def test_servers_that_speak_chinese_are_understood(sentence: str, failure: type[StoreFailed], code: str) -> None:
    error = psycopg.OperationalError(f'connection failed: connection to server at "h", port 5432 failed: {sentence}')
    found = refused_connection(Address.parse("postgresql://clerk@h/d"), error)
    assert (type(found), found.code) == (failure, code)


# rows that can not be kept


@pytest.mark.parametrize(
    "rows",
    [
        [ROWS[1]],
        [ROWS[0], ROWS[2]],
        [ROWS[0]._replace(plan="乙县-2024")],
        [ROWS[0]._replace(data="text")],  # type: ignore[arg-type]  # that is the point
        [ROWS[0]._replace(position="1")],  # type: ignore[arg-type]  # that is the point
        [ROWS[0]._replace(id=1)],  # type: ignore[arg-type]  # that is the point
        [ROWS[0], ROWS[1]._replace(digest=None)],  # type: ignore[arg-type]  # that is the point
        [ROWS[0]._replace(id="a\0b")],
        [ROWS[0], ROWS[1]._replace(id="\ud800")],
        [ROWS[0]._replace(id=os.urandom(9000).hex())],
    ],
)
def test_rows_that_no_ledger_seals_are_refused_by_name(minsheng_postgres_url: str, rows: list[Row]) -> None:
    with PostgresStore(minsheng_postgres_url) as store:
        with pytest.raises(RowsRefused) as caught:
            store.append(PLAN, rows, after=0)
        caught.value.message("zh").encode("utf-8", "replace")
        assert store.plans() == ()
        store.append(PLAN, MANY, after=0)


@pytest.mark.parametrize("name", ["a\0b", "\ud800", ""])
def test_names_that_no_row_can_have_find_nothing(minsheng_postgres_url: str, name: str) -> None:
    with PostgresStore(minsheng_postgres_url) as store:
        store.append(PLAN, MANY, after=0)
        assert (store.last(name), list(store.read(name)), store.get(name, ["id-1"])) == (None, [], ())
        assert store.get(PLAN, [name, "id-1"]) == (ROWS[0],)


# forks


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_an_open_store_goes_on_in_parent_and_child_after_a_fork(minsheng_postgres_url: str) -> None:
    with PostgresStore(minsheng_postgres_url) as store:
        store.append(PLAN, ONE, after=0)
        child = multiprocessing.get_context("fork").Process(target=_append_rows, args=(store, "child"))
        child.start()
        _append_rows(store, "parent")
        child.join()
        assert child.exitcode == 0
        ids = [row.id for row in store.read(PLAN)]
    assert sorted(ids[1:]) == sorted(f"{who}-{n}" for who in ("child", "parent") for n in range(20))


def _append_rows(store: PostgresStore, who: str) -> None:
    for n in range(20):
        last = store.last(PLAN)
        while last is not None:
            try:
                store.append(PLAN, [Row(PLAN, last.position + 1, f"{who}-{n}", b"", b"")], after=last.position)
            except Moved as moved:
                last = moved.last
            else:
                break


def test_a_reading_whose_end_is_gone_meanwhile_says_so(
    minsheng_postgres_url: str, administrator: psycopg.Connection
) -> None:
    with PostgresStore(minsheng_postgres_url) as store:
        store.append(PLAN, ROWS, after=0)
        reading = store.read(PLAN)
        seen = [next(reading)]
        administrator.execute("ALTER TABLE minsheng.entries DISABLE TRIGGER ALL")
        administrator.execute("DELETE FROM minsheng.entries WHERE position > 700")
        with pytest.raises(Damaged) as caught:
            seen.extend(reading)
        assert seen == ROWS[:700], "what is there is told first"
        assert caught.value.position == 701
