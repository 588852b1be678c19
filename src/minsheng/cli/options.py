"""Options that several verbs share, and the types of their values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TypeVar

import click

from minsheng.calendars import ChinaCalendar, Decree, as_day
from minsheng.cli.errors_told import advised
from minsheng.errors import InvalidValue, Lang, say

F = TypeVar("F", bound=Callable[..., object])


def lang_asked() -> Lang:
    """The language that ``--lang`` asks for, known before the options of a verb are."""
    context = click.get_current_context(silent=True)
    language: Lang = (context.find_root().obj if context is not None else None) or "zh"
    return language


def misuse(code: str, **fields: object) -> click.UsageError:
    """To be raised where options do not go together, or one is missing: with the sentence of `code`."""
    return click.UsageError(say(code, lang_asked(), **fields))


class DayType(click.ParamType[date]):
    """A day as YYYY-MM-DD (日期)."""

    name = "YYYY-MM-DD"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return as_day(value)
        except InvalidValue as error:
            language = lang_asked()
            message = error.message(language).removesuffix("。")
            self.fail(advised(message, error.mend(language) or say("cli.for-day", language), language), param, ctx)


class FormatType(click.ParamType[str]):
    """What a verb prints (格式): the formats that are listed, or any renderer that is installed."""

    name = "format"

    def __init__(self, shipped: Sequence[str]) -> None:
        self.shipped = tuple(shipped)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return f"[{'|'.join(self.shipped)}|…]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        wanted = value.strip().removeprefix(".").lower()
        if wanted in self.shipped:
            return wanted
        from minsheng.reports import UnknownFormat, find_renderer, installed_renderers

        try:
            return find_renderer(wanted).name
        except UnknownFormat:
            others = (renderer.name for renderer in installed_renderers().outside)
            raise UnknownFormat(value, (*self.shipped, *others)) from None


DAY = DayType()
FIRST_YEAR, LAST_YEAR = 1949, 2200
"""Years that a plan may have."""
YEAR = click.IntRange(FIRST_YEAR, LAST_YEAR)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def lang(command: F) -> F:
    """``--lang``: language of what is printed."""
    return click.option(
        "--lang", type=click.Choice(["zh", "en"]), default="zh", help="输出语言 · language of what is printed"
    )(command)


def year(command: F) -> F:
    """``--year``: of a notice that prints none."""
    return click.option("--year", type=YEAR, help="文件未写年份时指明 · the year, where the document prints none")(
        command
    )


def output(*formats: str) -> Callable[[F], F]:
    """``--to`` and ``-o``: format and file of the data; of `formats` or of an installed renderer."""

    def decorate(command: F) -> F:
        command = click.option(
            "-o",
            "--output",
            type=click.Path(dir_okay=False),
            default="-",
            help="写入文件，- 为标准输出 · file to write, - for stdout",
        )(command)
        return click.option(
            "--to",
            type=FormatType(formats),
            help="格式，也可写已安装的其他输出格式的名称 · format, or the name of any renderer that is installed",
        )(command)

    return decorate


def working_days(command: Callable[..., object]) -> Callable[..., object]:
    """``--calendar`` and ``--provisional``: the command gets the `calendar` that they ask for."""

    @wraps(command)
    def with_calendar(*args: object, decrees: tuple[Path, ...], provisional: bool, **kwargs: object) -> object:
        calendar = ChinaCalendar(provisional=provisional)
        for path in decrees:
            calendar = calendar.with_decree(Decree.load(path))
        return command(*args, calendar=calendar, **kwargs)

    with_options: Callable[..., object] = click.option(
        "--provisional",
        is_flag=True,
        help="未公布的年份按周末和法定假日暂估 · guess years without a decree, and say so",
    )(with_calendar)
    return click.option(
        "--calendar",
        "decrees",
        type=FILE,
        multiple=True,
        help="自备的放假安排文件（TOML），可给多个 · file with a decree of your own, may be repeated",
    )(with_options)


def expand_groups(command: F) -> F:
    """``--expand-groups``: whether a group owes, or each of its members."""
    return click.option(
        "--expand-groups", is_flag=True, help="把“各乡镇（街道）”等展开到成员 · each member of a group owes its own"
    )(command)


def on_and_known(command: F) -> F:
    """``--on``, ``--known``: which day, as known when."""
    command = click.option("--known", type=DAY, help="按哪一天已知的情况 · as it was known on that day")(command)
    return click.option(
        "--on", type=DAY, help="截至哪一天，默认为最后一笔的日期 · as of, by default the day of the last entry"
    )(command)


def as_of(command: F) -> F:
    """``--on``, ``--known``, ``--rules``: which day, as known when, and by whose rules."""
    return on_and_known(click.option("--rules", "pack", help="规则包 · rule pack: a name or a file")(command))


def ledger_options(command: F) -> F:
    """``--plan``: which plan of a store that holds several."""
    return click.option("--plan", "plan_id", help="账本中有多个计划时指明 · which plan, where the store holds several")(
        command
    )
