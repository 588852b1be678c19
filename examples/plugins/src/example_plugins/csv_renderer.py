"""Reports as CSV: tables row by row, everything else as a line of one cell."""

import csv
import io
import re
from collections.abc import Iterable

from minsheng.reports import Annex, Block, Bullets, DocumentHead, Heading, Note, Paragraph, Report, Table, plain


class CsvRenderer:
    name = "csv"
    suffix = ".csv"
    supports: frozenset[type[Block]] = frozenset({Annex, Bullets, DocumentHead, Heading, Note, Paragraph, Table})

    def render(self, report: Report) -> bytes:
        file = io.StringIO()
        out = csv.writer(file)
        for block in report.blocks:
            out.writerows([inert(cell) for cell in row] for row in rows(block))
        return file.getvalue().encode("utf-8-sig")  # the mark by which Excel and WPS know UTF-8


def rows(block: Block) -> Iterable[list[str]]:
    match block:
        case Table():
            caption = [[block.caption]] if block.caption else []
            return [*caption, [c.title for c in block.columns], *([c.text for c in row] for row in block.rows)]
        case Bullets():
            return [[plain(item)] for item in block.items]
        case DocumentHead() | Annex():
            return [[run.text] for run in block.runs()]
        case _:
            return [[plain(block.runs())]]


def inert(cell: str) -> str:
    """A cell that begins like a formula, and is no number, gets an apostrophe in front: no spreadsheet runs it."""
    formula = cell.startswith(("=", "+", "-", "@", "\t")) and not re.fullmatch(r"[+-]\d+(\.\d+)?%?", cell)
    return f"'{cell}" if formula else cell
