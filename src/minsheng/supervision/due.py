"""What is to be done about cases on a day (今日督办事项): by the units, and by the supervision office."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from attrs import field, frozen

from minsheng.calendars import Day, WorkCalendar, day_text
from minsheng.errors import Lang, Undefined, say
from minsheng.ledger import View
from minsheng.supervision.book import CaseBook, cases
from minsheng.supervision.case import Case
from minsheng.supervision.folding import Key
from minsheng.supervision.machine import CaseState, Step
from minsheng.supervision.terms import DEFAULT, Terms
from minsheng.text import grid, html_grid


class TaskKind(enum.Enum):
    """What is to be done (事项类别), the most urgent first."""

    OVERDUE = "overdue"
    """逾期: the unit is late and is called upon."""
    NEAR = "near"
    """临近: the term ends within the lead; the unit is reminded."""
    ANSWER = "answer"
    """待批延期: the office answers a request for more time."""
    VERIFY = "verify"
    """待核实: the office looks whether it is so."""
    CLOSE = "close"
    """待销号"""
    OWED = "owed"
    """未到期: the unit owes a reply or the completion, and has time."""
    UNDATED = "undated"
    """期限未定: it owes one by a day that nobody can say."""

    def label(self, lang: Lang = "zh") -> str:
        """Its word."""
        return say(f"supervision.task-{self.value}", lang)


_OF_UNIT = (TaskKind.OVERDUE, TaskKind.NEAR, TaskKind.OWED, TaskKind.UNDATED)
_OF_OFFICE = {
    CaseState.ASKED: TaskKind.ANSWER,
    CaseState.REPLIED: TaskKind.VERIFY,
    CaseState.VERIFIED: TaskKind.CLOSE,
}


@frozen(kw_only=True)
class Task:
    """One thing that is to be done about a case."""

    case: Case
    kind: TaskKind
    term: date | Undefined
    """The day that counts: of the unit's term; of a request the day on which the term ends."""
    reminded_on: date | None = None
    """When the unit was last reminded in this stretch: of a term that is near, or called upon since it has passed."""
    why: str = ""
    """Why it can not be told whether the term is near; empty where it can."""

    @property
    def of_unit(self) -> bool:
        """Whether the unit acts; else the supervision office."""
        return self.kind in _OF_UNIT

    @property
    def party(self) -> str:
        """Who acts: the unit, or whoever gave the notice out (empty where it does not say who)."""
        return self.case.party if self.of_unit else self.case.notice.by

    @property
    def days_left(self) -> int | Undefined:
        """Calendar days up to the term, below 0 where it has passed."""
        return (self.term - self.case.day).days if isinstance(self.term, date) else self.term

    @property
    def to_remind(self) -> bool:
        """Whether the unit is to be reminded or called upon, and was not yet."""
        return self.kind in (TaskKind.OVERDUE, TaskKind.NEAR) and self.reminded_on is None

    def text(self, lang: Lang = "zh") -> str:
        """Who is to do what, by when."""
        term = day_text(self.term, lang) if isinstance(self.term, date) else self.term.text(lang)
        left = self.days_left
        return say(
            f"supervision.task-{self.kind.value}-told",
            lang,
            number=self.case.number,
            party=self.case.party,
            matter=self.case.matter,
            term=term,
            n=abs(left) if isinstance(left, int) else "",
        )

    def __str__(self) -> str:
        return self.text()


