"""A sentence stays one that a person reads, whatever was handed over."""

from __future__ import annotations

import pytest

from minsheng.calendars import Deadline, Period, as_day
from minsheng.errors import Finding, InvalidValue, MinshengError, NotFound, Problems, Question, Severity
from minsheng.projects import Plan, Project
from minsheng.targets import Quantity

HUGE = "九" * 100_000


@pytest.mark.parametrize(
    "call",
    [
        lambda: as_day(HUGE),
        lambda: Deadline.parse(HUGE),
        lambda: Period.parse(HUGE),
        lambda: Quantity.parse(HUGE),
        lambda: Plan(year=2024).project(HUGE),
        lambda: Project(no=HUGE, name="道路"),
        lambda: Project(no="1", name="道路", leads=HUGE),
    ],
)
def test_an_error_does_not_repeat_a_huge_value(call: object) -> None:
    assert callable(call)
    with pytest.raises(MinshengError) as caught:
        call()
    for sentence in (str(caught.value), caught.value.message("zh"), caught.value.mend("zh")):
        assert len(sentence) < 2500
    assert caught.value.fields, "the fields keep it whole"


def test_neither_does_a_finding_nor_a_question() -> None:
    finding = Finding.of("errors.wrong-value", Severity.ERROR, field="单位", value=HUGE, why="不在单位表中")
    assert len(finding.message()) < 2500
    assert len(str(Problems("甲县", (finding,)))) < 3000
    assert len(Question.of("errors.not-found", "1", kind=HUGE, name="x").message()) < 2500


def test_a_number_too_long_to_be_printed_is_no_reason_to_fail() -> None:
    assert "…" in str(InvalidValue("errors.wrong-value", field="year", value=10**5000, why="?"))


def test_what_has_a_usual_length_is_printed_whole() -> None:
    choices = tuple(f"{n}.t1" for n in range(100))
    assert "99.t1" in str(NotFound("target", "x", choices))
