"""The level of one target, or of a project without one (评判): plain values in, level and reason out."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import frozen

from minsheng.errors import Undefined
from minsheng.projects import ProjectState
from minsheng.standing.bands import Band
from minsheng.standing.levels import Level
from minsheng.standing.rules import Rules
from minsheng.standing.verdicts import Verdict


@frozen(kw_only=True)
class Judgement:
    """A level, the rule that gave it, and the band where one did."""

    level: Level
    verdict: Verdict
    band: Band | None = None


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
    Verdict.NO_RATIO: "unknown",
    Verdict.NO_TRAJECTORY: "unknown",
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
    elif overdue:
        found = Verdict.OVERDUE
    elif not measured:
        found = Verdict.NO_NUMBER
    elif last is None:
        found = Verdict.NEVER_REPORTED if rules.stale.passed(starts, day) else Verdict.UNREPORTED
    elif rules.stale.passed(last, day):
        found = Verdict.STALE
    elif isinstance(ratio, Undefined):
        found = Verdict.NO_RATIO
    elif isinstance(expected, Undefined):
        found = Verdict.NO_TRAJECTORY
    else:
        band = rules.band((expected - ratio) * 100)
        return Judgement(level=rules.level(band.level), verdict=Verdict.BAND, band=band)
    return Judgement(level=rules.level(_LEVELS[found]), verdict=found)
