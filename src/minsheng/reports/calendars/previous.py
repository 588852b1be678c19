"""The calendar file that was given out before (旧日历文件): which entries it had, on which days, how often changed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from attrs import frozen

from minsheng.errors import InvalidValue, MissingExtra, Unreadable

if TYPE_CHECKING:
    from icalendar import Calendar, Component

LARGEST = 32 * 1024 * 1024
"""Bytes of a calendar file; a county's is a hundredth of this."""
PLAN, PARTY = "X-MINSHENG-PLAN", "X-MINSHENG-PARTY"
_LAST_SEQUENCE = 2**31 - 2
_ESCAPED = re.compile(r"\\([\\;,nN])")
_COMPONENTS = ("VTODO", "VEVENT")


@frozen
class Known:
    """An entry of the earlier file."""

    state: tuple[str, ...]
    sequence: int
    component: Component


def days(component: Component) -> tuple[tuple[str, date], ...]:
    """Begin and due day of an entry, instants in UTC; what is no day is not taken over from a file from outside."""
    found: list[tuple[str, date]] = []
    for name in ("DTSTART", "DUE"):
        when: object = getattr(component.get(name), "dt", None)
        if isinstance(when, datetime):
            found.append((name, when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)))
        elif isinstance(when, date):
            found.append((name, when))
    return tuple(found)


def state(component: Component) -> tuple[str, ...]:
    """What a change of makes an entry a new revision (RFC 5545 §3.8.7.4): kind, day and time, whether it is called off."""
    said = (f"{name}={when.isoformat()}" for name, when in days(component))
    return (component.name or "", *said, str(component.get("STATUS", "") == "CANCELLED"))


def known_entries(data: bytes, plan: str, party: str) -> dict[str, Known]:
    """Uid → entry of an earlier file.

    Raises:
        Unreadable: it is no calendar file, or far too large.
        InvalidValue: it is the calendar of another plan or party, so that everything would look changed.
        MissingExtra: icalendar is not installed.
    """
    found: dict[str, Known] = {}
    calendar = _read(data)
    of = tuple(_unescaped(str(calendar.get(name, ""))) for name in (PLAN, PARTY))
    if of != (plan, party):
        raise InvalidValue("reports.other-calendar", value=_named(*of) or "?", wanted=_named(plan, party))
    for component in calendar.subcomponents:
        uid = str(component.get("UID", ""))
        if component.name not in _COMPONENTS or not uid:
            continue
        sequence = _sequence(component)
        if uid not in found or found[uid].sequence < sequence:
            found[uid] = Known(state(component), sequence, component)
    return found


def _named(plan: str, party: str) -> str:
    """Whose calendar it is, in one word or two."""
    return " ".join(filter(None, (plan, party)))


def _read(data: bytes) -> Calendar:
    try:
        from icalendar import Calendar
    except ImportError:
        raise MissingExtra("ics") from None
    if len(data) > LARGEST:
        raise Unreadable("reports.large-ics", file="ics")
    try:
        # any byte may stand in a file from outside, and the parser raises whatever it stumbles over
        read: object = Calendar.from_ical(data.decode("utf-8-sig"))
    except Exception as error:
        raise Unreadable("reports.wrong-ics", file="ics", why=f"{type(error).__name__}") from error
    if not isinstance(read, Calendar) or read.name != "VCALENDAR":
        raise Unreadable("reports.wrong-ics", file="ics", why="VCALENDAR")
    return read


def _unescaped(text: str) -> str:
    """The library reads a property that it does not know as it is written."""
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)


def _sequence(component: Component) -> int:
    try:
        return min(max(int(str(component.get("SEQUENCE", 0))), 0), _LAST_SEQUENCE)
    except ValueError:
        return 0
