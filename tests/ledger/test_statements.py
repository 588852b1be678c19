"""A statement that exists is right: what is given is converted once, and what can not be is refused by name."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime

import attrs
import pytest

from minsheng.calendars import Milestone, Period
from minsheng.errors import InvalidValue
from minsheng.ledger import (
    ChangeApproved,
    Corrected,
    DutyExcused,
    DutyFulfilled,
    MilestoneReached,
    PlanAdopted,
    ProblemRaised,
    Progress,
    ScheduleAdopted,
)
from minsheng.projects import Plan
from minsheng.targets import Quantity


def test_text_is_converted_once() -> None:
    report = Progress("1", total="120公里", on="2024-06-28")
    assert report.total == Quantity.parse("120公里")
    assert report.on == date(2024, 6, 28)
    assert Progress("1", added="20公里", period="2024-W07", on="2024-06-28").period == Period.parse("2024-W07")
    assert MilestoneReached("8", milestone="start", on="2024-06-28").milestone is Milestone.START


def test_an_instant_is_its_day_in_china() -> None:
    assert Progress("1", total="1公里", on=datetime(2024, 6, 28, 17, tzinfo=UTC)).on == date(2024, 6, 29)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "ledger.total-or-added"),
        ({"total": "1公里", "added": "1公里", "period": "2024-06"}, "ledger.total-or-added"),
        ({"total": "1公里", "period": "2024-06"}, "ledger.added-needs-period"),
        ({"added": "1公里"}, "ledger.added-needs-period"),
        ({"total": "4—8个"}, "ledger.no-amount"),
        ({"total": "全覆盖"}, "ledger.no-amount"),
    ],
)
def test_total_and_added_are_never_confused(given: dict[str, str], code: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        Progress("1", on="2024-06-28", **given)  # type: ignore[arg-type]  # texts for the fields named above
    assert caught.value.code == code


def test_none_done_yet_is_a_number() -> None:
    assert Progress("1", total="0公里", on="2024-06-28").total == Quantity.parse("0公里")


@pytest.mark.parametrize("day", ["20240628", "2024-6-28", "2024-02-30", "", "昨天", datetime(2024, 6, 28)])
def test_what_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(InvalidValue):
        Progress("1", total="1公里", on=day)


@pytest.mark.parametrize("empty", ["", "  ", "　"])
def test_what_must_be_named_is_named(empty: str) -> None:
    on = "2024-06-28"
    for make in (
        lambda: Progress(empty, total="1公里", on=on),
        lambda: MilestoneReached(empty, on=on),
        lambda: DutyFulfilled("report", party=empty, on=on),
        lambda: DutyExcused("report", party="甲局", reason=empty, on=on),
        lambda: ProblemRaised("1", problem=empty, on=on),
        lambda: ChangeApproved("1", changes={"leads": ["乙局"]}, body=empty, reason="机构改革", on=on),
        lambda: Corrected(empty, on=on),
    ):
        with pytest.raises(InvalidValue) as caught:
            make()
        assert caught.value.code == "ledger.empty"


def test_a_change_holds_only_the_fields_that_change() -> None:
    change = ChangeApproved(
        "1",
        changes={"targets": ["约300公里"], "leads": ["乙局"], "deadlines": ["2024-12-31"]},
        body="甲县人大常委会",
        reason="汛期",
        on="2024-09-20",
    )
    assert [name for name, _ in change.changes] == ["leads", "deadlines", "targets"]
    assert dict(change.changes)["leads"] == ("乙局",)


@pytest.mark.parametrize("wrong", [{}, {"number": "1"}, {"leads": "乙局"}, {"targets": ["很多"]}, {"no": "2"}])
def test_a_change_of_nothing_or_of_something_else_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidValue):
        ChangeApproved("1", changes=wrong, body="人大", reason="甲", on="2024-09-20")  # type: ignore[arg-type]  # that is the point


def test_a_curve_goes_up_day_by_day() -> None:
    ScheduleAdopted("1", points=[("2024-06-30", "1公里"), ("2024-07-31", "1500米")], on="2024-02-20")
    for points in (
        [("2024-06-30", "2公里"), ("2024-06-30", "3公里")],
        [("2024-06-30", "2公里"), ("2024-05-31", "3公里")],
        [("2024-06-30", "2公里"), ("2024-07-31", "1500米")],
        [("2024-06-30", "2公里"), ("2024-07-31", "3座")],
    ):
        with pytest.raises(InvalidValue):
            ScheduleAdopted("1", points=points, on="2024-02-20")
    with pytest.raises(InvalidValue):
        ScheduleAdopted(points=[("2024-06-30", "1公里")], on="2024-02-20")
    ScheduleAdopted(party="甲局", on="2024-02-20")


def test_neither_an_adoption_nor_a_correction_corrects() -> None:
    for wrong in (PlanAdopted(plan=Plan(year=2024), on="2024-02-06"), Corrected("a", on="2024-02-06")):
        with pytest.raises(InvalidValue):
            Corrected("b", replacement=wrong, on="2024-02-06")


def test_statements_are_values() -> None:
    change = ChangeApproved("1", changes={"targets": ["300公里"]}, body="人大", reason="甲", on="2024-09-20")
    assert hash(change) == hash(attrs.evolve(change))
    for statement in (change, Progress("1", total="120公里", on="2024-06-28")):
        assert copy.deepcopy(statement) == statement
        assert pickle.loads(pickle.dumps(statement)) == statement
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            statement.note = "改"  # type: ignore[misc]  # that is the point
