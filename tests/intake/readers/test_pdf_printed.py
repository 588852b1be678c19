"""What programs print is read as what they printed: LibreOffice Writer and Calc, Chromium, turned pages; all made up.

``tests/documents/printed/make.py`` made the files. Of each the PDF is compared with its source, value by value.
"""

from __future__ import annotations

import pytest

from minsheng.errors import Unreadable
from minsheng.intake import dump_reading, read, read_source
from minsheng.intake.readers.pdf_chars import ordinary, overlaid
from minsheng.testing.notices import judge
from tests.intake.documents import DOCUMENTS
from tests.intake.readers.samples import aside, codes, grids, source, texts
from tests.intake.readers.test_pdf import pdf_of

PRINTED = DOCUMENTS / "printed"
PAIRS = {
    "narrow.pdf": "narrow.docx",
    "landscape.pdf": "landscape.docx",
    "sheet.pdf": "sheet.xlsx",
    "lines.pdf": "lines.html",
    "no-lines.pdf": "no-lines.html",
    "turned.pdf": "sheet.xlsx",
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_printed_notice_says_what_its_source_says(name: str) -> None:
    wanted, got = (dump_reading(read(PRINTED / file)) for file in (PAIRS[name], name))
    verdicts = judge(wanted, got)
    assert len(verdicts) > 120
    assert [str(v) for v in verdicts if v.state != "right"] == []


@pytest.mark.parametrize("name", PAIRS)
def test_its_table_is_one_though_it_goes_over_pages_and_what_belongs_to_the_pages_stands_aside(name: str) -> None:
    document = read_source(PRINTED / name)
    (grid,) = grids(document)
    numbers = [cell.text for cell in grid.cells if cell.column == 0 and cell.row > 0]
    assert [n for n in numbers if n.isdigit()] == [str(n) for n in range(1, 13)]
    assert len({cell.page for cell in grid.cells}) > 1
    assert not [text for text in texts(document) if "公报" in text or text.strip("—– ").isdigit()]


def test_a_character_that_a_font_names_by_its_twin_is_the_ordinary_one() -> None:
    assert ordinary("⽔利局⼾⻓⺠⻋戶") == "水利局户长民车户"
    assert ordinary("４５㎡①") == "４５㎡①", "nothing else is changed"


def test_a_raised_2_behind_a_metre_is_a_square_and_any_other_raised_figure_the_mark_of_a_note() -> None:
    document = source(
        pdf_of(
            b"BT /F1 12 Tf 72 700 Td (grounds of 500 m) Tj /F1 7 Tf 5 Ts (2) Tj /F1 12 Tf 0 Ts (, built) Tj /F1 7 Tf 5 Ts (1) Tj ET"
        )
    )
    assert texts(document) == ["grounds of 500 m², built"]
    assert aside(document) == [("注码", "1")]


def test_a_raised_figure_behind_a_figure_is_told() -> None:
    document = source(pdf_of(b"BT /F1 12 Tf 72 700 Td (schools: 12) Tj /F1 7 Tf 5 Ts (3) Tj ET"))
    assert texts(document) == ["schools: 12"]
    assert "raised-figure" in codes(document)


def test_text_that_is_not_printed_is_told_and_left_out() -> None:
    document = source(pdf_of(b"BT /F1 12 Tf 72 700 Td (Seen) Tj 3 Tr 0 -20 Td (unseen) Tj ET"))
    assert texts(document) == ["Seen"]
    assert ("不可见文字", "unseen") in aside(document)
    assert "unseen-text" in codes(document)


def test_a_page_whose_text_runs_upwards_is_turned() -> None:
    document = source(pdf_of(b"BT /F1 12 Tf 0 1 -1 0 300 100 Tm (Livelihood 2024) Tj 0 -20 Td (second) Tj ET"))
    assert texts(document) == ["Livelihood 2024", "second"]


UNNAMED = "/F2<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>]>>"


def test_a_file_whose_font_names_no_characters_is_refused_and_a_few_of_them_are_told() -> None:
    with pytest.raises(Unreadable) as caught:
        source(pdf_of(b"BT /F2 12 Tf 72 700 Td <00210022002300240025> Tj ET", fonts=UNNAMED))
    assert caught.value.code == "intake.no-text-layer"
    document = source(pdf_of(b"BT /F1 12 Tf 72 700 Td (Livelihood 2024 ) Tj /F2 12 Tf <0021> Tj ET", fonts=UNNAMED))
    assert texts(document) == ["Livelihood 2024□"]
    assert "unnamed-characters" in codes(document)


def test_text_that_is_printed_over_other_text_is_told() -> None:
    document = source(
        pdf_of(
            b"BT /F1 12 Tf 72 700 Td (roads) Tj ET BT /F1 12 Tf 73 701 Td (lamps) Tj ET BT /F1 12 Tf 72 600 Td (x) Tj ET"
        )
    )
    assert "overlaid-text" in codes(document)
    assert not overlaid([])


def test_a_row_that_the_pages_end_leaves_open_is_a_row() -> None:
    lines = (
        b"60 500 m 60 700 l S 200 500 m 200 700 l S 400 500 m 400 700 l S 60 700 m 400 700 l S 60 650 m 400 650 l S "
    )
    words = b"BT /F1 12 Tf 70 670 Td (No) Tj 150 0 Td (What) Tj -150 -60 Td (1) Tj 150 0 Td (roads) Tj ET"
    (grid,) = grids(source(pdf_of(lines + words)))
    assert [(cell.text, cell.row, cell.column) for cell in grid.cells] == [
        ("No", 0, 0), ("What", 0, 1), ("1", 1, 0), ("roads", 1, 1),
    ]  # fmt: skip


def test_a_text_that_runs_over_the_edge_of_its_cell_stays_whole() -> None:
    lines = b"60 600 280 100 re S 200 600 m 200 700 l S 60 650 m 340 650 l S "
    words = b"BT /F1 12 Tf 70 670 Td (No) Tj 140 0 Td (What) Tj -60 -50 Td (Livelihoods) Tj ET"
    (grid,) = grids(source(pdf_of(lines + words)))
    assert "Livelihoods" in [cell.text for cell in grid.cells]
