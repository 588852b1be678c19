"""What the clauses about one holiday say (放假条款), and whether they agree with each other and with the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from minsheng.calendars.days import weekday_name
from minsheng.calendars.notice_text import (
    Item,
    Mention,
    dated,
    fold,
    grammar,
    holiday_name,
    mentions,
    phrases,
    spans,
    statutory_days,
)
from minsheng.errors import Finding, Lang, Place, Severity, comma, say
from minsheng.text import NUMERALS, number

_SPAN = "D(?:[~、和及]D)*"
FARTHEST = 30
"""Days between a holiday and its make-up days; 12 is the most so far."""
LONGEST_REST = 60
"""Days of a stretch; 9 is the most so far."""
_NUMERAL = f"[0-9{NUMERALS}]{{1,4}}"
_WEEKDAY = re.compile("(?:星期|周|礼拜)([一二三四五六日天])")
_TELLING = re.compile(r"放假|上班|调休|补休|公休|连休|[0-9D]")
"""A clause with one of these decides something, so it must be understood."""


Clauses = Literal["clauses", "extending"]
"""Those of a year's notice, or of one that prolongs a holiday."""


@cache
def _patterns(table: Clauses) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = grammar()[table]
    forms = {"D": f"({_SPAN})", "N": f"(?P<n>{_NUMERAL})"}
    return tuple((row["kind"], re.compile(row["pattern"].format(**forms))) for row in rows)


def kinds(clause: str, table: Clauses = "clauses") -> tuple[str, ...]:
    """The kinds that a clause, as printed, can be; the grammar is sound if it is one.

    >>> kinds("2月4日（星期日）、2月18日（星期日）上班")
    ('work',)
    """
    text, _ = mentions(fold(clause))
    return tuple(kind for kind, pattern in _patterns(table) if pattern.fullmatch(text))


class Clause(NamedTuple):
    """One clause: what kind it is, the days it names, and its number of days."""

    kind: str
    text: str
    days: tuple[tuple[date, ...], ...]
    """The days of each place in the pattern that takes some; ranges written out."""
    n: int | None = None


class ReadHoliday(NamedTuple):
    """What was understood of one holiday; empty days where its clauses contradict each other."""

    label: str
    name: str
    rest: tuple[date, ...]
    """Days off, in order, without a gap."""
    work: tuple[date, ...]
    """Make-up days, in order."""
    advice: tuple[str, ...]
    """Sentences that encourage and order nothing."""
    unread: tuple[str, ...]
    """Clauses that name no day and decide nothing."""
    longer: bool = False
    """Whether these are days by which a later notice prolongs it."""


def read_item(item: Item, year: int) -> tuple[ReadHoliday, tuple[Finding, ...]]:
    """What one item of the notice for `year` orders, and all its contradictions."""
    return _Reader(item, year).read()


def read_extension(item: Item, year: int) -> tuple[date | None, tuple[Finding, ...]]:
    """The day to which a notice prolongs a holiday of `year`, and all contradictions."""
    return _Reader(item, year, "extending").read_extension()


