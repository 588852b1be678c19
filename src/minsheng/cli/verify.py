"""``minsheng verify``: has any entry been changed? (核验账本)"""

from __future__ import annotations

from pathlib import Path

import click

from minsheng.cli import inputs, options
from minsheng.errors import InvalidValue, Lang


class ProvesNothing(InvalidValue):
    """A file of checkpoints holds none, or none of the plan that is asked about."""


class NoCheckpoints(InvalidValue):
    """A file is none of those that `checkpoint` writes."""


@click.command("verify")
@click.argument("url")
@click.option(
    "--against",
    type=options.FILE,
    multiple=True,
    help="另存的校验点文件，可给多个 · file of checkpoints that was kept elsewhere, may be repeated",
)
@options.ledger_options
@options.lang
def command(url: str, against: tuple[Path, ...], plan_id: str | None, lang: Lang) -> int:
    """逐笔核对账本的摘要链；有一笔不符，退出码 1。

    Check the digest chains of all ledgers at URL; exit 1 if an entry does not fit, naming the first of each. Only
    against a checkpoint that was kept elsewhere can entries that were cut off at the end, or sealed anew, be found.
    """
    from minsheng.ledger import Checkpoint, Verdict, load_checkpoints, verify_store
    from minsheng.storage import open_store

    points: list[Checkpoint] = []
    for path in against:
        try:
            found = load_checkpoints(inputs.text_of(path))
        except InvalidValue as error:
            raise NoCheckpoints("cli.no-checkpoints", file=path.name) from error
        if not any(plan_id in (None, point.plan) for point in found):
            raise ProvesNothing("cli.proves-nothing", file=path.name, plan=plan_id or "—")
        points += found
    if plan_id is not None:
        with inputs.opened(url, plan_id) as ledger:
            verdicts: tuple[Verdict, ...] = (
                ledger.verify(against=[point for point in points if point.plan == ledger.plan_id]),
            )
    else:
        with open_store(url, read_only=True) as store:
            verdicts = verify_store(store, points)
        if not verdicts:
            raise inputs.EmptyStore("plan", url)
    for verdict in verdicts:
        click.echo(verdict.message(lang))
    return 0 if all(verdicts) else 1
