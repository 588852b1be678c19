"""A standing as plain values that any JSON writer takes (状态的数据形式)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from minsheng.errors import Lang, Undefined
from minsheng.standing.nodes import Node
from minsheng.standing.since import KINDS, Since
from minsheng.standing.standing import Standing

SCHEMA = "minsheng.standing/1"

Plain = dict[str, object]
"""An object of JSON: texts, numbers, truth, None, lists and objects."""


def dump_standing(
    standing: Standing, *, projects: Sequence[Node] | None = None, since: Since | None = None, lang: Lang = "zh"
) -> Plain:
    """Dictionaries, lists, texts and numbers; fractions and decimals as texts, days in ISO 8601, no value as None.

    With `projects` only these are told beside the whole; with `since` also what changed.

    A field that is not known is None, with the reason under its name and `_undefined`.
    """
    whole = _node(standing.plan, lang)
    if projects is not None:
        whole["parts"] = [_node(node, lang) for node in projects]
    found: Plain = {
        "schema": SCHEMA,
        "plan_id": standing.view.plan.id,
        "date": standing.day.isoformat(),
        "provisional": standing.provisional,
        "rules": {
            "name": standing.rules.name,
            "title": standing.rules.title(lang),
            "place": standing.rules.place,
            "year": standing.rules.year or None,
            "source": standing.rules.cited(lang),
        },
        "plan": whole,
        "parties": [_node(node, lang, whole=False) for node in standing.parties],
        "duties": {status.value: n for status, n in standing.duties.counts().items()},
        "findings": [standing.view.message(finding, lang) for finding in standing.findings],
    }
    if since is not None:
        found["since"] = {"date": since.before.isoformat(), **{kind: list(since.numbers(kind)) for kind in KINDS}}
    return found


def _node(node: Node, lang: Lang, *, whole: bool = True) -> Plain:
    found: Plain = {
        "id": node.id,
        "kind": node.kind.value,
        "name": node.name,
        "level": node.level.name,
        "label": node.level.label(lang),
        "mark": node.mark,
        "colour": node.level.colour,
        "verdict": node.verdict.value,
        "done": None if isinstance(node.done, Undefined) else node.done.short,
        "target": None if node.target is None else node.target.text,
        **_known("ratio", node.ratio),
        "at_least": str(node.at_least),
        **_known("expected", node.expected),
        "ratio_text": node.ratio_text,
        "expected_text": node.expected_text,
        **_known("points_below", node.gap),
        **_known("attainment", node.attainment),
        "measured": [
            {
                "basis": step.rule.basis.value,
                "number": str(step.printed) if isinstance(step.number, Fraction) else None,
                "band": None if step.band is None else str(step.band),
                "level": None if step.band is None or step.band.open else step.band.level,
            }
            for step in node.steps
        ],
        "weights": [str(weight) for weight in node.weights],
        "due": node.due.text,
        **_known("deadline", node.limit),
        "last_report": None if node.last is None else node.last.isoformat(),
        "then": node.level.then(lang),
        "explanation": node.explain(lang),
        "sources": list(node.sources),
    }
    if whole:
        found["parts"] = [_node(child, lang) for child in node.children]
    else:
        found["projects"] = [child.id for child in node.children]
    return found


def _known(name: str, value: object) -> Plain:
    if isinstance(value, Undefined):
        return {name: None, f"{name}_undefined": value.reason}
    return {name: str(value)}
