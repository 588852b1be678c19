"""A named work method without a public definition stays undefined; a role is a party until somebody names persons."""

from __future__ import annotations

import pytest

from minsheng.calendars import Cadence
from minsheng.errors import Undefined
from minsheng.projects import Bearer, Plan, Project, Rhythm, UnknownMethod, WorkMethod
from minsheng.responsibility import Directory


def test_the_212_method_has_rhythms_and_no_definition() -> None:
    method = WorkMethod.preset("212")
    assert isinstance(method.definition, Undefined)
    assert [r.met_by for r in method.rhythms] == [("ledger_update",), ("weekly_meeting",)]


def test_a_method_can_be_given_by_the_name_of_its_preset() -> None:
    assert Plan(year=2024, methods=["212"]).methods == (WorkMethod.preset("212"),)
    with pytest.raises(UnknownMethod):
        Plan(year=2024, methods=["九九八"])


def test_naming_three_vice_heads_turns_the_roles_duty_into_theirs() -> None:
    rhythm = Rhythm(
        id="dispatch",
        name="每旬调度",
        bearer=Bearer.LEADERS,
        party="县政府分管负责同志",
        cadence=Cadence.TEN_DAYS,
        met_by=["dispatch"],
    )
    role = Plan(year=2024, rhythms=[rhythm])
    assert role.bearers(rhythm) == ("县政府分管负责同志",)
    named = Plan(year=2024, rhythms=[rhythm], directory=Directory().naming("县政府分管负责同志", ["甲", "乙", "丙"]))
    assert named.bearers(rhythm) == ("甲", "乙", "丙")


def test_a_group_counts_once_unless_it_is_expanded() -> None:
    from minsheng.responsibility import Organisation

    rhythm = WorkMethod.preset("212").rhythms[0]
    plan = Plan(
        year=2024,
        methods=["212"],
        projects=[
            Project(no="1", name="道路", leads=["县交运局", "各乡镇（街道）"]),
            Project(no="2", name="站亭", leads=["县交运局"]),
        ],
        directory=Directory(organisations=[Organisation("各乡镇（街道）", members=["甲镇", "乙镇"])]),
    )
    assert plan.bearers(rhythm) == ("县交运局", "各乡镇（街道）")
    assert plan.bearers(rhythm, expand_groups=True) == ("县交运局", "甲镇", "乙镇")
