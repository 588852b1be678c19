"""Bands are total and disjoint, or the numbers of the gap and the overlap are told."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.standing import Band, check_bands, shipped_rules

D = Decimal


def band(level: str, low: str | None, high: str | None, low_in: bool = False, high_in: bool = False) -> Band:
    return Band(
        level=level,
        low=None if low is None else D(low),
        low_included=low_in,
        high=None if high is None else D(high),
        high_included=high_in,
    )


def test_bands_that_meet_leave_nothing_and_share_nothing() -> None:
    assert (
        check_bands([band("a", None, "0", high_in=True), band("b", "0", "30"), band("c", "30", None, low_in=True)])
        == ()
    )


def test_order_in_the_file_does_not_matter() -> None:
    assert (
        check_bands([band("c", "30", None, low_in=True), band("a", None, "0", high_in=True), band("b", "0", "30")])
        == ()
    )


def test_the_gap_of_yinchuan_is_found_with_its_numbers() -> None:
    # Yinchuan: on schedule is green, 10–30 yellow, more than 30 red; nothing is said of what lies between 0 and 10
    found = check_bands(
        [
            band("green", None, "0", high_in=True),
            band("yellow", "10", "30", low_in=True, high_in=True),
            band("red", "30", None),
        ]
    )
    assert [f.code for f in found] == ["standing.gap"]
    assert "(0, 10)" in found[0].message("zh")
    assert "(0, 10)" in found[0].message("en")


def test_a_bound_that_neither_band_includes_is_a_gap_of_one_number() -> None:
    found = check_bands([band("a", None, "5"), band("b", "5", None)])
    assert [f.code for f in found] == ["standing.gap"]
    assert "[5, 5]" in found[0].message()


def test_a_bound_that_both_bands_include_is_an_overlap_of_one_number() -> None:
    found = check_bands([band("a", None, "5", high_in=True), band("b", "5", None, low_in=True)])
    assert [f.code for f in found] == ["standing.overlap"]
    assert "[5, 5]" in found[0].message()
    assert "a" in found[0].message()
    assert "b" in found[0].message()


def test_a_band_within_another_is_an_overlap_as_wide_as_itself() -> None:
    found = check_bands([band("a", None, None), band("b", "1", "2", low_in=True)])
    assert [f.code for f in found] == ["standing.overlap"]
    assert "[1, 2)" in found[0].message()


def test_missing_ends_are_gaps() -> None:
    found = check_bands([band("a", "0", "10", low_in=True, high_in=True)])
    assert [f.message().split("空档")[1].split("，规则")[0] for f in found] == ["(-∞, 0)", "(10, +∞)"]


def test_no_band_at_all_leaves_everything_open() -> None:
    assert "(-∞, +∞)" in check_bands([])[0].message()


@pytest.mark.parametrize(("low", "high", "low_in", "high_in"), [("5", "5", False, True), ("6", "5", True, True)])
def test_a_band_without_numbers_is_told(low: str, high: str, low_in: bool, high_in: bool) -> None:
    found = check_bands([band("all", None, None), band("none", low, high, low_in, high_in)])
    assert [f.code for f in found] == ["standing.empty-band"]


_bounds = st.one_of(st.none(), st.integers(-4, 4).map(D))
_bands = st.builds(
    Band, level=st.just("x"), low=_bounds, high=_bounds, low_included=st.booleans(), high_included=st.booleans()
)


@given(st.lists(_bands, max_size=4))
def test_the_proof_agrees_with_trying_every_number_that_can_tell(bands: list[Band]) -> None:
    tried = [Fraction(n, 2) for n in range(-10, 11)]  # bounds are whole: each cut has a number on and beside it
    holds = [sum(number in b for b in bands) for number in tried]
    codes = {f.code for f in check_bands(bands)} - {"standing.empty-band"}
    assert ("standing.gap" in codes) == (0 in holds)
    assert ("standing.overlap" in codes) == any(n > 1 for n in holds)


def test_our_own_pack_is_total_and_disjoint_and_says_that_it_is_ours() -> None:
    rules = shipped_rules()
    assert check_bands(rules.rules[0].bands) == ()
    assert "自定" in rules.source
    assert rules.cited("zh") == rules.source
    assert rules.cited("en") == "minsheng's own, taken from no document"


@pytest.mark.parametrize(
    ("points", "level"),
    [
        ("-10.0001", "ahead"),
        ("-10", "ahead"),
        ("-9.9999", "on_track"),
        ("0", "on_track"),
        ("5", "on_track"),
        ("5.0001", "slipping"),
        ("20", "slipping"),
        ("20.0001", "behind"),
    ],
)
def test_border_values_of_the_default_pack(points: str, level: str) -> None:
    assert shipped_rules().rules[0].band(Fraction(points)).level == level
