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
        self._chance = 0
        self._count = 0

    def next(self, at: datetime) -> str:
        """An id for an entry made at `at`."""
        return self.take(at, 1)[0]

    def take(self, at: datetime, count: int) -> list[str]:
        """Ids for `count` entries made at `at`, one after the other."""
        if self._process != (process := os.getpid()):
            self._process = process
            self._chance, self._count = divmod(int.from_bytes(os.urandom(9)), 1 << 60)  # 12 bits, 60 of 62
        self._milliseconds = now = max(self._milliseconds, int(at.timestamp() * 1000) & 0xFFFFFFFFFFFF)
        head = f"{now >> 16:08x}-{now & 0xFFFF:04x}-7{self._chance:03x}"
        first = self._count
        self._count += count
        tails = [f"{number | 1 << 63:016x}" for number in range(first, first + count)]
        return [f"{head}-{tail[:4]}-{tail[4:]}" for tail in tails]
