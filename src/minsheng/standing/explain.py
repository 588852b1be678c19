"""Why a node has its level (说明), in one sentence with figures, rule and source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from minsheng.calendars import day_text
from minsheng.errors import Lang, Undefined, brackets, comma, say, semicolon
from minsheng.standing.bandwords import band_text, step_text
from minsheng.standing.facts import Amendment, Facts
from minsheng.standing.percents import Figures, percent, percent_at_least
from minsheng.standing.verdicts import Verdict
from minsheng.targets import achievement
from minsheng.text import shortened

_NAMED = 3
_NAME_COLUMNS = 40
_WITHOUT_FIGURES = (Verdict.STANDARD, Verdict.STOPPED, Verdict.NO_NUMBER)
_WITHOUT_TRAJECTORY = (Verdict.REACHED, Verdict.RECORDED, Verdict.OVERDUE)


def explain(node: Facts, lang: Lang = "zh") -> str:
    """The sentence of `node`; a node with one counted child has the child's, and what was left out."""
    if node.same_as:
        only = next(child for child in node.children if child.id == node.same_as)
        return _joined([explain(only, lang), *_left_out(node, lang)], lang)
    if node.is_whole:
        return _joined([*_whole(node, lang), *_left_out(node, lang)], lang)
    remarks = _remarks(node, lang) if isinstance(node.ratio, Fraction) else ()
    parts = [*_figures(node, lang), *remarks, *_why(node, lang), *(_amended(a, lang) for a in node.amendments)]
    return _joined([*parts, *_left_out(node, lang), *_entries(node, lang), _caveat(node, lang)], lang)


def _joined(parts: Iterable[str], lang: Lang) -> str:
    return semicolon(lang).join(part for part in parts if part)


def _figures(node: Facts, lang: Lang) -> list[str]:
    """What is done of what, the trajectory and the gap; only what is known and what the verdict needs."""
    if node.verdict in _WITHOUT_FIGURES:
        return []
    printed = node.figures
    found = [_done(node, printed, lang), _members(node, lang)]
    if node.verdict in _WITHOUT_TRAJECTORY:
        return found  # when it is done or the day has passed, the trajectory has nothing to say
    if node.trajectory is not None and isinstance(node.expected, Fraction):
        expected = f"{printed.expected}%" if isinstance(printed, Figures) else percent(node.expected)
        found.append(say("standing.expected", lang, expected=expected, how=node.trajectory.text(lang)))
    if isinstance(printed, Figures):
        found.append(gap_text(printed.gap, lang))
    return found


def _done(node: Facts, printed: Figures | Undefined, lang: Lang) -> str:
    if node.target is None:
        if isinstance(node.ratio, Undefined):
            return ""
        return say(
            "standing.done-overall",
            lang,
            ratio=f"{printed.ratio}%" if isinstance(printed, Figures) else percent(node.ratio),
        )
    target = node.target.text
    if isinstance(node.done, Undefined):
        return say("standing.target-only", lang, target=target) if target else ""
    if isinstance(node.ratio, Undefined):
        return say("standing.done-without-ratio", lang, done=node.done.short, target=target)
    ratio = f"{printed.ratio}%" if isinstance(printed, Figures) else percent(node.ratio)
    if node.done.unit.name == "%":
        return say("standing.done-share", lang, target=target, ratio=ratio)
    return say("standing.done-of", lang, done=node.done.short, target=target, ratio=ratio)


def gap_text(gap: Decimal, lang: Lang = "zh") -> str:
    """Points below the trajectory in words.

    >>> gap_text(Decimal("24.3")), gap_text(Decimal("-1.0")), gap_text(Decimal("0.0"))
    ('落后24.3个百分点', '超前1.0个百分点', '与序时进度持平')
    """
    if not gap:
        return say("standing.gap-none", lang)
    return say(f"standing.gap-{'behind' if gap > 0 else 'ahead'}", lang, gap=abs(gap))


