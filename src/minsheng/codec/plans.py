"""A plan as a JSON document and back (计划的存取), without loss."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import cast

from attrs import evolve
from cattrs import Converter

from minsheng.codec.converters import check_schema, converter
from minsheng.codec.explaining import findings
from minsheng.codec.parsing import parse
from minsheng.codec.shapes import PLAN_SCHEMA, READING_SCHEMA
from minsheng.codec.undefined import keys_of
from minsheng.errors import Finding, InvalidValue, MinshengError, NotFound, Place, Problems, Severity, Undefined
from minsheng.projects import AmbiguousTarget, Item, Plan, Project, UnknownNumber
from minsheng.projects.numbering import with_ids, wrong_numbers
from minsheng.targets import Target


@cache
def _converter(explaining: bool) -> Converter:
    """Kept between calls; nobody outside can reach and change it."""
    return converter(explaining=explaining)


def dump_plan(plan: Plan) -> dict[str, object]:
    """The plan as JSON values, by the schema minsheng.plan/1: a superset of the corpus schema.

    >>> plan = Plan(id="demo-2024", year=2024, projects=[Project(no="1", name="道路", targets=["约400公里"])])
    >>> document = dump_plan(plan)
    >>> document["schema"], document["projects"][0]["targets"][0]["value"]
    ('minsheng.plan/1', '400')
    """
    return cast("dict[str, object]", _converter(False).unstructure(plan))


def plan_json(plan: Plan) -> str:
    """The plan as JSON text, in UTF-8 when written, indented for people."""
    return json.dumps(dump_plan(plan), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def load_plan(document: str | bytes | dict[str, object], *, file: str = "") -> Plan:
    """The plan of a JSON document; a reading's document (minsheng.reading/1) gives the plan in it.

    `file` is the name that errors mention.

    Raises:
        Unreadable: no JSON at all.
        Problems: all that is wrong with it at once, each with its JSON path and how to mend it.

    >>> load_plan('{"schema": "minsheng.plan/1", "year": 2024, "projects": [{"no": 1}]}')
    Traceback (most recent call last):
    ...
    minsheng.errors.failures.Problems: JSON: 2 problem(s):
      - $.projects[0].no: text was expected, not 1 (put it in quotation marks, as in "1")
      - $.projects[0].name: the key “name” is missing (add it)
    """
    values = document if isinstance(document, dict) else parse(document, file=file)
    try:
        return _read(values)
    except RecursionError:
        raise Problems(file or "JSON", (_wrong("codec.too-deep", "$", file),)) from None
    except Exception as error:  # whatever it was, the second reading says all that is wrong
        first = error
    raise Problems(file or "JSON", _explained(values, file)) from first


def _read(values: dict[str, object]) -> Plan:
    plan: Plan = _converter(False).structure(_plan_part(values), Plan)
    return plan


def _plan_part(values: dict[str, object]) -> dict[str, object]:
    """The plan's keys of a reading; a plan's document as it is."""
    if values.get("schema") != READING_SCHEMA:
        return values
    keys = set(keys_of(Plan))
    plan = {key: value for key, value in values.items() if key in keys}
    projects = plan.get("projects")
    if isinstance(projects, list):
        plan["projects"] = [
            {k: v for k, v in p.items() if k != "progress"} if isinstance(p, dict) else p for p in projects
        ]
    return plan | {"schema": PLAN_SCHEMA}


def _explained(values: dict[str, object], file: str) -> tuple[Finding, ...]:
    document = _plan_part(values)
    try:
        check_schema(document.get("schema"))
    except InvalidValue as error:  # what else may be wrong depends on the schema
        return findings(error, file=file)
    found: tuple[Finding, ...] = ()
    try:
        _converter(True).structure(document, Plan)
    except Exception as error:  # all kinds: the findings tell them apart
        found = findings(error, file=file)
    elsewhere = (UnknownNumber.code, AmbiguousTarget.code)  # found below, with their place
    found = tuple(f for f in found if f.place.path != "$" or f.code not in elsewhere)
    return tuple(dict.fromkeys((*found, *_references(document, file))))


def _references(document: dict[str, object], file: str) -> Iterator[Finding]:
    """Numbers that stand twice and shares of targets that there are not, found whatever else is wrong."""
    retired = tuple(r for r in _list(document, "retired") if isinstance(r, str))
    projects = with_ids([_skeleton(i, p) for i, p in enumerate(_objects(document, "projects"))], retired)
    twice = wrong_numbers(projects, retired)
    yield from findings(Problems("", twice), file=file)
    if not _readable(document):  # a target may stand in what could not be read
        return
    plan = Plan(id="skeleton", year=2000, projects=() if twice else projects)
    numbers = dict.fromkeys(t.id for p in projects for t in p.all_targets)
    for k, allocation in enumerate(_objects(document, "allocations")):
        target = allocation.get("target")
        try:
            if not isinstance(target, str) or target in numbers:
                continue
            if twice:  # a number may stand for a target only where each is the only one
                raise UnknownNumber("target", target, tuple(numbers))
            plan.target(target)
        except NotFound as error:
            yield from findings(error, f"$.allocations[{k}].target", file=file)


def _readable(document: dict[str, object]) -> bool:
    """Whether projects, items and targets are lists of objects, so that no target is overlooked."""
    projects = document.get("projects", [])
    pieces = [
        *_objects(document, "projects"),
        *(i for p in _objects(document, "projects") for i in _objects(p, "items")),
    ]
    lists = [projects, *(piece.get(key, []) for piece in pieces for key in ("items", "targets"))]
    return all(isinstance(x, list) and all(isinstance(part, dict) for part in x) for x in lists)


def _skeleton(place: int, document: dict[str, object]) -> Project:
    """A project with nothing but its numbers; a wrong number, which is reported elsewhere, is one of its own."""
    items = [
        Item(no=_number(i, f"?{j}"), targets=list(_targets(i, f"?{place}.{j}")))
        for j, i in enumerate(_objects(document, "items"))
    ]
    targets = list(_targets(document, f"?{place}"))
    return Project(no=_number(document, f"?{place}"), name="", items=items, targets=targets)


def _targets(document: dict[str, object], place: str) -> Iterator[Target]:
    for k, t in enumerate(_objects(document, "targets")):
        target = Target(Undefined("?"), id=f"{place}.t{k}", standard=t.get("standard") is True)
        given = t.get("id", "")
        with suppress(MinshengError):
            if isinstance(given, str):
                target = evolve(target, id=given)
        yield target


def _number(document: dict[str, object], otherwise: str) -> str:
    number = document.get("no")
    with suppress(MinshengError):
        if isinstance(number, str):
            return Item(no=number).no
    return otherwise


def _objects(document: dict[str, object], key: str) -> list[dict[str, object]]:
    return [value if isinstance(value, dict) else {} for value in _list(document, key)]


def _list(document: dict[str, object], key: str) -> list[object]:
    value = document.get(key)
    return value if isinstance(value, list) else []


def _wrong(code: str, path: str, file: str) -> Finding:
    return Finding.of(code, Severity.ERROR, Place(file=file, path=path))
