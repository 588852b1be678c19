"""Opening a SQLite file as a ledger's (打开文件): what it must be, how it is set up, and its errors by name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from importlib import resources
from pathlib import Path

from minsheng.ledger import StoreFailed
from minsheng.storage.failures import (
    Damaged,
    NewerSchema,
    NoLedgerFile,
    StoreFull,
    StoreInaccessible,
    StoreLocked,
    StoreMissing,
    StoreReadOnly,
)

APPLICATION = int.from_bytes(b"MSLG")
"""Written into the head of the file (application_id): whose file it is."""
VERSION = 1
"""Version of ``schema.sql`` (user_version)."""


def connect(path: Path, read_only: bool, timeout: float) -> sqlite3.Connection:
    """A connection to the ledger file at `path`; makes the file where there is none.

    Raises:
        StoreFailed: why it can not be; the children of this class say which.
    """
    _check_place(path, read_only)
    try:
        return _read(path, timeout) if read_only else _written(path, timeout)
    except sqlite3.Error as error:
        raise failed(path, error) from error
    except UnicodeEncodeError as error:
        raise StoreInaccessible(ascii(str(path)), error.reason) from None


def _check_place(path: Path, read_only: bool) -> None:
    try:
        if path.is_dir():
            raise NoLedgerFile(str(path))
        if not path.parent.is_dir():
            raise StoreMissing(str(path), folder=str(path.parent))
        if read_only and not path.exists():
            raise StoreMissing(str(path))
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
        log = path.with_name(path.name + "-wal")
        no_index = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if not no_index or (log.exists() and log.stat().st_size):
            raise
        # in a folder that can not be written SQLite can not make the index of the log; without a log none is needed
        connection = _connection(path, "mode=ro&immutable=1", timeout)
        _check_kind(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _written(path: Path, timeout: float) -> sqlite3.Connection:
    connection = _connection(path, "mode=rwc", timeout)
    try:
        if _is_empty(connection, path):
            _create(connection, path)
        _check_kind(connection, path)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        connection.close()
        raise
    return connection


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value


def _is_empty(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether nothing was ever written into the file."""
    with closing(connection.execute("SELECT count(*) FROM sqlite_master")) as cursor:
        tables: int = cursor.fetchone()[0]
    return not tables and not _pragma(connection, "application_id")


def _create(connection: sqlite3.Connection, path: Path) -> None:
    """Set up an empty file; of several who try at once one does it."""
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise StoreInaccessible(str(path), f"journal_mode = {mode}")
    connection.execute("BEGIN IMMEDIATE")
    if not _is_empty(connection, path):
        connection.execute("ROLLBACK")
        return
    script = resources.files("minsheng.storage").joinpath("schema.sql").read_text("utf-8")
    for statement in _statements(script):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def _statements(script: str) -> list[str]:
    """The statements of a script, one by one: `executescript` would end the transaction."""
    found, text = [], ""
    for line in script.splitlines(keepends=True):
        text += line
        if sqlite3.complete_statement(text):
            found.append(text)
            text = ""
    return found


def _check_kind(connection: sqlite3.Connection, path: Path) -> None:
    if _pragma(connection, "application_id") != APPLICATION:
        raise NoLedgerFile(str(path))
    version = _pragma(connection, "user_version")
    if version > VERSION:
        raise NewerSchema(str(path), version, VERSION)
    connection.execute("SELECT 1 FROM entries LIMIT 1").fetchone()


def failed(path: Path, error: sqlite3.Error) -> StoreFailed:
    """What an error of SQLite means."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    where = str(path)
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreLocked(where)
        case sqlite3.SQLITE_READONLY:
            return StoreReadOnly(where)
        case sqlite3.SQLITE_FULL:
            return StoreFull(where)
        case sqlite3.SQLITE_NOTADB:
            return NoLedgerFile(where)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH | sqlite3.SQLITE_IOERR:
            return StoreInaccessible(where, error)
        case _:
            return Damaged(where, error)