def _members(node: Facts, lang: Lang) -> str:
    """The first few members of a group with what they did, of what was allotted to them."""
    if not node.members:
        return ""
    words = [
        say(
            f"standing.member{'' if isinstance(part.share, Undefined) else '-of'}",
            lang,
            member=part.member,
            done=part.done.total.text(lang) if isinstance(part.done.total, Undefined) else part.done.total.short,
            share=part.share.text(lang) if isinstance(part.share, Undefined) else part.share.short,
        )
        for part in node.members[:_NAMED]
    ]
    code = "standing.members" if len(node.members) <= _NAMED else "standing.members-more"
    return say(code, lang, members=comma(lang).join(words), n=len(node.members))


def _why(node: Facts, lang: Lang) -> list[str]:
    rules, level = node.rules.title(lang), node.level.label(lang)
    if node.steps:
        told = [text for step in node.steps if (text := step_text(step, node.day, lang))]
        last = node.steps[-1]
        if node.verdict is Verdict.BAND and last.band is not None:
            band = band_text(last.band, lang, last.rule)
            return [*told, say("standing.by-band", lang, level=level, band=band, rules=rules)]
        if node.verdict is Verdict.OPEN and last.band is not None:
            open_band = say(
                "standing.why-open", lang, band=band_text(last.band, lang, last.rule), why=last.band.why(lang)
            )
            return [*told, open_band, say("standing.as-level", lang, level=level, rules=rules)]
        if node.verdict is Verdict.NO_MEASURE and isinstance(last.number, Undefined):
            reason = say("standing.why-no-measure", lang, reason=last.number.text(lang))
            return [*told, reason, say("standing.as-level", lang, level=level, rules=rules)]
    limit = node.limit.text(lang) if isinstance(node.limit, Undefined) else day_text(node.limit, lang)
    fields: dict[str, object] = {
        "limit": node.rules.stale.text(lang),
        "starts": day_text(node.starts, lang),
        "target": "" if node.target is None else node.target.text,
    }
    verdict = node.verdict
    found = []
    if verdict is Verdict.RECORDED:
        found += _recorded(node, lang)
    else:
        if verdict is Verdict.OVERDUE and not isinstance(node.limit, Undefined):
            fields |= {"limit": limit, "days": (node.day - node.limit).days}
        elif verdict is Verdict.NEVER_REPORTED:
            fields |= {"days": (node.day - node.starts).days}
        elif verdict is Verdict.STALE and node.last is not None:
            fields |= {"days": (node.day - node.last).days, "last": day_text(node.last, lang)}
        elif verdict is Verdict.NO_RATIO:
            fields |= {"reason": comma(lang).join(_remarks(node, lang)) or _shown(node.ratio, lang)}
        elif verdict is Verdict.NO_TRAJECTORY:
            fields |= {"reason": _shown(node.expected, lang)}
        found.append(say(f"standing.why-{verdict.value}", lang, **fields))
    if verdict is Verdict.OVERDUE and node.last is None and node.target is not None:
        found.append(say("standing.no-report", lang))
    if verdict is Verdict.NO_NUMBER and not isinstance(node.limit, Undefined):
        found.append(say("standing.deadline", lang, limit=limit))
    if not node.counted:
        return found
    return [*found, say("standing.as-level", lang, level=level, rules=rules)]


def _shown(value: Fraction | Undefined, lang: Lang) -> str:
    return value.text(lang) if isinstance(value, Undefined) else percent(value)


def _remarks(node: Facts, lang: Lang) -> tuple[str, ...]:
    """What achievement has to say beside the ratio: how a range was taken, why there is none."""
    return () if node.target is None else achievement(node.target, node.done).remarks(lang)


def _recorded(node: Facts, lang: Lang) -> list[str]:
    record = node.completed
    if record is None:
        return []
    code = "standing.why-recorded" if record.of == node.id else "standing.why-recorded-of"
    by = record.by or say("standing.somebody", lang)
    found = [say(code, lang, by=by, on=day_text(record.on, lang), of=record.of)]
    if not isinstance(node.limit, Undefined) and record.on > node.limit:
        found.append(say("standing.late", lang, limit=day_text(node.limit, lang)))
    return found


