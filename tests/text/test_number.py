"""Figures as Chinese documents write them."""

import decimal
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.text import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("400", "400"),
        ("1,620", "1620"),
        ("1,234,567.50", "1234567.5"),
        ("１２．５", "12.5"),
        ("2.9万", "29000"),
        ("０.１万", "1000"),
        ("3百", "300"),
        ("2千万", "20000000"),
        ("1.2亿", "120000000"),
        ("2万亿", "2000000000000"),
        ("三百二十", "320"),
        ("一百五", "150"),
        ("一百零五", "105"),
        ("一千零五十", "1050"),
        ("一万二", "12000"),
        ("一万零五", "10005"),
        ("两万三千五", "23500"),
        ("一亿零三百万", "103000000"),
        ("一万二千亿", "1200000000000"),
        ("二〇二四", "2024"),
        ("壹佰贰拾", "120"),
        ("十", "10"),
        ("两", "2"),
        ("1 200", "1200"),
    ],
)
def test_a_figure_is_read_as_it_is_spoken(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "公里",
        "百",
        "万",
        "三四十",
        "十百",
        "3万百",
        "10,00",
        "1.2.3",
        "-5",
        "1e5",
        "NaN",
        "百万",
        "一二三万",
        "一五百",
        "٣",
        "9" * 50,
        "一" * 5000,
    ],
)
def test_what_is_ambiguous_or_no_figure_is_no_number(text: str) -> None:
    assert number(text) is None


@given(st.integers(0, 10**11), st.integers(0, 9999), st.integers(1, 60), st.sampled_from(["", "万", "亿", "千", "百"]))
def test_the_decimal_context_changes_no_figure(whole: int, places: int, precision: int, step: str) -> None:
    text = f"{whole}.{places:04d}{step}"
    with decimal.localcontext(decimal.Context(prec=precision, rounding=decimal.ROUND_UP)):
        narrow = number(text)
    assert narrow is not None
    assert narrow == number(text)
    factor = {"": 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[step]
    assert narrow * 10_000 == (whole * 10_000 + places) * factor


DIGITS, STEPS = "零一二三四五六七八九", ["", "十", "百", "千"]


def spoken(value: int) -> str:
    """A number below 10^12 in words, written another way than the reader reads it."""
    for name, step in (("亿", 10**8), ("万", 10**4)):
        if value >= step:
            rest = value % step
            gap = "零" if rest and rest < step // 10 else ""
            return spoken(value // step) + name + (gap + spoken(rest) if rest else "")
    words, zero = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            words += ("零" if zero else "") + DIGITS[digit] + STEPS[place]
            zero = False
        else:
            zero = bool(words)
    return words or "零"


@given(st.integers(0, 10**12 - 1))
def test_every_number_in_words_is_read_back(value: int) -> None:
    assert number(spoken(value)) == value
