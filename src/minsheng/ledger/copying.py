"""Copying ledgers from store to store (复制): byte for byte, checked on the way and read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from minsheng.errors import InvalidValue, MinshengError
from minsheng.ledger.failures import CopiesDiffer, SameStore, UnknownLedger
from minsheng.ledger.rows import Duplicate, Inspecting, Moved, Row, Store, are_one
from minsheng.ledger.sealing import Checkpoint, chained
from minsheng.ledger.verifying import last_of, read_through

ROWS, BYTES = 500, 1 << 20
"""Rows, and bytes of their data, that are written at once."""


@frozen(kw_only=True)
class Copied:
    """What was copied of one ledger (复制结果)."""

    plan: str
    rows: int
    """Rows written now."""
    before: int
    """Rows that the target had before."""
    checkpoint: Checkpoint
    """The last row copied, read back from the target and verified."""


def copy(source: Store, target: Store, plans: Iterable[str] | None = None) -> tuple[Copied, ...]:
    """Copy ledgers, all or those named; what the target has already is not written again.

    Others may go on writing into the source: what is copied is what it held when its turn came, so this is also how a
    backup is made. A copy that was broken off goes on where it ended.

    Raises:
        SameStore: both are openings of one store.
        UnknownLedger: the source has no ledger of a plan that is named.
        CopiesDiffer: the target holds something else, or more; nothing is written of that plan.
        BrokenChain: a row of the source, or one read back, is not what was sealed; those in front of it are copied.
        StoreDamaged: one of them is damaged; of the source all that stands in front is copied, or all if it is elsewhere.
        StoreFailed: one of the stores can not do its work.
    """
    if isinstance(plans, str):
        raise InvalidValue("errors.bare-text", value=plans)
    if are_one(source, target):
        raise SameStore()
    wanted = source.plans() if plans is None else tuple(dict.fromkeys(plans))
    for plan in wanted:
        if last_of(source, plan) == (None, None):
            raise UnknownLedger("ledger", plan, source.plans())
    found = tuple(_copied(source, target, plan) for plan in wanted)
    for store in (target, source):
        if isinstance(store, Inspecting):
            store.inspect()
    return found


def _copied(source: Store, target: Store, plan: str) -> Copied:
    first = known = target.last(plan)  # asked before the source, which is never behind a copy of it
    end, damage = last_of(source, plan)
    written = 0
    while True:
        try:
            for page in _pages(_missing(source, target, plan, known, end)):
                target.append(plan, page, after=page[0].position - 1)
                known = page[-1]
                written += len(page)
            break
        except (Moved, Duplicate):
            moved = target.last(plan)
            if moved is None or moved == known:
                raise
            known = moved  # somebody else copies too: go on behind what is there, if it is the same
    if end is None:
        raise damage or UnknownLedger("ledger", plan, source.plans())
    return read_back(target, plan, rows=written, before=first.position if first else 0, end=end)


def _missing(source: Store, target: Store, plan: str, known: Row | None, end: Row | None) -> Iterator[Row]:
    """Rows of the source behind `known`, the target's last, up to `end`; where damage hides that one, all that can be read.

    Raises:
        CopiesDiffer: the source has others in the place of those in the target, or has fewer.
    """
    if known is None:
        rows = chained(source.read(plan), plan)
    else:
        _check_same(source, target, plan, known, end)
        rows = chained(source.read(plan, after=known.position), plan, known.position, known.digest)
    for row in rows:
        if end is not None and row.position > end.position:
            return
        yield row


def _check_same(source: Store, target: Store, plan: str, known: Row, end: Row | None) -> None:
    """That the target's rows, of which `known` is the last, are the first ones of the source."""
    last = known.position if end is None else min(known.position, end.position)
    first = 1
    if _digest(source, plan, last) == _digest(target, plan, last):
        if known.position > last:
            raise CopiesDiffer(plan, known.position, known.id, end=last)
        return
    while first < last:  # digests that are the same once were so before
        middle = (first + last) // 2
        if _digest(source, plan, middle) == _digest(target, plan, middle):
            first = middle + 1
        else:
            last = middle
    row = _row(target, plan, first)
    raise CopiesDiffer(plan, first, row.id if row else "—")


def _digest(store: Store, plan: str, position: int) -> bytes | None:
    row = _row(store, plan, position)
    return row.digest if row else None


def _row(store: Store, plan: str, position: int) -> Row | None:
    row = next(iter(store.read(plan, after=position - 1)), None)
    return row if row is not None and row.position == position else None


def _pages(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows in batches that no memory is too small for; where the rows end with an error, those in front of it come first."""
    page: list[Row] = []
    size = 0
    try:
        for row in rows:
            page.append(row)
            size += len(row.data)
            if len(page) >= ROWS or size >= BYTES:
                yield page
                page, size = [], 0
    except MinshengError:
        if page:
            yield page
        raise
    if page:
        yield page


def read_back(target: Store, plan: str, *, rows: int, before: int, end: Row) -> Copied:
    """What was copied, once all of it is read again and holds.

    Raises:
        BrokenChain, StoreFailed: it does not.
    """
    point = Checkpoint(plan=plan, position=end.position, digest=end.digest.hex())
    verdict = read_through(target, plan, point)
    if verdict.broken is not None:
        raise verdict.broken
    return Copied(plan=plan, rows=rows, before=before, checkpoint=point)
