"""The whole way, as a script and as a notebook: notice → plan → duties → ledger → standing → report."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

import minsheng as ms
from tests.example.notebook import executed, shown, stored
from tests.package.sources import ROOT

SCRIPT = ROOT / "examples/liangshan-2024/whole_way.py"


def run(arguments: Sequence[str], folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("whole-way")


@pytest.fixture(scope="module")
def printed(folder: Path) -> str:
    return run(["county"], folder)


def test_the_script_shows_every_project_and_every_question(printed: str) -> None:
    plan = ms.load_example().plan
    assert sum(line.startswith("? ") for line in printed.splitlines()) == 8
    for project in plan.projects:
        assert project.name[:6] in printed
    assert "114 duties are due in March" in printed  # 50 + 50 weekly, 10 monthly, 3 of 旬, 1 quarterly


def test_the_deadline_on_a_saturday_does_not_move(printed: str) -> None:
    (line,) = [line for line in printed.splitlines() if "2024年8月底" in line and "不顺延" in line]
    assert "2024年8月31日（星期六" in line


def test_a_third_of_the_road_at_half_of_the_year_is_behind(printed: str) -> None:
    # 120 of 400 km = 30.0%; day 182 of 335 = 54.3%; with a month more day 182 of 366 = 49.7%
    with_document, as_promised, later = [line for line in printed.splitlines() if line.startswith("完成120公里")]
    for line in (with_document, as_promised):
        assert "30.0%" in line
        assert "54.3%" in line
        assert "落后24.3个百分点" in line
    assert "49.7%" in later
    assert "落后19.7个百分点" in later


def test_the_script_leaves_a_sound_ledger_and_a_word_file_in_its_folder(printed: str, folder: Path) -> None:
    assert sorted(p.name for p in folder.iterdir()) == ["county"]
    written = {p.name for p in (folder / "county").iterdir()}
    assert written == {"county.db", "月报.docx"}
    with ms.open_store(f"sqlite:///{folder / 'county/county.db'}", read_only=True) as store:
        ledger = ms.Ledger.open(store)
        assert ledger.verify()
        assert str(ledger.as_of("2024-06-30").done("1").total) == "120公里"
    with zipfile.ZipFile(folder / "county/月报.docx") as document:
        text = document.read("word/document.xml").decode()
    assert "30.0%" in text
    assert "三、进展滞后的" in text


def test_without_a_folder_nothing_is_left_where_it_was_called(tmp_path: Path) -> None:
    run([], tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> object:
    return executed(tmp_path_factory.mktemp("notebook"))


def test_the_notebook_runs_and_shows_what_is_stored_in_it(notebook: object) -> None:
    renew = "if the new outputs are right: python -m tests.example.notebook"
    for fresh, kept in zip(notebook.cells, stored().cells, strict=True):  # type: ignore[attr-defined] # nbformat has no types
        assert shown(fresh) == shown(kept), f"{kept.source}\n{renew}"


def test_the_notebook_shows_tables_and_the_same_figures(notebook: object) -> None:
    everything = "\n".join(text for cell in notebook.cells for text in shown(cell))  # type: ignore[attr-defined] # as above
    assert everything.count("<table") >= 5
    for figure in ("30.0%", "54.3%", "24.3", "49.7%"):
        assert figure in everything
