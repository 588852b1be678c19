"""A wrong document says all that is wrong with it at once: where, what, how to mend it, in both languages."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minsheng.calendars import Cadence, Deadline
from minsheng.codec import converter, dump_plan, load_plan, plan_json
from minsheng.errors import InvalidValue, MinshengError, Problems, Question, Unreadable
from minsheng.projects import Allocation, Item, Plan, Project, Rhythm
from minsheng.projects.rhythms import Bearer
from minsheng.responsibility import Directory
from minsheng.targets import Quantity, Target
from minsheng.testing import strategies as mst

ROAD = Quantity(value="400", unit="公里", text="400公里")
PLAN = Plan(
    id="made-up-2024",
    year=2024,
    projects=[
        Project(
            no="1",
            name="道路",
            leads=["县交运局"],
            targets=[Target(ROAD), Target(ROAD, label="绿化")],
            deadlines=[Deadline.on("2024-11-30")],
            items=[Item(no="1", targets=[Target(ROAD)])],
        )
    ],
    directory=Directory(organisations=["县交运局", "县民政局"]),
    rhythms=[Rhythm(id="report", name="月报", bearer=Bearer.LEADS, cadence=Cadence.MONTHLY, met_by=["report"])],
    allocations=[Allocation(target="1.t1", shares={})],
    unknowns=[Question.of("errors.failed", "8.targets")],
)

Document = dict[str, Any]


def _document() -> Document:
    return json.loads(plan_json(PLAN))  # type: ignore[no-any-return]  # JSON of our own


def _put(document: Document, path: str, value: object) -> Document:
    """`document` with the value at a path such as projects.0.name changed."""
    *above, last = path.split(".")
    place: Any = document
    for step in above:
        place = place[int(step) if isinstance(place, list) else step]
    place[int(last) if isinstance(place, list) else last] = value
    return document


def _problems(document: object) -> list[tuple[str, str]]:
    with pytest.raises(Problems) as error:
        load_plan(json.dumps(document))
    for finding in error.value.findings:
        assert finding.message("zh") != finding.message("en")
    return [(f.place.path, f.code) for f in error.value.findings]


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("projects.0.no", 1, "codec.no-text"),
        ("projects.0.name", None, "codec.no-text"),
        ("projects.0.name", ["道路"], "codec.no-text"),
        ("projects.0.leads", "县交运局", "codec.no-list"),
        ("projects.0.leads", {"0": "县交运局"}, "codec.no-list"),
        ("projects.0.leads.0", 5, "codec.no-text"),
        ("projects.0", "道路", "codec.no-object"),
        ("projects.0.targets.0.value", 400, "codec.no-decimal"),
        ("projects.0.targets.0.value", 62.65, "codec.no-decimal"),
        ("projects.0.targets.0.value", "1_000", "codec.no-decimal"),
        ("projects.0.targets.0.value", "NaN", "codec.no-decimal"),
        ("projects.0.targets.0.value", "1e3", "codec.no-decimal"),
        ("projects.0.targets.0.value", "-1", "codec.no-decimal"),
        ("projects.0.targets.0.value", "４００", "codec.no-decimal"),
        ("projects.0.targets.0.value", "400\n", "codec.no-decimal"),
        ("projects.0.targets.0.standard", "false", "codec.no-boolean"),
        ("projects.0.targets.0.standard", 0, "codec.no-boolean"),
        ("projects.0.targets.0.qualifier", "about", "codec.not-one-of"),
        ("projects.0.targets.0.unit_factor", "1/0", "codec.no-fraction"),
        ("projects.0.deadlines.0.date", "20240206", "codec.no-date"),
        ("projects.0.deadlines.0.date", "2024-02-30", "codec.no-such-day"),
        ("projects.0.deadlines.0.date", "2024-02-06T00:00:00", "codec.no-date"),
        ("projects.0.deadlines.0.date", 20240206, "codec.no-date"),
        ("projects.0.deadlines.0.date", None, "codec.no-reason"),
        ("projects.0.deadlines.0.date_undefined", "长期", "codec.value-and-reason"),
        ("projects.0.deadlines.0.date_undefined", None, "codec.no-text"),
        ("year", "2024", "codec.no-integer"),
        ("year", 2024.0, "codec.no-integer"),
        ("year", True, "codec.no-integer"),
        ("year", 1000, "codec.out-of-range"),
        ("year", 10**30, "codec.no-integer"),
        ("rhythms.0.cadence", "daily", "codec.not-one-of"),
        ("rhythms.0.due", {"at": "25:00"}, "codec.no-time"),
        ("rhythms.0.due", {"at": "9:00"}, "codec.no-time"),
        ("rhythms.0.due", {"day": "5"}, "codec.no-integer"),
        ("directory.organisations.0.credit_code", "1137O828593615886A", "responsibility.credit-lookalike"),
        ("directory.organisations.1.name", "县交通运输局", "responsibility.name-twice"),
        ("allocations.0.target", "9.t9", "projects.unknown-number"),
        ("unknowns.0.code", "nobody.knows", "codec.unknown-question"),
        ("unknowns.0.code", "../../secret", "codec.unknown-question"),
        ("unknowns.0.code", "/etc/passwd.x", "codec.unknown-question"),
        ("unknowns.0.fields", [["甲", "乙"], ["甲", "丙"]], "codec.question-fields"),
        ("unknowns.0.fields", [["甲"]], "codec.no-pair"),
        ("projects.0.items.0.no", "1 1", "projects.bad-number"),
        ("projects.0.targets.1.id", "1.t1", "projects.twice"),
    ],
)
def test_each_mistake_is_told_at_its_place(path: str, value: object, code: str) -> None:
    found = _problems(_put(_document(), path, value))
    assert len(found) == 1
    at = "$" + "".join(f"[{s}]" if s.isdecimal() else f".{s}" for s in path.split("."))
    assert found[0][1] == code
    if code == "responsibility.name-twice":
        at = "$.directory"
    at = at.replace(".date_undefined", ".date")
    assert found[0][0] in (at, *(f"{at}.{k}" for k in ("at", "day")), f"{at}[0]")


def test_all_mistakes_are_told_at_once() -> None:
    document = _document()
    for path, value in [
        ("projects.0.no", 7),
        ("projects.0.targets.0.value", "1_000"),
        ("projects.0.targets.0.unit", ""),
        ("projects.0.targets.1.id", "1.t1"),
        ("projects.0.deadlines.0.date", "20240206"),
        ("directory.organisations.0.credit_code", "12"),
        ("directory.organisations.0.division_code", "99"),
        ("allocations.0.target", "9.t9"),
    ]:
        _put(document, path, value)
    document["projects"][0]["nme"] = "道路"
    del document["projects"][0]["name"]
    assert sorted(_problems(document)) == sorted(
        [
            ("$.projects[0].no", "codec.no-text"),
            ("$.projects[0].name", "codec.missing-key"),
            ("$.projects[0].nme", "codec.unknown-key-near"),
            ("$.projects[0].targets[0].value", "codec.no-decimal"),
            ("$.projects[0].targets[0].unit", "targets.no-unit-name"),
            ("$.projects[0].targets[1].id", "projects.twice"),
            ("$.projects[0].deadlines[0].date", "codec.no-date"),
            ("$.directory.organisations[0].credit_code", "responsibility.credit-length"),
            ("$.directory.organisations[0].division_code", "responsibility.division-length"),
            ("$.allocations[0].target", "projects.unknown-number"),
        ]
    )


def test_the_sentence_says_where_what_and_how_to_mend_it() -> None:
    with pytest.raises(Problems) as error:
        load_plan(_put(_document(), "projects.0.targets.0.value", "1_000"), file="plan.json")
    assert "$.projects[0].targets[0].value" in str(error.value)
    assert 'as in "62.65"' in str(error.value)
    assert "万、亿请乘出来" in error.value.message("zh")
    assert "plan.json" in error.value.message("zh")


def test_a_key_that_nobody_knows_is_refused_wherever_it_stands() -> None:
    document = _document()
    for place in (document, document["document"], document["projects"][0]["items"][0], document["rhythms"][0]):
        place["完成 时限"] = 1
    assert {code for _, code in _problems(document)} == {"codec.unknown-key"}
    assert ('$.document["完成 时限"]', "codec.unknown-key") in _problems(document)


@pytest.mark.parametrize(
    ("schema", "code"),
    [
        (None, "codec.no-schema"),
        ("minsheng.plan/2", "codec.newer-schema"),
        ("minsheng.plan/x", "codec.other-schema"),
        ("minsheng.standing/1", "codec.other-schema"),
        (1, "codec.other-schema"),
    ],
)
def test_a_document_of_another_kind_or_a_newer_version_is_refused_as_that(schema: object, code: str) -> None:
    document = _document() | {"schema": schema, "something": "new"}
    assert _problems(document) == [("$.schema", code)]


def test_a_document_without_schema_is_refused() -> None:
    document = _document()
    del document["schema"]
    assert _problems(document) == [("$.schema", "codec.no-schema")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "codec.not-json"),
        ("{", "codec.not-json"),
        ('{"schema": "minsheng.plan/1",}', "codec.not-json"),
        ("[]", "codec.no-plan"),
        ("null", "codec.no-plan"),
        ("NaN", "codec.no-plan"),
        ("1" * 5000, "codec.no-plan"),
        ("[" * 100_000, "codec.too-deep"),
        ('{"a":' * 100_000, "codec.too-deep"),
        (b"\xff\xfe{", "codec.not-utf8"),
        ("梁山".encode("gbk"), "codec.not-utf8"),
        ('{"a": "\ud800"}', "codec.not-utf8"),
    ],
)
def test_what_is_no_plan_at_all_is_told_so(text: str | bytes, code: str) -> None:
    with pytest.raises(Unreadable) as error:
        load_plan(text)
    assert error.value.code == code
    assert error.value.message("zh")


def test_not_json_names_line_and_column() -> None:
    with pytest.raises(Unreadable, match="line 2, column 1"):
        load_plan('{"schema": "minsheng.plan/1"\n"year": 2024}')


def test_a_byte_order_mark_does_no_harm() -> None:
    assert load_plan("\ufeff" + plan_json(PLAN)) == PLAN
    assert load_plan(b"\xef\xbb\xbf" + plan_json(PLAN).encode()) == PLAN


def test_a_key_that_stands_twice_is_refused_with_its_path() -> None:
    text = plan_json(PLAN).replace('"name": "道路"', '"name": "道路", "name": "桥梁"')
    with pytest.raises(Problems) as error:
        load_plan(text)
    assert [(f.place.path, f.code) for f in error.value.findings] == [("$.projects[0].name", "codec.key-twice")]


def test_numbers_that_json_has_not_are_refused_at_their_place() -> None:
    for number in ("NaN", "Infinity", "-Infinity", "1e999", "9" * 5000):
        text = plan_json(PLAN).replace('"year": 2024', f'"year": {number}', 1)
        with pytest.raises(Problems) as error:
            load_plan(text)
        assert [f.place.path for f in error.value.findings] == ["$.year"]


def test_half_a_character_is_refused_and_an_escaped_whole_one_is_not() -> None:
    text = plan_json(PLAN).replace("道路", "\\ud800")
    with pytest.raises(Problems) as error:
        load_plan(text)
    assert [(f.place.path, f.code) for f in error.value.findings] == [("$.projects[0].name", "codec.half-character")]
    assert str(error.value).encode()
    assert load_plan(plan_json(PLAN).replace("道路", "\\ud83d\\ude00")).project("1").name == "😀"


def test_nesting_inside_a_plan_is_a_problem_not_a_crash() -> None:
    deep: object = "x"
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(MinshengError):
        load_plan(_document() | {"retired": deep})


def test_a_reading_gives_the_plan_in_it() -> None:
    document = _document()
    project = document["projects"][0] | {"progress": [{"text": "完成380公里"}]}
    reading = document | {
        "schema": "minsheng.reading/1",
        "kind": "notice",
        "projects": [project],
        "findings": [],
        "questions": [],
        "evidence": {},
    }
    assert load_plan(json.dumps(reading)) == PLAN
    reading["projects"][0]["no"] = 1
    assert _problems(reading) == [("$.projects[0].no", "codec.no-text")]


def test_a_plan_may_leave_out_what_is_at_its_default() -> None:
    document = {"schema": "minsheng.plan/1", "year": 2024, "projects": [{"no": "1", "name": "道路"}]}
    assert load_plan(document) == Plan(year=2024, projects=[Project(no="1", name="道路")])


def test_a_target_without_a_figure_has_no_unit_and_one_with_a_figure_has_one() -> None:
    target = _document()["projects"][0]["targets"][0]
    assert _problems(_put(_document(), "projects.0.targets.0", target | {"unit": None})) == [
        ("$.projects[0].targets[0]", "codec.no-unit")
    ]
    undefined = target | {"value": None, "value_undefined": "没有数字"}
    assert _problems(_put(_document(), "projects.0.targets.0", undefined)) == [
        ("$.projects[0].targets[0]", "codec.no-figure")
    ]


def test_the_strict_converter_raises_our_own_errors_only() -> None:
    convert = converter()
    for wrong in ({}, {"no": "1"}, {"no": "1", "name": "x", "y": 1}, [], None):
        with pytest.raises(InvalidValue):
            convert.structure(wrong, Project)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3),
    max_leaves=5,
)


def _spots(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(spot for key, part in parts for spot in _spots(part, (*path, key)))]


@given(mst.plans(max_projects=2), st.data())
@settings(max_examples=80, deadline=None)
def test_whatever_stands_wherever_gives_a_plan_or_problems(plan: Plan, data: st.DataObject) -> None:
    document: Any = copy.deepcopy(dump_plan(plan))
    *above, last = data.draw(st.sampled_from(_spots(document)[1:]))
    place = document
    for step in above:
        place = place[step]
    place[last] = data.draw(JSON)
    try:
        loaded = load_plan(json.dumps(document))
    except Problems as error:
        problems = error
    else:
        assert load_plan(plan_json(loaded)) == loaded
        return
    assert problems.findings
    assert problems.message("zh")
    assert str(problems)
    assert not any(f.code == "codec.refused" for f in problems.findings), problems


@given(st.text() | st.binary() | JSON.map(json.dumps))
def test_no_text_gets_past_the_typed_errors(text: str | bytes) -> None:
    with pytest.raises(MinshengError):
        load_plan(text)


def test_an_id_that_no_target_can_have_is_told_beside_all_else() -> None:
    document = _put(_put(_document(), "projects.0.targets.1.id", "1 t"), "allocations.0.target", "9.t9")
    assert {code for _, code in _problems(document)} == {"targets.bad-id", "projects.unknown-number"}
