"""What is known of a plan on one day (台账视图)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import field, frozen

from minsheng.calendars import Day
from minsheng.errors import Finding, Undefined
from minsheng.ledger.entries import Recorded
from minsheng.ledger.statements import Statement
from minsheng.projects import Plan
from minsheng.targets import Quantity


@frozen(kw_only=True)
class Done:
    """How much of a target is done (累计完成), and which entries say so."""

    total: Quantity | Undefined
    last: date | None
    """Latest day that a counted statement speaks of; None if there is none."""
    ids: tuple[str, ...]
    """Entries that the total is made of."""
    findings: tuple[Finding, ...] = ()


@frozen(kw_only=True)
class Problem:
    """Something that stands or stood in the way (问题)."""

    id: str
    project: str
    text: str
    on: date
    by: str
    resolved_on: date | None
    """None while it is open."""


@frozen(kw_only=True)
class View:
    """A plan on one day with all that is recorded for it up to then (台账视图)."""

    plan: Plan
    """With the approved changes up to `day`."""
    baseline: Plan
    """As adopted."""
    day: date
    entries: tuple[Recorded, ...] = field(repr=False)
    """Statements in force, by day and position; corrections are applied."""
    adopted_on: date

    @classmethod
    def of(cls, plan: Plan, statements: Iterable[Statement], *, day: Day) -> View: ...
    def under(self, other: Plan) -> View: ...
    def earlier(self, day: Day) -> View: ...
    def done(self, target_id: str) -> Done: ...
    def milestones(self, number: str) -> tuple[Recorded, ...]: ...
    def schedule(self, target_id: str) -> Recorded | None: ...
    def last_report(self, number: str) -> date | None: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...
    @property
    def fulfilments(self) -> tuple[Recorded, ...]: ...
    @property
    def changes(self) -> tuple[Recorded, ...]: ...
    @property
    def unplaced(self) -> tuple[Recorded, ...]: ...
    @property
    def findings(self) -> tuple[Finding, ...]: ...
    @property
    def starts(self) -> date: ...
