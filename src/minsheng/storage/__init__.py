"""Where ledgers are kept (存储): in memory, in a SQLite file, or in a store that another package brings."""

from typing import TYPE_CHECKING

from minsheng.storage.failures import (
    BrokenPlugin,
    Damaged,
    LogLeftBehind,
    NewerSchema,
    NoLedgerFile,
    RowsRefused,
    SerializationFailed,
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
    WrongUrl,
)
from minsheng.storage.memory import MemoryStore
from minsheng.storage.urls import StoreOpener, open_store, store_schemes

if TYPE_CHECKING:
    from minsheng.storage.sqlite import SqliteStore as SqliteStore

__all__ = [
    "BrokenPlugin",
    "Damaged",
    "LogLeftBehind",
    "MemoryStore",
    "NewerSchema",
    "NoLedgerFile",
    "RowsRefused",
    "SerializationFailed",
    "SqliteStore",
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
    "WrongUrl",
    "open_store",
    "store_schemes",
]


def __getattr__(name: str) -> object:
    """`SqliteStore` loads the standard library's sqlite3, which many programs never need."""
    if name != "SqliteStore":
        raise AttributeError(f"module 'minsheng.storage' has no attribute {name!r}")
    from minsheng.storage.sqlite import SqliteStore

    return SqliteStore
