"""What stands in the way, who is to mend it, and whether it is mended (问题清单)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from minsheng.errors import Lang, say
from minsheng.ledger.entries import Recorded
from minsheng.ledger.ids import is_generated
from minsheng.ledger.statements import ProblemAssigned, ProblemRaised, ProblemResolved


@frozen(kw_only=True)
class Problem:
    """Something that stands or stood in the way (问题)."""

    id: str
    """Of the entry that raised it, or of its last correction."""
    project: str
    """Number of the project or item, or a target's id."""
    text: str
    on: date
    by: str
    resolved_on: date | None
    """None while it is open."""
    request: str = ""
    """需协调事项"""
    measure: str = ""
    """下步措施"""
    party: str = ""
    """Who coordinates (牵头协调单位), by the latest assignment; empty: nobody yet."""
    due: date | None = None
    """By when; None: no day was named."""
    position: int = 0
    """Place in the ledger of the entry that raised it (笔号)."""

    def reference(self, lang: Lang = "zh") -> str:
        """How a list names it: the id that its writer gave, else its place in the ledger (第3笔)."""
        return say("ledger.position", lang, n=self.position) if is_generated(self.id) else self.id


def problems(entries: Sequence[Recorded]) -> tuple[Problem, ...]:
    """All problems raised among `entries`, which are given by day and position."""
    resolved: dict[str, date] = {}
    assigned: dict[str, ProblemAssigned] = {}
    for entry in entries:
        said = entry.statement
        if isinstance(said, ProblemResolved):
            resolved.setdefault(said.problem, said.on)
        elif isinstance(said, ProblemAssigned):
            assigned[said.problem] = said
    found = []
    for entry in entries:
        said = entry.statement
        if isinstance(said, ProblemRaised):
            ids = (*entry.replaces, entry.id)
            given = max((assigned[i] for i in ids if i in assigned), key=lambda a: a.on, default=None)
            found.append(
                Problem(
                    id=entry.id,
                    project=said.project,
                    text=said.problem,
                    on=said.on,
                    by=said.by,
                    resolved_on=next((resolved[i] for i in ids if i in resolved), None),
                    request=said.request,
                    measure=said.measure,
                    party=given.party if given else "",
                    due=given.due if given else None,
                    position=entry.position,
                )
            )
    return tuple(found)
