"""The steps of a supervision case on the command line (督办环节), each checked against the case as it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from minsheng.cli import options
from minsheng.cli.office import URL, step

if TYPE_CHECKING:
    from minsheng.ledger import Entry
    from minsheng.supervision import How, Supervision

_CASE = click.argument("case")
_DOCUMENT = click.option("--document", default="", help="文号 · number of the paper")
_REASON = click.option("--reason", required=True, help="原因 · why")
_REPLY_BY = click.option("--reply-by", type=options.DAY, help="反馈期限 · by when to reply")
_DUE = click.option("--due", type=options.DAY, help="完成时限 · by when to finish")


@click.command("open")
@URL
@click.argument("project", required=False, default="")
@click.option("--matter", required=True, help="督查内容 · the matter")
@click.option("--party", required=True, help="承办单位 · the unit that answers for it")
@click.option("--partner", "partners", multiple=True, help="协办单位，可给多个 · partner, may be repeated")
@click.option("--number", default="", help="督办单编号 · number of the notice")
@click.option("--source", default="", help="任务来源 · what it comes from")
@click.option("--about", default="", help="起因的记录编号（问题、督导）· id of the entry that gave rise to it")
@click.option("--demand", default="", help="办复要求 · what is asked")
@click.option("--grade", default="", help="紧急、一般、疑难等 · grade, by which the term is counted")
@_REPLY_BY
@_DUE
@step
def opened(
    *,
    office: Supervision,
    project: str,
    matter: str,
    party: str,
    partners: tuple[str, ...],
    number: str,
    source: str,
    about: str,
    demand: str,
    grade: str,
    reply_by: date | None,
    due: date | None,
    on: date,
    how: How,
) -> Entry:
    """立项交办；不写期限的按 --terms 计算 · send out a notice; without a term that of its grade."""
    return office.open(
        project,
        matter=matter,
        party=party,
        partners=partners,
        number=number,
        source=source,
        about=about,
        demand=demand,
        grade=grade,
        reply_by=reply_by,
        due=due,
        on=on,
        **how,
    )


@click.command("reply")
@URL
@_CASE
@click.argument("text")
@click.option("--finished", is_flag=True, help="已办结 · the unit says that it is finished")
@click.option("--reason", default="", help="未办结的原因 · why it is not finished")
@_DOCUMENT
@step
def replied(
    *, office: Supervision, case: str, text: str, finished: bool, reason: str, document: str, on: date, how: How
) -> Entry:
    """单位反馈 · the unit replies."""
    return office.reply(case, text, finished=finished, reason=reason, document=document, on=on, **how)


@click.command("remind")
@URL
@_CASE
@_DOCUMENT
@_REPLY_BY
@step
def reminded(*, office: Supervision, case: str, document: str, reply_by: date | None, on: date, how: How) -> Entry:
    """提醒、催办 · remind the unit, or call upon it."""
    return office.remind(case, document=document, reply_by=reply_by, on=on, **how)


@click.command("return")
@URL
@_CASE
@_REASON
@_REPLY_BY
@step
def returned(*, office: Supervision, case: str, reason: str, reply_by: date | None, on: date, how: How) -> Entry:
    """退回反馈，或不同意延期 · send back a reply, or refuse more time."""
    return office.return_(case, reason=reason, reply_by=reply_by, on=on, **how)


@click.command("ask")
@URL
@_CASE
@_REASON
@click.option("--new-due", type=options.DAY, required=True, help="申请延至 · the day that is asked for")
@click.option("--progress", required=True, help="目前进展 · how far it is")
@step
def asked(*, office: Supervision, case: str, reason: str, new_due: date, progress: str, on: date, how: How) -> Entry:
    """到期前申请延期 · the unit asks for more time, before the term ends."""
    return office.ask_extension(case, reason=reason, new_due=new_due, progress=progress, on=on, **how)


@click.command("extend")
@URL
@_CASE
@click.option("--new-due", type=options.DAY, required=True, help="延至 · the new term")
@click.option("--body", default="", help="批准人、批准机关 · who agreed")
@click.option("--reason", default="", help="原因 · why")
@_DOCUMENT
@step
def extended(
    *, office: Supervision, case: str, new_due: date, body: str, reason: str, document: str, on: date, how: How
) -> Entry:
    """同意延期 · give more time."""
    return office.extend(case, new_due=new_due, body=body, reason=reason, document=document, on=on, **how)


@click.command("escalate")
@URL
@_CASE
@click.argument("measure")
@_REASON
@click.option("--body", default="", help="决定机关 · who decided it")
@_DOCUMENT
@step
def escalated(
    *, office: Supervision, case: str, measure: str, reason: str, body: str, document: str, on: date, how: How
) -> Entry:
    """升级：约谈、通报等 · take it further: a talk, a circular."""
    return office.escalate(case, measure, reason=reason, body=body, document=document, on=on, **how)


@click.command("verify")
@URL
@_CASE
@click.option("--passed/--failed", required=True, help="属实、到位，或不到位 · as the unit says, or not")
@click.option("--finding", "findings", multiple=True, help="核实情况，可给多个 · what was found, may be repeated")
@click.option("--visit", default="", help="现场督导的记录编号 · id of the visit on which it was seen")
@step
def verified(
    *, office: Supervision, case: str, passed: bool, findings: tuple[str, ...], visit: str, on: date, how: How
) -> Entry:
    """核实；核实人不能是承办单位 · look whether it is so; not by the unit itself."""
    return office.verify(case, passed=passed, findings=findings, visit=visit, on=on, **how)


@click.command("close")
@URL
@_CASE
@click.option("--result", default="", help="办理结果 · the result")
@click.option("--dropped", is_flag=True, help="未办结而撤销 · dropped without being finished")
@_DOCUMENT
@step
def closed(*, office: Supervision, case: str, result: str, dropped: bool, document: str, on: date, how: How) -> Entry:
    """销号 · close a case."""
    return office.close(case, result=result, dropped=dropped, document=document, on=on, **how)


@click.command("reopen")
@URL
@_CASE
@_REASON
@_REPLY_BY
@_DUE
@step
def reopened(
    *, office: Supervision, case: str, reason: str, reply_by: date | None, due: date | None, on: date, how: How
) -> Entry:
    """重新督办 · take a closed case up again."""
    return office.reopen(case, reason=reason, reply_by=reply_by, due=due, on=on, **how)


@click.command("visit")
@URL
@click.argument("project")
@click.option("--place", default="", help="地点 · where")
@click.option("--visitor", "visitors", multiple=True, help="督导人员，可给多个 · who went, may be repeated")
@click.option("--finding", "findings", multiple=True, help="发现的情况，可给多个 · what was found, may be repeated")
@step
def visited(
    *,
    office: Supervision,
    project: str,
    place: str,
    visitors: tuple[str, ...],
    findings: tuple[str, ...],
    on: date,
    how: How,
) -> Entry:
    """登记一次现场督导 · record a visit on site."""
    return office.visit(project, place=place, visitors=visitors, findings=findings, on=on, **how)


COMMANDS = (
    opened,
    replied,
    reminded,
    returned,
    asked,
    extended,
    escalated,
    verified,
    closed,
    reopened,
    visited,
)
"""In the order in which a case goes."""
