"""How much of a target is done (累计完成): the latest total and what was added behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from minsheng.calendars import Period, day_text
from minsheng.errors import Finding, InvalidValue, Lang, Place, Severity, Undefined, say
from minsheng.ledger.entries import Recorded
from minsheng.ledger.statements import Progress
from minsheng.targets import Quantity, Target

NOTHING = Undefined("尚无填报")
"""Nobody has reported yet; not the same as none done."""


@frozen(kw_only=True)
class Done:
    """How much of a target is done (累计完成), and which entries say so."""

    total: Quantity | Undefined
    """In the target's unit where the reported one converts into it."""
    last: date | None
    """Latest day that a counted statement speaks of; None if there is none."""
    ids: tuple[str, ...]
    """Entries that the total is made of, by day and position."""
    findings: tuple[Finding, ...] = ()

    def text(self, lang: Lang = "zh") -> str:
        """The total and its day, or why there is none.

        >>> Done(total=NOTHING, last=None, ids=()).text()
        '尚无填报'
        """
        if isinstance(self.total, Undefined) or self.last is None:
            return str(self.total)
        return say("ledger.done", lang, total=self.total, last=day_text(self.last, lang), n=len(self.ids))

    def __str__(self) -> str:
        return self.text()


def done(target: Target, reports: Sequence[tuple[Recorded, Progress]]) -> Done:
    """Done by the statements on `target`, which are given by day and position.

    The latest total counts, and every addition whose period begins after its day. An addition that overlaps the total,
    or another addition, is not counted and is told; a second addition for one period replaces the first.
    """
    base: tuple[Recorded, Progress] | None = None
    additions: dict[Period, tuple[Recorded, Progress]] = {}
    for recorded, report in reports:
        if report.total is not None:
            base = recorded, report
        elif report.period is not None:
            additions.pop(report.period, None)
            additions[report.period] = recorded, report
    counted = [base] if base else []
    reach = base[1].on if base else date.min
    findings = []
    for period, addition in additions.items():
        if base and period.last <= base[1].on:
            continue  # the total has it already
        if period.first > reach or not (clash := _clash(period, counted)):
            counted.append(addition)
            reach = max(reach, period.last)
        else:
            findings.append(_overlap(target, addition[0], period, *clash))
    total, used, differing = _sum(target, counted)
    return Done(
        total=total,
        last=max((r.statement.on for r, _ in used), default=None),
        ids=tuple(r.id for r, _ in used),
        findings=(*findings, *differing),
    )


def _clash(period: Period, counted: Sequence[tuple[Recorded, Progress]]) -> tuple[Recorded, Progress] | None:
    """The counted statement that `period` overlaps, if any."""
    for recorded, report in counted:
        if report.period is None:
            if period.first <= report.on:
                return recorded, report
        elif period.first <= report.period.last and report.period.first <= period.last:
            return recorded, report
    return None


def _overlap(target: Target, entry: Recorded, period: Period, other: Recorded, known: Progress) -> Finding:
    return Finding.of(
        "ledger.overlapping",
        Severity.WARNING,
        Place(path=entry.id),
        target=target.id,
        period=period.label(),
        other=known.period.label() if known.period else known.on.isoformat(),
        id=other.id,
    )


def _sum(
    target: Target, counted: Sequence[tuple[Recorded, Progress]]
) -> tuple[Quantity | Undefined, list[tuple[Recorded, Progress]], list[Finding]]:
    """The sum of what can be added up, and what it is made of; the first unit is the one that counts."""
    parts: list[Quantity] = []
    used, findings = [], []
    for recorded, report in counted:
        amount = report.total if report.total is not None else report.added
        assert amount is not None
        try:
            Quantity.total([*parts, amount])
        except InvalidValue:
            if parts:
                findings.append(
                    Finding.of(
                        "ledger.not-added",
                        Severity.WARNING,
                        Place(path=recorded.id),
                        target=target.id,
                        value=amount,
                        unit=parts[0].unit.name,
                    )
                )
                continue
        parts.append(amount)
        used.append((recorded, report))
    if not parts:
        return NOTHING, used, findings
    total = parts[0] if len(parts) == 1 else Quantity.total(parts)
    return _in_unit_of(target, total), used, findings


def _in_unit_of(target: Target, total: Quantity) -> Quantity:
    whole = target.quantity
    if isinstance(whole, Undefined) or total.unit == whole.unit or not total.unit.converts_to(whole.unit):
        return total
    return total.to(whole.unit)
