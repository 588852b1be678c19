"""What is written is read back equal, in one form only, and newer statements survive untouched."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import InvalidValue
from minsheng.ledger import Progress, Statement, Unknown
from minsheng.ledger.canonical import is_canonical
from minsheng.ledger.encoding import SHANGHAI, decoded, encoded, read, written
from minsheng.testing import ledger_strategies as mls

AT = datetime(2024, 6, 28, 9, 30, tzinfo=SHANGHAI)
_instants = st.datetimes(datetime(1950, 1, 2), datetime(2150, 1, 1)).map(lambda t: t.replace(tzinfo=SHANGHAI))


@given(mls.any_statements(), _instants, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_what_is_written_is_read_back(statement: Statement, at: datetime, recorder: str) -> None:
    data = encoded(at, recorder, statement)
    assert decoded(data) == (at, recorder, statement)
    assert encoded(*decoded(data)) == data, "there is one form only"


@given(mls.any_statements())
def test_printed_text_is_kept_too(statement: Statement) -> None:
    back = decoded(encoded(AT, "", statement)).statement
    if isinstance(statement, Progress) and isinstance(back, Progress):
        for mine, theirs in ((statement.total, back.total), (statement.added, back.added)):
            if mine is not None and theirs is not None and mine.text:
                assert str(theirs) == str(mine)


@given(mls.any_statements(), _instants, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_the_one_form_is_json_with_sorted_keys_and_no_spaces(statement: Statement, at: datetime, recorder: str) -> None:
    data = encoded(at, recorder, statement)
    assert is_canonical(data)
    assert json.loads(data)["statement"] == written(statement)


def test_the_form_is_short_and_plain() -> None:
    report = Progress("1.t1", total="120公里", on="2024-06-28", by="县交运局")
    assert encoded(AT, "", report).decode() == (
        '{"recorded_at":"2024-06-28T09:30:00+08:00","statement":'
        '{"by":"县交运局","on":"2024-06-28","target":"1.t1","total":"120公里","type":"progress"}}'
    )


def test_a_figure_that_is_printed_otherwise_keeps_how_it_was_printed() -> None:
    report = Progress("1.t1", total="120.0公里", on="2024-06-28")
    assert encoded(AT, "", report).decode() == (
        '{"recorded_at":"2024-06-28T09:30:00+08:00","statement":{"on":"2024-06-28","target":"1.t1",'
        '"total":{"text":"120.0公里","unit":"公里","value":"120"},"type":"progress"}}'
    )


@pytest.mark.parametrize(
    "body",
    [
        {"type": "weighed", "on": "2024-06-28", "by": "甲局", "share": [0.1, {"b": None}]},
        {"type": "progress", "version": 2, "on": "2024-06-28", "target": "1.t1", "total": {"new": "form"}},
        {"type": "weighed", "note": 7},
    ],
)
def test_a_statement_of_a_newer_version_survives_untouched(body: dict[str, object]) -> None:
    found = read(json.loads(json.dumps(body)), AT.date())
    assert isinstance(found, Unknown)
    assert found.tag == body["type"]
    assert found.on == date(2024, 6, 28)
    assert written(found) == body
    assert decoded(encoded(AT, "", found)).statement == found


def test_a_key_that_a_newer_version_added_does_not_hide_the_statement() -> None:
    body = {"type": "progress", "on": "2024-06-28", "target": "1.t1", "total": "120公里", "weather": "雨"}
    assert read(body, AT.date()) == Progress("1.t1", total="120公里", on="2024-06-28")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"recorded_at":"2024-06-28T09:30:00+08:00"}',
        b'{"recorded_at":"2024-06-28","statement":{"type":"weighed"}}',
        b'{"recorded_at":"2024-06-28T01:30:00Z","statement":{"type":"weighed"}}',
        b'{"recorded_at":"2024-06-28T09:30:00+08:00","statement":{"type":7}}',
        b'{"recorded_at":"2024-06-28T09:30:00+08:00","statement":{"type":"progress","on":"2024-06-28","target":"1"}}',
        b'{"recorded_at":"2024-06-28T09:30:00+08:00","statement":{"type":"progress","on":"20240628","target":"1","total":"1%"}}',
        b'{"recorded_at":"2024-06-28T09:30:00+08:00","statement":{"type":"progress","on":"2024-06-28","target":1,"total":"1%"}}',
        b'{"recorded_at":"2024-06-28T09:30:00+08:00","statement":{"type":"progress","on":"2024-06-28","target":"1","total":1}}',
        b'{"recorded_at":"2024-06-28T09:30:00+08:00","statement":{"type":"progress","total":"1%","target":"1"}}',
        b'{"recorded_at":"2024-06-28T09:30:00+08:00","statement":{"type":"change_approved","on":"2024-06-28","project":"1",'
        b'"changes":[],"body":"a","reason":"b"}}',
        b'{"recorded_at":"2024-06-28T09:30:00+08:00","statement":{"type":"x","n":NaN}}',
        b'{"recorded_at":"2024-13-28T09:30:00+08:00","statement":{"type":"x"}}',
    ],
)
def test_what_is_no_entry_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidValue) as caught:
        decoded(data)
    assert "{" not in caught.value.message("zh").replace("{'", "").replace("{}", "")


def test_half_a_character_is_refused_before_it_is_sealed() -> None:
    with pytest.raises(InvalidValue) as caught:
        encoded(AT, "\ud800", Progress("1", total="1公里", on="2024-06-28"))
    assert caught.value.code == "ledger.bad-text"


def test_the_zone_of_china_has_no_surprises() -> None:
    assert SHANGHAI.utcoffset(None) == timedelta(hours=8)
    assert AT.astimezone(UTC).hour == 1
