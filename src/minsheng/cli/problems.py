"""``minsheng problems``: what stands in the way (存在问题)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from minsheng.cli import office, options
from minsheng.cli.office import Look, step

if TYPE_CHECKING:
    from minsheng.ledger import Entry
    from minsheng.supervision import How, Supervision


@click.group("problems")
def command() -> None:
    """问题清单：提出、交办、销号 · problems: raised, assigned, solved."""


@command.command("list")
@office.URL
@click.option("--open", "only_open", is_flag=True, help="只看未销号的 · not solved yet")
@office.looking
def listed(*, look: Look, only_open: bool) -> None:
    """问题清单：逾期的在前 · the problems on a day, the late ones first."""
    import attrs

    from minsheng.supervision import dump_problems, problem_list

    with look.at_work() as (_, view):
        found = problem_list(view)
    if only_open:
        found = attrs.evolve(found, rows=found.open)
    look.put(found, lambda: dump_problems(found, lang=look.lang), head=found.head(look.lang))


@command.command("raise")
@office.URL
@click.argument("project")
@click.argument("problem")
@click.option("--request", default="", help="需协调事项 · what others must do")
@click.option("--measure", default="", help="下步措施 · what the unit will do itself")
@step
def raised(*, office: Supervision, project: str, problem: str, request: str, measure: str, on: date, how: How) -> Entry:
    """提出问题 · something stands in the way."""
    return office.raise_problem(project, problem, request=request, measure=measure, on=on, **how)


@command.command("assign")
@office.URL
@click.argument("entry", metavar="PROBLEM")
@click.option("--party", required=True, help="牵头协调单位 · who coordinates")
@click.option("--due", type=options.DAY, help="办理期限 · by when")
@click.option("--demand", default="", help="办理要求 · what is asked")
@step
def assigned(
    *, office: Supervision, entry: str, party: str, due: date | None, demand: str, on: date, how: How
) -> Entry:
    """问题交办；PROBLEM 为笔号或编号 · somebody is to get it out of the way; PROBLEM is its number in the log, or its id."""
    return office.assign(entry, party=party, due=due, demand=demand, on=on, **how)


@command.command("solve")
@office.URL
@click.argument("entry", metavar="PROBLEM")
@step
def solved(*, office: Supervision, entry: str, on: date, how: How) -> Entry:
    """问题销号，--note 写怎么解决的；PROBLEM 为笔号或编号 · it is out of the way; say how with --note."""
    return office.solve(entry, on=on, **how)