@frozen(kw_only=True)
class DueList:
    """What is to be done on a day (今日督办事项), the most urgent first; a sequence of tasks."""

    day: date
    tasks: tuple[Task, ...] = field(repr=False)
    key: Key = field(repr=False, eq=False)

    def __iter__(self) -> Iterator[Task]:
        return iter(self.tasks)

    def __len__(self) -> int:
        return len(self.tasks)

    def kind(self, kind: TaskKind) -> tuple[Task, ...]:
        """Those of one kind."""
        return tuple(task for task in self.tasks if task.kind is kind)

    @property
    def to_remind(self) -> tuple[Task, ...]:
        """Cases whose unit is to be reminded or called upon today (应催办), and was not yet."""
        return tuple(task for task in self.tasks if task.to_remind)

    def of(self, party: str) -> tuple[Task, ...]:
        """What one body is to do, under any of its names."""
        return tuple(task for task in self.tasks if task.party and self.key(task.party) == self.key(party))

    def by_party(self) -> Mapping[str, tuple[Task, ...]]:
        """Who is to act → what; the same body under several names is one, called as it first comes."""
        names: dict[str, str] = {}
        found: dict[str, list[Task]] = {}
        for task in self.tasks:
            name = names.setdefault(self.key(task.party) if task.party else "", task.party)
            found.setdefault(name, []).append(task)
        return {name: tuple(tasks) for name, tasks in found.items()}

    def head(self, lang: Lang = "zh") -> str:
        """Day and how many of each kind, in one line."""
        counts = [(kind, len(self.kind(kind))) for kind in TaskKind]
        told = [say("supervision.counted", lang, what=kind.label(lang), n=n) for kind, n in counts if n]
        return say(
            "supervision.due-head",
            lang,
            day=day_text(self.day, lang),
            what=say("errors.semicolon", lang).join(told) or say("supervision.nothing-due", lang),
        )

    def headers(self, lang: Lang = "zh") -> list[str]:
        """Headings of `table`."""
        columns = ("task", "number", "party", "matter", "term", "left", "reminded")
        return [say(f"supervision.column-{name}", lang) for name in columns]

    def table(self, lang: Lang = "zh") -> list[list[str]]:
        """A line each task: what, case, unit, matter, term, days left, when the unit was reminded."""
        return [
            [
                task.kind.label(lang),
                task.case.number,
                task.case.party,
                task.case.matter,
                day_text(task.term, lang) if isinstance(task.term, date) else task.term.text(lang),
                str(task.days_left) if isinstance(task.days_left, int) and task.of_unit else "",
                day_text(task.reminded_on, lang) if task.reminded_on else "",
            ]
            for task in self.tasks
        ]

    def __str__(self) -> str:
        return f"{self.head()}\n{grid(self.headers(), self.table(), widest=(None, 16, 16, 32))}"

    def _repr_html_(self) -> str:
        return html_grid(self.headers(), self.table(), title=self.head())


def due_on(
    view: View, day: Day | None = None, *, calendar: WorkCalendar, terms: Terms | str | Path = DEFAULT
) -> DueList:
    """What is to be done about cases on `day` (今日督办事项), by default the view's: replies owed, late, or near their
    term; requests for more time that wait; what is to be verified, and to be closed.

    `terms` say how long before a term the unit is reminded, and count terms that a notice does not name.

    Raises:
        UnknownTerms: no shipped terms have that name, and there is no such file.
    """
    return due_list(cases(view, calendar=calendar, terms=terms, day=day), calendar)


def due_list(book: CaseBook, calendar: WorkCalendar) -> DueList:
    """The same for cases that are folded already."""
    order = {kind: n for n, kind in enumerate(TaskKind)}
    found = [_task(case, book.terms, calendar) for case in book.open]
    found.sort(key=lambda t: (order[t.kind], t.term if isinstance(t.term, date) else date.max))
    return DueList(day=book.day, tasks=tuple(found), key=book.key)


def _task(case: Case, terms: Terms, calendar: WorkCalendar) -> Task:
    term = case.term
    if case.state in _OF_OFFICE:
        return Task(case=case, kind=_OF_OFFICE[case.state], term=term)
    if isinstance(term, Undefined):
        return Task(case=case, kind=TaskKind.UNDATED, term=term)
    if case.overdue:
        return Task(case=case, kind=TaskKind.OVERDUE, term=term, reminded_on=_reminded(case, after=term))
    near = terms.near(case.day, term, calendar)
    if near is True:
        return Task(case=case, kind=TaskKind.NEAR, term=term, reminded_on=_reminded(case))
    why = near.reason if isinstance(near, Undefined) else ""
    return Task(case=case, kind=TaskKind.OWED, term=term, why=why)


def _reminded(case: Case, *, after: date | None = None) -> date | None:
    """The latest reminder since the unit last acted or the term was set; `after` a day only such a one."""
    for step in reversed(case.counted):
        if step.step is Step.REMIND:
            return step.on if after is None or step.on > after else None
        if step.step is not Step.ESCALATE:
            return None
    return None
