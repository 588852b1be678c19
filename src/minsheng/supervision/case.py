"""A supervision case (督办件): where it stands on a day, what was done in it, and what is owed by when."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from attrs import field, frozen

from minsheng.calendars import day_text
from minsheng.calendars.status import with_guess
from minsheng.errors import Lang, Undefined, say
from minsheng.ledger import CaseEscalated, CaseOpened, CaseStep, Recorded
from minsheng.supervision.content import notice_content, step_content
from minsheng.supervision.findings import StepFinding
from minsheng.supervision.machine import CaseState, Step, allowed
from minsheng.text import grid, html_grid


def end_of(reply_by: date | Undefined, due: date | Undefined) -> date | Undefined:
    """The day on which a matter is due: its completion's, or a later one by which a reply was granted."""
    known = [day for day in (reply_by, due) if isinstance(day, date)]
    return max(known) if known else due


@frozen(kw_only=True)
class Taken:
    """A step of a case as it was recorded (督办环节), and what became of it."""

    entry: Recorded
    said: CaseStep
    step: Step
    state: CaseState
    """After the step; one that does not count leaves it as it was."""
    term: date | Undefined
    """The last day by which the unit was to act when the step was taken."""
    findings: tuple[StepFinding, ...] = ()

    @property
    def on(self) -> date:
        """The day of the step."""
        return self.said.on

    @property
    def counts(self) -> bool:
        """Whether it was allowed; a step that was not is kept and shown, and moves nothing."""
        return all(finding.counts for finding in self.findings)

    @property
    def days_late(self) -> int:
        """Calendar days by which a reply came after its term; 0 for other steps."""
        late = self.step in (Step.REPLY, Step.FINISH) and isinstance(self.term, date) and self.on > self.term
        return (self.on - self.term).days if late and isinstance(self.term, date) else 0

    def label(self, lang: Lang = "zh") -> str:
        """The word for the step; a reminder after the term is one that calls upon the unit (催办)."""
        if self.step is Step.REMIND:
            passed = isinstance(self.term, date) and self.on > self.term
            return say("supervision.step-urge" if passed else "supervision.step-remind", lang)
        return self.step.label(lang)

    def remark(self, lang: Lang = "zh") -> str:
        """That it came late, that it does not count; empty where there is nothing to say."""
        told = [say("supervision.days-late", lang, n=self.days_late)] if self.days_late else []
        told += [finding.what(lang) for finding in self.findings]
        return say("errors.semicolon", lang).join(told)

    def text(self, lang: Lang = "zh") -> str:
        """Day, step, who, what, in one line."""
        return say(
            "supervision.taken",
            lang,
            day=day_text(self.on, lang),
            step=self.label(lang),
            by=f" {self.said.by}" if self.said.by else "",
            text=step_content(self.said, lang) or "—",
        )

    def __str__(self) -> str:
        return self.text()


