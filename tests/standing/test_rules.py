"""A pack decides every input once, by rules in order; what its text leaves open is never filled. Packs here are made up."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import Problems, Severity
from minsheng.standing import (
    Band,
    Basis,
    Judgement,
    Rules,
    Verdict,
    check_bands,
    check_pack,
    judge,
    parse_rules,
    rule_packs,
    shipped_rules,
)
from minsheng.standing.rules import share_of
from tests.standing.test_packs import TEXT, wrong

PACKS = [shipped_rules(name) for name in rule_packs()]
START = TEXT.index("[[rules]]")
END = TEXT.index("# Ranked:")
FIGURED = (Basis.POINTS_BELOW, Basis.RATIO, Basis.PROGRESS)


def pack(rules: str) -> str:
    """The default pack with other rules."""
    return TEXT[:START] + rules + TEXT[END:]


def codes(rules: str) -> list[str]:
    return [code.split()[1] for code in wrong(pack(rules))]


OPEN = """
[[rules]]
basis = "points-below"
bands = [{ level = "on_track", to = 0 }, { level = "behind", from = 10 }]
open = [{ above = 0, below = 10, zh = "没有规定", en = "not said" }]
"""


def test_a_gap_that_is_declared_makes_a_pack_and_is_told_by_the_check() -> None:
    rules = parse_rules(pack(OPEN))
    found = check_pack(rules)
    assert [f.code for f in found] == ["standing.open-band"]
    assert found[0].severity is Severity.ERROR
    assert "没有规定" in found[0].message()


def test_a_declared_gap_must_be_the_gap_exactly() -> None:
    assert codes(OPEN.replace("below = 10", "below = 9")) == ["standing.gap"]
    assert codes(OPEN.replace("below = 10", "to = 10")) == ["standing.overlap"]


def test_what_no_rule_reaches_and_what_no_rule_decides_is_told() -> None:
    rule = '[[rules]]\nbasis = "points-below"\nbands = [{ level = "behind", above = 0 }, { level = "%s", to = 0 }]\n'
    assert codes(rule % "next") == ["standing.rule-without-next"]
    assert codes(rule % "done" + rule % "done") == ["standing.rule-not-reached"]
    assert parse_rules(pack(rule % "next" + rule % "done")).rules[0].bands[1].level == "next"
    assert wrong("rules = []\n" + pack("")) == ["$.rules standing.no-rule"]


def test_counts_have_no_gap_between_whole_numbers() -> None:
    rule = '[[rules]]\nbasis = "missed-in-a-row"\nbands = [{ level = "on_track", to = 0 }, { level = "behind", from = %s }]\n'
    assert len(parse_rules(pack(rule % 1)).rules) == 1
    assert codes(rule % 2) == ["standing.gap"]  # 1
    assert codes(rule % 0) == ["standing.overlap"]  # 0


_bounds = st.none() | st.integers(-6, 6).map(lambda n: Decimal(n) / 2)
_bands = st.builds(
    Band, level=st.just("x"), low=_bounds, high=_bounds, low_included=st.booleans(), high_included=st.booleans()
)


@given(st.lists(_bands, max_size=4), st.sampled_from([None, Decimal(0), Decimal(1)]))
def test_the_proof_for_counts_agrees_with_trying_every_count(bands: list[Band], least: Decimal | None) -> None:
    counts = [Fraction(n) for n in range(-5, 6) if least is None or n >= least]
    holds = [sum(n in band for band in bands) for n in counts]
    found = {f.code for f in check_bands(bands, whole=True, least=least)} - {"standing.empty-band"}
    assert ("standing.gap" in found) == (0 in holds)
    assert ("standing.overlap" in found) == any(n > 1 for n in holds)


def _judged(rules: Rules, ratio: Fraction, expected: Fraction, numbers: dict[Basis, Fraction]) -> Judgement:
    return judge(
        rules,
        day=date(2024, 6, 30),
        starts=date(2024, 2, 6),
        limit=date(2024, 11, 30),
        ratio=ratio,
        expected=expected,
        last=date(2024, 6, 28),
        measure=lambda rule: numbers[rule.basis],
    )


_RATIOS = st.fractions(0, Fraction(99, 100), max_denominator=1000)
_EXPECTED = st.fractions(Fraction(1, 366), 1, max_denominator=366)


@st.composite
def _numbers(draw: st.DrawFn) -> dict[Basis, Fraction]:
    found = {}
    for basis in Basis:
        if basis not in FIGURED:
            least = -400 if basis.least is None else int(basis.least)
            count = st.integers(least, 400).map(Fraction)
            found[basis] = draw(count if basis.whole else count | st.fractions(-200, 1000, max_denominator=1000))
    return found


@pytest.mark.parametrize("rules", PACKS, ids=lambda rules: rules.name)
@given(_RATIOS, _EXPECTED, _numbers())
def test_every_input_comes_to_one_level_whose_steps_say_why(
    rules: Rules, ratio: Fraction, expected: Fraction, numbers: dict[Basis, Fraction]
) -> None:
    found = _judged(rules, ratio, expected, numbers)
    assert found.verdict in (Verdict.BAND, Verdict.OPEN)
    last = found.steps[-1]
    assert last.band is not None
    assert found.level.name == (last.band.level or "unknown")
    for step in found.steps:
        basis = step.rule.basis
        exact = share_of(basis, ratio, expected) if basis in FIGURED else numbers[basis]
        assert step.number == exact
        assert step.rule.band(Fraction(step.printed)) is step.band  # the printed number is judged like the exact one
        assert all(step.band is band or exact not in band for band in step.rule.bands)


@pytest.mark.parametrize("rules", [p for p in PACKS if not p.looks_back], ids=lambda rules: rules.name)
@given(_RATIOS, _RATIOS, _EXPECTED)
def test_levels_are_monotone_in_progress(rules: Rules, a: Fraction, b: Fraction, expected: Fraction) -> None:
    less, more = (_judged(rules, ratio, expected, {}).level.rank for ratio in sorted((a, b)))
    assert less is None or more is None or less <= more


@given(_RATIOS, _RATIOS, _EXPECTED, st.integers(0, 5))
def test_levels_of_yinchuan_are_monotone_in_progress_and_in_months_without_a_start(
    a: Fraction, b: Fraction, expected: Fraction, months: int
) -> None:
    rules = shipped_rules("yinchuan-2025")
    less, more = (
        _judged(rules, ratio, expected, {Basis.NOT_STARTED: Fraction(months)}).level.rank for ratio in sorted((a, b))
    )
    assert less is None or more is None or less <= more
    ranks = [_judged(rules, a, a, {Basis.NOT_STARTED: Fraction(n)}).level.rank or 0 for n in range(6)]
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize("rules", PACKS, ids=lambda rules: rules.name)
def test_the_lowest_level_that_means_well_is_that_which_old_data_hide(rules: Rules) -> None:
    assert rules.is_fine(rules.fine)
    assert rules.is_fine(rules.level("done"))
    worst = min((level for level in rules.levels if level.rank is not None), key=lambda level: level.rank or 0)
    assert not rules.is_fine(worst)


def test_old_data_must_hide_something() -> None:
    assert wrong(TEXT.replace('masks = "on_track"\n', "")) == ["$.levels[6] standing.stale-masks-nothing"]


def test_next_is_no_name_for_a_level() -> None:
    text = TEXT.replace('name = "ahead"', 'name = "next"')
    assert any("level-reserved" in code for code in wrong(text))


def test_a_pack_that_can_not_be_used_is_told_by_the_check_and_not_raised(tmp_path: Path) -> None:
    file = tmp_path / "county.toml"
    file.write_text(OPEN, "utf-8")
    assert {f.code for f in check_pack(file)} >= {"standing.missing-key"}
    with pytest.raises(Problems):
        parse_rules(OPEN)
