"""``minsheng copy``: copy ledgers from store to store, and check the copy (复制、备份)."""

from __future__ import annotations

import click

from minsheng.cli import inputs, options
from minsheng.errors import Lang, say


@click.command("copy")
@click.argument("source")
@click.argument("target")
@click.option("--plan", "plans", multiple=True, help="只复制这个计划，可给多个 · only this plan, may be repeated")
@options.lang
def command(source: str, target: str, plans: tuple[str, ...], lang: Lang) -> None:
    """把一处账本逐字节复制到另一处，并把复制件读回核对；已有的不再写，中断后重来即可。

    Copy the ledgers at SOURCE to TARGET, byte for byte, and read the copy back. What is there already is not written
    again. Others may go on writing meanwhile: this is also the backup.
    """
    from minsheng.ledger import copy
    from minsheng.storage import open_store

    with open_store(source, read_only=True) as given:
        if not given.plans():
            raise inputs.EmptyStore("plan", source)
        with open_store(target) as taker:
            found = copy(given, taker, plans or None)
    for copied in found:
        point = copied.checkpoint
        click.echo(
            say("cli.copied", lang, plan=copied.plan, n=copied.rows, before=copied.before, position=point.position)
        )
