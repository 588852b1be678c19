"""The chain names the first entry that is not what was sealed, and a kept checkpoint shows the rest."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from minsheng.errors import InvalidValue
from minsheng.ledger import BrokenChain, Checkpoint, Ledger, Progress, Row, Store, load_checkpoints
from minsheng.projects import Plan
from minsheng.storage import MemoryStore, SqliteStore
from tests.ledger.made_up import Clock, Doctored


def _filled(store: Store, plan: Plan, count: int = 6) -> Ledger:
    ledger = Ledger.adopt(store, plan, by="甲县政府办公室", on="2024-02-06", clock=Clock())
    reports = [Progress("1", total=f"{n}公里", on="2024-06-28", by="甲局") for n in range(count - 1)]
    ledger.append_all(reports, ids=[f"id-{n}" for n in range(2, count + 1)])
    return ledger


@pytest.fixture
def rows(plan: Plan) -> list[Row]:
    store = MemoryStore()
    _filled(store, plan)
    return list(store.read(plan.id))


def _verdict(rows: Sequence[Row]) -> tuple[int | None, str]:
    verdict = Ledger(Doctored(rows), "甲县-2024").verify()
    for lang in ("zh", "en"):
        assert "{" not in verdict.message(lang)
    assert bool(verdict) == (verdict.position is None)
    return verdict.position, "" if verdict.broken is None else verdict.broken.code


def test_a_sound_ledger_is_sound(rows: list[Row]) -> None:
    assert _verdict(rows) == (None, "")


def test_the_digest_is_the_documented_one(rows: list[Row]) -> None:
    """DESIGN: SHA-256(previous digest + plan, position, id, each with a line feed, + data)."""
    previous = b""
    for row in rows:
        head = f"{row.plan}\n{row.position}\n{row.id}\n".encode()
        previous = hashlib.sha256(previous + head + row.data).digest()
        assert row.digest == previous


@pytest.mark.parametrize("place", range(6))
def test_the_first_changed_entry_is_named_whatever_was_changed(rows: list[Row], place: int) -> None:
    row = rows[place]
    changed = {
        "data": row._replace(data=row.data.replace(b"2024", b"2023", 1)),
        "digest": row._replace(digest=bytes(32)),
        "id": row._replace(id="else"),
        "plan": row._replace(plan="乙县-2024"),
        "position": row._replace(position=99),
    }
    for name, new in changed.items():
        position, code = _verdict([*rows[:place], new, *rows[place + 1 :]])
        assert position == place + 1, name
        assert code == {"plan": "ledger.broken-plan", "position": "ledger.broken-gap"}.get(name, "ledger.broken-digest")


def test_removed_added_and_exchanged_entries_are_named(rows: list[Row]) -> None:
    assert _verdict(rows[:2] + rows[3:]) == (3, "ledger.broken-gap")
    assert _verdict([*rows[:3], rows[2], *rows[3:]]) == (4, "ledger.broken-gap")
    assert _verdict([rows[0], rows[2], rows[1], *rows[3:]]) == (2, "ledger.broken-gap")
    renumbered = [row._replace(position=n) for n, row in enumerate(rows[:2] + rows[3:], 1)]
    assert _verdict(renumbered) == (3, "ledger.broken-digest")
    assert _verdict([]) == (1, "ledger.broken-end")


def test_whoever_seals_anew_is_shown_by_a_kept_checkpoint_only(plan: Plan) -> None:
    kept = _filled(MemoryStore(), plan).checkpoint()
    store = MemoryStore()
    forged = Ledger.adopt(store, plan, by="甲县政府办公室", on="2024-02-06", clock=Clock())
    forged.append_all([Progress("1", total="400公里", on="2024-06-28")] * 5)
    assert forged.verify()
    verdict = forged.verify(against=kept)
    assert not verdict
    assert verdict.position == 6
    assert verdict.broken is not None
    assert verdict.broken.code == "ledger.broken-checkpoint"


def test_a_checkpoint_holds_while_the_ledger_grows_and_shows_a_cut_end(plan: Plan) -> None:
    store = MemoryStore()
    ledger = _filled(store, plan)
    kept = Checkpoint.parse(str(ledger.checkpoint()))
    ledger.report("1", total="50公里", on="2024-07-28")
    assert ledger.verify(against=kept)
    cut = Ledger(Doctored(list(store.read(plan.id))[:4]), plan.id)
    assert cut.verify()
    verdict = cut.verify(against=kept)
    assert (bool(verdict), verdict.position) == (False, 5)


@pytest.mark.parametrize("text", ["", "a 1", "a x " + "0" * 64, "a 1 " + "0" * 63, "a 1 " + "0" * 64 + " b"])
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        Checkpoint.parse(text)


@pytest.mark.parametrize("form", ["{}", "[{}]"])
def test_a_checkpoint_that_says_two_things_is_refused(form: str) -> None:
    text = '{"plan": "a", "position": 9, "position": 1, "digest": "' + "0" * 64 + '"}'
    with pytest.raises(InvalidValue, match="checkpoint"):
        load_checkpoints(form.replace("{}", text))


def test_a_broken_ledger_is_neither_read_nor_continued(rows: list[Row]) -> None:
    rows[3] = rows[3]._replace(data=rows[3].data.replace(b"2024-06-28", b"2024-06-29"))
    ledger = Ledger(Doctored(rows), "甲县-2024")
    for call in (
        lambda: ledger.as_of("2024-06-30"),
        lambda: list(ledger.entries()),
        lambda: ledger.report("1", total="9公里", on="2024-06-28"),
    ):
        with pytest.raises(BrokenChain) as caught:
            call()
        assert (caught.value.position, caught.value.id) == (4, "id-4")


def test_data_that_was_sealed_but_is_no_entry_is_named(plan: Plan) -> None:
    store = MemoryStore()
    ledger = _filled(store, plan)
    last = store.last(plan.id)
    assert last is not None
    data = b"{}"
    seal = hashlib.sha256(last.digest + f"{plan.id}\n7\nx\n".encode() + data).digest()
    store.append(plan.id, [Row(plan.id, 7, "x", seal, data)], after=6)
    assert ledger.verify(), "the chain is sound"
    with pytest.raises(BrokenChain) as caught:
        Ledger.open(store, plan.id).as_of("2024-06-30")
    assert (caught.value.position, caught.value.code) == (7, "ledger.broken-data")


def test_every_flipped_bit_of_a_stored_row_is_named(plan: Plan, tmp_path: Path) -> None:
    """In any column, the last row included; by somebody who has dropped the triggers first."""
    path = tmp_path / "county.db"
    with SqliteStore(path) as store:
        _filled(store, plan)
    with closing(sqlite3.connect(path, isolation_level=None)) as by_hand:
        for kind in ("changed", "deleted"):
            by_hand.execute(f"DROP TRIGGER entries_are_not_{kind}")
        dice = random.Random(20240206)
        for turn in range(60):
            position = 6 if turn % 5 == 0 else dice.randint(1, 6)
            column = ("data", "digest", "id", "place", "plan")[turn % 5 if turn % 7 else 0]
            place = (1 << 40) + position
            (old,) = by_hand.execute(f"SELECT {column} FROM entries WHERE place = ?", (place,)).fetchone()
            new = _flipped(old, dice)
            where = new if column == "place" else place
            try:
                by_hand.execute(f"UPDATE entries SET {column} = ? WHERE place = ?", (new, place))
            except sqlite3.IntegrityError:
                continue  # the place is taken
            with SqliteStore(path) as store:
                verdicts = [Ledger(store, found).verify() for found in store.plans()]
            bad = [v for v in verdicts if not v]
            assert bad, (turn, column, position)
            assert min(v.position or 0 for v in bad) <= position
            by_hand.execute(f"UPDATE entries SET {column} = ? WHERE place = ?", (old, where))
        with SqliteStore(path) as store:
            assert Ledger.open(store).verify()


def _flipped(value: bytes | str | int, dice: random.Random) -> bytes | str | int:
    if isinstance(value, int):
        return value ^ (1 << dice.randrange(40))
    raw = bytearray(value.encode() if isinstance(value, str) else value)
    raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    if isinstance(value, bytes):
        return bytes(raw)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return value[:-1] + chr(ord(value[-1]) ^ 1)
