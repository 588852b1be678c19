"""Objects of frozen classes, made field by field where there are very many of them (成批构造)."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def unfrozen(kind: type) -> Any:
    """A class with the slots of a frozen one that can be written to; with them set, the object is made one of `kind`.

    To set a field of a frozen object from outside takes six times as long. What is made so passes no converter and no
    validator: whoever makes it has checked its values. `kind` has slots, and none for weak references.

    >>> from attrs import frozen
    >>> @frozen(weakref_slot=False)
    ... class Point:
    ...     x: int
    >>> made = object.__new__(unfrozen(Point))
    >>> made.x, made.__class__ = 3, Point
    >>> made == Point(3)
    True
    """
    free = {"__slots__": vars(kind)["__slots__"], "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(kind.__name__, kind.__bases__, free)
