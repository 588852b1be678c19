"""Each shipped pack on border values computed by hand; the rules are those of the sources that the packs name.

Plans and reports are made up. A target of 10,000 pieces is due on 9 April 2024, day 100 of the year: on day 50, 19
February, the trajectory asks for half of it, on day 80 for 80 %. One of 3,660 is due on 31 December, day 366: each day
asks for 10, January to March for 910, April for 300, May for 310.
"""

import pytest

from minsheng.errors import Severity
from minsheng.ledger import MilestoneReached, Progress, Statement, View
from minsheng.projects import Plan, Project
from minsheng.standing import Node, Verdict, assess, check_pack, rule_packs, shipped_rules
from tests.standing.plans import CALENDAR

HUNDRED = Plan(
    id="made-up-100",
    year=2024,
    projects=[Project(no="1", name="候车亭", targets=["10000个"], deadlines=["2024-04-09"])],
)
YEAR = Plan(
    id="made-up-366",
    year=2024,
    projects=[Project(no="1", name="候车亭", targets=["3660个"], deadlines=["2024-12-31"])],
)


def node(pack: str, day: str, *statements: Statement, plan: Plan = HUNDRED, number: str = "1") -> Node:
    return assess(View.of(plan, statements, day=day), calendar=CALENDAR, rules=pack)[number]


def level(pack: str, done: int, day: str = "2024-02-19") -> str:
    return node(pack, day, Progress("1", total=f"{done}个", on=day)).level.name


def by_month(pack: str, day: str, *totals: tuple[str, int]) -> str:
    return node(pack, day, *(Progress("1", total=f"{n}个", on=on) for on, n in totals), plan=YEAR).level.name


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (5000, "on_schedule"),  # on the trajectory
        (4999, "unknown"),  # 0.01 points below: the text does not say
        (4001, "unknown"),  # 9.99
        (4000, "warned"),  # 10, included
        (2000, "warned"),  # 30, included
        (1990, "alarmed"),  # 30.1
    ],
)
def test_yinchuan_by_points_below_the_trajectory(done: int, expected: str) -> None:
    assert level("yinchuan-2025", done) == expected


def test_yinchuan_says_that_its_text_leaves_the_gap() -> None:
    found = node("yinchuan-2025", "2024-02-19", Progress("1", total="4500个", on="2024-02-19"))
    assert found.verdict is Verdict.OPEN
    assert "规则原文没有规定" in found.explain()
    assert "落后5.0个百分点" in found.explain()


START = Plan(
    id="made-up-start",
    year=2024,
    projects=[Project(no="1", name="敬老院", targets=["3660个"], deadlines=["2024年3月开工", "2024年12月底"])],
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-03-30", "warned"),  # the planned month is not over: progress decides, 24.6 points below
        ("2024-04-10", "warned"),  # March is over
        ("2024-05-30", "warned"),  # March and April
        ("2024-05-31", "alarmed"),  # three months: March, April, May
    ],
)
def test_yinchuan_by_months_without_a_start(day: str, expected: str) -> None:
    found = node("yinchuan-2025", day, Progress("1", total="0个", on=day), plan=START)
    assert found.level.name == expected


def test_what_has_started_is_judged_by_its_progress() -> None:
    begun = MilestoneReached("1", milestone="start", on="2024-05-20")
    none = Progress("1", total="0个", on="2024-05-31")
    found = node("yinchuan-2025", "2024-05-31", begun, none, plan=START)
    assert found.steps[0].number == 0
    assert found.level.name == "alarmed"  # 152 days of 366: 41.5 points below


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (4000, "no_card"),  # 80 % of the half
        (3999, "warned"),
        (3000, "warned"),  # 60 %
        (2999, "alarmed"),
    ],
)
def test_wuhan_by_the_share_of_the_trajectory(done: int, expected: str) -> None:
    assert level("wuhan", done) == expected


def test_a_share_just_below_a_border_is_printed_with_more_digits() -> None:
    told = node("wuhan", "2024-02-19", Progress("1", total="3999个", on="2024-02-19")).explain()
    assert "为序时进度的79.98%" in told  # 80.0% would be no card


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (8000, "on_schedule"),
        (7999, "warned"),
        (5600, "warned"),  # 70 % of 80 %: 24 points below; yellow by either reading
        (5599, "unknown"),  # less than 70 % of it, but 24.01 points: the readings differ
        (5000, "unknown"),  # 30 points
        (4999, "alarmed"),  # red by either reading
    ],
)
def test_tianjin_is_undecided_only_where_its_two_readings_differ(done: int, expected: str) -> None:
    assert level("tianjin-2022", done, "2024-03-20") == expected


@pytest.mark.parametrize(
    ("may", "expected"),
    [(248, "not_tracked"), (247, "tracked"), (186, "tracked"), (185, "yellow_card")],  # 80 % and 60 % of 310
)
def test_xinhuang_by_the_share_of_the_months_task(may: int, expected: str) -> None:
    assert by_month("xinhuang-2015", "2024-05-31", ("2024-04-30", 1000), ("2024-05-31", 1000 + may)) == expected


def test_the_last_whole_month_is_the_one_that_is_looked_at() -> None:
    april = [("2024-03-31", 900), ("2024-04-30", 1200)]  # 300 in April: all of its task
    assert by_month("xinhuang-2015", "2024-05-30", *april, ("2024-05-30", 1201)) == "not_tracked"


