"""The command line ``minsheng`` (命令行): a thin skin over the library, one module a verb.

Data goes to stdout, messages to stderr. Exit status: 0 done; 1 the answer is “no”; 2 wrong use or unreadable input.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from minsheng.errors import MinshengError, MissingExtra

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status; nobody ever sees a traceback unless MINSHENG_TRACEBACK is set."""
    _fill_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a gbk console prints what it can
    try:
        try:
            from minsheng.cli.app import run
        except ModuleNotFoundError as error:
            if error.name != "click":
                raise
            raise MissingExtra("cli") from None
        status = run(sys.argv[1:] if argv is None else list(argv))
        sys.stdout.flush()  # here, where a reader that has gone is still told from a fault
        return status
    except MinshengError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # the reader of our output has gone; Python would complain again when it flushes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("MINSHENG_TRACEBACK"):
            raise
        # in the code, in both languages: the files of words may be what failed
        print(f"minsheng: 内部错误 / internal error: {type(error).__name__}: {error}", file=sys.stderr)
        print("  MINSHENG_TRACEBACK=1 显示细节 / shows the details", file=sys.stderr)
        return 2


def _fill_closed_streams() -> None:
    """What a shell closed (``>&-``) reads and prints nothing; no file of ours gets its number, where prints would land."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY), encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
