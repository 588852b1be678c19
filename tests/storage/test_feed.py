"""Following a store: nothing is missed, nothing comes twice, and another store is not taken for the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import InvalidValue
from minsheng.ledger import BrokenChain, Cursor, CursorAhead, Row, feed
from minsheng.storage import MemoryStore, SqliteStore

PLANS = ("甲县-2024", "乙县-2024", "丙县-2024")


def _append(store: MemoryStore | SqliteStore, plan: str, count: int) -> None:
    last = store.last(plan)
    after = last.position if last else 0
    rows = [Row(plan, n, f"id-{n}", bytes(32), b"{}") for n in range(after + 1, after + count + 1)]
    store.append(plan, rows, after=after)


def test_a_cursor_survives_as_text() -> None:
    cursor = Cursor({"乙县-2024": 3, "甲县-2024": 12})
    assert Cursor.parse(str(cursor)) == cursor
    assert cursor == Cursor([("甲县-2024", 12), ("乙县-2024", 3)]), "the order in which plans are named means nothing"
    assert Cursor.parse("{}") == Cursor()


@pytest.mark.parametrize(
    "text",
    ["", "[]", "3", "null", '{"a":0}', '{"a":-1}', '{"a":"1"}', '{"a":1.0}', '{"a":true}', '{"a":1', '{"\\ud800":1}'],
)
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        Cursor.parse(text)
    str(caught.value).encode()


def test_a_row_that_was_seen_before_does_not_move_the_cursor_back() -> None:
    cursor = Cursor({"甲县-2024": 5})
    assert cursor.after(Row("甲县-2024", 3, "x", b"", b"")) == cursor
    assert cursor.after(Row("甲县-2024", 6, "x", b"", b"")) == Cursor({"甲县-2024": 6})


def test_a_store_that_lost_rows_is_not_followed_in_silence() -> None:
    """Else whatever is written into the restored copy up to the old position would be missed."""
    store = MemoryStore()
    _append(store, PLANS[0], 3)
    for seen in ({PLANS[0]: 4}, {PLANS[0]: 3, PLANS[1]: 1}):
        with pytest.raises(CursorAhead) as caught:
            feed(store, Cursor(seen))
        for lang in ("zh", "en"):
            assert "{" not in caught.value.message(lang) + caught.value.mend(lang)  # type: ignore[arg-type]
    assert list(feed(store, Cursor({PLANS[0]: 3}))) == []


@pytest.mark.parametrize(("lost", "place"), [(2, 2), (1, 1), (4, 4), (3, 3)])
def test_a_row_that_is_left_out_stops_the_follower_in_front_of_it(lost: int, place: int) -> None:
    """A cursor behind it would never come back."""

    class Losing(MemoryStore):
        def read(self, plan: str, *, after: int = 0) -> Iterator[Row]:
            return (row for row in super().read(plan, after=after) if row.position != lost)

    store, seen = Losing(), []
    _append(store, PLANS[0], 4)
    with pytest.raises(BrokenChain) as caught:
        seen.extend(feed(store))
    assert caught.value.position == place
    assert [row.position for row in seen] == list(range(1, place))


@given(
    appends=st.lists(st.tuples(st.sampled_from(PLANS), st.integers(1, 4)), max_size=12),
    asks=st.sets(st.integers(0, 11)),
    half=st.booleans(),
)
def test_whenever_it_asks_a_follower_sees_each_row_once(
    appends: list[tuple[str, int]], asks: set[int], half: bool
) -> None:
    store, cursor = MemoryStore(), Cursor()
    seen: list[Row] = []

    def follow() -> None:
        nonlocal cursor
        for n, row in enumerate(feed(store, Cursor.parse(str(cursor)))):
            if half and n == 2:
                return  # it was interrupted: the rest comes the next time
            seen.append(row)
            cursor = cursor.after(row)

    for turn, (plan, count) in enumerate(appends):
        _append(store, plan, count)
        if turn in asks:
            follow()
    half = False
    follow()
    for plan in PLANS:
        assert [row for row in seen if row.plan == plan] == list(store.read(plan))


def test_what_is_written_while_the_rows_come_is_there_the_next_time() -> None:
    store = MemoryStore()
    _append(store, PLANS[0], 2)
    rows = feed(store)
    first = next(rows)
    _append(store, PLANS[1], 1)
    cursor = Cursor().after(first)
    for row in rows:
        cursor = cursor.after(row)
    assert [row.plan for row in feed(store, cursor)] == [PLANS[1]]
