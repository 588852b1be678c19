"""A store in a PostgreSQL database (PostgreSQL 存储): durable when `append` returns, shared by threads, processes, hosts."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from types import TracebackType
from typing import Self, TypeVar

import psycopg
from psycopg import errors

from minsheng.errors import MinshengError
from minsheng.ledger import Duplicate, Moved, Row
from minsheng.storage.failures import (
    NotSetUp,
    RowsRefused,
    SerializationFailed,
    StoreClosed,
    StoreDenied,
    StoreReadOnly,
    StoreUnreachable,
)
from minsheng.storage.postgres.address import Address
from minsheng.storage.postgres.connecting import Connections, patience
from minsheng.storage.postgres.grants import May, grants_sql
from minsheng.storage.postgres.reasons import BACK, failed, is_gone
from minsheng.storage.postgres.schema import State, migrate, state
from minsheng.storage.postgres.statements import PAGE, TYPES, Statements

T = TypeVar("T")

_FEW = 5000
"""Ids looked up at once."""
_FAR = 2**63 - 1
"""Behind any position."""
_KINDS = [str, int, str, bytes, bytes]
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_position = itemgetter(1)


class PostgresStore:
    """Rows in the table ``entries`` of one schema of a database.

    Each `append` is one statement, one transaction and one synchronous commit. The database itself refuses UPDATE,
    DELETE, TRUNCATE and every INSERT that takes a place or an id or leaves a gap. One object serves all threads of a
    process, and after a fork the child gets connections of its own. A lost connection is made again, and what was being
    written is looked for before it is sent once more, so nothing is lost and nothing is stored twice.
    """

    def __init__(self, url: str, *, read_only: bool = False, timeout: float = 30.0) -> None:
        """Open the ledger in ``postgresql://user@host:port/database?schema=name`` (usual schema: minsheng).

        The schema is set up where it is empty or not there, which takes a role that may; `grants_sql` says what other
        roles need. The rest of the URL is what libpq takes. `timeout`: seconds to wait for locks, and for a server that
        was there before to come back.

        Raises:
            WrongUrl: it is no URL of PostgreSQL.
            StoreUnreachable: there is no server, or no such host.
            StoreDenied: the server does not let the role in, or not do it.
            NoDatabase: the server has no such database.
            NotSetUp: the schema has no ledger, or an older one, and the store is opened read-only.
            ForeignSchema: the schema belongs to another program.
            NewerSchema: it was set up by a newer version.
            StoreFailed: any other reason why it can not be opened.
        """
        self._address = Address.parse(url)
        self.read_only = read_only
        self._timeout = timeout
        self._sql = Statements.of(self._address.schema)
        self._state: Connections | None = self._connections()
        self._of_parents: list[Connections] = []
        """Connections that a fork brought along: they must neither be used nor closed here."""
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    @property
    def url(self) -> str:
        """Where it is, without the password."""
        return self._address.shown

    @property
    def schema(self) -> str:
        """The schema of its table."""
        return self._address.schema

    def __repr__(self) -> str:
        return f"PostgresStore({self.url!r}{', read_only=True' if self.read_only else ''})"

    # opening

    def _connections(self) -> Connections:
        return Connections(self._address, read_only=self.read_only, timeout=self._timeout)

    def _connected(self) -> Connections:
        """Those of this process."""
        found = self._state
        if found is None:
            raise StoreClosed(self.url)
        if found.process != os.getpid():
            self._of_parents.append(found)
            self._state = found = self._connections()
        return found

    def _prepare(self) -> None:
        """Set the schema up, or bring it to this version, where that is needed."""
        found = self._found()
        if found is State.READY:
            return
        if self.read_only:
            code = "storage.not-set-up" if found is State.EMPTY else "storage.older-schema"
            raise NotSetUp(self.url, self.schema, code=code)
        try:
            self._connected().transact(lambda connection: migrate(connection, self.schema))
        except errors.InsufficientPrivilege as error:
            why = failed(self._address, error).fields["why"]
            raise StoreDenied(self.url, why, code="storage.denied-setup") from error
        except psycopg.Error as error:
            raise failed(self._address, error) from error
        self._found()

    def _found(self) -> State:
        try:
            with self._connected().use() as connection:
                return state(connection, self._address)
        except psycopg.Error as error:
            raise failed(self._address, error) from error

    def grant(self, role: str, *, may: May) -> None:
        """Let another role read this ledger, or append to it and read (授权); see `grants_sql`."""
        sql = grants_sql(role, may=may, schema=self.schema)
        self._ask(lambda connection: connection.execute(sql.encode()))

    # writing

    def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
        """See `Store.append`.

        Raises:
            StoreUnreachable: the connection broke and did not come back in time: whether the rows were stored is not
                known, and sending the same rows again is safe.
        """
        if self.read_only:
            raise StoreReadOnly(self.url)
        if not rows:
            self._connected()
            return
        sent_before = False
        for attempt, more in enumerate(patience(self._timeout), 1):
            try:
                with self._connected().use() as connection:
                    self._append(connection, plan, rows, after, sent_before=sent_before)
                return
            except StoreUnreachable as error:  # no connection; what was sent over the one before may be stored
                if not more:
                    raise (self._in_doubt(error) if sent_before else error) from error.__cause__
            except BACK as error:
                if not more:
                    raise SerializationFailed(self.url, attempt) from error
            except psycopg.Error as error:
                if not is_gone(error):
                    raise failed(self._address, error) from error
                sent_before = True
                if not more:
                    raise self._in_doubt(failed(self._address, error)) from error

    def _in_doubt(self, error: MinshengError) -> StoreUnreachable:
        return StoreUnreachable(self.url, error.fields["why"], code="storage.in-doubt")

    def _append(
        self, connection: psycopg.Connection, plan: str, rows: Sequence[Row], after: int, *, sent_before: bool
    ) -> None:
        try:
            _check(plan, rows, after)
            self._insert(connection, rows)
        except (psycopg.IntegrityError, psycopg.DataError, ValueError, TypeError) as error:
            if sent_before and self._stored(connection, plan, [row.id for row in rows]) == tuple(rows):
                return
            raise self._refusal(connection, plan, rows, after, error) from None

    def _insert(self, connection: psycopg.Connection, rows: Sequence[Row]) -> None:
        """One statement, which the server commits whole or not at all."""
        if len(rows) == 1:  # one round trip
            connection.execute(self._sql.insert, rows[0])
            return
        try:
            with connection.cursor() as cursor, cursor.copy(self._sql.copy) as copy:
                copy.set_types(TYPES)
                for row in rows:
                    copy.write_row(row)
        except errors.FeatureNotSupported:  # there are policies for rows, which COPY can not follow
            with connection.transaction(), connection.cursor() as cursor:
                cursor.executemany(self._sql.insert, rows)

    def _refusal(
        self, connection: psycopg.Connection, plan: str, rows: Sequence[Row], after: int, error: Exception
    ) -> MinshengError:
        """Why the rows can not be appended."""
        ids = _storable([row.id for row in rows])
        known: set[str] = set()
        for start in range(0, len(ids), _FEW):
            found = connection.execute(self._sql.known_ids, {"plan": plan, "ids": ids[start : start + _FEW]})
            known.update(id for (id,) in found)
        for row in rows:
            if row.id in known:
                return Duplicate(plan, row.id)
            known.add(row.id)
        last = self._last(connection, plan)
        if (last.position if last else 0) != after:
            return Moved(plan, after, last)
        return RowsRefused(self.url, error)

    # reading

    def _ask(self, work: Callable[[psycopg.Connection], T]) -> T:
        """Do what changes nothing; once more when the connection is lost meanwhile, as long as there is patience."""
        for more in patience(self._timeout):
            try:
                with self._connected().use() as connection:
                    return work(connection)
            except StoreUnreachable:
                if not more:
                    raise
            except psycopg.Error as error:
                if not more or not (is_gone(error) or isinstance(error, BACK)):
                    raise failed(self._address, error) from error
        raise AssertionError("patience ends with its last attempt")

    def get(self, plan: str, ids: Sequence[str]) -> tuple[Row, ...]:
        """See `Store.get`."""
        return self._ask(lambda connection: self._stored(connection, plan, ids))

    def _stored(self, connection: psycopg.Connection, plan: str, ids: Sequence[str]) -> tuple[Row, ...]:
        wanted = _storable(ids) if _storable([plan]) else []
        found: list[Row] = []
        for start in range(0, len(wanted), _FEW):
            asked = {"plan": plan, "ids": wanted[start : start + _FEW]}
            found += map(Row._make, connection.execute(self._sql.with_ids, asked, binary=True))
        return tuple(sorted(found, key=_position))

    def last(self, plan: str) -> Row | None:
        """See `Store.last`."""
        return self._ask(lambda connection: self._last(connection, plan))

    def _last(self, connection: psycopg.Connection, plan: str) -> Row | None:
        if not _storable([plan]):
            return None
        found = connection.execute(self._sql.last, {"plan": plan}, binary=True).fetchone()
        return Row._make(found) if found else None

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        """See `Store.read`."""
        if not _storable([plan]):
            self._connected()
            return iter(())
        page = self._page(plan, after, _FAR)
        if len(page) < PAGE:
            return iter(page)
        last = self.last(plan)
        return self._pages(plan, page, last.position if last else 0)

    def _page(self, plan: str, after: int, until: int) -> list[Row]:
        asked = {"plan": plan, "after": max(after, 0), "until": until}
        return self._ask(
            lambda connection: list(map(Row._make, connection.execute(self._sql.page, asked, binary=True)))
        )

    def _pages(self, plan: str, page: list[Row], until: int) -> Iterator[Row]:
        while page:
            yield from page
            page = self._page(plan, page[-1].position, until) if page[-1].position < until else []

    def plans(self) -> tuple[str, ...]:
        """See `Store.plans`."""
        return tuple(self.heads())

    def heads(self) -> Mapping[str, int]:
        """See `Heads`: every plan with its last position, sorted."""
        found = self._ask(lambda connection: connection.execute(self._sql.heads, {}, binary=True).fetchall())
        return dict(sorted(found))

    # the end

    def close(self) -> None:
        """See `Store.close`."""
        found, self._state = self._state, None
        if found is not None and found.process == os.getpid():
            found.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _storable(texts: Sequence[str]) -> list[str]:
    """Those that PostgreSQL can keep as text, each once; no row can be named by another one."""
    return [text for text in dict.fromkeys(texts) if not _UNSTORABLE.search(text)]


def _check(plan: str, rows: Sequence[Row], after: int) -> None:
    """That rows are such as a ledger seals; what the server checks itself is left to it."""
    for position, row in enumerate(rows, after + 1):
        if row.plan != plan or row.position != position:
            raise ValueError(f"({row.plan}, {row.position}) ≠ ({plan}, {position})")
        if [type(value) for value in row] != _KINDS:
            raise TypeError(f"{row.id}: {', '.join(type(value).__name__ for value in row)}")
