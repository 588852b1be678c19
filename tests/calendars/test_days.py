"""What may be given as a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.calendars import as_day, day_text, weekday_name
from minsheng.errors import InvalidValue


@given(st.dates())
def test_iso_text_and_the_date_itself_mean_the_same(day: date) -> None:
    assert as_day(day.isoformat()) == as_day(day) == day


def test_pendulum_values_become_plain_dates() -> None:
    for value in (pendulum.date(2024, 11, 30), pendulum.datetime(2024, 11, 30, tz="Asia/Shanghai")):
        assert type(as_day(value)) is date
        assert as_day(value) == date(2024, 11, 30)


def test_an_instant_is_the_day_it_has_in_china() -> None:
    assert as_day(datetime(2024, 11, 29, 16, 0, tzinfo=UTC)) == date(2024, 11, 30)
    assert as_day(datetime(2024, 11, 29, 15, 59, tzinfo=UTC)) == date(2024, 11, 29)
    assert as_day(pendulum.parse("2024-11-29T20:00:00+00:00")) == date(2024, 11, 30)


def test_a_datetime_without_a_zone_is_refused() -> None:
    with pytest.raises(InvalidValue) as caught:
        as_day(datetime(2024, 11, 30))
    assert caught.value.code == "calendars.naive-datetime"


@pytest.mark.parametrize(
    "text", ["20241130", "2024-11-30T00:00:00", "2024-2-1", " 2024-11-30", "２０２４-11-30", "2024-W48-6", "", "today"]
)
def test_only_one_form_of_text_is_a_day(text: str) -> None:
    with pytest.raises(InvalidValue):
        as_day(text)


@pytest.mark.parametrize("text", ["2024-02-30", "2023-02-29", "2024-13-01", "0000-01-01"])
def test_a_day_that_does_not_exist_is_named(text: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        as_day(text)
    assert caught.value.code == "calendars.no-such-day"
    assert text in caught.value.message("zh")


@pytest.mark.parametrize("value", [None, 20241130, 45626.0, b"2024-11-30"])
def test_what_is_no_day_at_all_is_an_invalid_value_and_nothing_else(value: object) -> None:
    with pytest.raises(InvalidValue):
        as_day(value)  # type: ignore[arg-type]  # callers without a type checker


def test_weekdays_and_days_are_written_in_both_languages() -> None:
    names = [weekday_name(date(2024, 9, 2 + n)) for n in range(7)]
    assert "".join(n.removeprefix("星期") for n in names) == "一二三四五六日"
    assert day_text(date(2024, 9, 1), "en") == "1 September 2024"