def _amended(change: Amendment, lang: Lang) -> str:
    old, new = change.old or say("standing.nothing", lang), change.new or say("standing.nothing", lang)
    if change.field == "state":
        old, new = (say(f"standing.state-{value}", lang) for value in (change.old, change.new))
    document = change.document and (f"，{change.document}" if lang == "zh" else f", {change.document}")
    on = day_text(change.on, lang)
    return say(f"standing.amended-{change.field}", lang, old=old, new=new, body=change.body, on=on, document=document)


def _entries(node: Facts, lang: Lang) -> list[str]:
    ids = [entry.reference(lang) for entry in node.entries]
    found = []
    if node.last is not None and node.verdict is not Verdict.STALE:
        found.append(say("standing.reported-on", lang, last=day_text(node.last, lang)))
    if ids:
        found.append(say("standing.entries", lang, ids=comma(lang).join(ids)))
    return found


def _caveat(node: Facts, lang: Lang) -> str:
    """What the notice itself says of its number: 以实际改造公里数为准."""
    quantity = None if node.target is None else node.target.quantity
    if quantity is None or isinstance(quantity, Undefined) or not quantity.caveat:
        return ""
    return say("standing.caveat", lang, caveat=quantity.caveat)


def _whole(node: Facts, lang: Lang) -> list[str]:
    parts = [child for child in node.children if child.counted]
    counts = [(level, sum(part.level == level for part in parts)) for level in node.rules.levels]
    words = [say("standing.parts-of-level", lang, level=level.label(lang), n=n) for level, n in counts if n]
    found = [say("standing.parts", lang, n=len(parts), levels=comma(lang).join(words))]
    found.append(_mean(node, parts, lang))
    if isinstance(node.expected, Fraction):
        found.append(say("standing.mean-expected", lang, expected=percent(node.expected)))
    blamed = [part for part in parts if part.level == node.level]
    found.append(say(f"standing.why-{node.verdict.value}", lang, parts=_names(blamed, lang)))
    return [*found, say("standing.as-level", lang, level=node.level.label(lang), rules=node.rules.title(lang))]


def _mean(node: Facts, parts: Sequence[Facts], lang: Lang) -> str:
    above = sum(isinstance(part.ratio, Fraction) and part.ratio > 1 for part in parts)
    recorded = sum(isinstance(part.ratio, Undefined) and isinstance(part.share, Fraction) for part in parts)
    capped = say("standing.capped", lang, n=above) if above else ""
    capped += say("standing.by-record", lang, n=recorded) if recorded else ""
    fields = {"capped": capped, "weights": _weights(node, parts, lang)}
    if isinstance(node.ratio, Fraction):
        return say("standing.mean", lang, ratio=percent(node.ratio), **fields)
    return say("standing.mean-at-least", lang, ratio=percent_at_least(node.at_least), n=node.missing, **fields)


def _weights(node: Facts, parts: Sequence[Facts], lang: Lang) -> str:
    if not node.weights:
        return say("standing.weights-equal", lang)
    given = (f"{part.id}: {_plain(weight)}" for part, weight in zip(parts, node.weights, strict=True))
    return say("standing.weights-given", lang, weights=comma(lang).join(given))


def _plain(weight: Fraction) -> str:
    """A weight as it was given, where it has finitely many digits: 2, 0.5, 1/3."""
    rest = weight.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return str(weight) if rest > 1 else f"{Decimal(weight.numerator) / Decimal(weight.denominator)}"


def _names(parts: Sequence[Facts], lang: Lang) -> str:
    """The first few, by number and name."""
    listed = comma(lang).join(f"{part.id}{_short(part.name, lang)}" for part in parts[:_NAMED])
    return listed if len(parts) <= _NAMED else say("standing.parts-more", lang, parts=listed, n=len(parts))


def _short(name: str, lang: Lang) -> str:
    return brackets(shortened(name, _NAME_COLUMNS), lang)


def _left_out(node: Facts, lang: Lang) -> list[str]:
    parts = [child for child in node.children if not child.counted]
    return [say("standing.left-out", lang, n=len(parts), parts=_names(parts, lang))] if parts else []
