"""A statement that has its place (记录), and one that is sealed in a ledger (台账条目)."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from minsheng.ledger.statements import Statement


@frozen(kw_only=True)
class Recorded:
    """A statement with a name and a place in an order (记录)."""

    id: str
    """Stable; "#1", "#2"… in a view without a store. Of a corrected statement: the last correction's."""
    position: int
    """Counted from 1; of a corrected statement the place of the one that it replaces."""
    statement: Statement
    replaces: tuple[str, ...] = ()
    """Ids of the entries in whose place it stands, the first one first; empty if nothing was corrected."""


@frozen(kw_only=True)
class Entry(Recorded):
    """A statement sealed in the ledger of one plan (台账条目)."""

    plan: str
    recorded_at: datetime
    """When it was written (登记时间), Asia/Shanghai; never before the entry in front of it."""
    recorder: str = ""
    """Person or login that wrote it (登记人)."""
    digest: bytes
    """SHA-256 over the digest in front, the place, the id and the stored data."""
