"""The library's own suite of stores, run on ours."""

from example_plugins import DictStore
from minsheng.testing import StoreConformance


class TestDictStore(StoreConformance):
    def new_store(self) -> DictStore:
        return DictStore()
