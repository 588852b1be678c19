"""What every report says of its own limits (须知): provisional calendars, made-up data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from minsheng.calendars import WorkCalendar
from minsheng.errors import Lang
from minsheng.ledger import Entry, Recorded
from minsheng.reports.blocks import Block, Note, NoteKind
from minsheng.reports.builders.phrases import phrase

_MADE_UP = ("虚构", "made up", "made-up")


def notices(
    given: Iterable[str], lang: Lang, calendar: WorkCalendar | None = None, entries: Iterable[Recorded] = ()
) -> Iterator[Block]:
    """The notes that stand under the head of a report: those `given`, and what calendar and entries say themselves."""
    for text in given:
        yield Note(text, kind=NoteKind.CAUTION)
    if any(is_made_up(entry) for entry in entries):
        yield Note(phrase("made-up", lang), kind=NoteKind.CAUTION)
    if calendar is not None and calendar.provisional:
        yield Note(phrase("provisional", lang), kind=NoteKind.CAUTION)


def is_made_up(entry: Recorded) -> bool:
    """Whether its note, its unit or its recorder says that it is made up."""
    said = (entry.statement.note, entry.statement.by, entry.recorder if isinstance(entry, Entry) else "")
    return any(mark in text.lower() for text in said for mark in _MADE_UP)
