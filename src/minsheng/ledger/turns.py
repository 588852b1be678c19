"""Writers of one plan that take turns (轮流写入), so that none of them has to try again and again."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Protocol, runtime_checkable

from minsheng.ledger.rows import Store


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


def turn(store: Store, plan: str) -> AbstractContextManager[None]:
    """A turn of writing, where the store has turns."""
    return store.exclusive(plan) if isinstance(store, Exclusive) else nullcontext()
