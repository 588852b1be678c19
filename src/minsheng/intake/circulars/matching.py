"""A circular held against a plan (对照计划): which row speaks of which project, and the statements that follow."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from minsheng.calendars import Day, Period, PeriodKind, as_day
from minsheng.errors import Finding, InvalidValue, Lang, Place, Severity, Undefined
from minsheng.intake.circulars.progress import ProgressFigure
from minsheng.intake.doubts import said_finding
from minsheng.projects import Plan, Project
from minsheng.targets import Quantity, Target
from minsheng.text import key

if TYPE_CHECKING:
    from minsheng.ledger import Progress

_NAME, _SAME_NUMBER, _CONTENT = 0.55, 0.3, 0.5
"""How alike two texts must be: names alone, names under one number, contents."""
_COMMON = 60
"""Projects that share a pair of characters; a pair of more tells nothing."""


@frozen(kw_only=True)
class Match:
    """A row of the circular and the project that it speaks of (对应)."""

    row: str
    """Its number in the circular."""
    project: str
    """Number of the project in the plan."""
    how: str
    """number, name or content: what they have in common."""
    confidence: float


@frozen(kw_only=True)
class PlacedFigure:
    """A reported figure with what it is said of in the plan."""

    figure: ProgressFigure
    target: str
    """A target's id, or a project's number for a rate."""
    quantity: Quantity
    place: Place


def _matches(value: Iterable[Match]) -> tuple[Match, ...]:
    return tuple(value)


def _placed(value: Iterable[PlacedFigure]) -> tuple[PlacedFigure, ...]:
    return tuple(value)


def _found(value: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(value)


@frozen(kw_only=True)
class Matched:
    """What a circular says of a plan (对照结果)."""

    plan: Plan = field(repr=False)
    matches: tuple[Match, ...] = field(converter=_matches)
    figures: tuple[PlacedFigure, ...] = field(converter=_placed, repr=False)
    findings: tuple[Finding, ...] = field(converter=_found)
    """Rows and figures that have no place in the plan, and projects of which nothing is reported."""
    title: str = ""
    """Of the circular."""
    issuer: str = ""

    def doubts(self, lang: Lang = "zh") -> list[str]:
        """The findings, one a line, each with its code."""
        return [said_finding(f, lang) for f in self.findings]

    def statements(self, *, on: Day | None = None) -> tuple[Progress, ...]:
        """The figures as statements for a ledger, each with its words and their place as note.

        Args:
            on: the day that the figures speak of, where the circular prints none.

        Raises:
            InvalidValue: neither the circular nor `on` gives the day.
        """
        from minsheng.ledger import Progress  # on use: a notice needs no ledger to be read

        day = None if on is None else as_day(on)
        found = []
        for placed in self.figures:
            figure = placed.figure
            said_of = day if isinstance(figure.as_of, Undefined) else figure.as_of
            if said_of is None:
                raise InvalidValue("intake.day-of-figures", title=self.title)
            rate = (
                f"，{format(figure.percent, 'f')}%" if figure.percent is not None and figure.value is not None else ""
            )
            note = f"{self.title}：{figure.text}{rate}（{placed.place}）"
            total = None if figure.added else placed.quantity
            added = placed.quantity if figure.added else None
            period = Period.of(PeriodKind.MONTH, said_of) if figure.added else None
            found.append(
                Progress(placed.target, total=total, added=added, period=period, on=said_of, by=self.issuer, note=note)
            )
        return tuple(found)


def matched(
    rows: Plan, figures: Mapping[str, tuple[ProgressFigure, ...]], places: Mapping[tuple[str, int], Place], plan: Plan
) -> Matched:
    """Hold the rows of a circular against a plan: by number with a like name, by name, by content.

    Args:
        rows: the circular's own projects.
        figures: number of a row → what is reported there.
        places: number of a row, index of the figure → where it stands.
        plan: the plan that they are said of.
    """
    finder = _Finder(plan)
    findings: list[Finding] = []
    matches: list[Match] = []
    placed: list[PlacedFigure] = []
    for row in rows.projects:
        reported = figures.get(row.no, ())
        where = places.get((row.no, 0), Place())
        match = finder.match(row)
        if match is None:
            severity = Severity.WARNING if reported else Severity.INFO
            findings.append(Finding.of("intake.unmatched", severity, where, no=row.no, name=row.name, field="progress"))
            continue
        matches.append(match)
        if match.confidence < 0.9:
            to = plan.project(match.project)
            fields = {"no": row.no, "name": row.name, "project": to.no, "to": to.name, "field": "progress"}
            findings.append(Finding.of("intake.matched-loosely", Severity.WARNING, where, **fields))
        project = plan.project(match.project)
        targets = {t.id: t for t in row.all_targets}
        for k, figure in enumerate(reported):
            place = places.get((row.no, k), where)
            own = targets.get(figure.target)
            found = _place(figure, own, project)
            if found is None:
                fields = {"no": row.no, "text": figure.text, "project": project.no, "field": "progress"}
                findings.append(Finding.of("intake.figure-unplaced", Severity.WARNING, place, **fields))
                continue
            placed.append(PlacedFigure(figure=figure, target=found[0], quantity=found[1], place=place))
    told = {m.project for m in matches}
    for project in plan.projects:
        if project.no not in told:
            findings.append(
                Finding.of(
                    "intake.unreported", Severity.INFO, Place(), no=project.no, name=project.name, field="progress"
                )
            )
    twice = [n for n, times in Counter(m.project for m in matches).items() if times > 1]
    for no in twice:
        listed = tuple(m.row for m in matches if m.project == no)
        findings.append(
            Finding.of("intake.matched-twice", Severity.WARNING, Place(), project=no, rows=listed, field="progress")
        )
    document = rows.document
    return Matched(
        plan=plan, matches=matches, figures=placed, findings=findings, title=document.title, issuer=document.issuer
    )


def _place(figure: ProgressFigure, own: Target | None, project: Project) -> tuple[str, Quantity] | None:
    """What of a project a figure speaks of, and how much it is there; None where nothing tells."""
    counted = [t for t in project.all_targets if not t.standard]
    if figure.value is None:
        if figure.percent is None:
            return None
        target = _told(counted, figure, own)
        return (target.id if target is not None else project.no), Quantity(value=figure.percent, unit="%")
    target = _told([t for t in counted if figure.unit is None or _converts(t, figure)], figure, own)
    if target is None or isinstance(target.unit, Undefined):
        return None
    unit = figure.unit or target.unit
    return target.id, Quantity(value=figure.value, unit=unit, qualifier=figure.qualifier)


def _converts(target: Target, figure: ProgressFigure) -> bool:
    return not isinstance(target.unit, Undefined) and figure.unit is not None and target.unit.converts_to(figure.unit)


def _told(targets: list[Target], figure: ProgressFigure, own: Target | None) -> Target | None:
    """The target that a figure speaks of: the only one; that of the same amount; that of the same words."""
    if len(targets) == 1:
        return targets[0]
    if own is not None:
        for same in (
            [t for t in targets if t.quantity == own.quantity],
            [t for t in targets if _shared(t.label + t.counted, own.label + own.counted) >= _NAME],
        ):
            if len(same) == 1:
                return same[0]
    words = [t for t in targets if figure.counted and _shared(t.label + t.counted, figure.counted) > 0]
    return words[0] if len(words) == 1 else None


def _pairs(text: str) -> Counter[str]:
    plain = re.sub(r"[\W_]+", "", key(text)[:400])
    return Counter(plain[i : i + 2] for i in range(len(plain) - 1))


def _shared(a: str, b: str) -> float:
    """How alike two texts are: twice their common pairs of characters over all of them, 0 to 1."""
    return _alike(_pairs(a), _pairs(b))


def _alike(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


class _Finder:
    """Finds the project of a plan that a row speaks of; asked row by row, in time that does not grow with the plan."""

    def __init__(self, plan: Plan) -> None:
        self.by_number = {p.no: p for p in plan.projects}
        self.by_name: dict[str, list[Project]] = defaultdict(list)
        self.names = {p.no: _pairs(p.name) for p in plan.projects}
        self.contents = {p.no: _pairs(p.content + "".join(i.content for i in p.items)) for p in plan.projects}
        self.having: dict[str, list[str]] = defaultdict(list)
        for project in plan.projects:
            self.by_name[key(project.name)].append(project)
            for pair in self.names[project.no] | self.contents[project.no]:
                if len(self.having[pair]) <= _COMMON:
                    self.having[pair].append(project.no)

    def match(self, row: Project) -> Match | None:
        same = self.by_number.get(row.no)
        named = self.by_name.get(key(row.name), [])
        if len(named) == 1:
            return Match(row=row.no, project=named[0].no, how="name", confidence=1.0)
        name = _pairs(row.name)
        if same is not None and (same in named or _alike(name, self.names[same.no]) >= _SAME_NUMBER):
            return Match(row=row.no, project=same.no, how="number", confidence=0.95)
        best = self._best(name, self.names)
        if best is not None and best[1] >= _NAME:
            return Match(row=row.no, project=best[0], how="name", confidence=0.8)
        content = _pairs(row.content)
        if same is not None and _alike(content, self.contents[same.no]) >= _SAME_NUMBER:
            return Match(row=row.no, project=same.no, how="content", confidence=0.8)
        best = self._best(content, self.contents)
        if best is not None and best[1] >= _CONTENT:
            return Match(row=row.no, project=best[0], how="content", confidence=0.7)
        return None

    def _best(self, pairs: Counter[str], of: Mapping[str, Counter[str]]) -> tuple[str, float] | None:
        """The most alike, and how alike; None where two are equally so."""
        near = Counter(no for pair in pairs for no in self._having(pair))
        ranked = sorted(((_alike(pairs, of[no]), no) for no, _ in near.most_common(20)), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        return ranked[0][1], ranked[0][0]

    def _having(self, pair: str) -> Iterator[str]:
        found = self.having.get(pair, [])
        yield from found if len(found) <= _COMMON else ()
