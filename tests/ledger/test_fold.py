"""A view equals a fold, written down once more in the plainest way, over the entries known then."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minsheng.calendars import Period, PeriodKind
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
    between,
)
from minsheng.ledger.encoding import SHANGHAI
from minsheng.projects import Item, Plan, Project, ProjectState
from minsheng.responsibility import Directory, Organisation
from minsheng.storage import MemoryStore
from minsheng.testing import ledger_strategies as mls
from minsheng.testing import strategies as mst

_slow = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

PLAN = Plan(
    id="甲县-2024",
    year=2024,
    projects=[
        Project(no="1", name="道路", leads=["各乡镇"], targets=["约400公里"], deadlines=["2024年11月底"]),
        Project(no="2", name="改造", leads=["乙局"], items=[Item(no="1", targets=["36个小区", "20座"]), Item(no="2")]),
        Project(no="3", name="就业", leads=["丙局"]),
    ],
    directory=Directory(organisations=[Organisation("各乡镇", members=["甲镇", "乙镇", "丙街道"])]),
)
_days = mst.days(date(2024, 1, 1), date(2024, 12, 31))
_kilometres = st.integers(0, 400).map(lambda n: f"{n}公里")
_common = {"on": _days, "member": st.sampled_from(["", "", "甲镇", "乙镇"])}
_reports = st.one_of(
    st.builds(Progress, st.just("1.t1"), total=_kilometres, reason=st.just("核减"), **_common),
    st.builds(
        lambda on, **rest: Progress("1.t1", on=on, period=Period.of(PeriodKind.MONTH, on), **rest),
        added=_kilometres,
        **_common,
    ),
    st.builds(Progress, st.just("2.1.t1"), total=st.integers(0, 40).map("{}个".format), on=_days, reason=st.just("减")),
    st.builds(
        ChangeApproved,
        st.just("1"),
        changes=st.sampled_from(
            [
                {"targets": ["约300公里"]},
                {"targets": ["9座"]},
                {"targets": ["约400公里", "5座"], "leads": ["丁局"]},
                {"deadlines": ["2024-12-31"]},
                {"state": ProjectState.PAUSED},
            ]
        ),
        body=st.just("人大"),
        reason=st.just("汛期"),
        on=_days,
    ),
)
"""What makes up a year of one road: totals, additions, parts of members, and approved changes, in any order."""
_histories = mls.histories(PLAN) | mls.histories(PLAN, of=_reports) | mls.histories(PLAN, of=_reports)


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
    """Base units and ids; None if nothing is counted. Only for reports in units of the target's dimension.

    What is reported of the whole counts; where nothing is, the members' parts are summed.
    """
    wanted = plan.target(target)
    reports = []
    for on, place, id, said in _right(recorded, day):
        if isinstance(said, Progress):
            try:
                if plan.target(said.target) == wanted:
                    reports.append((on, place, id, said))
            except MinshengError:
                continue
    whole = _plain_sum([r for r in reports if not r[3].member])
    if whole is not None:
        return whole
    parts = [_plain_sum([r for r in reports if r[3].member == m]) for m in {r[3].member for r in reports}]
    known = [part for part in parts if part is not None]
    if not known:
        return None
    return sum((amount for amount, _ in known), Fraction(0)), set().union(*(ids for _, ids in known))


def _plain_sum(reports: list[tuple[date, int, str, Progress]]) -> tuple[Fraction, set[str]] | None:
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


@given(_histories, _days, st.integers(0, 12))
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


@given(_histories, _days)
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


@given(_histories, _days, _days)
@_slow
def test_an_earlier_view_is_the_view_of_that_day(statements: list[Statement], one: date, other: date) -> None:
    first, second = sorted((one, other))
    view = View.of(PLAN, statements, day=second)
    earlier, direct = view.earlier(first), View.of(PLAN, statements, day=first)
    assert (earlier.plan, earlier.entries, earlier.day) == (direct.plan, direct.entries, direct.day)
    assert [earlier.done(t) for t in direct.plan.target_ids] == [direct.done(t) for t in direct.plan.target_ids]


@given(_histories, _days, _days, st.integers(0, 9), st.integers(0, 9))
@_slow
def test_a_diff_applied_to_the_first_view_gives_the_second(
    statements: list[Statement], one: date, other: date, early: int, late: int
) -> None:
    ledger, _ = _ledger(statements)
    first, second = (
        ledger.as_of(day, known=date(2024, 12, 31) + timedelta(days=days))
        for day, days in ((one, early), (other, late))
    )
    diff = between(first, second)
    assert diff.applied_to(first) == second
    assert bool(diff.plan) == (first.plan != second.plan)
    assert bool(diff) == (first.entries != second.entries)
    assert between(first, second.under(PLAN)).applied_to(first) == second.under(PLAN)
    for shift in diff.changed:
        assert shift.before != shift.after


@given(_histories, _days, _days)
@_slow
def test_every_entry_that_differs_is_in_exactly_one_group(statements: list[Statement], one: date, other: date) -> None:
    view = View.of(PLAN, statements, day="2024-12-31")
    first, second = view.earlier(one), view.earlier(other)
    diff = between(first, second)
    mine, theirs = ({e.id for e in v.entries} for v in (first, second))
    told = [e.id for e in (*diff.new, *diff.approved, *diff.gone)]
    told += [e.id for c in diff.corrected for e in (c.old, c.new) if e is not None]
    assert sorted(told) == sorted(mine ^ theirs)
    assert {type(e.statement) for e in diff.approved} <= {ChangeApproved}


@given(st.permutations(range(5)), st.lists(_days, min_size=5, max_size=5, unique=True))
@_slow
def test_the_order_in_which_changes_are_recorded_does_not_matter(order: list[int], days: list[date]) -> None:
    """Beyond the ids of new targets, which are given as they are recorded."""
    changes = [
        ChangeApproved("1", changes=what, body="人大", reason="汛期", on=day)
        for what, day in zip(
            (
                {"targets": ["约300公里"]},
                {"leads": ["丁局"], "deadlines": ["2024-12-31"]},
                {"leads": ["戊局"]},
                {"state": ProjectState.STOPPED},
                {"targets": ["约350公里"], "name": "乡村道路"},
            ),
            days,
            strict=True,
        )
    ]
    as_they_came, _ = _ledger([changes[n] for n in order])
    by_day, _ = _ledger(sorted(changes, key=lambda c: c.on))
    for day in (*days, date(2024, 12, 31)):
        one, other = as_they_came.as_of(day), by_day.as_of(day)
        assert one.plan == other.plan
        assert one.baseline == PLAN
        assert as_they_came.as_of("2024-12-31").plan_on(day) == one.plan


@given(_histories)
@_slow
def test_a_ledger_verifies_after_anything(statements: list[Statement]) -> None:
    ledger, entries = _ledger(statements)
    verdict = ledger.verify(against=ledger.checkpoint())
    assert verdict
    assert verdict.entries == len(entries)


@given(_histories)
@_slow
def test_a_ledger_opened_again_refuses_what_the_first_one_would(statements: list[Statement]) -> None:
    """What a ledger keeps of its entries to judge the next one is the same, however it came to know them."""
    ledger, _ = _ledger(statements)
    probes = [Progress("1.t1", total="200公里", on="2024-12-31", member=m) for m in ("", "甲镇", "乙镇")]
    probes += [Progress("2.1.t1", total="18个", on="2024-12-31"), Progress("2", total="50%", on="2024-12-31")]
    again = Ledger.open(ledger.store, PLAN.id, clock=lambda: datetime(2025, 3, 1, tzinfo=SHANGHAI))
    third = Ledger.open(ledger.store, PLAN.id, clock=lambda: datetime(2025, 3, 1, tzinfo=SHANGHAI))
    third.as_of("2024-12-31")  # folds entries instead of rows
    for probe in probes:
        assert len({_refused(each, probe) for each in (ledger, again, third)}) == 1


def _refused(ledger: Ledger, probe: Progress) -> str:
    """Code of the refusal, of a statement that would be taken by itself; nothing is written."""
    try:
        ledger.append_all([probe, Progress("9", total="1公里", on="2024-12-31")])
    except MinshengError as error:
        return error.code
    raise AssertionError


@given(_histories, st.integers(0, 9))
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
