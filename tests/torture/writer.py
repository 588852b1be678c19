"""A program that appends: ``python writer.py URL PLAN WHO COUNT SIZE``; the ids of each stored batch are one line of output.

It waits for a line of input before it begins, so that several begin together. All reports are made up.
"""

from __future__ import annotations

import sys

from minsheng.ledger import Ledger, Progress
from minsheng.storage import open_store


def main(url: str, plan: str, who: str, count: int, size: int) -> None:
    with open_store(url) as store:
        ledger = Ledger.open(store, plan)
        print("ready", flush=True)
        sys.stdin.readline()
        for n in range(count):
            ids = [f"{who}-{n}-{k}" for k in range(size)]
            reports = [Progress("1", total="5公里", on="2024-06-28", note=id) for id in ids]
            ledger.append_all(reports, ids=ids)
            print(*ids, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:4], int(sys.argv[4]), int(sys.argv[5]))
