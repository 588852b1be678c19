"""What rules measured and the bounds of their bands, in words (评判依据的说明)."""

from __future__ import annotations

from datetime import date

from minsheng.calendars import Period
from minsheng.errors import Lang, say
from minsheng.standing.bands import Band
from minsheng.standing.bases import Basis
from minsheng.standing.judge import RuleStep
from minsheng.standing.rules import Rule


def band_text(band: Band, lang: Lang = "zh", rule: Rule | None = None) -> str:
    """A band in words; without a rule one of points below the trajectory.

    >>> from decimal import Decimal
    >>> band_text(Band(level="slipping", low=Decimal(5), high=Decimal(20), high_included=True))
    '落后超过5个百分点且落后不超过20个百分点'
    """
    points = rule is None or rule.basis is Basis.POINTS_BELOW
    found = []
    for side, bound, included in (("low", band.low, band.low_included), ("high", band.high, band.high_included)):
        if bound is None:
            continue
        code = f"standing.band-{side}-{'in' if included else 'out'}"
        if points:
            found.append(say(f"{code}-{'ahead' if bound < 0 else 'behind'}", lang, n=abs(bound)))
        else:
            assert rule is not None
            found.append(say(code, lang, n=bound, unit=_unit(rule, lang)))
    return say("standing.band-and", lang).join(found) or say(f"standing.band-{'all' if points else 'any'}", lang)


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
