"""A statement that exists is right: what is given is converted once, and what can not be is refused by name."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime

import attrs
import pytest
from hypothesis import Phase, given, settings

from minsheng.calendars import Milestone, Period
from minsheng.errors import InvalidValue, WrongType
from minsheng.ledger import (
    Annotated,
    CaseEscalated,
    CaseOpened,
    CaseReplied,
    CaseVerified,
    ChangeApproved,
    Corrected,
    DutyExcused,
    DutyFulfilled,
    Evidence,
    EvidenceAttached,
    ExtensionAsked,
    FundingReported,
    MilestoneReached,
    PlanAdopted,
    ProblemAssigned,
    ProblemRaised,
    Progress,
    ScheduleAdopted,
    SiteVisited,
    Statement,
    Surveyed,
    Unknown,
)
from minsheng.ledger.naming import kind_named
from minsheng.ledger.statements import KINDS
from minsheng.projects import Plan
from minsheng.targets import Quantity
from minsheng.testing import ledger_strategies as mls

ON = "2024-06-28"


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


@pytest.mark.parametrize("sha256", ["0f", "0F" * 32, "0g" * 32, "0f" * 33, " " + "0f" * 32])
def test_a_digest_of_evidence_is_one(sha256: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        Evidence("验收单.pdf", sha256=sha256)
    assert caught.value.code == "ledger.no-sha256"
    assert Evidence("验收单.pdf", sha256="0f" * 32, kind="验收单").text() == "验收单 验收单.pdf（SHA-256 0f0f0f0f…）"


def test_evidence_may_be_given_as_references() -> None:
    report = Progress("1", total="9公里", on="2024-06-28", evidence=["照片.jpg", Evidence("验收单.pdf")])
    assert report.evidence == (Evidence("照片.jpg"), Evidence("验收单.pdf"))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Evidence(""),
        lambda: Progress("1", total="9公里", on="2024-06-28", evidence="照片.jpg"),
        lambda: Progress("1", total="9公里", on="2024-06-28", evidence=[5]),  # type: ignore[list-item]
        lambda: EvidenceAttached("a", on="2024-06-28"),
        lambda: Annotated("a", note=" ", on="2024-06-28"),
        lambda: Surveyed("1", on="2024-06-28"),
        lambda: Surveyed("1", satisfied=-1, abstained=5, on="2024-06-28"),
        lambda: Surveyed("1", satisfied="5", on="2024-06-28"),  # type: ignore[arg-type]
        lambda: Surveyed("1", satisfied=True, on="2024-06-28"),
        lambda: SiteVisited("1", findings="未开工", on="2024-06-28"),
        lambda: SiteVisited("1", findings=[""], on="2024-06-28"),
        lambda: SiteVisited("1", visitors=[5], on="2024-06-28"),  # type: ignore[list-item]
        lambda: CaseOpened(matter="", party="甲局", on="2024-06-28"),
        lambda: CaseOpened(matter="滞后", party="甲局", due="7月底", on="2024-06-28"),
        lambda: CaseReplied("c", reply="已办", by="", on="2024-06-28"),
        lambda: CaseReplied("c", reply="已办", by="甲局", finished="是", on="2024-06-28"),  # type: ignore[arg-type]
        lambda: CaseVerified("c", passed=1, by="乙", on="2024-06-28"),  # type: ignore[arg-type]
        lambda: CaseVerified("c", passed=True, by=" ", on="2024-06-28"),
        lambda: ExtensionAsked("c", reason="汛期", new_due="2024-08-31", progress="", by="甲", on="2024-06-28"),
        lambda: CaseEscalated("c", step="", reason="逾期", on="2024-06-28"),
        lambda: ProblemAssigned("p", party="", on="2024-06-28"),
        lambda: FundingReported("1", received=5, on="2024-06-28"),  # type: ignore[arg-type]
    ],
)
def test_a_statement_that_says_nothing_or_something_else_does_not_come_to_be(make: Callable[[], object]) -> None:
    with pytest.raises((InvalidValue, TypeError)):
        make()


def test_every_kind_is_among_the_strategies_and_has_a_sentence() -> None:
    seen = set()

    @settings(max_examples=800, derandomize=True, database=None, deadline=None, phases=[Phase.generate])
    @given(mls.any_statements())
    def look(statement: Statement) -> None:
        seen.add(type(statement))
        assert statement.text("zh") != statement.text("en")

    look()
    assert seen == {*KINDS.values(), Unknown}


def test_statements_are_values() -> None:
    change = ChangeApproved("1", changes={"targets": ["300公里"]}, body="人大", reason="甲", on="2024-09-20")
    assert hash(change) == hash(attrs.evolve(change))
    for statement in (change, Progress("1", total="120公里", on="2024-06-28")):
        assert copy.deepcopy(statement) == statement
        assert pickle.loads(pickle.dumps(statement)) == statement
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            statement.note = "改"  # type: ignore[misc]  # that is the point


@pytest.mark.parametrize("tag", KINDS)
def test_every_kind_has_a_name_that_a_message_can_say(tag: str) -> None:
    assert kind_named(tag) not in ("", tag)


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("total", lambda: Progress("1", total=370, on=ON)),  # type: ignore[arg-type]  # what is tested
        ("added", lambda: Progress("1", added=3.5, period="2024-06", on=ON)),  # type: ignore[arg-type]  # what is tested
        ("spent", lambda: FundingReported("1", spent=7, on=ON)),  # type: ignore[arg-type]  # what is tested
    ],
)
def test_a_bare_number_is_refused_by_the_name_of_its_field(field: str, make: Callable[[], object]) -> None:
    with pytest.raises(WrongType) as refused:
        make()
    assert refused.value.message("en").startswith(field)
