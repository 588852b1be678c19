"""Text of rendered files, each read by something else than what wrote it."""

from __future__ import annotations

import io
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.silent += tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def html_text(data: bytes | str) -> str:
    """What a page says; markup is none of it."""
    return "".join(_parsed(data).parts)


def html_tags(data: bytes | str) -> list[tuple[str, dict[str, str | None]]]:
    """Every tag with its attributes."""
    return _parsed(data).tags


def _parsed(data: bytes | str) -> _Text:
    parser = _Text()
    parser.feed(data.decode("utf-8") if isinstance(data, bytes) else data)
    parser.close()
    return parser


def docx_part(data: bytes, name: str) -> ElementTree.Element:
    """One member of a Word file, parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return ElementTree.fromstring(package.read(name))


def docx_text(data: bytes) -> str:
    """What a Word file says, paragraph by paragraph."""
    body = docx_part(data, "word/document.xml")
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in body.iter(f"{W}p"))


def docx_tables(data: bytes) -> list[list[list[str]]]:
    """The tables of a Word file: rows of cells."""
    body = docx_part(data, "word/document.xml")
    return [
        [
            ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in row.findall(f"{W}tc")]
            for row in table.findall(f"{W}tr")
        ]
        for table in body.iter(f"{W}tbl")
    ]


def json_text(data: bytes) -> str:
    """Every string of a JSON file."""
    import json

    def strings(value: object) -> list[str]:
        if isinstance(value, str):
            return [value]
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return [text for part in inner for text in strings(part)]

    return "\n".join(strings(json.loads(data)))
