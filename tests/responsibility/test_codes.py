"""统一社会信用代码 and 行政区划代码: a slip of the pen is found and its place named."""

from __future__ import annotations

import string
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import InvalidValue
from minsheng.responsibility import check_credit_code, check_division_code, credit_check_character

REAL = "11370828593615886A"
ALPHABET = [c for c in string.digits + string.ascii_uppercase if c not in "IOSVZ"]
FIRST = st.builds(
    lambda a, b, c: a + b + c,
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text(string.digits, min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)


def test_a_real_code_is_right_however_it_is_typed() -> None:
    assert check_credit_code(REAL) == REAL
    assert check_credit_code(" 1137 0828 5936 1588 6a ") == REAL
    assert check_credit_code("１１３７０８２８５９３６１５８８６Ａ") == REAL


@given(FIRST)
def test_the_check_character_makes_a_code_right(first: str) -> None:
    code = first + credit_check_character(first)
    assert check_credit_code(code) == code


@given(FIRST, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(first: str, at: int, other: str) -> None:
    code = first + credit_check_character(first)
    wrong = code[:at] + other + code[at + 1 :]
    if wrong != code:
        with pytest.raises(InvalidValue):
            check_credit_code(wrong)


@given(FIRST, st.integers(0, 16))
def test_two_swapped_neighbours_are_always_found(first: str, at: int) -> None:
    code = first + credit_check_character(first)
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if swapped != code:
        with pytest.raises(InvalidValue):
            check_credit_code(swapped)


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        ("1137082859361588", "credit-length", "16 characters"),
        ("", "credit-length", "0 characters"),
        ("11370828593615886A0", "credit-length", "19 characters"),
        ("1137O828593615886A", "credit-lookalike", "character 5 of"),
        ("1137O828593615886A", "credit-lookalike", "“0” may be meant"),
        ("11370828593615886-", "credit-character", "character 18 of"),
        ("1137A828593615886A", "credit-digit", "character 5 of"),
        ("11370828593615886B", "credit-check", "the first 17 give “A”"),
    ],
)
def test_a_wrong_credit_code_says_which_character_and_how_to_mend_it(code: str, kind: str, said: str) -> None:
    with pytest.raises(InvalidValue) as error:
        check_credit_code(code)
    assert error.value.code == f"responsibility.{kind}"
    assert said in str(error.value)
    assert error.value.mend("zh")


@pytest.mark.parametrize("code", ["370832", "370832001", "370832100", "370832 200", "110000", "370800", "650000"])
def test_codes_of_provinces_cities_counties_and_townships_are_right(code: str) -> None:
    assert check_division_code(code) == code.replace(" ", "")


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        ("37083", "division-length", "5 digits"),
        ("3708320", "division-length", "7 digits"),
        ("370832001001", "division-length", "12 digits"),
        ("37o832", "division-digit", "character 3"),
        ("380832", "division-province", "38"),
        ("370032", "division-city", "32"),
        ("370832900", "division-township", "900"),
        ("370800001", "division-county", "001"),
    ],
)
def test_a_wrong_division_code_says_which_digit_and_how_to_mend_it(code: str, kind: str, said: str) -> None:
    with pytest.raises(InvalidValue) as error:
        check_division_code(code)
    assert error.value.code == f"responsibility.{kind}"
    assert said in str(error.value)
    assert error.value.mend("zh")


@given(st.text(max_size=20))
def test_no_text_breaks_a_check(text: str) -> None:
    for check in (check_credit_code, check_division_code):
        with suppress(InvalidValue):
            assert check(check(text)) == check(text)
