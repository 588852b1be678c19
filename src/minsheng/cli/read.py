"""``minsheng read``: a notice → the draft plan, with findings and questions (读通知)."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minsheng.cli import inputs, options, outputs
from minsheng.errors import Lang, Severity, Unreadable, say

if TYPE_CHECKING:
    from minsheng.intake import Reading
    from minsheng.projects import Plan

_PLAN_TELLS = frozenset(
    f"intake.{code}"
    for code in ("no-lead", "all-lead", "all-lead-everywhere", "no-deadline", "no-day", "progress-untied")
)
"""Findings on what a circular does not say of its projects; of a figure without a target the match tells."""


@click.command("read")
@click.argument("file", type=options.FILE)
@options.year
@click.option(
    "--questions",
    type=click.Path(path_type=Path),
    help="把待确认的问题写成填写文件 · write the open questions to a file to fill in",
)
@click.option("--answers", type=options.FILE, help="填好的问题文件 · that file, filled in")
@click.option(
    "--plan",
    "plan_of",
    metavar="PLAN|URL",
    help="进展通报对照的计划（JSON、通知或账本地址），印出可由 record 记入的 JSON 行"
    " · the plan of a progress circular: a plan's JSON, its notice or a ledger; prints JSON lines for record",
)
@click.option(
    "--on", type=options.DAY, help="通报未写截至日期时指明 · day of the figures, where the circular prints none"
)
@options.output("table", "json", "md", "html", "docx", "txt", "statements")
@options.lang
def command(
    file: Path,
    year: int | None,
    questions: Path | None,
    answers: Path | None,
    plan_of: str | None,
    on: date | None,
    to: str | None,
    output: str,
    lang: Lang,
) -> int:
    """读通知，得计划草案；逐条列出发现和待确认的问题。读进展通报，得可记账的进展。--to html 得核对单：原文与字段左右对照。

    Read a notice; print the plan with what was found and what must be asked; with --to html a page to check it by, the text
    beside the fields. Of a progress circular, with --plan, print its figures as statements, one a line, to be piped into record.
    """
    from minsheng.intake import read

    if inputs.is_json(file):
        raise Unreadable("cli.json-not-notice", file=file.name)
    reading = read(file, year=year)
    stopped = any(finding.severity is Severity.ERROR for finding in reading.findings)
    if answers is not None and not stopped:
        from minsheng.cli.answers import answers_in, with_answers

        reading = with_answers(reading, answers_in(answers))
    if questions is not None:
        from minsheng.cli.answers import question_file

        if questions.exists():
            raise Unreadable("cli.exists", file=str(questions))
        outputs.put(question_file(reading.questions, lang), str(questions))
    if plan_of is not None or to == "statements":
        if to not in (None, "statements"):
            raise options.misuse("cli.plan-without-statements")
        doubts = _put_statements(reading, plan_of, on, output, lang)
        for line in (*(reading.doubts(lang) if plan_of is None else _of_circular(reading, lang)), *doubts):
            click.echo(line, err=True)
        return 1 if stopped else 0
    if to == "json" or (to is None and output.endswith(".json")):
        from minsheng.intake import reading_json

        outputs.put(reading_json(reading).encode(), output)
    elif to == "html" or (to is None and output.endswith((".html", ".htm"))):
        from minsheng.reports import check_page

        outputs.put(check_page(reading, lang=lang), output)
    else:
        from minsheng.reports import summary

        outputs.put_report(summary(reading.plan, lang=lang), to, output)
    for line in reading.doubts(lang):
        click.echo(line, err=True)
    return 1 if stopped else 0


def _put_statements(reading: Reading, plan_of: str | None, on: date | None, output: str, lang: Lang) -> list[str]:
    """The figures of a circular as JSON lines; what has no place in the plan, one a line."""
    from minsheng.ledger import statement_json

    if reading.kind != "progress":
        raise Unreadable("cli.no-circular", file=reading.source.file)
    matched = reading.matched(_plan(plan_of) if plan_of is not None else reading.plan)
    statements = matched.statements(on=on)
    # with an id each is recorded once, however often the circular is read
    times: Counter[tuple[str, date]] = Counter()
    lines = []
    for statement in statements:
        times[statement.target, statement.on] += 1
        n = times[statement.target, statement.on]
        id = f"read-{statement.target}-{statement.on}" + (f"-{n}" if n > 1 else "")
        lines.append(f'{{"id": {json.dumps(id, ensure_ascii=False)}, "statement": {statement_json(statement)}}}')
    outputs.put_lines(lines, output)
    if not statements:
        click.echo(say("cli.no-figures", lang, file=reading.source.file), err=True)
    return matched.doubts(lang)


def _of_circular(reading: Reading, lang: Lang) -> list[str]:
    """What is doubtful in a circular that is held against a plan, one a line, less what the plan tells."""
    from minsheng.intake.doubts import said_finding

    return [said_finding(finding, lang) for finding in reading.findings if finding.code not in _PLAN_TELLS]


def _plan(given: str) -> Plan:
    """A plan from a file, or the plan of the ledger at a URL, with its approved changes."""
    path = Path(given)
    if path.is_file():
        return inputs.plan_from(path)
    with inputs.opened(given, None) as ledger:
        return ledger.plan
