"""A list of duties as a JSON document (任务清单的输出), for other programs; duties are made anew, never read back."""

from __future__ import annotations

import json

from minsheng.duties import Duties, Duty
from minsheng.errors import Lang, Question, Undefined

DUTIES_SCHEMA = "minsheng.duties/1"


def dump_duties(duties: Duties, *, plan: str = "", lang: Lang = "zh") -> dict[str, object]:
    """The duties with id, period, due day and reason, those without a day behind the others; reasons are in `lang`.

    `plan` is the id of the plan that they are of; without it that of the first duty, which an empty list has not.

    >>> from minsheng.calendars import ChinaCalendar
    >>> from minsheng.duties import expand_duties
    >>> from minsheng.projects import Plan, Project
    >>> plan = Plan(
    ...     id="demo-2024",
    ...     year=2024,
    ...     methods=["每周二报送"],
    ...     projects=[Project(no="1", name="道路", leads=["县交运局"])],
    ... )
    >>> (duty,) = dump_duties(expand_duties(plan, ChinaCalendar(), "2024-10-09", "2024-10-09"))["duties"]
    >>> duty["party"], duty["period"], duty["stated"], duty["due"], duty["at"]
    ('县交运局', '2024-W40', '2024-10-01', '2024-10-09', '12:00')
    """
    return {
        "schema": DUTIES_SCHEMA,
        "plan": plan or next((duty.plan for duty in duties.all), ""),
        "lang": lang,
        "duties": [_duty(duty, lang) for duty in duties.all],
        "questions": [_question(question, lang) for question in duties.questions],
        "findings": [
            {"code": f.code, "severity": f.severity.value, "message": f.message(lang)} for f in duties.findings
        ],
    }


def duties_json(duties: Duties, *, plan: str = "", lang: Lang = "zh") -> str:
    """The same as JSON text, in UTF-8 when written, indented for people."""
    return json.dumps(dump_duties(duties, plan=plan, lang=lang), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _duty(duty: Duty, lang: Lang) -> dict[str, object]:
    rhythm, stated, opens = duty.rhythm, duty.stated, duty.opens
    found: dict[str, object] = {
        "id": duty.id,
        "rhythm": rhythm.id,
        "name": duty.name,
        "party": duty.party,
        "period": duty.period.code if duty.period else None,
        "period_label": duty.label(lang) if duty.period else None,
        "stated": None if isinstance(stated, Undefined) else stated.isoformat(),
        "due": None if isinstance(duty.due, Undefined) else duty.due.isoformat(),
    }
    if isinstance(duty.due, Undefined):
        found["due_undefined"] = duty.due.reason
    if duty.guessed is not None:
        found["guessed_from"] = duty.guessed.isoformat()
    if len(rhythm.dues) > 1:
        found["nth"] = duty.nth
    if rhythm.every > 1 and duty.begins is not None:
        found["begins"] = duty.begins.isoformat()
    if duty.guessed is not None:
        found["guessed_from"] = duty.guessed.isoformat()
    if duty.at is not None:
        found["at"] = duty.at.isoformat("minutes")
    if opens is not None:
        found["opens"] = opens.isoformat()
    if duty.step_before is not None:
        found["after"] = duty.step_before.id
    return {
        **found,
        "met_by": list(duty.activities),
        "day_known": duty.rule.known,
        "text": rhythm.text,
        "why": duty.why(lang),
    }


def _question(question: Question, lang: Lang) -> dict[str, object]:
    return {"code": question.code, "key": question.key, "message": question.message(lang), "mend": question.mend(lang)}
