"""What only a person can say about a draft plan (待确认)."""

from __future__ import annotations

import re

from minsheng.calendars import Cadence
from minsheng.errors import Undefined
from minsheng.intake.drafts import Draft
from minsheng.intake.passages import Passage
from minsheng.intake.trail import Trail
from minsheng.projects import Bearer, Plan
from minsheng.responsibility import OrganisationKind
from minsheng.targets import Qualifier, Quantity, Target

_TARGET = re.compile(r"\$\.projects\[(\d+)\](?:\.items\[(\d+)\])?\.targets\[(\d+)\]")


def ask_all(plan: Plan, drafts: list[Draft], trail: Trail) -> None:
    """Asks for what the document leaves open: numbers, denominators, members, names, days, meanings.

    The keys name what an answer is given to: 8.targets, 3.t2.denominator, rhythms.report.day.
    """
    places = _places(plan, trail)
    for draft, project in zip(drafts, plan.projects, strict=True):
        if not project.all_targets:
            trail.ask("intake.ask-targets", f"{project.no}.targets", _content(draft), no=project.no, name=project.name)
        for target in project.all_targets:
            if _is_open(target):
                fields = {"no": project.no, "name": project.name, "target": target.text}
                trail.ask("intake.ask-denominator", f"{target.id}.denominator", places.get(target.id), **fields)
    for lead in plan.leads:
        if plan.directory.resolve(lead).kind is OrganisationKind.GROUP and not plan.directory.members(lead):
            trail.ask("intake.ask-members", f"groups.{lead}.members", _lead_place(plan, lead, trail), group=lead)
    for role in dict.fromkeys(r.party for r in plan.all_rhythms if r.bearer is Bearer.LEADERS):
        if not plan.directory.members(role) and not any(p.leaders for p in plan.projects):
            trail.ask("intake.ask-persons", f"roles.{role}.persons", _rhythm_place(plan, role, trail), role=role)
    for rhythm in plan.all_rhythms:
        reports = "report" in rhythm.met_by and not rhythm.due.known
        planned = rhythm.cadence is Cadence.ONCE and rhythm.bearer is Bearer.LEADS
        if reports or planned:
            long = rhythm.cadence in (Cadence.QUARTERLY, Cadence.HALF_YEARLY, Cadence.YEARLY)
            code = (
                "intake.ask-day-and-month" if reports and long else "intake.ask-day" if reports else "intake.ask-date"
            )
            key = f"rhythms.{rhythm.id}.day"
            trail.ask(code, key, _evidence(f"rhythms.{rhythm.id}", trail), rhythm=rhythm.name, text=rhythm.text)
        if rhythm.every > 1 and rhythm.anchor is None:
            key, where = f"rhythms.{rhythm.id}.anchor", _evidence(f"rhythms.{rhythm.id}", trail)
            trail.ask("intake.ask-anchor", key, where, rhythm=rhythm.name, text=rhythm.text)
    for m, method in enumerate(plan.methods):
        if isinstance(method.definition, Undefined):
            where = trail.passages.get(f"$.methods[{m}].name")
            trail.ask("intake.ask-method", f"methods.{method.name}.definition", where, method=method.name)


def _is_open(target: Target) -> bool:
    quantity = target.quantity
    return isinstance(quantity, Quantity) and quantity.qualifier is Qualifier.FULL_COVERAGE


def _content(draft: Draft) -> Passage:
    return draft.contents[0] if draft.contents else draft.anywhere


def _places(plan: Plan, trail: Trail) -> dict[str, Passage]:
    """Target id → its words."""
    found: dict[str, Passage] = {}
    for path, passage in trail.passages.items():
        match = _TARGET.fullmatch(path)
        if match is not None:
            project = plan.projects[int(match[1])]
            targets = project.targets if match[2] is None else project.items[int(match[2])].targets
            found[targets[int(match[3])].id] = passage
    return found


def _lead_place(plan: Plan, name: str, trail: Trail) -> Passage | None:
    for i, project in enumerate(plan.projects):
        for k, lead in enumerate(project.leads):
            if plan.party(lead) == name:
                return trail.passages.get(f"$.projects[{i}].leads[{k}]")
    return None


def _rhythm_place(plan: Plan, role: str, trail: Trail) -> Passage | None:
    rhythm = next(r for r in plan.all_rhythms if r.party == role)
    return _evidence(f"rhythms.{rhythm.id}", trail)


def _evidence(rule: str, trail: Trail) -> Passage | None:
    path = next((e.field for e in trail.evidence if e.rule == rule), "")
    return trail.passages.get(path)
