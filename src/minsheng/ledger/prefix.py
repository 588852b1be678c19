"""What a ledger keeps of the entries it has folded (已归并的前段): only what a later entry can depend on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar

from minsheng.ledger.additions_by_period import Addition, Key, Total, behind, key_of, with_addition
from minsheng.ledger.delta import target_ids
from minsheng.ledger.entries import Entry, Recorded
from minsheng.ledger.failures import BrokenChain
from minsheng.ledger.folding import in_force, up_to, with_changes
from minsheng.ledger.statements import ChangeApproved, Corrected, FundingReported, PlanAdopted, Progress, Statement
from minsheng.projects import Plan
from minsheng.responsibility import Directory
from minsheng.targets import Quantity

K = TypeVar("K")
V = TypeVar("V")

_SHAPING = (ChangeApproved, Corrected)


class Kept(Protocol[K, V]):
    """What a prefix asks of a mapping: a dict, or what lies over one."""

    def get(self, key: K, /) -> V | None: ...

    def items(self) -> Iterable[tuple[K, V]]: ...

    def __setitem__(self, key: K, value: V, /) -> None: ...


class Layered(Generic[K, V]):
    """A mapping that lies over another one, which it does not change (分层)."""

    def __init__(self, below: Kept[K, V]) -> None:
        self._below = below
        self._new: dict[K, V] = {}

    def get(self, key: K, /) -> V | None:
        """The value, or None."""
        return self._new[key] if key in self._new else self._below.get(key)

    def items(self) -> Iterator[tuple[K, V]]:
        """All keys with their values."""
        yield from ((key, value) for key, value in self._below.items() if key not in self._new)
        yield from self._new.items()

    def __setitem__(self, key: K, value: V, /) -> None:
        self._new[key] = value


class Prefix:
    """The first entries of one plan's ledger, folded; it can only grow.

    The plan as it stands depends on its adoption, on changes and on corrections; whether a total falls on the latest
    one of its target; what periods added since on each other. Other reports are not kept.
    """

    def __init__(self, plan: str) -> None:
        self.plan = plan
        self.position = 0
        self.digest = b""
        self.recorded_at: datetime | None = None
        self.adopted_on: date | None = None
        self.first_day = date.max
        """The first day that a statement may speak of: the plan's start, or 1 January of its year."""
        self.corrected: Kept[str, str] = {}
        """Id of an entry → id of the one that corrects it."""
        self.ids: frozenset[str] = frozenset()
        """Every target id that was ever given, retired ones included."""
        self._directory = Directory()
        """The baseline's, by which members are known."""
        self._versions: list[tuple[date, Plan]] = []
        """First day and plan, days ascending: the baseline, then one for each change in force."""
        self._changes: list[Recorded] = []
        """The changes in force, in the order of the versions that they make."""
        self._shaping: list[Entry] = []
        self._latest: Kept[Key, Total | None] = {}
        """None where it is not known since a correction."""
        self._added: Kept[Key, tuple[Addition, ...]] = {}

    @property
    def baseline(self) -> Plan:
        """The plan as adopted."""
        return self._versions[0][1]

    def plan_on(self, day: date) -> Plan:
        """The plan with the approved changes up to `day`."""
        first, plan = self._versions[-1]
        if day >= first:  # nearly always
            return plan
        return self._versions[max(bisect_right(self._versions, day, key=_first) - 1, 0)][1]

    def latest(self, key: Key) -> Total | None:
        """The total with the latest day, of one day the last recorded; None if there is none, or it is not known since a correction."""
        return self._latest.get(key)

    def added(self, key: Key) -> tuple[Addition, ...]:
        """What single periods added that the latest total has not already, by day and position; of one period the last."""
        return self._added.get(key) or ()

    def keys(self, statement: Statement) -> tuple[tuple[Key, Quantity], ...]:
        """What totals a statement gives, each with what it is of."""
        if isinstance(statement, Progress):
            if statement.total is None:
                return ()
            return ((key_of(statement.target, statement.member, self._directory), statement.total),)
        if isinstance(statement, FundingReported):
            kinds = (("received", statement.received), ("spent", statement.spent))
            return tuple(
                ((statement.project, statement.source, k), amount) for k, amount in kinds if amount is not None
            )
        return ()

    def _note(self, id: str, position: int, statement: Statement) -> None:
        """Keep the totals that a statement gives, where they are the latest, or what a period added."""
        for key, amount in self.keys(statement):
            known = self._latest.get(key)
            if known is None or statement.on >= known.on:
                self._latest[key] = Total(statement.on, position, id, amount)
                if added := self._added.get(key):
                    self._added[key] = behind(added, statement.on)
        if isinstance(statement, Progress) and statement.added is not None:
            self._note_added(id, position, statement)

    def _note_added(self, id: str, position: int, report: Progress) -> None:
        key = key_of(report.target, report.member, self._directory)
        assert report.added is not None
        assert report.period is not None
        total = self._latest.get(key)
        if total is None or report.period.last > total.on:
            new = Addition(report.on, position, id, report.period, report.added)
            self._added[key] = with_addition(self.added(key), new)

    def _replace(self, corrected: str, id: str, position: int, replacement: Statement | None) -> None:
        """The same for a correction; where it corrects the latest total, the one before is not known any more."""
        for key, known in list(self._latest.items()):
            if known is not None and known.id == corrected:
                position = known.position
                self._latest[key] = None
        for key, added in list(self._added.items()):
            for wrong in [a for a in added if a.id == corrected]:
                position = wrong.position
                self._added[key] = tuple(a for a in added if a is not wrong)
        if replacement is None:
            return
        for key, amount in self.keys(replacement):
            latest = self._latest.get(key)
            if latest is None or replacement.on > latest.on:
                self._latest[key] = Total(replacement.on, position, id, amount)
        if isinstance(replacement, Progress) and replacement.added is not None:
            self._note_added(id, position, replacement)

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
            self.first_day = min(statement.plan.starts, date(statement.plan.year, 1, 1))
            self._directory = statement.plan.directory
            self._versions = [(date.min, statement.plan)]
            self.ids = frozenset((*statement.plan.target_ids, *statement.plan.retired))
        self.position, self.digest, self.recorded_at = entry.position, entry.digest, entry.recorded_at
        if not isinstance(statement, _SHAPING):
            self._note(entry.id, entry.position, statement)
            return
        change: Statement | None = statement
        if isinstance(statement, Corrected):
            self.corrected[statement.corrects] = entry.id
            change = statement.replacement
            self._replace(statement.corrects, entry.id, entry.position, change)
        if isinstance(change, ChangeApproved):
            self.ids |= target_ids(change.changes)
        self._shape(entry)

    def _shape(self, entry: Entry) -> None:
        """Lay a change on the plan, or a correction of one; versions in front of it stay, so most changes cost but one."""
        statement = entry.statement
        if isinstance(statement, Corrected) and all(e.id != statement.corrects for e in self._shaping):
            return  # a correction of anything else shapes nothing
        self._shaping = [*self._shaping, entry]
        if isinstance(statement, ChangeApproved) and statement.on >= self._versions[-1][0]:
            self._lay([*self._changes, entry], kept=len(self._changes))
            return
        changes = up_to(in_force(self._shaping).entries, date.max)
        pairs = enumerate(zip(changes, self._changes, strict=False))
        kept = next((i for i, (new, old) in pairs if (new.position, new.id) != (old.position, old.id)), None)
        self._lay(changes, kept=min(len(changes), len(self._changes)) if kept is None else kept)

    def _lay(self, changes: list[Recorded], *, kept: int) -> None:
        """Another list of the changes in force; the first ones, `kept`, are as they were."""
        versions = self._versions[: kept + 1]
        plan = versions[-1][1]
        for change in changes[kept:]:
            plan, _ = with_changes(plan, (change,))
            versions.append((change.statement.on, plan))
        self._changes, self._versions = changes, versions


class Draft(Prefix):
    """A prefix that goes on from another one by entries that are not stored yet, without changing it (草稿); good until that
    one goes on. To make one costs the same, however much the other has."""

    def __init__(self, prefix: Prefix, stored: Callable[[str], Statement | None]) -> None:
        vars(self).update(vars(prefix))
        self.corrected, self._latest = Layered(prefix.corrected), Layered(prefix._latest)
        self._added = Layered(prefix._added)
        self._stored = stored
        self._said: dict[str, Statement] = {}

    def add(self, entry: Entry) -> None:
        """See `Prefix.add`."""
        super().add(entry)
        self._said[entry.id] = entry.statement

    def look(self, id: str) -> Statement | None:
        """What the entry with this id says, whether it is stored or not."""
        return self._said[id] if id in self._said else self._stored(id)


def _first(version: tuple[date, Plan]) -> date:
    return version[0]
