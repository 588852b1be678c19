"""``minsheng calendar year``: a year on one page (全年日历)."""

from __future__ import annotations

import re
from pathlib import Path

import click

from minsheng.calendars import ChinaCalendar
from minsheng.cli import inputs, options, outputs
from minsheng.errors import Lang


@click.command("year")
@click.argument("what", metavar="PLAN|YEAR")
@click.option("--party", help="只看一个单位 · one party only")
@options.expand_groups
@options.working_days
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    default="-",
    help="写入 HTML 文件，- 为标准输出 · HTML file to write, - for stdout",
)
@options.lang
def command(
    what: str, party: str | None, expand_groups: bool, calendar: ChinaCalendar, output: str, lang: Lang
) -> None:
    """一年一页的日历网页，可打印在一张 A4 纸上。给年份只有工作日；给计划还有任务和时限。

    A year as a web page that prints on one A4 page: of a year its working days, of a plan its duties and limits too.
    """
    from minsheng.duties import expand_duties
    from minsheng.reports import year_view

    if re.fullmatch("[0-9]{4}", what, re.ASCII) and not Path(what).exists():
        if not options.FIRST_YEAR <= int(what) <= options.LAST_YEAR:
            raise options.misuse("cli.no-such-year", first=options.FIRST_YEAR, last=options.LAST_YEAR)
        if party is not None or expand_groups:
            raise options.misuse("cli.year-without-plan")
        outputs.put(year_view(int(what), calendar, lang=lang), output)
        return
    plan = inputs.plan_from(options.FILE.convert(what, None, click.get_current_context()))
    duties = expand_duties(plan, calendar, expand_groups=expand_groups)
    outputs.put(year_view(plan, calendar, duties, party=party, lang=lang), output)
