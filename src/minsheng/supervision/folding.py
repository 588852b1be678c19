"""From the entries of a case to where it stands (归并): each step is checked, and what is not allowed moves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from attrs import frozen

from minsheng.calendars import WorkCalendar
from minsheng.calendars.status import first_guessed
from minsheng.errors import Undefined, say
from minsheng.ledger import (
    CaseExtended,
    CaseOpened,
    CaseReminded,
    CaseReopened,
    CaseReplied,
    CaseReturned,
    CaseStep,
    CaseVerified,
    ExtensionAsked,
    Recorded,
)
from minsheng.supervision.case import Case, Taken, end_of
from minsheng.supervision.findings import StepFinding, step_finding
from minsheng.supervision.machine import CaseState, Step, allowed, step_of, table
from minsheng.supervision.terms import Terms, UnknownGrade

Key = Callable[[str], str]
"""What all names of one body have in common."""
Limit = date | Undefined


@frozen(kw_only=True)
class Counting:
    """How terms are counted that no notice names."""

    terms: Terms
    calendar: WorkCalendar | None
    """None: terms are then only those that the notices name."""

    def last(self, grade: str, start: date) -> Limit:
        """The last day of a term that begins on `start`; undefined where nobody can say."""
        if self.calendar is None:
            return Undefined(say("reasons.no-term"))
        try:
            return self.terms.last(grade, start, self.calendar)
        except UnknownGrade:
            return Undefined(say("reasons.no-such-grade", grade=grade))

    def guessed(self, start: date, last: Limit) -> date | None:
        """The first day of such a term that a provisional calendar only expects; None where it rests on decrees."""
        if self.calendar is None or isinstance(last, Undefined):
            return None
        return first_guessed(self.calendar, start, last)

    def knows(self, grade: str) -> bool:
        """Whether the terms have the grade."""
        try:
            self.terms.grade(grade)
        except UnknownGrade:
            return False
        return True


def folded(opened: Recorded, steps: Sequence[Recorded], *, day: date, counting: Counting, key: Key) -> Case:
    """The case that `opened` begins, with its `steps` by day and position."""
    return _Fold(opened, counting, key).case(steps, day)


class _Fold:
    """A case on its way through its steps."""

    def __init__(self, opened: Recorded, counting: Counting, key: Key) -> None:
        assert isinstance(opened.statement, CaseOpened)
        self.opened, self.notice = opened, opened.statement
        self.id = opened.replaces[0] if opened.replaces else opened.id
        self.counting, self.key = counting, key
        self.unit = {key(self.notice.party), *(key(p) for p in self.notice.partners)}
        self.state = CaseState.OPEN
        self.before = CaseState.OPEN
        """In which more time was asked for."""
        self.asked: Recorded | None = None
        self.reply: Recorded | None = None
        self.begin(self.notice.reply_by, self.notice.due, self.notice.received_on or self.notice.on)

    def begin(self, reply_by: date | None, due: date | None, start: date) -> None:
        """The terms of a notice; where it names none, those of its grade from `start` on."""
        named = reply_by or due
        self.reply_by: Limit = self.counting.last(self.notice.grade, start) if named is None else named
        self.guessed = self.counting.guessed(start, self.reply_by) if named is None else None
        self.due: Limit = due or (self.reply_by if named is None else Undefined(say("reasons.no-completion-day")))
        self.owed = self.reply_by
        """The latest day for a reply: a returned reply is owed by it again."""

    def case(self, steps: Sequence[Recorded], day: date) -> Case:
        taken = [found for entry in steps if (found := self.take(entry)) is not None]
        return Case(
            id=self.id,
            opened=self.opened,
            notice=self.notice,
            day=day,
            state=self.state,
            steps=tuple(taken),
            reply_by=self.reply_by,
            due=self.due,
            guessed=self.guessed,
            grade_unknown=not self.counting.knows(self.notice.grade),
        )

    @property
    def term(self) -> Limit:
        """The last day of what the unit owes; see `Case.term`."""
        if isinstance(self.reply_by, date):
            return self.reply_by
        return self.due if isinstance(self.due, date) or not self.state.owes_reply else self.reply_by

    def take(self, entry: Recorded) -> Taken | None:
        said = entry.statement
        assert isinstance(said, CaseStep)
        step = step_of(said)
        if step is None:
            return None
        term = self.term
        findings = tuple(self.findings(entry, said, step))
        if all(finding.counts for finding in findings):
            self.apply(entry, said, step)
        return Taken(entry=entry, said=said, step=step, state=self.state, term=term, findings=findings)

    # what is wrong with a step

    def findings(self, entry: Recorded, said: CaseStep, step: Step) -> Iterator[StepFinding]:
        def found(name: str, *, counts: bool = False, **fields: object) -> StepFinding:
            choices = (
                () if counts else tuple(s for s in allowed(self.state) if s is not step or name != "asked-too-late")
            )
            return step_finding(
                name,
                entry.id,
                case=self.notice.number or self.id,
                state=self.state,
                step=step,
                allowed=choices,
                counts=counts,
                **fields,
            )

        if (said.on, entry.position) < (self.notice.on, self.opened.position):
            yield found("before-opening", on=said.on, opened=self.notice.on)
        elif step not in table()[self.state]:
            yield found("not-allowed")
        else:
            match said:
                case CaseReplied() if self.key(said.by) not in self.unit:
                    yield found("reply-of-another", counts=True, by=said.by, party=self.notice.party)
                case CaseVerified() if self.key(said.by) in self.reporting:
                    yield found("verified-by-unit", by=said.by, party=self.notice.party)
                case CaseReturned() if not self.returns(said):
                    yield found("not-to-be-returned", returned=said.returned, waiting=self.waiting)
                case ExtensionAsked():
                    yield from self.about_request(said, found)
                case CaseExtended():
                    if said.asked and (self.asked is None or said.asked not in _ids(self.asked)):
                        yield found("not-asked", asked=said.asked, waiting=self.waiting)
                    elif isinstance(self.end, date) and said.new_due <= self.end:
                        yield found("not-longer", new_due=said.new_due, term=self.end)
                case _:
                    pass

    def about_request(self, said: ExtensionAsked, found: Callable[..., StepFinding]) -> Iterator[StepFinding]:
        end = self.end
        if isinstance(end, Undefined):
            yield found("request-without-term", counts=True, on=said.on)
        elif self.counting.terms.ask_before_expiry and said.on > end:
            yield found("asked-too-late", on=said.on, term=end, source=self.counting.terms.name)
        elif said.new_due <= end:
            yield found("not-longer", new_due=said.new_due, term=end)

    @property
    def reporting(self) -> set[str]:
        """Who may not verify: the unit, its partners, and whoever replied."""
        replied = self.reply.statement.by if self.reply else ""
        return self.unit | ({self.key(replied)} if replied else set())

    @property
    def end(self) -> Limit:
        """The day on which the matter is due: an extension is asked for before it and goes beyond it."""
        return end_of(self.reply_by, self.due)

    @property
    def waiting(self) -> str:
        """Id of what waits for an answer."""
        entry = self.asked if self.state is CaseState.ASKED else self.reply
        return entry.id if entry else "—"

    def returns(self, said: CaseReturned) -> bool:
        """Whether what is returned is what waits: the request, else the latest reply."""
        entry = self.asked if self.state is CaseState.ASKED else self.reply
        return not said.returned or (entry is not None and said.returned in _ids(entry))

    # what follows from it

    def apply(self, entry: Recorded, said: CaseStep, step: Step) -> None:
        state = self.state
        after = table()[state][step] or self.before
        match said:
            case CaseReplied():
                self.reply = entry
                if said.finished:
                    self.asked = None
                elif state is CaseState.ASKED:
                    self.before = CaseState.WORKING
                self.reply_by = Undefined(say("reasons.replied"))
            case CaseReminded() if said.reply_by:
                self.reply_by = self.owed = said.reply_by
            case CaseReturned():
                if state is CaseState.ASKED:
                    self.asked = None
                    if said.reply_by:
                        self.reply_by = self.owed = said.reply_by
                else:
                    self.reply_by = self.owed = said.reply_by or self.owed
            case CaseVerified() if not said.passed:
                self.reply_by = self.owed
            case ExtensionAsked():
                self.asked, self.before = entry, state
            case CaseExtended():
                self.asked = None
                self.due, self.guessed = said.new_due, None
                if isinstance(self.reply_by, date) or after.owes_reply:
                    self.reply_by = self.owed = said.new_due
            case CaseReopened():
                self.begin(said.reply_by, said.due, said.on)
                self.reply = None
            case _:
                pass
        self.state = after


def _ids(entry: Recorded) -> tuple[str, ...]:
    return (*entry.replaces, entry.id)
