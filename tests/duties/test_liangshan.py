"""The duties of the first notice (梁政发〔2024〕1号): its counts, its days, its open questions."""

from __future__ import annotations

from datetime import date

import pytest

from minsheng.calendars import Cadence, ChinaCalendar
from minsheng.duties import expand_duties
from minsheng.errors import Undefined
from minsheng.projects import Bearer, DocumentInfo, Plan, Project, Rhythm
from minsheng.responsibility import Directory

CALENDAR = ChinaCalendar()
ROLE = "县政府分管负责同志"
LEADS = [
    ["县交运局", "各乡镇（街道）"],
    ["县交运局"],
    ["县人社局"],
    ["城发集团"],
    ["县住建局"],
    ["县卫健局"],
    ["县城建投"],
    ["县教体局"],
    ["县残联"],
    ["县民政局"],
]


def liangshan(directory: Directory | None = None) -> Plan:
    """Leads, date and rhythms of the notice; the “212” method brings the two weekly ones."""
    return Plan(
        id="梁山县-2024",
        year=2024,
        document=DocumentInfo(issued="2024-02-06"),
        directory=directory or Directory(),
        projects=[Project(no=str(n), name=f"第{n}件", leads=leads) for n, leads in enumerate(LEADS, 1)],
        rhythms=[
            Rhythm(
                id="dispatch",
                name="每旬调度",
                bearer=Bearer.LEADERS,
                party=ROLE,
                cadence=Cadence.TEN_DAYS,
                met_by=["dispatch"],
                text="每旬调度了解推进情况",
            ),
            Rhythm(
                id="quarterly",
                name="每季度专题会议或专题调研",
                bearer=Bearer.LEADERS,
                party=ROLE,
                cadence=Cadence.QUARTERLY,
                met_by=["special_meeting", "special_study"],
                text="每季度召开一次专题会议或开展一次专题调研",
            ),
            Rhythm(
                id="report",
                name="每月报送进展",
                bearer=Bearer.LEADS,
                cadence=Cadence.MONTHLY,
                met_by=["report"],
                text="每月向县政府督查室报送工作进展情况",
            ),
            Rhythm(
                id="schedule",
                name="制定实施方案",
                bearer=Bearer.LEADS,
                cadence=Cadence.ONCE,
                met_by=["schedule"],
                text="科学制定实施方案，量化任务目标",
            ),
        ],
        methods=["212"],
    )


def totals(plan: Plan, *, expand_groups: bool = False) -> dict[str, int]:
    found: dict[str, int] = {}
    for (rhythm, _), number in expand_duties(plan, CALENDAR, expand_groups=expand_groups).counts().items():
        found[rhythm] = found.get(rhythm, 0) + number
    return found


def test_the_notice_demands_so_many_duties() -> None:
    assert totals(liangshan()) == {
        "dispatch": 33,
        "quarterly": 4,
        "ledger_update": 480,
        "weekly_meeting": 480,
        "report": 110,
        "schedule": 10,
    }


def test_each_of_the_ten_leads_owes_its_own_and_the_group_is_one() -> None:
    counts = expand_duties(liangshan(), CALENDAR).counts()
    assert len({party for rhythm, party in counts if rhythm == "report"}) == 10
    assert counts["report", "各乡镇（街道）"] == 11
    assert counts["report", "县交运局"] == 11
    assert counts["ledger_update", "县残联"] == 48


def test_what_one_party_owes() -> None:
    mine = expand_duties(liangshan(), CALENDAR).of("县民政局")
    assert (len(mine), len(mine.undated)) == (48 + 48 + 11, 1)
    assert {d.party for d in mine.all} == {"县民政局"}


def test_three_named_heads_owe_three_times_as_much() -> None:
    plan = liangshan(Directory().naming(ROLE, ["甲", "乙", "丙"]))
    named = totals(plan)
    assert (named["dispatch"], named["quarterly"], named["report"]) == (99, 12, 110)
    assert expand_duties(plan, CALENDAR).counts()["dispatch", "乙"] == 33


def test_a_group_owes_by_its_members_only_if_asked() -> None:
    plan = liangshan(Directory().naming("各乡镇（街道）", ["水泊街道", "梁山街道"]))
    assert totals(plan)["report"] == 110
    assert totals(plan, expand_groups=True)["report"] == 121


def test_nothing_is_due_before_the_notice() -> None:
    duties = expand_duties(liangshan(), CALENDAR)
    assert min(d.due for d in duties if isinstance(d.due, date)) == date(2024, 2, 9)
    first_weeks = [d for d in duties.by_rhythm()["weekly_meeting"] if d.party == "县住建局"]
    assert (str(first_weeks[0].period), str(first_weeks[-1].period)) == ("2024年第6周", "2025年第1周")


