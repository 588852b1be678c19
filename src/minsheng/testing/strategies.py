"""Hypothesis strategies for the values of the library (随机样本). Everything they make is made up.

Use them in the tests of an app: ``@given(strategies.plans())``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import ParamSpec, TypeVar, cast

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from minsheng.calendars import Cadence, Deadline, DueRule, Milestone, Period, PeriodKind, Roll, RollAfter, RollPolicy
from minsheng.errors import InvalidValue, Place, Question, Undefined
from minsheng.projects import (
    Allocation,
    Bearer,
    DocumentInfo,
    Funding,
    Item,
    Plan,
    Project,
    ProjectState,
    Rhythm,
    Share,
    WorkMethod,
)
from minsheng.responsibility import Directory, Organisation, OrganisationKind, credit_check_character
from minsheng.targets import Aggregation, Direction, Qualifier, Quantity, Target, Unit, default_units

P = ParamSpec("P")
T = TypeVar("T")


def _once(make: Callable[P, SearchStrategy[T]]) -> Callable[P, SearchStrategy[T]]:
    """One strategy for all calls with the same arguments: to make it anew for every draw takes longer than the draw."""
    return cast("Callable[P, SearchStrategy[T]]", cache(make))


_HAN = "县市区局委镇乡街道残联交运住建民政财甲乙丙丁戊路校水电厂新改扩"
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@_once
def texts(max_size: int = 12) -> SearchStrategy[str]:
    """Printed text as it comes: Chinese, signs, line breaks, what is special in HTML, Markdown, spreadsheets."""
    return st.text(
        st.sampled_from(_HAN + "，。；：（）“”〔〕、—") | st.characters(exclude_categories=["Cs"]), max_size=max_size
    ) | (st.sampled_from(["=1+1", "<b>", "a|b", "*甲*", "第1行\n第2行", "\u202e反", "2024年", "{name}", "a\tb"]))


@_once
def names() -> SearchStrategy[str]:
    """Names of parties and projects, without white space, never empty."""
    return st.text(_HAN + "（）“”·ABab01", min_size=1, max_size=12)


@_once
def reasons() -> SearchStrategy[Undefined]:
    """Values that are not known, with a reason."""
    return st.sampled_from(["分母未知", "文件未列", "没有数字", ""]).map(Undefined)


# targets


@_once
def figures() -> SearchStrategy[Decimal]:
    """Values of a quantity: not negative, below 10**15, at most 6 places."""
    places = st.integers(0, 6)
    return st.builds(lambda n, p: Decimal(n).scaleb(-p), st.integers(0, 10**15 - 1), places) | st.integers(0, 5000).map(
        Decimal
    )


@_once
def units(*, foreign: bool = False) -> SearchStrategy[Unit]:
    """Units of the shipped table and words that it does not hold; with `foreign` units of a caller's own table too."""
    known = st.sampled_from([u.name for u in default_units().units])
    unknown = st.text("坨捆摞垛桶", min_size=1, max_size=3)
    made = st.one_of(known, unknown, st.sampled_from(["元/人·年", "万元", "吨/日"])).map(default_units().get)
    if not foreign:
        return made
    own = st.builds(
        lambda name, factor: Unit(name=name, dimension="volume", factor=factor),
        unknown | st.sampled_from(["方", "公里", "方/"]),  # names that the shipped table reads otherwise
        st.fractions(Fraction(1, 100), Fraction(1000), max_denominator=10**6),
    )
    return made | own


