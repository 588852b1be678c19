"""Pages of a SQLite file that something overwrote, and what must hold of the file then."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from minsheng.errors import MinshengError
from minsheng.ledger import Entry, Ledger, Row, verify_store
from minsheng.storage import SqliteStore

_PAGE = 2048
_LENGTHS = (1, 8, 60, 600, 1500, _PAGE)


def overwrite(path: Path, whole: bytes, dice: random.Random) -> None:
    """The file with a range of one page overwritten: by garbage, zeros, or what stands in another page."""
    count = len(whole) // _PAGE
    content = bytearray(whole)
    while content == whole:
        start = dice.randrange(_PAGE)
        length = min(dice.choice(_LENGTHS), _PAGE - start)
        elsewhere = dice.randrange(count) * _PAGE + start
        fill = dice.choice(
            (b"Z" * length, bytes(length), dice.randbytes(length), whole[elsewhere : elsewhere + length])
        )
        place = dice.randrange(count) * _PAGE + start
        content[place : place + length] = fill
    for behind in ("-wal", "-shm"):
        path.with_name(path.name + behind).unlink(missing_ok=True)
    path.write_bytes(content)


def check_nothing_is_lost_in_silence(path: Path, sealed: Sequence[Row]) -> None:
    """Of one ledger, `sealed` rows: it is sound if all are read; else each use of it raises, before it does harm."""
    plan = sealed[0].plan
    try:
        with SqliteStore(path, read_only=True) as store:
            sound = all(verify_store(store))
            try:
                found: list[Row] | None = list(store.read(plan))
            except MinshengError:
                found = None
            if sound:
                assert found == sealed, "sound means that all is there"
                assert list(store.get(plan, [row.id for row in sealed])) == sealed
            if found is not None and found != sealed:
                assert len(found) == len(sealed), "rows may be garbage, which the chain shows; none is left out"
            _check_log(store, plan, sealed)
    except MinshengError:
        pass  # not even the names of its plans
    _check_writing(path, plan, sealed)


def _check_log(store: SqliteStore, plan: str, sealed: Sequence[Row]) -> None:
    try:
        steps = list(Ledger.open(store, plan).journal())
    except MinshengError:
        return
    assert [step.entry.id for step in steps] == [row.id for row in sealed], "a log has all entries"


def _check_writing(path: Path, plan: str, sealed: Sequence[Row]) -> None:
    """What is acknowledged is there, once, behind all that was there before."""
    written: list[Entry] = []
    known = sealed[len(sealed) // 2].id
    try:
        with SqliteStore(path) as store:
            ledger = Ledger.open(store, plan)
            written.append(ledger.report("1", total="9000公里", on="2024-08-01", by="甲局"))
            (row,) = store.get(plan, [known]) or [None]
            assert row is not None, "an id that is taken is found, or the damage is"
            written.append(ledger.report("1", total="9001公里", on="2024-08-01", by="甲局", id="another"))
    except MinshengError:
        pass
    try:
        with SqliteStore(path, read_only=True) as store:
            if all(verify_store(store)):
                wanted = [row.digest for row in sealed] + [entry.digest for entry in written]
                assert [row.digest for row in store.read(plan)] == wanted
    except MinshengError:
        pass
