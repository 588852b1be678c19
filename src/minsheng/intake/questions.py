"""What only a person can say about a draft plan (待确认)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache

from minsheng.calendars import Cadence
from minsheng.errors import Undefined
from minsheng.intake.drafts import Draft
from minsheng.intake.passages import Passage
from minsheng.intake.trail import Trail
from minsheng.projects import Bearer, Plan, Project
from minsheng.responsibility import OrganisationKind
from minsheng.targets import Qualifier, Quantity, Target


def ask_all(plan: Plan, drafts: list[Draft], trail: Trail) -> None:
    """Asks for what the document leaves open: numbers, denominators, members, names, days, meanings.

    The keys name what an answer is given to: 8.targets, 3.t2.denominator, rhythms.report.day.
    """
    lookup = cache(trail.lookup)

    def words(path: str) -> Passage | None:
        return lookup()(path)

    for n, (draft, project) in enumerate(zip(drafts, plan.projects, strict=True)):
        targets = project.all_targets if project.items else project.targets
        if not targets:
            trail.ask("intake.ask-targets", f"{project.no}.targets", _content(draft), no=project.no, name=project.name)
        if not any(map(_is_open, targets)):
            continue
        for path, target in _targets(project, f"$.projects[{n}]"):
            if _is_open(target):
                fields = {"no": project.no, "name": project.name, "target": target.text}
                trail.ask("intake.ask-denominator", f"{target.id}.denominator", words(path), **fields)
    groups = [
        lead
        for lead in plan.leads
        if plan.directory.resolve(lead).kind is OrganisationKind.GROUP and not plan.directory.members(lead)
    ]
    paths = _lead_paths(plan, set(groups))
    for lead in groups:
        trail.ask("intake.ask-members", f"groups.{lead}.members", words(paths[lead]), group=lead)
    by_rule = trail.by_rule() if plan.all_rhythms else {}
    for role in dict.fromkeys(r.party for r in plan.all_rhythms if r.bearer is Bearer.LEADERS):
        if not plan.directory.members(role) and not any(p.leaders for p in plan.projects):
            trail.ask("intake.ask-persons", f"roles.{role}.persons", _rhythm_place(plan, role, by_rule), role=role)
    for rhythm in plan.all_rhythms:
        reports = "report" in rhythm.met_by and not rhythm.due.known
        planned = rhythm.cadence is Cadence.ONCE and rhythm.bearer is Bearer.LEADS
        if reports or planned:
            long = rhythm.cadence in (Cadence.QUARTERLY, Cadence.HALF_YEARLY, Cadence.YEARLY)
            code = (
                "intake.ask-day-and-month" if reports and long else "intake.ask-day" if reports else "intake.ask-date"
            )
            key = f"rhythms.{rhythm.id}.day"
            trail.ask(code, key, by_rule.get(f"rhythms.{rhythm.id}"), rhythm=rhythm.name, text=rhythm.text)
        if rhythm.every > 1 and rhythm.anchor is None:
            key, where = f"rhythms.{rhythm.id}.anchor", by_rule.get(f"rhythms.{rhythm.id}")
            trail.ask("intake.ask-anchor", key, where, rhythm=rhythm.name, text=rhythm.text)
    for m, method in enumerate(plan.methods):
        if isinstance(method.definition, Undefined):
            path = f"$.methods[{m}].name"
            trail.ask("intake.ask-method", f"methods.{method.name}.definition", words(path), method=method.name)


def _is_open(target: Target) -> bool:
    quantity = target.quantity
    return isinstance(quantity, Quantity) and quantity.qualifier is Qualifier.FULL_COVERAGE


def _content(draft: Draft) -> Passage:
    return draft.contents[0] if draft.contents else draft.anywhere


def _targets(project: Project, path: str) -> Iterator[tuple[str, Target]]:
    """Its targets and those of its items, each with its path."""
    for t, target in enumerate(project.targets):
        yield f"{path}.targets[{t}]", target
    for i, item in enumerate(project.items):
        for t, target in enumerate(item.targets):
            yield f"{path}.items[{i}].targets[{t}]", target


def _lead_paths(plan: Plan, leads: Collection[str]) -> dict[str, str]:
    """Each of these leads → the path where it is named first."""
    found: dict[str, str] = {}
    for i, project in enumerate(plan.projects) if leads else ():
        for k, name in enumerate(project.leads):
            lead = plan.party(name)
            if lead in leads:
                found.setdefault(lead, f"$.projects[{i}].leads[{k}]")
    return found


def _rhythm_place(plan: Plan, role: str, by_rule: Mapping[str, Passage]) -> Passage | None:
    rhythm = next(r for r in plan.all_rhythms if r.party == role)
    return by_rule.get(f"rhythms.{rhythm.id}")
