"""Any run of writing, reading, correcting and changing, by two writers of one store, beside a plain list.

Entries get the ids that a view without a store gives, "#2" for the second, so that both can be compared.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from minsheng.errors import MinshengError
from minsheng.ledger import (
    ChangeApproved,
    Checkpoint,
    Conflict,
    Corrected,
    Entry,
    Ledger,
    Progress,
    Statement,
    Store,
    View,
)
from minsheng.ledger.encoding import SHANGHAI
from minsheng.projects import Item, Plan, Project
from minsheng.storage import MemoryStore, SqliteStore
from minsheng.testing import ledger_strategies as mls
from minsheng.testing import strategies as mst

PLAN = Plan(
    id="甲县-2024",
    year=2024,
    projects=[
        Project(no="1", name="道路", leads=["甲局"], targets=["约400公里"], deadlines=["2024年11月底"]),
        Project(no="2", name="改造", leads=["乙局"], items=[Item(no="1", targets=["36个小区"])]),
    ],
)
_days = mst.days(date(2024, 1, 1), date(2024, 12, 31))
_writers = st.sampled_from([0, 1])


def _machine(new_store: Callable[[], Store]) -> type[RuleBasedStateMachine]:
    class LedgerMachine(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.store = new_store()
            self.now = datetime(2024, 12, 31, 8, tzinfo=SHANGHAI)
            self.ledgers = [self._adopted(), self._adopted()]
            self.model: list[Entry] = list(self.ledgers[0].entries())
            self.kept: list[Checkpoint] = []

        def _adopted(self) -> Ledger:
            return Ledger.adopt(self.store, PLAN, by="甲县", on="2024-01-01", clock=lambda: self.now)

        def _take(self, writer: int, statements: list[Statement], ids: list[str]) -> None:
            """What is refused leaves nothing; what is taken stands behind what there is."""
            try:
                entries = self.ledgers[writer].append_all(statements, ids=ids)
            except MinshengError:
                return
            known = {e.id for e in self.model}
            new = sorted({e.position: e for e in entries if e.id not in known}.values(), key=lambda e: e.position)
            assert [e.position for e in new] == list(range(len(self.model) + 1, len(self.model) + len(new) + 1))
            self.model += new

        @rule(writer=_writers, statements=st.lists(mls.statements(PLAN), min_size=1, max_size=3))
        def record(self, writer: int, statements: list[Statement]) -> None:
            ids = [f"#{len(self.model) + n}" for n in range(1, len(statements) + 1)]
            self._take(writer, statements, ids)

        @rule(writer=_writers, n=st.integers(0, 100), new=st.none() | mls.statements(PLAN))
        def correct(self, writer: int, n: int, new: Statement | None) -> None:
            wrong = self.model[n % len(self.model)]
            self._take(writer, [Corrected(wrong.id, replacement=new, on="2024-12-31")], [f"#{len(self.model) + 1}"])

        @rule(writer=_writers, n=st.integers(0, 100))
        def send_again(self, writer: int, n: int) -> None:
            entry = self.model[n % len(self.model)]
            if entry.position > 1:
                assert self.ledgers[writer].append(entry.statement, id=entry.id) == entry

        @rule(writer=_writers, n=st.integers(0, 100))
        def send_something_else(self, writer: int, n: int) -> None:
            entry = self.model[n % len(self.model)]
            other = Progress("1.t1", total="0.125公里", on="2024-06-28", note="别的")
            with pytest.raises(Conflict):
                self.ledgers[writer].append_all([other, other], ids=["new", entry.id])

        @rule(hours=st.integers(-30, 60))
        def time_goes_on_or_back(self, hours: int) -> None:
            self.now += timedelta(hours=hours)
            self.now = max(self.now, datetime(2024, 12, 31, 8, tzinfo=SHANGHAI))

        @rule(writer=_writers)
        def open_again(self, writer: int) -> None:
            self.ledgers[writer] = Ledger.open(self.store, PLAN.id, clock=lambda: self.now)

        @rule(writer=_writers)
        def keep_a_checkpoint(self, writer: int) -> None:
            self.kept.append(self.ledgers[writer].checkpoint())

        @rule(writer=_writers, day=_days)
        def look(self, writer: int, day: date) -> None:
            view = self.ledgers[writer].as_of(day)
            plain = View.of(PLAN, [e.statement for e in self.model], day=day)
            assert view.plan == plain.plan
            assert [e.statement for e in view.entries] == [e.statement for e in plain.entries]
            assert [f.code for f in view.findings] == [f.code for f in plain.findings]

        @precondition(lambda self: len(self.model) > 1)
        @rule(writer=_writers, n=st.integers(0, 100))
        def look_back(self, writer: int, n: int) -> None:
            known = self.model[n % len(self.model)].recorded_at.date()
            then = [e.statement for e in self.model if e.recorded_at.date() <= known]
            view = self.ledgers[writer].as_of("2024-12-31", known=known)
            assert [e.statement for e in view.entries] == [
                e.statement for e in View.of(PLAN, then, day="2024-12-31").entries
            ]

        @invariant()
        def the_plan_as_it_stands_is_that_of_the_last_day(self) -> None:
            changes = [e.statement for e in self.model if isinstance(e.statement, ChangeApproved | Corrected)]
            if not any(isinstance(c, Corrected) for c in changes):
                assert self.ledgers[0].plan == View.of(PLAN, changes, day="2099-12-31").plan

        def teardown(self) -> None:
            try:
                for ledger in self.ledgers:
                    assert list(ledger.entries()) == self.model
                    for kept in (None, *self.kept):
                        assert ledger.verify(against=kept)
                times = [e.recorded_at for e in self.model]
                assert times == sorted(times)
            finally:
                self.store.close()

    return LedgerMachine


_settings = settings(
    deadline=None,
    max_examples=40,
    stateful_step_count=20,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow],
)


def test_any_run_in_memory_agrees_with_a_plain_list() -> None:
    run_state_machine_as_test(_machine(MemoryStore), settings=_settings)


def test_any_run_in_sqlite_agrees_with_a_plain_list() -> None:
    with TemporaryDirectory() as folder:
        made: list[Path] = []

        def new_store() -> Store:
            made.append(Path(folder) / f"{len(made)}.db")
            return SqliteStore(made[-1])

        run_state_machine_as_test(_machine(new_store), settings=_settings)
