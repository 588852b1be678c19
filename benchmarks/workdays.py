"""Row “calendar”: working-day arithmetic on 2021–2023, one call at a time through the public methods."""

from __future__ import annotations

import random
import subprocess
import sys
import tracemalloc
from datetime import date, timedelta

from frame import Clock, Workloads
from minsheng.calendars import ChinaCalendar

W = Workloads()
LOW, HIGH = date(2021, 1, 4), date(2023, 6, 30)


def queries(n: int) -> tuple[list[date], list[int]]:
    """The same days and distances as the peers ask for."""
    chance = random.Random(7)
    span = (HIGH - LOW).days
    days = [LOW + timedelta(chance.randrange(span)) for _ in range(n)]
    return days, [chance.randrange(1, 61) for _ in range(n)]


@W.contestant("workday-is", "minsheng", 1_000_000)
def is_workday(n: int, clock: Clock) -> tuple[int, object]:
    days, _ = queries(n)
    ask = ChinaCalendar().is_workday
    with clock:
        answers = [ask(d) for d in days]
    return n, sum(answers)


@W.contestant("workday-add", "minsheng", 1_000_000)
def add(n: int, clock: Clock) -> tuple[int, object]:
    days, distances = queries(n)
    ask = ChinaCalendar().add
    with clock:
        answers = [ask(d, k) for d, k in zip(days, distances, strict=True)]
    return n, sum(d.toordinal() for d in answers) / n


@W.contestant("workday-count", "minsheng", 1_000_000)
def count(n: int, clock: Clock) -> tuple[int, object]:
    days, distances = queries(n)
    ends = [d + timedelta(2 * k) for d, k in zip(days, distances, strict=True)]
    ask = ChinaCalendar().count
    with clock:
        answers = [ask(a, b) for a, b in zip(days, ends, strict=True)]
    return n, sum(answers) / n


@W.contestant("workday-loaded-mb", "minsheng", 1)
def loaded(n: int, clock: Clock) -> tuple[int, object]:
    """The check is the memory of a loaded calendar in megabytes, its decrees included; the time is that of loading it."""
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    with clock:
        calendar = ChinaCalendar()
        calendar.info("2024-02-18")
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert calendar.is_workday("2024-02-18")
    return n, round((after - before) / 1e6, 2)


@W.contestant("workday-command", "minsheng", 5)
def command(n: int, clock: Clock) -> tuple[int, object]:
    """A whole process of ``minsheng calendar workday``."""
    code = "from minsheng.cli import main; raise SystemExit(main(['calendar', 'workday', '2024-02-18']))"
    asked = [sys.executable, "-c", code]
    subprocess.run(asked, capture_output=True, check=True)  # byte code is written, files are in the cache
    with clock:
        for _ in range(n):
            done = subprocess.run(asked, capture_output=True, check=True)
    return n, done.returncode


if __name__ == "__main__":
    W.main()
