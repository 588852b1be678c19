"""What an approved change says (变更内容): field → new value, converted once and in one order."""

from __future__ import annotations

from typing import cast

import attrs

from minsheng.calendars import Deadline
from minsheng.errors import InvalidValue
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
        InvalidValue: nothing is changed, a field that can not be, or a value that it can not have.

    >>> delta({"leads": ["县交运局"], "name": "道路"})
    (('name', '道路'), ('leads', ('县交运局',)))
    """
    given: dict[str, object] = dict(value)
    for name in given:
        if name not in FIELDS:
            raise InvalidValue("projects.unknown-field", field=name, choices=", ".join(FIELDS))
    if not given:
        raise InvalidValue("ledger.no-change")
    return picked(attrs.evolve(BLANK, **given), given)  # type: ignore[arg-type]  # checked against FIELDS just above


def picked(holder: Project | Item, names: object) -> Delta:
    """The fields called `names`, with the values that they have in `holder`."""
    wanted = set(cast("list[str]", names))
    return tuple((name, getattr(holder, name)) for name in FIELDS if name in wanted)


def changes(value: Delta) -> Changes:
    """The same as keyword arguments of `Plan.changed`."""
    return cast("Changes", dict(value))
