"""How much a document may ask for (上限). Every input is hostile until it is read."""

from __future__ import annotations

from minsheng.errors import Unreadable

FILE = 48_000_000
"""Bytes of a file; a notice with many photographs stays below it."""
TEXT = 16_000_000
"""Bytes of a plain text; ten thousand projects take about 6 million."""
MEMBERS = 4_000
"""Parts of an archive such as .docx."""
INFLATED = 160_000_000
"""Bytes of all parts of an archive together, unpacked."""
PART = 40_000_000
"""Bytes of one XML part, unpacked."""
LINE = 1_000_000
"""Characters of one line or paragraph."""


def check(code: str, size: int, limit: int, *, file: str) -> None:
    """Refuses what is larger than its limit; `code` says of what there is too much.

    Raises:
        Unreadable: it is.
    """
    if size > limit:
        raise Unreadable(code, file=file, size=f"{size:,}", limit=f"{limit:,}")
