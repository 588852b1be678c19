"""Readers tell a file by its content, keep spans, and refuse what is hostile with one clear error."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from minsheng.errors import MinshengError, Unreadable
from minsheng.intake import Grid, Paragraph, read, read_source
from tests.intake.documents import HEAD, ROWS, cell, docx_of, tabbed, table

WORD = docx_of(table([[cell(t) for t in row] for row in (HEAD, *ROWS)]))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_is_read_in_any_encoding_of_chinese_offices(encoding: str) -> None:
    data = tabbed((HEAD, *ROWS)).decode().encode(encoding)
    assert read(data).plan == read(tabbed((HEAD, *ROWS))).plan


def test_line_ends_of_windows_make_no_difference() -> None:
    data = tabbed((HEAD, *ROWS))
    assert read(data.replace(b"\n", b"\r\n")).plan == read(data).plan


def test_the_content_tells_the_format_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(WORD)
    assert read_source(path).format == "docx"
    assert read(path).plan == read(tabbed((HEAD, *ROWS))).plan


def test_word_cells_over_rows_and_columns_stand_once_with_their_spans() -> None:
    rows = [
        [cell("责任", span=2), cell("时限", merge="restart")],
        [cell("领导"), cell("单位"), cell("", merge="continue")],
    ]
    (grid,) = [b for b in read_source(docx_of(table(rows))).blocks if isinstance(b, Grid)]
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells] == [
        ("责任", 0, 0, 1, 2),
        ("时限", 0, 2, 2, 1),
        ("领导", 1, 0, 1, 1),
        ("单位", 1, 1, 1, 1),
    ]


def test_paragraphs_of_a_word_cell_are_parted_as_in_a_text_file() -> None:
    (grid,) = [
        b
        for b in read_source(docx_of(table([[cell("县财政局\n\n县交运局"), cell("县教育局")]]))).blocks
        if isinstance(b, Grid)
    ]
    assert grid.cells[0].text == "县财政局\n\n县交运局"


def test_deleted_text_is_gone_and_inserted_text_is_there() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
        "<w:r><w:t>的</w:t></w:r></w:p>"
    )
    assert read_source(docx_of(body)).blocks[-1] == Paragraph("新的", 2)


REFUSED = {
    "empty": (b"", "intake.empty"),
    "blank": (b" \n\t\n", "intake.empty"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "intake.no-reader"),
    "pdf": (b"%PDF-1.4\n", "intake.broken-file"),
    "html": (b"<!DOCTYPE html><html></html>", "intake.empty"),
    "slides": (b"PK\x03\x04ppt/presentation.xml", "intake.no-reader"),
    "locked": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2000, "intake.old-or-locked"),
    "program": (bytes(range(256)) * 40, "intake.not-text"),
    "half": (WORD[: len(WORD) // 2], "intake.broken-archive"),
    "entities": (
        docx_of("<w:p/>", prolog='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hosts">]>'),
        "intake.forbidden-xml",
    ),
    "deep": (docx_of("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000), "intake.too-deep"),
    "many": (docx_of("<w:p/>", parts={f"word/x{i}.xml": b"" for i in range(4001)}), "intake.too-many-parts"),
    "inflated": (docx_of("<w:p/>", parts={"word/media/x.bin": b" " * 170_000_000}), "intake.too-large-unpacked"),
    "big part": (docx_of("<w:p/>", parts={"word/x.xml": b" " * 41_000_000}), "intake.too-large-unpacked"),
    "large": ("改造里程约400公里，\n".encode() * 800_000, "intake.too-large"),
    "long": ("改造里程约400公里，".encode() * 200_000, "intake.line-too-long"),
    "no list": ("关于放假的通知\n2024年放假三天。\n".encode(), "intake.no-projects"),
    "no year": (tabbed((HEAD[:3] + HEAD[4:],), "关于办好民生实事的通知"), "intake.no-year"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_read_is_refused_with_its_name_and_why(name: str) -> None:
    data, code = REFUSED[name]
    with pytest.raises(Unreadable) as caught:
        read(data, name="a.docx")
    assert caught.value.code == code
    assert "a.docx" in caught.value.message("zh")
    assert "a.docx" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("missing.docx", "errors.no-such-file"),
        ("no/folder/a.txt", "errors.no-such-file"),
        (".", "errors.is-folder"),
        ("a" * 300, "errors.not-opened"),
        ("a\0b", "errors.not-opened"),
    ],
)
def test_a_file_that_can_not_be_opened_is_our_own_error_with_its_name_and_a_mend(
    tmp_path: Path, name: str, code: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        read(tmp_path / name)
    assert caught.value.code == code
    assert str(caught.value.fields["file"]) == str(tmp_path / name)
    assert caught.value.mend("zh")
    assert caught.value.mend("en")


def test_a_directory_that_lies_about_a_size_is_a_broken_archive() -> None:
    data = bytearray(WORD)
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (7).to_bytes(4, "little")
    with pytest.raises(Unreadable) as caught:
        read(bytes(data))
    assert caught.value.code == "intake.broken-archive"


def test_names_of_parts_that_point_elsewhere_write_nothing(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "notice.docx"
    path.parent.mkdir()
    path.write_bytes(docx_of(table([[cell(t) for t in row] for row in (HEAD, *ROWS)]), parts={"../../evil.txt": b"x"}))
    assert len(read(path).plan.projects) == 2
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["deep", "notice.docx"]


def test_any_cut_or_changed_byte_of_a_word_file_gives_our_own_error_or_a_reading() -> None:
    for at in range(0, len(WORD), 37):
        for data in (WORD[:at], WORD[:at] + bytes([WORD[at] ^ 0xFF]) + WORD[at + 1 :]):
            try:
                read(data)
            except MinshengError:
                continue


def test_control_and_bidi_characters_are_taken_out_and_reported() -> None:
    reading = read(tabbed((HEAD, *ROWS)).decode().replace("县交运局", "县\u202e交\u200b运\0局").encode())
    assert reading.plan.project("1").leads == ("县交运局",)
    assert {f.code for f in reading.findings} == {"intake.hidden-characters"}
    assert "U+202E" in reading.findings[0].message()


def test_a_text_file_is_read_without_the_word_library() -> None:
    code = (
        "import sys, minsheng as ms\n"
        f"ms.read({tabbed((HEAD, *ROWS))!r})\n"
        "print(*[m for m in ('docx', 'lxml', 'zipfile') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() in ([], ["zipfile"])


def test_a_word_file_is_read_without_the_word_library(tmp_path: Path) -> None:
    path = tmp_path / "notice.docx"
    path.write_bytes(WORD)
    code = f"import sys; sys.modules['docx'] = sys.modules['lxml'] = None\nimport minsheng as ms\nprint(len(ms.read({str(path)!r}).plan.projects))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["2"]


def test_an_archive_that_holds_no_document_is_named() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "附件")
    with pytest.raises(Unreadable, match="zip"):
        read(buffer.getvalue())
