"""What a circular reports of a project (进展数据): figures and rates with the target that they speak of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from minsheng.errors import InvalidValue, Severity, Undefined
from minsheng.intake.circulars.days import day_in_heading, day_of_period, day_reported
from minsheng.intake.drafts import Draft, Report
from minsheng.intake.passages import Passage
from minsheng.intake.source import Spot
from minsheng.intake.tables.columns import bare_number, says_nothing, unit_in_bracket
from minsheng.intake.trail import Trail
from minsheng.projects import Project
from minsheng.targets import (
    FoundReport,
    Qualifier,
    Quantity,
    Said,
    Target,
    Unit,
    default_units,
    find_reported,
    percent_of,
)
from minsheng.text import number, squeeze

_TOLERANCE = Decimal(1)
"""Percentage points by which a printed rate may miss figure over target: some print whole ones."""


@frozen(kw_only=True)
class ProgressFigure:
    """A reported figure of a project (进展数据), as a circular prints it."""

    text: str
    """As printed."""
    as_of: date | Undefined
    """The day that it speaks of (截至日期)."""
    value: Decimal | None = None
    """Done so far, or within the period if `added`; None where only a rate is printed."""
    unit: Unit | None = None
    """None where the document prints no measure word and no target gives one."""
    percent: Decimal | None = None
    """The printed rate, never a computed one."""
    qualifier: Qualifier = Qualifier.EXACT
    target: str = ""
    """Id of the target that it speaks of; empty where it can be tied to none, or to several."""
    counted: str = ""
    """What is counted: 小区."""
    added: bool = False
    """What the month added (本月完成), no total."""
    where: Passage = field(default=Passage(""), repr=False, eq=False)
    rate_at: Passage = field(default=Passage(""), repr=False, eq=False)
    """The words of the rate, where they stand apart from the figure's."""

    @property
    def quantity(self) -> Quantity | None:
        """The figure with its unit; the rate where there is no figure; None without a unit."""
        if self.value is None:
            return None if self.percent is None else Quantity(value=self.percent, unit=default_units().get("%"))
        return None if self.unit is None else Quantity(value=self.value, unit=self.unit, qualifier=self.qualifier)


@frozen(kw_only=True)
class _Value:
    """An amount in a cell of its own."""

    value: Decimal
    unit: Unit | None = None
    qualifier: Qualifier = Qualifier.EXACT
    where: Passage


def progress_of(
    draft: Draft,
    project: Project,
    index: int,
    as_of: date | Undefined,
    year: int,
    places: Mapping[str, Passage],
    trail: Trail,
) -> tuple[ProgressFigure, ...]:
    """The figures that are reported of a project, each with its evidence; what is left out is told.

    `places` has the words of each field, by its path.
    """
    if not draft.reports:
        return ()
    return tuple(_Teller(draft, project, index, as_of, year, places, trail).figures())


