"""What every report says of its own limits (须知): provisional calendars, made-up data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from minsheng.calendars import WorkCalendar
from minsheng.errors import Lang, say
from minsheng.ledger import Recorded
from minsheng.reports.blocks import Block, Note, NoteKind
from minsheng.reports.builders.phrases import phrase


def notices(
    given: Iterable[str],
    lang: Lang,
    calendar: WorkCalendar | None = None,
    entries: Iterable[Recorded] = (),
    *,
    made_up: bool = False,
) -> Iterator[Block]:
    """The notes that stand under the head of a report: those `given`, and what calendar and entries say themselves, or
    `made_up` for them."""
    for text in given:
        yield Note(text, kind=NoteKind.CAUTION)
    if made_up or any(entry.made_up for entry in entries):
        yield Note(say("standing.made-up", lang), kind=NoteKind.CAUTION)
    if calendar is not None and calendar.provisional:
        yield Note(phrase("provisional", lang), kind=NoteKind.CAUTION)
