"""A copy is the same to the last byte, or nothing of it is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from minsheng.errors import InvalidValue, MinshengError
from minsheng.ledger import (
    BrokenChain,
    CopiesDiffer,
    Ledger,
    Progress,
    Row,
    SameStore,
    UnknownLedger,
    copy,
    verify_store,
)
from minsheng.storage import MemoryStore, SqliteStore, StoreReadOnly
from minsheng.storage.guarding import guarded
from tests.ledger.made_up import Doctored
from tests.torture.writers import made_up

PLAN, OTHER = "甲县-2024", "乙县-2024"


def _filled(count: int = 6, plan: str = PLAN, note: str = "") -> MemoryStore:
    store = MemoryStore()
    ledger = Ledger.adopt(store, made_up(plan), by="甲县政府办公室", on="2024-02-06")
    _report(ledger, range(2, count + 1), note)
    return store


def _report(ledger: Ledger, numbers: Sequence[int], note: str = "") -> None:
    reports = [Progress("1", total=f"{n}公里", on="2024-06-28", by="甲局", note=note) for n in numbers]
    ledger.append_all(reports, ids=[f"id-{n}" for n in numbers])


def test_a_copy_is_the_same_and_says_what_was_copied(tmp_path: Path) -> None:
    source = _filled()
    _report(Ledger.adopt(source, made_up(OTHER), by="乙县政府办公室", on="2024-02-06"), range(2, 4))
    with SqliteStore(tmp_path / "copy.db") as target:
        copied = copy(source, target)
        assert [(c.plan, c.rows, c.before, c.checkpoint.position) for c in copied] == [
            (OTHER, 3, 0, 3),
            (PLAN, 6, 0, 6),
        ]
        for plan in (PLAN, OTHER):
            assert list(target.read(plan)) == list(source.read(plan))
        assert all(verify_store(target, [c.checkpoint for c in copied]))


def test_a_copy_again_writes_only_what_is_new() -> None:
    source, target = _filled(), MemoryStore()
    copy(source, target)
    assert [(c.rows, c.before) for c in copy(source, target)] == [(0, 6)]
    _report(Ledger.open(source), range(7, 10))
    assert [(c.rows, c.before) for c in copy(source, target)] == [(3, 6)]
    assert list(target.read(PLAN)) == list(source.read(PLAN))


def test_only_the_plans_that_are_named_are_copied() -> None:
    source, target = _filled(), MemoryStore()
    Ledger.adopt(source, made_up(OTHER), by="乙县政府办公室", on="2024-02-06")
    copy(source, target, [OTHER])
    assert target.plans() == (OTHER,)
    with pytest.raises(UnknownLedger) as caught:
        copy(source, target, [PLAN, "丙县-2024"])
    assert caught.value.choices == tuple(sorted((PLAN, OTHER)))
    assert target.plans() == (OTHER,), "nothing is copied if one of them is not there"
    with pytest.raises(InvalidValue):
        copy(source, target, PLAN)


@pytest.mark.parametrize("count", [1, 4, 6])
def test_a_target_that_holds_something_else_is_left_as_it_is(count: int) -> None:
    source, target = _filled(), _filled(count, note="another one")
    before = list(target.read(PLAN))
    with pytest.raises(CopiesDiffer) as caught:
        copy(source, target)
    assert caught.value.position == 1, "the adoption was sealed at another moment already"
    assert list(target.read(PLAN)) == before
    _says(caught.value)


def test_a_target_that_has_more_is_left_as_it_is() -> None:
    """Source and target were exchanged, or the source lost its end: either must be told."""
    source, target = _filled(), MemoryStore()
    copy(source, target)
    _report(Ledger.open(target), [7])
    with pytest.raises(CopiesDiffer) as caught:
        copy(source, target)
    assert caught.value.code == "ledger.copy-ahead"
    _says(caught.value, "7", "6")


@pytest.mark.parametrize(("before", "mine", "theirs"), [(4, 2, 5), (4, 5, 2), (1, 1, 3), (600, 1, 700), (600, 700, 1)])
def test_where_a_target_went_another_way_is_said(before: int, mine: int, theirs: int) -> None:
    """Also if it is longer than the source: that would look as if the source had lost its end."""
    source, target = _filled(before), MemoryStore()
    copy(source, target)
    _report(Ledger.open(source), range(before + 1, before + mine + 1))
    _report(Ledger.open(target), range(before + 1, before + theirs + 1), note="another one")
    kept = list(target.read(PLAN))
    with pytest.raises(CopiesDiffer) as caught:
        copy(source, target)
    assert (caught.value.code, caught.value.position) == ("ledger.copies-differ", before + 1)
    assert caught.value.id == f"id-{before + 1}"
    _says(caught.value, str(before + 1))
    assert list(target.read(PLAN)) == kept


def test_a_store_is_not_copied_into_itself(tmp_path: Path) -> None:
    """A backup that is none must not be called one."""
    path = tmp_path / "county.db"
    with SqliteStore(path) as store:
        copy(_filled(), store)
        (tmp_path / "same.db").symlink_to(path)
        for name in ("county.db", "same.db"):
            with SqliteStore(tmp_path / name) as target, pytest.raises(SameStore) as caught:
                copy(store, target)
            _says(caught.value)
        with SqliteStore(tmp_path / "other.db") as target:
            assert copy(store, target)[0].rows == 6
    memory = _filled()
    with pytest.raises(SameStore):
        copy(memory, memory)


def test_an_installed_store_is_not_copied_into_its_own_url() -> None:
    shared = _filled()
    one, again, other = (guarded(shared, "dict", "a_package:open_dict", url) for url in ("dict:a", "dict:a", "dict:b"))
    with pytest.raises(SameStore):
        copy(one, again)
    assert copy(one, other)[0].rows == 0


class _Doctored(Doctored):
    """It names its plan as well."""

    def plans(self) -> tuple[str, ...]:
        return (PLAN,)


def test_a_broken_source_is_named_and_what_is_sound_is_saved() -> None:
    rows = list(_filled(1200).read(PLAN))
    rows[1100] = rows[1100]._replace(data=b"{}")
    target = MemoryStore()
    with pytest.raises(BrokenChain) as caught:
        copy(_Doctored(rows), target)
    assert caught.value.position == 1101
    saved = list(target.read(PLAN))
    assert saved == rows[: len(saved)]
    assert len(saved) == 1100


def test_a_target_that_does_not_keep_what_it_was_given_is_found() -> None:
    class Forgetful(MemoryStore):
        def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
            super().append(plan, [row._replace(data=row.data.strip(b"}")) for row in rows], after=after)

    with pytest.raises(BrokenChain):
        copy(_filled(), Forgetful())


def test_two_who_copy_at_once_help_each_other() -> None:
    source = _filled(1300)

    class Crowded(MemoryStore):
        """Another copier comes in between, once."""

        crowded = False

        def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
            if not self.crowded:
                self.crowded = True
                super().append(plan, list(source.read(plan))[:700], after=0)
            super().append(plan, rows, after=after)

    target = Crowded()
    (copied,) = copy(source, target)
    assert copied.checkpoint.position == 1300
    assert list(target.read(PLAN)) == list(source.read(PLAN))


def test_a_store_that_is_only_read_takes_no_copy(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "copy.db").close()
    with SqliteStore(tmp_path / "copy.db", read_only=True) as target, pytest.raises(StoreReadOnly):
        copy(_filled(), target)


def test_rows_of_any_size_are_copied_in_batches() -> None:
    sizes: list[int] = []

    class Measured(MemoryStore):
        def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
            sizes.append(sum(len(row.data) for row in rows))
            super().append(plan, rows, after=after)

    source = MemoryStore()
    ledger = Ledger.adopt(source, made_up(), by="甲县政府办公室", on="2024-02-06")
    for n in range(5):
        ledger.report("1", total="5公里", on="2024-06-28", note="长" * 200_000, id=f"long-{n}")
    target = Measured()
    copy(source, target)
    assert list(target.read(PLAN)) == list(source.read(PLAN))
    assert max(sizes) < 2_000_000


def _says(error: MinshengError, *parts: str) -> None:
    for text in (error.message("zh"), error.message("en"), error.mend("zh"), error.mend("en")):
        assert "{" not in text
        assert text
    for part in parts:
        assert part in error.message("zh")
