"""``minsheng import``: take in what `minsheng export` wrote (导入)."""

from __future__ import annotations

from typing import BinaryIO

import click

from minsheng.cli import options
from minsheng.cli.lines import text_lines
from minsheng.cli.telling import told
from minsheng.errors import Lang, MinshengError, Place, say


class BadExport(MinshengError):
    """A line is not what `export` wrote, or not what stands in the store."""

    code = "cli.bad-export"

    def __init__(self, line: int, why: str) -> None:
        self.line = line
        super().__init__(line=line, why=why)


@click.command("import")
@click.argument("url")
@click.argument("file", type=click.File("rb"), default="-")
@options.lang
def command(url: str, file: BinaryIO, lang: Lang) -> None:
    """导入 export 写出的 JSON 行；摘要逐笔核对，已有的不再写，中断后重来即可。

    Take the JSON lines of FILE, or of stdin, into the store at URL. Every digest is checked, what is there already is
    not written again, and a broken-off import is simply repeated.
    """
    from minsheng.ledger import import_rows
    from minsheng.storage import open_store

    with open_store(url) as store:
        try:
            found = import_rows(store, text_lines(file, lang))
        except MinshengError as error:
            if not (line := error.place.line):
                raise
            error.place = Place()
            raise BadExport(line, told(error, lang)) from error
    for taken in found:
        point = taken.checkpoint
        click.echo(say("cli.copied", lang, plan=taken.plan, n=taken.rows, before=taken.before, position=point.position))
    if not found:
        click.echo(say("cli.nothing-to-record", lang), err=True)
