"""Reader of OpenDocument workbooks (.ods): texts as their cells print them, spans, hidden rows and sheets."""

from __future__ import annotations

from minsheng.errors import Unreadable
from minsheng.intake.readers import limits
from minsheng.intake.readers.archive import Archive
from minsheng.intake.readers.kinds import kind_of
from minsheng.intake.readers.number_formats import printed
from minsheng.intake.readers.sheets import Sheet, document_of
from minsheng.intake.readers.xml_tree import Events
from minsheng.intake.source import SourceDocument

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _OFFICE, _STYLE = (f"{_OASIS}{name}:1.0 " for name in ("table", "text", "office", "style"))
_ROWS, _COLUMNS = 1_048_576, 16_384
_SIGNS = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
_BESIDE = {_OFFICE + "annotation": "批注", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 text-box": "文本框"}


class OdsReader:
    """Workbooks of LibreOffice and others."""

    format = "ods"

    def accepts(self, data: bytes, *, file: str) -> bool:
        return kind_of(data) == self.format

    def read(self, data: bytes, *, file: str) -> SourceDocument:
        """The visible sheets, in order.

        Raises:
            Unreadable: too large, broken, locked, or with forbidden XML.
        """
        archive = Archive(data, file=file, broken="intake.broken-file", format=self.format)
        if b"encryption-data" in (archive.part("META-INF/manifest.xml") or b""):
            raise Unreadable("intake.locked", file=file)
        content = archive.part("content.xml")
        if content is None:
            raise Unreadable("intake.broken-file", file=file, format=self.format)
        tables = _Tables(file)
        events = Events(tables.start, tables.end, tables.text, file=file)
        events.read(content, broken="intake.broken-file", format=self.format)
        return document_of(tables.sheets, file=file, format=self.format)


def _count(attributes: dict[str, str], name: str, most: int) -> int:
    value = attributes.get(name, "")
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() and len(value) < 9 else 1


class _Tables:
    """The tables of a workbook, as they come."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.sheets: list[Sheet] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._depth = 0
        """Tables within tables are text boxes or sub-tables; only the outer ones are sheets."""
        self._row = self._column = self._rows = 0
        self._first = 0
        self._cell: dict[str, str] = {}
        self._parts: list[str] = []
        self._takes = 0
        self._beside: list[str] = []
        self._kept: list[list[str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == _STYLE + "style":
            self._style = attributes.get(_STYLE + "name", "")
        elif tag == _STYLE + "table-properties":
            if attributes.get(_TABLE + "display") == "false":
                self._hidden_styles.add(self._style)
        elif tag == _TABLE + "table":
            self._depth += 1
            if self._depth == 1:
                hidden = attributes.get(_TABLE + "style-name", "") in self._hidden_styles
                self.sheets.append(Sheet(attributes.get(_TABLE + "name", ""), file=self._file, hidden=hidden))
                self._row = self._first = 0
        elif self._depth != 1:
            return
        elif tag == _TABLE + "table-column":
            n = _count(attributes, _TABLE + "number-columns-repeated", _COLUMNS)
            if attributes.get(_TABLE + "visibility", "visible") != "visible":
                self.sheets[-1].hidden_columns.append((self._first, self._first + n - 1))
            self._first += n
        elif tag == _TABLE + "table-row":
            self._rows = _count(attributes, _TABLE + "number-rows-repeated", _ROWS)
            self._column = 0
            if attributes.get(_TABLE + "visibility", "visible") != "visible":
                self.sheets[-1].hidden_rows.update(range(self._row, self._row + min(self._rows, limits.SPAN)))
        elif tag in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            self._cell = attributes
            self._parts.clear()
        elif tag in _BESIDE:
            self._beside.append(_BESIDE[tag])
            self._kept.append(list(self._parts))
            self._parts.clear()
        elif tag == _TEXT + "p":
            if self._parts:
                self._parts.append("\n")
            self._takes += 1
        elif tag == _TEXT + "s":
            self._parts.append(" " * _count(attributes, _TEXT + "c", 100))
        elif tag in _SIGNS:
            self._parts.append(_SIGNS[tag])

    def text(self, text: str) -> None:
        if self._takes:
            self._parts.append(text)

    def end(self, tag: str) -> None:
        if tag == _TABLE + "table":
            self._depth -= 1
        elif self._depth != 1:
            return
        elif tag == _TEXT + "p":
            self._takes -= 1
        elif tag in _BESIDE:
            if text := "".join(self._parts).strip():
                self.sheets[-1].beside.append((self._beside[-1], text))
            self._beside.pop()
            self._parts[:] = self._kept.pop()
        elif tag == _TABLE + "table-row":
            self._row += self._rows
        elif tag == _TABLE + "covered-table-cell":
            self._column += _count(self._cell, _TABLE + "number-columns-repeated", _COLUMNS)
        elif tag == _TABLE + "table-cell":
            self._end_cell()

    def _end_cell(self) -> None:
        cell, sheet = self._cell, self.sheets[-1]
        text = "".join(self._parts)
        across = _count(cell, _TABLE + "number-columns-repeated", _COLUMNS)
        if not text and (value := cell.get(_OFFICE + "value")):
            text = printed(value, "General")
        if not text and cell.get(_TABLE + "formula") and _OFFICE + "value-type" not in cell:
            sheet.unfinished.append((self._row, self._column))
        if text:
            rows = min(self._rows, limits.SPAN)
            columns = min(across, limits.SPAN)
            for row in range(self._row, self._row + rows):
                for column in range(self._column, self._column + columns):
                    sheet.add(row, column, text)
            if text.startswith(("#", "Err:")) and cell.get(_TABLE + "formula"):
                sheet.errors.append((self._row, self._column, text[:20]))
            down = _count(cell, _TABLE + "number-rows-spanned", _ROWS)
            wide = _count(cell, _TABLE + "number-columns-spanned", _COLUMNS)
            if down > 1 or wide > 1:
                sheet.merges.append((self._row, self._column, self._row + down - 1, self._column + wide - 1))
        self._column += across
