"""``minsheng calendar decree``: the State Council's notice becomes a decree file (放假通知转为放假安排文件)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from minsheng.calendars import ChinaCalendar, Decree, read_decree, shipped_decrees
from minsheng.cli import options, outputs
from minsheng.cli.errors_told import advised
from minsheng.errors import Lang, say

_LARGEST = 1024 * 1024
"""Bytes that are read of a notice."""


@click.command("decree")
@click.argument("notice", type=options.FILE)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help="写入放假安排文件（TOML），- 为标准输出 · decree file (TOML) to write, - for stdout",
)
@click.option("--source", default="", help="出处，如网址 · where the text was taken from, such as its address")
@click.option(
    "--calendar",
    "files",
    type=options.FILE,
    multiple=True,
    help="通知所调整的年份不在自带之列时，其放假安排文件 · the year's decree that the notice changes, where it is not a shipped one",
)
@options.lang
def command(notice: Path, output: str | None, source: str, files: tuple[Path, ...], lang: Lang) -> int:
    """读国务院办公厅放假通知的正文（文本文件），核对星期和天数；有矛盾则逐条说明，退出码 1，不写文件。

    调整或延长某个假期的通知，并入该年的放假安排，写出的是改后的全年安排。

    Read the text of the State Council's notice on days off and check it; every contradiction is named, exit 1, and
    nothing is written. A notice that changes one holiday of a year gives that year's decree with the change in it.
    """
    from minsheng.intake.readers.encodings import decoded  # not at the start: the other verbs never need it

    with notice.open("rb") as file:
        text = decoded(file.read(_LARGEST), file=notice.name)
    known = (*shipped_decrees(), *map(Decree.load, files))
    reading = read_decree(text, source=source, decrees=known)
    aside = output == "-" or bool(reading.errors)
    if reading.holidays:
        click.echo(reading.text(lang), err=aside)
    for finding in reading.findings:
        click.echo(advised(finding.message(lang), finding.mend(lang), lang), err=True)
    if reading.errors:
        click.echo(say("cli.decree-refused", lang, n=len(reading.errors)), err=True)
        return 1
    decree = reading.confirm()
    click.echo(_beside_known(decree, known, lang), err=aside)
    if output is not None:
        outputs.put(decree.toml().encode(), output)
    return 0


def _beside_known(decree: Decree, decrees: Sequence[Decree], lang: Lang) -> str:
    """The number of working days, and whether the days off are those that are known already."""
    n = ChinaCalendar().with_decree(decree).count(f"{decree.year}-01-01", f"{decree.year}-12-31")
    known = next((d for d in reversed(decrees) if d.year == decree.year), None)
    code = "new" if known is None else "same" if known.holidays == decree.holidays else "other"
    return say(f"cli.decree-{code}", lang, year=decree.year, n=n)
