"""A view equals a fold, written down once more in the plainest way, over the entries known then."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minsheng.errors import MinshengError, Undefined
from minsheng.ledger import (
    ChangeApproved,
    Corrected,
    Entry,
    Ledger,
    NotAdopted,
    Progress,
    Recorded,
    Statement,
    View,
)
from minsheng.ledger.encoding import SHANGHAI
from minsheng.projects import Item, Plan, Project
from minsheng.storage import MemoryStore
from minsheng.testing import ledger_strategies as mls
from minsheng.testing import strategies as mst

_slow = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

PLAN = Plan(
    id="甲县-2024",
    year=2024,
    projects=[
        Project(no="1", name="道路", leads=["甲局"], targets=["约400公里"], deadlines=["2024年11月底"]),
        Project(no="2", name="改造", leads=["乙局"], items=[Item(no="1", targets=["36个小区", "20座"]), Item(no="2")]),
        Project(no="3", name="就业", leads=["丙局"]),
    ],
)
_days = mst.days(date(2024, 1, 1), date(2024, 12, 31))


def _right(recorded: list[Recorded], day: date) -> list[tuple[date, int, str, Statement]]:
    """Statements that count on `day`: (day, place of the first of its chain, id of the last, what it says)."""
    chains: dict[str, list[Recorded]] = {}
    first: dict[str, str] = {}
    for entry in recorded:
        statement = entry.statement
        if isinstance(statement, Corrected):
            root = first[statement.corrects]
            first[entry.id] = root
            chains[root].append(entry)
        else:
            first[entry.id] = entry.id
            chains[entry.id] = [entry]
    found = []
    for chain in chains.values():
        said = chain[-1].statement
        if isinstance(said, Corrected):
            said = said.replacement
        if said is not None and said.on <= day:
            found.append((said.on, chain[0].position, chain[-1].id, said))
    return sorted(found, key=lambda f: f[:2])


def _plain_done(plan: Plan, target: str, recorded: list[Recorded], day: date) -> tuple[Fraction, set[str]] | None:
    """Base units and ids; None if nothing is counted. Only for reports in units of the target's dimension."""
    wanted = plan.target(target)
    reports = []
    for on, place, id, said in _right(recorded, day):
        if isinstance(said, Progress):
            try:
                if plan.target(said.target) == wanted:
                    reports.append((on, place, id, said))
            except MinshengError:
                continue
    totals = [r for r in reports if r[3].total is not None]
    amount, ids, counted = Fraction(0), set(), []
    behind = date.min
    if totals:
        behind, _, id, said = totals[-1]
        assert said.total is not None
        amount, ids = said.total.base, {id}
    newest: dict[object, tuple[date, int, str, Progress]] = {}
    for report in reports:
        if report[3].period is not None:
            newest[report[3].period] = report
    for _, _, id, said in sorted(newest.values(), key=lambda r: r[:2]):
        period = said.period
        assert period is not None
        assert said.added is not None
        if period.first > behind and not any(period.first <= p.last and p.first <= period.last for p in counted):
            counted.append(period)
            amount, ids = amount + said.added.base, ids | {id}
    return (amount, ids) if ids else None


def _plain_plan(baseline: Plan, recorded: list[Recorded], day: date) -> Plan:
    plan = baseline
    for _, _, _, said in _right(recorded, day):
        if isinstance(said, ChangeApproved):
            back = {t.id for _, value in said.changes if isinstance(value, tuple) for t in value if hasattr(t, "id")}

            plan = attrs.evolve(plan, retired=tuple(r for r in plan.retired if r not in back))
            plan = plan.changed(said.project, **dict(said.changes))  # type: ignore[arg-type]  # fields of a project
    return plan


def _in_one_dimension(statements: list[Statement]) -> list[Statement]:
    """Without reports in per cent, which the plain fold does not add up with others."""

    def plain(statement: Statement | None) -> bool:
        if isinstance(statement, Corrected):
            return plain(statement.replacement)
        amount = (statement.total or statement.added) if isinstance(statement, Progress) else None
        return amount is None or not amount.unit.is_share

    return statements if all(map(plain, statements)) else []


def _ledger(statements: list[Statement]) -> tuple[Ledger, list[Entry]]:
    """All that a ledger takes of the statements, each an hour and some days behind the one before."""
    moment = [datetime(2024, 12, 31, 8, tzinfo=SHANGHAI)]
    ledger = Ledger.adopt(MemoryStore(), PLAN, by="", on="2024-01-01", clock=lambda: moment[0])
    for n, statement in enumerate(statements, 1):
        moment[0] += timedelta(hours=13)
        try:
            ledger.append(statement, id=f"#{n}")
        except MinshengError:  # its target was changed away, or what it corrects was not taken
            continue
    return ledger, list(ledger.entries())


