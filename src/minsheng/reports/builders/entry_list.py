"""The entries of a ledger one by one (台账流水)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from minsheng.calendars import day_text
from minsheng.errors import Lang, Undefined, comma, say
from minsheng.ledger import (
    ChangeApproved,
    Corrected,
    DutyExcused,
    DutyFulfilled,
    Entry,
    MilestoneReached,
    PlanAdopted,
    ProblemRaised,
    ProblemResolved,
    Progress,
    Recorded,
    ScheduleAdopted,
    Statement,
    Unknown,
)
from minsheng.projects import Plan
from minsheng.reports.blocks import DocumentHead, Paragraph, Run
from minsheng.reports.builders.figures import count
from minsheng.reports.builders.notices import notices
from minsheng.reports.builders.phrases import phrase
from minsheng.reports.builders.summary import place
from minsheng.reports.report import Report
from minsheng.reports.tables import Align, Column, Table


def entry_list(entries: Sequence[Recorded], *, plan: Plan, lang: Lang = "zh", notes: Iterable[str] = ()) -> Report:
    """What was recorded, in the order given (台账流水): entries of a ledger or of a view, unknown kinds included."""
    title = say("reports.entries-title", lang, place=place(plan), year=plan.year)
    columns = [
        Column(say("reports.col-position", lang), align=Align.RIGHT, width=4),
        Column(say("reports.col-on", lang), width=7),
        Column(say("reports.col-statement", lang), width=20, names_row=True),
        Column(say("reports.col-said-by", lang), width=7),
        Column(say("reports.col-note", lang), width=8),
        Column(say("reports.col-entry", lang), width=8),
    ]
    return Report(
        kind="entries",
        title=title,
        day=max((entry.statement.on for entry in entries), default=Undefined("尚无填报")),
        lang=lang,
        plan=plan.id,
        blocks=[
            DocumentHead(title),
            *notices(notes, lang, entries=entries),
            Paragraph(phrase("entries-count", lang, n=count(f"entry:{entry.id}" for entry in entries))),
            Table(columns=columns, rows=[_row(entry, lang) for entry in entries]),
        ],
    )


def _row(entry: Recorded, lang: Lang) -> list[Run | str]:
    said = entry.statement
    by = [said.by, entry.recorder if isinstance(entry, Entry) else ""]
    return [
        str(entry.position),
        day_text(said.on, lang),
        Run(stated(said, lang), sources=[f"entry:{entry.id}"]),
        "\n".join(dict.fromkeys(filter(None, by))),
        said.note,
        entry.id,
    ]


def stated(statement: Statement, lang: Lang) -> str:
    """A statement in one sentence; a kind that this version does not know is named."""
    match statement:
        case PlanAdopted():
            return say("reports.said-plan", lang, plan=statement.plan.id, n=len(statement.plan.projects))
        case Progress() if statement.total is not None:
            return say("reports.said-total", lang, target=statement.target, total=statement.total)
        case Progress():
            period = statement.period.label(lang) if statement.period else ""
            return say("reports.said-added", lang, target=statement.target, added=statement.added, period=period)
        case MilestoneReached():
            milestone = say(f"reports.milestone-{statement.milestone.value}", lang)
            return say("reports.said-milestone", lang, number=statement.project, milestone=milestone)
        case ScheduleAdopted():
            whose = statement.party or statement.by
            return say("reports.said-schedule", lang, party=whose, target=statement.target, n=len(statement.points))
        case DutyFulfilled():
            return say("reports.said-fulfilled", lang, **_duty(statement, lang))
        case DutyExcused():
            return say("reports.said-excused", lang, reason=statement.reason, **_duty(statement, lang))
        case ProblemRaised():
            return say("reports.said-problem", lang, number=statement.project, problem=statement.problem)
        case ProblemResolved():
            return say("reports.said-resolved", lang, problem=statement.problem)
        case ChangeApproved():
            return say(
                "reports.said-change",
                lang,
                number=statement.project,
                fields=comma(lang).join(name for name, _ in statement.changes),
                body=statement.body,
                document=statement.document or "—",
                reason=statement.reason,
            )
        case Corrected() if statement.replacement is None:
            return say("reports.said-withdrawn", lang, entry=statement.corrects, reason=statement.reason or "—")
        case Corrected(replacement=Statement() as replacement):
            right = stated(replacement, lang)
            return say(
                "reports.said-corrected", lang, entry=statement.corrects, right=right, reason=statement.reason or "—"
            )
        case Unknown():
            return say("reports.said-unknown", lang, type=statement.tag)
        case _:
            return say("reports.said-unknown", lang, type=statement.type)


_ACTIVITIES = (
    "dispatch",
    "special_meeting",
    "special_study",
    "ledger_update",
    "weekly_meeting",
    "report",
    "schedule",
    "site_visit",
    "ledger",
)


def _duty(statement: DutyFulfilled | DutyExcused, lang: Lang) -> dict[str, str]:
    activity = statement.activity
    return {
        "activity": say(f"reports.activity-{activity}", lang) if activity in _ACTIVITIES else activity,
        "party": statement.party,
        "period": statement.period.label(lang) if statement.period else day_text(statement.on, lang),
    }
