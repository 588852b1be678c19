"""A store in one SQLite file (SQLite 存储): durable when `append` returns, shared by threads and processes."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, NamedTuple, Self, cast

from minsheng.errors import MinshengError
from minsheng.ledger import Duplicate, Moved, Row, StoreDamaged, forking
from minsheng.ledger.turns import FAR
from minsheng.storage.failures import Damaged, RowsRefused, StoreClosed, StoreReadOnly, StoreReplaced
from minsheng.storage.sqlite_damage import (
    FIRST,
    MALFORMED,
    check_file,
    check_ids,
    check_kinds,
    check_rows,
    head,
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
    save_log,
    tidy_up,
    watch,
)

_PAGE, _BYTES = 512, 1 << 20
"""Rows read at once, and bytes of data after which a page ends before that."""
_FEW = 500
"""Ids looked up at once; old versions of SQLite take 999 values."""
_EVERYTHING = -(2**63)
"""In front of every position, those included that somebody has made of one by hand."""
_PLAN = "plan = CAST(? AS TEXT)"  # a name that is no text any more is asked for by its bytes
_COLUMNS = f"SELECT plan, position, id, digest, data FROM entries WHERE {_PLAN}"
_LAST = f"{_COLUMNS} ORDER BY position DESC LIMIT 1"
_BETWEEN = f"{_COLUMNS} AND position > ? AND position <= ? ORDER BY position LIMIT {_PAGE}"
_WITH_IDS = """
    SELECT row.plan, row.position, row.id, row.digest, row.data
    FROM entries AS known INDEXED BY sqlite_autoindex_entries_2
    CROSS JOIN entries AS row INDEXED BY sqlite_autoindex_entries_1
    ON row.plan = known.plan AND row.position = known.position
    WHERE known.plan = CAST(? AS TEXT) AND known.id IN
"""
"""By the index of ids, of which SQLite itself makes no use for several of them: it would go through the whole plan.
The ids come from the table, so that an index which leads astray is found out."""
_INSERT = "INSERT INTO entries (plan, position, id, digest, data) VALUES (?, ?, ?, ?, ?)"
_INSERT_LAST = "INSERT INTO entries (plan, position, id, digest, data) VALUES (coalesce(unmoved(), ?), ?, ?, ?, ?)"
"""`unmoved` is `watch`: NULL, or the row is refused, since a file that was moved away would leave its log behind, and these
rows in it. It is asked once the lock is there, however long that took."""
_FOUND = """
    WITH RECURSIVE found(plan) AS (
        SELECT * FROM (SELECT plan FROM entries ORDER BY plan, position LIMIT 1)
        UNION SELECT (SELECT plan FROM entries WHERE plan > found.plan ORDER BY plan, position LIMIT 1) FROM found WHERE found.plan IS NOT NULL
    )
"""
"""One look-up a plan instead of one step a row, and in the table, not the index of ids; UNION ends it also where damage would lead in a circle."""
_PLANS = f"{_FOUND} SELECT plan FROM found WHERE plan IS NOT NULL"
_PLANS_OF_IDS = _PLANS.replace("entries", "entries INDEXED BY sqlite_autoindex_entries_2").replace("position", "id")
_HEADS = f"""
    {_FOUND} SELECT plan, (SELECT max(position) FROM entries WHERE entries.plan = found.plan),
        (SELECT {FIRST} FROM entries WHERE entries.plan = found.plan ORDER BY position LIMIT 1)
    FROM found WHERE plan IS NOT NULL
