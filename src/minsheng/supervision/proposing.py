"""What rules propose (督办建议): drafts of cases and of further steps, with reason and figures; a person confirms them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from attrs import field, frozen

from minsheng.calendars import Day, Period, WorkCalendar, as_day, day_text
from minsheng.errors import Lang, say
from minsheng.ledger import CaseEscalated, CaseOpened
from minsheng.supervision.book import CaseBook
from minsheng.supervision.case import Case
from minsheng.supervision.machine import Step, table
from minsheng.supervision.proposals import NOTICE, ProposalRule, ProposalRules, Sighting, When, load_proposals
from minsheng.text import grid, html_grid


@frozen(kw_only=True)
class Draft:
    """What a rule proposes (建议稿): ready to be recorded once a person wants it; nothing is recorded by itself."""

    id: str
    """Of the entry that it becomes; the same draft has the same id, so that it is confirmed once."""
    statement: CaseOpened | CaseEscalated
    """The notice, or the further step of an open case; its day and body are those of whoever confirms it."""
    rule: ProposalRule
    rules: ProposalRules = field(repr=False)
    day: date
    number: str
    """Of the project; empty: the work as a whole."""
    party: str
    seen: tuple[Sighting, ...] = field(default=(), repr=False)
    """What the rule looked at, the earliest first."""
    sources: tuple[str, ...] = field(default=(), repr=False)

    @property
    def case(self) -> str:
        """Id of the open case that it takes further; empty: it opens one."""
        return self.statement.case if isinstance(self.statement, CaseEscalated) else ""

    def reason(self, lang: Lang = "zh") -> str:
        """What was seen, under which rule, by which text."""
        told = say("errors.semicolon", lang).join(
            say("supervision.seen", lang, day=day_text(s.day, lang), word=s.word or s.level) for s in self.seen
        )
        seen = told or self.statement.text(lang)
        return say(
            "supervision.draft-reason",
            lang,
            seen=seen,
            rule=self.rule.text(lang),
            source=self.rules.title(lang),
        )

    def text(self, lang: Lang = "zh") -> str:
        """What is proposed for whom, and why."""
        return say(
            "supervision.draft",
            lang,
            step=self.rule.step,
            party=self.party,
            number=self.number or "—",
            reason=self.reason(lang),
        )

    def __str__(self) -> str:
        return self.text()


@frozen(kw_only=True)
class DraftList:
    """All that rules propose on a day (督办建议); a sequence of drafts."""

    day: date
    drafts: tuple[Draft, ...] = field(repr=False)

    def __iter__(self) -> Iterator[Draft]:
        return iter(self.drafts)

    def __len__(self) -> int:
        return len(self.drafts)

    def head(self, lang: Lang = "zh") -> str:
        """Day and number, and that nothing is recorded."""
        return say("supervision.drafts-head", lang, day=day_text(self.day, lang), n=len(self.drafts))

    def headers(self, lang: Lang = "zh") -> list[str]:
        """Headings of `table`."""
        return [say(f"supervision.column-{name}", lang) for name in ("proposal", "project", "party", "case", "reason")]

    def table(self, lang: Lang = "zh") -> list[list[str]]:
        """A line each draft: step, project, unit, the case that it takes further, reason."""
        return [[d.rule.step, d.number, d.party, d.case, d.reason(lang)] for d in self.drafts]

    def __str__(self) -> str:
        return f"{self.head()}\n{grid(self.headers(), self.table(), widest=(None, None, 16, 16, 60))}"

    def _repr_html_(self) -> str:
        return html_grid(self.headers(), self.table(), title=self.head())


def propose(
    rules: ProposalRules | str | Path,
    sightings: Iterable[Sighting] = (),
    *,
    day: Day,
    book: CaseBook | None = None,
    calendar: WorkCalendar | None = None,
) -> DraftList:
    """What the rules propose on `day` (督办建议): pure, nothing is recorded.

    Give one sighting a project and period, of the day on which the place judges; of several in a period the latest
    counts, and a period without one ends a row. With `book` a project that has an open case is taken further instead of
    getting another, what was done already is not proposed again, and the rules about cases are asked; whether a term is
    near needs the calendar.

    Raises:
        UnknownProposals: no shipped rules have that name, and there is no such file.
    """
    found = rules if isinstance(rules, ProposalRules) else load_proposals(rules)
    at = as_day(day)
    by_number: dict[str, list[Sighting]] = {}
    for seen in sightings:
        if seen.day <= at:
            by_number.setdefault(seen.number, []).append(seen)
    drafts: list[Draft] = []
    for rule in found.rules:
        if rule.when in (When.IN_A_ROW, When.AT_END):
            for number, all_seen in by_number.items():
                met = _met(rule, sorted(all_seen, key=lambda s: s.day), at)
                if met and (draft := _of_project(found, rule, number, met, at, book)) is not None:
                    drafts.append(draft)
        elif book is not None:
            drafts += [_of_case(found, rule, case, at) for case in book.open if _calls(rule, case, book, calendar)]
    return DraftList(day=at, drafts=tuple(drafts))


def _met(rule: ProposalRule, seen: Sequence[Sighting], day: date) -> tuple[Sighting, ...]:
    """The sightings by which a project meets the rule; none where it does not."""
    if rule.when is When.AT_END:
        part = Period.parse(f"{day.year:04}" if rule.part == "year" else f"{day.year:04}-{rule.part}")
        latest = next((s for s in reversed(seen) if part.first <= s.day <= part.last), None)
        return (latest,) if latest is not None and day >= part.last and rule.meets(latest) else ()
    by_period = {Period.of(rule.of, s.day): s for s in seen}
    row: list[Sighting] = []
    now = Period.of(rule.of, day)
    period = now if now in by_period else now.previous()  # the one that runs may not have been judged yet
    while len(row) < rule.times and period in by_period and rule.meets(by_period[period]):
        row.append(by_period[period])
        period = period.previous()
    return tuple(reversed(row)) if len(row) == rule.times else ()


def _of_project(
    rules: ProposalRules, rule: ProposalRule, number: str, seen: tuple[Sighting, ...], day: date, book: CaseBook | None
) -> Draft | None:
    last = seen[-1]
    unnamed = say("supervision.no-lead")
    party = last.parties[0] if last.parties else unnamed
    why = last.reason or last.word or last.level
    going = [case for case in book.on(number) if case.is_open] if book is not None else []
    statement: CaseOpened | CaseEscalated
    if going:
        case = going[-1]
        done = rule.step in [s.step for s in case.escalations] or case.notice.source == _source(rules, rule)
        if done or Step.ESCALATE not in table()[case.state]:
            return None
        statement = CaseEscalated(case.id, step=rule.step, reason=f"{rule.zh}；{why}", on=day)
        party = case.party
    else:
        statement = CaseOpened(
            number,
            matter=say("supervision.draft-matter", name=last.name or number, step=rule.step, why=why),
            party=party,
            partners=last.parties[1:],
            source=_source(rules, rule),
            on=day,
        )
    period = Period.of(rule.of, last.day).code if rule.when is When.IN_A_ROW else f"{last.day.year}-{rule.part}"
    return Draft(
        id=_id(rules, rule, number, period),
        statement=statement,
        rule=rule,
        rules=rules,
        day=day,
        number=number,
        party=party,
        seen=seen,
        sources=tuple(dict.fromkeys(source for s in seen for source in s.sources)),
    )


def _calls(rule: ProposalRule, case: Case, book: CaseBook, calendar: WorkCalendar | None) -> bool:
    """Whether a rule about cases applies, and its step was not taken yet."""
    term = case.term
    if not case.state.with_unit or not isinstance(term, date):
        return False
    moved = (s.on for s in reversed(case.counted) if s.step not in (Step.REMIND, Step.ESCALATE))
    acted = next(moved, case.notice.on)
    marks = [(s.on, s.said.step) for s in case.counted if isinstance(s.said, CaseEscalated)]
    if rule.when is When.CASE_NEAR:
        near = calendar is not None and book.terms.near(case.day, term, calendar) is True
        return near and not any(on >= acted and step == rule.step for on, step in marks)
    if not case.overdue or any(on > term and step == rule.step for on, step in marks):
        return False
    if not rule.after:
        return True
    if not marks or rule.after == NOTICE:
        return not marks and rule.after == NOTICE
    # a further step needs that the term was set anew after the step before, and has passed again
    on, step = marks[-1]
    return step == rule.after and on <= term


def _of_case(rules: ProposalRules, rule: ProposalRule, case: Case, day: date) -> Draft:
    return Draft(
        id=_id(rules, rule, case.id, f"{case.term}"),
        statement=CaseEscalated(case.id, step=rule.step, reason=f"{rule.zh}；{case.standing()}", on=day),
        rule=rule,
        rules=rules,
        day=day,
        number=case.project,
        party=case.party,
        sources=case.sources,
    )


def _source(rules: ProposalRules, rule: ProposalRule) -> str:
    return f"{rules.title()}：{rule.zh}"


def _id(rules: ProposalRules, rule: ProposalRule, what: str, when: str) -> str:
    return f"draft-{uuid5(NAMESPACE_URL, '|'.join((rules.name, rule.zh, rule.step, what, when)))}"
