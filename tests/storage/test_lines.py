"""A ledger goes out as JSON lines and comes back the same; what is no row of it is refused by its line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import InvalidValue, MinshengError
from minsheng.ledger import (
    BrokenChain,
    CopiesDiffer,
    Ledger,
    Progress,
    Row,
    UnknownLedger,
    export_rows,
    import_rows,
)
from minsheng.ledger.sealing import digest
from minsheng.storage import MemoryStore, SqliteStore
from tests.torture.writers import made_up

PLAN, OTHER = "甲县-2024", "乙县-2024"


def _filled(count: int = 6, plan: str = PLAN) -> MemoryStore:
    store = MemoryStore()
    ledger = Ledger.adopt(store, made_up(plan), by="甲县政府办公室", on="2024-02-06")
    reports = [Progress("1", total=f"{n}公里", on="2024-06-28", by="甲局") for n in range(2, count + 1)]
    ledger.append_all(reports, ids=[f"id-{n}" for n in range(2, count + 1)])
    return store


LINES = tuple(export_rows(_filled(), PLAN))


def test_a_line_holds_the_row_and_the_statement_as_json() -> None:
    store = _filled()
    (_, second, *_) = export_rows(store, PLAN)
    body = json.loads(second)
    row = list(store.read(PLAN))[1]
    assert (body["plan"], body["position"], body["id"], body["digest"]) == (PLAN, 2, "id-2", row.digest.hex())
    assert body["data"]["statement"]["total"] == "2公里"
    with pytest.raises(UnknownLedger):
        export_rows(store, OTHER)


def test_it_comes_back_the_same_and_only_once(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "county.db") as store:
        assert [(c.rows, c.before) for c in import_rows(store, LINES)] == [(6, 0)]
        assert [(c.rows, c.before) for c in import_rows(store, LINES)] == [(0, 6)]
        assert tuple(export_rows(store, PLAN)) == LINES
        assert Ledger.open(store).verify()
        assert str(Ledger.open(store).as_of("2024-06-30").done("1").total) == "6公里"


@pytest.mark.parametrize("cut", range(7))
def test_an_import_that_was_broken_off_is_repeated_or_gone_on_with(cut: int) -> None:
    for rest in (LINES, LINES[cut:], LINES[max(cut - 1, 0) :]):
        store = MemoryStore()
        import_rows(store, LINES[:cut])
        import_rows(store, rest)
        assert tuple(export_rows(store, PLAN)) == LINES


def test_an_older_export_changes_nothing() -> None:
    store = MemoryStore()
    import_rows(store, LINES)
    assert [(c.rows, c.before, c.checkpoint.position) for c in import_rows(store, LINES[:3])] == [(0, 6, 3)]


def test_several_ledgers_come_in_one_file_in_any_order() -> None:
    others = list(export_rows(_filled(3, OTHER), OTHER))
    mixed = [LINES[0], others[0], "", LINES[1], *LINES[2:4], *others[1:], "  ", *LINES[4:]]
    store = MemoryStore()
    assert [(c.plan, c.rows) for c in import_rows(store, mixed)] == [(OTHER, 3), (PLAN, 6)]
    assert tuple(export_rows(store, PLAN)) == LINES


def test_thousands_of_lines_of_a_file_are_taken(tmp_path: Path) -> None:
    wanted = _filled(1800)
    file = tmp_path / "county.jsonl"
    file.write_text("\ufeff" + "\r\n".join(export_rows(wanted, PLAN)), encoding="utf-8")
    with SqliteStore(tmp_path / "county.db") as store, file.open(encoding="utf-8") as lines:
        import_rows(store, lines)
        assert list(store.read(PLAN)) == list(wanted.read(PLAN))


def _changed(**new: object) -> Callable[[dict[str, object]], object]:
    return lambda body: body | new


_WRONG: dict[str, Callable[[dict[str, object]], object]] = {
    "an array": lambda body: [body],
    "a field is missing": lambda body: {k: v for k, v in body.items() if k != "digest"},
    "a field too many": _changed(more=1),
    "a position that is text": _changed(position="3"),
    "a position that is true": _changed(position=True),
    "a position of nought": _changed(position=0),
    "a huge position": _changed(position=10**30),
    "a short digest": _changed(digest="ab"),
    "a digest in capitals": lambda body: body | {"digest": str(body["digest"]).upper()},
    "a digest that is none": _changed(digest=None),
    "a plan that is none": _changed(plan=7),
    "half a character": _changed(plan="\ud800"),
    "an id with spaces": _changed(id="a b"),
    "data that is a list": _changed(data=[]),
    "data that is nothing": _changed(data=None),
}


@pytest.mark.parametrize("wrong", _WRONG)
def test_what_is_no_row_is_refused_by_its_line(wrong: str) -> None:
    line = json.dumps(_WRONG[wrong](json.loads(LINES[2])))
    _refused([*LINES[:2], "", line, *LINES[3:]], InvalidValue, line=4)


@pytest.mark.parametrize("line", ["{", "nonsense", '{"plan":NaN}', "[" * 100_000, '{"position":' + "9" * 10_000 + "}"])
def test_what_is_no_json_is_refused_by_its_line(line: str) -> None:
    _refused([*LINES[:2], line], InvalidValue, line=3)


def test_what_does_not_continue_the_chain_is_refused_by_its_line() -> None:
    body = json.loads(LINES[2])
    body["data"]["statement"]["total"] = "300公里"
    _refused([*LINES[:2], json.dumps(body), *LINES[3:]], BrokenChain, line=3, position=3)
    _refused([*LINES[:2], *LINES[3:]], BrokenChain, line=3, position=3)
    _refused([LINES[1], LINES[0]], BrokenChain, line=1, position=1)
    _refused([*LINES[:3], LINES[2]], BrokenChain, line=4, position=4)


def test_another_ledger_is_refused_by_its_first_line_and_nothing_is_written() -> None:
    store = _filled(3)
    before = list(store.read(PLAN))
    with pytest.raises(CopiesDiffer) as caught:
        import_rows(store, LINES)
    assert (caught.value.place.line, caught.value.position) == (1, 1)
    assert list(store.read(PLAN)) == before


def test_what_was_sealed_but_is_no_entry_does_not_come_in() -> None:
    """Once stored it could never be taken out again, and the ledger could not be read."""
    first = next(iter(_filled().read(PLAN)))
    for data, position in ((b"{}", 2), (b'{"recorded_at":"2024-06-28T09:00:00+08:00","statement":{}}', 2)):
        seal = digest(first.digest, PLAN, position, "x", data)
        line = {"plan": PLAN, "position": position, "id": "x", "digest": seal.hex(), "data": json.loads(data)}
        store = MemoryStore()
        store.append(PLAN, [first], after=0)
        _refused([json.dumps(line)], BrokenChain, line=1, position=2, store=store)
    report = json.loads(LINES[1]) | {"position": 1}
    sealed = json.dumps(report["data"], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    report["digest"] = digest(b"", PLAN, 1, report["id"], sealed).hex()
    _refused([json.dumps(report)], BrokenChain, line=1, position=1)


@given(
    data=st.binary(max_size=60)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)
    ).map(lambda body: json.dumps(body).encode())
    | st.dictionaries(st.text(max_size=5), st.text(max_size=5)).map(
        lambda body: json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
            "utf-8", "replace"
        )
    )
)
def test_any_text_that_was_sealed_is_exported_without_a_change(data: bytes) -> None:
    """What another program sealed may have another form: then it goes out as text, byte for byte."""
    store = MemoryStore()
    store.append(PLAN, [Row(PLAN, 1, "x", digest(b"", PLAN, 1, "x", data), data)], after=0)
    try:
        data.decode()
    except UnicodeDecodeError:
        with pytest.raises(BrokenChain):
            list(export_rows(store, PLAN))
        return
    (line,) = export_rows(store, PLAN)
    assert len(line.splitlines()) == 1, "no program takes it for two lines"
    found = json.loads(line)["data"]
    if isinstance(found, str):
        assert found.encode() == data
    else:
        assert json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() == data


def test_two_who_import_at_once_help_each_other() -> None:
    class Crowded(MemoryStore):
        """Another one imports the first rows in between, once."""

        crowded = False

        def append(self, plan: str, rows: list[Row], *, after: int) -> None:  # type: ignore[override]
            if not self.crowded:
                self.crowded = True
                import_rows(self, LINES[:4])
            super().append(plan, rows, after=after)

    store = Crowded()
    import_rows(store, LINES)
    assert tuple(export_rows(store, PLAN)) == LINES


def _refused(
    lines: list[str], kind: type[MinshengError], *, line: int, position: int = 0, store: MemoryStore | None = None
) -> None:
    with pytest.raises(kind) as caught:
        import_rows(store or MemoryStore(), lines)
    assert caught.value.place.line == line
    for text in (caught.value.message("zh"), caught.value.message("en")):
        text.encode()
        assert str(line) in text
    if position:
        assert getattr(caught.value, "position", 0) == position
