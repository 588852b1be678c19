"""Decimals that do not depend on the thread's decimal context: normalising, bounds, Fraction → Decimal (数值)."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from minsheng.errors import InvalidValue

PLACES = 18
"""Digits behind the point that a value may have; conversions that do not end before are rounded half to even there."""
LIMIT = Decimal(10**15)
"""Every value is below it: more than all square millimetres of a county."""

_TEXT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_NORMAL = re.compile(r"0|[1-9][0-9]{0,14}|(?:0|[1-9][0-9]{0,14})\.[0-9]{0,17}[1-9]")
"""A figure within bounds as it leaves `exact`."""


def exact(value: Decimal | int | str) -> Decimal:
    """`value` as a Decimal without exponent and trailing zeros, digit for digit, whatever the decimal context says.

    Raises:
        InvalidValue: NaN, Infinity, too large, too fine, or text that is no plain figure.

    >>> exact("62.650"), exact(Decimal("4E+2")), exact(0)
    (Decimal('62.65'), Decimal('400'), Decimal('0'))
    """
    if type(value) is Decimal and _NORMAL.fullmatch(str(value)) is not None:
        return value
    if isinstance(value, str):
        if not _TEXT.fullmatch(value) or len(value) > 60:
            raise InvalidValue("targets.no-figure", value=value[:60])
        value = Decimal(value)
    elif isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise InvalidValue("targets.no-figure", value=f"{value!r:.60}")
    elif isinstance(value, int):
        if not abs(value) < LIMIT:
            raise InvalidValue("targets.out-of-range", value="…" if abs(value) >= 10**60 else value)
        value = Decimal(value)
    if not value.is_finite():
        raise InvalidValue("targets.no-figure", value=str(value))
    if not value:
        return Decimal(0)
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or value.adjusted() >= 15:
        raise InvalidValue("targets.out-of-range", value=f"{value!s:.60}")
    minus = "-" if sign else ""
    plain = "".join(map(str, digits)) + "0" * exponent
    if exponent >= 0:
        return Decimal(minus + plain)
    plain = plain.rjust(1 - exponent, "0")
    whole, fraction = plain[:exponent], plain[exponent:].rstrip("0")
    if len(fraction) > PLACES:
        raise InvalidValue("targets.out-of-range", value=f"{value!s:.60}")
    return Decimal(f"{minus}{whole}.{fraction}" if fraction else minus + whole)


def rounded(value: Fraction) -> Decimal:
    """`value` as a Decimal, exact if it ends within `PLACES` digits, else rounded half to even there.

    >>> rounded(Fraction(1, 8)), rounded(Fraction(2000, 3))
    (Decimal('0.125'), Decimal('666.666666666666666667'))
    """
    if abs(value) >= LIMIT:
        raise InvalidValue("targets.out-of-range", value=f"≥{LIMIT}")
    scaled = round(value * 10**PLACES)
    return exact(Decimal((0 if scaled >= 0 else 1, tuple(map(int, str(abs(scaled)))), -PLACES)))


def ends(value: Fraction) -> bool:
    """Whether `value` can be written as a decimal that ends: 3/2000 can, 2000/3 can not."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1
