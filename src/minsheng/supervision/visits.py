"""Visits on site (现场督导), with what was found, and the cases and problems that they led to or served."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from minsheng.calendars import day_text
from minsheng.errors import Lang, comma, say
from minsheng.ledger import CaseVerified, Recorded, SiteVisited, View
from minsheng.supervision.book import CaseBook
from minsheng.supervision.case import Case
from minsheng.text import grid, html_grid


@frozen(kw_only=True)
class Visit:
    """Somebody went and looked (一线督导)."""

    entry: Recorded
    said: SiteVisited
    opened: tuple[Case, ...] = ()
    """The cases that it gave rise to."""
    verified: tuple[Case, ...] = ()
    """The cases that were verified on it."""

    @property
    def on(self) -> date:
        """The day."""
        return self.said.on

    @property
    def cases(self) -> tuple[Case, ...]:
        """All cases that have to do with it."""
        return (*self.opened, *(case for case in self.verified if case not in self.opened))

    def text(self, lang: Lang = "zh") -> str:
        """Day, who, where, what was found, in one line."""
        return self.entry.text(lang)

    def __str__(self) -> str:
        return self.text()


@frozen(kw_only=True)
class VisitList:
    """All visits on site of a plan (督导记录), by day; a sequence."""

    visits: tuple[Visit, ...] = field(repr=False)

    def __iter__(self) -> Iterator[Visit]:
        return iter(self.visits)

    def __len__(self) -> int:
        return len(self.visits)

    def of(self, case: str) -> tuple[Visit, ...]:
        """Those that a case has to do with, by its id."""
        return tuple(visit for visit in self.visits if any(case in found.ids for found in visit.cases))

    def on(self, project: str) -> tuple[Visit, ...]:
        """Those to exactly this project, item or target."""
        return tuple(visit for visit in self.visits if visit.said.project == project)

    def headers(self, lang: Lang = "zh") -> list[str]:
        """Headings of `table`."""
        columns = ("on", "project", "place", "by", "found", "cases")
        return [say(f"supervision.column-{name}", lang) for name in columns]

    def table(self, lang: Lang = "zh") -> list[list[str]]:
        """A line each visit: day, project, place, who, what was found, which cases."""
        listed = comma(lang).join
        return [
            [
                day_text(visit.on, lang),
                visit.said.project,
                visit.said.place,
                listed(filter(None, (visit.said.by, *visit.said.visitors))),
                listed(visit.said.findings),
                listed(case.number for case in visit.cases),
            ]
            for visit in self.visits
        ]

    def __str__(self) -> str:
        return grid(self.headers(), self.table(), widest=(None, None, 16, 20, 40, 16))

    def _repr_html_(self) -> str:
        return html_grid(self.headers(), self.table(), title=say("supervision.visits", n=len(self)))


def visits(view: View, book: CaseBook) -> VisitList:
    """The visits of a view, with the cases of `book` that they led to or served."""
    opened: dict[str, list[Case]] = {}
    verified: dict[str, list[Case]] = {}
    for case in book:
        if case.notice.about:
            opened.setdefault(case.notice.about, []).append(case)
        for step in case.counted:
            if isinstance(step.said, CaseVerified) and step.said.visit:
                verified.setdefault(step.said.visit, []).append(case)
    found = []
    for entry, said in view.all(SiteVisited):
        ids = (*entry.replaces, entry.id)
        found.append(
            Visit(
                entry=entry,
                said=said,
                opened=tuple(c for id in ids for c in opened.get(id, ())),
                verified=tuple({c.id: c for id in ids for c in verified.get(id, ())}.values()),
            )
        )
    return VisitList(visits=tuple(found))
