"""What rules propose (督办建议): drafts of cases and of further steps, with reason and figures; a person confirms them."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from html import escape
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from attrs import field, frozen

from minsheng.calendars import Day, Period, PeriodKind, WorkCalendar, as_day, day_text
from minsheng.codec import OpenPoint, RuleFiles
from minsheng.errors import InvalidValue, Lang, NotFound, say
from minsheng.ledger import CaseEscalated, CaseOpened
from minsheng.supervision.book import CaseBook
from minsheng.supervision.case import Case
from minsheng.supervision.files import parsed
from minsheng.supervision.machine import Step, table
from minsheng.text import grid, html_grid

SCHEMA = "minsheng.proposals/1"
NOTICE = "notice"
"""`ProposalRule.after`: the notice itself."""


class UnknownProposals(NotFound):
    """No shipped rules have this name, and there is no such file."""

    code = "supervision.unknown-proposals"


def _texts(value: Iterable[str]) -> tuple[str, ...]:
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    return tuple(value)


@frozen(kw_only=True)
class Sighting:
    """How a project stood on a day (研判结果), as far as a rule needs to know; `minsheng.standing.sightings` makes them."""

    day: date = field(converter=as_day)
    number: str
    """Of the project or item."""
    name: str = ""
    parties: tuple[str, ...] = field(default=(), converter=_texts)
    """Who answers for it, the lead first."""
    level: str
    """Name of the level: behind."""
    word: str = ""
    """The pack's word for it: 滞后."""
    short: bool | None = None
    """Whether it is below its trajectory (未达序时进度); None: nobody can say."""
    reason: str = ""
    """Its sentence with the figures, in Chinese."""
    sources: tuple[str, ...] = field(default=(), converter=_texts)
    """entry:#1, plan:projects[0].targets[0]"""


class When(enum.Enum):
    """What a rule looks at (触发条件)."""

    IN_A_ROW = "in-a-row"
    """So many periods one behind the other, the last of them the latest."""
    AT_END = "at-end"
    """At the end of a named part of the year: Q3, year."""
    CASE_NEAR = "case-near"
    """The term of an open case is near."""
    CASE_OVERDUE = "case-overdue"
    """The unit is late in an open case."""


_PARTS = ("", "Q1", "Q2", "Q3", "Q4", "H1", "H2", "year")


def _part(_: object, __: object, value: str) -> None:
    if value not in _PARTS:
        raise InvalidValue("supervision.no-part", value=value, choices=_PARTS[1:])


@frozen(kw_only=True)
class ProposalRule:
    """One rule (连续两个月滞后 → 约谈)."""

    zh: str
    """The rule in the words of its text."""
    en: str
    step: str
    """What is proposed: 约谈, 橙色督查单."""
    when: When
    of: PeriodKind = PeriodKind.MONTH
    times: int = 1
    """How many periods in a row."""
    part: str = field(default="", validator=_part)
    """Of `at-end`: Q3, year."""
    short: bool = False
    """Whether a project below its trajectory counts (未达序时进度)."""
    levels: tuple[str, ...] = field(default=(), converter=_texts)
    """Levels that count, by their names in the rule pack: behind."""
    after: str = ""
    """Of `case-overdue`: the step that the case was taken to before, and whose new term has passed; `notice`: the notice
    itself, no step was taken yet; empty: whatever was done before."""

    def __attrs_post_init__(self) -> None:
        of_projects = self.when in (When.IN_A_ROW, When.AT_END)
        if of_projects != (self.short or bool(self.levels)) or self.times < 1:
            raise InvalidValue("supervision.rule-counts-nothing", when=self.when.value)
        if (self.when is When.AT_END) != bool(self.part):
            raise InvalidValue("supervision.rule-without-part", when=self.when.value)

    def text(self, lang: Lang = "zh") -> str:
        """The rule in words."""
        return self.zh if lang == "zh" else self.en

    def meets(self, seen: Sighting) -> bool:
        """Whether a project counts for this rule as it stood."""
        return seen.level in self.levels or (self.short and seen.short is True)


def _rules(value: Iterable[ProposalRule]) -> tuple[ProposalRule, ...]:
    return tuple(value)


def _open_points(value: Iterable[OpenPoint]) -> tuple[OpenPoint, ...]:
    return tuple(value)


@frozen(kw_only=True)
class ProposalRules:
    """When which step is proposed (督办升级规则), with the source.

    >>> [rule.step for rule in load_proposals("nanjing-2016").rules]
    ['约谈', '全市通报批评', '问责']
    """

    name: str
    zh: str
    en: str
    place: str = ""
    year: int = 0
    source: str
    source_en: str = ""
    """`source` in English; empty for a document, which is cited as it calls itself."""
    pack: str = ""
    """The rule pack whose levels the rules name; empty where they name none."""
    rules: tuple[ProposalRule, ...] = field(converter=_rules)
    open: tuple[OpenPoint, ...] = field(default=(), converter=_open_points)
    """What the text leaves open."""

    def title(self, lang: Lang = "zh") -> str:
        """Its name in words."""
        return (self.zh if lang == "zh" else self.en) or self.name

    def cited(self, lang: Lang = "zh") -> str:
        """Its source for readers: a document as it calls itself, the library's own in their language."""
        return (self.source_en if lang == "en" else "") or self.source


def proposal_rules() -> tuple[str, ...]:
    """Names of the shipped rules.

    >>> proposal_rules()
    ('minsheng-default', 'nanjing-2016', 'sanming-2017', 'suqian-2025')
    """
    return _FILES.names()


def load_proposals(source: str | Path) -> ProposalRules:
    """Rules: shipped ones by name, or a county's own file.

    Raises:
        UnknownProposals: neither a shipped name nor a file.
        Unreadable: the file is no TOML in UTF-8, or of another kind.
        Problems: all that is wrong with it.
    """
    return _FILES.load(source)


_FILES = RuleFiles(
    package="minsheng.supervision",
    folder="proposals",
    unknown=UnknownProposals,
    kind="proposals",
    parse=partial(parsed, kind=ProposalRules, schema=SCHEMA),
)


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
        return f"<p>{escape(self.head())}</p>" + html_grid(self.headers(), self.table())


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
        latest = {(_code(s.day, rule.part), s.day.year): s for s in seen if _code(s.day, rule.part)}
        found = latest.get((rule.part, day.year))
        over = found is not None and day >= _end(rule.part, day.year)
        return (found,) if over and found is not None and rule.meets(found) else ()
    by_period = {Period.of(rule.of, s.day): s for s in seen}
    row: list[Sighting] = []
    now = Period.of(rule.of, day)
    period = now if now in by_period else _before(now)  # the one that runs may not have been judged yet
    while len(row) < rule.times and period in by_period and rule.meets(by_period[period]):
        row.append(by_period[period])
        period = _before(period)
    return tuple(reversed(row)) if len(row) == rule.times else ()


def _before(period: Period) -> Period:
    return Period.of(period.kind, date.fromordinal(period.first.toordinal() - 1))


def _code(day: date, part: str) -> str:
    """`part`, where the day lies in it."""
    inside = part == "year" or _period(part, day.year).first <= day <= _period(part, day.year).last
    return part if inside else ""


def _end(part: str, year: int) -> date:
    return date(year, 12, 31) if part == "year" else _period(part, year).last


def _period(part: str, year: int) -> Period:
    return Period.parse(f"{year:04}-{part}")


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
