"""A single bit that changes in any column of a stored row is named: the plan, the place, the entry and the field."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from minsheng.ledger import BrokenChain, Ledger, Progress, StoreDamaged, verify_store
from minsheng.storage import SqliteStore
from tests.torture.counts import times
from tests.torture.writers import made_up

FLIPS = times(75, 500)
COLUMNS = ("place", "plan", "id", "digest", "data")
FIELDS = {"place": ("plan", "position")}
"""As what a column is told, where it has another name."""
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
            (place,) = owner.execute("SELECT place FROM entries WHERE plan = ? AND position = ?", name).fetchone()
            (old,) = owner.execute(f"{_GET.format(column)} WHERE place = ?", (place,)).fetchone()
            new = _flipped(old, dice)
            try:
                owner.execute(f"{_SET[column]} WHERE place = ?", (new, place))
            except sqlite3.IntegrityError:
                continue  # another row stands there
            with SqliteStore(path) as store:
                bad = [verdict for verdict in verify_store(store) if not verdict]
            assert bad, f"{column} of {name}: nobody saw it"
            for verdict in bad:
                str(verdict).encode()
                broken = verdict.broken
                if column == "place" and isinstance(broken, StoreDamaged):  # there is no plan where it stands
                    assert broken.fields["plan"] == plan
                    assert broken.fields["position"] in (position, new & (1 << 40) - 1), str(verdict)
                else:
                    assert isinstance(broken, BrokenChain)
                    assert (broken.plan, verdict.position) == name, str(verdict)
                    assert verdict.field in FIELDS.get(column, (column,)), str(verdict)
            owner.execute(f"{_SET[column]} WHERE place = ?", (old, new if column == "place" else place))
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
