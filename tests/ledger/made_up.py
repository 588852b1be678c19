"""A clock for the tests of the ledger."""

from __future__ import annotations

from datetime import datetime, timedelta

from minsheng.ledger.encoding import SHANGHAI


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
