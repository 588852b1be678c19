"""A target that several do a part of: their parts, their sum, and the whole that was reported beside them. Made up."""

from __future__ import annotations

import attrs
import pytest

from minsheng.errors import Undefined
from minsheng.ledger import Done, Progress, Statement, View
from minsheng.projects import Allocation, Plan, Project
from minsheng.responsibility import Directory, Organisation

ON = "2024-06-28"
PLAN = Plan(
    id="甲县-2024",
    year=2024,
    projects=[Project(no="1", name="道路", leads=["各乡镇"], targets=["约400公里"])],
    directory=Directory(organisations=[Organisation("各乡镇", members=["甲镇", "乙镇", "丙街道"])]),
)
SHARED = attrs.evolve(PLAN, allocations=[Allocation(target="1.t1", shares={"甲镇": "100公里", "乙镇": "300公里"})])


def _part(member: str, total: str, on: str = ON) -> Progress:
    return Progress("1", total=total, member=member, on=on)


def _done(*statements: Statement, plan: Plan = PLAN, day: str = "2024-12-31") -> Done:
    return View.of(plan, statements, day=day).done("1")


def _codes(done: Done) -> list[str]:
    return [f.code for f in done.findings]


def test_without_a_report_on_the_whole_the_parts_are_summed() -> None:
    done = _done(_part("乙镇", "30公里", "2024-06-30"), _part("甲镇", "500米"), _part("甲镇", "12公里", "2024-06-29"))
    assert str(done.total) == "42公里"
    assert [(p.member, str(p.done.total)) for p in done.parts] == [("甲镇", "12公里"), ("乙镇", "30公里")]
    assert done.ids == ("#3", "#1")
    assert str(done.last) == "2024-06-30"


def test_who_has_not_reported_is_named() -> None:
    (finding,) = _done(_part("甲镇", "12公里")).findings
    assert finding.code == "ledger.members-missing"
    assert "乙镇、丙街道" in finding.message()
    assert _codes(_done(*(_part(m, "1公里") for m in ("甲镇", "乙镇", "丙街道")))) == []


def test_one_member_can_be_asked_for_under_any_of_its_names() -> None:
    view = View.of(PLAN, [_part("甲镇", "12公里"), _part("乙 镇", "30公里")], day="2024-12-31")
    assert str(view.done("1", member="乙镇").total) == "30公里"
    assert isinstance(view.done("1", member="丙街道").total, Undefined)


def test_members_may_add_too() -> None:
    added = Progress("1", added="5公里", period="2024-07", member="甲镇", on="2024-07-31")
    assert str(_done(_part("甲镇", "12公里", "2024-06-30"), added, _part("乙镇", "1公里")).total) == "18公里"


def test_the_report_on_the_whole_wins_and_a_difference_is_told() -> None:
    parts = [_part("甲镇", "12公里"), _part("乙镇", "30公里"), _part("丙街道", "8公里")]
    whole = Progress("1", total="55公里", on=ON)
    done = _done(*parts, whole)
    assert (str(done.total), done.ids, len(done.parts)) == ("55公里", ("#4",), 3)
    (finding,) = done.findings
    assert finding.code == "ledger.members-differ"
    assert "50公里" in finding.message()
    assert "55公里" in finding.message()
    assert _codes(_done(*parts, Progress("1", total="50000米", on=ON))) == []
    assert _codes(_done(*parts, Progress("1", total="12.5%", on=ON))) == []


def test_parts_that_are_not_all_there_yet_do_not_contradict_the_whole() -> None:
    assert _codes(_done(_part("甲镇", "12公里"), Progress("1", total="55公里", on=ON))) == []
    assert _codes(_done(_part("甲镇", "60公里"), Progress("1", total="55公里", on=ON))) == ["ledger.members-differ"]


def test_the_parts_are_compared_on_the_day_of_the_whole() -> None:
    later = [_part("甲镇", "60公里", "2024-07-31")]
    assert _codes(_done(_part("甲镇", "12公里"), Progress("1", total="55公里", on=ON), *later)) == [
        "ledger.members-newer"
    ]
    assert _codes(_done(Progress("1", total="55公里", on=ON), *later, day="2024-07-30")) == []


def test_a_percentage_of_a_member_is_one_of_its_share() -> None:
    done = _done(_part("甲镇", "50%"), _part("乙镇", "10%"), plan=SHARED)
    assert str(done.total) == "80公里"
    assert [str(p.share) for p in done.parts] == ["100公里", "300公里"]


def test_percentages_without_shares_are_not_added_to_lengths() -> None:
    done = _done(_part("甲镇", "12公里"), _part("乙镇", "10%"))
    assert str(done.total) == "12公里"
    assert "ledger.not-added" in _codes(done)


@pytest.mark.parametrize("target", ["不超过5%", "覆盖率达到95%"])
def test_what_can_not_be_summed_is_not(target: str) -> None:
    plan = attrs.evolve(PLAN, projects=[Project(no="1", name="率", leads=["各乡镇"], targets=[target])])
    done = _done(_part("甲镇", "4%"), _part("乙镇", "3%"), plan=plan)
    assert isinstance(done.total, Undefined)
    assert [str(p.done.total) for p in done.parts] == ["4%", "3%"]
    assert done.last is not None
