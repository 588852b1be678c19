"""A plan finds its parts, keeps the names of its targets for life, and refuses numbers that stand twice."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.calendars import Deadline
from minsheng.errors import InvalidValue, Problems, Undefined
from minsheng.projects import (
    Allocation,
    AmbiguousTarget,
    DocumentInfo,
    Funding,
    Item,
    Plan,
    Project,
    ProjectState,
    UnknownNumber,
    UnknownParty,
)
from minsheng.responsibility import Directory, Organisation, Role


def plan() -> Plan:
    """A made-up plan with every shape of target."""
    return Plan(
        year=2024,
        document=DocumentInfo(issuer="示例县人民政府", issued="2024-02-06"),
        directory=Directory(organisations=[Organisation("各乡镇（街道）", members=["甲镇", "乙街道"])]),
        projects=[
            Project(
                no="1",
                name="乡村道路",
                leads=["县交运局", "各乡镇（街道）"],
                partners=["县财政局"],
                leaders=["王某"],
                targets=["约400公里"],
                deadlines=["11月底"],
                funding=[Funding(source="县级奖补")],
            ),
            Project(
                no="5",
                name="老旧小区",
                leads=["县住建局"],
                partners=["县交通运输局", "县财政局"],
                deadlines=["2024年11月底"],
                items=[
                    Item(no="1", content="改造", targets=["36个小区", "2656户"]),
                    Item(no="2", content="管网", targets=["10个小区"], deadlines=["2024年10月底"]),
                ],
            ),
            Project(no="3", name="保险", leads=["县人社局"], targets=["每人每年100元", "全覆盖"]),
        ],
    )


def test_the_id_defaults_to_place_and_year() -> None:
    assert plan().id == "示例县-2024"


def test_targets_are_numbered_by_project_item_and_place() -> None:
    assert plan().target_ids == ("1.t1", "5.1.t1", "5.1.t2", "5.2.t1", "3.t1", "3.t2")


def test_a_number_stands_for_its_only_counted_target() -> None:
    known = plan()
    assert known.target("1").id == "1.t1"
    assert known.target("5.2").id == "5.2.t1"
    assert known.target("3").id == "3.t2"  # the rate is a standard, not a target to count


def test_an_ambiguous_number_lists_the_choices() -> None:
    with pytest.raises(AmbiguousTarget) as caught:
        plan().target("5")
    assert [c.split("（")[0] for c in caught.value.choices] == ["5.1.t1", "5.1.t2", "5.2.t1"]


def test_an_unknown_number_names_those_that_there_are() -> None:
    with pytest.raises(UnknownNumber) as caught:
        plan().project("9")
    assert "5.1" in str(caught.value)
    assert caught.value.message("zh") == "没有编号“9”"


def test_deadlines_without_a_year_get_the_plans() -> None:
    assert plan().project("1").due.day == date(2024, 11, 30)


def test_an_item_may_have_a_deadline_of_its_own() -> None:
    known = plan()
    assert known.due("5.2.t1").day == date(2024, 10, 31)
    assert known.due("5.1").day == date(2024, 11, 30)


def test_a_project_without_deadline_says_so() -> None:
    due = plan().project("3").due
    assert due == Deadline.none()
    assert isinstance(due.day, Undefined)


def test_a_start_is_never_the_deadline_and_the_last_completion_is() -> None:
    project = Project(no="1", name="x", deadlines=["2024年12月底前动工", "2024年6月底", "2024年9月底"])
    assert project.due.day == date(2024, 9, 30)


def test_duties_begin_with_the_document_and_end_with_the_year() -> None:
    assert (plan().starts, plan().ends) == (date(2024, 2, 6), date(2024, 12, 31))
    assert Plan(year=2025).starts == date(2025, 1, 1)


def test_the_same_unit_under_two_names_is_one_party() -> None:
    known = plan()
    assert known.parties == ("县交运局", "各乡镇（街道）", "县财政局", "王某", "县住建局", "县人社局")
    assert known.matrix.roles("县交运局", "5") == (Role.PARTNER,)


def test_a_portfolio_holds_all_that_a_unit_leads_helps_with_or_oversees() -> None:
    portfolio = plan().portfolio("县交通运输局")
    assert portfolio.party == "县交运局"
    assert [p.no for p in portfolio.leading] == ["1"]
    assert [p.no for p in portfolio.helping] == ["5"]
    assert [p.no for p in plan().portfolio("王某").overseeing] == ["1"]
    assert "约400公里" in str(portfolio)
    assert "<table>" in portfolio._repr_html_()


def test_a_mistyped_party_is_refused_with_the_parties_of_the_plan() -> None:
    with pytest.raises(UnknownParty) as caught:
        plan().portfolio("县交运居")
    assert "县交运局" in caught.value.choices


def test_a_change_makes_a_new_plan_and_leaves_the_old_one() -> None:
    old = plan()
    new = old.changed("1", deadlines=["2024-12-31"], state=ProjectState.PAUSED)
    assert new.project("1").due.day == date(2024, 12, 31)
    assert old.project("1").due.day == date(2024, 11, 30)
    assert {d.field for d in old.differences(new)} == {"deadlines", "state"}


def test_a_target_with_the_same_unit_keeps_its_id_and_a_removed_one_is_retired_for_good() -> None:
    old = plan()
    assert old.changed("1", targets=["约450公里"]).target_ids[0] == "1.t1"
    new = old.changed("1", targets=["9座"])
    assert new.project("1").targets[0].id == "1.t2"
    assert new.retired == ("1.t1",)
    newer = new.changed("1", targets=["9座", "400公里"])
    assert [t.id for t in newer.project("1").targets] == ["1.t2", "1.t3"]


def test_an_item_is_changed_by_its_number() -> None:
    new = plan().changed("5.1", targets=["38个小区", "2656户"])
    assert new.item("5.1").targets[0].id == "5.1.t1"
    assert str(new.item("5.1").targets[0].quantity.value) == "38"  # type: ignore[union-attr]  # it has a number
    with pytest.raises(InvalidValue, match="leads"):
        plan().changed("5.1", leads=["县财政局"])


def test_numbers_that_stand_twice_are_all_named_at_once() -> None:
    with pytest.raises(Problems) as caught:
        Plan(
            year=2024,
            projects=[
                Project(no="1", name="甲"),
                Project(no="1", name="乙"),
                Project(no="2", name="丙", items=[Item(no="1"), Item(no="1")]),
            ],
        )
    assert [f.place.path for f in caught.value.findings] == ["$.projects[1].no", "$.projects[2].items[1].no"]


def test_a_bare_string_is_no_list() -> None:
    with pytest.raises(InvalidValue, match="list"):
        Project(no="1", name="x", targets="约400公里")
    with pytest.raises(InvalidValue, match="list"):
        Project(no="1", name="x", leads="县交运局")


def test_shares_of_a_group_reconcile_with_the_whole() -> None:
    import attrs

    known = plan()
    whole = attrs.evolve(known, allocations=[Allocation(target="1", shares={"甲镇": "250公里", "乙街道": "150公里"})])
    result = whole.reconcile("1")
    assert not isinstance(result, Undefined)
    assert result.reconciles
    part = attrs.evolve(known, allocations=[Allocation(target="1", shares={"甲镇": "250公里", "丙镇": "20000米"})])
    result = part.reconcile("1")
    assert not isinstance(result, Undefined)
    assert not result.reconciles
    assert str(result.difference) == "-130公里"
    assert result.without_share == ("乙街道",)
    assert result.outsiders == ("丙镇",)
    assert isinstance(known.reconcile("1"), Undefined)


@given(
    st.lists(st.sampled_from(["公里", "处", "户"]), max_size=5),
    st.lists(st.sampled_from(["公里", "处", "户"]), max_size=5),
)
def test_ids_are_never_reused(before: list[str], after: list[str]) -> None:
    old = Plan(year=2024, projects=[Project(no="1", name="x", targets=[f"3{u}" for u in before])])
    new = old.changed("1", targets=[f"5{u}" for u in after])
    ids = {t.id for t in new.project("1").targets}
    assert len(ids) == len(after)
    assert not ids & set(new.retired)
    assert set(new.retired) == set(old.target_ids) - ids
    for place, (a, b) in enumerate(zip(before, after, strict=False)):
        if a == b:
            assert new.project("1").targets[place].id == old.project("1").targets[place].id


def test_names_of_units_lose_their_white_space() -> None:
    assert Project(no="1", name="x", leads=["县 残 联"], partners=["县财政局\n"]).leads == ("县残联",)


def test_one_body_under_two_names_is_one_party_without_any_directory() -> None:
    known = Plan(
        year=2024,
        projects=[Project(no="1", name="甲", leads=["县交运局"]), Project(no="2", name="乙", leads=["县交通运输局"])],
    )
    assert known.leads == ("县交运局",)


def test_a_division_code_is_checked() -> None:
    assert Plan(year=2024, division_code="370832").division_code == "370832"
    with pytest.raises(InvalidValue):
        Plan(year=2024, division_code="37083x")


def test_a_plan_is_printed_as_a_table() -> None:
    road = Project(no="1", name="<道路>", leads=["县交运局"], targets=["约400公里"], deadlines=["2024年11月底"])
    plan = Plan(id="demo-2024", year=2024, projects=[road, Project(no="2", name="监控")])
    lines = str(plan).splitlines()
    assert lines[0] == "demo-2024（2024年）：项目2件，待确认的问题0个"
    assert lines[3].split() == ["1", "<道路>", "约400公里", "2024年11月底", "县交运局"]
    assert "未列数字" in lines[4]
    assert "&lt;道路&gt;" in plan._repr_html_()
    assert "projects=<2>" in repr(plan)
    assert plan.headers("en")[-1] == "leads"


def test_differences_are_told_field_by_field_and_in_words() -> None:
    old = plan()
    new = attrs.evolve(
        old.changed("5.1", targets=["38个小区", "2656户"]).changed("1", state=ProjectState.PAUSED),
        document=attrs.evolve(old.document, title="另一个标题"),
    )
    told = {(d.number, d.field): (d.old, d.new) for d in old.differences(new)}
    assert told[("1", "state")] == ("active", "paused")
    assert told[("", "document.title")][1] == "另一个标题"
    assert "38个小区" in told[("5.1", "targets")][1]
    assert ("5", "items") not in told
    without = old.changed("5", items=[])
    assert ("5.1", "item") in {(d.number, d.field) for d in old.differences(without)}
    assert not any(
        "Item(" in str(d) or "DocumentInfo(" in str(d) for d in (*old.differences(new), *old.differences(without))
    )
    assert not old.differences(plan())
