"""A store of somebody else behind a guard (第三方存储): whatever it raises becomes one error that names the plug-in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Self, TypeVar

from minsheng.errors import MinshengError
from minsheng.errors.plugins import why
from minsheng.ledger import Heads, Row, Store
from minsheng.ledger.rows import Inspecting, Placed
from minsheng.ledger.turns import Exclusive, TurnsWithRows
from minsheng.storage.failures import StoreBroken

T = TypeVar("T")


def guarded(store: Store, plugin: str, origin: str, url: str) -> Store:
    """`store`, with the optional methods that it has; its own errors (`StoreFailed` and other `MinshengError`) pass."""
    more = [kind for protocol, kind in _OPTIONAL if isinstance(store, protocol)]
    kind: type[_Guarded] = type("GuardedStore", (*more, _Guarded), {})
    return kind(store, plugin, origin, url)


class _Guarded:
    """See `Store`."""

    def __init__(self, store: Store, plugin: str, origin: str, url: str) -> None:
        self.store = store
        """The plug-in's own object."""
        self._plugin, self._origin, self._url = plugin, origin, url

    @contextmanager
    def _at(self, method: str) -> Iterator[None]:
        try:
            yield
        except MinshengError:
            raise
        except Exception as error:  # a plug-in may raise anything: it is named, whatever it was
            raise StoreBroken(self._plugin, self._origin, self._url, method, why(error)) from error

    def _row(self, method: str, row: object) -> Row:
        if not isinstance(row, Row):
            raise StoreBroken(self._plugin, self._origin, self._url, method, f"{type(row).__name__}, not Row")
        return row

    def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
        with self._at("append"):
            self.store.append(plan, rows, after=after)

    def get(self, plan: str, ids: Sequence[str]) -> tuple[Row, ...]:
        with self._at("get"):
            return tuple(self._row("get", row) for row in self.store.get(plan, ids))

    def last(self, plan: str) -> Row | None:
        with self._at("last"):
            row: object = self.store.last(plan)
            return None if row is None else self._row("last", row)

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        with self._at("read"):
            rows = iter(self.store.read(plan, after=after))
        return self._each(rows)

    def _each(self, rows: Iterator[Row]) -> Iterator[Row]:
        return (self._row("read", row) for row in self._drawn(rows, "read"))

    def _drawn(self, items: Iterator[T], method: str) -> Iterator[T]:
        while True:
            try:
                item = next(items)
            except (StopIteration, MinshengError) as end:
                if isinstance(end, StopIteration):
                    return
                raise
            except Exception as error:
                raise StoreBroken(self._plugin, self._origin, self._url, method, why(error)) from error
            yield item

    def plans(self) -> tuple[str, ...]:
        with self._at("plans"):
            return tuple(self.store.plans())

    @contextmanager
    def _turn(self, turn: AbstractContextManager[T], method: str) -> Iterator[T]:
        with self._at(method):
            got = turn.__enter__()
        try:
            yield got
        except BaseException as error:
            with self._at(method):
                turn.__exit__(type(error), error, error.__traceback__)
            raise
        with self._at(method):
            turn.__exit__(None, None, None)

    def place(self) -> str:
        """See `Placed`: what the plug-in says, or else its URL."""
        if isinstance(self.store, Placed):
            with self._at("place"):
                return self.store.place()
        return self._url

    def close(self) -> None:
        with self._at("close"):
            self.store.close()

    def __enter__(self) -> Self:
        with self._at("__enter__"):
            self.store.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._at("__exit__"):
            self.store.__exit__(kind, error, trace)


class _WithHeads(_Guarded):
    def heads(self) -> Mapping[str, int]:
        """See `Heads`."""
        assert isinstance(self.store, Heads)
        with self._at("heads"):
            return dict(self.store.heads())


class _WithTurns(_Guarded):
    def exclusive(self, plan: str) -> AbstractContextManager[None]:
        """See `Exclusive`."""
        assert isinstance(self.store, Exclusive)
        with self._at("exclusive"):
            return self._turn(self.store.exclusive(plan), "exclusive")


class _WithTurnsWithRows(_Guarded):
    @contextmanager
    def exclusive_behind(self, plan: str, after: int) -> Iterator[Iterator[Iterable[Row]]]:
        """See `TurnsWithRows`."""
        assert isinstance(self.store, TurnsWithRows)
        with self._at("exclusive_behind"):
            turn = self.store.exclusive_behind(plan, after)
        with self._turn(turn, "exclusive_behind") as pages:
            yield (self._each(iter(rows)) for rows in self._drawn(iter(pages), "exclusive_behind"))


class _WithInspection(_Guarded):
    def inspect(self) -> None:
        """See `Inspecting`."""
        assert isinstance(self.store, Inspecting)
        with self._at("inspect"):
            self.store.inspect()


_OPTIONAL: tuple[tuple[type, type[_Guarded]], ...] = (
    (Heads, _WithHeads),
    (Inspecting, _WithInspection),
    (Exclusive, _WithTurns),
    (TurnsWithRows, _WithTurnsWithRows),
)