class _Reader:
    """Reads one item; findings gather on the way."""

    def __init__(self, item: Item, year: int, table: Clauses = "clauses") -> None:
        self.item, self.year, self.table = item, year, table
        self.found: list[Finding] = []
        self.advice: list[str] = []
        self.unread: list[str] = []

    def wrong(self, name: str, /, **fields: object) -> None:
        self.found.append(Finding.of(f"calendars.decree-{name}", Severity.ERROR, Place(part=self.item.label), **fields))

    def _read(self) -> list[Clause]:
        text, mentioned = mentions(self.item.body)
        days = list(dated(mentioned, self.year))
        for mention, day in zip(mentioned, days, strict=True):
            self._check_day(mention, day)
        return list(self._clauses(text, mentioned, days))

    def read_extension(self) -> tuple[date | None, tuple[Finding, ...]]:
        ends, resumed = [], []
        for clause in self._read():
            (days,) = clause.days
            if len(days) != 1 or (clause.kind == "until" and not self._names(clause.text)):
                self.wrong("not-understood", text=clause.text)
            elif clause.kind == "until":
                ends.append(days[0])
            else:
                resumed.append(days[0])
        if len(ends) > 1:
            self.wrong("several-rests")
        elif not ends and not self.found:
            self.wrong("no-rest")
        if ends and ends[0].year != self.year:
            self.wrong("other-year", day=ends[0], year=self.year)
        for day in resumed if ends else ():
            between = range(ends[0].toordinal() + 1, day.toordinal())
            if day <= ends[0] or any(date.fromordinal(o).weekday() < 5 for o in between):
                self.wrong("amends-resumes", day=day, last=ends[0])
        return (ends[0] if ends else None), tuple(dict.fromkeys(self.found))

    def _names(self, clause: str) -> bool:
        """Whether the clause that prolongs is about this holiday and this year."""
        named = re.search(r"延长(?:([0-9]{4})年)?(.{1,20}?)(?:假期|放假|假日)", clause)
        return named is not None and named[1] in (None, str(self.year)) and holiday_name(named[2]) == self.item.name

    def read(self) -> tuple[ReadHoliday, tuple[Finding, ...]]:
        clauses = self._read()
        rest = self._rest(clauses)
        work = self._work(clauses, set(rest)) if rest else ()
        self._check(clauses, rest, work)
        told = ReadHoliday(self.item.label, self.item.name, rest, work, tuple(self.advice), tuple(self.unread))
        return told, tuple(dict.fromkeys(self.found))

    def _check_day(self, mention: Mention, day: date | None) -> None:
        if day is None:
            self.wrong("no-such-day", text=mention.text)
            return
        for note in mention.notes:
            if match := _WEEKDAY.fullmatch(note):
                if "一二三四五六日".index(match[1].replace("天", "日")) != day.weekday():
                    self.wrong("weekday", text=mention.text, day=day, weekday=weekday_name(day))
            elif re.search("[0-9]|星期|周[一二三四五六日天]", note):
                self.wrong("not-understood", text=mention.text)

    def _clauses(self, text: str, mentioned: tuple[Mention, ...], days: list[date | None]) -> Iterator[Clause]:
        text = re.sub(",(?=为)", "", text)  # 4月4日(清明节),为法定节假日
        at = 0  # of the next day
        for sentence in re.split("[。;]", text):
            advises = sentence.startswith(phrases("advice"))
            if advises:
                self.advice.append(_printed(sentence, mentioned[at:]))
            for part in sentence.split(","):
                used = part.count("D")
                own, printed = days[at : at + used], _printed(part, mentioned[at:])
                at += used
                if part and not advises:
                    yield from self._clause(part, own, printed)

    def _clause(self, part: str, own: list[date | None], printed: str) -> Iterator[Clause]:
        for word in phrases("lead"):
            part = part.removeprefix(word)
        for kind, pattern in _patterns(self.table):
            match = pattern.fullmatch(part)
            if match is None:
                continue
            if None in own:  # there is no such day, which is found already
                return
            real = iter([day for day in own if day is not None])
            named = match.groupdict()
            spans = [group for n, group in enumerate(match.groups(), 1) if n != pattern.groupindex.get("n")]
            expanded = tuple(self._expanded(span, real, printed) for span in spans)
            n = number(named["n"]) if named.get("n") else None
            yield Clause(kind, printed, expanded, None if n is None else int(n))
            return
        if _TELLING.search(part):
            self.wrong("not-understood", text=printed)
        elif part:
            self.unread.append(printed)

    def _expanded(self, span: str, real: Iterator[date], printed: str) -> tuple[date, ...]:
        """All days of D, D~D, D、D."""
        found: list[date] = []
        for i, part in enumerate(re.split("[、和及]", span)):
            ends = [next(real) for _ in part.split("~")]
            first, last = ends[0], ends[-1]
            if len(ends) > 2:
                self.wrong("not-understood", text=printed)
            elif first > last or (len(ends) == 2 and first == last):
                self.wrong("backward", text=printed, first=first, last=last)
            elif (last - first).days > LONGEST_REST:
                self.wrong("too-long", text=printed)
            else:
                found += [first + timedelta(n) for n in range((last - first).days + 1)]
            if i and len(found) > 1 and found[-1] <= found[-2]:
                self.wrong("order", text=printed)
        return tuple(found)

    def _rest(self, clauses: list[Clause]) -> tuple[date, ...]:
        """The days off, without a gap; weekends between a holiday and its 补休 belong to them."""
        given = [day for c in clauses if c.kind in ("rest", "compensation") for day in c.days[0]]
        if sum(c.kind == "rest" for c in clauses) > 1:
            self.wrong("several-rests")
        if not given:
            if not self.found:
                self.wrong("no-rest")
            return ()
        if len(set(given)) < len(given):
            self.wrong("twice", day=next(d for d in given if given.count(d) > 1))
        first, last = min(given), max(given)
        if (last - first).days > LONGEST_REST:
            self.wrong("too-long", text=f"{first}—{last}")
            return ()
        run = tuple(first + timedelta(n) for n in range((last - first).days + 1))
        for day in run:
            if day not in given and day.weekday() < 5:
                self.wrong("gap", day=day, weekday=weekday_name(day))
        return run

    def _work(self, clauses: list[Clause], rest: set[date]) -> tuple[date, ...]:
        """The make-up days: those on which work is ordered, which are the weekend days that were moved."""
        stated = [day for c in clauses if c.kind == "work" for day in c.days[0]]
        moves = [c for c in clauses if c.kind == "moves"]
        moved = [day for c in moves for day in c.days[0]]
        for clause in moves:
            taken, given = clause.days
            if len(taken) != len(given) or (clause.n is not None and clause.n != len(taken)):
                self.wrong("moves-number", text=clause.text, taken=len(taken), given=len(given))
            for day in taken:
                if day.weekday() < 5:
                    self.wrong("no-weekend", text=clause.text, day=day, weekday=weekday_name(day))
            for day in given:
                if day not in rest:
                    self.wrong("outside", text=clause.text, day=day)
        outside = sorted(set(moved) - rest)
        if moves and stated and sorted(stated) != outside:
            self.wrong("moves-work", moved=_list(outside), work=_list(sorted(stated)))
        work = sorted(set(stated)) if stated else outside
        for day in work:
            if day in rest:
                self.wrong("work-inside", day=day)
            elif day.weekday() < 5:
                self.wrong("work-weekday", day=day, weekday=weekday_name(day))
        if len(set(stated)) < len(stated):
            self.wrong("twice", day=next(d for d in stated if stated.count(d) > 1))
        return tuple(work)

    def _check(self, clauses: list[Clause], rest: tuple[date, ...], work: tuple[date, ...]) -> None:
        if not rest:
            return
        for name in self.item.name.split("、"):
            span = spans(name)
            if span and not any(span[0] <= (day.month, day.day) <= span[1] for day in rest):
                self.wrong("other-day", holiday=name, first=rest[0], last=rest[-1])
        for day in work:
            if not rest[0] - timedelta(FARTHEST) <= day <= rest[-1] + timedelta(FARTHEST):
                self.wrong("work-far", day=day, first=rest[0], last=rest[-1])
        for clause in clauses:
            if clause.kind in ("rest", "count") and clause.n is not None and clause.n != len(rest):
                self.wrong("day-count", text=clause.text, n=clause.n, first=rest[0], last=rest[-1], days=len(rest))
            elif clause.kind in ("statutory", "weekend"):
                for day in clause.days[0]:
                    if day not in rest:
                        self.wrong("outside", text=clause.text, day=day)
                    elif clause.kind == "weekend" and day.weekday() < 5:
                        self.wrong("no-weekend", text=clause.text, day=day, weekday=weekday_name(day))
            elif clause.kind == "no-moves" and work:
                self.wrong("no-moves", work=_list(work))
            elif clause.kind == "joins-weekend" and not _joins_weekend(rest):
                self.wrong("no-join", first=rest[0], weekday=weekday_name(rest[0]))
        if not self.found:
            self._check_make_up(clauses, rest, work)

    def _check_make_up(self, clauses: list[Clause], rest: tuple[date, ...], work: tuple[date, ...]) -> None:
        """Weekdays that rest without being statutory are worked on as many make-up days: none is lost."""
        weekdays = sum(day.weekday() < 5 for day in rest)
        given = statutory_days(self.item.name, self.year)
        if given is None:  # no statute counts it: at least the words must have a day
            if not work and any(c.kind == "rest" and "调休" in c.text for c in clauses):
                self.wrong("moves-nothing")
        elif (due := max(0, weekdays - given)) != len(work):
            self.wrong("make-up-number", weekdays=weekdays, statutory=given, n=due, made_up=len(work))


