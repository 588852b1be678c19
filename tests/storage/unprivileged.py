"""Programs without rights: root writes through mode 0444, so what must be refused is tried as somebody else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import os, sys
from minsheng.ledger import Row, StoreFailed
from minsheng.storage import SqliteStore

path, plan, read_only = sys.argv[1], sys.argv[2], bool(sys.argv[3])
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    with SqliteStore(path, read_only=read_only) as store:
        rows = list(store.read(plan))
        print(len(rows))
        store.append(plan, [Row(plan, len(rows) + 1, "by nobody", bytes(32), b"")], after=len(rows))
        print("written")
except StoreFailed as error:
    print(type(error).__name__)
"""


def as_nobody(path: Path, plan: str, *, read_only: bool, file: int = 0o444, folder: int = 0o555) -> list[str]:
    """What a program without rights comes to that opens the file, counts its rows and appends one.

    `file` and `folder` are the modes that it finds; folders above can be passed through, and all is put back after.
    """
    above = [place for place in path.parent.parents if place.stat().st_mode & 0o011 != 0o011]
    files = [place for place in path.parent.iterdir() if place.name.startswith(path.name)]
    modes = {place: place.stat().st_mode for place in (*above, path.parent, *files)}
    try:
        for place in above:
            place.chmod(modes[place] | 0o011)
        for place in files:
            place.chmod(file)
        path.parent.chmod(folder)
        given = [sys.executable, "-c", _PROGRAM, str(path), plan, "yes" if read_only else ""]
        done = subprocess.run(given, capture_output=True, text=True, check=False)
    finally:
        for place, mode in modes.items():
            if place.exists():
                place.chmod(mode)
    assert done.stderr == ""
    return done.stdout.split()
