"""Row “duties”: weekly, ten-day, monthly and quarterly duties of many plans in 2026, as typed objects.

Every plan has its own window, as every project of the peers' workload has its own start and deadline. The peers move no
day off a rest day; `minsheng` does so by the decree of 2026 and therefore prints no figure to compare,
`minsheng-unrolled` does the peers' very work and prints theirs. Ids and reasons are made when asked for.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from frame import Clock, Workloads
from minsheng.calendars import Cadence, ChinaCalendar, DueRule, Roll
from minsheng.duties import Duties, expand_duties
from minsheng.projects import Bearer, Plan, Project, Rhythm

W = Workloads()
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def windows(n: int) -> list[tuple[date, date]]:
    """The same starts and deadlines as the peers'."""
    chance = random.Random(3)
    return [(FIRST + timedelta(chance.randrange(60)), LAST - timedelta(chance.randrange(60))) for _ in range(n)]


def plans(n: int, policy: Roll) -> list[Plan]:
    """A plan a window: every Friday, 逢旬, the 5th, the quarter's end."""
    rules = (
        ("weekly", Cadence.WEEKLY, 5),
        ("ten-days", Cadence.TEN_DAYS, -1),
        ("monthly", Cadence.MONTHLY, 5),
        ("quarterly", Cadence.QUARTERLY, -1),
    )
    rhythms = [
        Rhythm(
            id=name,
            name=name,
            bearer=Bearer.LEADS,
            cadence=cadence,
            due=DueRule(day=day, roll=policy),
            met_by=["report"],
        )
        for name, cadence, day in rules
    ]
    return [
        Plan(id=f"p{i}", year=2026, rhythms=rhythms, projects=[Project(no="1", name="道路", leads=["县交运局"])])
        for i in range(n)
    ]


def expanded(n: int, clock: Clock, policy: Roll) -> tuple[int, list[Duties]]:
    """All duties of all plans, each in its window."""
    work = list(zip(plans(n, policy), windows(n), strict=True))
    with clock:
        calendar = ChinaCalendar()
        found = [expand_duties(plan, calendar, first, last) for plan, (first, last) in work]
    return sum(len(duties) for duties in found), found


@W.contestant("recurrence", "minsheng", 5_000)
def rolled(n: int, clock: Clock) -> tuple[int, object]:
    units, found = expanded(n, clock, Roll.PREVIOUS)
    calendar = ChinaCalendar()
    assert all(calendar.is_workday(d.due) for d in found[0] if isinstance(d.due, date))
    return units, "rolled by the decree of 2026"


@W.contestant("recurrence", "minsheng-unrolled", 1_000)
def unrolled(n: int, clock: Clock) -> tuple[int, object]:
    units, _ = expanded(n, clock, Roll.NONE)
    return units, units / n


if __name__ == "__main__":
    W.main()
