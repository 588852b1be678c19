"""Everything that was ever said of one target (一项一档): entries in the order of recording, with their corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from attrs import field, frozen

from minsheng.errors import Lang, say
from minsheng.ledger.entries import Recorded
from minsheng.ledger.statements import (
    Annotated,
    CaseOpened,
    CaseStep,
    ChangeApproved,
    Corrected,
    EvidenceAttached,
    FundingReported,
    MilestoneReached,
    ProblemAssigned,
    ProblemRaised,
    ProblemResolved,
    Progress,
    ScheduleAdopted,
    SiteVisited,
    Statement,
    Surveyed,
)
from minsheng.projects import Plan
from minsheng.text import grid, html_grid


@frozen(kw_only=True)
class Step:
    """One entry of a history, and what became of it."""

    entry: Recorded
    """As it was sealed."""
    corrected_by: str = ""
    """Id of the entry that corrected or withdrew it; empty: it stands."""

    def text(self, lang: Lang = "zh") -> str:
        """The entry, and that it was corrected."""
        said = self.entry.text(lang)
        return say("ledger.history-corrected", lang, said=said, id=self.corrected_by) if self.corrected_by else said

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
                step.entry.statement.text(lang),
                step.corrected_by,
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


def history(number: str, wanted: frozenset[str], above: frozenset[str], entries: Sequence[Recorded]) -> History:
    """The history of `number`: entries on one of `wanted`, approved changes of what it belongs to (`above`), and every
    entry that speaks of one of these entries."""
    found: dict[str, Recorded] = {}
    corrected: dict[str, str] = {}
    for entry in entries:
        said = entry.statement
        if isinstance(said, Corrected):
            corrected[said.corrects] = entry.id
            on_it = said.replacement is not None and _speaks_of(said.replacement, wanted, above)
        else:
            on_it = _speaks_of(said, wanted, above)
        if on_it or any(id in found for id in _refers(said)):
            found[entry.id] = entry
    steps = (Step(entry=entry, corrected_by=corrected.get(entry.id, "")) for entry in found.values())
    return History(number=number, steps=tuple(steps))


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


def _refers(said: Statement) -> Iterable[str]:
    """Ids of the entries that a statement speaks of."""
    match said:
        case Corrected():
            return (said.corrects,)
        case EvidenceAttached() | Annotated():
            return (said.entry,)
        case ProblemAssigned() | ProblemResolved():
            return (said.problem,)
        case CaseOpened():
            return (said.about,)
        case CaseStep():
            return (said.case,)
        case _:
            return ()
