"""Whether one reported amount is lower than another (比较): in one unit, also where one of them is a percentage."""

from __future__ import annotations

from fractions import Fraction

from minsheng.errors import Undefined
from minsheng.targets import Aggregation, Direction, Qualifier, Quantity, Target


def cumulates(target: Target | None) -> bool:
    """Whether what is done of it can only grow (累计): not so a limit, a rate, or a newest figure (失业率).

    None stands for a whole project or item, of which a percentage is reported.
    """
    if target is None:
        return True
    return target.aggregation is Aggregation.SUM and target.direction is Direction.INCREASE


def measured(amount: Quantity, target: Target | None) -> tuple[str, Fraction]:
    """An amount as a dimension and an exact value; a percentage of a target that has a number is that share of it.

    >>> target = Target.parse("400公里")
    >>> measured(Quantity.parse("30%"), target) == measured(Quantity.parse("120000米"), target)
    True
    """
    unit, whole = amount.unit, None if target is None else target.quantity
    if (
        unit.is_share
        and whole is not None
        and not isinstance(whole, Undefined)
        and whole.qualifier is not Qualifier.FULL_COVERAGE
        and not whole.unit.is_share
    ):
        return whole.unit.dimension, amount.base / 100 * whole.base
    return unit.dimension, amount.base


def lower(amount: Quantity, before: Quantity, target: Target | None) -> bool:
    """Whether `amount` is less than `before`; what can not be compared is not."""
    if amount.unit is before.unit or amount.unit == before.unit:
        return amount.value < before.value
    (one, value), (other, known) = measured(amount, target), measured(before, target)
    return one == other and value < known
