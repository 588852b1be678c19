"""The store on a PostgreSQL server keeps the contract of every store."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from minsheng.ledger import Store
from minsheng.storage import PostgresStore, open_store
from minsheng.testing.postgres import drop_database, new_database
from minsheng.testing.stores import StoreConformance


class TestPostgresStore(StoreConformance):
    """Each store is a schema of its own in one database."""

    url: str
    numbers: Iterator[int]

    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def database(cls, minsheng_postgres_admin_url: str) -> Iterator[None]:
        cls.url = new_database(minsheng_postgres_admin_url)
        cls.numbers = count()
        yield
        drop_database(minsheng_postgres_admin_url, cls.url)

    def new_store(self) -> Store:
        return open_store(f"{self.url}&schema=s{next(self.numbers)}")

    def reopened(self, store: Store) -> Store:
        assert isinstance(store, PostgresStore)
        return PostgresStore(f"{self.url}&schema={store.schema}")

    def opened_again(self, store: Store) -> Store:
        return self.reopened(store)

    def opened_to_read(self, store: Store) -> Store:
        assert isinstance(store, PostgresStore)
        return PostgresStore(f"{self.url}&schema={store.schema}", read_only=True)
