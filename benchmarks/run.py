"""Run the rows of goals.toml, print each ratio with its goal; exit 1 if one is missed. See README.md beside this file."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from frame import BESIDE

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Goal:
    """One ratio, bound in seconds or of its check, or equal answer that a row must meet."""

    ours: str
    against: str = ""
    speed: float | None = None
    time: float | None = None
    seconds: float | None = None
    agrees: bool = False
    most: float | None = None

    def judge(self, mine: Contestant, other: Contestant) -> tuple[str, bool]:
        """What to print, and whether it is met."""
        if self.agrees:
            return f"the same answer as {self.against}", mine.check == other.check
        if self.most is not None:
            return f"{mine.check}, goal < {self.most}", float(str(mine.check)) < self.most
        ours, theirs = mine.median, other.median
        if self.seconds is not None:
            return f"{ours:.3f} s, goal < {self.seconds} s", ours < self.seconds
        if self.speed is not None:
            return (
                f"{theirs / ours:.2f}× the speed of {self.against}, goal ≥ {self.speed}×",
                theirs / ours >= self.speed,
            )
        assert self.time is not None, f"{self.ours}: a goal needs speed, time, seconds, most or agrees"
        return f"{ours / theirs:.2f}× the time of {self.against}, goal ≤ {self.time}×", ours / theirs <= self.time


@dataclass
class Contestant:
    """One workload:name with its file and what its runs printed."""

    file: Path
    key: str
    per_unit: list[float] = field(default_factory=list)
    check: object = None
    failure: str = ""

    def run(self) -> None:
        done = subprocess.run(
            [sys.executable, self.file, "--peer", self.key], capture_output=True, text=True, timeout=600
        )
        if done.returncode:
            self.failure = (done.stderr.strip().splitlines() or ["failed without a word"])[-1][:120]
            return
        line = json.loads(done.stdout.splitlines()[-1])
        self.per_unit.append(line["seconds"] / line["n"])
        self.check = line["check"]

    @property
    def median(self) -> float:
        return statistics.median(self.per_unit)


def contestants(file: Path, wanted: set[str]) -> Iterator[Contestant]:
    """Those of `file` that a goal names."""
    listed = subprocess.run([sys.executable, file, "--list"], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        key = line.rsplit(" ", 1)[0]
        if key in wanted:
            yield Contestant(file, key)


def run_row(row: Mapping[str, Any], peers: Path, repetitions: int) -> bool:
    """Measure and print one row; False if one of its goals is missed."""
    goals = [Goal(**goal) for goal in row["goal"]]
    wanted = {goal.ours for goal in goals} | {goal.against for goal in goals}
    files = [HERE / row["ours"]]
    if "peers" in row and (peers / row["peers"]).is_file():
        files.append(peers / row["peers"])
    found = {c.key: c for file in files for c in contestants(file, wanted)}
    for _ in range(min(repetitions, row.get("repetitions", repetitions))):
        for contestant in found.values():
            if not contestant.failure:
                contestant.run()
    print(f"\n{row['name']}")
    for contestant in found.values():
        if contestant.failure:
            print(f"  {contestant.key:<40} did not run: {contestant.failure}")
        else:
            unit = contestant.median
            print(
                f"  {contestant.key:<40} {1 / unit:>14,.1f} /s  {unit * 1000:>12.4f} ms  check {str(contestant.check)[:30]}"
            )
    met = True
    for goal in goals:
        ours, theirs = found.get(goal.ours), found.get(goal.against)
        if ours is None or ours.failure:
            print(f"  ▲ {goal.ours} did not run")
            met = False
        elif goal.against and (theirs is None or theirs.failure):
            print(f"  – left out: {goal.ours} against {goal.against}")
        else:
            text, good = goal.judge(ours, theirs or ours)
            print(f"  {'●' if good else '■'} {goal.ours}: {text}: {'met' if good else 'MISSED'}")
            met = met and good
    return met


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", help="names of rows; all without one")
    parser.add_argument("--peers", type=Path, default=Path(os.environ.get("MINSHENG_PEERS") or BESIDE / "peers"))
    parser.add_argument("--repetitions", type=int, default=3)
    asked = parser.parse_args()
    rows = tomllib.loads((HERE / "goals.toml").read_text("utf-8"))["row"]
    known = [row["name"] for row in rows]
    if unknown := set(asked.rows) - set(known):
        parser.error(f"no row {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    results = [
        run_row(row, asked.peers, asked.repetitions) for row in rows if not asked.rows or row["name"] in asked.rows
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
