"""What can go wrong with a store (存储错误); nothing is half done when one of these is raised."""

from __future__ import annotations

from minsheng.errors import NotFound
from minsheng.ledger import StoreDamaged, StoreFailed
from minsheng.ledger.failures import shown
from minsheng.storage.shown import without_password


class StoreMissing(StoreFailed):
    """The file or its folder does not exist."""

    code = "storage.missing-file"

    def __init__(self, path: str, *, folder: str = "") -> None:
        self.code = "storage.missing-folder" if folder else "storage.missing-file"
        super().__init__(path=path, folder=folder)


class NoLedgerFile(StoreFailed):
    """The file is something else: no database, or the database of another program."""

    code = "storage.no-ledger-file"

    def __init__(self, path: str) -> None:
        super().__init__(path=path)


class NewerSchema(StoreFailed):
    """The file was written by a newer version of this library."""

    code = "storage.newer-schema"

    def __init__(self, path: str, found: int, known: int) -> None:
        super().__init__(path=path, found=found, known=known)


class OlderSchema(StoreFailed):
    """The file was written by an older version of this library, and opened for reading only: so it can not be brought up to date."""

    code = "storage.older-file"

    def __init__(self, path: str, found: int, known: int) -> None:
        super().__init__(path=path, found=found, known=known)


class StoreLocked(StoreFailed):
    """Another program kept the file locked for longer than the timeout."""

    code = "storage.locked"

    def __init__(self, path: str) -> None:
        super().__init__(path=path)


class StoreReadOnly(StoreFailed):
    """The store was opened, or its file is protected, for reading only."""

    code = "storage.read-only"

    def __init__(self, path: str) -> None:
        super().__init__(path=path)


class StoreFull(StoreFailed):
    """There is no room on the disk."""

    code = "storage.full"

    def __init__(self, path: str) -> None:
        super().__init__(path=path)


class StoreInaccessible(StoreFailed):
    """The operating system does not let the file be opened, read or written; `why` is what it says."""

    code = "storage.inaccessible"

    def __init__(self, path: str, why: object) -> None:
        super().__init__(path=path, why=why)


class StoreReplaced(StoreFailed):
    """The file was moved or deleted since it was opened, or another one stands in its place; nothing was written."""

    code = "storage.moved-away"

    def __init__(self, path: str, *, another: bool) -> None:
        self.code = "storage.replaced" if another else "storage.moved-away"
        super().__init__(path=path)


class ManyNames(StoreFailed):
    """The file has several names (hard links), and SQLite would keep a log (``-wal``) for each: entries would be lost."""

    code = "storage.many-names"

    def __init__(self, path: str, names: int) -> None:
        super().__init__(path=path, names=names)


class LogLeftBehind(StoreFailed):
    """Entries stand in the log (``-wal``) that a killed program left, and it can not be taken in where it lies."""

    code = "storage.log-left-behind"

    def __init__(self, path: str) -> None:
        super().__init__(path=path)


class StoreClosed(StoreFailed):
    """The store was closed before."""

    code = "storage.closed"

    def __init__(self, path: str) -> None:
        super().__init__(path=path)


class StoreUnreachable(StoreFailed):
    """The server can not be reached, or the connection broke and did not come back in time; `why`.

    If it broke in an `append`, whether that was stored is unknown; sending the same ids again is safe.
    """

    code = "storage.unreachable"

    def __init__(self, path: str, why: object, *, code: str = "storage.unreachable") -> None:
        super().__init__(path=path, why=why)
        self.code = code


class StoreDenied(StoreFailed):
    """The server does not let this role in, or does not let it do this; `why` is what it says."""

    code = "storage.denied"

    def __init__(self, path: str, why: object, *, code: str = "storage.denied") -> None:
        super().__init__(path=path, why=why)
        self.code = code


class NoDatabase(StoreFailed):
    """The server has no database of this name."""

    code = "storage.no-database"

    def __init__(self, path: str) -> None:
        super().__init__(path=path)


class NotSetUp(StoreFailed):
    """The schema holds no ledger yet, or one of an older version, and this opening may not set it up."""

    code = "storage.not-set-up"

    def __init__(self, path: str, schema: str, *, code: str = "storage.not-set-up") -> None:
        super().__init__(path=path, schema=schema)
        self.code = code


class ForeignSchema(StoreFailed):
    """The schema belongs to another program; `tables` are some that it has there."""

    code = "storage.foreign-schema"

    def __init__(self, path: str, schema: str, tables: tuple[str, ...]) -> None:
        super().__init__(path=path, schema=schema, tables=tables)


class WrongEncoding(StoreFailed):
    """The database can not keep every text: its encoding is not UTF8."""

    code = "storage.wrong-encoding"

    def __init__(self, path: str, encoding: str) -> None:
        super().__init__(path=path, encoding=encoding)


class SerializationFailed(StoreFailed):
    """The database took back the transaction each time it was tried: nothing was written, trying again is safe."""

    code = "storage.serialization"

    def __init__(self, path: str, attempts: int) -> None:
        super().__init__(path=path, attempts=attempts)


class ServerRefused(StoreFailed):
    """The server refuses for a reason of its own; `why` is what it says."""

    code = "storage.server-refused"

    def __init__(self, path: str, why: object) -> None:
        super().__init__(path=path, why=why)


class WrongUrl(StoreFailed, ValueError):
    """The text names no store; a password in it is not repeated."""

    code = "storage.wrong-url"

    def __init__(
        self,
        url: str,
        *,
        code: str = "storage.wrong-url",
        schema: str = "",
        option: str = "",
        known: tuple[str, ...] = (),
    ) -> None:
        super().__init__(url=without_password(url), schema=schema, option=option, known=known)
        self.code = code


class UnknownScheme(NotFound, StoreFailed):
    """No installed store is opened by URLs of this kind; `choices` are those that are."""

    code = "storage.unknown-scheme"


class BrokenPlugin(StoreFailed):
    """An installed store of somebody else can not be loaded: `plugin` and where it comes from, `why`."""

    code = "storage.broken-plugin"

    def __init__(self, plugin: str, origin: str, why: object) -> None:
        super().__init__(plugin=plugin, origin=origin, why=why)


class StoreBroken(StoreFailed):
    """An installed store of somebody else raised what no store may raise: `plugin` and where it comes from, the `url`, which
    `method`, and `why`. Whether an `append` that ends so was stored is not known; the same ids can be sent again."""

    code = "storage.store-broken"

    def __init__(self, plugin: str, origin: str, url: str, method: str, why: object) -> None:
        super().__init__(plugin=plugin, origin=origin, url=without_password(url), method=method, why=why)


class Damaged(StoreDamaged):
    """The file is a ledger's, and parts of it can not be read back: where a reading came to it, those of `plan` from
    `position` on."""

    code = "storage.damaged"

    def __init__(self, path: str, why: object, *, plan: str = "", position: int = 0) -> None:
        self.code = "storage.damaged-from" if position else "storage.damaged"
        self.position = position or None
        super().__init__(path=path, why=why, plan=shown(plan), position=position)


class RowsRefused(StoreFailed):
    """The rows are not such as a ledger seals: positions with gaps, values of a wrong type."""

    code = "storage.rows-refused"

    def __init__(self, path: str, why: object) -> None:
        super().__init__(path=path, why=why)
