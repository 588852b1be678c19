"""Which duties were met (履行情况): every instance of every rhythm against what is recorded."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from minsheng.calendars import Period, PeriodKind, WorkCalendar
from minsheng.duties import Duty, expand_duties
from minsheng.errors import Lang, Undefined, say
from minsheng.ledger import DutyExcused, DutyFulfilled, MilestoneReached, Progress, Recorded, ScheduleAdopted, View
from minsheng.responsibility import Directory
from minsheng.standing.percents import percent
from minsheng.text import grid, html_grid

NOTHING_DUE = Undefined("没有到期的任务")


class DutyStatus(enum.Enum):
    """How one duty stands on a day (履行状态)."""

    UPCOMING = "upcoming"
    """Its period has not begun."""
    DUE = "due"
    """Its period runs, or its day has not passed, and nothing is recorded yet."""
    MET = "met"
    LATE = "late"
    """Done behind the due day."""
    MISSED = "missed"
    """The due day has passed and nothing is recorded."""
    EXCUSED = "excused"
    """Somebody who may say so let the party off."""
    UNKNOWABLE = "unknowable"
    """Nothing is recorded, and no day is known by which it could be missed."""

    def text(self, lang: Lang = "zh") -> str:
        """In words.

        >>> DutyStatus.LATE.text()
        '逾期履行'
        """
        return say(f"standing.status-{self.value}", lang)


@frozen(kw_only=True)
class DutyRow:
    """One duty, how it stands, and the entry that says so."""

    duty: Duty
    status: DutyStatus
    entry: str = ""
    """Entry that met or excused it; empty if none did."""
    on: date | None = None
    """The day on which it was done."""


def _rows(value: Iterable[DutyRow]) -> tuple[DutyRow, ...]:
    return tuple(value)


@frozen(kw_only=True)
class DutyFulfilment:
    """All duties of a year and how they stand on `day` (履行情况); as an iterable it gives its rows."""

    day: date
    rows: tuple[DutyRow, ...] = field(converter=_rows, repr=False)
    """By due day; those without a day behind them."""
    directory: Directory = field(repr=False)

    def __iter__(self) -> Iterator[DutyRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def counts(self) -> Mapping[DutyStatus, int]:
        """How many stand how; every status is there."""
        found = Counter(row.status for row in self.rows)
        return {status: found[status] for status in DutyStatus}

    @property
    def on_time(self) -> Fraction | Undefined:
        """按时率: met of all that were met, late or missed; Undefined if nothing was due. The excused do not count."""
        counts = self.counts()
        due = counts[DutyStatus.MET] + counts[DutyStatus.LATE] + counts[DutyStatus.MISSED]
        return Fraction(counts[DutyStatus.MET], due) if due else NOTHING_DUE

    @cached_property
    def _by_key(self) -> dict[str, list[DutyRow]]:
        keys: dict[str, str] = {}
        found: dict[str, list[DutyRow]] = {}
        for row in self.rows:
            party = row.duty.party
            if party not in keys:
                keys[party] = self.directory.key(party)
            found.setdefault(keys[party], []).append(row)
        return found

    @property
    def parties(self) -> tuple[str, ...]:
        """Everybody who owes something, as the duties name them."""
        return tuple(dict.fromkeys(row.duty.party for row in self.rows))

    def of(self, party: str) -> DutyFulfilment:
        """The duties of one party, under any of its names; empty for one that owes nothing."""
        rows = self._by_key.get(self.directory.key(party), ())
        return DutyFulfilment(day=self.day, rows=rows, directory=self.directory)

    def with_status(self, *statuses: DutyStatus) -> tuple[DutyRow, ...]:
        """The rows that stand so."""
        return tuple(row for row in self.rows if row.status in statuses)

    def table(self, lang: Lang = "zh") -> list[list[str]]:
        """A line a party: its name, how many of each status, and its rate in time."""
        lines = []
        for party in self.parties:
            mine = self.of(party)
            rate = mine.on_time
            shown = percent(rate) if isinstance(rate, Fraction) else ""
            lines.append([party, *(str(n) for n in mine.counts().values()), shown])
        return lines

    def headers(self, lang: Lang = "zh") -> list[str]:
        """Headings of `table`."""
        words = [status.text(lang) for status in DutyStatus]
        return [say("standing.column-party", lang), *words, say("standing.column-on-time", lang)]

    def __str__(self) -> str:
        return grid(self.headers(), self.table())

    def _repr_html_(self) -> str:
        return html_grid(self.headers(), self.table())


class _Deeds:
    """What parties did, found by activity, party and period; the first of each counts."""

    def __init__(self, directory: Directory, wanted: Mapping[str, set[PeriodKind | None]]) -> None:
        self._directory, self._wanted = directory, wanted
        self._keys: dict[str, str] = {}
        self._found: dict[tuple[str, str, Period | None], Recorded] = {}

    def add(self, recorded: Recorded, activity: str, party: str, period: Period | None) -> None:
        """A deed for `period`; where duties are for another kind of period, for the one that its day lies in."""
        on = recorded.statement.on
        if not party:
            return  # nobody in particular did it
        for kind in self._wanted.get(activity, ()):
            if kind is None:
                place = None
            else:
                place = period if period is not None and period.kind is kind else Period.of(kind, on)
            key = (activity, self.key(party), place)
            if key not in self._found or on < self._found[key].statement.on:
                self._found[key] = recorded

    def of(self, duty: Duty) -> Recorded | None:
        """What met `duty`: the first of its activities to be done."""
        party = self.key(duty.party)
        found = [self._found.get((activity, party, duty.period)) for activity in duty.activities]
        return min((f for f in found if f is not None), key=_when, default=None)

    def key(self, party: str) -> str:
        """What all names of one body have in common."""
        if party not in self._keys:
            self._keys[party] = self._directory.key(party)
        return self._keys[party]


def _when(recorded: Recorded) -> tuple[int, int]:
    return recorded.statement.on.toordinal(), recorded.position


def fulfilment(view: View, calendar: WorkCalendar) -> DutyFulfilment:
    """Every duty of the view's plan in its year, as it stands on the view's day.

    A DutyFulfilled meets a duty by its activity, party and period; Progress and MilestoneReached are the reporting
    unit's ledger update for the period in which they fall; a ScheduleAdopted is the unit's schedule (实施方案).
    """
    duties = expand_duties(view.plan, calendar).all
    wanted: dict[str, set[PeriodKind | None]] = {}
    for rhythm in view.plan.all_rhythms:
        for activity in rhythm.met_by:
            wanted.setdefault(activity, set()).add(rhythm.cadence.period_kind)
    directory = view.plan.directory
    done, excused = _Deeds(directory, wanted), _Deeds(directory, wanted)
    for recorded in view.fulfilments:
        statement = recorded.statement
        if isinstance(statement, DutyFulfilled):
            done.add(recorded, statement.activity, statement.party, statement.period)
        elif isinstance(statement, DutyExcused):
            excused.add(recorded, statement.activity, statement.party, statement.period)
        elif isinstance(statement, Progress):
            done.add(recorded, "ledger_update", statement.by, statement.period)
        elif isinstance(statement, MilestoneReached):
            done.add(recorded, "ledger_update", statement.by, None)
        elif isinstance(statement, ScheduleAdopted):
            done.add(recorded, "schedule", statement.party or statement.by, None)
    rows = (_row(duty, view.day, done.of(duty), excused.of(duty)) for duty in duties)
    return DutyFulfilment(day=view.day, rows=rows, directory=directory)


def _row(duty: Duty, day: date, done: Recorded | None, excused: Recorded | None) -> DutyRow:
    if done is not None:
        on = done.statement.on
        late = isinstance(duty.due, date) and on > duty.due
        return DutyRow(duty=duty, status=DutyStatus.LATE if late else DutyStatus.MET, entry=done.id, on=on)
    if excused is not None:
        return DutyRow(duty=duty, status=DutyStatus.EXCUSED, entry=excused.id, on=excused.statement.on)
    return DutyRow(duty=duty, status=_open(duty, day))


def _open(duty: Duty, day: date) -> DutyStatus:
    """How a duty stands for which nothing is recorded."""
    begun = duty.period is None or day >= duty.period.first
    if isinstance(duty.due, Undefined):
        over = duty.period is None or day > duty.period.last
        return DutyStatus.UNKNOWABLE if over else DutyStatus.DUE if begun else DutyStatus.UPCOMING
    if day > duty.due:
        return DutyStatus.MISSED
    return DutyStatus.DUE if begun else DutyStatus.UPCOMING