@_once
@st.composite
def quantities(draw: DrawFn, *, plain: bool = False, foreign: bool = False) -> Quantity:
    """Quantities with every hedge; `plain`: value and unit only."""
    value, unit = draw(figures()), draw(units(foreign=foreign))
    if plain:
        try:
            return Quantity(value=value, unit=unit)
        except InvalidValue:  # beyond the largest value, in a unit such as 万元
            return Quantity(value=Decimal(7), unit=unit)
    qualifier = draw(st.sampled_from(Qualifier))
    caveat = draw(st.sampled_from(["", "以实际为准", "含续建"]))
    if qualifier is Qualifier.FULL_COVERAGE:
        return attrs.evolve(Quantity.full_coverage(draw(st.sampled_from(["", "全覆盖"]))), caveat=caveat)
    upper = value + draw(st.integers(1, 900)) if qualifier is Qualifier.RANGE else None
    try:
        quantity = Quantity(value=value, unit=unit, qualifier=qualifier, upper=upper, caveat=caveat)
    except InvalidValue:  # beyond the largest value
        return Quantity(value=value / 2 if value < 10 else Decimal(7), unit=default_units().get("公里"), caveat=caveat)
    return draw(
        st.sampled_from(
            [
                quantity,
                attrs.evolve(quantity, text=quantity.canonical),
                attrs.evolve(quantity, text=f"共{quantity.canonical}"),
            ]
        )
    )


@_once
def targets(*, foreign: bool = False) -> SearchStrategy[Target]:
    """Targets without ids, some without a number."""
    return st.builds(
        Target,
        quantities(foreign=foreign) | reasons(),
        label=st.sampled_from(["", "改造面积", "新增"]),
        counted=st.sampled_from(["", "小区", "学位"]),
        direction=st.sampled_from(Direction),
        aggregation=st.sampled_from(Aggregation),
        standard=st.booleans(),
    )


# calendars


@_once
def days(first: date = date(2015, 1, 1), last: date = date(2035, 12, 31)) -> SearchStrategy[date]:
    """Days of the years in which plans are made."""
    return st.dates(first, last)


@_once
def periods(kind: PeriodKind | None = None) -> SearchStrategy[Period]:
    """Periods of one kind or of all."""
    kinds = st.sampled_from(PeriodKind) if kind is None else st.just(kind)
    return st.builds(Period.of, kinds, days())


@_once
def rolls() -> SearchStrategy[RollPolicy]:
    """What becomes of a due day on a rest day."""
    return st.sampled_from(Roll) | st.builds(RollAfter, st.integers(1, 99))


@_once
def deadlines() -> SearchStrategy[Deadline]:
    """Time limits: dated, printed without a year, for ever, none; every milestone and roll."""
    dated = st.builds(
        lambda day, text, milestone, roll: Deadline(text or day.isoformat(), day=day, milestone=milestone, roll=roll),
        days(),
        st.sampled_from(["", "2024年11月底", "年底前"]),
        st.sampled_from(Milestone),
        rolls(),
    )
    undated = st.builds(
        lambda text, reason, milestone: Deadline(text, day=reason, milestone=milestone),
        st.sampled_from(["", "长期", "秋季"]),
        st.sampled_from(["长期", "季节不是日期"]).map(Undefined),
        st.sampled_from(Milestone),
    )
    printed = st.sampled_from(["11月底", "年底前", "8月底前投入使用"]).map(Deadline.parse)
    return st.one_of(dated, dated, undated, printed, st.just(Deadline.none()))


@_once
@st.composite
def due_rules(draw: DrawFn, kind: PeriodKind | None = None) -> DueRule:
    """On which day of a period something is due; some state none. They fit periods of `kind`, or of every kind."""
    months = {PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}.get(kind, 0) if kind else 0
    counted = st.integers(1, 31) | st.integers(-5, -1)
    month = st.none() | st.integers(1, months) | st.integers(-months, -1) if months else st.none()
    counting = draw(st.sampled_from(["days", "days", "workdays", "weekdays"]))
    since, day = draw(st.none() | counted), draw(st.none() | counted)
    if since and day and since > day and (since > 0) == (day > 0):
        since = None
    return DueRule(
        day=day,
        since=since,
        month=draw(month),
        weekday=draw(st.integers(1, 7)) if counting == "weekdays" else None,
        workdays=counting == "workdays",
        offset_periods=draw(st.integers(-1, 2)),
        at=draw(st.none() | st.times() | st.sampled_from([time(12), time(17, 30)])),
        roll=draw(rolls()),
    )


