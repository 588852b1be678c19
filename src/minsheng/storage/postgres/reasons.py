"""What an error of the server or the driver means (错误归类)."""

from __future__ import annotations

import re
from collections.abc import Callable

import psycopg
from psycopg import errors

from minsheng.ledger import StoreFailed
from minsheng.storage.failures import (
    Damaged,
    NoDatabase,
    ServerRefused,
    StoreDenied,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreUnreachable,
)
from minsheng.storage.postgres.address import Address

BACK = (errors.SerializationFailure, errors.DeadlockDetected)
"""The server took the statement back; nothing was stored, and it may be sent again."""
_GONE = ("08", "57P")
"""Classes of SQLSTATE: the connection broke, or the server is going down or not up yet."""

# A refused connection carries no SQLSTATE, only the sentence, in the language of the server: English or Chinese here.
_NOT_YET = re.compile(r"(database system is|数据库系统)")
_NO_DATABASE = re.compile(r'(database "[^"]*" does not exist|数据库 ?"[^"]*" ?不存在)')
_FULL_HOUSE = re.compile(r"(too many (clients|connections)|connection slots are reserved|太多|连接位置)")
_NO_ENTRY = re.compile(r"(permission denied for database|对数据库.*权限不够|数据库.*权限不够)")
_NO_LOGIN = re.compile(
    r"(authentication failed|no password supplied|role \"[^\"]*\" (does not exist|is not permitted)|pg_hba\.conf"
    r"|permission denied|认证失败|角色 ?\"[^\"]*\" ?(不存在|进行登录)|权限不够)"
)
_NO_HOST = re.compile(r"(failed to resolve|could not translate) host")


def is_gone(error: psycopg.Error) -> bool:
    """Whether the connection is lost, or none could be made because the server is down or just starting."""
    if error.sqlstate is not None:
        return error.sqlstate.startswith(_GONE)
    return isinstance(error, psycopg.OperationalError)


def refused_connection(address: Address, error: psycopg.Error) -> StoreFailed:
    """Why no connection could be made."""
    where, why = address.shown, _sentence(error)
    asked = error.pgconn is not None and (error.pgconn.needs_password or error.pgconn.used_password)
    for pattern, failure in _REFUSALS.items():
        if pattern.search(why):
            return failure(where, why)
    if asked:  # the server said something about the login in another language
        return StoreDenied(where, why, code="storage.login-refused")
    return StoreUnreachable(where, why)


_REFUSALS: dict[re.Pattern[str], Callable[[str, str], StoreFailed]] = {
    _NOT_YET: StoreUnreachable,
    _NO_HOST: lambda where, why: StoreUnreachable(where, why, code="storage.unknown-host"),
    _NO_DATABASE: lambda where, _: NoDatabase(where),
    _FULL_HOUSE: lambda where, why: StoreUnreachable(where, why, code="storage.too-many-connections"),
    _NO_ENTRY: StoreDenied,
    _NO_LOGIN: lambda where, why: StoreDenied(where, why, code="storage.login-refused"),
}


def failed(address: Address, error: psycopg.Error) -> StoreFailed:
    """Why a statement could not be carried out."""
    where, why = address.shown, _sentence(error)
    match error:
        case errors.InsufficientPrivilege() | errors.UndefinedObject():  # the latter: there is no such role to grant to
            return StoreDenied(where, why)
        case errors.ReadOnlySqlTransaction():
            return StoreReadOnly(where)
        case errors.LockNotAvailable():
            return StoreLocked(where)
        case errors.DiskFull():
            return StoreFull(where)
        case errors.DataCorrupted() | errors.IndexCorrupted() | errors.UndefinedTable() | errors.InvalidSchemaName():
            return Damaged(where, why)
        case _ if is_gone(error):
            return StoreUnreachable(where, why)
        case _:
            return ServerRefused(where, why)


def _sentence(error: psycopg.Error) -> str:
    """What the server says, in one line."""
    said = error.diag.message_primary or str(error).removeprefix("connection failed: ")
    return " ".join(said.split()) or type(error).__name__
