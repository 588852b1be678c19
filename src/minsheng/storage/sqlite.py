"""A store in one SQLite file (SQLite 存储): durable when `append` returns, shared by threads and processes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import NamedTuple, Self, cast

from minsheng.errors import MinshengError
from minsheng.ledger import Duplicate, Moved, Row, StoreDamaged, forking
from minsheng.storage.failures import Damaged, RowsRefused, StoreClosed, StoreReadOnly, StoreReplaced
from minsheng.storage.sqlite_asking import MALFORMED, PAGE, Values, ask, fetch, key, names
from minsheng.storage.sqlite_damage import (
    check_file,
    check_ids,
    check_kinds,
    check_numbers,
    check_rows,
    head,
    heads,
    lost,
    sound_front,
)
from minsheng.storage.sqlite_file import (
    FAILURES,
    Identity,
    check_unmoved,
    connect,
    failed,
    identity,
    make_room,
    save_log,
    tidy_up,
    watch,
)
from minsheng.storage.sqlite_places import BITS, MOST, PLANS_OF_IDS, Numbers, OutOfPlace, span

_BYTES = 1 << 20
"""Of data, after which a page ends before its last row."""
_OFTEN = 32
"""Entries that come one by one, after which the log is looked at."""
_FEW = 500
"""Ids looked up at once; old versions of SQLite take 999 values."""
_COLUMNS = "plan, position, id, digest, data"
_LAST = f"SELECT {_COLUMNS} FROM entries WHERE place > ? AND place <= ? ORDER BY place DESC LIMIT 1"
_BETWEEN = f"SELECT {_COLUMNS} FROM entries WHERE place > ? AND place <= ? ORDER BY place LIMIT {PAGE}"
_WITH_IDS = """
    SELECT row.plan, row.position, row.id, row.digest, row.data
    FROM entries AS known INDEXED BY sqlite_autoindex_entries_1 LEFT JOIN entries AS row ON row.place = known.place
    WHERE known.plan = CAST(? AS TEXT) AND known.id IN
