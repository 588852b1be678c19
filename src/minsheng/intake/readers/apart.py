"""Runs a foreign parser in a process of its own (隔离运行), with a limit of time and, where the system can, of memory.

For parsers that were not written for hostile files: whatever one of them makes of a file, this process goes on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

from minsheng.errors import Unreadable
from minsheng.intake.readers import limits

_TOO_MUCH = 3
_START = "import json,sys;sys.path[:]=json.loads(sys.argv[1]);from importlib import import_module;import_module(sys.argv[2]).main()"


def run(module: str, data: bytes, *, file: str, format: str, seconds: int = limits.SECONDS) -> bytes:
    """What the `main` of a module prints when it is given the bytes.

    Raises:
        Unreadable: it takes too long or too much memory, or fails.
    """
    command = [sys.executable, "-c", _START, json.dumps(sys.path), module]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise Unreadable("intake.too-slow", file=file, seconds=seconds) from error
    if done.returncode == _TOO_MUCH or b"MemoryError" in done.stderr:
        raise Unreadable("intake.too-much-memory", file=file)
    if done.returncode != 0:
        raise Unreadable("intake.broken-file", file=file, format=format)
    return done.stdout


def serve(work: Callable[[bytes], bytes]) -> None:
    """The other side: does the work on standard input, within the limits, and prints what it gives."""
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limits
        import resource

        size = limits.MEGABYTES << 20
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS))
    try:
        found = work(sys.stdin.buffer.read())
    except MemoryError:
        sys.exit(_TOO_MUCH)
    sys.stdout.buffer.write(found)
