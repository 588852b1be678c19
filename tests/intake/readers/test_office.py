"""Old documents go through LibreOffice where it is; what it loses is noticed, and without it the way out is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from minsheng.errors import Unreadable
from minsheng.intake import read_source
from minsheng.intake.readers import office
from minsheng.intake.readers.doc_text import main_text
from minsheng.intake.readers.kinds import kind_of
from tests.intake.readers.samples import MADE, WORD, aside, grids, made, printed, source, texts

Needs = Callable[[str], str]


@pytest.mark.parametrize("name", ["lined.doc", "lined.rtf"])
def test_an_old_document_says_what_the_new_one_says(name: str, needs_program: Needs) -> None:
    needs_program("soffice")
    document, word = made(name), made("lined.docx")
    assert document.format == name[-3:]
    assert [printed(grid) for grid in grids(document)] == [printed(grid) for grid in grids(word)]
    assert texts(document) == texts(word)
    assert ("页眉", "甲县人民政府公报") in aside(document)


def test_a_document_of_wps_is_an_old_word_document(tmp_path: Path, needs_program: Needs) -> None:
    needs_program("soffice")
    path = tmp_path / "通知.wps"
    path.write_bytes((MADE / "lined.doc").read_bytes())
    assert grids(read_source(path))


def test_a_table_that_ends_a_rich_text_is_there(needs_program: Needs) -> None:
    needs_program("soffice")
    row = r"\trowd\cellx3000\cellx6000\intbl {}\cell {}\cell\row"
    data = r"{\rtf1\ansi\ansicpg936 \u30002?\u31243?\par" + row.format("1", "2") + row.format("3", "4") + "}"
    assert [printed(grid) for grid in grids(source(data))] == [[["1", "2"], ["3", "4"]]]


def test_the_old_file_itself_tells_its_text() -> None:
    text = main_text((MADE / "lined.doc").read_bytes())
    assert text.startswith("甲县2024年民生实事项目责任分工表\r")
    assert text.count("\x07") > 15 * 6
    assert main_text(b"") == main_text((MADE / "book.xls").read_bytes()) == ""


def test_what_was_lost_in_the_conversion_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        office, "_converted", lambda data, suffix, file: source(WORD)
    )  # a program that loses nearly all
    for name in ("lined.doc", "lined.rtf"):
        with pytest.raises(Unreadable) as caught:
            made(name)
        assert caught.value.code == "intake.lost-in-conversion"
        assert name in caught.value.message("zh")


def test_without_libreoffice_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_PLACES", ())
    with pytest.raises(Unreadable) as caught:
        made("lined.doc")
    assert caught.value.code == "intake.no-office"
    assert ".docx" in caught.value.mend("zh")


def test_what_libreoffice_can_not_open_is_refused(needs_program: Needs) -> None:
    needs_program("soffice")
    data = (MADE / "lined.doc").read_bytes()
    with pytest.raises(Unreadable):
        source(data[:512] + bytes(len(data) - 512 - 8_000) + data[-8_000:])


def test_a_locked_document_is_refused_as_locked() -> None:
    data = bytearray((MADE / "lined.doc").read_bytes())
    at = data.find(b"\xec\xa5")  # the head of the text, where its flags stand
    data[at + 11] |= 0x01
    with pytest.raises(Unreadable) as caught:
        source(bytes(data))
    assert caught.value.code == "intake.locked"


def test_kinds_are_told_by_what_stands_in_the_container() -> None:
    kinds = {
        name: kind_of((MADE / name).read_bytes())
        for name in ("lined.doc", "book.xls", "lined.rtf", "book.ods", "bare.pdf")
    }
    assert kinds == {"lined.doc": "doc", "book.xls": "xls", "lined.rtf": "rtf", "book.ods": "ods", "bare.pdf": "pdf"}
