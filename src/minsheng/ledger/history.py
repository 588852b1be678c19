"""Everything that was ever said of one target (一项一档): entries in the order of recording, with their corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from attrs import evolve, field, frozen

from minsheng.calendars import day_text
from minsheng.errors import Finding, Lang, say
from minsheng.ledger.entries import Entry, Recorded
from minsheng.ledger.references import by_id, readable, referred_to, those_mentioned
from minsheng.ledger.statements import (
    CaseOpened,
    CaseStep,
    ChangeApproved,
    Corrected,
    FundingReported,
    MilestoneReached,
    ProblemRaised,
    Progress,
    ScheduleAdopted,
    SiteVisited,
    Statement,
    Surveyed,
)
from minsheng.projects import Difference, Plan
from minsheng.text import grid, html_grid


@frozen(kw_only=True)
class Step:
    """One entry of a history or journal, and what became of it."""

    entry: Recorded
    """As it was sealed."""
    corrected_by: str = ""
    """Id of the entry that corrected or withdrew it; empty: it stands."""
    correction: Recorded | None = field(default=None, repr=False)
    """That entry: who put it right, and when."""
    case: str = ""
    """Number of the case (统一编号) of which it is a step; empty: it is none, or the notice bears no number."""
    mentions: tuple[Recorded, ...] = field(default=(), repr=False)
    """Entries that it speaks of: the one that it corrects, the problem that it resolves."""
    changes: tuple[Difference, ...] = field(default=(), repr=False)
    """What an approved change changed, before and after (变更前后); a journal tells it."""
    remarks: tuple[Finding, ...] = field(default=(), repr=False)
    """What was to be known of it when it was recorded (提示); a journal tells it of what was not corrected."""

    def said(self, lang: Lang = "zh") -> str:
        """What the entry claims; a step of a case names it by its number, an approved change what was before, and an entry that
        it speaks of is named by its place in the ledger, a problem by its words."""
        claim = self.entry.statement
        if self.changes and isinstance(claim, ChangeApproved):
            return claim.told(
                [d.change(lang) if d.number == claim.project else d.text(lang) for d in self.changes], lang
            )
        claim = with_number(claim, self.case)
        return (readable(claim, by_id(self.mentions), lang) if self.mentions else claim).text(lang)

    def corrected(self, lang: Lang = "zh") -> str:
        """When and by whom it was corrected or withdrawn, and where that stands; empty: it stands, or it is not known.

        By the body that put it right, else by whoever typed that in.
        """
        if self.correction is None:
            return ""
        later = self.correction.statement
        withdrawn = isinstance(later, Corrected) and later.replacement is None
        who = later.by or (self.correction.recorder if isinstance(self.correction, Entry) else "")
        where = say("ledger.step-see", lang, n=self.correction.position)
        told = ("，" if lang == "zh" else ", ").join(filter(None, (day_text(later.on, lang), who, where)))
        return say("ledger.step-withdrawn" if withdrawn else "ledger.step-corrected", lang, told=told)

    def text(self, lang: Lang = "zh") -> str:
        """The entry, and that it was corrected."""
        said = self.entry.text(lang, said=self.said(lang))
        return say("ledger.history-corrected", lang, said=said, id=self.later(lang)) if self.corrected_by else said

    def later(self, lang: Lang = "zh") -> str:
        """How a sentence names the entry that corrected it; empty: it stands."""
        return self.corrected_by if self.correction is None else self.correction.reference(lang)

    def __str__(self) -> str:
        return self.text()


@frozen(kw_only=True)
class History:
    """All that was recorded on a target, item or project (台账沿革), in the order of recording; a sequence of steps."""

    number: str
    steps: tuple[Step, ...] = field(repr=False)

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    def headers(self, lang: Lang = "zh") -> list[str]:
        """Headings of `table`."""
        columns = ("position", "on", "by", "said", "corrected")
        return [say(f"ledger.column-{column}", lang) for column in columns]

    def table(self, lang: Lang = "zh") -> list[list[str]]:
        """A line each entry: its position, day, who says what, and by which entry it was corrected."""
        return [
            [
                str(step.entry.position),
                step.entry.statement.on.isoformat(),
                step.entry.statement.by,
                step.said(lang),
                step.later(lang),
            ]
            for step in self.steps
        ]

    def __str__(self) -> str:
        return f"{self.number}\n{grid(self.headers(), self.table(), widest=(None, None, 16, 48, 12))}"

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.number)}</p>" + html_grid(self.headers(), self.table())


def concerned(number: str, plans: Sequence[Plan]) -> tuple[frozenset[str], frozenset[str]]:
    """A number or id with all that belongs to it, and what it belongs to itself, in any of these plans.

    Raises:
        UnknownNumber: none of them has it.
    """
    known: dict[str, set[str]] = {}
    for plan in plans:
        for p in plan.projects:
            for place in ((p.no,), *((p.no, f"{p.no}.{i.no}") for i in p.items)):
                known.setdefault(place[-1], set()).update(place)
            for target in p.all_targets:
                _, item = plan.owner(target.id)
                places = (p.no, target.id) if item is None else (p.no, f"{p.no}.{item.no}", target.id)
                known.setdefault(target.id, set()).update(places)
    if number not in known:
        plans[0].due(number)
    below = frozenset(n for n, places in known.items() if number in places)
    return below, frozenset(known[number] - {number})


class CaseNumbers:
    """Numbers of supervision notices by the ids of their entries (统一编号), gathered in the order of recording."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}
        self._root: dict[str, str] = {}
        """Id of a correction of a notice → id of the notice."""

    def of(self, entry: Recorded) -> str:
        """Number of the case that an entry opens or is a step of; "" where there is none."""
        said: Statement | None = entry.statement
        id = entry.id
        if isinstance(said, Corrected):
            id = self._root.get(said.corrects, said.corrects)
            if isinstance(said.replacement, CaseOpened):
                self._root[entry.id] = id
            said = said.replacement
        if isinstance(said, CaseOpened):
            self._numbers[id] = said.number
            return said.number
        return self._numbers.get(self._root.get(said.case, said.case), "") if isinstance(said, CaseStep) else ""


