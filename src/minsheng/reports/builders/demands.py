"""五、下步工作要求: only what follows from the data: who is behind or late, who has not reported, what was missed, what
is still open, what is due next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from minsheng.calendars import day_text, weekday_name
from minsheng.errors import Lang, Undefined, comma, say, semicolon
from minsheng.reports.blocks import Block, Bullets, Figure, Paragraph, Run
from minsheng.reports.builders import figures
from minsheng.reports.builders.overall import month_duties
from minsheng.reports.builders.phrases import joined, phrase
from minsheng.reports.builders.selection import Line, is_behind, is_dark, is_done, lines, month, open_problems
from minsheng.standing import DutyRow, DutyStatus, Standing


def demands(standing: Standing, lang: Lang) -> Iterator[Block]:
    """The fifth part of a monthly report."""
    found = list(lines(standing))
    items = [
        *_catch_up(standing, found, lang),
        *_finish(standing, found, lang),
        *_report(found, lang),
        *_missed(standing, lang),
        *_solve(standing, lang),
        *_next_duties(standing, lang),
    ]
    yield Bullets(items, numbered=True) if items else Paragraph(say("reports.no-demands", lang))


def _by_lead(found: Iterable[Line]) -> dict[tuple[str, ...], list[Line]]:
    grouped: dict[tuple[str, ...], list[Line]] = {}
    for line in found:
        grouped.setdefault(line.project.leads, []).append(line)
    return grouped


def _catch_up(standing: Standing, found: Sequence[Line], lang: Lang) -> Iterator[tuple[Run, ...]]:
    for leads, behind in _by_lead(line for line in found if is_behind(line.node)).items():
        pieces: dict[str, list[Line]] = {}
        for line in behind:
            pieces.setdefault(line.number, []).append(line)
        items = joined((_how_far(standing, lines_, lang) for lines_ in pieces.values()), semicolon(lang))
        yield phrase("demand-behind", lang, leads=_leads(leads, lang), items=items)


def _leads(leads: tuple[str, ...], lang: Lang) -> str:
    return comma(lang).join(leads) or say("reports.no-lead", lang)


def _how_far(standing: Standing, of_piece: Sequence[Line], lang: Lang) -> tuple[Run, ...]:
    """A piece, its time limit, and how far each of its targets is behind."""
    first = of_piece[0]
    limit = first.node.limit
    name = Run(first.project.name, sources=[f"{first.path}.name"])
    targets = joined((_gap(line, lang) for line in of_piece), comma(lang))
    if isinstance(limit, date) and standing.day > limit:
        days = (standing.day - limit).days
        late = Figure(str(days), value=days, measure="days-late", sources=first.node.cites)
        due = day_text(limit, lang)
        return phrase("behind-overdue", lang, number=first.number, name=name, days=late, due=due, targets=targets)
    shown = limit.text(lang) if isinstance(limit, Undefined) else day_text(limit, lang)
    due_run = Run(shown, sources=first.node.cites)
    return phrase("behind-piece", lang, number=first.number, name=name, due=due_run, targets=targets)


def _gap(line: Line, lang: Lang) -> tuple[Run, ...]:
    node = line.node
    shown = "" if node.target is None else node.target.labelled
    what = Run(shown, sources=node.cites)
    if isinstance(node.gap, Undefined):
        return phrase("behind-unknown", lang, what=what, level=figures.light(node.level, lang))
    points = Figure(str(node.gap), value=node.gap, measure="points-behind", sources=node.sources)
    return phrase("behind-gap", lang, what=what, gap=points)


def _what(line: Line, lang: Lang) -> tuple[Run, ...]:
    target = line.node.target
    shown = "" if target is None else target.labelled
    return phrase(
        "what-target" if shown else "what-piece",
        lang,
        number=line.number,
        name=Run(line.project.name, sources=[f"{line.path}.name"]),
        target=Run(shown, sources=line.node.cites),
    )


def _finish(standing: Standing, found: Sequence[Line], lang: Lang) -> Iterator[tuple[Run, ...]]:
    """What is due next: up to the end of the coming month, else the nearest day."""
    coming: dict[date, dict[str, Line]] = {}
    for line in found:
        limit = line.node.limit
        if not isinstance(limit, date) or is_done(line.node) or not line.node.counted:
            continue
        # who is behind on the last day was told so above
        if limit > standing.day or (limit == standing.day and not is_behind(line.node)):
            coming.setdefault(limit, {}).setdefault(line.number, line)
    horizon = month(standing.day).next().last
    days = [day for day in sorted(coming) if day <= horizon] or sorted(coming)[:1]
    for day in days:
        left = (day - standing.day).days
        pieces = coming[day].values()
        cites = [source for line in pieces for source in line.node.cites if ".deadlines[" in source]
        yield phrase(
            "demand-due" if left else "demand-due-today",
            lang,
            day=Run(day_text(day, lang), sources=cites),
            weekday=weekday_name(day, lang),
            left=Figure(str(left), value=left, measure="days-left", sources=cites),
            items=joined((_piece(line, lang) for line in pieces), comma(lang)),
        )


def _piece(line: Line, lang: Lang) -> tuple[Run, ...]:
    name = Run(line.project.name, sources=[f"{line.path}.name"])
    return phrase("due-piece", lang, number=line.number, name=name, leads=_leads(line.project.leads, lang))


def _report(found: Sequence[Line], lang: Lang) -> Iterator[tuple[Run, ...]]:
    for leads, dark in _by_lead(line for line in found if is_dark(line.node)).items():
        items = joined(((*_what(line, lang), figures.light(line.node.level, lang)) for line in dark), semicolon(lang))
        yield phrase("demand-report", lang, leads=_leads(leads, lang), items=items)


def _missed(standing: Standing, lang: Lang) -> Iterator[tuple[Run, ...]]:
    """Missed duties of the month; parties that missed the same stand together."""
    missed: dict[str, dict[str, list[DutyRow]]] = {}
    for row in month_duties(standing):
        if row.status is DutyStatus.MISSED:
            missed.setdefault(row.duty.party, {}).setdefault(row.duty.name, []).append(row)
    alike: dict[tuple[tuple[str, int], ...], list[str]] = {}
    for party, duties in missed.items():
        alike.setdefault(tuple((name, len(rows)) for name, rows in duties.items()), []).append(party)
    if alike:
        items = joined((_owed(parties, missed, lang) for parties in alike.values()), semicolon(lang))
        yield phrase("demand-missed", lang, period=month(standing.day).label(lang), items=items)


def _owed(parties: Sequence[str], missed: dict[str, dict[str, list[DutyRow]]], lang: Lang) -> tuple[Run, ...]:
    each = []
    for name, rows in missed[parties[0]].items():
        ids = [f"duty:{row.duty.id}" for party in parties for row in missed[party][name]]
        times = Figure(str(len(rows)), value=len(rows), measure="count-each", sources=ids)
        each.append(phrase("missed-duty", lang, duty=name, n=times))
    code = "missed-by" if len(parties) == 1 else "missed-by-each"
    return phrase(code, lang, parties=comma(lang).join(parties), duties=joined(each, comma(lang)))


def _solve(standing: Standing, lang: Lang) -> Iterator[tuple[Run, ...]]:
    found = open_problems(standing)
    if found:
        numbers = comma(lang).join(dict.fromkeys(problem.project for problem in found))
        yield phrase("demand-solve", lang, n=figures.count(f"entry:{p.id}" for p in found), numbers=numbers)


def _next_duties(standing: Standing, lang: Lang) -> Iterator[tuple[Run, ...]]:
    """What falls due within the next ten days, by day and kind."""
    last = standing.day + timedelta(days=10)
    coming: dict[tuple[date, str], list[DutyRow]] = {}
    for row in standing.duties.rows:
        due = row.duty.due
        if isinstance(due, date) and standing.day < due <= last and row.status in (DutyStatus.DUE, DutyStatus.UPCOMING):
            coming.setdefault((due, row.duty.name), []).append(row)
    if coming:
        each = (
            phrase(
                "next-duty",
                lang,
                day=day_text(day, lang),
                weekday=weekday_name(day, lang),
                duty=name,
                n=figures.count(f"duty:{row.duty.id}" for row in rows),
            )
            for (day, name), rows in coming.items()
        )
        yield phrase("demand-next", lang, items=joined(each, semicolon(lang)))
