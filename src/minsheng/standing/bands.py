"""Bands (区间): which number means which level, and whether they leave gaps or overlap."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from attrs import frozen

from minsheng.errors import Finding, Lang, Place, Severity

NEXT = "next"
"""In place of a level: the next rule of the pack decides."""
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
    """Name of a level; "next": the next rule decides; empty: the text does not say."""
    low: Decimal | None = None
    low_included: bool = False
    high: Decimal | None = None
    high_included: bool = False
    zh: str = ""
    """What the text leaves open here, where it does (文件未作规定)."""
    en: str = ""

    @property
    def open(self) -> bool:
        """Whether the text does not say what these numbers mean."""
        return not self.level

    def why(self, lang: Lang = "zh") -> str:
        """What the text leaves open here, in the pack's words."""
        return self.zh if lang == "zh" else self.en

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


def _shrunk(start: _Cut, end: _Cut, whole: bool) -> bool:
    """Whether no number, or no whole number, lies between two places."""
    if not whole or start is _LEAST or end is _MOST:
        return start >= end
    first = start[1].to_integral_value(ROUND_FLOOR) + 1 if start[2] else start[1].to_integral_value(ROUND_CEILING)
    last = end[1].to_integral_value(ROUND_FLOOR) if end[2] else end[1].to_integral_value(ROUND_CEILING) - 1
    return first > last


def check_bands(
    bands: Sequence[Band], *, path: str = "$.bands", whole: bool = False, least: Decimal | None = None
) -> tuple[Finding, ...]:
    """Whether every number lies in exactly one band: proved from the bounds, not by trying numbers.

    Each gap, overlap and empty band is a finding of level error with its numbers; none means total and disjoint.
    `whole`: only whole numbers occur; `least`: none below it does.

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
        found.append(Finding.of(f"standing.{code}", Severity.ERROR, Place(path=path), **fields))

    first: _Cut = _LEAST if least is None else (0, least, 0)
    covered, widest = first, None  # every number before `covered` has its level
    for band in sorted(bands, key=_start):
        start = max(band.start, first)
        if _shrunk(start, band.end, whole):
            report("empty-band", band=band, level=band.level or "open")
            continue
        if start > covered:
            if not _shrunk(covered, start, whole):
                report("gap", gap=_between(covered, start))
        elif widest is not None and not _shrunk(start, min(band.end, covered), whole):
            overlap = _between(start, min(band.end, covered))
            report("overlap", first=widest.level or "open", second=band.level or "open", overlap=overlap)
        if band.end > covered:
            covered, widest = band.end, band
    if covered < _MOST and not _shrunk(covered, _MOST, whole):
        report("gap", gap=_between(covered, _MOST))
    return tuple(found)
