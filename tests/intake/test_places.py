"""Where words stand: in whatever row a text is printed, and however the cells of a table are merged. Made-up units."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from minsheng.intake import Cell, Grid, Paragraph, SourceDocument, interpret
from minsheng.intake.lazy import Later
from minsheng.intake.passages import Passage
from minsheng.intake.source import Spot
from minsheng.intake.words.header import Column
from minsheng.intake.words.parties import parties_of

UNITS = [
    "县教育局",
    "县财政局",
    "各乡镇（街道）",
    "县 残 联",
    "市交通\n运输局",
    "县水务局（牵头）",
    "县民政局牵头",
    "张三",
]


@given(
    units=st.lists(st.sampled_from(UNITS), min_size=1, max_size=5), mark=st.sampled_from(["、", "\n", "；", "，", " "])
)
def test_a_cell_names_the_same_units_in_every_row_each_at_its_own_place(units: list[str], mark: str) -> None:
    text = mark.join(units)
    here, there = Spot(0, 1, 4), Spot(3, 700, 4)
    for margin in ("", "  "):
        first = parties_of([(Column.RESPONSIBLE, Passage.whole(text, here))])
        again = parties_of([(Column.RESPONSIBLE, Passage.whole(margin + text, there).stripped())])
        for one, other in zip((first.leads, first.partners), (again.leads, again.partners), strict=True):
            assert [p.text for p in one] == [p.text for p in other]
            for a, b in zip(one, other, strict=True):
                printed = "".join((margin + text)[s.start : s.end] for s in b.spans)
                assert "".join(printed.split()) == b.text
                assert {s.spot for s in b.spans} == {there}
                assert [(s.start + len(margin), s.end + len(margin)) for s in a.spans] == [
                    (s.start, s.end) for s in b.spans
                ]


_CELLS = st.lists(
    st.builds(
        Cell,
        text=st.sampled_from(["", "甲", "乙"]),
        row=st.integers(0, 4),
        column=st.integers(0, 4),
        row_span=st.integers(1, 3),
        column_span=st.integers(1, 3),
    ),
    max_size=8,
    unique_by=lambda c: (c.row, c.column),
)


@given(cells=_CELLS)
def test_a_grid_gives_at_each_place_the_first_cell_that_covers_it(cells: list[Cell]) -> None:
    grid = Grid(cells)
    for row in range(6):
        for column in range(6):
            covering = [
                c for c in cells if c.row <= row < c.row + c.row_span and c.column <= column < c.column + c.column_span
            ]
            inside = row < grid.rows and column < grid.columns
            assert grid.at(row, column) is (covering[0] if covering and inside else None)
        seen = [grid.at(row, column) for column in range(6)]
        assert list(grid.row(row)) == [c for k, c in enumerate(seen) if c is not None and c not in seen[:k]]


def test_evidence_is_made_when_somebody_asks_and_is_the_same_each_time() -> None:
    head = ["序号", "项目名称", "项目内容", "完成时限", "主办单位", "协办单位"]
    rows = [
        [str(n), f"道路{n}", f"改造道路{n}公里。", "10月底前", "县教育局", "县财政局、县民政局"] for n in range(1, 4)
    ]
    cells = [Cell(text=t, row=r, column=c) for r, row in enumerate([head, *rows]) for c, t in enumerate(row)]
    reading = interpret(SourceDocument(blocks=[Paragraph("关于办好2024年民生实事的通知"), Grid(cells)]))
    assert isinstance(reading.evidence, Later)
    assert reading.evidence == tuple(reading.evidence)
    for n, project in enumerate(reading.plan.projects):
        for k, partner in enumerate(project.partners):
            (found,) = reading.of(f"$.projects[{n}].partners[{k}]")
            assert (found.text, found.places[0].row, found.places[0].column) == (partner, n + 2, "协办单位")
        (target,) = reading.of(f"$.projects[{n}].targets[0]")
        assert target.text == project.targets[0].text
        assert project.targets[0].id == f"{project.no}.t1"
