"""The table of entries over a connection (条目表): one statement each, which the server commits whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from operator import itemgetter

from attrs import frozen
from psycopg import ClientCursor, Connection, errors

from minsheng.ledger import Row
from minsheng.ledger.rows import ROW_TYPES
from minsheng.ledger.turns import FAR
from minsheng.storage.postgres.statements import TYPES, Statements

_FEW = 5000
"""Ids looked up at once."""
_SERVER = """
    SELECT extract(epoch FROM pg_catalog.pg_postmaster_start_time())::text, oid
    FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
"""
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_position = itemgetter(1)


@frozen
class EntriesTable:
    """That of the ledger in `schema`."""

    schema: str
    sql: Statements

    def insert(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Add the rows, which stand behind each other."""
        if len(rows) == 1:  # one round trip
            connection.execute(self.sql.insert, rows[0])
            return
        try:
            with connection.cursor() as cursor, cursor.copy(self.sql.copy) as copy:
                copy.set_types(TYPES)
                for row in rows:
                    copy.write_row(row)
        except errors.FeatureNotSupported:  # there are policies for rows, which COPY can not follow
            with connection.transaction(), connection.cursor() as cursor:
                cursor.executemany(self.sql.insert, rows)

    def insert_and_leave(self, connection: Connection, row: Row) -> None:
        """Add a row and give the turn up with its commit; where that fails it is still held."""
        key, _ = self._keys(row.plan)
        connection.execute(self.sql.insert_and_leave, (*row, key, key))

    def insert_if_free(self, connection: Connection, row: Row) -> bool:
        """Add a row if no other connection holds the turn of its plan or waits for it; whether it was added."""
        key, _ = self._keys(row.plan)
        return connection.execute(self.sql.insert_if_free, (*row, key)).rowcount == 1

    def with_ids(self, connection: Connection, plan: str, ids: Iterable[str]) -> tuple[Row, ...]:
        """Rows that have one of these ids, by position."""
        wanted = list(dict.fromkeys(filter(storable, ids))) if storable(plan) else []
        found: list[Row] = []
        for start in range(0, len(wanted), _FEW):
            asked = {"plan": plan, "ids": wanted[start : start + _FEW]}
            found += map(Row._make, connection.execute(self.sql.with_ids, asked, binary=True))
        return tuple(sorted(found, key=_position))

    def last(self, connection: Connection, plan: str) -> Row | None:
        """The last row."""
        if not storable(plan):
            return None
        found = connection.execute(self.sql.last, {"plan": plan}, binary=True).fetchone()
        return Row._make(found) if found else None

    def page(self, connection: Connection, plan: str, after: int, until: int = FAR) -> list[Row]:
        """The next rows behind `after`, as many as are read at once."""
        if not storable(plan):
            return []
        asked = {"plan": plan, "after": max(after, 0), "until": until}
        return list(map(Row._make, connection.execute(self.sql.page, asked, binary=True)))

    def ask(self, connection: Connection, plan: str, after: int) -> tuple[bool, list[Row]]:
        """Hold the plan's turn where it is free; else wait until no other connection holds its queue, and hold that.

        Says which, and gives the `page` behind `after` as it is then. Two statements in one message: one round trip, and
        less work for the driver than its pipeline mode, which also needs a newer libpq.
        """
        try:
            return self._held(connection, self.sql.ask, plan, after)
        except errors.InvalidSqlStatementName:  # the first turn of this connection
            connection.execute(self.sql.prepare)
            return self._held(connection, self.sql.ask, plan, after)

    def take(self, connection: Connection, plan: str, after: int) -> list[Row]:
        """Wait until no other connection holds the plan's turn, hold it instead of the queue, and give the `page`."""
        return self._held(connection, self.sql.take, plan, after)[1]

    def _held(self, connection: Connection, sql: str, plan: str, after: int) -> tuple[bool, list[Row]]:
        cursor = ClientCursor(connection)
        cursor.execute(sql, (*self._keys(plan), plan if storable(plan) else "", max(after, 0)))
        found = cursor.fetchone()
        cursor.nextset()
        return found == (True,), list(map(Row._make, cursor))

    def leave_turn(self, connection: Connection, plan: str) -> None:
        """Let the next one in."""
        connection.execute(self.sql.unlock, {"key": self._keys(plan)[0]})

    def leave_queue(self, connection: Connection, plan: str) -> None:
        """Let the next one be the first."""
        connection.execute(self.sql.unlock, {"key": self._keys(plan)[1]})

    def _keys(self, plan: str) -> tuple[int, int]:
        """The server's locks are named by numbers: that of the turn, and that of the queue."""
        name = sha256(f"minsheng\n{self.schema}\n{plan}".encode("utf-8", "replace")).digest()
        return int.from_bytes(name[:8], signed=True), int.from_bytes(name[8:16], signed=True)

    def heads(self, connection: Connection) -> dict[str, int]:
        """Every plan with its last position, sorted."""
        return dict(sorted(connection.execute(self.sql.heads, {}, binary=True).fetchall()))

    def server(self, connection: Connection) -> str:
        """Which server this is since its last start, and which database of it."""
        found = connection.execute(_SERVER).fetchone()
        assert found is not None, "one is always asked from within a database"
        return f"{found[0]} {found[1]}"


def storable(text: object) -> bool:
    """Whether PostgreSQL can keep it as text; no row is named by anything else."""
    return isinstance(text, str) and not _UNSTORABLE.search(text)


def check(plan: str, rows: Sequence[Row], after: int) -> None:
    """That rows are such as a ledger seals; what the server checks itself is left to it.

    Raises:
        ValueError, TypeError: they are not; says which.
    """
    for position, row in enumerate(rows, after + 1):
        if row.plan != plan or row.position != position:
            raise ValueError(f"({row.plan}, {row.position}) ≠ ({plan}, {position})")
        if tuple(map(type, row)) != ROW_TYPES:
            raise TypeError(f"{row.id}: {', '.join(type(value).__name__ for value in row)}")
