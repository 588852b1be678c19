"""Ids for entries whose writer gives none (条目编号): in the order of time, and never twice."""

from __future__ import annotations

import os
import re
from datetime import datetime

_GENERATED = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def is_generated(id: str) -> bool:
    """Whether an id has the form of those that `Ids` makes."""
    return _GENERATED.fullmatch(id) is not None


class Ids:
    """UUIDs of version 7 (RFC 9562): milliseconds, a number by chance, and one that is counted on from where chance began;
    within one writer each is greater than the last. A forked child is another writer."""

    def __init__(self) -> None:
        self._process = 0
        self._milliseconds = 0
        self._chance = ""
        self._count = 0

    def next(self, at: datetime) -> str:
        """An id for an entry made at `at`."""
        return self.take(at, 1)[0]

    def take(self, at: datetime, count: int) -> list[str]:
        """Ids for `count` entries made at `at`, one after the other."""
        if self._process != (process := os.getpid()):
            self._process = process
            chance = os.urandom(10)
            self._chance, self._count = f"7{chance.hex()[:3]}", 1 << 63 | int.from_bytes(chance[2:]) >> 3
        self._milliseconds = max(self._milliseconds, int(at.timestamp() * 1000) & 0xFFFFFFFFFFFF)
        time = self._milliseconds.to_bytes(6).hex()
        head = f"{time[:8]}-{time[8:]}-{self._chance}"
        first, self._count = self._count, self._count + count
        tails = [number.to_bytes(8).hex() for number in range(first, self._count)]
        return [f"{head}-{tail[:4]}-{tail[4:]}" for tail in tails]
