"""``minsheng demo``: the whole way on the shipped example (走一遍全程)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from minsheng.calendars import ChinaCalendar
from minsheng.cli import options, outputs
from minsheng.errors import Lang, comma, say
from minsheng.projects import Bearer, Plan

if TYPE_CHECKING:
    from minsheng.duties import Duties
    from minsheng.standing import Standing

DAY = "2024-08-31"
MONTH = ("2024-03-01", "2024-03-31")


@click.command("demo")
@click.option(
    "--into", type=click.Path(file_okay=False, path_type=Path), default="minsheng-demo", help="写到哪里 · where to"
)
@options.lang
def command(into: Path, lang: Lang) -> None:
    """用自带的例子走一遍：通知 → 汇总表 → 任务 → 台账 → 状态 → 月报。进展数据是虚构的。

    The whole way on the shipped example: a real notice, made-up progress.
    """
    from minsheng.duties import expand_duties
    from minsheng.example import load_example
    from minsheng.reports import duty_counts, standing_table, summary
    from minsheng.standing import assess
    from minsheng.storage import open_store

    def heading(number: int, name: str, **fields: object) -> None:
        click.echo("\n" + click.style(f"{number}. {say(f'cli.demo-{name}', lang, **fields)}", bold=True))

    example, calendar = load_example(), ChinaCalendar()
    plan = example.plan
    pieces = sum(p.pieces for p in plan.projects)

    heading(1, "summary", title=plan.document.title, projects=len(plan.projects), pieces=pieces)
    click.echo(str(summary(example.reading.plan, compact=True, lang=lang)))

    heading(2, "doubts", n=len(example.reading.questions))
    for line in example.reading.doubts(lang):
        click.echo(f"  {line}")

    duties, march = expand_duties(plan, calendar), expand_duties(plan, calendar, *MONTH)
    heading(3, "duties", n=len(duties) + len(duties.undated))
    click.echo(str(duty_counts(duties, lang=lang)))
    click.echo(_with_named_heads(plan, calendar, lang))
    heading(4, "month", n=len(march))
    click.echo(str(duty_counts(march, lang=lang)))

    with outputs.writing(into / "run-1"):
        folder = _new_folder(into)
    ledger_path = folder / "county.db"
    with open_store(f"sqlite:///{ledger_path}") as store:
        ledger = example.ledger(store)
        standing = assess(ledger.as_of(DAY), calendar=calendar)
        verdict = ledger.verify()
    heading(5, "standing", day=DAY)
    click.echo(say("cli.demo-made-up", lang, n=len(example.lines)))
    click.echo(str(standing_table(standing, lang=lang)))

    written = _written(folder, standing, duties, calendar, lang)
    heading(6, "files")
    for path in (*written, ledger_path):
        click.echo(f"  {path}")
    click.echo(f"  {verdict.message(lang)}")


def _written(folder: Path, standing: Standing, duties: Duties, calendar: ChinaCalendar, lang: Lang) -> list[Path]:
    """Monthly report, list of duties, calendar file and year, each written into `folder`."""
    from minsheng.duties import expand_duties
    from minsheng.reports import duties_ics, duty_list, monthly_report, write, year_view

    report = monthly_report(standing, lang=lang)
    monthly = [folder / f"{say('cli.demo-file', lang)}.{suffix}" for suffix in ("docx", "html", "md")]
    for path in monthly:
        write(report, path)
    listed = folder / f"{say('cli.demo-duties-file', lang)}.html"
    write(duty_list(duties, lang=lang), listed)
    subscription, year = (folder / say(f"cli.demo-{name}-file", lang) for name in ("ics", "year"))
    current = standing.view.plan  # with the changes that were approved by then
    current_duties = expand_duties(current, calendar)
    outputs.put(duties_ics(current_duties, plan=current, lang=lang), str(subscription))
    outputs.put(year_view(current, calendar, current_duties, lang=lang), str(year))
    return [*monthly, listed, subscription, year]


def _with_named_heads(plan: Plan, calendar: ChinaCalendar, lang: Lang) -> str:
    """How many duties the heads in charge have once three of them are named instead of their role."""
    from minsheng.duties import expand_duties

    roles = dict.fromkeys(r.party for r in plan.all_rhythms if r.bearer is Bearer.LEADERS)
    directory = plan.directory
    for role in roles:
        directory = directory.naming(role, say("cli.demo-heads", lang).split())
    named = expand_duties(attrs.evolve(plan, directory=directory), calendar).by_rhythm()
    counts = [f"{d[0].name} {len(d)}" for d in named.values() if d[0].rhythm.bearer is Bearer.LEADERS]
    return say("cli.demo-named", lang, roles=comma(lang).join(roles), counts=comma(lang).join(counts))


def _new_folder(into: Path) -> Path:
    """The first of run-1, run-2… that is not there yet: nothing of an earlier run is overwritten."""
    into.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        folder = into / f"run-{number}"
        try:
            folder.mkdir()
        except FileExistsError:
            number += 1
        else:
            return folder
