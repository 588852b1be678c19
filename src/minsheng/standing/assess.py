"""How every commitment of a plan stands on the view's day (研判): `assess`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property

import attrs
from attrs import frozen

from minsheng.calendars import Deadline, Unannounced, WorkCalendar
from minsheng.errors import Finding, Undefined
from minsheng.ledger import Done, View
from minsheng.projects import Item, Project, ProjectState, due_of
from minsheng.standing.amendments import Amendments
from minsheng.standing.completions import completion
from minsheng.standing.curves import Curves
from minsheng.standing.facts import Completion, NodeKind
from minsheng.standing.judge import judge
from minsheng.standing.measures import NO_CALENDAR, NO_RANK, Measures, Past
from minsheng.standing.nodes import Node
from minsheng.standing.packs import DEFAULT, shipped_rules
from minsheng.standing.peers import project_ranks
from minsheng.standing.rollup import roll_up
from minsheng.standing.rules import Rules
from minsheng.standing.standing import Standing
from minsheng.standing.trajectory import Trajectory
from minsheng.standing.verdicts import Verdict
from minsheng.standing.weights import Weight, Weights
from minsheng.targets import Quantity, Target, achievement

NO_NUMBER = Undefined("目标没有数字")
NOT_COUNTED = Undefined("不计进度")
_NOTHING_DONE = Done(total=NO_NUMBER, last=None, ids=())


def assess(
    view: View,
    *,
    calendar: WorkCalendar,
    rules: Rules | str = DEFAULT,
    weights: Mapping[str, Weight] | None = None,
) -> Standing:
    """How plan, projects, items, targets and parties stand on `view.day`, and why.

    Pure: it depends on its arguments only. `rules` is a pack, or the name of a shipped one. `weights` say how much a
    project, item or target weighs beside its neighbours in the mean of the whole (权重); whatever has none weighs 1.

    Raises:
        UnknownRules: no shipped pack has that name.
        UnknownNode: the plan has nothing of the number that a weight is for.
        InvalidValue: a weight is not above 0.

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
    run = _Assessment(view, calendar, pack, Weights.of(view.plan, weights or {}))
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
    project: Project | None = None
    """The project that it is, or belongs to."""
    state: ProjectState = ProjectState.ACTIVE
    leads: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    completed: Completion | None = None
    """What a lead recorded of it, or of the whole that it is part of."""
    findings: tuple[Finding, ...] = ()


