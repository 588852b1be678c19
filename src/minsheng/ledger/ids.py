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
    """UUIDs of version 7 (RFC 9562): milliseconds, then chance; within one writer each is greater than the last."""

    def __init__(self) -> None:
        self._last = 0

    def next(self, at: datetime) -> str:
        """An id for an entry made at `at`."""
        return self.take(at, 1)[0]

    def take(self, at: datetime, count: int) -> list[str]:
        """Ids for `count` entries made at `at`: chance once, then one after the other."""
        milliseconds = int(at.timestamp() * 1000) & 0xFFFFFFFFFFFF
        chance = int.from_bytes(os.urandom(10)) >> 6
        first = max(milliseconds << 74 | chance, self._last + 1)
        self._last = first + count - 1
        return [_text(number) for number in range(first, first + count)]


def _text(number: int) -> str:
    """122 bits as a UUID: 60 in front of the variant, 62 behind it."""
    top, low = number >> 62, number & 0x3FFFFFFFFFFFFFFF
    head, tail = f"{top:015x}", f"{0x8000000000000000 | low:016x}"
    return f"{head[:8]}-{head[8:12]}-7{head[12:]}-{tail[:4]}-{tail[4:]}"
