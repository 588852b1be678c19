"""``minsheng import``: take in what `minsheng export` wrote (导入)."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

import click

from minsheng.cli import options
from minsheng.cli.errors_told import told
from minsheng.cli.lines import SHOWN
from minsheng.errors import Lang, MinshengError, Place, say

_SMALL = 16 << 20
"""Bytes of a pipe that are kept in memory while they are checked; more go into a temporary file."""


class BadExport(MinshengError):
    """A line is not what stands in the store; those in front of it may be written."""

    code = "cli.bad-export"

    def __init__(self, line: int, why: str) -> None:
        self.line = line
        super().__init__(line=line, why=why)


class BadExports(MinshengError):
    """Lines are not what `export` wrote; nothing was written. The first of them are told."""

    code = "cli.bad-exports"

    def __init__(self, lines: Iterable[tuple[int, str]], lang: Lang) -> None:
        self.lines = tuple(lines)
        told = [say("cli.bad-line-of", lang, line=line, why=why) for line, why in self.lines[:SHOWN]]
        super().__init__(told="\n".join(told + ["…"] * (len(self.lines) > SHOWN)))

    def message(self, lang: Lang = "zh") -> str:
        return say(self.code, lang, **self.fields)  # each line is told whole


@click.command("import")
@click.argument("url")
@click.argument("file", type=click.File("rb"), default="-")
@options.lang
def command(url: str, file: BinaryIO, lang: Lang) -> None:
    """导入 export 写出的 JSON 行；先逐行核对，有误的全部指出，一笔不写；已有的不再写，中断后重来即可。

    Take the JSON lines of FILE, or of stdin, into the store at URL. All lines are checked first: what is wrong is told at
    once, and nothing is written. What is there already is not written again, and a broken-off import is simply repeated.
    """
    from minsheng.ledger import import_rows, wrong_lines
    from minsheng.storage import open_store

    with _read_twice(file) as lines:
        found = wrong_lines(_texts(lines), from_start=_begins(url))
        if wrong := [(number, told(error, lang)) for number, error in islice(found, SHOWN + 1)]:
            raise BadExports(wrong, lang)
        lines.seek(0)
        with open_store(url) as store:
            try:
                taken = import_rows(store, _texts(lines))
            except MinshengError as error:
                if not (line := error.place.line):
                    raise
                error.place = Place()
                raise BadExport(line, told(error, lang)) from error
    for one in taken:
        point = one.checkpoint
        click.echo(say("cli.copied", lang, plan=one.plan, n=one.rows, before=one.before, position=point.position))
    if not taken:
        click.echo(say("cli.nothing-to-record", lang), err=True)


def _begins(url: str) -> bool:
    """Whether the import would make the store; then nothing of it is made before the lines are known to be whole."""
    from minsheng.ledger import StoreFailed
    from minsheng.storage import NotSetUp, StoreMissing, open_store

    try:
        open_store(url, read_only=True).close()
    except (StoreMissing, NotSetUp):
        return True
    except StoreFailed:
        pass  # opening it to write says what is wrong
    return False


def _texts(lines: Iterable[bytes]) -> Iterator[str]:
    """The lines as text; bytes that are none become half characters, which no sealed row has."""
    return (line.decode("utf-8", "surrogateescape") for line in lines)


@contextmanager
def _read_twice(file: BinaryIO) -> Iterator[IO[bytes]]:
    """The file at its beginning, or what comes through a pipe, kept."""
    if file.seekable():
        file.seek(0)
        yield file
        return
    with SpooledTemporaryFile(max_size=_SMALL) as kept:
        shutil.copyfileobj(file, kept)
        kept.seek(0)
        yield cast("IO[bytes]", kept)
