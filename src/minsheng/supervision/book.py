"""All cases of a plan on a day (督办台账)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from attrs import field, frozen

from minsheng.calendars import Day, WorkCalendar, as_day, day_text
from minsheng.errors import Finding, Lang, NotFound, Place, Severity, Undefined, say
from minsheng.ledger import CaseOpened, CaseStep, Recorded, View
from minsheng.supervision.case import Case
from minsheng.supervision.findings import StepFinding
from minsheng.supervision.folding import Counting, Key, folded
from minsheng.supervision.terms import DEFAULT, Terms, terms_of
from minsheng.text import grid, html_grid


class UnknownCase(NotFound):
    """There is no case of this id or number; `choices` are the numbers of those that there are."""

    code = "supervision.unknown-case"


class AmbiguousCase(NotFound):
    """Several notices bear this number; `choices` are their ids."""

    code = "supervision.ambiguous-case"


@frozen(kw_only=True)
class CaseBook:
    """The cases of a plan on a day (督办台账), in the order of opening; a sequence of them.

    ``book["督〔2024〕3号"]`` and ``book[id]`` are a case.
    """

    day: date
    cases: tuple[Case, ...] = field(repr=False)
    terms: Terms = field(repr=False)
    key: Key = field(repr=False, eq=False)
    loose: tuple[Recorded, ...] = field(default=(), repr=False)
    """Steps of a case that is not there on this day: its notice was withdrawn, or is of a later day."""

    def __iter__(self) -> Iterator[Case]:
        return iter(self.cases)

    def __len__(self) -> int:
        return len(self.cases)

    @cached_property
    def _by_id(self) -> dict[str, Case]:
        return {id: case for case in self.cases for id in case.ids}

    @cached_property
    def _by_number(self) -> dict[str, list[Case]]:
        found: dict[str, list[Case]] = {}
        for case in self.cases:
            found.setdefault(case.number, []).append(case)
        return found

    def __getitem__(self, name: str) -> Case:
        """The case of an id, or of a number that one notice alone bears.

        Raises:
            UnknownCase: there is none; carries the numbers of those that there are.
            AmbiguousCase: several bear this number; carries their ids.
        """
        if name in self._by_id:
            return self._by_id[name]
        found = self._by_number.get(name, [])
        if len(found) > 1:
            raise AmbiguousCase("case", name, tuple(case.id for case in found))
        if not found:
            raise UnknownCase("case", name, tuple(case.number for case in self.cases))
        return found[0]

    def __contains__(self, name: object) -> bool:
        return name in self._by_id or len(self._by_number.get(str(name), ())) == 1

    @property
    def open(self) -> tuple[Case, ...]:
        """Those that are not closed (未销号)."""
        return tuple(case for case in self.cases if case.is_open)

    @property
    def overdue(self) -> tuple[Case, ...]:
        """Those in which the unit is late (逾期)."""
        return tuple(case for case in self.cases if case.overdue)

    def of(self, party: str) -> tuple[Case, ...]:
        """The cases of a unit, under any of its names; those that it helps with included."""
        wanted = self.key(party)
        return tuple(c for c in self.cases if wanted in map(self.key, (c.party, *c.notice.partners)))

    def on(self, project: str) -> tuple[Case, ...]:
        """The cases about exactly this project, item or target."""
        return tuple(case for case in self.cases if case.project == project)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What a reader should know: steps that were not allowed, steps without a case, terms that nobody knows."""
        found: list[Finding] = [finding for case in self.cases for finding in case.findings]
        for entry in self.loose:
            assert isinstance(entry.statement, CaseStep)
            place = Place(path=entry.id)
            found.append(Finding.of("supervision.loose-step", Severity.WARNING, place, case=entry.statement.case))
        for case in self.cases:
            place, given = Place(path=case.opened.id), case.notice
            if case.grade_unknown:
                known = tuple(grade.name for grade in self.terms.grades)
                code = "supervision.grade-unknown"
                found.append(Finding.of(code, Severity.WARNING, place, grade=given.grade, choices="、".join(known)))
            for term in filter(None, (given.reply_by, given.due)):
                if term < given.on:
                    code = "supervision.term-before-notice"
                    found.append(Finding.of(code, Severity.WARNING, place, term=term, on=given.on))
        return tuple(found)

    def headers(self, lang: Lang = "zh") -> list[str]:
        """Headings of `table`."""
        columns = ("number", "project", "party", "matter", "opened", "state", "term", "over", "escalated")
        return [say(f"supervision.column-{name}", lang) for name in columns]

    def table(self, lang: Lang = "zh") -> list[list[str]]:
        """A line each case: number, project, unit, matter, day of opening, state, term, days over, how far it was taken."""
        return [_line(case, lang) for case in self.cases]

    def head(self, lang: Lang = "zh") -> str:
        """Day and counts, in one line."""
        return say(
            "supervision.book-head",
            lang,
            day=day_text(self.day, lang),
            n=len(self.cases),
            open=len(self.open),
            overdue=len(self.overdue),
        )

    def __str__(self) -> str:
        return f"{self.head()}\n{grid(self.headers(), self.table(), widest=(16, None, 16, 32))}"

    def _repr_html_(self) -> str:
        return html_grid(self.headers(), self.table(), title=self.head())


