"""Every input is hostile until it is read: bombs, lies and traps are refused in one message, or do nothing.

A small set of our own; and, where the folder of hostile files stands beside this repository, each of them under its caps.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from minsheng.errors import Unreadable
from minsheng.intake import read, read_source
from tests.intake.documents import HEAD, ROWS, TITLE, cell, docx_of, table
from tests.intake.readers.samples import MADE, WORD, html_of, ods_of, rows_of, texts, xlsx_of, zipped
from tests.package.sources import ROOT

SHARED = ROOT.parent / "shared" / "hostile"
PROGRAM = Path(sys.executable).with_name("minsheng")
LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
SECRET = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hosts">]>'
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def replaced(data: bytes, part: str, text: str | bytes) -> bytes:
    """The archive with another part of that name."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {part: text})


BOOK = xlsx_of(rows_of((TITLE,), HEAD, *ROWS))
REFUSED = {
    "laughing strings": (
        replaced(BOOK, "xl/strings.xml", f'{LAUGHS}<sst xmlns="{_SHEET}"><si><t>&b;</t></si></sst>'),
        "forbidden-xml",
    ),
    "a secret in a sheet": (
        replaced(BOOK, "xl/worksheets/s0.xml", f'{SECRET}<worksheet xmlns="{_SHEET}"/>'),
        "forbidden-xml",
    ),
    "a document type behind a long comment": (
        docx_of("<w:p/>", prolog=f"<!--{' ' * 200_000}-->{SECRET}"),
        "forbidden-xml",
    ),
    "a document type in utf-16": (
        replaced(WORD, "word/document.xml", f"<?xml version='1.0' encoding='utf-16'?>{SECRET}<a/>".encode("utf-16")),
        "forbidden-xml",
    ),
    "a document type in a workbook of LibreOffice": (
        replaced(ods_of(""), "content.xml", f'{LAUGHS}<o:document-content xmlns:o="{_OFFICE}"/>'),
        "forbidden-xml",
    ),
    "a part that swells": (replaced(BOOK, "xl/worksheets/s0.xml", b" " * 41_000_000), "too-large-unpacked"),
    "parts that swell together": (
        zipped({"word/document.xml": "<a/>"} | {f"a{n}.bin": bytes(33_000_000) for n in range(5)}),
        "too-large-unpacked",
    ),
    "nothing but elements": (
        docx_of("<w:p/>" * 1_300_000),
        "too-many-tags",
    ),
    "elements within elements": (docx_of("<w:ins>" * 1_000 + "</w:ins>" * 1_000), "too-deep"),
    "a workbook within elements": (replaced(BOOK, "xl/workbook.xml", "<a>" * 5_000 + "</a>" * 5_000), "too-deep"),
    "a table that spans everything": (
        docx_of(table([[cell("甲", span=999) for _ in range(999)] for _ in range(3)])),
        "too-many-cells",
    ),
    "an encoding that nobody knows": (
        replaced(BOOK, "xl/workbook.xml", "<?xml version='1.0' encoding='x-none'?><a/>"),
        "broken-file",
    ),
    "a workbook that is none": (replaced(BOOK, "xl/workbook.xml", "<workbook"), "broken-file"),
    "an old workbook cut in half": ((MADE / "book.xls").read_bytes()[:3_000], "old-or-locked"),
    "an old container with a loop": (
        (lambda d: d[:512] + b"\x00\x00\x00\x00" * 128 + d[1024:])((MADE / "book.xls").read_bytes()),
        "",
    ),
    "a page of nothing but tags": (b"<html>" + b"<p>" * 1_000_001, "too-many-tags"),
    "a workbook of too many cells": (
        xlsx_of("<sheetData>" + "<row><c><v>1</v></c></row>" * 600_001 + "</sheetData>"),
        "too-many-cells",
    ),
    "a very long cell": (xlsx_of(rows_of(("甲" * 1_100_000,))), "line-too-long"),
    "a very long paragraph of a page": (("<p>" + "甲" * 1_100_000).encode(), "line-too-long"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_its_name_what_and_a_mend(name: str) -> None:
    data, code = REFUSED[name]
    with pytest.raises(Unreadable) as caught:
        read(data, name="通知.docx")
    assert caught.value.code == f"intake.{code}" or not code
    assert "通知.docx" in caught.value.message("zh")
    assert caught.value.mend("zh")
    assert caught.value.mend("en")


def test_a_directory_that_lies_about_a_size_is_a_broken_archive() -> None:
    for sound in (WORD, BOOK):
        data = bytearray(sound)
        at = data.rfind(b"PK\x01\x02")
        data[at + 24 : at + 28] = (7).to_bytes(4, "little")
        with pytest.raises(Unreadable) as caught:
            read_source(bytes(data))
        assert caught.value.code in ("intake.broken-archive", "intake.broken-file", "intake.empty")


def test_a_swelling_part_that_nobody_needs_is_not_unpacked() -> None:
    # its directory says 7 bytes; what it would unpack to is never looked at
    data = bytearray(replaced(WORD, "word/media/x.bin", zlib.compress(bytes(1_000_000))))
    assert len(read(bytes(data)).plan.projects) == 2


def test_external_things_are_not_fetched() -> None:
    page = html_of(
        before='<img src="http://127.0.0.1:9/a"><link rel=stylesheet href="http://127.0.0.1:9/b"><iframe src="file:///etc/hosts"></iframe>'
    )
    seen: list[str] = []
    sys.addaudithook(lambda event, _: seen.append(event) if event in ("socket.connect", "socket.getaddrinfo") else None)
    assert len(read(page.encode()).plan.projects) == 2
    assert len(read(WORD).plan.projects) == 2
    assert not seen


def test_names_of_parts_that_point_elsewhere_are_only_names() -> None:
    data = replaced(replaced(WORD, "../../evil.txt", b"x"), "/abs/evil.txt", b"x")
    assert len(read(data).plan.projects) == 2


def test_formulas_and_scripts_stay_the_text_that_they_are() -> None:
    bad = '=HYPERLINK("http://127.0.0.1:9")'
    document = read_source(xlsx_of(rows_of((bad.replace('"', "&quot;"),), ("&lt;script&gt;alert(1)&lt;/script&gt;",))))
    assert texts(document) == [bad, "<script>alert(1)</script>"]


def test_the_command_line_refuses_in_one_message_with_exit_2(tmp_path: Path) -> None:
    for name in ("laughing strings", "elements within elements", "an old workbook cut in half"):
        path = tmp_path / "a.bin"
        path.write_bytes(REFUSED[name][0])
        done = subprocess.run(
            [PROGRAM, "read", path, "--to", "json"], capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert (done.returncode, done.stdout) == (2, ""), name
        assert done.stderr.count("a.bin") == 1, done.stderr
        assert "Traceback" not in done.stderr


def _shared() -> list[str]:
    wanted = SHARED / "expected.json"
    return sorted(json.loads(wanted.read_text("utf-8"))) if wanted.is_file() else []


@pytest.mark.skipif(not _shared(), reason="the folder of hostile files is not there")
@pytest.mark.parametrize("name", _shared())
def test_each_hostile_file_meets_its_caps_and_what_is_expected(name: str) -> None:
    # in a process of its own, since a child is told to be as large as the process that started it
    command = [
        sys.executable,
        str(SHARED / "check_hostile.py"),
        "--run",
        f"{PROGRAM} read {{input}} --to json",
        "--only",
        name,
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
