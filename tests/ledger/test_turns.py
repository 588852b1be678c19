"""Writers who meet others wait for their turn, and nobody loses anything by it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from minsheng.errors import InvalidValue
from minsheng.ledger import Ledger, Progress
from minsheng.ledger.turns import Exclusive, turn
from minsheng.projects import Plan
from minsheng.storage import MemoryStore, SqliteStore, StoreLocked
from tests.ledger.made_up import Clock


@pytest.fixture
def path(tmp_path: Path, plan: Plan) -> Path:
    path = tmp_path / "county.db"
    with SqliteStore(path) as store:
        Ledger.adopt(store, plan, by="甲县政府办公室", on="2024-02-06", clock=Clock())
    return path


def _report(n: int) -> Progress:
    return Progress("1", total=f"{n}公里", on="2024-06-28", by="甲局")


def test_whoever_has_the_turn_keeps_others_out_until_it_has_written(path: Path, plan: Plan) -> None:
    with SqliteStore(path) as mine, SqliteStore(path, timeout=0.01) as theirs:
        me, they = Ledger.open(mine, plan.id), Ledger.open(theirs, plan.id)
        assert they.plan == me.plan
        with turn(mine, plan.id):
            with pytest.raises(StoreLocked):
                they.append(_report(1))
            assert len(list(they.entries())) == 1, "reading goes on"
            me.append(_report(2))
            they.append(_report(3))
        they.append(_report(4))
        assert [e.position for e in me.entries()] == [1, 2, 3, 4]
        assert me.verify()


def test_a_turn_that_is_not_used_leaves_nothing_behind(path: Path, plan: Plan) -> None:
    with SqliteStore(path) as mine, SqliteStore(path, timeout=0.01) as theirs:
        with turn(mine, plan.id):
            pass
        with pytest.raises(InvalidValue), turn(mine, plan.id):
            raise InvalidValue("ledger.empty", field="x")
        Ledger.open(theirs, plan.id).append(_report(1))
        Ledger.open(mine, plan.id).append(_report(2))
        assert Ledger.open(mine, plan.id).verify().entries == 3


def test_a_store_without_turns_does_without(plan: Plan) -> None:
    store = MemoryStore()
    assert not isinstance(store, Exclusive)
    with turn(store, plan.id):
        Ledger.adopt(store, plan, by="甲县政府办公室", on="2024-02-06", clock=Clock())


class _Counting(SqliteStore):
    """Counts the turns that are asked for."""

    turns = 0

    @contextmanager
    def exclusive(self, plan: str) -> Iterator[None]:
        self.turns += 1
        with super().exclusive(plan):
            yield


def test_only_who_met_others_waits_for_turns(path: Path, plan: Plan) -> None:
    with _Counting(path) as mine, SqliteStore(path) as theirs:
        me, they = Ledger.open(mine, plan.id), Ledger.open(theirs, plan.id)
        for n in range(3):
            me.append(_report(n))
        assert mine.turns == 0
        they.append(_report(3))
        for n in range(4, 7):
            me.append(_report(n))
        assert mine.turns == 3
        assert [e.position for e in they.entries()] == list(range(1, 9))
        with pytest.raises(InvalidValue):
            me.append(Progress("1", total="1吨", on="2024-06-28"))
        they.append(_report(8))
