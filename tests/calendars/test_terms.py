"""Terms: so many working days, days, months or years after something happened (民法典 201–204)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.calendars import ChinaCalendar, Roll, Term, TermLength, TermUnit, Unannounced
from minsheng.errors import InvalidValue, Undefined

CALENDAR = ChinaCalendar()


def term(start: str, length: str, *, working: bool = False, roll: Roll = Roll.NEXT) -> Term:
    return Term(start=start, length=TermLength.parse(length, working=working), calendar=CALENDAR, roll=roll)


@pytest.mark.parametrize(
    ("start", "length", "last"),
    [
        ("2024-02-06", "5个工作日内", "2024-02-19"),  # 7, 8, 9 February, Sunday the 18th, Monday the 19th
        ("2024-02-06", "1个工作日内", "2024-02-07"),  # the day itself is not counted (201)
        ("2024-03-01", "15日内", "2024-03-18"),  # 16 March is a Saturday (203)
        ("2024-01-20", "20日内", "2024-02-09"),  # a Friday, which is worked
        ("2024-01-21", "20日内", "2024-02-18"),  # 10 February begins 春节; the next working day is a Sunday
        ("2024-01-31", "1个月内", "2024-02-29"),  # no 31 February: the month's end (202)
        ("2024-02-29", "一年内", "2025-02-28"),
        ("2024-01-15", "1个月内", "2024-02-18"),  # 15 February lies in 春节
        ("2024-11-30", "3个月内", "2025-02-28"),
        ("2024-12-31", "两个月", "2025-02-28"),
        ("2024-09-27", "30个自然日", "2024-10-28"),  # 27 October is a Sunday
    ],
)
def test_the_last_day(start: str, length: str, last: str) -> None:
    assert str(term(start, length).last) == last


def test_a_term_says_where_it_is_counted_from_and_why_it_moved() -> None:
    assert term("2024-03-01", "15日内").reason() == (
        "自2024年3月1日起15日内（当日不计入）：2024年3月16日（星期六，双休日，国办发明电〔2023〕7号）；"
        "法定期限最后一日是休息日的，顺延至下一个工作日（民法典第二百零三条），即2024年3月18日（星期一）"
    )
    assert "that day not counted: Monday 19 February 2024" in term("2024-02-06", "5个工作日内").reason("en")
    assert str(CALENDAR.term("2024-03-01", 15, working=False).last) == "2024-03-18"
    assert CALENDAR.term("2024-02-06", 5) == term("2024-02-06", "5个工作日")


def test_a_law_of_its_own_may_leave_the_last_day_where_it_is() -> None:
    assert term("2024-03-01", "15日内", roll=Roll.NONE).last == date(2024, 3, 16)  # 民法典 204


def test_days_may_be_working_days_by_the_law_that_sets_the_term() -> None:
    assert TermLength.parse("20日内", working=True) == TermLength(20, TermUnit.WORKDAYS)  # 行政许可法 82
    assert TermLength.parse("1个月内", working=True).unit is TermUnit.MONTHS


def test_an_extension_is_counted_from_the_end_and_asked_for_before_it() -> None:
    running = term("2024-02-06", "5个工作日内")  # to 2024-02-19
    assert running.can_extend_on("2024-02-06")
    assert running.can_extend_on("2024-02-19")
    assert not running.can_extend_on("2024-02-20")
    assert not running.can_extend_on("2024-02-05")
    longer = running.extended("2024-02-19", TermLength.parse("3个工作日"))
    assert longer.last == date(2024, 2, 22)
    assert longer.can_extend_on("2024-02-22")
    assert "2024年2月19日申请延长，期满后3个工作日内：2024年2月22日（星期四）" in longer.reason()
    assert longer.extended("2024-02-22", TermLength.parse("1日内")).last == date(2024, 2, 23)
    with pytest.raises(InvalidValue) as caught:
        running.extended("2024-02-20", TermLength.parse("3个工作日"))
    assert "2024-02-19" in caught.value.message()


def test_a_term_into_a_year_that_is_not_announced_is_undefined_and_says_why() -> None:
    running = term("2026-12-28", "5个工作日内")
    assert running.last == Undefined("2027年放假安排尚未公布")
    assert "尚未公布" in running.reason()
    assert running.can_extend_on("2027-01-01"), "the fifth working day can not come before"
    with pytest.raises(Unannounced):
        running.can_extend_on("2027-01-20")
    by_days = term("2026-12-28", "10日内")
    assert isinstance(by_days.last, Undefined)
    assert by_days.can_extend_on("2027-01-07")
    assert by_days.extended("2027-01-01", TermLength.parse("5日内")).last == Undefined("2027年放假安排尚未公布")
    with pytest.raises(Unannounced):
        by_days.can_extend_on("2027-01-08")


@given(st.integers(1, 9999), st.sampled_from(TermUnit))
def test_lengths_are_read_back(n: int, unit: TermUnit) -> None:
    length = TermLength(n, unit)
    assert TermLength.parse(length.text()) == length
    assert length.text("en").isascii()


@pytest.mark.parametrize("text", ["", "五", "0日内", "10000日", "3周内", "1.5个月", "日内", "-3日", "10万日", "几日内"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        TermLength.parse(text)


def test_a_term_beyond_the_end_of_time_is_refused() -> None:
    with pytest.raises(InvalidValue):
        _ = Term(start=date(9998, 1, 1), length=TermLength(5, TermUnit.YEARS), calendar=CALENDAR).last
    assert isinstance(CALENDAR.term(date.max, 1).last, Undefined)
    assert CALENDAR.term(date.max, 1).can_extend_on(date.max)


@given(
    st.dates(date(2005, 1, 1), date(2024, 12, 31)),
    st.integers(1, 60),
    st.sampled_from([TermUnit.WORKDAYS, TermUnit.DAYS]),
)
def test_a_longer_term_never_ends_earlier_and_always_on_a_working_day(day: date, n: int, unit: TermUnit) -> None:
    ends = [Term(start=day, length=TermLength(k, unit), calendar=CALENDAR).last for k in (n, n + 1)]
    first, second = ends
    assert isinstance(first, date)
    assert isinstance(second, date)
    assert day < first <= second
    assert CALENDAR.is_workday(first)
    if unit is TermUnit.WORKDAYS:
        assert CALENDAR.count(day + timedelta(1), first) == n


@pytest.mark.parametrize("length", ["5个工作日", "10日", "1个月", "2日"])
def test_a_term_that_ends_in_a_year_not_announced_says_so(length: str) -> None:
    # 2026-12-31 and 2 days is Saturday 2 January 2027
    term = Term(start="2026-12-31", length=TermLength.parse(length), calendar=ChinaCalendar(provisional=True))
    assert "尚未公布" in str(term)
    assert term.reason().count("尚未公布") == 1
    assert "provisional" in term.reason("en")


def test_a_term_that_announced_days_decide_is_told_alike_by_a_provisional_calendar() -> None:
    length = TermLength.parse("5个工作日")
    guessing = Term(start="2026-12-01", length=length, calendar=ChinaCalendar(provisional=True))
    assert str(guessing) == str(Term(start="2026-12-01", length=length, calendar=ChinaCalendar()))
    later = Term(
        start="2026-12-01",
        length=TermLength.parse("3个月"),
        calendar=ChinaCalendar(provisional=True),
        roll=Roll.NONE,
    )
    assert "provisional" not in later.reason("en"), "no calendar was asked"


@pytest.mark.parametrize(
    ("start", "given", "last"),
    [
        ("2024-09-27", "5个工作日内", "2024-10-10"),  # Sunday 29th, Monday 30th, then 8, 9, 10 October
        ("2024-03-01", "15日内", "2024-03-18"),  # 16 March is a Saturday
        ("2024-03-01", "三十日内", "2024-04-01"),  # 31 March is a Sunday
        ("2024-03-01", " 15 天 之内 ", "2024-03-18"),
        ("2024-01-31", "1个月内", "2024-02-29"),
        ("2024-09-27", TermLength(5), "2024-10-10"),
        ("2024-03-01", TermLength(15, TermUnit.DAYS), "2024-03-18"),
        ("2024-09-27", 5, "2024-10-10"),
    ],
)
def test_a_calendar_takes_a_term_as_printed_as_a_value_or_as_a_number(
    start: str, given: str | int | TermLength, last: str
) -> None:
    running = CALENDAR.term(start, given)
    assert str(running.last) == last
    assert Term(start=start, length=given, calendar=CALENDAR) == running
    assert CALENDAR.term(start, "1日内").extended(start, given).extensions[0].length == running.length


def test_what_a_term_is_counted_in_may_be_said_beside_it_but_never_against_its_text() -> None:
    assert CALENDAR.term("2024-03-01", "20日内", working=True).length == TermLength(20, TermUnit.WORKDAYS)
    assert CALENDAR.term("2024-03-01", 20, working=False).length == TermLength(20, TermUnit.DAYS)
    for working in (None, True, False):
        assert CALENDAR.term("2024-03-01", "5个工作日内", working=working).length == TermLength(5)
        assert CALENDAR.term("2024-03-01", "2个月", working=working).length.unit is TermUnit.MONTHS


@pytest.mark.parametrize("given", ["", "五", "3周内", "5 Arbeitstage", 0, -5, 10_000, True, 2.5, None])
def test_what_is_no_term_is_refused_with_a_text_that_then_works(given: str | int) -> None:
    with pytest.raises(InvalidValue) as caught:
        CALENDAR.term("2024-03-01", given)
    assert caught.value.code == "calendars.no-term"
    advised = [text for text in ("5个工作日内", "15日内", "1个月内", "1年内") if text in caught.value.mend("zh")]
    assert len(advised) == 4
    assert all(CALENDAR.term("2024-03-01", text).last for text in advised)
