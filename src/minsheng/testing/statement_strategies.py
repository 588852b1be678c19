"""Hypothesis strategies for the single values of statements, and for every kind of statement (填报事项随机样本)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from minsheng.calendars import Milestone
from minsheng.errors import Undefined
from minsheng.ledger import (
    Annotated,
    CaseClosed,
    CaseEscalated,
    CaseExtended,
    CaseOpened,
    CaseReminded,
    CaseReopened,
    CaseReplied,
    CaseReturned,
    CaseVerified,
    ChangeApproved,
    Corrected,
    DutyExcused,
    DutyFulfilled,
    Evidence,
    EvidenceAttached,
    ExtensionAsked,
    FundingReported,
    MilestoneReached,
    PlanAdopted,
    ProblemAssigned,
    ProblemRaised,
    ProblemResolved,
    Progress,
    ScheduleAdopted,
    SiteVisited,
    Statement,
    Surveyed,
    Unknown,
)
from minsheng.projects import Changes, ProjectState
from minsheng.targets import Qualifier, Quantity, Target, default_units
from minsheng.testing import strategies as mst

_SHARE = default_units().get("%")
_LENGTH = default_units().get("公里")
_MONEY = default_units().get("万元")
_figures = st.builds(lambda n, p: Decimal(n).scaleb(-p), st.integers(0, 100_000), st.integers(0, 2))


def ids() -> SearchStrategy[str]:
    """Ids of entries."""
    return st.text("abcdef0123456789-甲乙", min_size=1, max_size=20)


def evidence() -> SearchStrategy[Evidence]:
    """References to what proves a statement, some with the digest of a file."""
    digests = st.just("") | st.binary(min_size=32, max_size=32).map(bytes.hex)
    return st.builds(
        Evidence, mst.names(), sha256=digests, name=mst.texts(8), kind=st.sampled_from(["", "照片", "验收单"])
    )


def amounts(target: Target | None = None) -> SearchStrategy[Quantity]:
    """Numbers that can be reported on a target: in its unit, or in per cent; without a target in any unit."""
    if target is None:
        hedged = mst.quantities(foreign=True)
        return hedged.filter(lambda q: q.qualifier not in (Qualifier.RANGE, Qualifier.FULL_COVERAGE))
    units = [_LENGTH if isinstance(target.quantity, Undefined) else target.quantity.unit, _SHARE]
    return st.builds(lambda value, unit: Quantity(value=value, unit=unit), _figures, st.sampled_from(units))


def money() -> SearchStrategy[Quantity]:
    """Amounts of money."""
    return st.builds(lambda value: Quantity(value=value, unit=_MONEY), _figures)


def shares() -> SearchStrategy[Quantity]:
    """Percentages of a whole project."""
    return st.builds(lambda value: Quantity(value=value, unit=_SHARE), _figures)


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
    return {
        "on": mst.days(),
        "by": mst.texts(12),
        "note": mst.texts(),
        "evidence": st.lists(evidence(), max_size=1),
    }


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
        st.builds(Progress, text, total=amounts(), member=mst.texts(6), reason=mst.texts(6), **common),
        st.builds(Progress, text, added=amounts(), period=mst.periods(), member=mst.texts(6), **common),
        st.builds(MilestoneReached, text, milestone=st.sampled_from(Milestone), **common),
        st.builds(FundingReported, text, source=mst.texts(8), received=money(), spent=st.none() | money(), **common),
        st.builds(DutyFulfilled, text, party=text, period=period, **common),
        st.builds(DutyExcused, text, party=text, period=period, reason=text, **common),
        st.builds(EvidenceAttached, ids(), **{**common, "evidence": st.lists(evidence(), min_size=1, max_size=2)}),
        st.builds(Annotated, ids(), **{**common, "note": text}),
        st.builds(ChangeApproved, text, changes=changes(), body=text, document=mst.texts(10), reason=text, **common),
        st.builds(
            lambda on: Unknown(on=on, tag="weighed", data=f'{{"on":"{on}","share":[1,null,"甲"],"type":"weighed"}}'),
            mst.days(),
        ),
    ]
    return st.one_of(*kinds, _of_problems(), _of_cases(), _observations())


def _of_problems() -> SearchStrategy[Statement]:
    text, common = mst.names(), _common()
    return st.one_of(
        st.builds(ProblemRaised, text, problem=text, request=mst.texts(8), measure=mst.texts(8), **common),
        st.builds(ProblemAssigned, ids(), party=text, due=st.none() | mst.days(), demand=mst.texts(8), **common),
        st.builds(ProblemResolved, ids(), **common),
    )


def _observations() -> SearchStrategy[Statement]:
    texts, votes, common = st.lists(mst.names(), max_size=2), st.integers(0, 500), _common()
    return st.one_of(
        st.builds(SiteVisited, mst.names(), place=mst.texts(8), visitors=texts, findings=texts, **common),
        st.builds(
            Surveyed,
            mst.texts(6),
            satisfied=st.integers(1, 500),
            fairly_satisfied=votes,
            dissatisfied=votes,
            abstained=votes,
            method=mst.texts(6),
            **common,
        ),
    )


def _of_cases() -> SearchStrategy[Statement]:
    return st.one_of(
        opened_cases(mst.texts(6), **_common()), case_steps(ids(), ids(), **{**_common(), "by": mst.names()})
    )


def opened_cases(project: SearchStrategy[str], **common: SearchStrategy[object]) -> SearchStrategy[CaseOpened]:
    """Supervision notices (督办单)."""
    text, day = mst.names(), st.none() | mst.days()
    return st.builds(
        CaseOpened,
        project,
        matter=text,
        party=text,
        partners=st.lists(text, max_size=2),
        number=mst.texts(8),
        source=mst.texts(8),
        received_on=day,
        demand=mst.texts(8),
        grade=st.sampled_from(["", "紧急", "一般"]),
        reply_by=day,
        due=day,
        **common,
    )


def case_steps(
    case: SearchStrategy[str], other: SearchStrategy[str], **common: SearchStrategy[object]
) -> SearchStrategy[Statement]:
    """Every step of a case (督办环节); `other` are ids of the entries that some steps speak of, or empty."""
    text, some, day = mst.names(), mst.texts(8), st.none() | mst.days()
    return st.one_of(
        st.builds(CaseReplied, case, reply=text, finished=st.booleans(), reason=some, document=some, **common),
        st.builds(CaseReminded, case, party=some, document=some, reply_by=day, **common),
        st.builds(CaseReturned, case, reason=text, returned=other, reply_by=day, **common),
        st.builds(ExtensionAsked, case, reason=text, new_due=mst.days(), progress=text, **common),
        st.builds(CaseExtended, case, new_due=mst.days(), body=some, asked=other, reason=some, **common),
        st.builds(CaseEscalated, case, step=text, reason=text, party=some, body=some, document=some, **common),
        st.builds(CaseVerified, case, passed=st.booleans(), findings=st.lists(text, max_size=2), visit=other, **common),
        st.builds(CaseClosed, case, result=some, document=some, **common),
        st.builds(CaseClosed, case, result=text, dropped=st.just(True), **common),
        st.builds(CaseReopened, case, reason=text, reply_by=day, due=day, **common),
    )


def _curve(days: list[date]) -> SearchStrategy[list[tuple[date, Quantity]]]:
    """Planned totals on these days, never falling."""
    values = st.lists(st.integers(0, 500), min_size=len(days), max_size=len(days)).map(sorted)
    return values.map(
        lambda found: [
            (day, Quantity(value=Decimal(v), unit=_LENGTH)) for day, v in zip(sorted(days), found, strict=True)
        ]
    )
