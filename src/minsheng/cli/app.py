"""The group of verbs; a verb's module is imported when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from minsheng.cli.errors_told import told
from minsheng.errors import Lang, MinshengError

VERBS = {
    "demo": "走一遍全程 · the whole way on the shipped example",
    "read": "读通知 · read a notice into a plan",
    "duties": "工作任务清单 · who owes what by which day",
    "calendar": "工作日历 · working days",
    "init": "建账 · start a ledger with a plan",
    "record": "记账 · record progress and other statements",
    "log": "流水 · list the entries of a ledger",
    "diff": "两日之间的变化 · what changed between two days",
    "status": "进展状态 · how each commitment stands on a day",
    "case": "督办 · supervision cases, step by step",
    "problems": "问题清单 · what stands in the way",
    "rules": "评判规则 · rule packs: list, check, compare",
    "report": "出报告 · write a report",
    "verify": "核验账本 · check that no entry was changed",
    "checkpoint": "校验点 · where the ledgers stand, to be kept elsewhere",
    "copy": "复制、备份 · copy ledgers to another store",
    "export": "导出 · a ledger as JSON lines",
    "import": "导入 · take in what export wrote",
}


_MODULES = {"import": "imports"}
"""Modules of verbs that are a word of Python's own."""


class Verbs(click.Group):
    """Lists all verbs, loads one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = _MODULES.get(cmd_name, cmd_name)
        command: click.Command = import_module(f"minsheng.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令 · commands"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="minsheng", message="minsheng %(version)s")
def app() -> None:
    """民生实事：从通知到月报 · county commitments, from the notice to the monthly report"""


def run(argv: list[str]) -> int:
    """Run `argv`, turn errors into messages and an exit status."""
    lang: Lang = "en" if _wants_english(argv) else "zh"
    try:
        status = app.main(args=argv, prog_name="minsheng", standalone_mode=False, obj=lang)
    except MinshengError as error:
        click.echo(told(error, lang), err=True)
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        return 130
    except SystemExit:
        raise BrokenPipeError from None  # the only thing for which click exits here
    except BrokenPipeError:
        raise
    except OSError as error:
        click.echo(f"{error.filename or 'minsheng'}: {error.strerror or error}", err=True)
        return 2
    return status if isinstance(status, int) else 0


def _wants_english(argv: list[str]) -> bool:
    return any(a == "--lang=en" or (a == "--lang" and argv[i + 1 : i + 2] == ["en"]) for i, a in enumerate(argv))