def test_where_no_day_is_stated_the_last_working_day_of_the_period_counts_and_is_asked_about() -> None:
    duties = expand_duties(liangshan(), CALENDAR, "2024-03-01", "2024-03-31")
    report = next(d for d in duties if d.rhythm.id == "report")
    assert (report.due, str(report.stated)) == (date(2024, 3, 29), "2024-03-31")
    keys = [q.key for q in duties.questions]
    assert keys == [
        "rhythms.dispatch.day",
        "rhythms.quarterly.day",
        "rhythms.report.day",
        "rhythms.ledger_update.day",
        "rhythms.weekly_meeting.day",
    ]
    assert "每月报送进展" in duties.questions[2].message("zh")
    for word in (
        "每月向县政府督查室报送工作进展情况",
        "文件未写明日期",
        "2024年3月31日",
        "星期日",
        "提前至上一个工作日",
    ):
        assert word in report.why()
    assert "Friday 29 March 2024" in report.why("en")


def test_one_of_two_activities_meets_the_quarterly_duty() -> None:
    quarter = expand_duties(liangshan(), CALENDAR).by_rhythm()["quarterly"][0]
    assert quarter.activities == ("special_meeting", "special_study")
    assert quarter.due == date(2024, 3, 29)


def test_the_schedule_has_no_day_and_stands_apart() -> None:
    everything = expand_duties(liangshan(), CALENDAR)
    assert len(everything) == 33 + 4 + 480 + 480 + 110
    assert {d.rhythm.id for d in everything.undated} == {"schedule"}
    assert len(everything.undated) == 10
    schedule = everything.undated[0]
    assert (schedule.period, schedule.due) == (None, Undefined("文件未写明日期"))
    assert "rhythms.schedule.day" in [q.key for q in everything.questions]
    assert "科学制定实施方案" in schedule.why()
    assert expand_duties(liangshan(), CALENDAR, "2024-01-01", "2025-12-31").undated == ()


def test_march_is_counted_by_due_day() -> None:
    march = expand_duties(liangshan(), CALENDAR, "2024-03-01", "2024-03-31")
    by_rhythm = {k: len(v) for k, v in march.by_rhythm().items()}
    # Sundays 03-03, 10, 17, 24, 31 come forward to Fridays 03-01, 08, 15, 22, 29
    assert by_rhythm == {"dispatch": 3, "quarterly": 1, "report": 10, "ledger_update": 50, "weekly_meeting": 50}
    assert [str(d.due) for d in march.by_rhythm()["dispatch"]] == ["2024-03-08", "2024-03-20", "2024-03-29"]


def test_the_week_of_the_spring_festival_is_due_on_its_one_working_day_a_sunday() -> None:
    duties = expand_duties(liangshan(), CALENDAR, "2024-02-10", "2024-02-18")
    assert {(d.period.code, str(d.due)) for d in duties if d.period and d.rhythm.id == "weekly_meeting"} == {
        ("2024-W07", "2024-02-18")
    }


def test_a_list_of_duties_is_read_by_people() -> None:
    march = expand_duties(liangshan(), CALENDAR, "2024-03-29", "2024-03-29")
    text = str(march)
    assert "2024年3月29日（星期五）" in text
    assert "每月报送进展" in text
    assert "<td>县残联</td>" in march._repr_html_()
    assert repr(march) == f"<Duties {len(march)} dated, 0 undated>"
    assert march.table("en")[0][0] == "Friday 29 March 2024"


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>"])
def test_names_are_inert_in_a_notebook(hostile: str) -> None:
    plan = Plan(
        id="p",
        year=2024,
        projects=[Project(no="1", name="道路", leads=[hostile])],
        rhythms=[Rhythm(id="r", name="报送", bearer=Bearer.LEADS, cadence=Cadence.YEARLY, met_by=["report"])],
    )
    assert "<script>" not in expand_duties(plan, CALENDAR)._repr_html_()


def test_the_duties_of_one_party_carry_no_questions_about_those_of_others() -> None:
    whole = expand_duties(liangshan(), CALENDAR)
    of_role, of_lead = ({q.key for q in whole.of(party).questions} for party in (ROLE, "县交运局"))
    assert of_role == {"rhythms.dispatch.day", "rhythms.quarterly.day"}
    assert of_role.isdisjoint(of_lead)
    assert of_role | of_lead == {q.key for q in whole.questions}
    assert whole.of(ROLE).findings == whole.findings
