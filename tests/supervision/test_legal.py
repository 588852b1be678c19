"""Every path of a case stays legal, on every store: what the office records always counts, what is refused leaves nothing.

The allowed steps are written down here once more, by hand, so that a slip in the library's table is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from minsheng.calendars import ChinaCalendar
from minsheng.ledger import (
    CaseClosed,
    CaseEscalated,
    CaseExtended,
    CaseOpened,
    CaseReminded,
    CaseReopened,
    CaseReplied,
    CaseReturned,
    CaseStep,
    CaseVerified,
    Corrected,
    Entry,
    ExtensionAsked,
    Ledger,
    Statement,
    Store,
    View,
)
from minsheng.storage import MemoryStore, SqliteStore, open_store
from minsheng.supervision import Case, CaseState, IllegalStep, Step, Supervision, allowed, cases
from tests.supervision.made_up import OFFICE, PLAN, UNIT

CALENDAR = ChinaCalendar()
_OWING = {"reply", "finish", "remind", "ask", "extend", "escalate", "drop"}
LEGAL = {
    "open": _OWING,
    "reopened": _OWING,
    "returned": _OWING,
    "failed": _OWING | {"return"},
    "working": _OWING | {"return"},
    "asked": {"reply", "finish", "extend", "return", "drop"},
    "replied": {"finish", "return", "escalate", "pass", "fail", "drop"},
    "verified": {"pass", "fail", "close"},
    "closed": {"reopen"},
}
LEADS_TO = {
    "finish": "replied",
    "ask": "asked",
    "pass": "verified",
    "fail": "failed",
    "close": "closed",
    "drop": "closed",
    "reopen": "reopened",
}
STEPS = sorted(set().union(*LEGAL.values()))


def test_the_table_is_what_is_written_here() -> None:
    assert {state.value: {step.value for step in allowed(state)} for state in CaseState} == LEGAL


def test_every_state_can_be_reached_and_left() -> None:
    assert {step.value for state in CaseState for step in allowed(state)} == {step.value for step in Step}


def step_of(name: str, case: str, on: date, *, by: str = OFFICE) -> CaseStep:
    """A step of this name, as whoever it behoves would take it; terms are far enough away to be in time."""
    far = date(2024, 12, 1) + timedelta(days=(on - date(2024, 1, 1)).days)  # each later than those asked for before
    match name:
        case "reply" | "finish":
            return CaseReplied(case, reply="完成一半", by=UNIT, finished=name == "finish", on=on)
        case "remind":
            return CaseReminded(case, by=by, on=on)
        case "return":
            return CaseReturned(case, reason="不详", by=by, on=on)
        case "ask":
            return ExtensionAsked(case, reason="汛期", progress="一半", new_due=far, by=UNIT, on=on)
        case "extend":
            return CaseExtended(case, new_due=far, by=by, on=on)
        case "escalate":
            return CaseEscalated(case, step="约谈", reason="滞后", by=by, on=on)
        case "pass" | "fail":
            return CaseVerified(case, passed=name == "pass", by=by, on=on)
        case "close" | "drop":
            return CaseClosed(case, dropped=name == "drop", result="并案", by=by, on=on)
        case _:
            return CaseReopened(case, reason="又坏了", due="2025-12-31", by=by, on=on)


names = st.sampled_from(STEPS)
_writers = st.sampled_from([0, 1])


def after(state: str, step: str, before: str) -> tuple[str, str]:
    """The state after a step, and the one that an answer to a request leads back to."""
    if step == "reply":
        return ("asked", "working") if state == "asked" else ("working", before)
    if step == "ask":
        return "asked", state
    if step == "return":
        return (before if state == "asked" else "returned"), before
    if step == "extend":
        return (before if state == "asked" else state), before
    return LEADS_TO.get(step, state), before


def _machine(new_store: Callable[[], Store]) -> type[RuleBasedStateMachine]:
    class CaseMachine(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.store = new_store()
            self.now = datetime(2024, 3, 1, 8, tzinfo=timezone(timedelta(hours=8)))
            self.offices = [self._office() for _ in range(2)]
            self.known: dict[str, tuple[str, str]] = {}
            """Case → state, and the state that an answer leads back to."""
            self.numbers = count(1)

        def _office(self) -> Supervision:
            ledger = Ledger.adopt(self.store, PLAN, by="甲县", on="2024-01-10", clock=lambda: self.now)
            return Supervision(ledger, calendar=CALENDAR, by=OFFICE)

        @property
        def day(self) -> date:
            return self.now.date()

        def _entries(self) -> int:
            last = self.store.last(PLAN.id)
            return last.position if last else 0

        @rule(writer=_writers)
        def open(self, writer: int) -> None:
            if len(self.known) < 3:
                id = f"case-{next(self.numbers)}"
                self.offices[writer].open("1", matter="滞后", party=UNIT, due="2024-11-30", on=self.day, id=id)
                self.known[id] = ("open", "open")

        @precondition(lambda self: self.known)
        @rule(writer=_writers, n=st.integers(0, 2), name=names)
        def step(self, writer: int, n: int, name: str) -> None:
            case = sorted(self.known)[n % len(self.known)]
            state, before = self.known[case]
            length = self._entries()
            refused: IllegalStep | None = None
            try:
                self.offices[writer].record(step_of(name, case, self.day))
            except IllegalStep as error:
                refused = error
            assert self._entries() == length + (refused is None)
            if refused is None:
                assert name in LEGAL[state]
                self.known[case] = after(state, name, before)
                return
            assert refused.state.value == state
            if name in LEGAL[state]:
                assert refused.code == "supervision.not-longer"  # the same day twice: no later than before
            else:
                assert {step.value for step in refused.choices} == LEGAL[state]

        @precondition(lambda self: self.known)
        @rule(writer=_writers, n=st.integers(0, 2), name=names, back=st.integers(1, 20))
        def step_of_an_earlier_day(self, writer: int, n: int, name: str, back: int) -> None:
            """Papers that are entered late: taken where they break nothing."""
            case = sorted(self.known)[n % len(self.known)]
            length = self._entries()
            try:
                self.offices[writer].record(step_of(name, case, self.day - timedelta(days=back)))
            except IllegalStep:
                assert self._entries() == length
            else:
                self._see_again(case)

        @precondition(lambda self: self.known)
        @rule(writer=_writers, n=st.integers(0, 99), name=names)
        def correct(self, writer: int, n: int, name: str) -> None:
            office = self.offices[writer]
            steps = [step for case in office.cases(self.day) for step in case.steps]
            if not steps:
                return
            wrong = steps[n % len(steps)]
            new = step_of(name, wrong.said.case, wrong.on)
            length = self._entries()
            try:
                office.record(
                    Corrected(wrong.entry.id, replacement=new if type(new) is type(wrong.said) else None, on=self.day)
                )
            except IllegalStep:
                assert self._entries() == length
            else:
                self._see_again(wrong.said.case)

        def _see_again(self, case: str) -> None:
            found = self._case(case)
            before = self._back(found)
            self.known[case] = (found.state.value, before)

        def _case(self, case: str) -> Case:
            return self.offices[0].case(case, self.day)

        def _back(self, case: Case) -> str:
            state = before = "open"
            for step in case.steps:
                state, before = after(state, step.step.value, before)
            return before

        @rule(days=st.integers(1, 9))
        def time_goes_on(self, days: int) -> None:
            if self.day < date(2024, 10, 1):
                self.now += timedelta(days=days)

        @invariant()
        def every_case_is_where_its_steps_led(self) -> None:
            if self.known:
                for office in self.offices:
                    book = office.cases(self.day)
                    assert {case.id: case.state.value for case in book} == {id: s for id, (s, _) in self.known.items()}

        @invariant()
        def every_step_counts(self) -> None:
            if self.known:
                book = self.offices[1].cases(self.day)
                assert [str(finding) for finding in book.findings] == []

        @invariant()
        def who_looked_is_not_who_replied(self) -> None:
            for case in self.offices[0].cases(self.day) if self.known else ():
                assert all(step.said.by == OFFICE for step in case.counted if isinstance(step.said, CaseVerified))

        def teardown(self) -> None:
            try:
                assert self.offices[0].ledger.verify()
            finally:
                self.store.close()

    return CaseMachine


_settings = settings(
    deadline=None,
    max_examples=40,
    stateful_step_count=25,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow],
)


def test_every_path_stays_legal_in_memory() -> None:
    run_state_machine_as_test(_machine(MemoryStore), settings=_settings)


def test_every_path_stays_legal_in_sqlite() -> None:
    with TemporaryDirectory() as folder:
        made = count()
        run_state_machine_as_test(
            _machine(lambda: SqliteStore(Path(folder) / f"{next(made)}.db")),
            settings=settings(_settings, max_examples=15),
        )


def test_every_path_stays_legal_in_postgresql(minsheng_postgres_url: str) -> None:
    made = count()

    def new_store() -> Store:
        return open_store(f"{minsheng_postgres_url}&schema=s{next(made)}")

    run_state_machine_as_test(_machine(new_store), settings=settings(_settings, max_examples=8))


@given(st.lists(st.tuples(names, st.integers(0, 60), st.sampled_from([OFFICE, UNIT])), max_size=12))
@settings(max_examples=200)
def test_what_is_recorded_raw_never_moves_a_case_where_it_may_not_go(
    drawn: list[tuple[str, int, str]],
) -> None:
    opened = CaseOpened("1", matter="滞后", party=UNIT, due="2024-11-30", on="2024-03-01")
    said: list[Statement] = [opened]
    said += [step_of(name, "#1", date(2024, 3, 1) + timedelta(days=days), by=by) for name, days, by in drawn]
    (case,) = cases(View.of(PLAN, said, day="2024-12-31"), calendar=CALENDAR)
    assert len(case.steps) == len(drawn), "nothing is thrown away"
    assert [(s.on, s.entry.position) for s in case.steps] == sorted((s.on, s.entry.position) for s in case.steps)
    state = before = "open"
    for step in case.steps:
        if step.counts:
            assert step.step.value in LEGAL[state]
            assert not (step.step in (Step.PASS, Step.FAIL) and step.said.by == UNIT)
            state, before = after(state, step.step.value, before)
        else:
            assert all(finding.message("en") and finding.mend("zh") for finding in step.findings)
        assert step.state.value == state
    assert case.state.value == state


@given(st.lists(st.tuples(names, st.integers(0, 60)), max_size=10), st.integers(0, 60))
@settings(max_examples=100)
def test_a_case_on_an_earlier_day_is_folded_from_what_there_was(drawn: list[tuple[str, int]], days: int) -> None:
    said: list[Statement] = [CaseOpened("1", matter="滞后", party=UNIT, due="2024-11-30", on="2024-03-01")]
    said += [step_of(name, "#1", date(2024, 3, 1) + timedelta(days=n)) for name, n in drawn]
    day = date(2024, 3, 1) + timedelta(days=days)
    view = View.of(PLAN, said, day="2024-12-31")
    assert cases(view, calendar=CALENDAR, day=day) == cases(view.earlier(day), calendar=CALENDAR)


# two at once


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Opens the same store again, as another process would."""
    opened: list[Store] = []

    def again() -> Store:
        if request.param == "memory":
            store: Store = opened[0] if opened else MemoryStore()
        elif request.param == "sqlite":
            store = SqliteStore(tmp_path / "county.db")
        else:
            store = open_store(request.getfixturevalue("minsheng_postgres_url"))
        opened.append(store)
        return store

    yield again
    for store in opened:
        store.close()


