"""Several processes share one SQLite file, and one that is killed loses nothing that it was told is stored."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from minsheng.ledger import Ledger, Moved, Row
from minsheng.projects import Plan, Project
from minsheng.storage import SqliteStore

PLAN = Plan(id="甲县-2024", year=2024, projects=[Project(no="1", name="道路", leads=["甲局"], targets=["400公里"])])

_WRITER = """
import sys
from minsheng.ledger import Ledger, Progress
from minsheng.storage import SqliteStore

path, plan, who, count, size = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
with SqliteStore(path) as store:
    ledger = Ledger.open(store, plan)
    for n in range(count):
        reports = [Progress("1", total=f"{n}公里", on="2024-06-28", member=who) for _ in range(size)]
        ids = [f"{who}-{n}-{k}" for k in range(size)]
        ledger.append_all(reports, ids=ids)
        print("\\n".join(ids), flush=True)
"""


def _writer(path: Path, who: str, count: int, size: int = 1) -> subprocess.Popen[str]:
    given = [sys.executable, "-c", _WRITER, str(path), PLAN.id, who, str(count), str(size)]
    return subprocess.Popen(given, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    path = tmp_path / "county.db"
    with SqliteStore(path) as store:
        Ledger.adopt(store, PLAN, by="甲县政府办公室", on="2024-02-06")
    return path


def test_a_killed_writer_loses_no_acknowledged_entry_and_leaves_a_sound_chain(county: Path) -> None:
    acknowledged: set[str] = set()
    for turn in range(10):
        writer = _writer(county, f"turn{turn}", 1_000_000, size=1 + turn % 4)
        assert writer.stdout is not None
        for _ in range(3 + 7 * turn):
            acknowledged.add(writer.stdout.readline().strip())
        writer.kill()  # SIGKILL: nothing can be tidied up
        acknowledged |= set(writer.stdout.read().split("\n")[:-1]) - {""}
        writer.stdout.close()
        assert writer.wait() != 0
        with SqliteStore(county) as store:
            ledger = Ledger.open(store, PLAN.id)
            verdict = ledger.verify()
            assert verdict, verdict.message("en")
            stored = [entry.id for entry in ledger.entries()]
            assert acknowledged <= set(stored)
            assert len(set(stored)) == len(stored)
            ledger.report("1", total="1公里", on="2024-06-28", id=f"after-{turn}")
            acknowledged.add(f"after-{turn}")
            batches: dict[str, int] = {}
            for id in stored:
                batches[id.rpartition("-")[0]] = batches.get(id.rpartition("-")[0], 0) + 1
            assert all(n == 1 + turn % 4 for batch, n in batches.items() if batch.startswith(f"turn{turn}-"))


def test_two_processes_write_to_one_plan_without_gaps_or_losses(county: Path) -> None:
    writers = [_writer(county, who, 100) for who in ("one", "other")]
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    with SqliteStore(county) as store:
        ledger = Ledger.open(store, PLAN.id)
        assert ledger.verify()
        entries = list(ledger.entries())
    assert [e.position for e in entries] == list(range(1, 202))
    assert {e.id for e in entries[1:]} == {f"{who}-{n}-0" for who in ("one", "other") for n in range(100)}


def test_the_same_entries_sent_by_two_processes_are_stored_once(county: Path) -> None:
    writers = [_writer(county, "same", 50, size=2) for _ in range(2)]
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    with SqliteStore(county) as store:
        assert len(list(store.read(PLAN.id))) == 101
        assert Ledger.open(store, PLAN.id).verify()


def test_several_processes_make_one_new_file_together(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from minsheng.storage import SqliteStore\n"
        "sys.stdin.read()\n"
        "with SqliteStore(sys.argv[1]) as store: print(len(store.plans()))\n"
    )
    for turn in range(3):
        given = [sys.executable, "-c", program, str(tmp_path / f"{turn}.db")]
        started = [
            subprocess.Popen(given, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(4)
        ]
        for process in started:
            assert process.stdin is not None
            process.stdin.close()
        for process in started:
            process.stdin = None
            out, err = process.communicate()
            assert (out.strip(), err) == ("0", "")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_an_open_store_goes_on_in_parent_and_child_after_a_fork(county: Path) -> None:
    with SqliteStore(county) as store:
        assert store.last(PLAN.id) is not None
        context = multiprocessing.get_context("fork")
        child = context.Process(target=_append_rows, args=(store, "child"))
        child.start()
        _append_rows(store, "parent")
        child.join()
        assert child.exitcode == 0
        ids = [row.id for row in store.read(PLAN.id)]
    assert sorted(ids[1:]) == sorted(f"{who}-{n}" for who in ("child", "parent") for n in range(20))


def _append_rows(store: SqliteStore, who: str) -> None:
    for n in range(20):
        last = store.last(PLAN.id)
        while last is not None:
            try:
                store.append(
                    PLAN.id,
                    [Row(PLAN.id, last.position + 1, f"{who}-{n}", bytes(32), b"")],
                    after=last.position,
                )
            except Moved as moved:
                last = moved.last
            else:
                break
