"""Reader of Excel workbooks (.xlsx, .xlsm): values as their cells print them, merged cells, hidden rows and sheets."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from minsheng.errors import Unreadable
from minsheng.intake.readers import limits
from minsheng.intake.readers.archive import Archive
from minsheng.intake.readers.kinds import kind_of
from minsheng.intake.readers.number_formats import BUILT_IN, printed
from minsheng.intake.readers.sheets import Sheet, document_of
from minsheng.intake.readers.xml_tree import Events, Node
from minsheng.intake.source import SourceDocument

_BROKEN = {"broken": "intake.broken-file", "format": "xlsx"}
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ROWS, _COLUMNS = 1_048_576, 16_384
_SHEETS = 200
_MERGES = 200_000
_GENERAL = "General"


class XlsxReader:
    """Workbooks of Excel, WPS and LibreOffice."""

    format = "xlsx"

    def accepts(self, data: bytes, *, file: str) -> bool:
        return kind_of(data) == self.format

    def read(self, data: bytes, *, file: str) -> SourceDocument:
        """The visible sheets, in order.

        Raises:
            Unreadable: too large, broken, locked, or with forbidden XML.
        """
        archive = Archive(data, file=file, **_BROKEN)
        return document_of(_Workbook(archive, file).sheets(), file=file, format=self.format)


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


def _children(node: Node | None, name: str) -> list[Node]:
    return [child for child in node or () if _local(child.tag) == name]


def _child(node: Node | None, name: str) -> Node | None:
    return next(iter(_children(node, name)), None)


class _Workbook:
    def __init__(self, archive: Archive, file: str) -> None:
        self._archive, self._file = archive, file
        self._main = archive.main("xl/workbook.xml")
        self._related = archive.related(self._main)
        root = archive.tree(self._main)
        if root is None:
            raise Unreadable("intake.broken-file", file=file, format="xlsx")
        self._root = root
        settings = _child(root, "workbookPr")
        self._since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self._strings = self._shared_strings()
        self._formats = self._cell_formats()

    def _part(self, kind: str) -> str:
        return next((target for is_kind, target in self._related.values() if is_kind == kind), "")

    def _shared_strings(self) -> list[str]:
        data = self._archive.part(self._part("sharedStrings"))
        strings = _Strings()
        if data is not None:
            Events(strings.start, strings.end, strings.text, file=self._file).read(data, **_BROKEN)
        return strings.found

    def _cell_formats(self) -> list[str]:
        """Of each style of cells the format of its numbers."""
        root = self._archive.tree(self._part("styles"))
        codes = dict(BUILT_IN)
        for node in _children(_child(root, "numFmts"), "numFmt"):
            if node.get("numFmtId").isdigit():
                codes[int(node.get("numFmtId")[:6])] = node.get("formatCode")
        formats = _children(_child(root, "cellXfs"), "xf")
        return [
            codes.get(int(id_), _GENERAL) if (id_ := xf.get("numFmtId", "0")).isdigit() else _GENERAL for xf in formats
        ]

    def sheets(self) -> list[Sheet]:
        found = []
        for node in _children(_child(self._root, "sheets"), "sheet")[:_SHEETS]:
            id_ = next((value for name, value in node.attributes.items() if _local(name) == "id"), "")
            kind, part = self._related.get(id_, ("", ""))
            data = self._archive.part(part) if kind == "worksheet" else None
            if data is not None:
                sheet = Sheet(node.get("name"), file=self._file, hidden=node.get("state") in ("hidden", "veryHidden"))
                cells = _Cells(sheet, self._printed, self._strings, self._file)
                Events(cells.start, cells.end, cells.text, file=self._file).read(data, **_BROKEN)
                self._beside(part, sheet)
                found.append(sheet)
        return found

    def _beside(self, part: str, sheet: Sheet) -> None:
        """Comments and text boxes of a sheet."""
        for kind, target in self._archive.related(part).values():
            if kind in ("comments", "drawing") and (root := self._archive.tree(target)) is not None:
                for node in _texts(root, "comment" if kind == "comments" else "txBody"):
                    sheet.beside.append(("批注" if kind == "comments" else "文本框", node))

    def _printed(self, value: str, style: str) -> str:
        """A number as its cell prints it."""
        code = self._formats[int(style)] if style.isdigit() and int(style) < len(self._formats) else _GENERAL
        return printed(value, code, since_1904=self._since_1904)


def _texts(root: Node, holder: str) -> list[str]:
    """The texts of all elements of this name."""
    found: list[str] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if _local(node.tag) != holder:
            waiting.extend(list(node)[::-1])
            continue
        pieces, inside = [], [node]
        while inside:
            one = inside.pop()
            pieces.append(one.text if _local(one.tag) == "t" else "\n" if _local(one.tag) == "p" else "")
            inside.extend(list(one)[::-1])
        if text := "".join(pieces).strip():
            found.append(text)
    return found


def _unescaped(text: str) -> str:
    """Characters that XML can not hold are written _x000D_; line ends are line feeds."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)) if not 0xD800 <= int(m[1], 16) < 0xE000 else "", text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class _Strings:
    """The table of shared strings."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._in_text = False
        self._aside = 0
        """Pronunciations (rPh) are no text."""

    def start(self, tag: str, _: dict[str, str]) -> None:
        name = _local(tag)
        if name == "t":
            self._in_text = not self._aside
        elif name == "rPh":
            self._aside += 1

    def end(self, tag: str) -> None:
        name = _local(tag)
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._aside -= 1
        elif name == "si":
            self.found.append(_unescaped("".join(self._parts)))
            self._parts.clear()

    def text(self, text: str) -> None:
        if self._in_text:
            self._parts.append(text)


class _Cells:
    """The cells of one sheet, as they come."""

    def __init__(self, sheet: Sheet, show: Callable[[str, str], str], strings: list[str], file: str) -> None:
        self._sheet, self._show, self._strings, self._file = sheet, show, strings, file
        self._row = self._column = -1
        self._type = self._style = ""
        self._parts: list[str] = []
        self._takes = self._formula = False
        self._aside = 0
        self._names: dict[str, int] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if name == "c":
            self._begin(attributes)
        elif name == "v" or (name == "t" and not self._aside):
            self._takes = True
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isdigit() and 0 < int(number[:8]) <= _ROWS else self._row + 1
            self._column = -1
            if attributes.get("hidden") in ("1", "true"):
                self._sheet.hidden_rows.add(self._row)
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._aside += 1
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdigit() and last.isdigit():
                self._sheet.hidden_columns.append((int(first[:6]) - 1, min(int(last[:6]), _COLUMNS) - 1))
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _begin(self, attributes: dict[str, str]) -> None:
        ref = attributes.get("r")
        place = self._place(ref) if ref else None
        if place is not None:
            self._row, self._column = place
        else:
            self._column += 1
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._parts.clear()
        self._formula = False

    def _place(self, ref: str) -> tuple[int, int] | None:
        match = _REF.fullmatch(ref)
        if match is None:
            return None
        name = match[1]
        column = self._names.get(name)
        if column is None:
            column = 0
            for letter in name.upper():
                column = column * 26 + ord(letter) - 64
            self._names[name] = column
        row = int(match[2])
        return (row - 1, column - 1) if 0 < row <= _ROWS and column <= _COLUMNS else None

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        start, end = self._place(first), self._place(last)
        limits.check("intake.too-many-cells", len(self._sheet.merges), _MERGES, file=self._file)
        if start is not None and end is not None:
            self._sheet.merges.append((*start, *end))

    def text(self, text: str) -> None:
        if self._takes:
            self._parts.append(text)

    def end(self, tag: str) -> None:
        name = _local(tag)
        if name == "c":
            self._end_cell()
        elif name in ("v", "t"):
            self._takes = False
        elif name == "rPh":
            self._aside -= 1

    def _end_cell(self) -> None:
        value = "".join(self._parts)
        if not value:
            if self._formula and self._type != "str":
                self._sheet.unfinished.append((self._row, self._column))
            return
        match self._type:
            case "s":
                number = int(value) if value.isdigit() and len(value) < 9 else -1
                text = self._strings[number] if 0 <= number < len(self._strings) else ""
            case "inlineStr" | "str":
                text = _unescaped(value)
            case "b":
                text = "TRUE" if value.strip() in ("1", "true") else "FALSE"
            case "e":
                text = value
                self._sheet.errors.append((self._row, self._column, value[:20]))
            case "d":
                text = _day(value)
            case _:
                text = self._show(value.strip(), self._style)
        self._sheet.add(self._row, self._column, text)


def _day(value: str) -> str:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return value
    return found.date().isoformat() if not (found.hour or found.minute or found.second) else found.isoformat(" ")
