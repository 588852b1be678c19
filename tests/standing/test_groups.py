"""What the members of a group did of a target, and what is known of pieces without a number of their own. Made up."""

from fractions import Fraction

from minsheng.ledger import Progress, View
from minsheng.projects import Allocation, Plan, Project
from minsheng.responsibility import Directory, Organisation
from minsheng.standing import Verdict, assess
from tests.standing.plans import CALENDAR, COUNTY, standing

DIRECTORY = Directory(
    organisations=[
        Organisation(name="各乡镇（街道）", members=["甲镇", "乙街道"]),
        Organisation(name="甲镇"),
        Organisation(name="乙街道"),
    ]
)
GROUP = Plan(
    year=2024,
    directory=DIRECTORY,
    projects=[
        Project(no="1", name="道路", leads=["各乡镇（街道）"], targets=["100公里"], deadlines=["2024-12-31"]),
    ],
    allocations=[Allocation(target="1.t1", shares={"甲镇": "60公里", "乙街道": "40公里"})],
)


def test_parts_of_members_make_up_the_whole_and_are_told_with_their_shares() -> None:
    said = [
        Progress("1", total="30公里", member="甲镇", on="2024-06-28"),
        Progress("1", total="10公里", member="乙街道", on="2024-06-28"),
    ]
    node = assess(View.of(GROUP, said, day="2024-06-30"), calendar=CALENDAR)["1"]
    assert node.ratio == Fraction(2, 5)
    assert [part.member for part in node.members] == ["甲镇", "乙街道"]
    assert "其中甲镇30公里（分解60公里）、乙街道10公里（分解40公里）" in node.explain()
    assert "of it 甲镇 30公里 (of 60公里 allotted)" in node.explain("en")


def test_a_whole_that_its_parts_do_not_make_up_is_told() -> None:
    said = [
        Progress("1", total="30公里", member="甲镇", on="2024-06-28"),
        Progress("1", total="10公里", member="乙街道", on="2024-06-28"),
        Progress("1", total="45公里", on="2024-06-28"),
    ]
    found = assess(View.of(GROUP, said, day="2024-06-30"), calendar=CALENDAR)
    assert found["1"].ratio == Fraction(9, 20)  # the report on the whole wins
    assert found.findings


def test_a_project_without_a_number_is_judged_by_the_percentage_that_is_reported_of_it() -> None:
    found = standing("2024-06-30", Progress("8", total="45%", on="2024-06-28"), plan=COUNTY)["8"]
    assert found.ratio == Fraction(9, 20)
    assert found.verdict is Verdict.BAND
    assert found.explain().startswith("总体完成45.0%；序时进度66.4%")  # 182 of 274 days to 30 September
    assert found.sources[0] == "entry:#1"
    assert standing("2024-06-30", Progress("8", total="100%", on="2024-06-28"), plan=COUNTY)["8"].level.name == "done"


def test_without_any_report_it_still_has_no_number() -> None:
    assert standing("2024-06-30", plan=COUNTY)["8"].verdict is Verdict.NO_NUMBER


def test_periods_of_a_project_without_a_number_are_those_of_its_reported_percentage() -> None:
    said = [Progress("8", total="30%", on="2024-04-30"), Progress("8", total="60%", on="2024-05-31")]
    node = assess(View.of(COUNTY, said, day="2024-05-31"), calendar=CALENDAR, rules="xinhuang-2015")["8"]
    # 274 days to 30 September: May's 31 of them are its task, and 30 points were done
    assert node.steps[0].number == Fraction(30, 100) / Fraction(31, 274) * 100
    assert node.level.name == "not_tracked"
