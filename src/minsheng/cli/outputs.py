"""Where the verbs write: stdout or a file, whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minsheng.cli import options
from minsheng.cli.overwriting import check_output
from minsheng.errors import Unreadable, replace_file

if TYPE_CHECKING:
    from minsheng.reports import Cell, Report


def put(data: bytes, target: str) -> None:
    """Bytes to a file, through a temporary name, or to stdout."""
    if target == "-":
        if sys.stdout.isatty() and b"\0" in data[:4096]:
            raise options.misuse("cli.not-for-a-screen")
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    with writing(Path(target)):
        replace_file(Path(target), data)


def put_lines(lines: Iterable[str], target: str) -> int:
    """Lines of text to stdout, or to a file through a temporary name, one after the other: they may be many. Says how many.

    The file keeps what it held until all of them are written.
    """
    number = 0

    def counted() -> Iterator[bytes]:
        nonlocal number
        for line in lines:
            number += 1
            yield f"{line}\n".encode()

    if target == "-":
        sys.stdout.flush()
        sys.stdout.buffer.writelines(counted())
        sys.stdout.buffer.flush()
    else:
        with writing(Path(target)):
            replace_file(Path(target), counted())
    return number


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What goes wrong inside is told of `path`, not of the temporary file beside it.

    Raises:
        Unreadable: the folder is missing or can not be written to, or what stands there is not to be replaced.
    """
    check_output(path)
    try:
        yield
    except OSError as error:
        folder = path.parent
        if not folder.is_dir():
            raise Unreadable("cli.no-folder", file=str(path), folder=folder) from error
        raise Unreadable("cli.can-not-write", file=str(path), why=error.strerror or error) from error


def put_report(report: Report, to: str | None, target: str) -> None:
    """A report to stdout (a table unless `to` says otherwise) or to a file (its suffix tells the format)."""
    from minsheng.reports import render, write

    if target != "-":
        with writing(Path(target)):
            write(report, Path(target), to={"table": "text", None: None}.get(to, to))
    elif to in (None, "table", "text", "txt"):
        click.echo(str(report))
    else:
        put(render(report, to), "-")


def rolls(to: str | None, target: str) -> bool:
    """Whether the format that is asked for can be written row by row."""
    from minsheng.reports.rolling import ROLLING

    return _format(to, target) in ROLLING


def put_rolling(
    report: Report,
    more: Iterable[Sequence[Cell]],
    to: str | None,
    target: str,
    *,
    like: Iterable[Sequence[Cell]] = (),
) -> None:
    """A report whose table goes on with `more` rows, written as they come; see `rolls` and `rolled`."""
    from minsheng.reports.rolling import rolled

    name = _format(to, target)
    pieces = rolled(report, more, name, like=like)
    if target != "-":
        with writing(Path(target)):
            replace_file(Path(target), (piece.encode() for piece in pieces))
    elif name == "text":
        for piece in pieces:
            sys.stdout.write(piece)  # in the writing system of the console
    else:
        sys.stdout.flush()
        for piece in pieces:
            sys.stdout.buffer.write(piece.encode())
        sys.stdout.buffer.flush()


def _format(to: str | None, target: str) -> str:
    """Name of the renderer: as it is asked for, else by the suffix of the file, else text."""
    from minsheng.reports import find_renderer

    if to in (None, "table") and (target == "-" or to is not None):
        return "text"
    return find_renderer(Path(target).suffix if to is None else to).name
