"""A store that can not be opened or written says why in a typed error, and loses nothing."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from minsheng.errors import MinshengError
from minsheng.ledger import Row
from minsheng.storage import (
    BrokenPlugin,
    MemoryStore,
    NewerSchema,
    NoLedgerFile,
    RowsRefused,
    SqliteStore,
    StoreClosed,
    StoreFull,
    StoreInaccessible,
    StoreLocked,
    StoreMissing,
    StoreReadOnly,
    UnknownScheme,
    WrongUrl,
    open_store,
    store_schemes,
    urls,
)

PLAN = "甲县-2024"
ROW = Row(PLAN, 1, "a", bytes(32), b"{}")


def _filled(path: Path) -> Path:
    with SqliteStore(path) as store:
        store.append(PLAN, [ROW], after=0)
    return path


def _says(error: MinshengError, *parts: str) -> None:
    """Both languages name what matters, and no field is left open."""
    for lang in ("zh", "en"):
        text = error.message(lang) + error.mend(lang)  # type: ignore[arg-type]  # both are languages
        assert "{" not in text
        for part in parts:
            assert part in text


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing) as caught:
        SqliteStore(tmp_path / "nowhere" / "county.db")
    _says(caught.value, "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_reading_only_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        SqliteStore(tmp_path / "county.db", read_only=True)
    assert not (tmp_path / "county.db").exists()


def test_a_file_of_another_kind_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to be looked at" * 50)
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(NoLedgerFile):
            SqliteStore(path, read_only=read_only)
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE entries (a)")
        connection.commit()
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(NoLedgerFile):
            SqliteStore(path, read_only=read_only)
    assert path.read_bytes() == before


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(NoLedgerFile):
        SqliteStore(tmp_path)


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = _filled(tmp_path / "county.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    for read_only in (False, True):
        with pytest.raises(NewerSchema) as caught:
            SqliteStore(path, read_only=read_only)
        _says(caught.value, "99")


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    path.touch()
    with pytest.raises(NoLedgerFile):
        SqliteStore(path, read_only=True)
    assert _filled(path).stat().st_size


def test_a_read_only_store_reads_and_refuses_to_write(tmp_path: Path) -> None:
    path = _filled(tmp_path / "county.db")
    with SqliteStore(path, read_only=True) as store:
        assert list(store.read(PLAN)) == [ROW]
        with pytest.raises(StoreReadOnly):
            store.append(PLAN, [ROW._replace(position=2, id="b")], after=1)
        with pytest.raises(StoreReadOnly):
            store.append(PLAN, [], after=1)


def test_a_read_only_store_sees_what_others_write(tmp_path: Path) -> None:
    path = _filled(tmp_path / "county.db")
    second = ROW._replace(position=2, id="b")
    with SqliteStore(path) as writer, SqliteStore(path, read_only=True) as reader:
        writer.append(PLAN, [second], after=1)
        assert list(reader.read(PLAN)) == [ROW, second]


def test_a_copied_file_without_its_log_is_read(tmp_path: Path) -> None:
    path = _filled(tmp_path / "county.db")
    (tmp_path / "copy").mkdir()
    copy = Path(shutil.copy(path, tmp_path / "copy" / "county.db"))
    with SqliteStore(copy, read_only=True) as store:
        assert list(store.read(PLAN)) == [ROW]


def test_a_locked_file_is_a_typed_error_and_free_again_afterwards(tmp_path: Path) -> None:
    path = _filled(tmp_path / "county.db")
    second = ROW._replace(position=2, id="b")
    with SqliteStore(path, timeout=0) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLocked):
            store.append(PLAN, [second], after=1)
        assert list(store.read(PLAN)) == [ROW], "reading goes on"
        other.execute("ROLLBACK")
        store.append(PLAN, [second], after=1)


def test_a_writer_waits_for_another_one(tmp_path: Path) -> None:
    path = _filled(tmp_path / "county.db")
    begun = Event()
    with (
        SqliteStore(path) as store,
        closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")

        def write() -> None:
            begun.set()
            store.append(PLAN, [ROW._replace(position=2, id="b")], after=1)

        thread = Thread(target=write)
        thread.start()
        begun.wait()
        other.execute("COMMIT")
        thread.join()
        assert len(list(store.read(PLAN))) == 2


def test_a_full_disk_is_a_typed_error_and_what_is_stored_stays(tmp_path: Path) -> None:
    path = _filled(tmp_path / "county.db")
    with SqliteStore(path) as store:
        with store._use() as state:
            (pages,) = state.connection.execute("PRAGMA page_count").fetchone()
            state.connection.execute(f"PRAGMA max_page_count = {pages}")
        big = [ROW._replace(position=2, id="b", data=bytes(1_000_000))]
        with pytest.raises(StoreFull):
            store.append(PLAN, big, after=1)
        assert list(store.read(PLAN)) == [ROW]
        with store._use() as state:
            state.connection.execute("PRAGMA max_page_count = 100000")
        store.append(PLAN, big, after=1)
        assert [row.id for row in store.read(PLAN)] == ["a", "b"]


def test_rows_with_gaps_are_refused_by_name(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "county.db") as store:
        with pytest.raises(RowsRefused):
            store.append(PLAN, [ROW._replace(position=2)], after=0)
        with pytest.raises(RowsRefused):
            store.append(PLAN, [ROW._replace(data="text")], after=0)  # type: ignore[arg-type]  # that is the point
        with pytest.raises(RowsRefused):
            store.append(PLAN, [ROW._replace(data=object())], after=0)  # type: ignore[arg-type]
        with pytest.raises(RowsRefused):
            store.append(PLAN, [ROW._replace(id="\ud800")], after=0)
        with pytest.raises(RowsRefused):
            store.append(PLAN, [ROW._replace(position=1 << 70)], after=0)
        assert store.plans() == ()


def test_a_store_in_memory_that_is_opened_to_read_refuses_to_write() -> None:
    with open_store("memory:", read_only=True) as store:
        assert store.plans() == ()
        with pytest.raises(StoreReadOnly):
            store.append(PLAN, [ROW], after=0)
        assert store.last(PLAN) is None


@pytest.mark.parametrize("url", ["memory:", "sqlite:///{}"])
def test_a_closed_store_says_so(tmp_path: Path, url: str) -> None:
    store = open_store(url.format(tmp_path / "county.db"))
    store.append(PLAN, [ROW], after=0)
    store.close()
    for call in (store.plans, lambda: store.last(PLAN), lambda: list(store.read(PLAN)), lambda: store.get(PLAN, ["a"])):
        with pytest.raises(StoreClosed):
            call()


# addresses


def test_relative_and_absolute_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "台账 2024").mkdir()
    for url, path in (
        ("sqlite:///county.db", "county.db"),
        ("sqlite:///./50%25.db", "50%25.db"),
        ("sqlite:///台账 2024/梁山#1.db", "台账 2024/梁山#1.db"),
        (f"sqlite:///{tmp_path}/absolute.db", "absolute.db"),
    ):
        with open_store(url) as store:
            store.append(PLAN, [ROW], after=0)
        assert (tmp_path / path).is_file(), url
        with open_store(url, read_only=True) as store:
            assert store.plans() == (PLAN,)


def test_paths_of_windows_are_taken_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "C:").mkdir(exist_ok=True)  # the drive on Windows, a folder elsewhere
    for path in ("C:/county.db", r"C:\county.db", "C:county.db"):
        with open_store(f"sqlite:///{path}") as store:
            assert isinstance(store, SqliteStore)
            assert store.path == Path(path)


_NO_ADDRESSES = """sqlite: sqlite:// sqlite:/// sqlite://county.db sqlite:county.db sqlite:///county.db?mode=ro
    sqlite:///:memory: sqlite:///folder/ sqlite:///a\0b memory:x memory:///x county.db C:"""


