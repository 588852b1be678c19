"""Opening a SQLite file as a ledger's (打开文件): what it must be, how it is set up, and its errors by name."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from minsheng.ledger import StoreFailed
from minsheng.storage.failures import (
    Damaged,
    LogLeftBehind,
    ManyNames,
    NewerSchema,
    NoLedgerFile,
    OlderSchema,
    StoreFull,
    StoreInaccessible,
    StoreLocked,
    StoreMissing,
    StoreReadOnly,
    StoreReplaced,
)
from minsheng.storage.ledger_files import APPLICATION, is_ledger_file
from minsheng.storage.sqlite_places import OutOfPlace
from minsheng.storage.sqlite_schema import VERSION, create, migrate

_APPLICATION = int.from_bytes(APPLICATION)
_PAGE = 2048
"""Bytes of a page in a new file: an entry has a few hundred, and the pages that it changes go to the log whole."""
_FRAME = 24
"""Bytes in the log in front of each page."""
FAILURES = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises; the second where a sentence of it repeats something that is no text, as in a damaged schema."""


def connect(path: Path, read_only: bool, timeout: float) -> sqlite3.Connection:
    """A connection to the ledger file at `path`; makes the file where there is none.

    Raises:
        StoreFailed: why it can not be; the children of this class say which.
    """
    _check_place(path, read_only)
    try:
        return _read(path, timeout) if read_only else _written(path, timeout)
    except FAILURES as error:
        raise failed(path, error) from error
    except UnicodeEncodeError as error:
        raise StoreInaccessible(ascii(str(path)), error.reason) from None


class Identity(NamedTuple):
    """Which file it is, whatever stands under its name later."""

    path: str
    device: int
    number: int
    size: int
    """In bytes, when it was opened; a ledger's file never becomes smaller."""


def identity(path: Path) -> Identity:
    """Which file stands there now."""
    absolute = os.path.abspath(path)
    found = os.stat(absolute)
    return Identity(absolute, found.st_dev, found.st_ino, found.st_size)


def check_unmoved(file: Identity, *, to_write: bool = False) -> None:
    """Whether the file still stands where it was opened: SQLite looks for the log by its name there.

    Raises:
        StoreReplaced: it does not.
        Damaged: it was cut.
        ManyNames: where it is `to_write`, and has got another name.
    """
    try:
        now = os.stat(file.path)
    except FileNotFoundError:
        raise StoreReplaced(file.path, another=False) from None
    except OSError:
        return  # the way to it is barred now, and it is open all the same
    if now.st_ino != file.number or now.st_dev != file.device:
        raise StoreReplaced(file.path, another=True)
    if now.st_size < file.size:
        raise Damaged(file.path, f"{now.st_size} < {file.size} bytes")
    if to_write:
        _check_name(file.path, now)


def _check_name(path: str, found: os.stat_result) -> None:
    """SQLite names the log after the file: who opens it by another name has a log of its own, and entries are lost."""
    if found.st_nlink > 1 and stat.S_ISREG(found.st_mode):
        raise ManyNames(path, found.st_nlink)


def watch(file: Identity, caught: list[BaseException]) -> Iterator[bytes | None]:
    """What `check_unmoved` says each time that it is asked from within a statement, for `next` behind the first one.

    NULL, or what can be no plan's name; then what was raised is in `caught`, since sqlite3 would keep it for itself. So it
    is a generator: a signal that came while a lock was waited for is raised where a function begins, and here that is
    within `try`.
    """
    answer: bytes | None = None
    while True:
        try:
            while True:
                yield answer
                answer = None
                check_unmoved(file, to_write=True)
        except GeneratorExit:
            return
        except BaseException as error:
            caught.append(error)
            answer = b""


def save_log(file: Identity, connection: sqlite3.Connection) -> None:
    """Take the log into a file that was moved away, which would be without its last entries else.

    Not where another file stands in its place: that one may share the log by now.
    """
    if not os.path.lexists(file.path):
        with suppress(sqlite3.Error):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def make_room(file: Identity, connection: sqlite3.Connection) -> None:
    """Give the log at once the length that it comes to have: a disk takes twice as long to keep what makes a file longer.

    By a transaction that is too large for the memory it is given, and then taken back. A help only: what fails is left.
    """
    with suppress(OSError, sqlite3.Error):
        whole = _pragma(connection, "wal_autocheckpoint") * (_pragma(connection, "page_size") + _FRAME)
        if os.stat(f"{file.path}-wal").st_size >= whole:
            return
        before = {name: _pragma(connection, name) for name in ("cache_size", "busy_timeout")}
        try:
            connection.execute("PRAGMA cache_size = 10")
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("CREATE TABLE room (bytes BLOB)")
            connection.execute("INSERT INTO room VALUES (zeroblob(?))", (whole,))
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            for name, value in before.items():
                connection.execute(f"PRAGMA {name} = {value}")


