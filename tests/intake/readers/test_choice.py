"""Which reader reads a file: told by what stands in it, a caller's own first, those of others by entry point."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import minsheng as ms
from minsheng.errors import MissingExtra, Unreadable
from minsheng.intake import BrokenReader, Paragraph, SourceDocument, installed_readers, read_source
from minsheng.intake.readers.kinds import kind_of
from tests.intake.documents import HEAD, ROWS, tabbed
from tests.intake.readers.samples import MADE, WORD, html_of, xlsx_of, zipped
from tests.plugins.installed import install

READER = """
from minsheng.intake import Paragraph, SourceDocument

class Ofd:
    format = "ofd"

    def accepts(self, data, *, file):
        return data.startswith(b"OFD!")

    def read(self, data, *, file):
        return SourceDocument(blocks=[Paragraph(data[4:].decode(), 1)], file=file, format="ofd")
"""


class Upper:
    """A reader that a program passes."""

    format = "upper"

    def accepts(self, data: bytes, *, file: str) -> bool:
        return data[:1] == b"U"

    def read(self, data: bytes, *, file: str) -> SourceDocument:
        return SourceDocument(
            blocks=[Paragraph(line) for line in data[1:].decode().split("\n")], file=file, format="upper"
        )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("附件".encode(), "txt"),
        (WORD, "docx"),
        (xlsx_of("<sheetData/>"), "xlsx"),
        (zipped({"a.txt": "b"}), "zip"),
        ((MADE / "book.ods").read_bytes(), "ods"),
        ((MADE / "book.xls").read_bytes(), "xls"),
        (html_of().encode("gb18030"), "html"),
        (html_of().encode("utf-16"), "html"),
        (b"\n <!-- a --><?xml version='1.0'?>\n<HTML>", "html"),
        (b"<p class='a'>", "html"),
        ("<通知>".encode(), "txt"),
        (b"<plan><a/></plan>", "txt"),
        (b"\xef\xbb\xbf%PDF-1.4", "pdf"),
        (b"{\\rtf1", "rtf"),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="x">', "Word XML"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"MIME-Version: 1.0\n", "MHTML"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000), "ole"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le"), "locked"),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_bytes(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.exe", ""])
def test_the_name_of_a_file_tells_nothing(tmp_path: Path, name: str) -> None:
    assert read_source(WORD, name=name).format == "docx"
    assert read_source(tabbed((HEAD, *ROWS)), name=name).format == "txt"


def test_a_reader_that_is_passed_is_asked_first() -> None:
    assert read_source(b"U\xe5\x8e\xbf", readers=[Upper()]).format == "upper"
    assert read_source(WORD, readers=[Upper()]).format == "docx"
    notice = b"U" + tabbed((HEAD, *ROWS), "甲县人民政府关于办好2024年民生实事的通知").replace(b"\n\t", b"\t")
    assert len(ms.read(notice, readers=[Upper()]).plan.projects) == len(ROWS)  # its lines are the rows of a table
    with pytest.raises(Unreadable):  # read, but no list of projects
        ms.read("U关于2024年放假安排的通知".encode(), readers=[Upper()])


def test_a_reader_of_somebody_else_is_found_and_a_broken_one_names_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ofd_reader.py").write_text(READER, "utf-8")
    (tmp_path / "broken_reader.py").write_text("class Half:\n    format = 'half'\n", "utf-8")
    points = {"ofd": "ofd_reader:Ofd", "half": "broken_reader:Half", "gone": "no_such_module:X"}
    install(tmp_path, "their-readers", {"minsheng.readers": points})
    monkeypatch.syspath_prepend(tmp_path)
    assert (
        read_source(b"OFD!\xe9\x99\x84\xe4\xbb\xb6", name="a.ofd").text(next(read_source("附件".encode()).spots()))
        == "附件"
    )
    installed = installed_readers()
    assert "ofd" in installed.formats
    assert {dict(f.fields)["reader"] for f in installed.findings} == {"half", "gone"}
    assert "missing: accepts, read" in installed.findings[1].message("en")
    document = read_source("附件".encode())  # the others work on, and what is broken is told
    assert [f.code for f in document.findings] == ["intake.broken-reader"] * 2


class Careless(Upper):
    def read(self, data: bytes, *, file: str) -> SourceDocument:
        raise ZeroDivisionError("oh")


class Wrong(Upper):
    def read(self, data: bytes, *, file: str) -> SourceDocument:
        return "text"  # type: ignore[return-value] # what an untyped plug-in may do


class Blind(Upper):
    def accepts(self, data: bytes, *, file: str) -> bool:
        raise OSError("no")


@pytest.mark.parametrize(
    ("reader", "why"), [(Careless(), "ZeroDivisionError: oh"), (Wrong(), "read gave str"), (Blind(), "OSError: no")]
)
def test_a_reader_that_fails_is_named_with_what_it_raised(reader: Upper, why: str) -> None:
    with pytest.raises(BrokenReader) as caught:
        read_source(b"Ua", readers=[reader])
    assert why in str(caught.value)
    assert type(reader).__name__ in str(caught.value)
    assert caught.value.mend("zh")


def test_what_is_no_reader_is_refused_as_one() -> None:
    with pytest.raises(BrokenReader, match="missing: format, accepts, read"):
        read_source(b"a", readers=[object()])  # type: ignore[list-item] # the point of the test


@pytest.mark.parametrize(
    ("module", "extra", "data"),
    [
        ("selectolax", "html", html_of().encode()),
        ("xlrd", "xls", (MADE / "book.xls").read_bytes()),
        ("pdfplumber", "pdf", (MADE / "bare.pdf").read_bytes()),
    ],
)
def test_a_format_that_needs_a_package_says_how_to_get_it(module: str, extra: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(data)
    code = (
        f"import sys; sys.modules[{module!r}] = None\nimport minsheng as ms\n"
        f"try: ms.read({str(path)!r})\nexcept ms.MinshengError as error: print(type(error).__name__, error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(MissingExtra.__name__), done.stdout
    assert f'pip install "minsheng[{extra}]"' in done.stdout