def test_of_two_who_take_the_same_step_at_once_one_is_refused(shared: Callable[[], Store]) -> None:
    def office(store: Store) -> Supervision:
        ledger = Ledger.adopt(
            store,
            PLAN,
            by="甲县",
            on="2024-01-10",
            clock=lambda: datetime(2024, 12, 31, tzinfo=timezone(timedelta(hours=8))),
        )
        return Supervision(ledger, calendar=CALENDAR, by=OFFICE)

    first = office(shared())
    second = office(shared())
    ids = [first.open("1", matter="滞后", party=UNIT, due="2024-11-30", on="2024-03-01").id for _ in range(12)]
    for id in ids:
        first.reply(id, "已办", by=UNIT, finished=True, on="2024-03-04")
        first.verify(id, passed=True, on="2024-03-05")
    taken: list[Entry] = []
    refused: list[IllegalStep] = []
    failed: list[BaseException] = []
    ready = Barrier(2)

    def close_all(at_work: Supervision) -> None:
        ready.wait()
        for id in ids:
            try:
                taken.append(at_work.close(id, on="2024-03-06"))
            except IllegalStep as error:
                refused.append(error)
            except BaseException as error:
                failed.append(error)

    threads = [Thread(target=close_all, args=(at_work,)) for at_work in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert (len(taken), len(refused)) == (len(ids), len(ids))
    assert {error.state for error in refused} == {CaseState.CLOSED}
    assert first.cases("2024-03-06").findings == ()


class Interrupted(MemoryStore):
    """Lets somebody else in right before the next rows are stored."""

    first: Callable[[], object] | None = None

    def append(self, plan: str, rows: object, *, after: int) -> None:
        if self.first is not None:
            first, self.first = self.first, None
            first()
        super().append(plan, rows, after=after)  # type: ignore[arg-type]  # rows as they came


def test_a_step_is_checked_again_when_somebody_else_was_first() -> None:
    store = Interrupted()
    ledgers = [
        Ledger.adopt(
            store,
            PLAN,
            by="甲县",
            on="2024-01-10",
            clock=lambda: datetime(2024, 12, 31, tzinfo=timezone(timedelta(hours=8))),
        )
        for _ in range(2)
    ]
    one, other = (Supervision(ledger, calendar=CALENDAR, by=OFFICE) for ledger in ledgers)
    case = one.open("1", matter="滞后", party=UNIT, on="2024-03-01").id
    store.first = lambda: other.close(case, dropped=True, result="并案", on="2024-03-02")
    with pytest.raises(IllegalStep) as caught:
        one.remind(case, on="2024-03-02")
    assert caught.value.state is CaseState.CLOSED
    store.first = lambda: other.reopen(case, reason="又坏了", on="2024-03-03")
    with pytest.raises(IllegalStep):
        one.reopen(case, reason="又坏了", on="2024-03-03")
    store.first = lambda: other.remind(case, on="2024-03-04")
    one.reply(case, "一半", by=UNIT, reason="汛期", on="2024-03-04")
    assert [step.step for step in one.case(case, "2024-03-04").counted] == [
        Step.DROP,
        Step.REOPEN,
        Step.REMIND,
        Step.REPLY,
    ]
