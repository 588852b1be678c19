"""A year on one page (全年日历): working days, duties and time limits, and a list for each party behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from minsheng.calendars import DayStatus, Unannounced, WorkCalendar, day_text, describe, full_day
from minsheng.calendars.days import month_name
from minsheng.duties import Duties, Duty, expand_duties
from minsheng.errors import Lang, Undefined, comma, say, semicolon
from minsheng.projects import Plan
from minsheng.reports.calendars.days import PrintedMonth, holidays, months, weekday_heads
from minsheng.reports.calendars.occasions import Occasion, chosen_party, of_limits, open_questions, parties_of
from minsheng.reports.language import TAGS
from minsheng.reports.web import web_template


@frozen(kw_only=True)
class _Row:
    """What one party owes of one rhythm, or of several that fall due on the same days."""

    name: str
    count: str
    days: tuple[str, ...]
    """A month each."""


@frozen(kw_only=True)
class _Limit:
    """A time limit as a list prints it."""

    anchor: str
    day: str
    title: str
    party: str
    part: str = ""
    """Whether the party of the list leads or helps."""
    reason: str = ""


@frozen(kw_only=True)
class _Sheet:
    """The year of one party."""

    party: str
    limits: tuple[_Limit, ...]
    rows: tuple[_Row, ...]


def year_view(
    plan: Plan | int,
    calendar: WorkCalendar,
    duties: Duties | None = None,
    *,
    party: str | None = None,
    lang: Lang = "zh",
) -> bytes:
    """A year as a web page that prints on one A4 page, with the lists behind it (全年日历).

    Rest days, make-up working days and days that nobody has announced carry a sign besides their colour; each day shows
    how many duties (●) and time limits (▲) fall on it. No script, nothing fetched. The same input is the same bytes.

    Args:
        plan: the plan whose year it is; a bare year gives its working days alone.
        calendar: which days are worked; a provisional one is told on the page.
        duties: those of the plan; by default all of them.
        party: only the duties of this one, and the time limits in which it has a part.

    Raises:
        UnknownParty: `party` owes nothing and has no part in the plan.
        MissingExtra: jinja2 is not installed.

    >>> from minsheng.calendars import ChinaCalendar
    >>> page = year_view(2024, ChinaCalendar()).decode()
    >>> page.count("<table"), "251" in page
    (12, True)
    """
    template, css = web_template("calendars/year", trim_blocks=True)
    from markupsafe import Markup

    year = plan if isinstance(plan, int) else plan.year
    known = None if isinstance(plan, int) else plan
    if duties is None:
        duties = Duties(()) if known is None else expand_duties(known, calendar)
    who = None if party is None else chosen_party(duties, known, party)
    own = duties if who is None else duties.of(who)
    limits = () if known is None else tuple(of_limits(known, calendar, lang, who))
    by_day: dict[date, list[Occasion]] = {}
    for limit in limits:
        if not isinstance(limit.day, Undefined):
            by_day.setdefault(limit.day, []).append(limit)
    tasks = Counter(duty.due for duty in own if not isinstance(duty.due, Undefined))
    title = say("reports.year-title-bare", lang, year=year)
    if known is not None:
        title = say("reports.year-title", lang, place=known.document.place, year=year)
    printed = months(year, calendar, tasks, by_day, lang)
    page = template.render(
        lang=TAGS[lang],
        css=Markup(css),  # our own style sheet
        title=say("reports.ics-title-party", lang, title=title, party=who) if who else title,
        under=_under(year, calendar, known, lang),
        notes=list(_notes(year, calendar, own, lang)),
        heads=weekday_heads(lang),
        months=printed,
        weeks=sum(max(map(_weeks, printed[i : i + 3])) for i in range(0, 12, 3)),
        unknown=any(square and square.look == "unannounced" for m in printed for week in m.weeks for square in week),
        signs={look: say(f"reports.year-sign-{look}", lang) for look in ("holiday", "make-up", "unannounced")},
        holidays=holidays(year, calendar, lang),
        semicolon=semicolon(lang).strip(),
        remarks=list(_remarks(year, own, limits, lang)),
        guessed=any(square and square.guessed for m in printed for week in m.weeks for square in week),
        marked=known is not None,
        limits=[_limit(limit, lang) for limit in sorted(limits, key=_by_day)],
        sheets=list(_sheets(own, known, limits, year, who, lang)),
        questions=[question.message(lang) for question in open_questions(duties, who)],
        say=lambda code, **fields: say(f"reports.{code}", lang, **fields),
    )
    return str(page).encode("utf-8")


def _weeks(month: PrintedMonth) -> int:
    return sum(any(week) for week in month.weeks)


def _under(year: int, calendar: WorkCalendar, plan: Plan | None, lang: Lang) -> str:
    """What stands under the title: the document, and how many days of the year are worked."""
    parts = []
    if plan is not None and plan.document.number:
        parts.append(plan.document.number)
    first, last = date(year, 1, 1), date(year, 12, 31)
    try:
        n = calendar.count(first, last)
    except Unannounced:
        parts.append(say("reports.year-working-unknown", lang, year=year))
    else:
        guessed = calendar.provisional and any(describe(calendar, day).provisional for day in (first, last))
        code = "reports.year-working-guessed" if guessed else "reports.year-working"
        parts.append(say(code, lang, n=n, year=year))
    return semicolon(lang).join(parts)


def _notes(year: int, calendar: WorkCalendar, duties: Duties, lang: Lang) -> Iterator[str]:
    if calendar.provisional:
        yield say("reports.provisional", lang)
    unknown = [
        day
        for day in map(date.fromordinal, range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1))
        if calendar.status(day) is DayStatus.UNANNOUNCED
    ]
    if unknown:
        first, last = day_text(unknown[0], lang), day_text(unknown[-1], lang)
        yield say("reports.year-unannounced", lang, first=first, last=last, n=len(unknown))
    yield from (finding.message(lang) for finding in duties.findings)


def _remarks(year: int, duties: Duties, limits: Iterable[Occasion], lang: Lang) -> Iterator[str]:
    """What the twelve months can not show."""
    days = [*(duty.due for duty in duties), *(limit.day for limit in limits)]
    elsewhere = [day for day in days if isinstance(day, date) and day.year != year]
    if elsewhere:
        yield say("reports.year-elsewhere", lang, n=len(elsewhere), year=year)


def _by_day(limit: Occasion) -> date:
    return limit.day if isinstance(limit.day, date) else date.max


def _limit(limit: Occasion, lang: Lang, part: str = "") -> _Limit:
    day = say("duties.no-day", lang) if isinstance(limit.day, Undefined) else full_day(limit.day, lang)
    return _Limit(
        anchor="" if isinstance(limit.day, Undefined) else f"d{limit.day.isoformat()}",
        day=day,
        title=limit.title,
        party=comma(lang).join(limit.parties),
        part=part,
        reason=limit.reason,
    )


def _sheets(
    duties: Duties, plan: Plan | None, limits: tuple[Occasion, ...], year: int, party: str | None, lang: Lang
) -> Iterator[_Sheet]:
    owed = duties.by_party()
    parties = dict.fromkeys((*(plan.parties if plan is not None and party is None else ()), *owed))
    if party is not None:
        parties = {party: None}
    for name in parties:
        own = [] if plan is None else [_own(limit, plan, name, lang) for limit in sorted(limits, key=_by_day)]
        rows = tuple(_rows(owed.get(name, ()), year, lang))
        shown = tuple(limit for limit in own if limit is not None)
        if shown or rows:
            yield _Sheet(party=name, limits=shown, rows=rows)


def _own(limit: Occasion, plan: Plan, party: str, lang: Lang) -> _Limit | None:
    """A time limit in the list of one party, with its part in it; None if it has none."""
    project = plan.project(limit.number.split(".")[0])
    if party not in parties_of(plan, project):
        return None
    roles = [
        say(f"reports.{column}", lang)
        for column, names in (
            ("col-leads", project.leads),
            ("col-partners", project.partners),
            ("col-leaders", project.leaders),
        )
        if any(party in (plan.party(n), *map(plan.party, plan.directory.members(n))) for n in names)
    ]
    return _limit(limit, lang, comma(lang).join(roles))


def _rows(duties: Iterable[Duty], year: int, lang: Lang) -> Iterator[_Row]:
    by_rhythm: dict[str, list[Duty]] = {}
    for duty in duties:
        by_rhythm.setdefault(duty.rhythm.id, []).append(duty)
    rows: dict[tuple[tuple[str, ...], int], list[str]] = {}
    for found in by_rhythm.values():
        rows.setdefault((_days(found, year, lang), len(found)), []).append(_name(found[0]))
    for (days, n), names in rows.items():
        times = say("reports.year-times" if len(names) == 1 else "reports.year-times-each", lang, n=n)
        yield _Row(name=comma(lang).join(names), count=times, days=days)


def _name(duty: Duty) -> str:
    return duty.name if duty.at is None else f"{duty.name} {duty.at:%H:%M}"


def _days(duties: list[Duty], year: int, lang: Lang) -> tuple[str, ...]:
    """The days of one rhythm, a month each; a day that the document names and a rest day has moved carries a star."""
    by_month: dict[tuple[int, int], list[str]] = {}
    undated = 0
    for duty in duties:
        if isinstance(duty.due, Undefined):
            undated += 1
            continue
        rule = duty.rule
        star = "*" if rule.known and not rule.workdays and duty.stated != duty.due else ""
        by_month.setdefault((duty.due.year, duty.due.month), []).append(f"{duty.due.day}{star}")
    parts = []
    for (in_year, month), days in by_month.items():
        name = month_name(month, lang)
        if in_year != year:
            name = say("reports.year-month-of", lang, month=name, year=in_year)
        parts.append(say("reports.year-days", lang, month=name, days=comma(lang).join(days)))
    if undated:
        parts.append(say("reports.year-undated", lang, n=undated) if parts else say("duties.no-day", lang))
    return tuple(parts)
