"""A plan that is written and read again is the same plan, whatever is in it."""

from __future__ import annotations

import json

from hypothesis import given, settings

from minsheng.calendars import Deadline, Period
from minsheng.codec import converter, dump_plan, load_plan, plan_json
from minsheng.projects import Plan
from minsheng.targets import Quantity, Target
from minsheng.testing import strategies as mst

CONVERT = converter()


@given(mst.plans(foreign=True))
@settings(max_examples=60, deadline=None)
def test_a_plan_comes_back_whole(plan: Plan) -> None:
    document = dump_plan(plan)
    again = load_plan(plan_json(plan))
    assert again == plan
    assert dump_plan(again) == document, "printed texts are kept too, which equality does not see"
    assert load_plan(document) == plan
    assert load_plan(json.dumps(document)) == plan, "escaped text is the same text"


@given(mst.quantities(foreign=True))
def test_a_quantity_comes_back_with_unit_hedge_and_printed_text(quantity: Quantity) -> None:
    written = CONVERT.unstructure(quantity)
    again = CONVERT.structure(json.loads(json.dumps(written)), Quantity)
    assert again == quantity
    assert again.unit.factor == quantity.unit.factor
    assert str(again) == str(quantity)
    assert CONVERT.unstructure(again) == written


@given(mst.targets(foreign=True))
def test_a_target_comes_back(target: Target) -> None:
    again = CONVERT.structure(json.loads(json.dumps(CONVERT.unstructure(target))), Target)
    assert again == target
    assert str(again) == str(target)


@given(mst.deadlines())
def test_a_deadline_comes_back(deadline: Deadline) -> None:
    assert CONVERT.structure(CONVERT.unstructure(deadline), Deadline) == deadline


@given(mst.periods())
def test_a_period_is_its_code(period: Period) -> None:
    written = CONVERT.unstructure(period)
    assert written == period.code
    assert CONVERT.structure(written, Period) == period


def test_a_converter_is_nobodys_but_the_callers() -> None:
    mine = converter()
    mine.register_unstructure_hook(Period, lambda p: "mine")
    assert mine.unstructure(Period.parse("2024")) == "mine"
    assert converter().unstructure(Period.parse("2024")) == "2024"
