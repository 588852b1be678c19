"""Files that an output never takes the place of (不可覆盖): ledgers, what is being read, what may not be written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from minsheng.errors import Unreadable

_LOGS = ("-wal", "-shm", "-journal")
"""Ends of the names of files that SQLite keeps beside a database, and which are a part of it."""


def check_output(path: Path) -> None:
    """Whether an output may take the place of what stands at `path`.

    Raises:
        Unreadable: it is a ledger or its log, what this command reads, or a file that may not be written.
    """
    from minsheng.storage.ledger_files import is_ledger_file  # the ledger's packages are loaded only for an output

    if any(is_ledger_file(place) for place in _databases(path)):
        raise Unreadable("cli.is-ledger", file=str(path))
    if not path.exists():
        return
    if any(_same(path, source) for source in _sources()):
        raise Unreadable("cli.is-source", file=str(path))
    if path.is_file() and not os.access(path, os.W_OK):
        raise Unreadable("cli.write-protected", file=str(path))


def _databases(path: Path) -> Iterator[Path]:
    """The files that something at `path` would be a part of."""
    yield path
    for end in _LOGS:
        if path.name.endswith(end) and path.name != end:
            yield path.with_name(path.name.removesuffix(end))


def _sources() -> Iterator[Path]:
    """The files that the command was given by place: a document, a plan, the URL of a store."""
    from minsheng.storage.urls import file_of

    context = click.get_current_context(silent=True)
    for parameter in context.command.params if context is not None else ():
        if context is None or not isinstance(parameter, click.Argument):
            continue
        value = context.params.get(parameter.name or "")
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Path):
                yield one
            elif isinstance(one, str) and (file := file_of(one)) is not None:
                yield file


def _same(path: Path, other: Path) -> bool:
    """Whether both are names of one file."""
    try:
        return path.samefile(other)
    except (OSError, ValueError):
        return False
