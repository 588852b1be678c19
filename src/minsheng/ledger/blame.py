"""Which entry and which field of it was changed (改动定位), once a chain is known to be broken.

A digest over several fields does not say which of them differs; what stands around it often does. A row whose digest fits
another place was moved there; a digest that the next row does not continue was itself changed; data that no ledger writes
were changed; and of damage in a single bit the repaired row is found by trying. Where none of this decides, the field
stays unnamed.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import islice

from minsheng.errors import InvalidValue
from minsheng.ledger.canonical import is_canonical
from minsheng.ledger.failures import BrokenChain
from minsheng.ledger.rows import Row, Store
from minsheng.ledger.sealing import Field, checked_id, digest

_CLOSE = 8
"""Bits in which a damaged digest still differs from the right one; a digest of other content differs in about 128."""
_LONGEST = 1 << 14
"""Bytes of data in which a single wrong bit is looked for: the work grows with the square."""


def blamed(store: Store, plan: str, broken: BrokenChain, previous: bytes) -> tuple[BrokenChain, Field]:
    """The first bad entry and the field that was changed; "" where that can not be known.

    `broken` is what the chain of `plan` ended with, `previous` the digest of the last row that is right.
    """
    place = broken.position
    row = next(iter(store.read(plan, after=place - 1)), None) if place > 1 else next(iter(store.read(plan)), None)
    if row is None:
        return broken, ""
    if row.position == place and row.plan == plan:
        return _changed(store, row, previous, broken)
    return _astray(store, plan, row, previous, broken)


def _fits(row: Row, previous: bytes, plan: str, position: int) -> bool:
    """Whether the row was sealed for this place."""
    return digest(previous, plan, position, row.id, row.data) == row.digest


def _astray(store: Store, plan: str, row: Row, previous: bytes, broken: BrokenChain) -> tuple[BrokenChain, Field]:
    """Entry `broken.position` is missing, `row` comes instead: one of them stands at a wrong place, or entries are gone."""
    place = broken.position
    if row.position == place and _fits(row, previous, plan, place):
        return _of(plan, place, row.id, row.plan), "plan"
    for other in store.read(plan, after=place - 1) if place > 1 else store.read(plan):
        if other.position != place and _fits(other, previous, plan, place):
            return _at(plan, place, other), "position"
    for name in store.plans():
        other_row = next(iter(store.read(name, after=place - 1)), None) if name != plan else None
        if other_row is not None and other_row.position == place and _fits(other_row, previous, plan, place):
            return _of(plan, place, other_row.id, name), "plan"
    if home := _home(store, row, plan):
        return _of(home, row.position, row.id, plan), "plan"
    if row.position < 1:  # read before all others, wherever it belongs
        for other in store.read(plan):
            if other.position > 0 and _fits(row, other.digest, plan, other.position + 1):
                return _at(plan, other.position + 1, row), "position"
    return broken, ""


def _at(plan: str, place: int, row: Row) -> BrokenChain:
    return BrokenChain("ledger.broken-gap", plan, place, row.id, found=row.position)


def _of(plan: str, place: int, id: str, found: str) -> BrokenChain:
    return BrokenChain("ledger.broken-plan", plan, place, id, found=found)


def _home(store: Store, row: Row, plan: str) -> str | None:
    """A plan other than `plan`, where the row stands, whose chain it continues."""
    for name in store.plans():
        if name == plan:
            continue
        previous = b""
        if row.position > 1:
            before = next(iter(store.read(name, after=row.position - 2)), None)
            if before is None or before.position != row.position - 1:
                continue
            previous = before.digest
        if _fits(row, previous, name, row.position):
            return name
    return None


def _changed(store: Store, row: Row, previous: bytes, broken: BrokenChain) -> tuple[BrokenChain, Field]:
    """`row` stands where it should and is not what was sealed."""
    if home := _home(store, row, row.plan):
        return _of(home, row.position, row.id, row.plan), "plan"
    try:
        checked_id(row.id)
    except InvalidValue:
        return broken, "id"
    right = digest(previous, row.plan, row.position, row.id, row.data)
    if len(row.digest) != len(right) or _distance(row.digest, right) <= _CLOSE:
        return broken, "digest"
    following = next(islice(store.read(row.plan, after=row.position), 1), None)
    if following is not None and _fits(following, right, row.plan, row.position + 1):
        return broken, "digest"
    if not is_canonical(row.data):
        return broken, "data"
    plan, place, id = row.plan.encode("utf-8", "surrogateescape"), f"\n{row.position}\n".encode(), row.id.encode()
    if (name := _one_bit(previous, plan, place + id + b"\n" + row.data, row.digest)) is not None:
        return _of(name.decode("utf-8", "replace"), row.position, row.id, row.plan), "plan"
    if _one_bit(previous + plan + place, id, b"\n" + row.data, row.digest) is not None:
        return broken, "id"
    if len(row.data) <= _LONGEST and _one_bit(previous + plan + place + id + b"\n", row.data, b"", row.digest):
        return broken, "data"
    return broken, ""


def _distance(one: bytes, other: bytes) -> int:
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


def _one_bit(head: bytes, middle: bytes, tail: bytes, wanted: bytes) -> bytes | None:
    """`middle` with the one bit changed that gives the digest which is wanted; None if none does."""
    begun = sha256(head)
    for n, byte in enumerate(middle):
        rest = middle[n + 1 :] + tail
        for bit in range(8):
            tried = begun.copy()
            tried.update(bytes((byte ^ 1 << bit,)) + rest)
            if tried.digest() == wanted:
                return middle[:n] + bytes((byte ^ 1 << bit,)) + middle[n + 1 :]
        begun.update(middle[n : n + 1])
    return None
