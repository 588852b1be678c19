"""How much the parts of a whole weigh in its mean (权重)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from minsheng.errors import InvalidValue
from minsheng.projects import Plan
from minsheng.standing.failures import UnknownNode

Weight = Fraction | Decimal | int
_MOST = 10**9


@frozen
class Weights:
    """Weights by number or id; whatever has none weighs 1.

    >>> Weights({"1": Fraction(3)}).of_parts(["1", "2"])
    (Fraction(3, 1), Fraction(1, 1))
    """

    given: dict[str, Fraction]

    @classmethod
    def of(cls, plan: Plan, weights: Mapping[str, Weight]) -> Weights:
        """Those of the parts of a plan.

        Raises:
            UnknownNode: the plan has nothing of this number.
            InvalidValue: a weight is not above 0.
        """
        if not weights:
            return EQUAL
        known = [project.no for project in plan.projects]
        known += [f"{project.no}.{item.no}" for project in plan.projects for item in project.items]
        known += plan.target_ids
        for number, weight in weights.items():
            if number not in known:
                raise UnknownNode("node", number, tuple(known))
            if not 0 < weight <= _MOST:
                raise InvalidValue("standing.no-weight", number=number, weight=weight)
        return cls({number: Fraction(weight) for number, weight in weights.items()})

    def of_parts(self, numbers: Sequence[str]) -> tuple[Fraction, ...]:
        """The weights of some parts; empty where all weigh the same."""
        found = tuple(self.given.get(number, Fraction(1)) for number in numbers) if self.given else ()
        return found if len(set(found)) > 1 else ()


EQUAL = Weights({})
