"""What rules measured and the bounds of their bands, in words (评判依据的说明)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from minsheng.calendars import Period
from minsheng.errors import Lang, say
from minsheng.standing.bands import Band
from minsheng.standing.bases import Basis
from minsheng.standing.judge import RuleStep
from minsheng.standing.rules import Rule


def band_text(band: Band, lang: Lang = "zh", rule: Rule | None = None) -> str:
    """A band in words; without a rule one of points below the trajectory.

    >>> band_text(Band(level="slipping", low=Decimal(5), high=Decimal(20), high_included=True))
    '落后超过5个百分点且落后不超过20个百分点'
    """
    if rule is not None and rule.basis is not Basis.POINTS_BELOW:
        return _numbers(band, rule, lang)
    found = []
    for side, bound, included in _bounds(band):
        code = f"standing.band-{side}-{'in' if included else 'out'}-{'ahead' if bound < 0 else 'behind'}"
        found.append(say(code, lang, n=abs(bound)))
    return say("standing.band-and", lang).join(found) or say("standing.band-all", lang)


def _bounds(band: Band) -> Iterator[tuple[str, Decimal, bool]]:
    for side, bound, included in (("low", band.low, band.low_included), ("high", band.high, band.high_included)):
        if bound is not None:
            yield side, bound, included


def _numbers(band: Band, rule: Rule, lang: Lang) -> str:
    """Counts, days, places and percentages."""
    basis, unit = rule.basis, _unit(rule, lang)
    least = basis.least if band.low is None else band.low
    if basis.whole and band.high_included and band.high == least:
        return say("standing.band-only", lang, n=band.high, unit=unit)
    kind = "rank-" if basis is Basis.RANK else "count-" if basis.whole else ""
    found = [
        say(f"standing.band-{kind}{side}-{'in' if included else 'out'}", lang, n=bound, unit=unit)
        for side, bound, included in _bounds(band)
    ]
    return say("standing.band-and", lang).join(found) or say("standing.band-any", lang)


def step_text(step: RuleStep, day: date, lang: Lang = "zh") -> str:
    """What a rule measured; empty where the figures of the sentence say it already, or where there is no number."""
    basis, rule = step.rule.basis, step.rule
    if step.band is None or basis in (Basis.POINTS_BELOW, Basis.PROGRESS):
        return ""
    number = step.printed
    kind = f"standing.measure-{basis.value}"
    if basis is Basis.NEARNESS:
        kind += "-passed" if number < 0 else "-left"
        return say(kind, lang, n=abs(number), unit=_unit(rule, lang))
    if basis.whole and not number:
        kind += "-none"
    return say(kind, lang, n=number, unit=_unit(rule, lang), period=_last(rule, day, lang))


def _unit(rule: Rule, lang: Lang) -> str:
    basis = rule.basis
    if basis.by_period and basis.whole:
        return say(f"standing.unit-{rule.of.value}", lang)
    if basis is Basis.NEARNESS:
        return say(f"standing.unit-{'workdays' if rule.working else 'days'}", lang)
    return say("standing.unit-place", lang) if basis is Basis.RANK else "%"


def _last(rule: Rule, day: date, lang: Lang) -> str:
    """The last whole period up to the day."""
    period = Period.of(rule.of, day)
    return (period if period.last == day else period.previous()).label(lang)