@pytest.mark.parametrize(
    ("march", "april", "expected"),
    [
        (909, 1210, "alarmed"),  # the quarter was missed by one
        (910, 1209, "warned"),  # the month was
        (910, 1210, "no_light"),
    ],
)
def test_songyang_by_quarter_and_month(march: int, april: int, expected: str) -> None:
    assert by_month("songyang-2022", "2024-05-10", ("2024-03-31", march), ("2024-04-30", april)) == expected


FIVE = Plan(
    id="made-up-five",
    year=2024,
    projects=[Project(no=str(n), name=f"第{n}项", targets=["3660个"], deadlines=["2024-12-31"]) for n in range(1, 6)],
)


def test_cangnan_is_red_only_for_the_last_three_of_those_that_missed() -> None:
    done = {"1": 1210, "2": 1209, "3": 900, "4": 900, "5": 800}  # ties: 3 and 4 are both second from the last
    reports = [Progress(no, total=f"{n}个", on="2024-04-30") for no, n in done.items()]
    found = assess(View.of(FIVE, reports, day="2024-04-30"), calendar=CALENDAR, rules="cangnan-2022")
    names = [found[no].level.name for no in done]
    assert names == ["on_schedule", "warned", "alarmed", "alarmed", "alarmed"]
    assert "项目进度倒数第4名" in found["2"].explain()
    assert "项目进度倒数第2名；为“红灯”（倒数3名以内" in found["4"].explain()


def test_a_red_of_ouhai_that_is_filled_later_turns_yellow() -> None:
    short = ("2024-03-31", 909)
    assert by_month("ouhai-2020", "2024-04-10", short) == "alarmed"
    assert by_month("ouhai-2020", "2024-04-15", short, ("2024-04-12", 910)) == "warned"
    assert by_month("ouhai-2020", "2024-04-15", ("2024-03-31", 910)) == "on_schedule"


def test_earlier_reports_that_a_light_rests_on_are_among_its_entries() -> None:
    found = node(
        "ouhai-2020",
        "2024-04-15",
        Progress("1", total="909个", on="2024-03-31"),
        Progress("1", total="910个", on="2024-04-12"),
        plan=YEAR,
    )
    assert {"entry:#1", "entry:#2"} <= set(found.sources)
    assert "有1个月没有按时完成任务，后来补上" in found.explain()
    assert "made good later" in found.explain("en")


def test_counts_are_told_in_words() -> None:
    missed = node("songyang-2022", "2024-05-10", Progress("1", total="1210个", on="2024-04-30"), plan=YEAR)
    assert "没有进展报告" in missed.explain()  # nothing was reported for March: the quarter can not be judged
    reports = [Progress("1", total="910个", on="2024-03-31"), Progress("1", total="1209个", on="2024-04-30")]
    told = node("songyang-2022", "2024-05-10", *reports, plan=YEAR).explain()
    assert "到2024年4月为止，连续1个月没有完成任务；为“黄灯”（至少1个月，松阳县" in told
    assert (
        "（0个月，"
        in node("ouhai-2020", "2024-04-15", Progress("1", total="999个", on="2024-03-31"), plan=YEAR).explain()
    )


def test_a_whole_is_not_green_where_the_text_does_not_decide_about_a_part() -> None:
    plan = Plan(
        year=2024,
        projects=[Project(no=no, name="候车亭", targets=["10000个"], deadlines=["2024-04-09"]) for no in ("1", "2")],
    )
    reports = [Progress("1", total="5000个", on="2024-02-19"), Progress("2", total="4500个", on="2024-02-19")]
    assert node("yinchuan-2025", "2024-02-19", *reports, plan=plan, number="plan").level.name == "unknown"


@pytest.mark.parametrize(("done", "expected"), [(2999, "alarmed"), (3000, "unknown"), (10000, "done")])
def test_dazu_by_absolute_progress(done: int, expected: str) -> None:
    assert level("dazu-2025", done) == expected


def test_blue_is_the_label_of_what_is_accepted_at_dazu() -> None:
    assert shipped_rules("dazu-2025").level("done").colour == "blue"


@pytest.mark.parametrize(("done", "expected"), [(4999, "alarmed"), (5000, "unknown")])
def test_yichang_is_red_when_behind_and_does_not_say_how_near_is_near(done: int, expected: str) -> None:
    assert level("yichang-2015", done) == expected


@pytest.mark.parametrize("pack", rule_packs())
def test_every_pack_names_its_source_and_tells_its_words_in_both_languages(pack: str) -> None:
    rules = shipped_rules(pack)
    assert rules.source
    assert rules.name == pack
    assert pack == "minsheng-default" or ("http" in rules.source and rules.place)
    assert not pack[-4:].isdigit() or rules.year == int(pack[-4:])
    words = [(level.zh, level.en) for level in rules.levels] + [(point.zh, point.en) for point in rules.open_points]
    words += [(band.zh, band.en) for _, band in rules.open] + [(rules.zh, rules.en)]
    assert all(zh and en for zh, en in words)


def test_what_texts_leave_open_is_told_by_the_check() -> None:
    open_numbers = {pack for pack in rule_packs() if any(f.severity is Severity.ERROR for f in check_pack(pack))}
    assert open_numbers == {"yinchuan-2025", "tianjin-2022", "dazu-2025", "yichang-2015"}
    assert not check_pack("minsheng-default")
    assert all(check_pack(pack) for pack in rule_packs() if pack != "minsheng-default")


def test_a_passed_deadline_is_judged_by_the_rules_where_a_pack_has_no_word_for_it() -> None:
    late = Progress("1", total="9000个", on="2024-04-10")
    assert node("yinchuan-2025", "2024-04-10", late).level.name == "warned"  # 10 points below 100 %
    assert node("minsheng-default", "2024-04-10", late).level.name == "overdue"
