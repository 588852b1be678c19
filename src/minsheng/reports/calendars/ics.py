"""A plan's duties for calendar programs (日历订阅文件), as iCalendar: RFC 5545."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from attrs import evolve

from minsheng.calendars import Day, Unannounced, as_day
from minsheng.calendars.days import within
from minsheng.duties import Duties
from minsheng.errors import InvalidValue, Lang, MissingExtra, Undefined, say
from minsheng.projects import Plan
from minsheng.reports.calendars.occasions import (
    Occasion,
    OccasionKind,
    chosen_party,
    customs,
    of_duties,
    of_limits,
    open_questions,
)
from minsheng.reports.calendars.previous import PARTY, PLAN, Known, days, known_entries, state

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Component

_SHANGHAI = "Asia/Shanghai"
# what RFC 5545 §3.1 forbids in text, what turns the direction of writing, what some readers take for the end of a line
_CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def duties_ics(
    duties: Duties,
    *,
    plan: Plan | None = None,
    party: str | None = None,
    first: Day | None = None,
    last: Day | None = None,
    previous: bytes | None = None,
    lang: Lang = "zh",
    alarms: bool = True,
    as_events: bool = False,
) -> bytes:
    """Duties, meetings and time limits as a file to import or to subscribe to (日历订阅文件).

    Tasks are VTODO, due on a date without a zone or at an instant in UTC; meetings and time limits are VEVENT. Whatever
    has no day is a VTODO without one. Each entry says why it is on this day. The uid is the duty's id, the time stamp
    the document's date, so the same duties are the same bytes. Reminders stand on the working days before that
    ``occasions.toml`` names, at 9:00.

    Args:
        duties: of one plan.
        plan: brings the time limits of its projects, its title and its date.
        party: only what this one owes, and the time limits in which it has a part.
        first: first day of the window for which the duties were expanded; time limits keep to it too.
        last: its last day.
        previous: the file that was given out before, for the same plan and party; where a day has changed the revision
            (SEQUENCE) is one higher, and what is gone stays in as cancelled.
        alarms: False leaves the reminders out.
        as_events: tasks with a day become events of that day, for programs that show no tasks.

    Raises:
        UnknownParty: `party` owes nothing and has no part in the plan.
        InvalidValue: `previous` is of another plan or party, or given together with a window, beyond which all would
            look called off.
        Unreadable: `previous` is no calendar file.
        MissingExtra: icalendar is not installed.

    >>> import minsheng as ms
    >>> plan = ms.load_example().plan
    >>> data = duties_ics(ms.expand_duties(plan, ms.ChinaCalendar()), plan=plan, party="县残联")
    >>> data.count(b"BEGIN:VTODO"), data.count(b"BEGIN:VEVENT")
    (60, 50)
    """
    low = None if first is None else as_day(first)
    high = None if last is None else as_day(last)
    windowed = low is not None or high is not None
    if windowed and previous is not None:
        raise InvalidValue("reports.previous-window")
    who = None if party is None else chosen_party(duties, plan, party)
    own = duties if who is None else duties.of(who)
    occasions = list(of_duties(own.all, lang, named=who is None))
    if plan is not None:
        calendar = next((duty.calendar for duty in duties.all if duty.calendar is not None), None)
        limits = of_limits(plan, calendar, lang, who)
        if windowed:
            limits = (limit for limit in limits if isinstance(limit.day, date) and within(limit.day, low, high))
        occasions += limits
    plan_id = plan.id if plan is not None else next((duty.plan for duty in duties.all), "")
    old = {} if previous is None else known_entries(previous, _inert(plan_id), _inert(who or ""))
    stamp = _stamp(duties, plan)
    file = _calendar(duties, plan, plan_id, who, lang)
    for occasion in sorted(occasions, key=_order):
        if as_events and occasion.kind is OccasionKind.TASK:
            occasion = evolve(occasion, kind=OccasionKind.MEETING)
        component = _component(occasion, stamp, lang)
        component.add("sequence", _revision(component, old.pop(occasion.id, None)))
        if alarms and not occasion.cancelled and not isinstance(occasion.day, Undefined):
            for n in customs()["reminders"][occasion.kind.value]:
                component.add_component(_alarm(occasion, occasion.day, n, component.name == "VTODO", lang))
        file.add_component(component)
    for _, gone in sorted(old.items()):
        file.add_component(_called_off(gone, stamp))
    if not file.subcomponents:
        file.add_component(_zone())
    return bytes(file.to_ical())


def _order(occasion: Occasion) -> tuple[bool, date, str, str]:
    dated = not isinstance(occasion.day, Undefined)
    return not dated, occasion.day if isinstance(occasion.day, date) else date.max, occasion.title, occasion.id


def _stamp(duties: Duties, plan: Plan | None) -> datetime:
    """The document's date; without a plan the beginning of the year of the first duty. Never the clock."""
    if plan is not None:
        day = plan.starts
    else:
        firsts = [d.period.first if d.period else d.due for d in duties.all]
        day = date(min((f.year for f in firsts if isinstance(f, date)), default=1970), 1, 1)
    return _instant(day, time())