def tidy_up(file: Identity) -> None:
    """Take away the empty log and its index that a reader made beside the file (``-wal``, ``-shm``), unless others use them.

    SQLite does it by itself when the last connection that may write is closed; nothing is written into the file.
    """
    path = Path(os.path.realpath(file.path))
    with suppress(OSError, sqlite3.Error):
        if not path.with_name(f"{path.name}-wal").stat().st_size and identity(path)[1:3] == file[1:3]:
            with closing(_connection(path, "mode=rw", 0)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _check_place(path: Path, read_only: bool) -> None:
    try:
        if path.is_dir():
            raise NoLedgerFile(str(path))
        if not path.parent.is_dir():
            raise StoreMissing(str(path), folder=str(path.parent))
        if read_only and not path.exists():
            raise StoreMissing(str(path))
        if not read_only and path.exists():
            _check_name(str(path), path.stat())
    except (OSError, ValueError) as error:
        raise StoreInaccessible(str(path), error) from error


def _connection(path: Path, options: str, timeout: float) -> sqlite3.Connection:
    # autocommit: transactions are begun by name; threads are kept apart by the store's lock
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=timeout,
    )


def _read(path: Path, timeout: float) -> sqlite3.Connection:
    connection = _connection(path, "mode=ro", timeout)
    try:
        _check_kind(connection, path)
    except sqlite3.OperationalError as error:
        connection.close()
        if not _lacks_index(error):
            raise
        if _has_log(path):
            raise LogLeftBehind(str(path)) from error
        # in a folder that can not be written SQLite can not make the index of the log; without a log none is needed
        connection = _connection(path, "mode=ro&immutable=1", timeout)
        _check_kind(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _lacks_index(error: sqlite3.Error) -> bool:
    """Whether SQLite can not make the index of the log."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _written(path: Path, timeout: float) -> sqlite3.Connection:
    connection = _connection(path, "mode=rwc", timeout)
    try:
        if _is_empty(connection):
            _create(connection, path)
        connection.execute("PRAGMA synchronous = FULL")
        _check_kind(connection, path, to_write=True)
        connection.execute("PRAGMA trusted_schema = OFF")
    except sqlite3.OperationalError as error:
        connection.close()
        if _lacks_index(error) and _has_log(path) and not os.access(path.parent, os.W_OK):
            raise LogLeftBehind(str(path)) from error
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value


def _is_empty(connection: sqlite3.Connection) -> bool:
    """Whether nothing was ever written into the file."""
    with closing(connection.execute("SELECT count(*) FROM sqlite_master")) as cursor:
        tables: int = cursor.fetchone()[0]
    return not tables and not _pragma(connection, "application_id")


def _create(connection: sqlite3.Connection, path: Path) -> None:
    """Set up an empty file; of several who try at once one does it."""
    connection.execute(f"PRAGMA page_size = {_PAGE}")
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise StoreInaccessible(str(path), f"journal_mode = {mode}")
    connection.execute("BEGIN IMMEDIATE")
    if not _is_empty(connection):
        connection.execute("ROLLBACK")
        return
    create(connection)
    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    connection.execute("COMMIT")


def _check_kind(connection: sqlite3.Connection, path: Path, *, to_write: bool = False) -> None:
    if _pragma(connection, "application_id") != _APPLICATION:
        raise Damaged(str(path), "header") if _was_ledger(path) else NoLedgerFile(str(path))
    version = _pragma(connection, "user_version")
    if version > VERSION:
        raise NewerSchema(str(path), version, VERSION)
    if version < VERSION and not to_write:
        raise OlderSchema(str(path), version, VERSION)
    if version < VERSION:
        migrate(connection)
    connection.execute("SELECT place, plan, position, id, digest, data FROM entries LIMIT 0")


def failed(path: Path, error: sqlite3.Error | UnicodeDecodeError) -> StoreFailed:
    """What an error of SQLite means."""
    if isinstance(error, UnicodeDecodeError):
        return Damaged(str(path), "schema")
    if isinstance(error, OutOfPlace):
        return Damaged(str(path), error, plan=error.plan, position=error.position)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    where = str(path)
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreLocked(where)
        case sqlite3.SQLITE_READONLY:
            return StoreReadOnly(where)
        case sqlite3.SQLITE_FULL:
            return StoreFull(where)
        case sqlite3.SQLITE_NOTADB if not _was_ledger(path):
            return NoLedgerFile(where)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH | sqlite3.SQLITE_IOERR:
            return StoreInaccessible(where, error)
        case _:
            return Damaged(where, error)


def _was_ledger(path: Path) -> bool:
    """Whether the head of a file that SQLite does not take for a database still says whose it was, or breaks off."""
    if is_ledger_file(path):
        return True
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\0") and len(head) < 100
