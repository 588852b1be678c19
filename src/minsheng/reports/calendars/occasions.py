"""What a plan brings to a calendar (日程): tasks, meetings and time limits, each with its day and the reason for it."""

from __future__ import annotations

import enum
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, time
from functools import cache
from typing import TypedDict

from attrs import frozen

from minsheng.calendars import Deadline, Milestone, WorkCalendar
from minsheng.duties import Duties, Duty
from minsheng.errors import Lang, Question, Undefined, comma, say
from minsheng.errors.data_files import read_data
from minsheng.projects import Plan, Project, UnknownParty, activity_name
from minsheng.projects.project import ProjectState

_NAMESPACE = uuid.UUID("b0a3b6b4-6c0e-5a4e-8f0d-0f8f4a9f5c27")
"""Of the ids of time limits; changing it would make every entry in every calendar program another."""
_LONGEST = 60


class OccasionKind(enum.Enum):
    """As what it stands in a calendar program."""

    TASK = "task"
    """任务: something to be done by a day."""
    MEETING = "meeting"
    """会议"""
    LIMIT = "limit"
    """完成时限 of a project."""

    def label(self, lang: Lang = "zh") -> str:
        """In words.

        >>> OccasionKind.LIMIT.label()
        '时限'
        """
        return say(f"reports.kind-{self.value}", lang)


@frozen(kw_only=True)
class Occasion:
    """One entry of a calendar (日程)."""

    id: str
    """A duty's own id; of a time limit the same for the same plan, number and milestone, whatever its day."""
    kind: OccasionKind
    day: date | Undefined
    at: time | None = None
    """Time of day in Asia/Shanghai; None: the whole day."""
    opens: date | None = None
    """First day on which it may be handed in (1日至5日报送); None where none is named."""
    title: str
    parties: tuple[str, ...] = ()
    """Who answers for it."""
    number: str = ""
    """Of the project or item that a time limit belongs to."""
    reason: str = ""
    """Why it is this day."""
    lines: tuple[str, ...] = ()
    """What a reader sees who opens the entry; the last line says why it is this day."""
    tentative: bool = False
    """The day rests on a guess of the calendar (暂估) and may still move."""
    cancelled: bool = False
    """The project was stopped."""
    calendar: WorkCalendar | None = None


class _Meetings(TypedDict):
    activities: list[str]
    minutes: int


class _Reminders(TypedDict):
    at: str
    task: list[int]
    meeting: list[int]
    limit: list[int]


class _Customs(TypedDict):
    meetings: _Meetings
    reminders: _Reminders


@cache
def customs() -> _Customs:
    """The shipped data (``occasions.toml``)."""
    return read_data("minsheng.reports.calendars", "occasions.toml", _Customs)


def is_meeting(duty: Duty) -> bool:
    """Whether nothing but a meeting meets it."""
    meetings = customs()["meetings"]["activities"]
    return bool(duty.activities) and all(activity in meetings for activity in duty.activities)


def chosen_party(duties: Duties, plan: Plan | None, party: str) -> str:
    """`party` as plan and duties print it.

    Raises:
        UnknownParty: it owes nothing here and has no part in the plan.
    """
    name = party if plan is None else plan.party(party)
    owing = duties.by_party()
    known = dict.fromkeys((*(plan.parties if plan is not None else ()), *owing))
    if name not in known and not (plan is not None and plan.directory.knows(party)):
        raise UnknownParty("party", party, tuple(known))
    return name


def open_questions(duties: Duties, party: str | None) -> tuple[Question, ...]:
    """What the document leaves open; for one party without what is asked only about the duties of others."""
    if party is None:
        return duties.questions
    others = duties.by_rhythm().keys() - duties.of(party).by_rhythm().keys()
    return tuple(q for q in duties.questions if not any(q.key.startswith(f"rhythms.{rhythm}.") for rhythm in others))


