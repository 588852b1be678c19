"""The decrees in the package, against two packages that others maintain."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from minsheng.calendars import ChinaCalendar, Decree, Holiday, shipped_decrees
from minsheng.errors import InvalidValue, Undefined

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


@pytest.mark.parametrize(
    "text", ["year = 2030", "no toml", 'year = "2030"\nnumber=""\ndate=""\nsource=""\nholidays=[]']
)
def test_a_file_that_is_no_decree_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        Decree.parse(text)


def test_next_years_decree_can_be_added_on_the_day_it_appears() -> None:
    made_up = decree(Holiday(name="元旦", first="2027-01-01", last="2027-01-03", work=["2026-12-27"]), year=2027)
    calendar = ChinaCalendar(decrees=[*shipped_decrees(), made_up])
    assert not calendar.is_workday("2027-01-01")
    assert calendar.is_workday("2027-01-04")
    assert calendar.is_workday("2026-12-27")  # a December day is set by the next year's decree
    assert not ChinaCalendar().is_workday("2026-12-27")