@given(mls.histories(PLAN), _days, st.integers(0, 12))
@_slow
def test_a_view_equals_a_plain_fold_over_what_was_known(statements: list[Statement], day: date, days: int) -> None:
    ledger, entries = _ledger(_in_one_dimension(statements))
    known = date(2024, 12, 31) + timedelta(days=days)
    then = [e for e in entries if e.recorded_at.date() <= known]
    view = ledger.as_of(day, known=known)
    assert [e.id for e in view.entries] == [id for _, _, id, _ in _right([*then], day)]
    assert view.plan == _plain_plan(PLAN, [*then], day)
    for target in view.plan.target_ids:
        done, plain = view.done(target), _plain_done(view.plan, target, [*then], day)
        if plain is None:
            assert isinstance(done.total, Undefined)
        else:
            assert not isinstance(done.total, Undefined)
            assert done.total.base == plain[0]
            assert set(done.ids) == plain[1]


@given(mls.histories(PLAN), _days)
@_slow
def test_a_view_depends_on_the_store_alone(statements: list[Statement], day: date) -> None:
    """Not on which ledger object wrote, read or was opened before."""
    ledger, entries = _ledger(statements)
    view = ledger.as_of(day)
    assert view == Ledger.open(ledger.store, PLAN.id).as_of(day)
    if len(entries) <= len(statements):
        return  # one was refused: without it the numbers that corrections name are others
    again = View.of(PLAN, [e.statement for e in entries[1:]], day=day)
    assert (again.plan, again.baseline) == (view.plan, view.baseline)
    assert [e.statement for e in again.entries] == [e.statement for e in view.entries[1:]]
    assert [str(again.done(t).total) for t in again.plan.target_ids] == [
        str(view.done(t).total) for t in view.plan.target_ids
    ]


@given(mls.histories(PLAN), _days, _days)
@_slow
def test_an_earlier_view_is_the_view_of_that_day(statements: list[Statement], one: date, other: date) -> None:
    first, second = sorted((one, other))
    view = View.of(PLAN, statements, day=second)
    earlier, direct = view.earlier(first), View.of(PLAN, statements, day=first)
    assert (earlier.plan, earlier.entries, earlier.day) == (direct.plan, direct.entries, direct.day)
    assert [earlier.done(t) for t in direct.plan.target_ids] == [direct.done(t) for t in direct.plan.target_ids]


@given(mls.histories(PLAN), _days, _days)
@_slow
def test_a_diff_applied_to_the_first_view_gives_the_second(statements: list[Statement], one: date, other: date) -> None:
    ledger, _ = _ledger(statements)
    diff = ledger.diff(one, other, hindsight=True)
    first, second = ledger.as_of(one), ledger.as_of(other)
    kept = [e for e in first.entries if e not in diff.gone]
    assert {e.id for e in (*kept, *diff.new)} == {e.id for e in second.entries}
    assert bool(diff.plan) == (first.plan != second.plan)


@given(mls.histories(PLAN), st.integers(0, 9))
@_slow
def test_what_was_known_is_a_prefix_and_does_not_change_later(statements: list[Statement], days: int) -> None:
    half = len(statements) // 2
    ledger, _ = _ledger(statements[:half])
    known = date(2024, 12, 31) + timedelta(days=days)
    before = ledger.as_of("2024-12-31", known=known)
    late = Ledger.open(ledger.store, PLAN.id, clock=lambda: datetime(2025, 3, 1, tzinfo=SHANGHAI))
    for n, statement in enumerate(statements[half:], half + 1):
        try:
            late.append(statement, id=f"#{n}")
        except MinshengError:
            continue
    assert ledger.as_of("2024-12-31", known=known) == before
    assert late.as_of("2024-12-31", known=known) == before


@given(mls.views())
@_slow
def test_a_view_of_any_plan_answers_everything(view: View) -> None:
    for target in view.plan.target_ids:
        done = view.done(target)
        assert isinstance(done.total, Undefined) == (not done.ids)
        assert view.last_report(target) is None or view.last_report(target) <= view.day  # type: ignore[operator]  # not None here
        view.schedule(target)
    for finding in view.findings:
        assert "{" not in finding.message("en").replace("{name}", "")
    assert set(view.changes) <= set(view.entries)
    assert view.under(view.plan).plan == view.plan
    try:
        view.earlier(view.day - timedelta(days=30))
    except NotAdopted as error:  # only a ledger knows an adoption
        raise AssertionError from error
