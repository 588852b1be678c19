"""Copying ledgers from store to store (复制): byte for byte, checked on the way and read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from minsheng.errors import InvalidValue
from minsheng.ledger.failures import CopiesDiffer, UnknownLedger
from minsheng.ledger.rows import Duplicate, Moved, Row, Store
from minsheng.ledger.sealing import Checkpoint, chained
from minsheng.ledger.verifying import verified

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
        UnknownLedger: the source has no ledger of a plan that is named.
        CopiesDiffer: the target holds something else, or more; nothing is written of that plan.
        BrokenChain: a row of the source, or one read back, is not what was sealed; those in front of it are copied.
        StoreFailed: one of the stores can not do its work.
    """
    if isinstance(plans, str):
        raise InvalidValue("errors.bare-text", value=plans)
    wanted = source.plans() if plans is None else tuple(dict.fromkeys(plans))
    for plan in wanted:
        if source.last(plan) is None:
            raise UnknownLedger("ledger", plan, source.plans())
    return tuple(_copied(source, target, plan) for plan in wanted)


def _copied(source: Store, target: Store, plan: str) -> Copied:
    first = known = target.last(plan)  # asked before the source, which is never behind a copy of it
    end = source.last(plan)
    assert end is not None
    written = 0
    while True:
        try:
            for page in _pages(_missing(source, plan, known, end)):
                target.append(plan, page, after=page[0].position - 1)
                known = page[-1]
                written += len(page)
            break
        except (Moved, Duplicate):
            moved = target.last(plan)
            if moved is None or moved == known:
                raise
            known = moved  # somebody else copies too: go on behind what is there, if it is the same
    return read_back(target, plan, rows=written, before=first.position if first else 0, end=end)


def _missing(source: Store, plan: str, known: Row | None, end: Row) -> Iterator[Row]:
    """Rows of the source behind `known`, the target's last, up to `end`.

    Raises:
        CopiesDiffer: the source has another row in its place, or none.
    """
    if known is None:
        rows = chained(source.read(plan), plan)
    elif known.position > end.position:
        raise CopiesDiffer(plan, known.position, known.id, end=end.position)
    else:
        behind = iter(source.read(plan, after=known.position - 1))
        same = next(behind, None)
        if same is None or (same.position, same.digest) != (known.position, known.digest):
            raise CopiesDiffer(plan, known.position, known.id)
        rows = chained(behind, plan, known.position, known.digest)
    for row in rows:
        if row.position > end.position:
            return
        yield row


def _pages(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows in batches that no memory is too small for."""
    page: list[Row] = []
    size = 0
    for row in rows:
        page.append(row)
        size += len(row.data)
        if len(page) >= ROWS or size >= BYTES:
            yield page
            page, size = [], 0
    if page:
        yield page


def read_back(target: Store, plan: str, *, rows: int, before: int, end: Row) -> Copied:
    """What was copied, once all of it is read again and holds.

    Raises:
        BrokenChain, StoreFailed: it does not.
    """
    point = Checkpoint(plan=plan, position=end.position, digest=end.digest.hex())
    verdict = verified(target, plan, point)
    if verdict.broken is not None:
        raise verdict.broken
    return Copied(plan=plan, rows=rows, before=before, checkpoint=point)