def _instant(day: date, at: time) -> datetime:
    """UTC: needs no VTIMEZONE, and no reader can take it for another zone."""
    return datetime.combine(day, at, ZoneInfo(_SHANGHAI)).astimezone(UTC)


def _calendar(duties: Duties, plan: Plan | None, plan_id: str, party: str | None, lang: Lang) -> Calendar:
    try:
        from icalendar import Calendar, vText
    except ImportError:
        raise MissingExtra("ics") from None
    title = plan_id if plan is None else say("reports.ics-title", lang, place=plan.document.place, year=plan.year)
    if party is not None:
        title = say("reports.ics-title-party", lang, title=title, party=party)
    notes = [finding.message(lang) for finding in duties.findings]
    if any(d.calendar is not None and d.calendar.provisional for d in duties.all):
        notes.insert(0, say("reports.provisional", lang))
    notes += [question.message(lang) for question in open_questions(duties, party)]
    file = Calendar()
    file.add("prodid", f"-//minsheng//duties//{lang.upper()}")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    for name, text in (("NAME", title), ("X-WR-CALNAME", title), (PLAN, plan_id), (PARTY, party or "")):
        if text:
            file[name] = vText(_inert(text))
    if notes:
        file["X-WR-CALDESC"] = vText(_inert("\n".join(notes)))
    # how often a program that has subscribed looks again, once by RFC 7986 and once as older programs read it
    file.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    file["X-PUBLISHED-TTL"] = vText("P1D")
    return file


def _zone() -> Component:
    """Beijing time: what stands in a file in which nothing is due, for RFC 5545 §3.6 wants a component."""
    from icalendar import Timezone, TimezoneStandard

    made, standard = Timezone(), TimezoneStandard()
    made.add("tzid", _SHANGHAI)
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001  # §3.6.5: local time, without a zone
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    made.add_component(standard)
    return made


def _component(occasion: Occasion, stamp: datetime, lang: Lang) -> Component:
    from icalendar import Event, Todo, vText

    day = occasion.day
    event = not isinstance(day, Undefined) and occasion.kind is not OccasionKind.TASK
    made: Component = Event() if event else Todo()
    made.add("uid", occasion.id)
    made.add("dtstamp", stamp)
    made["SUMMARY"] = vText(_inert(occasion.title))
    lines = list(occasion.lines)
    if occasion.tentative:
        lines.append(say("reports.provisional", lang))
    made["DESCRIPTION"] = vText(_inert("\n".join(lines)))
    made.add("categories", [_inert(c) for c in _categories(occasion, lang)])
    if not isinstance(day, Undefined):
        when = day if occasion.at is None else _instant(day, occasion.at)
        made.add("dtstart" if event else "due", when)
        if not event and occasion.opens is not None and occasion.opens < day:
            made.add("dtstart", occasion.opens if occasion.at is None else _instant(occasion.opens, time()))
    if event and occasion.at is None:
        made.add("transp", "TRANSPARENT")  # a day by which something is due keeps nobody busy
    elif event:
        made.add("duration", timedelta(minutes=customs()["meetings"]["minutes"]))
    made.add("status", _status(occasion, event))
    return made


def _status(occasion: Occasion, event: bool) -> str:
    if occasion.cancelled:
        return "CANCELLED"
    if not event:
        return "NEEDS-ACTION"
    return "TENTATIVE" if occasion.tentative else "CONFIRMED"


def _categories(occasion: Occasion, lang: Lang) -> Iterable[str]:
    yield say("reports.ics-category", lang)
    yield occasion.kind.label(lang)
    yield from occasion.parties


def _revision(component: Component, old: Known | None) -> int:
    if old is None:
        return 0
    return old.sequence + (old.state != state(component))


def _alarm(occasion: Occasion, day: date, n: int, todo: bool, lang: Lang) -> Alarm:
    from icalendar import Alarm, vText

    try:
        if occasion.calendar is None:
            before, code = day - timedelta(days=n), "reports.remind-days"
        else:
            before, code = occasion.calendar.add(day, -n), "reports.remind-working-days"
    except Unannounced:
        before, code = day - timedelta(days=n), "reports.remind-days"
    at = datetime.combine(before, time.fromisoformat(customs()["reminders"]["at"]))
    made = Alarm()
    made.add("action", "DISPLAY")
    made["DESCRIPTION"] = vText(_inert(say(code, lang, n=n, title=occasion.title)))
    # counted from midnight of the day, or from the instant; a task has no start, only the end
    related = "END" if todo else "START"
    made.add("trigger", at - datetime.combine(day, occasion.at or time()), parameters={"RELATED": related})
    return made


def _called_off(old: Known, stamp: datetime) -> Component:
    """An entry that is no longer owed: programs that have it take it away."""
    from icalendar import Event, Todo, vText

    made: Component = Event() if old.component.name == "VEVENT" else Todo()
    made.add("uid", _inert(str(old.component["UID"])))
    made.add("dtstamp", stamp)
    made["SUMMARY"] = vText(_inert(str(old.component.get("SUMMARY", ""))))
    for name, when in days(old.component):
        made.add(name, when)
    made.add("status", "CANCELLED")
    made.add("sequence", _revision(made, old))
    return made


def _inert(text: str) -> str:
    """Text without what could end a line or turn it round; the library escapes the rest."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