"""


_WRONG_ROWS = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.ProgrammingError,
    sqlite3.InterfaceError,
    OverflowError,
    UnicodeEncodeError,
)
"""What values raise that no ledger seals."""
_HALF = re.compile("[\ud800-\udfff]")
_Values = tuple[Any, ...]
"""What sqlite3 gives, by the columns that were asked for."""


class _Open(NamedTuple):
    """A connection of one process, the lock under which its threads use it, and which file it is of."""

    connection: sqlite3.Connection
    file: Identity
    lock: RLock
    process: object
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
        return _Open(connection, file, RLock(), forking.process, caught)

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
    def _use(self) -> Iterator[tuple[sqlite3.Connection, Identity]]:
        state = self._here()
        with state.lock:
            self._check_open()
            try:
                check_unmoved(state.file)
                yield state.connection, state.file
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
        try:
            if front and not connection.in_transaction:
                connection.execute("BEGIN IMMEDIATE")
            if rows[0].position != after + 1:
                raise self._refusal(connection, plan, rows, after, f"position = {rows[0].position}")
            try:  # the database itself refuses a gap
                if front:
                    connection.executemany(_INSERT, front)
                connection.execute(_INSERT_LAST, last)  # alone it is a transaction of its own
            except _WRONG_ROWS as error:
                if state.caught:
                    raise state.caught.pop() from None
                raise self._refusal(connection, plan, rows, after, error) from None
            except sqlite3.OperationalError:
                check_unmoved(state.file)  # if so, this was why
                raise
            if connection.in_transaction:
                connection.execute("COMMIT")
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
        with self._use() as (connection, _):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def _refusal(
        self,
        connection: sqlite3.Connection,
        plan: str,
        rows: Sequence[Row],
        after: int,
        why: object,
    ) -> MinshengError:
        """Why the rows can not be appended: they are known, or late, or else `why`."""
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        known = {row.id for row in _with_ids(connection, plan, [row.id for row in rows])}
        for row in rows:
            if row.id in known:
                return Duplicate(plan, row.id)
            known.add(row.id)
        last = next(iter(_all(connection, _LAST, _key(plan))), None)
        if (last[1] if last else 0) == after:
            return RowsRefused(str(self.path), why)
        return Moved(plan, after, Row._make(last) if last else None)

    def get(self, plan: str, ids: Sequence[str]) -> tuple[Row, ...]:
        """See `Store.get`."""
        with self._use() as (connection, _):
            found = tuple(_with_ids(connection, plan, ids))
            check_kinds(found)
            if not {row.id for row in found}.issubset(ids):
                check_file(connection)
            if len(found) < len(set(ids)) and plan not in self._looked_through:
                check_ids(connection, _key(plan))  # what was not found will be written: it must not be there
                self._looked_through.add(plan)
        return tuple(sorted(found, key=_position))

    def last(self, plan: str) -> Row | None:
        """See `Store.last`."""
        with self._use() as (connection, _):
            found = _all(connection, _LAST, _key(plan))
            check_kinds(found)
            head(connection, _key(plan))
        return Row._make(found[0]) if found else None

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        """See `Store.read`."""
        try:
            with self._use() as (connection, _):
                end = head(connection, _key(plan))
        except StoreDamaged:
            end = FAR  # what can be read comes first, and then the damage
        return self._pages(plan, after, end) if end is not None else iter(())

    def _pages(self, plan: str, after: int, end: int) -> Iterator[Row]:
        """Rows behind position `after` up to `end`, the last one's.

        Raises:
            Damaged: the reading ends before that.
        """
        position = max(after, 0)
        place = position or _EVERYTHING
        while place < end:
            page: list[_Values] = []
            try:
                with self._use() as (connection, _):
                    done = _fetch(page, connection, _BETWEEN, _key(plan), place, end, most=_BYTES)
                    check_rows(connection, page, plan, position)
                    if done and (not page or page[-1][1] != end):
                        raise sqlite3.DatabaseError(MALFORMED)
            except StoreDamaged as error:
                del page[sound_front(page, plan, position) :]
                yield from map(_row, page)  # what stands in front of the damage is told first
                position = page[-1][1] if page else position
                raise Damaged(str(self.path), error.fields["why"], plan=plan, position=position + 1) from error
            yield from map(_row, page)
            place = position = page[-1][1]

    def plans(self) -> tuple[str, ...]:
        """See `Store.plans`."""
        with self._use() as (connection, _):
            try:
                found = _names(connection, _PLANS)
            except sqlite3.DatabaseError:
                found = _names(connection, _PLANS_OF_IDS)  # the names at least: reading comes to the damage
        return found

    def heads(self) -> Mapping[str, int]:
        """See `Heads`."""
        with self._use() as (connection, _):
            found = _all(connection, _HEADS)
            if not all(first for _, _, first in found):
                check_file(connection)
        return {plan: position for plan, position, _ in found}

    def place(self) -> str:
        """See `Placed`: which file it is, whatever the name under which it was opened."""
        with self._use() as (_, file):
            return f"sqlite {file.device} {file.number}"

    def inspect(self) -> None:
        """See `Inspecting`: has SQLite look through the whole file, over a connection of its own."""
        with self._use():
            pass
        try:
            with closing(connect(self._place, True, self._timeout)) as connection:
                try:
                    check_file(connection)
                except sqlite3.DatabaseError as error:
                    why = failed(self.path, error)
                    if isinstance(why, Damaged):
                        why.lost = lost(connection)
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
_row = cast("Callable[[_Values], Row]", partial(tuple.__new__, Row))


def _key(name: str) -> str | bytes:
    """A name as it is asked for: its bytes where they are no UTF-8."""
    if name.isascii() or not _HALF.search(name):
        return name
    try:
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character that stands for no byte: no row has it
        return name.encode("utf-8", "surrogatepass")


def _fetch(found: list[_Values], connection: sqlite3.Connection, question: str, *values: object, most: int = 0) -> bool:
    """Add the answer to `found`, row by row: those in front of a damaged one are there when the error is raised.

    It may end early, behind `most` bytes of data; says whether it came to its end. Text that is no UTF-8 comes with half characters in the place of its
    bytes: the row is damaged, and can be named.
    """
    try:
        return _take(found, connection.execute(question, values), most)
    except sqlite3.OperationalError as error:
        if "UTF-8" not in str(error):
            raise
        found.clear()
        connection.text_factory = _decoded
        try:
            return _take(found, connection.execute(question, values), most)
        finally:
            connection.text_factory = str


def _take(found: list[_Values], cursor: sqlite3.Cursor, most: int) -> bool:
    if not most:
        found.extend(cursor)
        return True
    size = 0
    while size < most:
        before = len(found)
        found.extend(islice(cursor, 32))
        try:
            size += sum([len(values[-1]) for values in found[before:]])
        except TypeError:  # no data at all: the row is damaged, and nothing behind it is asked for
            break
        if len(found) < before + 32:
            return len(found) < _PAGE
    cursor.close()
    return False


def _all(connection: sqlite3.Connection, question: str, *values: object) -> list[_Values]:
    found: list[_Values] = []
    _fetch(found, connection, question, *values)
    return found


def _names(connection: sqlite3.Connection, question: str) -> tuple[str, ...]:
    found = tuple(plan for (plan,) in _all(connection, question))
    if not all(type(plan) is str for plan in found):
        raise sqlite3.DatabaseError(MALFORMED)
    return found


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _with_ids(connection: sqlite3.Connection, plan: str, ids: Iterable[str]) -> Iterator[Row]:
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), _FEW):
        few = wanted[start : start + _FEW]
        marks = ",".join("?" * len(few))
        yield from map(Row._make, _all(connection, f"{_WITH_IDS} ({marks})", _key(plan), *map(_key, few)))


def _position(row: Row) -> int:
    return row.position
