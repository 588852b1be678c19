"""``minsheng read``: a notice → the draft plan, with findings and questions (读通知)."""

from __future__ import annotations

from pathlib import Path

import click

from minsheng.cli import options
from minsheng.errors import Lang, Severity, Unreadable


@click.command("read")
@click.argument("file", type=options.FILE)
@click.option(
    "--year", type=click.IntRange(1949, 2200), help="文件未写年份时指明 · the year, where the document prints none"
)
@click.option(
    "--questions",
    type=click.Path(path_type=Path),
    help="把待确认的问题写成填写文件 · write the open questions to a file to fill in",
)
@click.option("--answers", type=options.FILE, help="填好的问题文件 · that file, filled in")
@options.output("table", "json", "md", "html", "docx", "txt")
@options.lang
def command(
    file: Path,
    year: int | None,
    questions: Path | None,
    answers: Path | None,
    to: str | None,
    output: str,
    lang: Lang,
) -> int:
    """读通知，得计划草案；逐条列出发现和待确认的问题。

    Read a notice; print the plan with what was found and what must be asked.
    """
    from minsheng.intake import read

    if options.is_json(file):
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
        options.put(question_file(reading.questions, lang), str(questions))
    if to == "json" or (to is None and output.endswith(".json")):
        from minsheng.intake import reading_json

        options.put(reading_json(reading).encode(), output)
    else:
        from minsheng.reports import summary

        options.put_report(summary(reading.plan, lang=lang), to, output)
    for line in reading.doubts(lang):
        click.echo(line, err=True)
    return 1 if stopped else 0
