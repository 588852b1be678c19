"""Names for life: ids of targets, and what is wrong with the numbers of a plan (编号)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import attrs

from minsheng.errors import Finding, Place, Severity
from minsheng.projects.project import Item, Project
from minsheng.targets import Target

_INDEX = re.compile(r"(.+)\.t([1-9]\d{0,5})")


def with_ids(projects: Sequence[Project], retired: Iterable[str]) -> tuple[Project, ...]:
    """`projects` with an id for each target that has none; ids in use and retired ones are never given again."""
    if all(_has_ids(p) for p in projects):
        return tuple(projects)
    taken: dict[str, int] = {}
    for known in (*retired, *(t.id for p in projects for t in p.all_targets if t.id)):
        if match := _INDEX.fullmatch(known):
            prefix, index = match.groups()
            taken[prefix] = max(taken.get(prefix, 0), int(index))
    return tuple(_project(p, taken) for p in projects)


def _has_ids(project: Project) -> bool:
    """Whether each of its targets has one."""
    return "" not in [t.id for t in project.targets] and "" not in [t.id for i in project.items for t in i.targets]


def _project(project: Project, taken: dict[str, int]) -> Project:
    if _has_ids(project):
        return project
    items = tuple(_item(project.no, item, taken) for item in project.items)
    return attrs.evolve(project, targets=_targets(project.no, project.targets, taken), items=items)


def _item(number: str, item: Item, taken: dict[str, int]) -> Item:
    return attrs.evolve(item, targets=_targets(f"{number}.{item.no}", item.targets, taken))


def _targets(prefix: str, targets: Sequence[Target], taken: dict[str, int]) -> tuple[Target, ...]:
    given = []
    for target in targets:
        if not target.id:
            taken[prefix] = taken.get(prefix, 0) + 1
            target = attrs.evolve(target, id=f"{prefix}.t{taken[prefix]}")
        given.append(target)
    return tuple(given)


def wrong_numbers(projects: Sequence[Project], retired: Sequence[str]) -> tuple[Finding, ...]:
    """Every number, item number or target id that stands twice, and every retired id in use, with its path."""
    numbers = [number for number, _ in _numbers(projects)]
    known = set(numbers)
    gone = set(retired)
    if len(known) == len(numbers) and known.isdisjoint(gone):
        return ()
    counts = Counter(numbers)
    seen: set[str] = set()
    found = []
    for number, path in _numbers(projects):
        if counts[number] > 1 and number in seen:
            found.append(Finding.of("projects.twice", Severity.ERROR, _place(path), number=number))
        if number in gone:
            found.append(Finding.of("projects.retired", Severity.ERROR, _place(path), number=number))
        seen.add(number)
    return tuple(found)


def _numbers(projects: Sequence[Project]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every number and id of a plan with the steps of its path, in its order."""
    for i, project in enumerate(projects):
        yield project.no, (i, "no")
        for k, target in enumerate(project.targets):
            yield target.id, (i, "targets", k, "id")
        for j, item in enumerate(project.items):
            yield f"{project.no}.{item.no}", (i, "items", j, "no")
            for k, target in enumerate(item.targets):
                yield target.id, (i, "items", j, "targets", k, "id")


def _place(steps: Sequence[str | int]) -> Place:
    """$.projects[0].targets[1].id."""
    return Place(path="$.projects" + "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in steps))
