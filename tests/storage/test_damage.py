"""A broken file is a typed error, keeps every entry that can still be read, and verifying names the place."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from minsheng.errors import MinshengError
from minsheng.ledger import BrokenChain, Cursor, Ledger, Progress, Row, StoreDamaged, copy, feed, verify_store
from minsheng.projects import Plan, Project
from minsheng.storage import Damaged, MemoryStore, NoLedgerFile, SqliteStore
from tests.torture.overwriting import check_nothing_is_lost_in_silence, overwrite

PLAN = Plan(id="甲县-2024", year=2024, projects=[Project(no="1", name="道路", leads=["甲局"], targets=["400公里"])])
PAGE = 2048
ENTRIES = 2000


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sound file of many pages; the entries are made up."""
    path = tmp_path_factory.mktemp("whole") / "county.db"
    with SqliteStore(path) as store:
        ledger = Ledger.adopt(store, PLAN, by="甲县政府办公室", on="2024-02-06")
        reports = [Progress("1", total=f"{n}公里", on="2024-06-28", by="甲局") for n in range(ENTRIES - 1)]
        ledger.append_all(reports, ids=[f"id-{n}" for n in range(2, ENTRIES + 1)])
    return path.read_bytes()


def _leaf(content: bytes, id: str) -> int:
    """Where the page begins that holds this entry of the table."""
    place = content.index(b'"total":"' + f"{int(id[3:]) - 2}公里".encode())
    return place - place % PAGE


def _written_over(content: bytes, mark: bytes, garbage: bytes) -> bytes:
    place = content.index(mark)
    return content[:place] + garbage + content[place + len(garbage) :]


_BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "cut in the middle": lambda whole: whole[: len(whole) // 2],
    "cut behind the first page": lambda whole: whole[:PAGE],
    "cut in the head": lambda whole: whole[:50],
    "cut by a page": lambda whole: whole[:-PAGE],
    "first bytes overwritten": lambda whole: b"\xff" * 16 + whole[16:],
    "schema overwritten": lambda whole: whole[:100] + b"\xff" * (PAGE - 100) + whole[PAGE:],
    "a name in the schema overwritten": lambda whole: _written_over(whole, b"entries_are_not_changed", b"\xff" * 80),
    "page size overwritten": lambda whole: whole[:16] + b"\x20\x00" + whole[18:],
    "file format overwritten": lambda whole: whole[:44] + b"\x00\x00\x00\x63" + whole[48:],
}


@pytest.mark.parametrize("broken", _BROKEN)
@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_that_can_not_be_read_is_named_and_left_as_it_is(
    tmp_path: Path, whole: bytes, broken: str, read_only: bool
) -> None:
    path = tmp_path / "county.db"
    path.write_bytes(content := _BROKEN[broken](whole))
    with pytest.raises(Damaged) as caught:
        SqliteStore(path, read_only=read_only)
    _says(caught.value, "county.db")
    assert path.read_bytes() == content


