"""The supervision office at work on a ledger (督查督办): every step is checked against the case as it stands, then recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack

import attrs

from minsheng.calendars import Day, WorkCalendar, as_day
from minsheng.errors import InvalidValue, Undefined
from minsheng.ledger import (
    CaseClosed,
    CaseEscalated,
    CaseExtended,
    CaseOpened,
    CaseReminded,
    CaseReopened,
    CaseReplied,
    CaseReturned,
    CaseStep,
    CaseVerified,
    Corrected,
    Entry,
    Evidence,
    ExtensionAsked,
    Ledger,
    ProblemAssigned,
    ProblemRaised,
    ProblemResolved,
    SiteVisited,
    Statement,
    View,
)
from minsheng.supervision.book import CaseBook, booked
from minsheng.supervision.case import Case
from minsheng.supervision.checking import check_steps
from minsheng.supervision.due import DueList, due_list
from minsheng.supervision.folding import Counting
from minsheng.supervision.problems import ProblemList, check_problem, problem_list
from minsheng.supervision.proposing import Draft
from minsheng.supervision.terms import DEFAULT, Terms, terms_of
from minsheng.supervision.visits import VisitList, visits


class How(TypedDict, total=False):
    """What every step may say besides (登记要素)."""

    by: str
    """Who does it; by default the office."""
    note: str
    evidence: Iterable[Evidence | str]
    id: str | None
    """An id of one's own: sent twice, recorded once."""
    recorder: str


class _Common(TypedDict):
    on: Day
    by: str
    note: str
    evidence: Iterable[Evidence | str]


