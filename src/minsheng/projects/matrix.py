"""Who answers for what: the responsibility matrix (责任矩阵) and the portfolio of one party (责任清单)."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from minsheng.errors import Lang, say
from minsheng.projects.project import Project
from minsheng.responsibility import Assignment, Role
from minsheng.text import grid, html_grid


@frozen(kw_only=True)
class Matrix:
    """Party × project → roles (责任矩阵).

    Parties stand in the order of the notice, each under the name that it has there first.
    """

    parties: tuple[str, ...]
    projects: tuple[Project, ...]
    assignments: tuple[Assignment, ...]

    @cached_property
    def cells(self) -> dict[tuple[str, str], tuple[Role, ...]]:
        """(party, project number) → its roles there."""
        found: dict[tuple[str, str], tuple[Role, ...]] = {}
        for a in self.assignments:
            found[a.party, a.project] = (*found.get((a.party, a.project), ()), a.role)
        return found

    def roles(self, party: str, project: str) -> tuple[Role, ...]:
        """What `party` is to project `project`; empty if it has no part in it."""
        return self.cells.get((party, project), ())

    def table(self, lang: Lang = "zh") -> list[list[str]]:
        """One row a party: its name, then its roles in each project."""
        return [
            [party, *("、".join(r.text(lang) for r in self.roles(party, p.no)) for p in self.projects)]
            for party in self.parties
        ]

    def headers(self, lang: Lang = "zh") -> list[str]:
        """Headings of `table`: the numbers of the projects."""
        return [say("projects.party", lang), *(p.no for p in self.projects)]

    def __str__(self) -> str:
        return grid(self.headers(), self.table())

    def _repr_html_(self) -> str:
        return html_grid(self.headers(), self.table())


@frozen(kw_only=True)
class Portfolio:
    """All that one party or leader answers for (责任清单)."""

    party: str
    leading: tuple[Project, ...] = ()
    """Projects that it leads (主办)."""
    helping: tuple[Project, ...] = ()
    """Projects that it helps with (协办)."""
    overseeing: tuple[Project, ...] = ()
    """Projects that it is the head in charge of (分管)."""

    def table(self, lang: Lang = "zh") -> list[list[str]]:
        """One row a project: role, number, name, target, deadline."""
        parts = ((Role.LEAD, self.leading), (Role.PARTNER, self.helping), (Role.LEADER, self.overseeing))
        return [
            [
                role.text(lang),
                p.no,
                p.name,
                "、".join(str(t) for t in p.all_targets) or say("projects.no-figure", lang),
                str(p.due),
            ]
            for role, projects in parts
            for p in projects
        ]

    def headers(self, lang: Lang = "zh") -> list[str]:
        """Headings of `table`."""
        return [say(f"projects.{h}", lang) for h in ("role", "number", "name", "targets", "deadline")]

    def __str__(self) -> str:
        table = grid(self.headers(), self.table(), widest=(None, None, 24, 36, 12))
        return f"{self.party}\n{table}"

    def _repr_html_(self) -> str:
        return html_grid(self.headers(), self.table(), title=self.party)
