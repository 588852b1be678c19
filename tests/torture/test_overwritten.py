"""A SQLite file of which something overwrote a part: never sound unless all is there, and nothing is lost in silence."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from minsheng.ledger import Ledger, Progress
from minsheng.storage import SqliteStore
from tests.torture.counts import times
from tests.torture.overwriting import check_nothing_is_lost_in_silence, overwrite
from tests.torture.writers import made_up

ROUNDS = times(20, 400)
PLAN = "甲县-2024"


@pytest.mark.parametrize("others", [(), ("丙县-2024", "甲县-2023", "甲县-2025", "乙县-2024")])
def test_no_overwritten_range_is_taken_for_sound(tmp_path: Path, others: tuple[str, ...]) -> None:
    """Alone in its file, and among other plans, in front of it and behind it."""
    path = tmp_path / "county.db"
    dice = random.Random(f"{len(others)} others")
    with SqliteStore(path) as store:
        for plan in (PLAN, *others):
            ledger = Ledger.adopt(store, made_up(plan), by="甲县政府办公室", on="2024-02-06")
            reports = [Progress("1", total=f"{n}公里", on="2024-06-28", by="甲局") for n in range(500)]
            ledger.append_all(reports, ids=[f"{dice.randrange(1 << 60):x}" for _ in reports])
        sealed = list(store.read(PLAN))
    whole = path.read_bytes()
    for _ in range(ROUNDS):
        overwrite(path, whole, dice)
        check_nothing_is_lost_in_silence(path, sealed)
