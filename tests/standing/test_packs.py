"""A rule pack is read strictly; all that is wrong with it is told at once."""

from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from minsheng.calendars import PeriodKind
from minsheng.errors import Problems, Unreadable
from minsheng.standing import (
    DEFAULT,
    StaleLimit,
    UnknownLevel,
    UnknownRules,
    load_rules,
    parse_rules,
    rule_packs,
    shipped_rules,
)

TEXT = resources.files("minsheng.standing").joinpath("packs", "minsheng-default.toml").read_text("utf-8")


def wrong(text: str) -> list[str]:
    with pytest.raises(Problems) as caught:
        parse_rules(text, name="test.toml")
    return [f"{f.place.path} {f.code}" for f in caught.value.findings]


def test_the_shipped_pack_is_found_by_name_and_as_a_file(tmp_path: Path) -> None:
    file = tmp_path / "county.toml"
    file.write_text(TEXT, encoding="utf-8")
    assert DEFAULT in rule_packs()
    assert load_rules(DEFAULT) is shipped_rules()
    assert load_rules(file) == load_rules(str(file)) == shipped_rules()


def test_a_file_as_notepad_writes_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "county.toml"
    file.write_text(TEXT, encoding="utf-8-sig")
    assert load_rules(file) == shipped_rules()


def test_an_unknown_pack_names_those_that_there_are() -> None:
    with pytest.raises(UnknownRules) as caught:
        load_rules("no-such-pack")
    assert caught.value.choices == rule_packs()
    with pytest.raises(UnknownRules):
        shipped_rules("../minsheng-default")


def test_what_is_no_toml_is_unreadable_and_names_the_file(tmp_path: Path) -> None:
    for content in (b"= 1", "“".encode("gbk"), b"a = 1\n" * 200_000, b"a = " + b"9" * 5000):
        file = tmp_path / "county.toml"
        file.write_bytes(content)
        with pytest.raises(Unreadable, match=r"county\.toml"):
            load_rules(file)


def test_a_gap_in_a_pack_is_an_error_with_the_numbers() -> None:
    with pytest.raises(Problems, match=r"\(5, 8\]") as caught:
        parse_rules(TEXT.replace('above = "5"', 'above = "8"'))
    assert [f.code for f in caught.value.findings] == ["standing.gap"]


def test_an_overlap_in_a_pack_is_an_error_with_the_numbers() -> None:
    with pytest.raises(Problems, match=r"\(5, 8\]"):
        parse_rules(TEXT.replace('to = "5"', 'to = "8"'))


def test_misspelt_missing_and_mistyped_keys_are_all_told_at_once() -> None:
    text = TEXT.replace("days = 31", 'days = "31"').replace('basis = "points-below"', 'basis = "points"')
    text = text.replace('source = "', 'sauce = "').replace('masks = "on_track"', 'masks = "on_track"\ncounted = "no"')
    assert wrong(text) == [
        "$.rules[0].basis standing.not-one-of",
        "$.stale.days standing.wrong-type",
        "$.stale standing.stale-limit",
        "$.levels[6].counted standing.wrong-type",
        "$ standing.missing-key",
        "$.sauce standing.unknown-key",
    ]


@pytest.mark.parametrize(
    "bound", ["5.5", "true", '"nan"', '"inf"', '"five"', '"1e99"', '"1e9999999"', '"1e-9999999"', "[5]"]
)
def test_a_bound_is_a_decimal_in_quotes_or_a_whole_number(bound: str) -> None:
    assert "$.rules[0].bands[1].to standing.wrong-type" in wrong(TEXT.replace('to = "5"', f"to = {bound}"))


def test_a_bound_is_included_or_not_but_not_both() -> None:
    assert wrong(TEXT.replace('to = "5"', 'to = "5", below = "5"')) == ["$.rules[0].bands[1] standing.two-bounds"]


def test_a_level_that_the_rules_need_can_not_be_left_out() -> None:
    assert "$.levels standing.level-missing" in wrong(TEXT.replace('name = "stale"', 'name = "old"'))
    assert "$.rules[0].bands standing.level-missing" in wrong(TEXT.replace('name = "slipping"', 'name = "slow"'))


def test_ranks_are_each_given_once_and_only_where_levels_compare() -> None:
    assert wrong(TEXT.replace("rank = 50", "rank = 60")) == ["$.levels[1] standing.rank-twice"]
    assert wrong(TEXT.replace("rank = 60\n", "")) == ["$.levels standing.level-unranked"]
    assert wrong(TEXT.replace('name = "stale"', 'name = "stale"\nrank = 1')) == ["$.levels standing.level-ranked"]


def test_a_mark_must_be_printable_on_a_gbk_console() -> None:
    assert wrong(TEXT.replace('mark = "▲"', 'mark = "⚠"')) == ["$.levels[3] standing.mark-not-printable"]


def test_every_level_of_the_default_has_words_in_both_languages_and_a_mark() -> None:
    for level in shipped_rules().levels:
        assert level.zh
        assert level.en
        assert level.mark.encode("gbk")
        assert level.colour


def test_a_source_that_is_no_document_is_told_in_english_and_a_document_as_it_calls_itself() -> None:
    text = TEXT.replace("taken from no document", "made up")
    assert parse_rules(text).cited("en") == "minsheng's own, made up"
    assert parse_rules(text).cited("zh") == "minsheng 自定，未引自任何文件"
    worded = parse_rules(text).worded({"behind": "进展缓慢"}, source="某县")
    assert (worded.cited("zh"), worded.cited("en")) == (
        "minsheng 自定，未引自任何文件；某县",
        "minsheng's own, made up; 某县",
    )
    wuhan = load_rules("wuhan")
    assert wuhan.cited("en") == wuhan.cited("zh") == wuhan.source
    assert wuhan.worded({"done": "办结"}, source="某县").cited("en") == f"{wuhan.source}；某县"


def test_an_unknown_level_names_those_that_there_are() -> None:
    with pytest.raises(UnknownLevel, match="on_track"):
        shipped_rules().level("green")


def test_stale_after_days_counts_from_the_day_of_the_report() -> None:
    limit = StaleLimit(days=31)
    assert not limit.passed(date(2024, 1, 31), date(2024, 3, 2))  # 31 days: 29 in February, 2 in March
    assert limit.passed(date(2024, 1, 31), date(2024, 3, 3))


def test_stale_after_whole_periods_without_a_report() -> None:
    limit = StaleLimit(periods=2, of=PeriodKind.WEEK)  # 2024-06-30 is a Sunday: weeks W24, W25 lie between
    assert not limit.passed(date(2024, 6, 10), date(2024, 6, 30))
    assert limit.passed(date(2024, 6, 9), date(2024, 6, 30))
    assert "2" in limit.text()
    assert "周" in limit.text()
    text = TEXT.replace("days = 31", 'periods = 2\nof = "week"')
    assert parse_rules(text).stale == limit


@pytest.mark.parametrize("name", ["x" * 100_000, "a\0b", "\ud800", ""])
def test_a_name_that_no_file_can_have_is_no_pack(name: str) -> None:
    with pytest.raises(UnknownRules):
        load_rules(name)
