"""The written form is the corpus schema and more: other programs read it by these keys. The plan is made up."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from minsheng.calendars import Deadline
from minsheng.codec import converter, dump_plan, load_plan, plan_json
from minsheng.errors import InvalidValue, Undefined
from minsheng.projects import DocumentInfo, Funding, Item, Plan, Project, WorkMethod
from minsheng.targets import Qualifier, Quantity, Target, Unit, default_units

KM = default_units().get("公里")


def test_a_plan_is_written_by_the_schema_of_the_corpus() -> None:
    plan = Plan(
        id="甲县-2024",
        year=2024,
        document=DocumentInfo(
            title="甲县关于办好2024年民生实事的通知", issuer="甲县人民政府", issued="2024-02-06", year=2024
        ),
        projects=[
            Project(
                no="1",
                name="道路改造",
                content="改造约400公里。",
                leads=["县交运局", "各乡镇（街道）"],
                partners=["县财政局"],
                deadlines=[Deadline("2024年11月底", day="2024-11-30")],
                targets=[
                    Target(Quantity(value=Decimal("400.50"), unit=KM, qualifier=Qualifier.APPROX, text="约400.5公里"))
                ],
            ),
            Project(
                no="2",
                name="校园安全",
                items=[Item(no="1", content="新建4—8个", targets=[Target("4—8个")])],
                funding=[Funding(source="县级资金奖补")],
            ),
        ],
    )
    assert dump_plan(plan) == {
        "schema": "minsheng.plan/1",
        "id": "甲县-2024",
        "year": 2024,
        "document": {
            "title": "甲县关于办好2024年民生实事的通知",
            "number": None,
            "issuer": "甲县人民政府",
            "issued": "2024-02-06",
            "year": 2024,
        },
        "projects": [
            {
                "no": "1",
                "name": "道路改造",
                "content": "改造约400公里。",
                "leads": ["县交运局", "各乡镇（街道）"],
                "partners": ["县财政局"],
                "leaders": [],
                "deadlines": [{"text": "2024年11月底", "date": "2024-11-30", "milestone": "complete"}],
                "targets": [
                    {
                        "id": "1.t1",
                        "text": "约400.5公里",
                        "value": "400.5",
                        "value_max": None,
                        "unit": "公里",
                        "qualifier": "approx",
                    }
                ],
                "items": [],
            },
            {
                "no": "2",
                "name": "校园安全",
                "content": "",
                "leads": [],
                "partners": [],
                "leaders": [],
                "deadlines": [],
                "targets": [],
                "items": [
                    {
                        "no": "1",
                        "content": "新建4—8个",
                        "targets": [
                            {
                                "id": "2.1.t1",
                                "text": "4—8个",
                                "value": "4",
                                "value_max": "8",
                                "unit": "个",
                                "qualifier": "range",
                            }
                        ],
                    }
                ],
                "funding": [{"source": "县级资金奖补"}],
            },
        ],
    }


def test_what_is_not_known_is_null_with_its_reason_beside_it() -> None:
    plan = Plan(
        year=2024,
        projects=[
            Project(no="8", name="天眼", targets=[Target(Undefined("目标没有数字"))], deadlines=[Deadline.none()])
        ],
        methods=[WorkMethod(name="212", definition=Undefined("待县政府说明"))],
    )
    document = json.loads(plan_json(plan))
    (project,) = document["projects"]
    assert project["targets"][0]["value"] is None
    assert project["targets"][0]["value_undefined"] == "目标没有数字"
    assert project["targets"][0]["unit"] is None
    assert project["deadlines"][0]["date_undefined"] == "文件未列完成时限"
    assert document["methods"][0] == {"name": "212", "definition": None, "definition_undefined": "待县政府说明"}
    assert document["document"]["issued_undefined"] == "文件未写日期"


def test_a_null_that_the_corpus_leaves_without_reason_takes_the_usual_one() -> None:
    document = {"schema": "minsheng.plan/1", "year": 2024, "document": {"title": None, "issued": None, "year": None}}
    assert load_plan(document).document == DocumentInfo()


@pytest.mark.parametrize(
    ("quantity", "written"),
    [
        (Quantity(value=120, unit=KM), "120公里"),
        (Quantity(value="2.5", unit=KM, text="2.5公里"), "2.5公里"),
        (Quantity(value=100, unit=default_units().get("元/人·年")), "100元/人·年"),
        (Quantity(value=3, unit=default_units().get("坨")), "3坨"),
        (
            Quantity(value=400, unit=KM, qualifier=Qualifier.APPROX),
            {"value": "400", "unit": "公里", "qualifier": "approx"},
        ),
        (Quantity(value=20000, unit=KM, text="2万公里"), {"value": "20000", "unit": "公里", "text": "2万公里"}),
        (
            Quantity(value=1, unit=Unit(name="方", dimension="volume", factor=Fraction(1, 3))),
            {"value": "1", "unit": "方", "unit_dimension": "volume", "unit_factor": "1/3"},
        ),
    ],
)
def test_a_quantity_is_one_string_where_nothing_is_lost(quantity: Quantity, written: object) -> None:
    assert converter().unstructure(quantity) == written
    assert converter().structure(written, Quantity) == quantity


@pytest.mark.parametrize(
    "text", ["", "公里", "120", "1_000公里", "约400公里", "120 公里", "120㎡", "-1公里", "0120公里", "1e3公里"]
)
def test_a_string_that_is_not_figure_and_unit_is_no_quantity(text: str) -> None:
    with pytest.raises(InvalidValue):
        converter().structure(text, Quantity)


def test_the_text_is_chinese_not_escapes_and_the_same_every_time() -> None:
    plan = Plan(year=2024, projects=[Project(no="1", name="道路")])
    assert "道路" in plan_json(plan)
    assert plan_json(plan) == plan_json(load_plan(plan_json(plan)))
