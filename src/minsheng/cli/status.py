"""``minsheng status``: how each commitment stands on a day, and why (进展状态)."""

from __future__ import annotations

import json
from datetime import date

import click

from minsheng.calendars import ChinaCalendar
from minsheng.cli import inputs, options, outputs
from minsheng.errors import Lang, say


@click.command("status")
@click.argument("url")
@click.option("--party", default="", help="只看这个单位牵头或配合的 · led or helped by this unit")
@click.option("--leader", default="", help="只看这位领导分管的 · in the charge of this leader")
@click.option(
    "--level", "levels", multiple=True, help="只看这些等次，名称或文字，可给多个 · on this level, may be repeated"
)
@click.option(
    "--watch-list", "watched", is_flag=True, help="只看要关注的：落后、逾期、无数据 · those that do not stand well"
)
@click.option("--since", type=options.DAY, help="与这一天相比有什么变化 · what changed since that day")
@options.as_of
@options.ledger_options
@options.working_days
@options.output("table", "json", "md", "html", "docx", "txt")
@options.lang
def command(
    url: str,
    party: str,
    leader: str,
    levels: tuple[str, ...],
    watched: bool,
    since: date | None,
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
    from minsheng.standing import assess, dump_standing, select

    standing = inputs.assessed(url, plan_id, on=on, known=known, pack=pack, calendar=calendar)
    projects = select(standing, party=party, leader=leader, levels=levels, watched=watched)
    changes = None
    if since is not None:
        then = assess(standing.view.earlier(since), calendar=calendar, rules=standing.rules)
        changes = standing.since(then)
    if to == "json":
        data = dump_standing(standing, projects=projects, since=changes, lang=lang)
        outputs.put(f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode(), output)
        return
    notes = [] if changes is None else [changes.text(lang)]
    outputs.put_report(standing_table(standing, projects=projects, lang=lang, notes=notes), to, output)
    if not projects:
        click.echo(say("cli.none-selected", lang), err=True)
