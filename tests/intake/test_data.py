"""The tables of the room: no heading means two things, every pattern takes its examples, every row has a known value."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.calendars import Cadence
from minsheng.intake.letterhead.counts import counts_projects
from minsheng.intake.letterhead.signatures import letterhead_words
from minsheng.intake.readers.pdf_names import name_words
from minsheng.intake.rhythms.cadences import cadences, perhaps_says_how_often
from minsheng.intake.rhythms.data import rules
from minsheng.intake.words.header import Column, column_of
from minsheng.intake.words.terms import rows
from minsheng.projects import Bearer
from minsheng.projects.activities import activities, activity_name
from minsheng.text import key


def _table(name: str) -> dict[str, list[dict[str, object]]]:
    table: dict[str, list[dict[str, object]]] = tomllib.loads(
        resources.files("minsheng.intake").joinpath(name).read_text("utf-8")
    )
    return table


def test_no_heading_stands_for_two_columns() -> None:
    names = Counter(key(n) for row in _table("words/synonyms.toml")["column"] for n in str(row["names"]).split())
    assert [n for n, times in names.items() if times > 1] == []


def test_every_heading_is_told_by_its_name() -> None:
    for row in _table("words/synonyms.toml")["column"]:
        for name in str(row["names"]).split():
            assert column_of(name) is Column(row["role"]), name


@pytest.mark.parametrize("kind", ["funding", "amount", "delivery"])
def test_every_pattern_takes_its_examples_whole(kind: str) -> None:
    for row in rows()[kind]:
        for example in row["examples"]:
            match = re.search(row["pattern"], example)
            assert match is not None, example
            assert match[0] == example


@pytest.mark.parametrize("row", [row for kind in rows().values() for row in kind], ids=lambda row: row["examples"][0])
@given(data=st.data())
def test_no_pattern_takes_words_without_one_that_its_row_needs(row: Mapping[str, Any], data: st.DataObject) -> None:
    text = data.draw(st.from_regex(row["pattern"], fullmatch=False))
    match = re.search(row["pattern"], text)
    assert match is not None
    assert any(word in match[0] for word in row["needs"])


def test_names_in_narrow_cells_are_told_by_patterns_that_take_their_examples() -> None:
    assert all(len(name) == 2 for name in name_words()["surnames"])
    for row in name_words()["patterns"].values():
        look = getattr(re.compile(row["pattern"]), row["how"])
        assert [word for word in row["takes"] if look(word) is None] == [], row["pattern"]
        assert [word for word in row["leaves"] if look(word) is not None] == [], row["pattern"]


def test_how_many_projects_a_document_prints_is_told_from_ranks_and_years() -> None:
    table = letterhead_words()
    assert [text for text in table["count_takes"] if counts_projects().search(text) is None] == []
    assert [text for text in table["count_leaves"] if counts_projects().search(text) is not None] == []


def test_every_rhythm_row_has_a_cadence_or_bearer_that_there_is() -> None:
    table = _table("rhythms/rhythms.toml")
    for row in table["cadence"]:
        assert isinstance(Cadence(row["value"]), Cadence)
    for row in table["bearer"]:
        assert isinstance(Bearer(row["value"]), Bearer)
    for row in table["once"]:
        assert isinstance(Bearer(row["bearer"]), Bearer)
    for row in (*table["activity"], *table["once"]):
        assert row["id"]
        assert row["name"]
        assert row["words"]


def test_every_activity_that_is_read_has_words_in_both_languages() -> None:
    known = set(activities())
    assert {row["id"] for row in rules()["activity"]} <= known
    assert all(activity_name(a, "zh") and activity_name(a, "en") for a in known)


def test_no_word_that_says_how_often_escapes_the_first_look() -> None:
    words = [w for row in rules()["cadence"] for w in row["words"]]
    assert [w for w in words if not cadences(f"县发改局{w}调度")] == []


_PATTERNS = [row["pattern"] for kind in ("spelled", "unclear") for row in rules()[kind]]


@given(pattern=st.sampled_from(_PATTERNS), data=st.data())
def test_nothing_that_a_pattern_of_rhythms_takes_escapes_the_first_look(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern))
    assert perhaps_says_how_often(text)
