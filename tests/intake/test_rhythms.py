"""Rhythm sentences of any notice become rhythms of whoever the sentence names. The sentences are made up."""

from __future__ import annotations

import pytest

from minsheng.calendars import Cadence
from minsheng.intake import Reading, read
from minsheng.projects import Bearer, Rhythm
from tests.intake.documents import HEAD, ROWS, TITLE, tabbed


def _reading(sentence: str) -> Reading:
    return read(tabbed((HEAD, *ROWS), f"{TITLE}\n各乡镇：\n{sentence}"))


def _rhythms(sentence: str) -> tuple[Rhythm, ...]:
    return _reading(sentence).plan.all_rhythms


@pytest.mark.parametrize(
    ("sentence", "cadence", "day", "offset"),
    [
        ("各主办单位每月25日将项目进展书面报告县政府。", Cadence.MONTHLY, 25, 0),
        ("各责任单位每月5日前把上月进展报送县政府督查室。", Cadence.MONTHLY, 5, 1),
        ("各牵头单位每周二报送进展。", Cadence.WEEKLY, 2, 0),
        ("各牵头单位要每月底报送进展。", Cadence.MONTHLY, -1, 0),
        ("各责任单位在每季度末月20日前，把办理情况书面报送县政府督查室。", Cadence.QUARTERLY, None, 0),
        ("各承办单位每半年上报一次情况。", Cadence.HALF_YEARLY, None, 0),
    ],
)
def test_the_day_of_a_report_is_read_where_it_is_stated(
    sentence: str, cadence: Cadence, day: int | None, offset: int
) -> None:
    (rhythm,) = _rhythms(sentence)
    assert (rhythm.bearer, rhythm.cadence, rhythm.met_by) == (Bearer.LEADS, cadence, ("report",))
    assert (rhythm.due.day, rhythm.due.offset_periods) == (day, offset)
    assert rhythm.text in sentence


def test_who_receives_a_report_does_not_owe_it() -> None:
    (rhythm,) = _rhythms("各牵头单位要每月向县政府督查室报送进展。")
    assert rhythm.bearer is Bearer.LEADS


def test_the_subject_holds_to_the_end_of_its_sentence_only() -> None:
    reading = _reading("分管负责同志要常抓不懈，每旬调度。每月通报情况。")
    assert [(r.bearer, r.party) for r in reading.plan.rhythms] == [(Bearer.LEADERS, "分管负责同志")]
    assert [f.code for f in reading.findings] == ["intake.rhythm-without-bearer"]


def test_a_sentence_that_stands_twice_is_one_rhythm() -> None:
    assert len(_rhythms("各牵头单位每周召开例会。各牵头单位每周召开例会。")) == 1


def test_a_method_without_preset_gets_the_rhythms_behind_its_name() -> None:
    plan = _reading("各牵头单位要执行“七步”工作法，每周召开例会，每月报送进展。").plan
    assert plan.rhythms == ()
    assert [(m.name, [r.id for r in m.rhythms]) for m in plan.methods] == [("七步", ["weekly_meeting", "report"])]


def test_ordinary_text_commands_nothing() -> None:
    assert _rhythms("民生实事每年都办。每人每月补助50元。") == ()
