"""Several processes share one SQLite file; what crowds and killed writers do to it stands in tests/torture."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from minsheng.ledger import Ledger, Moved, Progress, Row, View
from minsheng.projects import Plan, Project
from minsheng.storage import SqliteStore
from tests.storage.together import said_together

PLAN = Plan(id="甲县-2024", year=2024, projects=[Project(no="1", name="道路", leads=["甲局"], targets=["400公里"])])


@pytest.fixture
def county(tmp_path: Path) -> Path:
    path = tmp_path / "county.db"
    with SqliteStore(path) as store:
        Ledger.adopt(store, PLAN, by="甲县政府办公室", on="2024-02-06")
    return path


def test_several_processes_make_one_new_file_together(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from minsheng.storage import SqliteStore\n"
        "sys.stdin.read()\n"
        "with SqliteStore(sys.argv[1]) as store: print(len(store.plans()))\n"
    )
    for turn in range(3):
        assert said_together(program, str(tmp_path / f"{turn}.db")) == [("0", "")] * 4


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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_child_goes_on_though_a_thread_of_its_parent_was_using_the_ledger(county: Path) -> None:
    with SqliteStore(county) as store:
        ledger = Ledger.open(store)
        inside, go_on = Event(), Event()

        def wait(_: View) -> None:
            inside.set()
            assert go_on.wait(60)

        thread = Thread(target=_report, args=(ledger, "parent", wait))
        thread.start()
        assert inside.wait(60)
        child = multiprocessing.get_context("fork").Process(target=_report, args=(ledger, "child"))
        child.start()
        child.join(30)
        hung = child.is_alive()
        child.kill()
        go_on.set()
        thread.join()
        assert not hung
        assert [entry.id for entry in ledger.entries()][1:] == ["child", "parent"]
        assert ledger.as_of("2024-12-31") == Ledger.open(store).as_of("2024-12-31")


def _report(ledger: Ledger, who: str, check: Callable[[View], None] | None = None) -> None:
    ledger.append(Progress("1", total="9公里", on="2024-06-28", by="甲局"), id=who, check=check)


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
