"""Verifying a whole store: against checkpoints kept elsewhere, naming what was changed, moved, cut off or is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

import pytest

from minsheng.errors import InvalidValue, Undefined
from minsheng.ledger import (
    BrokenChain,
    Checkpoint,
    Ledger,
    Progress,
    Row,
    Verdict,
    checkpoints_json,
    consistent,
    load_checkpoints,
    verify_store,
)
from minsheng.storage import Damaged, MemoryStore, StoreUnreachable
from tests.torture.writers import made_up

PLAN, OTHER = "甲县-2024", "乙县-2024"


class _Doctored(MemoryStore):
    """A store whose rows somebody has changed, by hand and without a trace."""

    def __init__(self, rows: Mapping[str, Sequence[Row]]) -> None:
        super().__init__()
        self.rows = {plan: sorted(found, key=lambda row: row.position) for plan, found in rows.items() if found}

    def plans(self) -> tuple[str, ...]:
        return tuple(sorted(self.rows))

    def last(self, plan: str) -> Row | None:
        return self.rows[plan][-1] if plan in self.rows else None

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        return (row for row in self.rows.get(plan, ()) if after <= 0 or row.position > after)


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    for plan, count in ((PLAN, 6), (OTHER, 4)):
        ledger = Ledger.adopt(store, made_up(plan), by="甲县政府办公室", on="2024-02-06")
        reports = [Progress("1", total=f"{n}公里", on="2024-06-28") for n in range(2, count + 1)]
        ledger.append_all(reports, ids=[f"id-{n}" for n in range(2, count + 1)])
    return store


def _rows(store: MemoryStore) -> dict[str, list[Row]]:
    return {plan: list(store.read(plan)) for plan in store.plans()}


def _bad(rows: Mapping[str, Sequence[Row]], against: Sequence[Checkpoint] = ()) -> list[Verdict]:
    verdicts = verify_store(_Doctored(rows), against)
    for verdict in verdicts:
        for lang in ("zh", "en"):
            assert "{" not in verdict.message(lang)  # type: ignore[arg-type]  # both are languages
    return [verdict for verdict in verdicts if not verdict]


def _checkpoints(store: MemoryStore) -> list[Checkpoint]:
    return [Ledger.open(store, plan).checkpoint() for plan in store.plans()]


def test_each_ledger_of_a_store_has_its_verdict(store: MemoryStore) -> None:
    assert [(v.plan, v.entries, bool(v)) for v in verify_store(store, _checkpoints(store))] == [
        (OTHER, 4, True),
        (PLAN, 6, True),
    ]


def test_a_last_row_that_was_moved_to_another_ledger_is_named_there(store: MemoryStore) -> None:
    rows = _rows(store)
    for plan in (OTHER, "丙县-2024"):
        moved = rows[PLAN][-1]._replace(plan=plan)
        doctored = {**rows, PLAN: rows[PLAN][:-1], plan: [*rows.get(plan, []), moved]}
        assert Ledger(_Doctored(doctored), PLAN).verify(), "the ledger itself does not miss it"
        (bad,) = _bad(doctored)
        assert (bad.plan, bad.position, bad.id, bad.field) == (plan, 6, "id-6", "plan")
        assert isinstance(bad.broken, BrokenChain)
        assert bad.broken.plan == PLAN
        assert PLAN in bad.message("zh")
        assert plan in bad.message("en")


def test_a_row_that_was_moved_out_of_the_midst_is_named_in_both(store: MemoryStore) -> None:
    rows = _rows(store)
    moved = rows[PLAN][2]._replace(plan="丙县-2024")
    doctored = {**rows, PLAN: [row for row in rows[PLAN] if row.position != 3], "丙县-2024": [moved]}
    assert [(v.plan, v.position, v.id, v.field) for v in _bad(doctored)] == [
        ("丙县-2024", 3, "id-3", "plan"),
        (PLAN, 3, "id-3", "plan"),
    ]


@pytest.mark.parametrize("new", [-(2**62), 0, 9, 2**40])
@pytest.mark.parametrize("old", [1, 3, 6])
def test_a_row_whose_position_was_changed_is_named_by_its_own_place(store: MemoryStore, old: int, new: int) -> None:
    rows = _rows(store)
    rows[PLAN] = [row._replace(position=new) if row.position == old else row for row in rows[PLAN]]
    (bad,) = _bad(rows)
    assert (bad.position, bad.field) == (old, "position")
    assert bad.id == ("adoption" if old == 1 else f"id-{old}")


@pytest.mark.parametrize("place", range(6))
def test_a_digest_that_was_replaced_is_named_if_the_next_entry_continues_the_right_one(
    store: MemoryStore, place: int
) -> None:
    rows = _rows(store)
    rows[PLAN][place] = rows[PLAN][place]._replace(digest=bytes(32))
    (bad,) = _bad(rows)
    assert (bad.position, bad.field) == (place + 1, "digest" if place < 5 else "")
    assert "不能断定" in bad.message("zh") or place < 5


@pytest.mark.parametrize("place", range(6))
def test_content_that_was_rewritten_is_named_and_where_it_is_not_clear_nothing_is_claimed(
    store: MemoryStore, place: int
) -> None:
    rows = _rows(store)
    row = rows[PLAN][place]
    for new, field in (
        (row._replace(data=row.data.replace(b"2024", b"2031")), ""),  # it could have been the id
        (row._replace(data=row.data + b" "), "data"),  # no ledger writes that
        (row._replace(data=row.data[:-1]), "data"),
        (row._replace(id="two words"), "id"),
        (row._replace(id="someone-else"), ""),
    ):
        (bad,) = _bad({**rows, PLAN: [*rows[PLAN][:place], new, *rows[PLAN][place + 1 :]]})
        assert (bad.position, bad.field) == (place + 1, field)


def test_entries_that_are_gone_are_told_without_a_field(store: MemoryStore) -> None:
    rows = _rows(store)
    (bad,) = _bad({**rows, PLAN: [row for row in rows[PLAN] if row.position not in (3, 4)]})
    assert (bad.entries, bad.position, bad.field) == (2, 3, "")


def test_a_cut_end_and_a_ledger_that_is_gone_are_shown_by_checkpoints(store: MemoryStore) -> None:
    rows, kept = _rows(store), _checkpoints(store)
    assert _bad({PLAN: rows[PLAN][:4]}) == []
    assert [(v.plan, v.position) for v in _bad({PLAN: rows[PLAN][:4]}, kept)] == [(OTHER, 1), (PLAN, 5)]


def test_several_checkpoints_of_one_ledger_must_all_hold(store: MemoryStore) -> None:
    ledger = Ledger.open(store, PLAN)
    points = [Checkpoint(plan=PLAN, position=row.position, digest=row.digest.hex()) for row in store.read(PLAN)]
    assert ledger.verify(points)
    assert ledger.verify(against=reversed(points))
    assert ledger.verify(points[3])
    for place in range(6):
        wrong = Checkpoint(plan=PLAN, position=place + 1, digest="00" * 32)
        verdict = ledger.verify([*points, wrong])
        assert (verdict.position, verdict.entries) == (place + 1, place)
    beyond = Checkpoint(plan=PLAN, position=9, digest="00" * 32)
    assert ledger.verify([*points, beyond]).position == 7
    with pytest.raises(InvalidValue):
        ledger.verify(Checkpoint(plan=OTHER, position=1, digest="00" * 32))


def test_checkpoints_of_one_place_agree_or_not_and_only_the_ledger_knows_of_others() -> None:
    one = Checkpoint(plan=PLAN, position=3, digest="0f" * 32)
    assert consistent(one, Checkpoint(plan=PLAN, position=3, digest="0f" * 32)) is True
    assert consistent(one, Checkpoint(plan=PLAN, position=3, digest="f0" * 32)) is False
    for other in (
        Checkpoint(plan=PLAN, position=4, digest="0f" * 32),
        Checkpoint(plan=OTHER, position=3, digest="0f" * 32),
    ):
        answer = consistent(one, other)
        assert isinstance(answer, Undefined)
        assert answer.text("en") != answer.text("zh")


def test_checkpoints_are_kept_in_files(store: MemoryStore) -> None:
    points = tuple(_checkpoints(store))
    assert load_checkpoints(checkpoints_json(points)) == points
    assert load_checkpoints("\ufeff" + points[0].to_json() + "\n") == points[:1]
    assert load_checkpoints("\n".join(map(str, points)) + "\n") == points
    assert load_checkpoints(checkpoints_json([])) == ()
    assert json.loads(checkpoints_json(points))[0] == {"plan": OTHER, "position": 4, "digest": points[0].digest}


_GOOD = {"plan": PLAN, "position": 3, "digest": "0f" * 32}


@pytest.mark.parametrize(
    "body",
    [
        {},
        [[]],
        _GOOD | {"more": 1},
        _GOOD | {"position": 0},
        _GOOD | {"position": "3"},
        _GOOD | {"position": True},
        _GOOD | {"position": 3.0},
        _GOOD | {"digest": "0f"},
        _GOOD | {"digest": None},
        _GOOD | {"digest": "0F" * 32},
        _GOOD | {"plan": 3},
    ],
)
def test_what_is_no_file_of_checkpoints_is_refused(body: object) -> None:
    with pytest.raises(InvalidValue):
        load_checkpoints(json.dumps(body))


@pytest.mark.parametrize("text", ["", " \n", "{", "[" * 100_000, "nonsense", "甲县-2024 0 " + "0f" * 32])
def test_what_is_not_even_json_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        load_checkpoints(text)


class _Short(MemoryStore):
    """It knows of all its rows, and a reading ends before them in silence."""

    def __init__(self, rows: Mapping[str, Sequence[Row]], end: int) -> None:
        super().__init__()
        self._end = end
        for plan, mine in rows.items():
            self.append(plan, mine, after=0)

    def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
        return (row for row in super().read(plan, after=after) if row.position <= self._end)


@pytest.mark.parametrize("end", [0, 1, 3])
def test_a_store_that_reads_short_is_not_sound(store: MemoryStore, end: int) -> None:
    for verdict in verify_store(_Short(_rows(store), end)):
        assert (bool(verdict), verdict.entries, verdict.position) == (False, end, end + 1)
        assert str(end + 1) in verdict.message()


def test_who_writes_to_a_store_that_reads_short_is_told_at_once(store: MemoryStore) -> None:
    tried: list[int] = []

    class Counting(_Short):
        def append(self, plan: str, rows: Sequence[Row], *, after: int) -> None:
            tried.append(after)
            super().append(plan, rows, after=after)

    short = Counting(_rows(store), 3)
    tried.clear()
    with pytest.raises(BrokenChain) as caught:
        Ledger.open(short, PLAN).report("1", total="9公里", on="2024-06-28")
    assert (caught.value.code, caught.value.position) == ("ledger.broken-end", 4)
    assert len(tried) < 5, "trying again does not help"


def test_a_ledger_that_only_the_last_positions_name_is_missed(store: MemoryStore) -> None:
    class Nameless(_Short):
        def plans(self) -> tuple[str, ...]:
            return super().plans()[:1]

    bad = [verdict.plan for verdict in verify_store(Nameless(_rows(store), 99)) if not verdict]
    assert bad == []
    bad = [verdict.plan for verdict in verify_store(Nameless(_rows(store), 0)) if not verdict]
    assert bad == sorted([PLAN, OTHER])


def test_what_keeps_a_store_from_answering_says_nothing_of_its_rows(store: MemoryStore) -> None:
    """No verdict comes of it: the rows may all be as they were."""

    class Gone(_Short):
        def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
            yield from super().read(plan, after=after)
            raise StoreUnreachable("counties", "no answer")

    with pytest.raises(StoreUnreachable):
        verify_store(Gone(_rows(store), 3))
    with pytest.raises(StoreUnreachable):
        Ledger(Gone(_rows(store), 3), PLAN).verify()


def test_entries_and_ledgers_that_a_store_knows_to_be_lost_are_told(store: MemoryStore) -> None:
    class Losing(_Short):
        def inspect(self) -> None:
            error = Damaged("counties", "index")
            error.lost = {PLAN: 3, "丙县-2024": 7}
            raise error

    found = verify_store(Losing(_rows(store), 9))
    assert not any(found)
    assert [(v.plan, v.entries, v.whole, v.missing, v.position) for v in found] == [
        (OTHER, 4, True, 0, None),
        (PLAN, 6, False, 3, 7),
        ("丙县-2024", 0, False, 7, 1),
    ]
    for verdict in found[1:]:
        assert str(verdict.missing) in verdict.message("zh")
        assert str(verdict.missing) in verdict.message("en")


def test_damage_that_is_in_no_row_is_told_too(store: MemoryStore) -> None:
    class Inspected(_Short):
        def inspect(self) -> None:
            raise Damaged("counties", "index")

    for verdict in (*verify_store(Inspected(_rows(store), 9)), Ledger(Inspected(_rows(store), 9), PLAN).verify()):
        assert (bool(verdict), verdict.whole, verdict.position) == (False, True, None)
        assert verdict.entries == len(_rows(store)[verdict.plan])
    with pytest.raises(Damaged):
        verify_store(Inspected({}, 0))
