"""Which projects of a plan are furthest below their trajectories (排名)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from minsheng.calendars import Deadline
from minsheng.errors import Undefined
from minsheng.ledger import View
from minsheng.projects import ProjectState, due_of
from minsheng.standing.ranking import places
from minsheng.targets import Target, achievement


def project_ranks(view: View, expected: Callable[[Target, Deadline], Fraction | Undefined]) -> dict[str, Fraction]:
    """Places of the active projects by their targets' largest lag in points, counted from the last (1, 2, 2, 4)."""
    lags: dict[str, Fraction] = {}
    for project in view.plan.projects:
        if project.state is not ProjectState.ACTIVE:
            continue
        pairs = [(due_of(project, None), target) for target in project.targets]
        pairs += [(due_of(project, item), target) for item in project.items for target in item.targets]
        for due, target in pairs:
            ratio, asked = achievement(target, view.done(target.id).total).ratio, expected(target, due)
            if isinstance(ratio, Fraction) and isinstance(asked, Fraction) and not target.standard:
                lags[project.no] = max(lags.get(project.no, asked - ratio), asked - ratio)
    return {no: Fraction(place) for no, place in places(lags).items()}
