"""What an approved change says (变更内容): field → new value, converted once and in one order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

import attrs

from minsheng.calendars import Deadline
from minsheng.errors import InvalidValue, WrongType
from minsheng.projects import Changes, Funding, Item, Project, ProjectState
from minsheng.projects.changes import FIELDS
from minsheng.targets import Target

NewValue = (
    str
    | tuple[str, ...]
    | tuple[Deadline, ...]
    | tuple[Target, ...]
    | tuple[Item, ...]
    | tuple[Funding, ...]
    | ProjectState
)
"""The new value of one field of a project or item."""
Delta = tuple[tuple[str, NewValue], ...]
"""Fields and their new values, in the order of `Changes`."""

BLANK = Project(no="0", name="-")
"""Holds changed fields while they are converted, written or read, so that a project's own rules do it."""


def delta(value: Changes | Delta) -> Delta:
    """The changes as a tuple, converted by the rules of a project.

    Raises:
        WrongType: a bare text.
        InvalidValue: nothing is changed, a field that can not be, or a value that it can not have.

    >>> delta({"leads": ["县交运局"], "name": "道路"})
    (('name', '道路'), ('leads', ('县交运局',)))
    """
    if isinstance(value, str):
        raise WrongType("changes", "Changes", value)
    given: dict[str, object] = dict(value)
    for name in given:
        if name not in FIELDS:
            raise InvalidValue("projects.unknown-field", field=name, choices=", ".join(FIELDS))
    if not given:
        raise InvalidValue("ledger.no-change")
    return picked(attrs.evolve(BLANK, **given), given)  # type: ignore[arg-type]  # checked against FIELDS just above


def picked(holder: Project | Item, names: Mapping[str, object]) -> Delta:
    """The fields called `names`, with the values that they have in `holder`."""
    return tuple((name, getattr(holder, name)) for name in FIELDS if name in names)


def changes(value: Delta) -> Changes:
    """The same as keyword arguments of `Plan.changed`."""
    return cast("Changes", dict(value))


def targets(value: NewValue) -> tuple[Target, ...]:
    """All targets that a new value names."""
    found: list[Target] = []
    for part in value if isinstance(value, tuple) else ():
        if isinstance(part, Target):
            found.append(part)
        elif isinstance(part, Item):
            found += part.targets
    return tuple(found)


def target_ids(value: Delta) -> frozenset[str]:
    """Ids of the targets that a change names, so far as they have any."""
    return frozenset(t.id for _, new in value for t in targets(new) if t.id)


def with_ids(value: Delta, like: Delta) -> Delta:
    """The same changes; a target without an id takes that of the target at its place in `like`."""
    others = dict(like)
    return tuple((name, _with_ids(new, others.get(name, ()))) for name, new in value)


def _with_ids(new: NewValue, like: NewValue) -> NewValue:
    if not targets(new) or len(targets(new)) != len(targets(like)) or not isinstance(new, tuple):
        return new
    ids = iter([t.id for t in targets(like)])
    filled = [_filled(part, ids) for part in new]
    return cast("NewValue", tuple(filled))


def _filled(part: object, ids: Iterator[str]) -> object:
    if isinstance(part, Target):
        return _named(part, next(ids))
    if isinstance(part, Item):
        return attrs.evolve(part, targets=[_named(t, next(ids)) for t in part.targets])
    return part


def _named(target: Target, id: str) -> Target:
    return target if target.id else attrs.evolve(target, id=id)
