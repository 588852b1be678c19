"""The text of the State Council's notice becomes a decree: exactly, or with every contradiction named."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minsheng.calendars import ChinaCalendar, Decree, Holiday, read_decree, shipped_decrees, weekday_name
from minsheng.calendars.notice_clauses import kinds
from minsheng.calendars.notice_text import statutory_days
from minsheng.errors import Problems, Severity, Undefined

NOTICES = Path(__file__).parent / "notices"
SHIPPED = {decree.year: decree for decree in shipped_decrees()}
YEARS = (2006, 2007, 2024, 2025, 2026)


def notice(year: int) -> str:
    """A made-up notice with the days of that year's decree, in the wording of that year."""
    return (NOTICES / f"{year}.txt").read_text("utf-8")


@pytest.mark.parametrize("year", YEARS)
def test_a_notice_in_the_wording_of_its_year_is_read_to_the_shipped_data(year: int) -> None:
    reading = read_decree(notice(year), source=SHIPPED[year].source)
    assert reading.errors == ()
    assert reading.confirm() == SHIPPED[year]


@pytest.mark.parametrize("year", YEARS)
def test_what_was_read_is_written_and_read_back_equal(year: int) -> None:
    decree = read_decree(notice(year)).confirm()
    assert Decree.parse(decree.toml()) == decree
    calendar = ChinaCalendar(decrees=[d for d in shipped_decrees() if d.year != year]).with_decree(decree)
    days = [date.fromordinal(o) for o in range(date(year - 1, 12, 1).toordinal(), date(year, 12, 31).toordinal() + 1)]
    assert [calendar.is_workday(d) for d in days] == [ChinaCalendar().is_workday(d) for d in days]


def sentence(holiday: Holiday, *, weekdays: bool, short: bool) -> str:
    """What a notice since 2008 would say of a holiday."""

    def day(d: date, known: date | None = None) -> str:
        year = f"{d.year}年" if known is None or d.year != known.year else ""
        month = f"{d.month}月" if known is None or d.month != known.month else ""
        name = weekday_name(d).replace("星期", "周") if short else weekday_name(d)
        return f"{year}{month}{d.day}日" + (f"（{name}）" if weekdays else "")

    n = len(holiday.days)
    span = day(holiday.first) if n == 1 else f"{day(holiday.first)}至{day(holiday.last, holiday.first)}"
    told = f"{span}放假{'调休' if holiday.work else ''}，共{n}天。"
    if holiday.work:
        weekdays = True
        told += "、".join(day(d) for d in holiday.work) + "上班。"
    return told


@pytest.mark.parametrize("year", [y for y in SHIPPED if y != 2020])  # 2020's 春节 was prolonged by a second notice
@pytest.mark.parametrize(("weekdays", "short"), [(False, False), (True, True)])
def test_all_other_years_are_read_in_the_wordings_of_2008_and_2025(year: int, weekdays: bool, short: bool) -> None:
    items = "".join(
        f"{'一二三四五六七八九'[i]}、{h.name}：{sentence(h, weekdays=weekdays, short=short)}\n"
        for i, h in enumerate(SHIPPED[year].holidays)
    )
    reading = read_decree(f"关于{year}年部分节假日安排的通知\n{items}节假日期间，请留人值班。")
    assert [f.message() for f in reading.errors] == []
    read = [(h.name, h.first, h.last, h.work) for h in reading.confirm().holidays]
    assert read == [(h.name, h.first, h.last, h.work) for h in SHIPPED[year].holidays]


def grammar_examples() -> list[tuple[str, str, str]]:
    text = resources.files("minsheng.calendars").joinpath("notice.toml").read_text("utf-8")
    grammar = tomllib.loads(text)
    return [
        (table, row["kind"], example)
        for table in ("clauses", "extending")
        for row in grammar[table]
        for example in row["examples"]
    ]


@pytest.mark.parametrize(("table", "kind", "example"), grammar_examples())
def test_each_example_of_the_grammar_is_of_its_kind_and_of_no_other(table: str, kind: str, example: str) -> None:
    assert kinds(example, table) == (kind,)


