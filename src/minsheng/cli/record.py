"""``minsheng record``: record what a unit reports (记账)."""

from __future__ import annotations

import sys
from datetime import date

import click

from minsheng.calendars import Milestone
from minsheng.cli import options
from minsheng.errors import Lang, say


@click.command("record")
@click.argument("url")
@click.argument("target", required=False)
@click.option("--total", help="累计完成：120公里 · total so far")
@click.option("--added", help="本期完成：12公里 · added in a period")
@click.option("--period", help="本期：2024-W26、2024年6月上旬 · the period of --added or --done")
@click.option("--milestone", type=click.Choice([m.value for m in Milestone]), help="节点 · milestone reached by TARGET")
@click.option("--done", "activity", help="履行的工作：dispatch、weekly_meeting、report… · activity carried out")
@click.option("--problem", help="TARGET 存在的问题 · a problem of TARGET")
@click.option("--on", type=options.DAY, help="发生日 · day that it is said of")
@click.option("--by", default="", help="填报单位 · who says so")
@click.option("--note", default="", help="备注 · remark")
@click.option("--recorder", default="", help="录入人 · who types it in")
@click.option("--id", "entry_id", help="自定的编号，重发不重记 · an id of your own: sent twice, stored once")
@options.ledger_options
@options.lang
def command(
    url: str,
    target: str | None,
    total: str | None,
    added: str | None,
    period: str | None,
    milestone: str | None,
    activity: str | None,
    problem: str | None,
    on: date | None,
    by: str,
    note: str,
    recorder: str,
    entry_id: str | None,
    plan_id: str | None,
    lang: Lang,
) -> None:
    """记一笔：进度、节点、履职或问题；不带选项时从标准输入读 JSON 行。

    Record one statement: progress, a milestone, an activity or a problem. Without options, JSON lines are read from stdin.
    """
    from minsheng.ledger import (
        DutyFulfilled,
        MilestoneReached,
        ProblemRaised,
        Progress,
        Statement,
        load_statement,
    )

    given = [v for v in (total or added, milestone, activity, problem) if v is not None]
    if len(given) > 1:
        raise click.UsageError("一次只记一件事 · one of --total/--added, --milestone, --done, --problem at a time")
    with options.opened(url, plan_id, read_only=False) as ledger:
        if not given:
            if target is not None or sys.stdin.isatty():
                raise click.UsageError(
                    "要记什么？· give --total, --added, --milestone, --done or --problem, or JSON lines on stdin"
                )
            statements: list[Statement] = [load_statement(line) for line in sys.stdin if line.strip()]
            entries = ledger.append_all(statements, recorder=recorder)
        else:
            if on is None:
                raise click.UsageError("请用 --on 写明日期 · give the day with --on")
            if activity is None and target is None:
                raise click.UsageError("请写明项目或目标的编号 · give the number of the project or target")
            number = target or ""
            statement: Statement
            if milestone is not None:
                statement = MilestoneReached(number, milestone=Milestone(milestone), on=on, by=by, note=note)
            elif activity is not None:
                statement = DutyFulfilled(activity, party=by, period=period, on=on, by=by, note=note)
            elif problem is not None:
                statement = ProblemRaised(number, problem=problem, on=on, by=by, note=note)
            else:
                statement = Progress(number, total=total, added=added, period=period, on=on, by=by, note=note)
            entries = [ledger.append(statement, id=entry_id, recorder=recorder)]
    for entry in entries:
        click.echo(say("cli.recorded", lang, position=entry.position, id=entry.id))
