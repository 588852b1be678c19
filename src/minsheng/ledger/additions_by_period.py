"""What single periods added (本期数), and which of it counts beside a total: of a period the last report, of two that overlap
the one that came first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from minsheng.calendars import Period
from minsheng.errors import InvalidValue
from minsheng.targets import Quantity


class Addition(NamedTuple):
    """What a period added, by the report that counts for it."""

    on: date
    position: int
    id: str
    period: Period
    amount: Quantity


class Total(NamedTuple):
    """A total so far."""

    on: date
    amount: Quantity


def counted(periods: Iterable[Period], total_on: date | None) -> Iterator[tuple[Period, Period | date | None]]:
    """Each period that a total of that day has not already, with what it overlaps, so that it does not count: the day of the
    total, or a period that counts. None: it counts.

    >>> week, month = Period.parse("2024-W23"), Period.parse("2024-06")
    >>> [(p.code, clash and clash.code) for p, clash in counted([week, month], None)]
    [('2024-W23', None), ('2024-06', '2024-W23')]
    """
    taken: list[Period] = []
    reach = total_on or date.min
    for period in periods:
        clash: Period | date | None = None
        if period.first <= reach:
            if total_on is not None and period.last <= total_on:
                continue
            if total_on is not None and period.first <= total_on:
                clash = total_on
            else:
                clash = next((p for p in taken if p.first <= period.last and period.first <= p.last), None)
        if clash is None:
            taken.append(period)
            reach = max(reach, period.last)
        yield period, clash


def with_addition(added: tuple[Addition, ...], new: Addition) -> tuple[Addition, ...]:
    """By day and position, one each period: the last."""
    same = next((a for a in added if a.period == new.period), None)
    if same is not None and same[:2] > new[:2]:
        return added
    others = [a for a in added if a is not same]
    if others and others[-1][:2] > new[:2]:
        return tuple(sorted((*others, new), key=_place))
    return (*others, new)


def behind(added: tuple[Addition, ...], day: date) -> tuple[Addition, ...]:
    """Those that a total of `day` has not already."""
    return tuple(a for a in added if a.period.last > day)


def summed(total: Total | None, added: Iterable[Addition], day: date) -> Quantity | None:
    """What a total and additions make up at the end of `day`, only periods that were over by then; None where no addition
    counts, or they do not add up."""
    by_period = {a.period: a.amount for a in added if a.period.last <= day}
    amounts = [by_period[period] for period, clash in counted(by_period, total and total.on) if clash is None]
    if not amounts:
        return None
    try:
        return Quantity.total([*([total.amount] if total else []), *amounts])
    except InvalidValue:
        return None


def _place(addition: Addition) -> tuple[date, int]:
    return addition[:2]