@pytest.mark.parametrize(
    ("year", "text", "rest", "work"),
    [  # made-up years, in clauses that single years have
        (
            2030,
            "2029年12月30日-2030年1月1日放假，共3天。其中：1月1日（星期二）为法定节假日，12月30日（星期日）为公休日，"
            "12月29日（星期六）公休日调至12月31日（星期一），12月29日（星期六）上班。",
            ("2029-12-30", "2030-01-01"),
            ["2029-12-29"],
        ),
        (2034, "1月1日放假，1月2日（星期一）补休。", ("2034-01-01", "2034-01-02"), []),
        (2030, "12月30日至1月1日放假调休，共三天。12月29日上班。", ("2029-12-30", "2030-01-01"), ["2029-12-29"]),
        (2028, "１月１日—３日放假公休，共３天。", ("2028-01-01", "2028-01-03"), []),
    ],
)
def test_clauses_of_single_years(year: int, text: str, rest: tuple[str, str], work: list[str]) -> None:
    reading = read_decree(f"关于{year}年部分节假日安排的通知\n一、元旦：{text}")
    holiday = reading.holidays[0]
    wrong = [f for f in reading.errors if f.place.part]  # the other holidays are missing, which is no matter here
    assert wrong == []
    assert (str(holiday.rest[0]), str(holiday.rest[-1]), [str(d) for d in holiday.work]) == (*rest, work)


def test_years_may_be_printed_where_they_differ_and_a_clause_may_pause_before_its_verb() -> None:
    text = (
        notice(2007)
        .replace("将12月30日", "将2006年12月30日")
        .replace("至1月2日、3日，12月30日", "至2007年1月2日、3日，2006年12月30日")
    )
    text = text.replace("其中1月1日为", "其中：1月1日（元旦），为")
    assert "2006年12月30日、31日上班" in text
    assert read_decree(text).confirm().holidays == SHIPPED[2007].holidays


def test_a_day_without_a_month_is_of_the_month_that_has_it() -> None:
    # 2006 prints 29日、30日、31日 behind 2月4日, in a year without 29 February
    text = "1月29日—2月4日放假，共7天。其中，29日、30日、31日为法定假日，1月28日、2月5日上班。"
    (holiday,) = read_decree(f"关于2006年部分节假日安排的通知\n一、春节：{text}").holidays
    assert (holiday.rest[0], holiday.rest[-1]) == (date(2006, 1, 29), date(2006, 2, 4))
    wrong = read_decree(f"关于2006年部分节假日安排的通知\n一、春节：{text.replace('31日为', '32日为')}")
    assert "calendars.decree-no-such-day" in {f.code for f in wrong.errors}


def test_what_the_preamble_says_of_any_year_orders_no_day_off() -> None:
    text = notice(2025)
    assert "国庆节自10月1日起放假调休7天" in text
    loose = read_decree(text.replace("国庆节自10月1日起放假调休7天", "10月9日起放假调休7天"))
    assert "calendars.decree-loose" in {f.code for f in loose.errors}


def test_weekend_days_moved_without_a_word_of_work_are_make_up_days() -> None:
    # the wording of 2008's 国庆节, which orders no work in so many words
    text = "9月29日-10月5日放假，共7天。其中，10月1日、2日、3日为法定节假日，9月27日（星期六）、9月28日（星期日）两个公休日调至"
    text += "9月29日（星期一）、30日（星期二），10月4日（星期六）、5日（星期日）照常公休。"
    reading = read_decree(f"关于2008年部分节假日安排的通知\n一、国庆节：{text}")
    assert reading.holidays[0].work == (date(2008, 9, 27), date(2008, 9, 28))
    assert [f.code for f in reading.errors] == ["calendars.decree-incomplete"]


