"""What becomes of a day that is no working day (遇休息日如何处理), and why."""

from __future__ import annotations

import enum
import re
from datetime import date

from attrs import field, frozen

from minsheng.calendars.days import Day, as_day, full_day
from minsheng.calendars.status import (
    DayInfo,
    DayStatus,
    Unannounced,
    WorkCalendar,
    describe,
    first_guessed,
    with_guess,
)
from minsheng.errors import InvalidValue, Lang, Undefined, say


class Roll(enum.Enum):
    """The policy for a due day on a rest day (遇休息日的处理); each is the default of one kind of day."""

    NONE = "none"
    """不顺延: public commitments; the promise is the printed day."""
    NEXT = "next"
    """顺延至下一工作日: legal terms, 民法典 203."""
    PREVIOUS = "previous"
    """提前至上一工作日: reports and other recurring duties."""

    def rule(self, lang: Lang = "zh") -> str:
        """The policy and its ground, in words.

        >>> Roll.NONE.rule()
        '公开承诺的完成时限不顺延'
        """
        return say(f"calendars.roll-{self.value}", lang)


FARTHEST_ROLL = 99
"""The largest n of `RollAfter`."""
_AFTER = re.compile(r"after-([1-9][0-9]?)")


@frozen
class RollAfter:
    """The policy “on a rest day the n-th working day after it” (顺延至其后第n个工作日); a working day stays.

    Every Tuesday 12:00, and after a holiday its second working day:
    ``DueRule(day=2, at=time(12), roll=RollAfter(2))``.

    Raises:
        InvalidValue: `n` is not 1 to 99.
    """

    n: int = field()
    """1: as `Roll.NEXT`, but by the rule of an office, not by law."""

    @n.validator
    def _countable(self, _: object, value: int) -> None:
        if type(value) is not int or not 1 <= value <= FARTHEST_ROLL:
            raise InvalidValue("calendars.no-roll", value=value)

    @property
    def value(self) -> str:
        """Its text in JSON, as the members of `Roll` have one: after-2."""
        return f"after-{self.n}"

    def rule(self, lang: Lang = "zh") -> str:
        """The policy in words.

        >>> RollAfter(2).rule()
        '遇休息日的，顺延至其后第2个工作日'
        """
        return say("calendars.roll-after", lang, n=self.n)


RollPolicy = Roll | RollAfter
"""What becomes of a due day on a rest day (遇休息日的处理)."""


def roll_policy(value: str) -> RollPolicy:
    """The policy that has this `value`: none, next, previous, after-2.

    Raises:
        InvalidValue: there is no such policy.

    >>> roll_policy("previous"), roll_policy("after-2")
    (<Roll.PREVIOUS: 'previous'>, RollAfter(n=2))
    """
    if match := _AFTER.fullmatch(value):
        return RollAfter(int(match[1]))
    for policy in Roll:
        if policy.value == value:
            return policy
    raise InvalidValue("calendars.no-roll", value=value)


@frozen(kw_only=True)
class Rolled:
    """A day after its policy was applied, with the reason.

    >>> from minsheng.calendars import ChinaCalendar
    >>> moved = roll("2024-08-31", Roll.PREVIOUS, ChinaCalendar())
    >>> str(moved.day), moved.moved, moved.reason()
    ('2024-08-30', True, '2024年8月31日（星期六，双休日，国办发明电〔2023〕7号）；报送类时限遇休息日提前至上一个工作日，即2024年8月30日（星期五）')
    """

    stated: date
    """The day before the policy."""
    day: date | Undefined
    """The day that counts; undefined where it depends on days that nobody has announced."""
    policy: RollPolicy
    info: DayInfo
    """What the calendar says of the stated day."""
    guessed: date | None = None
    """The first day that `day` rests on and that a provisional calendar only expects (暂按); None: decrees alone."""

    @property
    def moved(self) -> bool:
        """Whether the policy changed the day."""
        return isinstance(self.day, date) and self.day != self.stated

    @property
    def status(self) -> DayStatus:
        """Of the stated day."""
        return self.info.status

    def reason(self, lang: Lang = "zh") -> str:
        """Stated day, what it is by which decree, the policy with its ground, what follows, and if it is only a guess."""
        what = self.info.text(lang)
        if isinstance(self.day, Undefined):
            how = say("calendars.roll-unknown", lang, rule=self.policy.rule(lang), reason=self.day.text(lang))
        elif self.moved:
            how = say("calendars.roll-moved", lang, rule=self.policy.rule(lang), to=full_day(self.day, lang))
        elif self.policy is Roll.NONE or self.status is DayStatus.REST:
            how = self.policy.rule(lang)
        else:
            how = say("calendars.roll-not-needed", lang)
        if not self.info.provisional:  # else the stated day has said so
            how = with_guess(how, self.guessed, lang)
        return say("calendars.two", lang, one=what, other=how)

    def __str__(self) -> str:
        return self.reason()


def rolled_day(day: date, policy: RollPolicy, calendar: WorkCalendar) -> date | Undefined:
    """Only the day of `roll`, for those who apply a policy to many days."""
    if policy is Roll.NONE:
        return day
    try:
        if isinstance(policy, RollAfter):
            return day if calendar.is_workday(day) else calendar.add(day, policy.n)
        return calendar.next(day) if policy is Roll.NEXT else calendar.previous(day)
    except Unannounced as error:
        return Undefined(say("calendars.not-announced", "zh", year=error.day.year))


def roll(day: Day, policy: RollPolicy, calendar: WorkCalendar) -> Rolled:
    """`day` under `policy`: itself, or the working day that the policy names.

    Never raises for lack of a decree: the day is then `Undefined`, unless the policy is NONE, which asks nothing.
    """
    stated = as_day(day)
    rolled = rolled_day(stated, policy, calendar)
    guessed = None
    if policy is not Roll.NONE and not isinstance(rolled, Undefined):
        guessed = first_guessed(calendar, min(stated, rolled), max(stated, rolled))
    return Rolled(
        stated=stated,
        day=rolled,
        policy=policy,
        info=describe(calendar, stated),
        guessed=guessed,
    )
