"""Where a target should be on a day: hand-computed days, and the laws that all trajectories keep. All made up."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.calendars import ChinaCalendar
from minsheng.errors import InvalidValue, Undefined
from minsheng.ledger import Progress, ScheduleAdopted, Statement, View
from minsheng.projects import Plan, Project
from minsheng.standing import (
    Linear,
    Node,
    Pace,
    Planned,
    SCurve,
    Steps,
    Trajectory,
    WorkingDays,
    assess,
    back_loading,
    parse_rules,
)
from tests.standing.plans import CALENDAR, COUNTY, standing
from tests.standing.test_packs import TEXT

FIRST, LAST = date(2024, 1, 1), date(2024, 11, 30)
PLAN = Plan(year=2024, projects=[Project(no="1", name="道路", targets=["400公里"], deadlines=["2024年11月底"])])


def road(day: str, *statements: Statement, curve: str = "calendar-days", calendar: ChinaCalendar = CALENDAR) -> Node:
    rules = parse_rules(TEXT.replace('"calendar-days"', f'"{curve}"'))
    return assess(View.of(PLAN, statements, day=day), calendar=calendar, rules=rules)["1"]


def trajectories() -> st.SearchStrategy[Trajectory]:
    days = st.dates(FIRST, LAST)
    points = st.dictionaries(days, st.fractions(0, 1, max_denominator=50), min_size=1, max_size=6)

    def rising(found: dict[date, Fraction]) -> Planned:
        return Planned(zip(sorted(found), sorted(found.values()), strict=True), FIRST, LAST)

    plain: list[Trajectory] = [Linear(FIRST, LAST), WorkingDays(FIRST, LAST, CALENDAR), SCurve(FIRST, LAST)]
    nodes = st.lists(days, max_size=6).map(lambda found: Steps([*found, LAST]))
    return st.sampled_from(plain) | nodes | points.map(rising)


@given(trajectories(), st.dates(date(2023, 12, 1), date(2024, 12, 31)))
def test_no_trajectory_falls_and_all_end_with_the_whole(curve: Trajectory, day: date) -> None:
    assert 0 <= curve.expected(day) <= curve.expected(day + timedelta(days=1)) <= 1
    assert curve.expected(date(2023, 12, 31)) == 0
    assert curve.expected(LAST) == curve.expected(LAST + timedelta(days=1)) == 1
    assert curve.text("zh")
    assert curve.text("en")


def test_working_days_are_those_of_the_decrees() -> None:
    # 2024: 22 working days in January, 18 in February (make-up days 4 and 18 February), 21 in March
    line = WorkingDays(FIRST, date(2024, 3, 31), CALENDAR)
    assert line.expected(date(2024, 1, 31)) == Fraction(22, 61)
    assert line.expected(date(2024, 2, 17)) == line.expected(date(2024, 2, 9))
    assert line.expected(date(2024, 2, 18)) > line.expected(date(2024, 2, 17))


def test_an_s_curve_is_behind_the_line_early_and_ahead_of_it_late() -> None:
    curve, line = SCurve(FIRST, LAST), Linear(FIRST, LAST)
    assert curve.expected(date(2024, 3, 31)) < line.expected(date(2024, 3, 31))
    assert curve.expected(date(2024, 9, 30)) > line.expected(date(2024, 9, 30))
    t = line.expected(date(2024, 3, 31))  # 91 of 335 days
    assert curve.expected(date(2024, 3, 31)) == 3 * t**2 - 2 * t**3 == Fraction(3 * 91**2 * 335 - 2 * 91**3, 335**3)


def test_a_plan_of_its_own_is_straight_between_its_points() -> None:
    curve = Planned(
        [(date(2024, 1, 10), Fraction(1, 10)), (date(2024, 1, 20), Fraction(1, 2))], FIRST, date(2024, 1, 30)
    )
    assert [curve.expected(date(2024, 1, day)) for day in (5, 10, 15, 20, 25, 30)] == [
        Fraction(1, 20),
        Fraction(1, 10),
        Fraction(3, 10),
        Fraction(1, 2),
        Fraction(3, 4),
        1,
    ]


@pytest.mark.parametrize("points", [[], [(LAST, Fraction(1)), (FIRST, Fraction(0))]])
def test_a_plan_needs_points_in_order(points: list[tuple[date, Fraction]]) -> None:
    with pytest.raises(InvalidValue):
        Planned(points, FIRST, LAST)
    with pytest.raises(InvalidValue):
        Steps([])


ADOPTED = ScheduleAdopted(
    "1", points=[("2024-06-30", "100公里"), ("2024-11-30", "400公里")], by="县交运局", on="2024-02-20"
)


def test_the_adopted_schedule_wins_over_the_packs_curve_and_is_said() -> None:
    found = road("2024-06-30", ADOPTED, Progress("1", total="100公里", on="2024-06-28"))
    assert found.expected == Fraction(1, 4)
    assert found.level.name == "on_track"  # by days it would be 29 points below: behind
    assert "序时进度25.0%（按实施方案（#1）的2个序时目标计" in found.explain()
    assert "adopted schedule (#1)" in found.explain("en")
    assert "entry:#1" in found.sources


def test_the_latest_adopted_schedule_counts_and_only_from_its_day() -> None:
    later = ScheduleAdopted("1", points=[("2024-06-30", "200公里")], by="县交运局", on="2024-05-20")
    assert road("2024-06-30", ADOPTED, later, Progress("1", total="1公里", on="2024-06-28")).expected == Fraction(1, 2)
    assert road("2024-05-19", ADOPTED, later, Progress("1", total="1公里", on="2024-05-18")).expected == (
        Fraction(1, 4) * Fraction(140, 182)
    )


def test_a_schedule_in_another_unit_gives_no_trajectory_but_a_reason() -> None:
    odd = ScheduleAdopted("1", points=[("2024-06-30", "100个")], by="县交运局", on="2024-02-20")
    found = road("2024-06-30", odd, Progress("1", total="100公里", on="2024-06-28"))
    assert isinstance(found.expected, Undefined)
    assert found.level.name == "unknown"
    assert "无法计算序时进度" in found.explain()


def test_nodes_of_a_schedule_are_steps_where_the_pack_goes_by_nodes() -> None:
    nodes = ScheduleAdopted(
        "1",
        milestones=[("招标", "2024-03-31"), ("路基", "2024-06-30"), ("路面", "2024-09-30"), ("验收", "2024-11-30")],
        by="县交运局",
        on="2024-02-20",
    )
    report = Progress("1", total="120公里", on="2024-06-28")
    assert road("2024-06-30", nodes, report, curve="milestones").expected == Fraction(1, 2)
    assert road("2024-06-29", nodes, report, curve="milestones").expected == Fraction(1, 4)
    assert road("2024-06-30", nodes, report).expected == Fraction(182, 335)  # any other pack draws its own
    assert isinstance(road("2024-06-30", report, curve="milestones").expected, Undefined)


def test_a_pack_may_count_working_days_and_a_day_without_decree_is_told() -> None:
    report = Progress("1", total="120公里", on="2024-06-28")
    found = road("2024-06-30", report, curve="working-days")
    assert "1月1日至11月30日按工作日计" in found.explain()
    assert found.expected == Fraction(CALENDAR.count("2024-01-01", "2024-06-30"), CALENDAR.count(FIRST, LAST))
    ahead = Plan(year=2027, projects=[Project(no="1", name="道路", targets=["400公里"], deadlines=["2027年11月底"])])
    rules = parse_rules(TEXT.replace('"calendar-days"', '"working-days"'))
    view = View.of(ahead, [Progress("1", total="120公里", on="2027-06-28")], day="2027-06-30")
    unknown = assess(view, calendar=CALENDAR, rules=rules)["1"]  # 2027 is not announced
    assert unknown.level.name == "unknown"
    assert "尚未公布" in unknown.explain()


# gap, rates, the last quarter


def test_the_gap_is_told_in_points_and_as_a_ratio() -> None:
    found = standing("2024-06-30", Progress("1", total="120公里", on="2024-06-28"))["1"]
    assert str(found.gap) == "24.3"
    assert found.attainment == Fraction(3, 10) / Fraction(182, 335)


def test_required_against_achieved_rate() -> None:
    pace = standing("2024-06-30", Progress("1", total="120公里", on="2024-06-28"))["1"].pace
    assert isinstance(pace, Pace)
    assert (pace.days_gone, pace.days_left) == (180, 153)  # to 28 June; 1 July to 30 November
    assert pace.achieved == Fraction(3, 10) / 180
    assert pace.required == Fraction(7, 10) / 153
    assert pace.factor == Fraction(7, 153) / Fraction(3, 180)
    assert "2.75倍" in pace.text()


@given(st.fractions(0, 1, max_denominator=400), st.dates(FIRST, LAST))
def test_whoever_goes_on_at_the_required_rate_is_done_on_the_last_day(done: Fraction, day: date) -> None:
    pace = Pace.of(done, first=FIRST, last=day, day=day, limit=LAST)
    if isinstance(pace, Pace):
        assert done + pace.required * pace.days_left == 1
        assert pace.achieved * pace.days_gone == done
    else:
        assert done >= 1 or day >= LAST


def test_there_is_no_rate_without_a_target_a_report_or_time() -> None:
    found = standing("2024-06-30", Progress("1", total="400公里", on="2024-06-28"))
    assert isinstance(found["1"].pace, Undefined)
    assert isinstance(found["5"].pace, Undefined)
    assert isinstance(standing("2024-12-30", Progress("1", total="4公里", on="2024-12-28"))["1"].pace, Undefined)


def test_a_line_leaves_a_quarter_for_the_last_quarter_and_a_steep_plan_more() -> None:
    even = back_loading(Linear(FIRST, date(2024, 12, 30)), FIRST, date(2024, 12, 30))  # 365 days: 91 of them
    assert (even.starts, even.planned) == (date(2024, 10, 1), Fraction(91, 365))
    steep = road("2024-06-30", ADOPTED, Progress("1", total="100公里", on="2024-06-28")).back_loading
    assert not isinstance(steep, Undefined)
    # 335 days: the last 83, from 9 September; on 8 September 70 of the 153 days from 1 July are gone
    assert steep.starts == date(2024, 9, 9)
    assert steep.planned == 1 - (Fraction(1, 4) + Fraction(3, 4) * Fraction(70, 153))
    assert steep.left == Fraction(3, 4)
    assert steep.exceeds(Fraction(2, 5))
    assert not even.exceeds(Fraction(1, 4))


def test_weights_say_how_much_a_part_counts_and_are_said() -> None:
    reports = [Progress("5.2", total="10个", on="2024-06-28"), Progress("5.1.t1", total="0个", on="2024-06-28")]
    reports += [Progress("5.1.t2", total="0户", on="2024-06-28"), Progress("5.1.t3", total="0平方米", on="2024-06-28")]
    view = View.of(COUNTY, reports, day="2024-06-30")
    equal = assess(view, calendar=CALENDAR)["5"]
    heavy = assess(view, calendar=CALENDAR, weights={"5.2": 3})["5"]
    assert (equal.ratio, heavy.ratio) == (Fraction(1, 2), Fraction(3, 4))
    assert "各项权重相同" in equal.explain()
    assert "权重5.1: 1、5.2: 3" in heavy.explain()
    assert heavy.level == equal.level  # the worst part decides, whatever it weighs


def test_a_weight_is_above_0_and_of_something_in_the_plan() -> None:
    view = View.of(COUNTY, [], day="2024-06-30")
    with pytest.raises(InvalidValue):
        assess(view, calendar=CALENDAR, weights={"5.2": 0})
    with pytest.raises(LookupError):
        assess(view, calendar=CALENDAR, weights={"99": 1})
