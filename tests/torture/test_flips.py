"""A single bit that changes in any column of a stored row is named: the plan, the place, the entry and the field."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from minsheng.ledger import BrokenChain, Ledger, Progress, verify_store
from minsheng.storage import SqliteStore
from tests.torture.counts import times
from tests.torture.writers import made_up

FLIPS = times(75, 500)
COLUMNS = ("plan", "position", "id", "digest", "data")
PLANS = {"甲县-2024": 9, "甲县-2025": 8, "乙县-2024": 1}
"""How many entries each has; 2024 and 2025 are one bit apart, so that a row may land in another ledger."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "county.db"
    with SqliteStore(path) as store:
        for plan, count in PLANS.items():
            ledger = Ledger.adopt(store, made_up(plan), by="甲县政府办公室", on="2024-02-06")
            reports = [Progress("1", total=f"{n}公里", on="2024-06-28", by="甲局") for n in range(1, count)]
            ledger.append_all(reports, ids=[f"第{n}号" for n in range(2, count + 1)])
    with closing(sqlite3.connect(path, isolation_level=None)) as owner:
        for kind in ("changed", "deleted"):
            owner.execute(f"DROP TRIGGER entries_are_not_{kind}")  # whoever owns the file can
    return path


def test_every_flipped_bit_is_named(path: Path) -> None:
    dice = random.Random(20240206)
    flipped: Counter[str] = Counter()
    with closing(sqlite3.connect(path, isolation_level=None)) as owner:
        while sum(flipped.values()) < FLIPS:
            column = COLUMNS[sum(flipped.values()) % len(COLUMNS)]
            plan = dice.choice(list(PLANS))
            position = PLANS[plan] if dice.random() < 0.3 else dice.randint(1, PLANS[plan])  # the last ones more often
            name = (plan, position)
            old = owner.execute(f"{_GET.format(column)} WHERE plan = ? AND position = ?", name).fetchone()[0]
            new = _flipped(old, dice)
            try:
                owner.execute(f"{_SET[column]} WHERE plan = ? AND position = ?", (new, *name))
            except sqlite3.IntegrityError:
                continue  # another row stands there
            where = {"plan": (new, position), "position": (plan, new)}.get(column, name)
            with SqliteStore(path) as store:
                bad = [verdict for verdict in verify_store(store) if not verdict]
            assert bad, f"{column} of {name}: nobody saw it"
            for verdict in bad:
                assert isinstance(verdict.broken, BrokenChain)
                assert (verdict.broken.plan, verdict.position, verdict.field) == (plan, position, column), str(verdict)
                str(verdict).encode()
            owner.execute(f"{_SET[column]} WHERE plan = CAST(? AS TEXT) AND position = ?", (old, *where))
            flipped[column] += 1
    assert set(flipped) == set(COLUMNS)
    with SqliteStore(path) as store:
        assert all(verify_store(store)), "all bits are back"


_GET = "SELECT CASE typeof({0}) WHEN 'text' THEN CAST({0} AS BLOB) ELSE {0} END FROM entries"
_SET = {column: f"UPDATE entries SET {column} = ?" for column in COLUMNS}
_SET |= {column: f"UPDATE entries SET {column} = CAST(? AS TEXT)" for column in ("plan", "id")}


def _flipped(value: bytes | int, dice: random.Random) -> bytes | int:
    if isinstance(value, int):
        bits = (value & (1 << 64) - 1) ^ 1 << dice.randrange(64)
        return bits - (1 << 64) if bits >> 63 else bits
    raw = bytearray(value)
    raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    return bytes(raw)
