"""A long table is written row by row, and says what the whole report would."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import InvalidValue
from minsheng.reports import Align, Cell, Column, DocumentHead, Paragraph, Report, Run, Table, load_report, render
from minsheng.reports.renderers.json import JsonValue, pretty
from minsheng.reports.rolling import rolled

COLUMNS = [
    Column("序号", align=Align.RIGHT, width=4),
    Column("内容", width=20, names_row=True),
    Column("编号", width=8),
]


def row(n: int) -> list[Cell]:
    said = Run(f'"rows": []，第{n}次|{"道路" * n}', sources=[f"entry:{n}"])
    return [Cell(str(n)), Cell(said), Cell("a\nb" if n % 3 else "")]


def report(rows: int) -> Report:
    table = Table(columns=COLUMNS, rows=[row(n) for n in range(rows)])
    return Report(kind="entries", title="流水", blocks=[DocumentHead("流水"), Paragraph('"rows": []'), table])


@pytest.mark.parametrize("to", ["json", "markdown"])
@pytest.mark.parametrize("first", [0, 1, 5])
def test_in_pieces_it_is_what_it_is_as_a_whole(to: str, first: int) -> None:
    assert "".join(rolled(report(first), map(row, range(first, 9)), to)).encode() == render(report(9), to)
    assert "".join(rolled(report(0), (), to)).encode() == render(report(0), to)


def test_json_in_pieces_is_read_back() -> None:
    assert load_report("".join(rolled(report(2), map(row, range(2, 9)), "json"))) == report(9)


def test_text_in_pieces_says_all_and_keeps_the_width() -> None:
    text = "".join(rolled(report(4), map(row, range(4, 40)), "text"))
    lines = text.splitlines()
    drawn = [line for line in lines if line.startswith("|")]
    assert "".join(line.split("|")[1].strip() for line in drawn) == "序号" + "".join(map(str, range(40)))
    assert len({line for line in lines if line.startswith("+-")}) == 1, "one width from the first row to the last"
    assert text.startswith(render(report(0), "text").decode().partition("+")[0])


def test_rows_are_asked_for_one_by_one() -> None:
    asked = []

    def rows() -> Iterator[list[Cell]]:
        for n in range(100):
            asked.append(n)
            yield row(n)

    for to in ("json", "markdown", "text"):
        asked.clear()
        pieces = rolled(report(3), rows(), to)
        for _ in range(10):
            next(pieces)
        assert len(asked) <= 10


def test_a_report_that_goes_on_behind_its_table_is_refused() -> None:
    whole = report(1)
    other = Report(kind="entries", title="流水", blocks=[*whole.blocks, Paragraph("完")])
    with pytest.raises(InvalidValue):
        rolled(other, (), "text")


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(_VALUES)
def test_json_looks_as_python_writes_it(value: JsonValue) -> None:
    assert pretty(value) == json.dumps(value, ensure_ascii=False, indent=1)
