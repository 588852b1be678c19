"""How much of a project's money has come in and been spent (资金到位、支出)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from attrs import frozen

from minsheng.errors import Undefined
from minsheng.ledger.done import NOTHING
from minsheng.ledger.entries import Recorded
from minsheng.ledger.statements import FundingReported
from minsheng.projects import Project
from minsheng.targets import Quantity

NOT_PLANNED = Undefined("计划未列此项资金")


@frozen(kw_only=True)
class Funded:
    """One sum of money of a project (资金): what was promised, what has come in, what is spent."""

    project: str
    source: str
    """As the plan or, where it has none, the report names it."""
    promised: Quantity | Undefined
    received: Quantity | Undefined
    """累计到位"""
    spent: Quantity | Undefined
    """累计支出"""
    last: date | None
    """Latest day that a report on it speaks of; None: nothing is reported."""
    ids: tuple[str, ...]
    """Entries that say so, by day and position."""

    @property
    def received_ratio(self) -> Fraction | Undefined:
        """到位率: received of promised, raw; Undefined where one of them is."""
        return _ratio(self.received, self.promised)

    @property
    def spent_ratio(self) -> Fraction | Undefined:
        """支出率: spent of received, raw; Undefined where one of them is."""
        return _ratio(self.spent, self.received)


def _ratio(part: Quantity | Undefined, whole: Quantity | Undefined) -> Fraction | Undefined:
    if isinstance(part, Undefined):
        return part
    if isinstance(whole, Undefined):
        return whole
    return part.base / whole.base if whole.base else NO_MONEY


NO_MONEY = Undefined("金额为零")


def funded(project: Project, entries: Iterable[Recorded]) -> tuple[Funded, ...]:
    """The money of a project by the reports among `entries`, given by day and position: that of the plan in its order,
    then what is only reported."""
    reports: dict[str, list[tuple[Recorded, FundingReported]]] = {f.source: [] for f in project.funding}
    for entry in entries:
        said = entry.statement
        if isinstance(said, FundingReported) and said.project == project.no:
            source = said.source
            if not source and len(project.funding) == 1:
                source = project.funding[0].source
            reports.setdefault(source, []).append((entry, said))
    promised = {f.source: f.amount for f in project.funding}
    return tuple(_one(project.no, source, promised.get(source, NOT_PLANNED), own) for source, own in reports.items())


def _one(
    project: str, source: str, promised: Quantity | Undefined, reports: list[tuple[Recorded, FundingReported]]
) -> Funded:
    received: Quantity | Undefined = NOTHING
    spent: Quantity | Undefined = NOTHING
    says: dict[str, Recorded] = {}
    for entry, said in reports:
        if said.received is not None:
            received, says["received"] = said.received, entry
        if said.spent is not None:
            spent, says["spent"] = said.spent, entry
    used = sorted({e.id: e for e in says.values()}.values(), key=lambda e: (e.statement.on, e.position))
    return Funded(
        project=project,
        source=source,
        promised=promised,
        received=received,
        spent=spent,
        last=max((e.statement.on for e in used), default=None),
        ids=tuple(e.id for e in used),
    )
