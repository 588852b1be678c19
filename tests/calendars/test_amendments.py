"""Notices that change a year's days off (调整、延长): read onto the year's decree, exactly, or refused with the reason.

The texts are made up around the clauses of 国办发明电〔2019〕3号 and 〔2020〕1号.
"""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from minsheng.calendars import ChinaCalendar, Decree, Holiday, read_decree, shipped_decrees
from minsheng.errors import Problems, Severity

SHIPPED = {decree.year: decree for decree in shipped_decrees()}

MOVED = """国务院办公厅关于调整2019年劳动节
假期安排的通知
国办发明电〔2019〕3号

（试验用文，非原文）各地、各部门：
2019年劳动节这样放假，通知如下。
一、2019年5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。
二、请各地抓紧落实。
三、劳动节期间，请留人值班。

国务院办公厅
2019年3月22日"""

LONGER = """国务院办公厅关于延长2020年春节假期的通知
国办发明电〔2020〕1号

（试验用文，非原文）各地、各部门：
春节假期这样延长，通知如下。
一、延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。
二、学校推迟开学，时间另行通知。
三、不能休假的，安排补休。

国务院办公厅
2020年1月26日"""


LONGER_TO = "至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班"


def changed(decree: Decree, name: str, *runs: Holiday) -> Decree:
    """The decree with other runs of one holiday."""
    at = next(i for i, h in enumerate(decree.holidays) if h.name == name)
    others = [h for h in decree.holidays if h.name != name]
    return evolve(decree, holidays=[*others[:at], *runs, *others[at:]])


# as the years' own notices had them: 国办发明电〔2018〕15号 gave 劳动节 one day, 〔2019〕16号 春节 to 30 January
FIRST_2019 = changed(SHIPPED[2019], "劳动节", Holiday(name="劳动节", first="2019-05-01", last="2019-05-01"))
FIRST_2020 = changed(
    SHIPPED[2020],
    "春节",
    Holiday(name="春节", first="2020-01-24", last="2020-01-30", work=["2020-01-19", "2020-02-01"]),
)


@pytest.mark.parametrize(("text", "first", "year"), [(MOVED, FIRST_2019, 2019), (LONGER, FIRST_2020, 2020)])
def test_a_change_read_onto_the_years_own_decree_gives_the_shipped_days(text: str, first: Decree, year: int) -> None:
    assert first.holidays != SHIPPED[year].holidays
    reading = read_decree(text, source="made up", decrees=[first])
    assert [f.message() for f in reading.errors] == []
    decree = reading.confirm()
    assert decree.holidays == SHIPPED[year].holidays
    assert (decree.year, decree.number, decree.issued) == (year, first.number, first.issued)
    assert str(reading.number) in decree.source
    assert decree.source.endswith("made up")
    assert Decree.parse(decree.toml()) == decree
    days = [date.fromordinal(o) for o in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)]
    calendar = ChinaCalendar(decrees=[first]).with_decree(decree)
    assert [calendar.is_workday(d) for d in days] == [ChinaCalendar().is_workday(d) for d in days]


def test_the_changed_days_name_the_notice_that_changed_them() -> None:
    calendar = ChinaCalendar(decrees=[read_decree(MOVED, decrees=[FIRST_2019]).confirm()])
    assert calendar.info("2019-05-03").decree == "国办发明电〔2019〕3号"
    assert calendar.info("2019-05-05").text() == "2019年5月5日（星期日，劳动节调休上班，国办发明电〔2019〕3号）"
    assert calendar.info("2019-10-01").decree == "国办发明电〔2018〕15号"
    longer = ChinaCalendar(decrees=[read_decree(LONGER, decrees=[FIRST_2020]).confirm()])
    assert longer.info("2020-02-01").decree == "国办发明电〔2020〕1号"
    assert longer.info("2020-01-30").decree == "国办发明电〔2019〕16号"


def test_a_change_without_a_number_is_named_by_its_title() -> None:
    text = MOVED.replace("国办发明电〔2019〕3号\n", "")
    reading = read_decree(text, decrees=[FIRST_2019])
    assert "calendars.decree-no-number" in {f.code for f in reading.findings}
    labour = next(h for h in reading.confirm().holidays if h.name == "劳动节")
    assert labour.number == "国务院办公厅关于调整2019年劳动节假期安排的通知"


