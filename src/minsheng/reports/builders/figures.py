"""The figures of a standing as they are printed (数字), each with its exact value and its sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from minsheng.calendars import day_text
from minsheng.errors import Lang, Undefined, say
from minsheng.reports.blocks import Figure, Run, Tone
from minsheng.standing import Level, Node
from minsheng.standing.percents import percent
from minsheng.targets import Quantity

_TONES = {
    "green": Tone.GOOD,
    "yellow": Tone.CAUTION,
    "orange": Tone.CAUTION,
    "red": Tone.ALERT,
    "grey": Tone.QUIET,
}


def tone(level: Level) -> Tone:
    """The colour that the rule pack gives a level."""
    return _TONES.get(level.colour, Tone.PLAIN)


def light(level: Level, lang: Lang, sources: Iterable[str] = (), *, strong: bool = False) -> Run:
    """Mark and word of a level: ■滞后."""
    return Run(f"{level.mark}{level.label(lang)}", strong=strong, tone=tone(level), sources=sources)


def count(things: Iterable[str]) -> Figure:
    """How many: the number of its sources."""
    sources = tuple(things)
    return Figure(str(len(sources)), value=len(sources), measure="count", sources=sources)


def share(part: Iterable[str], whole: int) -> Figure:
    """Part of a whole in percent; its sources are the part."""
    sources = tuple(part)
    value = Fraction(len(sources), whole)
    return Figure(percent(value), value=value, measure="share", sources=sources)


def unknown(reason: Undefined | str, lang: Lang) -> Run:
    """What stands in place of a number that nobody knows."""
    return Run(reason.text(lang) if isinstance(reason, Undefined) else reason, tone=Tone.QUIET)


def target(node: Node, lang: Lang) -> Run:
    """年度目标, as printed in the plan."""
    sources = [source for source in node.cites if source.startswith("plan:") and ".targets[" in source]
    if node.target is None:
        return unknown(node.ratio if isinstance(node.ratio, Undefined) else "", lang)
    quantity = node.target.quantity
    if isinstance(quantity, Undefined):
        return unknown(quantity, lang)
    return Figure(node.target.text, value=quantity.value, measure="target", sources=sources)


def done(node: Node, lang: Lang) -> Run:
    """累计完成; of a standard there is nothing to add up."""
    return unknown("—", lang) if not node.counted else amount(node.done, "done", _entries(node.cites), lang)


def amount(quantity: Quantity | Undefined, measure: str, sources: Iterable[str], lang: Lang) -> Run:
    """A quantity as printed, in its unit."""
    if isinstance(quantity, Undefined):
        return unknown(quantity, lang)
    return Figure(quantity.short, value=quantity.value, measure=measure, sources=sources)


def ratio(node: Node, lang: Lang) -> Run:
    """完成比例: of a target raw, not capped; of several parts their mean, or what it is at least."""
    if node.missing:
        return Figure(node.ratio_text, value=node.at_least, measure="at-least", sources=node.sources)
    if isinstance(node.ratio, Undefined):
        return unknown(node.ratio, lang)
    return Figure(node.ratio_text, value=node.ratio, measure="ratio" if node.target else "mean", sources=node.sources)


def at_least(node: Node) -> Figure:
    """What the mean of several parts is at least, for a sentence that says "at least" itself."""
    text = node.ratio_text.removeprefix("≥")
    return Figure(text, value=node.at_least, measure="at-least", sources=node.sources)


def expected(node: Node, lang: Lang) -> Run:
    """序时目标."""
    if isinstance(node.expected, Undefined):
        return unknown(node.expected, lang)
    sources = tuple(source for source in node.sources if source.startswith("plan:"))
    measure = "expected-mean" if node.is_whole else "expected"
    return Figure(node.expected_text, value=node.expected, measure=measure, sources=sources)


def gap(node: Node, lang: Lang) -> Run:
    """偏差, in percentage points: + ahead of the trajectory, - behind it."""
    printed = node.figures
    if isinstance(printed, Undefined):
        return unknown(printed, lang)
    ahead = -printed.gap
    text = f"{ahead:+}" if ahead else "0.0"
    return Figure(text, value=ahead, measure="gap", sources=node.sources, tone=tone(node.level))


def day(value: date | Undefined | None, lang: Lang, sources: Iterable[str] = ()) -> Run:
    """A day, or why there is none."""
    if value is None:
        return unknown(say("reports.none-yet", lang), lang)
    return unknown(value, lang) if isinstance(value, Undefined) else Run(day_text(value, lang), sources=sources)


def _entries(cites: Iterable[str]) -> tuple[str, ...]:
    return tuple(source for source in cites if source.startswith("entry:"))
