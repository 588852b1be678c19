"""A PostgreSQL store that can not be opened says why, without a password, and leaves what is there as it is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from minsheng.cli.app import run
from minsheng.codec import plan_json
from minsheng.errors import MinshengError
from minsheng.ledger import Row, SameStore, copy
from minsheng.projects import Plan, Project
from minsheng.storage import (
    Damaged,
    ForeignSchema,
    NewerSchema,
    NoDatabase,
    NotSetUp,
    PostgresStore,
    StoreClosed,
    StoreDenied,
    StoreReadOnly,
    StoreUnreachable,
    UnknownScheme,
    WrongEncoding,
    WrongUrl,
    open_store,
    setup_sql,
    store_schemes,
)
from minsheng.storage.postgres.schema import migrate
from minsheng.testing.postgres import drop_database
from tests.storage.together import said_together

PLAN = "甲县-2024"
ROW = Row(PLAN, 1, "a", bytes(32), b"{}")
SECRET = "geheim"


def _says(error: MinshengError, *parts: str) -> None:
    """Both languages name what matters and how to mend it, no field is left open, and no password is told."""
    for lang in ("zh", "en"):
        text = error.message(lang) + error.mend(lang)  # type: ignore[arg-type]  # both are languages
        assert "{" not in text
        assert error.mend(lang)  # type: ignore[arg-type]  # both are languages
        assert SECRET not in text
        for part in parts:
            assert part in text
    assert SECRET not in str(error) + repr(error)


def _as(url: str, user: str, password: str = "") -> str:
    """The same database as another role."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}:{password}@{place}" if password else f"{user}@{place}"))


