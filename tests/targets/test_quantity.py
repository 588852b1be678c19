"""A quantity keeps what was promised, word for word and number for number."""

import decimal
from decimal import Decimal

import pytest

from minsheng.errors import InvalidValue
from minsheng.targets import Qualifier, Quantity, default_units

Q = Qualifier


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("400公里", "400", "公里", Q.EXACT),
        ("约400公里", "400", "公里", Q.APPROX),
        ("400公里左右", "400", "公里", Q.APPROX),
        ("近140公里", "140", "公里", Q.APPROX),
        ("400家以上", "400", "家", Q.AT_LEAST),
        ("不少于八百个", "800", "个", Q.AT_LEAST),
        ("不低于10万平方米", "100000", "平方米", Q.AT_LEAST),
        ("达到400家以上", "400", "家", Q.AT_LEAST),
        ("至少5处", "5", "处", Q.AT_LEAST),
        ("不超过5%", "5", "%", Q.AT_MOST),
        ("控制在15公里以内", "15", "公里", Q.AT_MOST),
        ("控制在4.5%内", "4.5", "%", Q.AT_MOST),
        ("低于4.5%", "4.5", "%", Q.AT_MOST),
        ("500余公里", "500", "公里", Q.OVER),
        ("100多个", "100", "个", Q.OVER),
        ("超200个", "200", "个", Q.OVER),
        ("1.2万余人", "12000", "人", Q.OVER),
        ("29.1万平方米", "291000", "平方米", Q.EXACT),
        ("33.495万㎡", "334950", "平方米", Q.EXACT),
        ("10,000.5平方米", "10000.5", "平方米", Q.EXACT),
        ("０.１万人次", "1000", "人次", Q.EXACT),
        ("三百二十户", "320", "户", Q.EXACT),
        ("一百三十九台", "139", "台", Q.EXACT),
        ("百分之九十以上", "90", "%", Q.AT_LEAST),
        ("百分之九十点五", "90.5", "%", Q.EXACT),
        ("80%", "80", "%", Q.EXACT),
        ("提高到65%", "65", "%", Q.EXACT),
        ("每人每年100元", "100", "元/人·年", Q.EXACT),
        ("每院每年补助5万元", "50000", "元/院·年", Q.EXACT),
        ("每人发放求职创业补贴1500元", "1500", "元/人", Q.EXACT),
        ("不低于每人每月980元", "980", "元/人·月", Q.AT_LEAST),
        ("至少配备1名", "1", "名", Q.AT_LEAST),
        ("每所5万元以内", "50000", "元/所", Q.AT_MOST),
        ("1500元/人", "1500", "元/人", Q.EXACT),
        ("100元/人/年", "100", "元/人·年", Q.EXACT),
        ("20万学生", "200000", "人", Q.EXACT),
        ("每年5000人次", "5000", "人次", Q.EXACT),
        ("全覆盖", "100", "%", Q.FULL_COVERAGE),
        ("应保尽保", "100", "%", Q.FULL_COVERAGE),
        ("覆盖所有乡镇", "100", "%", Q.FULL_COVERAGE),
        ("36个小区", "36", "个", Q.EXACT),
        ("12导联", "12", "导联", Q.EXACT),
    ],
)
def test_a_quantity_is_read_with_its_hedge(text: str, value: str, unit: str, qualifier: Qualifier) -> None:
    quantity = Quantity.parse(text)
    assert (quantity.value, quantity.unit.name, quantity.qualifier) == (Decimal(value), unit, qualifier)
    assert Quantity.parse(str(quantity)) == quantity


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("4—8个", 4, 8, "个"),
        ("20－23条", 20, 23, "条"),
        ("4～8个", 4, 8, "个"),
        ("3-5万人", 30_000, 50_000, "人"),
        ("8000—1万人", 8_000, 10_000, "人"),
        ("3万至5万户", 30_000, 50_000, "户"),
        ("10%—15%", 10, 15, "%"),
    ],
)
def test_a_range_has_two_ends(text: str, low: int, high: int, unit: str) -> None:
    quantity = Quantity.parse(text)
    assert (quantity.value, quantity.upper) == (Decimal(low), Decimal(high))
    assert (quantity.unit.name, quantity.qualifier) == (unit, Q.RANGE)


def test_the_caveat_and_the_printed_words_are_kept() -> None:
    quantity = Quantity.parse("约 400公里（以实际改造公里数为准）")
    assert quantity.text == "约400公里"
    assert quantity.caveat == "以实际改造公里数为准"
    assert str(quantity) == "约400公里（以实际改造公里数为准）"
    assert quantity.short == "约400公里"


