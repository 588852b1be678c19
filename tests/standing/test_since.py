"""What changed since another day, one plan under several packs, lead units by place, money. All made up."""

from datetime import date
from fractions import Fraction

import pytest

from minsheng.errors import InvalidValue, Undefined
from minsheng.ledger import FundingReported, Progress, Statement, View
from minsheng.projects import Funding, Plan, Project
from minsheng.standing import Load, Standing, assess, compare, money, rule_packs
from tests.standing.plans import CALENDAR, COUNTY, standing

YEAR = Plan(
    id="made-up-four",
    year=2024,
    projects=[
        Project(no="1", name="道路", leads=["县交运局"], targets=["366公里"], deadlines=["2024-12-31"]),
        Project(no="2", name="候车亭", leads=["县交运局"], targets=["366处"], deadlines=["2024-12-31"]),
        Project(no="3", name="小区", leads=["县住建局"], targets=["366户"], deadlines=["2024-12-31"]),
        Project(no="4", name="公厕", leads=["县城管局"], targets=["366座"], deadlines=["2024-12-31"]),
    ],
)
UNITS = {"1": "公里", "2": "处", "3": "户", "4": "座"}


def report(day: str, **done: int) -> list[Statement]:
    return [Progress(no[1:], total=f"{n}{UNITS[no[1:]]}", on=day) for no, n in done.items()]


def at(day: str, statements: list[Statement], plan: Plan = YEAR) -> Standing:
    return assess(View.of(plan, statements, day=day), calendar=CALENDAR)


# day 121 is 30 April, day 182 is 30 June
APRIL = report("2024-04-30", p1=121, p2=40, p3=121, p4=121)
JUNE = report("2024-06-30", p1=100, p2=182, p4=366)


def test_newly_red_recovered_newly_stale_and_done_are_told_apart() -> None:
    found = at("2024-06-30", [*APRIL, *JUNE]).since(at("2024-04-30", APRIL))
    assert found.numbers("newly_red") == ("1",)  # 22.4 points below
    assert found.numbers("recovered") == ("2",)
    assert found.numbers("newly_stale") == ("3",)  # last report 61 days ago
    assert found.numbers("done") == ("4",)
    assert found.numbers("worse") == ("1",)
    assert found.numbers("better") == ("2", "4")
    assert not found.new
    assert not found.gone
    assert str(found).startswith("2024年4月30日至2024年6月30日：新亮红灯1项（1）；红灯解除1项（2）；数据新过期1项（3）")
    assert "1 newly red (1)" in found.text("en")


def test_a_red_that_turns_stale_has_not_recovered() -> None:
    found = at("2024-06-30", report("2024-04-30", p2=40)).since(at("2024-04-30", report("2024-04-30", p2=40)))
    assert "2" in found.numbers("newly_stale")
    assert not found.recovered


def test_nothing_changed_is_said_too() -> None:
    same = at("2024-04-30", APRIL)
    assert not same.since(same)
    assert "没有变化" in str(same.since(same))


def test_a_project_that_the_plan_did_not_have_is_new_and_one_that_it_lost_is_gone() -> None:
    small = Plan(id="made-up-four", year=2024, projects=[p for p in YEAR.projects if p.no != "4"])
    now, then = at("2024-04-30", APRIL), at("2024-04-30", APRIL[:3], small)
    assert now.since(then).numbers("new") == ("4",)
    assert then.since(now).numbers("gone") == ("4",)


def test_levels_of_different_packs_are_not_compared() -> None:
    other = assess(View.of(YEAR, APRIL, day="2024-04-30"), calendar=CALENDAR, rules="wuhan")
    with pytest.raises(InvalidValue, match="wuhan"):
        at("2024-04-30", APRIL).since(other)


def test_one_plan_under_every_pack_side_by_side() -> None:
    reports = report("2024-04-30", p1=121, p2=40, p3=100, p4=121)
    view = View.of(YEAR, reports, day="2024-04-30")
    found = compare(view, calendar=CALENDAR, rules=rule_packs())
    names = dict(zip(rule_packs(), (level.name for level in found.levels["2"]), strict=True))
    # 40 of 366 is 10.9 %; the trajectory asks for 33.1 %: 22.1 points below, a third of it
    assert names["minsheng-default"] == "behind"
    assert names["yinchuan-2025"] == "warned"
    assert names["wuhan"] == names["dazu-2025"] == names["yichang-2015"] == "alarmed"
    assert names["tianjin-2022"] == "unknown"
    # 100 of 366 is 5.7 points below: slipping by our own rules, but 82.6 % of the trajectory: no card
    two = compare(view, calendar=CALENDAR, rules=["minsheng-default", "wuhan"])
    assert two.differing() == ("3",)
    assert {line[0] for line in found.table()} == {"1", "2", "3", "4", ""}
    assert len(found.headers("en")) == 4 + len(rule_packs())
    assert all(source in str(found) for source in found.sources())


def test_a_gbk_console_can_print_a_comparison() -> None:
    view = View.of(YEAR, APRIL, day="2024-04-30")
    assert str(compare(view, calendar=CALENDAR, rules=rule_packs())).encode("gbk")


def test_lead_units_by_place_with_and_without_load() -> None:
    found = standing("2024-04-30", *APRIL, plan=YEAR)
    plain = found.ranking()
    assert [(row.name, row.place) for row in plain] == [("县住建局", 1), ("县城管局", 1), ("县交运局", 3)]
    assert {row.name: row.score for row in plain}["县交运局"] == Fraction(161, 732)
    heavy = found.ranking(load=Load(each=Fraction(1)))  # two projects count double
    assert next(row.name for row in heavy) == "县交运局"
    assert "名次" in str(plain)


MONEY = Plan(
    year=2024,
    projects=[
        Project(
            no="1",
            name="道路",
            funding=[Funding(source="县级资金", amount="400万元"), Funding(source="上级资金")],
        ),
        Project(no="2", name="公厕", funding=[Funding(source="县级资金", amount="100万元")]),
    ],
)


def test_money_received_and_spent_against_the_plan() -> None:
    said = [
        FundingReported("1", source="县级资金", received="100万元", spent="50万元", on="2024-03-31"),
        FundingReported("1", source="县级资金", received="300万元", on="2024-06-30"),
        FundingReported("2", received="150万元", spent="1600000元", on="2024-06-30"),
    ]
    view = View.of(MONEY, said, day="2024-06-30")
    county, other = money(view, "1")
    assert (county.received_ratio, county.spent_ratio, county.used_ratio) == (
        Fraction(3, 4),
        Fraction(1, 8),
        Fraction(1, 6),
    )
    assert (county.entries, county.last) == (("#2", "#1"), date(2024, 6, 30))
    assert isinstance(other.received_ratio, Undefined)
    (only,) = money(view, "2")  # a report that names no source speaks of the only one
    assert (only.received_ratio, only.spent_ratio) == (Fraction(3, 2), Fraction(8, 5))
    assert "150.0%" in str(only)
    assert "150.0%" in only.text("en")


def test_money_that_was_not_reported_or_not_planned_has_a_reason() -> None:
    (only,) = money(View.of(MONEY, [], day="2024-06-30"), "2")
    assert isinstance(only.received, Undefined)
    said = [FundingReported("2", source="捐赠", received="5万元", on="2024-06-30")]
    planned, gift = money(View.of(MONEY, said, day="2024-06-30"), "2")
    assert isinstance(planned.received, Undefined)
    assert isinstance(gift.planned, Undefined)
    assert isinstance(gift.received_ratio, Undefined)
    with pytest.raises(LookupError):
        money(View.of(COUNTY, [], day="2024-06-30"), "99")
