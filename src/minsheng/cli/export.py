"""``minsheng export``: a ledger as JSON lines (导出)."""

from __future__ import annotations

import click

from minsheng.cli import inputs, options, outputs
from minsheng.errors import Lang, say


@click.command("export")
@click.argument("url")
@click.option("-o", "--output", type=click.Path(dir_okay=False), default="-", help="写入文件 · file to write")
@options.ledger_options
@options.lang
def command(url: str, output: str, plan_id: str | None, lang: Lang) -> None:
    """把账本导出为 JSON 行：每笔一行，含摘要，可用 import 原样导入。

    Write the entries of the ledgers at URL, one line of JSON each with its digest; `minsheng import` takes them back
    as they are.
    """
    from minsheng.ledger import export_rows
    from minsheng.storage import open_store

    with open_store(url, read_only=True) as store:
        plans = store.plans() if plan_id is None else (plan_id,)
        if not plans:
            raise inputs.EmptyStore("plan", url)
        written = outputs.put_lines((line for plan in plans for line in export_rows(store, plan)), output)
    if output != "-":
        click.echo(say("cli.exported", lang, file=output, n=written), err=True)
