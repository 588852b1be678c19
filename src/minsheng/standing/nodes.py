"""Nodes (节点): how one target, item, project, party or plan stands, with all that the answer rests on."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from minsheng.calendars import Deadline, Unannounced
from minsheng.errors import Finding, Lang, Undefined
from minsheng.ledger import Part, Recorded
from minsheng.standing.explain import explain
from minsheng.standing.judge import RuleStep
from minsheng.standing.levels import Level
from minsheng.standing.pace import NOTHING_YET, Pace
from minsheng.standing.percents import Figures, figures, percent, percent_at_least
from minsheng.standing.rules import Rules
from minsheng.standing.trajectory import BackLoading, Trajectory, back_loading
from minsheng.standing.verdicts import Verdict
from minsheng.targets import Quantity, Target

NO_TARGET = Undefined("不是单个目标")


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
class Node:
    """How one part of the plan stands on a day, and why.

    A node with one counted child (project 1 with its only target) has the child's figures and sentence.
    """

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
    children: tuple[Node, ...] = field(default=(), repr=False)
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

    @property
    def gap(self) -> Decimal | Undefined:
        """Points below the trajectory as printed (落后的百分点); negative = ahead."""
        printed = self.figures
        return printed if isinstance(printed, Undefined) else printed.gap

    @property
    def attainment(self) -> Fraction | Undefined:
        """Done as a share of what the trajectory asks for (完成比例与序时进度之比); Undefined where it asks for nothing."""
        if isinstance(self.ratio, Undefined):
            return self.ratio
        if isinstance(self.expected, Undefined):
            return self.expected
        return self.ratio / self.expected if self.expected else Undefined("序时进度为0，无法相比")

    @property
    def pace(self) -> Pace | Undefined:
        """Achieved rate against the one that the deadline requires (已有速度与所需速度); of one target."""
        if self.target is None:
            return NO_TARGET
        if isinstance(self.ratio, Undefined):
            return self.ratio
        if isinstance(self.limit, Undefined):
            return self.limit
        if self.last is None:
            return NOTHING_YET
        return Pace.of(self.ratio, first=self._begins(self.limit), last=self.last, day=self.day, limit=self.limit)

    @property
    def back_loading(self) -> BackLoading | Undefined:
        """What the trajectory, and what is not done yet, leave for the last quarter of the time; of one target."""
        if self.target is None or self.trajectory is None:
            return NO_TARGET if self.target is None else Undefined("没有序时进度")
        if isinstance(self.limit, Undefined):
            return self.limit
        done = self.ratio if isinstance(self.ratio, Fraction) else None
        try:
            return back_loading(self.trajectory, self._begins(self.limit), self.limit, done=done)
        except Unannounced:
            return Undefined("期间有尚未公布的工作日")

    def _begins(self, limit: date) -> date:
        return min(date(self.year, 1, 1), limit)

    @property
    def ratio_text(self) -> str:
        """The ratio as printed: 30.0%; ≥25.0% where parts have none; empty where nothing is known."""
        if self.missing:
            return f"≥{percent_at_least(self.at_least)}"
        if isinstance(self.ratio, Undefined):
            return ""
        printed = self.figures
        return f"{printed.ratio}%" if isinstance(printed, Figures) else percent(self.ratio)

    @property
    def expected_text(self) -> str:
        """序时进度 as printed; empty where there is none."""
        if isinstance(self.expected, Undefined):
            return ""
        printed = self.figures
        return f"{printed.expected}%" if isinstance(printed, Figures) else percent(self.expected)

    @property
    def label(self) -> str:
        """The level's word in Chinese."""
        return self.level.label()

    @property
    def mark(self) -> str:
        """The level's sign: ● ▲ ■ ◆ ○."""
        return self.level.mark

    def explain(self, lang: Lang = "zh") -> str:
        """Why it has this level, in one sentence with figures, rule and source."""
        return explain(self, lang)

    def nodes(self) -> Iterator[Node]:
        """This node and all below it, depth first."""
        yield self
        for child in self.children:
            yield from child.nodes()

    def __str__(self) -> str:
        return f"{self.id} {self.name} {self.mark}{self.label}"
