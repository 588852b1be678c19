"""``minsheng init``: start a ledger with a plan (建账)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from minsheng.cli import inputs, options
from minsheng.errors import Lang, say


@click.command("init")
@click.argument("url")
@click.argument("plan", type=options.FILE)
@click.option("--by", required=True, help="由谁建账 · who adopts the plan")
@click.option(
    "--on",
    type=options.DAY,
    help="建账日，默认为成文日期，尚未到的为今天 · day of adoption, by default the document's date, or today if that is to come",
)
@click.option("--ahead", is_flag=True, help="建账日确在今天之后 · the day of adoption is really one to come")
@click.option(
    "--early",
    is_flag=True,
    help="建账日确早于文件和上年12月 · it is really before the document and the December before",
)
@options.year
@options.lang
def command(
    url: str, plan: Path, by: str, on: date | None, ahead: bool, early: bool, year: int | None, lang: Lang
) -> None:
    """把计划记为账本的第一笔。同一计划再建一次，什么也不变。

    Start the ledger at URL with a plan (its JSON or the notice itself). The same plan again changes nothing.
    """
    from minsheng.ledger import Ledger, now
    from minsheng.storage import open_store
    from minsheng.storage.shown import without_password

    known = inputs.plan_from(plan, year)
    with open_store(url) as store:
        there = known.id in store.plans()
        Ledger.adopt(store, known, by=by, on=on or min(known.starts, now().date()), ahead=ahead, early=early)
    code = "cli.adopted-before" if there else "cli.adopted"
    click.echo(say(code, lang, plan=known.id, n=len(known.projects), url=without_password(url)))
