"""A strict reader of iCalendar, written from RFC 5545 and nothing else: it knows neither library that the tests use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from attrs import field, frozen

_NAME = re.compile(r"(?:X-)?[A-Z0-9-]+")
_PARAMETER = re.compile(r';([A-Z0-9-]+)=("[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*)')
_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_UTC = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})Z")
_LOCAL = re.compile(r"[0-9]{8}T[0-9]{6}")
_OFFSET = re.compile(r"[+-][0-9]{4}")
_DURATION = re.compile(r"[+-]?P(?=[0-9T])([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+S)?)?")
_TEXTS = ("SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME", "X-WR-CALDESC", "X-MINSHENG-PLAN", "X-MINSHENG-PARTY")
_REQUIRED = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},  # DTSTART: there is no METHOD
    "VTODO": {"UID", "DTSTAMP"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
}
_STATUS = {"VEVENT": {"TENTATIVE", "CONFIRMED", "CANCELLED"}, "VTODO": {"NEEDS-ACTION", "CANCELLED"}}
_MANY = {"CATEGORIES"}


class NotStrict(AssertionError):
    """The file breaks a rule of RFC 5545; says which and where."""


@frozen
class Line:
    name: str
    parameters: dict[str, str]
    value: str


@frozen
class Part:
    """A component with its properties and the components in it."""

    name: str
    lines: list[Line] = field(factory=list)
    parts: list[Part] = field(factory=list)

    def get(self, name: str) -> str | None:
        return next((line.value for line in self.lines if line.name == name), None)

    def text(self, name: str) -> str:
        return unescaped(self.get(name) or "")

    def day(self, name: str) -> date | None:
        return next((_when(line) for line in self.lines if line.name == name), None)


def read(data: bytes) -> Part:
    """The calendar in `data`.

    Raises:
        NotStrict: anything is not as the standard says.
    """
    open_parts: list[Part] = []
    found: Part | None = None
    for line in map(_line, _unfolded(data)):
        if line.name == "BEGIN":
            _must(found is None, "something behind the calendar")
            open_parts.append(Part(line.value))
        elif line.name == "END":
            _must(bool(open_parts) and open_parts[-1].name == line.value, f"END:{line.value} closes nothing")
            part = open_parts.pop()
            _whole(part)
            if open_parts:
                open_parts[-1].parts.append(part)
            else:
                found = part
        else:
            _must(bool(open_parts), f"{line.name} outside of a component")
            open_parts[-1].lines.append(line)
    _must(found is not None and not open_parts, "the calendar has no end")
    assert found is not None
    _must(found.name == "VCALENDAR", "no calendar")
    _must(found.parts, "§3.6: a calendar without any component")
    uids = [part.get("UID") for part in found.parts if part.name != "VTIMEZONE"]
    _must(len(uids) == len(set(uids)), "a uid stands twice")
    return found


def _unfolded(data: bytes) -> Iterator[str]:
    """§3.1: lines of at most 75 octets end with CRLF; one that begins with a blank goes on the line before."""
    _must(data.endswith(b"\r\n"), "the last line has no end")
    pieces = data[:-2].split(b"\r\n")
    whole: list[bytes] = []
    for piece in pieces:
        _must(len(piece) <= 75, f"{len(piece)} octets: {piece!r}")
        _must(b"\r" not in piece and b"\n" not in piece, f"a bare CR or LF: {piece!r}")
        piece.decode("utf-8")  # no character is cut in two: not asked by the standard, but many readers need it
        if piece[:1] in (b" ", b"\t"):
            _must(bool(whole), "the first line is folded")
            whole[-1] += piece[1:]
        else:
            whole.append(piece)
    yield from (line.decode("utf-8") for line in whole)


def _line(text: str) -> Line:
    name = _NAME.match(text)
    _must(name is not None, f"no name: {text!r}")
    assert name is not None
    at, parameters = name.end(), {}
    while match := _PARAMETER.match(text, at):
        _must(match[1] not in parameters, f"a parameter twice: {text!r}")
        parameters[match[1]] = match[2].strip('"')
        at = match.end()
    _must(text[at : at + 1] == ":", f"no colon: {text!r}")
    value = text[at + 1 :]
    _must(not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value), f"a control character: {text!r}")
    line = Line(name[0], parameters, value)
    if line.name in (*_TEXTS, *_MANY):
        bare = r"[^\\;]" if line.name in _MANY else r"[^\\;,]"  # a comma parts the values of a list
        _must(re.fullmatch(rf"(?:{bare}|\\[\\;,nN])*", value), f"text is not escaped: {text!r}")
    return line


def _when(line: Line) -> date:
    """§3.3.4, §3.3.5: a date says that it is one and has no zone; an instant is in UTC here."""
    _must("TZID" not in line.parameters, f"a zone: {line}")
    if line.parameters.get("VALUE") == "DATE":
        match = _DATE.fullmatch(line.value)
        _must(match is not None, f"no date: {line}")
        assert match is not None
        return date(int(match[1]), int(match[2]), int(match[3]))
    match = _UTC.fullmatch(line.value)
    _must(match is not None, f"no instant in UTC: {line}")
    assert match is not None
    return datetime(*(int(group) for group in match.groups()), tzinfo=UTC)


def _whole(part: Part) -> None:
    """§3.6: required properties are there, none twice that may stand once."""
    _must(part.name in _REQUIRED, f"a component {part.name}")
    names = [line.name for line in part.lines]
    missing = _REQUIRED[part.name] - set(names)
    _must(not missing, f"{part.name} without {missing}")
    twice = {name for name in names if names.count(name) > 1} - _MANY
    _must(not twice, f"{part.name} has {twice} twice")
    if part.name == "VTIMEZONE":
        _must([inner.name for inner in part.parts] == ["STANDARD"], "§3.6.5: a zone without its time")
    for line in part.lines:
        if part.name == "STANDARD":
            wanted = _LOCAL if line.name == "DTSTART" else _OFFSET
            _must(wanted.fullmatch(line.value) is not None and not line.parameters, f"a zone with {line}")
            continue
        if line.name in ("DTSTAMP", "DTSTART", "DUE"):
            _when(line)
        if line.name == "DTSTAMP":
            _must(isinstance(_when(line), datetime), "DTSTAMP is no instant")
        if line.name in ("TRIGGER", "DURATION", "REFRESH-INTERVAL"):
            _must(_DURATION.fullmatch(line.value) is not None, f"no duration: {line}")
    if part.name == "VCALENDAR":
        _must(part.get("VERSION") == "2.0", "no version 2.0")
        _must("METHOD" not in names, "a METHOD asks for an ORGANIZER")
    if part.name in _STATUS:
        _must(part.get("STATUS") in _STATUS[part.name], f"status {part.get('STATUS')}")
        _must((part.get("SEQUENCE") or "0").isdigit(), "SEQUENCE is no number")
    if part.name == "VTODO":
        begin, due = part.day("DTSTART"), part.day("DUE")
        _must("DURATION" not in names, "a duration in a task")
        if begin is not None:
            _must(due is not None and type(due) is type(begin) and due > begin, "DUE is not behind DTSTART")
        for alarm in part.parts:
            trigger = next(line for line in alarm.lines if line.name == "TRIGGER")
            _must(due is not None and trigger.parameters.get("RELATED") == "END", "an alarm that hangs on nothing")
    if part.name == "VEVENT":
        _must("DUE" not in names, "a due day in an event")


def unescaped(text: str) -> str:
    """§3.3.11"""
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "N": "\n"}.get(match[1], match[1]), text)


def _must(holds: object, what: str) -> None:
    if not holds:
        raise NotStrict(what)
