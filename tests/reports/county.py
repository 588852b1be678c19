"""A made-up county with six commitments and a made-up half year of entries."""

from __future__ import annotations

from minsheng.calendars import Cadence, ChinaCalendar, WorkCalendar
from minsheng.errors import Question
from minsheng.ledger import (
    DutyFulfilled,
    MilestoneReached,
    ProblemRaised,
    ProblemResolved,
    Progress,
    Statement,
    View,
)
from minsheng.projects import Bearer, DocumentInfo, Funding, Item, Plan, Project, Rhythm
from minsheng.standing import Standing, assess

DAY = "2024-08-31"

PLAN = Plan(
    id="某县-2024",
    year=2024,
    document=DocumentInfo(
        title="某县人民政府关于办好2024年民生实事的通知",
        number="某政发〔2024〕1号",
        issuer="某县人民政府",
        issued="2024-02-06",
    ),
    projects=[
        Project(
            no="1",
            name="乡村道路",
            content="改造乡村道路约400公里。",
            leads=["县交运局", "各乡镇（街道）"],
            partners=["县财政局"],
            deadlines=["2024年11月底"],
            targets=["约400公里"],
            funding=[Funding(source="县级资金奖补")],
        ),
        Project(
            no="2",
            name="候车亭",
            leads=["县交运局"],
            partners=["县住建局"],
            deadlines=["2024年11月底"],
            targets=["约50处"],
        ),
        Project(no="3", name="共享单车", leads=["城发集团"], deadlines=["2024年8月15日"], targets=["4000辆"]),
        Project(
            no="4",
            name="老旧小区",
            leads=["县住建局"],
            partners=["县财政局"],
            deadlines=["2024年11月底"],
            items=[
                Item(no="1", content="改造36个小区，惠及居民2656户。", targets=["36个小区", "2656户"]),
                Item(no="2", content="更新10个小区的供热管道。", targets=["10个小区"]),
            ],
        ),
        Project(no="5", name="校园监控", content="接入校园监控。", leads=["县教体局"], deadlines=["2024年9月底"]),
        Project(
            no="6",
            name="代缴养老保险",
            leads=["县人社局"],
            deadlines=["2024年11月底"],
            targets=["每人每年100元", "约20000名"],
        ),
    ],
    rhythms=[
        Rhythm(
            id="report",
            name="每月报送进展",
            bearer=Bearer.LEADS,
            cadence=Cadence.MONTHLY,
            met_by=["report"],
            text="每月报送工作进展情况",
        ),
        Rhythm(
            id="dispatch",
            name="每旬调度",
            bearer=Bearer.PARTY,
            party="县政府分管负责同志",
            cadence=Cadence.TEN_DAYS,
            met_by=["dispatch"],
            text="每旬调度了解推进情况",
        ),
        Rhythm(
            id="schedule",
            name="制定实施方案",
            bearer=Bearer.LEADS,
            cadence=Cadence.ONCE,
            met_by=["schedule"],
            text="科学制定实施方案",
        ),
    ],
    unknowns=[Question.of("duties.which-day", "rhythms.report.day", name="每月报送进展", text="")],
)

STATEMENTS: tuple[Statement, ...] = (
    Progress("1", total="120公里", on="2024-06-28", by="县交运局", note="虚构"),
    ProblemRaised("4.2", problem="管道到货迟", on="2024-07-20", by="县住建局"),
    ProblemRaised("1", problem="征地未落实", on="2024-07-22", by="县交运局"),
    Progress("1", total="300公里", on="2024-08-25", by="县交运局", note="虚构"),
    Progress("2", total="52处", on="2024-08-25", by="县交运局"),
    Progress("3", total="2400辆", on="2024-08-26", by="城发集团"),
    Progress("4.1.t1", total="20个", on="2024-08-27", by="县住建局"),
    Progress("4.1.t2", total="1900户", on="2024-08-27", by="县住建局"),
    Progress("4.2", total="5个", on="2024-08-27", by="县住建局"),
    ProblemResolved("#3", on="2024-08-28", by="县交运局"),
    DutyFulfilled("report", party="县交运局", on="2024-08-30", by="县交运局"),
)


def standing(
    day: str = DAY, *, plan: Plan = PLAN, more: tuple[Statement, ...] = (), calendar: WorkCalendar | None = None
) -> Standing:
    """How the made-up county stands; `more` statements come behind the others."""
    view = View.of(plan, [s for s in (*STATEMENTS, *more) if s.on.isoformat() <= day], day=day)
    return assess(view, calendar=calendar or ChinaCalendar())


SCHOOL_DONE = MilestoneReached("5", on="2024-08-29", by="县教体局")
