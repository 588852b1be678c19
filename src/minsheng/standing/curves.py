"""The trajectory of each target (序时进度): its adopted schedule's, else the one that the pack draws."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from minsheng.calendars import WorkCalendar
from minsheng.errors import Undefined
from minsheng.ledger import Recorded, ScheduleAdopted, View
from minsheng.standing.rules import Curve
from minsheng.standing.trajectory import Linear, Planned, SCurve, Steps, Trajectory, WorkingDays
from minsheng.targets import Target, achievement

NO_NODES = Undefined("没有采用的实施方案，或者其中没有节点")


class Curves:
    """Trajectories from 1 January of the plan's year to a deadline; one before that asks for all at once."""

    def __init__(self, view: View, calendar: WorkCalendar, curve: Curve) -> None:
        self._view, self._calendar, self._curve = view, calendar, curve
        self._first = date(view.plan.year, 1, 1)
        self._adopted = any(isinstance(entry.statement, ScheduleAdopted) for entry in view.entries)

    def of(self, target: Target | None, limit: date | Undefined) -> tuple[Trajectory | Undefined, Recorded | None]:
        """The trajectory of a target with this last day, and the schedule that it is taken from."""
        if isinstance(limit, Undefined):
            return Undefined(str(limit)), None
        first = min(self._first, limit)
        schedule = self._view.schedule(target.id) if target is not None and self._adopted else None
        adopted = None if schedule is None else schedule.statement
        if target is not None and schedule is not None and isinstance(adopted, ScheduleAdopted):
            if adopted.points:
                return _planned(target, adopted, first, limit, schedule), schedule
            if self._curve is Curve.MILESTONES and adopted.milestones:
                days = [min(day, limit) for _, day in adopted.milestones]
                return Steps(days, schedule), schedule
        return self._drawn(first, limit), None

    def _drawn(self, first: date, limit: date) -> Trajectory | Undefined:
        """The one that the pack draws."""
        match self._curve:
            case Curve.CALENDAR_DAYS:
                return Linear(first, limit)
            case Curve.WORKING_DAYS:
                return WorkingDays(first, limit, self._calendar)
            case Curve.S_CURVE:
                return SCurve(first, limit)
            case Curve.MILESTONES:
                return NO_NODES


def _planned(
    target: Target, adopted: ScheduleAdopted, first: date, limit: date, schedule: Recorded
) -> Trajectory | Undefined:
    points = []
    for day, quantity in adopted.points:
        share = achievement(target, quantity).ratio
        if isinstance(share, Undefined):
            return share
        points.append((day, Fraction(share)))
    return Planned(points, first, limit, schedule)
