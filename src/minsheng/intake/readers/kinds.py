"""What kind of file some bytes are (文件类型), told by what stands in them, never by the file's name."""

from __future__ import annotations

import re

from minsheng.intake.readers.ole import MAGIC, names_in

_ZIP = b"PK\x03\x04"
_MARKS = {
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"\x7fELF": "ELF",
    b"MZ\x90": "EXE",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"\x1f\x8b": "gzip",
    b"%OFD": "OFD",
    b"SQLite format 3": "SQLite",
    b"MIME-Version:": "MHTML",
    b"From: <Saved by": "MHTML",
}
_PARTS = {
    "docx": b"word/document.xml",
    "xlsx": b"xl/workbook.xml",
    "xlsb": b"xl/workbook.bin",
    "pptx": b"ppt/presentation.xml",
    "OFD": b"OFD.xml",
}
"""Names of parts stand unpacked in an archive's directory."""
_MEDIA = {
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odt": b"application/vnd.oasis.opendocument.text",
    "epub": b"application/epub+zip",
}
_STREAMS = {
    "EncryptedPackage": "locked",
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
}
_BEFORE = re.compile(r"(?:\s+|<\?xml[^>]{0,200}\?>|<!--(?:(?!-->).){0,2000}-->|<!\[if[^>]{0,200}>)*", re.DOTALL)
_PAGE = re.compile(
    r"<(?:!doctype\s+html|/?(?:html|head|body|table|meta|div|p|title|style|script|center|h[1-6]|span|ul|ol|font|br|link|base|form|section|article)[\s/>])",
    re.IGNORECASE,
)
_XML = re.compile(r"<(?:\w+:)?(wordDocument|Workbook|package)[\s>]")
_HEAD = 8_192


def kind_of(data: bytes) -> str:
    """The kind of a file by its bytes: txt, html, docx, xlsx, xls, ods, pdf, doc, rtf, or the name of one that nobody here reads.

    >>> kind_of("附件".encode()), kind_of(b"%PDF-1.7"), kind_of("\\ufeff<!-- a --> <Table >".encode("utf-16-le"))
    ('txt', 'pdf', 'html')
    """
    if data.startswith(_ZIP):
        head = data[:200]
        found = next((kind for kind, medium in _MEDIA.items() if medium in head), "")
        return found or next((kind for kind, part in _PARTS.items() if part in data), "zip")
    if data.startswith(MAGIC):
        names = names_in(data)
        return next((kind for name, kind in _STREAMS.items() if name in names), "ole")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return name
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    text = head.replace(b"\0", b"").decode("ascii", "replace")
    start = _BEFORE.match(text)
    at = start.end() if start is not None else 0
    if _PAGE.match(text, at):
        return "html"
    if (found_xml := _XML.search(text[:2_000])) is not None and text[at : at + 1] == "<":
        return {"wordDocument": "Word XML", "Workbook": "Excel XML", "package": "Word XML"}[found_xml[1]]
    return "txt"
