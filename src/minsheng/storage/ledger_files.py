"""Which files hold ledgers (账本文件): told by their head, without SQLite."""

from __future__ import annotations

from pathlib import Path

APPLICATION = b"MSLG"
"""What a SQLite file of ours says that it belongs to (application_id)."""
_WHERE = slice(68, 72)
"""Where it says so."""


def is_ledger_file(path: Path) -> bool:
    """Whether the head of a file says that it holds ledgers; of a pipe or a device nothing is read.

    >>> is_ledger_file(Path("no such file"))
    False
    """
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(_WHERE.stop)[_WHERE] == APPLICATION
    except OSError:
        return False
