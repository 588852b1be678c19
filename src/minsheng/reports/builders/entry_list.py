"""The entries of a ledger one by one (台账流水)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from minsheng.calendars import day_text
from minsheng.errors import Finding, Lang, Undefined, say
from minsheng.ledger import Entry, Journal, Recorded, Step
from minsheng.ledger.ids import is_generated
from minsheng.projects import Plan
from minsheng.reports.blocks import Block, DocumentHead, Paragraph, Run, Tone
from minsheng.reports.builders.figures import count
from minsheng.reports.builders.notices import notices
from minsheng.reports.builders.phrases import phrase
from minsheng.reports.report import Report
from minsheng.reports.tables import Align, Cell, Column, Table


def _no_remarks(id: str) -> tuple[Finding, ...]:
    return ()


def entry_list(
    entries: Sequence[Recorded | Step],
    *,
    plan: Plan,
    lang: Lang = "zh",
    notes: Iterable[str] = (),
    remarks: Callable[[str], Iterable[Finding]] = _no_remarks,
) -> Report:
    """What was recorded, in the order given (台账流水): entries of a ledger or of a view, unknown kinds included.

    A step of a journal or history brings what became of its entry and what should be known of it; of other entries
    `remarks` gives that by their id, as `View.remarks` does.
    """
    steps = [e if isinstance(e, Step) else Step(entry=e, remarks=tuple(remarks(e.id))) for e in entries]
    recorded = [step.entry for step in steps]
    return _report(
        [entry_row(step, lang) for step in steps],
        plan=plan,
        lang=lang,
        day=max((entry.statement.on for entry in recorded), default=Undefined("尚无填报")),
        notes=tuple(notices(notes, lang, entries=recorded)),
        n=count(f"entry:{entry.id}" for entry in recorded),
    )


def long_entry_list(journal: Journal, first: Iterable[Step], *, lang: Lang = "zh") -> Report:
    """The same for a ledger that is too long to be held: the report with the first rows, those to come are of
    `entry_row`. The number of entries names no sources."""
    return _report(
        [entry_row(step, lang) for step in first],
        plan=journal.plan,
        lang=lang,
        day=journal.last_day,
        notes=tuple(notices((), lang, made_up=journal.made_up)),
        n=Run(str(journal.entries)),
    )


def _report(
    rows: Sequence[Sequence[Cell]], *, plan: Plan, lang: Lang, day: date | Undefined, notes: Sequence[Block], n: Run
) -> Report:
    title = say("reports.entries-title", lang, place=plan.document.place, year=plan.year)
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
        day=day,
        lang=lang,
        plan=plan.id,
        blocks=[
            DocumentHead(title),
            *notes,
            Paragraph(phrase("entries-count", lang, n=n)),
            Table(columns=columns, rows=rows),
        ],
    )


def entry_row(step: Step, lang: Lang) -> list[Cell]:
    """One entry; that it was corrected stands before its note, and names the entry that did. Of ids only those that a writer
    gave are printed: wherever an entry is named its place will do."""
    entry = step.entry
    said = entry.statement
    notes: list[Run] = []
    if corrected := step.corrected(lang):
        notes.append(Run(corrected, tone=Tone.CAUTION, sources=[f"entry:{step.corrected_by}"]))
    told = (remark.what(lang) for remark in step.remarks)
    words = "\n".join(filter(None, (said.note, *(proof.text(lang) for proof in said.evidence), *told)))
    if words or not notes:
        notes.append(Run(f"\n{words}" if notes else words))
    by = [said.by, entry.recorder if isinstance(entry, Entry) else ""]
    return [
        Cell(str(entry.position)),
        Cell(day_text(said.on, lang)),
        Cell(Run(step.said(lang), sources=[f"entry:{entry.id}"])),
        Cell("\n".join(dict.fromkeys(filter(None, by)))),
        Cell(notes),
        Cell("" if is_generated(entry.id) else entry.id),
    ]