def test_a_head_of_nothing_but_garbage_is_no_ledger(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "county.db"
    path.write_bytes(content := b"\xa5" * 100 + whole[100:])
    for read_only in (True, False):
        with pytest.raises(NoLedgerFile):
            SqliteStore(path, read_only=read_only)
    assert path.read_bytes() == content


@pytest.mark.parametrize("garbage", [b"\xff", b"\x00"])
def test_an_overwritten_page_costs_its_own_entries_only(tmp_path: Path, whole: bytes, garbage: bytes) -> None:
    path = tmp_path / "county.db"
    page = _leaf(whole, "id-1000")
    path.write_bytes(whole[:page] + garbage * PAGE + whole[page + PAGE :])
    for read_only in (True, False):
        with SqliteStore(path, read_only=read_only) as store:
            sound: list[int] = []
            with pytest.raises(StoreDamaged) as caught:
                sound.extend(row.position for row in store.read(PLAN.id))
            _says(caught.value, "county.db")
            assert sound == list(range(1, len(sound) + 1))
            assert 900 < len(sound) < 1000, "all in front of the page"
            assert [row.position for row in store.read(PLAN.id, after=1100)] == list(range(1101, ENTRIES + 1))
            last = store.last(PLAN.id)
            assert last is not None
            assert last.position == ENTRIES
            (verdict,) = verify_store(store)
            assert (bool(verdict), verdict.entries, verdict.position) == (False, len(sound), len(sound) + 1)
            _says(verdict.broken, "county.db")


def _pages(whole: bytes, mark: bytes) -> list[int]:
    """Where the pages begin that have this in them."""
    return [place for place in range(PAGE, len(whole), PAGE) if mark in whole[place : place + PAGE]]


def test_garbage_that_ends_a_range_early_does_not_end_a_reading_in_silence(tmp_path: Path, whole: bytes) -> None:
    """SQLite takes the garbage for a row behind the range that is asked for, and says nothing."""
    path = tmp_path / "county.db"
    garbage = _leaf(whole, "id-1000") + 200
    path.write_bytes(whole[:garbage] + b"Z" * 3000 + whole[garbage + 3000 :])
    with SqliteStore(path) as store:
        sound: list[int] = []
        with pytest.raises(Damaged) as caught:
            sound.extend(row.position for row in store.read(PLAN.id))
        assert sound == list(range(1, len(sound) + 1)), "what stands in front is told first"
        assert 900 < len(sound) < 1100
        assert caught.value.position == len(sound) + 1
        _says(caught.value, "county.db", PLAN.id, str(len(sound) + 1))
        last = store.last(PLAN.id)
        assert last is not None
        assert (last.position, store.heads()[PLAN.id]) == (ENTRIES, ENTRIES)
        (verdict,) = verify_store(store)
        assert (bool(verdict), verdict.entries, verdict.position) == (False, len(sound), len(sound) + 1)
        assert str(len(sound)) in verdict.message("zh")
        ledger = Ledger.open(store)
        for use in (lambda: ledger.as_of("2024-06-30"), lambda: list(ledger.journal()), lambda: list(ledger.entries())):
            with pytest.raises(StoreDamaged):
                use()
        with pytest.raises(StoreDamaged):
            ledger.report("1", total="5000公里", on="2024-06-29")
        rescued = MemoryStore()
        with pytest.raises(StoreDamaged):
            copy(store, rescued)
        assert [row.position for row in rescued.read(PLAN.id)] == sound, "all in front of the damage is saved"


def test_a_row_of_nothing_in_front_of_garbage_is_not_given_for_an_entry(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "county.db"
    page = _leaf(whole, "id-1000")
    content = bytearray(whole)
    cells = int.from_bytes(content[page + 3 : page + 5])
    nothing = 8 + 2 * cells  # behind the places of the cells: a row without values, and then a place outside of it
    content[page + nothing : page + nothing + 7] = b"\x06\x06" + bytes(5)
    content[page + 8 + 2 * (cells - 3) : page + nothing] = nothing.to_bytes(2) * 2 + b"\xff\xff"
    path.write_bytes(content)
    with SqliteStore(path, read_only=True) as store:
        sound: list[Row] = []
        with pytest.raises(Damaged) as caught:
            sound.extend(store.read(PLAN.id))
        assert 900 < len(sound) < 1100
        assert [row.position for row in sound] == list(range(1, len(sound) + 1))
        assert caught.value.position == len(sound) + 1
        (verdict,) = verify_store(store)
        assert (bool(verdict), verdict.entries, verdict.position) == (False, len(sound), len(sound) + 1)


@pytest.mark.parametrize("garbage", [b"Z", b"\x00", b"\xff"])
def test_a_damaged_end_is_not_taken_for_the_end(tmp_path: Path, whole: bytes, garbage: bytes) -> None:
    path = tmp_path / "county.db"
    page = _leaf(whole, f"id-{ENTRIES}")
    for start, length in ((page + 8, PAGE - 8), (page + 1200, 800), (page, PAGE)):
        path.write_bytes(whole[:start] + garbage * length + whole[start + length :])
        with SqliteStore(path, read_only=True) as store:
            sound: list[int] = []
            with pytest.raises(StoreDamaged):
                sound.extend(row.position for row in store.read(PLAN.id))
            assert sound == list(range(1, len(sound) + 1))
            assert len(sound) > ENTRIES - 60, "all in front of the page"
            assert not any(verify_store(store))


def test_a_page_that_is_another_one_s_copy_is_found(tmp_path: Path, whole: bytes) -> None:
    """As a disk leaves it that wrote to a wrong place: every row in it is a good one."""
    path = tmp_path / "county.db"
    for older, lost in (("id-700", f"id-{ENTRIES}"), ("id-1200", "id-900")):
        one, other = _leaf(whole, older), _leaf(whole, lost)
        path.write_bytes(whole[:other] + whole[one : one + PAGE] + whole[other + PAGE :])
        with SqliteStore(path, read_only=True) as store:
            assert not any(verify_store(store))


def test_a_damaged_index_is_told_and_all_entries_are_read(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "county.db"
    pages = [page for page in _pages(whole, b"id-1500") if page not in _pages(whole, b'"total"')]
    assert pages
    for page in pages:
        path.write_bytes(whole[: page + 500] + b"\x00" * 1500 + whole[page + 2000 :])
        with SqliteStore(path) as store:
            assert len(list(store.read(PLAN.id))) == ENTRIES
            assert store.plans() == (PLAN.id,)
            (verdict,) = verify_store(store)
            assert (bool(verdict), verdict.whole, verdict.entries, verdict.position) == (False, True, ENTRIES, None)
            for lang in ("zh", "en"):
                assert str(ENTRIES) in verdict.message(lang)
            report = Progress("1", total="1499公里", on="2024-06-28", by="甲局")
            try:  # the same again: it is found by its id, or the damage is
                known = Ledger.open(store).append(report, id="id-1501")
            except StoreDamaged:
                pass
            else:
                assert known.position == 1501
            assert len(list(store.read(PLAN.id))) == ENTRIES, "nothing is stored twice"


def test_entries_that_only_the_index_still_knows_are_told_to_be_missing(tmp_path: Path, whole: bytes) -> None:
    """The table's first page in the tree points to a part of it only, as after a write to a wrong place."""
    path = tmp_path / "county.db"
    path.write_bytes(whole)
    with closing(sqlite3.connect(path)) as by_hand:
        (root,) = by_hand.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries'").fetchone()
    place = (root - 1) * PAGE
    assert whole[place] == 5, "a page that points to others"
    first = int.from_bytes(whole[place + 12 : place + 14])
    below = int.from_bytes(whole[place + first : place + first + 4])
    path.write_bytes(whole[:place] + whole[(below - 1) * PAGE : below * PAGE] + whole[place + PAGE :])
    with SqliteStore(path, read_only=True) as store:
        read = len(list(store.read(PLAN.id)))
        assert 0 < read < ENTRIES
        for verdict in (*verify_store(store), Ledger.open(store).verify()):
            assert (bool(verdict), verdict.whole, verdict.entries) == (False, False, read)
            assert (verdict.position, verdict.missing) == (read + 1, ENTRIES - read)
            for lang in ("zh", "en"):
                assert str(ENTRIES - read) in verdict.message(lang)


def _signs(path: Path) -> list[tuple[int, int]]:
    """Where on the first page of the table's tree the numbers stand by which rows are looked up, and what they are."""
    with closing(sqlite3.connect(path)) as by_hand:
        (root,) = by_hand.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries'").fetchone()
    page = path.read_bytes()[(root - 1) * PAGE : root * PAGE]
    assert page[0] == 5, "a page that points to others"
    found = []
    for cell in range(12, 12 + 2 * int.from_bytes(page[3:5]), 2):
        place = int.from_bytes(page[cell : cell + 2]) + 4
        value = int("".join(f"{byte & 127:07b}" for byte in page[place : place + SIX]), 2)
        assert _sevens(value) == page[place : place + SIX]
        found.append(((root - 1) * PAGE + place, value))
    return found


SIX = 6
"""Bytes that the place of a row takes there."""


def _sevens(value: int) -> bytes:
    """As SQLite writes a number of 42 bits."""
    return bytes(value >> 7 * n & 127 | (128 if n else 0) for n in reversed(range(SIX)))


def test_an_id_whose_row_can_not_be_looked_up_is_not_taken_for_a_new_one(tmp_path: Path, whole: bytes) -> None:
    """All rows are read, one behind the other; but the table's tree says of some that they would stand elsewhere."""
    path = tmp_path / "county.db"
    path.write_bytes(whole)
    place, value = _signs(path)[0]
    path.write_bytes(whole[:place] + _sevens(value - 4) + whole[place + SIX :])
    with SqliteStore(path) as store:
        rows = list(store.read(PLAN.id))
        assert len(rows) == ENTRIES
        hidden = 0
        for row in rows:
            try:
                assert store.get(PLAN.id, [row.id]) == (row,)
            except StoreDamaged:
                hidden += 1
        assert hidden == 4
        assert not any(verify_store(store))


def test_who_follows_a_store_is_told_where_a_last_row_can_not_be_looked_up(tmp_path: Path) -> None:
    """It says of itself that it stands among those of the next plan."""
    path = tmp_path / "county.db"
    plans = ("乙县-2024", "甲县-2024", "甲县-2025")
    with SqliteStore(path) as store:
        for plan in plans:
            rows = [Row(plan, n, f"id-{n}", bytes(32), b"{}" * 40) for n in range(1, 101)]
            store.append(plan, rows, after=0)
    whole = path.read_bytes()
    last, other = _sevens((1 << 40) + 100), _sevens((2 << 40) + 3)
    assert last in whole
    path.write_bytes(whole.replace(last, other))
    with SqliteStore(path, read_only=True) as store:
        for cursor in (Cursor(), Cursor({"乙县-2024": 99}), Cursor(dict.fromkeys(plans, 100))):
            with pytest.raises(StoreDamaged):
                list(feed(store, cursor))
        assert not any(verify_store(store))


def test_a_last_row_of_garbage_is_told_to_who_follows_a_store(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    plans = ("乙县-2024", "甲县-2024", "甲县-2025")
    with SqliteStore(path) as store:
        for plan in plans:
            rows = [Row(plan, n, f"id-{n}", bytes(32), b"{%d}" % n * 20) for n in range(1, 101)]
            store.append(plan, rows, after=0)
    whole = path.read_bytes()
    ends = [place for place in range(PAGE, len(whole), PAGE) if b"{100}{100}" in whole[place : place + PAGE]]
    assert len(ends) == len(plans)
    for page in ends:
        for garbage in (b"\x00", b"\xff", b"Z"):
            for start, length in ((page + 8, 8), (page + 8, 40), (page + 8, 200), (page, PAGE)):
                path.write_bytes(whole[:start] + garbage * length + whole[start + length :])
                with SqliteStore(path, read_only=True) as store:
                    for cursor in (Cursor(), Cursor(dict.fromkeys(plans, 100))):
                        with pytest.raises(StoreDamaged):
                            list(feed(store, cursor))


def test_damage_of_one_kind_or_another_is_never_taken_for_sound(tmp_path: Path, whole: bytes) -> None:
    """Ranges overwritten at random; the seed is fixed, and `tests/torture` does it at length."""
    path = tmp_path / "county.db"
    dice = random.Random(20240206)
    path.write_bytes(whole)
    with SqliteStore(path) as store:
        sealed = list(store.read(PLAN.id))
    for _ in range(60):
        overwrite(path, whole, dice)
        check_nothing_is_lost_in_silence(path, sealed)


def test_text_that_is_none_is_named_by_its_row(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    with SqliteStore(path) as store:
        ledger = Ledger.adopt(store, PLAN, by="甲县政府办公室", on="2024-02-06")
        ledger.report("1", total="5公里", on="2024-06-28", id="甲局-1")
        ledger.report("1", total="6公里", on="2024-06-29", id="甲局-2")
    with closing(sqlite3.connect(path, isolation_level=None)) as by_hand:
        by_hand.execute("DROP TRIGGER entries_are_not_changed")
        by_hand.execute("UPDATE entries SET id = CAST(x'e794ff' AS TEXT) WHERE position = 2")
    with SqliteStore(path) as store:
        (verdict,) = verify_store(store)
        assert (verdict.position, verdict.field) == (2, "id")
        _says(verdict.broken, "\\udc")
        with pytest.raises(MinshengError):
            Ledger.open(store).as_of("2024-06-30")
    with closing(sqlite3.connect(path, isolation_level=None)) as by_hand:
        by_hand.execute("UPDATE entries SET id = '甲局-1' WHERE position = 2")
        by_hand.execute("UPDATE entries SET plan = CAST(x'e794b2ff' AS TEXT) WHERE position = 3")
    with SqliteStore(path) as store:
        bad = [verdict for verdict in verify_store(store) if not verdict]
        assert [(v.position, v.id, v.field) for v in bad] == [(3, "甲局-2", "plan")]
        _says(bad[0].broken, "甲县-2024", "甲局-2")
        with pytest.raises(BrokenChain):
            Ledger.open(store, PLAN.id).as_of("2024-06-30")


def _says(error: MinshengError | None, *parts: str) -> None:
    """Both languages name what matters, no field is left open, and it can be printed."""
    assert error is not None
    for text in (error.message("zh"), error.message("en"), str(error)):
        text.encode()
        assert "{" not in text
        for part in parts:
            assert part in text
