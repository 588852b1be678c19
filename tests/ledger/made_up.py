"""A clock for the tests of the ledger, and a store that lies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from minsheng.ledger import Row
from minsheng.ledger.encoding import SHANGHAI
from minsheng.storage import MemoryStore


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, at: str = "2024-12-31T12:00") -> None:
        self.set(at)

    def set(self, at: str) -> None:
        self.now = datetime.fromisoformat(at).replace(tzinfo=SHANGHAI)

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)

    def __call__(self) -> datetime:
        return self.now


class Doctored(MemoryStore):
    """A store whose rows somebody has changed, or which changes while it is read."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self.rows = list(rows)

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        return iter(self.rows[after:])

    def last(self, plan: str) -> Row | None:
        return self.rows[-1] if self.rows else None
