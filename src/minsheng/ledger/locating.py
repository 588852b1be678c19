"""Where in a statement something is wrong (字段位置): the path of its field, put together from the inside out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import attrs

from minsheng.errors import MinshengError, Place


@contextmanager
def at(path: str) -> Iterator[None]:
    """What is wrong inside names `path` as its place, in front of the path that it has already."""
    try:
        yield
    except MinshengError as error:
        error.place = within(path, error.place)
        raise


def within(path: str, place: Place) -> Place:
    """The place of something that stands in `path`.

    >>> within("changes", Place(path="deadlines[0]")).path
    'changes.deadlines[0]'
    """
    joint = "." if place.path and not place.path.startswith("[") else ""
    return attrs.evolve(place, path=f"{path}{joint}{place.path}")
