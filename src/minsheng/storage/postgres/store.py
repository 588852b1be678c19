"""A store in a PostgreSQL database (PostgreSQL 存储): durable when `append` returns, shared by threads, processes, hosts."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from types import TracebackType
from typing import Self, TypeVar

import psycopg
from psycopg import errors

from minsheng.errors import MinshengError
from minsheng.ledger import Duplicate, Moved, Row
from minsheng.ledger.turns import FAR
from minsheng.storage.failures import (
    Damaged,
    NotSetUp,
    RowsRefused,
    SerializationFailed,
    StoreClosed,
    StoreDenied,
    StoreReadOnly,
    StoreUnreachable,
)
from minsheng.storage.postgres.address import Address
from minsheng.storage.postgres.connecting import Connections, milliseconds, patience
from minsheng.storage.postgres.grants import May, grants_sql, owns
from minsheng.storage.postgres.reasons import BACK, failed, is_gone
from minsheng.storage.postgres.schema import State, migrate, state
from minsheng.storage.postgres.statements import PAGE, Statements
from minsheng.storage.postgres.table import EntriesTable, check
from minsheng.storage.postgres.turns import LONG, WITHOUT, Held, Overtaken, Run, Turn, Turns

T = TypeVar("T")

_REFUSED = (psycopg.IntegrityError, psycopg.DataError, errors.ProgramLimitExceeded)
"""The rows stand in the way of others, or can not be kept at all."""


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
        self._table = EntriesTable(self.schema, Statements.of(self.schema, milliseconds(min(LONG, timeout / 2))))
        self._state: Connections | None = self._connections()
        self._turns = Turns()
        self._without: dict[str, float] = {}
        """Plans that are written without turns, and until when."""
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
        """Let another role read this ledger, or append to it and read (授权); see `grants_sql`.

        Raises:
            StoreDenied: this role does not own the ledger, or there is no such role.
        """
        sql = grants_sql(role, may=may, schema=self.schema)

        def granted(connection: psycopg.Connection) -> None:
            if not owns(connection, self.schema):  # the server would only warn
                raise StoreDenied(self.url, f"must be owner of {self.schema}.entries")
            connection.execute(sql.encode())

        self._ask(granted)

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
            check(plan, rows, after)
            self._insert(connection, plan, rows, sent_before=sent_before)
        except (*_REFUSED, ValueError, TypeError) as error:
            known = self._table.with_ids(connection, plan, [row.id for row in rows])
            if sent_before and known == tuple(rows):
                return
            raise self._refusal(plan, rows, after, known, self._table.last(connection, plan), error) from None

    def _insert(self, connection: psycopg.Connection, plan: str, rows: Sequence[Row], *, sent_before: bool) -> None:
        turns, turn = self._turns, self._turns.open
        run, turns.run = turns.run, None
        if len(rows) > 1 or sent_before:
            self._table.insert(connection, rows)
        elif turn is not None and turn.held is Held.TURN and (turn.connection, turn.plan) == (connection, plan):
            turn.store(rows[0])
            turns.run = Run(plan)
        elif turns.going_on and run is not None and run.plan == plan:
            if not self._table.insert_if_free(connection, rows[0]):
                turns.overtaken(run)
                raise Overtaken(plan, rows[0].position - 1)
            run.wrote()
            turns.run = run
        else:
            self._table.insert(connection, rows)

    def _refusal(
        self, plan: str, rows: Sequence[Row], after: int, known: Sequence[Row], last: Row | None, error: Exception
    ) -> MinshengError:
        """Why the rows can not be appended."""
        taken = {row.id for row in known}
        for row in rows:
            if row.id in taken:
                return Duplicate(plan, row.id)
            taken.add(row.id)
        if (last.position if last else 0) != after:
            return Moved(plan, after, last)
        return RowsRefused(self.url, error)

    @contextmanager
    def exclusive(self, plan: str) -> Iterator[None]:
        """Keep others who ask for the same out of the plan: writers that take turns need not try again.

        It is a help, not a guard: `append` is safe without it, also when the connection that holds it is lost. Where
        another one keeps it for two seconds (or half of the timeout), this one goes on without it, and for half a minute
        does not ask again.
        """
        with self._turn(plan) as turn:
            for _ in self._told(turn, plan, FAR):
                pass
            yield

    @contextmanager
    def exclusive_behind(self, plan: str, after: int) -> Iterator[Iterator[Iterable[Row]]]:
        """As `exclusive` once the rows behind `after` are read, until this thread has appended one row or the block ends.

        It takes one round trip, two where others were writing, and its end none where a row is appended. Who comes back at
        once goes on without waiting, until `append` says with `Moved` that others are next.
        """
        turns = self._turns
        if turns.goes_on(plan):
            turns.going_on = True
            try:
                yield iter(())
            finally:
                turns.going_on = False
            return
        with self._turn(plan) as turn:
            yield self._told(turn, plan, after)

    @contextmanager
    def _turn(self, plan: str) -> Iterator[Turn | None]:
        """None where the server can not be reached, what follows sees to that, or where turns do not come to an end."""
        turns = self._turns
        with ExitStack() as stack:
            turn = None
            if self._without.get(plan, 0) <= time.monotonic():
                with suppress(StoreUnreachable):
                    connection = stack.enter_context(self._connected().hold())
                    turn = stack.enter_context(Turn(self._table, connection, plan, patience=turns.patience()))
            before, turns.open = turns.open, turn
            try:
                yield turn
            finally:
                turns.open = before

    def _told(self, turn: Turn | None, plan: str, after: int) -> Iterator[Iterable[Row]]:
        """What came in, page by page; at the end it is this thread's turn, if there is one."""
        if turn is None:
            yield self.read(plan, after=after)
            return
        try:
            for step in (turn.ask, turn.take):
                page = step(after)
                while page:
                    after = page[-1].position
                    yield page
                    page = self._table.page(turn.connection, plan, after) if len(page) == PAGE else []
                if turn.held is Held.TURN:
                    return
        except psycopg.Error as error:
            if isinstance(error, errors.LockNotAvailable):
                self._without[plan] = time.monotonic() + WITHOUT
            elif not is_gone(error):
                raise failed(self._address, error) from error
            yield self.read(plan, after=after)

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
        return self._ask(lambda connection: self._table.with_ids(connection, plan, ids))

    def last(self, plan: str) -> Row | None:
        """See `Store.last`."""
        return self._ask(lambda connection: self._table.last(connection, plan))

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        """See `Store.read`."""
        page = self._ask(lambda connection: self._table.page(connection, plan, after))
        if len(page) < PAGE:
            return iter(page)
        last = self.last(plan)
        return self._pages(plan, page, last.position if last else 0)

    def _pages(self, plan: str, page: list[Row], until: int) -> Iterator[Row]:
        while page:
            after = page[-1].position
            yield from page
            page.clear()  # two pages at once would be twice the memory
            if after < until:
                page = self._ask(partial(self._table.page, plan=plan, after=after, until=until))
                if not page:  # it was there when the reading began
                    raise Damaged(self.url, f"{self.schema}.entries", plan=plan, position=after + 1)

    def plans(self) -> tuple[str, ...]:
        """See `Store.plans`."""
        return tuple(self.heads())

    def heads(self) -> Mapping[str, int]:
        """See `Heads`: every plan with its last position, sorted, in one question."""
        return self._ask(self._table.heads)

    def place(self) -> str:
        """See `Placed`: which server it is since its last start, which database, and the schema."""
        return self._ask(lambda connection: f"postgresql {self._table.server(connection)} {self.schema}")

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
