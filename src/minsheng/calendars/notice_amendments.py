"""Notices that change one holiday of a year (调整、延长): what they order, and the year's decree with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from attrs import evolve

from minsheng.calendars.decrees import Decree, Holiday
from minsheng.calendars.notice_clauses import LONGEST_REST, ReadHoliday, read_extension, read_item
from minsheng.calendars.notice_text import Change, Item
from minsheng.errors import Finding, Place, Severity, Undefined


class ReadChange(NamedTuple):
    """What was understood of a notice that changes a decree."""

    holiday: ReadHoliday | None
    """The holiday as it is now; of one that was prolonged only the days that are new."""
    decree: Decree | None
    """The year's decree with the change in it; None if there is a contradiction."""
    findings: tuple[Finding, ...]


def read_change(
    change: Change, decrees: Iterable[Decree], reference: str, issued: date | Undefined, source: str
) -> ReadChange:
    """The change, onto the last of `decrees` that is for its year; changed days carry `reference`."""
    place = Place(part=change.holiday)
    found = [_error("loose", Place(), text=text) for text in change.loose]
    base = next((decree for decree in reversed(tuple(decrees)) if decree.year == change.year), None)
    if base is None:
        found.append(_error("amends-no-decree", place, year=change.year))
    elif all(holiday.name != change.holiday for holiday in base.holidays):
        names = "、".join(dict.fromkeys(holiday.name for holiday in base.holidays))
        found.append(_error("amends-no-holiday", place, holiday=change.holiday, decree=base, names=names))
    if len(change.deciding) != 1:
        return ReadChange(None, None, (*found, _error("amends", text=change.words, year=change.year)))
    item = Item(1, change.holiday, change.holiday, change.deciding[0])
    if change.longer:
        end, wrong = read_extension(item, change.year)
        if found or wrong or base is None or end is None:
            return ReadChange(None, None, (*found, *wrong))
        return _prolonged(base, change.holiday, end, reference, issued, source)
    holiday, wrong = read_item(item, change.year)
    if found or wrong or base is None or not holiday.rest:
        return ReadChange(holiday, None, (*found, *wrong))
    run = Holiday(name=holiday.name, first=holiday.rest[0], last=holiday.rest[-1], work=holiday.work, number=reference)
    return ReadChange(holiday, *_merged(base, [run], (), reference, issued, source))


def _prolonged(base: Decree, name: str, end: date, reference: str, issued: date | Undefined, source: str) -> ReadChange:
    runs = [holiday for holiday in base.holidays if holiday.name == name]
    last = max(run.last for run in runs)
    added = next((run for run in runs if run.last == end == last and run.number), None)
    first = added.first if added is not None else last + timedelta(1)
    if end < first:
        return ReadChange(None, None, (_error("amends-shorter", Place(part=name), holiday=name, last=last, end=end),))
    if (end - first).days > LONGEST_REST:
        return ReadChange(None, None, (_error("too-long", Place(part=name), text=f"{first}—{end}"),))
    days = tuple(first + timedelta(n) for n in range((end - first).days + 1))
    holiday = ReadHoliday(name, name, days, (), (), (), longer=True)
    if added is not None:
        return ReadChange(holiday, base, (_known(base),))
    run = Holiday(name=name, first=first, last=end, number=reference)
    kept = [evolve(old, work=[day for day in old.work if day not in days]) for old in runs]
    return ReadChange(holiday, *_merged(base, [*kept, run], days, reference, issued, source))


def _merged(
    base: Decree,
    runs: list[Holiday],
    freed: tuple[date, ...],
    reference: str,
    issued: date | Undefined,
    source: str,
) -> tuple[Decree | None, tuple[Finding, ...]]:
    """`base` with `runs` instead of those of the same name; days of `freed` are made up for nothing any more."""
    name = runs[0].name
    at = next(i for i, holiday in enumerate(base.holidays) if holiday.name == name)
    holidays = list(base.holidays)
    told = [
        Finding.of("calendars.decree-amends-freed", Severity.INFO, Place(part=name), day=day, holiday=old.name)
        for old in holidays
        for day in old.work
        if day in freed
    ]
    others = [evolve(old, work=[day for day in old.work if day not in freed]) for old in holidays]
    before = [old for old in others[:at] if old.name != name]
    behind = [old for old in others[at:] if old.name != name]
    merged = (*before, *runs, *behind)
    if list(map(_days, merged)) == list(map(_days, base.holidays)):
        return base, (_known(base),)
    when = f" of {issued.isoformat()}" if isinstance(issued, date) else ""
    note = f"{name} by {reference}{when}" + (f", {source}" if source else "")
    return evolve(base, holidays=merged, source=f"{base.source}; {note}"), tuple(told)


def _days(holiday: Holiday) -> tuple[object, ...]:
    return holiday.name, holiday.first, holiday.last, holiday.work


def _known(base: Decree) -> Finding:
    return Finding.of("calendars.decree-amends-known", Severity.INFO, year=base.year)


def _error(name: str, place: Place | None = None, /, **fields: object) -> Finding:
    return Finding.of(f"calendars.decree-{name}", Severity.ERROR, place or Place(), **fields)
