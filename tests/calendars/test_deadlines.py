"""Time limits as notices print them, and what they say of themselves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minsheng.calendars import ChinaCalendar, Deadline, Milestone, Roll, find_deadlines
from minsheng.errors import InvalidValue, Undefined

CALENDAR = ChinaCalendar()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年11月底", "2024-11-30"),
        ("2024.11", "2024-11-30"),
        ("2024-06前", "2024-05-31"),
        ("2024年\n\n11月底", "2024-11-30"),
        ("2024年2月底前", "2024-02-29"),
        ("11月底", "2024-11-30"),
        ("11月", "2024-11-30"),
        ("11月份", "2024-11-30"),
        ("11月末", "2024-11-30"),
        ("11月前", "2024-10-31"),
        ("11月份前", "2024-10-31"),
        ("1月前", "2023-12-31"),
        ("年底", "2024-12-31"),
        ("年底前", "2024-12-31"),
        ("年内", "2024-12-31"),
        ("2025年底前", "2025-12-31"),
        ("2024年12月底前完成", "2024-12-31"),
        ("二季度", "2024-06-30"),
        ("第三季度末", "2024-09-30"),
        ("4季度", "2024-12-31"),
        ("上半年", "2024-06-30"),
        ("6月上旬", "2024-06-10"),
        ("6月中旬", "2024-06-20"),
        ("2月下旬前", "2024-02-29"),
        ("11月30日", "2024-11-30"),
        ("11月30日前", "2024-11-30"),
        ("2024.11.30", "2024-11-30"),
        ("2024/11/3", "2024-11-03"),
        ("２０２４年１１月底", "2024-11-30"),
        ("二〇二四年十一月底", "2024-11-30"),
        ("十二月二十五日前", "2024-12-25"),
        ("1—11月", "2024-11-30"),
        ("2024年3月至10月", "2024-10-31"),
        ("2023年3月1日至2024年10月15日", "2024-10-15"),
        ("明年6月底", "2025-06-30"),
        ("2024年11月底前完成并长期坚持", "2024-11-30"),
    ],
)
def test_printed_time_limits(text: str, day: str) -> None:
    limit = Deadline.parse(text, year=2024)
    assert str(limit.day) == day
    assert limit.text == "".join(text.split())
    assert limit.milestone is Milestone.COMPLETE
    assert limit.roll is Roll.NONE


@pytest.mark.parametrize(
    ("text", "milestone"),
    [
        ("6月底前动工", Milestone.START),
        ("6月底前开工建设", Milestone.START),
        ("6月启动", Milestone.START),
        ("8月底前投入使用", Milestone.IN_SERVICE),
        ("8月底前投入运行", Milestone.IN_SERVICE),
        ("8月建成投用", Milestone.IN_SERVICE),
        ("9月开学前", Milestone.IN_SERVICE),
        ("11月底", Milestone.COMPLETE),
        ("6月底前启动并完成", Milestone.COMPLETE),
    ],
)
def test_the_words_tell_what_must_have_happened(text: str, milestone: Milestone) -> None:
    assert Deadline.parse(text, year=2024).milestone is milestone


def test_what_goes_on_has_no_end_to_reach() -> None:
    whole_year = Deadline.parse("全年", year=2024)
    assert (whole_year.day, whole_year.milestone) == (date(2024, 12, 31), Milestone.ONGOING)
    for text in ("长期", "长期坚持", "持续推进", "常年"):
        limit = Deadline.parse(text, year=2024)
        assert (limit.day, limit.milestone) == (Undefined("长期"), Milestone.ONGOING)


def test_a_year_that_is_not_printed_is_unknown_until_the_plan_gives_it() -> None:
    limit = Deadline.parse("11月底")
    assert limit.day == Undefined("年份未知")
    assert limit.in_year(2024) == Deadline.parse("11月底", year=2024)
    assert Deadline.parse("2024年11月底").in_year(2025).day == date(2024, 11, 30)
    assert Deadline.parse("长期").in_year(2025) == Deadline.parse("长期")
    assert Deadline.none().in_year(2024) == Deadline.none()


def test_a_given_roll_survives_the_year() -> None:
    limit = Deadline("11月底", day=Undefined("年份未知"), milestone=Milestone.START, roll=Roll.NEXT)
    assert limit.in_year(2024) == Deadline("11月底", day="2024-11-30", milestone=Milestone.START, roll=Roll.NEXT)


@pytest.mark.parametrize(
    "text", ["", "尽快", "三年内", "秋季开学前", "月底前", "每年底", "11月初", "5个工作日内", "12导联"]
)
def test_a_text_that_states_no_day_is_refused_not_guessed(text: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        Deadline.parse(text, year=2024)
    assert caught.value.code == "calendars.no-deadline-in"


@pytest.mark.parametrize("text", ["2月30日", "2023年2月29日前", "2024-11-31"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        Deadline.parse(text, year=2024)
    assert caught.value.code == "calendars.no-such-day"


def test_two_time_limits_are_not_one() -> None:
    with pytest.raises(InvalidValue) as caught:
        Deadline.parse("6月底前开工，11月底前完工", year=2024)
    assert caught.value.code == "calendars.several-deadlines"
    found = find_deadlines("2024年6月底前开工\n11月底前完工", year=2020, cell=True)
    assert [(f.deadline.text, str(f.deadline.day), f.deadline.milestone) for f in found] == [
        ("2024年6月底前开工", "2024-06-30", Milestone.START),
        ("11月底前完工", "2024-11-30", Milestone.COMPLETE),
    ]


def test_a_document_without_a_time_limit_gets_none() -> None:
    limit = Deadline.none()
    assert (limit.text, limit.day) == ("", Undefined("文件未列完成时限"))
    effective = limit.effective_on(CALENDAR)
    assert (effective.day, effective.moved) == (Undefined("文件未列完成时限"), False)
    assert str(effective) == "文件未列完成时限"


def test_a_saturday_in_a_public_commitment_does_not_move_and_says_why() -> None:
    effective = Deadline.parse("2024年8月底").effective_on(CALENDAR)
    assert (effective.day, effective.printed, effective.moved) == (date(2024, 8, 31), date(2024, 8, 31), False)
    for word in ("2024年8月底", "2024年8月31日", "星期六", "国办发明电〔2023〕7号", "不顺延"):
        assert word in effective.reason()
    for word in ("31 August 2024", "Saturday", "weekend", "do not move"):
        assert word in effective.reason("en")


def test_a_legal_term_moves_to_the_next_working_day_and_says_why() -> None:
    effective = Deadline("法定期限", day="2024-10-01", roll=Roll.NEXT).effective_on(CALENDAR)
    assert (effective.day, effective.moved) == (date(2024, 10, 8), True)
    assert "国庆节放假" in effective.reason()
    assert "民法典第二百零三条" in effective.reason()


def test_a_day_in_a_year_without_decree_is_said_to_be_unknown() -> None:
    effective = Deadline.parse("2027年1月底").effective_on(CALENDAR)
    assert effective.day == date(2027, 1, 31)
    assert "尚未公布" in effective.reason()
    moving = Deadline("期限", day="2027-01-31", roll=Roll.NEXT).effective_on(CALENDAR)
    assert moving.day == Undefined("2027年放假安排尚未公布")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("截至10月31日，已完成65件。2024年8月底前投入使用，12月底前全部完成", ["2024-08-31", "2024-12-31"]),
        ("本办法自3月1日起施行，2024年2月6日印发", []),
        ("2023年12月底前已建成的不再列入", []),
        ("今年秋季学期投入使用", []),
        ("改造2000年以前建成的小区20个", []),
        ("完成时限：2024年11月底；责任单位：县交运局", ["2024-11-30"]),
        ("完成时限为长期", ["长期"]),
        ("全年计划投放4000辆，长期坚持", []),
        ("4月：完成筛查1480人", []),
        ("均须于12月20日前完成", ["2024-12-20"]),
        ("8月底前销号", ["2024-08-31"]),
        ("配备12导联心电图机，工程分3年实施", []),
        ("计划2025年建成投用", ["2025-12-31"]),
        ("11月30日全面建成", ["2024-11-30"]),
        ("12月28日发放完毕补助", ["2024-12-28"]),
    ],
)
def test_time_limits_in_running_text(text: str, found: list[str]) -> None:
    assert [str(f.deadline.day) for f in find_deadlines(text, year=2024)] == found


@example("11月底前" * 50)
@example("1—" * 200)
@given(
    st.text(alphabet="0123456789年月日底前末内至—.，：长期全上下旬季度半第一二三十〇今明 \n完成开工投用", max_size=120)
)
def test_whatever_is_written_is_read_or_refused_and_places_are_right(text: str) -> None:
    last = 0
    for found in find_deadlines(text, year=2024):
        assert last <= found.start < found.end <= len(text)
        last = found.end
        assert "".join(text[found.start : found.end].split()) == found.deadline.text
        assert 0 < found.confidence <= 1
    try:
        limit = Deadline.parse(text, year=2024)
    except InvalidValue:
        return
    assert limit.text == "".join(text.split())


@given(st.dates(date(1950, 1, 1), date(2199, 12, 31)))
def test_a_day_written_out_is_read_back(day: date) -> None:
    for text in (f"{day.year}年{day.month}月{day.day}日", day.isoformat(), f"{day.year}年{day.month}月{day.day}日前"):
        assert Deadline.parse(text).day == day
    assert Deadline.on(day).day == day
    assert Deadline.parse(str(Deadline.on(day))) == Deadline.on(day)


@pytest.mark.parametrize("text", ["２０２４年 11 月\n底", "2024年\u206011月\u200b底", "2024\u3000年１１月底（前）"])
def test_width_white_space_and_invisible_marks_within_a_day_do_not_hide_it(text: str) -> None:
    (found,) = find_deadlines(f"于{text}完成", cell=True)
    assert (str(found.deadline.day), found.start, found.end) == ("2024-11-30", 0, len(text) + 3)


@pytest.mark.parametrize("text", ["2024年13月底", "9999年12月底", "2024年0月底", "1月底前2024年13月"])
def test_a_date_that_reads_only_in_part_is_no_date(text: str) -> None:
    for found in find_deadlines(text, year=2024, cell=True):
        assert isinstance(found.deadline.day, Undefined) or found.deadline.day == date(2024, 1, 31)
    with pytest.raises(InvalidValue):
        Deadline.parse(text, year=2024)
