"""How much was promised or done (数量), exactly as hedged in the text."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from attrs import evolve, field, frozen

from minsheng.errors import InvalidValue, WrongType, of_type, whole_text
from minsheng.targets.decimals import ends, exact, rounded
from minsheng.targets.grammar.phrases import Phrase
from minsheng.targets.grammar.whole import Whole, read_whole
from minsheng.targets.qualifiers import Qualifier
from minsheng.targets.units import Unit, UnitTable, as_unit, default_units


def _value(value: Decimal | int | str) -> Decimal:
    return exact(value)


def _upper(value: Decimal | int | str | None) -> Decimal | None:
    return None if value is None else exact(value)


def _set(quantity: Quantity, **fields: object) -> None:
    for name, value in fields.items():
        object.__setattr__(quantity, name, value)


@frozen(kw_only=True)
class Quantity:
    """How much (数量), exactly as hedged in the text; 万 and 亿 are multiplied out, in the unit too (5万元 is 50000元).

    >>> q = Quantity.parse("约400公里（以实际改造公里数为准）")
    >>> q.value, q.unit.name, q.qualifier.value, q.caveat
    (Decimal('400'), '公里', 'approx', '以实际改造公里数为准')
    >>> Quantity.parse("2.9万平方米") == Quantity.parse("29000㎡")
    True
    """

    value: Decimal = field(converter=_value)
    """In `unit`; negative only for a difference; the lower end of a range; 100 for full coverage."""
    unit: Unit = field(converter=as_unit)
    qualifier: Qualifier = field(default=Qualifier.EXACT, validator=of_type(Qualifier))
    upper: Decimal | None = field(converter=_upper, default=None)
    """Upper end of a range such as 4—8个; None otherwise."""
    text: str = field(default="", eq=False, validator=whole_text)
    """As printed, without the caveat: 约400公里; empty for a computed quantity."""
    caveat: str = field(default="", validator=whole_text)
    """What the text adds in brackets: 以实际改造公里数为准."""

    def __attrs_post_init__(self) -> None:
        times, unit = self.unit.folded
        if times != 1:
            upper = None if self.upper is None else rounded(Fraction(self.upper) * times)
            _set(self, value=rounded(Fraction(self.value) * times), upper=upper, unit=unit)
        if (self.qualifier is Qualifier.RANGE) != (self.upper is not None):
            raise InvalidValue("targets.range-ends", value=format(self.value, "f"))
        if self.upper is not None and self.upper <= self.value:
            raise InvalidValue("targets.range-order", low=format(self.value, "f"), high=format(self.upper, "f"))
        if self.qualifier is Qualifier.FULL_COVERAGE and (self.value != 100 or self.unit.name != "%"):
            raise InvalidValue("targets.full-coverage", value=format(self.value, "f"), unit=self.unit.name)

    @classmethod
    def parse(cls, text: str, *, units: UnitTable | None = None) -> Quantity:
        """The quantity that the whole of `text` is, its caveat in brackets included.

        Raises:
            InvalidValue: `text` is no quantity, has no unit, or says more than one quantity.

        >>> [str(Quantity.parse(t).plain) for t in ("三百二十户", "4—8个", "每人每年100元", "400家以上")]
        ['320户', '4个', '100元/人·年', '400家']
        """
        if not isinstance(text, str):
            raise WrongType("text", "str", text)
        return _parsed(text) if units is None else as_quantity(read_whole(text, units, labelled=False))

    @classmethod
    def of(cls, value: Quantity | str) -> Quantity:
        """`value` itself, or the quantity that the text is.

        Raises:
            InvalidValue: `value` is neither, or a text that `parse` refuses.
        """
        if isinstance(value, Quantity):
            return value
        if not isinstance(value, str):
            raise WrongType("quantity", "str | Quantity", value)
        return cls.parse(value)

    @classmethod
    def full_coverage(cls, text: str = "") -> Quantity:
        """100 % of a whole that the text does not count (全覆盖)."""
        return cls(value=Decimal(100), unit=as_unit("%"), qualifier=Qualifier.FULL_COVERAGE, text=text)

    @property
    def base(self) -> Fraction:
        """The value in the base unit of its dimension, exact: 亩 in 平方米."""
        return Fraction(self.value) * self.unit.factor

    @property
    def plain(self) -> Quantity:
        """Value and unit only: no hedge, no printed text, no caveat; a range's lower end."""
        return Quantity(value=self.value, unit=self.unit)

    def amount_in(self, unit: Unit | str) -> Fraction:
        """The value told in another unit, exact.

        Raises:
            InvalidValue: the units do not convert.

        >>> Quantity.parse("50000元").amount_in("万元"), Quantity.parse("1亩").amount_in("平方米")
        (Fraction(5, 1), Fraction(2000, 3))
        """
        other = as_unit(unit)
        if not self.unit.converts_to(other):
            raise InvalidValue("targets.not-convertible", unit=self.unit.name, other=other.name)
        return self.base / other.factor

    def to(self, unit: Unit | str) -> Quantity:
        """The same quantity in another unit; hedge and caveat stay, the printed text goes.

        Exact where the result ends within 18 places, else rounded half to even there (1亩 = 666.67平方米); `amount_in` is always exact.

        >>> str(Quantity.parse("约1.5公里").to("米"))
        '约1500米'
        """
        other = as_unit(unit)
        upper = None if self.upper is None else rounded(Fraction(self.upper) * self.unit.factor / other.factor)
        value = rounded(self.amount_in(other))
        return Quantity(value=value, unit=other, qualifier=self.qualifier, upper=upper, caveat=self.caveat)

    @staticmethod
    def total(quantities: Iterable[Quantity]) -> Quantity:
        """The sum (合计), in whatever order, in the smallest given unit in which every part is exact.

        Exact numbers do not change the hedge of the others; different hedges make 约. Caveats are not summed.

        Raises:
            InvalidValue: nothing given, units that do not convert, rates (元/人·年), or full coverage.

        >>> str(Quantity.total([Quantity.parse("1.5公里"), Quantity.parse("约300米")]))
        '约1800米'
        """
        parts = tuple(quantities)
        if not parts:
            raise InvalidValue("targets.nothing-to-add")
        for part in parts:
            if not part.unit.converts_to(parts[0].unit):
                raise InvalidValue("targets.not-convertible", unit=parts[0].unit.name, other=part.unit.name)
            if part.unit.is_rate or part.qualifier is Qualifier.FULL_COVERAGE:
                raise InvalidValue("targets.no-sum", text=part.short)
        unit = _common_unit({part.unit for part in parts})
        hedges = {part.qualifier for part in parts} - {Qualifier.EXACT} or {Qualifier.EXACT}
        hedge = hedges.pop() if len(hedges) == 1 else Qualifier.APPROX
        value = rounded(sum((part.base for part in parts), Fraction(0)) / unit.factor)
        upper = None
        if hedge is Qualifier.RANGE:
            tops = (Fraction(part.value if part.upper is None else part.upper) * part.unit.factor for part in parts)
            upper = rounded(sum(tops, Fraction(0)) / unit.factor)
        return Quantity(value=value, unit=unit, qualifier=hedge, upper=upper)

    @property
    def canonical(self) -> str:
        """Written in one fixed way, without the caveat: 约400公里, 400家以上, 4—8个, 超过200个, 不超过5%, 全覆盖."""
        if self.qualifier is Qualifier.FULL_COVERAGE:
            return "全覆盖"
        figure = format(self.value, "f")
        if self.upper is not None:
            return f"{figure}—{format(self.upper, 'f')}{self.unit}"
        before, after = _WRITTEN.get(self.qualifier, ("", ""))
        return f"{before}{figure}{self.unit}{after}"

    @property
    def short(self) -> str:
        """As printed if it was, else canonical, without the caveat: for sentences."""
        return self.text or self.canonical

    def __str__(self) -> str:
        return self.short + (f"（{self.caveat}）" if self.caveat else "")


