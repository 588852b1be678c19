"""Row “memory”: a ledger of a million entries, made, streamed and verified; the check is the peak of the process in megabytes."""

from __future__ import annotations

import resource

from frame import Clock, Workloads
from ledger import filled

W = Workloads()


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@W.contestant("million", "minsheng", 1_000_000)
def million(n: int, clock: Clock) -> tuple[int, object]:
    ledger = filled(n)
    with clock:
        assert sum(1 for _ in ledger.entries()) == n + 1
        verdict = ledger.verify()
    assert verdict, verdict
    assert verdict.entries == n + 1
    ledger.report("1.t1", total="999999公里", on="2024-12-31")
    return n, peak()


if __name__ == "__main__":
    W.main()
