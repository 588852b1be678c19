"""Days that somebody nearer than the State Council sets: shutdowns, school calendars, emergency make-up days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.calendars import ChinaCalendar, DayStatus, Overlay, Roll, Unannounced, roll
from minsheng.errors import InvalidValue

CALENDAR = ChinaCalendar()
SHUTDOWN = CALENDAR.overlay(rest=[("2024-08-05", "2024-08-09")], work=["2024-08-10"], name="停产检修")
days = st.dates(date(2024, 7, 1), date(2024, 9, 30))
overlays = st.builds(
    lambda rest, work, name: Overlay.of(rest=rest, work=set(work) - set(rest), name=name),
    st.sets(days, max_size=6),
    st.sets(days, max_size=6),
    st.sampled_from(["停产检修", "学校暑假", "抗洪抢险"]),
)


def test_days_off_of_a_county_are_days_off() -> None:
    assert SHUTDOWN.count("2024-08-05", "2024-08-11") == 1  # only the Saturday that is worked
    assert SHUTDOWN.next("2024-08-05") == date(2024, 8, 10)
    assert SHUTDOWN.add("2024-08-02", 2) == date(2024, 8, 12)
    assert CALENDAR.count("2024-08-05", "2024-08-11") == 5, "the calendar that it was made from is the same as ever"


def test_an_overlay_says_itself() -> None:
    told = SHUTDOWN.info("2024-08-06")
    assert (told.local, told.holiday, told.decree, told.special) == (True, "停产检修", "", True)
    assert told.text() == "2024年8月6日（星期二，停产检修放假，本地安排）"
    assert SHUTDOWN.info("2024-08-10").text() == "2024年8月10日（星期六，停产检修上班，本地安排）"
    assert (
        SHUTDOWN.info("2024-08-10").text("en") == "10 August 2024 (Saturday, working day, 停产检修, local arrangement)"
    )
    assert "本地安排" in roll("2024-08-06", Roll.PREVIOUS, SHUTDOWN).reason()
    assert not SHUTDOWN.info("2024-08-12").local


def test_an_overlay_counts_before_a_decree_and_a_later_one_before_it() -> None:
    emergency = CALENDAR.overlay(work=["2024-10-03"], name="抗洪抢险")
    assert emergency.is_workday("2024-10-03")
    assert emergency.info("2024-10-04").holiday == "国庆节"
    assert not emergency.overlay(rest=["2024-10-03"], name="补休").is_workday("2024-10-03")


def test_two_overlays_that_contradict_each_other_are_settled_by_their_order_and_it_is_told() -> None:
    first = CALENDAR.overlay(rest=[("2024-08-05", "2024-08-09")], name="停产检修")
    second = first.overlay(work=["2024-08-07"], name="抗洪抢险")
    assert [second.is_workday(f"2024-08-0{n}") for n in range(5, 10)] == [False, False, True, False, False]
    assert second.info("2024-08-07").text() == "2024年8月7日（星期三，抗洪抢险上班，本地安排）"
    other = CALENDAR.overlay(work=["2024-08-07"], name="抗洪抢险").overlay(
        rest=[("2024-08-05", "2024-08-09")], name="停产检修"
    )
    assert not other.is_workday("2024-08-07")


def test_a_day_set_in_a_year_that_is_not_announced_is_known_and_only_that_day() -> None:
    calendar = CALENDAR.overlay(work=["2027-01-01"], rest=["2027-01-02"], name="值班")
    assert calendar.add("2026-12-31", 1) == date(2027, 1, 1)
    assert calendar.count("2026-12-31", "2027-01-02") == 2
    assert not calendar.info("2027-01-01").provisional
    with pytest.raises(Unannounced) as caught:
        calendar.add("2026-12-31", 2)
    assert caught.value.day == date(2027, 1, 3), "the first day that nobody has set"
    with pytest.raises(Unannounced) as caught:
        calendar.count("2026-12-01", "2027-02-01")
    assert caught.value.day == date(2027, 1, 3)


def test_overlays_outlive_a_new_decree_and_are_part_of_what_a_calendar_is() -> None:
    from minsheng.calendars import Decree

    later = SHUTDOWN.with_decree(Decree(year=2027, source="made up", holidays=[]))
    assert not later.is_workday("2024-08-06")
    assert later.is_workday("2027-01-04")
    assert SHUTDOWN != CALENDAR
    assert CALENDAR.overlay(rest=[("2024-08-05", "2024-08-09")], work=["2024-08-10"], name="停产检修") == SHUTDOWN
    assert hash(SHUTDOWN) != hash(CALENDAR)


@given(overlays, overlays, overlays)
def test_overlays_are_associative(a: Overlay, b: Overlay, c: Overlay) -> None:
    assert a.then(b).then(c) == a.then(b.then(c))
    assert a.then(Overlay()) == a == Overlay().then(a)
    assert CALENDAR.with_overlay(a).with_overlay(b) == CALENDAR.with_overlay(a.then(b))


@given(overlays, st.dates(date(2024, 6, 1), date(2024, 8, 30)), st.integers(1, 25))
def test_the_laws_of_a_calendar_hold_under_overlays(overlay: Overlay, day: date, n: int) -> None:
    calendar = CALENDAR.with_overlay(overlay)
    later = calendar.add(day, n)
    assert calendar.count(day + timedelta(1), later) == n
    assert calendar.is_workday(later)
    span = [day + timedelta(k) for k in range(40)]
    assert calendar.count(span[0], span[-1]) == sum(calendar.status(d) is DayStatus.WORK for d in span)
    assert [*calendar.workdays(span[0], span[-1])] == [d for d in span if calendar.is_workday(d)]


@pytest.mark.parametrize(
    ("rest", "work", "name"),
    [
        (["2024-08-05"], ["2024-08-05"], "停产检修"),
        (["2024-08-05"], [], " "),
        ("2024-08-05", [], "停产检修"),
        ([("2024-08-09", "2024-08-05")], [], "停产检修"),
        ([("2024-08-09", "9999-08-05")], [], "停产检修"),
        (["8月5日"], [], "停产检修"),
        pytest.param(("2024-08-05", "2024-08-09"), [], "停产检修", id="a bare span, which would be two days"),
        pytest.param([], ("2024-08-10", "2024-08-11"), "停产检修", id="a bare span of work"),
        pytest.param([("2024-08-05", "2024-08-09", "2024-08-12")], [], "停产检修", id="a span with three ends"),
        pytest.param(date(2024, 8, 5), [], "停产检修", id="a bare day"),
        pytest.param([datetime(2024, 8, 5)], [], "停产检修", id="a day without a zone"),  # what is refused
    ],
)
def test_an_overlay_that_makes_no_sense_is_refused(rest: list[str], work: list[str], name: str) -> None:
    with pytest.raises(InvalidValue):
        CALENDAR.overlay(rest=rest, work=work, name=name)
