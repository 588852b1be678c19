"""Many processes write at once: every entry is there once, positions have no gaps, and no writer fails."""

from __future__ import annotations

import pytest

from minsheng.ledger import verify_store
from minsheng.storage import open_store
from tests.torture.counts import times
from tests.torture.writers import Writer, adopt, made_up, together

PROCESSES, APPENDS = 8, times(12, 1000)


@pytest.mark.parametrize("plans", [1, 8])
def test_a_crowd_of_writers_loses_nothing(address: str, plans: int) -> None:
    ledgers = [made_up(f"{name}县-2024") for name in "甲乙丙丁戊己庚辛"[:plans]]
    adopt(address, *ledgers)
    writers = [Writer(address, ledgers[n % plans], f"writer{n}", APPENDS) for n in range(PROCESSES)]
    told = together(writers)
    assert [len(ids) for ids in told] == [APPENDS] * PROCESSES
    with open_store(address) as store:
        verdicts = verify_store(store)
        assert all(verdicts), [verdict.message("en") for verdict in verdicts]
        for place, ledger in enumerate(ledgers):
            rows = list(store.read(ledger.id))
            mine = [id for n, ids in enumerate(told) if n % plans == place for id in ids]
            assert [row.position for row in rows] == list(range(1, len(mine) + 2))
            assert sorted(row.id for row in rows[1:]) == sorted(mine)


def test_the_same_batches_sent_by_three_processes_are_stored_once(address: str) -> None:
    plan = made_up()
    adopt(address, plan)
    count = times(15, 300)
    told = together([Writer(address, plan, "same", count, size=3) for _ in range(3)])
    again = together([Writer(address, plan, "same", count, size=3)])
    assert [len(ids) for ids in (*told, *again)] == [3 * count] * 4
    with open_store(address) as store:
        assert all(verify_store(store))
        assert [row.id for row in store.read(plan.id)][1:] == told[0]
