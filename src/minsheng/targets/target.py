"""What is to be reached (目标): a quantity with what it counts and how it is judged."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from attrs import field, frozen

from minsheng.errors import InvalidValue, Undefined
from minsheng.targets.quantity import Quantity
from minsheng.targets.units import Unit, UnitTable, default_units


class Direction(enum.Enum):
    """Which way is good (方向)."""

    INCREASE = "increase"
    DECREASE = "decrease"
    """低于, 控制在…以内, 降至: a value to stay below has no ratio of completion."""


class Aggregation(enum.Enum):
    """Whether two quantities of a target may be added up (汇总方式)."""

    SUM = "sum"
    LATEST = "latest"
    """A share or a limit: the newest figure stands alone."""
    NONE = "none"
    """A standard (每人每年100元): nothing is summed or compared."""


def _quantity(value: Quantity | Undefined | str) -> Quantity | Undefined:
    return Quantity.parse(value) if isinstance(value, str) else value


@frozen(kw_only=True)
class Target:
    """One promised result (目标).

    >>> target = Target.parse("36个小区")
    >>> target.quantity.value, target.unit.name, target.counted
    (Decimal('36'), '个', '小区')
    >>> Target.parse("每人每年100元").standard
    True
    """

    quantity: Quantity | Undefined = field(kw_only=False, converter=_quantity)
    """How much; Undefined where the text gives no number."""
    id: str = ""
    """7.t4; given when a plan is made, for life."""
    label: str = ""
    """The words in front of the number: 改造面积, 新增小学学位."""
    counted: str = ""
    """What is counted, printed behind the number: 小区, 教学班."""
    direction: Direction = Direction.INCREASE
    aggregation: Aggregation = Aggregation.SUM
    standard: bool = False
    """A rate that is itself the promise (每人每年100元): 标准，不计进度."""

    @classmethod
    def parse(cls, text: str, *, units: UnitTable | None = None) -> Target:
        """The target that `text` is: a quantity, and the noun it counts.

        Raises:
            InvalidValue: `text` is no quantity.
        """
        from minsheng.targets.phrases import phrase

        return phrase(text, units or default_units(), counted=True).target()

    @property
    def unit(self) -> Unit | Undefined:
        """The unit of the quantity."""
        return self.quantity.unit if isinstance(self.quantity, Quantity) else self.quantity

    @property
    def text(self) -> str:
        """As printed: 36个小区; empty if there is no number."""
        return self.quantity.short + self.counted if isinstance(self.quantity, Quantity) else ""

    @property
    def name(self) -> str:
        """What tells it from its neighbours: label and counted noun, else the unit: 新增小学学位, 小区."""
        if self.label or self.counted:
            return self.label + self.counted
        return str(self.unit)

    @staticmethod
    def total(targets: Iterable[Target]) -> Quantity:
        """The sum of what several targets promise.

        Raises:
            InvalidValue: one of them has no number or must not be added up, or the units do not convert.
        """
        parts: list[Quantity] = []
        for target in targets:
            if not isinstance(target.quantity, Quantity) or target.aggregation is not Aggregation.SUM:
                raise InvalidValue("targets.no-sum", text=target.text or target.name)
            parts.append(target.quantity)
        return Quantity.total(parts)

    def __str__(self) -> str:
        if isinstance(self.quantity, Undefined):
            return str(self.quantity)
        return self.text + (f"（{self.quantity.caveat}）" if self.quantity.caveat else "")
