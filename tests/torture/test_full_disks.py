"""A disk that fills up in the midst of writing: a typed error, every acknowledged entry stays, and there is a way on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from minsheng.ledger import Ledger, copy
from minsheng.storage import MemoryStore, SqliteStore
from tests.storage.unprivileged import modes, passable_folder
from tests.torture.counts import times
from tests.torture.writers import adopt, made_up

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
PLAN = made_up()

_PROGRAM = """
import os, resource, sys
from minsheng.ledger import Ledger, Progress, StoreFailed
from minsheng.storage import SqliteStore

path, plan, turn, room, entries = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
with SqliteStore(path) as store:
    ledger = Ledger.open(store, plan)
    ledger.report("1", total="5公里", on="2024-06-28", id=turn)  # all that is loaded on use is there before the rights go
    print(turn, flush=True)
    stored = len(list(store.read(plan)))
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        for n in range(1_000_000):
            ids = [f"{turn}-{n}-{k}" for k in range(entries)]
            reports = [Progress("1", total="5公里", on="2024-06-28", note="很长" * 400) for _ in ids]
            ledger.append_all(reports, ids=ids)
            print(*ids, flush=True)
            stored += entries
    except StoreFailed as error:
        print(type(error).__name__, stored, len(list(store.read(plan))), bool(ledger.verify()))
"""


@pytest.fixture
def path() -> Iterator[Path]:
    with passable_folder() as folder:
        (folder / "county").mkdir()
        yield folder / "county" / "county.db"


def test_a_disk_that_fills_up_costs_no_acknowledged_entry(path: Path) -> None:
    """The limit is that of one file, which the write-ahead log hits first; the program has no rights to pass it."""
    adopt(f"sqlite:///{path}", PLAN)
    acknowledged: list[str] = []
    for turn in range(times(3, 30)):
        given = [str(path), PLAN.id, f"turn{turn}", str(200_000 + 7919 * turn), str(1 + turn % 5)]
        with modes(path, file=0o666, folder=0o777):
            done = subprocess.run(
                [sys.executable, "-c", _PROGRAM, *given], capture_output=True, text=True, check=False, encoding="utf-8"
            )
        assert done.stderr == ""
        *batches, last = done.stdout.splitlines()
        failure, stored, read, sound = last.split()
        assert failure in ("StoreFull", "StoreInaccessible"), "what a quota or a limit gives is told as it is"
        assert (stored, sound) == (read, "True"), "the program itself can still read all of it"
        acknowledged += " ".join(batches).split()
        with SqliteStore(path) as store, MemoryStore() as elsewhere:
            copy(store, elsewhere)  # verified, and the way on: to a disk with room
            assert [row.id for row in elsewhere.read(PLAN.id)] == ["adoption", *acknowledged]
            assert Ledger.open(store).verify()
    assert acknowledged
