"""Several processes that do the same at once."""

from __future__ import annotations

import subprocess
import sys


def said_together(program: str, argument: str, *, times: int = 4) -> list[tuple[str, str]]:
    """What so many processes say on stdout and stderr; each begins its work when stdin ends, which it must wait for."""
    given = [sys.executable, "-c", program, argument]
    started = [
        subprocess.Popen(given, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(times)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.close()
    said = []
    for process in started:
        process.stdin = None
        out, err = process.communicate()
        said.append((out.strip(), err))
    return said