def of_duties(duties: Iterable[Duty], lang: Lang, *, named: bool) -> Iterator[Occasion]:
    """Duties as tasks and meetings; `named`: the title begins with the party, for a calendar of several."""
    for duty in duties:
        title = duty.name
        if duty.period is not None:
            title = say("reports.occasion-period", lang, name=title, period=duty.label(lang))
        yield Occasion(
            id=duty.id,
            kind=OccasionKind.MEETING if is_meeting(duty) else OccasionKind.TASK,
            day=duty.due,
            at=duty.at,
            opens=duty.opens,
            title=say("reports.occasion-named", lang, party=duty.party, title=title) if named else title,
            parties=(duty.party,),
            lines=tuple(_duty_lines(duty, lang)),
            tentative=duty.guessed is not None,
            calendar=duty.calendar,
        )


def _duty_lines(duty: Duty, lang: Lang) -> Iterator[str]:
    yield _line("col-party", duty.party, lang)
    if len(duty.activities) > 1:
        yield say(
            "reports.occasion-any-of", lang, what=comma(lang).join(activity_name(a, lang) for a in duty.activities)
        )
    if is_meeting(duty) and not isinstance(duty.due, Undefined) and duty.at is None:
        yield say("reports.occasion-at-the-latest", lang)
    yield _line("col-why-day", duty.why(lang) or say("duties.no-day", lang), lang)


def _line(column: str, text: str, lang: Lang) -> str:
    return say("reports.occasion-line", lang, label=say(f"reports.{column}", lang), text=text)


def of_limits(plan: Plan, calendar: WorkCalendar | None, lang: Lang, party: str | None = None) -> Iterator[Occasion]:
    """The time limits of a plan's projects and items; of those that `party` leads, helps with or oversees, if given.

    What goes on for the whole year has no day to wait for and is left out.
    """
    for project in plan.projects:
        if party is not None and party not in parties_of(plan, project):
            continue
        pieces = [(project.no, project.name, project.deadlines)]
        pieces += [(f"{project.no}.{i.no}", f"{project.name} {_short(i.content)}", i.deadlines) for i in project.items]
        for number, name, deadlines in pieces:
            seen: Counter[Milestone] = Counter()
            for deadline in deadlines:
                if deadline.milestone is Milestone.ONGOING:
                    continue
                seen[deadline.milestone] += 1
                yield _limit(plan, project, number, name, deadline, seen[deadline.milestone], calendar, lang)


def _limit(
    plan: Plan,
    project: Project,
    number: str,
    name: str,
    deadline: Deadline,
    nth: int,
    calendar: WorkCalendar | None,
    lang: Lang,
) -> Occasion:
    effective = None if calendar is None else deadline.effective_on(calendar)
    day = deadline.day if effective is None else effective.day
    reason = str(deadline) if effective is None else effective.reason(lang)
    key = "\n".join((plan.id, number, deadline.milestone.value, str(nth)))
    lines = [
        _line(column, comma(lang).join(parties), lang)
        for column, parties in (
            ("col-leads", project.leads),
            ("col-partners", project.partners),
            ("col-leaders", project.leaders),
        )
        if parties
    ]
    if targets := comma(lang).join(str(t) for t in project.all_targets):
        lines.append(_line("col-targets", targets, lang))
    return Occasion(
        id=str(uuid.uuid5(_NAMESPACE, key)),
        kind=OccasionKind.LIMIT,
        day=day,
        title=say(
            "reports.occasion-limit", lang, milestone=deadline.milestone.label(lang), number=number, name=name.strip()
        ),
        parties=tuple(plan.party(lead) for lead in project.leads),
        number=number,
        reason=reason,
        lines=(*lines, _line("col-why-day", reason, lang)),
        tentative=effective is not None and effective.guessed is not None,
        cancelled=project.state is ProjectState.STOPPED,
        calendar=calendar,
    )


def parties_of(plan: Plan, project: Project) -> frozenset[str]:
    """All who have a part in a project, the members of its groups too."""
    named = (*project.leads, *project.partners, *project.leaders)
    members = (member for name in named for member in plan.directory.members(name))
    return frozenset(plan.party(name) for name in (*named, *members))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
