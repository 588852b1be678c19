"""``minsheng record``: record what a unit reports (记账)."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from minsheng.calendars import Milestone
from minsheng.cli import options
from minsheng.errors import Lang, NotFound, say

if TYPE_CHECKING:
    from minsheng.ledger import Ledger, Statement


@click.command("record")
@click.argument("url")
@click.argument("target", required=False)
@click.option("--total", help="累计完成：120公里 · total so far")
@click.option("--added", help="本期完成：12公里 · added in a period")
@click.option("--period", help="本期：2024-W26、2024年6月上旬 · the period of --added or --done")
@click.option("--milestone", type=click.Choice([m.value for m in Milestone]), help="节点 · milestone reached by TARGET")
@click.option("--done", "activity", help="履行的工作：dispatch、weekly_meeting、report… · activity carried out")
@click.option("--party", help="是谁的任务，默认为 --by · whose duty --done meets, by default --by")
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
    party: str | None,
    problem: str | None,
    on: date | None,
    by: str,
    note: str,
    recorder: str,
    entry_id: str | None,
    plan_id: str | None,
    lang: Lang,
) -> None:
    """记一笔：进度、节点、履职或问题；不带选项时从标准输入读 JSON 行，全部记入或一笔不记。

    Record one statement: progress, a milestone, an activity or a problem. Without options JSON lines are read from
    stdin, each a statement or {"id": …, "statement": …}; all are recorded or none.
    """
    from minsheng.ledger import DutyFulfilled, MilestoneReached, ProblemRaised, Progress

    if total is not None and added is not None:
        raise click.UsageError("累计数和本期数只填一个 · --total or --added, not both")
    if added is not None and period is None:
        raise click.UsageError("本期数请用 --period 写明是哪一期 · give the period of --added with --period")
    if period is not None and added is None and activity is None:
        raise click.UsageError("--period 只用于 --added 和 --done · --period goes with --added or --done")
    figure = total if total is not None else added
    given = [v for v in (figure, milestone, activity, problem) if v is not None]
    if len(given) > 1:
        raise click.UsageError("一次只记一件事 · one of --total/--added, --milestone, --done, --problem at a time")
    if not given:
        _from_stdin(url, plan_id, target=target, entry_id=entry_id, recorder=recorder, lang=lang)
        return
    if on is None:
        raise click.UsageError("请用 --on 写明日期 · give the day with --on")
    number = target or ""
    whose = party if party is not None else by
    if activity is None and not number:
        raise click.UsageError("请写明项目或目标的编号 · give the number of the project or target")
    if activity is not None and not whose:
        raise click.UsageError("请用 --by 写明是哪个单位 · say with --by whose activity it was")
    statement: Statement
    if milestone is not None:
        statement = MilestoneReached(number, milestone=Milestone(milestone), on=on, by=by, note=note)
    elif activity is not None:
        statement = DutyFulfilled(activity, party=whose, period=period, on=on, by=by, note=note)
    elif problem is not None:
        statement = ProblemRaised(number, problem=problem, on=on, by=by, note=note)
    else:
        statement = Progress(number, total=total, added=added, period=period, on=on, by=by, note=note)
    with options.opened(url, plan_id, read_only=False) as ledger:
        hint = _checked(ledger, activity, whose, lang) if activity is not None else ""
        entry = ledger.append(statement, id=entry_id, recorder=recorder)
    click.echo(say("cli.recorded", lang, position=entry.position, id=entry.id))
    if hint:
        click.echo(hint, err=True)


class UnknownActivity(NotFound):
    """No duty of the plan is met by this activity: most likely a slip of the pen."""

    code = "cli.unknown-activity"


def _checked(ledger: Ledger, activity: str, party: str, lang: Lang) -> str:
    """A hint where `party` owes no such activity; an activity that nobody owes is refused."""
    plan = ledger.plan
    rhythms = [rhythm for rhythm in plan.all_rhythms if activity in rhythm.met_by]
    if not rhythms:
        known = {name: rhythm.name for rhythm in plan.all_rhythms for name in rhythm.met_by}
        raise UnknownActivity("activity", activity, tuple(f"{name}（{duty}）" for name, duty in known.items()))
    owing = {
        name for rhythm in rhythms for whole in (True, False) for name in plan.bearers(rhythm, expand_groups=whole)
    }
    if plan.party(party) in owing:
        return ""
    return say("cli.owes-nothing", lang, party=party, activity=rhythms[0].name)


def _from_stdin(
    url: str, plan_id: str | None, *, target: str | None, entry_id: str | None, recorder: str, lang: Lang
) -> None:
    from minsheng.cli.lines import record_lines

    stdin = sys.stdin.buffer
    if target is not None or entry_id is not None or stdin.isatty():
        raise click.UsageError(
            "要记什么？· give --total, --added, --milestone, --done or --problem, or JSON lines on stdin"
        )
    with options.opened(url, plan_id, read_only=False) as ledger:
        entries = record_lines(ledger, stdin, recorder=recorder, lang=lang)
    for entry in entries:
        click.echo(say("cli.recorded", lang, position=entry.position, id=entry.id))
    if not entries:
        click.echo(say("cli.nothing-to-record", lang), err=True)