def test_printed_words_are_no_part_of_equality_but_the_caveat_is() -> None:
    assert Quantity.parse("2.9万平方米") == Quantity.parse("29000㎡")
    assert hash(Quantity.parse("2.9万平方米")) == hash(Quantity.parse("29000㎡"))
    assert Quantity.parse("400公里（含支线）") != Quantity.parse("400公里")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "targets.no-quantity"),
        ("公里", "targets.no-quantity"),
        ("400", "targets.no-unit"),
        ("36个小区和5个村", "targets.not-whole"),
        ("改造面积29.1万平方米", "targets.not-whole"),
        ("1e5公里", "targets.not-whole"),
        ("300—100个", "targets.not-whole"),
        ("NaN个", "targets.no-quantity"),
        ("9999999999999999个", "targets.out-of-range"),
        ("9" * 100_000 + "个", "targets.no-quantity"),
    ],
)
def test_what_is_not_one_quantity_is_refused_and_says_how_to_mend_it(text: str, code: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        Quantity.parse(text)
    assert caught.value.code == code
    assert caught.value.message("en") != caught.value.message("zh")
    assert len(caught.value.message("zh")) < 200


@pytest.mark.parametrize(
    "value",
    [
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("sNaN"),
        10**15,
        "1_000",
        "１",
        " 1",
        "",
        "1e3",
        Decimal("1e-19"),
        Decimal("1e400"),
        True,
        1.5,
    ],
)
def test_a_value_that_is_no_bounded_figure_is_refused(value: Decimal) -> None:
    with pytest.raises(InvalidValue):
        Quantity(value=value, unit="个")


def test_a_value_is_kept_digit_for_digit_in_any_decimal_context() -> None:
    with decimal.localcontext(decimal.Context(prec=2)):
        narrow = Quantity(value=Decimal("62.650"), unit="亩")
        total = Quantity.total([narrow, Quantity(value=Decimal("1234567.001"), unit="亩")])
    assert str(narrow.value) == "62.65"
    assert total.value == Decimal("1234629.651")


def test_wan_in_front_of_the_unit_is_multiplied_out_too() -> None:
    assert Quantity(value=5, unit="万元") == Quantity.parse("50000元")
    assert Quantity.parse("50000元").amount_in("万元") == 5


def test_only_a_range_has_an_upper_end_and_it_is_above_the_lower() -> None:
    for fields in (
        {"qualifier": Q.RANGE},
        {"upper": 8},
        {"qualifier": Q.RANGE, "upper": 4},
        {"qualifier": Q.RANGE, "upper": 3},
    ):
        with pytest.raises(InvalidValue):
            Quantity(value=4, unit="个", **fields)
    with pytest.raises(InvalidValue):
        Quantity(value=90, unit="%", qualifier=Q.FULL_COVERAGE)


@pytest.mark.parametrize(
    ("parts", "sum_"),
    [
        (["1.5公里", "300米"], "1800米"),
        (["约400公里", "120公里"], "约520公里"),
        (["约400公里", "120公里以上"], "约520公里"),
        (["400家以上", "5家"], "405家以上"),
        (["4—8个", "2个"], "6—10个"),
        (["2亩", "1000平方米"], "3.5亩"),
        (["120人", "5名"], "125人"),
        (["5坨", "6坨"], "11坨"),
        (["10%", "15%"], "25%"),
    ],
)
def test_quantities_of_one_measure_add_up(parts: list[str], sum_: str) -> None:
    total = Quantity.total([Quantity.parse(p) for p in parts])
    assert total == Quantity.parse(sum_)
    assert str(total) == sum_


@pytest.mark.parametrize(
    "parts", [[], ["5个", "3处"], ["5坨", "6垧"], ["每人每年100元", "每人每年50元"], ["全覆盖", "10%"]]
)
def test_what_must_not_be_added_is_refused(parts: list[str]) -> None:
    with pytest.raises(InvalidValue):
        Quantity.total([Quantity.parse(p) for p in parts])


def test_a_conversion_keeps_the_hedge_and_says_no_where_there_is_none() -> None:
    assert str(Quantity.parse("约1.5公里").to("米")) == "约1500米"
    assert Quantity.parse("4—8公里").to("米").upper == 8000
    assert Quantity.parse("1亩").to("平方米").value == Decimal("666.666666666666666667")
    with pytest.raises(InvalidValue) as caught:
        Quantity.parse("5个").to("处")
    assert caught.value.code == "targets.not-convertible"


def test_a_difference_may_be_negative() -> None:
    assert str(Quantity(value=-5, unit=default_units().get("公里"))) == "-5公里"
    assert Quantity.parse("-5公里").value == -5
