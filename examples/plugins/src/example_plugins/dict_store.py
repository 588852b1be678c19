"""A store over a dict: gone when the program ends, shared by all who open the same URL in it."""

from collections.abc import Iterator, Sequence
from threading import Lock

from minsheng.ledger import Duplicate, Moved, Row
from minsheng.storage import StoreReadOnly


class DictStore:
    """Plan → its rows. A list is never changed, only replaced, so whoever reads one is not disturbed."""

    def __init__(self, shared: "DictStore | None" = None, *, read_only: bool = False) -> None:
        self.rows: dict[str, list[Row]] = shared.rows if shared else {}
        self.lock: Lock = shared.lock if shared else Lock()
        self.read_only = read_only

    def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
        if self.read_only:
            raise StoreReadOnly("dict:")
        with self.lock:
            kept = self.rows.get(plan, [])
            seen = {row.id for row in kept}
            for row in rows:
                if row.id in seen:
                    raise Duplicate(plan, row.id)
                seen.add(row.id)
            if rows and after != len(kept):
                raise Moved(plan, after, kept[-1] if kept else None)
            if rows:
                self.rows[plan] = [*kept, *rows]

    def get(self, plan: str, ids: Sequence[str]) -> tuple[Row, ...]:
        wanted = set(ids)
        return tuple(row for row in self.rows.get(plan, []) if row.id in wanted)

    def last(self, plan: str) -> Row | None:
        return next(reversed(self.rows.get(plan, [])), None)

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        return iter(self.rows.get(plan, [])[after:])

    def plans(self) -> tuple[str, ...]:
        return tuple(sorted(self.rows))

    def close(self) -> None:
        pass

    def __enter__(self) -> "DictStore":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_OPENED: dict[str, DictStore] = {}


def open_dict(url: str, *, read_only: bool) -> DictStore:
    """What the entry point names: ``dict:county`` is the same store for the whole program."""
    return DictStore(_OPENED.setdefault(url, DictStore()), read_only=read_only)
