"""Targets in running text (正文中的目标): what was found, where, by which rule, how surely."""

from __future__ import annotations

from attrs import field, frozen

from minsheng.targets.target import Target
from minsheng.targets.units import UnitTable


@frozen(kw_only=True)
class FoundQuantity:
    """A target and its place in the text."""

    target: Target
    start: int
    """First character of it, counted from 0."""
    end: int
    """Character behind the last one."""
    rule: str
    """Name of the rule that took it."""
    confidence: float = field()
    """0 … 1: how often such words are a target."""


def find_targets(text: str, *, units: UnitTable | None = None) -> tuple[FoundQuantity, ...]:
    """The deliverables in a running text, in its order; time grows linearly with its length.

    Years, dates, model numbers (12导联), citations, money put in, distances in names, the old value of 从…提高到… are none.

    >>> [str(f.target) for f in find_targets("计划对36个小区进行改造，惠及居民2656户，总投资200万元。")]
    ['36个小区', '2656户']
    """
    from minsheng.targets.grammar import find

    return find(text, units)
