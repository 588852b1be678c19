"""Time limits (完成时限): what is printed, the day it means, and whether it moves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import attrs
from attrs import field, frozen

from minsheng.calendars.days import Day, as_day, as_known_day
from minsheng.calendars.grammar import Limit, in_cell, in_prose
from minsheng.calendars.milestones import Milestone
from minsheng.calendars.rolls import Roll, RollAfter, Rolled, RollPolicy, roll
from minsheng.calendars.status import WorkCalendar
from minsheng.errors import InvalidValue, Lang, Undefined, of_type, say, whole_text


@frozen
class Deadline:
    """A time limit as promised (完成时限).

    >>> limit = Deadline.parse("2024年8月底前投入使用")
    >>> limit.day, limit.milestone
    (datetime.date(2024, 8, 31), <Milestone.IN_SERVICE: 'in_service'>)
    >>> Deadline.parse("11月底").day, Deadline.parse("11月底", year=2024).day
    (Undefined('年份未知'), datetime.date(2024, 11, 30))
    """

    text: str = field(default="", validator=whole_text)
    """As printed, less white space; empty if there is none."""
    day: date | Undefined = field(kw_only=True, converter=as_known_day)
    """The last day on which the promise is kept; JSON calls it date."""
    milestone: Milestone = field(kw_only=True, default=Milestone.COMPLETE, validator=of_type(Milestone))
    roll: RollPolicy = field(kw_only=True, default=Roll.NONE, validator=of_type(Roll, RollAfter))
    """Public commitments do not move."""

    @classmethod
    def parse(cls, text: str, *, year: int | None = None) -> Deadline:
        """Read one printed time limit; `year` is the document's, for texts that print none.

        Raises:
            InvalidValue: the text states no day, several, or one that does not exist.
        """
        limits = in_cell(text, year)
        if not limits:
            raise InvalidValue("calendars.no-deadline-in", value=text)
        if len(limits) > 1:
            raise InvalidValue("calendars.several-deadlines", value=text, n=len(limits))
        limit = limits[0]
        if limit.day == Undefined(say("calendars.no-such-day-reason")):
            raise InvalidValue("calendars.no-such-day", value=text)
        return cls(limit.text, day=limit.day, milestone=limit.milestone)

    @classmethod
    def on(cls, day: Day, text: str = "") -> Deadline:
        """A time limit that is a day: 2024-11-30."""
        limit = as_day(day)
        return cls(text or limit.isoformat(), day=limit)

    @classmethod
    def none(cls) -> Deadline:
        """What stands where the document gives no time limit."""
        return cls("", day=Undefined(say("calendars.no-deadline")))

    def in_year(self, year: int) -> Deadline:
        """The same, its unprinted year being `year`; whatever has a day stays as it is."""
        if self.day != Undefined(say("calendars.year-unknown")):
            return self
        return attrs.evolve(self, day=Deadline.parse(self.text, year=year).day)

    def effective_on(self, calendar: WorkCalendar) -> Effective:
        """The day that counts in `calendar`, and why.

        >>> from minsheng.calendars import ChinaCalendar
        >>> print(Deadline.parse("2024年8月底").effective_on(ChinaCalendar()))
        “2024年8月底”：2024年8月31日（星期六，双休日，国办发明电〔2023〕7号）；公开承诺的完成时限不顺延
        """
        if isinstance(self.day, Undefined):
            return Effective(deadline=self, rolled=self.day)
        return Effective(deadline=self, rolled=roll(self.day, self.roll, calendar))

    def shown(self, lang: Lang = "zh") -> str:
        """As printed; without a text the day, or why there is none."""
        return self.text or (self.day.text(lang) if isinstance(self.day, Undefined) else str(self.day))

    def __str__(self) -> str:
        return self.shown()


@frozen(kw_only=True)
class Effective:
    """A deadline in a calendar (实际时限): the day that counts, and the reason in words."""

    deadline: Deadline
    rolled: Rolled | Undefined

    @property
    def day(self) -> date | Undefined:
        """The day that counts."""
        return self.rolled if isinstance(self.rolled, Undefined) else self.rolled.day

    @property
    def printed(self) -> date | Undefined:
        """The day that the text means, before any roll."""
        return self.deadline.day

    @property
    def moved(self) -> bool:
        """Whether the day that counts is another than the printed one."""
        return isinstance(self.rolled, Rolled) and self.rolled.moved

    @property
    def guessed(self) -> date | None:
        """The first day that `day` rests on and that a provisional calendar only expects (暂按); None: decrees alone."""
        return self.rolled.guessed if isinstance(self.rolled, Rolled) else None

    def reason(self, lang: Lang = "zh") -> str:
        """Printed text, day, what the day is by which decree, the policy and what follows."""
        what = self.rolled.text(lang) if isinstance(self.rolled, Undefined) else self.rolled.reason(lang)
        return say("calendars.printed", lang, text=self.deadline.text, what=what) if self.deadline.text else what

    def __str__(self) -> str:
        return self.reason()


@frozen(kw_only=True)
class FoundDeadline:
    """A time limit in running text, and how it was recognised."""

    deadline: Deadline
    start: int
    """First character in the text as given."""
    end: int
    """The character behind the last one."""
    rule: str
    """labelled: a phrase such as 完成时限 announces it; marked: 前, 底, 内; verb: 建成, 开工 follow; cell: all of it is one."""
    confidence: float


_SHORT = 60
"""Characters of a cell whose limits are kept in mind."""


def find_deadlines(text: str, *, year: int | None = None, cell: bool = False) -> tuple[FoundDeadline, ...]:
    """The time limits in `text`, in its order; time is linear in its length.

    In running text days that are only mentioned (截至10月31日, 2月6日印发) set none, nor do 全年 and 长期; in a `cell`
    for time limits every day counts.

    >>> [(f.deadline.text, str(f.deadline.day)) for f in find_deadlines("6月底前开工，11月30日全面建成", year=2024)]
    [('6月底前开工', '2024-06-30'), ('11月30日全面建成', '2024-11-30')]
    """
    if not cell:
        return _found(in_prose(text, year))
    return _in_short_cell(text, year) if len(text) <= _SHORT else _found(in_cell(text, year))


@lru_cache(maxsize=1024)
def _in_short_cell(text: str, year: int | None) -> tuple[FoundDeadline, ...]:
    """A table of projects has the same few limits again and again."""
    return _found(in_cell(text, year))


def _found(limits: Iterable[Limit]) -> tuple[FoundDeadline, ...]:
    return tuple(
        FoundDeadline(
            deadline=Deadline(limit.text, day=limit.day, milestone=limit.milestone),
            start=limit.start,
            end=limit.end,
            rule=limit.rule,
            confidence=limit.confidence,
        )
        for limit in limits
    )
