"""What a ledger knows right behind an append, before it was asked for anything else; made-up figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from minsheng.errors import InvalidValue
from minsheng.ledger import Corrected, Ledger, Moved, Progress, Row
from minsheng.projects import Plan
from minsheng.storage import MemoryStore
from tests.ledger.made_up import Clock

ON = "2024-06-28"


class Watched(MemoryStore):
    """Counts the rows that are read, and refuses when told to."""

    rows_read = 0
    refusals = 0

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        for row in super().read(plan, after=after):
            self.rows_read += 1
            yield row

    def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
        if self.refusals:
            self.refusals -= 1
            raise Moved(plan, after, self.last(plan))
        super().append(plan, rows, after=after)


@pytest.fixture
def store() -> Watched:
    return Watched()


@pytest.fixture
def ledger(store: Watched, plan: Plan, clock: Clock) -> Ledger:
    return Ledger.adopt(store, plan, by="甲县政府办公室", on="2024-02-06", clock=clock)


def report(kilometres: int, **more: str) -> Progress:
    return Progress("1", total=f"{kilometres}公里", on=ON, by="丁局", **more)


def test_the_next_total_is_held_against_the_one_that_was_just_sealed(ledger: Ledger) -> None:
    ledger.append(report(120))
    with pytest.raises(InvalidValue, match="120公里"):
        ledger.append(report(119))
    ledger.append(report(119, reason="核减"))
    with pytest.raises(InvalidValue, match="119公里"):
        ledger.append_all([report(118)])


def test_a_batch_that_is_refused_leaves_nothing_behind(ledger: Ledger) -> None:
    ledger.append(report(120), id="a")
    said = [report(150), Corrected("a", on=ON, reason="误报"), report(140)]
    for _ in range(2):
        with pytest.raises(InvalidValue, match="150公里"):
            ledger.append_all(said)
        assert [place for place, _ in ledger.refused(said)] == [2]
    assert ledger.append(report(121)).position == 3
    assert ledger.append(Corrected("a", on=ON, reason="误报")).position == 4


@pytest.mark.parametrize("several", [False, True])
def test_what_the_store_did_not_take_is_sealed_anew(ledger: Ledger, store: Watched, plan: Plan, several: bool) -> None:
    ledger.append(report(120))
    store.refusals = 2
    said = [report(130), report(140)]
    entries = ledger.append_all(said) if several else [ledger.append(s) for s in said]
    assert [entry.position for entry in entries] == [3, 4]
    assert ledger.verify()
    assert ledger.as_of(ON) == Ledger.open(store, plan.id).as_of(ON)


def test_the_list_that_is_given_back_is_the_callers(ledger: Ledger) -> None:
    entries = ledger.append_all([report(120), report(130)])
    entries.clear()
    assert str(ledger.as_of(ON).done("1").total) == "130公里"
    assert ledger.append(report(131)).position == 4


def test_remarks_on_what_was_just_sealed_may_be_asked_for_twice(ledger: Ledger, store: Watched) -> None:
    for kilometres in range(50):
        ledger.append(report(kilometres))
    store.rows_read = 0
    entry = ledger.append(report(450))
    told = [f.code for f in ledger.remarks([entry])[entry.id]]
    assert told == ["ledger.more-than-all", "ledger.not-answerable"]
    assert [f.code for f in ledger.remarks([entry])[entry.id]] == told
    assert store.rows_read == 2, "the entry itself, each time"
    with pytest.raises(InvalidValue, match="450公里"):
        ledger.append(report(449))


def test_appending_reads_nothing(ledger: Ledger, store: Watched) -> None:
    store.rows_read = 0
    for kilometres in range(20):
        ledger.append(report(kilometres))
    ledger.append_all([report(30), report(40)])
    assert store.rows_read == 0
