"""Quantities, units and targets as JSON holds them (数量的写法): flat in a target, else one string or an object."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from minsheng.codec.scalars import DECIMAL, unit_named
from minsheng.errors import InvalidValue, Undefined
from minsheng.targets import Aggregation, Direction, Qualifier, Quantity, Target, Unit

_PLAIN = re.compile(rf"({DECIMAL})([^0-9.].*)")


@frozen
class UnitName:
    """The name of a unit, which may be one of the shipped table or a caller's own."""

    name: str = field()

    @name.validator
    def _possible(self, _: object, name: str) -> None:
        Unit(name=name, dimension="?:" + name)

    def unit(self, dimension: str, factor: Fraction) -> Unit:
        """The unit that it names; one of `dimension` and `factor` where the table's is another."""
        if not dimension:
            return unit_named(self.name)
        return Unit(name=self.name, dimension=dimension, factor=factor, known=not dimension.startswith("?:"))


@frozen(kw_only=True)
class QuantityObject:
    """A quantity with all that a single string would lose."""

    value: Decimal
    value_max: Decimal | None = None
    """Upper end of a range."""
    unit: UnitName
    unit_dimension: str = ""
    """Of a unit that the shipped table does not hold, with `unit_factor`."""
    unit_factor: Fraction = Fraction(1)
    qualifier: Qualifier = Qualifier.EXACT
    text: str = ""
    """As printed."""
    caveat: str = ""

    @classmethod
    def of(cls, quantity: Quantity) -> QuantityObject:
        dimension, factor = _foreign(quantity.unit)
        return cls(
            value=quantity.value,
            value_max=quantity.upper,
            unit=UnitName(quantity.unit.name),
            unit_dimension=dimension,
            unit_factor=factor,
            qualifier=quantity.qualifier,
            text=quantity.text,
            caveat=quantity.caveat,
        )

    def quantity(self) -> Quantity:
        return Quantity(
            value=self.value,
            unit=self.unit.unit(self.unit_dimension, self.unit_factor),
            qualifier=self.qualifier,
            upper=self.value_max,
            text=self.text,
            caveat=self.caveat,
        )


@frozen(kw_only=True)
class TargetObject:
    """A target with its quantity laid flat, as in the schema of the corpus."""

    id: str = ""
    text: str = ""
    """As printed, without what is counted."""
    value: Decimal | Undefined
    value_max: Decimal | None = None
    """Upper end of a range."""
    unit: UnitName | None = None
    unit_dimension: str = ""
    """Of a unit that the shipped table does not hold, with `unit_factor`."""
    unit_factor: Fraction = Fraction(1)
    qualifier: Qualifier = Qualifier.EXACT
    caveat: str = ""
    label: str = ""
    counted: str = ""
    direction: Direction = Direction.INCREASE
    aggregation: Aggregation = Aggregation.SUM
    standard: bool = False

    @classmethod
    def of(cls, target: Target) -> TargetObject:
        quantity = target.quantity
        if isinstance(quantity, Undefined):
            return cls(
                id=target.id,
                value=quantity,
                label=target.label,
                counted=target.counted,
                direction=target.direction,
                aggregation=target.aggregation,
                standard=target.standard,
            )
        dimension, factor = _foreign(quantity.unit)
        return cls(
            id=target.id,
            text=quantity.text,
            value=quantity.value,
            value_max=quantity.upper,
            unit=UnitName(quantity.unit.name),
            unit_dimension=dimension,
            unit_factor=factor,
            qualifier=quantity.qualifier,
            caveat=quantity.caveat,
            label=target.label,
            counted=target.counted,
            direction=target.direction,
            aggregation=target.aggregation,
            standard=target.standard,
        )

    def target(self) -> Target:
        return Target(
            self._quantity(),
            id=self.id,
            label=self.label,
            counted=self.counted,
            direction=self.direction,
            aggregation=self.aggregation,
            standard=self.standard,
        )

    def _quantity(self) -> Quantity | Undefined:
        if isinstance(self.value, Undefined):
            if self.unit is not None or self.value_max is not None or self.text or self.caveat:
                raise InvalidValue("codec.no-figure")
            return self.value
        if self.unit is None:
            raise InvalidValue("codec.no-unit", value=self.value)
        return Quantity(
            value=self.value,
            unit=self.unit.unit(self.unit_dimension, self.unit_factor),
            qualifier=self.qualifier,
            upper=self.value_max,
            text=self.text,
            caveat=self.caveat,
        )


def plain(quantity: Quantity) -> str | dict[str, object] | None:
    """The quantity as one string, 120公里; with its printed text where that differs; None where it has more to keep.

    >>> plain(Quantity.parse("120公里")), plain(Quantity.parse("约400公里"))
    ('120公里', None)
    >>> plain(Quantity.parse("120.0公里"))
    {'value': '120', 'unit': '公里', 'text': '120.0公里'}
    """
    unit, text = quantity.unit, quantity.text
    if quantity.qualifier is not Qualifier.EXACT or quantity.caveat or _foreign(unit)[0]:
        return None
    value = f"{quantity.value:f}"
    written = value + unit.name
    if text in ("", written):
        return written if _PLAIN.fullmatch(written) else None
    return {"value": value, "unit": unit.name, "text": text}


def plain_quantity(text: str) -> Quantity:
    """The quantity that `plain` wrote as one string: figure and unit, no grammar."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        raise InvalidValue("codec.no-quantity", value=text[:60])
    found = Quantity(value=Decimal(match[1]), unit=unit_named(match[2]))
    if found.unit.name != match[2]:
        raise InvalidValue("codec.no-quantity", value=text[:60])
    return found


_OWN = ("", Fraction(1))


def _foreign(unit: Unit) -> tuple[str, Fraction]:
    """Dimension and factor of a unit that its name alone does not tell; empty for the others."""
    try:
        same = unit_named(unit.name)
    except InvalidValue:
        return unit.dimension, unit.factor
    if same is unit:  # nearly always
        return _OWN
    if same == unit and same.factor == unit.factor and same.known == unit.known:
        return _OWN
    return unit.dimension, unit.factor
