"""How often a torture is repeated: a little in ``make test``, in full by ``make torture``."""

from __future__ import annotations

import os

FULL = os.environ.get("MINSHENG_TORTURE") == "full"


def times(few: int, full: int) -> int:
    """`few`, or `full` where ``MINSHENG_TORTURE=full`` is set."""
    return full if FULL else few
