"""Programs without rights: root writes through mode 0444, so what must be refused is tried as somebody else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

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


@contextmanager
def passable_folder() -> Iterator[Path]:
    """A new folder that everybody can come to; those of pytest are closed, and shared by all that run at once."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o755)
        yield place


@contextmanager
def modes(path: Path, *, file: int, folder: int) -> Iterator[None]:
    """These modes for the store at `path` and its folder, put back after."""
    files = [place for place in path.parent.iterdir() if place.name.startswith(path.name)]
    before = {place: place.stat().st_mode for place in (path.parent, *files)}
    try:
        for place in files:
            place.chmod(file)
        path.parent.chmod(folder)
        yield
    finally:
        for place, mode in before.items():
            if place.exists():
                place.chmod(mode)


def as_nobody(path: Path, plan: str, *, read_only: bool, file: int = 0o444, folder: int = 0o555) -> list[str]:
    """What a program without rights comes to that opens the file, counts its rows and appends one."""
    given = [sys.executable, "-c", _PROGRAM, str(path), plan, "yes" if read_only else ""]
    with modes(path, file=file, folder=folder):
        done = subprocess.run(given, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.split()