@pytest.mark.parametrize("url", ["", *_NO_ADDRESSES.split()])
def test_what_is_no_address_is_refused(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WrongUrl) as caught:
        open_store(url)
    _says(caught.value)
    assert not list(tmp_path.iterdir())


def test_an_unknown_kind_of_address_names_the_known_ones() -> None:
    with pytest.raises(UnknownScheme) as caught:
        open_store("carrierpigeon://coop")
    assert set(caught.value.choices) >= {"memory", "sqlite"}
    assert set(store_schemes()) >= {"memory", "sqlite"}


def test_a_store_of_somebody_else_is_opened_by_its_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path, monkeypatch, "drawer", "drawer_store:open_drawer")
    (tmp_path / "drawer_store.py").write_text(
        "from minsheng.storage import MemoryStore\n"
        "def open_drawer(url, *, read_only):\n"
        "    store = MemoryStore(); store.url = url; store.read_only = read_only; return store\n"
    )
    store = vars(open_store("drawer://third/left", read_only=True))["store"]
    assert isinstance(store, MemoryStore)
    assert vars(store)["url"] == "drawer://third/left"
    assert vars(store)["read_only"] is True
    assert "drawer" in store_schemes()


@pytest.mark.parametrize("value", ["no_such_module:open", "minsheng.storage:no_such_name", "minsheng.storage:__doc__"])
def test_a_broken_plug_in_names_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    _install(tmp_path, monkeypatch, "drawer", value)
    with pytest.raises(BrokenPlugin) as caught:
        open_store("drawer:")
    _says(caught.value, "drawer", value)
    open_store("memory:").close()


def _install(folder: Path, monkeypatch: pytest.MonkeyPatch, scheme: str, value: str) -> None:
    """A package with an entry point, as an installer leaves it."""
    info = folder / "drawer_store-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: drawer-store\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[{urls.GROUP}]\n{scheme} = {value}\n")
    monkeypatch.syspath_prepend(folder)


def test_a_path_with_half_a_character_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreInaccessible) as caught:
        open_store(f"sqlite:///{tmp_path}/\ud800.db")
    str(caught.value).encode()
    assert not list(tmp_path.iterdir())
