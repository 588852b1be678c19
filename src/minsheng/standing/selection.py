"""Those projects of a standing that somebody asks for (筛选): of a unit, of a leader, on a level, or to be watched."""

from __future__ import annotations

from collections.abc import Sequence

from minsheng.standing.nodes import Node
from minsheng.standing.rules import UnknownLevel
from minsheng.standing.standing import Standing


def select(
    standing: Standing, *, party: str = "", leader: str = "", levels: Sequence[str] = (), watched: bool = False
) -> tuple[Node, ...]:
    """Projects that are all of what is asked, in the order of the notice.

    Args:
        standing: the whole.
        party: leads or helps with them, under any of its names.
        leader: the head of government in charge of them (分管领导).
        levels: they stand on one of these, by name (behind) or word (滞后).
        watched: they do not stand well (关注清单): a ranked level that is not fine, or one that is not known, such as
            stale; paused and stopped ones are not watched.

    Raises:
        UnknownParty: the plan has no such unit or leader.
        UnknownLevel: the rule pack has no such level; carries those that it has.
    """
    found = standing.projects
    plan = standing.view.plan
    if party:
        mine = plan.portfolio(party)
        numbers = {project.no for project in (*mine.leading, *mine.helping)}
        found = tuple(node for node in found if node.id in numbers)
    if leader:
        numbers = {project.no for project in plan.portfolio(leader).overseeing}
        found = tuple(node for node in found if node.id in numbers)
    if levels:
        wanted = {_level(standing, name) for name in levels}
        found = tuple(node for node in found if node.level.name in wanted)
    if watched:
        found = tuple(node for node in found if _is_watched(standing, node))
    return found


def _level(standing: Standing, name: str) -> str:
    for level in standing.rules.levels:
        if name in (level.name, level.label("zh"), level.label("en")):
            return level.name
    known = tuple(f"{level.name}（{level.label()}）" for level in standing.rules.levels)
    raise UnknownLevel("level", name, known)


def _is_watched(standing: Standing, node: Node) -> bool:
    if node.level.rank is None:
        return node.counted and node.level.name != "paused"
    return not standing.rules.is_fine(node.level)
