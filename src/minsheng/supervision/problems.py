"""Problems that stand in the way (问题清单): raised, given to somebody, solved; how old they are, and which are late."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from minsheng.calendars import Day, as_day, day_text
from minsheng.errors import Lang, MinshengError, say
from minsheng.ledger import Problem, ProblemAssigned, ProblemResolved, View
from minsheng.supervision.folding import Key
from minsheng.text import grid, html_grid


class ProblemState(enum.Enum):
    """Where a problem stands (问题状态)."""

    OVERDUE = "overdue"
    """逾期未解决"""
    RAISED = "raised"
    """待交办: nobody has been told to solve it."""
    ASSIGNED = "assigned"
    """协调中"""
    SOLVED = "solved"
    """已解决"""

    def label(self, lang: Lang = "zh") -> str:
        """Its word."""
        return say(f"supervision.problem-is-{self.value}", lang)


class ProblemSolved(MinshengError):
    """The problem is solved already: it can neither be given to somebody nor be solved again."""

    code = "supervision.problem-solved"

    def __init__(self, problem: str, on: date) -> None:
        self.problem = problem
        super().__init__(problem=problem, on=on)


@frozen(kw_only=True)
class ProblemRow:
    """A problem, and how it stands on a day."""

    problem: Problem
    day: date

    @property
    def state(self) -> ProblemState:
        """Where it stands."""
        if self.problem.resolved_on is not None:
            return ProblemState.SOLVED
        if self.days_over:
            return ProblemState.OVERDUE
        return ProblemState.ASSIGNED if self.problem.party else ProblemState.RAISED

    @property
    def age(self) -> int:
        """Calendar days since it was raised, up to its solution."""
        return ((self.problem.resolved_on or self.day) - self.problem.on).days

    @property
    def days_over(self) -> int:
        """Calendar days since the day by which it was to be solved; 0 where there is none, or where it is solved."""
        due = self.problem.due
        return 0 if due is None or self.problem.resolved_on is not None else max((self.day - due).days, 0)

    def text(self, lang: Lang = "zh") -> str:
        """What stands in the way of what, who coordinates, by when, how old it is."""
        found = self.problem
        return say(
            "supervision.problem-told",
            lang,
            number=found.project,
            text=found.text,
            state=self.state.label(lang),
            party=found.party or "—",
            due=day_text(found.due, lang) if found.due else "—",
            n=self.age,
        )

    def __str__(self) -> str:
        return self.text()


@frozen(kw_only=True)
class ProblemList:
    """All problems of a plan on a day (问题清单): the late ones first, then by age; a sequence of rows."""

    day: date
    rows: tuple[ProblemRow, ...] = field(repr=False)
    key: Key = field(repr=False, eq=False)

    def __iter__(self) -> Iterator[ProblemRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def state(self, *states: ProblemState) -> tuple[ProblemRow, ...]:
        """Those in one of these states."""
        return tuple(row for row in self.rows if row.state in states)

    @property
    def open(self) -> tuple[ProblemRow, ...]:
        """Those that are not solved."""
        return tuple(row for row in self.rows if row.state is not ProblemState.SOLVED)

    @property
    def overdue(self) -> tuple[ProblemRow, ...]:
        """Those whose day has passed."""
        return self.state(ProblemState.OVERDUE)

    def of(self, party: str) -> tuple[ProblemRow, ...]:
        """Those that a body coordinates, under any of its names."""
        wanted = self.key(party)
        return tuple(row for row in self.rows if row.problem.party and self.key(row.problem.party) == wanted)

    def head(self, lang: Lang = "zh") -> str:
        """Day and counts, in one line."""
        return say(
            "supervision.problems-head",
            lang,
            day=day_text(self.day, lang),
            n=len(self.rows),
            open=len(self.open),
            overdue=len(self.overdue),
            raised=len(self.state(ProblemState.RAISED)),
        )

    def headers(self, lang: Lang = "zh") -> list[str]:
        """Headings of `table`."""
        columns = ("number", "project", "problem", "by", "raised", "age", "coordinates", "term", "state")
        return [say(f"supervision.column-{name}", lang) for name in columns]

    def table(self, lang: Lang = "zh") -> list[list[str]]:
        """A line each problem: its place or id, project, problem, who said so, since when, days, who coordinates, by when, state."""
        return [
            [
                row.problem.reference(lang),
                row.problem.project,
                row.problem.text,
                row.problem.by,
                day_text(row.problem.on, lang),
                str(row.age),
                row.problem.party,
                day_text(row.problem.due, lang) if row.problem.due else "",
                row.state.label(lang),
            ]
            for row in self.rows
        ]

    def __str__(self) -> str:
        return f"{self.head()}\n{grid(self.headers(), self.table(), widest=(18, None, 32, 16))}"

    def _repr_html_(self) -> str:
        return html_grid(self.headers(), self.table(), title=self.head())


def problem_list(view: View, day: Day | None = None) -> ProblemList:
    """The problems of a view (问题清单); with `day` their age and lateness on that day."""
    at = view.day if day is None else as_day(day)
    found = view if at >= view.day else view.earlier(at)
    order = {state: n for n, state in enumerate(ProblemState)}
    rows = [ProblemRow(problem=problem, day=at) for problem in found.problems]
    rows.sort(key=lambda row: (order[row.state], row.problem.on))
    return ProblemList(day=at, rows=tuple(rows), key=view.plan.directory.key)


def check_problem(view: View, said: ProblemAssigned | ProblemResolved) -> None:
    """Refuse to assign or to solve what is solved.

    Raises:
        ProblemSolved: the problem is solved already.
    """
    for entry in view.entries:
        if entry.id == said.problem or said.problem in entry.replaces:
            for problem in view.problems:
                if problem.id == entry.id and problem.resolved_on is not None:
                    raise ProblemSolved(said.problem, problem.resolved_on)
