"""Writers of one plan that take turns (轮流写入), so that none of them has to try again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol, runtime_checkable

from minsheng.ledger.rows import Row, Store

CROWDED = 100
"""So many appends after others were seen to write, a writer waits for its turn before it seals."""
FAR = 2**63 - 1
"""Behind any position."""


@runtime_checkable
class Exclusive(Protocol):
    """What a store may offer besides `Store`: many writers of one plan then get more done together.

    It is a help, not a guard: `append` keeps its promises without it.
    """

    def exclusive(self, plan: str) -> AbstractContextManager[None]:
        """Keep other writers who ask for the same out of the plan, at least until this thread has appended once.

        Reading within it, by the same thread, sees all that is stored.
        """
        ...


@runtime_checkable
class TurnsWithRows(Protocol):
    """What a store far away may offer besides `Exclusive`: to wait and to read are one question then."""

    def exclusive_behind(self, plan: str, after: int) -> AbstractContextManager[Iterator[Iterable[Row]]]:
        """As `exclusive`, with the rows behind position `after` page by page; the turn begins when they end.

        While a page is worked on others may still write. To who comes back at once the store may give a turn without
        waiting or reading; then `append` raises `Moved` also where nothing came in, but others should be next.
        """
        ...


@contextmanager
def turn(
    store: Store, plan: str, *, after: int = FAR, told: Callable[[Iterable[Row]], object] = list
) -> Iterator[None]:
    """A turn of writing, where the store has turns; `told` gets the rows behind position `after`, in one or more parts."""
    with (
        store.exclusive_behind(plan, after) if isinstance(store, TurnsWithRows) else _told(store, plan, after) as pages
    ):
        for rows in pages:
            told(rows)
        yield


@contextmanager
def _told(store: Store, plan: str, after: int) -> Iterator[Iterator[Iterable[Row]]]:
    with store.exclusive(plan) if isinstance(store, Exclusive) else nullcontext():
        yield iter((store.read(plan, after=after),))
