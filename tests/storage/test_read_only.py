"""Disks, folders and files without the right to write: what is stored stays readable, writing is a typed error."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from minsheng.ledger import Row
from minsheng.storage import SqliteStore
from tests.storage.unprivileged import as_nobody, passable_folder

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="file modes of POSIX")
PLAN = "甲县-2024"
ROWS = [Row(PLAN, n, f"id-{n}", bytes(32), b"{}") for n in (1, 2, 3)]
_FILE, _FOLDER, _BOTH = (0o444, 0o777), (0o666, 0o555), (0o444, 0o555)


@pytest.fixture
def path() -> Iterator[Path]:
    with passable_folder() as place:
        path = place / "archive" / "county.db"
        path.parent.mkdir()
        with SqliteStore(path) as store:
            store.append(PLAN, ROWS, after=0)
        yield path


@pytest.mark.parametrize(("file", "folder"), [_FILE, _FOLDER, _BOTH])
def test_what_is_stored_can_be_read(path: Path, file: int, folder: int) -> None:
    assert as_nobody(path, PLAN, read_only=True, file=file, folder=folder) == ["3", "StoreReadOnly"]


@pytest.mark.parametrize(("file", "folder"), [_FILE, _FOLDER, _BOTH])
def test_writing_is_refused_and_nothing_is_lost(path: Path, file: int, folder: int) -> None:
    assert as_nobody(path, PLAN, read_only=False, file=file, folder=folder)[-1] == "StoreReadOnly"
    with SqliteStore(path) as store:
        assert list(store.read(PLAN)) == ROWS


def test_a_file_that_may_not_be_read_is_told(path: Path) -> None:
    assert as_nobody(path, PLAN, read_only=True, file=0o600, folder=0o555) == ["StoreInaccessible"]


def test_a_folder_that_may_not_be_entered_is_told(path: Path) -> None:
    assert as_nobody(path, PLAN, read_only=True, file=0o444, folder=0o700) == ["StoreInaccessible"]


def test_whoever_may_write_can(path: Path) -> None:
    assert as_nobody(path, PLAN, read_only=False, file=0o666, folder=0o777) == ["3", "written"]
    with SqliteStore(path) as store:
        assert [row.id for row in store.read(PLAN)][-1] == "by nobody"
