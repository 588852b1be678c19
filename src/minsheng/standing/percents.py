"""Shares as printed percentages: half-up to one digit, with more digits where one would tell a different story."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

_MOST_DIGITS = 40


def percentage(ratio: Fraction, digits: int = 1) -> Decimal:
    """`ratio` in percent, rounded half away from zero (四舍五入).

    >>> percentage(Fraction(182, 335)), percentage(Fraction(1, 2000)), percentage(Fraction(-1, 2000), 2)
    (Decimal('54.3'), Decimal('0.1'), Decimal('-0.05'))
    """
    scaled = abs(ratio) * 100 * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    figures = tuple(int(c) for c in str(whole))
    return Decimal((1 if ratio < 0 and whole else 0, figures, -digits))


def percent(ratio: Fraction) -> str:
    """`ratio` as a printed percentage, with as many digits as keep what is below 100 % there.

    >>> percent(Fraction(3, 10)), percent(Fraction(9617, 1000)), percent(Fraction(9999, 10000))
    ('30.0%', '961.7%', '99.99%')
    """
    for digits in range(1, _MOST_DIGITS):
        shown = percentage(ratio, digits)
        if (shown >= 100) == (ratio >= 1):
            break
    return f"{shown}%"


def percent_at_least(ratio: Fraction) -> str:
    """A lower bound as a printed percentage: rounded down, since half-up would promise more.

    >>> percent_at_least(Fraction(2, 3))
    '66.6%'
    """
    return f"{percentage(Fraction(ratio * 1000 // 1, 1000))}%"


@frozen(kw_only=True)
class Figures:
    """A ratio, its trajectory and the gap between them, as printed."""

    ratio: Decimal
    """Percent."""
    expected: Decimal
    gap: Decimal
    """Points below the trajectory: the difference of the two printed percentages; negative = ahead."""


def figures(ratio: Fraction, expected: Fraction, judged: Callable[[Fraction, Fraction], object]) -> Figures:
    """The fewest digits with which the printed figures are judged like the exact ones.

    `judged` takes a ratio and its trajectory. A reader who recomputes gap and level from the printed figures comes to
    the printed level; nothing below 100 % is printed as 100 %.

    >>> from minsheng.standing.packs import shipped_rules
    >>> figures(Fraction(3, 10), Fraction(182, 335), shipped_rules().bands_of)
    Figures(ratio=Decimal('30.0'), expected=Decimal('54.3'), gap=Decimal('24.3'))
    >>> figures(Fraction(1, 2), Fraction(5501, 10000), shipped_rules().bands_of)
    Figures(ratio=Decimal('50.00'), expected=Decimal('55.01'), gap=Decimal('5.01'))
    """
    exact = judged(ratio, expected)
    for digits in range(1, _MOST_DIGITS):  # ends: the figures near the exact ones, or are exact
        here, there = percentage(ratio, digits), percentage(expected, digits)
        gap = percentage((Fraction(there) - Fraction(here)) / 100, digits)
        if judged(Fraction(here) / 100, Fraction(there) / 100) == exact and (here >= 100) == (ratio >= 1):
            break
    return Figures(ratio=here, expected=there, gap=gap)


def faithful(number: Fraction, judged: Callable[[Fraction], object]) -> Decimal:
    """`number`, a percentage, with the fewest digits with which it is judged like the exact one.

    >>> faithful(Fraction(7996, 100), lambda share: share < 80)
    Decimal('79.96')
    """
    exact = judged(number)
    for digits in range(1, _MOST_DIGITS):
        shown = percentage(number / 100, digits)
        if judged(Fraction(shown)) == exact:
            break
    return shown