class _Teller:
    """Collects the figures of one project."""

    def __init__(
        self,
        draft: Draft,
        project: Project,
        index: int,
        as_of: date | Undefined,
        year: int,
        places: Mapping[str, Passage],
        trail: Trail,
    ) -> None:
        self.draft, self.project, self.trail, self.year = draft, project, trail, year
        self.path = f"$.projects[{index}]"
        self.of_all = as_of
        """The day that the circular speaks of."""
        self.as_of = as_of
        """The day that the line at hand speaks of."""
        self.targets = {t.id: t for _, t in self._targets()}
        self.at: dict[Spot, dict[str, Target]] = defaultdict(dict)
        """Paragraph or cell → the targets whose words stand there."""
        for path, target in self._targets():
            passage = places.get(path)
            for span in passage.spans if passage is not None else ():
                self.at[span.spot][target.id] = target

    def _targets(self) -> Iterator[tuple[str, Target]]:
        for t, target in enumerate(self.project.targets):
            yield f"{self.path}.targets[{t}]", target
        for i, item in enumerate(self.project.items):
            for t, target in enumerate(item.targets):
                yield f"{self.path}.items[{i}].targets[{t}]", target

    def figures(self) -> Iterator[ProgressFigure]:
        n = 0
        for report in self.draft.reports:
            for passage in (*report.done, *report.rate, *report.added, *report.words):
                self.trail.use(passage)
            told = self._told(report)
            for figure, rule, sure in told:
                sure *= self.draft.confidence
                if self.trail.is_torn(figure.where):
                    sure = min(sure, 0.6)
                    words, path = figure.where.squeezed().text[:40], f"{self.path}.progress[{n}]"
                    no = self.project.no
                    self.trail.find(
                        "intake.line-end-doubtful", Severity.WARNING, figure.where, no=no, field=path, text=words
                    )
                self.trail.note(f"{self.path}.progress[{n}]", figure.where, f"progress.{rule}", sure)
                if figure.rate_at:
                    self.trail.note(f"{self.path}.progress[{n}]", figure.rate_at, "progress.rate", sure)
                self._check(figure)
                n += 1
                yield figure

    def _find(self, code: str, where: Passage, /, **fields: object) -> None:
        self.trail.find(code, Severity.WARNING, where, no=self.project.no, field="progress", **fields)

    def _told(self, report: Report) -> list[tuple[ProgressFigure, str, float]]:
        """The figures of one line: totals with their rates, in the order of the targets of the line."""
        day = day_in_heading(report.heading, self.year) if report.heading else None
        self.as_of = self.of_all if day is None else day
        targets = self._of_line(report)
        values = [value for cell in report.done for value in _values(cell)]
        rates = [rate for cell in report.rate for rate in _percents(cell)]
        found = [self._valued(value, k, len(values), report, targets) for k, value in enumerate(values)]
        words = [c for c in report.done if not _values(c) and not _percents(c)]
        words += [c for c in report.rate if not _percents(c)]
        for text in (*words, *report.words):
            if not says_nothing(text.text):
                found += self._in_words(text, targets, seen={f.value for f, _, _ in found if f.value is not None})
        found = self._with_rates(found, rates, targets)
        if not any(f.value is not None for f, _, _ in found):
            added = [value for cell in report.added for value in _values(cell)]
            for k, value in enumerate(added):
                figure, _, _ = self._valued(value, k, len(added), report, targets)
                self._find("intake.added-only", value.where, text=figure.text)
                found.append((evolve(figure, added=True), "added", 0.6))
        return found

    def _valued(
        self, value: _Value, k: int, n: int, report: Report, targets: Sequence[Target]
    ) -> tuple[ProgressFigure, str, float]:
        """The figure of a cell for totals, the `k`th of `n` of its line."""
        fitting = list(targets)
        if value.unit is not None and len(targets) > 1:
            unit = value.unit
            fitting = [t for t in targets if not isinstance(t.unit, Undefined) and t.unit.converts_to(unit)]
        target = fitting[0] if len(fitting) == 1 else targets[k] if len(targets) == n else None
        unit_told = value.unit or self._unit(report, targets, target)
        times = 1
        if value.unit is None and unit_told is not None:
            times = _times(value.value, report.unit, unit_told, target.quantity if target is not None else None)
            unit_told = unit_told.folded[1]
        figure = ProgressFigure(
            text=value.where.squeezed().text,
            as_of=self.as_of,
            value=value.value * times,
            unit=unit_told,
            qualifier=value.qualifier,
            target=target.id if target is not None else "",
            where=value.where,
        )
        return figure, "table", 0.97 if target is not None and unit_told is not None else 0.75

    def _with_rates(
        self,
        found: list[tuple[ProgressFigure, str, float]],
        rates: Sequence[tuple[Decimal, Passage]],
        targets: Sequence[Target],
    ) -> list[tuple[ProgressFigure, str, float]]:
        """The figures with the rates of the line's own columns, one to one where there are as many; else the rates beside them."""
        open_ = [k for k, (f, _, _) in enumerate(found) if f.value is not None and f.percent is None]
        told = list(found)
        if len(rates) == len(open_):
            for k, (percent, where) in zip(open_, rates, strict=True):
                told[k] = (evolve(told[k][0], percent=percent, rate_at=where), *told[k][1:])
            return told
        known = {f.percent for f, _, _ in found}
        for k, (percent, where) in enumerate(rates):
            if percent in known:
                continue
            target = targets[0] if len(targets) == 1 else targets[k] if len(targets) == len(rates) else None
            figure = ProgressFigure(
                text=where.squeezed().text,
                as_of=self.as_of,
                percent=percent,
                target=target.id if target is not None else "",
                where=where,
            )
            told.append((figure, "rate", 0.9 if not open_ else 0.6))
        return told

    def _of_line(self, report: Report) -> list[Target]:
        """The targets whose words stand in the line; all of the project where the line is all that is said."""
        own: dict[str, Target] = {}
        for passage in report.goal:
            for span in passage.spans:
                own |= self.at.get(span.spot, {})
        if own:
            return list(own.values())
        return list(self.targets.values()) if len(self.draft.reports) == 1 else []

    def _unit(self, report: Report, targets: Sequence[Target], target: Target | None) -> Unit | None:
        """The unit of a bare figure: of its target, of all targets of the line, of the table, of the words it counts."""
        of = [target] if target is not None else targets
        units = {t.unit for t in of if not isinstance(t.unit, Undefined)}
        if len(units) == 1:
            return units.pop()
        if units:
            return None
        word = report.unit or next((w for p in report.goal if (w := _counted_in(p.text))), "")
        return default_units().get(word) if word else None

    def _in_words(
        self, passage: Passage, targets: Sequence[Target], seen: set[Decimal]
    ) -> list[tuple[ProgressFigure, str, float]]:
        """The figures of a running text: totals of what a target counts, and printed rates."""
        as_of: date | Undefined = (
            day_reported(passage.text, self.year) or day_of_period(passage.text, self.year) or self.as_of
        )
        found: list[tuple[ProgressFigure, str, float]] = []
        sentence = -1
        for report in find_reported(passage.text):
            where = passage[report.start : report.end]
            at = passage.text.count("。", 0, report.start)
            share = report.quantity.unit.is_share
            if report.said is Said.RATE:
                own = _measured(report, targets)
                last = found[-1] if found and at == sentence and own is None else None
                if last is not None and last[0].percent is None and last[0].value is not None:
                    rated = evolve(last[0], percent=report.quantity.value, rate_at=where)
                    found[-1] = (rated, last[1], last[2] * 0.97)
                    if sum(f.value is not None for f, _, _ in found) > 1:
                        self._find("intake.rate-untied", where, text=where.text)
                    continue
                figure = ProgressFigure(
                    text=where.squeezed().text,
                    as_of=as_of,
                    percent=report.quantity.value,
                    where=where,
                    target=own.id if own is not None else targets[0].id if len(targets) == 1 else "",
                )
                found.append((figure, "words.rate", 0.8 if report.confidence > 0.8 else 0.7))
                sentence = at
                continue
            fitting = _fitting(report, targets)
            begun = report.said is Said.OPEN and any(_BEGUN in t.label for t in fitting) and _BEGUN in report.label
            if (report.said not in (Said.DONE, Said.ADDED) and not begun) or (targets and not fitting):
                counts = not share and not report.quantity.unit.is_money
                if (
                    fitting or (counts and (not targets or report.said is Said.DONE))
                ) and report.said is not Said.PLANNED:
                    self._find("intake.progress-left-out", where, text=where.squeezed().text)
                continue
            if not targets and (share or report.quantity.unit.is_money):
                self._find("intake.progress-left-out", where, text=where.squeezed().text)
                continue
            if report.said is Said.ADDED:
                self._find("intake.progress-left-out", where, text=where.squeezed().text)
                continue
            if report.quantity.value in seen:
                self.trail.use(where)
                continue
            figure = ProgressFigure(
                text=where.squeezed().text,
                as_of=as_of,
                value=report.quantity.value,
                unit=report.quantity.unit,
                qualifier=report.quantity.qualifier,
                target=fitting[0].id if len(fitting) == 1 else "",
                counted=report.counted,
                where=where,
            )
            sure = report.confidence * (1.0 if len(fitting) == 1 else 0.8)
            if report.confidence < 0.9:  # of which target it speaks is another question, asked below
                self._find("intake.progress-doubtful", where, text=where.squeezed().text)
            found.append((figure, f"words.{report.rule}", sure))
            sentence = at
        return _each_target_once(found, self)

    def _check(self, figure: ProgressFigure) -> None:
        """A rate that the figure and its target do not give; a figure without unit, target or day."""
        target = self.targets.get(figure.target)
        if figure.value is not None and figure.unit is None:
            self._find("intake.progress-without-unit", figure.where, text=figure.text)
        elif figure.value is not None and target is None:
            self._find("intake.progress-untied", figure.where, text=figure.text)
        quantity = target.quantity if target is not None else None
        if (
            figure.percent is not None
            and figure.value is not None
            and isinstance(quantity, Quantity)
            and figure.unit == quantity.unit
            and not quantity.unit.is_share
            and quantity.value
        ):
            rate = figure.value * 100 / quantity.value
            if abs(rate - figure.percent) > _TOLERANCE:
                shown = format(figure.percent.normalize(), "f")
                self._find("intake.rate-differs", figure.where, text=figure.text, rate=f"{shown}%", target=target)