@pytest.mark.parametrize("text", [MOVED, LONGER, MOVED.replace("国办发明电", ""), LONGER.replace("国办发明电", "")])
def test_a_change_that_is_in_the_shipped_decree_already_changes_nothing(text: str) -> None:
    reading = read_decree(text)
    year = reading.year
    assert isinstance(year, int)
    assert reading.confirm() == SHIPPED[year]
    codes = {f.code for f in reading.findings if f.severity is Severity.INFO}
    assert codes - {"calendars.decree-no-number"} == {"calendars.decree-amends-known"}


def test_a_make_up_day_that_becomes_a_day_off_is_told() -> None:
    reading = read_decree(LONGER, decrees=[FIRST_2020])
    told = "；".join(f.message() for f in reading.findings)
    assert "2020-02-01原为春节调休上班日，改为放假" in told
    assert "延长" in reading.text()
    assert "2020-01-31 星期五至2020-02-02 星期日" in reading.text()
    assert "国办发明电〔2019〕16号" in reading.text()
    assert not set("，。；：（）") & set(reading.text("en"))


def test_a_prolonged_holiday_frees_the_make_up_days_of_others_too_and_says_so() -> None:
    base = changed(FIRST_2020, "元旦", Holiday(name="元旦", first="2020-01-01", last="2020-01-02", work=["2020-02-02"]))
    reading = read_decree(LONGER, decrees=[base])
    assert reading.confirm().holidays[0].work == ()
    freed = [f.message() for f in reading.findings if f.code == "calendars.decree-amends-freed"]
    assert freed == ["春节：2020-02-02原为元旦调休上班日，改为放假", "春节：2020-02-01原为春节调休上班日，改为放假"]


def test_days_off_on_which_another_holiday_orders_work_are_refused() -> None:
    base = changed(
        FIRST_2019, "清明节", Holiday(name="清明节", first="2019-04-05", last="2019-04-08", work=["2019-05-04"])
    )
    assert [f.code for f in read_decree(MOVED, decrees=[base]).errors] == ["calendars.bad-decree"]


def test_the_later_of_two_decrees_for_a_year_is_the_one_that_is_changed() -> None:
    other = changed(FIRST_2019, "元旦", Holiday(name="元旦", first="2019-01-01", last="2019-01-01"))
    decree = read_decree(MOVED, decrees=[FIRST_2019, other]).confirm()
    assert decree.holidays[0] == other.holidays[0]


