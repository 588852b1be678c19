"""What several verbs share: their options, reading a plan, opening a ledger, putting data out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from minsheng.calendars import ChinaCalendar, as_day
from minsheng.errors import InvalidValue, NotFound, Unreadable

if TYPE_CHECKING:
    from minsheng.ledger import Ledger
    from minsheng.projects import Plan
    from minsheng.reports import Report
    from minsheng.standing import Standing

F = TypeVar("F", bound=Callable[..., object])


class DayType(click.ParamType[date]):
    """A day as YYYY-MM-DD (日期)."""

    name = "YYYY-MM-DD"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return as_day(value)
        except InvalidValue as error:
            self.fail(error.message("zh"), param, ctx)


DAY = DayType()
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def lang(command: F) -> F:
    """``--lang``: language of what is printed."""
    return click.option(
        "--lang", type=click.Choice(["zh", "en"]), default="zh", help="输出语言 · language of what is printed"
    )(command)


def output(*formats: str) -> Callable[[F], F]:
    """``--to`` and ``-o``: format and file of the data."""

    def decorate(command: F) -> F:
        command = click.option(
            "-o",
            "--output",
            type=click.Path(dir_okay=False),
            default="-",
            help="写入文件，- 为标准输出 · file to write, - for stdout",
        )(command)
        return click.option("--to", type=click.Choice(formats), help="格式 · format")(command)

    return decorate


def provisional(command: F) -> F:
    """``--provisional``: days without a decree count by weekends and statutory days."""
    return click.option(
        "--provisional",
        is_flag=True,
        help="未公布的年份按周末和法定假日暂估 · guess years without a decree, and say so",
    )(command)


def ledger_options(command: F) -> F:
    """``--plan``: which plan of a store that holds several."""
    return click.option("--plan", "plan_id", help="账本中有多个计划时指明 · which plan, where the store holds several")(
        command
    )


def calendar(*, provisional: bool) -> ChinaCalendar:
    """The working-day calendar of China."""
    return ChinaCalendar(provisional=provisional)


def plan_from(path: Path, year: int | None = None) -> Plan:
    """A plan from its JSON, or from the notice itself with all open questions left open."""
    if path.stat().st_size > 64 * 1024 * 1024:
        raise Unreadable("cli.too-large", file=path.name)
    head = path.read_bytes()
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        from minsheng.codec import load_plan

        return load_plan(head)
    from minsheng.intake import read

    return read(path, year=year).confirm()


@contextmanager
def opened(url: str, plan_id: str | None, *, read_only: bool = True) -> Iterator[Ledger]:
    """The ledger of `plan_id` in the store at `url`; of the only plan there, if none is named."""
    from minsheng.ledger import Ledger
    from minsheng.storage import open_store

    with open_store(url, read_only=read_only) as store:
        plans = store.plans()
        if plan_id is None and len(plans) != 1:
            raise WhichPlan("plan", url, plans)
        yield Ledger.open(store, plan_id if plan_id is not None else plans[0])


class WhichPlan(NotFound):
    """The store holds no plan, or several and none was named."""

    code = "cli.which-plan"


def put(data: bytes, target: str) -> None:
    """Bytes to a file, through a temporary name, or to stdout."""
    if target == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from minsheng.reports import replace_file

    replace_file(Path(target), data)


def put_report(report: Report, to: str | None, target: str) -> None:
    """A report to stdout (a table unless `to` says otherwise) or to a file (its suffix tells the format)."""
    from minsheng.reports import render, write

    if target != "-":
        write(report, Path(target), to={"table": "text", None: None}.get(to, to))
    elif to in (None, "table", "text", "txt"):
        click.echo(str(report))
    else:
        put(render(report, to), "-")


def assessed(
    url: str, plan_id: str | None, *, on: date | None, known: date | None, pack: str | None, provisional: bool
) -> Standing:
    """The standing of the ledger at `url` on a day, by default that of its last entry."""
    from minsheng.standing import DEFAULT, assess, load_rules

    with opened(url, plan_id) as ledger:
        day = on or max(entry.statement.on for entry in ledger.entries())
        view = ledger.as_of(day, known=known)
    rules = DEFAULT if pack is None else load_rules(pack)
    return assess(view, calendar=calendar(provisional=provisional), rules=rules)
