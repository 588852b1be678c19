"""``minsheng verify``: has any entry been changed? (核验账本)"""

from __future__ import annotations

import click

from minsheng.cli import options
from minsheng.errors import Lang


@click.command("verify")
@click.argument("url")
@options.ledger_options
@options.lang
def command(url: str, plan_id: str | None, lang: Lang) -> int:
    """逐笔核对账本的摘要链；有一笔不符，退出码 1。

    Check the digest chain of the ledger at URL; exit 1 if an entry does not fit, naming the first.
    """
    with options.opened(url, plan_id) as ledger:
        verdict = ledger.verify()
    click.echo(verdict.message(lang))
    return 0 if verdict else 1
