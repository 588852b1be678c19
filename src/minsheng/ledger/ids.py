"""Ids for entries whose writer gives none (条目编号): in the order of time, and never twice."""

from __future__ import annotations

import os
import re
from datetime import datetime

from minsheng.ledger import forking
from minsheng.ledger.encoding import EPOCH

_GENERATED = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def is_generated(id: str) -> bool:
    """Whether an id has the form of those that `Ids` makes."""
    return _GENERATED.fullmatch(id) is not None


class Ids:
    """UUIDs of version 7 (RFC 9562): milliseconds, a number by chance, and one that is counted on from where chance began;
    within one writer each is greater than the last. A forked child is another writer."""

    def __init__(self) -> None:
        self._process: object = None
        self._chance = ""
        self._milliseconds = 0
        self._head = ""
        self._count = 0

    def next(self, at: datetime) -> str:
        """An id for an entry made at `at`."""
        return self.take(at, 1)[0]

    def take(self, at: datetime, count: int) -> list[str]:
        """Ids for `count` entries made at `at`, one after the other."""
        if self._process is not forking.process:
            chance = os.urandom(10)
            self._chance = f"7{chance.hex()[:3]}-{0x8000 | int.from_bytes(chance[2:4]) >> 2:x}"
            self._process, self._count = forking.process, int.from_bytes(chance[4:]) >> 3
            self._milliseconds, self._head = 0, f"00000000-0000-{self._chance}"
        since = at - EPOCH
        milliseconds = since.days * 86_400_000 + since.seconds * 1000 + since.microseconds // 1000
        if milliseconds > self._milliseconds:
            time = milliseconds.to_bytes(6).hex()
            self._milliseconds, self._head = milliseconds, f"{time[:8]}-{time[8:]}-{self._chance}"
        first, self._count = self._count, self._count + count
        return [f"{self._head}-{number.to_bytes(6).hex()}" for number in range(first, self._count)]
