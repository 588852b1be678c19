"""The committed JSON Schema is that of the code, takes what we write, and refuses nothing that we would load."""

from __future__ import annotations

import copy
import json
from importlib import resources
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minsheng.codec import dump_plan, load_plan, schema
from minsheng.errors import Problems
from minsheng.projects import Plan
from minsheng.testing import strategies as mst

COMMITTED = json.loads(resources.files("minsheng.codec").joinpath("plan.schema.json").read_text("utf-8"))
CHECK = jsonschema.Draft202012Validator(COMMITTED)


def test_the_committed_schema_is_current() -> None:
    assert schema() == COMMITTED


def test_it_is_a_schema_that_refuses_unknown_keys_everywhere() -> None:
    jsonschema.Draft202012Validator.check_schema(COMMITTED)
    objects = [COMMITTED, *(d for d in COMMITTED["$defs"].values() if d.get("type") == "object")]
    assert len(objects) > 10
    assert all(o["additionalProperties"] is False for o in objects)


@given(mst.plans(foreign=True))
@settings(max_examples=60, deadline=None)
def test_every_plan_that_we_write_fits_it(plan: Plan) -> None:
    CHECK.validate(dump_plan(plan))


WRONG = st.sampled_from(
    [None, True, 7, 2.5, "", "x", "1_000", "20240206", "2024-11-30", [], ["a"], [[1]], {}, {"x": 1}, {"value": "1"}]
)


@given(mst.plans(max_projects=2), st.data())
@settings(max_examples=150, deadline=None)
def test_what_it_refuses_the_loader_refuses(plan: Plan, data: st.DataObject) -> None:
    document: Any = copy.deepcopy(dump_plan(plan))
    place = document
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not (isinstance(place[key], dict | list) and place[key]) or data.draw(st.booleans()):
            break
        place = place[key]
    if data.draw(st.integers(0, 3)) == 0 and isinstance(place, dict):
        del place[key]
    else:
        place[key] = data.draw(WRONG)
    if not CHECK.is_valid(document):
        with pytest.raises(Problems):
            load_plan(document)
