"""Row “postgres”: rows into a PostgreSQL server, one by one and in bulk, beside psycopg into a bare table with the same keys;
and eight processes at once beside one, through the ledger.

Each run starts a server of its own that writes through to the disk. The rows are those of a sealed ledger. What psycopg does here is
the limit: nobody checks anything, and the bare table takes changes and gaps.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from frame import Clock, Workloads
from ledger import NOTE
from minsheng.ledger import Row
from minsheng.ledger.sealing import digest
from minsheng.storage import PostgresStore
from minsheng.testing.postgres import PostgresServer
from writers import A_PLAN_EACH, ONE_PLAN, crowd

W = Workloads()
PLAN = "梁山县-2024"
_BARE = """
    CREATE TABLE bare (plan text NOT NULL, position bigint NOT NULL, id text NOT NULL, digest bytea NOT NULL,
        data bytea NOT NULL, PRIMARY KEY (plan, position), UNIQUE (plan, id))
"""


def sealed(n: int) -> list[Row]:
    """Rows of the size and the chain of a ledger's."""
    rows, previous = [], b""
    for position in range(1, n + 1):
        id = f"0191c2a4-{position:04x}-7000-8000-{position:012x}"
        data = (
            f'{{"recorded_at":"2024-06-28T09:00:00+08:00","statement":{{"by":"县交运局","note":"{NOTE}","on":"2024-06-28",'
            f'"target":"1.t1","total":"{position}公里","type":"progress"}}}}'
        ).encode()
        previous = digest(previous, PLAN, position, id, data)
        rows.append(Row(PLAN, position, id, previous, data))
    return rows


@contextmanager
def bare() -> Iterator[psycopg.Connection]:
    with PostgresServer(durable=True) as server, psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(_BARE)
        yield connection


@contextmanager
def ours() -> Iterator[PostgresStore]:
    with PostgresServer(durable=True) as server, PostgresStore(server.url("postgres")) as store:
        yield store


@W.contestant("postgres-one", "psycopg insert + commit", 5_000)
def insert_one(n: int, clock: Clock) -> tuple[int, object]:
    rows = sealed(n)
    with bare() as connection:
        with clock:
            for row in rows:
                connection.execute("INSERT INTO bare VALUES (%s, %s, %s, %s, %s)", row)
        return n, connection.execute("SELECT max(position) FROM bare").fetchall()


@W.contestant("postgres-one", "minsheng", 5_000)
def append_one(n: int, clock: Clock) -> tuple[int, object]:
    rows = sealed(n)
    with ours() as store:
        with clock:
            for row in rows:
                store.append(PLAN, [row], after=row.position - 1)
        return n, [(store.heads()[PLAN],)]


@W.contestant("postgres-bulk", "psycopg COPY", 100_000)
def copy_bulk(n: int, clock: Clock) -> tuple[int, object]:
    rows = sealed(n)
    with bare() as connection:
        with clock, connection.cursor() as cursor, cursor.copy("COPY bare FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return n, connection.execute("SELECT max(position) FROM bare").fetchall()


@W.contestant("postgres-bulk", "minsheng", 100_000)
def append_bulk(n: int, clock: Clock) -> tuple[int, object]:
    rows = sealed(n)
    with ours() as store:
        with clock:
            store.append(PLAN, rows, after=0)
        return n, [(store.heads()[PLAN],)]


@W.contestant("postgres-writers", "one-process", 2_000)
def alone(n: int, clock: Clock) -> tuple[int, object]:
    with PostgresServer(durable=True) as server:
        return crowd(server.url("postgres"), ONE_PLAN[:1], n, clock)


@W.contestant("postgres-writers", "eight-to-one-plan", 2_000)
def together(n: int, clock: Clock) -> tuple[int, object]:
    with PostgresServer(durable=True) as server:
        return crowd(server.url("postgres"), ONE_PLAN, n, clock)


@W.contestant("postgres-writers", "eight-to-eight-plans", 2_000)
def apart(n: int, clock: Clock) -> tuple[int, object]:
    with PostgresServer(durable=True) as server:
        return crowd(server.url("postgres"), A_PLAN_EACH, n, clock)


if __name__ == "__main__":
    W.main()
