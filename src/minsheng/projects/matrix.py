"""Who answers for what: the responsibility matrix (责任矩阵) and the portfolio of one party (责任清单)."""

from __future__ import annotations

from functools import cached_property
from html import escape

from attrs import frozen
from tabulate import tabulate

from minsheng.errors import Lang, say
from minsheng.projects.project import Project
from minsheng.responsibility import Assignment, Role


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

    def rows(self, lang: Lang = "zh") -> list[list[str]]:
        """One row a party: its name, then its roles in each project."""
        return [
            [party, *("、".join(r.text(lang) for r in self.roles(party, p.no)) for p in self.projects)]
            for party in self.parties
        ]

    def __str__(self) -> str:
        heads = [say("projects.party"), *(p.no for p in self.projects)]
        return tabulate(self.rows(), heads, "simple_outline", disable_numparse=True)

    def _repr_html_(self) -> str:
        return _html([say("projects.party"), *(p.no for p in self.projects)], self.rows())


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

    def rows(self, lang: Lang = "zh") -> list[list[str]]:
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

    def heads(self, lang: Lang = "zh") -> list[str]:
        """Headings of `rows`."""
        return [say(f"projects.{h}", lang) for h in ("role", "number", "name", "targets", "deadline")]

    def __str__(self) -> str:
        table = tabulate(
            self.rows(), self.heads(), "simple_outline", disable_numparse=True, maxcolwidths=[None, None, 24, 36, 12]
        )
        return f"{self.party}\n{table}"

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.party)}</p>{_html(self.heads(), self.rows())}"


def _html(heads: list[str], rows: list[list[str]]) -> str:
    head = "".join(f"<th>{escape(h)}</th>" for h in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
