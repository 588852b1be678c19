"""Lists of projects as CSV: titles above, then a table, read as any other document."""

import csv
import io

from minsheng.errors import Unreadable
from minsheng.intake import Cell, Grid, Paragraph, SourceDocument


class CsvReader:
    format = "csv"

    def accepts(self, data: bytes, *, file: str) -> bool:
        """Text whose lines have commas, most of them as many; what stands in the file tells it, not what it is called."""
        text = decoded(data[:20_000])
        counts = [line.count(",") for line in text.splitlines() if line.strip()]
        return len(counts) > 1 and "\0" not in text and counts.count(max(counts)) * 2 > len(counts) and max(counts) > 1

    def read(self, data: bytes, *, file: str) -> SourceDocument:
        try:
            rows = list(csv.reader(io.StringIO(decoded(data), newline=""), strict=False))
        except csv.Error as error:
            raise Unreadable("intake.not-text", file=file) from error
        titles: list[Paragraph] = []
        cells: list[Cell] = []
        below = 0
        for line, row in enumerate(rows, 1):
            filled = [(column, text) for column, raw in enumerate(row) if (text := shown(raw))]
            if len(filled) == 1 and not cells:
                titles.append(Paragraph(filled[0][1].replace("\n", ""), line))
            elif filled:
                cells += [Cell(text=text, row=below, column=column, line=line) for column, text in filled]
                below += 1
        if not titles and not cells:
            raise Unreadable("intake.empty", file=file)
        return SourceDocument(blocks=[*titles, *([Grid(cells)] if cells else [])], file=file, format=self.format)


def decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, or what Excel writes on a Chinese machine."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def shown(text: str) -> str:
    """A cell's text; line breaks as all readers give them."""
    return "\n".join(line for line in text.replace("\r", "\n").split("\n") if line).strip()
