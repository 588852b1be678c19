"""How long a unit has (督办期限): by grade, as a county's rules say, counted by a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path

from attrs import field, frozen

from minsheng.calendars import Day, Roll, Term, TermLength, WorkCalendar, as_day
from minsheng.codec import OpenPoint, RuleFiles
from minsheng.codec.rule_files import open_points
from minsheng.errors import InvalidValue, Lang, NotFound, Undefined, as_texts
from minsheng.supervision.files import parsed

DEFAULT = "minsheng-default"
"""Name of the terms that hold where none are named."""
SCHEMA = "minsheng.terms/1"


class UnknownTerms(NotFound):
    """No shipped terms have this name, and there is no such file."""

    code = "supervision.unknown-terms"


class UnknownGrade(NotFound):
    """The terms have no grade of this name; `choices` are those that they have."""

    code = "supervision.unknown-grade"


def _length(value: TermLength | str) -> TermLength:
    return TermLength.parse(value) if isinstance(value, str) else value


def _length_or_none(value: TermLength | str | None) -> TermLength | None:
    return None if value is None else _length(value)


@frozen(kw_only=True)
class Grade:
    """How urgent or hard a matter is (缓急程度), and how long the unit has."""

    name: str
    words: tuple[str, ...] = field(default=(), converter=as_texts)
    """Other words for it: 急件, 特急."""
    term: TermLength = field(converter=_length)
    """From the day of the notice, which is not counted."""
    shortest: TermLength | None = field(default=None, converter=_length_or_none)
    """Where the rules give a span (1—5日): its shorter end; `term` is the longer one."""


def _grades(value: Iterable[Grade]) -> tuple[Grade, ...]:
    found = tuple(value)
    names = [name for grade in found for name in (grade.name, *grade.words)]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise InvalidValue("supervision.grade-twice", value=tuple(twice))
    return found


@frozen(kw_only=True)
class Terms:
    """The terms of a county (督办期限规定), with their source.

    >>> terms = load_terms("minsheng-default")
    >>> from minsheng.calendars import ChinaCalendar
    >>> str(terms.last("紧急", "2024-09-27", ChinaCalendar()))
    '2024-10-08'
    """

    name: str
    zh: str
    en: str
    place: str = ""
    source: str
    usual: str
    """Grade of a notice that names none."""
    ask_before_expiry: bool
    """Whether more time can be asked for only before the term has expired."""
    lead: TermLength = field(converter=_length)
    """How long before the end of a term the unit is reminded (临近提醒)."""
    grades: tuple[Grade, ...] = field(converter=_grades)
    open: tuple[OpenPoint, ...] = field(default=(), converter=open_points)
    """What the text leaves open."""

    def __attrs_post_init__(self) -> None:
        self.grade(self.usual)

    def title(self, lang: Lang = "zh") -> str:
        """Its name in words."""
        return (self.zh if lang == "zh" else self.en) or self.name

    def grade(self, name: str) -> Grade:
        """The grade of this name, or the usual one for an empty name.

        Raises:
            UnknownGrade: there is none; carries those that there are.
        """
        wanted = name or self.usual
        for grade in self.grades:
            if wanted == grade.name or wanted in grade.words:
                return grade
        raise UnknownGrade("grade", wanted, tuple(grade.name for grade in self.grades))

    def term(self, grade: str, start: Day, calendar: WorkCalendar) -> Term:
        """The term of a matter that was handed over on `start`; the first day is not counted.

        Raises:
            UnknownGrade: there is no such grade.
        """
        return Term(start=start, length=self.grade(grade).term, calendar=calendar)

    def last(self, grade: str, start: Day, calendar: WorkCalendar) -> date | Undefined:
        """The last day of that term; undefined where it depends on days that nobody has announced.

        Raises:
            UnknownGrade: there is no such grade.
        """
        return self.term(grade, start, calendar).last

    def near(self, day: Day, last: Day, calendar: WorkCalendar) -> bool | Undefined:
        """Whether `last` is so near on `day` that the unit is reminded; undefined where nobody has announced the days
        between that would tell."""
        today, end = as_day(day), as_day(last)
        if today > end:
            return False
        reach = Term(start=today, length=self.lead, calendar=calendar, roll=Roll.NONE).last
        if isinstance(reach, date):
            return end <= reach
        return True if (end - today).days <= self.lead.n else reach  # so many days hold no more working days than that


def term_profiles() -> tuple[str, ...]:
    """Names of the shipped terms.

    >>> term_profiles()
    ('five-working-days', 'minsheng-default')
    """
    return _FILES.names()


def load_terms(source: str | Path = DEFAULT) -> Terms:
    """Terms: shipped ones by name, or a county's own file.

    Raises:
        UnknownTerms: neither a shipped name nor a file.
        Unreadable: the file is no TOML in UTF-8, or of another kind.
        Problems: all that is wrong with it.
    """
    return _FILES.load(source)


_FILES = RuleFiles(
    package="minsheng.supervision",
    folder="terms",
    unknown=UnknownTerms,
    kind="terms",
    parse=partial(parsed, kind=Terms, schema=SCHEMA),
)


def terms_of(value: Terms | str | Path) -> Terms:
    """The terms that a caller means: themselves, a name or a file."""
    return value if isinstance(value, Terms) else load_terms(value)
