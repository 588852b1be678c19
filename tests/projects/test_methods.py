"""The shipped work methods: each with its source, usable by its name; the days they mean, counted on the calendar by hand."""

from __future__ import annotations

import pytest

from minsheng.calendars import ChinaCalendar
from minsheng.codec import load_plan, plan_json
from minsheng.duties import Duties, expand_duties
from minsheng.errors import InvalidValue, NotFound, Undefined
from minsheng.projects import Bearer, Plan, Project, Rhythm, WorkMethod

CALENDAR = ChinaCalendar()


def plan(*methods: WorkMethod | str) -> Plan:
    return Plan(
        id="made-up",
        year=2024,
        projects=[Project(no="1", name="道路", leads=["县交运局", "县住建局"])],
        methods=methods,
    )


def duties(method: WorkMethod | str, first: str, last: str) -> Duties:
    return expand_duties(plan(method), CALENDAR, first, last)


def test_every_method_has_a_source_and_works_by_its_name() -> None:
    assert set(WorkMethod.presets()) == {
        "212",
        "周调度月通报",
        "22日报送24日汇总26日上报",
        "每周二报送",
        "逢旬调度",
        "每月5日前报送",
        "每月10日前报送上月",
        "每月28日前报送",
        "每月20日截止",
    }
    for name in WorkMethod.presets():
        method = WorkMethod.preset(name)
        assert method.source
        assert isinstance(method.definition, Undefined) == (name == "212")
        made = plan(name)
        assert made.methods == (method,)
        assert load_plan(plan_json(made)) == made
        assert len(expand_duties(made, CALENDAR))


def test_all_methods_together_have_no_two_rhythms_of_one_id() -> None:
    ids = [r.id for name in WorkMethod.presets() for r in WorkMethod.preset(name).rhythms]
    assert len(ids) == len(set(ids))
    assert expand_duties(plan(*WorkMethod.presets()), CALENDAR).findings == ()


@pytest.mark.parametrize(
    ("name", "first", "last", "days"),
    [
        # 10 March is a Sunday, 31 March too
        ("逢旬调度", "2024-03-01", "2024-03-31", ["2024-03-08", "2024-03-20", "2024-03-29"]),
        ("每月5日前报送", "2024-05-01", "2024-06-30", ["2024-06-05"]),
        # 5 May ends the holidays of May: the last working day before them is 30 April
        ("每月5日前报送", "2024-04-06", "2024-05-31", ["2024-04-30"]),
        # the plan begins with January, whose report is due in February: Saturday 10 is a holiday
        ("每月10日前报送上月", "2024-01-01", "2024-02-29", ["2024-02-09"]),
        ("每月28日前报送", "2024-09-01", "2024-09-30", ["2024-09-27"]),
        # a cut-off is no report: it does not move off Saturday 20 January
        ("每月20日截止", "2024-01-01", "2024-02-29", ["2024-01-20", "2024-02-20"]),
        # 1 October is a holiday: 8 October is the first working day behind it, 9 October the second
        ("每周二报送", "2024-09-20", "2024-10-15", ["2024-09-24", "2024-10-08", "2024-10-09", "2024-10-15"]),
        ("每周二报送", "2024-02-07", "2024-02-20", ["2024-02-19", "2024-02-20"]),
    ],
)
def test_the_days_of_a_method(name: str, first: str, last: str, days: list[str]) -> None:
    assert list(dict.fromkeys(str(d.due) for d in duties(name, first, last))) == days


def test_the_tuesday_report_is_due_at_noon_and_says_why_it_moved() -> None:
    moved = duties("每周二报送", "2024-10-09", "2024-10-09")[0]
    assert str(moved).startswith("2024-10-09 12:00 县交运局")
    for words in ("2024年10月1日", "国庆节", "第2个工作日", "2024年10月9日（星期三）"):
        assert words in moved.why()


def test_the_chain_is_three_steps_of_different_parties_that_know_the_step_before() -> None:
    chain = WorkMethod.preset("22日报送24日汇总26日上报").naming("汇总单位", "县发改局").naming("上报单位", "县政府办")
    june = duties(chain, "2024-06-01", "2024-06-30")
    # Saturday 22 June comes forward to Friday
    assert [(str(d.due), d.party) for d in june] == [
        ("2024-06-21", "县交运局"),
        ("2024-06-21", "县住建局"),
        ("2024-06-24", "县发改局"),
        ("2024-06-26", "县政府办"),
    ]
    assert june.before(june[0]) == ()
    assert june.before(june[2]) == (june[0], june[1])
    assert june.before(june[3]) == (june[2],)
    assert "上一步是“每月24日汇总”" in june[3].why()
    assert "上一步" not in june[0].why()
    assert june.findings == ()


def test_a_role_that_the_method_has_not_is_refused_with_those_that_it_has() -> None:
    with pytest.raises(NotFound, match="汇总单位"):
        WorkMethod.preset("22日报送24日汇总26日上报").naming("督查室", "县督查室")


def test_a_chain_whose_step_is_missing_is_no_method() -> None:
    collate, forward = WorkMethod.preset("22日报送24日汇总26日上报").rhythms[1:]
    with pytest.raises(InvalidValue, match="report_22"):
        WorkMethod(name="半条链", rhythms=[collate, forward])


def test_a_rhythm_has_only_months_that_its_period_has() -> None:
    from minsheng.calendars import Cadence, DueRule

    def made(cadence: Cadence, month: int) -> Rhythm:
        due = DueRule(day=20, month=month)
        return Rhythm(id="r", name="报送", bearer=Bearer.LEADS, cadence=cadence, due=due, met_by=["report"])

    assert made(Cadence.QUARTERLY, -3).due.month == -3
    for cadence, month in (
        (Cadence.QUARTERLY, 4),
        (Cadence.HALF_YEARLY, -7),
        (Cadence.MONTHLY, 1),
        (Cadence.WEEKLY, 1),
    ):
        with pytest.raises(InvalidValue):
            made(cadence, month)
