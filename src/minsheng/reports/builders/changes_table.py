"""What changed between two days (变化情况)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from minsheng.calendars import day_text
from minsheng.errors import Lang, Undefined, say
from minsheng.ledger import Diff, Recorded
from minsheng.ledger.naming import called
from minsheng.projects import Plan
from minsheng.reports.blocks import Block, Content, DocumentHead, Heading, Paragraph, Run
from minsheng.reports.builders.figures import count
from minsheng.reports.builders.notices import notices
from minsheng.reports.builders.phrases import phrase
from minsheng.reports.report import Report
from minsheng.reports.tables import Align, Column, Table
from minsheng.targets import Quantity


def changes_table(diff: Diff, *, plan: Plan, lang: Lang = "zh", notes: Iterable[str] = ()) -> Report:
    """What is new, corrected, taken back or changed with approval on one day against another, and what it does to the
    targets (变化情况)."""
    title = say("reports.changes-title", lang, place=plan.document.place, year=plan.year)
    days = say("reports.changes-days", lang, first=day_text(diff.first, lang), second=day_text(diff.second, lang))
    corrected = [c.old for c in diff.corrected]
    shifted = {shift.target: shift.name for shift in diff.changed}

    def named(number: str) -> str:
        return called(plan, number, lang) or shifted.get(number, "")

    blocks: list[Block] = [
        DocumentHead(title, lines=[days]),
        *notices(notes, lang, entries=(*diff.new, *diff.gone, *corrected)),
        Paragraph(
            phrase(
                "changes-count",
                lang,
                new=_count(diff.new),
                corrected=_count(corrected),
                gone=_count(diff.gone),
                approved=_count(diff.approved),
            )
        ),
    ]
    for name, rows in (
        (
            "changed",
            [_row(s.target, named(s.target), _shown(s.before, lang), _shown(s.after, lang)) for s in diff.changed],
        ),
        ("plan", [_row(d.number or "—", named(d.number), f"{d.name(lang)}：{d.old}", d.new) for d in diff.plan]),
    ):
        if rows:
            blocks += [_heading(name, lang), Table(columns=_before_and_after(lang), rows=rows)]
    if diff.corrected:
        lines = [
            [
                str(c.old.position),
                named(diff.number(c.old)),
                _said(c.old, diff, lang),
                say("reports.withdrawn", lang) if c.new is None else _said(c.new, diff, lang),
            ]
            for c in diff.corrected
        ]
        blocks += [_heading("corrected", lang), Table(columns=_before_and_after(lang, "position"), rows=lines)]
    for name, entries in (("approved", diff.approved), ("new", diff.new), ("gone", diff.gone)):
        if entries:
            blocks += [_heading(name, lang), _entries(entries, diff, named, lang)]
    return Report(kind="changes", title=title, day=diff.second, lang=lang, plan=plan.id, blocks=blocks)


def _count(entries: Sequence[Recorded]) -> Run:
    return count(f"entry:{entry.id}" for entry in entries)


def _heading(name: str, lang: Lang) -> Heading:
    return Heading(say(f"reports.changes-{name}", lang), level=2)


def _row(number: str, name: str, before: str, after: str) -> list[Content]:
    return [number, name, before, after]


def _shown(value: Quantity | Undefined, lang: Lang) -> str:
    return value.text(lang) if isinstance(value, Undefined) else str(value)


def _said(entry: Recorded, diff: Diff, lang: Lang) -> Run:
    return Run(diff.said(entry, lang), sources=[f"entry:{entry.id}"])


def _before_and_after(lang: Lang, first: str = "number") -> list[Column]:
    return [
        Column(say(f"reports.col-{first}", lang), width=4, names_row=True),
        Column(say("reports.col-called", lang), width=12),
        Column(say("reports.col-before", lang), width=12),
        Column(say("reports.col-after", lang), width=12),
    ]


def _entries(entries: Sequence[Recorded], diff: Diff, named: Callable[[str], str], lang: Lang) -> Table:
    return Table(
        columns=[
            Column(say("reports.col-position", lang), align=Align.RIGHT, width=4),
            Column(say("reports.col-on", lang), width=8),
            Column(say("reports.col-called", lang), width=12),
            Column(say("reports.col-statement", lang), width=20, names_row=True),
            Column(say("reports.col-said-by", lang), width=8),
        ],
        rows=[
            [
                str(entry.position),
                day_text(entry.statement.on, lang),
                named(diff.number(entry)),
                _said(entry, diff, lang),
                entry.statement.by,
            ]
            for entry in entries
        ],
    )
