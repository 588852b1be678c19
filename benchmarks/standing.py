"""Row “standing”: how a plan of 1,000 projects with 53 entries each stands, against reading the same entries from a file;
and the same for ever more projects, to see that a project costs the same among 1,000 and among 28,000.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from frame import Clock, Workloads
from minsheng.calendars import ChinaCalendar
from minsheng.ledger import Ledger, Progress, View
from minsheng.projects import Plan, Project
from minsheng.standing import assess
from minsheng.storage import open_store

W = Workloads()
FIRST = date(2024, 1, 1)
DAY = date(2024, 12, 30)
WEEKS = 53


def plan(projects: int) -> Plan:
    """So many roads, due at the end of the year."""
    return Plan(
        id="bench-2024",
        year=2024,
        projects=[
            Project(
                no=str(n + 1), name=f"道路{n}", leads=[f"单位{n % 50}"], targets=["1000公里"], deadlines=["2024-12-31"]
            )
            for n in range(projects)
        ],
    )


def reports(projects: int, weeks: int) -> Iterator[Progress]:
    """A report a week and project, some behind, some ahead."""
    for week in range(weeks):
        for n in range(projects):
            done = week * (15 + n % 10)
            yield Progress(f"{n + 1}.t1", total=f"{done}公里", on=FIRST + timedelta(7 * week), by=f"单位{n % 50}")


def stored(projects: int) -> str:
    """The URL of a file that holds the plan and its entries."""
    url = f"sqlite:///{Path(tempfile.mkdtemp()) / 'county.db'}"
    with open_store(url) as store:
        ledger = Ledger.adopt(store, plan(projects), by="县政府办公室", on=FIRST)
        ledger.append_all(list(reports(projects, WEEKS)))
    return url


def read(url: str) -> View:
    with open_store(url) as store:
        return Ledger.open(store, "bench-2024").as_of(DAY)


@W.contestant("standing", "reading", 1_000)
def reading(n: int, clock: Clock) -> tuple[int, object]:
    url = stored(n)
    with clock:
        view = read(url)
    return n * WEEKS, len(view.entries)


@W.contestant("standing", "minsheng", 1_000)
def judging(n: int, clock: Clock) -> tuple[int, object]:
    view, calendar = read(stored(n)), ChinaCalendar()
    with clock:
        standing = assess(view, calendar=calendar)
    return n * WEEKS, len(standing.projects)


@W.contestant("standing", "minsheng-by-month", 1_000)
def judging_by_month(n: int, clock: Clock) -> tuple[int, object]:
    """A pack that looks back at every month."""
    view, calendar = read(stored(n)), ChinaCalendar()
    with clock:
        standing = assess(view, calendar=calendar, rules="ouhai-2020")
    return n * WEEKS, len(standing.projects)


def grown(plans: int, projects: int, clock: Clock) -> tuple[int, object]:
    """The same number of projects in one plan or in many; all standings are kept, so that both hold the same."""
    calendar = ChinaCalendar()
    views = [View.of(plan(projects), list(reports(projects, 5)), day=FIRST + timedelta(30)) for _ in range(plans)]
    with clock:
        standings = [assess(view, calendar=calendar) for view in views]
    levels = Counter(node.level.name for standing in standings for node in standing.projects)
    return plans * projects, sum(levels.values())


@W.contestant("standing-grown", "minsheng-28-times-1k", 28)
def small(n: int, clock: Clock) -> tuple[int, object]:
    return grown(n, 1_000, clock)


@W.contestant("standing-grown", "minsheng-28k", 28_000)
def large(n: int, clock: Clock) -> tuple[int, object]:
    return grown(1, n, clock)


if __name__ == "__main__":
    W.main()
