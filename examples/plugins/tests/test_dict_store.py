"""The library's own suite of stores, run on ours."""

from example_plugins import DictStore
from minsheng.ledger import Store
from minsheng.testing import StoreConformance


class TestDictStore(StoreConformance):
    def new_store(self) -> DictStore:
        return DictStore()

    def opened_to_read(self, store: Store) -> DictStore:
        assert isinstance(store, DictStore)
        return DictStore(store, read_only=True)