@pytest.mark.parametrize(
    ("year", "old", "new", "code"),
    [
        pytest.param(2025, "1月26日（周日）", "1月26日（周六）", "weekday", id="wrong weekday"),
        pytest.param(2024, "5月11日（星期六）", "5月11日（星期日）", "weekday", id="wrong weekday, long form"),
        pytest.param(2025, "放假调休，共8天。1月", "放假调休，共7天。1月", "day-count", id="wrong day count"),
        pytest.param(2025, "放假1天，不调休", "放假2天，不调休", "day-count", id="wrong day count of one day"),
        pytest.param(2007, "1月1日–3日放假，共3天", "1月1日–3日放假，共4天", "day-count", id="wrong day count, 2007"),
        pytest.param(2024, "5月1日至5日放假调休，共5天", "4月6日至10日放假调休，共5天", "overlap", id="overlap"),
        pytest.param(2026, "2月15日（农历腊月二十八、周日）至23日", "2月25日至23日", "backward", id="backward range"),
        pytest.param(2024, "10月1日至7日", "10月7日至1日", "backward", id="backward range, no weekdays"),
        pytest.param(2024, "4月7日（星期日）", "4月31日（星期日）", "no-such-day", id="no such day"),
        pytest.param(2025, "2月8日（周六）", "2月29日（周六）", "no-such-day", id="no 29 February"),
        pytest.param(
            2024, "9月14日（周六）", "9月15日（周日）", "work-inside", id="make-up day inside its own holiday"
        ),
        pytest.param(2024, "9月14日（周六）", "10月5日（周六）", "work-in-other", id="make-up day inside another"),
        pytest.param(2026, "5月9日（周六）", "5月8日（周五）", "work-weekday", id="make-up day on a Friday"),
        pytest.param(2024, "2024年", "今年", "no-year", id="missing year"),
        pytest.param(2024, "四、劳动节", "五、劳动节", "numbering", id="numbering"),
        pytest.param(2024, "四、劳动节：", "劳动节：", "incomplete", id="a holiday lost"),
        pytest.param(2025, "六、国庆节、中秋节", "六、国庆节", "incomplete", id="a holiday not named"),
        pytest.param(2025, "五、端午节", "五、清明节", "repeated", id="a holiday twice"),
        pytest.param(2025, "2月8日（周六）上班", "2月8日（周六）轮班", "not-understood", id="a word unknown"),
        pytest.param(
            2026, "5月9日（周六）上班。", "5月9日（周六）上班，16日视情况上班。", "not-understood", id="half a clause"
        ),
        pytest.param(2024, "请留人值班", "5月18日（星期六）上班", "loose", id="a make-up day outside the list"),
        pytest.param(2024, "1月1日放假，与周末连休", "1月2日放假，与周末连休", "no-join", id="joins no weekend"),
        pytest.param(2025, "1月1日（周三）放假1天", "1月2日（周四）放假1天", "other-day", id="New Year on another day"),
        pytest.param(2025, "不调休。", "不调休。1月4日（周六）上班。", "no-moves", id="nothing is moved, and yet"),
        pytest.param(2024, "5月11日（星期六）", "7月13日（星期六）", "work-far", id="make-up day months away"),
        pytest.param(2007, "30日、31日上班", "31日上班", "moves-work", id="moved days are not worked"),
        pytest.param(
            2007, "两个公休日分别调至1月2日、3日", "两个公休日分别调至1月2日", "moves-number", id="moves two to one"
        ),
        pytest.param(2007, "三个公休日", "两个公休日", "moves-number", id="three called two"),
        pytest.param(2007, "24日（星期六）照常公休", "23日照常公休", "no-weekend", id="a weekend day on Friday"),
        pytest.param(2007, "其中1月1日为", "其中1月4日为", "outside", id="statutory day outside"),
        pytest.param(2024, "2023年10月25日", "2021年10月25日", "issued-year", id="issued years before"),
        pytest.param(2024, "国办发明电〔2023〕", "国办发明电〔2022〕", "number-year", id="number of another year"),
        pytest.param(2024, "2023年10月25日", "2023年10月35日", "no-such-day", id="issued on no day"),
        pytest.param(2024, "2024年各节日", "2025年元旦、春节", "several-years", id="two years"),
        pytest.param(2024, "关于2024年\n部分节假日安排", "关于调整2024年劳动节假期安排", "amends", id="amends another"),
        pytest.param(2024, "6月10日放假，", "6月10日，", "not-understood", id="rests without the word"),
        pytest.param(2006, "2月4日（星期六）照常", "2月5日（星期日）照常", "outside", id="weekend day outside"),
    ],
)
def test_a_contradiction_is_named_and_nothing_is_half_read(year: int, old: str, new: str, code: str) -> None:
    text = notice(year)
    assert old in text
    reading = read_decree(text.replace(old, new))
    assert f"calendars.decree-{code}" in {f.code for f in reading.errors}
    for finding in reading.errors:
        assert "{" not in finding.message("zh") + finding.message("en") + finding.mend("zh") + finding.mend("en")
    with pytest.raises(Problems) as caught:
        reading.confirm()
    assert caught.value.findings == reading.errors


