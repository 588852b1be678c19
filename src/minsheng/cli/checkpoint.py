"""``minsheng checkpoint``: where the ledgers of a store stand, to be kept elsewhere (校验点)."""

from __future__ import annotations

import click

from minsheng.cli import inputs, options, outputs
from minsheng.errors import Lang, say


@click.command("checkpoint")
@click.argument("url")
@click.option("-o", "--output", type=click.Path(dir_okay=False), default="-", help="写入文件 · file to write")
@options.ledger_options
@options.lang
def command(url: str, output: str, plan_id: str | None, lang: Lang) -> None:
    """记下每本账此刻的位置和摘要；另存他处，日后用 verify --against 核对。

    Write down where each ledger at URL stands. Keep it where those who can write into the store can not: it proves
    later, with verify --against, that nothing before it was changed.
    """
    from minsheng.ledger import Ledger, checkpoints_json
    from minsheng.storage import open_store

    with open_store(url, read_only=True) as store:
        plans = store.plans() if plan_id is None else (plan_id,)
        if not plans:
            raise inputs.EmptyStore("plan", url)
        points = [Ledger.open(store, plan).checkpoint() for plan in plans]
    outputs.put(checkpoints_json(points).encode(), output)
    if output != "-":
        click.echo(say("cli.checkpoints-written", lang, file=output, n=len(points)), err=True)
