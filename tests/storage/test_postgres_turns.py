"""Writers of one plan on a PostgreSQL server take turns: they wait less, and nobody loses anything by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import psycopg
import pytest

from minsheng.ledger import Duplicate, Moved, Row
from minsheng.storage import PostgresStore, RowsRefused, ServerRefused
from tests.storage.others import in_thread, terminate, until_waiting

PLAN = "甲县-2024"
ROWS = [Row(PLAN, n, f"id-{n}", bytes([n % 256]) * 32, b"{}") for n in range(1, 1301)]
ONE, MANY = ROWS[:1], ROWS[:40]


@pytest.fixture
def administrator(minsheng_postgres_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(minsheng_postgres_url, autocommit=True) as connection:
        yield connection


def told(pages: Iterable[Iterable[Row]]) -> list[Row]:
    return [row for page in pages for row in page]


def write(store: PostgresStore, row: Row) -> None:
    """In a turn."""
    with store.exclusive_behind(PLAN, row.position - 1) as pages:
        assert told(pages) == []
        store.append(PLAN, [row], after=row.position - 1)


def test_writers_that_take_turns_do_not_disturb_each_other(minsheng_postgres_url: str) -> None:
    with PostgresStore(minsheng_postgres_url) as store:

        def write(who: int) -> None:
            for n in range(3):
                with store.exclusive(PLAN):
                    last = store.last(PLAN)
                    after = last.position if last else 0
                    store.append(PLAN, [Row(PLAN, after + 1, f"{who}-{n}", b"", b"")], after=after)
                with store.exclusive(PLAN), store.exclusive_behind(PLAN, after) as pages:
                    after += len(told(pages))
                    store.append(PLAN, [Row(PLAN, after + 1, f"{who}-{n} again", b"", b"")], after=after)

        for end in [in_thread(partial(write, who)) for who in range(15)]:  # more than there are connections
            end()
        assert store.heads() == {PLAN: 90}


def test_a_turn_that_does_not_end_stops_nobody(minsheng_postgres_url: str) -> None:
    """As that of a program which was stopped in the midst of it."""
    with PostgresStore(minsheng_postgres_url, timeout=0.1) as one, PostgresStore(minsheng_postgres_url) as other:
        with other.exclusive(PLAN):
            write(one, ROWS[0])
            with one.exclusive_behind(PLAN, 0) as pages:
                assert told(pages) == ROWS[:1]
                one.append(PLAN, ROWS[1:40], after=1)
            with one.exclusive(PLAN), one.exclusive("乙县-2024"):
                one.append(PLAN, [ROWS[40]], after=40)
            other.append(PLAN, [ROWS[41]], after=41)
        assert list(one.read(PLAN)) == ROWS[:42]


def test_who_waits_behind_others_for_a_turn_that_does_not_end_goes_on_too(
    minsheng_postgres_url: str, administrator: psycopg.Connection
) -> None:
    with PostgresStore(minsheng_postgres_url) as first, PostgresStore(minsheng_postgres_url, timeout=4) as other:
        with first.exclusive(PLAN), PostgresStore(minsheng_postgres_url, timeout=0.1) as one:
            end = in_thread(partial(write, other, ROWS[1]))
            until_waiting(administrator, event="Lockadvisory")
            write(one, ROWS[0])  # behind the one that waits
            end()
        assert list(other.read(PLAN)) == ROWS[:2]


def test_a_turn_tells_what_came_in_and_ends_when_one_row_is_appended(minsheng_postgres_url: str) -> None:
    with PostgresStore(minsheng_postgres_url, timeout=0.1) as one, PostgresStore(minsheng_postgres_url) as other:
        other.append(PLAN, ROWS, after=0)
        for after in (0, 500, 800, 1299, 1300, 2000):
            with one.exclusive_behind(PLAN, after) as pages:
                assert told(pages) == ROWS[after:]
        with other.exclusive(PLAN):
            other.append(PLAN, [ROWS[0]._replace(position=1301, id="one")], after=1300)
            with one.exclusive_behind(PLAN, 1300) as pages:
                assert [row.id for row in told(pages)] == ["one"]
            other.append(PLAN, [ROWS[0]._replace(position=1302, id="two")], after=1301)
        with other.exclusive(PLAN):
            more = [ROWS[0]._replace(position=n, id=f"many-{n}") for n in (1303, 1304)]
            other.append(PLAN, more, after=1302)
        with one.exclusive_behind(PLAN, 1302) as pages:
            assert told(pages) == more


def test_a_turn_ends_though_what_it_was_for_fails(minsheng_postgres_url: str) -> None:
    with PostgresStore(minsheng_postgres_url, timeout=0.1) as one, PostgresStore(minsheng_postgres_url) as other:
        other.append(PLAN, MANY, after=0)
        refused: dict[type[Exception], tuple[Row, int]] = {
            Moved: (ROWS[0]._replace(position=40, id="new"), 39),
            Duplicate: (ROWS[0]._replace(position=41), 40),
            RowsRefused: (ROWS[0]._replace(position=41, id="a\0b"), 40),
        }
        for failure, (row, after) in refused.items():
            with pytest.raises(failure), other.exclusive(PLAN):
                other.append(PLAN, [row], after=after)
            with one.exclusive_behind(PLAN, 40) as pages:
                assert told(pages) == []


def test_who_is_called_off_while_waiting_for_a_turn_does_not_get_it_later(
    minsheng_postgres_url: str, administrator: psycopg.Connection
) -> None:
    with PostgresStore(minsheng_postgres_url) as one, PostgresStore(minsheng_postgres_url, timeout=0.1) as other:

        def wait() -> None:
            with pytest.raises(ServerRefused), one.exclusive(PLAN):
                pass

        with other.exclusive(PLAN):
            end = in_thread(wait)
            (pid,) = until_waiting(administrator, event="Lockadvisory")
            administrator.execute("SELECT pg_cancel_backend(%s)", (pid,))
            end()
        with other.exclusive(PLAN):
            pass


def test_a_turn_ends_with_its_connection(minsheng_postgres_url: str, administrator: psycopg.Connection) -> None:
    with PostgresStore(minsheng_postgres_url) as one, PostgresStore(minsheng_postgres_url) as other:
        with one.exclusive(PLAN):
            terminate(administrator)
            with other.exclusive(PLAN):
                other.append(PLAN, ONE, after=0)
            one.append(PLAN, ROWS[1:40], after=1)
        assert list(other.read(PLAN)) == MANY


def test_a_loop_goes_on_until_others_are_next_and_never_keeps_them_out(minsheng_postgres_url: str) -> None:
    with PostgresStore(minsheng_postgres_url) as one, PostgresStore(minsheng_postgres_url, timeout=0.1) as other:
        for row in ROWS[:20]:
            write(one, row)
        with other.exclusive_behind(PLAN, 18) as pages:  # at once, though `one` may come back
            assert told(pages) == ROWS[18:20]
            try:
                write(one, ROWS[20])  # this far only where it took so long that it was no loop any more
            except Moved:
                other.append(PLAN, [ROWS[20]], after=20)
        with one.exclusive_behind(PLAN, 20) as pages:
            assert told(pages) == ROWS[20:21]
            one.append(PLAN, [ROWS[21]], after=21)
        assert list(other.read(PLAN)) == ROWS[:22]


def test_a_row_that_came_in_between_ends_a_loop(minsheng_postgres_url: str) -> None:
    with PostgresStore(minsheng_postgres_url) as one, PostgresStore(minsheng_postgres_url) as other:
        write(one, ROWS[0])
        write(one, ROWS[1])
        other.append(PLAN, [ROWS[2]], after=2)  # without a turn, which is allowed
        with pytest.raises(Moved), one.exclusive_behind(PLAN, 2):
            one.append(PLAN, [ROWS[2]._replace(id="mine")], after=2)
        with one.exclusive_behind(PLAN, 2) as pages:
            assert told(pages) == [ROWS[2]]


def test_a_batch_in_a_loop_is_stored_whole(minsheng_postgres_url: str) -> None:
    with PostgresStore(minsheng_postgres_url) as store:
        write(store, ROWS[0])
        with store.exclusive_behind(PLAN, 1):
            store.append(PLAN, ROWS[1:40], after=1)
        write(store, ROWS[40])
        assert list(store.read(PLAN)) == ROWS[:41]


def test_who_loses_the_connection_while_waiting_is_told_what_came_in_all_the_same(
    minsheng_postgres_url: str, administrator: psycopg.Connection
) -> None:
    with PostgresStore(minsheng_postgres_url) as one, PostgresStore(minsheng_postgres_url) as other:
        seen: list[Row] = []

        def wait() -> None:
            with one.exclusive_behind(PLAN, 0) as pages:
                seen.extend(told(pages))
                one.append(PLAN, [ROWS[40]], after=40)

        with other.exclusive(PLAN):
            end = in_thread(wait)
            (pid,) = until_waiting(administrator, event="Lockadvisory")
            other.append(PLAN, MANY, after=0)  # many at once do not end the turn
            administrator.execute("SELECT pg_terminate_backend(%s)", (pid,))
            end()
        assert seen == MANY
        assert list(other.read(PLAN)) == ROWS[:41]
