"""The figures of a standing, computed anew from plan and entries alone: none of the library's folding, trajectories or rules.

Entries are read as the JSON they are stored as, so that not even their classes take part.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from minsheng.ledger import Statement, statement_json
from minsheng.projects import Plan, Project
from minsheng.reports import Figure
from minsheng.targets import Quantity

Entry = dict[str, object]

# 国办发明电〔2023〕7号, typed by hand: 元旦, 春节, 清明, 劳动节, 端午, 中秋, 国庆
_HOLIDAYS = [("01-01", 1), ("02-10", 8), ("04-04", 3), ("05-01", 5), ("06-10", 1), ("09-15", 3), ("10-01", 7)]
_REST = {date.fromisoformat(f"2024-{first}") + timedelta(n) for first, length in _HOLIDAYS for n in range(length)}
_WORK = {
    date.fromisoformat(f"2024-{day}")
    for day in ("02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12")
}
RANKS = ["overdue", "behind", "slipping", "on_track", "ahead", "done"]


def per_cent(value: Fraction) -> Decimal:
    """Half up to one digit."""
    exact = Decimal(value.numerator) * 100 / Decimal(value.denominator)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def written(statement: Statement) -> Entry:
    found: Entry = json.loads(statement_json(statement))
    return found


def _amount(text: object) -> Fraction:
    return Fraction(re.match(r"[\d.]+", str(text)).group())  # type: ignore[union-attr]  # every amount begins with digits


class Recount:
    """What plan and entries say on `day`; entries of later days do not count, corrections and changes do."""

    def __init__(self, plan: Plan, entries: Iterable[tuple[str, Entry]], day: date) -> None:
        self.plan, self.day = plan, day
        self.entries: dict[str, Entry] = {}
        """What each entry says in the end, by the id of the last that said it."""
        self._deadlines: dict[str, date] = {}
        for id, entry in entries:
            if entry["type"] == "corrected":
                del self.entries[str(entry["corrects"])]
                replacement = entry.get("replacement")
                if isinstance(replacement, dict):
                    self.entries[id] = replacement
            else:
                self.entries[id] = entry
        for entry in self.of("change_approved"):
            changes = entry["changes"]
            assert isinstance(changes, dict)
            assert list(changes) == ["deadlines"], "the example changes nothing else"
            self._deadlines[str(entry["project"])] = date.fromisoformat(changes["deadlines"][-1]["date"])

    def on(self, entry: Entry) -> date:
        return date.fromisoformat(str(entry["on"]))

    def of(self, kind: str) -> list[Entry]:
        """Entries of a kind up to the day."""
        return [e for e in self.entries.values() if e["type"] == kind and self.on(e) <= self.day]

    # targets

    def project(self, number: str) -> Project:
        return next(p for p in self.plan.projects if p.no == number.split(".")[0])

    def promised(self, target: str) -> Fraction:
        (found,) = [t.quantity for t in self.project(target).all_targets if t.id == target]
        assert isinstance(found, Quantity)
        return Fraction(found.value)

    def counted(self, piece: str) -> list[str]:
        """Ids of the targets of a project or item that are no standards."""
        project = self.project(piece)
        own = [t.id for t in project.all_targets if not t.standard and not isinstance(t.quantity, str)]
        return [id for id in own if piece == project.no or id == piece or id.startswith(f"{piece}.")]

    def reports(self, target: str, until: date | None = None) -> list[tuple[date, Fraction]]:
        """Totals reported for a target, the latest last."""
        last = min(self.day, until or self.day)
        found = [
            (self.on(e), _amount(e["total"]))
            for e in self.of("progress")
            if self.counted(str(e["target"])) == [target] and self.on(e) <= last
        ]
        return sorted(found, key=lambda report: report[0])

    def done(self, target: str) -> Fraction | None:
        found = self.reports(target)
        return found[-1][1] if found else None

    def added(self, target: str) -> Fraction | None:
        """What the month brought: against the last total before it, or from nothing; None without a report in it."""
        first = self.day.replace(day=1)
        before = self.reports(target, first - timedelta(1))
        now = self.done(target)
        assert now is not None
        if not any(on >= first for on, _ in self.reports(target, self.day)):
            return None
        return now - before[-1][1] if before else now

    def ratio(self, target: str) -> Fraction:
        done = self.done(target)
        assert done is not None
        return done / self.promised(target)

    def due(self, piece: str) -> date:
        project = self.project(piece)
        printed = project.deadlines[-1].day
        assert isinstance(printed, date)
        return self._deadlines.get(project.no, printed)

    def expected(self, piece: str) -> Fraction:
        """Days of the year so far, of the days up to the deadline."""
        passed, whole = ((d - date(d.year, 1, 1)).days + 1 for d in (self.day, self.due(piece)))
        return min(Fraction(1), Fraction(passed, whole))

    def gap(self, target: str) -> Fraction:
        """Points ahead, as the printed percentages differ."""
        return Fraction(per_cent(self.ratio(target))) - Fraction(per_cent(self.expected(target)))

    # pieces

    def share(self, project: Project) -> Fraction | None:
        """Mean of the items' means, each target at most 1; None without a number."""
        whole = [self.counted(f"{project.no}.{item.no}") for item in project.items] or [self.counted(project.no)]
        if not any(whole):
            return None
        return mean([mean([min(Fraction(1), self.ratio(t)) for t in targets]) for targets in whole])

    def complete(self, number: str) -> bool:
        """Recorded as complete."""
        return any(e["project"] == number for e in self.of("milestone_reached"))

    def level(self, line: str) -> str:
        """Of a target, or of a project without any."""
        if self.complete(self.project(line).no):
            return "done"
        if not self.counted(line):
            return "unknown"
        if self.ratio(line) >= 1:
            return "done"
        if (self.day - self.reports(line)[-1][0]).days > 31:
            return "stale"
        if self.day > self.due(line):
            return "overdue"
        behind = (self.expected(line) - self.ratio(line)) * 100
        bounds = [("ahead", -10), ("on_track", 5), ("slipping", 20)]
        return next((name for name, bound in bounds if behind <= bound), "behind")

    def lines(self) -> list[str]:
        """Every counted target, and every project without one, in the order of the plan."""
        return [line for p in self.plan.projects for line in self.counted(p.no) or [p.no]]

    def project_level(self, project: Project) -> str:
        levels = [self.level(line) for line in self.counted(project.no) or [project.no]]
        ranked = sorted((name for name in levels if name in RANKS), key=RANKS.index)
        worst = ranked[0] if ranked else "done"
        if "unknown" in levels:
            return "unknown" if RANKS.index(worst) >= RANKS.index("done") else worst
        if "stale" in levels:
            return "stale" if RANKS.index(worst) >= RANKS.index("on_track") else worst
        return worst

    # duties

    def duties(self, first: date, last: date) -> Iterator[tuple[str, str, date, str]]:
        """Rhythm, party, due day and state of each duty due between two days; of weeks, 旬 and months."""
        for day in (first + timedelta(n) for n in range((last - first).days + 14)):
            ends = []
            if day.weekday() == 6:
                week = f"{day.isocalendar().year}-W{day.isocalendar().week:02}"
                ends += [
                    (name, week, day - timedelta(6), self.plan.leads) for name in ("ledger_update", "weekly_meeting")
                ]
            month = f"{day:%Y-%m}"
            last_of_month = monthrange(day.year, day.month)[1]
            if day.day == last_of_month:
                ends.append(("report", month, day.replace(day=1), self.plan.leads))
            if day.day in (10, 20, last_of_month):
                third = min(2, (day.day - 1) // 10)
                head = ("县政府分管负责同志",)
                ends.append(("dispatch", f"{month}-X{third + 1}", day.replace(day=third * 10 + 1), head))
            for name, period, begin, parties in ends:
                due = day
                while due in _REST or (due.weekday() > 4 and due not in _WORK):
                    due -= timedelta(1)
                if first <= due <= last:
                    for party in parties:
                        yield name, party, due, self._state(name, party, period, begin, day, due)

    def _state(self, name: str, party: str, period: str, begin: date, end: date, due: date) -> str:
        deeds = [
            self.on(e)
            for e in self.of("duty_fulfilled")
            if e["activity"] == name
            and e["party"] == party
            and (e["period"] == period if "period" in e else begin <= self.on(e) <= end)
        ]
        if name == "ledger_update":  # whoever reports progress keeps the ledger
            told = [e for kind in ("progress", "milestone_reached") for e in self.of(kind)]
            deeds += [self.on(e) for e in told if e["by"] == party and begin <= self.on(e) <= end]
        if deeds:
            return "met" if min(deeds) <= due else "late"
        return "missed" if self.day > due else "open"

    # a figure by its own sources

    def _place(self, path: str) -> tuple[Project, int]:
        index, _, rest = path.removeprefix("plan:projects[").partition("]")
        return self.plan.projects[int(index)], int(re.findall(r"\[(\d+)\]", rest)[-1])

    def _due_of(self, figure: Figure) -> date:
        path = next(s for s in figure.sources if ".deadlines[" in s)
        return self.due(self._place(path)[0].no)

    def _promised_of(self, figure: Figure) -> Fraction:
        (path,) = [s for s in figure.sources if s.startswith("plan:") and ".targets[" in s]
        value: object = self.plan
        for name, index in re.findall(r"(\w+)(?:\[(\d+)\])?", path.removeprefix("plan:")):
            value = getattr(value, name)
            value = value[int(index)] if index else value  # type: ignore[index]  # a tuple of the plan
        quantity = getattr(value, "quantity")  # noqa: B009  # the field's type is not known here
        assert isinstance(quantity, Quantity)
        return Fraction(quantity.value)

    def _totals_of(self, figure: Figure) -> list[Fraction]:
        said = [self.entries.get(s.removeprefix("entry:")) for s in figure.sources]
        return [_amount(e["total"]) for e in said if e is not None and e["type"] == "progress"]

    def _ratio_of(self, figure: Figure) -> Fraction:
        (total,) = self._totals_of(figure)
        return total / self._promised_of(figure)

    def _expected_of(self, figure: Figure) -> Fraction:
        path = next(s for s in figure.sources if ".deadlines[" in s)
        return self.expected(self._place(path)[0].no)

    def by_sources(self, figure: Figure) -> Fraction:
        """The value of a figure from its sources alone; of a mean, which stands on many, see `share`."""
        match figure.measure:
            case "count":
                return Fraction(len(figure.sources))
            case "share":
                return Fraction(len(figure.sources), len(self.plan.projects))
            case "target":
                return self._promised_of(figure)
            case "done":
                return self._totals_of(figure)[0]
            case "ratio":
                return self._ratio_of(figure)
            case "expected":
                return self._expected_of(figure)
            case "gap" | "points-behind":
                done, expected = per_cent(self._ratio_of(figure)), per_cent(self._expected_of(figure))
                return Fraction(done - expected if figure.measure == "gap" else expected - done)
            case "days-late" | "days-left":
                return Fraction(abs((self.day - self._due_of(figure)).days))
            case "days-open":
                (key,) = figure.sources
                return Fraction((self.day - self.on(self.entries[key.removeprefix("entry:")])).days)
            case "added":
                totals = self._totals_of(figure)
                return totals[0] - totals[1] if len(totals) == 2 else totals[0]
            case measure:
                raise AssertionError(f"nobody recomputes {measure}")
