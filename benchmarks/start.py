"""Row “start”: what `import minsheng` costs beside its core packages, and reading the notice from the command line.

Each unit is a fresh interpreter; what a bare interpreter takes is measured by turns and taken off the imports.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from frame import Clock, Workloads

W = Workloads()

PACKAGES = "import attrs, cattrs, pendulum, tabulate"


def _python(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def _imports(code: str, n: int, clock: Clock) -> tuple[int, object]:
    _python(code)  # byte code is written, files are in the cache
    for _ in range(n):
        bare = _python("pass")
        clock.seconds += max(_python(code) - bare, 0.0)
    return n, None


@W.contestant("import", "minsheng", 7)
def import_minsheng(n: int, clock: Clock) -> tuple[int, object]:
    return _imports("import minsheng", n, clock)


@W.contestant("import", "its-core-packages", 7)
def import_packages(n: int, clock: Clock) -> tuple[int, object]:
    return _imports(PACKAGES, n, clock)


@W.contestant("read-notice", "minsheng", 5)
def read_notice(n: int, clock: Clock) -> tuple[int, object]:
    """The example's notice of ten projects, from text to a plan in JSON, start of the program included."""
    import minsheng as ms

    notice = Path(tempfile.gettempdir()) / "notice.txt"
    notice.write_text(ms.load_example().notice, "utf-8")
    program = Path(sys.executable).with_name("minsheng")
    command = [str(program), "read", str(notice), "--to", "json", "-o", str(notice.with_suffix(".json"))]
    subprocess.run(command, check=True, capture_output=True)
    for _ in range(n):
        with clock:
            subprocess.run(command, check=True, capture_output=True)
    return n, None


if __name__ == "__main__":
    W.main()
