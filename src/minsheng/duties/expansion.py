"""From rhythms to instances: which periods of the year owe something, and by which day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from attrs import evolve

from minsheng.calendars import Day, Period, WorkCalendar, as_day
from minsheng.calendars.days import within
from minsheng.duties.duties import Duties
from minsheng.duties.duty import Command, Duty
from minsheng.errors import Finding, InvalidValue, Question, Severity, Undefined
from minsheng.projects import Plan, Rhythm


class _Slot(NamedTuple):
    """One instance of one rhythm; every bearer of the rhythm owes it."""

    rhythm: int
    period: Period | None
    nth: int
    stated: date | None
    due: date | Undefined


class _Slots(NamedTuple):
    """All slots of a plan's rhythms: those with a day in its order, with the days apart for bisection."""

    dated: tuple[_Slot, ...]
    days: tuple[date, ...]
    undated: tuple[_Slot, ...]


_NO_DAY = Undefined("文件未写明日期")


def _made_slots(rhythms: tuple[Rhythm, ...], starts: date, ends: date, calendar: WorkCalendar) -> _Slots:
    found: list[tuple[date, int, _Slot]] = []
    undated: list[_Slot] = []
    for n, rhythm in enumerate(rhythms):
        kind = rhythm.cadence.period_kind
        if kind is None:
            undated.append(_Slot(n, None, 1, None, _NO_DAY))
            continue
        dues = rhythm.dues
        # a period that only touches the plan's time is owed: 2025-W01 is the 48th week after 2024-02-06
        for period in Period.between(kind, starts, ends):
            if not rhythm.has_instances(period, starts):
                continue
            for nth, rule in enumerate(dues, 1):
                due = rule.due_day(period, calendar)
                slot = _Slot(n, period, nth, rule.stated(period), due)
                if isinstance(due, Undefined):
                    undated.append(slot)
                else:
                    found.append((due, n, slot))
    found.sort(
        key=lambda f: f[:2]
    )  # stable: of one rhythm and day the earlier period stays first; a step before the next
    return _Slots(tuple(f[2] for f in found), tuple(f[0] for f in found), tuple(undated))


_kept_slots = lru_cache(maxsize=64)(_made_slots)


def _slots(rhythms: tuple[Rhythm, ...], starts: date, ends: date, calendar: WorkCalendar) -> _Slots:
    """Kept for calendars that can be a key: a calendar is a value, its answers never change."""
    if isinstance(calendar, Hashable):
        return _kept_slots(rhythms, starts, ends, calendar)
    return _made_slots(rhythms, starts, ends, calendar)


def _rhythms(plan: Plan) -> tuple[Rhythm, ...]:
    """Each rhythm once, even if the notice and its work method both name it; the notice's own words win."""
    found: dict[str, Rhythm] = {}
    for rhythm in plan.all_rhythms:
        found.setdefault(rhythm.id, rhythm)
    return tuple(found.values())


def _steps_before(rhythms: tuple[Rhythm, ...]) -> list[Rhythm | None]:
    """Of each rhythm the one that it comes after, if the plan has it."""
    if not any(r.after for r in rhythms):
        return [None] * len(rhythms)
    known = {r.id: r for r in rhythms}
    return [known.get(r.after) for r in rhythms]


def _doubts(plan: Plan, rhythms: tuple[Rhythm, ...], slots: _Slots) -> Iterator[Finding]:
    """Rhythms that are left out for another of the same id, chains that are broken or run backwards."""
    known = {r.id: r for r in rhythms}
    twice = plan.all_rhythms if len(plan.all_rhythms) > len(rhythms) else ()
    for rhythm in dict.fromkeys(twice):
        if evolve(rhythm, text="") != evolve(known[rhythm.id], text=""):
            yield Finding.of(
                "duties.rhythm-twice",
                Severity.WARNING,
                id=rhythm.id,
                name=rhythm.name,
                other=known[rhythm.id].name,
            )
    chained = [r for r in rhythms if r.after]
    if not chained:
        return
    days: dict[tuple[str, Period | None], date | Undefined] = {}
    for slot in slots.dated:
        days.setdefault((rhythms[slot.rhythm].id, slot.period), slot.due)
    for rhythm in chained:
        if rhythm.after not in known:
            yield Finding.of("duties.no-step-before", Severity.WARNING, name=rhythm.name, after=rhythm.after)
            continue
        late = [
            p
            for (i, p), due in days.items()
            if i == rhythm.id
            and p is not None
            and isinstance(due, date)
            and isinstance(before := days.get((rhythm.after, p)), date)
            and before > due
        ]
        if late:
            names = {"name": rhythm.name, "before": known[rhythm.after].name}
            first = min(late).label()
            yield Finding.of("duties.chain-backward", Severity.WARNING, n=len(late), period=first, **names)


