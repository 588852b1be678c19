"""Targets in running text (正文中的目标): what was found, where, by which rule, how surely."""

from __future__ import annotations

from attrs import field, frozen

from minsheng.targets.target import Target


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
