"""A target: a quantity with what it counts and how it is judged."""

import pytest

from minsheng.errors import InvalidValue, Undefined
from minsheng.targets import Aggregation, Direction, Target


def test_what_is_counted_tells_two_targets_in_one_unit_apart() -> None:
    pupils, rooms = Target.parse("新增小学学位1620个"), Target.parse("36个教学班")
    assert (pupils.label, pupils.counted, pupils.name) == ("新增小学学位", "", "新增小学学位")
    assert (rooms.label, rooms.counted, rooms.name) == ("", "教学班", "教学班")


@pytest.mark.parametrize(
    "text", ["36个小区", "约400公里", "400家以上村卫生室", "约400公里（以实际改造公里数为准）", "全覆盖", "20万学生"]
)
def test_a_target_is_written_as_it_was_printed(text: str) -> None:
    assert str(Target.parse(text)) == text


def test_a_given_text_may_stand_for_the_quantity() -> None:
    assert Target("约400公里").quantity == Target.parse("约400公里").quantity


@pytest.mark.parametrize(
    ("text", "direction", "aggregation", "standard"),
    [
        ("400公里", Direction.INCREASE, Aggregation.SUM, False),
        ("每人每年100元", Direction.INCREASE, Aggregation.NONE, True),
        ("每所5万元以内", Direction.DECREASE, Aggregation.NONE, True),
        ("每班45人", Direction.INCREASE, Aggregation.NONE, True),
        ("2600吨/日", Direction.INCREASE, Aggregation.LATEST, False),
        ("低于40微克/立方米", Direction.DECREASE, Aggregation.LATEST, False),
        ("低于4.5%", Direction.DECREASE, Aggregation.LATEST, False),
        ("降至15%", Direction.DECREASE, Aggregation.LATEST, False),
        ("95%以上", Direction.INCREASE, Aggregation.LATEST, False),
        ("全覆盖", Direction.INCREASE, Aggregation.LATEST, False),
    ],
)
def test_how_a_target_is_judged_follows_from_its_words(
    text: str, direction: Direction, aggregation: Aggregation, standard: bool
) -> None:
    target = Target.parse(text)
    assert (target.direction, target.aggregation, target.standard) == (direction, aggregation, standard)


def test_a_target_without_a_number_says_so() -> None:
    target = Target(Undefined("目标没有数字"), label="校园天眼")
    assert (str(target), target.text, target.unit, target.name) == (
        "目标没有数字",
        "",
        Undefined("目标没有数字"),
        "校园天眼",
    )


def test_only_targets_that_may_be_added_have_a_total() -> None:
    assert str(Target.total([Target.parse("36个小区"), Target.parse("10个小区")])) == "46个"
    for other in ("每人每年100元", "全覆盖", "95%", "5处"):
        with pytest.raises(InvalidValue):
            Target.total([Target.parse("36个小区"), Target.parse(other)])
    with pytest.raises(InvalidValue):
        Target.total([Target(Undefined("目标没有数字"))])


def test_a_number_is_no_text_to_be_read() -> None:
    with pytest.raises(TypeError, match="text must be str, not int 400"):
        Target.parse(400)  # type: ignore[arg-type]  # what a notebook user writes first
