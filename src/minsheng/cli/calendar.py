"""``minsheng calendar``: working days of China (工作日历)."""

from __future__ import annotations

from datetime import date, timedelta

import click

from minsheng.calendars import ChinaCalendar, DayStatus, weekday_name
from minsheng.calendars.status import first_guessed, with_guess
from minsheng.cli import decree, options, outputs, year
from minsheng.errors import Lang, comma, say, semicolon


@click.group("calendar")
def command() -> None:
    """工作日、休息日、未公布 · working days, rest days, days without a decree yet."""


command.add_command(year.command)
command.add_command(decree.command)


@command.command("workday")
@click.argument("day", type=options.DAY)
@options.working_days
@options.lang
def workday(day: date, calendar: ChinaCalendar, lang: Lang) -> int:
    """这一天上班吗？上班退出码 0，否则 1 · is it a working day? exit 0 if so, else 1."""
    click.echo(calendar.info(day).text(lang))
    return 0 if calendar.status(day) is DayStatus.WORK else 1


@command.command("info")
@click.argument("year", type=options.YEAR)
@click.option(
    "--toml",
    "file",
    type=click.Path(dir_okay=False),
    help="把这一年的放假安排写入文件，改后可用 --calendar 给出，- 为标准输出 · file to write the decree to, - for stdout",
)
@options.working_days
@options.lang
def info(year: int, file: str | None, calendar: ChinaCalendar, lang: Lang) -> int:
    """一年的放假和调休 · holidays and make-up days of a year."""
    if file is not None:
        return _decree_file(year, file, calendar, lang)
    days = [date.fromordinal(o) for o in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)]
    statuses = [calendar.status(d) for d in days]
    if DayStatus.UNANNOUNCED in statuses:
        first = days[statuses.index(DayStatus.UNANNOUNCED)]
        code = "cli.no-decree" if calendar.provisional or year < calendar.years[0] else "cli.unannounced"
        click.echo(say(code, lang, year=year, first=first, begin=calendar.years[0], end=calendar.years[-1]))
        return 1
    head = say("cli.working-days", lang, year=year, n=statuses.count(DayStatus.WORK))
    click.echo(with_guess(head, first_guessed(calendar, days[0], days[-1]), lang))
    special = [told for told in map(calendar.info, days) if told.special]
    for holiday in dict.fromkeys(told.holiday for told in special):
        own = [told for told in special if told.holiday == holiday]
        rest, work = ([t.day for t in own if t.status is s] for s in (DayStatus.REST, DayStatus.WORK))
        decree = comma(lang).join(dict.fromkeys(t.decree for t in own if t.decree))
        click.echo(f"  {holiday}  {_spans(rest, lang)}" + (f"  [{decree}]" if decree else ""))
        if work:
            shown = comma(lang).join(_short(d, lang) for d in work)
            click.echo("    " + say("cli.make-up", lang, days=shown))
    return 0


def _decree_file(year: int, file: str, calendar: ChinaCalendar, lang: Lang) -> int:
    """Write the decree that counts for `year`, as `--calendar` takes it."""
    decree = next((decree for decree in reversed(calendar.decrees) if decree.year == year), None)
    if decree is None:
        ends = {"begin": calendar.years[0], "end": calendar.years[-1]}
        click.echo(say("cli.no-decree", lang, year=year, first=date(year, 1, 1), **ends), err=True)
        return 1
    outputs.put(decree.toml().encode(), file)
    return 0


def _spans(days: list[date], lang: Lang) -> str:
    """Days that follow each other as first–last, with their number."""
    found: list[list[date]] = []
    for day in days:
        if found and (day - found[-1][-1]).days == 1:
            found[-1].append(day)
        else:
            found.append([day])
    return semicolon(lang).join(
        _short(s[0], lang)
        if len(s) == 1
        else say("cli.span", lang, first=_short(s[0], lang), last=_short(s[-1], lang), n=len(s))
        for s in found
    )


def _short(day: date, lang: Lang) -> str:
    return f"{day:%m-%d} {weekday_name(day, lang)}"


@command.command("count")
@click.argument("first", type=options.DAY)
@click.argument("last", type=options.DAY)
@options.working_days
@options.lang
def count(first: date, last: date, calendar: ChinaCalendar, lang: Lang) -> None:
    """两天之间的工作日，首尾都算 · working days between two days, both counted."""
    click.echo(with_guess(str(calendar.count(first, last)), first_guessed(calendar, first, last), lang))


@command.command("add", context_settings={"ignore_unknown_options": True})
@click.argument("day", type=options.DAY)
@click.argument("n", type=int)
@options.working_days
@options.lang
def add(day: date, n: int, calendar: ChinaCalendar, lang: Lang) -> None:
    """往后（负数往前）数 N 个工作日，当天不算 · N working days on (negative: back), the day itself not counted."""
    found = calendar.add(day, n)
    step = timedelta(1 if n > 0 else -1)
    guessed = first_guessed(calendar, *sorted((day + step, found))) if n else None
    click.echo(with_guess(f"{found} {weekday_name(found, lang)}", guessed, lang))
