"""Bands (区间): which number means which level, and whether they leave gaps or overlap."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from minsheng.errors import Finding, Place, Severity

_Cut = tuple[int, Decimal, int]
"""A place between numbers: (0, x, 0) just before x, (0, x, 1) just behind it; the first figure tells ∓∞."""
_LEAST: _Cut = (-1, Decimal(0), 0)
_MOST: _Cut = (1, Decimal(0), 0)


@frozen(kw_only=True)
class Band:
    """The numbers from one bound to another that mean `level` (区间); a bound that is None has no end.

    >>> band = Band(level="slipping", low=Decimal(5), high=Decimal(20), high_included=True)
    >>> Fraction(5) in band, Fraction(20) in band, str(band)
    (False, True, '(5, 20]')
    """

    level: str
    low: Decimal | None = None
    low_included: bool = False
    high: Decimal | None = None
    high_included: bool = False

    def __contains__(self, number: Fraction) -> bool:
        if self.low is not None:
            low = Fraction(self.low)
            if number < low or (number == low and not self.low_included):
                return False
        if self.high is not None:
            high = Fraction(self.high)
            return number < high or (number == high and self.high_included)
        return True

    @property
    def start(self) -> _Cut:
        """Where it begins, comparable with every other start and end."""
        return _LEAST if self.low is None else (0, self.low, 0 if self.low_included else 1)

    @property
    def end(self) -> _Cut:
        """Where it ends, comparable with every other start and end."""
        return _MOST if self.high is None else (0, self.high, 1 if self.high_included else 0)

    def __str__(self) -> str:
        return _between(self.start, self.end)


def _start(band: Band) -> _Cut:
    return band.start


def _between(start: _Cut, end: _Cut) -> str:
    """The numbers between two places as mathematicians write them: [0, 10)."""
    left = "(-∞" if start is _LEAST else f"{'(' if start[2] else '['}{start[1]}"
    right = "+∞)" if end is _MOST else f"{end[1]}{']' if end[2] else ')'}"
    return f"{left}, {right}"


def check_bands(bands: Sequence[Band]) -> tuple[Finding, ...]:
    """Whether every number lies in exactly one band: proved from the bounds, not by trying numbers.

    Each gap, overlap and empty band is a finding of level error with its numbers; none means total and disjoint.

    >>> print(
    ...     *check_bands(
    ...         [
    ...             Band(level="green", high=Decimal(0), high_included=True),
    ...             Band(level="yellow", low=Decimal(10), low_included=True),
    ...         ]
    ...     )
    ... )
    $.bands：区间之间有空档(0, 10)，规则没有说明其中的数属于哪个等次
    """
    found: list[Finding] = []

    def report(code: str, **fields: object) -> None:
        found.append(Finding.of(f"standing.{code}", Severity.ERROR, Place(path="$.bands"), **fields))

    covered, widest = _LEAST, None  # every number before `covered` has its level
    for band in sorted(bands, key=_start):
        if band.start >= band.end:
            report("empty-band", band=band, level=band.level)
            continue
        if band.start > covered:
            report("gap", gap=_between(covered, band.start))
        elif widest is not None and band.start < covered:
            overlap = _between(band.start, min(band.end, covered))
            report("overlap", first=widest.level, second=band.level, overlap=overlap)
        if band.end > covered:
            covered, widest = band.end, band
    if covered < _MOST:
        report("gap", gap=_between(covered, _MOST))
    return tuple(found)
