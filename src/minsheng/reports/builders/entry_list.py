"""The entries of a ledger one by one (台账流水)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from minsheng.calendars import day_text
from minsheng.errors import Finding, Lang, Undefined, say
from minsheng.ledger import Entry, Recorded
from minsheng.projects import Plan
from minsheng.reports.blocks import DocumentHead, Paragraph, Run
from minsheng.reports.builders.figures import count
from minsheng.reports.builders.notices import notices
from minsheng.reports.builders.phrases import phrase
from minsheng.reports.builders.summary import place
from minsheng.reports.report import Report
from minsheng.reports.tables import Align, Column, Table


def _no_remarks(id: str) -> tuple[Finding, ...]:
    return ()


def entry_list(
    entries: Sequence[Recorded],
    *,
    plan: Plan,
    lang: Lang = "zh",
    notes: Iterable[str] = (),
    remarks: Callable[[str], Iterable[Finding]] = _no_remarks,
) -> Report:
    """What was recorded, in the order given (台账流水): entries of a ledger or of a view, unknown kinds included.

    `remarks` gives what should be known of the entry with an id, as `View.remarks` does.
    """
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
            Table(columns=columns, rows=[_row(entry, remarks(entry.id), lang) for entry in entries]),
        ],
    )


def _row(entry: Recorded, remarks: Iterable[Finding], lang: Lang) -> list[Run | str]:
    said = entry.statement
    told = (remark.what(lang) for remark in remarks)
    by = [said.by, entry.recorder if isinstance(entry, Entry) else ""]
    return [
        str(entry.position),
        day_text(said.on, lang),
        Run(said.text(lang), sources=[f"entry:{entry.id}"]),
        "\n".join(dict.fromkeys(filter(None, by))),
        "\n".join(filter(None, (said.note, *(proof.text(lang) for proof in said.evidence), *told))),
        entry.id,
    ]