_BEGUN = "开工"  # 新开工项目80个 is done where 新开工项目100个 was the target
_SCALED = re.compile(r"\d([万亿])")
_BEYOND = 5
"""So many times its target no figure is."""


def _times(value: Decimal, word: str, unit: Unit, goal: Quantity | Undefined | None) -> int:
    """What a bare figure is multiplied by: the table's measure word is 万亩, or its target is printed so (4.5万亩)."""
    times, base = default_units().get(word).folded if word else (1, unit)
    if times > 1 and base == unit.folded[1]:
        return times
    if unit.folded[0] > 1:
        return unit.folded[0]
    if isinstance(goal, Quantity) and (scaled := _SCALED.search(squeeze(goal.text))) is not None:
        times = {"万": 10_000, "亿": 100_000_000}[scaled[1]]
        return times if value * times <= _BEYOND * goal.value else 1
    return 1


def _each_target_once(
    found: list[tuple[ProgressFigure, str, float]], teller: _Teller
) -> list[tuple[ProgressFigure, str, float]]:
    """Of two totals of one target in one text the larger stands: 累计 after 其中 or 已建成; the other is told."""
    best: dict[tuple[str, str], int] = {}
    kept: list[tuple[ProgressFigure, str, float]] = []
    for entry in found:
        figure = entry[0]
        key = (figure.target, figure.counted if not figure.target else "")
        if figure.value is None or not figure.target or key not in best:
            if figure.value is not None and figure.target:
                best[key] = len(kept)
            kept.append(entry)
            continue
        other = kept[best[key]]
        larger = figure.value > (other[0].value or 0)
        chosen, left = (entry, other) if larger else (other, entry)
        kept[best[key]] = (chosen[0], chosen[1], min(chosen[2], 0.7))
        teller._find("intake.progress-left-out", left[0].where, text=left[0].text)
    return kept


