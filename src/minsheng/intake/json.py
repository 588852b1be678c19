"""A reading as a JSON document (minsheng.reading/1): the plan's keys, and with them kind, progress, doubts and evidence."""

from __future__ import annotations

import json
from decimal import Decimal

from attrs import evolve

from minsheng.codec import READING_SCHEMA, dump_plan
from minsheng.errors import Finding, Place, Question, Undefined
from minsheng.intake.circulars.progress import ProgressFigure
from minsheng.intake.passages import Span
from minsheng.intake.reading import Reading


def reading_json(reading: Reading) -> str:
    """The reading as JSON text; `load_plan` takes the plan out of it.

    Messages are Chinese; codes, keys and paths are the same in every language.
    """
    return json.dumps(dump_reading(reading), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def dump_reading(reading: Reading) -> dict[str, object]:
    """The reading as JSON values."""
    # the plan is taken out of it as `confirm` gives it: what was asked stays in it as unknown
    plan = dump_plan(evolve(reading.plan, unknowns=reading.questions))
    projects = plan["projects"]
    assert isinstance(projects, list)
    figures = list(reading.progress.values())
    plan["projects"] = [p | {"progress": [_progress(f) for f in figures[i]]} for i, p in enumerate(projects)]
    return plan | {
        "schema": READING_SCHEMA,
        "kind": reading.kind,
        "findings": [_finding(f) for f in reading.findings],
        "questions": [_question(q) for q in reading.questions],
        "evidence": [
            {
                "field": e.field,
                "text": e.text,
                "rule": e.rule,
                "confidence": round(e.confidence, 3),
                "place": str(e.places[0]) if e.places else "",
                "spans": [_span(s) for s in e.spans],
            }
            for e in reading.evidence
        ],
        "unused": [{"text": u.text, "place": str(u.place), "span": _span(u.span)} for u in reading.unused],
    }


def _progress(figure: ProgressFigure) -> dict[str, object]:
    known: dict[str, object] = {
        "text": figure.text,
        "as_of": None if isinstance(figure.as_of, Undefined) else figure.as_of.isoformat(),
        "value": None if figure.value is None else _number(figure.value),
        "unit": None if figure.unit is None else figure.unit.name,
        "percent": None if figure.percent is None else _number(figure.percent),
        "qualifier": figure.qualifier.value,
        "target": figure.target,
    }
    return known | {"added": True} if figure.added else known


def _number(value: Decimal) -> str:
    return format(value, "f")


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message(),
        "mend": finding.mend(),
        "place": _place(finding.place),
        "fields": dict(finding.fields),
    }


def _question(question: Question) -> dict[str, object]:
    return {
        "code": question.code,
        "key": question.key,
        "message": question.message(),
        "mend": question.mend(),
        "place": _place(question.place),
        "fields": dict(question.fields),
    }


def _place(place: Place) -> dict[str, object]:
    """Without what is not known."""
    known: dict[str, object] = {"text": str(place)}
    if place.line:
        known["line"] = place.line
    if place.row:
        known |= {"part": place.part, "row": place.row, "column": place.column}
    if place.page:
        known["page"] = place.page
    if place.sheet:
        known |= {"sheet": place.sheet, "cell": place.cell}
    if place.start >= 0:
        known |= {"start": place.start, "end": place.end}
    return known


def _span(span: Span) -> dict[str, int]:
    found = {"block": span.spot.block, "start": span.start, "end": span.end}
    return found if span.spot.row < 0 else found | {"row": span.spot.row, "column": span.spot.column}