_WRITTEN = {
    Qualifier.APPROX: ("约", ""),
    Qualifier.AT_LEAST: ("", "以上"),
    Qualifier.AT_MOST: ("不超过", ""),
    Qualifier.OVER: ("超过", ""),
}


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Quantity:
    """A quantity never changes, and ledgers say the same ones again and again."""
    return as_quantity(read_whole(text, default_units(), labelled=False))


def from_phrase(phrase: Phrase, text: str, caveat: str = "", *, negative: bool = False) -> Quantity:
    """The quantity that the grammar read; `text` is what is printed."""
    value = phrase.value if not negative else phrase.value.copy_negate()
    return Quantity(
        value=value, unit=phrase.unit, qualifier=phrase.qualifier, upper=phrase.upper, text=text, caveat=caveat
    )


def check_phrase(phrase: Phrase) -> None:
    """Whether the grammar read a quantity that can be.

    Raises:
        InvalidValue: its number is out of bounds.
    """
    if phrase.unit.folded[0] != 1:
        from_phrase(phrase, "")
    exact(phrase.value)
    if phrase.upper is not None:
        exact(phrase.upper)


def as_quantity(whole: Whole) -> Quantity:
    """The quantity of a text that is nothing else."""
    if whole.phrase is None:
        return evolve(Quantity.full_coverage(whole.printed), caveat=whole.caveat)
    return from_phrase(whole.phrase, whole.printed, whole.caveat, negative=whole.negative)


def _common_unit(units: set[Unit]) -> Unit:
    """The smallest unit in which one of every other ends as a decimal: 平方米 + 亩 → 亩."""
    by_size = sorted(units, key=lambda u: (u.factor, u.name))
    return next((u for u in by_size if all(ends(v.factor / u.factor) for v in by_size)), by_size[0])
