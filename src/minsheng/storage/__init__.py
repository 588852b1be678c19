"""Where ledgers are kept (存储): in memory, in a SQLite file, on a PostgreSQL server, or in a store that another package brings."""

from importlib import import_module
from typing import TYPE_CHECKING

from minsheng.storage.failures import (
    BrokenPlugin,
    Damaged,
    ForeignSchema,
    LogLeftBehind,
    ManyNames,
    NewerSchema,
    NoDatabase,
    NoLedgerFile,
    NotSetUp,
    OlderSchema,
    RowsRefused,
    SerializationFailed,
    ServerRefused,
    StoreBroken,
    StoreClosed,
    StoreDenied,
    StoreFull,
    StoreInaccessible,
    StoreLocked,
    StoreMissing,
    StoreReadOnly,
    StoreReplaced,
    StoreUnreachable,
    UnknownScheme,
    WrongEncoding,
    WrongUrl,
)
from minsheng.storage.memory import MemoryStore
from minsheng.storage.urls import StoreOpener, open_store, store_schemes

if TYPE_CHECKING:
    from minsheng.storage.postgres import PostgresStore as PostgresStore
    from minsheng.storage.postgres import grants_sql as grants_sql
    from minsheng.storage.postgres import setup_sql as setup_sql
    from minsheng.storage.sqlite import SqliteStore as SqliteStore

__all__ = [
    "BrokenPlugin",
    "Damaged",
    "ForeignSchema",
    "LogLeftBehind",
    "ManyNames",
    "MemoryStore",
    "NewerSchema",
    "NoDatabase",
    "NoLedgerFile",
    "NotSetUp",
    "OlderSchema",
    "PostgresStore",
    "RowsRefused",
    "SerializationFailed",
    "ServerRefused",
    "SqliteStore",
    "StoreBroken",
    "StoreClosed",
    "StoreDenied",
    "StoreFull",
    "StoreInaccessible",
    "StoreLocked",
    "StoreMissing",
    "StoreOpener",
    "StoreReadOnly",
    "StoreReplaced",
    "StoreUnreachable",
    "UnknownScheme",
    "WrongEncoding",
    "WrongUrl",
    "grants_sql",
    "open_store",
    "setup_sql",
    "store_schemes",
]

_LAZY = {
    "PostgresStore": "minsheng.storage.postgres",
    "SqliteStore": "minsheng.storage.sqlite",
    "grants_sql": "minsheng.storage.postgres",
    "setup_sql": "minsheng.storage.postgres",
}
"""What loads much that many programs never need: a server's packages, the standard library's sqlite3."""


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        raise AttributeError(f"module 'minsheng.storage' has no attribute {name!r}")
    value: object = getattr(import_module(_LAZY[name]), name)
    return value
