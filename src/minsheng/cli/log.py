"""``minsheng log``: the entries of a ledger (流水)."""

from __future__ import annotations

from collections import deque

import click

from minsheng.cli import inputs, options, outputs
from minsheng.errors import Lang


@click.command("log")
@click.argument("url")
@click.argument("number", required=False)
@click.option("--last", type=click.IntRange(1), help="只看最后几笔 · the last entries only")
@options.ledger_options
@options.output("table", "json", "md", "html", "docx", "txt")
@options.lang
def command(
    url: str, number: str | None, last: int | None, plan_id: str | None, to: str | None, output: str, lang: Lang
) -> None:
    """逐笔列出账本：序号、日期、填报单位、内容；给出编号，只列这个项目、事项或目标的。

    List the entries of the ledger at URL, or those on the project, item or target NUMBER.
    """
    from minsheng.reports import entry_list

    with inputs.opened(url, plan_id) as ledger:
        view = ledger.as_of(ledger.last_day)
        found = ledger.entries() if number is None else (step.entry for step in ledger.history(number))
        report = entry_list(tuple(deque(found, maxlen=last)), plan=view.plan, lang=lang, remarks=view.remarks)
        outputs.put_report(report, to, output)
