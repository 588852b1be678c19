"""A file that is moved, deleted or exchanged while it is open, and a log that was left behind, lose no entry."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from minsheng.ledger import Row
from minsheng.storage import Damaged, LogLeftBehind, ManyNames, SqliteStore, StoreReplaced
from tests.storage.unprivileged import as_nobody, passable_folder

PLAN = "甲县-2024"
ROWS = [Row(PLAN, n, f"id-{n}", bytes([n]) * 32, b"{}") for n in range(1, 6)]
_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not move files that are open")


def _ids(path: Path) -> list[str]:
    with SqliteStore(path) as store:
        return [row.id for row in store.read(PLAN)]


@_posix
def test_nothing_is_taken_once_the_file_is_moved_and_what_was_taken_is_where_it_went(tmp_path: Path) -> None:
    path, there = tmp_path / "county.db", tmp_path / "elsewhere.db"
    store = SqliteStore(path)
    store.append(PLAN, ROWS[:2], after=0)
    path.rename(there)
    with pytest.raises(StoreReplaced) as caught:
        store.append(PLAN, ROWS[2:3], after=2)
    assert "county.db" in str(caught.value)
    for call in (lambda: store.last(PLAN), lambda: list(store.read(PLAN)), store.plans):
        with pytest.raises(StoreReplaced):
            call()
    store.close()
    assert _ids(there) == ["id-1", "id-2"], "the log was taken into the file, wherever it is"


@_posix
def test_a_file_that_is_moved_while_nothing_is_asked_is_whole_after_closing(tmp_path: Path) -> None:
    path, there = tmp_path / "county.db", tmp_path / "elsewhere.db"
    with SqliteStore(path) as store:
        store.append(PLAN, ROWS[:2], after=0)
        path.rename(there)
    assert _ids(there) == ["id-1", "id-2"]


@_posix
def test_a_file_that_is_moved_between_a_check_and_its_commit_takes_nothing(tmp_path: Path) -> None:
    path, there = tmp_path / "county.db", tmp_path / "elsewhere.db"

    class Slow(list[Row]):
        """Rows whose reading is the moment in which somebody moves the file."""

        def __iter__(self):  # type: ignore[no-untyped-def]  # a list's
            path.rename(there)
            return super().__iter__()

    with SqliteStore(path) as store:
        store.append(PLAN, ROWS[:2], after=0)
        with pytest.raises(StoreReplaced):
            store.append(PLAN, Slow(ROWS[2:3]), after=2)
    assert _ids(there) == ["id-1", "id-2"]


@_posix
@pytest.mark.parametrize("rows", [ROWS[2:3], ROWS[2:]])
def test_a_file_that_is_moved_while_another_writer_is_waited_for_takes_nothing(tmp_path: Path, rows: list[Row]) -> None:
    path, there = tmp_path / "county.db", tmp_path / "elsewhere.db"
    with SqliteStore(path) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        store.append(PLAN, ROWS[:2], after=0)
        other.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(store.append, PLAN, rows, after=2)
            path.rename(there)
            other.execute("ROLLBACK")
            with pytest.raises(StoreReplaced):
                waiting.result()
    assert _ids(there) == ["id-1", "id-2"]


@_posix
@pytest.mark.parametrize("rows", [ROWS[2:3], ROWS[2:]])
def test_who_is_interrupted_while_another_writer_is_waited_for_is_told_just_that(
    tmp_path: Path, rows: list[Row]
) -> None:
    path, main = tmp_path / "county.db", threading.get_ident()

    def interrupt() -> None:
        while sys._current_frames()[main].f_code is not SqliteStore._append.__code__:
            pass
        os.kill(os.getpid(), signal.SIGINT)
        other.execute("ROLLBACK")

    with (
        SqliteStore(path) as store,
        closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other,
        ThreadPoolExecutor(1) as pool,
    ):
        store.append(PLAN, ROWS[:2], after=0)
        other.execute("BEGIN IMMEDIATE")
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            with pytest.raises(KeyboardInterrupt):  # noqa: PT012  # it may come before the waiting begins
                pool.submit(interrupt)
                store.append(PLAN, rows, after=2)
        finally:
            signal.signal(signal.SIGINT, before)
        assert list(store.read(PLAN)) == ROWS[:2]
        store.append(PLAN, rows, after=2)
        assert list(store.read(PLAN)) == [*ROWS[:2], *rows]


@_posix
def test_a_file_that_has_two_names_takes_nothing_under_either(tmp_path: Path) -> None:
    """Each name would have a log of its own."""
    path, also = tmp_path / "county.db", tmp_path / "also.db"
    with SqliteStore(path) as store:
        store.append(PLAN, ROWS[:2], after=0)
        also.hardlink_to(path)
        with pytest.raises(ManyNames) as caught:
            store.append(PLAN, ROWS[2:3], after=2)
        assert "copy" in str(caught.value)
        with pytest.raises(ManyNames):
            store.append(PLAN, ROWS[2:], after=2)
        assert list(store.read(PLAN)) == ROWS[:2]
    for name in (path, also):
        with pytest.raises(ManyNames):
            SqliteStore(name)
    with SqliteStore(path, read_only=True) as store:
        assert list(store.read(PLAN)) == ROWS[:2]
    also.unlink()
    with SqliteStore(path) as store:
        store.append(PLAN, ROWS[2:], after=2)


@_posix
def test_a_file_that_is_emptied_while_it_is_open_takes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    with SqliteStore(path) as store:
        store.append(PLAN, ROWS[:2], after=0)
        path.write_bytes(b"")
        for rows in (ROWS[2:3], ROWS[2:]):
            with pytest.raises(Damaged):
                store.append(PLAN, rows, after=2)
        with pytest.raises(Damaged):
            store.last(PLAN)


@_posix
def test_a_deleted_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    with SqliteStore(path) as store:
        store.append(PLAN, ROWS[:2], after=0)
        path.unlink()
        with pytest.raises(StoreReplaced):
            store.append(PLAN, ROWS[2:3], after=2)
    assert not path.exists()


@_posix
def test_another_file_in_its_place_is_neither_read_nor_written(tmp_path: Path) -> None:
    path, other = tmp_path / "county.db", tmp_path / "other.db"
    with SqliteStore(other) as store:
        store.append(PLAN, ROWS[:1], after=0)
    content = other.read_bytes()
    with SqliteStore(path) as store:
        store.append(PLAN, ROWS[:2], after=0)
        other.replace(path)
        with pytest.raises(StoreReplaced) as caught:
            store.append(PLAN, ROWS[2:3], after=2)
        assert "another file" in str(caught.value)
        with pytest.raises(StoreReplaced):
            store.last(PLAN)
    assert path.read_bytes() == content


@_posix
def test_a_file_that_is_put_back_with_its_log_is_whole_again(tmp_path: Path) -> None:
    path, aside, other = tmp_path / "county.db", tmp_path / "aside.db", tmp_path / "other.db"
    with SqliteStore(other) as store:
        store.append(PLAN, ROWS[:1], after=0)
    with SqliteStore(path) as store:
        store.append(PLAN, ROWS[:3], after=0)
        path.rename(aside)
        other.rename(path)
        with pytest.raises(StoreReplaced):
            store.append(PLAN, ROWS[3:4], after=3)
    path.rename(other)
    aside.rename(path)
    assert _ids(path) == ["id-1", "id-2", "id-3"]
    assert _ids(other) == ["id-1"]


def test_a_relative_path_is_meant_from_where_it_was_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with SqliteStore("county.db") as store:
        store.append(PLAN, ROWS[:1], after=0)
        (tmp_path / "folder").mkdir()
        monkeypatch.chdir(tmp_path / "folder")
        store.append(PLAN, ROWS[1:2], after=1)
        assert len(list(store.read(PLAN))) == 2
    assert _ids(tmp_path / "county.db") == ["id-1", "id-2"]


def _with_log(folder: Path) -> Path:
    """A file as a killed program leaves it: its last entries stand in the log only."""
    path, copied = folder / "county.db", folder / "left" / "county.db"
    copied.parent.mkdir()
    with SqliteStore(path) as store:
        store.append(PLAN, ROWS[:2], after=0)
    with SqliteStore(path) as store:
        store.append(PLAN, ROWS[2:], after=2)
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", f"{copied}{suffix}")
    return copied


def test_a_log_that_was_left_behind_is_taken_in(tmp_path: Path) -> None:
    path = _with_log(tmp_path)
    with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as without_log:
        assert without_log.execute("SELECT count(*) FROM entries").fetchone() == (2,)
    with SqliteStore(path, read_only=True) as store:
        assert list(store.read(PLAN)) == ROWS
    assert _ids(path) == [row.id for row in ROWS]


def test_half_a_log_that_was_left_behind_is_taken_in_as_far_as_it_was_committed(tmp_path: Path) -> None:
    path = _with_log(tmp_path)
    log = path.with_name("county.db-wal")
    log.write_bytes(log.read_bytes()[:-100])
    assert _ids(path) == ["id-1", "id-2"], "the batch was one commit: all of it or none"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="file modes of POSIX")
@pytest.mark.parametrize("read_only", [True, False])
def test_a_log_that_can_not_be_taken_in_is_told_and_not_passed_over(read_only: bool) -> None:
    with passable_folder() as folder:
        path = _with_log(folder)
        said = as_nobody(path, PLAN, read_only=read_only)
        assert said == [LogLeftBehind.__name__]
        assert _ids(path) == [row.id for row in ROWS]
