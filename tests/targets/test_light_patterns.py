"""The light pattern of a number's unit reads what the long one reads, wherever it is used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.targets import default_units
from minsheng.targets.grammar.phrases import grammar, numbers
from minsheng.targets.grammar.words import words

_PIECES = [
    "公里",
    "个",
    "万",
    "万元",
    "元",
    "余",
    "多",
    "百",
    "学生",
    "小区",
    "以上",
    "左右",
    "（",
    "）",
    "，",
    "约",
    "新",
]
_SIGNS = ["/", "每", "（居）以上", "（间）左右", "人", "年", "·"]
_behind = st.lists(st.sampled_from(_PIECES + _SIGNS), max_size=7).map("".join)


@given(_behind)
def test_without_a_sign_of_a_rate_or_bracket_both_patterns_match_the_same(behind: str) -> None:
    patterns = grammar(default_units())
    text = f"改造36{behind}"
    number = next(numbers(text))
    read = patterns.read(text, number)
    long = patterns.single.match(text, number.end())
    plain = patterns.plain.match(text, number.end()) or patterns.with_noun(text, number.end())
    if not any(sign in behind for sign in ("/", "每", "（")):
        groups = None if long is None else {k: v for k, v in long.groupdict().items() if k != "also"}
        assert (plain and (plain.span(), plain.groupdict())) == (long and (long.span(), groups))
    if long is None:
        assert read is None


def test_no_noun_begins_like_what_may_stand_between_a_number_and_its_unit() -> None:
    nouns = [word for name in ("person", "person_ends", "thing", "modifier") for word in words("nouns", name)]
    assert [noun for noun in nouns if noun[0] in "百千万亿余多来+"] == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("补助100元/人", "元/人"),
        ("补助100元每人", "元/人"),
        ("建设36个（间）以上", "个"),
        ("改造36个（新）", "个"),
        ("改造36个（含5处）", "个"),
    ],
)
def test_rates_and_short_brackets_are_still_read_whole(text: str, unit: str) -> None:
    phrase = grammar(default_units()).read(text, next(numbers(text)))
    assert phrase is not None
    assert phrase.unit.name == unit
