"""Ids that a ledger makes: UUIDs in the order of time, of two writers never the same."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from uuid import RFC_4122, UUID

import pytest

from minsheng.ledger.encoding import SHANGHAI
from minsheng.ledger.ids import Ids, is_generated

MOMENT = datetime(2024, 6, 28, 9, 30, 0, 123_456, SHANGHAI)


def test_an_id_is_a_uuid_of_version_7_with_the_milliseconds_in_front() -> None:
    id = Ids().next(MOMENT)
    assert is_generated(id)
    assert (UUID(id).version, UUID(id).variant) == (7, RFC_4122)
    assert UUID(id).int >> 80 == int(MOMENT.timestamp() * 1000)


def test_ids_of_one_writer_ascend_even_if_the_clock_stands_or_goes_back() -> None:
    ids = Ids()
    made = ids.take(MOMENT, 1000) + ids.take(MOMENT - timedelta(days=1), 1000) + [ids.next(MOMENT)]
    made += ids.take(MOMENT + timedelta(milliseconds=1), 10)
    assert made == sorted(set(made))


def test_two_writers_of_one_moment_have_no_id_in_common() -> None:
    assert not set(Ids().take(MOMENT, 10_000)) & set(Ids().take(MOMENT, 10_000))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_forked_child_is_another_writer() -> None:
    ids = Ids()
    ids.next(MOMENT)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, ids.next(MOMENT).encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        theirs = pipe.read()
    assert is_generated(theirs)
    assert theirs != ids.next(MOMENT)
