"""Draws for whoever writes a notice by chance (随机). A draw that shrinks goes to the first choice, to no, to the least number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from attrs import field, frozen

T = TypeVar("T")


@frozen
class Dice:
    """Chances of one notice, and the names of what became messy by them."""

    number: Callable[[int, int], int] = field(repr=False)
    """A whole number, both ends included: `random.Random(7).randint`, or what hypothesis draws."""
    features: set[str] = field(factory=set)

    def chance(self, once_in: int, feature: str = "") -> bool:
        """True once in so many times; then `feature` is noted."""
        if self.number(0, once_in - 1) != once_in - 1:
            return False
        if feature:
            self.features.add(feature)
        return True

    def pick(self, choices: Sequence[T]) -> T:
        """One of them."""
        return choices[self.number(0, len(choices) - 1)]

    def some(self, choices: Sequence[T], low: int, high: int) -> list[T]:
        """So many of them, each once, in any order."""
        rest = list(choices)
        return [rest.pop(self.number(0, len(rest) - 1)) for _ in range(min(self.number(low, high), len(rest)))]

    def shuffled(self, values: Sequence[T]) -> list[T]:
        """All of them, in any order."""
        return self.some(values, len(values), len(values))
