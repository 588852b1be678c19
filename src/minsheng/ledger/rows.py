"""What a store keeps (存储): rows of bytes in one order a plan, and the contract of every store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType, TracebackType
from typing import NamedTuple, Protocol, Self, runtime_checkable

from minsheng.errors import MinshengError


class Row(NamedTuple):
    """One sealed entry as it is stored; a store never looks into `data`."""

    plan: str
    position: int
    """Counted from 1 within the plan, without gaps."""
    id: str
    """Unique within the plan."""
    digest: bytes
    """32 bytes."""
    data: bytes


ROW_TYPES: tuple[type, ...] = (str, int, str, bytes, bytes)
"""Those of the values of a row, exactly: no children of them."""


class Moved(MinshengError):
    """Other rows came in between: the plan's last position is not the one that the writer knew."""

    code = "ledger.moved"

    def __init__(self, plan: str, after: int, last: Row | None) -> None:
        self.last = last
        """The row that is last now; None if the plan has none."""
        super().__init__(plan=plan, after=after, position=last.position if last else 0)


class Duplicate(MinshengError):
    """A row with this id is there already."""

    code = "ledger.duplicate"

    def __init__(self, plan: str, id: str) -> None:
        self.id = id
        super().__init__(plan=plan, id=id)


class StoreFailed(MinshengError):
    """A store can not do its work: locked, full, read-only, damaged, out of reach. Stores raise children.

    Nothing was half done; only where a child says so it may be unknown whether all of it was.
    """

    code = "ledger.store-failed"


class StoreDamaged(StoreFailed):
    """What is stored can not be read back."""

    code = "ledger.store-damaged"
    lost: Mapping[str, int] = MappingProxyType({})
    """How many entries of a plan are known to have stood behind the last one that can be read; those without any are left out."""


class Store(Protocol):
    """Keeps rows, append-only; `minsheng.testing.StoreConformance` tests these laws. It may also have `Heads`.

    - Rows of a plan have the positions 1, 2, 3… and are read in that order.
    - Rows that `append` took are there for every later reader, of any thread or process that shares the store.
    - A failed `append` leaves no row, and no reader sees part of one.
    - Rows come back with the same bytes, and a reading of any length takes little memory.
    - All methods may be called from several threads at once.
    - What goes wrong below it (no connection, a full disk, no right, a store that is closed) is raised as a child of
      `StoreFailed`, besides `Duplicate` and `Moved` never anything else: callers know no other.
    """

    def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
        """All rows or none, right behind position `after`; no rows, nothing happens.

        Raises:
            Duplicate: an id is there already, or stands twice in `rows`. Checked first.
            Moved: `after` is not the plan's last position (0 where it has no rows); carries the row that is last.
        """
        ...

    def get(self, plan: str, ids: Sequence[str]) -> tuple[Row, ...]:
        """Those rows of the plan that have one of these ids, by position."""
        ...

    def last(self, plan: str) -> Row | None:
        """The plan's last row."""
        ...

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        """Rows behind position `after` in order, up to the one that is last when the reading begins.

        Reads in pages: appending and other reading may go on in the meantime.
        """
        ...

    def plans(self) -> tuple[str, ...]:
        """All plans that have rows, sorted."""
        ...

    def close(self) -> None:
        """Let go of files and connections; a second call does nothing."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


@runtime_checkable
class Inspecting(Protocol):
    """What a store may offer besides `Store`: to look for damage that no reading of rows would come to."""

    def inspect(self) -> None:
        """Look through all that it keeps, indexes included.

        Raises:
            StoreDamaged: something is not as it should be; says what.
        """
        ...


@runtime_checkable
class Placed(Protocol):
    """What a store may offer besides `Store`: to tell whether another opening keeps the same rows."""

    def place(self) -> str:
        """Where its rows are, the same text for every opening of them and of nothing else."""
        ...


def are_one(one: Store, other: Store) -> bool:
    """Whether both are openings of the same rows, as far as they can tell."""
    if one is other:
        return True
    return isinstance(one, Placed) and isinstance(other, Placed) and one.place() == other.place()