def _joins_weekend(rest: tuple[date, ...]) -> bool:
    """Whether the days off are working days by nature, right before or behind a weekend."""
    return all(day.weekday() < 5 for day in rest) and (rest[0].weekday() == 0 or rest[-1].weekday() == 4)


def _list(days: tuple[date, ...] | list[date]) -> str:
    return "、".join(day.isoformat() for day in days) or "—"


def _printed(part: str, mentioned: tuple[Mention, ...]) -> str:
    """A clause with its days as printed."""
    pieces = part.split("D")
    days = [m.text for m in mentioned[: len(pieces) - 1]]
    joined = "".join(piece + day for piece, day in zip(pieces, [*days, ""], strict=True))
    return joined.replace("~", "至")


def told(holiday: ReadHoliday, lang: Lang = "zh") -> str:
    """What was understood, in one line: 春节：2024-02-10 星期六至2024-02-17 星期六，8天；上班：2024-02-04 星期日."""
    if not holiday.rest:
        return say("calendars.decree-told-nothing", lang, name=holiday.name)
    first, last = (f"{day.isoformat()} {weekday_name(day, lang)}" for day in (holiday.rest[0], holiday.rest[-1]))
    code = "longer" if holiday.longer else "one" if len(holiday.rest) == 1 else "rest"
    line = say(f"calendars.decree-told-{code}", lang, name=holiday.name, first=first, last=last, n=len(holiday.rest))
    if holiday.work:
        days = comma(lang).join(f"{day.isoformat()} {weekday_name(day, lang)}" for day in holiday.work)
        line = say("calendars.two", lang, one=line, other=say("calendars.decree-told-work", lang, days=days))
    return line
