"""Reader of old Excel workbooks (.xls, .et of WPS): values as their cells print them, merged cells, hidden rows and sheets."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from minsheng.errors import MissingExtra, Unreadable
from minsheng.intake.readers.kinds import kind_of
from minsheng.intake.readers.number_formats import printed
from minsheng.intake.readers.sheets import Sheet, document_of
from minsheng.intake.source import SourceDocument

if TYPE_CHECKING:
    from xlrd.sheet import Sheet as XlsSheet

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5
_ERRORS = {"0": "#NULL!", "7": "#DIV/0!", "15": "#VALUE!", "23": "#REF!", "29": "#NAME?", "36": "#NUM!", "42": "#N/A"}


class XlsReader:
    """Workbooks of Excel 5 to 2003, and those of WPS."""

    format = "xls"

    def accepts(self, data: bytes, *, file: str) -> bool:
        return kind_of(data) == self.format

    def read(self, data: bytes, *, file: str) -> SourceDocument:
        """The visible sheets, in order.

        Raises:
            Unreadable: broken, locked, or without anything in it.
            MissingExtra: xlrd is not installed.
        """
        try:
            import xlrd
        except ImportError:
            raise MissingExtra("xls") from None
        try:
            book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True)
            formats = [book.format_map[xf.format_key].format_str for xf in book.xf_list]
            sheets = [_sheet(sheet, formats, bool(book.datemode), file) for sheet in book.sheets()]
        except Unreadable:
            raise
        except Exception as error:  # xlrd meets a damaged file with whatever fails first
            if "encrypt" in str(error).lower() or "password" in str(error).lower():
                raise Unreadable("intake.locked", file=file) from error
            raise Unreadable("intake.broken-file", file=file, format=self.format) from error
        return document_of(sheets, file=file, format=self.format)


def _sheet(source: XlsSheet, formats: list[str], since_1904: bool, file: str) -> Sheet:
    sheet = Sheet(source.name, file=file, hidden=source.visibility != 0)
    for row in range(source.nrows):
        for column in range(source.row_len(row)):
            kind, value = source.cell_type(row, column), source.cell_value(row, column)
            if kind in (_NUMBER, _DATE):
                text = printed(repr(value), formats[source.cell_xf_index(row, column)], since_1904=since_1904)
            elif kind == _TEXT:
                text = str(value).replace("\r\n", "\n").replace("\r", "\n")
            elif kind == _BOOLEAN:
                text = "TRUE" if value else "FALSE"
            elif kind == _ERROR:
                text = _ERRORS.get(str(value), "#N/A")
                sheet.errors.append((row, column, text))
            else:
                continue
            sheet.add(row, column, text)
    sheet.merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in source.merged_cells]
    sheet.hidden_rows = {row for row, info in source.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = [(column, column) for column, info in source.colinfo_map.items() if info.hidden]
    return sheet
