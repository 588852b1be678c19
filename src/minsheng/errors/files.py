"""Files that are written whole or not at all (写文件)."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path


def replace_file(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a whole file beside `path` and move it over: whoever looks sees the old one or the new one.

    `data` may come in pieces; if making one fails, the old file stays. A link stays one, the file that it leads to is
    exchanged; permissions of the old file are kept. A device or a pipe (/dev/stdout, `>(gzip)`) is written to instead.

    Raises:
        OSError: the folder is missing or may not be written to.
    """
    pieces = (data,) if isinstance(data, bytes) else data
    mode = _mode(path)
    if mode is not None and _is_stream(path, mode):
        with open(path, "ab") as stream:  # behind what another program has written there already
            stream.writelines(pieces)
        return
    path = Path(os.path.realpath(path))
    beside = path.with_name(f".{path.name[:40]}.{secrets.token_hex(6)}.tmp")
    try:
        with open(beside, "xb") as file:
            if mode is not None:
                os.chmod(beside, stat.S_IMODE(mode))
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int | None:
    """Kind and permissions of what stands there; None if nothing does."""
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def _is_stream(path: Path, mode: int) -> bool:
    """A device, a pipe, or an open file by the name that the system gives it."""
    opened = os.path.abspath(path).startswith(("/dev/std", "/dev/fd/", "/proc/"))
    return not stat.S_ISDIR(mode) and (opened or not stat.S_ISREG(mode))
