"""``minsheng read FILE --to html``: the check sheet, to a file and to stdout, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

import minsheng as ms
from minsheng.reports import check_page
from tests.cli.running import run


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    file = tmp_path / "notice.docx"
    file.write_bytes(ms.load_example().docx)
    return file


def test_read_to_html_writes_the_check_sheet(notice: Path, tmp_path: Path) -> None:
    page = tmp_path / "check.html"
    done = run("read", str(notice), "--to", "html", "-o", str(page))
    assert done.status == 0
    assert page.read_bytes() == check_page(ms.read(notice))
    assert "8.targets" in done.err  # the questions are told in the shell as well


def test_the_suffix_alone_asks_for_it_and_stdout_gets_it(notice: Path, tmp_path: Path) -> None:
    page = tmp_path / "check.html"
    assert run("read", str(notice), "-o", str(page)).status == 0
    assert page.read_bytes() == run("read", str(notice), "--to", "html").data


def test_the_check_sheet_speaks_english_too(notice: Path) -> None:
    page = run("read", str(notice), "--to", "html", "--lang", "en").data.decode()
    assert '<html lang="en">' in page
    assert "To answer and to check" in page


def test_an_answer_is_no_longer_asked_for(notice: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_text('"8.targets" = "120个点位"\n', "utf-8")
    page = run("read", str(notice), "--to", "html", "--answers", str(answers)).data.decode()
    assert "120个点位" in page
    assert "8.targets" not in page


def test_other_formats_stay_the_summary_table(notice: Path) -> None:
    assert "项目汇总表" in run("read", str(notice), "--to", "md").data.decode()
