"""The decrees in the package, against two packages that others maintain."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.calendars import ChinaCalendar, Decree, Holiday, shipped_decrees
from minsheng.errors import InvalidValue, Undefined, Unreadable

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]


def test_every_day_agrees_with_the_package_holidays() -> None:
    other = holidays.country_holidays("CN", years=range(2003, 2028))
    ours = ChinaCalendar()
    assert [d for d in DAYS if ours.is_workday(d) != other.is_working_day(d)] == []


def test_every_day_but_the_one_it_has_wrong_agrees_with_chinesecalendar() -> None:
    # 国办发明电〔2005〕35号 orders work on Saturday 2005-12-31
    ours = ChinaCalendar()
    assert [d for d in DAYS if ours.is_workday(d) != chinese_calendar.is_workday(d)] == [date(2005, 12, 31)]


def test_there_is_one_decree_a_year_each_with_a_source() -> None:
    decrees = shipped_decrees()
    assert [d.year for d in decrees] == list(range(2004, 2027))
    assert all(d.source for d in decrees)


def test_the_numbers_of_the_last_three_years_are_as_printed() -> None:
    by_year = {d.year: d for d in shipped_decrees()}
    assert [(str(by_year[y]), by_year[y].issued) for y in (2024, 2025, 2026)] == [
        ("国办发明电〔2023〕7号", date(2023, 10, 25)),
        ("国办发明电〔2024〕12号", date(2024, 11, 12)),
        ("国办发明电〔2025〕7号", date(2025, 11, 4)),
    ]


def test_a_number_that_was_not_found_is_not_invented() -> None:
    by_year = {d.year: d for d in shipped_decrees()}
    assert isinstance(by_year[2004].number, Undefined)
    assert ChinaCalendar().info("2004-05-01").decree == ""


def decree(*runs: Holiday, year: int = 2030) -> Decree:
    return Decree(year=year, source="made up", holidays=runs)


def run(first: str, last: str, *work: str) -> Holiday:
    return Holiday(name="春节", first=first, last=last, work=work)


@pytest.mark.parametrize(
    "runs",
    [
        pytest.param([run("2030-02-03", "2030-02-01")], id="backwards"),
        pytest.param([run("2030-02-01", "2030-02-05"), run("2030-02-05", "2030-02-06")], id="overlap"),
        pytest.param([run("2030-02-01", "2030-02-05", "2030-02-03")], id="make-up day inside its own holiday"),
        pytest.param([run("2030-02-01", "2030-02-05", "2030-02-13")], id="make-up day on a Wednesday"),
        pytest.param([run("2031-02-01", "2031-02-05")], id="another year"),
        pytest.param([run("2029-11-30", "2030-01-01")], id="earlier than the December before"),
    ],
)
def test_a_decree_that_contradicts_itself_is_refused(runs: list[Holiday]) -> None:
    with pytest.raises(InvalidValue) as caught:
        decree(*runs)
    assert caught.value.code == "calendars.bad-decree"


GOOD = shipped_decrees()[-1].toml()


@pytest.mark.parametrize(
    "text",
    [
        "year = 2030",
        "no toml",
        'year = "2030"\nnumber=""\ndate=""\nsource=""\nholidays=[]',
        GOOD.replace("year = 2026", "year = true"),
        GOOD.replace("year = 2026", "year = 1"),
        GOOD.replace("year = 2026", "year = 99999"),
        GOOD.replace("work = [", "works = [", 1),
        GOOD.replace("2026-05-09", '"2026-05-09"'),
        GOOD.replace("2026-05-09", "2026-05-09T00:00:00"),
        GOOD.replace("date = 2025-11-04", "date = 2025-11-04T00:00:00"),
        GOOD.replace("date = 2025-11-04", "date = 20251104"),
        GOOD.replace('name = "元旦"', "name = 1"),
        'year = 2030\nnumber = ""\ndate = 2029-11-01\nsource = "x"\nholidays = ["元旦"]',
        "x = " + "[" * 5000,
        "year = " + "9" * 5000,
    ],
)
def test_a_file_that_is_no_decree_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        Decree.parse(text)


def test_the_text_of_a_notice_in_place_of_a_file_is_told_how_to_become_one(tmp_path: Path) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text(
        "国务院办公厅关于2027年部分节假日安排的通知（试验用文，不是真的）\n一、元旦：1月1日放假1天。", "utf-8"
    )
    with pytest.raises(InvalidValue) as caught:
        Decree.load(notice)
    assert caught.value.code == "calendars.decree-no-toml"
    for lang in ("zh", "en"):
        assert "notice.txt" in caught.value.message(lang)
        assert "minsheng calendar decree" in caught.value.mend(lang)


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@st.composite
def decrees(draw: st.DrawFn) -> Decree:
    """Made-up decrees: a few runs a month apart, make-up days at weekends between them."""
    year = draw(st.integers(1951, 2198))
    runs = []
    for month in draw(st.sets(st.integers(1, 12), max_size=4)):
        first = date(year, month, draw(st.integers(1, 10)))
        last = first + timedelta(draw(st.integers(0, 8)))
        weekend = [d for d in (date(year, month, n) for n in range(19, 29)) if d.weekday() >= 5]
        work = draw(st.lists(st.sampled_from(weekend), max_size=2, unique=True))
        runs.append(Holiday(name=draw(names), first=first, last=last, work=work, number=draw(names)))
    numbers = st.one_of(names, st.just(Undefined("未记录")))
    issued = st.one_of(st.dates(), st.just(Undefined("未记录")))
    return Decree(year=year, number=draw(numbers), issued=draw(issued), source=draw(names), holidays=runs)


@given(decrees())
def test_a_decree_is_written_and_read_back_equal(made_up: Decree) -> None:
    assert Decree.parse(made_up.toml()) == made_up


def test_a_decree_file_that_is_not_there_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"2027\.toml.*does not exist"):
        Decree.load(tmp_path / "2027.toml")


def test_a_decree_file_is_loaded_and_a_wrong_one_named(tmp_path: Path) -> None:
    path = tmp_path / "2026.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert Decree.load(path) == shipped_decrees()[-1]
    assert Decree.load(str(path)).year == 2026
    for data in (b"\xff\xfe", b"x" * 300_000, GOOD.replace("2026-05-09", "2026-05-08").encode()):
        path.write_bytes(data)
        with pytest.raises(InvalidValue) as caught:
            Decree.load(path)
        assert "2026.toml" in str(caught.value)


def test_a_later_decree_counts_instead_of_an_earlier_one_for_its_year() -> None:
    made_up = decree(Holiday(name="元旦", first="2026-01-01", last="2026-01-01"), year=2026)
    calendar = ChinaCalendar().with_decree(made_up)
    assert calendar.is_workday("2026-01-02")
    assert not ChinaCalendar().is_workday("2026-01-02")
    assert calendar.is_workday("2025-01-26")
    assert ChinaCalendar(provisional=True).with_decree(made_up).provisional


def test_next_years_decree_can_be_added_on_the_day_it_appears() -> None:
    made_up = decree(Holiday(name="元旦", first="2027-01-01", last="2027-01-03", work=["2026-12-27"]), year=2027)
    calendar = ChinaCalendar(decrees=[*shipped_decrees(), made_up])
    assert not calendar.is_workday("2027-01-01")
    assert calendar.is_workday("2027-01-04")
    assert calendar.is_workday("2026-12-27")  # a December day is set by the next year's decree
    assert not ChinaCalendar().is_workday("2026-12-27")
