"""Writers that are killed lose no entry that they were told is stored, and leave a chain that verifies."""

from __future__ import annotations

from collections import Counter

from minsheng.ledger import Ledger
from minsheng.storage import open_store
from tests.torture.counts import times
from tests.torture.writers import Writer, adopt, made_up

ROUNDS = times(6, 200)


def test_killed_writers_lose_no_acknowledged_entry(address: str) -> None:
    plan = made_up()
    adopt(address, plan)
    acknowledged: set[str] = set()
    for turn in range(ROUNDS):
        size = 1 + turn % 4
        writer = Writer(address, plan, f"turn{turn}", 1_000_000, size)
        writer.wait_until_ready()
        writer.begin()
        for _ in range(1 + turn * 7 % 20):
            acknowledged.update(writer.acknowledged())
        acknowledged.update(writer.kill())
        with open_store(address) as store:
            ledger = Ledger.open(store, plan.id)
            ledger.report("1", total="5公里", on="2024-06-28", id=f"after-{turn}")
            acknowledged.add(f"after-{turn}")
            verdict = ledger.verify()
            assert verdict, verdict.message("en")
            stored = [row.id for row in store.read(plan.id)]
        assert acknowledged <= set(stored), f"round {turn}: lost {sorted(acknowledged - set(stored))[:5]}"
        assert len(set(stored)) == len(stored)
        batches = Counter(id.rpartition("-")[0] for id in stored if id.startswith(f"turn{turn}-"))
        assert set(batches.values()) <= {size}, f"round {turn}: part of a batch is stored"


def test_a_writer_that_is_killed_does_not_stop_the_others(address: str) -> None:
    plan = made_up()
    adopt(address, plan)
    others = [Writer(address, plan, f"other{n}", times(40, 1000)) for n in range(2)]
    for writer in others:
        writer.wait_until_ready()
    for writer in others:
        writer.begin()
    acknowledged: list[str] = []
    for turn in range(times(2, 20)):
        victim = Writer(address, plan, f"victim{turn}", 1_000_000)
        victim.wait_until_ready()
        victim.begin()
        acknowledged += victim.acknowledged()
        acknowledged += victim.kill()
    for writer in others:
        acknowledged += writer.end()
    with open_store(address) as store:
        assert Ledger.open(store, plan.id).verify()
        stored = [row.id for row in store.read(plan.id)]
    assert set(acknowledged) <= set(stored)
    assert len(set(stored)) == len(stored)
