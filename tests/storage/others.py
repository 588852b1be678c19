"""Others on the same server: an administrator who looks and ends connections, threads that do something meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import psycopg

_OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def terminate(connection: psycopg.Connection) -> None:
    connection.execute(f"SELECT pg_terminate_backend(pid, 10000) {_OTHERS}".encode())


def until_waiting(connection: psycopg.Connection, *, event: str, count: int = 1) -> list[int]:
    """Processes of the server that wait; asks until there are so many."""
    for _ in range(100_000):
        found = connection.execute(f"SELECT pid {_OTHERS} AND wait_event_type || wait_event LIKE %s".encode(), (event,))
        if len(waiting := [pid for (pid,) in found]) >= count:
            return waiting
    raise AssertionError(f"nobody waits for {event}")


def in_thread(task: Callable[[], None]) -> Callable[[], None]:
    """Start it; what is returned waits for its end, and raises what it raised."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            task()
        except BaseException as error:
            raised.append(error)

    thread = Thread(target=run)
    thread.start()

    def end() -> None:
        thread.join()
        if raised:
            raise raised[0]

    return end
