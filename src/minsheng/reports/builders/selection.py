"""Which parts of a standing a report speaks of (筛选), told by the rule pack: of its levels only the roles that every pack has are known by name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from minsheng.calendars import Period, PeriodKind
from minsheng.errors import Lang
from minsheng.ledger import Problem
from minsheng.projects import Item, Project
from minsheng.reports.blocks import Run
from minsheng.reports.builders.figures import target
from minsheng.reports.builders.phrases import joined
from minsheng.standing import Node, NodeKind, Standing


@frozen(kw_only=True)
class Line:
    """A part of the plan that has no counted part of its own, with what it belongs to."""

    node: Node
    project: Project
    item: Item | None
    path: str
    """Of the project: plan:projects[0]."""
    item_path: str
    """Of the item; that of the project where there is none."""

    @property
    def number(self) -> str:
        """5.1, or the project's number."""
        return self.project.no if self.item is None else f"{self.project.no}.{self.item.no}"


def lines(standing: Standing) -> Iterator[Line]:
    """Every target, and every piece that has none, in the order of the notice; standards included."""
    for i, (project, node) in enumerate(zip(standing.view.plan.projects, standing.projects, strict=True)):
        path = f"plan:projects[{i}]"
        items = {f"{project.no}.{item.no}": (item, f"{path}.items[{j}]") for j, item in enumerate(project.items)}
        for leaf in _leaves(node):
            owner = next((number for number in items if leaf.id == number or leaf.id.startswith(f"{number}.")), "")
            item, item_path = items.get(owner, (None, path))
            yield Line(node=leaf, project=project, item=item, path=path, item_path=item_path)


def _leaves(node: Node) -> Iterator[Node]:
    # a piece whose only targets are standards is judged by itself and stands beside them
    if not any(child.counted for child in node.children):
        yield node
    for child in node.children:
        if child.kind is NodeKind.TARGET or not child.children:
            yield child
        else:
            yield from _leaves(child)


def is_done(node: Node) -> bool:
    """Reached, or recorded as complete."""
    return node.level.name == "done"


def is_good(node: Node) -> bool:
    """Done, or judged on the trajectory or ahead of it: whatever has a rank is either this or behind."""
    return node.level.rank is not None and not is_behind(node)


def is_behind(node: Node) -> bool:
    """Ranked below the lowest level that means well."""
    return node.level.rank is not None and not node.rules.is_fine(node.level)


def is_dark(node: Node) -> bool:
    """Counted, but without a rank: no data, stale data, no number, paused."""
    return node.counted and node.level.rank is None


def month(day: date) -> Period:
    """The month that a monthly report on `day` speaks of."""
    return Period.of(PeriodKind.MONTH, day)


def open_problems(standing: Standing) -> tuple[Problem, ...]:
    """Problems that nobody has resolved."""
    return tuple(problem for problem in standing.view.problems if problem.resolved_on is None)


def problem_texts(standing: Standing, line: Line) -> tuple[Run, ...]:
    """The open problems of a line's target, piece and project, one a line."""
    found = (p for p in open_problems(standing) if p.project in (line.project.no, line.number, line.node.id))
    return joined((Run(p.text, sources=[f"entry:{p.id}"]) for p in found), "\n")


def target_of(line: Line, lang: Lang) -> tuple[Run, ...]:
    """年度目标 with its label: 改造面积29.1万平方米."""
    shown = target(line.node, lang)
    label = line.node.target.label if line.node.target is not None else ""
    return (Run(label, sources=shown.sources), shown) if label and not shown.text.startswith(label) else (shown,)
