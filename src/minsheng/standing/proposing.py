"""Standings of several days as what a rule of supervision looks at (督办建议的依据)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from minsheng.standing.nodes import Node
from minsheng.standing.standing import Standing
from minsheng.supervision import Sighting


def sightings(standings: Iterable[Standing]) -> tuple[Sighting, ...]:
    """How each counted project stood on the day of each standing, for `minsheng.supervision.propose`.

    Give one standing a month, of the day on which the place judges; all of one rule pack, whose levels the rules name.

    >>> from minsheng.calendars import ChinaCalendar
    >>> from minsheng.ledger import Progress, View
    >>> from minsheng.projects import Plan, Project
    >>> from minsheng.standing import assess
    >>> from minsheng.supervision import propose
    >>> road = Project(no="1", name="道路", leads=["县交运局"], targets=["约400公里"], deadlines=["2024年11月底"])
    >>> plan = Plan(id="demo", year=2024, projects=[road])
    >>> view = View.of(plan, [Progress("1", total=f"{n}公里", on=f"2024-0{n}-28") for n in (5, 6)], day="2024-06-30")
    >>> months = [assess(view.earlier(day), calendar=ChinaCalendar()) for day in ("2024-05-31", "2024-06-30")]
    >>> (draft,) = propose("minsheng-default", sightings(months), day="2024-07-01")
    >>> draft.rule.step, draft.party, draft.statement.project
    ('约谈', '县交运局', '1')
    """
    return tuple(_sighting(standing, node) for standing in standings for node in standing.projects if node.counted)


def _sighting(standing: Standing, node: Node) -> Sighting:
    return Sighting(
        day=standing.day,
        number=node.id,
        name=node.name,
        parties=standing.view.plan.project(node.id).leads,
        level=node.level.name,
        word=node.level.label(),
        short=_short(node),
        reason=node.explain(),
        sources=node.sources,
    )


def _short(node: Node) -> bool | None:
    """Whether it is below its trajectory; None where one of the two is not known."""
    if node.level.name == "done":
        return False
    if isinstance(node.ratio, Fraction) and isinstance(node.expected, Fraction):
        return node.ratio < node.expected
    return None
