"""Writers of one plan take turns (轮流写入); who writes in a loop takes a run of entries, so that fewer are handed over.

The server keeps two locks for each plan. Its *turn* is held while one entry is read up to, sealed and stored. Who finds it
taken waits in the *queue*, whose first alone waits for the turn. Behind its turn a loop goes on without one: each row is
stored only if the turn is free, in one message, as if nobody else were there. So its run ends as soon as the next one
takes the turn; and that one, where it was cut short itself, first leaves the other as much time as a run needs. Nobody
holds anything while a program does something else; and should a program stop in the midst of its turn, the others go on
without turns after a while.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from threading import local
from types import TracebackType
from typing import Self

import psycopg
from attrs import define, field

from minsheng.ledger import Moved, Row
from minsheng.storage.postgres.table import EntriesTable

_RUN = 12
"""Entries that a run should have: with more all others wait longer, with fewer the reading up costs as much as the writing."""
_SOON = 0.005
"""Seconds within which a loop comes back with its next entry."""
_PACE = 0.0003
"""Seconds an entry, where nothing is known of it."""
LONG = 2.0
"""Seconds of waiting after which a writer goes on without its turn: who has it may have been stopped in the midst of it."""
WITHOUT = 30.0
"""Seconds for which it does not ask again."""
_LONGEST = 0.03
"""Seconds that are left to another one at most."""


class Overtaken(Moved):
    """Others are next: the row was not stored, though nothing need have come in yet."""

    def __init__(self, plan: str, after: int) -> None:
        super().__init__(plan, after, None)


class Held(Enum):
    """What a connection holds of a plan."""

    NOTHING = "nothing"
    QUEUE = "queue"
    TURN = "turn"


class Turn:
    """A place in the queue of a plan, and the turn that comes of it; the end of `with` gives both up."""

    def __init__(self, table: EntriesTable, connection: psycopg.Connection, plan: str, *, patience: float) -> None:
        """`patience`: seconds to leave to the one that writes now."""
        self.connection = connection
        self.plan = plan
        self.held = Held.NOTHING
        self._table = table
        self._patience = patience

    def ask(self, after: int) -> list[Row]:
        """Take the turn if it is free, else wait to be the first of the queue; gives the page behind `after`."""
        with self._taking():
            free, page = self._table.ask(self.connection, self.plan, after)
        self.held = Held.TURN if free else Held.QUEUE
        return page

    def take(self, after: int) -> list[Row]:
        """As the first of the queue wait for the turn; gives the page behind `after`."""
        time.sleep(self._patience)
        with self._taking():
            page = self._table.take(self.connection, self.plan, after)
        self.held = Held.TURN
        return page

    @contextmanager
    def _taking(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.connection.close()  # it may have got what nobody would give up
            raise

    def store(self, row: Row) -> None:
        """Add the row; the turn ends with its commit, or goes on where it is refused."""
        self._table.insert_and_leave(self.connection, row)
        self.held = Held.NOTHING

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(psycopg.Error):  # it is gone with its connection
            if self.held is Held.TURN:
                self._table.leave_turn(self.connection, self.plan)
            elif self.held is Held.QUEUE:
                self._table.leave_queue(self.connection, self.plan)


@define
class Run:
    """What a thread writes to a plan without a pause."""

    plan: str
    began: float = field(factory=time.monotonic)
    ended: float = field(init=False)
    entries: int = 0

    def __attrs_post_init__(self) -> None:
        self.ended = self.began

    def wrote(self) -> None:
        """One more entry."""
        self.ended = time.monotonic()
        self.entries += 1


class Turns(local):
    """Those of a thread."""

    def __init__(self) -> None:
        self.open: Turn | None = None
        self.run: Run | None = None
        """What may go on, if it is soon."""
        self.going_on = False
        """In the middle of it: what is stored now needs no turn."""
        self._pace = _PACE
        self._patience = 0.0

    def goes_on(self, plan: str) -> bool:
        """Whether this thread is writing to the plan in a loop and has had its turn."""
        run = self.run
        return self.open is None and run is not None and run.plan == plan and time.monotonic() - run.ended < _SOON

    def overtaken(self, run: Run) -> None:
        """The run was ended by others, so the next one that this thread would end gets its time."""
        if run.entries:
            self._pace = (run.ended - run.began) / run.entries
        self._patience = min(_RUN * self._pace, _LONGEST)

    def patience(self) -> float:
        """Seconds to leave to the one that writes now; none but where this thread was overtaken since."""
        patience, self._patience = self._patience, 0.0
        return patience
