"""``minsheng status``: how each commitment stands on a day, and why (进展状态)."""

from __future__ import annotations

from datetime import date

import click

from minsheng.calendars import ChinaCalendar
from minsheng.cli import options
from minsheng.errors import Lang


@click.command("status")
@click.argument("url")
@options.as_of
@options.ledger_options
@options.working_days
@options.output("table", "json", "md", "html", "docx", "txt")
@options.lang
def command(
    url: str,
    on: date | None,
    known: date | None,
    pack: str | None,
    plan_id: str | None,
    calendar: ChinaCalendar,
    to: str | None,
    output: str,
    lang: Lang,
) -> None:
    """逐项列出等级、数字和理由。

    List level, figures and reason of every project, item and target.
    """
    from minsheng.reports import standing_table

    standing = options.assessed(url, plan_id, on=on, known=known, pack=pack, calendar=calendar)
    options.put_report(standing_table(standing, lang=lang), to, output)
