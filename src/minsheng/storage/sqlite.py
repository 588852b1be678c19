"""A store in one SQLite file (SQLite 存储): durable when `append` returns, shared by threads and processes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import NamedTuple, Self

from minsheng.errors import MinshengError
from minsheng.ledger import Duplicate, Moved, Row
from minsheng.storage.failures import RowsRefused, StoreClosed, StoreReadOnly
from minsheng.storage.sqlite_file import connect, failed

_PAGE = 512
"""Rows read at once."""
_FEW = 500
"""Ids looked up at once; old versions of SQLite take 999 values."""
_COLUMNS = "SELECT plan, position, id, digest, data FROM entries WHERE plan = ?"
_LAST = f"{_COLUMNS} ORDER BY position DESC LIMIT 1"
_HEAD = "SELECT position FROM entries WHERE plan = ? ORDER BY position DESC LIMIT 1"
_BETWEEN = f"{_COLUMNS} AND position > ? AND position <= ? ORDER BY position LIMIT {_PAGE}"
_INSERT = "INSERT INTO entries (plan, position, id, digest, data) VALUES (?, ?, ?, ?, ?)"
_PLANS = """
    WITH RECURSIVE found(plan) AS (
        SELECT min(plan) FROM entries
        UNION ALL SELECT (SELECT min(plan) FROM entries WHERE plan > found.plan) FROM found WHERE found.plan IS NOT NULL
    )
    SELECT plan FROM found WHERE plan IS NOT NULL
"""
"""One look-up a plan instead of one step a row."""


class _Open(NamedTuple):
    """A connection of one process, and the lock under which its threads use it."""

    connection: sqlite3.Connection
    lock: RLock
    process: int


class SqliteStore:
    """Rows in one SQLite file.

    Write-ahead log, one synchronous commit an `append`; the database itself refuses UPDATE, DELETE and every form of
    REPLACE. One object serves all threads of a process, and after a fork the child gets a connection of its own.
    """

    def __init__(self, path: str | os.PathLike[str], *, read_only: bool = False, timeout: float = 30.0) -> None:
        """Open the file, or make it where there is none; `timeout`: seconds to wait for other writers.

        Raises:
            StoreMissing: the folder does not exist, or in a read-only store the file.
            NoLedgerFile: the file is something else.
            NewerSchema: it was written by a newer version.
            StoreLocked: another program keeps it locked.
            StoreFailed: any other reason why it can not be opened; the children of this class say which.
        """
        self.path = Path(path)
        self.read_only = read_only
        self._timeout = timeout
        self._state: _Open | None = self._opened()
        self._of_parents: list[_Open] = []
        """Connections that a fork brought along: they must neither be used nor closed here."""

    def _opened(self) -> _Open:
        return _Open(connect(self.path, self.read_only, self._timeout), RLock(), os.getpid())

    @contextmanager
    def _use(self) -> Iterator[sqlite3.Connection]:
        state = self._state
        if state is None:
            raise StoreClosed(str(self.path))
        if state.process != os.getpid():
            self._of_parents.append(state)
            self._state = state = self._opened()
        with state.lock:
            if self._state is None:
                raise StoreClosed(str(self.path))
            try:
                yield state.connection
            except sqlite3.Error as error:
                raise failed(self.path, error) from error

    def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
        """See `Store.append`."""
        if self.read_only:
            raise StoreReadOnly(str(self.path))
        if not rows:
            return
        with self._use() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                head = connection.execute(_HEAD, (plan,)).fetchone()
                if (head[0] if head else 0) != after:
                    raise self._refusal(connection, plan, rows, after)
                try:
                    connection.executemany(_INSERT, rows)
                except sqlite3.IntegrityError as error:
                    raise self._refusal(connection, plan, rows, after, error) from None
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _refusal(
        self,
        connection: sqlite3.Connection,
        plan: str,
        rows: Sequence[Row],
        after: int,
        error: sqlite3.IntegrityError | None = None,
    ) -> MinshengError:
        """Why the rows can not be appended."""
        connection.execute("ROLLBACK")
        known = {row.id for row in _with_ids(connection, plan, [row.id for row in rows])}
        for row in rows:
            if row.id in known:
                return Duplicate(plan, row.id)
            known.add(row.id)
        last = connection.execute(_LAST, (plan,)).fetchone()
        if error is not None and (last[1] if last else 0) == after:
            return RowsRefused(str(self.path), error)
        return Moved(plan, after, Row._make(last) if last else None)

    def get(self, plan: str, ids: Sequence[str]) -> tuple[Row, ...]:
        """See `Store.get`."""
        with self._use() as connection:
            return tuple(sorted(_with_ids(connection, plan, ids), key=_position))

    def last(self, plan: str) -> Row | None:
        """See `Store.last`."""
        with self._use() as connection:
            found = connection.execute(_LAST, (plan,)).fetchone()
        return Row._make(found) if found else None

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        """See `Store.read`."""
        with self._use() as connection:
            head = connection.execute(_HEAD, (plan,)).fetchone()
        return self._pages(plan, after, head[0] if head else 0)

    def _pages(self, plan: str, after: int, end: int) -> Iterator[Row]:
        while after < end:
            with self._use() as connection:
                page = connection.execute(_BETWEEN, (plan, after, end)).fetchall()
            if not page:
                return
            yield from map(Row._make, page)
            after = page[-1][1]

    def plans(self) -> tuple[str, ...]:
        """See `Store.plans`."""
        with self._use() as connection:
            return tuple(plan for (plan,) in connection.execute(_PLANS))

    def close(self) -> None:
        """See `Store.close`."""
        state, self._state = self._state, None
        if state is not None and state.process == os.getpid():
            with state.lock:
                state.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _with_ids(connection: sqlite3.Connection, plan: str, ids: Iterable[str]) -> Iterator[Row]:
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), _FEW):
        few = wanted[start : start + _FEW]
        marks = ",".join("?" * len(few))
        yield from map(Row._make, connection.execute(f"{_COLUMNS} AND id IN ({marks})", (plan, *few)).fetchall())


def _position(row: Row) -> int:
    return row.position
