"""What single periods added (本期数), which of it counts beside a total, and what is told of the rest: of a period the last
report counts, of two that overlap the one that came first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from minsheng.calendars import Period, day_text
from minsheng.errors import Finding, InvalidValue, Place, Severity
from minsheng.responsibility import Directory
from minsheng.targets import Quantity

Key = tuple[str, ...]
"""What totals and additions are of: target and member, or project, source and kind of money."""


class Addition(NamedTuple):
    """What a period added, by the report that counts for it."""

    on: date
    position: int
    id: str
    period: Period
    amount: Quantity


class Total(NamedTuple):
    """A total so far, and the entry that says so."""

    on: date
    position: int
    id: str
    amount: Quantity


def key_of(target: str, member: str, directory: Directory) -> Key:
    """The key of what a member did of a target; of the whole without one."""
    return target, directory.key(member) if member else ""


def counted(added: Iterable[Addition], total: Total | None) -> Iterator[tuple[Addition, Addition | Total | None]]:
    """Each addition that a total has not already, with what it overlaps, so that it does not count: the total, or an addition
    that counts. None: it counts. Of each period one is given.

    >>> week, month = (
    ...     Addition(date(2024, 7, 1), n, "", Period.parse(code), Quantity.parse("3公里"))
    ...     for n, code in enumerate(["2024-W23", "2024-06"], 2)
    ... )
    >>> [(one.period.code, clash and clash.position) for one, clash in counted([week, month], None)]
    [('2024-W23', None), ('2024-06', 2)]
    """
    taken: list[Addition] = []
    reach = total.on if total else date.min
    for addition in added:
        clash: Addition | Total | None = None
        period = addition.period
        if period.first <= reach:
            if total is not None and period.last <= total.on:
                continue
            if total is not None and period.first <= total.on:
                clash = total
            else:
                clash = next(
                    (a for a in taken if a.period.first <= period.last and period.first <= a.period.last), None
                )
        if clash is None:
            taken.append(addition)
            reach = max(reach, period.last)
        yield addition, clash


def last_of_each(added: Iterable[Addition]) -> tuple[dict[Period, Addition], dict[Period, Addition]]:
    """Of additions by day and position: by period the one that counts, in their order, and the one whose place it took."""
    last: dict[Period, Addition] = {}
    before: dict[Period, Addition] = {}
    for addition in added:
        if addition.period in last:
            before[addition.period] = last.pop(addition.period)
        last[addition.period] = addition
    return last, before


def with_addition(added: tuple[Addition, ...], new: Addition) -> tuple[Addition, ...]:
    """By day and position, one each period: the last."""
    same = of_period(added, new.period)
    if same is not None and same[:2] > new[:2]:
        return added
    others = [a for a in added if a is not same]
    if others and others[-1][:2] > new[:2]:
        return tuple(sorted((*others, new), key=_place))
    return (*others, new)


def of_period(added: Iterable[Addition], period: Period) -> Addition | None:
    """That of a period."""
    return next((a for a in added if a.period == period), None)


def behind(added: tuple[Addition, ...], day: date) -> tuple[Addition, ...]:
    """Those that a total of `day` has not already."""
    return tuple(a for a in added if a.period.last > day)


def summed(total: Total | None, added: Iterable[Addition], day: date) -> Quantity | None:
    """What a total and additions make up at the end of `day`, only periods that were over by then; None where no addition
    counts, or they do not add up."""
    over = [a for a in added if a.period.last <= day]
    amounts = [addition.amount for addition, clash in counted(over, total) if clash is None]
    if not amounts:
        return None
    try:
        return Quantity.total([*([total.amount] if total else []), *amounts])
    except InvalidValue:
        return None


def replacing(target: str, new: Addition, same: Addition) -> Finding:
    """That a second addition of one period takes the place of the first, or does not, since that one is of a later day."""
    return Finding.of(
        "ledger.addition-older" if same[:2] > new[:2] else "ledger.addition-replaced",
        Severity.INFO if same.amount == new.amount else Severity.WARNING,
        Place(path=new.id),
        target=target,
        **named("period", new.period),
        value=new.amount,
        before=same.amount,
        day=same.on,
        n=same.position,
        id=same.id,
    )


def overlapping(target: str, addition: Addition, other: Addition | Total) -> Finding:
    """That an addition is not counted, since its period overlaps another one or a total."""
    return Finding.of(
        "ledger.overlapping",
        Severity.WARNING,
        Place(path=addition.id),
        target=target,
        **named("period", addition.period),
        **named("other", other.period if isinstance(other, Addition) else other.on),
        n=other.position,
        id=other.id,
    )


def named(field: str, period: Period | date) -> dict[str, object]:
    """What a period or day is called in each language, as fields of a finding."""
    if isinstance(period, Period):
        return {f"{field}_zh": period.label("zh"), f"{field}_en": period.label("en")}
    return {f"{field}_zh": day_text(period, "zh"), f"{field}_en": day_text(period, "en")}


def _place(addition: Addition) -> tuple[date, int]:
    return addition[:2]