# responsibility


@_once
def credit_codes() -> SearchStrategy[str]:
    """统一社会信用代码 with a right check character."""
    first = st.builds(
        lambda a, b, c: f"{a}{b:06}{c}",
        st.text(_CREDIT, min_size=2, max_size=2),
        st.integers(0, 999_999),
        st.text(_CREDIT, min_size=9, max_size=9),
    )
    return first.map(lambda f: f + credit_check_character(f))


@_once
def organisations() -> SearchStrategy[Organisation]:
    """Organisations of all kinds, with and without aliases, members, codes."""
    return st.builds(
        Organisation,
        names(),
        aliases=st.lists(names(), max_size=2),
        kind=st.sampled_from(OrganisationKind),
        members=st.lists(names(), max_size=3),
        credit_code=st.just("") | credit_codes(),
        division_code=st.sampled_from(["", "370832", "370832001", "110000"]),
    )


@_once
@st.composite
def directories(draw: DrawFn) -> Directory:
    """Directories; of organisations that would share a name only the first is in."""
    directory = Directory(area=draw(st.sampled_from(["", "甲县", "乙市"])))
    for organisation in draw(st.lists(organisations(), max_size=3)):
        try:
            directory = directory.with_organisations(organisation)
        except InvalidValue:
            continue
    return directory


# projects


@_once
def documents() -> SearchStrategy[DocumentInfo]:
    """What a notice says of itself."""
    return st.builds(
        DocumentInfo,
        title=texts(),
        number=st.sampled_from(["", "甲政发〔2024〕1号"]),
        issuer=st.sampled_from(["", "甲县人民政府"]),
        issued=days() | reasons(),
        year=st.integers(2015, 2035) | reasons(),
        adopted_by=texts(10),
        addressees=st.lists(names(), max_size=3),
        copies=st.lists(names(), max_size=2),
        publicity=st.sampled_from(["", "此件公开发布"]),
        annexes=st.lists(texts(10), max_size=2),
    )


@_once
@st.composite
def rhythms(draw: DrawFn) -> Rhythm:
    """Recurring duties of every bearer and cadence, some with several instances in a period or for every second one only.

    Some are the next step of another.
    """
    cadence = draw(st.sampled_from(Cadence))
    activities = st.sampled_from(["dispatch", "report", "ledger_update"])
    rhythm = Rhythm(
        id=draw(st.text("abcdefgh_", min_size=1, max_size=8)),
        name=draw(names()),
        bearer=draw(st.sampled_from(Bearer)),
        party=draw(st.just("") | names()),
        cadence=cadence,
        due=draw(due_rules(cadence.period_kind)),
        met_by=draw(st.lists(activities, min_size=1, max_size=2, unique=True)),
        text=draw(texts()),
        after=draw(st.just("") | st.just("step-before")),
    )
    return rhythm if cadence.period_kind is None else draw(_repeated(rhythm, cadence.period_kind))


@st.composite
def _repeated(draw: DrawFn, rhythm: Rhythm, kind: PeriodKind) -> Rhythm:
    """`rhythm` on several days, several times, or in every n-th period."""
    rules = due_rules(kind).filter(lambda rule: rule.known and rule != rhythm.due)
    also = draw(st.lists(rules, max_size=2, unique=True)) if rhythm.due.known and draw(st.booleans()) else []
    every = draw(st.sampled_from([1, 1, 1, 2, 3]))
    return attrs.evolve(
        rhythm,
        also=also,
        times=1 if also else draw(st.sampled_from([1, 1, 2, 4])),
        every=every,
        anchor=draw(st.none() | periods(kind)) if every > 1 else None,
    )


