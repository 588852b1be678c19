"""Word documents and workbooks, the parts that a reader looks at and no more (办公文件)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape

from minsheng.testing.notices.blocks import Block, Cell, Table
from minsheng.testing.notices.dice import Dice

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument"


def packed(parts: Mapping[str, str]) -> bytes:
    """A package of these parts, the same bytes for the same parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text)
    return buffer.getvalue()


def _types(**overrides: str) -> str:
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    made = "".join(f'<Override PartName="{p}" ContentType="{_TYPES}.{t}+xml"/>' for p, t in overrides.items())
    return f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{made}</Types>'


def _relations(*targets: tuple[str, str]) -> str:
    made = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def document(dice: Dice, blocks: Sequence[Block]) -> bytes:
    """A Word document."""
    body = "".join(_word_table(dice, b) if isinstance(b, Table) else _paragraph(dice, b.text, b.kind) for b in blocks)
    return packed(
        {
            "[Content_Types].xml": _types(**{"/word/document.xml": "wordprocessingml.document.main"}),
            "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}<w:p/><w:sectPr/></w:body></w:document>',
        }
    )


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def _paragraph(dice: Dice, text: str, kind: str = "text") -> str:
    align = {"title": "center", "center": "center", "right": "right"}.get(kind)
    properties = f'<w:pPr><w:jc w:val="{align}"/></w:pPr>' if align else ""
    if len(text) > 4 and dice.chance(3, "runs-within-words"):
        at = dice.number(1, len(text) - 1)
        return f"<w:p>{properties}{_run(text[:at])}{_run(text[at:])}</w:p>"
    return f"<w:p>{properties}{_run(text) if text else ''}</w:p>"


def _word_table(dice: Dice, table: Table) -> str:
    breaks = dice.chance(3)
    rows = []
    for row in _laid(table):
        cells = []
        for cell, goes_on in row:
            span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
            merge = (
                '<w:vMerge w:val="continue"/>' if goes_on else '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
            )
            text = "" if goes_on else cell.text
            inner = _broken(text) if breaks else "".join(_paragraph(dice, part) for part in text.split("\n"))
            cells.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{inner}</w:tc>")
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    grid = "<w:gridCol/>" * table.columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _broken(text: str) -> str:
    """Lines within one paragraph."""
    return (
        f"<w:p><w:r>{'<w:br/>'.join(f'<w:t>{escape(t, quote=False)}</w:t>' for t in text.split(chr(10)))}</w:r></w:p>"
    )


def _laid(table: Table) -> Iterator[list[tuple[Cell, bool]]]:
    """Each row with the cells that reach into it from above, told by a mark."""
    reaching: dict[int, tuple[Cell, int]] = {}
    for row in table.rows:
        own = iter(row)
        laid: list[tuple[Cell, bool]] = []
        column = 0
        while column < table.columns:
            if column in reaching:
                cell, left = reaching.pop(column)
                laid.append((cell, True))
                if left > 1:
                    reaching[column] = (cell, left - 1)
            else:
                cell = next(own)
                laid.append((cell, False))
                if cell.rows > 1:
                    reaching[column] = (cell, cell.rows - 1)
            column += cell.columns
        yield laid


def placed(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """Each cell with its row and column."""
    for r, row in enumerate(_laid(table)):
        column = 0
        for cell, goes_on in row:
            if not goes_on:
                yield r, column, cell
            column += cell.columns


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def workbook(dice: Dice, blocks: Sequence[Block]) -> bytes:
    """A workbook of one sheet: lines over the width of the table, the tables below one another."""
    width = max((b.columns for b in blocks if isinstance(b, Table)), default=1)
    cells: list[tuple[int, int, Cell]] = []
    merged = not dice.chance(3)
    row = 0
    for block in blocks:
        if isinstance(block, Table):
            cells += [(row + r, c, cell) for r, c, cell in placed(block)]
            row += len(block.rows)
        else:
            cells.append((row, 0, Cell(text=block.text, columns=width if merged else 1)))
            row += 1
    rows: dict[int, list[str]] = {}
    for r, c, cell in sorted(cells, key=lambda found: found[:2]):
        rows.setdefault(r, []).append(_sheet_cell(dice, f"{_letter(c)}{r + 1}", cell))
    data = "".join(f'<row r="{r + 1}">{"".join(row_)}</row>' for r, row_ in rows.items())
    spans = [
        f'<mergeCell ref="{_letter(c)}{r + 1}:{_letter(c + cell.columns - 1)}{r + cell.rows}"/>'
        for r, c, cell in cells
        if cell.rows > 1 or cell.columns > 1
    ]
    merges = f'<mergeCells count="{len(spans)}">{"".join(spans)}</mergeCells>' if spans else ""
    return packed(
        {
            "[Content_Types].xml": _types(
                **{
                    "/xl/workbook.xml": "spreadsheetml.sheet.main",
                    "/xl/worksheets/sheet1.xml": "spreadsheetml.worksheet",
                    "/xl/styles.xml": "spreadsheetml.styles",
                }
            ),
            "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
            "xl/styles.xml": f'<styleSheet xmlns="{_SHEET}"><cellXfs count="2"><xf numFmtId="0"/>'
            '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{data}</sheetData>{merges}</worksheet>',
        }
    )


def _sheet_cell(dice: Dice, name: str, cell: Cell) -> str:
    if cell.day is not None and dice.chance(2, "date-cell"):
        return f'<c r="{name}" s="1"><v>{(cell.day - date(1899, 12, 30)).days}</v></c>'
    if cell.text.isascii() and cell.text.isdigit() and not dice.chance(3):
        return f'<c r="{name}"><v>{cell.text}</v></c>'
    if not cell.text:
        return f'<c r="{name}"/>'
    text = escape(cell.text, quote=False)
    return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
