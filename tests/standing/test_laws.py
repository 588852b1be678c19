"""Laws of judging and rolling up. Everything here is made up."""

import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from minsheng.errors import Undefined
from minsheng.ledger import MilestoneReached, Progress, Statement, View
from minsheng.standing import (
    Basis,
    Figures,
    Level,
    Linear,
    Node,
    Verdict,
    assess,
    dump_standing,
    judge,
    percentage,
    rule_packs,
    shipped_rules,
)
from minsheng.standing.percents import figures, percent, percent_at_least
from minsheng.standing.rollup import total, whole
from tests.standing.plans import CALENDAR, COUNTY

RULES = shipped_rules()
POINTS = RULES.rules[0]
RATIOS = st.fractions(min_value=0, max_value=3, max_denominator=400) | st.fractions(0, 1)
SHARES = st.fractions(min_value=0, max_value=1, max_denominator=366) | st.fractions(0, 1)
DAYS = st.dates(date(2024, 2, 6), date(2025, 1, 31))

_AMOUNTS = {"1": "公里", "5.1.t1": "个", "5.1.t2": "户", "5.1.t3": "平方米", "5.2": "个", "7.t1": "亩", "7.t4": "个"}


@st.composite
def _statements(draw: st.DrawFn) -> list[Statement]:
    def progress() -> st.SearchStrategy[Statement]:
        def made(number: str, day: date, amount: int) -> Statement:
            return Progress(number, total=f"{amount}{_AMOUNTS[number]}", on=day)

        return st.builds(made, st.sampled_from(sorted(_AMOUNTS)), DAYS, st.integers(0, 3000))

    coverage = st.builds(lambda day, n: Progress("3", total=f"{n}%", on=day), DAYS, st.integers(0, 120))
    numbers = st.sampled_from(["1", "3", "5", "5.1", "7.t3", "8"])
    reached = st.builds(lambda number, day: MilestoneReached(number, on=day), numbers, DAYS)
    return draw(st.lists(progress() | coverage | reached, max_size=12))


def _wholes(node: Node) -> list[Node]:
    return [n for n in node.nodes() if n.is_whole]


# figures


@given(RATIOS)
def test_percentages_are_rounded_half_up(ratio: Fraction) -> None:
    shown = Fraction(percentage(ratio)) / 100
    assert -Fraction(1, 2000) < shown - ratio <= Fraction(1, 2000)


@given(RATIOS)
def test_nothing_below_100_percent_is_printed_as_100_and_a_bound_never_promises_more(ratio: Fraction) -> None:
    assert (Decimal(percent(ratio).removesuffix("%")) >= 100) == (ratio >= 1)
    assert Fraction(Decimal(percent_at_least(ratio).removesuffix("%"))) <= ratio * 100


@given(RATIOS, SHARES)
def test_printed_figures_are_judged_like_the_exact_ones(ratio: Fraction, expected: Fraction) -> None:
    found = figures(ratio, expected, RULES.bands_of)
    assert found.gap == found.expected - found.ratio
    assert POINTS.band(Fraction(found.gap)) == POINTS.band((expected - ratio) * 100)
    assert abs(Fraction(found.ratio) - ratio * 100) <= Fraction(1, 20)


@given(SHARES, st.sampled_from(["-10", "5", "20"]), st.fractions(-1, 1, max_denominator=10**9))
def test_digits_are_added_where_rounding_would_cross_a_border(expected: Fraction, border: str, away: Fraction) -> None:
    ratio = expected - (Fraction(border) + away / 1000) / 100
    found = figures(ratio, expected, RULES.bands_of)
    assert POINTS.band(Fraction(found.gap)) == POINTS.band((expected - ratio) * 100)


def test_a_gap_just_over_the_border_is_printed_with_more_digits() -> None:
    # 55.04 − 50.00 = 5.04: slipping, although 55.0 − 50.0 would be 5.0, which is on track
    found = figures(Fraction(1, 2), Fraction("0.5504"), RULES.bands_of)
    assert (found.ratio, found.expected, found.gap) == (Decimal("50.00"), Decimal("55.04"), Decimal("5.04"))


@given(st.lists(RATIOS, max_size=30))
def test_the_sum_of_shares_is_exact(shares: list[Fraction]) -> None:
    assert total(shares) == sum(shares, Fraction(0))


# trajectory


@given(DAYS, st.dates(date(2024, 1, 1), date(2024, 12, 31)))
def test_a_trajectory_never_falls_and_ends_on_its_last_day(day: date, last: date) -> None:
    line = Linear(date(2024, 1, 1), last)
    assert 0 <= line.expected(day) <= line.expected(day + timedelta(days=1)) <= 1
    assert line.expected(last) == 1
    assert (line.expected(last - timedelta(days=1)) == 1) is False
    assert line.expected(date(2023, 12, 31)) == 0


# levels


@given(RATIOS, RATIOS, SHARES, DAYS, DAYS)
def test_more_progress_never_makes_a_level_worse(
    a: Fraction, b: Fraction, expected: Fraction, day: date, last: date
) -> None:
    ranks = []
    for ratio in sorted((a, b)):
        found = judge(
            RULES,
            day=day,
            starts=date(2024, 2, 6),
            limit=date(2024, 11, 30),
            ratio=ratio,
            expected=expected,
            last=min(last, day),
        )
        ranks.append(found.level.rank)
    if None not in ranks:
        assert ranks == sorted(ranks, key=lambda rank: rank or 0)
    elif ranks[0] is not None:
        raise AssertionError("more progress took the level away")


