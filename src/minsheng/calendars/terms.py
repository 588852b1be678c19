"""Terms (期限): so many working days, days, months or years after something happened."""

from __future__ import annotations

import enum
import re
from datetime import date

import attrs
from attrs import field, frozen

from minsheng.calendars.days import Day, as_day, day_text, full_day
from minsheng.calendars.rolls import Roll, Rolled, RollPolicy, roll
from minsheng.calendars.status import Unannounced, WorkCalendar, first_guessed, with_guess
from minsheng.errors import InvalidValue, Lang, Undefined, say, semicolon
from minsheng.text import NUMERALS, key, number


class TermUnit(enum.Enum):
    """What a term is counted in (期间单位)."""

    WORKDAYS = "workdays"
    """工作日: 行政许可法 82; 行政强制法 69 for terms up to 10 days."""
    DAYS = "days"
    """日, 天: calendar days."""
    MONTHS = "months"
    YEARS = "years"


LONGEST_TERM = 9999
"""The largest number of units."""
_LENGTH = re.compile(rf"([0-9{NUMERALS}]{{1,8}})(个?工作日|个?自然日|日|天|个月|月|年)(?:之?[内前]|以内)?")
_UNITS = {"工作日": TermUnit.WORKDAYS, "自然日": TermUnit.DAYS, "日": TermUnit.DAYS, "天": TermUnit.DAYS}
_UNITS |= {"月": TermUnit.MONTHS, "年": TermUnit.YEARS}


@frozen
class TermLength:
    """How long a term is (期限长度).

    Raises:
        InvalidValue: the number is not 1 to 9999.
    """

    n: int = field()
    unit: TermUnit = TermUnit.WORKDAYS

    @n.validator
    def _countable(self, _: object, value: int) -> None:
        if type(value) is not int or not 1 <= value <= LONGEST_TERM:
            raise InvalidValue("calendars.no-term", value=value)

    @classmethod
    def parse(cls, text: str, *, working: bool = False) -> TermLength:
        """Read 5个工作日内, 15日内, 1个月内, 两年内; with `working`, 日 are working days, as 行政许可法 82 has them.

        Raises:
            InvalidValue: the text is no length.

        >>> [str(TermLength.parse(t)) for t in ("5个工作日内", "十五日内", "1个月内", "两年")]
        ['5个工作日内', '15日内', '1个月内', '2年内']
        """
        match = _LENGTH.fullmatch(key(text))
        n = number(match[1]) if match else None
        if match is None or n is None or n != int(n):
            raise InvalidValue("calendars.no-term", value=text)
        unit = _UNITS[match[2].removeprefix("个")]
        if working and match[2] in ("日", "天"):
            unit = TermUnit.WORKDAYS
        return cls(int(n), unit)

    def text(self, lang: Lang = "zh") -> str:
        """In words; the Chinese ones are read back by `parse`."""
        return say(f"calendars.term-{self.unit.value}", lang, n=self.n)

    def __str__(self) -> str:
        return self.text()


Length = TermLength | str | int
"""A length as callers may give it: a `TermLength`, its text (5个工作日内, 三十日内), or a number of working days."""


def term_length(value: Length, *, working: bool | None = None) -> TermLength:
    """The length of `value`.

    Args:
        value: a text says for itself what it is counted in.
        working: False makes a bare number one of calendar days; True makes 日 and 天 of a text working days.

    Raises:
        InvalidValue: it is no length.

    >>> [str(term_length(given)) for given in ("三十日内", 5, TermLength(2, TermUnit.MONTHS))]
    ['30日内', '5个工作日内', '2个月内']
    """
    if isinstance(value, TermLength):
        return value
    if isinstance(value, str):
        return TermLength.parse(value, working=working is True)
    return TermLength(value, TermUnit.DAYS if working is False else TermUnit.WORKDAYS)


def _length(value: Length) -> TermLength:
    return term_length(value)


@frozen(kw_only=True)
class Extension:
    """A prolongation (延期) of a running term, asked for in time."""

    asked: date = field(converter=as_day)
    """Day on which it was asked for."""
    length: TermLength = field(converter=_length)


