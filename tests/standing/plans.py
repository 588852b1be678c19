"""Plans for the tests of this room; all made up, in the shape of a county's notice."""

from collections.abc import Iterable

from minsheng.calendars import Cadence, ChinaCalendar
from minsheng.ledger import Statement, View
from minsheng.projects import Bearer, DocumentInfo, Item, Plan, Project, Rhythm
from minsheng.standing import Standing, assess

CALENDAR = ChinaCalendar()

COUNTY = Plan(
    id="made-up-2024",
    year=2024,
    document=DocumentInfo(title="虚构县2024年民生实事（测试用）", issued="2024-02-06"),
    projects=[
        Project(
            no="1",
            name="乡村道路",
            leads=["县交运局", "各乡镇（街道）"],
            targets=["约400公里（以实际改造公里数为准）"],
            deadlines=["2024年11月底"],
        ),
        Project(
            no="3",
            name="养老保险代缴",
            leads=["县人社局"],
            targets=["每人每年100元", "全覆盖"],
            deadlines=["2024年11月底"],
        ),
        Project(
            no="5",
            name="老旧小区",
            leads=["县住建局"],
            deadlines=["2024年11月底"],
            items=[
                Item(no="1", content="小区改造", targets=["36个小区", "2656户", "29.1万平方米"]),
                Item(no="2", content="供热管道", targets=["10个小区"]),
            ],
        ),
        Project(
            no="7",
            name="小学",
            leads=["县城建投"],
            deadlines=["2024年8月底"],
            targets=["62.65亩", "2.9万平方米", "36个教学班", "1620个学位"],
        ),
        Project(no="8", name="校园监控", leads=["县教体局"], deadlines=["2024年9月底"]),
    ],
)

RHYTHMS = [
    Rhythm(
        id="dispatch",
        name="每旬调度",
        bearer=Bearer.LEADERS,
        party="县政府分管负责同志",
        cadence=Cadence.TEN_DAYS,
        met_by=["dispatch"],
    ),
    Rhythm(
        id="special",
        name="每季度专题会议或专题调研",
        bearer=Bearer.LEADERS,
        party="县政府分管负责同志",
        cadence=Cadence.QUARTERLY,
        met_by=["special_meeting", "special_study"],
    ),
    Rhythm(id="ledger", name="每周更新台账", bearer=Bearer.LEADS, cadence=Cadence.WEEKLY, met_by=["ledger_update"]),
    Rhythm(id="meeting", name="每周例会", bearer=Bearer.LEADS, cadence=Cadence.WEEKLY, met_by=["weekly_meeting"]),
    Rhythm(id="report", name="每月报送", bearer=Bearer.LEADS, cadence=Cadence.MONTHLY, met_by=["report"]),
    Rhythm(id="schedule", name="制定实施方案", bearer=Bearer.LEADS, cadence=Cadence.ONCE, met_by=["schedule"]),
]


def standing(day: str, *statements: Statement, plan: Plan = COUNTY) -> Standing:
    """How `plan` stands on `day` after `statements`."""
    return assess(View.of(plan, statements, day=day), calendar=CALENDAR)


def levels(nodes: Iterable[str], found: Standing) -> list[str]:
    """Names of the levels of some nodes."""
    return [found[node].level.name for node in nodes]