@pytest.mark.parametrize(
    ("year", "lost", "label", "n", "made_up"),
    [
        pytest.param(2025, "1月26日（周日）、2月8日（周六）上班。", "二、春节", 2, 0, id="the whole sentence"),
        pytest.param(2025, "1月26日（周日）、", "二、春节", 2, 1, id="the first of two"),
        pytest.param(2025, "、2月8日（周六）", "二、春节", 2, 1, id="the second of two"),
        pytest.param(2025, "4月27日（周日）上班。", "四、劳动节", 1, 0, id="the only one"),
        pytest.param(2025, "、10月11日（周六）", "六、国庆节、中秋节", 2, 1, id="of joined holidays"),
    ],
)
def test_a_lost_make_up_day_is_noticed(year: int, lost: str, label: str, n: int, made_up: int) -> None:
    # 2025: 春节 rests 6 weekdays of which 4 are statutory, 劳动节 3 of 2, 国庆节 and 中秋节 together 6 of 4
    text = notice(year)
    assert text.count(lost) == 1
    (finding,) = read_decree(text.replace(lost, "")).errors
    assert (finding.code, finding.place.part) == ("calendars.decree-make-up-number", label)
    assert {"n": str(n), "made_up": str(made_up)}.items() <= dict(finding.fields).items()
    assert not set("，。；：（）") & set(finding.message("en"))


@pytest.mark.parametrize("year", SHIPPED)
def test_every_shipped_decree_makes_up_for_the_weekdays_that_are_not_statutory(year: int) -> None:
    for holiday in SHIPPED[year].holidays:
        given = statutory_days(holiday.name, year)
        if given is None or (year, holiday.name) == (2020, "春节"):  # prolonged by a second notice
            continue
        assert sum(d.weekday() < 5 for d in holiday.days) - given == len(holiday.work), holiday.name


def test_a_make_up_day_too_many_is_noticed() -> None:
    reading = read_decree(notice(2025).replace("2月8日（周六）上班", "2月8日（周六）、9日（周日）上班"))
    assert [f.code for f in reading.errors] == ["calendars.decree-make-up-number"]


def test_moved_days_without_any_make_up_day_are_noticed_for_a_holiday_that_no_statute_counts() -> None:
    # made up; 2015 had such a day once
    text = notice(2025).replace(
        "节假日期间", "七、胜利纪念日：9月3日（周三）至4日（周四）放假调休，共2天。\n节假日期间"
    )
    assert [f.code for f in read_decree(text).errors] == ["calendars.decree-moves-nothing"]
    assert read_decree(text.replace("共2天。\n", "共2天。9月6日（周六）上班。\n")).errors == ()


def test_every_contradiction_is_named_at_once_with_its_place() -> None:
    text = (
        notice(2025).replace("1月26日（周日）", "1月26日（周六）").replace("共5天", "共6天").replace("4月6日", "4月5日")
    )
    reading = read_decree(text)
    assert {(f.place.part, f.code.removeprefix("calendars.decree-")) for f in reading.errors} == {
        ("二、春节", "weekday"),
        ("四、劳动节", "day-count"),
    }
    assert "2025-01-26" in str(reading.errors[0])


