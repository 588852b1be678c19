"""Funds received and spent against the plan (资金到位和支出)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import frozen

from minsheng.errors import Lang, Undefined, brackets, say
from minsheng.ledger import FundingReported, View
from minsheng.standing.percents import percent
from minsheng.targets import Quantity

NOT_REPORTED = Undefined("没有资金填报")


@frozen(kw_only=True)
class Money:
    """One source of a project's money (资金): planned, received, spent, and their ratios, raw."""

    project: str
    source: str
    """As the plan has it; empty where the plan names none."""
    planned: Quantity | Undefined
    received: Quantity | Undefined
    """累计到位"""
    spent: Quantity | Undefined
    """累计支出"""
    last: date | None
    """Day of the last report; None if there is none."""
    entries: tuple[str, ...] = ()

    @property
    def received_ratio(self) -> Fraction | Undefined:
        """到位率: received ÷ planned."""
        return _ratio(self.received, self.planned)

    @property
    def spent_ratio(self) -> Fraction | Undefined:
        """支出率: spent ÷ planned."""
        return _ratio(self.spent, self.planned)

    @property
    def used_ratio(self) -> Fraction | Undefined:
        """Spent ÷ received; above 1 where more was spent than came in."""
        return _ratio(self.spent, self.received)

    def text(self, lang: Lang = "zh") -> str:
        """Planned, received and spent with their ratios.

        >>> from minsheng.projects import Funding, Plan, Project
        >>> plan = Plan(
        ...     year=2024, projects=[Project(no="1", name="道路", funding=[Funding(source="县级", amount="400万元")])]
        ... )
        >>> said = FundingReported("1", received="300万元", spent="120万元", on="2024-06-30")
        >>> print(*money(View.of(plan, [said], day="2024-06-30"), "1"))
        县级：计划400万元，到位300万元（75.0%），支出120万元（30.0%）
        """
        parts = {
            "source": self.source or say("standing.money-source", lang),
            "planned": self.planned.text(lang) if isinstance(self.planned, Undefined) else self.planned.short,
            "received": _shown(self.received, self.received_ratio, lang),
            "spent": _shown(self.spent, self.spent_ratio, lang),
        }
        return say("standing.money", lang, **parts)

    def __str__(self) -> str:
        return self.text()


def money(view: View, number: str) -> tuple[Money, ...]:
    """Each source of a project's money: those of the plan first, then what was reported beside them.

    The latest report of a source counts, each of its two totals for itself.

    Raises:
        UnknownNumber: the plan has no such project.
    """
    project = view.plan.project(number)
    planned: dict[str, Quantity | Undefined] = {funding.source: funding.amount for funding in project.funding}
    only = next(iter(planned)) if len(planned) == 1 else ""
    received: dict[str, Quantity] = {}
    spent: dict[str, Quantity] = {}
    last: dict[str, date] = {}
    entries: dict[str, dict[str, str]] = {}
    for entry in view.entries:
        said = entry.statement
        if not isinstance(said, FundingReported) or said.project != project.no:
            continue
        source = said.source or only
        for kind, amount, found in (("received", said.received, received), ("spent", said.spent, spent)):
            if amount is not None:
                found[source] = amount
                entries.setdefault(source, {})[kind] = entry.id
        last[source] = said.on
    return tuple(
        Money(
            project=project.no,
            source=source,
            planned=planned.get(source, Undefined("计划未列这项资金")),
            received=received.get(source, NOT_REPORTED),
            spent=spent.get(source, NOT_REPORTED),
            last=last.get(source),
            entries=tuple(dict.fromkeys(entries.get(source, {}).values())),
        )
        for source in dict.fromkeys((*planned, *last))
    )


def _ratio(part: Quantity | Undefined, whole: Quantity | Undefined) -> Fraction | Undefined:
    if isinstance(part, Undefined):
        return part
    if isinstance(whole, Undefined):
        return whole
    if not part.unit.converts_to(whole.unit):
        return Undefined("单位不同，不能相比")
    return part.base / whole.base if whole.base else Undefined("分母为0")


def _shown(amount: Quantity | Undefined, ratio: Fraction | Undefined, lang: Lang) -> str:
    if isinstance(amount, Undefined):
        return amount.text(lang)
    shown = percent(ratio) if isinstance(ratio, Fraction) else ""
    return amount.short + brackets(shown, lang)
