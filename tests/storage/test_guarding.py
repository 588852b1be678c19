"""A store behind the guard keeps every promise that it keeps without it, and offers what else it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count

import pytest

from minsheng.ledger import Heads, Row, Store
from minsheng.ledger.turns import Exclusive, TurnsWithRows, turn
from minsheng.storage import MemoryStore, StoreBroken, StoreClosed
from minsheng.storage.guarding import guarded
from minsheng.testing import StoreConformance

PLAN = "甲县-2024"
ROW = Row(PLAN, 1, "a", bytes(32), b"{}")
_NUMBERS = count(1)


def behind_the_guard(store: Store) -> Store:
    """Each opened by an address of its own."""
    return guarded(store, "theirs", "their_package:open", f"theirs://user:secret@x/{next(_NUMBERS)}")


class TestGuardedStore(StoreConformance):
    def new_store(self) -> Store:
        return behind_the_guard(MemoryStore())


class Telephone(MemoryStore):
    """Also tells what is new when a turn begins."""

    @contextmanager
    def exclusive_behind(self, plan: str, after: int) -> Iterator[Iterator[Iterable[Row]]]:
        yield iter((self.read(plan, after=after),))


class Bare:
    """What a store must have, and nothing besides."""

    def __init__(self) -> None:
        for name in ("append", "get", "last", "read", "plans", "close"):
            setattr(self, name, getattr(MemoryStore(), name))

    def __enter__(self) -> Bare:
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.mark.parametrize("store", [MemoryStore(), Telephone(), Bare()], ids=lambda store: type(store).__name__)
def test_it_offers_what_the_store_offers(store: Store) -> None:
    for protocol in (Heads, Exclusive, TurnsWithRows):
        assert isinstance(behind_the_guard(store), protocol) is isinstance(store, protocol)


def test_a_turn_goes_through_the_guard() -> None:
    with behind_the_guard(Telephone()) as store:
        store.append(PLAN, [ROW], after=0)
        told: list[Row] = []
        with turn(store, PLAN, after=0, told=told.extend):
            assert told == [ROW]
        with pytest.raises(ZeroDivisionError), turn(store, PLAN):
            1 / 0  # noqa: B018  # what goes wrong in a turn is not the store's doing


def test_a_turn_that_can_not_begin_or_end_names_the_plug_in() -> None:
    class Locked(MemoryStore):
        ends = False

        @contextmanager
        def exclusive(self, plan: str) -> Iterator[None]:
            if self.ends:
                yield
            raise OSError("no lock")

    for ends in (False, True):
        inner = Locked()
        inner.ends = ends
        said = r"theirs.*their_package:open.*user:\*\*\*@x.*exclusive.*no lock"
        with pytest.raises(StoreBroken, match=said), turn(behind_the_guard(inner), PLAN):
            pass


def test_a_turn_that_breaks_while_it_tells_what_is_new_names_the_plug_in() -> None:
    class Cut(MemoryStore):
        @contextmanager
        def exclusive_behind(self, plan: str, after: int) -> Iterator[Iterator[Iterable[Row]]]:
            def pages() -> Iterator[Iterable[Row]]:
                yield (ROW,)
                raise OSError("cut off")

            yield pages()

    told: list[Row] = []
    said = r"theirs.*exclusive_behind.*cut off"
    with pytest.raises(StoreBroken, match=said), turn(behind_the_guard(Cut()), PLAN, after=0, told=told.extend):
        pass
    assert told == [ROW]


def test_errors_of_stores_pass_as_they_are() -> None:
    class Closed(MemoryStore):
        def plans(self) -> tuple[str, ...]:
            raise StoreClosed("x")

    with pytest.raises(StoreClosed):
        behind_the_guard(Closed()).plans()
