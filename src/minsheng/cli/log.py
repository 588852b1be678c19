"""``minsheng log``: the entries of a ledger (流水)."""

from __future__ import annotations

import click

from minsheng.cli import options
from minsheng.errors import Lang


@click.command("log")
@click.argument("url")
@click.option("--last", type=click.IntRange(1), help="只看最后几笔 · the last entries only")
@options.ledger_options
@options.output("table", "json", "md", "html", "docx", "txt")
@options.lang
def command(url: str, last: int | None, plan_id: str | None, to: str | None, output: str, lang: Lang) -> None:
    """逐笔列出账本：序号、日期、填报单位、内容。

    List the entries of the ledger at URL.
    """
    from minsheng.reports import entry_list

    with options.opened(url, plan_id) as ledger:
        entries = tuple(ledger.entries())
        options.put_report(entry_list(entries[-last:] if last else entries, plan=ledger.plan, lang=lang), to, output)
