"""White space, comparison keys, width, and characters nobody sees."""

import pytest

from minsheng.text import key, squeeze, suspicious, width


def test_white_space_within_a_name_is_dropped() -> None:
    assert squeeze(" 县 残　联\n\u200b") == "县残联"


@pytest.mark.parametrize(("one", "other"), [("各乡镇（街道）", "各乡镇(街道)"), ("县 残 联", "县残联"), ("ＡＢ", "ab")])
def test_names_that_differ_in_width_case_or_spaces_are_one(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_a_chinese_character_takes_two_columns_and_a_control_character_none_less() -> None:
    assert width("完成30%") == 7
    assert width("a\x07b") >= 0


def test_direction_marks_and_control_characters_are_pointed_at() -> None:
    assert suspicious("县住建局\u202e") == (4,)
    assert suspicious("两行\n文字\t一列") == ()