_OF_WHAT = 4
"""Characters at the end of its name by which a rate is that of a target."""


def _measured(report: FoundReport, targets: Sequence[Target]) -> Target | None:
    """The target that is a rate itself, if the reported one goes by the same name: 在园人数占比达41.5%."""
    name = report.label[-_OF_WHAT:]
    if len(name) < _OF_WHAT or len(targets) < 2:
        return None
    same = [t for t in targets if t.label.endswith(name) and not isinstance(t.unit, Undefined) and t.unit.is_share]
    return same[0] if len(same) == 1 else None


def _fitting(report: FoundReport, targets: Sequence[Target]) -> list[Target]:
    """The targets that a reported figure may speak of: of its kind of unit, and of what it counts where that tells."""
    unit = report.quantity.unit
    same = [t for t in targets if not isinstance(t.unit, Undefined) and t.unit.converts_to(unit)]
    if unit.is_share:
        same = [t for t in same if t.label and report.label and (t.label in report.label or report.label in t.label)]
    if len(same) <= 1:
        return (
            [] if report.said is Said.DONE and not unit.is_share and any(_of_another(report, t) for t in same) else same
        )
    for names in (_nouns(report.counted), _nouns(report.label)):
        told = [t for t in same if names & _nouns(t.counted + t.label)]
        if len(told) == 1:
            return told
        same = told or same
    return same


