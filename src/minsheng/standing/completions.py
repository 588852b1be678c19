"""Which record says that something is complete (完成记录)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from minsheng.calendars import Milestone
from minsheng.errors import Finding, Place, Severity
from minsheng.ledger import MilestoneReached, View
from minsheng.standing.facts import Completion


def completion(
    view: View, number: str, leads: Sequence[str], key: Callable[[str], str]
) -> tuple[Completion | None, tuple[Finding, ...]]:
    """The first record that `number` is complete that a lead made, or nobody in particular."""
    findings: list[Finding] = []
    for recorded in view.milestones(number):
        said = recorded.statement
        if not isinstance(said, MilestoneReached) or said.milestone is not Milestone.COMPLETE:
            continue
        if said.by and leads and key(said.by) not in map(key, leads):
            findings.append(
                Finding.of(
                    "standing.completion-not-by-lead",
                    Severity.WARNING,
                    Place(),
                    by=said.by,
                    number=number,
                    entry=recorded.id,
                    leads="、".join(leads),
                )
            )
            continue
        return Completion(on=said.on, by=said.by, entry=recorded.id, of=number), tuple(findings)
    return None, tuple(findings)
