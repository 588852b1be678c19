"""Standards of benefits that are raised: several at once, in short spellings of the measure, and as already paid."""

from __future__ import annotations

import pytest

from minsheng.targets import Qualifier, Quantity, Said, default_units, find_reported, find_targets


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "将城市、农村低保补差水平从每人每月480元、260元分别提高到每人每月520元、290元。",
            ["每人每月520元", "290元"],
        ),
        ("补贴标准分别从每人每年1500元、1900元提高到每人每年1600元、2000元。", ["每人每年1600元", "2000元"]),
        ("床位由80张、120张、60张分别增加到100张、150张、90张。", ["100张", "150张", "90张"]),
    ],
)
def test_of_several_values_that_are_raised_at_once_the_new_ones_are_promised(text: str, wanted: list[str]) -> None:
    assert [f.target.text for f in find_targets(text)] == wanted


@pytest.mark.parametrize(
    ("short", "whole"), [("元/人月", "元/人·月"), ("元/人年", "元/人·年"), ("元/户月", "元/户·月")]
)
def test_the_two_parts_below_the_line_may_be_written_without_a_mark(short: str, whole: str) -> None:
    assert default_units().get(short) == default_units().get(whole)


def test_a_measure_word_of_two_signs_stays_one() -> None:
    assert default_units().get("元/人次") != default_units().get("元/人·次")


def test_what_was_already_raised_is_done() -> None:
    (found,) = find_reported("从今年1月1日起，已将低保标准提高到640元/人月。")
    assert (found.said, str(found.quantity.unit)) == (Said.DONE, "元/人·月")


def test_a_period_that_is_said_in_front_and_behind_is_one() -> None:
    (found,) = find_targets("发放标准不低于每人每月60元/月")
    assert found.target.unit == default_units().get("元/人·月")
    assert found.target.quantity == Quantity(value=60, unit="元/人·月", qualifier=Qualifier.AT_LEAST)
