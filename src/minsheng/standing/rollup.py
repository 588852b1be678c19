"""From the parts to the whole (汇总): target → item → project → plan, and by party."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

import attrs

from minsheng.calendars import Deadline
from minsheng.errors import Undefined
from minsheng.standing.facts import NodeKind
from minsheng.standing.levels import Level, worst
from minsheng.standing.nodes import Node
from minsheng.standing.rules import Rules
from minsheng.standing.verdicts import Verdict
from minsheng.standing.weights import EQUAL, Weights

SEVERAL = Undefined("多项目标不合计")


def roll_up(
    rules: Rules,
    *,
    id: str,
    kind: NodeKind,
    name: str,
    day: date,
    starts: date,
    year: int,
    due: Deadline,
    limit: date | Undefined,
    children: Sequence[Node],
    weights: Weights = EQUAL,
) -> Node:
    """The node of a whole with at least one counted child.

    Its level is that of its worst ranked child, unless a child without data masks it; its ratio the mean of the
    children's capped ratios, each weighing the same unless `weights` say otherwise. With one counted child, all
    figures are that child's.
    """
    parts = [child for child in children if child.counted]
    if len(parts) == 1:
        only = parts[0]
        return attrs.evolve(only, id=id, kind=kind, name=name, children=tuple(children), same_as=only.id)
    level, verdict = whole(rules, [part.level for part in parts])
    heavy = weights.of_parts([part.id for part in parts])
    ratio, at_least, missing = mean_of_parts(parts, heavy)
    return Node(
        id=id,
        kind=kind,
        name=name,
        day=day,
        level=level,
        verdict=verdict,
        rules=rules,
        done=SEVERAL,
        ratio=ratio,
        at_least=at_least,
        missing=missing,
        weights=heavy,
        expected=_mean([part.expected for part in parts], heavy),
        due=due,
        limit=limit,
        last=max((part.last for part in parts if part.last is not None), default=None),
        starts=starts,
        year=year,
        children=tuple(children),
    )


def whole(rules: Rules, parts: Sequence[Level]) -> tuple[Level, Verdict]:
    """The level of a whole from those of its counted parts, and why.

    >>> from minsheng.standing import shipped_rules
    >>> rules = shipped_rules()
    >>> [
    ...     whole(rules, [rules.level(n) for n in names])[0].name
    ...     for names in (
    ...         ("done", "slipping"),
    ...         ("done", "unreported"),
    ...         ("on_track", "unreported"),
    ...         ("on_track", "stale"),
    ...     )
    ... ]
    ['slipping', 'unreported', 'on_track', 'stale']
    """
    present = {part.name for part in parts}
    unranked = [level for level in rules.levels if level.rank is None and level.name in present]
    lowest = worst(parts)
    if lowest is None or lowest.rank is None:
        return unranked[0], Verdict.NO_RANKED_PART
    for level in unranked:
        best = rules.level(level.masks).rank if level.masks else None
        if best is not None and lowest.rank >= best:
            return level, Verdict.MASKED
    return lowest, Verdict.WORST_PART


def mean_of_parts(
    parts: Sequence[Node], weights: Sequence[Fraction] = ()
) -> tuple[Fraction | Undefined, Fraction, int]:
    """Mean of the parts' shares, what it is at least, and how many targets, in the parts of the parts too, have none."""
    missing = 0
    shares = []
    for part in parts:
        share = part.share
        if isinstance(share, Undefined):
            missing += max(part.missing, 1)
            share = part.at_least
        shares.append(share)
    at_least = weighted_mean(shares, weights)
    return (Undefined(f"{missing}项无数据") if missing else at_least), at_least, missing


def _mean(values: Sequence[Fraction | Undefined], weights: Sequence[Fraction]) -> Fraction | Undefined:
    known = [value for value in values if isinstance(value, Fraction)]
    return weighted_mean(known, weights) if len(known) == len(values) else Undefined("部分没有序时进度")


def weighted_mean(values: Sequence[Fraction], weights: Sequence[Fraction] = ()) -> Fraction:
    """The mean of at least one value; without weights each weighs the same.

    >>> weighted_mean([Fraction(1), Fraction(0)], [Fraction(3), Fraction(1)])
    Fraction(3, 4)
    """
    if not weights:
        return total(values) / len(values)
    return total(value * weight for value, weight in zip(values, weights, strict=True)) / total(weights)


def total(values: Iterable[Fraction]) -> Fraction:
    """The exact sum; by halves, since one by one the common denominator of thousands of targets is dragged along.

    >>> total([Fraction(1, 2), Fraction(1, 3), Fraction(1, 2)])
    Fraction(4, 3)
    """
    numerators: dict[int, int] = {}
    for value in values:
        numerators[value.denominator] = numerators.get(value.denominator, 0) + value.numerator
    sums = [Fraction(n, d) for d, n in numerators.items()]
    while len(sums) > 1:
        odd = sums[-1:] if len(sums) % 2 else []
        sums = [a + b for a, b in zip(sums[::2], sums[1::2], strict=False)] + odd
    return sums[0] if sums else Fraction(0)
