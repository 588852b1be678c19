"""The list of duties as JSON: whatever the plan, it is plain JSON and says of each duty what a program needs."""

from __future__ import annotations

import json

from attrs import evolve
from hypothesis import given, settings

from minsheng.calendars import ChinaCalendar, Period
from minsheng.codec import DUTIES_SCHEMA, dump_duties, duties_json
from minsheng.duties import expand_duties
from minsheng.errors import Undefined
from minsheng.example import load_example
from minsheng.projects import DocumentInfo, Plan
from minsheng.testing import strategies as mst

CALENDAR = ChinaCalendar()


@given(mst.plans())
@settings(max_examples=40, deadline=None)
def test_every_duty_is_there_with_its_id_period_day_and_reason(plan: Plan) -> None:
    duties = expand_duties(plan, CALENDAR)
    document = json.loads(duties_json(duties))
    assert document["schema"] == DUTIES_SCHEMA
    assert [d["id"] for d in document["duties"]] == [d.id for d in duties.all]
    for written, duty in zip(document["duties"], duties.all, strict=True):
        assert written["due"] == (None if isinstance(duty.due, Undefined) else duty.due.isoformat())
        assert ("due_undefined" in written) == isinstance(duty.due, Undefined)
        assert (written["period"] and Period.parse(written["period"])) == duty.period
        assert written["why"] == duty.why()
        assert written.get("nth", 1) == duty.nth
        assert ("nth" in written) == (len(duty.rhythm.dues) > 1)
        assert ("begins" in written) == (duty.rhythm.every > 1)
        if "begins" in written:
            assert written["begins"] == duty.turn[0].first.isoformat() < duty.period.first.isoformat()
    assert json.dumps(dump_duties(duties, lang="en"))


def test_an_empty_list_still_says_of_which_plan_it_is() -> None:
    plan = load_example().plan
    nothing = expand_duties(plan, CALENDAR, "2023-01-01", "2023-01-31")
    document = json.loads(duties_json(nothing, plan=plan.id))
    assert (document["plan"], document["duties"]) == (plan.id, [])
    assert json.loads(duties_json(expand_duties(plan, CALENDAR)))["plan"] == plan.id


def test_a_day_that_rests_on_a_guess_is_marked() -> None:
    plan = evolve(load_example().plan, year=2027, document=DocumentInfo(issued="2026-12-30"))  # made up
    written = dump_duties(expand_duties(plan, ChinaCalendar(provisional=True), "2026-12-30", "2027-01-31"))["duties"]
    marked = {d["due"]: d["guessed_from"] for d in written if "guessed_from" in d}
    assert {d["due"] for d in written} - {None} == set(marked) | {"2026-12-31"}
    assert marked["2027-01-29"] == "2027-01-29"  # a Friday, to which Sunday the 31st goes back
    known = dump_duties(expand_duties(load_example().plan, ChinaCalendar(provisional=True)))["duties"]
    assert not any("guessed_from" in d for d in known)
