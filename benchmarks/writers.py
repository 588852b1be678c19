"""Row “writers”: eight processes that append at once, to one plan and to a plan each, beside one process alone.

On a SQLite file, and with BENCH_PG (a URL or libpq connection string) on PostgreSQL. The check is the number of entries that are
there afterwards, positions without gaps: a writer that fails, or an entry lost or stored twice, ends the run.
"""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Sequence
from multiprocessing.synchronize import Barrier
from pathlib import Path

from frame import Clock, Workloads
from ledger import FIRST, NOTE, road_plan
from minsheng.ledger import Ledger, Progress
from minsheng.storage import open_store

W = Workloads()
WRITERS = 8


def write(url: str, plan: str, name: str, n: int, barrier: Barrier) -> None:
    """One process: all begin together, once each has written an entry, and end when the last one is done.

    So what a process does but once, to begin and to go, is not counted eight times: that is row “start”.
    """
    with open_store(url) as store:
        ledger = Ledger.open(store, plan)
        for i in range(n + 1):
            if i == 1:
                barrier.wait()
            ledger.append(Progress("1.t1", total=f"{i}公里", on=FIRST, by=name, note=NOTE, reason="各算各的"))
        barrier.wait()


def crowd(url: str, plans: Sequence[str], n: int, clock: Clock) -> tuple[int, object]:
    """As many writers as `plans` names, `n` entries together."""
    with open_store(url) as store:
        for plan in set(plans):
            Ledger.adopt(store, road_plan(plan, 1), by="县政府办公室", on=FIRST)
    each = n // len(plans)
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(len(plans) + 1, timeout=300)
    writers = [
        context.Process(target=write, args=(url, plan, f"第{k}个单位", each, barrier)) for k, plan in enumerate(plans)
    ]
    for writer in writers:
        writer.start()
    barrier.wait()
    with clock:
        barrier.wait()
    for writer in writers:
        writer.join()
    assert not any(writer.exitcode for writer in writers), [writer.exitcode for writer in writers]
    with open_store(url) as store:
        verdicts = [Ledger.open(store, plan).verify() for plan in set(plans)]
        assert all(verdicts), verdicts
        written = sum(verdict.entries - 1 for verdict in verdicts) - len(plans)
    assert written == each * len(plans), written
    return written, written


def sqlite() -> str:
    return f"sqlite:///{Path(tempfile.mkdtemp()) / 'county.db'}"


ONE_PLAN = ["甲县-2024"] * WRITERS
A_PLAN_EACH = [f"县{k}-2024" for k in range(WRITERS)]


@W.contestant("writers", "one-process", 8_000)
def alone(n: int, clock: Clock) -> tuple[int, object]:
    return crowd(sqlite(), ONE_PLAN[:1], n, clock)


@W.contestant("writers", "eight-to-one-plan", 8_000)
def together(n: int, clock: Clock) -> tuple[int, object]:
    return crowd(sqlite(), ONE_PLAN, n, clock)


@W.contestant("writers", "eight-to-eight-plans", 8_000)
def apart(n: int, clock: Clock) -> tuple[int, object]:
    return crowd(sqlite(), A_PLAN_EACH, n, clock)


if __name__ == "__main__":
    W.main()