"""
"""By the index of ids; what they are comes from the table, so that an index which leads astray is found out, or to nothing."""
_INSERT = "INSERT INTO entries (place, plan, id, digest, data) VALUES (?, ?, ?, ?, ?)"
_INSERT_LAST = "INSERT INTO entries (place, plan, id, digest, data) VALUES (?, coalesce(unmoved(), ?), ?, ?, ?)"
"""`unmoved` is `watch`: NULL, or the row is refused, since a file that was moved away would leave its log behind, and these
rows in it. It is asked once the lock is there, however long that took."""

_WRONG_ROWS = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.ProgrammingError,
    sqlite3.InterfaceError,
    OverflowError,
    TypeError,
    UnicodeEncodeError,
)
"""What values raise that no ledger seals."""


class _Open(NamedTuple):
    """A connection of one process, the lock under which its threads use it, and which file it is of."""

    connection: sqlite3.Connection
    file: Identity
    lock: RLock
    process: object
    numbers: Numbers
    caught: list[BaseException]
    """What `watch` met."""


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
        self._place = Path(os.path.abspath(path))
        self._timeout = timeout
        self._state: _Open | None = self._opened()
        self._looked_through: set[str] = set()
        """Plans whose ids were all looked up."""
        self._of_parents: list[_Open] = []
        """Connections that a fork brought along: they must neither be used nor closed here."""

    def _opened(self) -> _Open:
        connection = connect(self._place, self.read_only, self._timeout)
        file = identity(self._place)
        caught: list[BaseException] = []
        watching = watch(file, caught)
        next(watching)
        connection.create_function("unmoved", 0, watching.__next__)
        return _Open(connection, file, RLock(), forking.process, Numbers(), caught)

    def _here(self) -> _Open:
        """What is open in this process."""
        state = self._state
        if state is None:
            raise StoreClosed(str(self.path))
        if state.process is not forking.process:
            self._of_parents.append(state)
            self._state = state = self._opened()
        return state

    def _check_open(self) -> None:
        """Again, once the lock is there: another thread may have closed the store while this one waited."""
        if self._state is None:
            raise StoreClosed(str(self.path))

    @contextmanager
    def _use(self) -> Iterator[_Open]:
        state = self._here()
        with state.lock:
            self._check_open()
            try:
                check_unmoved(state.file)
                yield state
            except StoreReplaced:
                save_log(state.file, state.connection)
                raise
            except FAILURES as error:
                raise failed(self.path, error) from error

    def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
        """See `Store.append`."""
        if self.read_only:
            raise StoreReadOnly(str(self.path))
        if not rows:
            return
        state = self._here()
        with state.lock:  # `_use` without its first look at the file
            self._check_open()
            try:
                self._append(state, plan, rows, after)
            except StoreReplaced:
                save_log(state.file, state.connection)
                raise
            except FAILURES as error:
                raise failed(self.path, error) from error

    def _append(self, state: _Open, plan: str, rows: Sequence[Row], after: int) -> None:
        """One transaction, or the one that `exclusive` has begun."""
        connection = state.connection
        *front, last = rows
        number = state.numbers.of(connection, plan)
        try:
            if (front or number is None) and not connection.in_transaction:
                connection.execute("BEGIN IMMEDIATE")
            if rows[0].position != after + 1 or last.position > MOST:
                raise self._refusal(state, plan, rows, after, f"position = {rows[0].position}")
            start = (number or state.numbers.of(connection, plan) or state.numbers.count(connection) + 1) << BITS
            try:  # the database itself refuses a gap
                if front:
                    connection.executemany(_INSERT, [(start + place, name, *rest) for name, place, *rest in front])
                connection.execute(_INSERT_LAST, (start + last.position, plan, *last[2:]))
            except _WRONG_ROWS as error:
                if state.caught:
                    raise state.caught.pop() from None
                raise self._refusal(state, plan, rows, after, error) from None
            except sqlite3.OperationalError:
                check_unmoved(state.file)  # if so, this was why
                raise
            if connection.in_transaction:
                connection.execute("COMMIT")
            elif last.position % _OFTEN == 0:
                make_room(state.file, connection)
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    @contextmanager
    def exclusive(self, plan: str) -> Iterator[None]:
        """Keep all other writers out of the file until this thread has appended once, or the block ends.

        Raises:
            StoreLocked: another one kept it for longer than the timeout.
        """
        with self._use() as state:
            state.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                if state.connection.in_transaction:
                    state.connection.execute("ROLLBACK")

    def _refusal(self, state: _Open, plan: str, rows: Sequence[Row], after: int, why: object) -> MinshengError:
        """Why the rows can not be appended: they are known, or late, or else `why`."""
        if state.connection.in_transaction:
            state.connection.execute("ROLLBACK")
        known = {row.id for row in _with_ids(state.connection, plan, [row.id for row in rows])}
        for row in rows:
            if row.id in known:
                return Duplicate(plan, row.id)
            known.add(row.id)
        last = _last(state, plan)
        if (last.position if last else 0) == after:
            return RowsRefused(str(self.path), why)
        return Moved(plan, after, last)

    def get(self, plan: str, ids: Sequence[str]) -> tuple[Row, ...]:
        """See `Store.get`."""
        with self._use() as state:
            found = tuple(_with_ids(state.connection, plan, ids))
            check_kinds(found)
            if not {row.id for row in found}.issubset(ids):
                check_file(state.connection)
            if len(found) < len(set(ids)) and plan not in self._looked_through:
                number = state.numbers.of(state.connection, plan)
                if number is not None:  # what was not found will be written: it must not be there
                    check_ids(state.connection, plan, span(number))
                self._looked_through.add(plan)
        return tuple(sorted(found, key=_position))

    def last(self, plan: str) -> Row | None:
        """See `Store.last`."""
        with self._use() as state:
            found = _last(state, plan)
            check_kinds([found] if found else [])
            head(state.connection, state.numbers, state.numbers.of(state.connection, plan))
        return found

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        """See `Store.read`."""
        number = None
        try:
            with self._use() as state:
                number = state.numbers.of(state.connection, plan)
                end = head(state.connection, state.numbers, number)
        except StoreDamaged:
            if number is None:
                raise
            end = span(number).end  # what can be read comes first, and then the damage
        return self._pages(plan, number, after, end) if number is not None and end is not None else iter(())

    def _pages(self, plan: str, number: int, after: int, end: int) -> Iterator[Row]:
        """Rows behind position `after` up to the place `end`, the last one's.

        Raises:
            Damaged: the reading ends before that.
        """
        before, _ = span(number)
        position = max(after, 0)
        place = before + 1 + position if position else before
        while place < end:
            page: list[Values] = []
            try:
                with self._use() as state:
                    done = fetch(page, state.connection, _BETWEEN, place, end, most=_BYTES)
                    check_rows(state.connection, state.numbers, page, plan, position)
                    if done and (not page or before + 1 + page[-1][1] != end):
                        raise sqlite3.DatabaseError(MALFORMED)
            except StoreDamaged as error:
                del page[sound_front(page, plan, position) :]
                yield from map(_row, page)  # what stands in front of the damage is told first
                position = page[-1][1] if page else position
                if isinstance(error.__cause__, OutOfPlace):  # of this row itself
                    raise
                raise Damaged(str(self.path), error.fields["why"], plan=plan, position=position + 1) from error
            yield from map(_row, page)
            position = page[-1][1]
            place = before + 1 + position

    def plans(self) -> tuple[str, ...]:
        """See `Store.plans`."""
        with self._use() as state:
            try:
                found = [*state.numbers.all(state.connection)]
                check_numbers(state.connection, state.numbers)
            except sqlite3.DatabaseError:  # the names at least: reading comes to the damage
                found = names(state.connection, PLANS_OF_IDS)
        return tuple(sorted(found))

    def heads(self) -> Mapping[str, int]:
        """See `Heads`."""
        with self._use() as state:
            return heads(state.connection, state.numbers)

    def place(self) -> str:
        """See `Placed`: which file it is, whatever the name under which it was opened."""
        with self._use() as state:
            return f"sqlite {state.file.device} {state.file.number}"

    def inspect(self) -> None:
        """See `Inspecting`: has SQLite look through the whole file, over a connection of its own."""
        with self._use():
            pass
        try:
            with closing(connect(self._place, True, self._timeout)) as connection:
                numbers = Numbers()
                try:
                    check_file(connection)
                    check_numbers(connection, numbers)
                except sqlite3.DatabaseError as error:
                    why = failed(self.path, error)
                    if isinstance(why, Damaged):
                        why.lost = lost(connection, numbers)
                    raise why from error
        except FAILURES as error:
            raise failed(self.path, error) from error

    def close(self) -> None:
        """See `Store.close`."""
        state, self._state = self._state, None
        if state is not None and state.process is forking.process:
            with state.lock:
                save_log(state.file, state.connection)
                state.connection.close()
            if self.read_only:
                tidy_up(state.file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


# what Row._make does, without its detour by Python
_row = cast("Callable[[Values], Row]", partial(tuple.__new__, Row))


def _last(state: _Open, plan: str) -> Row | None:
    number = state.numbers.of(state.connection, plan)
    found = ask(state.connection, _LAST, *span(number)) if number is not None else []
    return _row(found[0]) if found else None


def _with_ids(connection: sqlite3.Connection, plan: str, ids: Iterable[str]) -> Iterator[Row]:
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), _FEW):
        few = wanted[start : start + _FEW]
        marks = ",".join("?" * len(few))
        yield from map(_row, ask(connection, f"{_WITH_IDS} ({marks})", key(plan), *map(key, few)))


def _position(row: Row) -> int:
    return row.position
