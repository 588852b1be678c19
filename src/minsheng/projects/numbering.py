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
    if all(t.id for p in projects for t in _own_targets(p)):
        return tuple(projects)
    taken: dict[str, int] = {}
    for known in (*retired, *(t.id for p in projects for t in p.all_targets if t.id)):
        if match := _INDEX.fullmatch(known):
            prefix, index = match.groups()
            taken[prefix] = max(taken.get(prefix, 0), int(index))
    return tuple(_project(p, taken) for p in projects)


def _own_targets(project: Project) -> Iterator[Target]:
    yield from project.targets
    for item in project.items:
        yield from item.targets


def _project(project: Project, taken: dict[str, int]) -> Project:
    if all(t.id for t in project.all_targets):
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
            found.append(Finding.of("projects.twice", Severity.ERROR, Place(path=path), number=number))
        if number in gone:
            found.append(Finding.of("projects.retired", Severity.ERROR, Place(path=path), number=number))
        seen.add(number)
    return tuple(found)


def _numbers(projects: Sequence[Project]) -> Iterator[tuple[str, str]]:
    """Every number and id of a plan with its path, in its order."""
    for i, project in enumerate(projects):
        path = f"$.projects[{i}]"
        yield project.no, f"{path}.no"
        for k, target in enumerate(project.targets):
            yield target.id, f"{path}.targets[{k}].id"
        for j, item in enumerate(project.items):
            yield f"{project.no}.{item.no}", f"{path}.items[{j}].no"
            for k, target in enumerate(item.targets):
                yield target.id, f"{path}.items[{j}].targets[{k}].id"
