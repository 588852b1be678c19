"""How a whole plan stands on a day (进展状态)."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from attrs import field, frozen

from minsheng.calendars import WorkCalendar, day_text
from minsheng.errors import Finding, Lang, Undefined, say
from minsheng.ledger import View
from minsheng.standing.facts import NodeKind
from minsheng.standing.failures import UnknownLead, UnknownNode
from minsheng.standing.fulfilment import DutyFulfilment, fulfilment
from minsheng.standing.levels import Level
from minsheng.standing.nodes import Node
from minsheng.standing.ranking import Load, Ranking, ranking
from minsheng.standing.rules import Rules
from minsheng.standing.since import Since, since
from minsheng.text import grid, html_grid, shortened

_NAME_COLUMNS = 36


def _parties(value: Mapping[str, Node]) -> dict[str, Node]:
    return dict(value)


@frozen(kw_only=True, eq=False)
class Standing:
    """How plan, projects, items, targets and parties stand on the view's day, by one rule pack, and why.

    ``standing["1"]``, ``standing["5.2"]``, ``standing["7.t4"]`` are nodes of exactly that project, item or target.
    """

    view: View = field(repr=False)
    calendar: WorkCalendar = field(repr=False)
    rules: Rules = field(repr=False)
    plan: Node
    """The whole, with all projects below it."""
    _parties: dict[str, Node] = field(repr=False, converter=_parties)

    @property
    def day(self) -> date:
        """The day that is judged."""
        return self.view.day

    @property
    def provisional(self) -> bool:
        """Whether the calendar assumes days that nobody has announced."""
        return self.calendar.provisional

    def nodes(self) -> Iterator[Node]:
        """The plan, then every project with its items and targets, depth first."""
        return self.plan.nodes()

    @cached_property
    def _by_id(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes()}

    def __getitem__(self, number: str) -> Node:
        """The node of a project (1), item (5.2) or target (7.t4); "plan" is the whole.

        Raises:
            UnknownNode: there is none of that number; carries those that there are.
        """
        try:
            return self._by_id[number]
        except KeyError:
            raise UnknownNode("node", number, tuple(self._by_id)) from None

    def __contains__(self, number: object) -> bool:
        return number in self._by_id

    @property
    def projects(self) -> tuple[Node, ...]:
        """The nodes of all projects, in the order of the notice."""
        return self.plan.children

    @property
    def parties(self) -> tuple[Node, ...]:
        """The nodes of all lead units (牵头单位), in the order of the notice."""
        return tuple(self._parties.values())

    def party(self, name: str) -> Node:
        """The node of a lead unit, under any of its names, with the projects that it leads.

        Raises:
            UnknownLead: it leads none; carries those that do.
        """
        try:
            return self._parties[self.view.plan.directory.key(name)]
        except KeyError:
            raise UnknownLead("lead", name, tuple(node.name for node in self.parties)) from None

    def counts(self) -> Mapping[Level, int]:
        """How many projects stand on which level; every level of the pack is there."""
        return {level: sum(node.level == level for node in self.projects) for level in self.rules.levels}

    def since(self, other: Standing) -> Since:
        """What changed since `other`, an earlier standing under the same pack: newly red, recovered, stale, new, done.

        Raises:
            InvalidValue: the two were judged by different packs.
        """
        now = {node.id: node for node in self.projects}
        then = {node.id: node for node in other.projects}
        return since(now, then, rules=self.rules, other=other.rules, day=self.day, before=other.day)

    def ranking(self, *, load: Load | None = None) -> Ranking:
        """Lead units by the mean share of what they lead (排名), what has no data counted as 0; ties as 1, 2, 2, 4.

        With `load` each share is multiplied for the number of counted projects that the unit leads.
        """
        counted = {node.name: node for node in self.parties if node.counted}
        projects = {name: sum(child.counted for child in node.children) for name, node in counted.items()}
        return ranking({n: node.at_least for n, node in counted.items()}, projects=projects, load=load)

    @cached_property
    def duties(self) -> DutyFulfilment:
        """Which duties were met, late, missed or are to come."""
        return fulfilment(self.view, self.calendar)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What a reader should know: what the ledger could not count, and what was not taken as done."""
        return tuple(dict.fromkeys((*self.view.findings, *(f for node in self.nodes() for f in node.findings))))

    def head(self, lang: Lang = "zh") -> str:
        """Plan, day, rules and their source in one line."""
        day, title, source = day_text(self.day, lang), self.rules.title(lang), self.rules.cited(lang)
        return say("standing.head", lang, plan=self.plan.name, day=day, rules=title, source=source)

    def headers(self, lang: Lang = "zh") -> list[str]:
        """Headings of `table`."""
        columns = ("id", "name", "level", "ratio", "expected", "gap", "due")
        return [say(f"standing.column-{column}", lang) for column in columns]

    def table(self, lang: Lang = "zh") -> list[list[str]]:
        """A line each node below the plan, and the plan last: number, name, level, ratio, trajectory, gap, deadline."""
        return [*(_line(node, lang) for node in _told(self.projects)), _line(self.plan, lang)]

    def _notes(self, lang: Lang = "zh") -> list[str]:
        found = []
        if any(entry.made_up for entry in self.view.entries):
            found.append(say("standing.made-up", lang))
        if self.provisional:
            found.append(say("standing.provisional", lang))
        return found

    def __str__(self) -> str:
        return "\n".join([self.head(), *self._notes(), grid(self.headers(), self.table())])

    def _repr_html_(self) -> str:
        notes = "".join(f"<p>{html.escape(line)}</p>" for line in (self.head(), *self._notes()))
        return notes + html_grid(self.headers(), self.table())

    def explain(self, lang: Lang = "zh") -> str:
        """The sentence of every project, item and target, a line each."""
        nodes = (*_told(self.projects), self.plan)
        return "\n".join(f"{node.id} {shortened(node.name, _NAME_COLUMNS)}: {node.explain(lang)}" for node in nodes)


def _told(nodes: Sequence[Node]) -> Iterator[Node]:
    """Nodes with something of their own to say: an only child is told by its parent."""
    for node in nodes:
        yield node
        if not node.same_as or len(node.children) > 1:
            yield from _told(node.children)


def _line(node: Node, lang: Lang) -> list[str]:
    whole = node.kind is NodeKind.PLAN
    return [
        "" if whole else node.id,
        say("standing.whole-plan", lang) if whole else shortened(node.name, _NAME_COLUMNS),
        f"{node.mark} {node.level.label(lang)}",
        node.ratio_text,
        node.expected_text,
        "" if isinstance(node.gap, Undefined) else str(node.gap),
        "" if whole else node.due.shown(lang),
    ]
