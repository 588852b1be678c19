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
        milliseconds = int(at.timestamp() * 1000) & 0xFFFFFFFFFFFF
        number = milliseconds << 74 | int.from_bytes(os.urandom(10)) >> 6
        self._last = number = max(number, self._last + 1)
        top, low = number >> 62, number & 0x3FFFFFFFFFFFFFFF
        whole = (top >> 12 << 16 | 0x7000 | top & 0xFFF) << 64 | 0x8000000000000000 | low
        text = f"{whole:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
