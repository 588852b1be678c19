"""Which duties were met (履行情况): every instance of every rhythm against what is recorded."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, TypeAlias

from attrs import field, frozen

from minsheng.calendars import Period, PeriodKind, WorkCalendar
from minsheng.duties import Duty, expand_duties
from minsheng.errors import Lang, Undefined, say
from minsheng.ledger import (
    DutyExcused,
    DutyFulfilled,
    FundingReported,
    MilestoneReached,
    Progress,
    Recorded,
    ScheduleAdopted,
    SiteVisited,
    View,
)
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


class _Deed(NamedTuple):
    """A recorded statement that can meet or excuse a duty."""

    recorded: Recorded
    implied: bool
    """That it was done follows from a report (Progress, MilestoneReached); nobody said it."""


class _Deeds:
    """What parties did, found by activity, party and period."""

    def __init__(self, directory: Directory, wanted: Mapping[str, set[PeriodKind | None]]) -> None:
        self._directory, self._wanted = directory, wanted
        self._keys: dict[str, str] = {}
        self._found: dict[tuple[str, str, Period | None], list[_Deed]] = {}

    def add(
        self, recorded: Recorded, activity: str, party: str, period: Period | None, *, implied: bool = False
    ) -> None:
        """A deed for `period`; where duties are for another kind of period, for the one that its day lies in."""
        on = recorded.statement.on
        if not party:
            return  # nobody in particular did it
        for kind in self._wanted.get(activity, ()):
            if kind is None:
                place = None
            else:
                place = period if period is not None and period.kind is kind else Period.of(kind, on)
            self._found.setdefault((activity, self.key(party), place), []).append(_Deed(recorded, implied))

    def of(self, duty: Duty) -> list[Recorded]:
        """What can meet `duty` or another instance of its turn, by day and position.

        Reports of one day are one deed, and none beside one that somebody stated for that day.
        """
        party = self.key(duty.party)
        places: tuple[Period | None, ...] = duty.turn or (None,)
        found = [
            deed
            for activity in duty.activities
            for place in places
            for deed in self._found.get((activity, party, place), ())
        ]
        if len(found) < 2:
            return [deed.recorded for deed in found]
        found.sort(key=lambda deed: (deed.recorded.statement.on, deed.implied, deed.recorded.position))
        kept: list[Recorded] = []
        for deed in found:
            if not (deed.implied and kept and kept[-1].statement.on == deed.recorded.statement.on):
                kept.append(deed.recorded)
        return sorted(kept, key=_when)

    def key(self, party: str) -> str:
        """What all names of one body have in common."""
        if party not in self._keys:
            self._keys[party] = self._directory.key(party)
        return self._keys[party]


def _when(recorded: Recorded) -> tuple[int, int]:
    return recorded.statement.on.toordinal(), recorded.position


def fulfilment(view: View, calendar: WorkCalendar) -> DutyFulfilment:
    """Every duty of the view's plan in its year, as it stands on the view's day.

    A DutyFulfilled meets a duty by its activity, party and period; Progress, MilestoneReached and FundingReported are
    the reporting unit's ledger update for the period in which they fall; a ScheduleAdopted is the unit's schedule
    (实施方案), a SiteVisited a visit (现场督导) of whoever went. A duty of
    every second week is met by what was done in either week of its turn.

    Where a period has several instances (每周三、周五; 每月2次), statements are taken by their day, of one day by position,
    and instances by their due day: the first statement meets the first instance, the second the second, and an excuse
    in its turn lets one off. Only as many excuses count as deeds are missing: what was done anyway is done. The reports of
    one unit on one day are one ledger update.
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
            done.add(recorded, "ledger_update", statement.by, statement.period, implied=True)
        elif isinstance(statement, MilestoneReached | FundingReported):
            done.add(recorded, "ledger_update", statement.by, None, implied=True)
        elif isinstance(statement, SiteVisited):
            done.add(recorded, "site_visit", statement.by, None, implied=True)
        elif isinstance(statement, ScheduleAdopted):
            done.add(recorded, "schedule", statement.party or statement.by, None)
    turns: dict[_Turn, list[Duty]] = {}
    for duty in duties:  # by due day, those without one behind them
        turns.setdefault(_turn(duty), []).append(duty)
    settled = {
        turn: _settled([d.nth for d in instances], done.of(instances[0]), excused.of(instances[0]))
        for turn, instances in turns.items()
    }
    rows = (_row(duty, view.day, settled[_turn(duty)].get(duty.nth)) for duty in duties)
    return DutyFulfilment(day=view.day, rows=rows, directory=directory)


_Turn: TypeAlias = tuple[str, str, Period | None]
"""Rhythm, party and period, whose instances share what was done."""


def _turn(duty: Duty) -> _Turn:
    return duty.rhythm.id, duty.party, duty.period


class _Settled(NamedTuple):
    """The entry that met or excused an instance."""

    recorded: Recorded
    excused: bool


def _settled(instances: Sequence[int], deeds: Sequence[Recorded], excuses: Sequence[Recorded]) -> dict[int, _Settled]:
    """Which of the instances of a turn, given by number in the order of their due days, what settles."""
    spared = [_Settled(r, True) for r in excuses[: max(len(instances) - len(deeds), 0)]]
    statements = [*(_Settled(r, False) for r in deeds), *spared]
    statements.sort(key=lambda s: (s.recorded.statement.on, s.excused, s.recorded.position))
    return dict(zip(instances, statements, strict=False))


def _row(duty: Duty, day: date, settled: _Settled | None) -> DutyRow:
    if settled is None:
        return DutyRow(duty=duty, status=_open(duty, day))
    on = settled.recorded.statement.on
    late = isinstance(duty.due, date) and on > duty.due
    status = DutyStatus.EXCUSED if settled.excused else DutyStatus.LATE if late else DutyStatus.MET
    return DutyRow(duty=duty, status=status, entry=settled.recorded.id, on=on)


def _open(duty: Duty, day: date) -> DutyStatus:
    """How a duty stands for which nothing is recorded."""
    begun = duty.begins is None or day >= duty.begins
    if isinstance(duty.due, Undefined):
        over = duty.period is None or day > duty.period.last
        return DutyStatus.UNKNOWABLE if over else DutyStatus.DUE if begun else DutyStatus.UPCOMING
    if day > duty.due:
        return DutyStatus.MISSED
    return DutyStatus.DUE if begun else DutyStatus.UPCOMING
