"""What is new in a whole store (变更流), for programs that follow it: nothing is missed and nothing comes twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, runtime_checkable

from attrs import field, frozen

from minsheng.errors import InvalidValue, check_text
from minsheng.ledger.canonical import canonical, strictly
from minsheng.ledger.failures import BrokenChain, CursorAhead
from minsheng.ledger.rows import Row, Store


@runtime_checkable
class Heads(Protocol):
    """What a store may offer besides `Store`, so that following many plans costs one question instead of one a plan."""

    def heads(self) -> Mapping[str, int]:
        """The last position of every plan that has rows."""
        ...


def _seen(value: Mapping[str, int] | Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    found = dict(value)
    for plan, position in found.items():
        check_text("plan", plan)
        if type(position) is not int or position < 1:
            raise InvalidValue("ledger.bad-cursor", value=f"{plan}: {position!r}")
    return tuple(sorted(found.items()))


@frozen
class Cursor:
    """How far a reader has come (游标): the last position that it has seen of each plan.

    Positions have no gaps and are given one behind the other, so whatever the order in which writers commit, all that
    comes later stands behind the cursor. As text it is a JSON object.

    >>> cursor = Cursor().after(Row("demo-2024", 1, "a", b"", b""))
    >>> str(cursor)
    '{"demo-2024":1}'
    >>> Cursor.parse(str(cursor)) == cursor
    True
    """

    seen: tuple[tuple[str, int], ...] = field(converter=_seen, default=())
    """Plan and position, sorted by plan."""

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """Read what `str` of a cursor gave.

        Raises:
            InvalidValue: the text is no cursor.
        """
        try:
            body = strictly(text)
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise InvalidValue("ledger.bad-cursor", value=text[:120])
        return cls(body)

    def after(self, row: Row) -> Cursor:
        """The cursor when `row` has been seen; one that was seen before changes nothing."""
        seen = dict(self.seen)
        if row.position <= seen.get(row.plan, 0):
            return self
        return Cursor(seen | {row.plan: row.position})

    def __str__(self) -> str:
        return canonical(dict(self.seen)).decode()


_BEGINNING = Cursor()


def feed(store: Store, cursor: Cursor = _BEGINNING) -> Iterator[Row]:
    """Rows of all plans behind the cursor: plans by name, the rows of each in order.

    It ends; call it again with the cursor behind the last row for what has come since.

    Raises:
        CursorAhead: the store has fewer rows than the cursor has seen: it is another one, or an older copy.
        BrokenChain: while reading, a row is missing.

    >>> from minsheng.storage import MemoryStore
    >>> store = MemoryStore()
    >>> store.append("demo-2024", [Row("demo-2024", n, f"id-{n}", b"", b"") for n in (1, 2)], after=0)
    >>> [row.id for row in feed(store, Cursor({"demo-2024": 1}))]
    ['id-2']
    """
    seen = dict(cursor.seen)
    heads = _heads(store, seen)
    for plan, position in seen.items():
        if heads.get(plan, 0) < position:
            raise CursorAhead(plan, position, heads.get(plan, 0))
    new = [plan for plan in sorted(heads) if heads[plan] > seen.get(plan, 0)]
    return (row for plan in new for row in _without_gaps(store, plan, seen.get(plan, 0), heads[plan]))


def _without_gaps(store: Store, plan: str, position: int, end: int) -> Iterator[Row]:
    """The rows behind `position`, at least to `end`: a follower does not come back for what was left out."""
    for row in store.read(plan, after=position):
        position += 1
        if row.position != position:
            raise BrokenChain("ledger.broken-gap", plan, position, row.id, found=row.position)
        yield row
    if position < end:
        raise BrokenChain("ledger.broken-end", plan, position + 1, "—")


def _heads(store: Store, seen: Mapping[str, int]) -> Mapping[str, int]:
    if isinstance(store, Heads):
        return store.heads()
    last = ((plan, store.last(plan)) for plan in sorted({*store.plans(), *seen}))
    return {plan: row.position for plan, row in last if row is not None}
