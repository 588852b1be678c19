"""Our stores keep the contract of every store."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from minsheng.ledger import Store
from minsheng.storage import MemoryStore, SqliteStore
from minsheng.testing.stores import StoreConformance


class TestMemoryStore(StoreConformance):
    def new_store(self) -> Store:
        return MemoryStore()


class TestSqliteStore(StoreConformance):
    def setup_method(self) -> None:
        self.folder = TemporaryDirectory()
        self.made = 0

    def teardown_method(self) -> None:
        self.folder.cleanup()

    def new_store(self) -> Store:
        self.made += 1
        return SqliteStore(Path(self.folder.name) / f"{self.made}.db")

    def reopened(self, store: Store) -> Store:
        assert isinstance(store, SqliteStore)
        return SqliteStore(store.path)

    def opened_again(self, store: Store) -> Store:
        assert isinstance(store, SqliteStore)
        return SqliteStore(store.path)

    def opened_to_read(self, store: Store) -> Store:
        assert isinstance(store, SqliteStore)
        return SqliteStore(store.path, read_only=True)
