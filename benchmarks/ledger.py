"""Row “ledger”: durable appends to a ledger of 1,000 projects in a SQLite file, reading it back typed, and verifying it.

The facts of each entry are the peers': project, day, kilometres, unit and note; only that the kilometres of a project grow,
since a ledger refuses a total that falls without a reason. `minsheng-ids` gives each entry an id, so that sending it again
is safe: each append looks first whether it is there. On PostgreSQL: row “postgres”.
"""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from frame import Clock, Workloads
from minsheng.ledger import Ledger, Progress, Store
from minsheng.projects import Plan, Project
from minsheng.storage import open_store
from minsheng.targets import Quantity

W = Workloads()
NOTE = "本周完成路肩改造若干公里，累计完成情况详见附件，下周继续推进并做好安全防护。"
PROJECTS = 1_000
FIRST = date(2024, 1, 1)


def road_plan(id: str, projects: int) -> Plan:
    """So many roads."""
    roads = [Project(no=str(n + 1), name=f"道路{n}", targets=["1000公里"]) for n in range(projects)]
    return Plan(id=id, year=2024, projects=roads)


def report(i: int) -> Progress:
    """The peers' entry number `i`."""
    return Progress(
        f"{i % PROJECTS + 1}.t1",
        total=f"{i // PROJECTS * 4}.{i % 10}公里",
        on=FIRST + timedelta(i % 365),
        by="县交运局",
        note=NOTE,
    )


def begun(store: Store) -> Ledger:
    return Ledger.adopt(store, road_plan("bench-2024", PROJECTS), by="县政府办公室", on=FIRST)


def sqlite() -> Store:
    return open_store(f"sqlite:///{Path(tempfile.mkdtemp()) / 'county.db'}")


@W.contestant("append-one", "minsheng", 5_000)
def append_one(n: int, clock: Clock) -> tuple[int, object]:
    """`ledger.append(statement)` alone, as the goal has it; with the making of the statement: `minsheng-made`."""
    with sqlite() as store:
        ledger = begun(store)
        reports = [report(i) for i in range(n)]
        with clock:
            for made in reports:
                ledger.append(made)
    return n, None


@W.contestant("append-one", "minsheng-made", 5_000)
def append_made(n: int, clock: Clock) -> tuple[int, object]:
    with sqlite() as store:
        ledger = begun(store)
        with clock:
            for i in range(n):
                ledger.append(report(i))
    return n, None


@W.contestant("append-one", "minsheng-ids", 5_000)
def append_known(n: int, clock: Clock) -> tuple[int, object]:
    with sqlite() as store:
        ledger = begun(store)
        with clock:
            for i in range(n):
                ledger.append(report(i), id=f"key-{i}")
    return n, None


@W.contestant("append-batch1k", "minsheng", 100_000)
def append_batches(n: int, clock: Clock) -> tuple[int, object]:
    with sqlite() as store:
        ledger = begun(store)
        with clock:
            for start in range(0, n, 1000):
                ledger.append_all([report(i) for i in range(start, start + 1000)])
    return n, None


def filled(n: int) -> Ledger:
    """A ledger of `n` reports, as another program finds it."""
    store = sqlite()
    ledger = begun(store)
    for start in range(0, n, 10_000):
        ledger.append_all([report(i) for i in range(start, min(start + 10_000, n))])
    return Ledger.open(store)


@W.contestant("replay", "minsheng", 100_000)
def replay(n: int, clock: Clock) -> tuple[int, object]:
    """Every entry is checked against its digest and typed."""
    ledger = filled(n)
    last: dict[str, Quantity] = {}
    with clock:
        for entry in ledger.entries():
            said = entry.statement
            if isinstance(said, Progress) and said.total is not None:
                last[said.target] = said.total
    assert len(last) == min(n, PROJECTS)
    return n, round(sum(float(total.value) for total in last.values()), 1)


@W.contestant("replay", "minsheng-verify", 300_000)
def verify(n: int, clock: Clock) -> tuple[int, object]:
    ledger = filled(n)
    with clock:
        verdict = ledger.verify()
    assert verdict, verdict
    return n, verdict.entries


if __name__ == "__main__":
    W.main()