def test_an_encouraged_rest_is_told_and_is_no_day_off() -> None:
    reading = read_decree(notice(2024))
    assert [f.code for f in reading.findings] == ["calendars.decree-advice"]
    assert reading.findings[0].severity is Severity.INFO
    assert ChinaCalendar(decrees=[reading.confirm()]).is_workday("2024-02-09")


def test_a_notice_without_number_and_day_of_issue_is_read_and_says_so() -> None:
    text = notice(2026).replace("国办发明电〔2025〕7号", "").replace("2025年11月4日", "")
    reading = read_decree(text)
    assert {f.code for f in reading.findings} == {"calendars.decree-no-number", "calendars.decree-no-issue"}
    decree = reading.confirm()
    assert isinstance(decree.number, Undefined)
    assert Decree.parse(decree.toml()) == decree


def test_brackets_line_breaks_and_widths_do_not_matter() -> None:
    text = notice(2026).replace("〔2025〕", "[2025]").replace("（", "(").replace("）", ") ").replace("共9", "共\n９")
    assert read_decree(text).confirm().holidays == SHIPPED[2026].holidays
    assert read_decree(text).number == SHIPPED[2026].number


@pytest.mark.parametrize("year", [2006, 2007])
def test_no_changed_digit_of_an_early_notice_goes_unnoticed(year: int) -> None:
    text = notice(year)
    for at in range(text.index("一、"), text.index("节假日期间")):
        if text[at].isdigit():
            for digit in set("0123456789") - {text[at]}:
                reading = read_decree(text[:at] + digit + text[at + 1 :])
                assert reading.errors or reading.confirm().holidays == SHIPPED[year].holidays


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_changed_digit_goes_unnoticed_only_where_another_make_up_weekend_would_do(year: int) -> None:
    text = notice(year)
    for at in range(text.index("一、"), text.index("节假日期间")):
        for digit in set("0123456789") - {text[at]} if text[at].isdigit() else ():
            reading = read_decree(text[:at] + digit + text[at + 1 :])
            if not reading.errors:
                for ours, read in zip(SHIPPED[year].holidays, reading.confirm().holidays, strict=True):
                    assert (ours.name, ours.first, ours.last) == (read.name, read.first, read.last)
                    assert all((a - b).days % 7 == 0 for a, b in zip(ours.work, read.work, strict=True))


@given(st.sampled_from(YEARS), st.data())
@settings(max_examples=150, deadline=None)
def test_a_mutilated_notice_is_never_read_to_other_days_off(year: int, data: st.DataObject) -> None:
    text = notice(year)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 60)))
    reading = read_decree(text[:start] + data.draw(st.sampled_from(["", "、", "。", "\n", "某"])) + text[end:])
    if not reading.errors:
        read = reading.confirm()
        assert [(h.name, h.first, h.last) for h in read.holidays] == [
            (h.name, h.first, h.last) for h in SHIPPED[year].holidays
        ]


@given(st.text(alphabet="一二七、：。，（）123年月日至放假上班关于2024部分节假日安排的通知元旦共天", max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_text_at_all_gets_an_answer(text: str) -> None:
    reading = read_decree(text)
    assert reading.errors
    assert str(reading)


def test_a_text_too_long_for_a_notice_is_refused() -> None:
    assert [f.code for f in read_decree("一、" * 20_000).errors] == ["calendars.decree-too-long-text"]


@pytest.mark.parametrize(
    "body",
    [
        "1月1日放假，9999年12月31日补休。",
        "1月1日至12月31日放假。",
        "1月1日" + "、1月1日" * 2000 + "放假。",
        "1月1日上班，" * 2000,
        "1日" * 5000,
        "（" * 9000 + "1月1日",
        "0000年0月0日至0日放假。",
    ],
    ids=lambda body: body[:12],
)
def test_a_hostile_notice_gets_an_answer_of_bounded_size(body: str) -> None:
    reading = read_decree(f"关于2030年部分节假日安排的通知\n一、元旦：{body}")
    assert reading.errors
    assert all(len(h.rest) <= 61 for h in reading.holidays)
    assert len(reading.findings) < 5000