@frozen(kw_only=True)
class Term:
    """A term that runs (期间): what happened on `start` sets it off, that day is not counted (民法典 201).

    Months and years end on the day of the same number, or at the month's end if there is none (民法典 202). A last day
    on rest moves to the next working day (民法典 203), unless `roll` says otherwise (民法典 204). An extension is
    counted from the day on which the term would have ended.

    >>> from minsheng.calendars import ChinaCalendar
    >>> term = Term(start="2024-01-31", length="1个月内", calendar=ChinaCalendar())
    >>> str(term.last)
    '2024-02-29'
    >>> str(term.extended("2024-02-20", "10个工作日").last)
    '2024-03-14'
    """

    start: date = field(converter=as_day)
    """The day that sets the term off."""
    length: TermLength = field(converter=_length)
    calendar: WorkCalendar = field(repr=False)
    roll: RollPolicy = Roll.NEXT
    extensions: tuple[Extension, ...] = ()

    @property
    def last(self) -> date | Undefined:
        """The last day on which the term is kept; undefined where it depends on days that nobody has announced."""
        return self._ends()[-1].day

    def _ends(self) -> tuple[_End, ...]:
        """The end of the term itself and after each extension, as far as they are known."""
        ends: list[_End] = []
        begin: date | Undefined = self.start
        for length in (self.length, *(extension.length for extension in self.extensions)):
            if isinstance(begin, Undefined):
                break
            end = _end(begin, length, self.calendar, self.roll)
            ends.append(end)
            begin = end.day
        return tuple(ends)

    def can_extend_on(self, day: Day) -> bool:
        """Whether an extension asked for on `day` is in time: not before the start, and before the term has expired.

        Raises:
            Unannounced: whether `day` is in time depends on days that nobody has announced.
        """
        asked = as_day(day)
        end = self._ends()[-1]
        if asked < self.start:
            return False
        if isinstance(end.day, date):
            return asked <= end.day
        if asked <= end.at_least:
            return True
        raise Unannounced(end.unannounced or asked)

    def extended(self, asked: Day, length: Length) -> Term:
        """The term with an extension asked for on the day `asked`.

        Raises:
            InvalidValue: it was asked for after the term had expired, or before it began.
            Unannounced: whether it was in time depends on days that nobody has announced.
        """
        if not self.can_extend_on(asked):
            raise InvalidValue("calendars.extension-too-late", asked=as_day(asked), last=self.last, start=self.start)
        return attrs.evolve(self, extensions=(*self.extensions, Extension(asked=asked, length=length)))

    def reason(self, lang: Lang = "zh") -> str:
        """The length, where it is counted from, the last day, and why it moved."""
        parts = []
        begin, before = day_text(self.start, lang), self.start
        for i, end in enumerate(self._ends()):
            code = "calendars.term-told" if i == 0 else "calendars.term-extended"
            asked = day_text(self.extensions[i - 1].asked, lang) if i else ""
            length = end.length.text(lang)
            last = with_guess(end.told(lang), end.guessed_from(before, self.calendar), lang)
            parts.append(say(code, lang, begin=begin, length=length, asked=asked, last=last))
            before = end.at_least if isinstance(end.day, Undefined) else end.day
        return semicolon(lang).join(parts)

    def __str__(self) -> str:
        return self.reason()


@frozen(kw_only=True)
class _End:
    """Where one stretch of a term ends."""

    length: TermLength
    day: date | Undefined
    at_least: date
    """The last day that is in time whatever will be announced."""
    rolled: Rolled | None = None
    unannounced: date | None = None

    def guessed_from(self, begin: date, calendar: WorkCalendar) -> date | None:
        """First day without a decree that the end rests on, and that `told` does not tell of."""
        if isinstance(self.day, Undefined):
            return None
        if self.rolled is None:  # the working days behind `begin` were counted
            return first_guessed(calendar, date.fromordinal(begin.toordinal() + 1), self.day)
        return None if self.rolled.moved else self.rolled.guessed

    def told(self, lang: Lang) -> str:
        if self.rolled is not None and (self.rolled.moved or isinstance(self.day, Undefined)):
            return self.rolled.reason(lang)
        if isinstance(self.day, Undefined):
            return self.day.text(lang)
        return full_day(self.day, lang)


def _end(begin: date, length: TermLength, calendar: WorkCalendar, policy: RollPolicy) -> _End:
    if length.unit is TermUnit.WORKDAYS:
        try:
            last = calendar.add(begin, length.n)
        except Unannounced as error:
            reason = Undefined(say("calendars.not-announced", "zh", year=error.day.year))
            # the n-th working day lies at least n days on, and not before the first day that is not announced
            least = min(max(error.day.toordinal(), begin.toordinal() + length.n), date.max.toordinal())
            return _End(length=length, day=reason, at_least=date.fromordinal(least), unannounced=error.day)
        return _End(length=length, day=last, at_least=last)
    stated = _stated(begin, length)
    rolled = roll(stated, policy, calendar)
    return _End(
        length=length,
        day=rolled.day,
        at_least=begin if policy is Roll.PREVIOUS else stated,
        rolled=rolled,
        unannounced=stated if isinstance(rolled.day, Undefined) else None,
    )


def _stated(begin: date, length: TermLength) -> date:
    """The last day before any roll.

    Raises:
        InvalidValue: it lies beyond the year 9999.
    """
    import pendulum  # only here: it costs more than all the rest of the calendars

    try:
        if length.unit is TermUnit.DAYS:
            return date.fromordinal(begin.toordinal() + length.n)
        # a month without a day of that number ends earlier: 民法典 202, and so does pendulum
        day = pendulum.date(begin.year, begin.month, begin.day)
        return as_day(day.add(years=length.n) if length.unit is TermUnit.YEARS else day.add(months=length.n))
    except (ValueError, OverflowError) as error:
        raise InvalidValue("calendars.no-term", value=length.text()) from error