_WORK = re.compile(
    r"累计|完成|建成|新改建|[新改修扩]建|建设|新增|改造|实施|发放|开展|投入|安装|服务|提供|培训|救助|惠及|其中|目前|实际|今年|[上下]半年|季度|超额|提前|圆满|全部|全[省市县区镇]|任务|计划|目标|项目|工程|[现共已均总]|达到?|约|[年月底\d\W]"
)
"""Words around what is counted, less which a label names it."""
_NAMED = 3
"""Characters that name something."""


def _of_another(report: FoundReport, target: Target) -> bool:
    """Whether both name what they count and have no character in common: 农村幸福院 and 养老服务中心."""
    said, wanted = (
        _WORK.sub("", label + counted)
        for label, counted in ((report.label, report.counted), (target.label, target.counted))
    )
    return len(said) >= _NAMED and len(wanted) >= _NAMED and not set(said) & set(wanted)


def _nouns(text: str) -> set[str]:
    """Pairs of characters: 停车泊位 and 泊位 share one."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _values(cell: Passage) -> list[_Value]:
    """The amounts of a cell that holds nothing else, one a line: 310, 约37处."""
    found = []
    for line in cell.lines():
        if bare_number(line.text):
            value = number(line.text)
            if value is None:
                return []
            found.append(_Value(value=value, where=line))
            continue
        try:
            quantity = Quantity.parse(line.text)
        except InvalidValue:
            return []
        if quantity.unit.is_share or quantity.upper is not None or not quantity.unit.known:
            return []
        found.append(_Value(value=quantity.value, unit=quantity.unit, qualifier=quantity.qualifier, where=line))
    return found


def _percents(cell: Passage) -> list[tuple[Decimal, Passage]]:
    """The percentages of a cell that holds nothing else; a bare number in a column for rates is one."""
    found = []
    for line in cell.split("、；;\n") if _RATES.search(cell.text) else cell.lines():
        line = line.stripped()
        value = percent_of(line.text)
        if value is None and bare_number(line.text):
            value = number(line.text)
        if value is None:
            return []
        found.append((value, line))
    return found


_RATES = re.compile(r"[%％]\s*[、；;]")
"""100%、87.5%: the rates of several figures."""
_UNIT_AT_END = re.compile(r"(人次|户次|人数|户数|件数|场次|次数|床位数|个数|公里数|户|人|场|件)$")


def _counted_in(text: str) -> str:
    """The measure word that a text without a number ends with: 一件事一次办理人次, 建成床位数（张）."""
    if word := unit_in_bracket(text):
        return word
    match = _UNIT_AT_END.search(squeeze(text))
    if match is None:
        return ""
    word = match[1].removesuffix("数")
    return word if word in default_units() and (len(word) > 1 or match[1] != word) else ""
