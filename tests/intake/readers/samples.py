"""Small made-up files in every format, and a short way to look at what a reader makes of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from minsheng.intake import Grid, Paragraph, SourceDocument, read_source
from tests.intake.documents import DOCUMENTS, HEAD, ROWS, TITLE, cell, docx_of, table

MADE = DOCUMENTS / "readers"
"""Files of LibreOffice; `make.py` beside them made them."""
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFF = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


def xlsx_of(*sheets: str, names: tuple[str, ...] = (), styles: str = "", strings: str = "", states: str = "") -> bytes:
    """A workbook of these sheets, each given as what stands in its worksheet element; `states`: v or h for each."""
    states = states or "v" * len(sheets)
    kinds = [("worksheet", f"worksheets/s{n}.xml") for n in range(len(sheets))]
    kinds += [("styles", "styles.xml"), ("sharedStrings", "strings.xml")]
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_OFF}/{kind}" Target="{at}"/>' for n, (kind, at) in enumerate(kinds)
    )
    listed = "".join(
        f'<sheet name="{(names or ("表1", "表2", "表3"))[n]}" sheetId="{n + 1}" r:id="r{n}" state="{"hidden" if states[n] == "h" else "visible"}"/>'
        for n in range(len(sheets))
    )
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_REL}"><Relationship Id="r1" Type="{_OFF}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFF}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_REL}">{relations}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_SHEET}">{styles}</styleSheet>',
        "xl/strings.xml": f'<sst xmlns="{_SHEET}">{strings}</sst>',
    }
    parts |= {
        f"xl/worksheets/s{n}.xml": f'<worksheet xmlns="{_SHEET}">{body}</worksheet>' for n, body in enumerate(sheets)
    }
    return zipped(parts)


def rows_of(*rows: tuple[str, ...], first: int = 1) -> str:
    """Rows of a worksheet; a text that begins with < is a ready cell, @@ in it its place; an empty one is none."""

    def one(row: int, column: int, text: str) -> str:
        place = f"{chr(65 + column)}{row}"
        if text.startswith("<"):
            return text.replace("@@", place)
        return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>' if text else ""

    body = "".join(
        f'<row r="{r}">{"".join(one(r, c, text) for c, text in enumerate(row))}</row>'
        for r, row in enumerate(rows, first)
    )
    return f"<sheetData>{body}</sheetData>"


def ods_of(content: str) -> bytes:
    """A workbook of LibreOffice with these tables."""
    names = "".join(f' xmlns:{name}="{_OASIS}{name}:1.0"' for name in ("office", "table", "text", "style"))
    body = f"<office:document-content{names}><office:body><office:spreadsheet>{content}</office:spreadsheet></office:body></office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": body})


def html_of(*, before: str = "", behind: str = "", head: str = '<meta charset="utf-8">') -> str:
    """A page with the list of the other tests in a table."""
    cells = "".join(
        "<tr>" + "".join(f"<td>{text.replace(chr(10) * 2, '<br>')}</td>" for text in row) + "</tr>"
        for row in (HEAD, *ROWS)
    )
    return f"<!DOCTYPE html><html><head>{head}</head><body>{before}<h1>{TITLE}</h1><table>{cells}</table>{behind}</body></html>"


WORD = docx_of(table([[cell(text) for text in row] for row in (HEAD, *ROWS)]))
SEEN = (TITLE, "改造道路约40公里。", "2024年8月底", "县交运局")
"""Words of that list."""


def source(data: bytes | str, *, name: str = "a file") -> SourceDocument:
    """The document of a file; a page or text may be given as it is."""
    return read_source(data.encode() if isinstance(data, str) else data, name=name)


def made(name: str) -> SourceDocument:
    return read_source(MADE / name)


def texts(document: SourceDocument) -> list[str]:
    """The paragraphs, without the tables."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grids(document: SourceDocument) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def laid(grid: Grid) -> list[tuple[str, int, int, int, int]]:
    """Text, row, column, and spans of each cell."""
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells]


def printed(grid: Grid) -> list[list[str]]:
    """The texts row by row; a place without a cell is empty, a merged cell stands at each of its places."""
    return [
        [found.text if (found := grid.at(row, column)) is not None else "" for column in range(grid.columns)]
        for row in range(grid.rows)
    ]


def aside(document: SourceDocument) -> list[tuple[str, str]]:
    """Kind and text of what stands aside."""
    return [(paragraph.part, paragraph.text) for paragraph in document.aside]


def codes(document: SourceDocument) -> list[str]:
    return [finding.code.removeprefix("intake.") for finding in document.findings]


def path_of(name: str) -> Path:
    return MADE / name
