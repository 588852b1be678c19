"""The level of one target, or of a project without one (评判): plain values in, level and reason out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from minsheng.errors import Undefined
from minsheng.projects import ProjectState
from minsheng.standing.bands import NEXT, Band
from minsheng.standing.bases import Basis
from minsheng.standing.levels import Level
from minsheng.standing.percents import faithful
from minsheng.standing.rules import Rule, Rules, share_of
from minsheng.standing.verdicts import Verdict

NO_MEASURE = Undefined("没有可供评判的数据")
NOTHING_PLANNED = Undefined("序时进度为0，无法相比")
Measure = Callable[[Rule], Fraction | Undefined]
"""What a rule measures, where ratio and trajectory of the day do not tell it."""


@frozen
class RuleStep:
    """One rule on the way to a level: what it measured, and the band in which that lies."""

    rule: Rule
    number: Fraction | Undefined
    band: Band | None
    """None where there is no number."""

    @property
    def printed(self) -> Decimal:
        """The number as printed: a count, or a percentage that falls into the band like the exact one."""
        assert isinstance(self.number, Fraction)
        if self.rule.basis.whole:
            return Decimal(int(self.number))
        return faithful(self.number, self.rule.band)


@frozen(kw_only=True)
class Judgement:
    """A level, the rule that gave it, and the steps of the pack's rules up to it where they did."""

    level: Level
    verdict: Verdict
    steps: tuple[RuleStep, ...] = ()

    @property
    def band(self) -> Band | None:
        """The band that decided; None where no band did."""
        return self.steps[-1].band if self.steps and self.verdict is Verdict.BAND else None


_LEVELS = {
    Verdict.STOPPED: "stopped",
    Verdict.STANDARD: "standard",
    Verdict.REACHED: "done",
    Verdict.RECORDED: "done",
    Verdict.PAUSED: "paused",
    Verdict.OVERDUE: "overdue",
    Verdict.NO_NUMBER: "unknown",
    Verdict.UNREPORTED: "unreported",
    Verdict.NEVER_REPORTED: "stale",
    Verdict.STALE: "stale",
}


def judge(
    rules: Rules,
    *,
    day: date,
    starts: date,
    limit: date | Undefined,
    ratio: Fraction | Undefined,
    expected: Fraction | Undefined,
    last: date | None,
    recorded: bool = False,
    measured: bool = True,
    standard: bool = False,
    state: ProjectState = ProjectState.ACTIVE,
    measure: Measure | None = None,
) -> Judgement:
    """What `rules` say; the first rule of `Verdict` that holds.

    Args:
        rules: the pack.
        day: the day to judge.
        starts: the first day on which a report could be expected: the document's.
        limit: the last day in time; Undefined where there is none.
        ratio: done of the target, raw.
        expected: the share that the trajectory asks for.
        last: the day of the last report; None if there is none.
        recorded: a lead recorded the completion.
        measured: there is a number, or a full coverage, that a report can speak of.
        standard: a rate that is itself the promise.
        state: what the plan says of the project.
        measure: what rules measure that look at more than ratio and trajectory of the day.

    >>> from minsheng.standing import shipped_rules
    >>> judge(
    ...     shipped_rules(),
    ...     day=date(2024, 6, 30),
    ...     starts=date(2024, 2, 6),
    ...     limit=date(2024, 11, 30),
    ...     ratio=Fraction(3, 10),
    ...     expected=Fraction(182, 335),
    ...     last=date(2024, 6, 28),
    ... ).level.name
    'behind'
    """
    overdue = isinstance(limit, date) and day > limit
    found: Verdict
    if state is ProjectState.STOPPED:
        found = Verdict.STOPPED
    elif standard:
        found = Verdict.STANDARD
    elif isinstance(ratio, Fraction) and ratio >= 1:
        found = Verdict.REACHED
    elif recorded:
        found = Verdict.RECORDED
    elif state is ProjectState.PAUSED:
        found = Verdict.PAUSED
    elif overdue and "overdue" in rules:
        found = Verdict.OVERDUE
    elif not measured:
        found = Verdict.NO_NUMBER
    elif last is None:
        found = Verdict.NEVER_REPORTED if rules.stale.passed(starts, day) else Verdict.UNREPORTED
    elif rules.stale.passed(last, day):
        found = Verdict.STALE
    else:
        return _by_rules(rules, ratio, expected, measure)
    return Judgement(level=rules.level(_LEVELS[found]), verdict=found)


def _by_rules(
    rules: Rules, ratio: Fraction | Undefined, expected: Fraction | Undefined, measure: Measure | None
) -> Judgement:
    """By the first rule of the pack that decides."""
    steps: list[RuleStep] = []
    verdict = Verdict.NO_MEASURE
    for rule in rules.rules:
        verdict, number = _number(rule, ratio, expected, measure)
        band = rule.band(number) if isinstance(number, Fraction) else None
        steps.append(RuleStep(rule, number, band))
        if band is not None and band.level != NEXT:
            verdict = Verdict.OPEN if band.open else Verdict.BAND
            level = rules.level("unknown" if band.open else band.level)
            return Judgement(level=level, verdict=verdict, steps=tuple(steps))
        if band is None and rule.without != NEXT:
            break
    return Judgement(level=rules.level("unknown"), verdict=verdict, steps=tuple(steps))


def _number(
    rule: Rule, ratio: Fraction | Undefined, expected: Fraction | Undefined, measure: Measure | None
) -> tuple[Verdict, Fraction | Undefined]:
    """What a rule measures; where there is no such number, which verdict says so."""
    if rule.basis not in (Basis.POINTS_BELOW, Basis.RATIO, Basis.PROGRESS):
        return Verdict.NO_MEASURE, NO_MEASURE if measure is None else measure(rule)
    if isinstance(ratio, Undefined):
        return Verdict.NO_RATIO, ratio
    if rule.basis is Basis.PROGRESS:
        return Verdict.NO_RATIO, share_of(rule.basis, ratio, Fraction(1))
    if isinstance(expected, Undefined):
        return Verdict.NO_TRAJECTORY, expected
    if rule.basis is Basis.RATIO and not expected:
        return Verdict.NO_MEASURE, NOTHING_PLANNED
    return Verdict.NO_RATIO, share_of(rule.basis, ratio, expected)
