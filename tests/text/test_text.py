"""White space, comparison keys, width, and characters nobody sees."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.text import Squeezed, key, squeeze, suspicious, width

WHITE = {c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace()} | {"\u200b", "\ufeff", "\u2060"}
LINE_ENDS = "\n\r\v\f\u2028\u2029\x85"
with_white = st.text(st.one_of(st.sampled_from(sorted(WHITE)), st.sampled_from("县残联９（")))


def test_white_space_within_a_name_is_dropped() -> None:
    assert squeeze(" 县 残　联\n\u200b") == "县残联"


def test_every_character_that_unicode_calls_space_is_white_space_and_no_other_one_but_the_invisible() -> None:
    every = "".join(c for c in map(chr, range(sys.maxunicode + 1)) if not "\ud800" <= c <= "\udfff")
    left = "".join(c for c in every if c not in WHITE)
    assert squeeze(every) == Squeezed.of(every).text == left
    assert set(Squeezed.of(every, lines=True).text) - set(left) == set(LINE_ENDS)


@given(with_white, st.booleans())
def test_each_character_of_a_squeezed_text_is_found_where_it_stood(text: str, lines: bool) -> None:
    squeezed = Squeezed.of(text, lines=lines)
    kept = [i for i, c in enumerate(text) if c not in WHITE or (lines and c in LINE_ENDS)]
    assert squeezed.text == "".join(text[i] for i in kept)
    assert [squeezed.at(k) for k in range(len(kept))] == kept
    assert [squeezed.end(k) for k in range(len(kept) + 1)] == [0, *(i + 1 for i in kept)]
    assert squeezed.at(len(kept)) == len(text)


@pytest.mark.parametrize(("one", "other"), [("各乡镇（街道）", "各乡镇(街道)"), ("县 残 联", "县残联"), ("ＡＢ", "ab")])
def test_names_that_differ_in_width_case_or_spaces_are_one(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_a_chinese_character_takes_two_columns_and_a_control_character_none_less() -> None:
    assert width("完成30%") == 7
    assert width("a\x07b") >= 0


def test_direction_marks_and_control_characters_are_pointed_at() -> None:
    assert suspicious("县住建局\u202e") == (4,)
    assert suspicious("两行\n文字\t一列") == ()
