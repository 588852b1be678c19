"""Answers go where the question points; wrong ones are told all at once."""

from __future__ import annotations

from functools import cache

import pytest

from minsheng.calendars import Cadence
from minsheng.errors import NotFound, Problems
from minsheng.intake import Reading, read
from minsheng.targets import Quantity
from tests.intake.documents import NOTICE_TXT


@cache
def _reading() -> Reading:
    return read(NOTICE_TXT)


def test_a_number_given_later_becomes_a_target() -> None:
    plan = _reading().confirm({"8.targets": "1200个点位、36所学校"})
    assert [(t.id, t.text) for t in plan.project("8").targets] == [("8.t1", "1200个点位"), ("8.t2", "36所学校")]
    assert "8.targets" not in {q.key for q in plan.unknowns}


def test_a_denominator_turns_full_coverage_into_an_amount_and_keeps_its_id() -> None:
    plan = _reading().confirm({"3.t2.denominator": "12000人"})
    target = plan.target("3.t2")
    assert isinstance(target.quantity, Quantity)
    assert target.quantity.value == 12000
    assert str(target) == "12000人（全覆盖）"


def test_named_persons_take_over_the_roles_duties() -> None:
    plan = _reading().confirm({"roles.县政府分管负责同志.persons": "甲某、乙某、丙某"})
    dispatch = next(r for r in plan.rhythms if r.id == "dispatch")
    assert plan.bearers(dispatch) == ("甲某", "乙某", "丙某")


def test_members_of_a_group_are_known_once_named() -> None:
    plan = _reading().confirm({"groups.各乡镇（街道）.members": "甲镇、乙镇"})
    assert plan.directory.members("各乡镇（街道）") == ("甲镇", "乙镇")


@pytest.mark.parametrize(
    ("answer", "day", "offset"), [("25", 25, 0), ("每月25日前", 25, 0), ("次月5日", 5, 1), ("底", -1, 0)]
)
def test_the_day_of_the_report_is_taken(answer: str, day: int, offset: int) -> None:
    plan = _reading().confirm({"rhythms.report.day": answer})
    due = next(r for r in plan.rhythms if r.id == "report").due
    assert (due.day, due.offset_periods, due.known) == (day, offset, True)


def test_what_is_owed_once_gets_a_date_of_the_year() -> None:
    plan = _reading().confirm({"rhythms.schedule.day": "2024-03-15"})
    rhythm = next(r for r in plan.rhythms if r.id == "schedule")
    assert (rhythm.cadence, rhythm.due.day) == (Cadence.YEARLY, 31 + 29 + 15)


def test_the_meaning_of_a_method_is_kept() -> None:
    plan = _reading().confirm({"methods.212.definition": "两表一会两报"})
    assert plan.methods[0].definition == "两表一会两报"


def test_an_answer_to_nothing_is_refused_and_lists_what_was_asked() -> None:
    with pytest.raises(NotFound, match=r"8\.targets"):
        _reading().confirm({"9.targets": "5个"})


def test_all_wrong_answers_are_told_at_once() -> None:
    with pytest.raises(Problems) as caught:
        _reading().confirm({"8.targets": "很多", "rhythms.report.day": "看情况", "rhythms.schedule.day": "2025-01-01"})
    assert [f.place.path for f in caught.value.findings] == ["8.targets", "rhythms.report.day", "rhythms.schedule.day"]
