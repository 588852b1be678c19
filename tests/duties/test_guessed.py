"""A duty whose day rests on a year that nobody has announced says so, in words and in its list."""

from __future__ import annotations

from datetime import date

import minsheng as ms
from minsheng.calendars import Cadence, DueRule, Roll, RollAfter
from minsheng.duties import Duty
from minsheng.projects import Bearer

GUESSING = ms.ChinaCalendar(provisional=True)


def duties(rule: DueRule, calendar: ms.ChinaCalendar, first: str, last: str) -> tuple[Duty, ...]:
    """Of a made-up plan for 2026 with one monthly report."""
    rhythm = ms.Rhythm(
        id="r", name="报送", bearer=Bearer.PARTY, party="县交运局", cadence=Cadence.MONTHLY, due=rule, met_by=["report"]
    )
    plan = ms.Plan(id="made-up-2026", year=2026, rhythms=[rhythm])
    return ms.expand_duties(plan, calendar, first, last).all


def test_an_announced_day_that_rolls_into_a_guessed_one_says_so() -> None:
    # Sunday 27 December 2026: the fifth working day after it is Monday 4 January 2027, if 1 January is the only holiday
    (duty,) = duties(DueRule(day=27, roll=RollAfter(5)), GUESSING, "2027-01-01", "2027-01-31")
    assert (duty.due, duty.guessed) == (date(2027, 1, 4), date(2027, 1, 1))
    assert str(duty) == "2027-01-04（暂按） 县交运局 报送（2026年12月）"
    for lang, word in (("zh", "暂按"), ("en", "provisional")):
        assert word in duty.why(lang)
        assert word in duty.why_day(lang)
        assert word in duty.why_briefly(lang)


def test_a_day_that_goes_back_over_guessed_days_rests_on_a_guess_too() -> None:
    # Sunday 3 January 2027, due in the month behind December: back to 31 December only if 1 and 2 January are not worked
    (duty,) = duties(DueRule(day=3, offset_periods=1), GUESSING, "2026-12-31", "2026-12-31")
    assert (duty.due, duty.guessed) == (date(2026, 12, 31), date(2027, 1, 1))
    assert "暂按" in str(duty)


def test_days_that_decrees_decide_are_told_alike() -> None:
    for rule in (DueRule(day=27), DueRule(day=27, roll=Roll.NEXT), DueRule(day=27, roll=Roll.NONE)):
        known = duties(rule, ms.ChinaCalendar(), "2026-01-01", "2026-12-31")
        guessing = duties(rule, GUESSING, "2026-01-01", "2026-12-31")
        assert [str(d) for d in guessing] == [str(d) for d in known]
        assert [d.why() for d in guessing] == [d.why() for d in known]
        assert not any(d.guessed for d in guessing)
