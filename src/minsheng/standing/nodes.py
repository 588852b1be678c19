"""Nodes (节点): how one target, item, project, party or plan stands, in figures and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from minsheng.calendars import Unannounced
from minsheng.errors import Lang, Undefined
from minsheng.standing.explain import explain
from minsheng.standing.facts import Facts
from minsheng.standing.judge import NOTHING_PLANNED
from minsheng.standing.measures import NO_CALENDAR, NO_TRAJECTORY
from minsheng.standing.pace import NOTHING_YET, Pace
from minsheng.standing.percents import Figures, percent, percent_at_least
from minsheng.standing.trajectory import BackLoading, back_loading

NO_TARGET = Undefined("不是单个目标")


@frozen(kw_only=True)
class Node(Facts):
    """How one part of the plan stands on a day, and why.

    A node with one counted child (project 1 with its only target) has the child's figures and sentence.
    """

    children: tuple[Node, ...] = field(default=(), repr=False)

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
        return self.ratio / self.expected if self.expected else NOTHING_PLANNED

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
            return NO_TARGET if self.target is None else NO_TRAJECTORY
        if isinstance(self.limit, Undefined):
            return self.limit
        done = self.ratio if isinstance(self.ratio, Fraction) else None
        try:
            return back_loading(self.trajectory, self._begins(self.limit), self.limit, done=done)
        except Unannounced:
            return NO_CALENDAR

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