@frozen(kw_only=True)
class Case:
    """A supervision case on one day (督办件), folded from its entries by (day, position)."""

    id: str
    """Of the entry that opened it, for life: a correction of the notice does not change it."""
    opened: Recorded
    """The entry of the notice, corrections put in place."""
    notice: CaseOpened
    """督办单"""
    day: date
    """The day of which all this is said."""
    state: CaseState
    steps: tuple[Taken, ...] = field(default=(), repr=False)
    """All of them, by day and position, those that do not count included."""
    reply_by: date | Undefined
    """反馈期限: by when a reply is owed; undefined where none is owed, or none was named."""
    due: date | Undefined
    """完成时限, extensions counted."""
    guessed: date | None = None
    """First day without a decree that a term of the grade rests on, by a provisional calendar (暂按); None: on none."""
    grade_unknown: bool = False
    """Whether the notice has a grade that the terms do not know."""

    @property
    def party(self) -> str:
        """承办单位"""
        return self.notice.party

    @property
    def project(self) -> str:
        """Number of the project, item or target; empty: the work as a whole."""
        return self.notice.project

    @property
    def matter(self) -> str:
        """督查内容"""
        return self.notice.matter

    @property
    def number(self) -> str:
        """统一编号; its id where it has none."""
        return self.notice.number or self.id

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids by which a step may name it: of its first entry and of its corrections."""
        return (*self.opened.replaces, self.opened.id)

    @property
    def is_open(self) -> bool:
        """Whether it is not closed (未销号)."""
        return self.state is not CaseState.CLOSED

    @property
    def term(self) -> date | Undefined:
        """The last day of what the unit owes now: the reply's, else the completion's; undefined where it owes nothing."""
        if self.state is CaseState.ASKED:
            return end_of(self.reply_by, self.due)
        if not self.state.with_unit:
            return Undefined(say("reasons.nothing-owed"))
        if isinstance(self.reply_by, date):
            return self.reply_by
        return self.due if isinstance(self.due, date) or not self.state.owes_reply else self.reply_by

    @property
    def days_over(self) -> int:
        """Calendar days since the term has passed (逾期天数); 0 where it has not, or where a request for more time waits."""
        term = self.term
        if self.state is CaseState.ASKED or not isinstance(term, date):
            return 0
        return max((self.day - term).days, 0)

    @property
    def overdue(self) -> bool:
        """Whether what the unit owes is late (逾期)."""
        return self.days_over > 0

    @property
    def allowed(self) -> tuple[Step, ...]:
        """The steps that may be taken now."""
        return allowed(self.state)

    @cached_property
    def counted(self) -> tuple[Taken, ...]:
        """The steps that count."""
        return tuple(step for step in self.steps if step.counts)

    def last(self, *kinds: Step) -> Taken | None:
        """The latest step of these kinds that counts; of any kind, where none is named."""
        return next((s for s in reversed(self.counted) if not kinds or s.step in kinds), None)

    @property
    def escalations(self) -> tuple[CaseEscalated, ...]:
        """How far it was taken (升级), the first one first."""
        return tuple(s.said for s in self.counted if isinstance(s.said, CaseEscalated))

    @property
    def closed_on(self) -> date | None:
        """The day on which it was closed or dropped; None while it is open."""
        last = self.last(Step.CLOSE, Step.DROP)
        return last.on if last and not self.is_open else None

    @property
    def dropped(self) -> bool:
        """Whether it was dropped without being finished (撤销)."""
        last = self.last(Step.CLOSE, Step.DROP)
        return not self.is_open and last is not None and last.step is Step.DROP

    @property
    def age(self) -> int:
        """Calendar days since it was opened, up to its closing."""
        return ((self.closed_on or self.day) - self.notice.on).days

    @property
    def findings(self) -> tuple[StepFinding, ...]:
        """All that is wrong or odd about its steps (不合程序的环节)."""
        return tuple(finding for step in self.steps for finding in step.findings)

    @property
    def sources(self) -> tuple[str, ...]:
        """The entries that it is folded from: entry:case-1."""
        return (f"entry:{self.opened.id}", *(f"entry:{step.entry.id}" for step in self.steps))

    def standing(self, lang: Lang = "zh") -> str:
        """State, term, and by how much it is late, in one phrase."""
        word = say("supervision.state-dropped", lang) if self.dropped else self.state.label(lang)
        told = [word]
        if self.state.with_unit or self.state is CaseState.ASKED:
            term = self.term
            shown = with_guess(day_text(term, lang), self.guessed, lang) if isinstance(term, date) else term.text(lang)
            told.append(say("supervision.by-day", lang, day=shown))
        if self.overdue:
            told.append(say("supervision.days-over", lang, n=self.days_over))
        return say("errors.semicolon", lang).join(told)

    def head(self, lang: Lang = "zh") -> str:
        """Number, unit, matter and standing, in one line."""
        return say(
            "supervision.case-head",
            lang,
            number=self.number,
            party=self.party,
            matter=self.matter,
            day=day_text(self.day, lang),
            standing=self.standing(lang),
        )

    def headers(self, lang: Lang = "zh") -> list[str]:
        """Headings of `table`."""
        return [say(f"supervision.column-{name}", lang) for name in ("on", "step", "by", "text", "state", "remark")]

    def table(self, lang: Lang = "zh") -> list[list[str]]:
        """The notice, then a line each step: day, step, who, what, the state after it, what is odd about it."""
        first = [
            day_text(self.notice.on, lang),
            say("supervision.step-open", lang),
            self.notice.by,
            notice_content(self.notice, lang),
            CaseState.OPEN.label(lang),
            "",
        ]
        rest = [
            [
                day_text(s.on, lang),
                s.label(lang),
                s.said.by,
                step_content(s.said, lang),
                s.state.label(lang) if s.counts else "",
                s.remark(lang),
            ]
            for s in self.steps
        ]
        return [first, *rest]

    def __str__(self) -> str:
        return f"{self.head()}\n{grid(self.headers(), self.table(), widest=(None, None, 14, 40, None, 24))}"

    def _repr_html_(self) -> str:
        return html_grid(self.headers(), self.table(), title=self.head())
