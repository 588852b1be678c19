"""From entries to what is in force (归并): corrections put in place, approved changes laid on the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import attrs

from minsheng.errors import Finding, MinshengError, Place, Severity
from minsheng.ledger.delta import changes, target_ids
from minsheng.ledger.entries import Recorded
from minsheng.ledger.statements import ChangeApproved, Corrected
from minsheng.projects import Difference, Plan
from minsheng.projects.changes import of_projects


class InForce(NamedTuple):
    """Statements that count, by position, and corrections that have nothing to correct."""

    entries: list[Recorded]
    lost: tuple[Finding, ...]


def in_force(entries: Sequence[Recorded]) -> InForce:
    """`entries`, given by position, with every correction in the place of what it corrects.

    A corrected statement keeps the position of the first of its chain and bears the id of the last.
    """
    corrections = [e for e in entries if type(e.statement) is Corrected]
    if not corrections:
        return InForce(list(entries), ())
    wanted = {c.statement.corrects for c in corrections if isinstance(c.statement, Corrected)}
    place = {e.id: i for i, e in enumerate(entries) if e.id in wanted and type(e.statement) is not Corrected}
    standing: list[Recorded | None] = [None if type(e.statement) is Corrected else e for e in entries]
    chains: dict[int, tuple[str, ...]] = {}
    used: set[str] = set()
    lost = []
    for correction in corrections:
        statement = correction.statement
        assert isinstance(statement, Corrected)
        index = place.get(statement.corrects)
        if index is None or statement.corrects in used or entries[index].position > correction.position:
            lost.append(
                Finding.of("ledger.correction-lost", Severity.WARNING, id=correction.id, corrects=statement.corrects)
            )
            continue
        used.add(statement.corrects)
        place[correction.id] = index
        chains[index] = (*chains.get(index, ()), statement.corrects)
        standing[index] = None
        if statement.replacement is not None:
            standing[index] = Recorded(
                id=correction.id,
                position=entries[index].position,
                statement=statement.replacement,
                replaces=chains[index],
            )
    return InForce([e for e in standing if e is not None], tuple(lost))


def up_to(entries: Iterable[Recorded], day: date) -> list[Recorded]:
    """Those that speak of `day` or an earlier one, by day; of one day by position, as they are given."""
    found = [e for e in entries if e.statement.on <= day]
    found.sort(key=_on)
    return found


def _on(entry: Recorded) -> date:
    return entry.statement.on


def changed(plan: Plan, change: ChangeApproved) -> Plan:
    """`plan` with one approved change; a target that an earlier change took out comes back under its own id.

    Raises:
        MinshengError: the plan has no such number, or the change makes no plan.
    """
    back = target_ids(change.changes)
    if back & set(plan.retired):
        plan = attrs.evolve(plan, retired=tuple(r for r in plan.retired if r not in back))
    return plan.changed(change.project, **changes(change.changes))


def differences(plan: Plan, change: ChangeApproved) -> tuple[Difference, ...]:
    """What a change makes of `plan`; nothing where it can not be made."""
    try:
        after = changed(plan, change)
    except MinshengError:
        return ()
    pairs = zip(plan.projects, after.projects, strict=True)
    return tuple(d for old, new in pairs if old is not new for d in of_projects([old], [new]))


def with_changes(plan: Plan, entries: Iterable[Recorded]) -> tuple[Plan, tuple[Finding, ...]]:
    """`plan` with the changes among `entries`, in their order; one that can not be made is told."""
    lost = []
    for entry in entries:
        statement = entry.statement
        if type(statement) is not ChangeApproved:
            continue
        try:
            plan = changed(plan, statement)
        except MinshengError as error:
            lost.append(
                Finding.of(
                    "ledger.change-lost",
                    Severity.WARNING,
                    Place(path=entry.id),
                    number=statement.project,
                    why=error.message("zh"),
                )
            )
    return plan, tuple(lost)
