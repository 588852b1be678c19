"""Hypothesis strategies for statements, histories and views (台账随机样本). Everything they make is made up.

``@given(ledger_strategies.views())`` gives an app's own tests a plan with something recorded for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from minsheng.calendars import Milestone, Period, PeriodKind
from minsheng.ledger import (
    Annotated,
    CaseOpened,
    CaseStep,
    ChangeApproved,
    Corrected,
    DutyExcused,
    DutyFulfilled,
    EvidenceAttached,
    FundingReported,
    MilestoneReached,
    ProblemAssigned,
    ProblemRaised,
    ProblemResolved,
    Progress,
    ScheduleAdopted,
    SiteVisited,
    Statement,
    Surveyed,
    View,
)
from minsheng.projects import Plan, activities
from minsheng.targets import Aggregation, Quantity, Target
from minsheng.testing import strategies as mst
from minsheng.testing.statement_strategies import (
    amounts,
    any_statements,
    case_steps,
    changes,
    evidence,
    ids,
    money,
    opened_cases,
    shares,
)

__all__ = [
    "amounts",
    "any_statements",
    "changes",
    "evidence",
    "histories",
    "ids",
    "statements",
    "views",
]

_MEMBERS = ("", "", "甲镇", "乙镇", "丙街道")


def statements(
    plan: Plan, *, entries: Sequence[str] = (), problems: Sequence[str] = (), cases: Sequence[str] = ()
) -> SearchStrategy[Statement]:
    """Statements that a ledger of `plan` takes, of days in its year.

    Kinds that speak of other entries come where there are any: ids of `entries`, of raised `problems` and of opened
    `cases`. Totals may fall, with and without a reason; a ledger refuses the latter.
    """
    if not entries and not problems and not cases:
        return _plain(plan)
    about = _on_entries(_common(plan), tuple(entries), tuple(problems), tuple(cases))
    return st.one_of([_plain(plan), *about])


@lru_cache(maxsize=16)
def _plain(plan: Plan) -> SearchStrategy[Statement]:
    """What speaks of no other entry; made once a plan, since making strategies takes longer than drawing from them."""
    return st.one_of([*_on_plan(plan), *_on_numbers(plan)])


@lru_cache(maxsize=16)
def _about_the_first(plan: Plan) -> SearchStrategy[Statement]:
    """What speaks of another entry, here always of "#1"."""
    first = ("#1",)
    return st.one_of(_on_entries(_common(plan), first, first, first))


def _on_entries(
    common: dict[str, SearchStrategy[object]], entries: Sequence[str], problems: Sequence[str], cases: Sequence[str]
) -> list[SearchStrategy[Statement]]:
    """What speaks of other entries."""
    text = mst.names()
    found: list[SearchStrategy[Statement]] = []
    if entries:
        proofs = st.lists(evidence(), min_size=1, max_size=2)
        found += [
            st.builds(Annotated, st.sampled_from(entries), **{**common, "note": text}),
            st.builds(EvidenceAttached, st.sampled_from(entries), **{**common, "evidence": proofs}),
        ]
    if problems:
        found += [
            st.builds(ProblemAssigned, st.sampled_from(problems), party=text, due=common["on"], **common),
            st.builds(ProblemResolved, st.sampled_from(problems), **common),
        ]
    if cases:
        found.append(case_steps(st.sampled_from(cases), st.just(""), **{**common, "by": text}))
    return found


def _speaking_of(said: Statement, before: Sequence[Statement], place: int) -> Statement | None:
    """The same statement, speaking of one of those before it; None if there is none that it can speak of."""

    def one_of(kind: type[Statement]) -> str:
        ids = [f"#{n}" for n, other in enumerate(before, 1) if isinstance(other, kind)]
        return ids[place % len(ids)] if ids else ""

    match said:
        case CaseStep():
            return attrs.evolve(said, case=case) if (case := one_of(CaseOpened)) else None
        case ProblemAssigned():
            return attrs.evolve(said, problem=problem) if (problem := one_of(ProblemRaised)) else None
        case ProblemResolved():
            return attrs.evolve(said, problem=problem) if (problem := one_of(ProblemRaised)) else None
        case Annotated():
            return attrs.evolve(said, entry=entry) if (entry := one_of(Statement)) else None
        case EvidenceAttached():
            return attrs.evolve(said, entry=entry) if (entry := one_of(Statement)) else None
        case _:
            return said


def _days(plan: Plan) -> SearchStrategy[date]:
    return mst.days(date(plan.year, 1, 1), date(plan.year, 12, 31))


def _common(plan: Plan) -> dict[str, SearchStrategy[object]]:
    return {
        "on": _days(plan),
        "by": st.sampled_from(["", *plan.parties]),
        "evidence": st.lists(evidence(), max_size=1),
    }


def _on_plan(plan: Plan) -> list[SearchStrategy[Statement]]:
    """What needs no project."""
    common, text, votes = _common(plan), mst.names(), st.integers(0, 500)
    activity = st.sampled_from(activities())
    return [
        st.builds(DutyFulfilled, activity, party=text, **common),
        st.builds(DutyExcused, activity, party=text, reason=text, **common),
        st.builds(
            ScheduleAdopted, party=text, milestones=st.lists(st.tuples(text, common["on"]), max_size=2), **common
        ),
        st.builds(Surveyed, satisfied=st.integers(1, 500), fairly_satisfied=votes, abstained=votes, **common),
        opened_cases(st.just(""), **common),
    ]


def _on_numbers(plan: Plan) -> list[SearchStrategy[Statement]]:
    """What speaks of a project, an item or a target."""
    common, text = _common(plan), mst.names()
    projects = [p.no for p in plan.projects]
    pieces = projects + [f"{p.no}.{i.no}" for p in plan.projects for i in p.items]
    found: list[SearchStrategy[Statement]] = []
    if plan.target_ids:
        reports: SearchStrategy[Statement] = st.sampled_from(plan.target_ids).flatmap(
            lambda id: _reports(plan.target(id), common)
        )
        found += [reports] * 3
    if pieces:
        named = st.sampled_from([*pieces, *plan.target_ids])
        money_of = st.sampled_from(plan.projects).flatmap(
            lambda p: st.tuples(st.just(p.no), st.sampled_from([f.source for f in p.funding] or ["", "自筹"]))
        )
        found += [
            st.builds(MilestoneReached, named, milestone=st.sampled_from(Milestone), **common),
            st.builds(ProblemRaised, named, problem=text, request=mst.texts(8), **common),
            st.builds(SiteVisited, named, place=mst.texts(8), findings=st.lists(text, max_size=2), **common),
            opened_cases(named, **common),
            st.builds(
                lambda of, **rest: FundingReported(of[0], source=of[1], **rest),
                money_of,
                received=money(),
                spent=st.none() | money(),
                reason=_reasons(),
                **common,
            ),
            st.builds(Progress, st.sampled_from(pieces), total=shares(), reason=_reasons(), **common),
            st.builds(ChangeApproved, st.sampled_from(projects), changes=changes(), body=text, reason=text, **common),
        ]
    return found


def _reasons() -> SearchStrategy[str]:
    return st.sampled_from(["核减", "复核后核减", ""])


def _reports(target: Target, common: dict[str, SearchStrategy[object]]) -> SearchStrategy[Statement]:
    members = st.sampled_from(_MEMBERS)
    total: SearchStrategy[Statement] = st.builds(
        Progress, st.just(target.id), total=amounts(target), member=members, reason=_reasons(), **common
    )
    if target.aggregation is not Aggregation.SUM:
        return total
    kinds = st.sampled_from([PeriodKind.MONTH, PeriodKind.TEN_DAYS, PeriodKind.QUARTER])
    added: SearchStrategy[Statement] = st.builds(
        _added,
        st.just(target.id),
        amounts(target),
        kinds,
        st.integers(0, 300),
        **{**common, "member": members},
    )
    return total | added


def _added(target: str, amount: Quantity, kind: PeriodKind, back: int, *, on: date, **rest: object) -> Progress:
    """An addition of the period of its day, or of an earlier one of the year."""
    day = max(date(on.year, 1, 1), date.fromordinal(on.toordinal() - back))
    return Progress(target, added=amount, period=Period.of(kind, day), on=on, **rest)  # type: ignore[arg-type]  # fields of a statement


@st.composite
def histories(
    draw: DrawFn, plan: Plan, *, max_size: int = 12, of: SearchStrategy[Statement] | None = None
) -> list[Statement]:
    """What is recorded for `plan`, in this order; later ones name earlier ones as "#1", "#2"…

    With `of` only such statements, and corrections.
    """
    plain, days = _plain(plan) if of is None else of, _days(plan)
    each = plain | plain | _about_the_first(plan) if of is None else of
    drawn = st.lists(st.tuples(each, st.integers(0, 99)), max_size=max_size)
    found: list[Statement] = []
    for said, place in draw(drawn):
        if (fitting := _speaking_of(said, found, place)) is not None:
            found.append(fitting)
    last = {n: f"#{n}" for n, _ in enumerate(found, 1)}
    for _ in range(draw(st.integers(0, min(3, len(found))))):
        n = draw(st.sampled_from(sorted(last)))
        wrong = found[n - 1]
        new = draw(plain) if draw(st.booleans()) else None
        if new is not None and type(new) is not type(wrong):  # only another of the same kind can stand in its place
            new = attrs.evolve(wrong, on=draw(days))
        found.append(Corrected(last[n], replacement=new, on=wrong.on, reason="数字有误"))
        last[n] = f"#{len(found)}"
    return found


@st.composite
def views(draw: DrawFn, plan: Plan | None = None) -> View:
    """A plan on a day of its year with something recorded for it."""
    known = draw(mst.plans()) if plan is None else plan
    day = draw(mst.days(date(known.year, 1, 1), date(known.year, 12, 31)))
    return View.of(known, draw(histories(known)), day=day)
