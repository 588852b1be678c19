"""Measure words: what is one thing, what converts, what is not known."""

from decimal import Decimal
from fractions import Fraction

import pytest

from minsheng.errors import InvalidValue
from minsheng.targets import Quantity, Unit, UnitTable, default_units


@pytest.mark.parametrize(
    ("sign", "word"),
    [
        ("㎡", "平方米"),
        ("m²", "平方米"),
        ("m2", "平方米"),
        ("km", "公里"),
        ("％", "%"),
        ("元/人/年", "元/人·年"),
        ("元/（人·年）", "元/人·年"),
    ],
)
def test_a_sign_is_read_as_its_word(sign: str, word: str) -> None:
    assert default_units().get(sign).name == word


@pytest.mark.parametrize(
    ("one", "other", "how_many"),
    [
        ("公里", "米", 1000),
        ("平方公里", "公顷", 100),
        ("公顷", "亩", 15),
        ("亩", "平方米", Fraction(2000, 3)),
        ("万元", "元", 10_000),
        ("亿元", "万元", 10_000),
        ("人", "名", 1),
        ("元/人·月", "元/人·年", 12),
        ("吨", "千克", 1000),
    ],
)
def test_what_is_truly_one_measure_converts_exactly(one: str, other: str, how_many: int | Fraction) -> None:
    table = default_units()
    assert table.get(one).converts_to(table.get(other))
    assert table.get(one).factor / table.get(other).factor == how_many


@pytest.mark.parametrize(
    ("one", "other"), [("个", "处"), ("家", "所"), ("人", "人次"), ("户", "人"), ("月", "日"), ("元", "元/人")]
)
def test_counts_of_different_things_do_not_convert(one: str, other: str) -> None:
    assert not default_units().get(one).converts_to(default_units().get(other))


def test_an_unknown_word_is_equal_to_itself_and_converts_to_nothing() -> None:
    first, second = default_units().get("坨"), default_units().get("坨")
    assert first == second
    assert not first.known
    assert "坨" not in default_units()
    assert first.converts_to(second)
    assert not any(first.converts_to(unit) for unit in default_units().units)


def test_a_table_with_more_units_reads_them_and_leaves_the_shipped_one_alone() -> None:
    local = default_units().with_units([Unit(name="垧", dimension="area", factor=Fraction(10_000))])
    assert Quantity.parse("5垧", units=local).to("亩").value == Decimal(75)
    assert "垧" in local
    assert "垧" not in default_units()


def test_two_tables_that_differ_only_in_a_factor_are_two() -> None:
    one, other = (
        default_units().with_units([Unit(name="垧", dimension="area", factor=Fraction(n))]) for n in (10_000, 15_000)
    )
    assert one != other
    assert [Quantity.parse("5垧", units=table).base for table in (one, other)] == [50_000, 75_000]
    assert [Quantity.parse("5垧/人", units=table).unit.factor for table in (one, other)] == [10_000, 15_000]


def test_an_empty_table_still_reads_words_as_opaque_units() -> None:
    assert Quantity.parse("5公里", units=UnitTable()).unit.known is False


@pytest.mark.parametrize("name", ["", "5个", "个（处）", "公里以上", "余个", "a b", "个" * 40, "，"])
def test_what_can_not_be_a_measure_word_is_refused(name: str) -> None:
    with pytest.raises(InvalidValue):
        Unit(name=name, dimension="x")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("20台（套）", "台"),
        ("30个（处）以上", "个"),
        ("3—5座（处）", "座"),
        ("约20台(套)", "台"),
        ("100场（次）", "场"),
        ("200元/户（人）", "元/户"),
    ],
)
def test_two_measure_words_of_one_thing_are_one_unit_and_stay_as_written(text: str, unit: str) -> None:
    quantity = Quantity.parse(text)
    assert quantity.unit.name == unit
    assert quantity.text == text
    assert not quantity.caveat


def test_any_other_bracket_is_a_caveat() -> None:
    assert [Quantity.parse(f"12公里（{word}）").caveat for word in ("双向", "含5处")] == ["双向", "含5处"]


def test_every_row_of_the_shipped_table_is_found_under_its_name_and_aliases() -> None:
    table = default_units()
    assert len({u.name for u in table.units}) == len(table.units)
    for unit in table.units:
        assert table.get(unit.name) is unit
    for spelling, name in table.aliases.items():
        assert table.get(spelling).name == name
        assert spelling not in {u.name for u in table.units}


def test_names_come_longest_first_so_that_a_pattern_takes_the_whole_word() -> None:
    names = default_units().names()
    assert list(names) == sorted(names, key=lambda n: (-len(n), n))
    assert names.index("平方公里") < names.index("公里")


def test_a_factor_that_json_could_not_hold_is_refused() -> None:
    with pytest.raises(InvalidValue, match="30 digits"):
        Unit(name="坨", dimension="volume", factor=Fraction(1, 10**30))
    assert Unit(name="坨", dimension="volume", factor=Fraction(10**30 - 1, 7)).factor
