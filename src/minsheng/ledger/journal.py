"""A ledger gone through entry by entry, with what is known of each (台账流水), in little memory however long it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from itertools import islice

from minsheng.errors import Finding
from minsheng.ledger.entries import Entry
from minsheng.ledger.folding import differences
from minsheng.ledger.history import CaseNumbers, Concerning, Step, concerned
from minsheng.ledger.pages import all_opened
from minsheng.ledger.prefix import Prefix
from minsheng.ledger.references import mentioned, those_mentioned
from minsheng.ledger.remarks import RemarksThen
from minsheng.ledger.rows import Store
from minsheng.ledger.sealing import chained, entries_with
from minsheng.ledger.statements import ChangeApproved
from minsheng.projects import Difference, Plan

_PAGE = 256


class Journal:
    """The entries of a ledger in the order of recording, each with what became of it (台账流水); see `Ledger.journal`.

    It is read through once when it is made, which tells what a head needs, and again by whoever goes through it. Nothing
    is kept but the folded prefix: which entries were corrected, the plan, the latest totals. It ends with the entry that
    was last when it was made.
    """

    def __init__(self, store: Store, plan: str) -> None:
        self._store, self._plan = store, plan
        prefix = Prefix(plan)
        self.made_up = False
        """Whether an entry says that it is made up (虚构)."""
        last = date.min
        for entry in all_opened(chained(store.read(plan), plan)):
            prefix.add(entry)
            last = max(last, entry.statement.on)
            self.made_up = self.made_up or entry.made_up
        self._prefix = prefix
        self.last_day = last
        """The latest day that an entry speaks of."""

    @property
    def entries(self) -> int:
        """How many they are."""
        return self._prefix.position

    @property
    def plan(self) -> Plan:
        """With all changes approved so far."""
        return self._prefix.plan_on(date.max)

    def __iter__(self) -> Iterator[Step]:
        return self.after(0)

    def after(self, position: int) -> Iterator[Step]:
        """The steps behind a position; what stands in front of them is only folded."""
        return self._steps(lambda entry: entry.position > position)

    def on(self, number: str) -> Iterator[Step]:
        """Those steps that are on a project, item or target, its parts included, and entries that speak of these.

        Raises:
            UnknownNumber: neither the plan as it stands nor the baseline has it.
        """
        return self._steps(Concerning(*concerned(number, (self.plan, self._prefix.baseline))).takes)

    def _steps(self, wanted: Callable[[Entry], bool]) -> Iterator[Step]:
        """Steps of the entries that are wanted; the others are only folded."""
        rows = islice(chained(self._store.read(self._plan), self._plan), self.entries)
        entries = all_opened(rows)
        numbers, prefix = CaseNumbers(), Prefix(self._plan)
        remarks = RemarksThen(prefix)
        while page := list(islice(entries, _PAGE)):
            taken = {entry.position for entry in page if wanted(entry)}
            shown = [entry for entry in page if entry.position in taken]
            corrections, known = self._corrections(shown), self._mentioned(shown)
            for entry in page:
                case = numbers.of(entry)
                if entry.position in taken:
                    later = self._prefix.corrected.get(entry.id) or ""
                    yield Step(
                        entry=entry,
                        corrected_by=later,
                        correction=corrections.get(later),
                        case=case,
                        mentions=those_mentioned([entry.statement], known) if known else (),
                        changes=_changes(entry, prefix),
                        remarks=() if later or not prefix.position else remarks.of(entry),
                    )
                prefix.add(entry)

    def _mentioned(self, entries: Sequence[Entry]) -> dict[str, Entry]:
        """Entries that one of these speaks of, by id."""
        return entries_with(self._store, self._plan, mentioned(entry.statement for entry in entries))

    def _corrections(self, entries: Sequence[Entry]) -> dict[str, Entry]:
        """Entries that corrected one of these, by id."""
        wanted = [later for entry in entries if (later := self._prefix.corrected.get(entry.id))]
        found = entries_with(self._store, self._plan, wanted)
        return {id: entry for id, entry in found.items() if entry.position <= self.entries}


def _changes(entry: Entry, prefix: Prefix) -> tuple[Difference, ...]:
    """What an approved change changes of the plan in front of it."""
    said = entry.statement
    return differences(prefix.plan_on(said.on), said) if isinstance(said, ChangeApproved) else ()


def remarks_on(wanted: Collection[int], store: Store, prefix: Prefix) -> dict[str, tuple[Finding, ...]]:
    """What was to be known of the entries at these positions when they were recorded, by id; none of them is in `prefix`,
    which is gone on from."""
    telling, found = RemarksThen(prefix), {}
    rows = store.read(prefix.plan, after=prefix.position)
    for entry in all_opened(chained(rows, prefix.plan, prefix.position, prefix.digest)):
        if entry.position in wanted and prefix.position:
            found[entry.id] = telling.of(entry)
        prefix.add(entry)
        if entry.position >= max(wanted):
            break
    return found
