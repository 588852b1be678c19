"""A list of duties (任务清单): what is due on which day, who owes it, and why on this day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from minsheng.calendars import Period, day_text, full_day
from minsheng.duties import Duties, Duty
from minsheng.errors import Lang, Undefined, comma, say
from minsheng.projects import Rhythm
from minsheng.reports.blocks import Block, Bullets, DocumentHead, Heading, Note, NoteKind, Paragraph, Run, Tone
from minsheng.reports.builders.figures import count
from minsheng.reports.builders.notices import notices
from minsheng.reports.builders.phrases import phrase
from minsheng.reports.report import Report
from minsheng.reports.tables import Cell, CellLike, Column, Table


def duty_list(duties: Duties, *, lang: Lang = "zh", notes: Iterable[str] = (), brief: bool = False) -> Report:
    """The duties of a window by day (任务清单).

    What several parties owe on one day for one period stands in one row; the sources of a row are the ids of its
    duties. What the notice leaves open, and duties without a day, stand below the table. `brief` gives the reason of
    each day in a few words.
    """
    title = say("reports.duties-title", lang)
    calendar = next((duty.calendar for duty in duties.all if duty.calendar is not None), None)
    return Report(
        kind="duties",
        title=title,
        day=_last_day(duties),
        lang=lang,
        plan=next((duty.plan for duty in duties.all), ""),
        blocks=[
            DocumentHead(title, lines=_window(duties, lang)),
            *notices(notes, lang, calendar),
            *(Note(finding.message(lang), kind=NoteKind.CAUTION) for finding in duties.findings),
            Paragraph(phrase("duties-counts", lang, n=count(f"duty:{duty.id}" for duty in duties.all))),
            _by_rhythm(duties, lang),
            Heading(say("reports.duties-dated", lang), level=2),
            _table(duties, lang, brief),
            *_undated(duties, lang),
            *_questions(duties, lang),
        ],
    )


def duty_counts(duties: Duties, *, lang: Lang = "zh", notes: Iterable[str] = ()) -> Report:
    """How many duties of each kind there are and who owes them (任务汇总), without the days."""
    title = say("reports.duties-title", lang)
    return Report(
        kind="duty-counts",
        title=title,
        day=_last_day(duties),
        lang=lang,
        plan=next((duty.plan for duty in duties.all), ""),
        blocks=[
            *notices(notes, lang),
            Paragraph(phrase("duties-counts", lang, n=count(f"duty:{duty.id}" for duty in duties.all))),
            _by_rhythm(duties, lang),
        ],
    )


def _last_day(duties: Duties) -> date | Undefined:
    return duties[-1].due if duties else Undefined("没有确定日期的任务")


def _window(duties: Duties, lang: Lang) -> list[str]:
    if not duties:
        return []
    first, last = duties[0].due, duties[-1].due
    if isinstance(first, Undefined) or isinstance(last, Undefined):
        return []
    return [say("reports.duties-window", lang, first=day_text(first, lang), last=day_text(last, lang))]


def _by_rhythm(duties: Duties, lang: Lang) -> Table:
    rows: list[list[CellLike]] = []
    for found in duties.by_rhythm().values():
        rhythm = found[0].rhythm
        parties = dict.fromkeys(duty.party for duty in found)
        rows.append(
            [
                Run(rhythm.name),
                comma(lang).join(parties),
                count(f"duty:{duty.id}" for duty in found),
                Run(rhythm.text or "—", sources=[f"plan:rhythms[{rhythm.id}].text"]),
            ]
        )
    return Table(
        columns=[
            Column(say("reports.col-duty", lang), width=8, names_row=True),
            Column(say("reports.col-party", lang), width=16),
            Column(say("reports.col-count", lang), width=4),
            Column(say("reports.col-commanded", lang), width=18),
        ],
        rows=rows,
    )


_Key: TypeAlias = tuple[date | Undefined, Rhythm, Period | None, int]


def _grouped(duties: Iterable[Duty]) -> dict[_Key, list[Duty]]:
    found: dict[_Key, list[Duty]] = {}
    for duty in duties:
        found.setdefault((duty.due, duty.rhythm, duty.period, duty.nth), []).append(duty)
    return found


def _table(duties: Duties, lang: Lang, brief: bool) -> Table:
    rows: list[list[Cell]] = []
    for found in _grouped(duties).values():
        first = found[0]
        ids = [f"duty:{duty.id}" for duty in found]
        parties: list[Run] = [Run(comma(lang).join(duty.party for duty in found))]
        if len(found) > 1:
            parties += phrase("duties-parties", lang, n=count(ids))
        row = [
            Cell(Run(_due(first, lang, brief), sources=ids)),
            Cell(first.name),
            Cell(_period(first, lang, brief)),
            Cell(parties),
            Cell(first.why_briefly(lang) if brief else first.why_day(lang)),
        ]
        same_day = bool(rows) and rows[-1][0].text == row[0].text
        if same_day:
            row[0] = Cell(row[0].content, repeats=True)
            row[3] = Cell(row[3].content, repeats=rows[-1][3].text == row[3].text)
            row[4] = Cell(row[4].content, repeats=rows[-1][4].text == row[4].text)
        rows.append(row)
    widths = (13, 12, 5, 10, 10) if brief else (8, 8, 8, 14, 16)
    return Table(
        columns=[
            Column(say("reports.col-due-day", lang), width=widths[0], names_row=True),
            Column(say("reports.col-duty", lang), width=widths[1]),
            Column(say("reports.col-period", lang), width=widths[2]),
            Column(say("reports.col-party", lang), width=widths[3]),
            Column(say("reports.col-day-rule" if brief else "reports.col-why-day", lang), width=widths[4]),
        ],
        rows=rows,
    )


def _period(duty: Duty, lang: Lang, brief: bool) -> str:
    if duty.period is None:
        return ""
    label = duty.label(lang)
    same_year = isinstance(duty.due, date) and duty.due.year == duty.period.year
    return label.removeprefix(f"{duty.period.year}年") or label if brief and same_year else label


def _due(duty: Duty, lang: Lang, brief: bool) -> str:
    if isinstance(duty.due, Undefined):
        return duty.due.text(lang)
    if brief:
        weekday = say("calendars.weekdays-short", lang).split()[duty.due.weekday()]
        day = say("calendars.day-and-short-weekday", lang, day=day_text(duty.due, lang), weekday=weekday)
    else:
        day = full_day(duty.due, lang)
    return day + duty.at.strftime(" %H:%M") if duty.at else day


def _undated(duties: Duties, lang: Lang) -> Iterator[Block]:
    if not duties.undated:
        return
    yield Heading(say("reports.duties-undated", lang), level=2)
    rows: list[list[CellLike]] = [
        [
            Run(found[0].name, sources=[f"duty:{duty.id}" for duty in found]),
            comma(lang).join(duty.party for duty in found),
            count(f"duty:{duty.id}" for duty in found),
            Run(_due(found[0], lang, False), tone=Tone.QUIET),
        ]
        for found in _grouped(duties.undated).values()
    ]
    yield Table(
        columns=[
            Column(say("reports.col-duty", lang), width=8, names_row=True),
            Column(say("reports.col-party", lang), width=16),
            Column(say("reports.col-count", lang), width=4),
            Column(say("reports.col-reason", lang), width=12),
        ],
        rows=rows,
    )


def _questions(duties: Duties, lang: Lang) -> Iterator[Block]:
    if duties.questions:
        yield Heading(say("reports.unknowns", lang), level=2)
        yield Bullets(Run(question.message(lang)) for question in duties.questions)
