"""Approved changes, the standing as a whole and what it prints. The plans are made up."""

import json
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from minsheng.calendars import ChinaCalendar
from minsheng.ledger import ChangeApproved, Ledger, MilestoneReached, ProblemRaised, Progress, View
from minsheng.projects import Plan, Project, ProjectState
from minsheng.standing import (
    UnknownRules,
    assess,
    dump_standing,
    shipped_rules,
)
from minsheng.storage import MemoryStore
from minsheng.text import width
from tests.standing.plans import CALENDAR, COUNTY, standing

# approved changes


def test_an_approved_new_deadline_moves_the_trajectory_and_is_told() -> None:
    change = ChangeApproved(
        "1",
        changes={"deadlines": ["2024-12-31"]},
        on="2024-06-01",
        body="县人大常委会",
        document="虚人常发〔2024〕9号",
        reason="汛期停工",
    )
    found = standing("2024-06-30", Progress("1", total="120公里", on="2024-06-28"), change)
    # 182 of 366 days: 49.7 %
    assert found["1"].expected == Fraction(182, 366)
    assert (
        "完成时限由“2024年11月底”调整为“2024-12-31”（县人大常委会2024年6月1日批准，虚人常发〔2024〕9号）"
        in found["1"].explain()
    )
    assert "approved by 县人大常委会 on 1 June 2024" in found["1"].explain("en")
    assert "entry:#2" in found["1"].sources
    assert "调整" not in found["3"].explain()
    assert found["1"].gap == Decimal("19.7")
    assert standing("2024-05-31", change)["1"].amendments == ()


def test_an_approved_smaller_target_is_told_with_the_old_one() -> None:
    change = ChangeApproved("1", changes={"targets": ["380公里"]}, on="2024-06-01", body="县人大常委会", reason="核减")
    found = standing("2024-06-30", Progress("1", total="380公里", on="2024-06-28"), change)["1"]
    assert found.level.name == "done"
    assert "目标由“约400公里”调整为“380公里”（县人大常委会2024年6月1日批准）" in found.explain()


def test_a_paused_project_is_not_judged_and_a_stopped_one_is_left_out() -> None:
    def change(state: ProjectState) -> ChangeApproved:
        return ChangeApproved("1", changes={"state": state}, on="2024-06-01", body="县人大常委会", reason="规划调整")

    found = standing("2024-12-31", change(ProjectState.PAUSED))["1"]
    assert found.level.name == "paused"
    assert "项目状态由实施变为暂停" in found.explain()
    found_all = standing("2024-12-31", change(ProjectState.STOPPED))
    assert found_all["1"].level.name == "stopped"
    assert found_all.party("县交运局").level.name == "stopped"
    assert "共4项" in found_all.plan.explain()
    assert "另有1项不计入：1（乡村道路）" in found_all.plan.explain()


def test_a_supposed_plan_is_judged_without_touching_the_record() -> None:
    view = View.of(COUNTY, [Progress("1", total="120公里", on="2024-06-28")], day="2024-06-30")
    later = view.under(COUNTY.changed("1", deadlines=["2024-12-31"]))
    assert assess(later, calendar=CALENDAR)["1"].expected == Fraction(182, 366)
    assert assess(view, calendar=CALENDAR)["1"].expected == Fraction(182, 335)


# the whole


def test_what_is_reported_later_does_not_count_before() -> None:
    early, late = Progress("1", total="120公里", on="2024-06-28"), Progress("1", total="400公里", on="2024-07-01")
    assert standing("2024-06-30", early, late)["1"].explain() == standing("2024-06-30", early)["1"].explain()


def test_rules_are_a_pack_or_the_name_of_a_shipped_one() -> None:
    view = View.of(COUNTY, [], day="2024-06-30")
    by_name = assess(view, calendar=CALENDAR, rules="minsheng-default")
    assert by_name.explain() == assess(view, calendar=CALENDAR, rules=shipped_rules()).explain()
    with pytest.raises(UnknownRules):
        assess(view, calendar=CALENDAR, rules="nowhere-2024")


def test_words_of_another_pack_change_the_label_and_not_the_level() -> None:
    rules = shipped_rules()
    words = {"behind": "红色", "slipping": "黄色"}
    ours = attrs.evolve(
        rules, levels=[attrs.evolve(v, zh=words.get(v.name, v.zh)) for v in rules.levels], zh="虚构县规则"
    )
    view = View.of(COUNTY, [Progress("1", total="120公里", on="2024-06-28")], day="2024-06-30")
    found = assess(view, calendar=CALENDAR, rules=ours)["1"]
    assert (found.level.name, found.label) == ("behind", "红色")
    assert "为“红色”（落后超过20个百分点，虚构县规则）" in found.explain()