@_once
def fundings() -> SearchStrategy[Funding]:
    """Money promised, mostly without an amount."""
    money = st.integers(0, 10**9).map(lambda n: Quantity(value=Decimal(n), unit=default_units().get("元")))
    return st.builds(Funding, source=names(), amount=money | reasons())


@_once
def questions() -> SearchStrategy[Question]:
    """Questions that stay in a plan as named unknowns."""
    return st.builds(
        lambda key, place, value: Question.of("errors.wrong-value", key, place, field="甲", value=value, why="乙"),
        st.sampled_from(["8.targets", "rhythms.report.day"]),
        st.builds(Place, row=st.integers(0, 9), column=texts(5), path=st.sampled_from(["", "$.projects[0]"])),
        texts(10),
    )


@st.composite
def projects(draw: DrawFn, no: str = "1", *, foreign: bool = False) -> Project:
    """One project with number `no`, with or without items."""
    wanted = st.lists(targets(foreign=foreign), max_size=3)
    items = [
        Item(no=str(n), content=draw(texts()), targets=draw(wanted), deadlines=draw(st.lists(deadlines(), max_size=1)))
        for n in range(1, draw(st.integers(0, 2)) + 1)
    ]
    return Project(
        no=no,
        name=draw(names()),
        content=draw(texts()),
        leads=draw(st.lists(names(), max_size=2)),
        partners=draw(st.lists(names(), max_size=3)),
        leaders=draw(st.lists(names(), max_size=1)),
        deadlines=draw(st.lists(deadlines(), max_size=2)),
        targets=draw(wanted),
        items=items,
        funding=draw(st.lists(fundings(), max_size=1)),
        delivery=draw(st.lists(names(), max_size=1)),
        state=draw(st.sampled_from(ProjectState)),
    )


@st.composite
def plans(draw: DrawFn, *, max_projects: int = 3, foreign: bool = False) -> Plan:
    """Whole plans: projects, directory, rhythms, methods, allocations, retired ids, open questions."""
    numbers = draw(st.lists(st.integers(1, 99).map(str), max_size=max_projects, unique=True))
    plan = Plan(
        id=draw(st.just("") | st.text("甲乙-0123456789ab", min_size=1, max_size=10)),
        year=draw(st.integers(2015, 2035)),
        document=draw(documents()),
        projects=[draw(projects(n, foreign=foreign)) for n in numbers],
        directory=draw(directories()),
        rhythms=draw(st.lists(rhythms(), max_size=2, unique_by=lambda r: r.id)),
        methods=draw(st.lists(work_methods(), max_size=1)),
        retired=draw(st.lists(st.sampled_from(["1.t9", "2.1.t8"]), unique=True, max_size=2)),
        division_code=draw(st.sampled_from(["", "370832"])),
        unknowns=draw(st.lists(questions(), max_size=2)),
    )
    return attrs.evolve(
        plan, allocations=draw(st.lists(_allocations(plan.target_ids), max_size=1)) if plan.target_ids else ()
    )


@_once
@st.composite
def work_methods(draw: DrawFn) -> WorkMethod:
    """Work methods with and without a definition; the steps of a chain in their order."""
    steps: list[Rhythm] = []
    for rhythm in draw(st.lists(rhythms(), max_size=2, unique_by=lambda r: r.id)):
        steps.append(attrs.evolve(rhythm, after=steps[-1].id if rhythm.after and steps else ""))
    return WorkMethod(
        name=draw(names()),
        definition=draw(texts() | reasons()),
        rhythms=steps,
        source=draw(st.sampled_from(["", "甲政发〔2024〕1号"])),
    )


def _allocations(ids: Sequence[str]) -> SearchStrategy[Allocation]:
    shares = st.lists(
        st.builds(Share, party=names(), quantity=quantities(plain=True)), max_size=3, unique_by=lambda s: s.party
    )
    return st.builds(Allocation, target=st.sampled_from(ids), shares=shares)
