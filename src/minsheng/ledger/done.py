"""How much of a target is done (累计完成): the latest total and what was added behind it; of one body, or of several that
each do a part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import attrs
from attrs import frozen

from minsheng.calendars import day_text
from minsheng.errors import Finding, InvalidValue, Lang, Place, Severity, Undefined, say
from minsheng.ledger.additions_by_period import Addition, Total, counted, last_of_each, overlapping, replacing
from minsheng.ledger.entries import Recorded
from minsheng.ledger.measuring import measured
from minsheng.ledger.statements import Progress
from minsheng.targets import Aggregation, Quantity, Target

NOTHING = Undefined("尚无填报")
"""Nobody has reported yet; not the same as none done."""
NO_SUM = Undefined("各部分的数不能相加")
NO_SHARE = Undefined("未分解到成员")

Report = tuple[Recorded, Progress]


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
    parts: tuple[Part, ...] = ()
    """What each member did, where members report (分成员完成情况); a report on the whole wins over their sum."""

    def text(self, lang: Lang = "zh") -> str:
        """The total and its day, or why there is none.

        >>> Done(total=NOTHING, last=None, ids=()).text()
        '尚无填报'
        """
        if isinstance(self.total, Undefined) or self.last is None:
            return self.total.text(lang) if isinstance(self.total, Undefined) else str(self.total)
        return say("ledger.done", lang, total=self.total, last=day_text(self.last, lang), n=len(self.ids))

    def __str__(self) -> str:
        return self.text()


@frozen(kw_only=True)
class Part:
    """What one member of a group did of a target (成员完成情况)."""

    member: str
    share: Quantity | Undefined
    """What it was allotted (分解任务)."""
    done: Done


class Sharing(NamedTuple):
    """Who does a part of a target, and how much each was allotted."""

    key: Callable[[str], str]
    """What all names of one body have in common."""
    names: Mapping[str, str]
    """Key → name; empty where it is not known who has a part."""
    shares: Mapping[str, Quantity]
    """Key → share, so far as it is allotted."""


def done(target: Target, reports: Sequence[Report], sharing: Sharing) -> Done:
    """Done by the statements on `target`, which are given by day and position.

    A report on the whole wins; without one the parts are summed. Where they do not make up the whole on its day, that
    is told.
    """
    if not any(report.member for _, report in reports):
        return of_one(target, reports)
    whole = of_one(target, [r for r in reports if not r[1].member])
    parts = _parts(target, reports, sharing)
    findings = [*whole.findings, *(f for part in parts for f in part.done.findings)]
    if whole.ids:
        findings += _reconciled(target, whole, reports, parts, sharing)
        return attrs.evolve(whole, parts=parts, findings=tuple(findings))
    found, unsummed = _sum_of_parts(target, parts)
    missing = [name for key, name in sharing.names.items() if key not in {sharing.key(p.member) for p in parts}]
    if missing:
        findings.append(
            Finding.of("ledger.members-missing", Severity.INFO, target=target.id, members="、".join(missing))
        )
    return attrs.evolve(found, parts=parts, findings=(*findings, *unsummed))


def _parts(target: Target, reports: Sequence[Report], sharing: Sharing) -> tuple[Part, ...]:
    """Those who report: members in their order, then others in that of their first report."""
    by_key: dict[str, list[Report]] = {key: [] for key in sharing.names}
    printed = dict(sharing.names)
    for recorded, report in reports:
        if report.member:
            key = sharing.key(report.member)
            printed.setdefault(key, report.member)
            by_key.setdefault(key, []).append((recorded, report))
    return tuple(
        Part(member=printed[key], share=sharing.shares.get(key, NO_SHARE), done=of_one(target, own))
        for key, own in by_key.items()
        if own
    )


def _sum_of_parts(target: Target, parts: Sequence[Part]) -> tuple[Done, list[Finding]]:
    last = max((p.done.last for p in parts if p.done.last is not None), default=None)
    if target.aggregation is not Aggregation.SUM:
        return Done(total=NO_SUM, last=last, ids=()), []
    amounts: list[Quantity] = []
    ids: list[str] = []
    findings = []
    for part in parts:
        amount = _of_share(part)
        if isinstance(amount, Undefined):
            continue
        try:
            Quantity.total([*amounts, amount])
        except InvalidValue:
            findings.append(_not_added(target, part.done.ids[-1], amount, amounts))
            continue
        amounts.append(amount)
        ids += part.done.ids
    if not amounts:
        return Done(total=NOTHING, last=last, ids=()), findings
    total = amounts[0] if len(amounts) == 1 else Quantity.total(amounts)
    return Done(total=_in_unit_of(target, total), last=last, ids=tuple(ids)), findings


def _of_share(part: Part) -> Quantity | Undefined:
    """What a member did; a percentage is one of its own share, not of the whole."""
    total = part.done.total
    if isinstance(total, Undefined) or not total.unit.is_share or isinstance(part.share, Undefined):
        return total
    if part.share.unit.is_share:
        return total
    return attrs.evolve(part.share.plain, value=part.share.value * total.value / 100)


def _reconciled(
    target: Target, whole: Done, reports: Sequence[Report], parts: Sequence[Part], sharing: Sharing
) -> list[Finding]:
    """Whether the parts make up the whole on the day of its report, and whether they have gone on since."""
    assert whole.last is not None
    assert isinstance(whole.total, Quantity)
    then = _parts(target, [r for r in reports if r[0].statement.on <= whole.last], sharing)
    findings = []
    code = ""
    told = _sum_of_parts(target, then)[0].total
    if then and isinstance(told, Quantity):
        complete = bool(sharing.names) and {sharing.key(p.member) for p in then} >= set(sharing.names)
        more = _difference(told, whole.total, target)
        if more > 0 or (more < 0 and complete):
            code = "ledger.members-differ"
    if not code:
        told = _sum_of_parts(target, parts)[0].total
        if isinstance(told, Quantity) and _difference(told, whole.total, target) > 0:
            code = "ledger.members-newer"
    if code:
        severity = Severity.WARNING if code == "ledger.members-differ" else Severity.INFO
        findings.append(
            Finding.of(code, severity, target=target.id, whole=whole.total, parts=told, day=whole.last.isoformat())
        )
    return findings


def _difference(one: Quantity, other: Quantity, target: Target) -> int:
    """1 if `one` is more, -1 if it is less, 0 if they are the same or can not be compared."""
    (kind, a), (other_kind, b) = measured(one, target), measured(other, target)
    return 0 if kind != other_kind else (a > b) - (a < b)


def of_one(target: Target | None, reports: Sequence[Report]) -> Done:
    """Done by one body: the latest total counts, and every addition whose period begins after its day.

    An addition that overlaps the total, or another addition, is not counted and is told; a second addition for one
    period replaces the first, which is told too. Without a target the reports are percentages of a whole project or item.
    """
    base: tuple[Recorded, Quantity] | None = None
    added: list[Addition] = []
    for recorded, report in reports:
        if report.total is not None:
            base = recorded, report.total
        elif report.period is not None and report.added is not None:
            added.append(Addition(recorded.statement.on, recorded.position, recorded.id, report.period, report.added))
    latest = Total(base[0].statement.on, base[0].position, base[0].id, base[1]) if base else None
    used: list[Total | Addition] = [latest] if latest else []
    findings = []
    if added:
        name = reports[0][1].target
        last, before = last_of_each(added)
        for addition, clash in counted(last.values(), latest):
            if addition.period in before:
                findings.append(replacing(name, addition, before[addition.period]))
            if clash is None:
                used.append(addition)
            else:
                findings.append(overlapping(name, addition, clash))
    total, used, differing = _sum(target, used)
    return Done(
        total=total,
        last=max((one.on for one in used), default=None),
        ids=tuple(one.id for one in used),
        findings=(*findings, *differing),
    )


def _sum(
    target: Target | None, counted: Sequence[Total | Addition]
) -> tuple[Quantity | Undefined, list[Total | Addition], list[Finding]]:
    """The sum of what can be added up, and what it is made of; the first unit is the one that counts."""
    parts: list[Quantity] = []
    used: list[Total | Addition] = []
    findings = []
    for one in counted:
        if parts:  # one alone has nothing to be added to
            try:
                Quantity.total([*parts, one.amount])
            except InvalidValue:
                findings.append(_not_added(target, one.id, one.amount, parts))
                continue
        parts.append(one.amount)
        used.append(one)
    if not parts:
        return NOTHING, used, findings
    total = parts[0] if len(parts) == 1 else Quantity.total(parts)
    return total if target is None else _in_unit_of(target, total), used, findings


def _not_added(target: Target | None, id: str, amount: Quantity, parts: Sequence[Quantity]) -> Finding:
    return Finding.of(
        "ledger.not-added",
        Severity.WARNING,
        Place(path=id),
        target=target.id if target else "",
        value=amount,
        unit=parts[0].unit.name if parts else "—",
    )


def _in_unit_of(target: Target, total: Quantity) -> Quantity:
    whole = target.quantity
    if isinstance(whole, Undefined) or total.unit == whole.unit or not total.unit.converts_to(whole.unit):
        return total
    return total.to(whole.unit)
