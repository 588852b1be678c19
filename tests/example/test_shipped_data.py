"""The shipped files are what their scripts write, and what is made up says so wherever it is shown."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from importlib import resources
from pathlib import Path

import pytest

from minsheng.calendars import ChinaCalendar
from minsheng.errors import Lang
from minsheng.example import Example
from minsheng.intake import read
from minsheng.ledger import Ledger
from minsheng.reports import Report, entry_list, ledger_table, monthly_report, render, standing_table
from minsheng.standing import assess

SCRIPTS = Path(__file__).parents[2] / "examples" / "liangshan-2024"
SHIPPED = resources.files("minsheng.example").joinpath("data")


def written_by(script: str, target: Path) -> bytes:
    command = [sys.executable, str(SCRIPTS / script), str(target)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return target.read_bytes()


def test_the_entries_are_those_of_the_seed(tmp_path: Path) -> None:
    assert written_by("make_entries.py", tmp_path / "entries.jsonl") == SHIPPED.joinpath("entries.jsonl").read_bytes()


def test_the_word_file_is_set_from_the_text(tmp_path: Path) -> None:
    # member by member: the same text may be deflated differently by another zlib
    made, shipped = (
        zipfile.ZipFile(io.BytesIO(data))
        for data in (
            written_by("make_notice.py", tmp_path / "notice.docx"),
            SHIPPED.joinpath("notice.docx").read_bytes(),
        )
    )
    assert [(m.filename, m.date_time) for m in made.infolist()] == [
        (m.filename, m.date_time) for m in shipped.infolist()
    ]
    for member in made.namelist():
        assert made.read(member) == shipped.read(member), member


def test_the_word_file_reads_as_the_text_does(minsheng_example: Example) -> None:
    plan = read(minsheng_example.docx, name="notice.docx").confirm()
    assert plan.projects == minsheng_example.plan.projects
    assert plan.document == minsheng_example.plan.document
    assert plan.all_rhythms == minsheng_example.plan.all_rhythms


def test_every_entry_says_that_it_is_made_up(minsheng_example: Example) -> None:
    assert minsheng_example.lines
    assert {line.recorder for line in minsheng_example.lines} == {"示例数据（虚构）"}
    assert len({line.id for line in minsheng_example.lines}) == len(minsheng_example.lines)


def test_no_entry_is_older_than_the_notice_or_younger_than_the_year(minsheng_example: Example) -> None:
    for line in minsheng_example.lines:
        assert "2024-02-06" <= line.statement.on.isoformat() <= "2024-12-31", line
        assert line.statement.on <= line.day, line


def shown(ledger: Ledger, lang: Lang) -> list[Report]:
    standing = assess(ledger.as_of("2024-08-31"), calendar=ChinaCalendar())
    return [
        standing_table(standing, lang=lang),
        monthly_report(standing, lang=lang),
        ledger_table(standing, lang=lang),
        entry_list(tuple(ledger.entries())[-3:], plan=ledger.plan, lang=lang),
    ]


@pytest.mark.parametrize(("lang", "words"), [("zh", "标明为虚构"), ("en", "marked as made up")])
def test_every_report_of_it_says_so_in_every_format(minsheng_ledger: Ledger, lang: Lang, words: str) -> None:
    for report in shown(minsheng_ledger, lang):
        for form in ("text", "markdown", "html", "json", "docx"):
            data = render(report, form)
            if form == "docx":
                data = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
            assert words in data.decode(), (report.kind, form)
