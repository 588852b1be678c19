"""Laws that hold for every quantity."""

import decimal
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from minsheng.errors import Undefined
from minsheng.targets import Aggregation, Qualifier, Quantity, Target, Unit, achievement, default_units, find_targets
from tests.targets.strategies_of_quantities import KNOWN, quantities, units, values

MEASURES = [u for u in KNOWN if u.dimension in ("length", "area", "person")]


@given(quantities())
def test_what_is_written_is_read_back(quantity: Quantity) -> None:
    assert Quantity.parse(str(quantity)) == quantity


@given(
    st.sampled_from(["约", "近", "超过", "不少于", "不超过", "", "至少", "达到"]),
    st.integers(1, 99_999).map(str) | st.sampled_from(["1,620", "29.1", "三百二十", "７"]),
    st.sampled_from(["", "万"]),
    st.sampled_from(["公里", "家", "㎡", "元", "元/人·年", "户", "%", "坨", "人次"]),
    st.sampled_from(["", "以上", "左右", "以内", "（以实际为准）"]),
)
def test_printed_words_are_read_back(before: str, figure: str, scale: str, unit: str, after: str) -> None:
    quantity = Quantity.parse(before + figure + scale + unit + after)
    assert Quantity.parse(str(quantity)) == quantity
    assert Quantity.parse(quantity.canonical + (f"（{quantity.caveat}）" if quantity.caveat else "")) == quantity


@given(values, st.sampled_from(MEASURES), st.sampled_from(MEASURES))
def test_a_conversion_there_and_back_changes_nothing_but_what_is_rounded(
    value: Decimal, here: Unit, there: Unit
) -> None:
    assume(here.dimension == there.dimension)
    quantity = Quantity(value=value, unit=here)
    assume(quantity.amount_in(there) < 10**15)  # 10^9 平方公里 are too many 平方米
    off = abs(Fraction(quantity.to(there).to(here).value) - Fraction(value))
    ends_there = Fraction(quantity.to(there).value) == quantity.amount_in(there)
    assert off <= (0 if ends_there else (there.factor / here.factor + 1) / (2 * 10**18))
    assert ends_there or "亩" in (here.name, there.name)


@given(st.sampled_from(["length", "area", "person"]), st.data())
def test_addition_has_no_order(dimension: str, data: st.DataObject) -> None:
    unit = st.sampled_from([u for u in KNOWN if u.dimension == dimension])
    parts = data.draw(st.lists(quantities(unit), min_size=3, max_size=3))
    assume(all(p.qualifier is not Qualifier.FULL_COVERAGE for p in parts))
    assume(sum(max(p.value, p.upper or p.value) * p.unit.factor.numerator for p in parts) < 10**15)
    a, b, c = parts
    assert Quantity.total([a, b]) == Quantity.total([b, a])
    left = Quantity.total([Quantity.total([a, b]), c])
    right = Quantity.total([a, Quantity.total([b, c])])
    assert left == right == Quantity.total([c, b, a])
    assert left.base == a.base + b.base + c.base


@given(quantities(), values, values)
def test_more_done_is_never_less_achieved(promised: Quantity, some: Decimal, more: Decimal) -> None:
    target = Target(promised)
    first = achievement(target, Quantity(value=some, unit=promised.unit))
    second = achievement(target, Quantity(value=some + more, unit=promised.unit))
    if isinstance(first.ratio, Undefined):
        assert second.ratio == first.ratio
        assert not first.reached
    else:
        assert isinstance(second.ratio, Fraction)
        assert second.ratio >= first.ratio >= 0
        assert second.capped == min(second.ratio, 1)
        assert second.reached >= first.reached


@given(quantities())
def test_doing_what_is_promised_reaches_it(promised: Quantity) -> None:
    result = achievement(Target(promised), promised.plain)
    if isinstance(result.ratio, Fraction):
        assert result.ratio == 1
        assert result.reached


@given(values, units, st.integers(1, 40))
def test_the_decimal_context_changes_no_quantity(value: Decimal, unit: Unit, precision: int) -> None:
    wide = Quantity(value=value, unit=unit)
    with decimal.localcontext(decimal.Context(prec=precision)):
        assert Quantity(value=value, unit=unit) == wide
        assert Quantity.parse(str(wide), units=default_units()) == wide
        assert wide.unit.is_rate or Quantity.total([wide]) == wide


@given(st.lists(quantities(st.sampled_from(KNOWN)), min_size=1, max_size=4))
def test_targets_add_up_only_where_each_of_them_may(parts: list[Quantity]) -> None:
    targets = [Target.parse(str(p)) for p in parts]
    may = all(t.aggregation is Aggregation.SUM for t in targets) and len({p.unit.dimension for p in parts}) == 1
    try:
        total = Target.total(targets)
    except ValueError:
        assert not may
    else:
        assert may
        assert total.base == sum((p.base for p in parts), Fraction(0))


@given(st.text("0123456789一二十百千万亿个户（）“”，。、每人约余以上从至到%元/米 \n全部覆盖应尽", max_size=80))
def test_any_text_is_read_without_failing_and_every_find_stands_in_it(text: str) -> None:
    for found in find_targets(text):
        assert 0 <= found.start < found.end <= len(text)
        assert 0 < found.confidence <= 1
        assert found.target.quantity
        assert "".join(text[found.start : found.end].split()) == found.target.text


@given(quantities(st.sampled_from([u for u in KNOWN if u.name in ("公里", "户", "所", "台", "人次", "亩")])))
def test_a_promise_in_a_plain_sentence_is_found_as_it_is(quantity: Quantity) -> None:
    assume(quantity.value and quantity.qualifier is not Qualifier.FULL_COVERAGE)
    (found,) = find_targets(f"全年计划完成{quantity}。")
    assert found.target.quantity == quantity


def test_the_shipped_units_are_the_ones_of_the_issue() -> None:
    asked = "平方公里 平方米 亩 公顷 公里 米 户 人 名 人次 个 处 家 所 座 栋 部 辆 台 套 张 条 盏 场 次 元 万元 亿元 元/人·年 %"
    assert [name for name in asked.split() if name not in default_units()] == []