@given(st.lists(st.sampled_from([level for level in RULES.levels if level.counted]), min_size=1, max_size=8))
def test_a_whole_has_the_level_of_its_worst_ranked_part_unless_a_part_without_data_forbids(parts: list[Level]) -> None:
    level, verdict = whole(RULES, parts)
    ranked = [part.rank for part in parts if part.rank is not None]
    names = {part.name for part in parts}
    assert level in parts
    if level.rank is not None:
        assert level.rank == min(ranked)
    if verdict is Verdict.MASKED:
        assert min(ranked) >= 40  # only green is withheld
    if names & {"stale", "unreported", "unknown", "paused"}:
        assert level.name != "done"
    if "stale" in names:
        assert level.name not in ("done", "ahead", "on_track")


@settings(max_examples=60)
@given(_statements(), DAYS)
def test_wholes_follow_their_parts_and_sentences_their_figures(statements: list[Statement], day: date) -> None:
    view = View.of(COUNTY, statements, day=day)
    found = assess(view, calendar=CALENDAR)
    for node in _wholes(found.plan):
        parts = [child for child in node.children if child.counted]
        shares = [part.share if isinstance(part.share, Fraction) else part.at_least for part in parts]
        assert min(shares) <= node.at_least <= max(shares)
        assert node.level == whole(RULES, [part.level for part in parts])[0]
        if isinstance(node.ratio, Fraction):
            assert node.ratio == node.at_least == sum(shares) / len(shares)
            assert node.missing == 0
        else:
            assert node.missing > 0
    for node in found.nodes():
        if node.verdict is Verdict.BAND:
            sentence = node.explain()
            done, planned = (Decimal(x) for x in re.findall(r"([\d.]+)%", sentence)[:2])
            told = re.search(r"(落后|超前)([\d.]+)个百分点；|与序时进度持平；", sentence)
            assert told
            gap = Decimal(0) if told[1] is None else Decimal(told[2]) * (1 if told[1] == "落后" else -1)
            assert planned - done == gap
            assert POINTS.band(Fraction(gap)).level == node.level.name
        if node.level.name in ("ahead", "on_track"):
            assert node.last is not None
            assert (day - node.last).days <= 31
        if node.level.name == "done" and not node.is_whole:
            assert node.completed is not None or (isinstance(node.ratio, Fraction) and node.ratio >= 1)
    assert dump_standing(found) == dump_standing(assess(view, calendar=CALENDAR))


@settings(max_examples=40)
@given(st.integers(0, 400), st.integers(0, 400), DAYS)
def test_more_kilometres_never_make_the_road_project_worse(a: int, b: int, day: date) -> None:
    ranks = []
    for done in sorted((a, b)):
        view = View.of(COUNTY, [Progress("1", total=f"{done}公里", on=day)], day=day)
        rank = assess(view, calendar=CALENDAR)["1"].level.rank
        assert rank is not None
        ranks.append(rank)
    assert ranks == sorted(ranks)


def test_an_undefined_ratio_is_never_taken_for_a_number() -> None:
    found = judge(
        RULES,
        day=date(2024, 6, 30),
        starts=date(2024, 2, 6),
        limit=Undefined("文件未列完成时限"),
        ratio=Undefined("分母未知"),
        expected=Undefined("文件未列完成时限"),
        last=date(2024, 6, 28),
    )
    assert (found.level.name, found.verdict) == ("unknown", Verdict.NO_RATIO)


@settings(max_examples=25)
@given(_statements(), DAYS, st.sampled_from(rule_packs()))
def test_under_every_pack_a_sentence_gives_the_figures_that_come_to_its_level(
    statements: list[Statement], day: date, pack: str
) -> None:
    view = View.of(COUNTY, statements, day=day)
    found = assess(view, calendar=CALENDAR, rules=pack)
    for node in found.nodes():
        for step in node.steps:
            if step.band is None:
                continue
            assert step.rule.band(Fraction(step.printed)) is step.band
            if step.rule.basis in (Basis.POINTS_BELOW, Basis.PROGRESS):
                printed = node.figures
                assert isinstance(printed, Figures)
                number = printed.gap if step.rule.basis is Basis.POINTS_BELOW else printed.ratio
                assert step.rule.band(Fraction(number)) is step.band
                told = str(abs(number)) if number or step.rule.basis is Basis.PROGRESS else "持平"
            else:
                told = str(abs(step.printed)) if step.printed or not step.rule.basis.whole else ""
            assert told in node.explain()
        if node.steps and (last := node.steps[-1].band) is not None:
            assert node.is_whole or node.level.name == (last.level or "unknown")
        if node.verdict in (Verdict.BAND, Verdict.OPEN):
            assert node.explain("en")
    for node in _wholes(found.plan):
        parts = [child for child in node.children if child.counted]
        shares = [part.share if isinstance(part.share, Fraction) else part.at_least for part in parts]
        assert min(shares) <= node.at_least <= max(shares)
        assert node.level == whole(found.rules, [part.level for part in parts])[0]
    assert dump_standing(found) == dump_standing(assess(view, calendar=CALENDAR, rules=pack))


_WEIGHTS = st.dictionaries(st.sampled_from(["1", "3", "5.2", "7.t1", "7.t4"]), st.integers(1, 20) | st.fractions(1, 9))


@settings(max_examples=40)
@given(_statements(), DAYS, _WEIGHTS)
def test_a_weighted_mean_stays_between_its_parts_and_no_weight_changes_a_level(
    statements: list[Statement], day: date, weights: dict[str, Fraction | int]
) -> None:
    view = View.of(COUNTY, statements, day=day)
    plain, heavy = assess(view, calendar=CALENDAR), assess(view, calendar=CALENDAR, weights=weights)
    for node in _wholes(heavy.plan):
        shares = [
            part.share if isinstance(part.share, Fraction) else part.at_least for part in node.children if part.counted
        ]
        assert min(shares) <= node.at_least <= max(shares)
        assert node.level == plain[node.id].level
