"""How every commitment of a plan stands on the view's day (研判): `assess`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import attrs
from attrs import frozen

from minsheng.calendars import Deadline, Milestone, WorkCalendar
from minsheng.errors import Finding, Place, Severity, Undefined
from minsheng.ledger import Done, MilestoneReached, View
from minsheng.projects import Item, Project, ProjectState, due_of
from minsheng.standing.amendments import Amendments
from minsheng.standing.judge import judge
from minsheng.standing.nodes import Completion, Node, NodeKind
from minsheng.standing.packs import DEFAULT, shipped_rules
from minsheng.standing.rollup import roll_up
from minsheng.standing.rules import Rules
from minsheng.standing.standing import Standing
from minsheng.standing.trajectory import Linear
from minsheng.standing.verdicts import Verdict
from minsheng.targets import Quantity, Target, achievement

NO_NUMBER = Undefined("目标没有数字")
NOT_COUNTED = Undefined("不计进度")
_NOTHING_DONE = Done(total=NO_NUMBER, last=None, ids=())


def assess(view: View, *, calendar: WorkCalendar, rules: Rules | str = DEFAULT) -> Standing:
    """How plan, projects, items, targets and parties stand on `view.day`, and why.

    Pure: it depends on view, calendar and rules only. `rules` is a pack, or the name of a shipped one.

    Raises:
        UnknownRules: no shipped pack has that name.

    >>> from minsheng.calendars import ChinaCalendar
    >>> from minsheng.ledger import Progress
    >>> from minsheng.projects import Plan
    >>> plan = Plan(
    ...     id="demo",
    ...     year=2024,
    ...     projects=[Project(no="1", name="乡村道路", targets=["约400公里"], deadlines=["2024年11月底"])],
    ... )
    >>> view = View.of(plan, [Progress("1", total="120公里", on="2024-06-28")], day="2024-06-30")
    >>> print("；".join(assess(view, calendar=ChinaCalendar())["1"].explain().split("；")[:3]))
    完成120公里/约400公里（30.0%）；序时进度54.3%（1月1日至11月30日按天计）；落后24.3个百分点
    """
    pack = shipped_rules(rules) if isinstance(rules, str) else rules
    run = _Assessment(view, calendar, pack)
    plan = run.tree()
    return Standing(view=view, calendar=calendar, rules=pack, plan=plan, parties=run.by_party(plan))


@frozen(kw_only=True)
class _Piece:
    """A part of the plan on its way to a node."""

    number: str
    kind: NodeKind
    name: str
    due: Deadline
    path: str
    """Where it stands in the plan."""
    state: ProjectState = ProjectState.ACTIVE
    leads: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    completed: Completion | None = None
    """What a lead recorded of it, or of the whole that it is part of."""
    findings: tuple[Finding, ...] = ()


class _Assessment:
    """One run over a plan; deadlines and parties are looked up once each."""

    def __init__(self, view: View, calendar: WorkCalendar, rules: Rules) -> None:
        self.view, self.plan, self.day, self.rules = view, view.plan, view.day, rules
        self.calendar = calendar
        self.starts = self.plan.starts
        self.first = date(self.plan.year, 1, 1)
        self.amendments = Amendments(view)
        self._limits: dict[Deadline, date | Undefined] = {}
        self._keys: dict[str, str] = {}
        self._entries = {entry.id: entry for entry in view.entries}

    def tree(self) -> Node:
        """The plan with all its parts."""
        name = self.plan.document.title or self.plan.id
        plan = _Piece(number="plan", kind=NodeKind.PLAN, name=name, due=Deadline.none(), path="plan:")
        return self.closed(plan, [self.project(project, n) for n, project in enumerate(self.plan.projects)])

    def by_party(self, plan: Node) -> dict[str, Node]:
        """Lead units in the order of the notice, each with the projects that it leads."""
        led: dict[str, list[Node]] = {}
        names: dict[str, str] = {}
        nodes = {node.id: node for node in plan.children}
        for project in self.plan.projects:
            for lead in dict.fromkeys(names.setdefault(self.key(name), name) for name in project.leads):
                led.setdefault(lead, []).append(nodes[project.no])
        found = {}
        for lead, projects in led.items():
            piece = _Piece(number=lead, kind=NodeKind.PARTY, name=lead, due=Deadline.none(), path="plan:")
            found[self.key(lead)] = self.closed(piece, projects)
        return found

    def project(self, project: Project, index: int) -> Node:
        path = f"plan:projects[{index}]"
        piece = self.piece(project.no, NodeKind.PROJECT, project.name, project, path)
        nodes = [self.target(piece, target, n) for n, target in enumerate(project.targets)]
        for n, item in enumerate(project.items):
            part = self.piece(
                f"{project.no}.{item.no}", NodeKind.ITEM, item.content, project, f"{path}.items[{n}]", item
            )
            part = attrs.evolve(part, completed=part.completed or piece.completed)
            nodes.append(self.closed(part, [self.target(part, target, m) for m, target in enumerate(item.targets)]))
        return self.closed(piece, nodes)

    def piece(
        self, number: str, kind: NodeKind, name: str, project: Project, path: str, item: Item | None = None
    ) -> _Piece:
        """A project, or one of its items, with its deadline and what was recorded of it."""
        due = due_of(project, item)
        holder, at = (item, path) if item is not None and item.deadlines else (project, path.partition(".items")[0])
        completed, findings = self.completion(number, project.leads)
        return _Piece(
            number=number,
            kind=kind,
            name=name,
            due=due,
            path=path,
            state=project.state,
            leads=project.leads,
            cites=(f"{at}.deadlines[{holder.deadlines.index(due)}]",) if due in holder.deadlines else (),
            completed=completed,
            findings=findings,
        )

    def closed(self, piece: _Piece, nodes: Sequence[Node]) -> Node:
        """The node of a piece with its parts; without a counted one it is judged by itself."""
        if not any(node.counted for node in nodes):
            if nodes and piece.kind in (NodeKind.PLAN, NodeKind.PARTY):  # only a stopped project does not count
                piece = attrs.evolve(piece, state=ProjectState.STOPPED)
            return self.leaf(piece, children=nodes)
        node = roll_up(
            self.rules,
            id=piece.number,
            kind=piece.kind,
            name=piece.name,
            day=self.day,
            starts=self.starts,
            due=piece.due,
            limit=self.limit(piece.due),
            children=nodes,
        )
        return attrs.evolve(node, findings=(*piece.findings, *node.findings)) if piece.findings else node

    def target(self, piece: _Piece, target: Target, index: int) -> Node:
        completed, findings = self.completion(target.id, piece.leads)
        own = attrs.evolve(
            piece,
            number=target.id,
            kind=NodeKind.TARGET,
            name=target.labelled or target.name,
            cites=(f"{piece.path}.targets[{index}]", *piece.cites),
            completed=completed or piece.completed,
            findings=findings,
        )
        return self.leaf(own, target=target)

    def leaf(self, piece: _Piece, *, target: Target | None = None, children: Sequence[Node] = ()) -> Node:
        """The node of one target, or of a piece that has none to count."""
        ratio: Fraction | Undefined
        if target is None:
            done, ratio, last = _NOTHING_DONE, NO_NUMBER, self.view.last_report(piece.number)
        else:
            done = self.view.done(target.id)
            ratio, last = achievement(target, done.total).ratio, done.last
        limit = self.limit(piece.due)
        trajectory = self.trajectory(limit)
        expected = Undefined(str(limit)) if trajectory is None else trajectory.expected(self.day)
        completed = piece.completed
        judged = judge(
            self.rules,
            day=self.day,
            starts=self.starts,
            limit=limit,
            ratio=ratio,
            expected=expected,
            last=last,
            recorded=completed is not None,
            measured=target is not None and isinstance(target.quantity, Quantity),
            standard=target is not None and target.standard,
            state=piece.state,
        )
        amendments = self.amendments.of(piece.number)
        first = () if completed is None else (completed.entry,)
        before, behind = (*first, *done.ids), tuple(a.entry for a in amendments)
        cites = (*(f"entry:{id}" for id in before), *piece.cites, *(f"entry:{id}" for id in behind))
        return Node(
            id=piece.number,
            kind=piece.kind,
            name=piece.name,
            day=self.day,
            level=judged.level,
            verdict=judged.verdict,
            rules=self.rules,
            target=target,
            done=done.total,
            ratio=ratio,
            at_least=min(ratio, Fraction(1))
            if isinstance(ratio, Fraction)
            else Fraction(judged.verdict is Verdict.RECORDED),
            trajectory=trajectory if judged.level.counted else None,
            expected=expected if judged.level.counted else NOT_COUNTED,
            band=judged.band,
            due=piece.due,
            limit=limit,
            last=last,
            starts=self.starts,
            completed=completed,
            amendments=amendments,
            children=tuple(children),
            cites=cites,
            entries=tuple(self._entries[id] for id in (*before, *behind)),
            findings=(*piece.findings, *done.findings),
        )

    def limit(self, due: Deadline) -> date | Undefined:
        """The day on which `due` ends."""
        if due not in self._limits:
            self._limits[due] = due.effective_on(self.calendar).day
        return self._limits[due]

    def trajectory(self, limit: date | Undefined) -> Linear | None:
        """From 1 January of the plan's year to the deadline; a deadline before that asks for all at once."""
        if isinstance(limit, Undefined):
            return None
        return Linear(min(self.first, limit), limit)

    def completion(self, number: str, leads: Sequence[str]) -> tuple[Completion | None, tuple[Finding, ...]]:
        """The first record that `number` is complete that a lead made, or nobody in particular."""
        findings: list[Finding] = []
        for recorded in self.view.milestones(number):
            said = recorded.statement
            if not isinstance(said, MilestoneReached) or said.milestone is not Milestone.COMPLETE:
                continue
            if said.by and leads and self.key(said.by) not in map(self.key, leads):
                findings.append(
                    Finding.of(
                        "standing.completion-not-by-lead",
                        Severity.WARNING,
                        Place(),
                        by=said.by,
                        number=number,
                        entry=recorded.id,
                        leads="、".join(leads),
                    )
                )
                continue
            return Completion(on=said.on, by=said.by, entry=recorded.id, of=number), tuple(findings)
        return None, tuple(findings)

    def key(self, name: str) -> str:
        """What all names of one body have in common."""
        if name not in self._keys:
            self._keys[name] = self.plan.directory.key(name)
        return self._keys[name]
