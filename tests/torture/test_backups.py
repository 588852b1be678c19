"""A copy that is made while others write is a verified beginning of the ledger."""

from __future__ import annotations

from pathlib import Path

from minsheng.ledger import copy, verify_store
from minsheng.storage import open_store
from tests.torture.counts import times
from tests.torture.writers import Writer, adopt, made_up

COPIES = times(4, 60)


def test_a_backup_while_writing_is_a_verified_beginning(address: str, tmp_path: Path) -> None:
    plan = made_up()
    adopt(address, plan)
    writers = [Writer(address, plan, f"writer{n}", 1_000_000, size=3) for n in range(2)]
    for writer in writers:
        writer.wait_until_ready()
    for writer in writers:
        writer.begin()
    acknowledged: list[str] = []
    lengths = []
    with open_store(address) as source:
        for turn in range(COPIES):
            acknowledged += writers[turn % 2].acknowledged()
            with open_store(f"sqlite:///{tmp_path}/copy-{turn % 3}.db") as target:  # new ones, and old ones that grow
                (copied,) = copy(source, target)
                assert all(verify_store(target, copied.checkpoint))
                rows = list(target.read(plan.id))
                assert len(rows) == copied.checkpoint.position
                assert set(acknowledged) <= {row.id for row in rows}, "what was acknowledged before is in the copy"
                lengths.append(len(rows))
        for writer in writers:
            acknowledged += writer.kill()
        assert lengths == sorted(lengths)
        whole = list(source.read(plan.id))
    assert set(acknowledged) <= {row.id for row in whole}
    for turn in range(min(COPIES, 3)):
        with open_store(f"sqlite:///{tmp_path}/copy-{turn}.db") as target:
            rows = list(target.read(plan.id))
            assert rows == whole[: len(rows)]
