"""What the suite of stores writes (试验用的行): made-up rows and ledgers, several threads at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from threading import Thread

from minsheng.ledger import Ledger, Moved, Row, Store
from minsheng.ledger.sealing import digest
from minsheng.projects import Plan, Project

PLAN, OTHER = "甲县-2024", "乙县-2024"
MANY = 1300
"""Rows that no store should read at once."""


def rows(
    ids: Sequence[str], *, plan: str = PLAN, after: int = 0, data: Sequence[bytes] = (), previous: bytes = b""
) -> list[Row]:
    """Made-up rows with these ids, right behind position `after`, chained to the digest `previous`."""
    found = []
    for position, id in enumerate(ids, after + 1):
        content = data[position - after - 1] if position - after <= len(data) else f'{{"{id}":1}}'.encode()
        previous = digest(previous, plan, position, id, content)
        found.append(Row(plan, position, id, previous, content))
    return found


def adopted(store: Store) -> Ledger:
    """A ledger of a made-up plan."""
    plan = Plan(id=PLAN, year=2024, projects=[Project(no="1", name="道路", targets=["400公里"])])
    return Ledger.adopt(store, plan, by="甲县政府办公室", on="2024-02-06")


def insist(store: Store, id: str, plan: str = PLAN) -> None:
    """Append one row behind whatever is last, however often others come first."""
    last = store.last(plan)
    while True:
        after = last.position if last else 0
        try:
            store.append(plan, rows([id], plan=plan, after=after), after=after)
        except Moved as moved:
            last = moved.last
        else:
            return


def together(tasks: Sequence[Callable[[], None]]) -> None:
    """Run them in threads that change as often as possible, so that what is not atomic shows."""
    failures: list[BaseException] = []

    def run(task: Callable[[], None]) -> None:
        try:
            task()
        except BaseException as error:
            failures.append(error)

    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [Thread(target=run, args=(task,)) for task in tasks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(usual)
    assert not failures, failures
