"""Stores by URL (存储地址): memory:, sqlite:///file, postgresql://host/database, and those of others by entry point.

An outsider names a function (or class) in its own ``pyproject.toml``, which is called with the URL and `read_only`::

    [project.entry-points."minsheng.stores"]
    folder = "their_package:open_folder"
"""

from __future__ import annotations

import re
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Protocol

from minsheng.errors import MinshengError
from minsheng.errors.plugins import lacking, load_plugin, plugins_of, why
from minsheng.ledger import Store
from minsheng.storage.failures import BrokenPlugin, UnknownScheme, WrongUrl
from minsheng.storage.memory import MemoryStore
from minsheng.storage.shown import without_password

GROUP = "minsheng.stores"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(.*)", re.DOTALL)
_SHIPPED = ("memory", "postgresql", "sqlite")
_POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")
"""As libpq and SQLAlchemy spell it."""
_METHODS = ("append", "get", "last", "read", "plans", "close", "__enter__", "__exit__")


class StoreOpener(Protocol):
    """What an entry point of the group ``minsheng.stores`` gives."""

    def __call__(self, url: str, *, read_only: bool) -> Store:
        """Open the store that `url` names."""
        ...


def open_store(url: str, *, read_only: bool = False) -> Store:
    """The store at `url`: memory:, sqlite:///county.db (relative), sqlite:////srv/county.db (absolute),
    sqlite:///C:/county.db, postgresql://user@host/database?schema=name, or a kind of URL that an installed package brings.

    Raises:
        WrongUrl: it is no URL of a store.
        UnknownScheme: nobody opens URLs of this kind.
        MissingExtra: postgresql://… needs the extra “postgres”.
        BrokenPlugin: the package that should is broken; says which and why.
        StoreFailed: the store can not be opened; the children of this class say why.

    A store of another package comes behind a guard (its own object is `.store`): what it raises that no store may raise
    becomes `StoreBroken`, which names it.

    >>> with open_store("memory:") as store:
    ...     store.plans()
    ()
    """
    match = _SCHEME.fullmatch(url)
    if match is None:
        raise WrongUrl(url)
    scheme, rest = match[1].lower(), match[2]
    if scheme == "memory":
        if rest not in ("", "//"):
            raise WrongUrl(url)
        return MemoryStore(read_only=read_only)
    if scheme == "sqlite":
        return _sqlite(url, rest, read_only)
    if scheme in _POSTGRES:
        from minsheng.storage.postgres import PostgresStore  # its packages are loaded only where a server is asked

        return PostgresStore(url, read_only=read_only)
    points = {point.name.lower(): point for point in plugins_of(GROUP)}
    if scheme not in points:
        raise UnknownScheme("store", without_password(url), tuple(sorted({*_SHIPPED, *points})))
    return _opened(points[scheme], url, read_only)


def _sqlite(url: str, rest: str, read_only: bool) -> Store:
    if (path := _path(rest)) is None:
        raise WrongUrl(url)
    from minsheng.storage.sqlite import SqliteStore  # sqlite3 is loaded only where a file is opened

    return SqliteStore(path, read_only=read_only)


def _path(rest: str) -> str | None:
    """The file that stands behind sqlite: in a URL; None: there is none, or what it names can be no file."""
    path = rest.removeprefix("///")
    if path == rest or not path or "?" in path or "\0" in path or path.startswith(":") or path.endswith(("/", "\\")):
        return None
    return path


def file_of(url: str) -> Path | None:
    """The file that a URL names (地址所指的文件); None: it names none, or is a path (C:/rules.toml). What others' kinds of
    URL name may be a file.

    >>> str(file_of("sqlite:///county.db")), file_of("postgresql://localhost/county"), str(file_of("folder:county"))
    ('county.db', None, 'county')
    """
    match = _SCHEME.fullmatch(url)
    scheme = match[1].lower() if match is not None else ""
    if match is None or len(scheme) == 1 or scheme == "memory" or scheme in _POSTGRES:
        return None
    path = _path(match[2]) if scheme == "sqlite" else match[2].removeprefix("//")
    return Path(path) if path else None


def _opened(point: EntryPoint, url: str, read_only: bool) -> Store:
    opener = load_plugin(point, BrokenPlugin)
    if not callable(opener):
        raise BrokenPlugin(point.name, point.value, repr(opener))
    try:
        store: Store = opener(url, read_only=read_only)
    except MinshengError:
        raise
    except Exception as error:  # a plug-in may raise anything: it is named, whatever it was
        raise BrokenPlugin(point.name, point.value, why(error)) from error
    if wrong := lacking(store, _METHODS):
        raise BrokenPlugin(point.name, point.value, wrong)
    from minsheng.storage.guarding import guarded  # only others' stores need it

    return guarded(store, point.name, point.value, url)


def store_schemes() -> tuple[str, ...]:
    """Kinds of URL that `open_store` takes, those of installed packages included."""
    return tuple(sorted({*_SHIPPED, *(point.name.lower() for point in plugins_of(GROUP))}))