def _line(case: Case, lang: Lang) -> list[str]:
    shown = case.state.with_unit or not isinstance(case.term, Undefined)
    term = case.term.text(lang) if isinstance(case.term, Undefined) else day_text(case.term, lang)
    return [
        case.number,
        case.project,
        case.party,
        case.matter,
        day_text(case.notice.on, lang),
        say("supervision.state-dropped", lang) if case.dropped else case.state.label(lang),
        term if shown else "",
        str(case.days_over) if case.overdue else "",
        case.escalations[-1].step if case.escalations else "",
    ]


def cases(
    view: View,
    *,
    calendar: WorkCalendar | None = None,
    terms: Terms | str | Path = DEFAULT,
    day: Day | None = None,
) -> CaseBook:
    """The cases of a view (督办台账), folded from its entries.

    Terms that a notice does not name are those of its grade in `terms`, counted by `calendar`; without a calendar they
    are undefined. With `day` lateness is counted on that day, by what the view knows up to it.

    Raises:
        UnknownTerms: no shipped terms have that name, and there is no such file.
    """
    counting = Counting(terms=terms_of(terms), calendar=calendar)
    at = view.day if day is None else as_day(day)
    known = view.entries if at >= view.day else [e for e in view.entries if e.statement.on <= at]
    return booked(known, day=at, counting=counting, key=view.plan.directory.key)


def booked(entries: Iterable[Recorded], *, day: date, counting: Counting, key: Key) -> CaseBook:
    """The cases of `entries`, which are given by day and position."""
    openings: list[Recorded] = []
    steps: list[Recorded] = []
    for entry in entries:
        said = entry.statement
        if isinstance(said, CaseStep):
            steps.append(entry)
        elif isinstance(said, CaseOpened):
            openings.append(entry)
    of = {id: entry.id for entry in openings for id in (*entry.replaces, entry.id)}
    grouped: dict[str, list[Recorded]] = {entry.id: [] for entry in openings}
    loose: list[Recorded] = []
    for entry in steps:
        assert isinstance(entry.statement, CaseStep)
        opening = of.get(entry.statement.case)
        (grouped[opening] if opening is not None else loose).append(entry)
    return CaseBook(
        day=day,
        cases=tuple(folded(o, grouped[o.id], day=day, counting=counting, key=key) for o in openings),
        terms=counting.terms,
        key=key,
        loose=tuple(loose),
    )


def refusals(before: CaseBook, after: CaseBook) -> Sequence[StepFinding]:
    """What an entry made wrong that was not wrong before: of steps that do not count."""
    known = {(finding.place.path, finding.code) for case in before for finding in case.findings}
    new = (finding for case in after for finding in case.findings if not finding.counts)
    return [finding for finding in new if (finding.place.path, finding.code) not in known]
