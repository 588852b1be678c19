"""Answers go where the question points; wrong ones are told all at once."""

from __future__ import annotations

from datetime import time
from functools import cache

import pytest

from minsheng.calendars import Cadence, ChinaCalendar, DueRule
from minsheng.duties import expand_duties
from minsheng.errors import NotFound, Problems
from minsheng.intake import Reading, read
from minsheng.targets import Quantity
from tests.intake.documents import HEAD, NOTICE_TXT, ROWS, TITLE, tabbed


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


@pytest.mark.parametrize(
    ("answer", "due"),
    [
        ("末月20日", DueRule(day=20, month=-1)),
        ("结束后10日", DueRule(day=10, offset_periods=1)),
        ("次月5日", DueRule(day=5, month=1, offset_periods=1)),
        ("底", DueRule(day=-1)),
    ],
)
def test_the_day_of_a_quarterly_report_is_told_with_its_month(answer: str, due: DueRule) -> None:
    reading = read(tabbed((HEAD, *ROWS), f"{TITLE}\n各责任单位每季度报送进展。"))  # made up
    assert [q.key for q in reading.questions] == ["rhythms.report.day"]
    assert reading.confirm({"rhythms.report.day": answer}).rhythms[0].due == due
    with pytest.raises(Problems, match="哪一天"):
        reading.confirm({"rhythms.report.day": "25"})


def test_the_weekday_and_the_hour_of_a_weekly_report_are_taken() -> None:
    reading = read(tabbed((HEAD, *ROWS), f"{TITLE}\n各责任单位每周报送进展。"))  # made up
    due = reading.confirm({"rhythms.report.day": "周二12:00"}).rhythms[0].due
    assert (due.day, due.at) == (2, time(12))


def test_three_named_heads_owe_99_duties_of_ten_days_and_nobody_else_owes_more() -> None:
    plan = _reading().confirm({"roles.县政府分管负责同志.persons": "甲某、乙某、丙某"})
    calendar = ChinaCalendar()
    found = {k: len(v) for k, v in expand_duties(plan, calendar).by_rhythm().items()}
    before = {k: len(v) for k, v in expand_duties(_reading().plan, calendar).by_rhythm().items()}
    assert (before["dispatch"], found["dispatch"]) == (33, 99)
    heads = {"dispatch", "special_meeting-or-special_study"}
    assert {k: n for k, n in found.items() if k not in heads} == {k: n for k, n in before.items() if k not in heads}
    assert found["report"] == 110
    assert (found["ledger_update"], found["weekly_meeting"]) == (480, 480)


@pytest.mark.parametrize("answer", ["32", "99日", "次月45日", "每月35日前"])
def test_a_day_that_no_month_has_is_a_slip_of_the_pen(answer: str) -> None:
    with pytest.raises(Problems, match=r"rhythms\.report\.day"):
        _reading().confirm({"rhythms.report.day": answer})
    assert next(r for r in _reading().confirm({"rhythms.report.day": "31"}).rhythms if r.id == "report").due.day == 31


@pytest.mark.parametrize(
    ("answer", "code"),
    [("2024-W10", "2024-W10"), ("2024-03-05", "2024-W10"), ("第11周", "2024-W11"), ("2024年第8周", "2024-W08")],
)
def test_a_week_that_has_one_says_from_when_on_every_second_week_is_counted(answer: str, code: str) -> None:
    reading = read(tabbed((HEAD, *ROWS), f"{TITLE}\n各责任单位每两周召开例会。"))  # made up
    assert [q.key for q in reading.questions] == ["rhythms.weekly_meeting.anchor"]
    (rhythm,) = reading.confirm({"rhythms.weekly_meeting.anchor": answer}).rhythms
    assert rhythm.anchor is not None
    assert rhythm.anchor.code == code
    with pytest.raises(Problems, match=r"rhythms\.weekly_meeting\.anchor"):
        reading.confirm({"rhythms.weekly_meeting.anchor": "看情况"})


def test_two_days_for_what_is_owed_twice_a_month_are_two_instances() -> None:
    reading = read(tabbed((HEAD, *ROWS), f"{TITLE}\n各责任单位每月报送2次进展。"))  # made up
    (rhythm,) = reading.confirm({"rhythms.report.day": "10日、25日"}).rhythms
    assert ([rule.day for rule in rhythm.dues], rhythm.times) == ([10, 25], 1)
    (rhythm,) = reading.confirm({"rhythms.report.day": "25"}).rhythms
    assert [rule.day for rule in rhythm.dues] == [25, 25]
    with pytest.raises(Problems, match=r"rhythms\.report\.day"):
        reading.confirm({"rhythms.report.day": "10日、99日"})
