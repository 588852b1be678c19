"""Files that an output never takes the place of (不可覆盖): ledgers, what is being read, what may not be written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from minsheng.errors import Unreadable

_LOGS = ("-wal", "-shm", "-journal")
"""Ends of the names of files that SQLite keeps beside a database, and which are a part of it."""
_NAMES_OR_FILES = ("pack", "packs", "terms", "proposals", "plan_of", "evidence", "proof")
"""Options whose text may be the name of a file: --rules, --terms, --proposals, --plan of ``read``, --evidence."""


def check_output(path: Path) -> None:
    """Whether an output may take the place of what stands at `path`.

    Raises:
        Unreadable: it is a ledger or its log, what this command reads, the place of two of its outputs, or a file that may
            not be written.
    """
    from minsheng.storage.ledger_files import is_ledger_file  # the ledger's packages are loaded only for an output

    if any(is_ledger_file(place) for place in _databases(path)):
        raise Unreadable("cli.is-ledger", file=str(path))
    if sum(_would_be_same(path, output) for output in _outputs()) > 1:
        raise Unreadable("cli.is-other-output", file=str(path))
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
    """The files that the command was given to read: a document, a plan, the URL of a store, answers, rules, decrees."""
    from minsheng.storage.urls import file_of

    for parameter, value in _given():
        if not _is_read(parameter):
            continue
        if isinstance(value, Path):
            yield value
        elif isinstance(value, str):
            file = file_of(value)
            yield Path(value) if file is None else file


def _outputs() -> Iterator[Path]:
    """The files that the command was told to write."""
    for parameter, value in _given():
        if isinstance(parameter.type, click.Path) and not parameter.type.exists and value != "-":
            yield Path(str(value))


def _given() -> Iterator[tuple[click.Parameter, object]]:
    """What the command was given, one by one."""
    context = click.get_current_context(silent=True)
    for parameter in context.command.params if context is not None else ():
        value = context.params.get(parameter.name or "") if context is not None else None
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None:
                yield parameter, one


def _is_read(parameter: click.Parameter) -> bool:
    """Whether what is given is read: an argument, a file that must be there, or a text that may name one."""
    if isinstance(parameter.type, click.Path):
        return parameter.type.exists
    return isinstance(parameter, click.Argument) or parameter.name in _NAMES_OR_FILES


def _same(path: Path, other: Path) -> bool:
    """Whether both are names of one file."""
    try:
        return path.samefile(other)
    except (OSError, ValueError):
        return False


def _would_be_same(path: Path, other: Path) -> bool:
    """Whether both are names of one place, where nothing may stand yet; a device takes what comes."""
    return os.path.realpath(path) == os.path.realpath(other) and (path.is_file() or not path.exists())
