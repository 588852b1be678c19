"""Which day a due rule means, and what the words of a notice say of it. Days were counted by hand on the calendar."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minsheng.calendars import Cadence, ChinaCalendar, DueRule, Period, PeriodKind, Roll, RollAfter
from minsheng.errors import InvalidValue, Undefined
from minsheng.testing import strategies as mst

CALENDAR = ChinaCalendar()


@pytest.mark.parametrize(
    ("rule", "period", "day"),
    [
        (DueRule(day=20, month=-1), "2024-Q1", "2024-03-20"),
        (DueRule(day=10, month=1, offset_periods=1), "2024-Q1", "2024-04-10"),
        (DueRule(day=15, month=2), "2024-Q4", "2024-11-15"),
        (DueRule(day=-1, month=-1), "2024-H1", "2024-06-30"),
        (DueRule(day=20, month=12), "2024", "2024-12-20"),
        (DueRule(month=-1), "2024-H2", "2024-12-31"),
        (DueRule(day=31, month=2), "2024", "2024-02-29"),
        (DueRule(day=1, weekday=1), "2024-03", "2024-03-04"),
        (DueRule(day=-1, weekday=5), "2024-05", "2024-05-31"),
        (DueRule(day=9, weekday=5), "2024-05", "2024-05-31"),
        (DueRule(day=1, weekday=1), "2024-09-X3", "2024-09-23"),
        (DueRule(day=15, offset_periods=-1), "2024-03", "2024-02-15"),
        (DueRule(), "2024-02-B2", "2024-02-29"),
        (DueRule(day=-1), "2024-02-B1", "2024-02-15"),
    ],
)
def test_the_stated_day_is_the_one_that_a_clerk_would_count(rule: DueRule, period: str, day: str) -> None:
    assert str(rule.stated(Period.parse(period))) == day


@pytest.mark.parametrize(
    ("rule", "period", "day"),
    [
        # May 2024: 1–5 rest, 6 7 8 work, Saturday 11 is made up
        (DueRule(day=3, workdays=True), "2024-05", "2024-05-08"),
        (DueRule(day=6, workdays=True), "2024-05", "2024-05-11"),
        (DueRule(day=-1, workdays=True), "2024-08", "2024-08-30"),
        (DueRule(day=-2, workdays=True), "2024-08", "2024-08-29"),
        (DueRule(day=5, workdays=True, offset_periods=1), "2024-Q1", "2024-04-08"),
        # the week of the Spring Festival has one working day, a Sunday
        (DueRule(day=4, workdays=True), "2024-W07", "2024-02-18"),
        (DueRule(day=-3, workdays=True), "2024-W07", "2024-02-18"),
        # a week without any: rolled from the end that it counts from
        (DueRule(day=1, workdays=True), "2026-W08", "2026-02-14"),
        (DueRule(day=1, workdays=True, roll=Roll.NEXT), "2026-W08", "2026-02-24"),
        (DueRule(day=2, at=time(12), roll=RollAfter(2)), "2024-W40", "2024-10-09"),
        (DueRule(day=2, at=time(12), roll=RollAfter(2)), "2024-W41", "2024-10-08"),
    ],
)
def test_working_days_are_those_of_the_decree(rule: DueRule, period: str, day: str) -> None:
    due = rule.due(Period.parse(period), CALENDAR)
    assert str(due.day) == day
    assert rule.due_day(Period.parse(period), CALENDAR) == due.day


def test_working_days_that_nobody_has_announced_are_undefined_and_those_before_are_not() -> None:
    last = DueRule(day=-1, workdays=True)
    assert last.due_day(Period.parse("2027-03"), CALENDAR) == Undefined("2027年放假安排尚未公布")
    assert last.due(Period.parse("2027-03"), CALENDAR).reason()
    assert DueRule(day=2, workdays=True).due_day(Period.parse("2026-W53"), CALENDAR) == date(2026, 12, 29)


def test_why_says_that_a_period_has_one_working_day_or_none() -> None:
    why = DueRule(day=5).why(Period.parse("2024-W07"), CALENDAR)
    # Friday 02-16 is a holiday: the report would be due on the day before the holiday
    assert "2024年2月9日" in why
    assert "2024年第7周只有一个工作日：2024年2月18日（星期日）" in why
    assert "提前到周期之前" in why
    assert "has one working day only: Sunday 18 February 2024" in DueRule().why(
        Period.parse("2024-W07"), CALENDAR, "en"
    )
    none = DueRule().why(Period.parse("2026-W08"), CALENDAR)
    assert "2026年第8周没有工作日" in none
    later = DueRule(day=2, roll=RollAfter(1)).why(Period.parse("2026-W08"), CALENDAR)
    assert "顺延到周期之后" in later
    assert "lies behind it" in DueRule(day=2, roll=RollAfter(1)).why(Period.parse("2026-W08"), CALENDAR, "en")
    assert "第3个工作日" in DueRule(day=3, workdays=True).why(Period.parse("2024-05"), CALENDAR)


def test_the_first_day_of_a_window_for_reports_is_known() -> None:
    rule = DueRule(day=5, since=1, offset_periods=1)
    assert rule.opens(Period.parse("2024-03")) == date(2024, 4, 1)
    assert DueRule(day=5).opens(Period.parse("2024-03")) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": 0},
        {"day": 367},
        {"month": 0},
        {"month": 13},
        {"weekday": 8},
        {"since": 0},
        {"day": 3, "since": 4},
        {"day": -4, "since": -3},
        {"day": 1, "weekday": 1, "workdays": True},
    ],
)
def test_a_rule_that_can_not_be_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(InvalidValue):
        DueRule(**wrong)  # type: ignore[arg-type]  # the names are what is tried


@given(mst.periods(), st.data())
def test_the_stated_day_lies_in_the_period_that_the_rule_goes_on_to(period: Period, data: st.DataObject) -> None:
    rule = data.draw(mst.due_rules(period.kind))
    target = period
    for _ in range(abs(rule.offset_periods)):
        target = target.next() if rule.offset_periods > 0 else target.previous()
    assert rule.stated(period) in target
    opens = rule.opens(period)
    assert opens is None or opens in target
    assert rule.text(period.kind)
    assert rule.text(period.kind, "en")


@given(st.sampled_from(PeriodKind), st.dates(date(2005, 1, 1), date(2025, 6, 30)), st.data())
@settings(max_examples=200)
def test_a_rule_of_working_days_means_the_nth_of_them(kind: PeriodKind, day: date, data: st.DataObject) -> None:
    period, n = Period.of(kind, day), data.draw(st.integers(1, 10))
    found = DueRule(day=n, workdays=True).due_day(period, CALENDAR)
    assert isinstance(found, date)
    inside = CALENDAR.count(period.first, period.last)
    assert CALENDAR.is_workday(found)
    if inside:
        assert found in period
        assert CALENDAR.count(period.first, found) == min(n, inside)


WORDS = st.lists(
    st.sampled_from(
        [
            *(
                [
                    "每周",
                    "每旬",
                    "每半月",
                    "每月",
                    "每季度",
                    "每半年",
                    "每年",
                    "按月",
                    "一周一",
                    "次月",
                    "末月",
                    "首月",
                    "第二个月",
                    "结束后",
                    "上月",
                    "底",
                    "末",
                    "前",
                    "内",
                    "之后",
                ]
            ),
            *(
                [
                    "5日",
                    "25日",
                    "十日",
                    "0日",
                    "99日",
                    "1日至5日",
                    "12月20日",
                    "6月底、12月底前",
                    "2024年3月",
                    "周一",
                    "一次",
                    "二",
                    "第一个周五",
                    "最后一个工作日",
                ]
            ),
            *(
                [
                    "前3个工作日内",
                    "第零个工作日",
                    "下午5点前",
                    "12:00",
                    "25:00",
                    "遇节假日顺延",
                    "遇节假日提前",
                    "至第二个工作日",
                    "不顺延",
                    "上旬",
                    "下旬",
                    "报送",
                ]
            ),
        ]
    )
    | st.text(max_size=4),
    max_size=8,
).map("".join)


@given(WORDS, st.sampled_from([c for c in Cadence if c.period_kind]), st.none() | st.just(2024))
@settings(max_examples=500)
def test_any_words_give_a_rule_that_fits_or_none_and_never_an_error(
    words: str, cadence: Cadence, year: int | None
) -> None:
    rule = DueRule.found_in(words, cadence, year=year)
    kind = cadence.period_kind
    assert kind is not None
    assert rule.fits(kind)
    assert rule.stated(Period.of(kind, "2024-03-15")).year in (2022, 2023, 2024, 2025, 2026)


@pytest.mark.parametrize(
    ("words", "cadence", "rule"),
    [
        ("25日前", Cadence.MONTHLY, DueRule(day=25)),
        ("每月二十五日前", Cadence.MONTHLY, DueRule(day=25)),
        ("次月5号前", Cadence.MONTHLY, DueRule(day=5, offset_periods=1)),
        ("每月1—5日", Cadence.MONTHLY, DueRule(day=5, since=1)),
        ("每月下旬", Cadence.MONTHLY, DueRule(day=-1, since=21)),
        ("每月前3个工作日内", Cadence.MONTHLY, DueRule(day=3, workdays=True)),
        ("每月最后一个工作日", Cadence.MONTHLY, DueRule(day=-1, workdays=True)),
        ("每月第一个周一", Cadence.MONTHLY, DueRule(day=1, weekday=1)),
        ("每月最后一个星期五", Cadence.MONTHLY, DueRule(day=-1, weekday=5)),
        ("每季度末月20日前", Cadence.QUARTERLY, DueRule(day=20, month=-1)),
        ("每季度首月10日前报送上季度情况", Cadence.QUARTERLY, DueRule(day=10, month=1, offset_periods=1)),
        ("每季度结束后10日内", Cadence.QUARTERLY, DueRule(day=10, offset_periods=1)),
        ("季末", Cadence.QUARTERLY, DueRule(day=-1)),
        ("3月、6月、9月、12月25日前", Cadence.QUARTERLY, DueRule(day=25, month=-1)),
        ("6月底、12月底前", Cadence.HALF_YEARLY, DueRule(day=-1, month=-1)),
        ("7月5日、次年1月5日前", Cadence.HALF_YEARLY, DueRule(day=5, month=1, offset_periods=1)),
        ("每年12月20日前", Cadence.YEARLY, DueRule(day=20, month=12)),
        ("次年1月10日前", Cadence.YEARLY, DueRule(day=10, month=1, offset_periods=1)),
        ("11月底前", Cadence.YEARLY, DueRule(day=-1, month=11)),
        ("周二12:00", Cadence.WEEKLY, DueRule(day=2, at=time(12))),
        ("每周五下午5点半前", Cadence.WEEKLY, DueRule(day=5, at=time(17, 30))),
        ("周日", Cadence.WEEKLY, DueRule(day=7)),
        ("旬末", Cadence.TEN_DAYS, DueRule(day=-1)),
        ("15日，遇节假日提前", Cadence.MONTHLY, DueRule(day=15, roll=Roll.PREVIOUS)),
        ("15日，遇节假日不顺延", Cadence.MONTHLY, DueRule(day=15, roll=Roll.NONE)),
        ("15日，遇法定节假日顺延", Cadence.MONTHLY, DueRule(day=15, roll=RollAfter(1))),
        ("15日，遇节假日顺延至节后第2个工作日", Cadence.MONTHLY, DueRule(day=15, roll=RollAfter(2))),
    ],
)
def test_the_usual_words_are_read(words: str, cadence: Cadence, rule: DueRule) -> None:
    assert DueRule.parse(words, cadence) == rule


@pytest.mark.parametrize(
    ("words", "cadence"),
    [
        ("每周一次", Cadence.WEEKLY),
        ("每周一调度", Cadence.WEEKLY),
        ("一周一调度", Cadence.WEEKLY),
        ("每季度25日前", Cadence.QUARTERLY),
        ("每年5日前", Cadence.YEARLY),
        ("每月报送2月6日以来的进展", Cadence.MONTHLY),
        ("每月截至25日的数据", Cadence.MONTHLY),
        ("每季度第四个月5日前", Cadence.QUARTERLY),
        ("每月初", Cadence.MONTHLY),
        ("", Cadence.MONTHLY),
    ],
)
def test_words_that_state_no_day_are_not_read_as_one(words: str, cadence: Cadence) -> None:
    assert not DueRule.found_in(words, cadence).known
    with pytest.raises(InvalidValue):
        DueRule.parse(words, cadence)


@pytest.mark.parametrize(
    "piece",
    ["1、", "次月", "1日、", "周一、", "末月", "每月", "5月", "遇节假日", "第1个", "结束后", "一", "上月", "，"],
)
def test_very_long_words_are_read_at_once(piece: str) -> None:
    for cadence in (Cadence.WEEKLY, Cadence.TEN_DAYS, Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.YEARLY):
        DueRule.found_in(piece * (200_000 // len(piece)), cadence)