@pytest.mark.parametrize(
    ("text", "old", "new", "code"),
    [
        pytest.param(MOVED, "调整2019年", "调整2029年", "amends-no-decree", id="a year without a decree"),
        pytest.param(MOVED, "劳动节\n假期", "腊八\n假期", "amends-no-holiday", id="a holiday that the decree has not"),
        pytest.param(MOVED, "4月28日（星期日）", "4月28日（星期六）", "weekday", id="wrong weekday"),
        pytest.param(MOVED, "共4天", "共5天", "day-count", id="wrong day count"),
        pytest.param(MOVED, "4月28日（星期日）、", "", "make-up-number", id="a make-up day lost"),
        pytest.param(MOVED, "5月1日至4日", "5月4日至1日", "backward", id="backward range"),
        pytest.param(MOVED, "5月5日（星期日）", "5月35日（星期日）", "no-such-day", id="no such day"),
        pytest.param(MOVED, "2019年5月1日至4日", "2019年6月1日至4日", "other-day", id="another day"),
        pytest.param(MOVED, "2019年5月1日", "2018年5月1日", "other-year", id="days of another year"),
        pytest.param(MOVED, "请各地抓紧落实", "5月6日补休", "amends", id="days in two places"),
        pytest.param(MOVED, "一、2019年5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。", "", "amends",
                     id="no days at all"),
        pytest.param(MOVED, "上班。", "上班，5月6日视情况上班。", "not-understood", id="half a clause"),
        pytest.param(MOVED, "上班。", "上班，4月5日放假。", "several-rests", id="two holidays in one"),
        pytest.param(MOVED, "2019年劳动节这样", "4月30日放假，2019年劳动节这样", "loose", id="a day off outside the list"),
        pytest.param(MOVED, "调整2019年劳动节\n假期", "调整2019年劳动节、端午节\n假期", "amends-no-holiday", id="two at once"),
        pytest.param(MOVED, "劳动节\n假期安排的通知", "劳动节\n放假有关问题的答复", "amends", id="another kind of paper"),
        pytest.param(MOVED, "〔2019〕3号", "〔2018〕3号", "number-year", id="number of another year"),
        pytest.param(MOVED, "2019年3月22日", "2016年3月22日", "issued-year", id="issued years before"),
        pytest.param(LONGER, "2月2日（农历正月初九，星期日）", "2月2日（星期六）", "weekday", id="longer: wrong weekday"),
        pytest.param(LONGER, "2月3日（星期一）", "2月4日（星期二）", "amends-resumes", id="longer: back to work a day late"),
        pytest.param(LONGER, LONGER_TO, "至1月28日", "amends-shorter", id="longer: not longer"),
        pytest.param(LONGER, LONGER_TO, "至6月2日", "too-long", id="longer: by months"),
        pytest.param(LONGER, "2月2日（农历", "2月30日（农历", "no-such-day", id="longer: no such day"),
        pytest.param(LONGER, "延长2020年春节假期至", "延长2020年端午节假期至", "not-understood", id="longer: another holiday"),
        pytest.param(LONGER, "延长2020年春节假期至", "延长2021年春节假期至", "not-understood", id="longer: another year"),
        pytest.param(LONGER, "起正常上班", "起轮流值守", "not-understood", id="longer: a word unknown"),
        pytest.param(LONGER, "一、延长2020年春节假期至2月2日（农历正月初九，星期日），", "一、", "no-rest", id="longer: no end"),
    ],
)  # fmt: skip
def test_a_contradiction_in_a_change_is_named_and_nothing_is_taken(text: str, old: str, new: str, code: str) -> None:
    assert old in text
    reading = read_decree(text.replace(old, new), decrees=[FIRST_2019, FIRST_2020])
    assert f"calendars.decree-{code}" in {f.code for f in reading.errors}
    for finding in reading.findings:
        assert "{" not in finding.message("zh") + finding.message("en") + finding.mend("zh") + finding.mend("en")
    with pytest.raises(Problems):
        reading.confirm()


def test_a_change_that_is_not_read_says_what_it_is_and_what_to_do() -> None:
    (finding,) = read_decree("国务院办公厅关于调整2019年部分节假日安排有关事项的通知\n详见附件。").errors
    assert "调整" in finding.message()
    assert "[[holidays]]" in finding.mend()
    assert "minsheng calendar info 2019 --toml 2019.toml" in finding.mend()
    assert "[[holidays]]" in finding.mend("en")
    # a day off of its own, as the notice of 2015 on the seventieth anniversary gave it; no year's list
    extra = "国务院关于某某70周年纪念日调休放假的通知\n9月3日至5日调休放假，共3天。9月6日（星期日）上班。\n国务院\n2015年5月13日"
    (finding,) = read_decree(extra).errors
    assert (finding.code, "某某70周年纪念日" in finding.message()) == ("calendars.decree-adds", True)
    assert "[[holidays]]" in finding.mend()


@given(st.sampled_from([MOVED, LONGER]), st.data())
@settings(max_examples=150, deadline=None)
def test_a_mutilated_change_is_never_read_to_other_days_off(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 60)))
    reading = read_decree(
        text[:start] + data.draw(st.sampled_from(["", "、", "。", "\n", "某"])) + text[end:],
        decrees=[FIRST_2019, FIRST_2020],
    )
    if not reading.errors:
        read = reading.confirm()
        assert [(h.name, h.first, h.last) for h in read.holidays] == [
            (h.name, h.first, h.last) for h in SHIPPED[read.year].holidays
        ]
