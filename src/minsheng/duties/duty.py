"""One instance of a recurring duty (任务)."""

from __future__ import annotations

import uuid
from datetime import date, time

from attrs import field, frozen

from minsheng.calendars import Day, DueRule, Period, WorkCalendar, as_day
from minsheng.errors import Lang, Undefined, say, semicolon
from minsheng.projects import Rhythm

_NAMESPACE = uuid.UUID("6f1d0b0e-5f0a-5c58-9a52-5a2f3d2c8f11")
"""Of the ids of duties; changing it would make every known id another."""


def _due(value: Day | Undefined) -> date | Undefined:
    # a plain date is the rule; expansion makes thousands of them
    return value if type(value) is date else value if isinstance(value, Undefined) else as_day(value)


@frozen(kw_only=True)
class Command:
    """What a plan commands of each bearer of one rhythm (工作要求); one object for thousands of duties."""

    plan: str
    """Id of the plan."""
    rhythm: Rhythm
    """The duty as commanded: how often, which activities meet it, in which words."""
    calendar: WorkCalendar | None = field(default=None, eq=False, repr=False)
    """The calendar that the due days were found in; it is asked again only for the reason."""
    step_before: Rhythm | None = field(default=None, eq=False, repr=False)
    """The step of the chain whose duties of the same period come first (上一步); None for a first step."""


@frozen(kw_only=True)
class Duty:
    """What one party owes once, for one period (某单位某周期的一项任务)."""

    command: Command
    party: str
    period: Period | None = None
    """The period that it is for; None for what is owed once."""
    due: date | Undefined = field(converter=_due)
    """Last day on which it is in time; undefined where nobody has named or announced it."""
    nth: int = 1
    """Which of several instances of the period it is (第几次), from 1; the rhythm says how many there are."""

    @property
    def plan(self) -> str:
        """Id of the plan."""
        return self.command.plan

    @property
    def rhythm(self) -> Rhythm:
        """The duty as commanded: how often, which activities meet it, in which words."""
        return self.command.rhythm

    @property
    def calendar(self) -> WorkCalendar | None:
        """The calendar that `due` was found in."""
        return self.command.calendar

    @property
    def step_before(self) -> Rhythm | None:
        """The step of the chain whose duties of this period come first (上一步); None for a first step."""
        return self.command.step_before

    @property
    def id(self) -> str:
        """The same for the same plan, rhythm, party, period and number in it, whenever and wherever it is made (uuid5)."""
        period = self.period.code if self.period else "once"
        if self.nth > 1:  # a first instance keeps the id it had when it was the only one
            period += f"#{self.nth}"
        return str(uuid.uuid5(_NAMESPACE, "\n".join((self.plan, self.rhythm.id, self.party, period))))

    @property
    def name(self) -> str:
        """As a list prints it: 每月报送进展."""
        return self.rhythm.name

    @property
    def activities(self) -> tuple[str, ...]:
        """Kinds of activity any of which meets it."""
        return self.rhythm.met_by

    @property
    def rule(self) -> DueRule:
        """The due rule of this instance (第几次各有各的日期)."""
        dues = self.rhythm.dues
        return dues[min(self.nth, len(dues)) - 1]

    @property
    def turn(self) -> tuple[Period, ...]:
        """The periods in which what meets it may be done: of a duty of every second week two; none for what is owed once."""
        return () if self.period is None else self.rhythm.turn(self.period)

    @property
    def begins(self) -> date | None:
        """First day of its turn; None for what is owed once."""
        return None if self.period is None else self.turn[0].first

    def label(self, lang: Lang = "zh") -> str:
        """The period and, of several in it, which (2024年3月第2次); empty for what is owed once."""
        if self.period is None:
            return ""
        turn = self.turn
        label = turn[-1].label(lang)
        if len(turn) > 1:
            label = say("duties.turn", lang, first=turn[0].label(lang), last=label)
        return say("duties.nth", lang, period=label, n=self.nth) if len(self.rhythm.dues) > 1 else label

    @property
    def stated(self) -> date | Undefined:
        """The due day before its roll; undefined for what is owed once."""
        if self.period is None:
            return self.due
        return self.rule.stated(self.period)

    @property
    def opens(self) -> date | None:
        """First day on which it may be handed in (1日至5日报送), at the latest the due day; None where none is named."""
        first = None if self.period is None else self.rule.opens(self.period)
        return self.due if first is not None and isinstance(self.due, date) and self.due < first else first

    @property
    def at(self) -> time | None:
        """Time of day by which it is due on its last day; None: the whole day."""
        return self.rule.at

    @property
    def outside(self) -> bool:
        """Whether the roll led out of the period, because the period ends without a working day."""
        return (
            self.period is not None
            and self.rule.offset_periods == 0
            and (isinstance(self.due, date) and self.due not in self.period)
        )

    @property
    def guessed(self) -> date | None:
        """The first day that `due` rests on and that a provisional calendar only expects (暂按); None: decrees alone."""
        if self.period is None or self.calendar is None or not self.calendar.provisional:
            return None
        return self.rule.due(self.period, self.calendar).guessed

    def why_day(self, lang: Lang = "zh") -> str:
        """Why it is due on this day: the stated day, what the calendar says of it, what became of it.

        Empty for what is owed once and where no calendar was asked.
        """
        if self.period is None or self.calendar is None:
            return ""
        return self.rule.why(self.period, self.calendar, lang)

    def why_briefly(self, lang: Lang = "zh") -> str:
        """The same in a few words, for a table: 第22日, or 9月22日周日提前 where it moved."""
        if self.period is None or self.calendar is None:
            return ""
        brief = self.rule.why_briefly(self.period, self.calendar, lang)
        return say("duties.guessed", lang, what=brief) if self.guessed else brief

    def why(self, lang: Lang = "zh") -> str:
        """Why it is owed and why on this day: the words of the document, the rule, the roll, the step before."""
        parts = []
        if self.rhythm.text:
            parts.append(say("duties.commanded", lang, text=self.rhythm.text))
        if self.period is None:
            parts.append(say("duties.once", lang) if isinstance(self.due, Undefined) else "")
        else:
            if not self.rule.known:
                parts.append(say("calendars.due-unstated", lang))
            parts.append(self.why_day(lang))
        if self.step_before is not None:
            parts.append(say("duties.after", lang, step=self.step_before.name))
        return semicolon(lang).join(p for p in parts if p)

    def __str__(self) -> str:
        period = f"（{self.label()}）" if self.period else ""
        at = self.at.strftime(" %H:%M") if self.at else ""
        day = f"{self.due}{at}"
        if self.guessed:
            day = say("duties.guessed", what=day)
        return f"{day} {self.party} {self.name}{period}"