class Supervision:
    """The supervision office (督查室) with its cases in a ledger.

    Each method checks the step against the case as it stands, and records it right behind what it has seen: where
    somebody else was first, it is checked again. What may not be done now raises `IllegalStep`, which names what may.
    With an `id` a step is recorded once however often it is sent.

    >>> from minsheng.calendars import ChinaCalendar
    >>> from minsheng.projects import Plan, Project
    >>> from minsheng.storage import MemoryStore
    >>> plan = Plan(id="demo-2024", year=2024, projects=[Project(no="1", name="道路", targets=["400公里"])])
    >>> ledger = Ledger.adopt(MemoryStore(), plan, by="县政府办公室", on="2024-02-06")
    >>> office = Supervision(ledger, calendar=ChinaCalendar(), by="县政府督查室")
    >>> case = office.open("1", matter="道路改造滞后", party="县交运局", on="2024-07-05", id="case-1").id
    >>> str(office.case(case, "2024-07-06").term)
    '2024-07-22'
    >>> office.close(case, on="2024-07-08")
    Traceback (most recent call last):
    ...
    minsheng.supervision.findings.IllegalStep: case case-1 is at “reply owed”: “close” is not allowed (allowed now: reply, report as finished, remind, ask for more time, grant more time, escalate, drop)
    """

    def __init__(
        self, ledger: Ledger, *, calendar: WorkCalendar, terms: Terms | str | Path = DEFAULT, by: str = ""
    ) -> None:
        """Work on a ledger; `terms` count the terms that a notice does not name, `by` is the office's name.

        Raises:
            UnknownTerms: no shipped terms have that name, and there is no such file.
        """
        self.ledger = ledger
        self.calendar = calendar
        self.terms = terms_of(terms)
        self.by = by
        self._counting = Counting(terms=self.terms, calendar=calendar)

    # looking

    def cases(self, day: Day, *, known: Day | None = None) -> CaseBook:
        """All cases on a day (督办台账), by all that is recorded or by what was `known` at the end of that day.

        Raises:
            NotAdopted: `day` is before the adoption.
        """
        return self._book(self.ledger.as_of(day, known=known))

    def case(self, case: Case | str, day: Day) -> Case:
        """One case on a day, by its id or by the number of its notice.

        Raises:
            UnknownCase: there is none on that day.
        """
        return self.cases(day)[_named(case)]

    def due(self, day: Day) -> DueList:
        """What is to be done on a day (今日督办事项)."""
        return due_list(self.cases(day), self.calendar)

    def problems(self, day: Day) -> ProblemList:
        """The problems on a day (问题清单)."""
        return problem_list(self.ledger.as_of(day))

    def visits(self, day: Day) -> VisitList:
        """The visits on site up to a day, with their cases (督导记录)."""
        view = self.ledger.as_of(day)
        return visits(view, self._book(view))

    # cases

    def open(
        self,
        project: str = "",
        *,
        matter: str,
        party: str,
        on: Day,
        partners: Iterable[str] = (),
        number: str = "",
        source: str = "",
        about: str = "",
        received_on: Day | None = None,
        demand: str = "",
        grade: str = "",
        reply_by: Day | None = None,
        due: Day | None = None,
        **how: Unpack[How],
    ) -> Entry:
        """Send out a supervision notice (立项交办); its entry's id is the case's.

        Where neither `reply_by` nor `due` is given, both are the last day of the grade's term. If that depends on days
        that nobody has announced, the notice names none, and the case has it as soon as they are.

        Raises:
            UnknownGrade: the terms have no such grade.
            InvalidValue: a term ends before the notice goes out.
        """
        if reply_by is None and due is None:
            reply_by = due = self._counted(grade, on if received_on is None else received_on)
        said = CaseOpened(
            project,
            matter=matter,
            party=party,
            partners=partners,
            number=number,
            source=source,
            about=about,
            received_on=received_on,
            demand=demand,
            grade=grade,
            reply_by=reply_by,
            due=due,
            **self._common(on, how),
        )
        return self.record(said, id=how.get("id"), recorder=how.get("recorder", ""))

    def reply(
        self,
        case: Case | str,
        reply: str,
        *,
        by: str,
        on: Day,
        finished: bool = False,
        reason: str = "",
        document: str = "",
        **how: Unpack[_Rest],
    ) -> Entry:
        """The unit replies (反馈、办结报告): `finished`, or how far it is and why not (`reason`)."""
        common = self._common(on, {**how, "by": by})
        said = CaseReplied(self._id(case), reply=reply, finished=finished, reason=reason, document=document, **common)
        return self._step(said, how)

    def remind(
        self,
        case: Case | str,
        *,
        on: Day,
        party: str = "",
        document: str = "",
        reply_by: Day | None = None,
        **how: Unpack[How],
    ) -> Entry:
        """Remind the unit of a term that is near, or call upon it when it has passed (提醒、催办)."""
        common = self._common(on, how)
        return self._step(
            CaseReminded(self._id(case), party=party, document=document, reply_by=reply_by, **common), how
        )

    def return_(
        self,
        case: Case | str,
        *,
        reason: str,
        on: Day,
        returned: str = "",
        reply_by: Day | None = None,
        **how: Unpack[How],
    ) -> Entry:
        """Send back a reply, or refuse more time (退回、不同意延期); without `returned` whatever waits."""
        common = self._common(on, how)
        return self._step(
            CaseReturned(self._id(case), reason=reason, returned=returned, reply_by=reply_by, **common), how
        )

    def ask_extension(
        self, case: Case | str, *, reason: str, new_due: Day, progress: str, by: str, on: Day, **how: Unpack[_Rest]
    ) -> Entry:
        """The unit asks for more time (申请延期), before the term has expired."""
        common = self._common(on, {**how, "by": by})
        return self._step(
            ExtensionAsked(self._id(case), reason=reason, new_due=new_due, progress=progress, **common), how
        )

    def extend(
        self,
        case: Case | str,
        *,
        new_due: Day,
        on: Day,
        body: str = "",
        asked: str = "",
        document: str = "",
        reason: str = "",
        **how: Unpack[How],
    ) -> Entry:
        """Give a case more time (同意延期), whether it was asked for or not."""
        common = self._common(on, how)
        said = CaseExtended(
            self._id(case), new_due=new_due, body=body, asked=asked, document=document, reason=reason, **common
        )
        return self._step(said, how)

    def escalate(
        self,
        case: Case | str,
        step: str,
        *,
        reason: str,
        on: Day,
        party: str = "",
        body: str = "",
        document: str = "",
        **how: Unpack[How],
    ) -> Entry:
        """Take a case further (升级): 约谈, 通报; `step` is the county's word."""
        common = self._common(on, how)
        said = CaseEscalated(
            self._id(case), step=step, reason=reason, party=party, body=body, document=document, **common
        )
        return self._step(said, how)

    def verify(
        self,
        case: Case | str,
        *,
        passed: bool,
        on: Day,
        findings: Iterable[str] = (),
        visit: str = "",
        **how: Unpack[How],
    ) -> Entry:
        """Somebody other than the unit has looked whether it is so (核实): on a `visit`, or from papers."""
        common = self._common(on, how)
        return self._step(CaseVerified(self._id(case), passed=passed, findings=findings, visit=visit, **common), how)

    def close(
        self,
        case: Case | str,
        *,
        on: Day,
        result: str = "",
        dropped: bool = False,
        document: str = "",
        **how: Unpack[How],
    ) -> Entry:
        """Close a case that was verified (办结销号), or drop one that is not finished and say why (撤销)."""
        common = self._common(on, how)
        return self._step(CaseClosed(self._id(case), result=result, dropped=dropped, document=document, **common), how)

    def reopen(
        self,
        case: Case | str,
        *,
        reason: str,
        on: Day,
        reply_by: Day | None = None,
        due: Day | None = None,
        **how: Unpack[How],
    ) -> Entry:
        """Take up a closed case again (重新督办); where no term is given, that of its grade begins anew."""
        common = self._common(on, how)
        return self._step(CaseReopened(self._id(case), reason=reason, reply_by=reply_by, due=due, **common), how)

    def confirm(self, draft: Draft, *, on: Day, **how: Unpack[How]) -> Entry:
        """Record what a rule proposed and a person wants done (确认): nothing opens itself. Sent twice, recorded once.

        Raises:
            IllegalStep: the case has gone on since the draft was made.
        """
        by = how.get("by", self.by)
        said = draft.statement
        if isinstance(said, CaseOpened) and said.reply_by is None and said.due is None:
            last = self._counted(said.grade, on)
            said = attrs.evolve(said, reply_by=last, due=last)
        note, evidence = how.get("note", said.note), how.get("evidence", said.evidence)
        said = attrs.evolve(said, on=as_day(on), by=by, note=note, evidence=evidence)
        return self.record(said, id=how.get("id") or draft.id, recorder=how.get("recorder", ""))

    # problems and visits

    def raise_problem(
        self, project: str, problem: str, *, on: Day, request: str = "", measure: str = "", **how: Unpack[How]
    ) -> Entry:
        """Something stands in the way (存在问题); its entry's id is the problem's."""
        common = self._common(on, how)
        return self._step(ProblemRaised(project, problem=problem, request=request, measure=measure, **common), how)

    def assign(
        self, problem: str, *, party: str, on: Day, due: Day | None = None, demand: str = "", **how: Unpack[How]
    ) -> Entry:
        """Somebody is to get it out of the way (问题交办), and by when; the latest one holds.

        Raises:
            ProblemSolved: it is out of the way already.
        """
        common = self._common(on, how)
        return self._step(ProblemAssigned(problem, party=party, due=due, demand=demand, **common), how)

    def solve(self, problem: str, *, on: Day, **how: Unpack[How]) -> Entry:
        """It is out of the way (问题销号); `note` says how.

        Raises:
            ProblemSolved: it was so already.
        """
        return self._step(ProblemResolved(problem, **self._common(on, how)), how)

    def visit(
        self,
        project: str,
        *,
        on: Day,
        place: str = "",
        visitors: Iterable[str] = (),
        findings: Iterable[str] = (),
        **how: Unpack[How],
    ) -> Entry:
        """Somebody went and looked (现场督导); a case that it leads to names it with `about`."""
        common = self._common(on, how)
        return self._step(SiteVisited(project, place=place, visitors=visitors, findings=findings, **common), how)

    # recording

    def record(self, said: Statement, *, id: str | None = None, recorder: str = "") -> Entry:
        """Check any statement and record it: a step of a case, a notice, a problem, or a correction of one of these.

        Raises:
            IllegalStep: it would not count, or it would make a later step of the case one that does not.
            ProblemSolved: the problem is solved already.
            UnknownGrade: the terms have no such grade.
            InvalidValue: a term ends before the notice goes out.
        """
        if isinstance(said, CaseOpened):
            self.terms.grade(said.grade)
            for term in (said.reply_by, said.due):
                if term is not None and term < said.on:
                    raise InvalidValue("supervision.term-before-notice", term=term, on=said.on)

        def check(view: View) -> None:
            if isinstance(said, ProblemAssigned | ProblemResolved):
                check_problem(view, said)
            elif isinstance(said, CaseStep | Corrected):
                check_steps(view, said, self._counting)

        rests_on_others = isinstance(said, CaseStep | Corrected | ProblemAssigned | ProblemResolved)
        return self.ledger.append(said, id=id, recorder=recorder, check=check if rests_on_others else None)

    def _step(self, said: Statement, how: How | _Rest) -> Entry:
        return self.record(said, id=how.get("id"), recorder=how.get("recorder", ""))

    def _common(self, on: Day, how: How) -> _Common:
        return {
            "on": on,
            "by": how.get("by", self.by),
            "note": how.get("note", ""),
            "evidence": how.get("evidence", ()),
        }

    def _counted(self, grade: str, start: Day) -> date | None:
        """The last day of a grade's term, for a notice to name; None where it rests on days that nobody has announced."""
        last = self.terms.last(grade, start, self.calendar)
        if isinstance(last, Undefined) or self._counting.guessed(as_day(start), last) is not None:
            return None
        return last

    def _id(self, case: Case | str) -> str:
        """The id of a case: of its first entry."""
        return self._book(self.ledger.as_of(date.max))[_named(case)].id

    def _book(self, view: View) -> CaseBook:
        return booked(view.entries, day=view.day, counting=self._counting, key=view.plan.directory.key)


class _Rest(TypedDict, total=False):
    """`How`, where who does it must be said."""

    note: str
    evidence: Iterable[Evidence | str]
    id: str | None
    recorder: str


def _named(case: Case | str) -> str:
    return case.id if isinstance(case, Case) else case
