"""One workload file: register contestants, time only the marked part, print one JSON line a run.

python FILE --list                     lines “workload:contestant n”
python FILE --peer workload:contestant one run, as {"n": units done, "seconds": …, "check": …, "peak_mb": …}
"""

from __future__ import annotations

import argparse
import fnmatch
import gc
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

Run = Callable[[int, "Clock"], tuple[int, object]]
"""Takes the size and a clock; returns the units done and a small value that equal answers share."""

BESIDE = Path(__file__).resolve().parents[2] / "shared"
"""Where the documents with known answers (corpus) and the peers' workload files (peers) stand unless another place is named: a
folder beside this repository, whose files are not ours to publish."""


def add_corpus(parser: argparse.ArgumentParser) -> None:
    """The options of a program that reads documents with known answers: where they stand, and which of them."""
    place = Path(os.environ.get("MINSHENG_CORPUS") or BESIDE / "corpus")
    parser.add_argument("--corpus", type=Path, default=place, help="default: MINSHENG_CORPUS, else %(default)s")
    parser.add_argument("--case", default="*", help="glob on case folders")


def cases_of(corpus: Path, pattern: str = "*") -> list[Path]:
    """The folders of a corpus that match; with none the program ends, with exit status 2 and the reason."""
    cases = [g.parent for g in sorted(corpus.glob("*/gold.json")) if fnmatch.fnmatch(g.parent.name, pattern)]
    if not cases:
        which = f"no case {pattern} with a gold.json" if corpus.is_dir() else "no such folder"
        print(f"{corpus}: {which}; name a folder of cases with --corpus or MINSHENG_CORPUS", file=sys.stderr)
        sys.exit(2)
    return cases


class Clock:
    """Seconds spent inside ``with clock:``, summed up."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __enter__(self) -> Self:
        gc.collect()
        gc.freeze()  # what stood before is not scanned again inside the timed part
        self._start = time.perf_counter()
        return self

    def __exit__(self, *failure: object) -> None:
        self.seconds += time.perf_counter() - self._start


class Workloads:
    """The contestants of one file."""

    def __init__(self) -> None:
        self._runs: dict[str, tuple[int, Run]] = {}

    def contestant(self, workload: str, name: str, n: int) -> Callable[[Run], Run]:
        """Register a run of `workload` under `name`, with its usual size `n`."""

        def register(run: Run) -> Run:
            self._runs[f"{workload}:{name}"] = (n, run)
            return run

        return register

    def main(self) -> None:
        """The command line of the file."""
        parser = argparse.ArgumentParser()
        parser.add_argument("--list", action="store_true")
        parser.add_argument("--peer")
        parser.add_argument("--n", type=int)
        asked = parser.parse_args()
        if asked.list or not asked.peer:
            for key, (size, _) in self._runs.items():
                print(key, size)
            return
        size, run = self._runs[asked.peer]
        clock = Clock()
        with tempfile.TemporaryDirectory(prefix="minsheng-bench-") as folder:
            tempfile.tempdir = folder
            units, check = run(asked.n or size, clock)
        workload, _, name = asked.peer.partition(":")
        line = {
            "workload": workload,
            "peer": name,
            "n": units,
            "seconds": round(clock.seconds, 6),
            "check": check,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
        print(json.dumps(line, ensure_ascii=False, default=str), flush=True)