class _Assessment:
    """One run over a plan; deadlines and parties are looked up once each."""

    def __init__(self, view: View, calendar: WorkCalendar, rules: Rules, weights: Weights) -> None:
        self.view, self.plan, self.day, self.rules = view, view.plan, view.day, rules
        self.calendar, self.weights = calendar, weights
        self.starts = self.plan.starts
        self.curves = Curves(view, calendar, rules.curve)
        self.past = Past(view)
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
        completed, findings = completion(self.view, number, project.leads, self.key)
        return _Piece(
            number=number,
            kind=kind,
            name=name,
            due=due,
            path=path,
            project=project,
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
            year=self.plan.year,
            due=piece.due,
            limit=self.limit(piece.due),
            children=nodes,
            weights=self.weights,
        )
        return attrs.evolve(node, findings=(*piece.findings, *node.findings)) if piece.findings else node

    def target(self, piece: _Piece, target: Target, index: int) -> Node:
        completed, findings = completion(self.view, target.id, piece.leads, self.key)
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
        done, ratio, last = self.reported(piece, target)
        limit = self.limit(piece.due)
        trajectory, schedule = self.curves.of(target, limit)
        expected = self.expected(trajectory)
        completed = piece.completed
        measures = self.measures(piece, target, trajectory, limit)
        judged = judge(
            self.rules,
            day=self.day,
            starts=self.starts,
            limit=limit,
            ratio=ratio,
            expected=expected,
            last=last,
            recorded=completed is not None,
            measured=isinstance(ratio, Fraction) or (target is not None and isinstance(target.quantity, Quantity)),
            standard=target is not None and target.standard,
            state=piece.state,
            measure=measures,
        )
        amendments = self.amendments.of(piece.number)
        first = () if completed is None else (completed.entry,)
        adopted = () if schedule is None or not judged.level.counted else (schedule.id,)
        looked_at = () if measures is None else (id for id in measures.seen if id in self._entries)
        before = tuple(dict.fromkeys((*first, *done.ids, *looked_at, *adopted)))
        behind = tuple(a.entry for a in amendments)
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
            members=done.parts,
            ratio=ratio,
            at_least=min(ratio, Fraction(1))
            if isinstance(ratio, Fraction)
            else Fraction(judged.verdict is Verdict.RECORDED),
            trajectory=None if isinstance(trajectory, Undefined) or not judged.level.counted else trajectory,
            expected=expected if judged.level.counted else NOT_COUNTED,
            steps=judged.steps,
            due=piece.due,
            limit=limit,
            last=last,
            starts=self.starts,
            year=self.plan.year,
            completed=completed,
            amendments=amendments,
            children=tuple(children),
            cites=cites,
            entries=tuple(self._entries[id] for id in (*before, *behind)),
            findings=(*piece.findings, *done.findings),
        )

    def reported(self, piece: _Piece, target: Target | None) -> tuple[Done, Fraction | Undefined, date | None]:
        """What is done, its ratio, and the day of the last report."""
        if target is None:
            done, ratio = self.overall(piece)
            return done, ratio, self.view.last_report(piece.number) if done.last is None else done.last
        done = self.view.done(target.id)
        return done, achievement(target, done.total).ratio, done.last

    def overall(self, piece: _Piece) -> tuple[Done, Fraction | Undefined]:
        """What was reported of a piece without a target to count: a percentage of the whole, if anything."""
        if piece.kind not in (NodeKind.PROJECT, NodeKind.ITEM):
            return _NOTHING_DONE, NO_NUMBER
        done = self.view.overall(piece.number)
        if isinstance(done.total, Undefined):
            return _NOTHING_DONE, NO_NUMBER
        return done, done.total.base / 100

    def limit(self, due: Deadline) -> date | Undefined:
        """The day on which `due` ends."""
        if due not in self._limits:
            self._limits[due] = due.effective_on(self.calendar).day
        return self._limits[due]

    def expected(self, trajectory: Trajectory | Undefined) -> Fraction | Undefined:
        """What a trajectory asks for on the day."""
        if isinstance(trajectory, Undefined):
            return trajectory
        try:
            return trajectory.expected(self.day)
        except Unannounced:
            return NO_CALENDAR

    def measures(
        self, piece: _Piece, target: Target | None, trajectory: Trajectory | Undefined, limit: date | Undefined
    ) -> Measures | None:
        """What rules can measure of it, beside the ratio and the trajectory of the day."""
        if piece.project is None or not self.rules.looks_back:
            return None
        return Measures(
            past=self.past,
            calendar=self.calendar,
            project=piece.project,
            target=target,
            numbers=tuple(dict.fromkeys((piece.number, piece.number.rpartition(".")[0], piece.project.no))),
            trajectory=None if isinstance(trajectory, Undefined) else trajectory,
            limit=limit,
            rank=self.ranks.get(piece.project.no, NO_RANK),
        )

    @cached_property
    def ranks(self) -> dict[str, Fraction]:
        """Places of the projects, counted from the last."""
        return project_ranks(self.view, self.expected_of)

    def expected_of(self, target: Target, due: Deadline) -> Fraction | Undefined:
        """What the trajectory of a target asks for on the day."""
        return self.expected(self.curves.of(target, self.limit(due))[0])

    def key(self, name: str) -> str:
        """What all names of one body have in common."""
        if name not in self._keys:
            self._keys[name] = self.plan.directory.key(name)
        return self._keys[name]
