"""The ledger of one plan (台账): seals statements, and says what was known on a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from threading import RLock
from typing import ParamSpec

from minsheng.calendars import Day, Period, as_day
from minsheng.errors import Finding, InvalidValue, WrongType, check_text
from minsheng.ledger.difference import Diff, between
from minsheng.ledger.encoding import SHANGHAI, encoded
from minsheng.ledger.entries import Entry, made_entry
from minsheng.ledger.failures import BrokenChain, Conflict, Contended, NotAdopted, PlanDiffers, UnknownLedger
from minsheng.ledger.forking import open_in_children
from minsheng.ledger.history import Concerning, History, concerned, history
from minsheng.ledger.ids import Ids
from minsheng.ledger.journal import Journal, remarks_on
from minsheng.ledger.pages import all_opened
from minsheng.ledger.prefix import Draft, Prefix
from minsheng.ledger.rows import Duplicate, Moved, Row, Store
from minsheng.ledger.sameness import same
from minsheng.ledger.sealing import Checkpoint, Verdict, chained, checked_id, digest, entries_with
from minsheng.ledger.statements import KINDS, Evidence, PlanAdopted, Progress, Statement, Unknown
from minsheng.ledger.trying import Refused, tried
from minsheng.ledger.turns import CROWDED, turn
from minsheng.ledger.validation import check_adoption, settled
from minsheng.ledger.verifying import verified
from minsheng.ledger.view import View, folded
from minsheng.projects import Plan
from minsheng.targets import Quantity

_ATTEMPTS = 1000
"""Each failed attempt means that somebody else got an entry in, so a crowd gets through long before this."""
_ADOPTION = "adoption"
"""Id of the first entry of every ledger, so that two who adopt at once do it once."""
_SEALED = frozenset((*KINDS.values(), Unknown))
P = ParamSpec("P")
Check = Callable[[View], None]
"""Raises what forbids an entry behind all those that the view has."""


def now() -> datetime:
    """This moment, in Asia/Shanghai."""
    return datetime.now(SHANGHAI)


class Ledger:
    """The append-only record of one plan (工作台账), in a store that the caller opens and closes.

    Only a ledger seals: it validates, gives place, time and digest, and tries again when others came first. It keeps
    nothing but what can not change, the entries it has folded; so every answer depends on the store alone. Safe to use
    from several threads, and after a fork.

    >>> from minsheng.projects import Project
    >>> from minsheng.storage import MemoryStore
    >>> plan = Plan(id="demo-2024", year=2024, projects=[Project(no="1", name="道路", targets=["约400公里"])])
    >>> ledger = Ledger.adopt(MemoryStore(), plan, by="县政府办公室", on="2024-02-06")
    >>> ledger.report("1", total="120公里", on="2024-06-28", by="县交运局").position
    2
    >>> str(ledger.as_of("2024-06-30").done("1").total), str(ledger.as_of("2024-06-27").done("1").total)
    ('120公里', '尚无填报')
    >>> print(ledger.verify())
    台账“demo-2024”的2笔记录全部完好
    """

    def __init__(self, store: Store, plan_id: str, *, clock: Callable[[], datetime] = now) -> None:
        """Callers use `adopt` or `open`."""
        self.store = store
        self.plan_id = plan_id
        self._clock = clock
        self._ids = Ids()
        self._lock = RLock()
        open_in_children(self)
        self._prefix = Prefix(plan_id)
        self._crowded = 0
        """Appends that still wait for a turn."""
        self._entries: list[Entry] | None = None
        self._sealed: tuple[Entry, ...] = ()
        """What was sealed last: the prefix ends in front of it, until somebody asks for more."""
        self._folding = False
        """True while an entry is half taken in; whoever finds it so, after Ctrl-C in a notebook, folds anew."""

    @classmethod
    def adopt(
        cls,
        store: Store,
        plan: Plan,
        *,
        by: str,
        on: Day,
        note: str = "",
        recorder: str = "",
        ahead: bool = False,
        early: bool = False,
        clock: Callable[[], datetime] = now,
    ) -> Ledger:
        """Begin the ledger of a plan (建账); the same plan again changes nothing and gives the ledger that there is.

        An adoption can not be corrected: `ahead` says that its day is really one to come (预先建账), `early` that it is before
        the document and the December in front of the plan's year.

        Raises:
            InvalidValue: `on` is such a day, and nobody said so: a slip of the year.
            PlanDiffers: the store has a ledger of another plan with this id; says in what they differ.
        """
        ledger = cls(store, plan.id, clock=clock)
        check_text("recorder", recorder)
        statement = PlanAdopted(plan=plan, by=by, on=on, note=note)
        if store.last(plan.id) is None:
            check_adoption(statement, ledger._stamp().date(), ahead=ahead, early=early)
            with suppress(Duplicate, Moved):  # somebody else was first: see with what
                ledger._seal([_ADOPTION], [statement], recorder)
        with ledger._lock:
            ledger._catch_up()
        if ledger.baseline != plan:
            raise PlanDiffers(plan.id, ledger.baseline.differences(plan))
        return ledger

    @classmethod
    def open(cls, store: Store, plan_id: str | None = None, *, clock: Callable[[], datetime] = now) -> Ledger:
        """The ledger of a plan that was adopted before; without an id the only one of the store.

        Raises:
            UnknownLedger: the store has none of this id, or no id was given and it has none or several.
            BrokenChain: its first entries are not what was sealed.
        """
        if plan_id is None:
            plans = store.plans()
            if len(plans) != 1:
                raise UnknownLedger("ledger", "", plans)
            plan_id = plans[0]
        if store.last(plan_id) is None:
            raise UnknownLedger("ledger", plan_id, store.plans())
        return cls(store, plan_id, clock=clock)

    @property
    def baseline(self) -> Plan:
        """The plan as it was adopted."""
        with self._lock:
            if not self._prefix.position:
                self._catch_up()
            return self._prefix.baseline

    @property
    def plan(self) -> Plan:
        """The plan with all changes approved so far."""
        with self._lock:
            self._catch_up()
            return self._prefix.plan_on(date.max)

    # writing

    def report(
        self,
        target: str,
        *,
        on: Day,
        total: Quantity | str | None = None,
        added: Quantity | str | None = None,
        period: Period | str | None = None,
        member: str = "",
        by: str = "",
        note: str = "",
        reason: str = "",
        evidence: Iterable[Evidence | str] = (),
        recorder: str = "",
        id: str | None = None,
    ) -> Entry:
        """Record progress on a target (填报进展): the `total` so far, or what was `added` in a `period`.

        Raises:
            InvalidValue: both or neither is given, the unit is not the target's, or a total falls without a `reason`.
            AmbiguousTarget: the number has several targets; carries their ids.
        """
        said = Progress(
            target,
            on=on,
            total=total,
            added=added,
            period=period,
            member=member,
            by=by,
            note=note,
            reason=reason,
            evidence=evidence,
        )
        return self.append(said, id=id, recorder=recorder)

    def append(
        self, statement: Statement, *, id: str | None = None, recorder: str = "", check: Check | None = None
    ) -> Entry:
        """Record one statement; see `append_all`."""
        return self._append((statement,), None if id is None else (id,), recorder, check)[0]

    def append_all(
        self,
        statements: Iterable[Statement],
        *,
        ids: Iterable[str] | None = None,
        recorder: str = "",
        check: Check | None = None,
    ) -> list[Entry]:
        """Record statements, all or none, and give their entries in the same order.

        With `ids` this is idempotent: what is stored under its id already is given back and not stored again. `check`
        sees all that is recorded, for every day, and raises what forbids the statements: it is asked again whenever
        somebody else came first, so that they stand right behind what it has seen; never where all are stored already.

        Raises:
            Conflict: an id is taken by another statement.
            MinshengError: a statement can not stand in this ledger; which error says why.
            StoreFailed: the store can not take them.
        """
        if isinstance(ids, str):
            raise InvalidValue("errors.bare-text", value=ids)
        return self._append(tuple(statements), None if ids is None else tuple(ids), recorder, check)

    def _append(
        self, said: tuple[Statement, ...], ids: tuple[str, ...] | None, recorder: str, check: Check | None
    ) -> list[Entry]:
        if recorder != "":
            check_text("recorder", recorder)
        for statement in said:
            if type(statement) not in _SEALED:  # a child class would be read back as its parent
                raise WrongType("statement", "Statement", statement)
        if ids is not None:
            for id in ids:
                checked_id(id)
            if len(ids) != len(said):
                raise InvalidValue("ledger.ids-and-statements", ids=len(ids), statements=len(said))
        with self._lock:
            self._catch_up(first=True)
            if ids is None:
                return self._until_done(self._seal, None, said, recorder, check)
            return self._append_known(ids, said, recorder, check)

    def refused(
        self, statements: Iterable[Statement], *, ids: Iterable[str] | None = None, recorder: str = ""
    ) -> list[Refused]:
        """What `append_all` would refuse of a batch, all at once: places in it, counted from 0, and why. Nothing is written."""
        said = tuple(statements)
        names = [f"?{place}" for place in range(len(said))] if ids is None else list(ids)
        with self._lock:
            self._catch_up()
            return tried(self._prefix, self._look, said, names, stamp=self._stamp(), recorder=recorder)

    def _append_known(
        self, ids: Sequence[str], statements: Sequence[Statement], recorder: str, check: Check | None
    ) -> list[Entry]:
        wanted: dict[str, Statement] = {}
        for id, statement in zip(ids, statements, strict=True):
            if wanted.setdefault(id, statement) != statement:
                raise Conflict(self.plan_id, id)

        def attempt() -> list[Entry]:
            entries = self._stored(wanted)
            missing = [id for id in wanted if id not in entries]
            new = self._seal(missing, [wanted[id] for id in missing], recorder, check)
            entries |= {entry.id: entry for entry in new}
            return [entries[id] for id in ids]

        return self._until_done(attempt)

    def _until_done(self, attempt: Callable[P, list[Entry]], *args: P.args, **named: P.kwargs) -> list[Entry]:
        """`attempt`, and again when others came first."""
        last = 0
        for _ in range(_ATTEMPTS):
            try:
                if not self._crowded:
                    return attempt(*args, **named)
                known = self._prefix.position
                with turn(self.store, self.plan_id, after=known, told=self._catch_up):
                    if self._prefix.position < last:  # the store has it and does not give it
                        raise BrokenChain("ledger.broken-end", self.plan_id, self._prefix.position + 1, "—")
                    self._crowded = self._crowded - 1 if self._prefix.position == known else CROWDED
                    return attempt(*args, **named)
            except (Moved, Duplicate) as late:
                self._crowded, last = CROWDED, late.last.position if isinstance(late, Moved) and late.last else last
        raise Contended(self.plan_id, _ATTEMPTS)

    def _ask(self, check: Check) -> None:
        """Have `check` see all entries, those that come in while it looks included; what is sealed next follows them."""
        position = -1
        while position != self._prefix.position:
            view = self.as_of(date.max)
            position = self._prefix.position
            check(view)

    def _look(self, id: str) -> Statement | None:
        """The statement that the store has under this id."""
        entry = entries_with(self.store, self.plan_id, (id,)).get(id)
        return None if entry is None else entry.statement

    def _stored(self, wanted: dict[str, Statement]) -> dict[str, Entry]:
        """Entries that the store has under these ids.

        Raises:
            Conflict: one of them says something else.
        """
        found = entries_with(self.store, self.plan_id, wanted)
        for id, entry in found.items():
            if not same(wanted[id], entry.statement):
                raise Conflict(self.plan_id, id)
        return found

    def _seal(
        self, ids: Sequence[str] | None, statements: Sequence[Statement], recorder: str, check: Check | None = None
    ) -> list[Entry]:
        """Write the statements right behind what is folded; without `ids` each gets one.

        Raises:
            Moved, Duplicate: nothing was written, others came first.
        """
        if not statements:
            return []
        if check is not None:
            self._ask(check)
        stamp = self._stamp()
        today = stamp.date()
        plan, known = self.plan_id, self._prefix
        position, seal = known.position, known.digest
        draft = None if len(statements) == 1 else Draft(known, self._look)
        front, look = (known, self._look) if draft is None else (draft, draft.look)
        rows: list[Row] = []
        entries: list[Entry] = []
        for id, given in zip(ids or self._ids.take(stamp, len(statements)), statements, strict=True):
            statement = settled(given, front, look, today) if position else given
            data = encoded(stamp, recorder, statement)
            position += 1
            seal = digest(seal, plan, position, id, data)
            entry = made_entry(plan, position, id, seal, stamp, recorder, statement)
            if draft is not None:
                draft.add(entry)
            rows.append(Row(plan, position, id, seal, data))
            entries.append(entry)
        self.store.append(plan, rows, after=known.position)
        self._sealed = tuple(entries)
        return entries

    def _stamp(self) -> datetime:
        """The clock's time, never before that of the last entry."""
        moment = self._clock()
        if moment.tzinfo is not SHANGHAI:
            if moment.utcoffset() is None:
                raise InvalidValue("ledger.naive-clock", value=moment.isoformat())
            moment = moment.astimezone(SHANGHAI)
        previous = self._prefix.recorded_at
        return moment if previous is None or moment > previous else previous

    # reading

    def _catch_up(self, rows: Iterable[Row] | None = None, *, first: bool = False) -> None:
        """Fold what was sealed last and the `rows` that came in since; `first`: these only if nothing is folded yet, since
        `Moved` tells of them."""
        if self._folding:
            self._prefix, self._entries, self._folding, rows = Prefix(self.plan_id), None, False, None
            self._sealed = ()
        known, sealed, self._sealed = self._prefix, self._sealed, ()
        self._fold(sealed)
        if first and known.position:
            return
        if rows is None:
            rows = self.store.read(self.plan_id, after=known.position)
        self._fold(all_opened(chained(rows, self.plan_id, known.position, known.digest)))
        if not known.position:
            raise UnknownLedger("ledger", self.plan_id, self.store.plans())

    def _fold(self, new: Iterable[Entry]) -> None:
        for entry in new:
            self._folding = True
            self._prefix.add(entry)
            if self._entries is not None:
                self._entries.append(entry)
            self._folding = False

    def _known(self) -> list[Entry]:
        """All entries, those that came in since included."""
        if self._folding or self._entries is None:
            self._folding = True
            self._entries, self._prefix, self._sealed = [], Prefix(self.plan_id), ()
            self._folding = False
        self._catch_up()
        return self._entries

    def as_of(self, day: Day, *, known: Day | None = None) -> View:
        """How things stood on `day`, by all that is recorded, or by what was `known` at the end of that day.

        Raises:
            NotAdopted: `day` is before the adoption, or the adoption was not recorded yet when `known` ended.
        """
        wanted = as_day(day)
        with self._lock:
            entries = self._known()
            count = len(entries)
            if known is not None:
                count = bisect_right(entries, as_day(known), key=lambda entry: entry.recorded_at.date())
            recorded_on, entries = entries[0].recorded_at.date(), entries[:count]
            baseline, adopted_on = self._prefix.baseline, self._prefix.adopted_on
        assert adopted_on is not None
        if wanted < adopted_on:
            raise NotAdopted(self.plan_id, wanted, adopted_on)
        if known and not entries:
            raise NotAdopted(self.plan_id, as_day(known), adopted_on, recorded_on=recorded_on)
        return folded(baseline, entries, wanted, adopted_on)

    @property
    def last_day(self) -> date:
        """The latest day that an entry speaks of which was not corrected (最后日期), corrections included; one that decides
        for a day to come counts by the day of its recording."""
        with self._lock:
            entries, corrected = self._known(), self._prefix.corrected
            days = (min(e.statement.on, e.recorded_at.date()) for e in entries if not corrected.get(e.id))
            began = self._prefix.adopted_on or date.min
            return max(began, max(days, default=began))

    def entries(self) -> Iterator[Entry]:
        """All entries as they were sealed (台账流水), read from the store and checked one by one.

        Raises:
            BrokenChain: when the reading comes to a row that is not what was sealed.
        """
        return all_opened(chained(self.store.read(self.plan_id), self.plan_id))

    def journal(self) -> Journal:
        """All entries in order, each with what became of it and what was to be known of it (台账流水): who corrected it
        and when, the number of its case, remarks. It takes little memory, however many there are.

        Raises:
            UnknownLedger, BrokenChain, StoreFailed: see `entries`.
        """
        return Journal(self.store, self.plan_id)

    def remarks(self, entries: Iterable[Entry]) -> dict[str, tuple[Finding, ...]]:
        """What was to be known of entries when they were recorded (提示), by id: a unit that was converted, a total that
        fell, more than was promised, a body that does not answer for it.

        Of what was sealed last this costs nothing; of older ones the ledger is read up to them.
        """
        wanted = {entry.position for entry in entries}
        with self._lock:
            anew = self._folding or self._prefix.position >= min(wanted, default=0)
            start = Prefix(self.plan_id) if anew else Draft(self._prefix, self._look)
            return remarks_on(wanted, self.store, start) if wanted else {}

    def history(self, number: str) -> History:
        """Everything that was ever recorded on a target, item or project (台账沿革), its parts included, corrected
        entries and approved changes too.

        Raises:
            UnknownNumber: neither the plan as it stands nor the baseline has it.
        """
        with self._lock:
            self._catch_up()
            plans = (self._prefix.plan_on(date.max), self._prefix.baseline)
            concerning = Concerning(*concerned(number, plans))
            return history(number, concerning, self.entries() if self._entries is None else self._entries)

    def diff(self, first: Day, second: Day, *, hindsight: bool = False) -> Diff:
        """What is new on day `second` against day `first`, each by what was known at its end.

        With `hindsight` both by all that is recorded today: for a ledger that was filled in afterwards.

        Raises:
            NotAdopted: one of the days is before the adoption, or nothing was known of it yet.
        """
        one, other = (self.as_of(day, known=None if hindsight else day) for day in (first, second))
        return between(one, other)

    def verify(self, against: Checkpoint | Iterable[Checkpoint] | None = None) -> Verdict:
        """Whether every stored row is what was sealed (校验), in one pass and with little memory.

        It proves that nothing before a kept checkpoint was changed; it does not prove who wrote it. Rows that were cut
        off the end are missed only `against` a checkpoint, one that was moved to another plan also by `verify_store`.

        Raises:
            InvalidValue: a checkpoint is of another ledger.
        """
        return verified(self.store, self.plan_id, against)

    def checkpoint(self) -> Checkpoint:
        """Where the ledger stands now (校验点); keep it outside the store.

        Raises:
            UnknownLedger: the store has no entry of this plan any more.
        """
        if (row := self.store.last(self.plan_id)) is None:
            raise UnknownLedger("ledger", self.plan_id, self.store.plans())
        return Checkpoint(plan=self.plan_id, position=row.position, digest=row.digest.hex())
