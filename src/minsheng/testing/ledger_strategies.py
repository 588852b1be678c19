"""Hypothesis strategies for statements, histories and views (台账随机样本). Everything they make is made up.

``@given(ledger_strategies.views())`` gives an app's own tests a plan with something recorded for it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from minsheng.calendars import Milestone, Period, PeriodKind
from minsheng.errors import Undefined
from minsheng.ledger import (
    ChangeApproved,
    Corrected,
    DutyExcused,
    DutyFulfilled,
    MilestoneReached,
    PlanAdopted,
    ProblemRaised,
    ProblemResolved,
    Progress,
    ScheduleAdopted,
    Statement,
    Unknown,
    View,
)
from minsheng.projects import Changes, Plan, ProjectState
from minsheng.targets import Aggregation, Qualifier, Quantity, Target, default_units
from minsheng.testing import strategies as mst

_ACTIVITIES = ("dispatch", "special_meeting", "special_study", "ledger_update", "weekly_meeting", "report")
_SHARE = default_units().get("%")
_LENGTH = default_units().get("公里")


def ids() -> SearchStrategy[str]:
    """Ids of entries."""
    return st.text("abcdef0123456789-甲乙", min_size=1, max_size=20)


def amounts(target: Target | None = None) -> SearchStrategy[Quantity]:
    """Numbers that can be reported on a target: in its unit, or in per cent; without a target in any unit."""
    figures = st.builds(lambda n, p: Decimal(n).scaleb(-p), st.integers(0, 100_000), st.integers(0, 2))
    if target is None:
        hedged = mst.quantities(foreign=True)
        return hedged.filter(lambda q: q.qualifier not in (Qualifier.RANGE, Qualifier.FULL_COVERAGE))
    units = [_LENGTH if isinstance(target.quantity, Undefined) else target.quantity.unit, _SHARE]
    return st.builds(lambda value, unit: Quantity(value=value, unit=unit), figures, st.sampled_from(units))


def changes() -> SearchStrategy[Changes]:
    """What an approved change says of a project."""
    fields: dict[str, SearchStrategy[object]] = {
        "name": mst.names(),
        "content": mst.texts(),
        "leads": st.lists(mst.names(), max_size=2),
        "deadlines": st.lists(mst.deadlines(), max_size=2),
        "targets": st.lists(mst.targets(), max_size=3),
        "funding": st.lists(mst.fundings(), max_size=1),
        "state": st.sampled_from(ProjectState),
    }
    chosen = st.lists(st.sampled_from(sorted(fields)), min_size=1, unique=True)
    return chosen.flatmap(lambda names: _changes({name: fields[name] for name in names}))


def _changes(fields: dict[str, SearchStrategy[object]]) -> SearchStrategy[Changes]:
    return st.fixed_dictionaries(fields)  # type: ignore[return-value]  # keys and values are those of Changes


def any_statements() -> SearchStrategy[Statement]:
    """Statements of every kind whose references name nothing that exists: for what keeps, moves or shows them."""
    simple = _simple_statements()
    return simple | st.builds(
        Corrected, ids(), replacement=st.none() | simple.filter(_can_replace), reason=mst.texts(), **_common()
    )


def _can_replace(statement: Statement) -> bool:
    return not isinstance(statement, PlanAdopted)


def _common() -> dict[str, SearchStrategy[object]]:
    return {"on": mst.days(), "by": mst.texts(12), "note": mst.texts()}


def _simple_statements() -> SearchStrategy[Statement]:
    text, period, common = mst.names(), st.none() | mst.periods(), _common()
    kinds: list[SearchStrategy[Statement]] = [
        st.builds(PlanAdopted, plan=mst.plans(max_projects=2), **common),
        st.builds(
            ScheduleAdopted,
            text,
            points=st.lists(mst.days(), max_size=3, unique=True).flatmap(_curve),
            milestones=st.lists(st.tuples(mst.texts(8), mst.days()), max_size=2),
            party=mst.texts(8),
            **common,
        ),
        st.builds(Progress, text, total=amounts(), **common),
        st.builds(Progress, text, added=amounts(), period=mst.periods(), **common),
        st.builds(MilestoneReached, text, milestone=st.sampled_from(Milestone), **common),
        st.builds(DutyFulfilled, text, party=text, period=period, **common),
        st.builds(DutyExcused, text, party=text, period=period, reason=text, **common),
        st.builds(ProblemRaised, text, problem=text, **common),
        st.builds(ProblemResolved, ids(), **common),
        st.builds(ChangeApproved, text, changes=changes(), body=text, document=mst.texts(10), reason=text, **common),
        st.builds(
            lambda on: Unknown(on=on, tag="weighed", data=f'{{"on":"{on}","share":[1,null,"甲"],"type":"weighed"}}'),
            mst.days(),
        ),
    ]
    return st.one_of(kinds)


def _curve(days: list[date]) -> SearchStrategy[list[tuple[date, Quantity]]]:
    """Planned totals on these days, never falling."""
    values = st.lists(st.integers(0, 500), min_size=len(days), max_size=len(days)).map(sorted)
    return values.map(
        lambda found: [
            (day, Quantity(value=Decimal(v), unit=_LENGTH)) for day, v in zip(sorted(days), found, strict=True)
        ]
    )


def statements(plan: Plan) -> SearchStrategy[Statement]:
    """Statements that a ledger of `plan` takes, of days in its year."""
    days = mst.days(date(plan.year, 1, 1), date(plan.year, 12, 31))
    numbers = [p.no for p in plan.projects] + [f"{p.no}.{i.no}" for p in plan.projects for i in p.items]
    by, text = st.sampled_from(["", *plan.parties]), mst.names()
    kinds: list[SearchStrategy[Statement]] = [
        st.builds(DutyFulfilled, st.sampled_from(_ACTIVITIES), party=text, on=days, by=by),
    ]
    if plan.target_ids:
        reports: Callable[[str], SearchStrategy[Statement]] = lambda id: _reports(plan.target(id), days, by)  # noqa: E731  # a lambda that needs its type
        kinds += [st.sampled_from(plan.target_ids).flatmap(reports)] * 3
    if numbers:
        named = st.sampled_from([*numbers, *plan.target_ids])
        kinds += [
            st.builds(MilestoneReached, named, milestone=st.sampled_from(Milestone), on=days, by=by),
            st.builds(ProblemRaised, named, problem=text, on=days, by=by),
            st.builds(
                ChangeApproved,
                st.sampled_from([p.no for p in plan.projects]),
                changes=changes(),
                body=text,
                reason=text,
                on=days,
            ),
        ]
    return st.one_of(kinds)


def _reports(target: Target, days: SearchStrategy[date], by: SearchStrategy[str]) -> SearchStrategy[Statement]:
    total: SearchStrategy[Statement] = st.builds(Progress, st.just(target.id), total=amounts(target), on=days, by=by)
    if target.aggregation is not Aggregation.SUM:
        return total
    periods = st.builds(Period.of, st.sampled_from([PeriodKind.MONTH, PeriodKind.TEN_DAYS, PeriodKind.QUARTER]), days)
    added = st.builds(Progress, st.just(target.id), added=amounts(target), period=periods, on=days, by=by)
    return total | added


@st.composite
def histories(draw: DrawFn, plan: Plan, *, max_size: int = 12) -> list[Statement]:
    """What is recorded for `plan`, in this order; corrections name earlier ones as "#1", "#2"…"""
    found = draw(st.lists(statements(plan), max_size=max_size))
    last = {n: f"#{n}" for n, _ in enumerate(found, 1)}
    for _ in range(draw(st.integers(0, min(3, len(found))))):
        n = draw(st.sampled_from(sorted(last)))
        new = draw(st.none() | statements(plan))
        if type(new) is not type(found[n - 1]):
            new = None  # only another of the same kind can stand in its place
        found.append(Corrected(last[n], replacement=new, on=found[n - 1].on, reason="数字有误"))
        last[n] = f"#{len(found)}"
    return found


@st.composite
def views(draw: DrawFn, plan: Plan | None = None) -> View:
    """A plan on a day of its year with something recorded for it."""
    known = draw(mst.plans()) if plan is None else plan
    day = draw(mst.days(date(known.year, 1, 1), date(known.year, 12, 31)))
    return View.of(known, draw(histories(known)), day=day)
