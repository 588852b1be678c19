"""Cases, lists and drafts as plain values that any JSON writer takes (督办数据); made anew, never read back."""

from __future__ import annotations

import json
from datetime import date

from minsheng.errors import Finding, Lang, Undefined
from minsheng.ledger import Evidence, statement_json
from minsheng.supervision.book import CaseBook
from minsheng.supervision.case import Case, Taken
from minsheng.supervision.content import step_content
from minsheng.supervision.due import DueList, Task
from minsheng.supervision.findings import StepFinding
from minsheng.supervision.problems import ProblemList
from minsheng.supervision.proposing import DraftList
from minsheng.supervision.visits import VisitList

CASES_SCHEMA = "minsheng.cases/1"
DUE_SCHEMA = "minsheng.cases-due/1"
PROBLEMS_SCHEMA = "minsheng.problems/1"
DRAFTS_SCHEMA = "minsheng.case-drafts/1"
VISITS_SCHEMA = "minsheng.visits/1"

Plain = dict[str, object]
"""An object of JSON. A value that is not known is null, with the reason under its name and `_undefined`."""


def dump_case(case: Case, *, lang: Lang = "zh") -> Plain:
    """A case with its notice, its steps, its terms, and the steps that may be taken now."""
    return {
        "id": case.id,
        "number": case.notice.number,
        "date": case.day.isoformat(),
        "state": case.state.value,
        "label": case.standing(lang),
        "dropped": case.dropped,
        "project": case.project,
        "matter": case.matter,
        "party": case.party,
        "partners": list(case.notice.partners),
        "source": case.notice.source,
        "about": case.notice.about,
        "demand": case.notice.demand,
        "grade": case.notice.grade,
        "opened_on": case.notice.on.isoformat(),
        "opened_by": case.notice.by,
        "received_on": _day(case.notice.received_on),
        **_limit("reply_by", case.reply_by, lang),
        **_limit("due", case.due, lang),
        **_limit("term", case.term, lang),
        "guessed_from": _day(case.guessed),
        "days_over": case.days_over,
        "closed_on": _day(case.closed_on),
        "age": case.age,
        "escalations": [said.step for said in case.escalations],
        "allowed": [step.value for step in case.allowed],
        "steps": [_taken(step, lang) for step in case.steps],
        "evidence": _evidence(case.notice.evidence),
        "sources": list(case.sources),
    }


def dump_cases(book: CaseBook, *, lang: Lang = "zh") -> Plain:
    """All cases on a day, and what a reader should know of them."""
    return {
        "schema": CASES_SCHEMA,
        "date": book.day.isoformat(),
        "lang": lang,
        "terms": {"name": book.terms.name, "title": book.terms.title(lang), "source": book.terms.source},
        "cases": [dump_case(case, lang=lang) for case in book],
        "findings": [_finding(finding, lang) for finding in book.findings],
    }


def dump_due(due: DueList, *, lang: Lang = "zh") -> Plain:
    """What is to be done on a day."""
    return {
        "schema": DUE_SCHEMA,
        "date": due.day.isoformat(),
        "lang": lang,
        "tasks": [_task(task, lang) for task in due],
    }


def dump_problems(problems: ProblemList, *, lang: Lang = "zh") -> Plain:
    """The problems on a day."""
    return {
        "schema": PROBLEMS_SCHEMA,
        "date": problems.day.isoformat(),
        "lang": lang,
        "problems": [
            {
                "id": row.problem.id,
                "project": row.problem.project,
                "problem": row.problem.text,
                "request": row.problem.request,
                "measure": row.problem.measure,
                "raised_on": row.problem.on.isoformat(),
                "raised_by": row.problem.by,
                "party": row.problem.party,
                "due": _day(row.problem.due),
                "solved_on": _day(row.problem.resolved_on),
                "state": row.state.value,
                "label": row.state.label(lang),
                "age": row.age,
                "days_over": row.days_over,
            }
            for row in problems
        ],
    }


def dump_visits(visits: VisitList, *, lang: Lang = "zh") -> Plain:
    """The visits on site, with their cases."""
    return {
        "schema": VISITS_SCHEMA,
        "lang": lang,
        "visits": [
            {
                "id": visit.entry.id,
                "date": visit.on.isoformat(),
                "project": visit.said.project,
                "place": visit.said.place,
                "by": visit.said.by,
                "visitors": list(visit.said.visitors),
                "findings": list(visit.said.findings),
                "opened": [case.id for case in visit.opened],
                "verified": [case.id for case in visit.verified],
            }
            for visit in visits
        ],
    }


def dump_drafts(drafts: DraftList, *, lang: Lang = "zh") -> Plain:
    """What rules propose: each with the statement that it becomes, its reason and its sources."""
    return {
        "schema": DRAFTS_SCHEMA,
        "date": drafts.day.isoformat(),
        "lang": lang,
        "drafts": [
            {
                "id": draft.id,
                "step": draft.rule.step,
                "project": draft.number,
                "party": draft.party,
                "case": draft.case,
                "reason": draft.reason(lang),
                "rule": draft.rule.text(lang),
                "rules": draft.rules.name,
                "rules_source": draft.rules.cited(lang),
                "seen": [
                    {"date": s.day.isoformat(), "level": s.level, "word": s.word, "short": s.short, "reason": s.reason}
                    for s in draft.seen
                ],
                "statement": json.loads(statement_json(draft.statement)),
                "sources": list(draft.sources),
            }
            for draft in drafts
        ],
    }


def _taken(step: Taken, lang: Lang) -> Plain:
    return {
        "id": step.entry.id,
        "position": step.entry.position,
        "date": step.on.isoformat(),
        "by": step.said.by,
        "step": step.step.value,
        "label": step.label(lang),
        "text": step_content(step.said, lang),
        "note": step.said.note,
        "counts": step.counts,
        "state": step.state.value,
        **_limit("term", step.term, lang),
        "days_late": step.days_late,
        "evidence": _evidence(step.said.evidence),
        "findings": [_finding(finding, lang) for finding in step.findings],
    }


def _task(task: Task, lang: Lang) -> Plain:
    left = task.days_left
    return {
        "case": task.case.id,
        "number": task.case.notice.number,
        "kind": task.kind.value,
        "label": task.kind.label(lang),
        "party": task.party,
        "of_unit": task.of_unit,
        "matter": task.case.matter,
        **_limit("term", task.term, lang),
        "days_left": left if isinstance(left, int) else None,
        "to_remind": task.to_remind,
        "reminded_on": _day(task.reminded_on),
        "text": task.text(lang),
    }


def _finding(finding: Finding, lang: Lang) -> Plain:
    found: Plain = {
        "code": finding.code,
        "severity": finding.severity.value,
        "entry": finding.place.path,
        "message": finding.what(lang),
        "mend": finding.mend(lang),
    }
    if isinstance(finding, StepFinding):
        found["allowed"] = [step.value for step in finding.choices]
    return found


def _evidence(evidence: tuple[Evidence, ...]) -> list[Plain]:
    return [{"ref": e.ref, "name": e.name, "kind": e.kind, "sha256": e.sha256} for e in evidence]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _limit(name: str, value: date | Undefined, lang: Lang) -> Plain:
    if isinstance(value, Undefined):
        return {name: None, f"{name}_undefined": value.text(lang)}
    return {name: value.isoformat()}
