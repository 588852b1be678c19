"""``minsheng report``: write one of the documents that a county must send (出报告)."""

from __future__ import annotations

from datetime import date

import click

from minsheng.calendars import ChinaCalendar
from minsheng.cli import inputs, options, outputs
from minsheng.errors import Lang

KINDS = ("summary", "matrix", "duties", "ledger", "monthly")


@click.command("report")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("url")
@options.as_of
@options.ledger_options
@options.working_days
@options.output("docx", "html", "md", "txt", "json", "table")
@options.lang
def command(
    kind: str,
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
    """汇总表 summary、责任矩阵 matrix、任务清单 duties、台账 ledger、月报 monthly。

    Write a report; the suffix of -o tells the format where --to is not given.
    """
    from minsheng import reports

    standing = inputs.assessed(url, plan_id, on=on, known=known, pack=pack, calendar=calendar)
    view = standing.view
    if kind == "summary":
        report = reports.summary(view.plan, lang=lang)
    elif kind == "matrix":
        report = reports.matrix(view.plan, lang=lang)
    elif kind == "duties":
        from minsheng.duties import expand_duties

        report = reports.duty_list(expand_duties(view.plan, calendar), lang=lang)
    elif kind == "ledger":
        report = reports.ledger_table(standing, lang=lang)
    else:
        report = reports.monthly_report(standing, lang=lang)
    outputs.put_report(report, to, output)
    if output != "-":
        click.echo(output, err=True)
