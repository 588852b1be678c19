"""Writers in processes of their own, begun together and killed at will."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from minsheng.ledger import Ledger
from minsheng.projects import Plan, Project
from minsheng.storage import open_store

_PROGRAM = Path(__file__).with_name("writer.py")


def made_up(id: str = "甲县-2024") -> Plan:
    """A made-up plan."""
    projects = [Project(no="1", name="道路", leads=["甲局"], targets=["400公里"])]
    return Plan(id=id, year=2024, projects=projects)


def adopt(address: str, *plans: Plan) -> None:
    """Begin the ledgers."""
    with open_store(address) as store:
        for plan in plans:
            Ledger.adopt(store, plan, by="甲县政府办公室", on="2024-02-06")


class Writer:
    """One process."""

    def __init__(self, address: str, plan: Plan, who: str, count: int, size: int = 1) -> None:
        given = [sys.executable, str(_PROGRAM), address, plan.id, who, str(count), str(size)]
        self._process = subprocess.Popen(given, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def wait_until_ready(self) -> None:
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    def begin(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.close()

    def acknowledged(self) -> list[str]:
        """Ids of the next batch that it was told is stored."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().split()

    def kill(self) -> list[str]:
        """SIGKILL: nothing can be tidied up; ids of all batches that were still told."""
        assert self._process.stdout is not None
        self._process.kill()
        told, _, _ = self._process.stdout.read().rpartition("\n")  # half a line is no word
        self._process.stdout.close()
        assert self._process.wait() != 0
        return told.split()

    def end(self) -> list[str]:
        """Wait until it has done all of its work; ids of all batches."""
        assert self._process.stdout is not None
        told = self._process.stdout.read()
        self._process.stdout.close()
        assert self._process.wait() == 0, "no writer fails"
        return told.split()


def together(writers: Sequence[Writer]) -> list[list[str]]:
    """Let them all begin at once and do all of their work."""
    for writer in writers:
        writer.wait_until_ready()
    for writer in writers:
        writer.begin()
    return [writer.end() for writer in writers]
