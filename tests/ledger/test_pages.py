"""Rows read a page at a time say exactly what they say one by one, and whatever is wrong with one is named all the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from minsheng.ledger import BrokenChain, Entry, Progress, Row, Statement, StoreDamaged, Surveyed
from minsheng.ledger.encoding import SHANGHAI, encoded
from minsheng.ledger.pages import all_opened, opened_together
from minsheng.ledger.sealing import digest, opened
from minsheng.testing import ledger_strategies as mls

AT = datetime(2024, 6, 28, 9, 30, tzinfo=SHANGHAI)
PLAN = "甲县-2024"
REPORT = Progress("1.t1", total="120公里", on="2024-06-28", by="甲局")


def sealed(data: Iterable[bytes]) -> list[Row]:
    """Rows of a sound chain, whatever their data is."""
    rows: list[Row] = []
    previous = b""
    for position, piece in enumerate(data, 1):
        previous = digest(previous, PLAN, position, f"id-{position}", piece)
        rows.append(Row(PLAN, position, f"id-{position}", previous, piece))
    return rows


def written(statements: Sequence[Statement]) -> list[bytes]:
    return [encoded(AT + timedelta(minutes=n), "张三" if n % 3 else "", s) for n, s in enumerate(statements)]


def read_out(entries: Iterator[Entry]) -> tuple[list[Entry], tuple[int, str] | None]:
    """What comes before the first error, and where that is."""
    found = []
    try:
        for entry in entries:
            found.append(entry)
    except BrokenChain as error:
        return found, (error.position, error.code)
    return found, None


@given(st.lists(mls.any_statements(), min_size=1, max_size=8))
def test_a_page_says_what_its_rows_say(statements: list[Statement]) -> None:
    rows = sealed(written(statements))
    one_by_one = [opened(row) for row in rows]
    together = list(all_opened(rows))
    assert together == one_by_one
    assert [type(e.statement) for e in together] == [type(s) for s in statements]
    assert [repr(e) for e in together] == [repr(e) for e in one_by_one], "printed texts are kept too"
    assert [hash(e.statement) for e in together if _hashable(e.statement)] == [
        hash(e.statement) for e in one_by_one if _hashable(e.statement)
    ]


@given(st.lists(mls.any_statements(), min_size=1, max_size=8))
def test_sound_rows_are_read_together_whatever_their_kind(statements: list[Statement]) -> None:
    """Only rows with escaped characters are not, such as a control character in a note."""
    data = [piece for piece in written(statements) if b"\\u" not in piece]
    if data:
        assert len(opened_together(sealed(data))) == len(data)


def _hashable(statement: Statement) -> bool:
    try:
        hash(statement)
    except TypeError:
        return False
    return True


def test_what_a_page_gives_is_the_entry_that_its_class_makes() -> None:
    (row,) = sealed(written([REPORT]))
    made = Entry(
        plan=PLAN, position=1, id="id-1", digest=row.digest, recorded_at=AT, recorder="", statement=REPORT, replaces=()
    )
    for entry in (*opened_together([row]), opened(row)):
        assert type(entry) is Entry
        assert (entry, entry.recorded_at, entry.replaces) == (made, AT, ())


def test_what_a_page_gives_is_as_frozen_as_any_entry() -> None:
    (entry,) = opened_together(sealed(written([REPORT])))
    with pytest.raises(FrozenInstanceError):
        entry.position = 2  # type: ignore[misc]  # that it can not be set is the test
    with pytest.raises(FrozenInstanceError):
        entry.statement.on = AT.date()  # type: ignore[misc]  # the same
    with pytest.raises(FrozenInstanceError):
        del entry.statement.by


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
_TEXTS = st.sampled_from(
    ["", " ", "2024-02-30", "20240628", "progress", "surveyed", "4—8个", "全覆盖", "x", "\ud800", "1%"]
)


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Data that somebody changed by hand: a key gone, a value of another kind, a strange key, bytes cut off."""
    if draw(st.integers(0, 5)) == 0:
        return data[: draw(st.integers(0, len(data)))] + draw(st.binary(max_size=2))
    body = json.loads(data)
    holder = draw(st.sampled_from([body, body["statement"]]))
    key = draw(st.sampled_from([*holder, "version", "corrects", "replacement", "evidence", "recorder"]))
    if draw(st.booleans()) and key in holder:
        del holder[key]
    else:
        holder[key] = draw(_JSON | _TEXTS)
    return json.dumps(body, ensure_ascii=draw(st.booleans())).encode(errors="surrogatepass")


@given(st.data(), st.lists(mls.any_statements(), min_size=1, max_size=5))
def test_data_that_was_changed_and_sealed_anew_is_named_by_its_place(
    drawn: st.DataObject, said: list[Statement]
) -> None:
    data = written(said)
    for place in drawn.draw(st.sets(st.integers(0, len(said) - 1), max_size=2)):
        data[place] = drawn.draw(damaged(data[place]))
    rows = sealed(data)
    assert read_out(all_opened(rows)) == read_out(map(opened, rows))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b'{"recorded_at":"2024-06-28T09:30:00+08:00","statement":{"x":[1', b"2]}}"),
        (b'{"a":[1', b'2]},{"b":2}'),
        (b"{},{}", b""),
        (b'{"a":"', b'"}'),
    ],
)
def test_rows_that_make_sense_only_together_are_not_taken_for_sound_ones(one: bytes, other: bytes) -> None:
    (report,) = written([REPORT])
    rows = sealed([report, one, other, report])
    entries, broken = read_out(all_opened(rows))
    assert len(entries) == 1
    assert broken == (2, "ledger.broken-data")


def test_not_even_two_rows_that_together_are_two_entries() -> None:
    (report,) = written([REPORT])
    first, second = report[:-1] + b',"x":[1', b"2]}," + report
    entries, broken = read_out(all_opened(sealed([first, second])))
    assert (entries, broken) == ([], (1, "ledger.broken-data"))


def test_one_and_true_are_told_apart_however_often_one_was_read() -> None:
    poll = Surveyed("1", satisfied=1, on="2024-06-28")
    (data,) = written([poll])
    assert b'"satisfied":1' in data
    wrong = data.replace(b'"satisfied":1', b'"satisfied":true')
    entries, broken = read_out(all_opened(sealed([data, data, wrong])))
    assert (len(entries), broken) == (2, (3, "ledger.broken-data"))


def test_what_comes_before_a_row_that_can_not_be_read_is_given() -> None:
    rows = sealed(written([REPORT] * 5))

    def ends_badly(error: Exception) -> Iterator[Row]:
        yield from rows
        raise error

    for error in (StoreDamaged(url="x", why="y"), BrokenChain("ledger.broken-gap", PLAN, 6, "x", found=7)):
        entries = all_opened(ends_badly(error))
        assert [next(entries).position for _ in rows] == [1, 2, 3, 4, 5]
        with pytest.raises(type(error)):
            next(entries)


def test_many_pages_are_one_row_of_entries() -> None:
    rows = sealed(written([REPORT] * 1000))
    assert [e.position for e in all_opened(iter(rows))] == list(range(1, 1001))
    assert list(all_opened([])) == []
