"""The list of duties as JSON: whatever the plan, it is plain JSON and says of each duty what a program needs."""

from __future__ import annotations

import json

from hypothesis import given, settings

from minsheng.calendars import ChinaCalendar, Period
from minsheng.codec import DUTIES_SCHEMA, dump_duties, duties_json
from minsheng.duties import expand_duties
from minsheng.errors import Undefined
from minsheng.projects import Plan
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
    assert json.dumps(dump_duties(duties, lang="en"))
