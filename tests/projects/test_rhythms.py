"""A named work method without a public definition stays undefined; a role is a party until somebody names persons."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from minsheng.calendars import Cadence, DueRule, Period
from minsheng.errors import InvalidValue, Undefined
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


def rhythm(cadence: Cadence = Cadence.WEEKLY, **fields: Any) -> Rhythm:
    made = Rhythm(id="report", name="报送", bearer=Bearer.LEADS, cadence=cadence, met_by=["report"])
    return attrs.evolve(made, **fields)


WEDNESDAY, FRIDAY = DueRule(day=3), DueRule(day=5)


@pytest.mark.parametrize(
    ("cadence", "fields", "code"),
    [
        (Cadence.WEEKLY, {"times": 0}, "projects.no-times"),
        (Cadence.WEEKLY, {"times": True}, "projects.no-times"),
        (Cadence.WEEKLY, {"every": 100}, "projects.no-times"),
        (Cadence.WEEKLY, {"due": WEDNESDAY, "also": [FRIDAY], "times": 2}, "projects.times-and-days"),
        (Cadence.WEEKLY, {"also": [FRIDAY]}, "projects.days-unclear"),
        (Cadence.WEEKLY, {"due": FRIDAY, "also": [FRIDAY]}, "projects.days-unclear"),
        (Cadence.QUARTERLY, {"due": FRIDAY, "also": [DueRule(day=1, month=7)]}, "projects.no-such-month"),
        (Cadence.WEEKLY, {"anchor": Period.parse("2024-W10")}, "projects.no-anchor"),
        (Cadence.WEEKLY, {"every": 2, "anchor": Period.parse("2024-03")}, "projects.no-anchor"),
        (Cadence.ONCE, {"every": 2}, "projects.no-periods"),
        (Cadence.ONCE, {"times": 2}, "projects.no-periods"),
    ],
)
def test_a_rhythm_that_contradicts_itself_is_none(cadence: Cadence, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        rhythm(cadence, **fields)
    assert caught.value.code == code
    assert caught.value.message("zh")
    assert caught.value.message("en")


def test_how_often_is_said_in_words() -> None:
    assert rhythm().often() == "每周"
    assert rhythm(every=2).often() == "每2周"
    assert (rhythm(times=2).often(), rhythm(times=2).often("en")) == ("每周2次", "weekly 2 times")
    assert rhythm(Cadence.MONTHLY, every=2).often("en") == "every 2 months"
    assert rhythm(due=WEDNESDAY, also=[FRIDAY]).often() == "每周"
