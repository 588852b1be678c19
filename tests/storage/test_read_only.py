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


def test_looking_leaves_nothing_beside_the_file_and_writes_nothing(path: Path) -> None:
    before = path.read_bytes(), path.stat().st_mtime_ns
    for _ in range(2):
        with SqliteStore(path, read_only=True) as store:
            assert list(store.read(PLAN)) == ROWS
            store.inspect()
    assert [found.name for found in path.parent.iterdir()] == [path.name]
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_looking_takes_nothing_away_from_who_writes(path: Path) -> None:
    more = [Row(PLAN, n, f"id-{n}", bytes(32), b"{}") for n in (4, 5)]
    with SqliteStore(path) as writer, SqliteStore(path, read_only=True) as another:
        for n in (0, 1):
            with SqliteStore(path, read_only=True) as store:
                assert len(list(store.read(PLAN))) == 3 + n
            writer.append(PLAN, more[n : n + 1], after=3 + n)
        with SqliteStore(path, read_only=True) as store:
            assert list(store.read(PLAN)) == [*ROWS, *more]
        assert list(another.read(PLAN)) == [*ROWS, *more]


def test_a_log_that_a_killed_program_left_is_left_to_who_writes(path: Path) -> None:
    """Reading takes its entries into account, and does not touch it."""
    with SqliteStore(path) as writer:
        writer.append(PLAN, [Row(PLAN, 4, "id-4", bytes(32), b"{}")], after=3)
        copies = {name: (path.parent / name).read_bytes() for name in ("county.db", "county.db-wal")}
    left = path.parent / "left"
    left.mkdir()
    for name, content in copies.items():
        (left / name).write_bytes(content)
    with SqliteStore(left / "county.db", read_only=True) as store:
        assert [row.position for row in store.read(PLAN)] == [1, 2, 3, 4]
    for name, content in copies.items():
        assert (left / name).read_bytes() == content
