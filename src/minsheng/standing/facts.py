"""What is known of one part of the plan on a day (判定依据), and how it was judged."""

from __future__ import annotations

import enum
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from minsheng.calendars import Deadline
from minsheng.errors import Finding, Undefined
from minsheng.ledger import Part, Recorded
from minsheng.standing.judge import RuleStep
from minsheng.standing.levels import Level
from minsheng.standing.percents import Figures, figures
from minsheng.standing.rules import Rules
from minsheng.standing.trajectory import Trajectory
from minsheng.standing.verdicts import Verdict
from minsheng.targets import Quantity, Target


class NodeKind(enum.Enum):
    """What a node speaks of."""

    PLAN = "plan"
    PROJECT = "project"
    ITEM = "item"
    TARGET = "target"
    PARTY = "party"
    """A lead unit (牵头单位) with the projects that it leads."""


@frozen(kw_only=True)
class Completion:
    """The record that something is complete (完成记录)."""

    on: date
    by: str
    """The lead that claims it; empty if the statement names nobody."""
    entry: str
    of: str
    """What was recorded as complete: the number of the project, item or target."""


@frozen(kw_only=True)
class Amendment:
    """An approved change of a deadline, target or state (经批准的变更)."""

    field: str
    """due, target or state."""
    old: str
    new: str
    on: date
    body: str
    document: str
    entry: str


@frozen(kw_only=True)
class Facts:
    """All that is kept of a node: what was found, and how it was judged. `Node` tells it in figures and sentences."""

    id: str
    """plan, 1, 5.2, 7.t4, or the party's name."""
    kind: NodeKind
    name: str
    """Project's name, item's content, target's words, party as printed."""
    day: date
    level: Level
    verdict: Verdict
    rules: Rules = field(repr=False)
    target: Target | None = None
    """The one target that the figures speak of; None where there is none or several."""
    done: Quantity | Undefined
    """Reported so far; of `target`."""
    members: tuple[Part, ...] = ()
    """What each member of a group did of `target`, where members report (分成员完成情况)."""
    ratio: Fraction | Undefined
    """Of a target: raw, not capped. Of several parts: the mean of the capped ratios, if each part has one."""
    at_least: Fraction = Fraction(0)
    """What the capped ratio is at least: whatever has no data counts 0."""
    weights: tuple[Fraction, ...] = ()
    """Weights of the counted children, in their order; empty where all weigh the same."""
    missing: int = 0
    """Targets, or pieces without one, that have no ratio; counted through all levels below."""
    trajectory: Trajectory | None = None
    expected: Fraction | Undefined
    """序时进度 on the day; of several parts the mean."""
    steps: tuple[RuleStep, ...] = ()
    """The rules of the pack that were asked, with what they measured; empty where the level came before any of them."""
    due: Deadline
    limit: date | Undefined
    """The day on which `due` ends in the calendar."""
    last: date | None = None
    """Day of the last report; of several parts the newest."""
    starts: date
    """The first day on which a report could be expected."""
    year: int
    """Of the plan: on its 1 January trajectories begin."""
    completed: Completion | None = None
    amendments: tuple[Amendment, ...] = ()
    children: tuple[Facts, ...] = field(default=(), repr=False)
    same_as: str = ""
    """Id of the only counted child, whose figures these are; empty otherwise."""
    cites: tuple[str, ...] = field(default=(), repr=False)
    """Entries and fields of the plan that this node itself rests on."""
    entries: tuple[Recorded, ...] = field(default=(), repr=False)
    """The entries among `cites`, in their order."""
    findings: tuple[Finding, ...] = field(default=(), repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether it is judged by several counted parts."""
        return self.verdict in (Verdict.WORST_PART, Verdict.MASKED, Verdict.NO_RANKED_PART)

    @property
    def counted(self) -> bool:
        """Whether it counts in what it is part of; a standard and a stopped project do not."""
        return self.level.counted

    @property
    def sources(self) -> tuple[str, ...]:
        """Entries and fields that the level rests on, those of its parts included: entry:#1, plan:projects[0].targets[0]."""
        parts = (child for child in self.children if self.same_as in ("", child.id))
        return tuple(dict.fromkeys((*self.cites, *(s for child in parts for s in child.sources))))

    @property
    def share(self) -> Fraction | Undefined:
        """What it brings into the mean of the whole: the ratio, at most 1; 1 for a recorded completion without ratio."""
        if isinstance(self.ratio, Fraction):
            return min(max(self.ratio, Fraction(0)), Fraction(1))
        return Fraction(1) if self.verdict is Verdict.RECORDED else self.ratio

    @property
    def figures(self) -> Figures | Undefined:
        """Ratio, trajectory and gap as printed; rounded so that they are judged like the exact ones."""
        if isinstance(self.ratio, Undefined):
            return self.ratio
        if isinstance(self.expected, Undefined):
            return self.expected
        return figures(self.ratio, self.expected, self.rules.bands_of)
