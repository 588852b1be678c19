"""Running the command line: inside this process where only the answer matters, as a process of its own where that matters."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

from attrs import frozen

from minsheng.cli import main


@frozen(kw_only=True)
class Done:
    """What a command left behind."""

    status: int
    data: bytes
    err: str

    @property
    def out(self) -> str:
        return self.data.decode()


def run(*arguments: str | Path, stdin: str | bytes = b"") -> Done:
    """`minsheng` with these arguments, in this process, on streams of its own."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    out, err = io.BytesIO(), io.BytesIO()
    stdin_, stdout, stderr = (
        io.TextIOWrapper(stream, encoding="utf-8", newline="\n") for stream in (io.BytesIO(given), out, err)
    )
    with patch.multiple(sys, stdin=stdin_, stdout=stdout, stderr=stderr):
        status = main([str(argument) for argument in arguments])
        stdout.flush()
        stderr.flush()
    return Done(status=status, data=out.getvalue(), err=err.getvalue().decode())


def program() -> list[str]:
    """The installed command beside this Python."""
    found = shutil.which("minsheng", path=str(Path(sys.executable).parent))
    assert found is not None, "minsheng is not installed beside this Python"
    return [found]


def environment(**more: str) -> dict[str, str]:
    """This one without what would change how Python prints."""
    left_out = ("PYTHONIOENCODING", "PYTHONUTF8", "MINSHENG_TRACEBACK")
    return {k: v for k, v in os.environ.items() if k not in left_out} | {"PYTHONIOENCODING": "utf-8"} | more


def process(*arguments: str | Path, cwd: Path | None = None, encoding: str = "utf-8", stdin: bytes = b"") -> Done:
    """`minsheng` with these arguments as a process of its own, on a console of that encoding."""
    done = subprocess.run(
        [*program(), *(str(argument) for argument in arguments)],
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
        cwd=cwd,
        env=environment(PYTHONIOENCODING=encoding),
    )
    return Done(status=done.returncode, data=done.stdout, err=done.stderr.decode(encoding, "replace"))
