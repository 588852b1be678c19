"""A ratio, or the reason why there is none: never 0 or 100 % by default."""

from decimal import Decimal
from fractions import Fraction

import pytest

from minsheng.errors import Undefined
from minsheng.targets import Quantity, Target, achievement, find_targets


@pytest.mark.parametrize(
    ("target", "done", "ratio", "reached"),
    [
        ("约400公里", "120公里", Fraction(3, 10), False),
        ("约400公里", "399公里", Fraction(399, 400), False),
        ("约400公里", "400000米", Fraction(1), True),
        ("400家以上", "400家", Fraction(1), True),
        ("4—8个", "3个", Fraction(3, 4), False),
        ("4—8个", "4个", Fraction(1), True),
        ("500余公里", "500公里", Fraction(1), True),
        ("约20000名", "5000人", Fraction(1, 4), False),
        ("2.9万平方米", "1.45万㎡", Fraction(1, 2), False),
        ("1.04万户", "10万户", Fraction(125, 13), True),
        ("36个小区", "50%", Fraction(1, 2), False),
        ("50%", "45%", Fraction(9, 10), False),
        ("全覆盖", "80%", Fraction(4, 5), False),
        ("全覆盖", "全覆盖", Fraction(1), True),
        ("5坨", "1坨", Fraction(1, 5), False),
        ("3亩", "1000平方米", Fraction(1, 2), False),
    ],
)
def test_what_can_be_compared_is_compared_exactly(target: str, done: str, ratio: Fraction, reached: bool) -> None:
    result = achievement(Target.parse(target), Quantity.parse(done))
    assert (result.ratio, result.reached) == (ratio, reached)


@pytest.mark.parametrize(
    ("promised", "part", "whole", "reached"),
    [
        ("三分之二", 20, 30, True),  # 66.666…
        ("三分之二", 19, 30, False),  # 63.333…
        ("三分之二", 1999, 3000, False),  # 66.633…
        ("三分之一以上", 10, 30, True),
        ("六分之五", 25, 30, True),  # 83.333…
        ("七分之三", 3, 7, True),  # 42.857…
        ("四分之三", 3, 4, True),
        ("四分之三", 7499, 10000, False),
    ],
)
@pytest.mark.parametrize("digits", [2, 6])
def test_who_has_done_two_thirds_has_done_三分之二(
    promised: str, part: int, whole: int, reached: bool, digits: int
) -> None:
    target = find_targets(f"完成{promised}的老旧小区改造。")[0].target
    cut = Decimal(part * 100 * 10**digits // whole).scaleb(
        -digits
    )  # as a clerk may report it: 66.66 as well as 66.666666
    for share in (cut, (Decimal(part) * 100 / whole).quantize(cut)):
        assert achievement(target, Quantity.parse(f"{share}%")).reached is reached


@pytest.mark.parametrize("limit", ["不超过三分之二", "三分之二以下", "低于三分之二"])
def test_two_thirds_keep_a_limit_of_two_thirds(limit: str) -> None:
    target = find_targets(f"在建小区占比{limit}。")[0].target
    assert achievement(target, Quantity.parse("66.67%")).within is True  # 20 of 30
    assert achievement(target, Quantity.parse("70%")).within is False  # 21 of 30


@pytest.mark.parametrize(
    ("target", "done", "reason"),
    [
        ("全覆盖", "300人", "分母未知"),
        ("覆盖所有乡镇", "5个", "分母未知"),
        ("低于4.5%", "3.9%", "控制类目标只有数值，没有完成比例"),
        ("不超过5%", "4%", "控制类目标只有数值，没有完成比例"),
        ("降至15%", "16%", "控制类目标只有数值，没有完成比例"),
        ("每人每年100元", "每人每年100元", "标准，不计进度"),
        ("400家以上", "380个", "填报单位与目标单位不能换算"),
        ("5坨", "5个", "填报单位与目标单位不能换算"),
        ("0个", "5个", "目标值为0，没有完成比例"),
        ("400公里", "不超过300公里", "填报的是上限，不能计算比例"),
    ],
)
def test_where_there_is_no_ratio_the_reason_stands(target: str, done: str, reason: str) -> None:
    result = achievement(Target.parse(target), Quantity.parse(done))
    assert result.ratio == Undefined(reason) == result.capped
    assert not result.reached
    assert result.remarks("zh") == (reason,)
    assert result.remarks("en")[0].isascii()


def test_a_target_without_a_number_has_no_ratio() -> None:
    result = achievement(Target(Undefined("目标没有数字")), Quantity.parse("3个"))
    assert result.ratio == Undefined("目标没有数字")


def test_nothing_reported_keeps_its_own_reason() -> None:
    result = achievement(Target.parse("400公里"), Undefined("尚无填报"))
    assert result.ratio == Undefined("尚无填报")
    assert not result.reached


def test_more_than_promised_is_kept_raw_and_capped_for_roll_ups() -> None:
    result = achievement(Target.parse("1000个"), Quantity.parse("9617个"))
    assert (result.ratio, result.capped) == (Fraction(9617, 1000), Fraction(1))
    assert "超过目标，汇总时按100%计" in result.remarks()


def test_a_range_says_that_its_lower_end_counts() -> None:
    assert achievement(Target.parse("4—8个"), Quantity.parse("4个")).remarks() == ("目标为区间，按下限4个计算",)


def test_a_limit_says_whether_it_is_kept_although_it_has_no_ratio() -> None:
    target = Target.parse("控制在4.5%以内")
    assert achievement(target, Quantity.parse("3.9%")).within is True
    assert achievement(target, Quantity.parse("4.6%")).within is False
    assert isinstance(achievement(Target.parse("5个"), Quantity.parse("5个")).within, Undefined)
