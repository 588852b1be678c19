"""A store in memory (内存存储): for tests, notebooks and thoughts; it is gone when the program ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from threading import RLock
from types import TracebackType
from typing import Self

from minsheng.ledger import Duplicate, Moved, Row
from minsheng.ledger.forking import open_in_children
from minsheng.storage.failures import StoreClosed, StoreReadOnly


class MemoryStore:
    """Rows in lists (内存存储).

    >>> with MemoryStore() as store:
    ...     store.append("demo", [Row("demo", 1, "a", b"", b"")], after=0)
    ...     [row.id for row in store.read("demo")]
    ['a']
    """

    def __init__(self, *, read_only: bool = False) -> None:
        """With `read_only` it is empty for ever: what a program does that looks at a store which is not there."""
        self.read_only = read_only
        self._rows: dict[str, list[Row]] = {}
        self._places: dict[str, dict[str, int]] = {}
        self._lock = RLock()
        open_in_children(self)
        self._closed = False

    def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
        """See `Store.append`."""
        if self.read_only:
            raise StoreReadOnly("memory:")
        with self._lock:
            self._check_open()
            if not rows:
                return
            known, places = self._rows.get(plan, []), self._places.get(plan, {})
            new: dict[str, int] = {}
            for place, row in enumerate(rows, len(known)):
                if row.id in places or row.id in new:
                    raise Duplicate(plan, row.id)
                new[row.id] = place
            if after != len(known):
                raise Moved(plan, after, known[-1] if known else None)
            self._places.setdefault(plan, {}).update(new)
            self._rows.setdefault(plan, []).extend(rows)

    def get(self, plan: str, ids: Sequence[str]) -> tuple[Row, ...]:
        """See `Store.get`."""
        with self._lock:
            self._check_open()
            places = self._places.get(plan, {})
            return tuple(self._rows[plan][place] for place in sorted({places[id] for id in ids if id in places}))

    def last(self, plan: str) -> Row | None:
        """See `Store.last`."""
        with self._lock:
            self._check_open()
            rows = self._rows.get(plan)
            return rows[-1] if rows else None

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        """See `Store.read`."""
        with self._lock:
            self._check_open()
            rows = self._rows.get(plan, [])
            return (rows[place] for place in range(max(after, 0), len(rows)))  # rows are only ever added behind

    def plans(self) -> tuple[str, ...]:
        """See `Store.plans`."""
        with self._lock:
            self._check_open()
            return tuple(sorted(self._rows))

    def heads(self) -> Mapping[str, int]:
        """See `Heads`."""
        with self._lock:
            self._check_open()
            return {plan: len(rows) for plan, rows in self._rows.items()}

    def close(self) -> None:
        """See `Store.close`; the rows are gone."""
        with self._lock:
            self._closed = True
            self._rows, self._places = {}, {}

    def _check_open(self) -> None:
        if self._closed:
            raise StoreClosed("memory:")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
