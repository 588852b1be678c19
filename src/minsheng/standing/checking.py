"""Whether a pack decides every case (规则检查), and one plan under several packs (规则对比)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from attrs import field, frozen

from minsheng.calendars import WorkCalendar, day_text
from minsheng.errors import Finding, Lang, Place, Problems, Severity, say
from minsheng.ledger import View
from minsheng.standing.assess import assess
from minsheng.standing.levels import Level
from minsheng.standing.packs import load_rules
from minsheng.standing.rules import Rules
from minsheng.standing.standing import Standing
from minsheng.standing.weights import Weight
from minsheng.text import grid, html_grid, shortened

_NAME_COLUMNS = 30


def check_pack(source: Rules | str | Path, *, lang: Lang = "zh") -> tuple[Finding, ...]:
    """All that a pack does not decide, or decides twice; reasoned from its bounds, not by trying numbers.

    Gaps and overlaps that the pack does not declare are errors, and no such pack can be used. Gaps that it declares as
    its text's own are errors too, for whoever wants to use it as it stands; what the text leaves open beside its numbers
    is told as a warning, in the pack's own words of `lang`. None of level error: every input comes to exactly one level.

    Raises:
        UnknownRules: neither a shipped name nor a file.
        Unreadable: the file is no TOML in UTF-8.

    >>> check_pack("minsheng-default")
    ()
    >>> [str(finding) for finding in check_pack("yinchuan-2025") if finding.severity is Severity.ERROR]
    ['$.rules[1].open：第2条（points-below）：原文没有规定(0, 10)：原文只规定完成序时进度的亮绿灯、低于10至30个百分点（含）的亮黄灯']
    """
    try:
        rules = source if isinstance(source, Rules) else load_rules(source)
    except Problems as problems:
        return problems.findings
    found = []
    for number, rule in enumerate(rules.rules):
        for band in rule.bands:
            if band.open:
                found.append(
                    Finding.of(
                        "standing.open-band",
                        Severity.ERROR,
                        Place(path=f"$.rules[{number}].open"),
                        rule=number + 1,
                        basis=rule.basis.value,
                        band=band,
                        why=band.why(lang),
                    )
                )
    for number, point in enumerate(rules.open_points):
        place = Place(path=f"$.open[{number}]")
        found.append(Finding.of("standing.open-point", Severity.WARNING, place, why=point.text(lang)))
    return tuple(found)


def _standings(value: Iterable[Standing]) -> tuple[Standing, ...]:
    return tuple(value)


@frozen(kw_only=True)
class Comparison:
    """One plan on one day under several packs (规则对比): the same figures, each county's own words."""

    standings: tuple[Standing, ...] = field(converter=_standings, repr=False)
    """One a pack, in the order in which they were given."""

    @property
    def rules(self) -> tuple[Rules, ...]:
        """The packs."""
        return tuple(standing.rules for standing in self.standings)

    @cached_property
    def levels(self) -> Mapping[str, tuple[Level, ...]]:
        """Level of each project, and of the whole ("plan"), under each pack."""
        nodes = [node.id for node in (*self.standings[0].projects, self.standings[0].plan)] if self.standings else []
        return {id: tuple(standing[id].level for standing in self.standings) for id in nodes}

    def differing(self) -> tuple[str, ...]:
        """Numbers of projects that mean well under one pack and do not under another; the unranked do not count."""
        found = []
        for node in self.standings[0].projects if self.standings else ():
            fine = {
                rules.is_fine(level)
                for rules, level in zip(self.rules, self.levels[node.id], strict=True)
                if level.rank is not None
            }
            if len(fine) > 1:
                found.append(node.id)
        return tuple(found)

    def headers(self, lang: Lang = "zh") -> list[str]:
        """Headings of `table`; a pack by its place and year, `sources` has its whole title."""
        first = [say(f"standing.column-{column}", lang) for column in ("id", "name", "ratio", "expected")]
        return [*first, *(f"{r.place}{r.year or ''}" if r.place else r.title(lang) for r in self.rules)]

    def table(self, lang: Lang = "zh") -> list[list[str]]:
        """A line each project and the whole: number, name, done, trajectory, and the level under each pack."""
        if not self.standings:
            return []
        first, lines = self.standings[0], []
        for node in (*first.projects, first.plan):
            whole = node is first.plan
            name = say("standing.whole-plan", lang) if whole else shortened(node.name, _NAME_COLUMNS)
            words = [f"{level.mark} {level.label(lang)}" for level in self.levels[node.id]]
            lines.append(["" if whole else node.id, name, node.ratio_text, node.expected_text, *words])
        return lines

    def sources(self, lang: Lang = "zh") -> list[str]:
        """Where each pack is written, a line each."""
        return [
            say("standing.pack-source", lang, rules=pack.title(lang), source=pack.cited(lang)) for pack in self.rules
        ]

    def head(self, lang: Lang = "zh") -> str:
        """Plan and day."""
        if not self.standings:
            return ""
        first, n = self.standings[0], len(self.standings)
        return say("standing.compared", lang, plan=first.plan.name, day=day_text(first.day, lang), n=n)

    def __str__(self) -> str:
        return "\n".join([self.head(), grid(self.headers(), self.table()), *self.sources()])

    def _repr_html_(self) -> str:
        return html_grid(self.headers(), self.table())


def compare(
    view: View,
    *,
    calendar: WorkCalendar,
    rules: Sequence[Rules | str],
    weights: Mapping[str, Weight] | None = None,
) -> Comparison:
    """How the same plan stands under several packs.

    Raises:
        UnknownRules: no shipped pack has one of the names.
    """
    return Comparison(standings=[assess(view, calendar=calendar, rules=pack, weights=weights) for pack in rules])
