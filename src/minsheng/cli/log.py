"""``minsheng log``: the entries of a ledger (流水)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import click

from minsheng.cli import inputs, options, outputs
from minsheng.errors import Lang

if TYPE_CHECKING:
    from minsheng.ledger import Journal, Step

_LONG = 1000
"""Entries from which on a list is written as it is read."""


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
    """逐笔列出账本：序号、日期、填报单位、内容，已更正的注明何时由谁更正；给出编号，只列这个项目、事项或目标的。

    List the entries of the ledger at URL, or those on the project, item or target NUMBER; those that were corrected say
    when and by whom.
    """
    from minsheng.reports import entry_list

    with inputs.opened(url, plan_id) as ledger:
        journal = ledger.journal()
        steps = journal.after(0 if last is None else journal.entries - last) if number is None else journal.on(number)
        if last is not None:
            steps = iter(deque(steps, maxlen=last))
        elif number is None and journal.entries > _LONG and outputs.rolls(to, output):
            _long(journal, steps, to, output, lang)
            return
        report = entry_list(tuple(steps), plan=journal.plan, lang=lang)
    outputs.put_report(report, to, output)


def _long(journal: Journal, steps: Iterator[Step], to: str | None, output: str, lang: Lang) -> None:
    from minsheng.reports.builders.entry_list import entry_row, long_entry_list
    from minsheng.reports.tables import Cell

    first = list(islice(steps, _LONG))
    widest = [Cell(str(journal.entries)), *(Cell("") for _ in range(5))]
    report = long_entry_list(journal, first, lang=lang)
    outputs.put_rolling(report, (entry_row(step, lang) for step in steps), to, output, like=[widest])
