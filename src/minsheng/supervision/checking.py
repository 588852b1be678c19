"""Whether a step or a correction may be recorded behind what there is (环节校验)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from minsheng.ledger import CaseStep, Corrected, Recorded, View
from minsheng.supervision.book import booked, refusals
from minsheng.supervision.findings import IllegalStep, StepFinding, step_finding
from minsheng.supervision.folding import Counting
from minsheng.supervision.machine import CaseState, Step, step_of

_CANDIDATE = "…"
"""Id of a statement that is not recorded yet; no entry can have it twice."""


def check_steps(view: View, said: CaseStep | Corrected, counting: Counting) -> None:
    """Refuse what would make a step that does not count: the new one, or one that is recorded already.

    Raises:
        IllegalStep: carries why, and which steps may be taken.
    """
    key = view.plan.directory.key
    before = booked(view.entries, day=view.day, counting=counting, key=key)
    after = booked(_with(view.entries, said), day=view.day, counting=counting, key=key)
    for finding in refusals(before, after):
        raise IllegalStep(finding if finding.place.path == _CANDIDATE else _later(finding, said))


def _on(entry: Recorded) -> date:
    return entry.statement.on


def _with(entries: Sequence[Recorded], said: CaseStep | Corrected) -> list[Recorded]:
    """The entries by day and position, with a statement that would be recorded behind them."""
    if isinstance(said, Corrected):
        found = []
        for entry in entries:
            if entry.id != said.corrects:
                found.append(entry)
            elif said.replacement is not None:
                new, replaces = said.replacement, (*entry.replaces, entry.id)
                found.append(Recorded(id=_CANDIDATE, position=entry.position, statement=new, replaces=replaces))
        return sorted(found, key=lambda e: (e.statement.on, e.position))
    at = bisect_right(entries, said.on, key=_on)
    position = max((entry.position for entry in entries), default=0) + 1
    return [*entries[:at], Recorded(id=_CANDIDATE, position=position, statement=said), *entries[at:]]


def _later(finding: StepFinding, said: CaseStep | Corrected) -> StepFinding:
    """What a step makes wrong that was recorded before and is of a later day."""
    told = dict(finding.fields)
    given = said if isinstance(said, CaseStep) else said.replacement
    step = step_of(given) if isinstance(given, CaseStep) else None
    return step_finding(
        "breaks-later" if step else "correction-breaks",
        finding.place.path,
        case=told["case"],
        state=CaseState(told["state"]),
        step=step or Step(told["step"]),
        later=told["step"],
        entry=finding.place.path,
    )
