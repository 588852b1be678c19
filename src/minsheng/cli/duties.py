"""``minsheng duties``: who owes what by which day (工作任务清单)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import evolve

from minsheng.calendars import ChinaCalendar
from minsheng.cli import inputs, options, outputs
from minsheng.cli.subscribe import Subscription, subscription
from minsheng.errors import Lang, comma, say

if TYPE_CHECKING:
    from minsheng.reports import Report, Run


@click.command("duties")
@click.argument("plan", type=options.FILE)
@click.option("--from", "first", type=options.DAY, help="起始日 · first day")
@click.option("--until", "last", type=options.DAY, help="截止日（含）· last day, included")
@click.option("--party", help="只看一个单位 · one party only")
@options.expand_groups
@options.year
@options.working_days
@options.output("table", "json", "md", "html", "docx", "txt", "ics")
@subscription
@options.lang
def command(
    plan: Path,
    first: date | None,
    last: date | None,
    party: str | None,
    expand_groups: bool,
    year: int | None,
    calendar: ChinaCalendar,
    to: str | None,
    output: str,
    split: Path | None,
    previous: Path | None,
    alarms: bool,
    as_events: bool,
    lang: Lang,
) -> None:
    """列出谁在哪天前该做什么。PLAN 是计划的 JSON，或通知本身。

    List who owes what by which day. PLAN is a plan's JSON or the notice itself.
    """
    from minsheng.codec import duties_json
    from minsheng.duties import expand_duties
    from minsheng.reports import duty_list

    known = inputs.plan_from(plan, year)
    duties = expand_duties(known, calendar, first, last, expand_groups=expand_groups)
    asked = Subscription(
        to=to,
        output=output,
        party=party,
        first=first,
        last=last,
        split=split,
        previous=previous,
        alarms=alarms,
        as_events=as_events,
        lang=lang,
    )
    if asked.wanted:
        asked.put(duties, known)
        return
    if party is not None:
        known.portfolio(party)  # a name that has no part in the plan is refused, with those that have
        duties = duties.of(known.party(party))
    if to == "json" or (to is None and output.lower().endswith(".json")):
        outputs.put(duties_json(duties, plan=known.id, lang=lang).encode(), output)
        return
    on_a_terminal = output == "-" and to in (None, "table", "txt")
    report = duty_list(duties, lang=lang, brief=on_a_terminal)
    outputs.put_report(_shorter(report, lang) if on_a_terminal else report, to, output)


def _shorter(report: Report, lang: Lang) -> Report:
    """A day and what is due on it a line, without the names that the first table has; a note says where the reasons stand."""
    from minsheng.reports import Block, Note, Table

    blocks: list[Block] = []
    for block in report.blocks:
        if isinstance(block, Table) and block.columns[-1].title == say("reports.col-day-rule", lang):
            rows = [[*row[:-2], evolve(row[-2], content=_few(row[-2].content, lang)), row[-1]] for row in block.rows]
            blocks.append(evolve(block, rows=rows))
            if block.rows:
                blocks.append(Note(say("cli.why-day-elsewhere", lang)))
        else:
            blocks.append(block)
    return evolve(report, blocks=blocks)


def _few(parties: Sequence[Run], lang: Lang) -> Sequence[Run]:
    """县交运局等10个单位 where more than three share a duty."""
    names = parties[0].text.split(comma(lang))
    if len(names) <= 3:
        return parties[:1]
    return [evolve(parties[0], text=say("cli.and-others", lang, first=names[0], n=len(names)))]
