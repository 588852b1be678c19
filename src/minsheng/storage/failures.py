"""What can go wrong with a store (存储错误); nothing is half done when one of these is raised."""

from __future__ import annotations

from minsheng.errors import NotFound
from minsheng.ledger import StoreDamaged, StoreFailed


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


class StoreClosed(StoreFailed):
    """The store was closed before."""

    code = "storage.closed"

    def __init__(self, path: str) -> None:
        super().__init__(path=path)


class WrongUrl(StoreFailed, ValueError):
    """The text names no store."""

    code = "storage.wrong-url"

    def __init__(self, url: str) -> None:
        super().__init__(url=url)


class UnknownScheme(NotFound, StoreFailed):
    """No installed store is opened by URLs of this kind; `choices` are those that are."""

    code = "storage.unknown-scheme"


class BrokenPlugin(StoreFailed):
    """An installed store of somebody else can not be loaded: `plugin` and where it comes from, `why`."""

    code = "storage.broken-plugin"

    def __init__(self, plugin: str, origin: str, why: object) -> None:
        super().__init__(plugin=plugin, origin=origin, why=why)


class Damaged(StoreDamaged):
    """The file is a ledger's, and parts of it can not be read back."""

    def __init__(self, path: str, why: object) -> None:
        super().__init__(path=path, why=why)


class RowsRefused(StoreFailed):
    """The rows are not such as a ledger seals: positions with gaps, values of a wrong type."""

    code = "storage.rows-refused"

    def __init__(self, path: str, why: object) -> None:
        super().__init__(path=path, why=why)
