"""``minsheng diff``: what changed between two days (变化)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from minsheng.cli import inputs, options, outputs
from minsheng.errors import Lang, MinshengError

if TYPE_CHECKING:
    from minsheng.ledger import NotAdopted


class TooEarly(MinshengError):
    """On one of the days nothing was known yet."""

    code = "cli.diff-too-early"

    def __init__(self, error: NotAdopted) -> None:
        if error.recorded_on is not None:
            self.code = "cli.diff-not-recorded"
        super().__init__(place=error.place, **error.fields)


@click.command("diff")
@click.argument("url")
@click.argument("first", type=options.DAY)
@click.argument("second", type=options.DAY)
@click.option(
    "--hindsight",
    is_flag=True,
    help="两日都按现在已知的情况 · both days by all that is recorded now: for a ledger that was filled in afterwards",
)
@options.ledger_options
@options.output("table", "json", "md", "html", "docx", "txt")
@options.lang
def command(
    url: str, first: date, second: date, hindsight: bool, plan_id: str | None, to: str | None, output: str, lang: Lang
) -> None:
    """两日之间台账有什么变化：新增、更正、撤回的记录，经批准的变更；各按当日已知的情况。

    What is new, corrected or changed with approval on the day SECOND against the day FIRST, each by what was known at
    its end.
    """
    from minsheng.ledger import NotAdopted
    from minsheng.reports import changes_table

    with inputs.opened(url, plan_id) as ledger:
        try:
            difference = ledger.diff(first, second, hindsight=hindsight)
        except NotAdopted as error:
            raise TooEarly(error) from error
        report = changes_table(difference, plan=ledger.plan, lang=lang)
    outputs.put_report(report, to, output)
