"""PDF files: tables with lines and without, over several pages, are one table; what belongs to the pages stands aside."""

from __future__ import annotations

import zlib

import pytest

from minsheng.errors import Unreadable
from minsheng.intake import Grid
from minsheng.intake.readers.pdf_page import Line, Word, lines_of, outside, paragraphs
from minsheng.intake.readers.pdf_table import JoinedTable, LinedTable, OpenTable
from tests.intake.readers.samples import MADE, aside, codes, grids, laid, made, printed, source, texts


@pytest.fixture(scope="module")
def lined() -> list[list[str]]:
    return printed(grids(made("lined.pdf"))[0])


def test_the_paragraphs_are_whole_and_the_table_is_one() -> None:
    document = made("lined.pdf")
    assert texts(document) == texts(made("lined.docx"))
    (grid,) = grids(document)
    assert {cell.page for cell in grid.cells} == {1, 2, 3, 4}


def test_a_table_with_lines_says_what_the_word_document_says(lined: list[list[str]]) -> None:
    assert lined == printed(grids(made("lined.docx"))[0])


def test_merged_cells_and_a_header_of_two_rows_are_kept() -> None:
    cells = laid(grids(made("lined.pdf"))[0])
    assert ("责任落实", 0, 4, 1, 2) in cells
    assert ("序号", 0, 0, 2, 1) in cells
    assert ("县交运局", 2, 4, 3, 1) in cells


def test_a_table_without_lines_says_the_same() -> None:
    document = made("bare.pdf")
    (grid,) = grids(document)
    word = printed(grids(made("lined.docx"))[0])
    assert printed(grid) == [[*word[0][:4], *word[1][4:]], *word[2:]]
    assert texts(document) == texts(made("lined.docx"))


def test_page_numbers_and_headers_stand_aside() -> None:
    assert sorted(set(aside(made("lined.pdf")))) == [
        ("页眉", "甲县人民政府公报"), ("页码", "1"), ("页码", "2"), ("页码", "3"), ("页码", "4"),
    ]  # fmt: skip


def test_a_place_names_the_page() -> None:
    document = made("lined.pdf")
    spot = next(s for s in document.spots() if "600公里" in document.text(s))
    assert document.place(spot).text("zh") == "《lined.pdf》第4页表格第17行"


