"""Readers (读取器): any format → the same `SourceDocument`. The type is told by content, never by the file's name."""

from __future__ import annotations

from pathlib import Path

from minsheng.errors import Unreadable
from minsheng.intake.readers import limits
from minsheng.intake.source import SourceDocument

__all__ = ["format_of", "read_source"]

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OTHER = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"{\\rtf": "RTF",
    b"\x7fELF": "ELF",
    b"MZ\x90": "EXE",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"\x1f\x8b": "gzip",
}


def format_of(data: bytes) -> str:
    """The format of a file by its first bytes: txt, docx, zip, ole, or the name of one that can not be read.

    >>> format_of("附件".encode()), format_of(b"%PDF-1.7")
    ('txt', 'PDF')
    """
    if data.startswith(_ZIP):
        # names of parts stand unpacked in the archive's directory
        kinds = {"docx": b"word/document.xml", "xlsx": b"xl/workbook.xml", "pptx": b"ppt/presentation.xml"}
        return next((kind for kind, part in kinds.items() if part in data), "zip")
    if data.startswith(_OLE):
        return "ole"
    for mark, name in _OTHER.items():
        if data.startswith(mark):
            return name
    head = data[:4000].removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta")):
        return "HTML"
    return "txt"


def read_source(source: str | Path | bytes, *, name: str = "") -> SourceDocument:
    """A file, or its bytes, as a document of paragraphs and grids.

    Args:
        source: path of the file, or what stands in it.
        name: name for places and messages where bytes are given; for a path its own.

    Raises:
        Unreadable: not there, not to be opened, empty, too large, broken, locked, or of a format that has no reader.
        MissingExtra: the format needs a package that is not installed.
    """
    if isinstance(source, bytes):
        data, file = source, name
    else:
        path = Path(source)
        file = name or path.name
        try:
            with path.open("rb") as opened:
                data = opened.read(limits.FILE + 1)
        except (OSError, ValueError) as error:  # a name with a NUL is a ValueError
            raise Unreadable.opening(path, error) from error
    limits.check("intake.too-large", len(data), limits.FILE, file=file)
    if not data.strip():
        raise Unreadable("intake.empty", file=file)
    found = format_of(data)
    if found == "txt":
        from minsheng.intake.readers.txt import read_txt

        return read_txt(data, file=file)
    if found == "docx":
        from minsheng.intake.readers.docx import read_docx

        return read_docx(data, file=file)
    if found == "ole":
        raise Unreadable("intake.old-or-locked", file=file)
    raise Unreadable("intake.no-reader", file=file, format=found)
