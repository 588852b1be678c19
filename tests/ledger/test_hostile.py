"""Nothing that a careless or hostile caller hands over makes a ledger unreadable; made-up statements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from minsheng.calendars import Period
from minsheng.errors import InvalidValue, MinshengError
from minsheng.ledger import (
    ChangeApproved,
    Checkpoint,
    Corrected,
    DutyExcused,
    DutyFulfilled,
    Ledger,
    PlanAdopted,
    Progress,
    Row,
    ScheduleAdopted,
    Statement,
    Unknown,
    load_statement,
)
from minsheng.projects import Plan
from minsheng.storage import MemoryStore
from tests.ledger.made_up import Clock

ON = "2024-06-28"


@pytest.fixture
def ledger(plan: Plan, clock: Clock) -> Ledger:
    return Ledger.adopt(MemoryStore(), plan, by="县政府办公室", on="2024-02-06", clock=clock)


def reads_back(ledger: Ledger) -> bool:
    """Whether another program sees the same entries."""
    again = Ledger.open(ledger.store)
    return list(again.entries()) == list(ledger.entries()) and again.as_of(ON) == ledger.as_of(ON)


@pytest.mark.parametrize("recorder", [5, ["王"], {"name": "王"}, None, True, b"x"])
def test_a_recorder_that_is_no_text_is_refused_before_it_is_sealed(ledger: Ledger, recorder: object) -> None:
    with pytest.raises(TypeError, match="recorder"):
        ledger.report("1", total="120公里", on=ON, recorder=recorder)  # type: ignore[arg-type]
    assert ledger.checkpoint().position == 1
    assert reads_back(ledger)


@pytest.mark.parametrize("id", [5, b"x", None, ["a"]])
def test_an_id_that_is_no_text_is_refused(ledger: Ledger, id: object) -> None:
    with pytest.raises(TypeError, match="id") as caught:
        ledger.append_all([Progress("1", total="120公里", on=ON)], ids=[id])  # type: ignore[list-item]
    assert isinstance(caught.value, MinshengError)
    assert ledger.checkpoint().position == 1


def test_a_number_of_5000_digits_is_refused_like_any_other() -> None:
    with pytest.raises(InvalidValue, match="int"):
        Progress("1", total=10**5000, on=ON)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Progress("1", total=120, on=ON),  # type: ignore[arg-type]
        lambda: Progress("1", added="5公里", period=date(2024, 6, 1), on=ON),  # type: ignore[arg-type]
        lambda: DutyFulfilled("report", party="甲局", period=date(2024, 6, 1), on=ON),  # type: ignore[arg-type]
        lambda: DutyExcused("report", party="甲局", reason="汛期", period=6, on=ON),  # type: ignore[arg-type]
        lambda: PlanAdopted(plan="甲县-2024", on=ON),  # type: ignore[arg-type]
        lambda: ScheduleAdopted("1", milestones=[(5, ON)], on=ON),  # type: ignore[list-item]
        lambda: ScheduleAdopted("1", milestones=[("开\ud800工", ON)], on=ON),
        lambda: ScheduleAdopted("1", points=[(ON, 5)], on=ON),  # type: ignore[list-item]
        lambda: Corrected("a", replacement="120公里", on=ON),  # type: ignore[arg-type]
        lambda: ChangeApproved("1", changes={"state": "paused"}, body="县人大", reason="汛期", on=ON),  # type: ignore[arg-type]
        lambda: ChangeApproved("1", changes="leads", body="县人大", reason="汛期", on=ON),  # type: ignore[arg-type]
    ],
)
def test_a_statement_with_a_wrong_type_does_not_come_to_be(make: Callable[[], object]) -> None:
    with pytest.raises((TypeError, InvalidValue)):
        make()


def test_what_is_no_statement_is_refused(ledger: Ledger) -> None:
    class Mine(Progress):
        """Would be stored as something else than it is."""

    for wrong in (None, "1", 5, {"type": "progress"}, Mine("1", total="5公里", on=ON), Statement(on=ON)):
        with pytest.raises(TypeError):
            ledger.append(wrong)  # type: ignore[arg-type]
    assert ledger.checkpoint().position == 1


@pytest.mark.parametrize(
    "data", ["null", "[]", "x", "{}", '{"type": "other"}', '{"type":"progress","on":"2024-06-28","target":"1.t1"}']
)
def test_a_statement_of_a_newer_version_must_be_what_it_says(ledger: Ledger, data: str) -> None:
    with pytest.raises(InvalidValue):
        ledger.append(Unknown(tag="new_kind", data=data, on=ON))
    assert reads_back(ledger)


def test_a_statement_of_a_newer_version_is_kept(ledger: Ledger) -> None:
    ledger.append(Unknown(tag="new_kind", data='{"on":"2024-06-28","type":"new_kind","what":[1]}', on=ON))
    assert reads_back(ledger)


def test_a_generator_of_statements_is_as_good_as_a_list(ledger: Ledger) -> None:
    given = (Progress("1", total=f"{n}公里", on=ON) for n in (10, 20))
    assert [e.position for e in ledger.append_all(given, ids=iter(["a", "b"]))] == [2, 3]


def test_a_bare_text_is_no_list_of_ids(ledger: Ledger) -> None:
    with pytest.raises(InvalidValue, match="list"):
        ledger.append_all([Progress("1", total="5公里", on=ON)], ids="a")


@pytest.mark.parametrize("id", ["a\u202eb", "a\x00b", "a b", "", "a\u200bb", "\ud800", "x" * 201, None, 5])
def test_an_id_shows_all_its_characters(ledger: Ledger, id: str) -> None:
    with pytest.raises((InvalidValue, TypeError)):
        ledger.append_all([Progress("1", total="5公里", on=ON)], ids=[id])


def test_the_last_day_there_is_can_be_asked_for(ledger: Ledger) -> None:
    ledger.report("1", total="5公里", on=ON)
    last = date.max.isoformat()
    assert ledger.as_of(last, known=last).entries == ledger.as_of(last).entries
    assert not ledger.diff(last, last)


@pytest.mark.parametrize("tag", ['["progress"]', '{"a":1}', "null", "5", "[]"])
def test_a_kind_that_is_no_text_is_no_statement(tag: str) -> None:
    with pytest.raises(InvalidValue):
        load_statement(f'{{"type": {tag}, "on": "2024-06-28"}}')


@pytest.mark.parametrize("plan", ["[]", "5", "null", '"x"', "[1]"])
def test_a_plan_that_is_no_object_is_no_statement(plan: str) -> None:
    with pytest.raises(MinshengError):
        load_statement(f'{{"type": "plan_adopted", "on": "2024-06-28", "plan": {plan}}}')


def test_rows_cut_off_the_end_or_moved_to_another_plan_show_against_a_checkpoint(ledger: Ledger) -> None:
    ledger.report("1", total="5公里", on=ON)
    kept = Checkpoint.parse(str(ledger.checkpoint()))
    first, last = ledger.store.read(ledger.plan_id)
    tampered = MemoryStore()
    tampered.append(ledger.plan_id, [first], after=0)
    moved = Row("乙县-2024", 1, last.id, last.digest, last.data)
    tampered.append("乙县-2024", [moved], after=0)
    assert not Ledger.open(tampered, ledger.plan_id).verify(against=kept)
    assert not Ledger.open(tampered, "乙县-2024").verify()


def test_periods_are_given_as_text_or_as_values() -> None:
    text, value = (Progress("1", added="5公里", period=p, on=ON) for p in ("2024-06", Period.parse("2024-06")))
    assert text == value