def expand_duties(
    plan: Plan,
    calendar: WorkCalendar,
    first: Day | None = None,
    last: Day | None = None,
    *,
    expand_groups: bool = False,
) -> Duties:
    """Who owes what by which day (任务展开).

    A duty exists for each period that ends on or after the document's date and begins on or before 31 December; of a
    rhythm with several days or times in a period, each is a duty of its own (`Duty.nth`); of one for every second week
    only the weeks with an instance have duties. The
    window [first, last], both included, picks by due day, either end may be open; without a window all duties come,
    those without a day in `undated`. Nothing is raised for days that nobody has announced: they are findings.

    Args:
        plan: its rhythms and those of its work methods, and who bears them.
        calendar: moves due days off rest days.
        first: first due day of the window.
        last: last due day of the window.
        expand_groups: a group's members owe instead of the group.

    Raises:
        InvalidValue: the window runs backwards.
    """
    rhythms = _rhythms(plan)
    slots = _slots(rhythms, plan.starts, plan.ends, calendar)
    low = None if first is None else as_day(first)
    high = None if last is None else as_day(last)
    if low is not None and high is not None and low > high:
        raise InvalidValue("calendars.backward-span", first=low, last=high)
    parties = [plan.bearers(r, expand_groups=expand_groups) for r in rhythms]
    begin = 0 if low is None else bisect_left(slots.days, low)
    end = len(slots.days) if high is None else bisect_right(slots.days, high)
    commands = [
        Command(plan=plan.id, rhythm=rhythm, calendar=calendar, step_before=step)
        for rhythm, step in zip(rhythms, _steps_before(rhythms), strict=True)
    ]
    dated = [
        Duty(command=commands[n], party=party, period=period, due=due, nth=nth)
        for n, period, nth, _, due in slots.dated[begin:end]
        for party in parties[n]
    ]
    windowed = low is not None or high is not None
    open_slots = [s for s in slots.undated if not windowed or (s.stated is not None and within(s.stated, low, high))]
    undated = [
        Duty(command=commands[s.rhythm], party=party, period=s.period, due=s.due, nth=s.nth)
        for s in ([] if windowed else open_slots)
        for party in parties[s.rhythm]
    ]
    shown = {s.rhythm for s in slots.dated[begin:end]} | {s.rhythm for s in open_slots}
    return Duties(
        dated,
        undated,
        [question for n in sorted(shown) for question in _questions(rhythms[n])],
        [*_unannounced(open_slots, parties), *_doubts(plan, rhythms, slots)],
    )


def _questions(rhythm: Rhythm) -> Iterator[Question]:
    """Which day of the period, and from which period on, where the document does not say."""
    if not rhythm.due.known:
        once = rhythm.cadence.period_kind is None
        code = "duties.which-day-once" if once else "duties.which-day"
        yield Question.of(code, f"rhythms.{rhythm.id}.day", name=rhythm.name, text=rhythm.text)
    if rhythm.every > 1 and rhythm.anchor is None:
        yield Question.of("duties.which-turn", f"rhythms.{rhythm.id}.anchor", name=rhythm.name, text=rhythm.text)


def _unannounced(slots: list[_Slot], parties: list[tuple[str, ...]]) -> list[Finding]:
    """One finding for each year whose days off are not announced."""
    owed: dict[str, int] = {}
    for slot in slots:
        if slot.stated is not None and isinstance(slot.due, Undefined):
            owed[slot.due.reason] = owed.get(slot.due.reason, 0) + len(parties[slot.rhythm])
    return [Finding.of("duties.day-unannounced", Severity.WARNING, n=n, reason=reason) for reason, n in owed.items()]
