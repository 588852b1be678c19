"""``minsheng record``: record what a unit reports (记账)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

import click

from minsheng.calendars import ChinaCalendar, Milestone
from minsheng.cli import inputs, options, receipts
from minsheng.cli.errors_told import advised, mend_of, plain
from minsheng.cli.record_options import Given, bearer, check, kinds, missing_files, statement_of
from minsheng.errors import Finding, InvalidValue, Lang, NotFound, say

if TYPE_CHECKING:
    from minsheng.ledger import Entry, Ledger


@click.command("record")
@click.argument("url")
@click.argument("target", required=False)
@click.option("--total", help="累计完成：120公里 · total so far")
@click.option("--added", help="本期完成：12公里 · added in a period")
@click.option("--period", help="本期：2024-W26、2024年6月上旬 · the period of --added or --done")
@click.option("--member", default="", help="组内哪一家的 · whose part of a group's target")
@click.option("--reason", default="", help="累计数减少的原因 · why a total is lower than before")
@click.option("--received", help="累计到位资金：300万元 · money received so far")
@click.option("--spent", help="累计支出资金：120万元 · money spent so far")
@click.option("--source", default="", help="哪一笔资金，有多笔时指明 · which money, where there are several")
@click.option("--milestone", type=click.Choice([m.value for m in Milestone]), help="节点 · milestone reached by TARGET")
@click.option("--done", "activity", help="履行的工作：dispatch、weekly_meeting、report… · activity carried out")
@click.option("--party", help="是谁的任务，默认为 --by · whose duty --done meets, by default --by")
@click.option("--problem", help="TARGET 存在的问题 · a problem of TARGET")
@click.option(
    "--evidence",
    multiple=True,
    help="佐证：文件（记下其摘要）、地址或文号，可给多个 · evidence: a file, whose digest is kept, or a reference",
)
@click.option("--on", type=options.DAY, help="发生日 · day that it is said of")
@click.option("--by", default="", help="填报单位 · who says so")
@click.option("--note", default="", help="备注 · remark")
@click.option("--recorder", default="", help="录入人 · who types it in")
@click.option("--id", "entry_id", help="自定的编号，重发不重记 · an id of your own: sent twice, stored once")
@options.ledger_options
@options.lang
def command(
    url: str,
    recorder: str,
    entry_id: str | None,
    plan_id: str | None,
    lang: Lang,
    **said: Unpack[Given],
) -> None:
    """记一笔：进度、资金、节点、履职或问题；不带选项时从标准输入读 JSON 行，全部记入或一笔不记；标准输入为空不算出错。
    提到别的条目时，写笔号、编号或编号开头的几位都可以。

    Record one statement: progress, money, a milestone, an activity or a problem. Without options JSON lines are read
    from stdin, each a statement or {"id": …, "statement": …}; all are recorded or none, and none at all is no fault. An
    entry that a line speaks of is named by its number in the log, its id, or how that begins.
    """
    check(said)
    if not kinds(said):
        _from_stdin(url, plan_id, target=said["target"], entry_id=entry_id, recorder=recorder, lang=lang)
        return
    with inputs.opened(url, plan_id, read_only=False) as ledger:
        activity = said["activity"]
        hint = _checked(ledger, activity, bearer(said), lang) if activity is not None else ""
        entry = ledger.append(statement_of(said), id=entry_id, recorder=recorder)
        _tell(ledger, [entry], lang)
    for line in (hint, *missing_files(said["evidence"], lang)):
        if line:
            click.echo(plain(line), err=True)


def _tell(ledger: Ledger, entries: Sequence[Entry], lang: Lang) -> None:
    """Where each stands; what a reader should know of it on stderr."""
    receipts.tell(ledger, entries, lang)
    if entries:
        remarks = ledger.remarks(entries)
        of_cases = _of_cases(ledger, entries)
        for entry in entries:
            for remark in (*remarks.get(entry.id, ()), *of_cases.get(entry.id, ())):
                what = advised(remark.what(lang), mend_of(remark, lang), lang)
                click.echo(plain(say("cli.remark", lang, entry=entry.reference(lang), what=what)), err=True)


def _of_cases(ledger: Ledger, entries: Sequence[Entry]) -> dict[str, list[Finding]]:
    """Id of an entry → what is wrong with it as a step of a supervision case; recorded raw, nothing checked it."""
    from minsheng.ledger import CaseOpened, CaseStep

    found: dict[str, list[Finding]] = {}
    if any(isinstance(entry.statement, CaseOpened | CaseStep) for entry in entries):
        from minsheng.supervision import cases

        view = ledger.as_of(max(entry.statement.on for entry in entries))
        for finding in cases(view, calendar=ChinaCalendar()).findings:
            found.setdefault(finding.place.path, []).append(finding)
    return found


class UnknownActivity(NotFound):
    """No duty of the plan is met by this activity: most likely a slip of the pen."""

    code = "cli.unknown-activity"


class NoActivities(InvalidValue):
    """The plan demands no activity at all."""


def _checked(ledger: Ledger, activity: str, party: str, lang: Lang) -> str:
    """A hint where `party` owes no such activity; an activity that nobody owes is refused."""
    plan = ledger.plan
    rhythms = [rhythm for rhythm in plan.all_rhythms if activity in rhythm.met_by]
    if not rhythms:
        if not any(rhythm.met_by for rhythm in plan.all_rhythms):
            raise NoActivities("cli.no-activities", plan=plan.id, name=activity)
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
        raise options.misuse("cli.record-what")
    with inputs.opened(url, plan_id, read_only=False) as ledger:
        entries = record_lines(ledger, stdin, recorder=recorder, lang=lang)
        _tell(ledger, entries, lang)
    if not entries:
        click.echo(say("cli.nothing-to-record", lang), err=True)
