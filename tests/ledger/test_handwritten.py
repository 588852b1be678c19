"""Statements as a person writes them in JSON: plain days and printed amounts. Made-up county."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from minsheng.calendars import Deadline, Milestone
from minsheng.errors import MinshengError
from minsheng.ledger import (
    ChangeApproved,
    Corrected,
    FundingReported,
    Ledger,
    Progress,
    ScheduleAdopted,
    Statement,
    load_statement,
    statement_json,
)
from minsheng.projects import Item, Plan, ProjectState
from minsheng.storage import MemoryStore
from minsheng.targets import Quantity, Target
from tests.ledger.made_up import Clock

ON = "2024-08-28"


def change(**changes: object) -> dict[str, object]:
    return {"type": "change_approved", "project": "2", "changes": changes, "on": ON, "body": "人大", "reason": "汛期"}


def load(body: dict[str, object]) -> Statement:
    found = load_statement(json.dumps(body, ensure_ascii=False))
    assert load_statement(statement_json(found)) == found
    return found


def changed(**changes: object) -> dict[str, object]:
    found = load(change(**changes))
    assert isinstance(found, ChangeApproved)
    return dict(found.changes)


@pytest.mark.parametrize(
    "written",
    ["2024-09-20", ["2024-09-20"], ["2024年9月20日"], ["2024.9.20"], [{"date": "2024-09-20"}]],
    ids=str,
)
def test_a_deadline_is_a_day_or_what_is_printed(written: object) -> None:
    (deadline,) = changed(deadlines=written)["deadlines"]  # type: ignore[misc]
    assert isinstance(deadline, Deadline)
    assert (deadline.day, deadline.milestone) == (date(2024, 9, 20), Milestone.COMPLETE)


def test_a_change_says_what_the_same_words_say_in_python() -> None:
    assert changed(deadlines=["2024年9月底前开工", "2024年11月底"]) == {
        "deadlines": (Deadline.parse("2024年9月底前开工"), Deadline.parse("2024年11月底"))
    }
    assert changed(targets=["约300公里", "2座"]) == {"targets": (Target.parse("约300公里"), Target.parse("2座"))}
    assert changed(state="paused") == {"state": ProjectState.PAUSED}
    assert changed(items=[{"no": "1", "content": "改造", "targets": ["30个小区"], "deadlines": "2024年9月底"}]) == {
        "items": (Item(no="1", content="改造", targets=["30个小区"], deadlines=["2024年9月底"]),)
    }
    ((funding,),) = changed(funding=[{"source": "县级", "amount": "500万元"}]).values()  # type: ignore[misc]
    assert (funding.source, funding.amount) == ("县级", Quantity.parse("500万元"))


def test_a_deadline_without_a_year_is_in_the_year_of_the_plan(plan: Plan) -> None:
    ledger = Ledger.adopt(MemoryStore(), plan, by="甲县", on="2024-02-06", clock=Clock())
    ledger.append(load(change(deadlines="9月底")))
    assert ledger.plan.due("2").day == date(2024, 9, 30)


def test_amounts_are_as_they_are_printed() -> None:
    report = load({"type": "progress", "target": "1", "total": "1,200 公里", "on": ON})
    assert report == Progress("1", total="1,200 公里", on=ON)
    money = load({"type": "funding_reported", "project": "1", "received": "300万元", "on": ON})
    assert money == FundingReported("1", received="300万元", on=ON)
    assert isinstance(money, FundingReported)
    assert money.received is not None
    assert money.received.value == Decimal(3_000_000)
    points = [["2024-06-30", "约5公里"], ["2024-09-30", "9公里"]]
    schedule = load({"type": "schedule_adopted", "party": "甲局", "target": "1", "points": points, "on": ON})
    assert isinstance(schedule, ScheduleAdopted)
    assert [amount for _, amount in schedule.points] == [Quantity.parse("约5公里"), Quantity.parse("9公里")]


def test_what_replaces_another_is_written_so_too() -> None:
    right = {"type": "progress", "target": "1", "total": "1.2万人", "on": ON}
    found = load({"type": "corrected", "corrects": "a", "on": ON, "reason": "笔误", "replacement": right})
    assert found == Corrected("a", replacement=Progress("1", total="1.2万人", on=ON), on=ON, reason="笔误")


@pytest.mark.parametrize(
    ("body", "path", "told"),
    [
        (change(deadlines=["2024-09-20", "下周"]), "changes.deadlines[1]", "下周"),
        (change(deadlines=["2024-13-40"]), "changes.deadlines[0]", "2024-13-40"),
        (change(deadlines=["9月底开工，11月底完工"]), "changes.deadlines[0]", "11月底完工"),
        (change(deadlines=[5]), "changes.deadlines[0]", "5"),
        (change(deadlines=[{"day": "2024-09-20"}]), "changes.deadlines[0]", "day"),
        (change(leads="县交运局"), "changes.leads", "县交运局"),
        (change(leads=["县交运局", 7]), "changes.leads[1]", "7"),
        (change(items=[{"no": "1", "deadlines": ["下周"]}]), "changes.items[0].deadlines[0]", "下周"),
        (change(dedlines=["2024-09-20"]), "changes", "deadlines"),
        (change(no="3"), "changes", "deadlines"),
        ({"type": "progress", "target": "1", "total": 5, "on": ON}, "total", "5"),
        ({"type": "progress", "target": "1", "total": "很多", "on": ON}, "total", "很多"),
        ({"type": "progress", "target": 1, "total": "5个", "on": ON}, "target", "1"),
        ({"type": "progress", "target": "1", "total": "5个", "on": "6月28日"}, "on", "6月28日"),
        ({"type": "progress", "total": "5个", "on": ON}, "", "target"),
        (
            {"type": "corrected", "corrects": "a", "on": ON, "replacement": {"type": "progress", "totl": "5个"}},
            "replacement",
            "totl",
        ),
        (
            {"type": "corrected", "corrects": "a", "on": ON, "replacement": {"type": "progres", "total": "5个"}},
            "replacement",
            "progres",
        ),
        (
            {
                "type": "corrected",
                "corrects": "a",
                "on": ON,
                "replacement": {"type": "progress", "target": "1", "on": ON, "total": {"value": "x"}},
            },
            "replacement.total",
            "x",
        ),
        (
            {"type": "schedule_adopted", "party": "甲局", "target": "1", "points": [["2024-06-30", 5]], "on": ON},
            "points",
            "5",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_is_named_with_its_field(body: dict[str, object], path: str, told: str) -> None:
    with pytest.raises(MinshengError) as wrong:
        load(body)
    assert wrong.value.place.path == path
    for lang in ("zh", "en"):
        message = wrong.value.message(lang)  # type: ignore[arg-type]
        assert path in message
    assert told in str(wrong.value)