def pdf_of(stream: bytes, *, extra: str = "", page: str = "", raw: str = "", fonts: str = "") -> bytes:
    """A page with this content; `raw` are the stream's keys, `fonts` are beside Helvetica, /F1."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R{fonts}>>{extra}>>{page}>>".encode(),
        f"<</Length {len(stream)}{raw}>>stream\n".encode() + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for n, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{n} 0 obj".encode() + b"\n" + part + b"\nendobj\n"
    table = b"".join(f"{at:010} 00000 n \n".encode() for at in places)
    end = f"trailer<</Root 1 0 R/Size 6>>\nstartxref\n{len(body)}\n%%EOF\n".encode()
    return body + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def test_text_of_another_program_is_read() -> None:
    assert texts(source(pdf_of(b"BT /F1 12 Tf 72 700 Td (Livelihood 2024) Tj ET"))) == ["Livelihood 2024"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf_of(b""), "intake.no-text-layer"),
        (b"%PDF-1.4\nnothing behind", "intake.broken-file"),
        ((MADE / "lined.pdf").read_bytes()[:4_000], "intake.broken-file"),
    ],
)
def test_a_scan_or_a_broken_file_is_refused_with_what_to_do(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        source(data)
    assert caught.value.code in (code, "intake.no-text-layer")
    assert caught.value.mend("zh")


def test_a_stream_that_swells_is_refused_within_its_memory() -> None:
    bomb = zlib.compress(zlib.compress(b" " * 1_000_000_000, 9), 9)
    with pytest.raises(Unreadable):
        source(pdf_of(bomb, raw="/Filter[/FlateDecode/FlateDecode]"))


def test_one_file_may_not_hold_its_reader_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    from minsheng.intake.readers import apart

    with pytest.raises(Unreadable) as caught:
        apart.run("minsheng.intake.readers.pdf_words", b"%PDF", file="a.pdf", format="PDF", seconds=0)
    assert caught.value.code == "intake.too-slow"


# pages as they are taken out of a file: text, left and right end, top and bottom


def word(text: str, x0: float, top: float, size: float = 10.0) -> Word:
    return Word(text, x0, x0 + size * len(text), top, top + size)


def test_words_on_one_height_are_a_line_and_wide_gaps_part_its_pieces() -> None:
    lines = lines_of([word("乙", 300, 11), word("甲县", 100, 10), word("政府", 121, 10), word("下", 100, 40)], 1)
    assert [[piece.text for piece in line.pieces] for line in lines] == [["甲县政府", "乙"], ["下"]]


def test_a_line_that_reached_the_margin_goes_on_and_a_numbered_or_indented_one_begins() -> None:
    full = "县" * 40
    lines = [
        Line((word(text, x0, 20.0 * n),), 1)
        for n, (text, x0) in enumerate(
            [(full, 100), ("后半句。", 100), (full, 100), ("一、道路", 100), (full, 100), ("段首", 120)]
        )
    ]
    assert [len(text) for text, _ in paragraphs(lines, {1: (100, 500)})] == [44, 40, 4, 40, 2]


def test_only_what_stands_at_the_edge_of_pages_belongs_to_them() -> None:
    pages = [
        [Line((word("公报", 100, 20),), n), Line((word(f"—{n}—", 300, 800),), n), Line((word("12", 100, 400),), n)]
        for n in (1, 2)
    ]
    found = outside(pages, [842, 842])
    assert sorted(found.values()) == ["页眉", "页眉", "页码", "页码"]


def table(page: int, rows: list[list[str]], columns: tuple[float, ...] = (100, 150, 204)) -> LinedTable:
    """Two points of space at the edges of each cell, so that five characters of ten have room in the second column."""
    boxes, words = [], []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            boxes.append((columns[c], 100 + 20.0 * r, columns[c + 1], 120 + 20.0 * r))
            words.append([word(text, columns[c] + 2, 105 + 20.0 * r)] if text else [])
    return LinedTable(boxes, words, page)


def joined(*tables: LinedTable) -> tuple[Grid, list[tuple[int, int]]]:
    whole = JoinedTable(tables[0])
    for other in tables[1:]:
        assert whole.continues(other)
        whole.add(other)
    return whole.grid(), whole.joined


def test_a_repeated_header_is_dropped_and_the_rows_follow_each_other() -> None:
    head = ["序号", "项目名称"]
    grid, over = joined(table(1, [head, ["1", "道路"]]), table(2, [head, ["2", "站亭"]]), table(3, [["3", "养老"]]))
    assert printed(grid) == [head, ["1", "道路"], ["2", "站亭"], ["3", "养老"]]
    assert not over


def test_a_row_that_goes_over_the_page_break_is_one_row() -> None:
    grid, over = joined(
        table(1, [["序号", "项目名称"], ["1", "全县乡村道"]]), table(2, [["", "路提升工程"], ["2", "站亭"]])
    )
    assert printed(grid) == [["序号", "项目名称"], ["1", "全县乡村道路提升工程"], ["2", "站亭"]]
    assert over == [(1, 1)]


def test_what_ends_before_the_page_break_and_begins_behind_it_stays_two_lines() -> None:
    grid, over = joined(
        table(1, [["项目", "责任单位"], ["道路", "交通局"]]), table(2, [["", "水务局"], ["站亭", "住建局"]])
    )
    assert printed(grid)[1] == ["道路", "交通局\n水务局"]
    assert over == [(1, 1)]


def test_tables_of_other_columns_are_other_tables() -> None:
    assert not JoinedTable(table(1, [["序号", "名称"]])).continues(table(2, [["序号", "名称"]], (100, 180, 204)))


def test_a_table_without_lines_that_has_nothing_but_its_header_is_an_empty_table() -> None:
    header = Line((word("序号", 100, 100), word("项目内容", 200, 100), word("主办单位", 320, 100)), 1)
    assert printed(OpenTable(header).grid()) == [["序号", "项目内容", "主办单位"]]


def test_a_number_in_the_middle_of_its_row_is_that_of_the_whole_row() -> None:
    header = Line((word("序号", 100, 100), word("项目内容", 200, 100), word("主办单位", 320, 100)), 1)
    assert OpenTable.is_header(header)
    rows = OpenTable(header)
    for top, pieces in ((130, [("改造道路约", 190)]), (142, [("1", 105), ("县交运局", 320)]), (154, [("四百公里。", 190)]), (190, [("新建站", 190)]), (202, [("2", 105), ("县住建局", 320)]), (214, [("五十处。", 190)])):  # fmt: skip
        assert rows.takes(Line(tuple(word(text, x0, top) for text, x0 in pieces), 1))
    assert printed(rows.grid())[1:] == [
        ["1", "改造道路约四百公里。", "县交运局"],
        ["2", "新建站\n五十处。", "县住建局"],
    ]


def test_a_line_across_the_columns_ends_a_table_without_lines() -> None:
    header = Line((word("序号", 100, 100), word("项目内容", 200, 100), word("主办单位", 320, 100)), 1)
    rows = OpenTable(header)
    assert not rows.takes(Line((word("注：以上项目均为虚构，数字以实际为准，请认真组织。", 100, 130),), 1))
    assert rows.takes(header)


def test_a_finding_tells_which_row_was_joined() -> None:
    assert set(codes(made("lined.pdf"))) <= {"rows-joined"}
