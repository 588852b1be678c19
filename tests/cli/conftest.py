"""Files that the command line is run on: the notice, its plan, ledgers. The progress in them is made up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from minsheng.example import Example
from minsheng.storage import open_store
from tests.cli.running import run


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory, minsheng_example: Example) -> Path:
    """A folder with notice.txt, notice.docx, plan.json and county.db, the ledger of the example; nobody writes to it."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "notice.txt").write_text(minsheng_example.notice, "utf-8")
    (folder / "notice.docx").write_bytes(minsheng_example.docx)
    assert run("read", folder / "notice.txt", "--to", "json", "-o", folder / "plan.json").status == 0
    with open_store(f"sqlite:///{folder / 'county.db'}") as store:
        minsheng_example.ledger(store)
    return folder


@pytest.fixture(scope="session")
def example_url(desk: Path) -> str:
    return f"sqlite:///{desk / 'county.db'}"


@pytest.fixture
def url(tmp_path: Path, desk: Path) -> str:
    """A ledger of its own, with the plan adopted and nothing else."""
    found = f"sqlite:///{tmp_path / 'own.db'}"
    assert run("init", found, desk / "plan.json", "--by", "县政府办公室").status == 0
    return found


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in."""
    monkeypatch.chdir(tmp_path)
    assert os.listdir() == []
    return tmp_path
