"""What several verbs share: their options, reading a plan, opening a ledger, putting data out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from minsheng.calendars import ChinaCalendar, Decree, as_day
from minsheng.errors import InvalidValue, Lang, NotFound, Unreadable

if TYPE_CHECKING:
    from minsheng.ledger import Ledger, View
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
            language: Lang = ctx.find_root().obj or "zh" if ctx is not None else "zh"
            self.fail(error.message(language), param, ctx)


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
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def lang(command: F) -> F:
    """``--lang``: language of what is printed."""
    return click.option(
        "--lang", type=click.Choice(["zh", "en"]), default="zh", help="输出语言 · language of what is printed"
    )(command)


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


def as_of(command: F) -> F:
    """``--on``, ``--known``, ``--rules``: which day, as known when, and by whose rules."""
    for option in (
        click.option("--rules", "pack", help="规则包 · rule pack: a name or a file"),
        click.option("--known", type=DAY, help="按哪一天已知的情况 · as it was known on that day"),
        click.option(
            "--on", type=DAY, help="截至哪一天，默认为最后一笔的日期 · as of, by default the day of the last entry"
        ),
    ):
        command = option(command)
    return command


def ledger_options(command: F) -> F:
    """``--plan``: which plan of a store that holds several."""
    return click.option("--plan", "plan_id", help="账本中有多个计划时指明 · which plan, where the store holds several")(
        command
    )


def plan_from(path: Path, year: int | None = None) -> Plan:
    """A plan from its JSON, or from the notice itself with all open questions left open."""
    if is_json(path):
        from minsheng.codec import load_plan

        if path.stat().st_size > _LARGEST:
            raise Unreadable("cli.too-large", file=path.name)
        return load_plan(path.read_bytes(), file=path.name)
    from minsheng.intake import read

    return read(path, year=year).confirm()


_LARGEST = 64 * 1024 * 1024
"""Bytes of a plan's JSON; a county's is a hundredth of this."""


def is_json(path: Path) -> bool:
    """Whether a file begins as a JSON object does, a byte order mark and white space aside."""
    with path.open("rb") as file:
        return file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


@contextmanager
def opened(url: str, plan_id: str | None, *, read_only: bool = True) -> Iterator[Ledger]:
    """The ledger of `plan_id` in the store at `url`; of the only plan there, if none is named."""
    from minsheng.ledger import Ledger
    from minsheng.storage import open_store

    if not read_only:
        with open_store(url, read_only=True):
            pass  # only init makes a new file: to record in a mistyped one is refused here
    with open_store(url, read_only=read_only) as store:
        plans = store.plans()
        if not plans:
            raise EmptyStore("plan", url)
        if plan_id is None and len(plans) != 1:
            raise WhichPlan("plan", url, plans)
        yield Ledger.open(store, plan_id if plan_id is not None else plans[0])


class WhichPlan(NotFound):
    """The store holds several plans and none was named."""

    code = "cli.which-plan"


class EmptyStore(NotFound):
    """The store holds no plan yet."""

    code = "cli.empty-store"


def put(data: bytes, target: str) -> None:
    """Bytes to a file, through a temporary name, or to stdout."""
    if target == "-":
        if sys.stdout.isatty() and b"\0" in data[:4096]:
            raise click.UsageError("请用 -o 写入文件 · give a file with -o")
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from minsheng.reports import replace_file

    with writing(Path(target)):
        replace_file(Path(target), data)


def put_lines(lines: Iterable[str], target: str) -> None:
    """Lines of text to stdout, or to a file through a temporary name, one after the other: they may be many.

    The file keeps what it held until all of them are written.
    """
    if target == "-":
        sys.stdout.flush()
        for line in lines:
            sys.stdout.buffer.write(f"{line}\n".encode())
        sys.stdout.buffer.flush()
        return
    from minsheng.reports import replace_file

    with writing(Path(target)):
        replace_file(Path(target), (f"{line}\n".encode() for line in lines))


def text_of(path: Path) -> str:
    """The text of a small file in UTF-8.

    Raises:
        Unreadable: it is too large, or no text.
    """
    if path.stat().st_size > _LARGEST:
        raise Unreadable("cli.too-large", file=path.name)
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("cli.not-text", file=path.name) from None


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What goes wrong inside is told of `path`, not of the temporary file beside it.

    Raises:
        Unreadable: the folder is missing or can not be written to.
    """
    try:
        yield
    except OSError as error:
        folder = path.parent
        if not folder.is_dir():
            raise Unreadable("cli.no-folder", file=str(path), folder=folder) from error
        raise Unreadable("cli.can-not-write", file=str(path), why=error.strerror or error) from error


def put_report(report: Report, to: str | None, target: str) -> None:
    """A report to stdout (a table unless `to` says otherwise) or to a file (its suffix tells the format)."""
    from minsheng.reports import render, write

    if target != "-":
        with writing(Path(target)):
            write(report, Path(target), to={"table": "text", None: None}.get(to, to))
    elif to in (None, "table", "text", "txt"):
        click.echo(str(report))
    else:
        put(render(report, to), "-")


def last_day(ledger: Ledger) -> date:
    """The latest day that an entry speaks of: the one that is looked at where none is asked for."""
    return max(entry.statement.on for entry in ledger.entries())


def viewed(url: str, plan_id: str | None, *, on: date | None, known: date | None) -> View:
    """The view of the ledger at `url` on a day, by default that of its last entry."""
    with opened(url, plan_id) as ledger:
        return ledger.as_of(on or last_day(ledger), known=known)


def assessed(
    url: str, plan_id: str | None, *, on: date | None, known: date | None, pack: str | None, calendar: ChinaCalendar
) -> Standing:
    """The standing of the ledger at `url` on a day, by default that of its last entry."""
    from minsheng.standing import DEFAULT, assess, load_rules

    view = viewed(url, plan_id, on=on, known=known)
    rules = DEFAULT if pack is None else load_rules(pack)
    return assess(view, calendar=calendar, rules=rules)