@pytest.fixture
def administrator(minsheng_postgres_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(minsheng_postgres_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def clerk(administrator: psycopg.Connection) -> Iterator[str]:
    """A role that may log in with a password, and nothing else."""
    administrator.execute("CREATE ROLE minsheng_test_clerk LOGIN PASSWORD 'geheim'")
    yield "minsheng_test_clerk"
    administrator.execute("DROP OWNED BY minsheng_test_clerk")
    administrator.execute("DROP ROLE minsheng_test_clerk")


# where it is


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg", "PostgreSQL"])
def test_the_usual_spellings_open_it(minsheng_postgres_url: str, scheme: str) -> None:
    with open_store(scheme + minsheng_postgres_url.removeprefix("postgresql")) as store:
        assert isinstance(store, PostgresStore)
        assert (store.schema, store.plans()) == ("minsheng", ())
    assert "postgresql" in store_schemes()


@pytest.mark.parametrize("schema", ["liangshan", "梁山", '50% "Land": it\'s; $$ %s', "public", "Mixed Case", "_" * 63])
def test_a_schema_is_chosen_in_the_url(minsheng_postgres_url: str, schema: str) -> None:
    from urllib.parse import quote

    url = f"{minsheng_postgres_url}&schema={quote(schema)}"
    with PostgresStore(url) as store:
        store.append(PLAN, [ROW, ROW._replace(position=2, id="b")], after=0)
        store.append(PLAN, [ROW._replace(position=3, id="c")], after=2)
        store.grant("postgres", may="read")
    with PostgresStore(url, read_only=True) as store:
        assert [row.id for row in store.read(PLAN)] == ["a", "b", "c"]
        assert store.schema == schema
        assert store.heads() == {PLAN: 3}
    with PostgresStore(minsheng_postgres_url) as another:
        assert another.plans() == ()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql:liangshan",
        "postgresql://u:geheim@h/d?nonsense=1",
        "postgresql://u:geh%zzeim@h/d",
        "postgresql://u:geheim@[::1/d",
        "postgresql://u:geheim@h:port/d?schema=",
        "postgresql://u:geheim@h/d?schema=pg_x",
        "postgresql://u:geheim@h/d?schema=a&schema=b",
        "postgresql://u:geheim@h/d?schema=%00",
        "postgresql://u@h/d?password=geheim&schema=" + "x" * 64,
        "postgresql://u:geheim@h/d?options=-csearch_path%3Dliangshan",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(WrongUrl) as caught:
        open_store(url)
    _says(caught.value)


def test_passwords_are_told_nowhere(minsheng_postgres_url: str, clerk: str) -> None:
    with PostgresStore(f"{_as(minsheng_postgres_url, 'postgres', SECRET)}") as store:
        assert SECRET not in repr(store) + store.url + str(vars(store))
    with pytest.raises(UnknownScheme) as caught:
        open_store(f"carrierpigeon://u:{SECRET}@coop")
    assert SECRET not in str(caught.value)


def test_the_command_line_tells_no_password(
    minsheng_postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = _as(minsheng_postgres_url, "postgres", SECRET)
    plan = tmp_path / "plan.json"
    plan.write_text(
        plan_json(Plan(id=PLAN, year=2024, projects=[Project(no="1", name="道路", targets=["400公里"])])), "utf-8"
    )
    assert run(["verify", url]) == 2, "there is nothing yet"
    assert run(["init", url, str(plan), "--by", "甲县政府办公室", "--on", "2024-02-06"]) == 0
    assert run(["verify", url]) == 0
    told = capsys.readouterr()
    assert PLAN in told.out
    assert SECRET not in told.out + told.err


def test_who_records_where_no_ledger_is_learns_how_to_begin_one(
    minsheng_postgres_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["record", minsheng_postgres_url, "1", "--total", "5公里", "--on", "2024-06-28", "--by", "甲局"]) == 2
    assert "minsheng init" in capsys.readouterr().err


def test_a_schema_is_not_copied_into_itself(minsheng_postgres_url: str) -> None:
    """Whatever the address under which it is opened; another schema of the same database is another store."""
    parts = urlsplit(minsheng_postgres_url)
    with psycopg.connect(minsheng_postgres_url) as asked:
        port, folder = asked.info.port, asked.execute("SHOW unix_socket_directories").fetchone()
    assert folder is not None
    other = f"postgresql://postgres:made-up@{parts.path}?host={folder[0]}&port={port}&schema=minsheng"
    with PostgresStore(minsheng_postgres_url) as store, PostgresStore(other) as same:
        store.append(PLAN, [ROW], after=0)
        with pytest.raises(SameStore):
            copy(store, same)
    with PostgresStore(minsheng_postgres_url, read_only=True) as store, PostgresStore(f"{other}_2") as another:
        assert store.place() != another.place()


# that there is a server, and that it lets us in


def test_an_unknown_host_is_named() -> None:
    with pytest.raises(StoreUnreachable) as caught:
        PostgresStore(f"postgresql://u:{SECRET}@no-such-host.invalid/d")
    assert caught.value.code == "storage.unknown-host"
    _says(caught.value, "no-such-host.invalid")


@pytest.mark.parametrize("place", ["127.0.0.1:1/d", "/d?host=/nowhere"])
def test_a_server_that_does_not_run_is_told_at_once(place: str) -> None:
    with pytest.raises(StoreUnreachable) as caught:
        PostgresStore(f"postgresql://u:{SECRET}@{place}")
    assert caught.value.code == "storage.unreachable"
    _says(caught.value)


def test_a_wrong_password_and_an_unknown_role_are_refused(minsheng_postgres_url: str, clerk: str) -> None:
    for url in (_as(minsheng_postgres_url, clerk, "wrong"), _as(minsheng_postgres_url, clerk),
                _as(minsheng_postgres_url, "minsheng_nobody", SECRET)):  # fmt: skip
        with pytest.raises(StoreDenied) as caught:
            PostgresStore(url)
        assert caught.value.code == "storage.login-refused"
        _says(caught.value)


def test_an_unknown_database_is_named(minsheng_postgres_url: str) -> None:
    url = urlunsplit(urlsplit(minsheng_postgres_url)._replace(path="/梁山"))
    with pytest.raises(NoDatabase) as caught:
        PostgresStore(url)
    _says(caught.value, "梁山")


def test_too_many_connections_are_told(
    minsheng_postgres_url: str, administrator: psycopg.Connection, clerk: str
) -> None:
    administrator.execute(f"ALTER ROLE {clerk} CONNECTION LIMIT 0".encode())
    with pytest.raises(StoreUnreachable) as caught:
        PostgresStore(_as(minsheng_postgres_url, clerk, SECRET))
    assert caught.value.code == "storage.too-many-connections"
    _says(caught.value)


# what stands there


def test_reading_only_sets_nothing_up(minsheng_postgres_url: str, administrator: psycopg.Connection) -> None:
    with pytest.raises(NotSetUp) as caught:
        PostgresStore(minsheng_postgres_url, read_only=True)
    _says(caught.value, "minsheng")
    assert administrator.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'minsheng'").fetchone() is None


def test_a_read_only_store_reads_what_others_write_and_refuses_to_write(minsheng_postgres_url: str) -> None:
    second = ROW._replace(position=2, id="b")
    with PostgresStore(minsheng_postgres_url) as writer:
        writer.append(PLAN, [ROW], after=0)
        with PostgresStore(minsheng_postgres_url, read_only=True) as reader:
            writer.append(PLAN, [second], after=1)
            assert list(reader.read(PLAN)) == [ROW, second]
            for rows in ([second], []):
                with pytest.raises(StoreReadOnly):
                    reader.append(PLAN, rows, after=2)
            with reader._connected().use() as connection, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
                connection.execute("CREATE TABLE public.t ()")


def test_the_schema_of_another_program_is_left_as_it_is(
    minsheng_postgres_url: str, administrator: psycopg.Connection
) -> None:
    administrator.execute("CREATE SCHEMA minsheng CREATE TABLE entries (a int) CREATE VIEW report AS SELECT 1 AS one")
    for read_only in (False, True):
        with pytest.raises(ForeignSchema) as caught:
            PostgresStore(minsheng_postgres_url, read_only=read_only)
        _says(caught.value, "minsheng", "entries", "report", "?schema=")
    assert administrator.execute("SELECT count(*) FROM pg_class WHERE relname LIKE 'minsheng%'").fetchone() == (0,)
    with PostgresStore(f"{minsheng_postgres_url}&schema=liangshan") as store:
        assert store.plans() == ()


def test_a_newer_schema_is_refused(minsheng_postgres_url: str, administrator: psycopg.Connection) -> None:
    PostgresStore(minsheng_postgres_url).close()
    administrator.execute("UPDATE minsheng.minsheng_version SET version_num = '0099'")
    for read_only in (False, True):
        with pytest.raises(NewerSchema) as caught:
            PostgresStore(minsheng_postgres_url, read_only=read_only)
        _says(caught.value, "99")


def test_half_a_ledger_is_damaged(minsheng_postgres_url: str, administrator: psycopg.Connection) -> None:
    PostgresStore(minsheng_postgres_url).close()
    administrator.execute("UPDATE minsheng.minsheng_version SET version_num = 'another'")
    with pytest.raises(Damaged):
        PostgresStore(minsheng_postgres_url)
    administrator.execute("UPDATE minsheng.minsheng_version SET version_num = '0001'")
    with PostgresStore(minsheng_postgres_url) as store:
        administrator.execute("DROP TABLE minsheng.entries")
        with pytest.raises(Damaged):
            store.last(PLAN)
    with pytest.raises(Damaged) as caught:
        PostgresStore(minsheng_postgres_url)
    _says(caught.value, "entries")


def test_a_database_that_can_not_keep_chinese_is_refused(minsheng_postgres_admin_url: str) -> None:
    name = "minsheng_test_latin"
    with psycopg.connect(minsheng_postgres_admin_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0".encode())
    url = urlunsplit(urlsplit(minsheng_postgres_admin_url)._replace(path=f"/{name}"))
    try:
        with pytest.raises(WrongEncoding) as caught:
            PostgresStore(url)
        _says(caught.value, "LATIN1", "UTF8")
    finally:
        drop_database(minsheng_postgres_admin_url, url)


# setting up


def test_a_role_without_rights_can_not_set_up_and_is_told_who_can(
    minsheng_postgres_url: str, administrator: psycopg.Connection, clerk: str
) -> None:
    url = _as(minsheng_postgres_url, clerk, SECRET)
    with pytest.raises(StoreDenied) as caught:
        PostgresStore(url)
    assert caught.value.code == "storage.denied-setup"
    _says(caught.value, "setup_sql")
    PostgresStore(minsheng_postgres_url).close()
    with pytest.raises(StoreDenied) as caught:
        PostgresStore(url)
    assert caught.value.code == "storage.denied"
    _says(caught.value, "grants_sql")


def test_the_owner_of_an_empty_schema_sets_it_up(
    minsheng_postgres_url: str, administrator: psycopg.Connection, clerk: str
) -> None:
    administrator.execute(f"CREATE SCHEMA liangshan AUTHORIZATION {clerk}".encode())
    with PostgresStore(f"{_as(minsheng_postgres_url, clerk, SECRET)}&schema=liangshan") as store:
        store.append(PLAN, [ROW], after=0)


def test_what_an_administrator_runs_by_hand_is_the_same(
    minsheng_postgres_url: str, administrator: psycopg.Connection
) -> None:
    administrator.execute(setup_sql("by_hand").encode())
    PostgresStore(f"{minsheng_postgres_url}&schema=by_itself").close()
    question = """
        SELECT relname, relkind::text, (SELECT array_agg(attname || format_type(atttypid, atttypmod) ORDER BY attnum)
            FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0), (SELECT array_agg(tgname || tgenabled::text ORDER BY
            tgname) FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal), (SELECT array_agg(conname ORDER BY
            conname) FROM pg_constraint WHERE conrelid = c.oid)
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = %s ORDER BY relname
    """
    by_hand, by_itself = (administrator.execute(question, (s,)).fetchall() for s in ("by_hand", "by_itself"))
    assert by_hand == by_itself
    assert {name for name, *_ in by_hand} >= {"entries", "minsheng_version"}
    with PostgresStore(f"{minsheng_postgres_url}&schema=by_hand") as store:
        store.append(PLAN, [ROW], after=0)


def test_many_who_set_it_up_at_once_do_it_once(minsheng_postgres_url: str) -> None:
    together, failures = Barrier(6), []

    def open_it() -> None:
        together.wait()
        try:
            PostgresStore(minsheng_postgres_url).close()
        except MinshengError as error:
            failures.append(error)

    threads = [Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_several_processes_set_one_up_together(minsheng_postgres_url: str) -> None:
    program = (
        "import sys\n"
        "from minsheng.storage import open_store\n"
        "sys.stdin.read()\n"
        "with open_store(sys.argv[1]) as store: print(len(store.plans()))\n"
    )
    assert said_together(program, minsheng_postgres_url) == [("0", "")] * 4


_SECOND = """
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade(*, schema):
    op.execute(f"CREATE TABLE {schema}.made_up ()")
"""


def test_an_older_schema_is_brought_up_to_date_step_by_step(
    minsheng_postgres_url: str, administrator: psycopg.Connection, tmp_path: Path
) -> None:
    from minsheng.storage.postgres import schema

    folder = tmp_path / "versions"
    folder.mkdir()
    for script in (Path(schema.__file__).parent / "migrations" / "versions").glob("v*.py"):
        (folder / script.name).write_text(script.read_text("utf-8"), "utf-8")
    (folder / "v0002_made_up.py").write_text(_SECOND, "utf-8")
    with PostgresStore(minsheng_postgres_url) as store:
        store.append(PLAN, [ROW], after=0)
        for _ in range(2):
            store._connected().transact(lambda connection: migrate(connection, "minsheng", folder=tmp_path))
            assert list(store.read(PLAN)) == [ROW]
    assert administrator.execute("SELECT version_num FROM minsheng.minsheng_version").fetchall() == [("0002",)]
    with pytest.raises(NewerSchema):
        PostgresStore(minsheng_postgres_url)


def test_an_older_schema_is_not_touched_by_a_reader(
    minsheng_postgres_url: str, administrator: psycopg.Connection
) -> None:
    PostgresStore(minsheng_postgres_url).close()
    administrator.execute("UPDATE minsheng.minsheng_version SET version_num = '0000'")
    with pytest.raises(NotSetUp) as caught:
        PostgresStore(minsheng_postgres_url, read_only=True)
    assert caught.value.code == "storage.older-schema"
    _says(caught.value)


# the end


def test_a_closed_store_says_so(minsheng_postgres_url: str) -> None:
    store = open_store(minsheng_postgres_url)
    store.append(PLAN, [ROW], after=0)
    reading = store.read(PLAN)
    store.close()
    assert list(reading) == [ROW], "what was read is there"
    for call in (
        store.plans,
        lambda: store.last(PLAN),
        lambda: list(store.read(PLAN)),
        lambda: store.get(PLAN, ["a"]),
        lambda: store.append(PLAN, [ROW], after=1),
        lambda: store.append(PLAN, [], after=1),
    ):
        with pytest.raises(StoreClosed):
            call()


def test_no_connection_is_left_behind(minsheng_postgres_url: str, administrator: psycopg.Connection) -> None:
    question = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with PostgresStore(minsheng_postgres_url) as store:
        store.append(PLAN, [ROW], after=0)
        threads = [Thread(target=store.plans) for _ in range(30)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        count = administrator.execute(question).fetchone()
        assert count is not None
        assert 1 <= count[0] <= 10, "threads share a few connections"
    left = (administrator.execute(question).fetchone() == (0,) for _ in range(100_000))
    assert any(left), "the server needs a moment to see them go"


def test_without_its_packages_the_extra_is_named(tmp_path: Path) -> None:
    (tmp_path / "psycopg.py").write_text("raise ModuleNotFoundError('psycopg', name='psycopg')")
    program = (
        "from minsheng.errors import MissingExtra\n"
        "from minsheng.storage import open_store\n"
        "try: open_store('postgresql://h/d')\n"
        "except MissingExtra as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{program}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert 'pip install "minsheng[postgres]"' in done.stdout
