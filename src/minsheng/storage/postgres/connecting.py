"""Connections to the server (连接), kept for the next call; each statement on them is a transaction of its own."""

from __future__ import annotations

import math
import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Semaphore, local

import psycopg
import sqlalchemy
from psycopg.conninfo import make_conninfo
from psycopg.pq import TransactionStatus
from sqlalchemy import NullPool, create_engine

from minsheng.storage.failures import StoreLocked
from minsheng.storage.postgres.address import Address
from minsheng.storage.postgres.reasons import refused_connection

_MOST = 10
"""Connections at once; more threads wait for one."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 1.0
"""Seconds between attempts to reach a server that is gone."""
_USUAL = {"client_encoding": "utf8", "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3"}
"""A peer that vanished without a word is noticed in a minute; the URL may say otherwise."""
_SETTINGS = """
    SELECT pg_catalog.set_config(name, value, false) FROM (VALUES
        ('search_path', 'pg_catalog'),
        ('default_transaction_isolation', 'read committed'),
        ('default_transaction_read_only', %(read_only)s),
        ('lock_timeout', %(timeout)s),
        ('synchronous_commit', CASE pg_catalog.current_setting('synchronous_commit')
            WHEN 'off' THEN 'on' ELSE pg_catalog.current_setting('synchronous_commit') END)
    ) AS settings (name, value)
"""
"""Names mean ours, each statement sees what is committed, nobody waits for ever, and what is committed is on the disk."""


class Connections:
    """Those of one process to one address.

    What SQLAlchemy's pool does beyond this costs a tenth of an append, and nothing of it is needed here.
    """

    def __init__(self, address: Address, *, read_only: bool, timeout: float) -> None:
        self.process = os.getpid()
        self._address = address
        self._read_only = read_only
        self._timeout = timeout
        self._idle: deque[psycopg.Connection] = deque()
        self._free = Semaphore(_MOST)
        self._held = local()
        self._closed = False

    def _connected(self) -> psycopg.Connection:
        wait = {"connect_timeout": str(max(2, math.ceil(self._timeout)))}
        try:
            connection = psycopg.connect(make_conninfo(**{**_USUAL, **wait, **self._address.settings}), autocommit=True)
        except psycopg.Error as error:
            raise refused_connection(self._address, error) from error
        read_only, timeout = "on" if self._read_only else "off", milliseconds(self._timeout)
        connection.execute(_SETTINGS, {"read_only": read_only, "timeout": timeout})
        return connection

    @contextmanager
    def use(self) -> Iterator[psycopg.Connection]:
        """A connection for this thread; one that is lost is not given out again, nor are its neighbours."""
        held = self._held_here()
        if held is not None and not held.closed:
            yield held
            return
        if not self._free.acquire(timeout=self._timeout):
            raise StoreLocked(self._address.shown)
        try:
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self._connected()
            try:
                yield connection
            finally:
                self._given_back(connection)
        finally:
            self._free.release()

    @contextmanager
    def hold(self) -> Iterator[psycopg.Connection]:
        """One connection for all that this thread does meanwhile, so that who holds one never waits for another."""
        before = self._held_here()
        with self.use() as connection:
            self._held.connection = connection
            try:
                yield connection
            finally:
                self._held.connection = before

    def _held_here(self) -> psycopg.Connection | None:
        return getattr(self._held, "connection", None)

    def _given_back(self, connection: psycopg.Connection) -> None:
        if connection.pgconn.transaction_status == TransactionStatus.IDLE and not self._closed:
            self._idle.append(connection)
        else:
            connection.close()
            self._close_idle()

    def _close_idle(self) -> None:
        while self._idle:
            with suppress(IndexError):
                self._idle.pop().close()

    def transact(self, work: Callable[[sqlalchemy.Connection], None]) -> None:
        """Do `work` in one transaction, on a connection of its own."""
        engine = create_engine(
            "postgresql+psycopg://", creator=self._in_transaction, use_native_hstore=False, poolclass=NullPool
        )
        try:
            with engine.begin() as connection:
                work(connection)
        except sqlalchemy.exc.DBAPIError as error:
            raise (error.orig or error) from error

    def _in_transaction(self) -> psycopg.Connection:
        connection = self._connected()
        connection.autocommit = False
        return connection

    def close(self) -> None:
        """Close those that nobody uses now; the others when they come back."""
        self._closed = True
        self._close_idle()


def milliseconds(seconds: float) -> str:
    """As the server takes them: at least one."""
    return str(max(1, min(math.ceil(seconds * 1000), 2**31 - 1)))


def patience(timeout: float) -> Iterator[bool]:
    """Attempts until `timeout` seconds are over, with pauses between; each says whether another one will come.

    >>> list(patience(0))
    [False]
    """
    until, pause = time.monotonic() + timeout, _FIRST_PAUSE
    while time.monotonic() + pause < until:
        yield True
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
    yield False