def with_number(said: Statement, number: str) -> Statement:
    """A step of a case that names it by its number, for readers."""
    if not number:
        return said
    if isinstance(said, CaseStep):
        return evolve(said, case=number)
    if isinstance(said, Corrected) and isinstance(said.replacement, CaseStep):
        return evolve(said, replacement=evolve(said.replacement, case=number))
    return said


class Concerning:
    """Whether entries, which come in the order of recording, concern a number: they are on one of `wanted`, approve a
    change of what that belongs to (`above`), or speak of an entry that does."""

    def __init__(self, wanted: frozenset[str], above: frozenset[str]) -> None:
        self._wanted, self._above = wanted, above
        self._found: set[str] = set()

    def takes(self, entry: Recorded) -> bool:
        """Whether the entry that comes next does."""
        said = entry.statement
        claim = said.replacement if isinstance(said, Corrected) else said
        on_it = claim is not None and _speaks_of(claim, self._wanted, self._above)
        if not on_it and not any(id in self._found for id in referred_to(said)[:1]):
            return False
        self._found.add(entry.id)
        return True


def history(number: str, concerning: Concerning, entries: Iterable[Recorded]) -> History:
    """The history of `number`; entries that do not concern it are let go of as they come."""
    found: dict[str, tuple[Recorded, str]] = {}
    corrected: dict[str, str] = {}
    numbers = CaseNumbers()
    for entry in entries:
        case = numbers.of(entry)
        if concerning.takes(entry):
            found[entry.id] = entry, case
            if isinstance(entry.statement, Corrected):
                corrected[entry.statement.corrects] = entry.id
    return History(
        number=number,
        steps=tuple(
            Step(
                entry=entry,
                corrected_by=(later := corrected.get(entry.id, "")),
                correction=found[later][0] if later else None,
                case=case,
                mentions=tuple(one for one, _ in those_mentioned([entry.statement], found)),
            )
            for entry, case in found.values()
        ),
    )


def _speaks_of(said: Statement, wanted: frozenset[str], above: frozenset[str]) -> bool:
    match said:
        case Progress() | ScheduleAdopted():
            return said.target in wanted
        case ChangeApproved():
            return said.project in wanted or said.project in above
        case MilestoneReached() | FundingReported() | ProblemRaised() | CaseOpened() | SiteVisited() | Surveyed():
            return bool(said.project) and said.project in wanted
        case _:
            return False
