"""What is to be reached (目标): a quantity with what it counts and how it is judged."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Any

import attrs
from attrs import field, frozen

from minsheng.errors import InvalidValue, Undefined, WrongType, of_type, whole_text
from minsheng.errors.unfrozen import unfrozen
from minsheng.targets.grammar.whole import read_whole
from minsheng.targets.qualifiers import Qualifier
from minsheng.targets.quantity import Quantity, as_quantity
from minsheng.targets.units import Unit, UnitTable, default_units
from minsheng.text import is_one_word


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


def _plain_id(_: object, attribute: attrs.Attribute[str], value: str) -> None:
    whole_text(_, attribute, value)
    if not is_one_word(value, 120):
        raise InvalidValue("targets.bad-id", value=value)


@frozen(kw_only=True, weakref_slot=False)
class Target:
    """One promised result (目标).

    >>> target = Target.parse("36个小区")
    >>> target.quantity.value, target.unit.name, target.counted
    (Decimal('36'), '个', '小区')
    >>> Target.parse("每人每年100元").standard
    True
    """

    quantity: Quantity | Undefined = field(kw_only=False, converter=_quantity, validator=of_type(Quantity, Undefined))
    """How much; Undefined where the text gives no number."""
    id: str = field(default="", validator=_plain_id)
    """7.t4; given when a plan is made, for life."""
    label: str = field(default="", validator=whole_text)
    """The words in front of the number: 改造面积, 新增小学学位."""
    counted: str = field(default="", validator=whole_text)
    """What is counted, printed behind the number: 小区, 教学班."""
    direction: Direction = field(default=Direction.INCREASE, validator=of_type(Direction))
    aggregation: Aggregation = field(default=Aggregation.SUM, validator=of_type(Aggregation))
    standard: bool = field(default=False, validator=of_type(bool))
    """A rate that is itself the promise (每人每年100元): 标准，不计进度."""

    @classmethod
    def parse(cls, text: str, *, units: UnitTable | None = None) -> Target:
        """The target that `text` is: a quantity, and the noun it counts.

        Raises:
            InvalidValue: `text` is no quantity.
        """
        if not isinstance(text, str):
            raise WrongType("text", "str", text)
        whole = read_whole(text, units or default_units(), labelled=True)
        below = whole.phrase is not None and whole.phrase.below
        return judged(as_quantity(whole), label=whole.label, counted=whole.counted, below=below)

    @property
    def unit(self) -> Unit | Undefined:
        """The unit of the quantity."""
        return self.quantity.unit if isinstance(self.quantity, Quantity) else self.quantity

    @property
    def text(self) -> str:
        """As printed: 36个小区; empty if there is no number."""
        if isinstance(self.quantity, Undefined):
            return ""
        if self.quantity.qualifier is Qualifier.FULL_COVERAGE:
            return self.quantity.short  # 覆盖所有乡镇 says what is counted
        return self.quantity.short + self.counted

    @property
    def labelled(self) -> str:
        """With its label: 改造面积29.1万平方米; the label alone if there is no number."""
        return self.label + self.text

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


def numbered(target: Target, id: str) -> Target:
    """The target under another id; what is known to be right is not looked at again.

    >>> numbered(Target.parse("36个小区"), "7.t4").id
    '7.t4'
    """
    _plain_id(target, _ID, id)
    new: Any = object.__new__(unfrozen(Target))
    new.quantity, new.id, new.label, new.counted = target.quantity, id, target.label, target.counted
    new.direction, new.aggregation, new.standard = target.direction, target.aggregation, target.standard
    new.__class__ = Target
    made: Target = new
    return made


_ID: attrs.Attribute[str] = attrs.fields(Target).id


def judged(quantity: Quantity, *, label: str = "", counted: str = "", below: bool = False) -> Target:
    """The target that a read quantity makes: which way is good, what may be added up, what is a standard.

    A rate is a standard if it is money or per head (每人每年100元, 45人/班); a capacity (2600吨/日) or density (40微克/立方米) is not.
    """
    unit = quantity.unit
    standard = unit.is_rate and (unit.dimension.startswith("money/") or _per_head(unit))
    limit = below or quantity.qualifier is Qualifier.AT_MOST
    if standard:
        aggregation = Aggregation.NONE
    elif limit or unit.is_share or unit.is_rate or unit.dimension == "points":
        aggregation = Aggregation.LATEST
    else:
        aggregation = Aggregation.SUM
    direction = Direction.DECREASE if limit else Direction.INCREASE
    return Target(
        quantity, label=label, counted=counted, direction=direction, aggregation=aggregation, standard=standard
    )


def _per_head(unit: Unit) -> bool:
    """Whether a rate is counted for something that is no time, length, area …: 45人/班."""
    table = default_units()
    return any(not table.get(per).is_physical for per in unit.per)
