"""``minsheng rules``: rule packs (评判规则)."""

from __future__ import annotations

from datetime import date

import click

from minsheng.calendars import ChinaCalendar
from minsheng.cli import inputs, options
from minsheng.cli.errors_told import advised
from minsheng.errors import Lang, comma, say


@click.group("rules")
def command() -> None:
    """评判规则：有哪些，有没有空档，同一账本按各地规则怎么评 · rule packs: list, check, compare."""


@command.command("list")
@options.lang
def listed(lang: Lang) -> None:
    """自带的规则包 · the packs that come along."""
    from minsheng.standing import rule_packs, shipped_rules
    from minsheng.text import grid

    packs = [shipped_rules(name) for name in rule_packs()]
    headers = [say(f"cli.rules-{column}", lang) for column in ("name", "title", "place", "year", "source")]
    rows = [[p.name, p.title(lang), p.place, str(p.year or ""), p.cited(lang)] for p in packs]
    click.echo(grid(headers, rows, widest=(None, 30, None, None, 44)))


@command.command("check")
@click.argument("pack")
@options.lang
def check(pack: str, lang: Lang) -> int:
    """检查一个规则包（名称或文件）是否有空档、重叠；有则逐条列出，退出码 1。

    Prove from its bounds whether PACK, a name or a file, decides every case exactly once; exit 1 if it does not.
    """
    from minsheng.errors import Severity
    from minsheng.standing import check_pack

    findings = check_pack(pack, lang=lang)
    for finding in findings:
        click.echo(advised(finding.message(lang), finding.mend(lang), lang))
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    click.echo(say("cli.rules-gaps" if errors else "cli.rules-whole", lang, pack=pack, n=errors))
    return 1 if errors else 0


@command.command("compare")
@click.argument("url")
@options.on_and_known
@click.option(
    "--rules", "packs", multiple=True, help="规则包，可给多个，默认全部 · pack, may be repeated; all by default"
)
@options.ledger_options
@options.working_days
@options.lang
def compared(
    url: str,
    on: date | None,
    known: date | None,
    packs: tuple[str, ...],
    plan_id: str | None,
    calendar: ChinaCalendar,
    lang: Lang,
) -> None:
    """同一账本按各地规则怎么评 · how the same county stands under several packs."""
    from minsheng.standing import DEFAULT, compare, load_rules, rule_packs
    from minsheng.text import grid

    wanted = packs or (DEFAULT, *(name for name in rule_packs() if name != DEFAULT))
    view = inputs.viewed(url, plan_id, on=on, known=known)
    found = compare(view, calendar=calendar, rules=[load_rules(name) for name in wanted])
    click.echo(found.head(lang))
    widest = (None, 20, None, None, *(12 for _ in found.rules))
    click.echo(grid(found.headers(lang), found.table(lang), widest=widest))
    if differing := found.differing():
        click.echo(say("cli.rules-differ", lang, numbers=comma(lang).join(differing)))
    for line in found.sources(lang):
        click.echo(line)
