"""What a ledger keeps of the entries it has folded (已归并的前段): only what a later entry can depend on."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime

from minsheng.ledger.delta import target_ids
from minsheng.ledger.entries import Entry
from minsheng.ledger.failures import BrokenChain
from minsheng.ledger.folding import in_force, up_to, with_changes
from minsheng.ledger.statements import ChangeApproved, Corrected, PlanAdopted
from minsheng.projects import Plan


class Prefix:
    """The first entries of one plan's ledger, folded; it can only grow.

    The plan as it stands depends on its adoption, on changes and on corrections: reports are not kept.
    """

    def __init__(self, plan: str) -> None:
        self.plan = plan
        self.position = 0
        self.digest = b""
        self.recorded_at: datetime | None = None
        self.adopted_on: date | None = None
        self.corrected: dict[str, str] = {}
        """Id of an entry → id of the one that corrects it."""
        self.ids: frozenset[str] = frozenset()
        """Every target id that was ever given, retired ones included."""
        self._versions: list[tuple[date, Plan]] = []
        """First day and plan, days ascending: the baseline, then one for each change in force."""
        self._shaping: list[Entry] = []

    def copy(self) -> Prefix:
        """The same, to go on from without changing this one."""
        twin = Prefix(self.plan)
        twin.__dict__ |= self.__dict__
        return twin

    @property
    def baseline(self) -> Plan:
        """The plan as adopted."""
        return self._versions[0][1]

    @property
    def first_day(self) -> date:
        """The first day that a statement may speak of: the plan's start, or 1 January of its year."""
        return min(self.baseline.starts, date(self.baseline.year, 1, 1))

    def plan_on(self, day: date) -> Plan:
        """The plan with the approved changes up to `day`."""
        return self._versions[max(bisect_right(self._versions, day, key=_first) - 1, 0)][1]

    def add(self, entry: Entry) -> None:
        """Go on by one entry.

        Raises:
            BrokenChain: the first entry adopts no plan.
        """
        statement = entry.statement
        if entry.position == 1:
            if not isinstance(statement, PlanAdopted) or statement.plan.id != self.plan:
                raise BrokenChain("ledger.broken-start", self.plan, 1, entry.id)
            self.adopted_on = statement.on
            self._versions = [(date.min, statement.plan)]
            self.ids = frozenset((*statement.plan.target_ids, *statement.plan.retired))
        self.position, self.digest, self.recorded_at = entry.position, entry.digest, entry.recorded_at
        if isinstance(statement, Corrected):
            self.corrected = self.corrected | {statement.corrects: entry.id}
            change = statement.replacement
        else:
            change = statement
        if isinstance(change, ChangeApproved):
            self.ids |= target_ids(change.changes)
        if isinstance(statement, Corrected | ChangeApproved):
            self._shape(entry)

    def pass_over(self, position: int, digest: bytes) -> None:
        """Go on over an entry on which nothing later depends."""
        self.position, self.digest = position, digest

    def _shape(self, entry: Entry) -> None:
        self._shaping = [*self._shaping, entry]
        if isinstance(entry.statement, Corrected) and not any(
            isinstance(e.statement, ChangeApproved) for e in self._shaping
        ):
            return
        plan = self.baseline
        versions = [(date.min, plan)]
        for change in up_to(in_force(self._shaping).entries, date.max):
            plan, _ = with_changes(plan, (change,))
            versions.append((change.statement.on, plan))
        self._versions = versions


def _first(version: tuple[date, Plan]) -> date:
    return version[0]
