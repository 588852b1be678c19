"""How much a document may ask for (上限). Every input is hostile until it is read."""

from __future__ import annotations

from minsheng.errors import Unreadable

FILE = 48_000_000
"""Bytes of a file; a notice with many photographs stays below it."""
TEXT = 16_000_000
"""Bytes of a plain text or a web page; ten thousand projects take about 6 million."""
MEMBERS = 4_000
"""Parts of an archive such as .docx."""
INFLATED = 160_000_000
"""Bytes of all parts of an archive together, unpacked."""
PART = 40_000_000
"""Bytes of one XML part, unpacked."""
LINE = 1_000_000
"""Characters of one line or paragraph."""
SPAN = 1_000
"""Rows or columns that one cell may claim to span; what claims more spans so many."""
CELLS = 600_000
"""Places of all tables together, those covered by spans counted as well."""
DEPTH = 400
"""Elements within elements; no document that a person wrote has so many."""
TAGS = 1_000_000
"""Tags of a web page; ten thousand projects, each cell in a paragraph of its own, take half of it."""
PAGES = 400
"""Pages of a PDF."""
SECONDS = 120
"""Seconds that another program may take for a file."""
MEGABYTES = 700
"""Memory that a foreign parser may take, where the system can be told."""


def check(code: str, size: int, limit: int, *, file: str) -> None:
    """Refuses what is larger than its limit; `code` says of what there is too much.

    Raises:
        Unreadable: it is.
    """
    if size > limit:
        raise Unreadable(code, file=file, size=f"{size:,}", limit=f"{limit:,}")
