"""The words for who leads and who helps stand in one table, and every one of them is understood. Made-up units."""

from __future__ import annotations

import pytest

from minsheng.intake.passages import Passage
from minsheng.intake.source import Spot
from minsheng.intake.words import roles
from minsheng.intake.words.fitting import Look, look
from minsheng.intake.words.header import Column
from minsheng.intake.words.parties import assigns, parties_of
from minsheng.intake.words.telling import is_duty

_LEADING = (Column.LEADS, Column.RESPONSIBLE)


def _passage(text: str) -> Passage:
    return Passage.whole(text, Spot(0))


def _read(text: str) -> tuple[list[str], list[str]]:
    found = parties_of([(Column.RESPONSIBLE, _passage(text))])
    return [p.text for p in found.leads], [p.text for p in found.partners]


def test_no_word_gives_two_parts() -> None:
    assert len(roles.all_behind()) == len(set(roles.all_behind()))


@pytest.mark.parametrize(("name", "role"), roles.names().items())
def test_every_name_of_a_part_is_read_in_brackets_and_in_a_label(name: str, role: Column) -> None:
    wanted = (["县教育局"], []) if role in _LEADING else ([], ["县教育局"])
    for text in (f"县教育局（{name}）", f"县教育局（{name}单位）", f"{name}单位：县教育局", f"{name}部门：县教育局"):
        assert _read(text) == wanted, text


@pytest.mark.parametrize(("name", "role"), roles.names_in_labels().items())
def test_every_name_of_a_part_in_a_label_behind_another_unit_begins_a_new_one(name: str, role: Column) -> None:
    led, helping = _read(f"牵头单位：县民政局\n{name}单位：县教育局")
    assert (led, helping) == ((["县民政局", "县教育局"], []) if role is Column.LEADS else (["县民政局"], ["县教育局"]))


@pytest.mark.parametrize(("word", "role"), [(word, role) for role, words in roles.behind().items() for word in words])
def test_every_word_behind_a_unit_says_its_part(word: str, role: Column) -> None:
    assert _read(f"县教育局{word}") == ((["县教育局"], []) if role in _LEADING else ([], ["县教育局"]))
    assert assigns(_passage(f"县教育局{word}"))
    assert look(f"县教育局{word}") is Look.UNIT


@pytest.mark.parametrize("name", roles.names())
def test_a_unit_with_its_part_in_brackets_still_looks_like_a_unit(name: str) -> None:
    assert look(f"县教育局（{name}）") is Look.UNIT
    assert roles.without_role(f"县教育局（{name}单位）") == "县教育局"


@pytest.mark.parametrize("name", roles.names_of_leads())
def test_who_leads_may_be_named_behind_the_work_in_brackets(name: str) -> None:
    if roles.speaks_of_units(name):
        assert is_duty(_passage(f"改造道路5公里（县交通局{name}）"))