def test_every_node_on_every_day_has_a_whole_sentence_in_both_languages() -> None:
    statements = [
        Progress("1", total="120公里", on="2024-06-28"),
        Progress("3", total="5000人", on="2024-05-20"),
        Progress("5.1.t1", total="40个", on="2024-06-20"),
        Progress("7.t2", total="1万平方米", on="2024-05-01"),
        MilestoneReached("8", on="2024-06-01", by="县教体局"),
        ProblemRaised("1", problem="缺少资金", on="2024-06-20"),
    ]
    for day in ("2024-02-06", "2024-03-31", "2024-06-30", "2024-08-31", "2024-12-31", "2025-03-01"):
        found = standing(day, *statements)
        for node in (*found.nodes(), *found.parties):
            for sentence in (node.explain("zh"), node.explain("en")):
                assert sentence
                assert "{" not in sentence
            assert all(s.startswith(("entry:#", "plan:projects[")) for s in node.sources)


def test_the_table_is_aligned_and_a_gbk_console_can_print_it() -> None:
    found = standing(
        "2024-06-30", Progress("1", total="120公里", on="2024-06-28"), Progress("7.t1", total="1亩", on="2024-06-28")
    )
    lines = str(found).splitlines()
    assert str(found).encode("gbk")
    assert "minsheng 自定" in lines[0]
    rows = [line for line in lines[1:] if "2024年" in line]
    assert rows[0].split() == ["1", "乡村道路", "■", "滞后", "30.0%", "54.3%", "24.3", "2024年11月底"]
    assert len({width(row[: row.index("2024年")]) for row in rows}) == 1
    # an only target is told with its project
    assert [row.split()[0] for row in rows] == [
        *("1", "3", "3.t1", "3.t2", "5", "5.1", "5.1.t1", "5.1.t2", "5.1.t3", "5.2"),
        *("7", "7.t1", "7.t2", "7.t3", "7.t4", "8"),
    ]


def test_a_notebook_shows_a_table_whose_text_is_inert() -> None:
    plan = Plan(year=2024, projects=[Project(no="1", name="<script>alert(1)</script>", targets=["10公里"])])
    page = standing("2024-06-30", plan=plan)._repr_html_()
    assert "<table>" in page
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_what_nobody_can_see_in_a_name_does_not_reach_the_terminal() -> None:
    plan = Plan(year=2024, projects=[Project(no=n, name="道\x1b[31m路\u202e\n二", targets=["10公里"]) for n in "12"])
    found = standing("2024-06-30", plan=plan)
    for text in (str(found), found.explain()):
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_a_provisional_calendar_is_said_on_every_output() -> None:
    found = assess(View.of(COUNTY, [], day="2024-06-30"), calendar=ChinaCalendar(provisional=True))
    assert found.provisional
    assert "暂定" in str(found)
    assert "暂定" in found._repr_html_()


def test_a_standing_is_plain_data_for_any_json_writer() -> None:
    found = standing("2024-06-30", Progress("1", total="120公里", on="2024-06-28"))
    data = json.loads(json.dumps(dump_standing(found), ensure_ascii=False))
    road = data["plan"]["parts"][0]
    assert (road["id"], road["level"], road["ratio"], road["expected"], road["points_below"]) == (
        *("1", "behind", "3/10", "182/335"),
        "24.3",
    )
    assert road["explanation"] == found["1"].explain()
    assert data["plan"]["parts"][4]["ratio"] is None
    assert data["plan"]["parts"][4]["ratio_undefined"] == "目标没有数字"
    assert data["date"] == "2024-06-30"


def test_an_entry_without_an_id_of_its_own_is_told_by_its_position() -> None:
    ledger = Ledger.adopt(MemoryStore(), COUNTY, by="县政府办公室", on="2024-02-06")
    entry = ledger.report("1", total="120公里", on="2024-06-28", by="县交运局")
    found = assess(ledger.as_of("2024-06-30"), calendar=CALENDAR)["1"]
    assert "；依据记录第2笔" in found.explain()
    assert "; entries no. 2" in found.explain("en")
    assert entry.id not in found.explain()
    assert f"entry:{entry.id}" in found.sources
    assert [e.id for e in found.entries] == [entry.id]


def test_a_standing_by_made_up_entries_says_so() -> None:
    report = Progress("1", total="120公里", on="2024-06-28")
    made_up, plain = standing("2024-06-30", attrs.evolve(report, note="虚构")), standing("2024-06-30", report)
    assert "标明为虚构" in str(made_up)
    assert "标明为虚构" in made_up._repr_html_()
    assert "标明为虚构" not in str(plain) + plain._repr_html_()


def test_every_figure_of_a_unit_has_its_sources() -> None:
    # a unit with one project has its figures: they rest on what the project's rest on
    found = standing("2024-06-30", Progress("1", total="120公里", on="2024-06-28"))
    for party in found.parties:
        assert party.sources, party.name
    one = next(party for party in found.parties if party.same_as == "1")
    assert one.sources == found["1"].sources
