"""What a county reads about its commitments, worked out by hand. The plans are made up."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from minsheng.calendars import Deadline, Roll
from minsheng.errors import Undefined
from minsheng.ledger import Corrected, MilestoneReached, Progress
from minsheng.projects import Item, Plan, Project
from minsheng.standing import (
    NodeKind,
    UnknownLead,
    UnknownNode,
    Verdict,
)
from tests.standing.plans import COUNTY, levels, standing


def test_the_sentence_of_the_road_project_has_its_figures_rule_and_source() -> None:
    # 182 of the 335 days from 1 January to 30 November 2024: 54.33 %; 120/400 = 30 %; 54.3 − 30.0 = 24.3
    found = standing("2024-06-30", Progress("1", total="120公里", on="2024-06-28", by="县交运局"))["1"]
    assert found.ratio == Fraction(3, 10)
    assert found.expected == Fraction(182, 335)
    assert found.gap == Decimal("24.3")
    assert found.level.name == "behind"
    assert found.explain() == (
        "完成120公里/约400公里（30.0%）；序时进度54.3%（1月1日至11月30日按天计）；落后24.3个百分点；"
        "为“滞后”（落后超过20个百分点，本库缺省规则）；截至2024年6月28日的报告；依据记录#1；文件注明“以实际改造公里数为准”"
    )
    assert found.explain("en") == (
        "120公里 of 约400公里 done (30.0%); trajectory 54.3% (by calendar days from 1 January to 30 November); "
        "24.3 points behind; “behind” (more than 20 points behind; the library's own default); "
        "as reported for 28 June 2024; entries #1; the document says “以实际改造公里数为准”"
    )
    assert found.sources == ("entry:#1", "plan:projects[0].targets[0]", "plan:projects[0].deadlines[0]")


def test_a_number_is_one_node_and_never_ambiguous() -> None:
    found = standing("2024-06-30")
    assert [found[n].kind for n in ("plan", "5", "5.1", "5.1.t2", "7.t4")] == [
        NodeKind.PLAN,
        NodeKind.PROJECT,
        NodeKind.ITEM,
        NodeKind.TARGET,
        NodeKind.TARGET,
    ]
    assert [n.id for n in found.nodes()] == [
        *("plan", "1", "1.t1", "3", "3.t1", "3.t2", "5", "5.1", "5.1.t1", "5.1.t2", "5.1.t3", "5.2", "5.2.t1"),
        *("7", "7.t1", "7.t2", "7.t3", "7.t4", "8"),
    ]
    with pytest.raises(UnknownNode, match=r"7\.t4"):
        found["9"]


def test_a_project_with_one_counted_target_says_what_its_target_says() -> None:
    found = standing("2024-06-30", Progress("5.2", total="4个", on="2024-06-28"))
    assert found["5.2"].explain() == found["5.2.t1"].explain()
    assert found["5.2"].same_as == "5.2.t1"
    assert found["5.2"].target == COUNTY.target("5.2.t1")


def test_a_lead_is_found_under_any_of_its_names_with_what_it_leads() -> None:
    found = standing("2024-06-30", Progress("1", total="120公里", on="2024-06-28"))
    assert found.party("县交通运输局").id == "县交运局"
    assert [n.id for n in found.party("县交运局").children] == ["1"]
    assert found.party("各乡镇（街道）").level.name == "behind"
    assert [n.name for n in found.parties] == [
        "县交运局",
        "各乡镇（街道）",
        "县人社局",
        "县住建局",
        "县城建投",
        "县教体局",
    ]
    with pytest.raises(UnknownLead, match="县教体局"):
        found.party("县财政局")


def test_a_lead_of_several_projects_stands_as_its_worst() -> None:
    plan = Plan(
        year=2024,
        projects=[
            Project(no="1", name="甲", leads=["县住建局"], targets=["10个"], deadlines=["2024-12-31"]),
            Project(no="2", name="乙", leads=["县住房城乡建设局"], targets=["10个"], deadlines=["2024-12-31"]),
        ],
    )
    # 2024-06-30 is day 182 of 366: 49.7 %
    reports = [Progress("1", total="10个", on="2024-06-28"), Progress("2", total="4个", on="2024-06-28")]
    node = standing("2024-06-30", *reports, plan=plan).party("县住建局")
    assert (node.level.name, node.ratio) == ("slipping", Fraction(7, 10))


# before and without reports


def test_before_the_first_report_a_target_is_unreported_until_the_limit_counted_from_the_document() -> None:
    # the document is of 6 February; 31 days later is 8 March
    assert standing("2024-03-08")["1"].level.name == "unreported"
    assert standing("2024-03-09")["1"].level.name == "stale"
    assert "从2024年2月6日起31天内" in standing("2024-03-08")["1"].explain()
    assert "32天没有进展报告" in standing("2024-03-09")["1"].explain()


def test_without_a_document_reports_are_expected_from_1_january() -> None:
    plan = attrs.evolve(COUNTY, document=attrs.evolve(COUNTY.document, issued=Undefined("文件未写日期")))
    assert standing("2024-02-01", plan=plan)["1"].level.name == "unreported"
    assert standing("2024-02-02", plan=plan)["1"].level.name == "stale"


def test_stale_data_is_a_level_of_its_own_however_good_the_figure() -> None:
    good = Progress("1", total="399公里", on="2024-05-30")
    assert standing("2024-06-30", good)["1"].level.name == "ahead"
    found = standing("2024-07-01", good)["1"]
    assert found.level.name == "stale"
    assert found.ratio == Fraction(399, 400)
    assert "最近一次进展是2024年5月30日的，距今32天，超过31天" in found.explain()


def test_what_is_done_does_not_become_stale() -> None:
    assert standing("2024-10-30", Progress("1", total="400公里", on="2024-05-30"))["1"].level.name == "done"


def test_a_stale_part_keeps_a_green_whole_from_being_green() -> None:
    reports = [Progress("5.1.t1", total="36个", on="2024-03-01"), Progress("5.1.t2", total="2000户", on="2024-06-28")]
    found = standing("2024-06-30", *reports, Progress("5.1.t3", total="20万平方米", on="2024-05-01"))["5.1"]
    assert [c.level.name for c in found.children] == ["done", "ahead", "stale"]
    assert (found.level.name, found.verdict) == ("stale", Verdict.MASKED)
    assert "5.1.t3" in found.explain()


def test_a_stale_part_does_not_hide_that_another_is_behind() -> None:
    reports = [Progress("5.1.t1", total="1个", on="2024-06-28"), Progress("5.1.t2", total="2000户", on="2024-05-01")]
    assert standing("2024-06-30", *reports)["5.1"].level.name == "behind"


def test_unreported_beside_done_is_never_done() -> None:
    done = Progress("5.1.t1", total="36个", on="2024-02-20"), Progress("5.1.t2", total="2656户", on="2024-02-20")
    found = standing("2024-03-01", *done)["5.1"]
    assert [c.level.name for c in found.children] == ["done", "done", "unreported"]
    assert found.level.name == "unreported"


# done


def test_about_400_kilometres_has_no_tolerance() -> None:
    assert standing("2024-11-30", Progress("1", total="399.9公里", on="2024-11-29"))["1"].level.name != "done"
    assert standing("2024-11-30", Progress("1", total="400公里", on="2024-11-29"))["1"].verdict is Verdict.REACHED


def test_a_completion_recorded_by_a_lead_makes_done_and_says_so() -> None:
    reports = [
        Progress("1", total="395公里", on="2024-11-20"),
        MilestoneReached("1", on="2024-11-25", by="县交通运输局"),
    ]
    found = standing("2024-12-31", *reports)["1"]
    assert (found.level.name, found.verdict, found.ratio) == ("done", Verdict.RECORDED, Fraction(395, 400))
    assert found.explain().startswith(
        "完成395公里/约400公里（98.8%）；县交通运输局2024年11月25日报告1整体完成；为“已完成”"
    )
    assert "entry:#2" in found.sources


def test_a_completion_after_the_deadline_says_that_it_was_late() -> None:
    found = standing("2024-12-31", MilestoneReached("8", on="2024-10-08", by="县教体局"))["8"]
    assert found.level.name == "done"
    assert "晚于完成时限2024年9月30日" in found.explain()


def test_a_completion_that_no_lead_recorded_is_told_and_not_taken() -> None:
    found = standing("2024-06-30", MilestoneReached("8", on="2024-06-20", by="县财政局"))
    assert found["8"].level.name == "unknown"
    assert [f.code for f in found.findings] == ["standing.completion-not-by-lead"]
    assert "县财政局" in found.findings[0].message()


def test_a_start_is_no_completion() -> None:
    assert (
        standing("2024-06-30", MilestoneReached("8", milestone="start", on="2024-06-20"))["8"].level.name == "unknown"
    )


def test_a_withdrawn_completion_no_longer_counts() -> None:
    reached = MilestoneReached("8", on="2024-06-20")
    assert standing("2024-06-30", reached)["8"].level.name == "done"
    assert standing("2024-06-30", reached, Corrected("#1", on="2024-06-21"))["8"].level.name == "unknown"


def test_the_completion_of_a_project_completes_its_parts() -> None:
    found = standing("2024-06-30", MilestoneReached("5", on="2024-06-20", by="县住建局"))
    assert levels(["5", "5.1", "5.1.t3", "5.2"], found) == ["done"] * 4
    assert "5整体完成" in found["5.1.t3"].explain()
    assert found["5"].ratio == 1


def test_the_completion_of_one_target_says_nothing_about_its_neighbours() -> None:
    found = standing("2024-03-01", MilestoneReached("7.t4", on="2024-02-20"))
    assert levels(["7.t3", "7.t4", "7"], found) == ["unreported", "done", "unreported"]


def test_a_project_without_a_number_waits_for_its_completion_and_is_overdue_without_it() -> None:
    assert levels(["8"], standing("2024-03-01")) == ["unknown"]
    assert "没有可计进度的数字目标" in standing("2024-03-01")["8"].explain()
    assert "完成时限2024年9月30日" in standing("2024-03-01")["8"].explain()
    assert levels(["8"], standing("2024-09-30")) == ["unknown"]
    assert levels(["8"], standing("2024-10-01")) == ["overdue"]


# a standard and a full coverage


def test_a_standard_is_left_out_and_listed() -> None:
    found = standing("2024-06-30", Progress("3", total="60%", on="2024-06-20"))
    assert found["3.t1"].level.name == "standard"
    assert isinstance(found["3.t1"].ratio, Undefined)
    # 54.3 − 60.0 = −5.7
    assert (found["3"].level.name, found["3"].gap) == ("on_track", Decimal("-5.7"))
    assert "“全覆盖”完成60.0%" in found["3"].explain()
    assert "另有1项不计入：3.t1（每人每年100元）" in found["3"].explain()


def test_full_coverage_is_done_at_100_percent_or_by_record_and_not_red_for_ever() -> None:
    assert levels(["3"], standing("2024-12-31")) == ["overdue"]
    assert levels(["3"], standing("2024-12-31", Progress("3", total="100%", on="2024-11-20"))) == ["done"]
    assert levels(["3"], standing("2024-12-31", MilestoneReached("3", on="2024-11-20", by="县人社局"))) == ["done"]


def test_a_count_against_full_coverage_has_no_ratio_and_says_why() -> None:
    found = standing("2024-06-30", Progress("3", total="5000人", on="2024-06-20"))["3"]
    assert (found.level.name, found.verdict) == ("unknown", Verdict.NO_RATIO)
    assert "已报告5000人，目标全覆盖" in found.explain()
    assert "分母未知" in found.explain()
    assert "denominator" in found.explain("en")


def test_a_project_of_standards_only_is_judged_by_its_completion() -> None:
    plan = Plan(year=2024, projects=[Project(no="1", name="补贴", targets=["每人每年100元"], deadlines=["2024-11-30"])])
    assert standing("2024-03-01", plan=plan)["1"].level.name == "unknown"
    assert standing("2024-03-01", MilestoneReached("1", on="2024-02-20"), plan=plan)["1"].level.name == "done"


# deadlines


def test_a_saturday_deadline_does_not_move() -> None:
    report = Progress("7.t1", total="30亩", on="2024-08-25")
    assert standing("2024-08-31", report)["7.t1"].verdict is Verdict.BAND
    found = standing("2024-09-01", report)["7.t1"]
    assert found.level.name == "overdue"
    assert "完成时限2024年8月31日已过1天，没有完成的记录" in found.explain()
    assert "没有进展报告" not in found.explain()
    assert "没有进展报告" in standing("2024-09-01", report)["7.t2"].explain()


def test_a_limit_has_a_value_and_no_ratio_and_is_done_by_record_only() -> None:
    plan = Plan(year=2024, projects=[Project(no="1", name="失业率", targets=["不超过5%"], deadlines=["2024-11-30"])])
    report = Progress("1", total="4.1%", on="2024-06-28")
    found = standing("2024-06-30", report, plan=plan)["1"]
    assert (found.level.name, found.verdict) == ("unknown", Verdict.NO_RATIO)
    assert "已报告4.1%，目标不超过5%" in found.explain()
    assert standing("2024-06-30", report, MilestoneReached("1", on="2024-06-29"), plan=plan)["1"].level.name == "done"


def test_a_range_is_held_to_its_lower_end_and_that_is_said() -> None:
    plan = Plan(year=2024, projects=[Project(no="1", name="站点", targets=["4—8个"], deadlines=["2024-11-30"])])
    found = standing("2024-06-30", Progress("1", total="2个", on="2024-06-28"), plan=plan)["1"]
    assert found.ratio == Fraction(1, 2)
    assert "按下限4个计算" in found.explain()


def test_a_rolled_deadline_ends_on_the_day_that_counts() -> None:
    # legal terms: Saturday 31 August 2024 → Monday 2 September
    plan = COUNTY.changed("7", deadlines=[Deadline("2024年8月底", day="2024-08-31", roll=Roll.NEXT)])
    report = Progress("7.t1", total="30亩", on="2024-08-25")
    assert standing("2024-09-02", report, plan=plan)["7.t1"].limit == date(2024, 9, 2)
    assert standing("2024-09-02", report, plan=plan)["7.t1"].verdict is Verdict.BAND
    assert standing("2024-09-03", report, plan=plan)["7.t1"].verdict is Verdict.OVERDUE


def test_a_deadline_that_depends_on_an_unannounced_year_is_a_value_and_no_error() -> None:
    plan = Plan(
        year=2035,
        projects=[
            Project(no="1", name="道路", targets=["10公里"], deadlines=[Deadline("", day="2035-11-30", roll=Roll.NEXT)])
        ],
    )
    found = standing("2035-06-30", Progress("1", total="5公里", on="2035-06-28"), plan=plan)["1"]
    assert (found.level.name, found.verdict) == ("unknown", Verdict.NO_TRAJECTORY)
    assert "2035" in found.explain()


def test_the_trajectory_runs_to_completion_and_never_to_the_start() -> None:
    plan = Plan(
        year=2024,
        projects=[Project(no="1", name="道路", targets=["10公里"], deadlines=["2024年3月底前开工", "2024年11月底"])],
    )
    assert standing("2024-06-30", plan=plan)["1"].expected == Fraction(182, 335)


def test_without_a_deadline_progress_can_not_be_judged_but_completion_can() -> None:
    plan = Plan(year=2024, projects=[Project(no="1", name="道路", targets=["10公里"])])
    found = standing("2024-06-30", Progress("1", total="5公里", on="2024-06-28"), plan=plan)["1"]
    assert (found.level.name, found.ratio) == ("unknown", Fraction(1, 2))
    assert "无法计算序时进度：文件未列完成时限" in found.explain()
    assert standing("2024-06-30", Progress("1", total="10公里", on="2024-06-28"), plan=plan)["1"].level.name == "done"


def test_an_item_with_a_deadline_of_its_own_is_held_to_it() -> None:
    plan = Plan(
        year=2024,
        projects=[
            Project(
                no="1",
                name="道路",
                deadlines=["2024年11月底"],
                items=[Item(no="1", targets=["10公里"], deadlines=["2024年6月底"]), Item(no="2", targets=["10公里"])],
            )
        ],
    )
    report = Progress("1.1", total="9公里", on="2024-06-28"), Progress("1.2", total="9公里", on="2024-06-28")
    assert levels(["1.1", "1.2", "1"], standing("2024-07-01", *report, plan=plan)) == ["overdue", "ahead", "overdue"]
    assert "plan:projects[0].items[0].deadlines[0]" in standing("2024-07-01", plan=plan)["1.1"].sources
    assert "plan:projects[0].deadlines[0]" in standing("2024-07-01", plan=plan)["1.2"].sources


# roll-ups


def test_a_mean_is_printed_only_if_every_counted_part_has_a_ratio() -> None:
    three = [
        Progress("7.t1", total="62.65亩", on="2024-06-28"),
        Progress("7.t2", total="14500平方米", on="2024-06-28"),
        Progress("7.t3", total="27个", on="2024-06-28"),
    ]
    found = standing("2024-06-30", *three)["7"]
    # 1 + 1/2 + 3/4 = 9/4 of 4: at least 56.25 %, rounded down
    assert isinstance(found.ratio, Undefined)
    assert (found.at_least, found.missing, found.ratio_text) == (Fraction(9, 16), 1, "≥56.2%")
    assert "平均完成不低于56.2%（各项权重相同；1项指标无数据，按0计）" in found.explain()
    found = standing("2024-06-30", *three, Progress("7.t4", total="405个", on="2024-06-28"))["7"]
    # 9/4 + 1/4 = 5/2 of 4
    assert found.ratio == Fraction(5, 8)
    assert "平均完成62.5%（各项权重相同）" in found.explain()


def test_raw_ratios_are_kept_and_capped_in_the_mean() -> None:
    found = standing("2024-06-30", Progress("7.t3", total="346.212个", on="2024-06-28"))
    assert found["7.t3"].ratio == Fraction("9.617")
    assert "（961.7%）" in found["7.t3"].explain()
    assert found["7"].at_least == Fraction(1, 4)
    assert "1项超过100%，按100%计" in found["7"].explain()


def test_missing_targets_are_counted_through_all_levels() -> None:
    found = standing("2024-03-01", Progress("5.1.t1", total="18个", on="2024-02-20"))
    # 5.1: (1/2 + 0 + 0) / 3 = 1/6; 5: (1/6 + 0) / 2 = 1/12
    assert (found["5.1"].at_least, found["5.1"].missing) == (Fraction(1, 6), 2)
    assert (found["5"].at_least, found["5"].missing) == (Fraction(1, 12), 3)
    # plan: (0 + 0 + 1/12 + 0 + 0) / 5; without a ratio: 1, 3, three of 5, four of 7, 8
    assert (found.plan.at_least, found.plan.missing) == (Fraction(1, 60), 10)


def test_a_recorded_completion_without_a_ratio_counts_whole_and_is_said() -> None:
    found = standing("2024-03-01", MilestoneReached("8", on="2024-02-20"))
    assert found.plan.at_least == Fraction(1, 5)
    assert "1项无比例，按完成记录计100%" in found.plan.explain()
    assert isinstance(found["8"].ratio, Undefined)


def test_the_plan_says_how_many_stand_how_and_names_the_worst() -> None:
    found = standing(
        "2024-06-30", Progress("1", total="120公里", on="2024-06-28"), MilestoneReached("8", on="2024-06-20")
    )
    assert found.plan.level.name == "behind"
    assert "共5项：已完成1项、滞后1项、数据过期3项" in found.plan.explain()
    assert "以最差的一项为准：1（乡村道路）" in found.plan.explain()
    assert {level.name: n for level, n in found.counts().items() if n} == {"done": 1, "behind": 1, "stale": 3}


def test_a_plan_without_projects_stands_nowhere_and_raises_nothing() -> None:
    found = standing("2024-06-30", plan=Plan(year=2024))
    assert found.plan.level.name == "unknown"
    assert str(found)
